"""Lines -> cells, as RFC 4180 has them: where each cell of a line stands, quotes and all."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\r|\n")


class Misquoted(NamedTuple):
    """A quote out of place: ``fault`` is its code, ``cell`` counts from 0 and begins ``at``."""

    fault: str
    cell: int
    at: int


def split_lines(text: str) -> tuple[list[str], list[str]]:
    """The lines of a text and the line end after each, "" after an unfinished last line.

    Only LF, CRLF and CR end a line: ``str.splitlines`` also breaks at U+2028 and six others,
    which may stand in a title.
    """
    end = "\n" if "\r" not in text else "\r\n"
    if end == "\r\n" and not text.count("\r") == text.count("\n") == text.count("\r\n"):
        lines, ends = LINE_END.split(text), LINE_END.findall(text)
    else:
        lines = text.split(end)
        ends = [end] * (len(lines) - 1)
    if lines[-1]:
        return lines, [*ends, ""]
    return lines[:-1], ends


def spans(record: str, separator: str) -> list[tuple[int, int]] | Misquoted:
    """Where each cell of a record begins and ends, its quotes included."""
    found: list[tuple[int, int]] = []
    at, length = 0, len(record)
    while True:
        if record.startswith('"', at):
            end = after_closing_quote(record, at)
            if end < 0:
                return Misquoted("unclosed-quote", len(found), at)
            if end < length and record[end] != separator:
                return Misquoted("text-after-quote", len(found), at)
        else:
            end = record.find(separator, at)
            end = length if end < 0 else end
            if record.find('"', at, end) >= 0:
                return Misquoted("stray-quote", len(found), at)
        found.append((at, end))
        if end == length:
            return found
        at = end + 1


def cells(record: str, separator: str) -> list[str] | Misquoted:
    """The cells of a record, without their quotes."""
    if '"' not in record:
        return record.split(separator)
    parts = record.split('"')
    outside, inside = parts[::2], iter(parts[1::2])
    found: list[str] = []
    # What lies outside of quotes, with one quote for each stretch inside: a cell is then either
    # quotes alone, n of them when it holds n - 1 doubled ones, or has none.
    for cell in '"'.join(outside).split(separator):
        if '"' not in cell:
            found.append(cell)
        elif cell.strip('"'):
            break
        else:
            found.append('"'.join(islice(inside, len(cell))))
    else:
        if len(parts) % 2:
            return found
    return misquoted(record, separator)


def misquoted(record: str, separator: str) -> Misquoted:
    found = spans(record, separator)
    assert isinstance(found, Misquoted), record
    return found


def after_closing_quote(record: str, opening: int) -> int:
    """The place after the quote that closes the one at ``opening``, -1 when none does."""
    at = opening + 1
    while (quote := record.find('"', at)) >= 0:
        if not record.startswith('"', quote + 1):
            return quote + 1
        at = quote + 2
    return -1


def lines_of_record(lines: list[str], at: int, *, reach: int) -> tuple[int, int]:
    """How many lines the record on line ``at`` takes when its quoted cell is still open there.

    A record has an even number of quotes, so it ends on the next line with an odd one. 0 when no
    such line is there; the second number is the length looked at, more than ``reach`` when the
    search was given up.
    """
    length = len(lines[at])
    for end in range(at + 1, len(lines)):
        length += len(lines[end])
        if length > reach:
            return 0, length
        if lines[end].count('"') % 2:
            return end + 1 - at, length
    return 0, length


def span_of(record: str, separator: str, cell: int) -> tuple[int, int] | None:
    """Where a cell stands in a record, None when there is no such cell; of a misquoted record the
    faulty cell reaches to its next separator."""
    found = spans(record, separator)
    if isinstance(found, Misquoted):
        end = record.find(separator, found.at)
        at_fault = (found.at, end if end >= 0 else len(record))
        return at_fault if cell == found.cell else None
    return found[cell] if cell < len(found) else None
