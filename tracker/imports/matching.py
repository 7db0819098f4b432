"""Which row of an edited copy is which row of the data.

A milestone is known by its id, a statement by seven columns. A spreadsheet can have changed dates
and numbers in them, and an editor one of the seven: such a row is found when it can be no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from tracker.csvfile import Table
from tracker.deltas import KNOWN_BY
from tracker.distortions import Value, distorted, is_made
from tracker.imports.copies import Copy

# What a row says in the columns by which it is known.
Key = tuple[Value, ...]


def matches(copy: Copy, table: Table) -> list[int | None]:
    """For each row of the copy its row in the table, None for one that is new."""
    names = [name for name in KNOWN_BY[copy.subject] if name in copy.header]
    wanted: list[Key] = [tuple(row.get(name, "") for name in names) for row in copy.rows]
    standing: list[Key] = list(zip(*(table.columns[name] for name in names), strict=True))
    found: list[int | None] = same(wanted, standing)
    pair(found, wanted, standing, made_of)
    if len(names) > 1:
        pair(found, wanted, standing, all_but_one)
    return found


def same(wanted: Sequence[Key], standing: Sequence[Key]) -> list[int | None]:
    """Rows that say the very same; of two that do, the first goes with the first."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for row, key in reversed(list(enumerate(standing))):
        places[key].append(row)
    return [places[key].pop() if places.get(key) else None for key in wanted]


def pair(
    found: list[int | None],
    wanted: Sequence[Key],
    standing: Sequence[Key],
    alike: Callable[[Key, Key], bool],
) -> None:
    """Put together the rows that are left and alike, each where there is just one such other."""
    taken = {row for row in found if row is not None}
    free = [row for row in range(len(standing)) if row not in taken]
    by_first: dict[Hashable, list[int]] = defaultdict(list)
    for row in free:
        by_first[standing[row][0]].append(row)
    near: dict[int, list[int]] = {}
    for at in (at for at, row in enumerate(found) if row is None):
        first = wanted[at][0]
        # An id that no spreadsheet has changed is looked up: all others need not be compared.
        others = free if not isinstance(first, str) or is_made(first) else by_first[first]
        near[at] = [row for row in others if alike(standing[row], wanted[at])]
    asked = count(row for rows in near.values() for row in rows)
    for at, rows in near.items():
        if len(rows) == 1 and asked[rows[0]] == 1:
            found[at] = rows[0]


def count(rows: Iterable[int]) -> dict[int, int]:
    counted: dict[int, int] = defaultdict(int)
    for row in rows:
        counted[row] += 1
    return counted


def made_of(old: Key, new: Key) -> bool:
    """Whether a spreadsheet can have made one key of the other."""
    return all(map(alike, old, new))


def all_but_one(old: Key, new: Key) -> bool:
    """Whether an editor can have: all is the same but one cell. The milestone is not that cell."""
    return alike(old[0], new[0]) and sum(map(alike, old, new)) == len(old) - 1


def alike(old: Value, new: Value) -> bool:
    return old == new or (isinstance(old, str) and distorted(old, new))
