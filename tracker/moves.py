"""Announcements -> moves: what each statement changed, by how much, and with how much notice.

A move is the change between two successive announcements. What is said on one day answers what
stood the evening before, so two partners who disagree on one day each move the older promise; the
last of them in the order of the record is the one that later statements answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

import numpy as np
import pandas as pd

from tracker.columns import (
    END,
    NO_DAY,
    NOBODY,
    START,
    Column,
    Columns,
    Windows,
    at,
    columns_of,
    days_between,
    frame_of,
    frozen,
    windows_of,
)
from tracker.dates import DateWords
from tracker.programme import Programme
from tracker.schema import VOICES
from tracker.snapshot import PARTS
from tracker.statements import promised_statements

BROKE: Final = ("later", "withdrawn")
# The open sides of a window, as `_fallen` counts days.
BEGINNING: Final[Any] = START.tolist()
NEVER: Final[Any] = END.tolist()


def moves(programme: Programme, *, as_of: date) -> pd.DataFrame:
    """One row a statement known on the day, ordered by milestone and day.

    The columns of the announcement, and

    - ``before*``: the promise it answers (text, words, earliest, latest). A floor promises nothing:
      while it leaves the promise before it a day, later statements still answer that one;
    - ``kind``: first, later, earlier, more precise, less precise, confirmed, withdrawn, restored.
      Of a ceiling ("by 2025") only the last day was said, so where one is named or answered, a last
      day after the one before is later: "2015" to "by 2021", as "by 2021" to "by 2023";
    - ``slip_min``, ``slip_max``: days against that promise, NaN where a ceiling leaves them open:
      of such a move ``end_moved`` tells the part that is known. What is restored slips against the
      last date that there was: a withdrawal in between makes nothing punctual;
    - ``notice_days``: from the statement to the end of the window that it broke;
    - ``stands``: whether it is the one of its day that later statements answer;
    - ``start_moved``, ``end_moved``: days by which it moved the first and the last day of the
      promise. Over the statements of a milestone that stand they add up to the last one minus the
      first. Slips do not add up: "2024" to "2025" to "2026" may be a day each, yet a year in all;
    - ``contested``, ``contests``: whether on the evening of that day the live claims of the two
      sides had no day in common, and with whom of the other side the statement itself had none;
    - ``stood_days``: how long the promise stood: until somebody named a date that has no day in
      common with it, moved its last day later by or against a ceiling, or took it back; else until
      it happened, else until the day asked for.

    NaN where there is nothing to count. Floors and withdrawals promise nothing, so they do not
    stand. What the press repeats is no promise either: it counts only where nobody else spoke.
    """
    told = move_columns(programme, as_of)
    return frame_of(told, pd.RangeIndex(len(told["milestone"])))


@lru_cache(maxsize=4)
def move_columns(programme: Programme, as_of: date) -> Columns:
    """The columns of the moves, worked out once for a version and a day."""
    rows = promised_statements(programme, as_of=as_of)
    order, windows = _order(rows), windows_of(rows)
    open_until = _open_until(programme, rows, as_of)
    told = {
        **rows,
        **_moved(rows, windows, order),
        **_contests(rows, windows, order, open_until),
        "stood_days": _stood(rows, windows, open_until),
    }
    return frozen(told)


def moves_of_sides(programme: Programme, as_of: date, sides: Iterable[str]) -> Columns:
    """The moves of what some sides said, each held against what they themselves had said before.

    Whom a statement contradicts and how long its promise stood is told of all sides, as there.
    """
    told = move_columns(programme, as_of)
    own = np.isin(told["side"], list(sides))
    rows = {name: column[own] for name, column in told.items()}
    return {**rows, **_moved(rows, windows_of(rows), _order(rows))}


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


def _order(rows: Columns) -> _Order:
    milestones, days = rows["milestone"], rows["announced_latest"]
    numbers = np.arange(len(days))
    begins = np.ones(len(days), dtype=bool)
    begins[1:] = milestones[1:] != milestones[:-1]
    day_begins = begins.copy()
    day_begins[1:] |= days[1:] != days[:-1]
    last_of_days = np.flatnonzero(np.append(day_begins[1:], True)[: len(days)])
    return _Order(
        milestone_starts=np.maximum.accumulate(np.where(begins, numbers, 0)),
        day_starts=np.maximum.accumulate(np.where(day_begins, numbers, 0)),
        day_ends=last_of_days[np.cumsum(day_begins) - 1],
    )


def _moved(rows: Columns, windows: Windows, order: _Order) -> Columns:
    """What each statement answers, what it did to it, and by how many days."""
    counts = ~_hollow(windows, order)
    eve = order.day_starts - 1
    before = order.last(counts, eve)
    answered = {
        f"before{part}": at(rows[f"target{part}"], before, nothing)
        for part, nothing in PARTS.items()
    }
    kind = _kind(windows, before)
    notice = days_between(rows["announced_latest"], answered["before_latest"])
    stands = order.last(counts, order.day_ends) == np.arange(len(kind))
    dated = order.last(stands & ~windows.withdrawn, eve)
    starts, ends = rows["target_earliest"], rows["target_latest"]
    return {
        **answered,
        "kind": kind,
        "slip_min": days_between(at(ends, dated), starts),
        "slip_max": days_between(at(starts, dated), ends),
        "notice_days": np.where(np.isin(kind, BROKE), notice, np.nan),
        "stands": stands,
        "start_moved": _moved_by(starts, stands, order),
        "end_moved": _moved_by(ends, stands, order),
    }


def _hollow(windows: Windows, order: _Order) -> Column:
    """Floors that leave a day of the promise they answer, and so do not take its place."""
    floors = (windows.ends == END) & ~windows.withdrawn
    promise = order.last(~floors, order.day_ends)
    numbers = np.arange(len(floors))
    hollow: Column = floors & (promise != NOBODY) & ~windows.apart(numbers, promise)
    return hollow


def _moved_by(edge: Column, stands: Column, order: _Order) -> Column:
    """Days between one edge of the window and the last one that stood on an earlier evening."""
    before = order.last(stands & ~np.isnat(edge), order.day_starts - 1)
    return days_between(at(edge, before), edge)


def _kind(windows: Windows, before: Column) -> Column:
    """The name of each move, by its windows."""
    nothing = before == NOBODY
    starts, ends, withdrawn = windows.starts, windows.ends, windows.withdrawn
    started, ended = at(starts, before), at(ends, before)
    was_withdrawn = at(withdrawn, before, False)
    # Of two floors or two ceilings only one edge was said, so only that one can move.
    one_edge = ((ends == END) & (ended == END)) ^ ((starts == START) & (started == START))
    raised = ((starts == START) | (started == START)) & (ends > ended) & (ends != END)
    same = withdrawn | ((starts == started) & (ends == ended))
    kinds = {
        "first": nothing & ~withdrawn,
        "confirmed": ~nothing & (withdrawn == was_withdrawn) & same,
        "withdrawn": withdrawn,
        "restored": was_withdrawn,
        "later": raised | (one_edge & ((starts > started) | (ends > ended))),
        "earlier": one_edge,
        "more precise": (starts >= started) & (ends <= ended),
        "less precise": (starts <= started) & (ends >= ended),
    }
    beyond = np.where(starts > started, "later", "earlier")
    kind: Column = np.select(list(kinds.values()), list(kinds), default=beyond).astype(object)
    return kind


def kind_of_move(before: DateWords | None, after: DateWords | None) -> str:
    """What became of a promised date that was replaced by another, or by none.

    >>> from tracker.dates import parse
    >>> kind_of_move(parse("2025"), parse("2026-Q1")), kind_of_move(parse("2026"), None)
    ('later', 'withdrawn')
    """
    dates = before, after
    told = {
        "target_earliest": np.array([words and words.earliest for words in dates], dtype="M8[s]"),
        "target_latest": np.array([words and words.latest for words in dates], dtype="M8[s]"),
        "withdrawn": np.array([words is None for words in dates]),
    }
    answered = np.array([NOBODY, NOBODY if before is None else 0])
    return str(_kind(windows_of(told), answered)[1])


def _contests(rows: Columns, windows: Windows, order: _Order, open_until: Column) -> Columns:
    """Whether the sides were apart on the evening of the statement, and whom it contradicts."""
    sides = rows["side"]
    last = {
        side: order.last(np.isin(sides, voices), order.day_ends) for side, voices in VOICES.items()
    }
    is_open = rows["announced_latest"] <= open_until
    contested = is_open & windows.apart(last["ru"], last["kz"])
    against = np.where(np.isin(sides, VOICES["ru"]), last["kz"], last["ru"])
    apart = contested & windows.apart(np.arange(len(sides)), against)
    names = at(_names(rows), np.where(apart, against, NOBODY), "")
    return {"contested": contested, "contests": names}


def _names(rows: Columns) -> Column:
    """For whom each statement was made: the organisation, else the speaker, else who wrote it."""
    named = np.where(rows["organisation"] != "", rows["organisation"], rows["speaker"])
    names: Column = np.where(named != "", named, rows["publisher"])
    return names


def _open_until(programme: Programme, rows: Columns, as_of: date) -> Column:
    """The day on which the milestone of each statement happened, else the day asked for."""
    cells = columns_of(programme.milestones[["id", "actual_earliest", "actual_latest"]])
    latest = cells["actual_latest"]
    happened = np.where(np.isnat(latest), cells["actual_earliest"], latest)
    day_of = dict(zip(cells["id"], happened, strict=True))
    days = np.array([day_of.get(name, NO_DAY) for name in rows["milestone"]], dtype="M8[s]")
    until: Column = np.fmin(days, np.datetime64(as_of, "s"))
    return until


def _stood(rows: Columns, windows: Windows, open_until: Column) -> Column:
    """Days from each promise to the first statement of a later day with no day in common."""
    said = rows["announced_latest"]
    fallen = _fallen(rows["milestone"].tolist(), said.tolist(), windows)
    ended = np.where(fallen == NOBODY, open_until, at(said, fallen))
    promised = ~windows.withdrawn & (windows.ends != END)
    return np.where(promised, np.maximum(days_between(said, ended), 0), np.nan)


def _fallen(milestones: list[str], days: list[int], windows: Windows) -> Column:
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
    """The standing windows that a statement leaves no day of, or whose last day it moves later
    where a ceiling names no first one."""
    start, end = span
    return [
        each
        for each in standing
        if withdrawn
        or each[0] > end
        or each[1] < start
        or (each[1] < end < NEVER and BEGINNING in (start, each[0]))
    ]
