"""What a date's words allow: read into a window, with the precision and the doubt that were said.

A date is kept as the words that were typed. They allow a window, earliest to latest day; nothing
here invents a day inside it. The forms are those of ISO 8601 and of EDTF (Library of Congress,
levels 0 and 1, quarters and halves of level 2), and words in English, French, Russian and Kazakh.

    UnreadableDate    a ValueError: what is wrong, and the form to type instead
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from tracker import date_names as names
from tracker.date_format import format_date
from tracker.date_names import DASH, MONTH, NUMBER, OR, PART, TO, WORDS, YEAR, Meaning
from tracker.date_refusals import why_not
from tracker.date_tokens import (
    DIGITS,
    FIRST_YEAR,
    LAST_YEAR,
    YEARS,
    Order,
    outside,
    plain_text,
    said_in,
)
from tracker.date_windows import ONE_DAY, Places, Refused, Span, months, window
from tracker.messages import filled, message

__all__ = [
    "DateWords",
    "Order",
    "UnreadableDate",
    "as_json",
    "digit_order",
    "format_date",
    "parse",
    "parse_column",
    "same_window",
]

_SPREADSHEET_MONTH: Final = re.compile(r"([^\W\d_]+)(?:\.-|[-.])([0-9]{2})")


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as it was said: its text, and the window that the words allow.

    ``earliest`` is None below a ceiling ("by 2027"), ``latest`` above a floor ("not before March
    2026"). ``precision`` is one of day, part-of-month, week, month, quarter, season, half,
    part-of-year, year, decade, range. ``qualifier`` is "", approximate, uncertain or both.
    ``caution`` says why the reading deserves a second look, ``ends`` how precisely each end of a
    range was put.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    qualifier: str = ""
    floor: bool = False
    ceiling: bool = False
    caution: str = ""
    ends: tuple[str, str] | None = None


class UnreadableDate(ValueError):  # noqa: N818 - the name says it already
    """Words that allow no window, or more than one: what is wrong and what to type instead."""

    def __init__(self, text: str, message: str, remedy: str) -> None:
        super().__init__(f"{message}: {remedy}")
        self.text = text
        self.message = message
        self.remedy = remedy


def parse(text: str, *, order: Order | None = None) -> DateWords:
    """The window that the words of ``text`` allow, or ``UnreadableDate``.

    ``order`` says how 03/04/2026 is to be read when the column it stands in has proved it.

    >>> parse("end of 2025").earliest
    datetime.date(2025, 10, 1)
    >>> parse("не ранее марта 2026").floor
    True
    """
    if len(text) == 10 and text[4] == "-" == text[7] and text[:4] in YEARS:
        try:
            day = date.fromisoformat(text)
            return DateWords(text, day, day, "day")
        except ValueError:
            pass  # an impossible day: the long way round says what is wrong with it
    try:
        return _read(text, plain_text(text), order)
    except Refused as refused:
        raise UnreadableDate(text, refused.message, refused.remedy) from None


def parse_column(
    texts: Iterable[str], *, order: Order | None = None
) -> list[DateWords | UnreadableDate | None]:
    """The column's dates in its order; None for a blank, the error itself for what is unreadable.

    Each distinct text is read once, so equal texts share one value.

    >>> [date and date.precision for date in parse_column(["2025", "", "Q4 2025"])]
    ['year', None, 'quarter']
    """
    cells = list(texts)
    distinct = set(cells)
    order = order or digit_order(distinct)
    found = {text: _found(text, order) for text in distinct}
    return list(map(found.__getitem__, cells))


def _found(text: str, order: Order | None) -> DateWords | UnreadableDate | None:
    if not text or text.isspace():
        return None
    try:
        return parse(text, order=order)
    except UnreadableDate as unreadable:
        return unreadable.with_traceback(None)


def digit_order(texts: Iterable[str]) -> Order | None:
    """What the column proves about 03/04/2026; None when it proves nothing, or both.

    >>> digit_order(["03/04/2026", "25/12/2025"])
    'dmy'
    """
    proved: set[Order] = set()
    for text in texts:
        for first, _, second in DIGITS.findall(text):
            if int(first) > 12 >= int(second):
                proved.add("dmy")
            elif int(second) > 12 >= int(first):
                proved.add("mdy")
    return proved.pop() if len(proved) == 1 else None


def same_window(one: DateWords | None, other: DateWords | None) -> bool:
    """Whether two dates allow the same days; no date is the same as no date.

    >>> same_window(parse("end of 2025"), parse("Q4 2025")), same_window(parse("2025"), None)
    (True, False)
    """
    if one is None or other is None:
        return one is other
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def as_json(words: DateWords) -> dict[str, object]:
    """The date with the keys of ``date --json``: ISO days, None where the window is open."""
    return {
        "text": words.text,
        "earliest": words.earliest and words.earliest.isoformat(),
        "latest": words.latest and words.latest.isoformat(),
        "precision": words.precision,
        "qualifier": words.qualifier or None,
        "floor": words.floor,
        "ceiling": words.ceiling,
    }


# From words to a window -----------------------------------------------------------------------

# The words beside a date that say on which side of it, and whether the date itself is left out.
_SIDES: Final[dict[frozenset[str], tuple[str, bool]]] = {
    frozenset(said): side
    for side, *ways in (
        (("", False), ()),
        ((names.FLOOR, False), (names.FLOOR,), (names.SINCE,), (names.NOT, names.BEFORE)),
        ((names.FLOOR, False), (names.EARLIEST,), (names.NOT, names.EARLIEST)),
        ((names.FLOOR, True), (names.AFTER,)),
        ((names.CEILING, False), (names.CEILING,), (names.NOT, names.AFTER)),
        ((names.CEILING, False), (names.LATEST,), (names.NOT, names.LATEST)),
        ((names.CEILING, True), (names.BEFORE,)),
    )
    for said in ways
}
_SIDE_WORDS: Final = frozenset().union(*_SIDES) | {names.BETWEEN}
_WINTER: Final = filled(
    "a winter with one year is read from that December to February: "
    "type both years, such as winter 2025/26"
)
# These have no agreed parts: the whole is read, for a date is never narrower than its words.
_PART_UNREAD: Final = message(
    {
        names.SEASON: "the part of a season is not read, so the whole of it is allowed: "
        "type the months if they were said",
        names.QUARTER: "the part of a quarter is not read, so the whole of it is allowed: "
        "type the months if they were said",
        names.HALF: "the part of a half-year is not read, so the whole of it is allowed: "
        "type the months if they were said",
    }
)
_DOUBTS: Final = frozenset({names.ABOUT, names.PERHAPS, names.BOTH})


def _read(text: str, plain: str, order: Order | None) -> DateWords:
    if plain[-3:-2] in (".", "-") and (month := _month_of_spreadsheet(text, plain)):
        return month
    cautions: list[str] = []
    said = said_in(plain, order, cautions)
    kinds = {kind for kind, _ in said}
    placed = [each for each in said if each[0] not in _SIDE_WORDS and each[0] not in _DOUBTS]
    side, without = _side(kinds, placed)
    span = _one(placed) or _two(placed)
    if span is None or side is None:
        raise why_not(plain)
    if (names.SEASON, names.WINTER) in placed and not kinds & {names.YEAR_TO, names.WINTER_TO}:
        cautions.append(_WINTER)
    cautions += _parts_unread(placed)
    earliest, latest = _open(span, side, without=without)
    _refuse_outside(earliest, latest)
    doubts = kinds & _DOUBTS
    return DateWords(
        text,
        earliest,
        latest,
        span.precision,
        qualifier=names.BOTH if len(doubts) > 1 else "".join(doubts),
        floor=latest is None,
        ceiling=earliest is None,
        caution=_together(cautions),
        ends=span.ends,
    )


def _one(placed: list[Meaning]) -> Span | None:
    """The window when all words belong to one date."""
    kinds = [kind for kind, _ in placed]
    if DASH in kinds and _part_two_dates(placed, kinds):
        return None
    at = _places(placed)
    return window(at) if at else None


def _part_two_dates(placed: list[Meaning], kinds: list[str]) -> bool:
    """Whether a dash stands between two dates: one date would be narrower than the words.

    "Mid-2026", "8-April" and "2025-Q4" are one; "March-mid 2026" and "April 2025/26" are two.
    """
    for before, said, after in zip(["", *kinds], placed, [*kinds[1:], ""], strict=False):
        two = (before and after == PART) or (MONTH in kinds and (before, after) == (YEAR, NUMBER))
        if said[0] == DASH and (two or said[1] in (TO, OR)):
            return True
    return False


def _two(placed: list[Meaning]) -> Span | None:
    """The window from one date to another; what one of them leaves out, the other says."""
    for position, (kind, how) in enumerate(placed):
        first, second = _places(placed[:position]), _places(placed[position + 1 :])
        if kind != DASH or not first or not second:
            continue
        begin, end = window(_completed(first, second)), window(_completed(second, first))
        if begin and end:
            return _hull(begin, end) if how == OR else _between(begin, end)
    return None


def _together(cautions: list[str]) -> str:
    """What is to be said of one text, in one text."""
    if len(cautions) < 2:
        return cautions[0] if cautions else ""
    return filled("{one}; {more}", one=cautions[0], more=_together(cautions[1:]))


def _parts_unread(placed: list[Meaning]) -> Iterator[str]:
    """What to say of "end of summer 2025": only the summer is read."""
    stretches = (
        {kind for kind, _ in stretch}
        for _, stretch in groupby(placed, key=lambda each: each[0] in (DASH, OR))
    )
    for kinds in stretches:
        for kind in _PART_UNREAD.keys() & kinds if PART in kinds else ():
            yield filled(_PART_UNREAD[kind])


def _places(placed: list[Meaning]) -> Places | None:
    at: Places = {}
    for kind, value in placed:
        if kind != DASH:
            if kind in at and kind != names.DECADE:
                return None
            at[kind] = value
    return at


def _completed(at: Places, other: Places) -> Places:
    """The "20" of "20-31 December 2025" with month and year, the "Q1" of "Q1-Q2 2026"."""
    whole = dict(at)
    if YEAR in other:
        whole.setdefault(YEAR, other[YEAR])
    counts_nothing = not at.keys() & _COUNTED and (NUMBER in at or names.ORDINAL in at)
    if counts_nothing or (at.keys() == {PART} and PART in other):
        whole.update({kind: other[kind] for kind in _COUNTED & other.keys()})
    return whole


_COUNTED: Final = frozenset({MONTH, names.QUARTER, names.HALF, names.WEEK, names.TEN_DAYS})


def _between(begin: Span, end: Span) -> Span:
    goes_back = end.earliest < begin.earliest and end.latest < begin.latest
    if goes_back or end.latest < begin.earliest:
        raise Refused(
            filled("the second date comes before the first"),
            filled("type the earlier date first, each with its year"),
        )
    precisions = begin.precision, end.precision
    return _hull(begin, end)._replace(earliest=begin.earliest, ends=precisions)


def _hull(one: Span, other: Span) -> Span:
    earliest, latest = min(one.earliest, other.earliest), max(one.latest, other.latest)
    return Span(earliest, latest, "range")


def _side(kinds: set[str], placed: list[Meaning]) -> tuple[str | None, bool]:
    """Floor, ceiling, "" for neither, None for nonsense; and whether the date itself is left out.

    "Before 2027" leaves 2027 out. "Before the end of 2026" does not leave out the whole last
    quarter: a part of a year has no sharp edge, so only its outer one counts.
    """
    said = kinds & _SIDE_WORDS
    if (DASH, TO) in placed:
        said -= {names.SINCE, names.BETWEEN}  # "from March to June" is a range, not a floor
    side, without = _SIDES.get(frozenset(said), (None, False))
    at = dict(placed)
    sharp = names.START if side == names.CEILING else names.END
    blurred = at.get(PART, sharp) != sharp or (names.HALF in at and MONTH in at)
    return side, without and not blurred


def _open(span: Span, side: str, *, without: bool) -> tuple[date | None, date | None]:
    if not side:
        return span.earliest, span.latest
    if side == names.FLOOR:
        return span.latest + ONE_DAY if without else span.earliest, None
    return None, span.earliest - ONE_DAY if without else span.latest


def _refuse_outside(*days: date | None) -> None:
    for day in days:
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise outside(str(day.year))


def _month_of_spreadsheet(text: str, plain: str) -> DateWords | None:
    """Apr-25, апр.25: what a spreadsheet makes of 2025-04."""
    match = _SPREADSHEET_MONTH.fullmatch(plain)
    kind, month = WORDS.get(match[1], ("", 0)) if match else ("", 0)
    if not match or kind != MONTH:
        return None
    # Excel and LibreOffice take 30-99 for 1930-1999, but they write 2039 as 39 too: no promise
    # of the programme is for the thirties of the last century.
    year = int(match[2]) + (2000 if int(match[2]) < 50 else 1900)
    span = months(year, month, month, "month")
    caution = filled("a spreadsheet's way to write a month: type {date}", date=f"{year}-{month:02}")
    return DateWords(text, span.earliest, span.latest, span.precision, caution=caution)
