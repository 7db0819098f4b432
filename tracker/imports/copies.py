"""An edited copy of the record as values: a sheet of a workbook, or a CSV file.

NotACopy   the file holds no table of the record; the message says what to do
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tracker import csvfile
from tracker.csvfile import ANNOUNCEMENTS, MILESTONES, Kind, Table
from tracker.deltas import Subject
from tracker.distortions import Value
from tracker.messages import filled
from tracker.problems import Problem, visible

KINDS: Final[dict[Subject, Kind]] = {"milestones": MILESTONES, "announcements": ANNOUNCEMENTS}
ZIP: Final = b"PK\x03\x04"


class NotACopy(Exception):  # noqa: N818 - what the editor is told, not a fault of the program
    """The file holds no table of the record; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One table of the copy: ``rows[n]`` by column, ``lines[n]`` as the spreadsheet counts them.

    ``letters`` names the columns as the spreadsheet does; nothing for a CSV file. ``worked_out``
    are cells, by row and column, that hold a formula, and the formula.
    """

    subject: Subject
    name: str
    header: tuple[str, ...]
    rows: Sequence[dict[str, Value]]
    lines: Sequence[int]
    letters: dict[str, str] = field(default_factory=dict)
    worked_out: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def place(self, row: int, column: str) -> str:
        """Where a cell stands, as its editor finds it: "a.xlsx, sheet milestones, cell A7 (id)"."""
        line = self.lines[row]
        if column in self.letters:
            cell = f"{self.letters[column]}{line}"
            return filled(
                "{file}, cell {cell} ({column})", file=self.name, cell=cell, column=visible(column)
            )
        where = filled(
            "{file}, row {line}" if self.letters else "{file}, line {line}",
            file=self.name,
            line=line,
        )
        return (
            filled("{where} ({column})", where=where, column=visible(column)) if column else where
        )


@dataclass(frozen=True, slots=True)
class Copies:
    """The tables of one file; ``version`` is that of the data it is a copy of, "" if not told.

    ``problems`` are what is wrong with the form of the file and no error.
    """

    tables: tuple[Copy, ...]
    version: str = ""
    problems: tuple[Problem, ...] = ()


def read(path: Path, content: bytes) -> Copies:
    """The copy that a file holds. Raises NotACopy."""
    if content.startswith(ZIP):
        from tracker.imports.sheets import copies  # and its library, for a workbook alone

        return copies(path, content)
    return from_csv(path, content)


def from_csv(path: Path, content: bytes) -> Copies:
    table = csvfile.read(content, name=str(path))
    errors = [problem for problem in table.problems if problem.severity == "error"]
    if errors:
        first = errors[0]
        file = visible(first.file)
        where = filled("{file}, line {line}", file=file, line=first.line) if first.line else file
        raise NotACopy(at_fault(where, first))
    kind = csvfile.likely_kind(table.header)
    missing = [name for name in kind.required if name not in table.header]
    if missing:
        raise NotACopy(no_table(str(path)))
    rows = list(rows_of(table))
    copy = Copy(subject_of(kind), visible(str(path)), table.header, rows, table.lines)
    return Copies((copy,), problems=table.problems)


def rows_of(table: Table) -> Iterator[dict[str, Value]]:
    for row in range(len(table.lines)):
        yield {name: table.columns[name][row] for name in table.header}


def subject_of(kind: Kind) -> Subject:
    return "milestones" if kind is MILESTONES else "announcements"


def no_table(name: str) -> str:
    return filled(
        "{file} holds no table of the record. A table of milestones has the columns {columns}, one "
        "of announcements {others}, named in its first row.",
        file=visible(name),
        columns=", ".join(MILESTONES.required),
        others=", ".join(ANNOUNCEMENTS.required),
    )


def at_fault(where: str, problem: Problem) -> str:
    """A problem of a copy, and where its editor finds it."""
    return filled(
        "{where}: {message} {remedy}",
        where=where,
        message=problem.message,
        remedy=problem.remedy,
    )
