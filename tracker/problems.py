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
