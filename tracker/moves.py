"""Announcements -> moves: what each statement changed, by how much, and with how much notice.

A move is the change between two successive announcements. What is said on one day answers what
stood the evening before, so two partners who disagree on one day each move the older promise.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from tracker.programme import Programme
from tracker.snapshot import OPEN_AFTER, OPEN_BEFORE, known_statements, promises


def moves(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a statement known on the day, ordered by milestone and day.

    The columns of the announcement, and: `before*` (the promise it answers: text, words, earliest,
    latest), `kind` (first, later, earlier, more precise, less precise,
    confirmed, withdrawn, restored), `slip_min` and `slip_max` in days against that promise, and
    `notice_days`, from the statement to the end of the window it broke; NaN where there is none.
    What the press repeats is no promise: it counts only where nobody else spoke.
    """
    said = promises(known_statements(programme, as_of=as_of))
    statements = said.sort_values("milestone", kind="stable")
    return _with_slip(_with_kind(_with_before(statements.reset_index(drop=True))))


def _with_before(statements: pd.DataFrame) -> pd.DataFrame:
    """Beside each statement the last one of an earlier day."""
    by_day = ["milestone", "announced_latest"]
    standing = statements.drop_duplicates(by_day, keep="last")
    targets = ["target", "target_words", "target_earliest", "target_latest", "withdrawn"]
    earlier = standing.groupby("milestone")[targets].shift(1)
    earlier.columns = [name.replace("target", "before") for name in targets[:-1]] + [
        "was_withdrawn"
    ]
    answered = pd.concat([standing[by_day], earlier], axis=1)
    rows = statements.merge(answered, on=by_day, how="left")
    return rows.assign(
        before=rows["before"].fillna(""),
        before_words=rows["before_words"].where(rows["before_words"].notna(), None),
        was_withdrawn=rows["was_withdrawn"].eq(True),
    )


def _with_kind(rows: pd.DataFrame) -> pd.DataFrame:
    starts = rows["target_earliest"].fillna(OPEN_BEFORE)
    ends = rows["target_latest"].fillna(OPEN_AFTER)
    started = rows["before_earliest"].fillna(OPEN_BEFORE)
    ended = rows["before_latest"].fillna(OPEN_AFTER)
    # Of two floors or two ceilings only one edge was said, so only that one can move.
    floors = (ends == OPEN_AFTER) & (ended == OPEN_AFTER)
    ceilings = (starts == OPEN_BEFORE) & (started == OPEN_BEFORE)
    one_edge = floors ^ ceilings
    kinds = [
        ((rows["before"] == "") & ~rows["withdrawn"], "first"),
        (
            (rows["withdrawn"] == rows["was_withdrawn"])
            & (rows["withdrawn"] | ((starts == started) & (ends == ended))),
            "confirmed",
        ),
        (rows["withdrawn"], "withdrawn"),
        (rows["was_withdrawn"], "restored"),
        (one_edge & ((starts > started) | (ends > ended)), "later"),
        (one_edge, "earlier"),
        ((starts >= started) & (ends <= ended), "more precise"),
        ((starts <= started) & (ends >= ended), "less precise"),
        (starts > started, "later"),
    ]
    conditions, names = zip(*kinds, strict=True)
    kind = np.select(conditions, names, default="earlier")
    return rows.assign(kind=pd.Series(kind, index=rows.index, dtype=object))


def _with_slip(rows: pd.DataFrame) -> pd.DataFrame:
    broke = rows["kind"].isin(["later", "withdrawn"])
    return rows.assign(
        slip_min=(rows["target_earliest"] - rows["before_latest"]).dt.days,
        slip_max=(rows["target_latest"] - rows["before_earliest"]).dt.days,
        notice_days=(rows["before_latest"] - rows["announced_latest"]).dt.days.where(broke),
    )
