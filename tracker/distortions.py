"""What a spreadsheet makes of a text: whether a cell can be what became of another one.

It takes for a number or a date what looks like one, and shows that in its own way: "June 2026"
becomes 06/01/26, "007" becomes 7. What is lost in that cannot be had back from the cell; but where
the text that stood there before is known, and reads as what stands there now, it can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, NamedTuple

from tracker.dates import DateWords, UnreadableDate, parse

# What a cell of a workbook holds.
Value = str | float | bool | date | datetime | time

YEAR_ALONE: Final = re.compile(r"(?:19|20)[0-9]{2}")
DAY_IN_DIGITS: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
DAY_AND_MONTH: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})")
PERCENT_OF_YEAR: Final = re.compile(r"([0-9]{4})(?:[.,]0+)?[ \u00a0\u202f]?(%?)")
SPREADSHEET_MONTH: Final = re.compile(r"[^\W\d_]+(?:\.-|[-.])[0-9]{2}")
# A number as a spreadsheet shows it: without zeros or signs that say nothing, a percentage, an
# amount of money and a power of ten with two decimals.
MADE_NUMBER: Final = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]*[1-9])?"
    r"|-?[0-9]+[.,][0-9]{2}[ \u00a0\u202f]?%"
    r"|-?[0-9][.,][0-9]{2}E[+-][0-9]{2,3}"
    r"|-?[$€£₽₸][ \u00a0]?[0-9][0-9 \u00a0\u202f.,]*[.,][0-9]{2}"
    r"|-?[0-9][0-9 \u00a0\u202f.,]*[.,][0-9]{2}[ \u00a0\u202f]?[$€£₽₸]"
)
CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([AaPp])\.?[Mm]\.?)?")
# "####" for lack of room, "#NAME?", "#REF!", "Err:508".
NO_RESULT: Final = re.compile(r"#+|#[A-Z/0-9]+[!?]?|Err:[0-9]+")
BLANKS_IN_NUMBERS: Final = re.compile(r"(?<=[0-9])[ \u00a0\u202f'’](?=[0-9]{3}(?![0-9]))")
CURRENCY: Final = re.compile(r"^[$€£₽₸]|[ \u00a0]?[$€£₽₸]$")
# 1,234.5 and 1.234,5: the mark of thousands, that of decimals.
CONVENTIONS: Final = ((",", r"\."), (r"\.", ","))
NUMBERS: Final = tuple(
    re.compile(
        rf"(?P<sign>[-+]?)(?P<whole>[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|[0-9]+)"
        rf"(?:{decimal}(?P<part>[0-9]*))?(?:[eE](?P<power>[-+]?[0-9]{{1,3}}))?"
    )
    for thousands, decimal in CONVENTIONS
)


class Number(NamedTuple):
    """A number as a spreadsheet holds it; a percentage is kept apart from its hundredth."""

    value: Decimal
    percent: bool = False


def distorted(old: str, new: Value) -> bool:
    """Whether a spreadsheet can have made ``new`` of the text ``old``.

    It goes one way: of "7" no spreadsheet makes "007". And an ISO day is never taken for a
    spreadsheet's work: people write 2025-04-01 for "April 2025" once they know the day.

    >>> distorted("June 2026", "06/01/26"), distorted("2025%", "2025,00 %"), distorted("007", "7")
    (True, True, True)
    >>> distorted("June 2026", "06/02/26"), distorted("2025-04", "2025-04-01")
    (False, False)
    """
    if not isinstance(new, str):
        return value_distorted(old, new)
    if new == old or not old or not is_made(new):
        return False
    if NO_RESULT.fullmatch(new):
        return not NO_RESULT.fullmatch(old)
    found = numbers(new) if MADE_NUMBER.fullmatch(new) else set()
    return (
        bool(not has_short_year(old) and days_shown(new) & days_said(old))
        or bool(found & numbers(old))
        or same_month_of_spreadsheet(old, new)
        or bool(new.count(":") == 2 and times(new) & times(old))
        or (old.startswith("=") and bool(found))
    )


def is_made(text: str) -> bool:
    """Whether a text has a form that spreadsheets give: of a date, a number, a time, an error."""
    return bool(
        days_shown(text)
        or MADE_NUMBER.fullmatch(text)
        or SPREADSHEET_MONTH.fullmatch(text)
        or CLOCK.fullmatch(text)
        or NO_RESULT.fullmatch(text)
    )


def suspected(texts: Iterable[str]) -> bool:
    """Whether any text may be what a spreadsheet made of another: a year alone is left as it is."""
    return any(is_made(text) and not YEAR_ALONE.fullmatch(text) for text in texts)


def value_distorted(old: str, new: Value) -> bool:
    """The same for what is no text: a real date or number of a workbook."""
    if isinstance(new, bool):
        return old.strip().casefold() == str(new).casefold()
    if isinstance(new, datetime):
        return new.time() == time() and new.date() in days_said(old)
    if isinstance(new, date):
        return new in days_said(old)
    if isinstance(new, time):
        return new in times(old)
    return Number(Decimal(repr(new))) in as_values(numbers(old))


def plainly(value: Value) -> str:
    """The text that says just what a value says: 2025 for the number, 2025-12-24 for the day."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_values(found: set[Number]) -> set[Number]:
    """Percentages as the hundredths that a workbook holds."""
    return {Number(each.value / 100 if each.percent else each.value) for each in found}


