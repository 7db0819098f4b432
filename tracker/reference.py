"""The reference class: what was announced of other programmes' first flights, and what came of it.

Every statement that named a date at least a month ahead is a case: how many times longer than
announced did it take? Programmes weigh the same however many statements they have. A programme that
has not flown, as far as is known, tells only that it took longer than until then (a censored case).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker import csvfile
from tracker.csvfile import Kind
from tracker.dates import DateWords, parse_column
from tracker.failures import failure_reason
from tracker.messages import filled
from tracker.problems import visible
from tracker.store import beside, file_stamp

FOLDER: Final = "reference"
ANNOUNCEMENTS: Final = Kind(
    (
        *("vehicle", "kind", "organisation", "announced", "target", "wording", "source"),
        *("publisher", "confidence", "note"),
    ),
    ("vehicle", "announced", "target"),
)
ACTUALS: Final = Kind(
    ("vehicle", "actual", "status", "as_of", "source", "publisher", "confidence"),
    ("vehicle", "actual", "as_of"),
)
DAYS_A_YEAR: Final = 365.25
# Nearer than a month it is a countdown, which holds or is broken by days.
LEAST_HORIZON: Final = DAYS_A_YEAR / 12

Floats = NDArray[np.float64]


class NoReference(Exception):  # noqa: N818 - what the reader is told, not a fault of the program
    """There is no reference class that could be read; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Statements of other programmes, one a place in each array.

    ``said``, ``ended`` and ``known`` are days (proleptic ordinals): that of the statement; that on
    which it flew or was last known not to have flown, ``flown`` tells which; that by which this was
    known. ``horizon`` are the years from the statement to the middle of what it promised.
    """

    programme: NDArray[Any]
    said: Floats
    horizon: Floats
    ended: Floats
    known: Floats
    flown: NDArray[np.bool_]

    @property
    def ratio(self) -> Floats:
        """How many times longer than announced it took, or has taken as far as is known."""
        return (self.ended - self.said) / (self.horizon * DAYS_A_YEAR)

    @property
    def weight(self) -> Floats:
        """One for a programme, divided among its statements."""
        _, numbers, counts = np.unique(self.programme, return_inverse=True, return_counts=True)
        return 1.0 / counts[numbers]

    @property
    def programmes(self) -> int:
        return len(set(self.programme))

    def where(self, chosen: NDArray[Any]) -> Cases:
        """Some of the cases, by truth or by number."""
        arrays = (self.programme, self.said, self.horizon, self.ended, self.known, self.flown)
        return Cases(*(array[chosen] for array in arrays))

    def without(self, programme: str) -> Cases:
        """The cases of all other programmes."""
        return self.where(self.programme != programme)

    def known_by(self, day: date) -> Cases:
        """The cases as they were known on a day: nothing said, flown or looked up after it."""
        last = float(day.toordinal())
        # What was said on the day itself has not waited yet.
        past = self.where(self.said < last)
        was_known = past.known <= last
        return Cases(
            past.programme,
            past.said,
            past.horizon,
            np.where(was_known, past.ended, np.minimum(past.ended, last)),
            np.minimum(past.known, last),
            past.flown & was_known,
        )


class Outcome(NamedTuple):
    """What became of a programme: the day, the day by which it was known, whether it flew."""

    ended: float
    known: float
    flown: bool


def reference(folder: Path) -> Cases:
    """The cases of a folder with announcements.csv and actuals.csv, read anew when they change.

    Raises NoReference.
    """
    paths = folder / "announcements.csv", folder / "actuals.csv"
    return _read(*paths, tuple(file_stamp(path) for path in paths))


def reference_of(data: str | Path) -> Path:
    """Where the reference class of the data in a folder, or in one CSV, stands."""
    return beside(data, FOLDER)


@lru_cache(maxsize=8)
def _read(announcements: Path, actuals: Path, _stamps: object) -> Cases:
    said = read_columns(announcements, ANNOUNCEMENTS)
    outcomes = _outcomes(read_columns(actuals, ACTUALS))
    days, targets = parse_column(said["announced"]), parse_column(said["target"])
    cases = [
        (vehicle, *case)
        for vehicle, announced, target in zip(said["vehicle"], days, targets, strict=True)
        if vehicle in outcomes and (case := _case(announced, target, outcomes[vehicle]))
    ]
    if not cases:
        raise NoReference(
            filled(
                "{file} holds no statement that named a date a month or more ahead.",
                file=visible(str(announcements)),
            )
        )
    programme, made, horizon, ended, known, flown = map(np.array, zip(*cases, strict=True))
    return Cases(programme.astype(object), made, horizon, ended, known, flown)


def read_columns(path: Path, kind: Kind) -> dict[str, list[str]]:
    """The columns of one of the two files. Raises NoReference."""
    try:
        content = path.read_bytes()
    except OSError as failure:
        why = failure_reason(failure)
        raise NoReference(
            filled("{file} cannot be read: {why}.", file=visible(str(path)), why=why)
        ) from None
    table = csvfile.read(content, name=str(path), kind=kind)
    if table.refused:
        first = table.problems[0]
        raise NoReference(
            filled(
                "{file} line {line}: {message} {remedy}",
                file=visible(str(path)),
                line=first.line,
                message=first.message,
                remedy=first.remedy,
            )
        )
    return table.columns


def _outcomes(rows: dict[str, list[str]]) -> dict[str, Outcome]:
    """What became of each programme; none of those of which no day can be read."""
    days = zip(parse_column(rows["actual"]), parse_column(rows["as_of"]), strict=True)
    found = {
        vehicle: _outcome(actual, looked)
        for vehicle, (actual, looked) in zip(rows["vehicle"], days, strict=True)
    }
    return {vehicle: outcome for vehicle, outcome in found.items() if outcome}


def _outcome(actual: object, looked: object) -> Outcome | None:
    if isinstance(actual, DateWords):
        if actual.earliest is None or actual.latest is None:
            return None
        first, last = actual.earliest.toordinal(), actual.latest.toordinal()
        return Outcome((first + last) / 2, float(last), flown=True)
    if isinstance(looked, DateWords) and looked.earliest:
        # "By February 2026 it had not flown": of the rest of that month nothing is claimed.
        waited = float(looked.earliest.toordinal())
        return Outcome(waited, waited, flown=False)
    return None


Case = tuple[float, float, float, float, bool]


def _case(announced: object, target: object, outcome: Outcome) -> Case | None:
    """A statement that can be held against what came of it, else None."""
    if not isinstance(announced, DateWords) or announced.latest is None:
        return None
    # Of a statement dated to a month it is certain only at its end that it was made.
    said = announced.latest
    promised = middle(target, said) if isinstance(target, DateWords) else None
    if promised is None:
        return None
    ahead = promised - said.toordinal()
    if ahead < LEAST_HORIZON or outcome.ended <= said.toordinal():
        return None
    return float(said.toordinal()), ahead / DAYS_A_YEAR, *outcome


def middle(promised: DateWords, said: date) -> float | None:
    """The middle of a window as a day's ordinal, of the part that was left when it was said.

    None for a floor, which promises nothing, and for a window that was over.

    >>> from tracker.dates import parse
    >>> middle(parse("2027"), date(2026, 1, 1)) == (date(2027, 1, 1).toordinal() + 364 / 2)
    True
    """
    if promised.latest is None or promised.latest < said:
        return None
    first = max(promised.earliest or said, said)
    return (first.toordinal() + promised.latest.toordinal()) / 2
