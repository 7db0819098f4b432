"""A row or a statement as it stands in two versions of the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.addresses import host_of


class Pair(NamedTuple):
    """A row or a statement as it was and as it is; None where it is not in that version."""

    was: Any
    now: Any

    def mended(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The cells that differ; not the sources where there are only more of them."""
        names = tuple(n for n in columns if getattr(self.was, n) != getattr(self.now, n))
        return tuple(n for n in names if n != "source" or not self._only_adds_addresses())

    def new_addresses(self) -> list[str]:
        """The pages that it names only now."""
        return [word for word in self._new_words() if host_of(word)]

    def _only_adds_addresses(self) -> bool:
        gone = set(self.was.source.split()) - set(self.now.source.split())
        new = self._new_words()
        return not gone and bool(new) and all(map(host_of, new))

    def _new_words(self) -> list[str]:
        had = set(self.was.source.split())
        return [word for word in dict.fromkeys(self.now.source.split()) if word not in had]
