"""What became of the first promises, quarter by quarter: the baseline execution of the programme.

A first promise belongs to the quarter in which its last day lies. It counts once that day is over,
whatever happened to it then: a date that moved does not leave its quarter, a milestone that was
given up does not either. Anniversaries come by the calendar and are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import pandas as pd

from tracker.columns import Row
from tracker.promises import BY_CALENDAR

# What can become of a first promise, in the order in which it is told. The first three are done.
FATES: Final = ("in time", "in time or late", "late", "no outcome found", "not yet", "cancelled")
DONE: Final = FATES[:3]


class Promised(NamedTuple):
    """A milestone whose first promise has ended, and what became of it: one of `FATES`."""

    row: Row
    fate: str


class Quarter(NamedTuple):
    """A quarter of a year, and how many of the first promises that ended in it had each fate."""

    year: int
    quarter: int
    fates: Counter[str]

    @property
    def promised(self) -> int:
        return self.fates.total()

    @property
    def code(self) -> str:
        """The quarter as dates are written: "2025-Q4"."""
        return f"{self.year}-Q{self.quarter}"


def first_promises(rows: Iterable[Row], *, as_of: date) -> list[Promised]:
    """The milestones (rows of the snapshot of the day) whose first promise has ended by then."""
    today = pd.Timestamp(as_of)
    return [
        Promised(row, _fate(row))
        for row in rows
        # A floor has no last day: NaT comes before no other.
        if row.baseline_latest < today and row.category not in BY_CALENDAR
    ]


def _fate(row: Row) -> str:
    if row.status == "done":
        if row.actual_latest <= row.baseline_latest:
            return "in time"
        return "late" if row.actual_earliest > row.baseline_latest else "in time or late"
    if row.status == "cancelled":
        return "cancelled"
    return "no outcome found" if row.outcome == "unknown" else "not yet"


def quarters(promised: Iterable[Promised]) -> list[Quarter]:
    """The quarters from the first to the last that anything was promised for, empty ones too."""
    found: dict[int, Counter[str]] = {}
    for each in promised:
        end = each.row.baseline_latest
        found.setdefault(end.year * 4 + end.quarter - 1, Counter())[each.fate] += 1
    if not found:
        return []
    numbers = range(min(found), max(found) + 1)
    return [Quarter(n // 4, n % 4 + 1, found.get(n, Counter())) for n in numbers]


def quarters_until(listed: Sequence[Quarter], day: date) -> list[Quarter]:
    """The quarters, and the empty ones between the last of them and the day."""
    if not listed:
        return []
    last = listed[-1].year * 4 + listed[-1].quarter
    today = day.year * 4 + (day.month + 2) // 3
    empty = [Quarter((n - 1) // 4, (n - 1) % 4 + 1, Counter()) for n in range(last + 1, today + 1)]
    return [*listed, *empty]
