"""What plotly itself says and writes, in the reader's language: its buttons, months and dates.

plotly brings no Kazakh, and writes English dates the American way; names of months and days are
those of Unicode CLDR, the short ones those of every other date of the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from tracker.date_names import MONTHS_SHORT
from tracker.date_phrases import PHRASES
from tracker.messages import message
from tracker.words import GROUPS, Words

# The texts of plotly that a reader can meet.
BUTTONS: Final = message(("Zoom in", "Zoom out", "Reset axes"))
# Where a month has another case after a day, and plotly knows but one name of each: by numbers.
BY_NUMBERS: Final = {"ru": {"dayMonth": "%d.%m", "dayMonthYear": "%d.%m.%Y"}}
TIME: Final = "%H:%M:%S"


@lru_cache(maxsize=8)
def locale_of(say: Words) -> Mapping[str, Any]:
    """What belongs into plotly's `config` for a reader: the language and its texts.

    >>> from tracker.words import words
    >>> locale_of(words("kk"))["locales"]["kk"]["format"]["month"]
    '%Y ж. %b'
    """
    dictionary = {text: say(text) for text in BUTTONS}
    texts = {"dictionary": dictionary, "format": _names(say.lang) | _patterns(say.lang)}
    return {"locale": say.lang, "locales": {say.lang: texts}}


def _names(lang: str) -> dict[str, Any]:
    """Months and days from January and Sunday on, as d3 wants them; signs of numbers."""
    from babel import Locale

    cldr = Locale.parse(lang)
    # Babel counts months from 1 and days from Monday.
    months = [cldr.months["stand-alone"]["wide"][n] for n in range(1, 13)]
    days, short = (
        [cldr.days["stand-alone"][form][(n - 1) % 7] for n in range(7)]
        for form in ("wide", "abbreviated")
    )
    return {
        "months": months,
        "shortMonths": list(MONTHS_SHORT[lang]),
        "days": days,
        "shortDays": short,
        "decimal": cldr.number_symbols["latn"]["decimal"],
        "thousands": GROUPS.get(lang, ","),
    }


def _patterns(lang: str) -> dict[str, str]:
    """How dates are put together, in d3's signs, from the product's own phrases."""
    periods = PHRASES[lang][0].periods
    signs = {"day": "%-d", "month": "%b", "of_month": "%b", "year": "%Y"}
    month, day = (periods[name].format(**signs) for name in ("month", "day"))
    short = {"month": month, "dayMonth": "%-d %b", "dayMonthYear": day} | BY_NUMBERS.get(lang, {})
    whole = short["dayMonthYear"]
    return {"year": "%Y", **short, "date": whole, "time": TIME, "dateTime": f"{whole} {TIME}"}
