"""Is a launch the flight of something new, or of what flies already?

The reference class holds first flights. A launch that waits for a flight test belongs to a
development and is the nearest to these; one that waits for none is operation, which keeps or
breaks its day for other reasons. Which of the two it is, is told by what it depends on.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tracker.columns import Columns
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
    return not waits_for_test(snapshot_columns(programme, as_of), row.depends_on.split())


def waits_for_test(rows: Columns, depends_on: list[str]) -> bool:
    """Whether an open flight test stands among ids of the snapshot, or among what they wait for.

    What has been settled is waited for no more, so nothing behind it is either.
    """
    places = {name: place for place, name in enumerate(rows["id"]) if rows["known"][place]}
    seen: set[str] = set()
    ahead = list(depends_on)
    while ahead:
        name = ahead.pop()
        place = places.get(name)
        if name in seen or place is None or rows["status"][place] not in OPEN_STATUSES:
            continue
        if rows["category"][place] == TEST:
            return True
        seen.add(name)
        ahead += rows["depends_on"][place].split()
    return False
