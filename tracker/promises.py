"""Which promises were kept, and by whom.

A promise is a window named by a partner. It is kept when what was promised happened by the end of
the window, earlier too; broken when the window ended without it; open until then. What cannot be
told stays open, so that nobody is praised or blamed for a gap in the record:

- the window of what happened lies partly before and partly after the end of the promise;
- when it happened cannot be read;
- the outcome is ``unknown``: somebody looked and found no report. A later word of the partners that
  names a later time, or none, does tell: then it had not happened. A date that passed while the
  outcome is blank is broken, for the file says so itself: it has not happened.

Floors ("not before") name no end by which to judge. Anniversaries come by the calendar, and what
the press repeats was promised by others. Whether the flight then succeeded is no matter of dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import inf, isfinite, isnan, nan
from statistics import median
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from tracker.columns import Column, Columns, at, days_between, frame_of, frozen, picked
from tracker.moves import move_columns
from tracker.programme import Programme
from tracker.record import WINDOW, is_promise, last_row, milestones_as_seen
from tracker.schema import PARTNERS

# Their day is known for ever, so a promise of it says nothing about the one who makes it.
BY_CALENDAR: Final = ("anniversary",)
# Of fewer promises than this nothing is said about anybody.
FEWEST: Final = 3

# Why a promise is kept, broken or open.
FATES: Final = {
    "in time": "kept",
    "late": "broken",
    "not yet": "broken",
    "cancelled": "broken",
    "ahead": "open",
    "in time or late": "open",
    "date cannot be read": "open",
    "no outcome found": "open",
}

PROMISE: Final = ("milestone", "side", "speaker", "organisation", *WINDOW)

IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")

Name = Literal["side", "organisation", "speaker"]


def promises_kept(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a promise, told once however often it was repeated, in the order of the record.

    A promise is a milestone, a side, a speaker, an organisation and a window. Beside the columns of
    the statement that made it:

    - ``times``: how often it was said;
    - ``fate``: kept, broken, open; ``reason``: one of the keys of `FATES`, why;
    - ``slip_min``, ``slip_max``: days from the window to what happened; of a ceiling from its end,
      the only day that it names. Of what is broken and has not happened ``slip_min`` is the days so
      far and ``slip_max`` NaN; both are NaN for what was cancelled or is still to be judged.
    """
    told = promise_columns(programme, as_of)
    return frame_of(told, pd.RangeIndex(len(told["fate"])))


@lru_cache(maxsize=4)
def promise_columns(programme: Programme, as_of: date) -> Columns:
    """The columns of the promises, worked out once for a version and a day."""
    said = move_columns(programme, as_of)
    rows = milestones_as_seen(programme, said["milestone"], as_of)
    first, times = _made(said, rows)
    made = {name: column[first] for name, column in said.items()}
    became = {name: column[first] for name, column in rows.items()}
    moved_on = _is_moved_on(said)[first]
    fate = _fate(made, became, moved_on, np.datetime64(as_of, "s"))
    return frozen({**made, "times": times, **fate})


def _made(said: Columns, rows: Columns) -> tuple[Column, Column]:
    """The statement that first made each promise of the partners, and how often it was made."""
    # What is told afterwards is no promise.
    happened, ends = rows["actual_latest"], said["target_latest"]
    ahead = said["announced_earliest"] <= np.where(np.isnat(happened), ends, happened)
    judged = pd.notna(rows["status"]) & ~np.isin(rows["category"], BY_CALENDAR)
    counts = is_promise(said) & np.isin(said["side"], PARTNERS) & ahead & judged
    first: dict[tuple[object, ...], int] = {}
    times: Counter[int] = Counter()
    keys = zip(*(said[name].tolist() for name in PROMISE), strict=True)
    for row, (key, counted) in enumerate(zip(keys, counts, strict=True)):
        if counted:
            times[first.setdefault(key, row)] += 1
    return np.array(list(times), dtype=int), np.array(list(times.values()), dtype=int)


def _is_moved_on(said: Columns) -> Column:
    """Where the last word on the milestone names a later time than the statement, or none."""
    names, of = np.unique(said["milestone"], return_inverse=True)
    last = last_row(said["stands"], of, len(names))[of]
    later = at(said["target_earliest"], last) > said["target_latest"]
    moved_on: Column = later | at(said["withdrawn"], last)
    return moved_on


