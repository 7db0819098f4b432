"""Bytes -> rows: a strict reader of CSV that keeps every cell as typed and places every fault.

The authority is RFC 4180; beyond it a semicolon or a tab may separate, CR or LF alone may end a
line, and Excel's ``sep=;`` line is understood. Nothing becomes a number, nothing becomes "no
value" by its text, and nothing that is wrong is read over in silence.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from tracker import schema
from tracker.decoding import Decoding, decoding, pieces
from tracker.faults import Place, fault
from tracker.misfits import CONFLICT_BEGINS
from tracker.problems import Problem
from tracker.records import Misquoted, cells, span_of, split_lines
from tracker.rows import Rows

MAX_COLUMNS: Final = 200
SEPARATORS: Final = (",", ";", "\t")
SEP_LINE: Final = re.compile(r'"?sep=([^\w"\s]|\t)"?', re.IGNORECASE)
# Longer than any header of 200 names: only so much of a first line is looked at.
LONGEST_HEADER: Final = 100_000

# A table with one of these faults is no table of milestones at all.
NO_TABLE: Final = frozenset({"not-a-table", "empty-file", "missing-column"})


class Kind(NamedTuple):
    """A table by its columns: all that are known, and those without which it is not one."""

    columns: tuple[str, ...]
    required: tuple[str, ...]


MILESTONES: Final = Kind(schema.MILESTONE_COLUMNS, schema.MILESTONE_REQUIRED)
ANNOUNCEMENTS: Final = Kind(schema.ANNOUNCEMENT_COLUMNS, schema.ANNOUNCEMENT_REQUIRED)
EITHER: Final = Kind((*MILESTONES.columns, *ANNOUNCEMENTS.columns), ())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the bytes are written, remembered so that a later save changes nothing else."""

    encoding: str = "utf-8"  # as Python names it; "utf-16-le" goes with a mark
    bom: bool = False
    separator: str = ","
    newline: str = "\n"  # the most frequent one
    sep_line: str = ""  # the line "sep=;" as typed, "" when there is none
    final_newline: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file as columns of text.

    ``header`` is what the file names; ``columns`` has besides, all blank, every known column that
    the file leaves out. ``lines[row]`` is the line of the file (from 1) on which the row begins.
    A ``refused`` table keeps the rows that could be read, and must not replace a good one.
    """

    name: str
    header: tuple[str, ...]
    columns: dict[str, list[str]]
    lines: Sequence[int]
    dialect: Dialect
    problems: tuple[Problem, ...]
    refused: bool


class Head(NamedTuple):
    """The header with what stands before it; ``at`` counts the lines up to and with it."""

    names: list[str]
    separator: str
    sep_line: str
    at: int
    problems: list[Problem]


def read(content: bytes, *, name: str, kind: Kind | None = None) -> Table:
    """The table that the bytes hold, with every fault of their form; never raises for them.

    >>> table = read(b"id,title\\nsoyuz5,Soyuz-5\\n", name="milestones.csv")
    >>> table.columns["title"], list(table.lines)
    (['Soyuz-5'], [2])
    """
    how = decoding(content, name=name)
    batches = (split_lines(text) for text in pieces(content, how)) if how.encoding else iter(())
    lines, ends = next(batches, ([], []))
    head = read_head(lines, place=Place(name), kind=kind)
    if head is None or len(head.names) > MAX_COLUMNS:
        return without_rows(name, how, head, kind=kind or EITHER)
    rows = Rows(head.names, head.separator, place=Place(name), line=head.at + 1)
    rows.newlines.update(ends[: head.at])
    rows.take(lines[head.at :], ends[head.at :])
    for lines, ends in batches:
        rows.take(lines, ends)
    rows.finish()
    return table(name, how, head, rows, kind=kind or likely_kind(head.names))


# An edit reads back what it has written, and then that is checked, shown and edited again.
reread = lru_cache(maxsize=4)(read)


def table(name: str, how: Decoding, head: Head, rows: Rows, *, kind: Kind) -> Table:
    problems = (*how.problems, *head.problems, *rows.problems)
    columns: dict[str, list[str]] = {}
    for column, texts in zip(head.names, rows.columns, strict=True):
        columns.setdefault(column, texts)
    blank = [""] * len(rows.lines)
    dialect = Dialect(
        how.encoding,
        how.bom,
        head.separator,
        newline=rows.newline,
        sep_line=head.sep_line,
        final_newline=rows.final_newline,
    )
    return Table(
        name=name,
        header=tuple(head.names),
        columns=columns | {known: blank for known in kind.columns if known not in columns},
        lines=rows.lines,
        dialect=dialect,
        problems=problems,
        refused=any(problem.severity == "error" for problem in problems),
    )


def without_rows(name: str, how: Decoding, head: Head | None, *, kind: Kind) -> Table:
    """What is left of a file that cannot be read: its problems."""
    problems = (*how.problems, *(head.problems if head else ()))
    names = tuple(head.names[:MAX_COLUMNS]) if head else ()
    return Table(
        name=name,
        header=names,
        columns={column: [] for column in (*names, *kind.columns)},
        lines=array("I"),
        dialect=Dialect(how.encoding or "utf-8", how.bom),
        problems=problems or (fault("empty-file", Place(name)),),
        refused=True,
    )


def read_head(lines: list[str], *, place: Place, kind: Kind | None) -> Head | None:
    """The first line that names columns, None when there is none."""
    sep_line = next(iter(lines), "")
    declared = SEP_LINE.fullmatch(sep_line)
    start = 1 if declared else 0
    problems: list[Problem] = []
    at = 0
    for at in range(start, len(lines)):
        if lines[at].startswith(CONFLICT_BEGINS):
            problems.append(fault("git-conflict", place.on(at + 1)))
        elif lines[at].strip():
            break
    else:
        return None
    line = lines[at][:LONGEST_HEADER]
    separator = separator_of(line, declared=declared[1] if declared else "")
    names = names_of(line, separator)
    here = place.on(at + 1)
    problems += quote_faults(line, separator, here)
    problems += header_faults(names, place=here, kind=kind or likely_kind(names))
    return Head(names, separator, sep_line if declared else "", at + 1, problems)


def names_of(line: str, separator: str) -> list[str]:
    found = cells(line, separator)
    names = line.split(separator) if isinstance(found, Misquoted) else found
    return [name.strip() for name in names]


def quote_faults(line: str, separator: str, place: Place) -> list[Problem]:
    found = cells(line, separator)
    if not isinstance(found, Misquoted):
        return []
    return [fault(found.fault, place, line=place.line)]


def separator_of(line: str, *, declared: str) -> str:
    """The separator under which the header names the most known columns."""
    known = set(EITHER.columns)
    candidates = dict.fromkeys((declared, *SEPARATORS) if declared else SEPARATORS)

    def names_known(separator: str) -> tuple[int, int]:
        names = names_of(line, separator)
        return len(known.intersection(names)), len(names)

    return max(candidates, key=names_known)


def likely_kind(names: Sequence[str]) -> Kind:
    return max(MILESTONES, ANNOUNCEMENTS, key=lambda kind: len({*kind.columns} & {*names}))


def header_faults(names: list[str], *, place: Place, kind: Kind) -> list[Problem]:
    if len(names) > MAX_COLUMNS:
        return [fault("too-many-columns", place, found=len(names), limit=MAX_COLUMNS)]
    return [
        *blank_and_duplicate(names, place),
        *missing_and_misspelt(names, place, kind),
    ]


def blank_and_duplicate(names: list[str], place: Place) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for at, name in enumerate(names, 1):
        if not name:
            yield fault("blank-column", place, number=at, count=len(names))
        elif name in first:
            yield fault("duplicate-column", place.under(name), name, first=first[name], second=at)
        else:
            first[name] = at


def missing_and_misspelt(names: list[str], place: Place, kind: Kind) -> Iterator[Problem]:
    missing = [column for column in kind.columns if column not in names]
    meant: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if name and name not in kind.columns and (column := nearest(name, missing)):
            meant.setdefault(column, name)
    for column in missing:
        found = meant.get(column, "")
        if column in kind.required:
            key = "missing-column:misspelt" if found else "missing-column"
            header = ", ".join(name for name in names if name)
            yield fault(key, place.under(column), found, header=header, found=found)
        elif found:
            yield fault("misspelt-column", place.under(found), found, meant=column)


def nearest(name: str, columns: list[str]) -> str:
    """The missing column that a name must mean, "" when none is near."""
    plain = re.sub(r"[\W_]+", "_", name.casefold())
    if plain in columns:
        return plain
    from difflib import get_close_matches  # seldom needed, and slow to import

    return next(iter(get_close_matches(plain, columns, n=1, cutoff=0.78)), "")


class Source(NamedTuple):
    """The lines of a file as typed, to quote them in a message."""

    lines: list[str]
    header: tuple[str, ...]
    separator: str

    def line(self, number: int) -> str:
        """A line by its number from 1, "" when there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def span(self, number: int, column: str) -> tuple[int, int] | None:
        """Where the column's cell stands in the line, None when it cannot be told."""
        if column not in self.header:
            return None
        return span_of(self.line(number), self.separator, self.header.index(column))


def source(content: bytes, table: Table) -> Source:
    """The lines that a table was read from."""
    mark = (
        {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2}[table.dialect.encoding]
        if table.dialect.bom
        else 0
    )
    text = content[mark:].decode(table.dialect.encoding, "replace")
    return Source(split_lines(text)[0] if text else [], table.header, table.dialect.separator)
