"""In which order do the rows of the two files stand?

data/README.md says it: milestones by track and then by date, announcements by milestone and then
by day. A diff of the files then reads as news.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from tracker import schema
from tracker.csvfile import Table
from tracker.dates import DateWords
from tracker.sheet import Sheet, sheet

Rank = tuple[object, ...]

# Of one milestone the date that says most about where it belongs.
DATED_BY: Final = ("actual", "planned", "baseline")
# Of one day: who repeats the old plan speaks before those who move it.
SIDE_RANK: Final = {side: rank for rank, side in enumerate(("press", "ru", "joint", "kz"))}


def milestone_ranks(table: Table) -> list[Rank]:
    """By track, then by the last day that the date allows, then the first, then id; undated last.

    A row sorts by its rank; so it is for announcements.
    """
    rows = sheet(table, DATED_BY)
    return [
        (track_rank(rows["category"][row]), *day_rank(date_of(rows, row)), rows["id"][row])
        for row in range(len(table.lines))
    ]


def announcement_ranks(table: Table) -> list[Rank]:
    """By milestone, then by the last day on which it can have been said, then the first; on one
    day the press comes first."""
    rows = sheet(table, ("announced",))
    return [
        (
            rows["milestone"][row],
            *day_rank(rows.words("announced", row)),
            SIDE_RANK.get(rows["side"][row].strip(), len(SIDE_RANK)),
        )
        for row in range(len(table.lines))
    ]


RANKS: Final = {"milestones": milestone_ranks, "announcements": announcement_ranks}


def order(ranks: Sequence[Rank]) -> list[int]:
    """The rows in their order; equal ones as they stand."""
    return sorted(range(len(ranks)), key=ranks.__getitem__)


def places_of_last(subject: str, table: Table, n: int) -> dict[int, list[int]]:
    """Where the last ``n`` rows belong among the others: under the number of the row before which
    they are to stand, in their order there.

    In a file whose other rows are not in order: below the last statement on the same milestone,
    else where they are.
    """
    ranks = RANKS[subject](table)
    old = len(ranks) - n
    others, new = ranks[:old], range(old, len(ranks))
    if all(a <= b for a, b in pairwise(others)):
        in_order = sorted(new, key=ranks.__getitem__)
        return grouped(in_order, lambda row: bisect_right(others, ranks[row]))
    if subject == "milestones":
        return {old: list(new)}
    names = table.columns["milestone"]
    last = {name: row for row, name in enumerate(names[:old])}
    first = {names[row]: row for row in reversed(new)}
    # Below a statement that is there stand those on its milestone, then what is on new ones.
    together = sorted(new, key=lambda row: (names[row] not in last, first[names[row]]))
    return grouped(together, lambda row: last.get(names[row], old - 1) + 1)


def grouped(rows: Iterable[int], place: Callable[[int], int]) -> dict[int, list[int]]:
    """Rows by their places, in each in the order given."""
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(place(row), []).append(row)
    return found


def track_rank(category: str) -> int:
    track = schema.TRACK_OF.get(category.strip(), "")
    return schema.TRACKS.index(track) if track else len(schema.TRACKS)


def date_of(rows: Sheet, row: int) -> DateWords | None:
    found = (rows.words(column, row) for column in DATED_BY)
    return next((words for words in found if words), None)


def day_rank(words: DateWords | None) -> tuple[bool, date, date]:
    if words is None:
        return True, date.max, date.max
    return False, words.latest or date.max, words.earliest or date.min
