"""Is a launch the flight of something new, or of what flies already?

The reference class holds first flights. A launch that waits for a flight test belongs to a
development and is the nearest to these; one that waits for none is operation, which keeps or
breaks its day for other reasons. Which of the two it is, is told by what it depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tracker.programme import Programme
from tracker.schema import OPEN_STATUSES
from tracker.snapshot import snapshot_columns

OPERATION: Final = "launch"
TEST: Final = "flight-test"


def is_routine(programme: Programme, row: Any, *, as_of: date) -> bool:
    """Whether a milestone is a launch that, as of a day, waits for no flight test: neither itself
    nor through anything that it depends on, as far as was known by then."""
    if row.category != OPERATION:
        return False
    return not waits_for_test(_known(programme, as_of), row.depends_on.split())


class Known(NamedTuple):
    """What of a milestone tells whether it is waited for, and for what it waits itself."""

    status: str
    category: str
    depends_on: str


@lru_cache(maxsize=4)
def _known(programme: Programme, as_of: date) -> Mapping[str, Known]:
    """The milestones known on a day by their ids, put together once for all launches."""
    rows = snapshot_columns(programme, as_of)
    told = zip(rows["id"], rows["known"], *(rows[name] for name in Known._fields), strict=True)
    return {name: Known(*cells) for name, is_known, *cells in told if is_known}


def waits_for_test(known: Mapping[str, Known], depends_on: list[str]) -> bool:
    """Whether an open flight test stands among ids of the snapshot, or among what they wait for.

    What has been settled is waited for no more, so nothing behind it is either.
    """
    seen: set[str] = set()
    ahead = list(depends_on)
    while ahead:
        name = ahead.pop()
        row = known.get(name)
        if name in seen or row is None or row.status not in OPEN_STATUSES:
            continue
        if row.category == TEST:
            return True
        seen.add(name)
        ahead += row.depends_on.split()
    return False
