"""On which days was something said, and on which did something happen?

These are the days on which the record changed: the steps of the as-of day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from tracker.dates import DateWords
from tracker.programme import Programme

SAID, HAPPENED = 0, 1


class Day(NamedTuple):
    """One day of the record: who spoke, each once, in how many statements; what happened (ids).

    ``vague`` are the dates of statements that are dated to a longer period and count from its last
    day: 2025.
    """

    day: date
    statements: int
    speakers: tuple[str, ...]
    vague: tuple[DateWords, ...]
    happened: tuple[str, ...]


class _Fact(NamedTuple):
    day: date
    kind: int
    name: str
    vague: DateWords | None


@lru_cache(maxsize=4)
def days_of_record(programme: Programme) -> tuple[Day, ...]:
    """The days of the record, the first one first.

    What happened on no certain day is left out: it has none.
    """
    facts = sorted([*_said(programme), *_happened(programme)], key=lambda fact: fact[:3])
    return tuple(_day(day, list(of)) for day, of in groupby(facts, key=lambda fact: fact.day))


def _said(programme: Programme) -> list[_Fact]:
    said = programme.announcements
    legible = said[
        (said["target_words"].notna() | said["withdrawn"]) & said["announced_latest"].notna()
    ]
    return [
        _Fact(
            row.announced_latest.date(),
            SAID,
            row.speaker or row.organisation,
            None if row.announced_words.precision == "day" else row.announced_words,
        )
        for row in legible.itertuples()
    ]


def _happened(programme: Programme) -> list[_Fact]:
    rows = programme.milestones
    certain = rows[
        rows["actual_earliest"].notna() & (rows["actual_earliest"] == rows["actual_latest"])
    ]
    return [_Fact(row.actual_latest.date(), HAPPENED, row.id, None) for row in certain.itertuples()]


def _day(day: date, facts: Sequence[_Fact]) -> Day:
    said = [fact for fact in facts if fact.kind == SAID]
    return Day(
        day=day,
        statements=len(said),
        speakers=tuple(dict.fromkeys(fact.name for fact in said if fact.name)),
        vague=tuple(dict.fromkeys(fact.vague for fact in said if fact.vague)),
        happened=tuple(fact.name for fact in facts if fact.kind == HAPPENED),
    )


def up_to(days: Sequence[Day], day: date) -> Sequence[Day]:
    """Those of the days that had come by a day."""
    return days[: bisect_right(days, day, key=_its_date)]


def step_before(days: Sequence[Day], day: date) -> date | None:
    """The last of the days before a day, None when there is none."""
    at = bisect_left(days, day, key=_its_date)
    return days[at - 1].day if at else None


def step_after(days: Sequence[Day], day: date, *, today: date) -> date | None:
    """The first of the days after a day; behind the last of them comes today, behind today none."""
    at = bisect_right(days, day, key=_its_date)
    if at < len(days) and days[at].day <= today:
        return days[at].day
    return today if day < today else None


def _its_date(day: Day) -> date:
    return day.day
