"""The record of what was promised: how far each milestone slipped, and which promises were kept.

A promise is a window named by a partner. It is kept when what was promised happened by the end of
the window, earlier too; broken when the window ended without it; open until then. What cannot be
told stays open, so that nobody is praised or blamed for a gap in the record:

- the window of what happened lies partly before and partly after the end of the promise;
- the outcome is ``unknown``: somebody looked and found no report. A later word of the partners that
  names a later time, or none, does tell: then it had not happened. A date that passed while the
  outcome is blank is broken, for the file says so itself: it has not happened.

Floors ("not before") name no end by which to judge. Anniversaries come by the calendar, and what
the press repeats was promised by others. Whether the flight then succeeded is no matter of dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from math import inf, isfinite, isnan, nan
from statistics import median
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from tracker.columns import NOBODY, Column, Columns, at, columns_of, days_between, frame_of
from tracker.moves import move_columns
from tracker.programme import Programme
from tracker.schema import PARTNERS
from tracker.snapshot import snapshot_columns

# Their day is known for ever, so a promise of it says nothing about the one who makes it.
BY_CALENDAR: Final = ("anniversary",)
# A rate over a shorter time would make a week's slip look like a habit.
SHORTEST_RATE: Final = 91
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
    "no outcome found": "open",
}

WINDOW: Final = ("target_earliest", "target_latest")
PROMISE: Final = ("milestone", "side", "speaker", "organisation", *WINDOW)
# What the snapshot has to say of a milestone.
SEEN: Final = [
    "category",
    "status",
    "outcome",
    "actual_earliest",
    "actual_latest",
    "slip_min",
    "slip_max",
    "baseline_words",
    "baseline_earliest",
    "baseline_latest",
]
# What is told of the first promise and of the statement that stands.
TOLD: Final = {
    "words": "target_words",
    "announced_words": "announced_words",
    "speaker": "speaker",
    "organisation": "organisation",
    "source": "source",
}

IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")

Name = Literal["side", "organisation", "speaker"]


def slip_history(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a milestone of which something was said by the day, in the order of their ids.

    - ``id``, ``statements``; ``dated``: those that named a date other than a floor;
    - ``slips``: the days on which the promise moved later, as far as no reading can argue it away:
      at least a day beyond the window before; of a ceiling, or against one, by its last day;
    - ``first_*``, ``last_*``: words, announced_words, speaker, organisation and source of the first
      promise and of the statement that stands; words None where that gives no date. The first
      promise is the baseline that is known on the day, by the statement that first named it (blank
      where none did), else that of the first statement;
    - ``first_said_*``: the same of the first statement on record that promised a date, where that
      is another than the baseline; words None where it is not;
    - ``slip_min``, ``slip_max``: days from the first promise to what happened, else to the plan, as
      in the snapshot;
    - ``rate_min``, ``rate_max``: months by which the promise slipped for each month that went by
      between the first and the last one, NaN where these are less than three months apart;
    - ``named_before``: how many of the dated named a window that had ended when it happened, NaN
      while it has not; ``named_before_open``: how many more may have, as far as the day is known;
    - ``withdrawn``: whether the statement that stands took the date back.
    """
    said = move_columns(programme, as_of)
    names, of = np.unique(said["milestone"], return_inverse=True)
    rows = _milestones(programme, names, as_of)
    promised, standing = _is_promise(said), said["stands"]
    first = _first(promised & standing, of, len(names))
    last = _last(standing, of, len(names))
    baseline = _baseline(said, of, rows, first)
    spoken = np.where(first == NOBODY, _first(standing, of, len(names)), first)
    told = np.where(baseline.differs, baseline.first, spoken)
    words = np.where(baseline.differs, rows["baseline_words"], at(said["target_words"], told))
    history = {
        "id": names,
        **_counts(said, of, rows),
        **_told("first", said, told),
        "first_words": words,
        **_told("first_said", said, np.where(baseline.differs, first, NOBODY)),
        **_told("last", said, last),
        "withdrawn": at(said["withdrawn"], last),
        "slip_min": rows["slip_min"],
        "slip_max": rows["slip_max"],
        **_rates(
            said,
            np.where(baseline.differs, baseline.first, first),
            _last(promised & standing, of, len(names)),
        ),
    }
    return frame_of(history, pd.RangeIndex(len(names)))


