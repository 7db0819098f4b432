"""Every fault that a file can have: its severity, what is said of it and what to do next.

A key is the stable code, with a variant after a colon where one code has more than one cause; a
sentence stands whole, with named places, so that it can be translated as it is. They stand in two
modules: ``file_faults`` for the form of a file, ``row_faults`` for what its rows say.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tracker.file_faults import FILE_FAULTS
from tracker.messages import Filled, filled
from tracker.problems import Problem, visible
from tracker.row_faults import ROW_FAULTS, WORD_FAULTS

LONGEST_VALUE: Final = 80
LONGEST_FACT: Final = 400

FAULTS: Final = FILE_FAULTS | ROW_FAULTS | WORD_FAULTS


class Place(NamedTuple):
    """Where a fault stands; line 0 is the whole file, column "" the whole row."""

    file: str
    line: int = 0
    column: str = ""

    def on(self, line: int) -> Place:
        return self._replace(line=line)

    def under(self, column: str) -> Place:
        return self._replace(column=column)


def fault(key: str, place: Place, value: str = "", **facts: object) -> Problem:
    """The fault ``key`` at ``place``; ``facts`` fill the named places of its sentences."""
    severity, message, remedy = FAULTS[key]
    said: dict[str, object] = {name: shown(fact) for name, fact in facts.items()}
    said |= {"value": visible(value, LONGEST_VALUE), "column": visible(place.column)}
    return Problem(
        file=place.file,
        line=place.line,
        column=place.column,
        code=key.partition(":")[0],
        severity=severity,
        value=value,
        message=filled(message, **said),
        remedy=filled(remedy, **said),
    )


def shown(fact: object) -> str:
    """A fact as it is shown; one that can be said in other languages stays so."""
    text = visible(str(fact), LONGEST_FACT)
    return fact if isinstance(fact, Filled) and fact == text else text
