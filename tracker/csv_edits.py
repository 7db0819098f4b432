"""Rows -> bytes: edits of a file that leave every byte alone but those of the edit.

The file is kept as the text of its records. A cell that was quoted stays quoted; encoding, mark,
separator, line ends, columns and blank lines are those of the file.

CannotWrite    what was typed cannot stand in this file; the message says why and what to do
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tracker.csvfile import Kind, Table, reread
from tracker.messages import filled, reason
from tracker.problems import visible
from tracker.records import Misquoted, cells, lines_of_record, spans, split_lines
from tracker.rows import QUOTE_REACH

MARK_BYTES: Final = {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2}
SHOWN_AT_MOST: Final = 40


class CannotWrite(ValueError):  # noqa: N818 - what the editor is told, not a fault of the program
    """What was typed cannot stand in this file; the message says why and what to do."""


class Record(NamedTuple):
    """A row, the header or a blank line: its text, quotes and all, and the line end after it."""

    text: str
    end: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as the records it is written in.

    ``records[rows[row]]`` is the record of a row of the table, ``records[head]`` the header.
    """

    name: str
    encoding: str
    mark: bytes
    separator: str
    newline: str
    header: tuple[str, ...]
    records: tuple[Record, ...]
    rows: tuple[int, ...]
    head: int

    @property
    def content(self) -> bytes:
        """The bytes of the file. Raises CannotWrite for what its encoding has no bytes for."""
        text = "".join(part for record in self.records for part in record)
        return self.mark + encoded(text, self.encoding, self.name)

    def cells(self, row: int) -> list[str]:
        """What a row says under each name of the header."""
        found = cells(self.records[self.rows[row]].text, self.separator)
        assert not isinstance(found, Misquoted), found
        return found

    def columns(self) -> dict[str, list[str]]:
        """What the file says under each name of its header, row by row."""
        found = [self.cells(row) for row in range(len(self.rows))]
        return {name: [row[at] for row in found] for at, name in enumerate(self.header)}


def document(content: bytes, table: Table) -> Document:
    """The records of a file that was read without an error of form."""
    assert not table.refused, table.name
    how = table.dialect
    mark = content[: MARK_BYTES[how.encoding] if how.bom else 0]
    lines, ends = split_lines(content[len(mark) :].decode(how.encoding))
    records: list[Record] = []
    rows: list[int] = []
    begun = set(table.lines)
    at = 0
    while at < len(lines):
        taken = 1
        record = Record(lines[at], ends[at])
        if at + 1 in begun:
            rows.append(len(records))
            if lines[at].count('"') % 2:
                taken, _ = lines_of_record(lines, at, reach=QUOTE_REACH)
                record = record_of(lines[at : at + taken], ends[at : at + taken])
        records.append(record)
        at += taken
    return Document(
        name=table.name,
        encoding=how.encoding,
        mark=mark,
        separator=how.separator,
        newline=how.newline,
        header=table.header,
        records=tuple(records),
        rows=tuple(rows),
        head=head_of(lines, bool(how.sep_line)),
    )


def record_of(lines: list[str], ends: list[str]) -> Record:
    inside = "".join(line + end for line, end in zip(lines[:-1], ends, strict=False))
    return Record(inside + lines[-1], ends[-1])


def head_of(lines: list[str], has_sep_line: bool) -> int:
    """The header is the first line that is not blank, below a line "sep=;"."""
    return next(at for at in range(int(has_sep_line), len(lines)) if lines[at].strip())


def with_cells(file: Document, changes: Mapping[tuple[int, str], str]) -> Document:
    """The file with other texts in some cells, by row and column; no other byte changes."""
    records = list(file.records)
    for (row, column), text in changes.items():
        at = file.rows[row]
        record = records[at]
        begin, end = span(file, record, column)
        quoted = record.text.startswith('"', begin)
        cell = written(text, file, column, quoted=quoted)
        records[at] = record._replace(text=record.text[:begin] + cell + record.text[end:])
        refuse_blank_row(file, records[at])
    return replace(file, records=tuple(records))


def span(file: Document, record: Record, column: str) -> tuple[int, int]:
    """Where the column's cell stands in the record, its quotes included."""
    if column not in file.header:
        raise CannotWrite(no_column(file, column))
    found = spans(record.text, file.separator)
    assert not isinstance(found, Misquoted), record
    return found[file.header.index(column)]


def no_column(file: Document, column: str) -> str:
    return filled(
        "{file} has no column '{column}'. `tracker fmt --column {column}` adds it.",
        file=visible(file.name),
        column=visible(column),
    )


def with_rows(file: Document, added: Mapping[int, Sequence[Mapping[str, str]]]) -> Document:
    """The file with more rows: those under ``at`` stand before row ``at``, in their order.

    Cells that are not named are blank. A row below one in which every cell is quoted has them
    quoted too. A file that ended without a line end still does.
    """
    below = {file.rows[at - 1] if at else file.head: rows for at, rows in added.items()}
    begun = set(file.rows)
    records: list[Record] = []
    rows: list[int] = []
    for place, record in enumerate(file.records):
        if place in begun:
            rows.append(len(records))
        records.append(record)
        for row_cells in below.get(place, ()):
            *_, above = records
            new = new_record(file, row_cells, above=above)
            records[-1] = above._replace(end=above.end or file.newline)
            rows.append(len(records))
            records.append(new._replace(end=above.end))
    return replace(file, records=tuple(records), rows=tuple(rows))


