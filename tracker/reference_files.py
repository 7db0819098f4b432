"""The rows of the reference class as they were known on a day: as CSV, and by programme.

A statement is known from the last day on which it may have been made, an outcome from the day by
which it was known. What became known later is in neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from tracker.csvfile import Kind
from tracker.dates import DateWords, parse_column
from tracker.exports.tables import csv_line
from tracker.formulas import escaped
from tracker.reference import ACTUALS, ANNOUNCEMENTS, read_columns
from tracker.store import file_stamp

ANNOUNCEMENTS_CSV: Final = "announcements.csv"
ACTUALS_CSV: Final = "actuals.csv"
KINDS: Final[Mapping[str, Kind]] = {ANNOUNCEMENTS_CSV: ANNOUNCEMENTS, ACTUALS_CSV: ACTUALS}
# Which day tells that a row was known; of what flew the day of the flight stands in for it.
KNOWN_FROM: Final = {ANNOUNCEMENTS_CSV: ("announced",), ACTUALS_CSV: ("actual", "as_of")}


class Known(NamedTuple):
    """A programme of the class: how many of its statements were known, the first and the last of
    them, when it flew (None while that was not known), when it was last looked up that it had not
    (None where it was not), and the pages behind all of it."""

    name: str
    statements: int
    first: DateWords | None
    last: DateWords | None
    flew: DateWords | None
    looked: DateWords | None
    sources: tuple[str, ...]


def file_known(folder: Path, name: str, *, as_of: date) -> bytes:
    """One of the two files with the rows that were known on a day. Raises NoReference."""
    columns = rows_known(folder, name, as_of=as_of)
    lines = [list(columns), *(map(escaped, row) for row in zip(*columns.values(), strict=True))]
    return "".join(map(csv_line, lines)).encode()


def rows_known(folder: Path, name: str, *, as_of: date) -> dict[str, list[str]]:
    """The columns of a file with the rows that were known on a day. Raises NoReference."""
    path = folder / name
    return _known(path, name, as_of, file_stamp(path))


@lru_cache(maxsize=8)
def _known(path: Path, name: str, as_of: date, _stamp: object) -> dict[str, list[str]]:
    columns = read_columns(path, KINDS[name])
    days = [parse_column(columns[column]) for column in KNOWN_FROM[name]]
    kept = [_by(found, as_of) for found in zip(*days, strict=True)]
    return {
        column: [cell for cell, keep in zip(cells, kept, strict=True) if keep]
        for column, cells in columns.items()
    }


def _by(days: tuple[object, ...], as_of: date) -> bool:
    """Whether a row was known: by the first of its days that can be read."""
    read = (day.latest for day in days if isinstance(day, DateWords) and day.latest)
    found = next(read, None)
    return found is not None and found <= as_of


def programmes(folder: Path, *, as_of: date) -> list[Known]:
    """Every programme of which a statement was known, by name. Raises NoReference."""
    said = rows_known(folder, ANNOUNCEMENTS_CSV, as_of=as_of)
    outcomes = rows_known(folder, ACTUALS_CSV, as_of=as_of)
    became = {
        name: (flew, looked)
        for name, flew, looked in zip(
            outcomes["vehicle"],
            parse_column(outcomes["actual"]),
            parse_column(outcomes["as_of"]),
            strict=True,
        )
    }
    pages = _pages(said, outcomes)
    days = parse_column(said["announced"])
    found: dict[str, list[DateWords]] = {}
    for name, day in zip(said["vehicle"], days, strict=True):
        if isinstance(day, DateWords):
            found.setdefault(name, []).append(day)
    return [
        _programme(name, found[name], became.get(name, (None, None)), pages[name])
        for name in sorted(found, key=str.casefold)
    ]


def _pages(*files: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The pages behind each programme."""
    pages: dict[str, list[str]] = {}
    for rows in files:
        for name, page in zip(rows["vehicle"], rows["source"], strict=True):
            pages.setdefault(name, []).append(page)
    return pages


def _programme(
    name: str, days: list[DateWords], became: tuple[object, object], pages: list[str]
) -> Known:
    in_order = sorted(days, key=lambda day: day.latest or date.min)
    every = (address for page in pages for address in page.split())
    flew, looked = (day if isinstance(day, DateWords) else None for day in became)
    return Known(
        name,
        len(days),
        in_order[0],
        in_order[-1],
        flew,
        looked,
        tuple(dict.fromkeys(every)),
    )
