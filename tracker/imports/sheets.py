"""The sheets of a workbook as tables of the record, whatever else it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tracker.csvfile import Kind, header_faults
from tracker.deltas import Subject
from tracker.distortions import Value
from tracker.exports.notes import NOTES_SHEET, VERSION_LABEL
from tracker.faults import Place
from tracker.formulas import unescaped
from tracker.imports.copies import KINDS, Copies, Copy, NotACopy, at_fault, no_table
from tracker.imports.workbook import NotReadable, Sheet, column_name, sheets
from tracker.messages import filled, joined, reason
from tracker.problems import visible

VERSION: Final = re.compile(r"[0-9a-f]{64}")


def copies(path: Path, content: bytes) -> Copies:
    """The tables of a workbook, and the version of which it says to be a copy. Raises NotACopy."""
    try:
        found = sheets(content)
    except NotReadable as refusal:
        told = filled("{file}: {why}.", file=visible(str(path)), why=reason(refusal))
        raise NotACopy(told) from None
    version = next((version_in(each) for each in found if each.name == NOTES_SHEET), "")
    tables = [table for each in found if (table := table_of(path, each, ours=bool(version)))]
    if not tables:
        raise NotACopy(no_table(str(path)))
    if len({table.subject for table in tables}) < len(tables):
        names = joined([table.name for table in tables], between=", ")
        raise NotACopy(
            filled("Two sheets hold the same table ({names}): delete one of them.", names=names)
        )
    return Copies(tuple(tables), version)


def version_in(notes: Sheet) -> str:
    """The version that the notes tell, "" when they do not any more."""
    for label, text, *_ in (row for row in notes.rows if len(row) > 1):
        if label == VERSION_LABEL and isinstance(text, str) and VERSION.fullmatch(text.strip()):
            return text.strip()
    return ""


def table_of(path: Path, sheet: Sheet, *, ours: bool) -> Copy | None:
    """The table of the record that a sheet holds, None when it holds none. Raises NotACopy.

    ``ours``: text that looks like a formula was escaped when the workbook was made.
    """
    at = next((at for at, row in enumerate(sheet.rows) if any(map(said, row))), 0)
    header = tuple(said(cell) for cell in sheet.rows[at]) if sheet.rows else ()
    kind = kind_of(header)
    if not kind:
        return None
    subject, wanted = kind
    name = filled("{file}, sheet {sheet}", file=visible(str(path)), sheet=visible(sheet.name))
    refuse_header(name, at, header, wanted)
    rows = list(rows_below(sheet, at, header, ours=ours))
    letters = {column: column_name(number) for number, column in enumerate(header) if column}
    places = {letter: column for column, letter in letters.items()}
    numbers = {line: row for row, (line, _) in enumerate(rows)}
    return Copy(
        subject,
        name,
        tuple(letters),
        [cells for _, cells in rows],
        [line for line, _ in rows],
        letters,
        dict(worked_out(sheet.worked_out, numbers, places)),
    )


def said(cell: Value) -> str:
    """The name that a cell of the header gives a column."""
    return unescaped(cell).strip() if isinstance(cell, str) else str(cell)


def kind_of(header: Sequence[str]) -> tuple[Subject, Kind] | None:
    """The table whose columns the header names; one that lacks a needed column is none."""
    for subject, kind in KINDS.items():
        if set(kind.required) <= set(header):
            return subject, kind
    return None


def refuse_header(name: str, at: int, header: tuple[str, ...], kind: Kind) -> None:
    # Columns without a name that are blank all the way are the spreadsheet's margin.
    names = [column for column in header if column]
    for problem in header_faults(names, place=Place(name, at + 1), kind=kind):
        if problem.severity == "error":
            where = filled("{file}, row {line}", file=name, line=at + 1)
            raise NotACopy(at_fault(where, problem))


def rows_below(
    sheet: Sheet, head: int, header: tuple[str, ...], *, ours: bool
) -> Iterator[tuple[int, dict[str, Value]]]:
    """The rows that say something, each with its number in the sheet."""
    for at, row in enumerate(sheet.rows[head + 1 :], head + 1):
        named = [(name, as_typed(cell, ours=ours)) for name, cell in zip(header, row, strict=False)]
        stray = [cell for name, cell in named if not name and not is_blank(cell)]
        if stray:
            raise NotACopy(
                filled(
                    "Sheet {sheet}, row {line}: '{text}' stands in a column without a name. Name "
                    "it in the first row, or delete the cell.",
                    sheet=visible(sheet.name),
                    line=at + 1,
                    text=visible(str(stray[0]), 40),
                )
            )
        if not all(is_blank(cell) for _, cell in named):
            yield at + 1, {name: cell for name, cell in named if name}


def is_blank(cell: Value) -> bool:
    return isinstance(cell, str) and not cell.strip()


def as_typed(cell: Value, *, ours: bool) -> Value:
    return unescaped(cell) if ours and isinstance(cell, str) else cell


def worked_out(
    cells: Mapping[str, str], numbers: dict[int, int], places: dict[str, str]
) -> Iterator[tuple[tuple[int, str], str]]:
    """Cells with a formula, by row and column of the table."""
    for cell, formula in cells.items():
        letters = cell.rstrip("0123456789")
        line = int(cell[len(letters) :] or 0)
        if letters in places and line in numbers:
            yield (numbers[line], places[letters]), formula
