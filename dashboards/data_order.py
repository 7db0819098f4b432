"""Where the rows of a file stand when a column puts them in order, and what a search compares.

Dates stand by the days that their words allow, never by their letters; what has no date stands last
whichever way the column runs. A search does not mind case, accents, or е for ё.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tracker import schema
from tracker.dates import DateWords, digit_order, parse_column
from tracker.deltas import Addition, Delta, Edit, Subject
from tracker.sheet import is_blank, is_withdrawn

DATES: Final[Mapping[Subject, tuple[str, ...]]] = {
    "milestones": schema.MILESTONE_DATES,
    "announcements": schema.ANNOUNCEMENT_DATES,
}
# Of what stands last each kind keeps together: words that are no date, promises taken back, blanks.
DATED, UNREAD, WITHDRAWN, BLANK = "0", "1", "2", "3"
DIGITS: Final = re.compile(r"\d+")
MOST_DIGITS: Final = 12
NO_LAST_DAY: Final = "9999"
BREVE: Final = "\u0306"
SAME_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "\u2019": "'", "\u2010": "-"}
)

Keys = dict[str, str]
Columns = Mapping[str, Sequence[str]]


def plain(text: str) -> str:
    """What a search compares: small letters without accents.

    The two dots of ё go, the breve of й stays: those are two letters that nobody takes for one.

    >>> plain("ÉTÉ"), plain("Отчёт"), plain("Байтерек")
    ('ete', 'отчет', 'байтерек')
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).lower().translate(SAME_LETTERS)
    kept = "".join(
        letter
        for letter, left in zip(letters, " " + letters, strict=False)
        if not unicodedata.combining(letter) or (letter == BREVE and left == "и")
    )
    return unicodedata.normalize("NFC", kept)


def date_keys(texts: Iterable[str], *, among: Sequence[str] | None = None) -> Keys:
    """By each text its place among the dates of a column, as text that sorts.

    ``among``: the column that says how 03/04/2026 is read there, if it is not these texts alone.

    >>> date_keys(["end of 2025", "by 2027", "tbd"])["end of 2025"]
    '0 2025-10-01 2025-12-31'
    """
    distinct = [*dict.fromkeys(texts)]
    order = digit_order(distinct if among is None else among)
    dates = [text for text in distinct if not is_withdrawn(text)]
    read = dict(zip(dates, parse_column(dates, order=order), strict=True))
    return {text: _key(text, read.get(text)) for text in distinct}


def _key(text: str, read: object) -> str:
    if is_withdrawn(text):
        return WITHDRAWN
    if not isinstance(read, DateWords):
        return BLANK if is_blank(text) else UNREAD
    # "By 2027" is known by its last day alone, "not before 2026" ends after all that ends.
    first = read.earliest or read.latest
    last = read.latest.isoformat() if read.latest else NO_LAST_DAY
    return f"{DATED} {first} {last}"


def of_columns(columns: Columns, subject: Subject) -> dict[str, Keys]:
    """The places of all dates of a file, by column."""
    return {name: date_keys(columns[name]) for name in DATES[subject]}


def of_edits(
    made: Iterable[Edit], tables: Mapping[Subject, Columns]
) -> dict[Subject, dict[str, Keys]]:
    """The places of the dates that edits write, by file and column."""
    typed: dict[Subject, dict[str, list[str]]] = {}
    for edit in made:
        cells = _typed(edit)
        for name in cells.keys() & set(DATES[edit.subject]):
            typed.setdefault(edit.subject, {}).setdefault(name, []).append(cells[name])
    return {
        subject: {
            name: date_keys(texts, among=tables[subject][name])
            for name, texts in columns.items()
            if subject in tables
        }
        for subject, columns in typed.items()
    }


def _typed(edit: Edit) -> Mapping[str, str]:
    if isinstance(edit, Delta):
        return {edit.column: edit.new}
    return edit.cells if isinstance(edit, Addition) else {}


def in_order(
    rows: Iterable[int], texts: Sequence[str], *, is_date: bool, descending: bool = False
) -> list[int]:
    """Rows in the order of a column, blanks last either way; of what says the same the first first.

    >>> in_order(range(3), ["2026", "", "2025-12"], is_date=True, descending=True)
    [0, 2, 1]
    """
    keys = date_keys(texts) if is_date else _text_keys(texts)
    found = sorted(rows, key=lambda row: keys[texts[row]], reverse=descending)
    return sorted(found, key=lambda row: keys[texts[row]][0])


def _text_keys(texts: Iterable[str]) -> Keys:
    return {
        text: BLANK if is_blank(text) else f"{DATED} {_counted(plain(text))}" for text in set(texts)
    }


def _counted(text: str) -> str:
    """Numbers in a text sort by what they count, as in the grid: flight-9 before flight-10."""
    return DIGITS.sub(lambda found: found[0].zfill(MOST_DIGITS), text)
