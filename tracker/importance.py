"""How much a change matters to a reader: what changed, of what kind of milestone, by how much.

A weight is the importance of the kind of change, and of the days that it certainly slipped by,
times that of the milestone's category; 100 is what no reader should miss. A flight given up or
moved comes before a meeting held; what happened, was withdrawn or moved before what is only more
precise; a further source comes last.
"""

from __future__ import annotations

from typing import Final

OF_KIND: Final = {
    "done": 60,
    "cancelled": 60,
    "withdrawn": 60,
    "reopened": 60,
    "dropped": 60,
    "restored": 45,
    "later": 40,
    "earlier": 40,
    "contested": 35,
    "first": 30,
    "added": 30,
    "less precise": 25,
    "more precise": 20,
    "unsaid": 20,
    "corrected": 15,
    "said": 15,
    "agreed": 15,
    "new source": 10,
    "confirmed": 5,
}

OF_CATEGORY: Final = {
    "launch": 1.0,
    "flight-test": 1.0,
    "vehicle": 0.9,
    "ground": 0.9,
    "agreement": 0.7,
    "finance": 0.7,
    "commission": 0.6,
    "tourism": 0.4,
    "heritage": 0.4,
    "meeting": 0.3,
    "anniversary": 0.2,
}
# Of what no list knows, as much as of the middle of those it does.
OTHER_CATEGORY: Final = 0.5

# One point more for every month that no reading can argue away, up to this many.
MOST_FOR_SIZE: Final = 40
DAYS_A_POINT: Final = 30
SIZED: Final = frozenset({"later", "earlier", "done"})

# From here on a change is told in full ink: a launch that was first promised, a commission formed.
# A meeting that was held, a date that became more precise stay in the background.
NOTABLE: Final = 30


def importance(kind: str, category: str, certain_days: float = 0.0) -> int:
    """The weight of a change, 0 to 100; ``certain_days`` is its certain slip.

    >>> importance("later", "launch", 365), importance("done", "meeting")
    (52, 18)
    """
    sized = abs(certain_days) // DAYS_A_POINT if kind in SIZED else 0
    size = min(MOST_FOR_SIZE, sized)
    return round((OF_KIND[kind] + size) * OF_CATEGORY.get(category, OTHER_CATEGORY))
