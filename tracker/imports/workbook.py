"""A workbook as sheets of values, each cell with the place under which a spreadsheet shows it.

Cells that hold a formula or no result are found in the parts of the file itself: the reader of
values gives a blank for the one and the last result for the other, and neither was typed.

NotReadable   the file is no workbook that can be read; the message says what to do
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import unescape

from python_calamine import CalamineError, CalamineWorkbook

from tracker.csvfile import MAX_COLUMNS
from tracker.decoding import MAX_BYTES
from tracker.distortions import Value
from tracker.messages import filled, several
from tracker.problems import visible

MOST_ROWS: Final = 100_000
SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')
CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)


# What the readers of zip files and of workbooks say of bytes that are neither.
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, CalamineError),
    *(EOFError, KeyError, OSError, RuntimeError, StopIteration, ValueError),
)


class NotReadable(Exception):  # noqa: N818 - what the editor is told, not a fault of the program
    """The file is no workbook that can be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from its cell A1 on; ``worked_out`` has the cells whose value nobody typed, by
    name ("B7"), with the formula that gives it, "" where there is only an error."""

    name: str
    rows: Sequence[Sequence[Value]]
    worked_out: Mapping[str, str]


def sheets(content: bytes) -> list[Sheet]:
    """All sheets of a workbook. Raises NotReadable."""
    if len(content) > MAX_BYTES:
        raise NotReadable(filled("it is larger than {n} MB", n=MAX_BYTES // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            places = part_names(parts)
            worked_out = {name: dict(formulas(parts, part)) for name, part in places.items()}
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [sheet(book, name, worked_out[name]) for name in places]
    except BROKEN as error:
        raise NotReadable(
            filled(
                "it is no workbook that can be read ({why}): save it again as .xlsx",
                why=visible(str(error), 80),
            )
        ) from None


def sheet(book: CalamineWorkbook, name: str, worked_out: Mapping[str, str]) -> Sheet:
    found = book.get_sheet_by_name(name)
    if found.total_height > MOST_ROWS or found.total_width > MAX_COLUMNS * 2:
        raise NotReadable(
            several(
                "sheet {sheet} has {n} row: delete the blank ones",
                "sheet {sheet} has {n} rows: delete the blank ones",
                found.total_height,
                sheet=visible(name),
            )
        )
    rows: Sequence[Sequence[Value]] = found.to_python(skip_empty_area=False)  # type: ignore[assignment]
    return Sheet(name, rows, worked_out)


def part_names(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part of the file that holds each sheet."""
    relations = [
        attributes(tag) for tag in RELATION.findall(part(parts, "xl/_rels/workbook.xml.rels"))
    ]
    targets = {each["Id"]: each["Target"] for each in relations}
    found = {}
    for tag in map(attributes, SHEET.findall(part(parts, "xl/workbook.xml"))):
        # The prefix of the attribute is the writer's choice: "r:id" for most.
        target = next(targets[text] for name, text in tag.items() if name.endswith(":id"))
        if "worksheet" in target:
            found[tag["name"]] = full(target)
    return found


def attributes(tag: bytes) -> dict[str, str]:
    entities = {"&quot;": '"', "&apos;": "'"}
    return {
        name.decode(): unescape(value.decode("utf-8", "replace"), entities)
        for name, value in ATTRIBUTE.findall(tag)
    }


def full(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def part(parts: zipfile.ZipFile, name: str) -> bytes:
    # A part is never larger unpacked than a file of ours may be, several times over.
    if parts.getinfo(name).file_size > 4 * MAX_BYTES:
        raise ValueError(f"{name} is too large")
    return parts.read(name)


def formulas(parts: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """The cells that hold a formula, or an error in the place of a result."""
    for head, inside in CELL.findall(part(parts, name)):
        said = attributes(head)
        formula = FORMULA.search(inside)
        if formula:
            yield said.get("r", ""), "=" + unescape((formula[1] or b"").decode("utf-8", "replace"))
        elif said.get("t") == "e":
            yield said.get("r", ""), ""


def cell_name(row: int, column: int) -> str:
    """The name of a cell, both counted from 0.

    >>> cell_name(0, 0), cell_name(11, 27)
    ('A1', 'AB12')
    """
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
