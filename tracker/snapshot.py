"""What was known on a day: one row per milestone with its window, status and slip.

The cell wins now, the record explains then: from the day of the last announcement on, the plan is
the `planned` cell; before it, the last announcement known on the day asked for. Cells that tell of
later things (outcome, note, sources of what then happened) are blank before their day.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd

from tracker import schema
from tracker.columns import (
    END,
    NO_DAY,
    NOBODY,
    START,
    Column,
    Columns,
    at,
    columns_of,
    days_between,
    frame_of,
    frozen,
)
from tracker.programme import Programme
from tracker.statements import Statements, statements

# What stands beside a date column, and what it holds where the cell says nothing.
# After a title that is not on record in the reader's language.
IN_ENGLISH: Final = " [en]"
PARTS: Final[dict[str, Any]] = {"": "", "_words": None, "_earliest": NO_DAY, "_latest": NO_DAY}
# What the newest claim says of itself, and under which name the snapshot tells it.
CLAIM: Final = {
    "announced": "announced",
    "speaker": "speaker",
    "organisation": "organisation",
    "side": "side",
    "wording": "wording",
    "source": "claim_source",
    "announced_words": "announced_words",
    "announced_latest": "announced_latest",
    "confidence": "claim_confidence",
}


def snapshot(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """The milestones as they stood on a day, in the order of the file.

    Beside the cells known by then: `current*` (what happened, else the plan), `status`,
    `slip_min` and `slip_max` in days (positive is late, NaN where a side is open or nothing is
    compared), `overdue_days`, `contested`, `unrecorded` (the cell says what no announcement does),
    the last live claim (`announced`, `speaker`, `organisation`, `side`, `wording`, `claim_source`),
    `unread` (a date stands in the file that cannot be read: it is not that there is none)
    and `known`, False while nothing of the milestone was on record.
    """
    return frame_of(snapshot_columns(programme, as_of), programme.milestones.index)


@lru_cache(maxsize=4)
def snapshot_columns(programme: Programme, as_of: date) -> Columns:
    """The columns of the snapshot, worked out once for a version and a day."""
    day = np.datetime64(as_of, "s")
    record = _record(programme)
    claims = _claims(record, as_of)
    told = _with_record(record, claims, day)
    planned = _with_plan(_with_facts(told, day), claims)
    return frozen(_with_slip(_with_status(planned, claims, day)))


def titled(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows with their titles in the reader's language; where it is missing the English one,
    marked as such."""
    return rows if lang == "en" else rows.assign(title=title_column(columns_of(rows), lang))


def title_column(rows: Columns, lang: str) -> Column:
    """The titles in a language; where it is missing the English one, marked as such."""
    if lang == "en":
        return rows["title"]
    own = zip(rows[f"title_{lang}"], rows["title"], strict=True)
    told = [title if title.strip() else in_english(english) for title, english in own]
    return np.array(told, dtype=object)


def in_english(title: str) -> str:
    """A title that is not on record in the reader's language, saying so; once is enough.

    >>> in_english("First flight"), in_english("First flight [en]")
    ('First flight [en]', 'First flight [en]')
    """
    return title if title.endswith(IN_ENGLISH) else title + IN_ENGLISH


@dataclass(frozen=True, slots=True, eq=False)
class _Record:
    """What the files say of each milestone whatever the day.

    ``cells`` as read; ``said`` the statements, ``numbers`` that of each milestone in them;
    ``first_said``, ``last_said`` the days on which anything was said of it, and likewise for the
    window of its baseline. What was never said was first said at the end of time, and last before
    its beginning. ``misdated``: when it happened cannot be read. ``silent``: there is no statement
    at all. ``begins``: the first day on which anything was said or happened; of a silent record
    the beginning of time.
    """

    cells: Columns
    said: Statements
    numbers: Column
    first_said: Column
    last_said: Column
    baseline_first_said: Column
    baseline_last_said: Column
    misdated: Column
    silent: bool
    begins: np.datetime64


@dataclass(frozen=True, slots=True, eq=False)
class _Claims:
    """For each milestone the statements that are its live claims: by side, and the newest."""

    said: Statements
    by_side: Columns
    newest: Column

    def column(self, name: str, nothing: object = None) -> Column:
        """What the newest claims say; ``nothing`` where there is none."""
        return at(self.said.columns[name], self.newest, nothing)


