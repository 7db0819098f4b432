"""What changed between two days, in words: promises that moved, things that happened.

A change between two versions of the data is told in the same words (`tracker.versions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from math import nan
from operator import attrgetter
from typing import Final

import pandas as pd

from tracker.addresses import first_address
from tracker.change import UNCHANGED, Change, in_order, placed, slip_between
from tracker.columns import Row, picked, rows_of
from tracker.dates import DateWords
from tracker.event_pages import event_pages
from tracker.importance import importance
from tracker.moves import move_columns
from tracker.programme import Programme
from tracker.snapshot import certain_slip, snapshot_columns

# The columns of moves and of the snapshot that a change tells; of the many others none is read.
TOLD: Final = [
    "milestone",
    "announced_latest",
    "announced_words",
    "target_words",
    "before_words",
    "kind",
    "slip_min",
    "slip_max",
    "speaker",
    "organisation",
    "source",
    "contested",
    "contests",
]
HAPPENED: Final = [
    "id",
    "category",
    "status",
    "known",
    "actual_earliest",
    "actual_latest",
    "actual_words",
    "planned_words",
    "source",
]


def changes(
    programme: Programme, *, since: date, until: date, confirmed: bool = False
) -> list[Change]:
    """Everything that changed after ``since`` and by the end of ``until``, as known on that day.

    The newest day first, within a day by weight; ``confirmed`` adds what only says the same again.
    """
    told = rows_of(picked(move_columns(programme, until), TOLD))
    rows = rows_of(picked(snapshot_columns(programme, until), HAPPENED))
    found = [
        *_said(told, rows, since, confirmed=confirmed),
        *_contested(told, rows, since),
        *_happened(told, rows, since, until, event_pages(programme, rows, as_of=until)),
    ]
    return in_order(placed(change, since) for change in found)


def _said(
    told: Iterable[Row], rows: Iterable[Row], since: date, *, confirmed: bool
) -> Iterator[Change]:
    category = _categories(rows)
    for row in told:
        if row.announced_latest.date() <= since or (row.kind == UNCHANGED and not confirmed):
            continue
        yield _statement(
            row,
            category.get(row.milestone, ""),
            kind=row.kind,
            before=row.before_words,
            slip=(row.slip_min, row.slip_max),
        )


def _statement(
    row: Row, category: str, *, kind: str, before: DateWords | None, slip: tuple[float, float],
    other: str = "",
) -> Change:  # fmt: skip
    return Change(
        on=row.announced_latest.date(),
        when=row.announced_words,
        id=row.milestone,
        kind=kind,
        before=before,
        after=row.target_words,
        weight=importance(kind, category, certain_slip(*slip)),
        speaker=row.speaker,
        organisation=row.organisation,
        source=first_address(row.source),
        slip_min=slip[0],
        slip_max=slip[1],
        other=other,
    )


def _contested(told: Iterable[Row], rows: Sequence[Row], since: date) -> Iterator[Change]:
    """The days on which live claims of two sides stop sharing a day, and on which they do again.

    What ends a dispute by happening brings nobody to agree.
    """
    category, happened = _categories(rows), _days_of_events(rows)
    for name, of_milestone in groupby(told, key=attrgetter("milestone")):
        for said, evening in _turns(list(of_milestone)):
            day = evening.announced_latest
            if day.date() <= since or day > happened.get(name, pd.NaT):
                continue
            that_day = (row for row in reversed(said) if row.announced_latest == day)
            row = next((row for row in that_day if row.contests), evening)
            yield _statement(
                row,
                category.get(name, ""),
                kind="contested" if evening.contested else "agreed",
                before=_claim_of(said, row.contests),
                slip=(nan, nan),
                other=row.contests,
            )


def _turns(told: Sequence[Row]) -> Iterator[tuple[Sequence[Row], Row]]:
    """The evenings on which the sides came to differ or to agree: everything that had been said of
    the milestone by then, and the last of it."""
    was_contested = False
    for number, row in enumerate(told, 1):
        is_evening = number == len(told) or told[number].announced_latest != row.announced_latest
        if is_evening and row.contested != was_contested:
            yield told[:number], row
            was_contested = row.contested


def _days_of_events(rows: Iterable[Row]) -> dict[str, pd.Timestamp]:
    """The day by which each has happened, NaT for what is still to come."""
    return {
        row.id: row.actual_earliest if row.actual_latest is pd.NaT else row.actual_latest
        for row in rows
    }


def _claim_of(said: Sequence[Row], name: str) -> DateWords | None:
    """What somebody of that name said last; None for a withdrawal, or when nobody did."""
    by_name = [row for row in said if name and name in (row.organisation, row.speaker)]
    return by_name[-1].target_words if by_name else None


def _happened(
    told: Iterable[Row], rows: Iterable[Row], since: date, until: date, pages: Mapping[str, str]
) -> Iterator[Change]:
    """What happened after a day and by another; ``pages`` tell of it (`tracker.event_pages`)."""
    events = [
        row
        for row in rows
        if row.known
        and row.actual_latest is not pd.NaT
        and since < row.actual_latest.date() <= until
    ]
    promise = _promise_that_stood(told, events)
    for row in events:
        kind = "cancelled" if row.status == "cancelled" else "done"
        before = promise.get(row.id)
        slip = slip_between(before, row.actual_words)
        yield Change(
            on=row.actual_latest.date(),
            when=row.actual_words,
            id=row.id,
            kind=kind,
            before=before,
            after=row.actual_words,
            weight=importance(kind, row.category, certain_slip(*slip)),
            source=pages[row.id],
            slip_min=slip[0],
            slip_max=slip[1],
        )


def _promise_that_stood(told: Iterable[Row], events: Iterable[Row]) -> dict[str, DateWords | None]:
    """The plan of each milestone when it happened; what was still said of it later is left out."""
    ends = {row.id: row.actual_latest for row in events}
    by_then: dict[str, DateWords | None] = {}
    outlived: set[str] = set()
    for row in told:
        if row.milestone not in ends:
            continue
        if row.announced_latest > ends[row.milestone]:
            outlived.add(row.milestone)
        else:
            by_then[row.milestone] = row.target_words
    planned = {row.id: row.planned_words for row in events}
    return planned | {name: by_then.get(name) for name in outlived}


def _categories(rows: Iterable[Row]) -> dict[str, str]:
    return {row.id: row.category for row in rows}
