"""What was known on a day: one row per milestone with its window, status and slip.

The cell wins now, the record explains then: from the day of the last announcement on, the plan is
the `planned` cell; before it, the last announcement known on the day asked for. Cells that tell of
later things (outcome, note, sources of what then happened) are blank before their day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from tracker import schema
from tracker.programme import Programme

# A joint statement speaks for both partners, until one of them says something else.
VOICES: Final = {"ru": ("ru", "joint"), "kz": ("kz", "joint")}
PARTNERS: Final = ("ru", "kz", "joint")
OPEN_BEFORE: Final = pd.Timestamp("1700-01-01")
OPEN_AFTER: Final = pd.Timestamp("2300-01-01")

# When statements were made; of one day, the withdrawal first, then by the end of what was promised,
# and of equal ends the vaguest last: of two readings we keep the one that claims less. So the order
# of rows in the file decides nothing.
ORDER: Final = [
    "announced_latest",
    "announced_earliest",
    "live_latest",
    "live_earliest",
    "speaker",
    "target",
]

# What stands beside a date column, and what it holds where the cell says nothing.
PARTS: Final = {"": "", "_words": None, "_earliest": pd.NaT, "_latest": pd.NaT}

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


def snapshot(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """The milestones as they stood on a day, in the order of the file.

    Beside the cells known by then: `current*` (what happened, else the plan), `status`,
    `slip_min` and `slip_max` in days (positive is late, NaN where a side is open or nothing is
    compared), `overdue_days`, `contested`, `unrecorded` (the cell says what no announcement does),
    the last live claim (`announced`, `speaker`, `organisation`, `side`, `wording`, `claim_source`)
    and `known`, False while nothing of the milestone was on record.
    """
    claims = live_claims(programme, as_of=as_of)
    told = _with_record(programme, claims, as_of)
    planned = _with_plan(_with_facts(told, as_of), claims)
    return _with_slip(_with_status(planned, claims, as_of))


def titled(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows with their titles in the reader's language; the English one where it is missing."""
    if lang == "en":
        return rows
    own = rows[f"title_{lang}"]
    return rows.assign(title=own.where(own.str.strip() != "", rows["title"]))


