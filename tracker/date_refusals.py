"""Why a text is no date, and the form to type instead.

Reading never asks why: only a text that no form fits comes here, and the first reason that
holds is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from tracker import date_names as names
from tracker.date_names import MONTH, RELATIVE, UNDECIDED, WORDS, ZONES
from tracker.date_windows import Refused
from tracker.messages import Written, filled

# As text: they are compiled when the first text is refused, not at every start.
_WORD: Final = r"[^\W\d_]+"
_TIME: Final = r"[0-9][:t][0-9]|[0-9] ?[hч] ?[0-9]|[0-9] ?(?:[ap]m|h|ч)\b"
_TWO_DIGIT_YEAR: Final = r"([0-9]{1,2})[-/. ]{1,2}(?:[0-9]{1,2}|[^\W\d_]+)[-/., ]{1,2}[0-9]{2}"
_DAY_OF_WEEK: Final = r"([0-9]{4})-?w([0-9]{2})-?([1-7])"
# Excel counts days from here (its 1900 has a 29 February, so the count is right from March on).
_SPREADSHEET_EPOCH: Final = date(1899, 12, 30)
_FORMS: Final = filled("type 2025-12-24, 2025-12, 2025-Q4, 2025, or words such as end of 2025")


def why_not(plain: str) -> Refused:
    """The first reason that holds for a text that is no date, as plain lower-case text."""
    words = re.findall(_WORD, plain)
    for reason in _REASONS:
        refused = reason(plain, words)
        if refused:
            return refused
    return Refused(_unknown(plain, words), _FORMS)


def ambiguous(first: int, second: int, year: int) -> Refused:
    """Digits that are one day read day first and another read month first."""
    day_first, month_first = date(year, second, first), date(year, first, second)
    return Refused(
        filled("{first} or {second}", first=_in_words(day_first), second=_in_words(month_first)),
        filled("type {first} or {second}", first=day_first, second=month_first),
    )


def _in_words(day: date) -> Written:
    from tracker.date_format import format_date
    from tracker.dates import parse

    return Written(partial(format_date, parse(day.isoformat())))


def _blank(plain: str, _words: list[str]) -> Refused | None:
    return None if plain else Refused(filled("nothing is written here"), _FORMS)


def _undecided(plain: str, _words: list[str]) -> Refused | None:
    if plain not in UNDECIDED:
        return None
    if plain == "tbd":
        return Refused(
            filled("tbd is no date: only the target of an announcement may be tbd"),
            filled("leave the cell blank while no date is announced"),
        )
    return Refused(
        filled("“{text}” is no date", text=plain),
        filled("leave the cell blank while no date is announced"),
    )


def _relative(_plain: str, words: list[str]) -> Refused | None:
    word = next((word for word in words if word in RELATIVE), None)
    if word is None:
        return None
    return Refused(
        filled("“{word}” is another day for every reader", word=word),
        filled("type the day or the period that was meant, such as 2025-12-24 or 2026"),
    )


def _time(plain: str, words: list[str]) -> Refused | None:
    if not (re.search(_TIME, plain) or (words and words[-1] in ZONES and plain[:1].isdigit())):
        return None
    return Refused(
        filled("a date here has no time of day and no time zone"),
        filled("type the day alone: {day}", day=plain[:10] if plain[4:5] == "-" else "2025-12-24"),
    )


def _serial(plain: str, _words: list[str]) -> Refused | None:
    if not re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", plain):
        return None
    day = _SPREADSHEET_EPOCH + timedelta(days=int(plain[:5]))
    return Refused(
        filled(
            "{number} is a spreadsheet's count of days, or a slip of the finger", number=plain[:5]
        ),
        filled("type the day: {day} if the sheet is Excel's", day=day),
    )


def _run_of_digits(plain: str, _words: list[str]) -> Refused | None:
    if not re.fullmatch(r"[0-9]{6}|[0-9]{8}", plain):
        return None
    dashed = "-".join(filter(None, (plain[:4], plain[4:6], plain[6:])))
    return Refused(
        filled("{text} could be read in several ways", text=plain),
        filled("type {date} if meant so", date=dashed),
    )


def _week_day(plain: str, _words: list[str]) -> Refused | None:
    match = re.fullmatch(_DAY_OF_WEEK, plain)
    if not match:
        return None
    try:
        day = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return Refused(filled("a day is not written by its week here"), filled("type {date}", date=day))


def _two_years(plain: str, _words: list[str]) -> Refused | None:
    if not re.fullmatch(r"[0-9]{4}[-/][0-9]{2}", plain):
        return None
    month, years = f"{plain[:4]}-{plain[5:]}", f"{plain[:4]}/{plain[:2]}{plain[5:]}"
    if int(plain[5:]) > 12:
        return Refused(
            filled("there is no month {number}", number=plain[5:]),
            filled("type {date} if two years were meant", date=years),
        )
    return Refused(
        filled("{text} could be a month or two years", text=plain),
        filled("type {month} or {years}, whichever was meant", month=month, years=years),
    )


def _one_digit_month(plain: str, _words: list[str]) -> Refused | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9](?:-[0-9]{1,2})?|[0-9]{4}-[0-9]{2}-[0-9]", plain):
        return None
    dashed = "-".join(part.zfill(2) for part in plain.split("-"))
    return Refused(
        filled("a month and a day have two digits each"), filled("type {date}", date=dashed)
    )


def _two_digit_year(plain: str, words: list[str]) -> Refused | None:
    if not re.fullmatch(_TWO_DIGIT_YEAR, plain) or not all(_is_month(word) for word in words):
        return None
    return Refused(
        filled("the year has two digits"),
        filled("write all four: {date}", date=f"{plain[:-2]}20{plain[-2:]}"),
    )


def _no_year(plain: str, words: list[str]) -> Refused | None:
    if re.search(r"[0-9]{3}", plain) or not all(word in WORDS for word in words):
        return None
    if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}", plain):
        return Refused(
            filled("a day without its year"), filled("type the year too, such as 2025-12-24")
        )
    if not any(WORDS[word][0] in _NEED_A_YEAR for word in words):
        return None
    month = next((WORDS[word][1] for word in words if _is_month(word)), None)
    return Refused(
        filled(
            "the year is missing, or has two digits"
            if plain[-2:].isdigit()
            else "the year is missing"
        ),
        filled("type all four, such as {date}", date=f"2025-{month:02}" if month else "2025-Q4"),
    )


_NEED_A_YEAR: Final = {MONTH, names.QUARTER, names.HALF, names.SEASON, names.PART, names.WEEK}


def _is_month(word: str) -> bool:
    return word in WORDS and WORDS[word][0] == MONTH


def _unknown(plain: str, words: list[str]) -> str:
    word = next((word for word in words if word not in WORDS), None)
    if word:
        return filled("“{word}” is not a word of a date", word=word)
    return filled("“{text}” is no date", text=plain)


_Reason = Callable[[str, list[str]], "Refused | None"]
_REASONS: Final[tuple[_Reason, ...]] = (
    _blank,
    _undecided,
    _relative,
    _time,
    _serial,
    _run_of_digits,
    _week_day,
    _two_years,
    _one_digit_month,
    _two_digit_year,
    _no_year,
)
