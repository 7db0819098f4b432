"""A fault in the data as a value: where it stands, what it is, what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault, placed.

    ``line`` is the line of the file (from 1, as an editor counts), 0 when the fault is the whole
    file's; ``column`` is the column's name, "" when it is the whole row's.
    """

    file: str
    line: int
    column: str
    code: str
    severity: Severity
    value: str
    message: str
    remedy: str

    def as_dict(self) -> dict[str, object]:
        """The fault with the keys of ``check --format json``."""
        return asdict(self)


def visible(text: str, longest: int = 0) -> str:
    """A text as it may stand in a message: no control or direction character acts, none hides.

    >>> visible("a\\tb\\u202ec")
    'a\\\\tb\\\\u202ec'
    """
    if longest and len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isprintable():
        return text
    return "".join(letter if shows(letter) else escaped(letter) for letter in text)


def shows(letter: str) -> bool:
    return letter.isprintable() or letter in "\u00a0\u202f\u2009"


def escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
