"""Which days a period of the calendar holds: the window of a month, a quarter, a part of a year.

Where the words leave the border open ("first half of December"), the window takes the wider
border: a window is never narrower than its words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from tracker import date_names as names
from tracker.date_names import (
    DECADE,
    HALF,
    LAST,
    MONTH,
    MONTHS,
    NUMBER,
    ORDINAL,
    PART,
    QUARTER,
    SEASON,
    TEN_DAYS,
    WEEK,
    WINTER_TO,
    YEAR,
    YEAR_TO,
)
from tracker.messages import filled, message

Places = dict[str, int]  # what stands where in a date: {"year": 2025, "month": 4}

ONE_DAY: Final = timedelta(days=1)


class Refused(Exception):  # noqa: N818 - not an error yet: dates.py adds the text and raises
    """No window: what is wrong, and the form to type instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


class Span(NamedTuple):
    """A closed window and the precision of the words that gave it; of a range, of both its ends."""

    earliest: date
    latest: date
    precision: str
    ends: tuple[str, str] | None = None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def month_halves(year: int, month: int) -> tuple[int, int]:
    """The last day of the month's first half and the first day of its second.

    An odd month's middle day is in both, and so are the 15th and 16th where a fortnight
    ("quinzaine", 1-15 and 16-end) and a half disagree.
    """
    days = month_end(year, month).day
    return max(15, (days + 1) // 2), min(16, days // 2 + 1)


def months(year: int, first: int, last: int, precision: str) -> Span:
    """From the first day of one month of the year to the last day of another."""
    return Span(date(year, first, 1), month_end(year, last), precision)


def season(year: int, number: int) -> Span:
    """Three months from March; the winter of a year begins in its December."""
    if number == names.WINTER:
        return Span(date(year, 12, 1), month_end(year + 1, 2), "season")
    return months(year, 3 * number, 3 * number + 2, "season")


def _day(at: Places) -> Span:
    year, month, number = at[YEAR], at[MONTH], at[NUMBER]
    last = month_end(year, month)
    if not 1 <= number <= last.day:
        raise Refused(
            filled(
                "there is no day {number} in {month}, which ends on day {last}",
                number=number,
                month=f"{last:%Y-%m}",
                last=last.day,
            ),
            filled("type {date}, or {month} for the whole month", date=last, month=f"{last:%Y-%m}"),
        )
    day = last.replace(day=number)
    return Span(day, day, "day")


def _part_of_month(at: Places) -> Span:
    last = month_end(at[YEAR], at[MONTH])
    first_day, last_day = names.PART_OF_MONTH[at[PART]]
    latest = last.replace(day=min(last_day, last.day))
    return Span(last.replace(day=first_day), latest, "part-of-month")


def _ten_days(at: Places) -> Span:
    part = (names.START, names.MID, names.END)[_nth(at, 3, "ten days of a month") - 1]
    return _part_of_month({**at, PART: part})


def _half_of_month(at: Places) -> Span:
    last = month_end(at[YEAR], at[MONTH])
    first_ends, second_begins = month_halves(at[YEAR], at[MONTH])
    if _nth(at, 2, "half") == 1:
        return Span(last.replace(day=1), last.replace(day=first_ends), "part-of-month")
    return Span(last.replace(day=second_begins), last, "part-of-month")


def _week(at: Places) -> Span:
    try:
        monday = date.fromisocalendar(at[YEAR], at[NUMBER], 1)
    except ValueError:
        weeks = date(at[YEAR], 12, 28).isocalendar().week
        raise Refused(
            filled(
                "there is no week {number} in {year}, which has {weeks}",
                number=at[NUMBER],
                year=at[YEAR],
                weeks=weeks,
            ),
            filled("type a week from {year}-W01 to {year}-W{weeks}", year=at[YEAR], weeks=weeks),
        ) from None
    return Span(monday, monday + 6 * ONE_DAY, "week")


def _part_of_year(at: Places) -> Span:
    return months(at[YEAR], *names.PART_OF_YEAR[at[PART]], "part-of-year")


def _months_of_year(at: Places) -> Span:
    parts = {1: names.EARLY, LAST: names.LATE}
    if at[ORDINAL] not in parts:
        raise Refused(
            filled("which months of the year is not clear"),
            filled("type them, such as 2025-05/2025-08"),
        )
    return _part_of_year({**at, PART: parts[at[ORDINAL]]})


def _quarter(at: Places) -> Span:
    number = _nth(at, 4, "quarter")
    return months(at[YEAR], 3 * number - 2, 3 * number, "quarter")


def _half(at: Places) -> Span:
    number = _nth(at, 2, "half")
    return months(at[YEAR], 6 * number - 5, 6 * number, "half")


_NO_SUCH: Final = message(
    {"quarter": "there is no quarter {number}", "half": "there is no half {number}"}
)


def _nth(at: Places, count: int, period: str) -> int:
    number = at[NUMBER] if NUMBER in at else at[ORDINAL]
    if number == LAST:
        return count
    if not 1 <= number <= count:
        raise Refused(
            filled(_NO_SUCH[period], number=number),
            filled("count them from 1 to {count}", count=count),
        )
    return number


def _winter(at: Places) -> Span:
    if at[SEASON] != names.WINTER or at.get(WINTER_TO, at.get(YEAR_TO)) != at[YEAR] + 1:
        raise Refused(
            filled("only a winter has two years"),
            filled("type the season and one year: {year}", year=at[YEAR]),
        )
    return season(at[YEAR], names.WINTER)


def _decade(at: Places) -> Span:
    if at[YEAR] % 10:
        raise Refused(
            filled("no decade begins in {year}", year=at[YEAR]),
            filled("type {date}", date=f"{at[YEAR] // 10}X"),
        )
    return _years({YEAR: at[YEAR], YEAR_TO: at[YEAR] + 9})._replace(precision="decade")


def _years(at: Places) -> Span:
    if at[YEAR_TO] < at[YEAR]:
        raise Refused(
            filled("{second} comes before {first}", second=at[YEAR_TO], first=at[YEAR]),
            filled("type {date} if meant so", date=f"{at[YEAR_TO]}/{at[YEAR]}"),
        )
    return Span(date(at[YEAR], 1, 1), date(at[YEAR_TO], 12, 31), "range")


# A date is the set of its places, whatever their order: "December 24, 2025", "24 December 2025".
# Parts of a quarter, half or season have no agreed border: the whole of it is the window.
_WINDOWS: Final[dict[frozenset[str], Callable[[Places], Span]]] = {
    frozenset(places): window
    for window, *shapes in (
        (_day, (YEAR, MONTH, NUMBER)),
        (_part_of_month, (YEAR, MONTH, PART)),
        (_ten_days, (YEAR, MONTH, TEN_DAYS, ORDINAL), (YEAR, MONTH, TEN_DAYS, NUMBER)),
        (_half_of_month, (YEAR, MONTH, HALF, ORDINAL), (YEAR, MONTH, HALF, NUMBER)),
        (lambda at: months(at[YEAR], at[MONTH], at[MONTH], "month"), (YEAR, MONTH)),
        (_week, (YEAR, WEEK, NUMBER)),
        (_part_of_year, (YEAR, PART)),
        (_months_of_year, (YEAR, MONTHS, ORDINAL)),
        (_quarter, (YEAR, QUARTER, NUMBER), (YEAR, QUARTER, ORDINAL)),
        (_quarter, (YEAR, QUARTER, NUMBER, PART), (YEAR, QUARTER, ORDINAL, PART)),
        (_half, (YEAR, HALF, NUMBER), (YEAR, HALF, ORDINAL)),
        (_half, (YEAR, HALF, NUMBER, PART), (YEAR, HALF, ORDINAL, PART)),
        (lambda at: season(at[YEAR], at[SEASON]), (YEAR, SEASON), (YEAR, SEASON, PART)),
        (_winter, (YEAR, YEAR_TO, SEASON), (YEAR, YEAR_TO, SEASON, PART)),
        (
            _winter,
            (YEAR, WINTER_TO, SEASON),
            (YEAR, NUMBER, SEASON),
            (YEAR, WINTER_TO, SEASON, PART),
        ),
        (lambda at: months(at[YEAR], 1, 12, "year"), (YEAR,)),
        (_decade, (YEAR, DECADE)),
        (_years, (YEAR, YEAR_TO), (YEAR, YEAR_TO, DECADE)),
    )
    for places in shapes
}


def window(at: Places) -> Span | None:
    """The window of what stands in a date; None when the places make no date together.

    >>> window({"year": 2025, "quarter": 0, "number": 4}).earliest
    datetime.date(2025, 10, 1)
    """
    read = _WINDOWS.get(frozenset(at))
    return read(at) if read else None
