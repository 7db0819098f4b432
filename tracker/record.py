"""The record of each milestone: what was promised first and last, and how far it slipped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from tracker.columns import NOBODY, Column, Columns, at, days_between, frame_of, frozen
from tracker.moves import move_columns
from tracker.programme import Programme
from tracker.snapshot import snapshot_columns

# A rate over a shorter time would make a week's slip look like a habit.
SHORTEST_RATE: Final = 91
WINDOW: Final = ("target_earliest", "target_latest")
# What the snapshot has to say of a milestone.
SEEN: Final = [
    "category",
    "status",
    "outcome",
    "misdated",
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
    told = history_columns(programme, as_of)
    return frame_of(told, pd.RangeIndex(len(told["id"])))


@lru_cache(maxsize=4)
def history_columns(programme: Programme, as_of: date) -> Columns:
    """The columns of the slip history, worked out once for a version and a day."""
    said = move_columns(programme, as_of)
    names, of = np.unique(said["milestone"], return_inverse=True)
    rows = milestones_as_seen(programme, names, as_of)
    promised, standing = is_promise(said), said["stands"]
    first = _first(promised & standing, of, len(names))
    last = last_row(standing, of, len(names))
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
            last_row(promised & standing, of, len(names)),
        ),
    }
    return frozen(history)


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
    named = _first(same & is_promise(said), of, len(first))
    first_is_it = at(same, first, nothing=False)
    return _Baseline(pd.notna(rows["baseline_words"]) & ~first_is_it, named)


def milestones_as_seen(programme: Programme, names: Iterable[str], as_of: date) -> Columns:
    """What the snapshot says of milestones; of an id that the file gives twice, the first row."""
    rows = snapshot_columns(programme, as_of)
    row_of = {name: row for row, name in reversed(list(enumerate(rows["id"])))}
    numbers = np.array([row_of.get(name, NOBODY) for name in names], dtype=int)
    return {name: at(rows[name], numbers) for name in SEEN}


def last_row(holds: Column, of: Column, milestones: int) -> Column:
    """For each milestone the last of its statements for which something holds."""
    rows = np.flatnonzero(holds)
    last = np.full(milestones, NOBODY)
    np.maximum.at(last, of[rows], rows)
    return last


def _first(holds: Column, of: Column, milestones: int) -> Column:
    """For each milestone the first of its statements for which something holds."""
    from_behind = last_row(holds[::-1], of[::-1], milestones)
    return np.where(from_behind == NOBODY, NOBODY, len(of) - 1 - from_behind)


def is_promise(said: Columns) -> Column:
    """Which statements name an end by which to judge them."""
    promises: Column = ~np.isnat(said["target_latest"]) & ~said["withdrawn"]
    return promises


def _counts(said: Columns, of: Column, rows: Columns) -> Columns:
    """How often each milestone was spoken of, dated, moved later, and named too early."""
    n = len(rows["status"])
    promised, slips = is_promise(said), _is_slip(said)
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