@lru_cache(maxsize=4)
def _record(programme: Programme) -> _Record:
    cells, said = columns_of(programme.milestones), columns_of(programme.announcements)
    days = said["announced_latest"]
    # One whose day cannot be read was made some day, and has been made by any.
    days = np.where(np.isnat(days), START, days).view("i8").tolist()
    first_said, last_said = _spans(said["milestone"], days, cells["id"])
    first_named, last_named = _spans(
        _keys(said, "milestone", "target"), days, _keys(cells, "id", "baseline")
    )
    ordered = statements(programme)
    return _Record(
        cells=cells,
        said=ordered,
        numbers=ordered.names.get_indexer(cells["id"]),
        first_said=first_said,
        last_said=last_said,
        baseline_first_said=first_named,
        baseline_last_said=last_named,
        misdated=_is_filled(cells["actual"]) & pd.isna(cells["actual_words"]),
        silent=programme.announcements.empty,
        begins=_beginning(cells, said),
    )


def _is_filled(texts: Column) -> Column:
    return np.array([bool(text.strip()) for text in texts], dtype=bool)


def _beginning(cells: Columns, said: Columns) -> np.datetime64:
    """The first day of the record, before which even a row that names no day was not in it."""
    days = np.concatenate([said["announced_latest"], cells["actual_earliest"]])
    dated = days[~np.isnat(days)]
    first: np.datetime64 = dated.min() if len(said["announced_latest"]) and len(dated) else START
    return first


def _spans(
    keys: Iterable[Hashable], days: Iterable[int], wanted: Iterable[Hashable]
) -> tuple[Column, Column]:
    """The first and the last day of each of the wanted keys."""
    never = int(END.astype("i8")), int(START.astype("i8"))
    spans: dict[Hashable, tuple[int, int]] = {}
    for key, day in zip(keys, days, strict=True):
        first, last = spans.get(key, never)
        spans[key] = min(first, day), max(last, day)
    found = np.array([spans.get(key, never) for key in wanted], dtype="i8").reshape(-1, 2)
    return found[:, 0].astype("M8[s]"), found[:, 1].astype("M8[s]")


def _keys(columns: Columns, name: str, date_column: str) -> Iterator[tuple[object, int, int]]:
    """Milestone and window of each row."""
    starts, ends = columns[f"{date_column}_earliest"], columns[f"{date_column}_latest"]
    return zip(columns[name], starts.view("i8").tolist(), ends.view("i8").tolist(), strict=True)


def _claims(record: _Record, as_of: date) -> _Claims:
    by_side = {
        side: at(last, record.numbers, NOBODY) for side, last in record.said.live(as_of).items()
    }
    return _Claims(record.said, by_side, newest=np.maximum.reduce(list(by_side.values())))


def _with_record(record: _Record, claims: _Claims, day: np.datetime64) -> Columns:
    """The milestones with their newest claim and with what the record knows of them by the day."""
    rows = record.cells
    # "By 2027" in this place says that it had happened by then, so it counts from its last day.
    earliest = rows["actual_earliest"]
    happened = np.where(np.isnat(earliest), rows["actual_latest"], earliest) <= day
    claim = {
        told: claims.column(name, None if name.endswith("_words") else "")
        for name, told in CLAIM.items()
    }
    return {
        **rows,
        **claim,
        "has_claim": claims.newest != NOBODY,
        "has_record": record.first_said < END,
        "said_later": record.last_said > day,
        "baseline_said": record.baseline_first_said <= day,
        "baseline_said_later": record.baseline_last_said > day,
        "misdated": record.misdated,
        "undated_cells": np.full(len(happened), record.silent),
        "begun": np.full(len(happened), record.begins <= day),
        "happened": happened,
        "happens_later": pd.notna(rows["actual_words"]) & ~happened,
    }


def _with_facts(told: Columns, day: np.datetime64) -> Columns:
    """Blank the cells that tell of what came after the day."""
    later = told["said_later"] | told["happens_later"]
    # On which day it happened nobody can tell; while the plan has not passed, that is what is told.
    passed = (told["planned_latest"] < day) | pd.isna(told["planned_words"])
    closed = np.isin(told["outcome"], ["cancelled", "unknown"])
    misdated = told["misdated"] & passed & ~closed & ~told["said_later"]
    unsaid = told["said_later"] & ~told["has_claim"]
    unsaid_baseline = unsaid | (told["baseline_said_later"] & ~told["baseline_said"])
    # Without a record the cells are all there is; beside one, a plan that nobody is recorded as
    # having announced by then may be of any later day.
    promised = pd.notna(told["planned_words"]) | pd.notna(told["baseline_words"])
    from_cells = promised & told["undated_cells"] & ~told["said_later"]
    return {
        **told,
        "known": told["begun"] & (told["happened"] | told["has_claim"] | ~later | from_cells),
        "outcome": np.where(later, "", told["outcome"]),
        "note": np.where(later, "", told["note"]),
        "source": np.where(later, told["claim_source"], told["source"]),
        "confidence": np.where(later, told["claim_confidence"], told["confidence"]),
        "misdated": misdated,
        **_blanked(told, "actual", ~told["happened"] & ~misdated),
        **_blanked(told, "baseline", unsaid_baseline),
        **_blanked(told, "start", told["start_earliest"] > day),
    }


