"""From the text of a date to what each of its words and numbers says.

One pass over the text cuts it into tokens; a word is looked up, a number is known by its shape.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, Literal, NoReturn

from tracker import date_names as names
from tracker.date_names import MONTH, NUMBER, WORDS, YEAR, YEAR_TO, Meaning
from tracker.date_refusals import ambiguous, why_not
from tracker.date_windows import Refused
from tracker.messages import filled

Order = Literal["dmy", "mdy"]

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
YEARS: Final = frozenset(map(str, range(FIRST_YEAR, LAST_YEAR + 1)))

# The longest wording seen is 60 characters, 16 words; beyond these it is a sentence, not a date.
LONGEST: Final = 80
MOST_WORDS: Final = 24

_DASHES_AND_MARKS: Final = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "’ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None),
    ord("ё"): "е",
    ord("Ё"): "е",
}
# Every alternative is of bounded length or runs over one class: no text is read twice.
_TOKEN: Final = re.compile(
    r"(?P<unspecified>(?:[0-9]{4}-(?:[0-9]{2}|xx)-xx|[0-9]{4}-xx"
    r"|[0-9]{3}x|[0-9]{2}xx|[0-9]{3}0(?:s|-[ех]))(?![^\W_]))"
    r"|(?P<iso>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])|[0-9]{4}([/.])[0-9]{2}\3[0-9]{2}(?![0-9]))"
    r"|(?P<digits>[0-9]{1,2}([-/.])[0-9]{1,2}\5[0-9]{4}(?![0-9]))"
    r"|(?P<month>[0-9]{1,2}[/.][0-9]{4}(?![0-9]))"
    r"|(?P<years>[0-9]{4}[-/][0-9]{4}(?![0-9-])|[0-9]{4}/[0-9]{2}(?![0-9]| [^\W\d_]{3}))"
    r"|(?P<number>[0-9]+)|(?P<word>w[0-9]{2}-[1-7](?![0-9])|[^\W\d_]+|\.\.+|\S)"
)
DIGITS: Final = re.compile(
    r"(?<![0-9])([0-9]{1,2})([-/.])([0-9]{1,2})\2(?:(?:19|20|21)?[0-9]{2})(?![0-9])"
)


def plain_text(text: str) -> str:
    """The text for reading alone: lower case, one kind of dash and space, nothing invisible."""
    if len(text) > LONGEST:
        raise Refused(
            filled("{n} characters are more than a date", n=len(text)),
            filled(
                "type the date alone, such as 2025-12-24 or end of 2025, and the rest as a note"
            ),
        )
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES_AND_MARKS)
    return text.strip().lower()


def said_in(plain: str, order: Order | None, cautions: list[str]) -> list[Meaning]:
    """What each word and number says, in the order typed; words that say nothing are dropped."""
    said: list[Meaning] = []
    if plain.endswith(("/..", "/")):
        plain = plain.removesuffix("..").removesuffix("/")
        said.append((names.FLOOR, 0))
    elif plain.startswith(("../", "/")):
        plain = plain.removeprefix("..").removeprefix("/")
        said.append((names.CEILING, 0))
    if not plain or plain[0] == "-" or plain[-1] == "-":
        raise why_not(plain)
    for match in _TOKEN.finditer(plain):
        token = match[0]
        if match.lastgroup == "digits":
            said += _day_of_digits(token, order, cautions)
        elif match.lastgroup == "month" and said and said[-1][0] in _NUMBERED:
            # The 1/2026 of "Q1/2026" and of "2025-Q1/2026-Q2".
            said += (*_of_number(token[:-5]), (names.DASH, 0), *_of_number(token[-4:]))
        else:
            said += _SAYS[match.lastgroup or ""](token) or _refuse(plain)
    if len(said) > MOST_WORDS:
        raise why_not(plain)
    return [each for each in said if each[0] != names.NOISE]


_NUMBERED: Final = frozenset({names.QUARTER, names.HALF, names.WEEK})


def _refuse(plain: str) -> NoReturn:
    raise why_not(plain)


def outside(year: str) -> Refused:
    return Refused(
        filled(
            "the year {year} lies outside {first}-{last}",
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        ),
        filled("correct the year, or leave blank"),
    )


def _year(digits: str) -> int:
    if digits not in YEARS:
        raise outside(digits)
    return int(digits)


def _month(number: int, year: int) -> Meaning:
    if not 1 <= number <= 12:
        raise Refused(
            filled("there is no month {number}", number=number),
            filled(
                "type a month from {year}-01 to {year}-12, or a quarter such as {year}-Q4",
                year=year,
            ),
        )
    return MONTH, number


def _of_word(token: str) -> tuple[Meaning, ...]:
    meaning = WORDS.get(token)
    return (meaning,) if meaning else ()


def _of_number(token: str) -> tuple[Meaning, ...]:
    if len(token) == 4:
        return ((YEAR, _year(token)),)
    return ((NUMBER, int(token)),) if len(token) < 3 else ()


def _of_iso(token: str) -> tuple[Meaning, ...]:
    year, number = _year(token[:4]), int(token[5:7])
    if len(token) == 10:
        return (YEAR, year), _month(number, year), (NUMBER, int(token[8:]))
    if number in names.EDTF_CODES:
        return (YEAR, year), *names.EDTF_CODES[number]
    if number > 12 and number == (year + 1) % 100:  # "winter 2025-26"
        return (YEAR, year), (names.WINTER_TO, year + 1)
    return (YEAR, year), _month(number, year)


def _of_years(token: str) -> tuple[Meaning, ...]:
    year = _year(token[:4])
    if len(token) == 9:
        return (YEAR, year), (YEAR_TO, int(token[5:]))
    return (YEAR, year), (names.WINTER_TO, year + (int(token[5:]) - year) % 100)


def _of_month(token: str) -> tuple[Meaning, ...]:
    number, year = token.replace(".", "/").split("/")
    return _month(int(number), _year(year)), (YEAR, int(year))


def _of_unspecified(token: str) -> tuple[Meaning, ...]:
    if token[4:5] == "-" and token[5] not in "ех":
        return _of_number(token[:4]) if token[5] == "x" else _of_iso(token[:7])
    if token[2:4] == "xx":
        return (YEAR, _year(token[:2] + "00")), (YEAR_TO, _year(token[:2] + "99"))
    _year(token[:3] + "9")
    if token[2:] == "00s":
        raise Refused(
            filled("ten years or a hundred"),
            filled("type {first} or {second}", first=f"{token[:3]}X", second=f"{token[:2]}XX"),
        )
    return (YEAR, _year(token[:3] + "0")), (names.DECADE, 0)


_SAYS: Final[dict[str, Callable[[str], tuple[Meaning, ...]]]] = {
    "unspecified": _of_unspecified,
    "iso": _of_iso,
    "month": _of_month,
    "years": _of_years,
    "number": _of_number,
    "word": _of_word,
}


def _day_of_digits(token: str, order: Order | None, cautions: list[str]) -> tuple[Meaning, ...]:
    first, second, year = map(int, re.split("[-/.]", token))
    _year(str(year))
    if first > 12 and second > 12:
        raise Refused(
            filled("neither {first} nor {second} is a month", first=first, second=second),
            filled("type it as {date}", date="2025-12-24"),
        )
    if first <= 12 and second <= 12 and first != second and not order and first and second:
        raise ambiguous(first, second, year)
    day_first = first > 12 or (second <= 12 and order != "mdy")
    day, month = (first, second) if day_first else (second, first)
    said = (YEAR, year), _month(month, year), (NUMBER, day)
    cautions.append(
        filled(
            "{text} is read with the day first: type {date}"
            if day_first
            else "{text} is read with the month first: type {date}",
            text=token,
            date=f"{year}-{month:02}-{day:02}",
        )
    )
    return said
