"""A date in the reader's words: precision, doubt and side are kept, no day is invented.

What is written here can be read again: ``parse(format_date(d, lang))`` has the window of ``d``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from tracker import date_names as names
from tracker.date_phrases import (
    ABOUT,
    CEILING,
    EN,
    FLOOR,
    MONTHS_OF,
    PARTS_OF_YEAR,
    PHRASES,
    Phrases,
    Row,
)
from tracker.date_windows import month_end, month_halves

if TYPE_CHECKING:
    from tracker.dates import DateWords

# What the end of a range is told by; a decade's name would be read as part of the other end.
_END_PERIODS: Final = frozenset({"day", "month", "quarter", "half", "year"})
_ROMAN: Final = ("", "I", "II", "III", "IV")


def format_date(words: DateWords, lang: str = "en", *, after: bool = False) -> str:
    """The date in the reader's words, as precise and as doubtful as it was put.

    ``lang`` is en, fr, ru or kk; ``after`` writes it as it stands after a preposition. Where
    several words share a window ("start of April", "early April") one of them is written.

    >>> from tracker.dates import parse
    >>> format_date(parse("4e trimestre 2025")), format_date(parse("NET 2026-03"))
    ('Q4 2025', 'not before Mar 2026')
    >>> "promised for " + format_date(parse("end of 2025"), after=True)
    'promised for the end of 2025'
    >>> format_date(parse("end of 2025"), "ru"), format_date(parse("2026-04-30"), "kk")
    ('конец 2025', '2026 ж. 30 сәуір')
    """
    alone, beside = PHRASES[lang]
    about = ABOUT[lang] if words.qualifier in (names.ABOUT, names.BOTH) else ""
    if words.floor and words.earliest:
        name = _one_sided(lang, beside, words.earliest, words)
        said = FLOOR[lang].format(about=about, date=name)
    elif words.ceiling and words.latest:
        name = _one_sided(lang, beside, words.latest, words)
        said = CEILING[lang].format(about=about, date=name)
    else:
        said = about + _closed(lang, beside if after else alone, words)
    return said + ("?" if words.qualifier in (names.PERHAPS, names.BOTH) else "")


def _one_sided(lang: str, phrases: Phrases, edge: date, words: DateWords) -> str:
    pattern = _pattern(phrases, edge, words) or phrases.periods[_widest(edge, words)]
    return _filled(pattern, lang, phrases, edge)


def _widest(edge: date, words: DateWords) -> str:
    """For the edge of a range: the longest of year, month and day that begins or ends there."""
    day, month = (1, 1) if words.floor else (month_end(edge.year, edge.month).day, 12)
    if edge.day != day:
        return "day"
    return "year" if edge.month == month else "month"


def _closed(lang: str, phrases: Phrases, words: DateWords) -> str:
    assert words.earliest
    assert words.latest
    pattern = _pattern(phrases, words.earliest, words)
    if pattern:
        return _filled(pattern, lang, phrases, words.earliest)
    if words.ends and len(set(words.ends)) == 2 and _END_PERIODS.issuperset(words.ends):
        return _unlike_ends(lang, phrases, words)
    return _range(lang, phrases, words.earliest, words.latest)


def _unlike_ends(lang: str, phrases: Phrases, words: DateWords) -> str:
    """From a month to a day, say: each as it was put, or a first of January would be invented."""
    assert words.ends
    told = zip(words.ends, (words.earliest, words.latest), strict=True)
    ends = [_filled(phrases.periods[end], lang, phrases, day) for end, day in told if day]
    return " – ".join(ends)


def _pattern(phrases: Phrases, edge: date, words: DateWords) -> str | None:
    """The phrase for the period that begins or ends on ``edge``; None when none does."""
    first, last = words.earliest, words.latest
    if words.precision == "part-of-year":
        edges = first.month if first else None, last.month if last else None
        return _part(phrases.parts_of_year, PARTS_OF_YEAR, edges)
    if words.precision == "part-of-month":
        edges = first.day if first else None, last.day if last else None
        return _part(phrases.parts_of_month, _parts_of_month(edge), edges)
    if words.precision == "decade" and phrases.periods is EN.periods and edge.year % 100 < 10:
        return None  # "the 2000s" may be ten years or a hundred
    return phrases.periods.get(words.precision)


def _part(
    phrases: Row, parts: tuple[tuple[int, int], ...], edges: tuple[int | None, int | None]
) -> str | None:
    first, last = edges
    for phrase, part in zip(phrases, parts, strict=True):
        if first in (None, part[0]) and last in (None, part[1]):
            return phrase
    return None


def _parts_of_month(edge: date) -> tuple[tuple[int, int], ...]:
    last = month_end(edge.year, edge.month).day
    half_ends, half_begins = month_halves(edge.year, edge.month)
    return (1, 10), (11, 20), (21, last), (1, half_ends), (half_begins, last)


def _filled(pattern: str, lang: str, phrases: Phrases, edge: date, **instead: str) -> str:
    """The phrase with the numbers and names of the period that holds ``edge``."""
    week_year, week, _ = edge.isocalendar()
    quarter, half = (edge.month + 2) // 3, (edge.month + 5) // 6
    # Counted from March; January and February end the winter of the year before.
    season, winter_year = (edge.month - 3) % 12 // 3, edge.year - (edge.month < 3)
    winter = f"{winter_year}/{(winter_year + 1) % 100:02}"
    places = {
        "year": edge.year,
        "month": phrases.months[edge.month - 1],
        "of_month": MONTHS_OF[lang][edge.month - 1],
        "day": _day_number(lang, edge.day),
        "week_year": week_year,
        "week": week,
        "quarter": quarter,
        "quarter_roman": _ROMAN[quarter],
        "half": half,
        "half_roman": _ROMAN[half],
        "season": phrases.seasons[season],
        "season_year": winter if season == 3 else edge.year,
        "decade": edge.year - edge.year % 10,
    }
    return pattern.format_map(places | instead)


def _day_number(lang: str, day: int) -> str:
    return "1er" if lang == "fr" and day == 1 else str(day)


def _range(lang: str, phrases: Phrases, first: date, last: date) -> str:
    """From one day to another, in whole years or months where they are whole."""
    in_one_year = first.year == last.year
    whole_months = first.day == 1 and last == month_end(last.year, last.month)
    whole_years = whole_months and (first.month, last.month) == (1, 12)
    if whole_years:
        period, join, ends = "year", "year", (str(first.year), str(last.year))
    elif whole_months:
        period, join = "month", "month" if in_one_year else ""
        ends = phrases.months[first.month - 1], phrases.months[last.month - 1]
    else:
        period, join = "day", "day" if in_one_year and first.month == last.month else ""
        ends = _day_number(lang, first.day), _day_number(lang, last.day)
    pattern = phrases.periods[period]
    if join:
        joined = "–".join(dict.fromkeys(ends))
        return _filled(pattern, lang, phrases, first, **{join: joined})
    first_told = _filled(pattern, lang, phrases, first)
    return f"{first_told} – {_filled(pattern, lang, phrases, last)}"
