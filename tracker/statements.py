"""What was said by a day: all of it, what of it counts as a promise, and each side's last word.

The order of the record depends on no day, so it is worked out once for each version of the data;
what was known on a day is then its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from tracker.columns import (
    END,
    NOBODY,
    START,
    Column,
    Columns,
    Row,
    Windows,
    columns_of,
    picked,
    rows_of,
    windows_of,
)
from tracker.dates import DateWords
from tracker.programme import Programme
from tracker.schema import PARTNERS, VOICES

OPEN_BEFORE: Final = pd.Timestamp(START)
OPEN_AFTER: Final = pd.Timestamp(END)

# When statements were made; of one day, the withdrawal first, then by the end of what was promised,
# and of equal ends the vaguest last: of two readings we keep the one that claims less. The rest
# only sees to it that the order of rows in the file decides nothing.
ORDER: Final = {
    "announced_latest": True,
    "announced_earliest": True,
    "live_latest": True,
    "live_earliest": False,
    "speaker": True,
    "target": True,
    "side": True,
    "organisation": True,
    "source": True,
    "milestone": True,
    "wording": True,
}

CLAIM_COLUMNS: Final = [
    "milestone",
    "side",
    "speaker",
    "organisation",
    "announced",
    "announced_words",
    "announced_earliest",
    "announced_latest",
    "target",
    "target_words",
    "target_earliest",
    "target_latest",
    "wording",
    "source",
    "publisher",
    "confidence",
    "withdrawn",
    "line",
]


def known_statements(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """The statements made by the end of a day, in the order in which they were made.

    One that is dated only to a month or a year counts from the end of that period: earlier it may
    not have been said yet.
    """
    said = statements(programme)
    return said.rows.iloc[: said.count(as_of)]


def statement_columns(programme: Programme, as_of: date) -> Columns:
    """The columns of the same, as arrays."""
    said = statements(programme)
    count = said.count(as_of)
    return {name: column[:count] for name, column in said.columns.items()}


def statement_counts(programme: Programme, *, as_of: date) -> dict[str, int]:
    """How many statements had been made by the end of a day on each milestone that had any."""
    said = statements(programme)
    counts = np.bincount(said.milestones[: said.count(as_of)], minlength=len(said.names))
    return {name: n for name, n in zip(said.names, counts.tolist(), strict=True) if n}


def statements_on(programme: Programme, milestones: Iterable[str], *, as_of: date) -> Columns:
    """What was said of some milestones by the end of a day, in the order in which it was."""
    said = statements(programme)
    wanted = np.isin(said.milestones[: said.count(as_of)], said.names.get_indexer(list(milestones)))
    rows = np.flatnonzero(wanted)
    return {name: column[rows] for name, column in said.columns.items()}


def promised_statements(programme: Programme, *, as_of: date) -> Columns:
    """What the partners said by a day, by milestone and then in order; of milestones that no
    partner spoke of, whatever was said. The columns of the statements, as arrays.

    What the press repeats is no promise, but better than nothing where there is nothing else.
    """
    said = statements(programme)
    count = said.count(as_of)
    spoken_of = said.last(PARTNERS, count) != NOBODY
    rows = said.by_milestone[said.by_milestone < count]
    by_partner = np.isin(said.columns["side"][rows], PARTNERS)
    told = rows[by_partner | ~spoken_of[said.milestones[rows]]]
    return {name: column[told] for name, column in said.columns.items()}


def live_claims(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """The last statement of each side for each milestone; what the press says only if nobody else
    spoke. Ordered by milestone, then by day, so the last row of a milestone is the newest."""
    said = statements(programme)
    return said.rows.iloc[_live(said, as_of)][CLAIM_COLUMNS].reset_index(drop=True)


def claims_on(programme: Programme, milestone: str, *, as_of: date) -> list[Row]:
    """The live claims of one milestone, the newest last."""
    said = statements(programme)
    rows = _live(said, as_of)
    own = rows[said.columns["milestone"][rows] == milestone]
    return rows_of(picked(said.columns, CLAIM_COLUMNS), own)


def newest_claims(programme: Programme, *, as_of: date) -> dict[str, Row]:
    """The newest live claim that names a date, by milestone."""
    said = statements(programme)
    rows = rows_of(picked(said.columns, CLAIM_COLUMNS), _live(said, as_of))
    return {row.milestone: row for row in rows if row.target_words}


def _live(said: Statements, as_of: date) -> Column:
    """The numbers of the live claims, by milestone and then by day."""
    live = np.unique(np.concatenate(list(said.live(as_of).values())))
    rows = live[live != NOBODY]
    by_milestone: Column = rows[np.argsort(said.milestones[rows], kind="stable")]
    return by_milestone


def first_said(programme: Programme, milestone: str) -> DateWords | None:
    """When the first statement on a milestone was made, whoever made it; None of one in silence."""
    said = statements(programme).rows
    return next(iter(said.loc[said["milestone"] == milestone, "announced_words"]), None)


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """The legible statements in the order of the record, whenever they were made.

    ``milestones`` is the number of the milestone that each is about, in ``names``, which are
    sorted; ``by_milestone`` are the rows sorted by that number.
    """

    rows: pd.DataFrame
    columns: Columns
    windows: Windows
    names: pd.Index
    milestones: Column
    by_milestone: Column

    def count(self, as_of: date) -> int:
        """How many had been made by the end of a day; they come first."""
        days = self.columns["announced_latest"]
        return int(np.searchsorted(days, np.datetime64(as_of, "s"), side="right"))

    def last(self, sides: tuple[str, ...], count: int) -> Column:
        """For each milestone the last of the first statements that one of the sides made."""
        spoke = np.flatnonzero(np.isin(self.columns["side"][:count], sides))
        last = np.full(len(self.names), NOBODY)
        np.maximum.at(last, self.milestones[spoke], spoke)
        return last

    def live(self, as_of: date) -> dict[str, Column]:
        """For each milestone the last word of each side, and the press's where no side spoke."""
        count = self.count(as_of)
        live = {side: self.last(voices, count) for side, voices in VOICES.items()}
        others = tuple(set(self.columns["side"][:count]) - set(PARTNERS))
        silent = np.all([last == NOBODY for last in live.values()], axis=0)
        return {**live, "press": np.where(silent, self.last(others, count), NOBODY)}


@lru_cache(maxsize=4)
def statements(programme: Programme) -> Statements:
    """The statements of a version of the data, put in order once."""
    rows = _in_order(programme.announcements)
    names = pd.Index(np.unique(rows["milestone"].to_numpy()), dtype=object)
    milestones = names.get_indexer(rows["milestone"])
    columns = columns_of(rows)
    return Statements(
        rows=rows,
        columns=columns,
        windows=windows_of(columns),
        names=names,
        milestones=milestones,
        by_milestone=np.argsort(milestones, kind="stable"),
    )


def _in_order(said: pd.DataFrame) -> pd.DataFrame:
    legible = said["target_words"].notna() | said["withdrawn"]
    dated = said[legible & said["announced_latest"].notna()]
    ends = dated["target_latest"].fillna(OPEN_AFTER).mask(dated["withdrawn"], OPEN_BEFORE)
    starts = dated["target_earliest"].fillna(OPEN_BEFORE)
    ranked = dated.assign(live_latest=ends, live_earliest=starts)
    return ranked.sort_values(list(ORDER), ascending=list(ORDER.values()))