def days_shown(text: str) -> set[date]:
    """The days that digits can mean, whichever of them comes first.

    >>> sorted(map(str, days_shown("06/01/26")))
    ['1926-01-06', '1926-06-01', '2026-01-06', '2026-06-01']
    """
    match = DAY_IN_DIGITS.fullmatch(text.strip())
    if not match:
        return set()
    year = int(match[4])
    years = (year,) if len(match[4]) == 4 else (1900 + year, 2000 + year)
    first, second = int(match[1]), int(match[3])
    return {
        day
        for year in years
        for month, number in ((first, second), (second, first))
        if (day := calendar_day(year, month, number))
    }


def has_short_year(text: str) -> bool:
    """Whether a text is a day in digits with two for the year, which nobody may type."""
    match = DAY_IN_DIGITS.fullmatch(text.strip())
    return match is not None and len(match[4]) == 2


def calendar_day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def days_said(text: str) -> set[date]:
    """The days for which a spreadsheet takes a text: the day that it names, or the first one of
    the month; of digits both readings, of a day without a year any year that is likely."""
    match = DAY_AND_MONTH.fullmatch(text.strip())
    if match:
        shown = (days_shown(f"{match[1]}/{match[2]}/{year}") for year in range(1990, 2061))
        return set().union(*shown)
    return days_shown(text) | {
        words.earliest
        for words in [readable(text)]
        if words and words.earliest and words.precision in ("day", "month")
        if not (words.qualifier or words.floor or words.ceiling)
    }


def readable(text: str) -> DateWords | None:
    with suppress(UnreadableDate):
        return parse(text)
    return None


def same_month_of_spreadsheet(old: str, new: str) -> bool:
    """Whether "Apr-25" stands where another text said April 2025."""
    now, before = readable(new), readable(old)
    if not now or not before or "spreadsheet" not in now.caution or before.qualifier:
        return False
    return (now.earliest, now.latest) == (before.earliest, before.latest)


def numbers(text: str) -> set[Number]:
    """The numbers for which a text can be taken, with a point or with a comma.

    >>> sorted(str(number.value) for number in numbers("1,000"))
    ['1.000', '1000.0']
    """
    plain = text.strip()
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").rstrip(" \u00a0\u202f")
    plain = BLANKS_IN_NUMBERS.sub("", CURRENCY.sub("", plain))
    matches = (pattern.fullmatch(plain) for pattern in NUMBERS)
    return {Number(value_of(match), percent) for match in matches if match}


def value_of(match: re.Match[str]) -> Decimal:
    whole = re.sub(r"[^0-9]", "", match["whole"])
    return Decimal(f"{match['sign']}{whole}.{match['part'] or 0}e{match['power'] or 0}")


def times(text: str) -> set[time]:
    match = CLOCK.fullmatch(text.strip())
    if not match:
        return set()
    hour, half = int(match[1]), (match[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    try:
        return {time(hour, int(match[2]), int(match[3] or 0))}
    except ValueError:
        return set()


def is_only_a_day(text: str) -> bool:
    """Whether a text is nothing but a day in digits: no title, no wording, no note says that."""
    return bool(days_shown(text))


def plain_code(text: str) -> Iterator[str]:
    """The date that a number shown by a spreadsheet certainly was, if it is one.

    >>> list(plain_code("2025,00 %")), list(plain_code("2025.0")), list(plain_code("2025"))
    (['2025%'], ['2025'], [])
    """
    match = PERCENT_OF_YEAR.fullmatch(text.strip())
    if match and (code := match[1] + match[2]) != text and readable(code):
        yield code