def known_statements(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """The statements made by the end of a day, in the order in which they were made.

    One that is dated only to a month or a year counts from the end of that period: earlier it may
    not have been said yet.
    """
    said = programme.announcements
    legible = said["target_words"].notna() | said["withdrawn"]
    known = said[legible & (said["announced_latest"] <= pd.Timestamp(as_of))]
    ends = known["target_latest"].fillna(OPEN_AFTER).mask(known["withdrawn"], OPEN_BEFORE)
    starts = known["target_earliest"].fillna(OPEN_BEFORE)
    return _in_order(known.assign(live_latest=ends, live_earliest=starts))


def live_claims(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """The last statement of each side for each milestone; what the press says only if nobody else
    spoke. Ordered by milestone, then by day, so the last row of a milestone is the newest."""
    known = known_statements(programme, as_of=as_of)
    told = promises(known)
    voiced = pd.concat([_last(told[told["side"].isin(sides)]) for sides in VOICES.values()])
    unvoiced = told[~told["side"].isin(PARTNERS)]
    live = pd.concat([voiced[~voiced.index.duplicated()], _last(unvoiced)])
    return (
        _in_order(live)
        .sort_values("milestone", kind="stable")[CLAIM_COLUMNS]
        .reset_index(drop=True)
    )


def promises(statements: pd.DataFrame) -> pd.DataFrame:
    """What the partners said; of milestones that no partner spoke of, whatever was said.

    What the press repeats is no promise, but better than nothing where there is nothing else.
    """
    by_partner = statements["side"].isin(PARTNERS)
    spoken_of = statements["milestone"].isin(statements.loc[by_partner, "milestone"])
    return statements[by_partner | ~spoken_of]


def _in_order(statements: pd.DataFrame) -> pd.DataFrame:
    return statements.sort_values(ORDER, ascending=[name != "live_earliest" for name in ORDER])


def _last(statements: pd.DataFrame) -> pd.DataFrame:
    return statements.drop_duplicates("milestone", keep="last")


def _with_record(programme: Programme, claims: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The milestones with their newest claim and with what the record knows of them by the day."""
    day = pd.Timestamp(as_of)
    rows = programme.milestones
    newest = _last(claims).set_index("milestone")
    said = programme.announcements
    is_later = said["announced_latest"] > day
    # "By 2027" in this place says that it had happened by then, so it counts from its last day.
    happened = rows["actual_earliest"].fillna(rows["actual_latest"]) <= day
    claim = {
        ("claim_source" if name == "source" else name): _of(newest, name, rows, "")
        for name in ("announced", "speaker", "organisation", "side", "wording", "source")
    }
    claim |= {
        "announced_words": _of(newest, "announced_words", rows, None),
        "announced_latest": _of(newest, "announced_latest", rows, pd.NaT),
    }
    return rows.assign(
        **claim,
        claim_confidence=_of(newest, "confidence", rows, ""),
        has_claim=rows["id"].isin(newest.index),
        has_record=rows["id"].isin(set(said["milestone"])),
        said_later=rows["id"].isin(set(said.loc[is_later, "milestone"])),
        baseline_said=_is_said(rows, "baseline", said[~is_later]),
        baseline_said_later=_is_said(rows, "baseline", said[is_later]),
        undated_cells=said.empty,
        happened=happened,
        happens_later=rows["actual_words"].notna() & ~happened,
    )


def _with_facts(told: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Blank the cells that tell of what came after the day."""
    later = told["said_later"] | told["happens_later"]
    unsaid = told["said_later"] & ~told["has_claim"]
    unsaid_baseline = unsaid | (told["baseline_said_later"] & ~told["baseline_said"])
    # Without a record the cells are all there is; beside one, a plan that nobody is recorded as
    # having announced by then may be of any later day.
    promised = told[["planned_words", "baseline_words"]].notna().any(axis=1)
    from_cells = promised & told["undated_cells"] & ~told["said_later"]
    known = told["happened"] | told["has_claim"] | ~later | from_cells
    rows = told.assign(
        known=known,
        outcome=told["outcome"].mask(later, ""),
        note=told["note"].mask(later, ""),
        source=told["source"].mask(later, told["claim_source"]),
        confidence=told["confidence"].mask(later, told["claim_confidence"]),
    )
    rows = _blank(rows, "actual", ~told["happened"])
    rows = _blank(rows, "baseline", unsaid_baseline)
    return _blank(rows, "start", told["start_earliest"] > pd.Timestamp(as_of))


def _of(newest: pd.DataFrame, column: str, rows: pd.DataFrame, nothing: object) -> pd.Series:
    """What the newest claim of each milestone says, or ``nothing`` where there is no claim."""
    found = newest[column].reindex(rows["id"], fill_value=nothing).set_axis(rows.index)
    # pandas writes NaN for the None asked for; a reading is a DateWords or None, nothing else.
    return found.where(found.notna(), None) if found.dtype == object else found


def _blank(rows: pd.DataFrame, column: str, where: pd.Series) -> pd.DataFrame:
    return rows.assign(
        **{
            column: rows[column].mask(where, ""),
            f"{column}_words": rows[f"{column}_words"].mask(where, None),
            f"{column}_earliest": rows[f"{column}_earliest"].mask(where),
            f"{column}_latest": rows[f"{column}_latest"].mask(where),
        }
    )


def _with_plan(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The plan in force, and `current`: what happened, else the plan."""
    newest = _last(claims).set_index("milestone")
    from_record = rows["said_later"]
    withdrawn = _of(newest, "withdrawn", rows, False)
    plan = {
        f"planned{part}": rows[f"planned{part}"].mask(
            from_record, _of(newest, f"target{part}", rows, nothing)
        )
        for part, nothing in PARTS.items()
    }
    planned = rows.assign(**plan)
    planned = _blank(planned, "planned", from_record & withdrawn)
    current = {
        f"current{part}": planned[f"actual{part}"].where(
            rows["happened"], planned[f"planned{part}"]
        )
        for part in PARTS
    }
    return planned.assign(**current, unrecorded=_unrecorded(planned, claims))


def _unrecorded(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Where an open milestone's cell has the window of none of its live claims."""
    agrees = _is_said(rows, "planned", claims)
    settled = rows["happened"] | (rows["outcome"] == "cancelled")
    return rows["has_record"] & ~rows["said_later"] & ~settled & ~agrees


def _is_said(rows: pd.DataFrame, column: str, statements: pd.DataFrame) -> pd.Series:
    """Where a statement about the milestone has the window of the cell."""
    said = set(_keys(statements, "milestone", "target"))
    return pd.Series([key in said for key in _keys(rows, "id", column)], rows.index, dtype=bool)


def _keys(rows: pd.DataFrame, name: str, date_column: str) -> Iterator[tuple[object, ...]]:
    windows = rows[[name, f"{date_column}_earliest", f"{date_column}_latest"]].astype(str)
    return zip(*(windows[column] for column in windows), strict=True)


def _with_status(rows: pd.DataFrame, claims: pd.DataFrame, as_of: date) -> pd.DataFrame:
    day = pd.Timestamp(as_of)
    dated = rows["planned_words"].notna()
    past = rows["planned_latest"] < day
    unreported = (rows["outcome"] == "unknown") & (~dated | past)
    called_off = (rows["outcome"] == "cancelled") & ~rows["happens_later"]
    choices = {
        "cancelled": called_off,
        "done": rows["happened"],
        "overdue": past | unreported,
        "undated": ~dated,
        "upcoming": rows["planned_earliest"] > day,
    }
    status = np.select(list(choices.values()), list(choices), default="due")
    is_open = pd.Series(status, index=rows.index).isin(schema.OPEN_STATUSES)
    return rows.assign(
        status=pd.Series(status, index=rows.index, dtype=object),
        overdue_days=(day - rows["planned_latest"]).dt.days.where(status == "overdue"),
        contested=is_open & rows["id"].isin(_contested(claims)),
    )


def _contested(claims: pd.DataFrame) -> set[str]:
    """Milestones for which live claims of two sides have no day in common."""
    sides = [
        claims[claims["side"].isin(voices)].drop_duplicates("milestone", keep="last")
        for voices in VOICES.values()
    ]
    both = sides[0].merge(sides[1], on="milestone", suffixes=("", "_other"))
    starts = both[["target_earliest", "target_earliest_other"]].fillna(OPEN_BEFORE).max(axis=1)
    ends = both[["target_latest", "target_latest_other"]].fillna(OPEN_AFTER).min(axis=1)
    apart = (starts > ends) & ~both["withdrawn"] & ~both["withdrawn_other"]
    return set(both.loc[apart | (both["withdrawn"] != both["withdrawn_other"]), "milestone"])


def _with_slip(rows: pd.DataFrame) -> pd.DataFrame:
    """Days between the first promise and what holds now, least and most.

    A floor is no promise, so nothing slips against it.
    """
    promise = rows["baseline_words"].map(lambda words: words is not None and not words.floor)
    least = (rows["current_earliest"] - rows["baseline_latest"]).dt.days
    most = (rows["current_latest"] - rows["baseline_earliest"]).dt.days
    return rows.assign(slip_min=least.where(promise), slip_max=most.where(promise))
