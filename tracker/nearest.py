"""Which names may have been meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import reduce

from tracker.messages import filled

MOST_NAMED = 3
LIKENESS = 0.5


def did_you_mean(wanted: str, known: Iterable[str], *, otherwise: str) -> str:
    """The question after the nearest names; ``otherwise`` where none is near.

    >>> did_you_mean("soyuz5-flihgt", ["soyuz5-flight", "pad"], otherwise="")
    'Did you mean soyuz5-flight?'
    """
    near = get_close_matches(wanted, list(known), n=MOST_NAMED, cutoff=LIKENESS)
    return filled("Did you mean {names}?", names=reduce(either, near)) if near else otherwise


def either(first: str, second: str) -> str:
    """
    >>> either("pad", "flight")
    'pad or flight'
    """
    return filled("{first} or {second}", first=first, second=second)
