"""What was asked for last stays at hand, by its name; the rest goes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Thing = TypeVar("Thing")


class Recent(Generic[Name, Thing]):
    """So many things at most, for any number of threads.

    >>> recent = Recent[str, int](at_most=2)
    >>> for name in "abac": recent.keep(name, ord(name))
    >>> recent.get("a"), recent.get("b")
    (97, None)
    """

    def __init__(self, *, at_most: int) -> None:
        self._at_most = at_most
        self._lock = Lock()
        self._things: OrderedDict[Name, Thing] = OrderedDict()

    def get(self, name: Name) -> Thing | None:
        """The thing of a name, which has then been asked for last; None when it has gone."""
        with self._lock:
            if name in self._things:
                self._things.move_to_end(name)
            return self._things.get(name)

    def keep(self, name: Name, thing: Thing) -> None:
        """Put a thing last; the one that was asked for the longest ago goes."""
        with self._lock:
            self._things[name] = thing
            self._things.move_to_end(name)
            while len(self._things) > self._at_most:
                self._things.popitem(last=False)

    def __len__(self) -> int:
        return len(self._things)
