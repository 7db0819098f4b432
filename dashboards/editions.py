"""Old versions of the data, read again: what a frozen address pins.

A version that was read stays in memory with the few last ones, so that the next page of the same
visit costs nothing more. Nobody waits for the search that somebody else has asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from dashboards.recent import Recent
from tracker import archive, store
from tracker.archive import Kept
from tracker.programme import Programme, build

REMEMBERED: Final = 4
# A version that git has not is not looked for there again with every page of a visit.
MISSED_SECONDS: Final = 60.0
MISSES: Final = 64


class Editions:
    """The versions of the data at a path that are kept beside them or in their git history."""

    def __init__(self, path: Path, seconds: Callable[[], float]) -> None:
        self._path, self._seconds = path, seconds
        self._kept = Recent[str, Kept](at_most=REMEMBERED)
        self._missed = Recent[str, float](at_most=MISSES)
        self._programmes = Recent[tuple[str, date], Programme](at_most=REMEMBERED)

    def find(self, version: str) -> Kept | None:
        """The version whose name begins so, None when it was not found."""
        return self.at_hand(version) or self._in_git(version)

    def at_hand(self, version: str) -> Kept | None:
        """The version that is in memory or kept beside the data, which is soon known."""
        kept = self._kept.get(version) or archive.beside(self._path, version)
        return self._found(version, kept)

    def _in_git(self, version: str) -> Kept | None:
        missed = self._missed.get(version)
        if missed is not None and self._seconds() - missed < MISSED_SECONDS:
            return None
        kept = self._found(version, archive.in_git(self._path, version))
        if not kept:
            self._missed.keep(version, self._seconds())
        return kept

    def _found(self, version: str, kept: Kept | None) -> Kept | None:
        if kept:
            self._kept.keep(version, kept)
        return kept

    def programme(self, kept: Kept, *, as_of: date) -> Programme | None:
        """What a version says, read as it was on a day; None when it holds no milestones."""
        name = (kept.content.version, as_of)
        programme = self._programmes.get(name) or self._build(kept, as_of)
        if programme:
            self._programmes.keep(name, programme)
        return programme

    def _build(self, kept: Kept, as_of: date) -> Programme | None:
        try:
            return build(store.of_content(self._path, kept.content), as_of=as_of)
        except store.NotMilestones:
            return None