def _told(name: str, said: Columns, rows: Column) -> Columns:
    """What is told of some statements, under a name; blank for `NOBODY`."""
    return {
        f"{name}_{part}": at(said[column], rows, None if part.endswith("words") else "")
        for part, column in TOLD.items()
    }


class _Baseline(NamedTuple):
    """For each milestone whether its first promise is another than that of the first statement,
    and the statement that first named it."""

    differs: Column
    first: Column


def _baseline(said: Columns, of: Column, rows: Columns, first: Column) -> _Baseline:
    own = [rows[f"baseline_{edge}"].view("i8") for edge in ("earliest", "latest")]
    targets = [said[edge].view("i8") for edge in WINDOW]
    same = np.logical_and(*(target == edge[of] for target, edge in zip(targets, own, strict=True)))
    named = _first(same & _is_promise(said), of, len(first))
    first_is_it = at(same, first, nothing=False)
    return _Baseline(pd.notna(rows["baseline_words"]) & ~first_is_it, named)


def _milestones(programme: Programme, names: Iterable[str], as_of: date) -> Columns:
    """What the snapshot says of milestones; of an id that the file gives twice, the first row."""
    rows = snapshot_columns(programme, as_of)
    row_of = {name: row for row, name in reversed(list(enumerate(rows["id"])))}
    numbers = np.array([row_of.get(name, NOBODY) for name in names], dtype=int)
    return {name: at(rows[name], numbers) for name in SEEN}


def _last(holds: Column, of: Column, milestones: int) -> Column:
    """For each milestone the last of its statements for which something holds."""
    rows = np.flatnonzero(holds)
    last = np.full(milestones, NOBODY)
    np.maximum.at(last, of[rows], rows)
    return last


def _first(holds: Column, of: Column, milestones: int) -> Column:
    """For each milestone the first of its statements for which something holds."""
    from_behind = _last(holds[::-1], of[::-1], milestones)
    return np.where(from_behind == NOBODY, NOBODY, len(of) - 1 - from_behind)


def _is_promise(said: Columns) -> Column:
    """Which statements name an end by which to judge them."""
    promises: Column = ~np.isnat(said["target_latest"]) & ~said["withdrawn"]
    return promises


def _counts(said: Columns, of: Column, rows: Columns) -> Columns:
    """How often each milestone was spoken of, dated, moved later, and named too early."""
    n = len(rows["status"])
    promised, slips = _is_promise(said), _is_slip(said)
    days = set(zip(of[slips].tolist(), said["announced_latest"][slips].tolist(), strict=True))
    slipped = np.array([milestone for milestone, _ in days], dtype=int)
    early = promised & (said["target_latest"] < rows["actual_earliest"][of])
    unclear = promised & ~early & (said["target_latest"] < rows["actual_latest"][of])
    early_by = {"named_before": early, "named_before_open": unclear}
    done = rows["status"] == "done"
    return {
        "statements": np.bincount(of, minlength=n),
        "dated": np.bincount(of[promised], minlength=n),
        "slips": np.bincount(slipped, minlength=n),
        **{
            name: np.where(done, np.bincount(of[which], minlength=n), np.nan)
            for name, which in early_by.items()
        },
    }


