"""Announcements -> moves: what each statement changed, by how much, and with how much notice.

A move is the change between two successive announcements. What is said on one day answers what
stood the evening before, so two partners who disagree on one day each move the older promise; the
last of them in the order of the record is the one that later statements answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.programme import Programme
from tracker.snapshot import (
    OPEN_AFTER,
    OPEN_BEFORE,
    PARTS,
    VOICES,
    known_statements,
    promises,
)

NOBODY: Final = -1
BROKE: Final = ("later", "withdrawn")
START, END = OPEN_BEFORE.to_datetime64(), OPEN_AFTER.to_datetime64()

Column = NDArray[Any]
Columns = dict[str, Column]


def moves(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a statement known on the day, ordered by milestone and day.

    The columns of the announcement, and

    - ``before*``: the promise it answers (text, words, earliest, latest). A floor promises nothing:
      while it leaves the promise before it a day, later statements still answer that one;
    - ``kind``: first, later, earlier, more precise, less precise, confirmed, withdrawn, restored;
    - ``slip_min``, ``slip_max``: days against that promise. What is restored slips against the last
      date that there was: a withdrawal in between makes nothing punctual;
    - ``notice_days``: from the statement to the end of the window that it broke;
    - ``stands``: whether it is the one of its day that later statements answer;
    - ``start_moved``, ``end_moved``: days by which it moved the first and the last day of the
      promise. Over the statements of a milestone that stand they add up to the last one minus the
      first. Slips do not add up: "2024" to "2025" to "2026" may be a day each, yet a year in all;
    - ``contested``, ``contests``: whether on the evening of that day the live claims of the two
      sides had no day in common, and with whom of the other side the statement itself had none;
    - ``stood_days``: how long the promise stood: until somebody named a date that has no day in
      common with it or took it back, else until it happened, else until the day asked for.

    NaN where there is nothing to count. Floors and withdrawals promise nothing, so they do not
    stand. What the press repeats is no promise either: it counts only where nobody else spoke.
    """
    said = promises(known_statements(programme, as_of=as_of))
    rows = said.sort_values("milestone", kind="stable").reset_index(drop=True)
    order, windows = _order(rows), _windows(rows)
    open_until = _open_until(programme, rows, as_of)
    return rows.assign(
        **_moved(rows, windows, order),
        **_contests(rows, windows, order, open_until),
        stood_days=_stood(rows, windows, open_until),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """For each statement the first row of its milestone, and the first and last of its day."""

    milestone_starts: Column
    day_starts: Column
    day_ends: Column

    def last(self, holds: Column, upto: Column) -> Column:
        """For each statement the last row of its milestone, no later than the row ``upto``, for
        which something holds; `NOBODY` where there is none."""
        marked = np.maximum.accumulate(np.where(holds, np.arange(len(holds)), NOBODY))
        # The row before the very first is NOBODY's.
        found = np.append(marked, NOBODY)[upto]
        return np.where(found >= self.milestone_starts, found, NOBODY)


@dataclass(frozen=True, slots=True, eq=False)
class _Windows:
    """First and last days, open sides at the ends of time; and where there is no date at all."""

    starts: Column
    ends: Column
    withdrawn: Column


def _order(rows: pd.DataFrame) -> _Order:
    milestones, days = rows["milestone"].to_numpy(), rows["announced_latest"].to_numpy()
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = milestones[1:] != milestones[:-1]
    day_begins = begins.copy()
    day_begins[1:] |= days[1:] != days[:-1]
    numbers = np.arange(len(rows))
    last_of_days = np.flatnonzero(np.append(day_begins[1:], True)[: len(rows)])
    return _Order(
        milestone_starts=np.maximum.accumulate(np.where(begins, numbers, 0)),
        day_starts=np.maximum.accumulate(np.where(day_begins, numbers, 0)),
        day_ends=last_of_days[np.cumsum(day_begins) - 1],
    )


def _windows(rows: pd.DataFrame) -> _Windows:
    starts, ends = rows["target_earliest"].to_numpy(), rows["target_latest"].to_numpy()
    return _Windows(
        starts=np.where(np.isnat(starts), START, starts),
        ends=np.where(np.isnat(ends), END, ends),
        withdrawn=rows["withdrawn"].to_numpy(dtype=bool),
    )


def _moved(rows: pd.DataFrame, windows: _Windows, order: _Order) -> Columns:
    """What each statement answers, what it did to it, and by how many days."""
    counts = ~_hollow(windows, order)
    stands = order.last(counts, order.day_ends) == np.arange(len(rows))
    eve = order.day_starts - 1
    before = order.last(counts, eve)
    answered = {
        f"before{part}": _at(rows[f"target{part}"], before, nothing)
        for part, nothing in PARTS.items()
    }
    kind = _kind(windows, before)
    notice = _days(answered["before_latest"], rows["announced_latest"].to_numpy())
    dated = order.last(counts & ~windows.withdrawn, eve)
    starts, ends = rows["target_earliest"], rows["target_latest"]
    return {
        **answered,
        "kind": kind,
        "slip_min": _days(starts.to_numpy(), _at(ends, dated)),
        "slip_max": _days(ends.to_numpy(), _at(starts, dated)),
        "notice_days": np.where(np.isin(kind, BROKE), notice, np.nan),
        "stands": stands,
        "start_moved": _moved_by(starts, counts, order),
        "end_moved": _moved_by(ends, counts, order),
    }


def _hollow(windows: _Windows, order: _Order) -> Column:
    """Floors that leave a day of the promise they answer, and so do not take its place."""
    floors = (windows.ends == END) & ~windows.withdrawn
    promise = order.last(~floors, order.day_ends)
    numbers = np.arange(len(floors))
    hollow: Column = floors & (promise != NOBODY) & ~_apart(windows, numbers, promise)
    return hollow


def _moved_by(edge: pd.Series, counts: Column, order: _Order) -> Column:
    """Days between one edge of the window and the last one that was named on an earlier day."""
    before = order.last(counts & edge.notna().to_numpy(), order.day_starts - 1)
    return _days(edge.to_numpy(), _at(edge, before))


def _kind(windows: _Windows, before: Column) -> Column:
    """The name of each move, by its windows."""
    nothing = before == NOBODY
    starts, ends, withdrawn = windows.starts, windows.ends, windows.withdrawn
    if not len(starts):
        return np.array([], dtype=object)
    started, ended, was_withdrawn = starts[before], ends[before], withdrawn[before] & ~nothing
    # Of two floors or two ceilings only one edge was said, so only that one can move.
    one_edge = ((ends == END) & (ended == END)) ^ ((starts == START) & (started == START))
    same = withdrawn | ((starts == started) & (ends == ended))
    kinds = {
        "first": nothing & ~withdrawn,
        "confirmed": ~nothing & (withdrawn == was_withdrawn) & same,
        "withdrawn": withdrawn,
        "restored": was_withdrawn,
        "later": one_edge & ((starts > started) | (ends > ended)),
        "earlier": one_edge,
        "more precise": (starts >= started) & (ends <= ended),
        "less precise": (starts <= started) & (ends >= ended),
    }
    beyond = np.where(starts > started, "later", "earlier")
    kind: Column = np.select(list(kinds.values()), list(kinds), default=beyond).astype(object)
    return kind


def _at(column: pd.Series, rows: Column, blank: object = None) -> Column:
    """The cells of some rows; ``blank`` (for days: no day) where the row is `NOBODY`'s."""
    values: Column = column.to_numpy()
    if not len(values):
        return values
    if values.dtype == object:
        return np.where(rows == NOBODY, np.array([blank], dtype=object), values[rows])
    return np.where(rows == NOBODY, np.datetime64("NaT"), values[rows])


def _days(later: Column, earlier: Column) -> Column:
    """Whole days from one to the other, NaN where one of them is open."""
    between = (later - earlier).astype("timedelta64[D]")
    return np.where(np.isnat(between), np.nan, between.astype("int64").astype(float))


def _contests(rows: pd.DataFrame, windows: _Windows, order: _Order, open_until: Column) -> Columns:
    """Whether the sides were apart on the evening of the statement, and whom it contradicts."""
    sides = rows["side"].to_numpy()
    last = {
        side: order.last(np.isin(sides, voices), order.day_ends) for side, voices in VOICES.items()
    }
    names = np.array([*_names(rows), ""], dtype=object)
    is_open = rows["announced_latest"].to_numpy() <= open_until
    contested = is_open & _apart(windows, last["ru"], last["kz"])
    numbers = np.arange(len(rows))
    against = np.where(np.isin(sides, VOICES["ru"]), last["kz"], last["ru"])
    apart = contested & _apart(windows, numbers, against)
    return {"contested": contested, "contests": names[np.where(apart, against, NOBODY)]}


def _apart(windows: _Windows, one: Column, other: Column) -> Column:
    """Where two statements have no day in common, or just one of them is a withdrawal."""
    if not len(one):
        return np.array([], dtype=bool)
    withdrawn, was_withdrawn = windows.withdrawn[one], windows.withdrawn[other]
    starts = np.maximum(windows.starts[one], windows.starts[other])
    ends = np.minimum(windows.ends[one], windows.ends[other])
    disjoint = ~withdrawn & ~was_withdrawn & (starts > ends)
    apart: Column = (one != NOBODY) & (other != NOBODY) & ((withdrawn != was_withdrawn) | disjoint)
    return apart


def _names(rows: pd.DataFrame) -> Sequence[str]:
    parts = zip(rows["organisation"], rows["speaker"], rows["publisher"], strict=True)
    return [next(filter(None, names), "") for names in parts]


def _open_until(programme: Programme, rows: pd.DataFrame, as_of: date) -> Column:
    """The day on which the milestone of each statement happened, else the day asked for."""
    happened = programme.milestones["actual_latest"]
    happened = happened.fillna(programme.milestones["actual_earliest"])
    day = pd.Timestamp(as_of)
    of = dict(zip(programme.milestones["id"], happened, strict=True))
    ends = rows["milestone"].map(of).astype("datetime64[s]").fillna(day)
    until: Column = ends.clip(upper=day).to_numpy()
    return until


def _stood(rows: pd.DataFrame, windows: _Windows, open_until: Column) -> Column:
    """Days from each promise to the first statement of a later day with no day in common."""
    said = rows["announced_latest"].to_numpy()
    fallen = _fallen(rows["milestone"].tolist(), said.tolist(), windows)
    ended = np.where(fallen == NOBODY, open_until, said[fallen]) if len(rows) else open_until
    promised = ~windows.withdrawn & (windows.ends != END)
    return np.where(promised, np.maximum(_days(ended, said), 0), np.nan)


def _fallen(milestones: list[str], days: list[int], windows: _Windows) -> Column:
    """For each statement the row that names another time, `NOBODY` while it stands.

    One walk over the record: whoever speaks is held against the windows that stand that morning.
    """
    spans = list(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True))
    fallen = [NOBODY] * len(spans)
    for _, told in groupby(range(len(spans)), key=milestones.__getitem__):
        standing: dict[tuple[int, int], list[int]] = {}
        for _, rows in groupby(told, key=days.__getitem__):
            today = list(rows)
            for row in today:
                for span in _contradicted(spans[row], standing, withdrawn=windows.withdrawn[row]):
                    for promise in standing.pop(span):
                        fallen[promise] = row
            for row in today:
                standing.setdefault(spans[row], []).append(row)
    return np.array(fallen, dtype=int)


def _contradicted(
    span: tuple[int, int], standing: Iterable[tuple[int, int]], *, withdrawn: bool
) -> list[tuple[int, int]]:
    """The standing windows that a statement leaves no day of."""
    start, end = span
    return [each for each in standing if withdrawn or each[0] > end or each[1] < start]