def _fate(made: Columns, became: Columns, moved_on: Column, day: np.datetime64) -> Columns:
    """What came of each promise, why, and how late it was."""
    ends, done = made["target_latest"], became["status"] == "done"
    reasons = {
        "in time": done & (became["actual_latest"] <= ends),
        "late": done & (became["actual_earliest"] > ends),
        "in time or late": done,
        "cancelled": became["status"] == "cancelled",
        "ahead": ends >= day,
        "date cannot be read": became["misdated"].astype(bool),
        "no outcome found": (became["outcome"] == "unknown") & ~moved_on,
    }
    reason = np.select(list(reasons.values()), list(reasons), default="not yet")
    starts = np.where(np.isnat(made["target_earliest"]), ends, made["target_earliest"])
    least = days_between(ends, became["actual_earliest"])
    so_far = days_between(ends, np.full(len(ends), day))
    return {
        "fate": np.array([FATES[each] for each in reason], dtype=object),
        "reason": reason.astype(object),
        "slip_min": np.select([done, reason == "not yet"], [least, so_far], default=np.nan),
        "slip_max": np.where(done, days_between(starts, became["actual_latest"]), np.nan),
    }


class Tally(NamedTuple):
    """How one name's promises turned out.

    ``decided`` are the kept and the broken; of these the median slip in days, NaN where fewer than
    `FEWEST` are decided or half of them have no end in sight.
    """

    name: str
    made: int
    kept: int
    broken: int
    open: int
    decided: int
    median_slip_min: float
    median_slip_max: float


class Tallies(NamedTuple):
    """Who made at least `FEWEST` promises, the most first; and how many made fewer."""

    told: tuple[Tally, ...]
    left_out: int


def by(promises: Columns, name: Name) -> Tallies:
    """The promises (the columns of `promises_kept`) of each side, organisation or speaker.

    Who speaks together has promised each; the same window for the same milestone counts once under
    each name. What stands in brackets is an office or a document of the organisation before it
    ("Roscosmos (contract)").
    """
    made_by = _by_name(promises, name)
    told = [_tally(each, made) for each, made in made_by.items() if len(made) >= FEWEST]
    ranked = sorted(told, key=lambda tally: (-tally.made, tally.name))
    return Tallies(tuple(ranked), left_out=len(made_by) - len(told))


class _Judged(NamedTuple):
    fate: str
    slip_min: float
    slip_max: float


def _by_name(promises: Columns, name: Name) -> dict[str, list[_Judged]]:
    """The promises under each name that made them, each window once."""
    columns = picked(promises, (name, "milestone", *WINDOW, *_Judged._fields))
    cells, milestones, starts, ends, *judged = (column.tolist() for column in columns.values())
    found: dict[str, dict[tuple[object, ...], _Judged]] = {}
    windows = zip(milestones, starts, ends, strict=True)
    for cell, window, fate in zip(cells, windows, zip(*judged, strict=True), strict=True):
        for each in _names(cell):
            found.setdefault(each, {}).setdefault(window, _Judged(*fate))
    return {each: list(made.values()) for each, made in found.items()}


def _names(cell: str) -> list[str]:
    # The innermost go first: brackets may stand in brackets.
    while (bare := IN_BRACKETS.sub("", cell)) != cell:
        cell = bare
    return [name for name in map(str.strip, cell.split(";")) if name]


def _tally(name: str, made: Sequence[_Judged]) -> Tally:
    fates = Counter(promise.fate for promise in made)
    decided = [promise for promise in made if promise.fate != "open"]
    # What was never there has no end of its slip; what is only known to be early, no beginning.
    endless = {"broken": inf, "kept": -inf}
    least = [endless[each.fate] if isnan(each.slip_min) else each.slip_min for each in decided]
    most = [inf if isnan(each.slip_max) else each.slip_max for each in decided]
    return Tally(
        name=name,
        made=len(made),
        kept=fates["kept"],
        broken=fates["broken"],
        open=fates["open"],
        decided=len(decided),
        median_slip_min=_median(least),
        median_slip_max=_median(most),
    )


def _median(days: Sequence[float]) -> float:
    middle = median(days) if len(days) >= FEWEST else nan
    return middle if isfinite(middle) else nan