def _blanked(rows: Columns, column: str, where: Column) -> Columns:
    """The column and what stands beside it, saying nothing in some places."""
    return {
        f"{column}{part}": np.where(where, nothing, rows[f"{column}{part}"])
        for part, nothing in PARTS.items()
    }


def _with_plan(rows: Columns, claims: _Claims) -> Columns:
    """The plan in force, and `current`: what happened, else the plan."""
    from_record = rows["said_later"]
    plan = {
        f"planned{part}": np.where(
            from_record, claims.column(f"target{part}", nothing), rows[f"planned{part}"]
        )
        for part, nothing in PARTS.items()
    }
    withdrawn = claims.column("withdrawn", nothing=False)
    planned = {**rows, **_blanked({**rows, **plan}, "planned", from_record & withdrawn)}
    over = rows["happened"] | rows["misdated"]
    current = {
        f"current{part}": np.where(over, planned[f"actual{part}"], planned[f"planned{part}"])
        for part in PARTS
    }
    return {
        **planned,
        **current,
        "unrecorded": _unrecorded(planned, claims),
        "unread": pd.isna(current["current_words"]) & _is_filled(current["current"]),
    }


def _unrecorded(rows: Columns, claims: _Claims) -> Column:
    """Where an open milestone's cell has the window of none of its live claims."""
    settled = rows["happened"] | rows["misdated"] | (rows["outcome"] == "cancelled")
    unsaid: Column = rows["has_record"] & ~rows["said_later"] & ~settled
    for live in claims.by_side.values():
        unsaid = unsaid & ~(_names_plan(rows, claims.said, live) & (live != NOBODY))
    return unsaid


def _names_plan(rows: Columns, said: Statements, live: Column) -> Column:
    """Where the claim has the window of the planned cell."""
    same: Column = np.ones(len(live), dtype=bool)
    for edge in ("earliest", "latest"):
        claimed = at(said.columns[f"target_{edge}"], live)
        # As numbers, for no missing day equals another.
        same &= claimed.view("i8") == rows[f"planned_{edge}"].view("i8")
    return same


def _with_status(rows: Columns, claims: _Claims, day: np.datetime64) -> Columns:
    dated = pd.notna(rows["planned_words"])
    past = rows["planned_latest"] < day
    unreported = (rows["outcome"] == "unknown") & (~dated | past)
    called_off = (rows["outcome"] == "cancelled") & ~rows["happens_later"]
    choices = {
        "cancelled": called_off,
        "done": rows["happened"],
        "overdue": (past & ~rows["misdated"]) | unreported,
        "undated": ~dated | rows["misdated"],
        "upcoming": rows["planned_earliest"] > day,
    }
    status = np.select(list(choices.values()), list(choices), default="due").astype(object)
    open_now = np.isin(status, schema.OPEN_STATUSES) & ~rows["misdated"]
    overdue_days = days_between(rows["planned_latest"], np.full(len(past), day))
    return {
        **rows,
        "status": status,
        "overdue_days": np.where(status == "overdue", overdue_days, np.nan),
        "contested": open_now & _contested(claims),
    }


def _contested(claims: _Claims) -> Column:
    """Where the live claims of the two sides have no day in common."""
    return claims.said.windows.apart(claims.by_side["ru"], claims.by_side["kz"])


def _with_slip(rows: Columns) -> Columns:
    """Days between the first promise and what holds now, least and most.

    A floor is no promise, so nothing slips against it.
    """
    promise = ~np.isnat(rows["baseline_latest"])
    least = days_between(rows["baseline_latest"], rows["current_earliest"])
    most = days_between(rows["baseline_earliest"], rows["current_latest"])
    return {**rows, "slip_min": least, "slip_max": np.where(promise, most, np.nan)}


def certain_slip(slip_min: float, slip_max: float) -> float:
    """The part of a slip that no reading can argue away, in days; positive is late.

    >>> certain_slip(31, 395), certain_slip(-20, 10), certain_slip(-90, -60)
    (31, 0.0, -60)
    """
    if slip_min > 0:
        return slip_min
    return slip_max if slip_max < 0 else 0.0