def _is_slip(said: Columns) -> Column:
    """Which statements moved the promise later, whatever the reading."""
    ends = np.isnat(said["before_earliest"]) & ~np.isnat(said["before_latest"])
    ends |= np.isnat(said["target_earliest"]) & ~np.isnat(said["target_latest"])
    # Of a ceiling only the end was said, so that is all that can move.
    certain = (said["slip_min"] >= 1) | (ends & (said["end_moved"] >= 1))
    slipped: Column = np.isin(said["kind"], ["later", "restored"]) & certain
    return slipped


def _rates(said: Columns, first: Column, last: Column) -> Columns:
    """Time by which the promise moved over the time in which it did."""
    days, starts, ends = (said[name] for name in ("announced_latest", *WINDOW))
    elapsed = days_between(at(days, first), at(days, last))
    elapsed = np.where(elapsed >= SHORTEST_RATE, elapsed, np.nan)
    # The same window named again has not moved, however wide it is.
    edges = [at(edge, row).view("i8") for edge in (starts, ends) for row in (first, last)]
    still = (edges[0] == edges[1]) & (edges[2] == edges[3])
    least = days_between(at(ends, first), at(starts, last))
    most = days_between(at(starts, first), at(ends, last))
    return {
        "rate_min": np.where(still, 0, least) / elapsed,
        "rate_max": np.where(still, 0, most) / elapsed,
    }


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
    said = move_columns(programme, as_of)
    rows = _milestones(programme, said["milestone"], as_of)
    first, times = _made(said, rows)
    made = {name: column[first] for name, column in said.items()}
    became = {name: column[first] for name, column in rows.items()}
    moved_on = _is_moved_on(said)[first]
    fate = _fate(made, became, moved_on, np.datetime64(as_of, "s"))
    return frame_of({**made, "times": times, **fate}, pd.RangeIndex(len(first)))


def _made(said: Columns, rows: Columns) -> tuple[Column, Column]:
    """The statement that first made each promise of the partners, and how often it was made."""
    # What is told afterwards is no promise.
    happened, ends = rows["actual_latest"], said["target_latest"]
    ahead = said["announced_earliest"] <= np.where(np.isnat(happened), ends, happened)
    judged = pd.notna(rows["status"]) & ~np.isin(rows["category"], BY_CALENDAR)
    counts = _is_promise(said) & np.isin(said["side"], PARTNERS) & ahead & judged
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
    last = _last(said["stands"], of, len(names))[of]
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
    """How one name's promises turned out; the slips in days, over those that are decided."""

    name: str
    made: int
    kept: int
    broken: int
    open: int
    decided: int
    median_slip_min: float
    median_slip_max: float


def by(promises: pd.DataFrame, name: Name) -> pd.DataFrame:
    """The promises of each side, organisation or speaker that made at least `FEWEST`.

    ``name``, ``made``, ``kept``, ``broken``, ``open``, ``decided`` (kept and broken), and of these
    the median slip in days, ``median_slip_min`` and ``median_slip_max``: NaN where fewer than
    `FEWEST` are decided or half of them have no end in sight. Who speaks together has promised
    each; the same window for the same milestone counts once under each name. What stands in
    brackets is an office or a document of the organisation before it ("Roscosmos (contract)").
    """
    tallies = [_tally(each, made) for each, made in _by_name(promises, name).items()]
    told = [tally for tally in tallies if tally.made >= FEWEST]
    return pd.DataFrame(
        sorted(told, key=lambda tally: (-tally.made, tally.name)), columns=Tally._fields
    )


def left_out(promises: pd.DataFrame, name: Name) -> int:
    """How many made fewer than `FEWEST` promises, and are not told of by `by`."""
    return sum(len(made) < FEWEST for made in _by_name(promises, name).values())


class _Judged(NamedTuple):
    fate: str
    slip_min: float
    slip_max: float


def _by_name(promises: pd.DataFrame, name: Name) -> dict[str, list[_Judged]]:
    """The promises under each name that made them, each window once."""
    columns = columns_of(promises[[name, "milestone", *WINDOW, *_Judged._fields]])
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
