"""What is asked of a report beside its day and language: which part, since when, in what form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

# Hears how many of the report's parts are written, and of how many.
Progress = Callable[[int, int], None]


class Asked(NamedTuple):
    """The choices of who orders a report.

    ``since`` is the day of the last report, from which changes are told; ``only`` the ids of the
    milestones that it is confined to, none for all of them, ``named`` the categories and ids by
    which they were chosen; ``title`` takes the place of the usual one.
    """

    since: date | None = None
    only: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()
    title: str = ""
    interactive: bool = False
    landscape: bool = False

    def command(self, as_of: date, lang: str) -> str:
        """The command that makes the same report again."""
        parts = ["python -m tracker report --as-of", as_of.isoformat()]
        parts += ["--lang", lang] if lang != "en" else []
        parts += ["--since", self.since.isoformat()] if self.since else []
        parts += ["--only", *self.named] if self.named else []
        parts += ["--title", _quoted(self.title)] if self.title else []
        parts += ["--interactive"] if self.interactive else []
        parts += ["--landscape"] if self.landscape else []
        return " ".join(parts)


def _quoted(text: str) -> str:
    """A text as a shell takes it for one word."""
    return "'" + text.replace("'", "'\\''") + "'"


class Scripts(NamedTuple):
    """The scripts that stand at the end of a report, and the hashes that its policy names."""

    written: tuple[str, ...]
    hashes: tuple[str, ...]
