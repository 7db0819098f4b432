"""The record as a workbook that survives editing: every cell is text, closed lists can be chosen
from, and the notes say which version of the data it is a copy of.

`tracker.imports` brings an edited one back.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

from tracker import schema
from tracker.csvfile import Table
from tracker.deltas import Subject
from tracker.exports.notes import (
    COLUMN_NOTES,
    DAY_LABEL,
    HOW_TO_EDIT,
    NOTES_SHEET,
    VERSION_LABEL,
)
from tracker.formulas import escaped
from tracker.store import Files

# Nothing that is typed becomes a formula, a number or a link.
AS_TYPED: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# 49 is the format that spreadsheets themselves call text ("@").
TEXT: Final = {"num_format": 49, "valign": "top"}
HEADING: Final = {"num_format": 49, "bold": True, "bottom": 1, "valign": "top"}
# In characters. Columns that are not named here are as wide as a short text.
WIDTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("id", "milestone"), 32),
    **dict.fromkeys(("title", "title_fr", "title_ru", "title_kk", "wording"), 44),
    **dict.fromkeys(("note", "source"), 60),
    **dict.fromkeys(("speaker", "organisation", "publisher", "place", "parties", "depends_on"), 26),
    # The longest code of a date is that of a period: 2025-12-20/2025-12-31.
    **dict.fromkeys((*schema.MILESTONE_DATES, *schema.ANNOUNCEMENT_DATES), 22),
    **dict.fromkeys(("side", "language", "confidence", "outcome"), 11),
}
USUAL_WIDTH: Final = 16
WRAPPED: Final = frozenset(
    {
        *("title", "title_fr", "title_ru", "title_kk", "wording", "note"),
        *("place", "parties", "depends_on", "speaker", "organisation", "publisher"),
    }
)
NOTES_WIDTH: Final = 100
LINE_HEIGHT: Final = 15  # points
MOST_LINES: Final = 12
# Rows that can be added and still have their lists.
ROOM: Final = 1000
LISTS: Final = {
    "category": schema.CATEGORIES,
    "outcome": schema.OUTCOMES,
    "side": schema.SIDES,
    "confidence": schema.CONFIDENCES,
}


def workbook(files: Files, *, as_of: date) -> bytes:
    """The bytes of the workbook; the same for the same data and day.

    ``as_of`` is the day that the notes tell.
    """
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, AS_TYPED)
    book.set_properties(
        {"title": "Baiterek / Soyuz-5", "created": datetime(as_of.year, as_of.month, as_of.day)}
    )
    write_table(book, "milestones", files.milestones)
    if files.announcements is not None:
        write_table(book, "announcements", files.announcements)
    write_notes(book, files, as_of=as_of)
    book.close()
    return content.getvalue()


def write_table(book: Any, subject: Subject, table: Table) -> None:
    """One sheet: the columns of the file in its order, the header kept in sight."""
    sheet = book.add_worksheet(subject)
    heading, text = book.add_format(HEADING), book.add_format(TEXT)
    wrapped = book.add_format(TEXT | {"text_wrap": True})
    last = len(table.lines)
    for row in range(last):
        texts = {name: table.columns[name][row] for name in WRAPPED.intersection(table.header)}
        make_room(sheet, row + 1, {text: WIDTHS[name] for name, text in texts.items()})
    for at, name in enumerate(table.header):
        style = wrapped if name in WRAPPED else text
        # The whole column, so that what is typed below the last row is text as well.
        sheet.set_column(at, at, WIDTHS.get(name, USUAL_WIDTH), style)
        sheet.write_string(0, at, escaped(name), heading)
        for row, cell in enumerate(table.columns[name], 1):
            if cell:
                sheet.write_string(row, at, escaped(cell), style)
        offer_list(sheet, at, last + ROOM, name, table.columns[name])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(table.header) - 1)


def make_room(sheet: Any, row: int, widths: Mapping[str, int]) -> None:
    """A row as high as its wrapped texts need; LibreOffice does not see to that by itself.

    ``widths`` are those of the columns, in characters, by the text that stands there.
    """
    needed = max((lines_of(text, width) for text, width in widths.items()), default=1)
    if needed > 1:
        sheet.set_row(row, LINE_HEIGHT * min(needed, MOST_LINES))


def lines_of(text: str, width: int) -> int:
    """The lines that a text takes when it is wrapped.

    >>> lines_of("", 10), lines_of("words of a note", 10), lines_of("two\\nlines", 10)
    (1, 2, 2)
    """
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.split("\n"))


def offer_list(sheet: Any, column: int, last: int, name: str, texts: list[str]) -> None:
    """A list to choose from where the words are known; of languages any other may be typed."""
    if name in LISTS:
        rule = {"source": list(LISTS[name]), "error_type": "stop"}
    elif name == "language":
        spoken = sorted({*schema.LANGUAGES, *filter(None, texts)})
        rule = {"source": spoken[:60], "error_type": "information"}
    else:
        return
    told = {"error_title": name, "error_message": "Choose from the list, or leave it blank."}
    sheet.data_validation(1, column, last, column, {"validate": "list", **rule, **told})


def write_notes(book: Any, files: Files, *, as_of: date) -> None:
    """How to edit, what each column means, and what the workbook is a copy of."""
    sheet = book.add_worksheet(NOTES_SHEET)
    heading = book.add_format(HEADING)
    text = book.add_format(TEXT | {"text_wrap": True})
    sheet.set_column(0, 0, 26, text)
    sheet.set_column(1, 1, NOTES_WIDTH, text)
    rows: list[tuple[str, str, bool]] = [("How to edit", "", True)]
    rows += [(str(number), line, False) for number, line in enumerate(HOW_TO_EDIT, 1)]
    for subject, table in zip(COLUMN_NOTES, files.tables, strict=False):
        rows += [("", "", False), (f"Columns of {subject}", "", True)]
        meant = COLUMN_NOTES[subject]
        rows += [(escaped(name), meant.get(name, "a column of your own"), False)
                 for name in table.header]  # fmt: skip
    rows += [("", "", False), ("This copy", "", True)]
    rows += [(VERSION_LABEL, files.version, False), (DAY_LABEL, as_of.isoformat(), False)]
    for at, (first, second, is_heading) in enumerate(rows):
        sheet.write_string(at, 0, first, heading if is_heading else text)
        sheet.write_string(at, 1, second, heading if is_heading else text)
        make_room(sheet, at, {second: NOTES_WIDTH})
