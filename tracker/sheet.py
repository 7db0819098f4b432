"""A table with its dates read: what the checks look at.

Each distinct text is looked at once; rows are walked only for texts that are known to be faulty.
That is what makes 100,000 rows quick without a frame.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tracker.csvfile import Table
from tracker.dates import DateWords, UnreadableDate, parse_column
from tracker.faults import Place, fault
from tracker.problems import Problem
from tracker.schema import WITHDRAWN


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The distinct texts of one column of dates: how each reads, or why it does not."""

    words: dict[str, DateWords]
    unreadable: dict[str, UnreadableDate]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table and its date columns by name."""

    table: Table
    dates: dict[str, DateColumn]

    def __getitem__(self, column: str) -> list[str]:
        return self.table.columns[column]

    def words(self, column: str, row: int) -> DateWords | None:
        """What the cell allows, None when it is blank, withdrawn or unreadable."""
        return self.dates[column].words.get(self[column][row])

    def rows_with(self, column: str, texts: Collection[str]) -> Iterator[int]:
        """The rows whose cell is one of the texts."""
        if not texts:
            return iter(())
        return (row for row, text in enumerate(self[column]) if text in texts)

    def place(self, row: int, column: str) -> Place:
        return Place(self.table.name, self.table.lines[row], column)

    def fault(self, key: str, row: int, column: str, **facts: object) -> Problem:
        """The fault of one cell."""
        return fault(key, self.place(row, column), self[column][row], **facts)


def sheet(table: Table, date_columns: Sequence[str]) -> Sheet:
    """The table with its date columns read, each in the digit order that it proves itself."""
    return Sheet(table, {column: read_dates(table.columns[column]) for column in date_columns})


def read_dates(texts: list[str]) -> DateColumn:
    distinct = [text for text in set(texts) if not is_withdrawn(text)]
    words: dict[str, DateWords] = {}
    unreadable: dict[str, UnreadableDate] = {}
    for text, found in zip(distinct, parse_column(distinct), strict=True):
        if isinstance(found, UnreadableDate):
            unreadable[text] = found
        elif found is not None:
            words[text] = found
    return DateColumn(words, unreadable)


def is_withdrawn(text: str) -> bool:
    """Whether a cell says that the promise was taken back and no new date given."""
    return text.strip().casefold() == WITHDRAWN


def is_blank(text: str) -> bool:
    return not text or text.isspace()
