"""Old versions of the data, read again: what a frozen address pins.

A version that was read stays in memory with the few last ones, so that the next page of the same
visit costs nothing more. Nobody waits for the search that somebody else has asked for.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from tracker import archive, store
from tracker.archive import Kept
from tracker.programme import Programme, build

REMEMBERED: Final = 4
# A version that git has not is not looked for there again with every page of a visit.
MISSED_SECONDS: Final = 60.0
MISSES: Final = 64

Name = TypeVar("Name")
Thing = TypeVar("Thing")


class Editions:
    """The versions of the data at a path that are kept beside them or in their git history."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._missed: OrderedDict[str, float] = OrderedDict()
        self._programmes: OrderedDict[tuple[str, date], Programme] = OrderedDict()

    def find(self, version: str) -> Kept | None:
        """The version whose name begins so, None when it was not found."""
        return self.at_hand(version) or self._in_git(version)

    def at_hand(self, version: str) -> Kept | None:
        """The version that is in memory or kept beside the data, which is soon known."""
        with self._lock:
            kept = self._kept.get(version)
        return self._found(version, kept or archive.beside(self._path, version))

    def _in_git(self, version: str) -> Kept | None:
        with self._lock:
            missed = self._missed.get(version)
        if missed is not None and time.monotonic() - missed < MISSED_SECONDS:
            return None
        kept = self._found(version, archive.in_git(self._path, version))
        if not kept:
            with self._lock:
                _remember(self._missed, version, time.monotonic(), at_most=MISSES)
        return kept

    def _found(self, version: str, kept: Kept | None) -> Kept | None:
        if kept:
            with self._lock:
                _remember(self._kept, version, kept)
        return kept

    def programme(self, kept: Kept, *, as_of: date) -> Programme | None:
        """What a version says, read as it was on a day; None when it holds no milestones."""
        name = (kept.content.version, as_of)
        with self._lock:
            programme = self._programmes.get(name)
        programme = programme or self._build(kept, as_of)
        if programme:
            with self._lock:
                _remember(self._programmes, name, programme)
        return programme

    def _build(self, kept: Kept, as_of: date) -> Programme | None:
        try:
            return build(store.of_content(self._path, kept.content), as_of=as_of)
        except store.NotMilestones:
            return None


def _remember(
    memory: OrderedDict[Name, Thing], name: Name, thing: Thing, *, at_most: int = REMEMBERED
) -> None:
    """Put a thing last; the one that was asked for the longest ago goes."""
    memory[name] = thing
    memory.move_to_end(name)
    while len(memory) > at_most:
        memory.popitem(last=False)