def new_record(file: Document, row_cells: Mapping[str, str], *, above: Record) -> Record:
    """A row more as it is written below another. Raises CannotWrite."""
    for column in row_cells:
        if column not in file.header and row_cells[column]:
            raise CannotWrite(no_column(file, column))
    found = spans(above.text, file.separator)
    assert not isinstance(found, Misquoted), above
    quoted = all(above.text.startswith('"', begin) for begin, _ in found)
    texts = [
        written(row_cells.get(name, ""), file, name, quoted=quoted) if name else ""
        for name in file.header
    ]
    record = Record(file.separator.join(texts), file.newline)
    refuse_blank_row(file, record)
    return record


def without_rows(file: Document, gone: Collection[int]) -> Document:
    """The file with some rows less; a file that ended without a line end still does."""
    places = {file.rows[row] for row in gone}
    begun = set(file.rows)
    records: list[Record] = []
    rows: list[int] = []
    for place, record in enumerate(file.records):
        if place in places:
            continue
        if place in begun:
            rows.append(len(records))
        records.append(record)
    if records and not file.records[-1].end:
        records[-1] = records[-1]._replace(end="")
    return replace(file, records=tuple(records), rows=tuple(rows))


def with_column(file: Document, column: str) -> Document:
    """The file with one more column at the end of every row, blank but for its name."""
    if column in file.header:
        return file
    records = list(file.records)
    name = written(column, file, column, quoted=records[file.head].text.endswith('"'))
    for at in (file.head, *file.rows):
        cell = name if at == file.head else ""
        records[at] = records[at]._replace(text=records[at].text + file.separator + cell)
    return replace(file, records=tuple(records), header=(*file.header, column))


def reordered(file: Document, order: Sequence[int]) -> Document:
    """The file with its rows in another order: ``order[n]`` is the row that comes n-th.

    Blank lines stay on their places; a row takes its line end along.
    """
    records = list(file.records)
    unfinished = not records[-1].end
    if unfinished:
        records[-1] = records[-1]._replace(end=file.newline)
    moved = [records[file.rows[row]] for row in order]
    for place, record in zip(file.rows, moved, strict=True):
        records[place] = record
    if unfinished:
        records[-1] = records[-1]._replace(end="")
    return replace(file, records=tuple(records))


def written(text: str, file: Document, column: str, *, quoted: bool) -> str:
    """A cell as it stands in the file. Raises CannotWrite."""
    try:
        if "\x00" in text:
            raise CannotWrite(
                filled("has a NUL character, which no CSV file can hold: type it again")
            )
        encoded(text, file.encoding, file.name)
    except CannotWrite as refusal:
        raise CannotWrite(
            filled(
                "'{start}' in column '{column}': {why}.",
                start=visible(text, SHOWN_AT_MOST),
                column=visible(column),
                why=reason(refusal),
            )
        ) from None
    # A bare CR ends a line for most readers, so it is quoted like an LF.
    if quoted or any(letter in text for letter in (file.separator, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def encoded(text: str, encoding: str, name: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        if "\ud800" <= letter <= "\udfff":
            said = filled(
                "has half a character ({letter}), which no file can hold: type it again",
                letter=visible(letter),
            )
        else:
            said = filled(
                "'{letter}' cannot be written in {encoding}, the encoding of {file}: save the file "
                "as UTF-8 first (in Excel 'CSV UTF-8')",
                letter=letter,
                encoding=encoding.replace("cp", "windows-"),
                file=visible(name),
            )
        raise CannotWrite(said) from None


def refuse_blank_row(file: Document, record: Record) -> None:
    """A row of blanks alone is read as no row: what should go is to be deleted."""
    found = cells(record.text, file.separator)
    assert not isinstance(found, Misquoted), record
    if not "".join(found).strip():
        raise CannotWrite(
            filled("A row of {file} cannot be blank: delete it instead.", file=visible(file.name))
        )


def read_back(file: Document, kind: Kind | None = None) -> bytes:
    """The bytes of the file, once it is sure that a reader finds in them what was written.

    A file in an old encoding is recognised by its words; an edit can take away those that told.
    Form that a reader refuses with an error is left to be told by the checks. Raises CannotWrite.
    """
    content = file.content
    table = reread(content, name=file.name, kind=kind)
    found = {name: table.columns[name] for name in file.header}
    if not table.refused and found != file.columns():
        raise CannotWrite(
            filled(
                "With this change the encoding of {file} could not be told any more: save the file "
                "as UTF-8 first (in Excel 'CSV UTF-8').",
                file=visible(file.name),
            )
        )
    return content
