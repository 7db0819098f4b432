"""The form of the files, as far as it was asked for: the order of rows, the spelling of dates, a
column that is missing. What the files say stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from tracker import schema
from tracker.csv_edits import document, read_back, reordered, with_cells, with_column
from tracker.csvfile import Table
from tracker.date_names import ABOUT, BOTH, PERHAPS
from tracker.dates import DateWords, UnreadableDate, parse
from tracker.deltas import CannotEdit, Draft, Subject
from tracker.edits import Rewrite
from tracker.messages import filled
from tracker.ordering import RANKS, order
from tracker.problems import visible
from tracker.sheet import read_dates
from tracker.store import Content, Files

DATE_COLUMNS: Final[dict[Subject, tuple[str, ...]]] = {
    "milestones": schema.MILESTONE_DATES,
    "announcements": schema.ANNOUNCEMENT_DATES,
}
COLUMNS: Final[dict[Subject, tuple[str, ...]]] = {
    "milestones": schema.MILESTONE_COLUMNS,
    "announcements": schema.ANNOUNCEMENT_COLUMNS,
}
MARKS: Final = {"": "", ABOUT: "~", PERHAPS: "?", BOTH: "%"}
# Forms that are codes already, ours or those of the standards: nobody needs another one of them.
CODE: Final = re.compile(r"(?:NET |by )?[0-9X./QHW~?%-]+")


class Tidying(NamedTuple):
    """What was asked for."""

    sort: bool = False
    dates: bool = False
    columns: tuple[str, ...] = ()


def tidied(asked: Tidying) -> Rewrite:
    """The rewriting of both files that does what was asked and nothing else.

    Raises CannotEdit for a column that is none of the product's.
    """

    def rewrite(files: Files, standing: Content) -> Draft:
        refuse_unknown(asked.columns)
        milestones = with_form(files.milestones, standing.milestones, "milestones", asked)
        announcements = standing.announcements
        if files.announcements is not None and announcements is not None:
            announcements = with_form(files.announcements, announcements, "announcements", asked)
        return Draft(Content(milestones, announcements))

    return rewrite


def refuse_unknown(columns: tuple[str, ...]) -> None:
    known = list(dict.fromkeys(name for names in COLUMNS.values() for name in names))
    for column in columns:
        if column not in known:
            raise CannotEdit(
                filled(
                    "'{column}' is no column of the record: {known}.",
                    column=visible(column),
                    known=", ".join(known),
                )
            )


def with_form(table: Table, content: bytes, subject: Subject, asked: Tidying) -> bytes:
    file = document(content, table)
    if asked.dates:
        file = with_cells(file, dict(respelt(table, subject)))
    if asked.sort:
        file = reordered(file, order(RANKS[subject](table)))
    for column in asked.columns:
        # A column of both files is wanted in those that lack it.
        if column in COLUMNS[subject]:
            file = with_column(file, column)
    return read_back(file)


def respelt(table: Table, subject: Subject) -> Iterator[tuple[tuple[int, str], str]]:
    """Cells with a date that a code says just as well, and the code."""
    for column in DATE_COLUMNS[subject]:
        if column not in table.header:
            continue
        words = read_dates(table.columns[column]).words
        codes = {text: code for text in words if (code := code_of(words[text])) != text}
        for row, text in enumerate(table.columns[column]):
            if text in codes:
                yield (row, column), codes[text]


def code_of(words: DateWords) -> str:
    """The code that is read as the words are, with the same doubt; the words where none is.

    >>> code_of(parse("IV кв. 2025")), code_of(parse("8 апреля 2025"))
    ('2025-Q4', '2025-04-08')
    >>> code_of(parse("fin 2025"))  # vaguer than a quarter, and to stay so
    'fin 2025'
    """
    if CODE.fullmatch(words.text) and not words.caution:
        return words.text
    for code in candidates(words):
        try:
            found = parse(code)
        except UnreadableDate:
            continue
        if reading(found) == reading(words):
            return code
    return words.text


def reading(words: DateWords) -> tuple[object, ...]:
    """All that the words say, but for how they say it."""
    return (
        words.earliest,
        words.latest,
        words.precision,
        words.qualifier,
        words.floor,
        words.ceiling,
        words.ends,
    )


def candidates(words: DateWords) -> Iterator[str]:
    """Codes that may be read as the words are."""
    mark = MARKS.get(words.qualifier, "")
    if words.floor and words.earliest:
        day = words.earliest
        yield from (f"NET {code}{mark}" for code in (period(words.precision, day), str(day)))
    elif words.ceiling and words.latest:
        day = words.latest
        yield from (f"by {code}{mark}" for code in (period(words.precision, day), str(day)))
    elif words.earliest and words.latest:
        yield period(words.precision, words.earliest) + mark
        first, last = words.ends or ("day", "day")
        yield f"{period(first, words.earliest)}/{period(last, words.latest)}{mark}"


def period(precision: str, day: date) -> str:
    """The code of the period of a kind that holds a day.

    >>> period("quarter", date(2025, 11, 3)), period("week", date(2025, 12, 29))
    ('2025-Q4', '2026-W01')
    """
    thursday = day + timedelta(days=3 - day.weekday())
    codes = {
        "month": f"{day.year}-{day.month:02}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "half": f"{day.year}-H{(day.month + 5) // 6}",
        "year": f"{day.year}",
        "decade": f"{day.year // 10}X",
        "week": f"{thursday.year}-W{thursday.isocalendar().week:02}",
    }
    return codes.get(precision, day.isoformat())
