"""How each language writes a date: one table of phrases for each language and case.

Everything here can be read again by dates.py; a new phrase needs its words in date_names.py.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tracker import date_names as names

Row = tuple[str, ...]


class Phrases(NamedTuple):
    """How one language writes dates, in one grammatical case; what fills a phrase: _filled."""

    months: Row
    periods: dict[str, str]  # by precision
    seasons: Row
    parts_of_year: Row  # in the order of PARTS_OF_YEAR
    parts_of_month: Row  # days 1-10, 11-20, 21-end, first half, second half


# Where two parts end on one day ("by the end of", "by late"), the first that fits is written.
PARTS_OF_YEAR: Final = tuple(
    names.PART_OF_YEAR[part]
    for part in (names.START, names.END, names.EARLY, names.MID, names.LATE)
)

EN: Final = Phrases(
    months=names.MONTHS_SHORT["en"],
    periods={
        "day": "{day} {month} {year}",
        "month": "{month} {year}",
        "week": "week {week} of {week_year}",
        "quarter": "Q{quarter} {year}",
        "half": "H{half} {year}",
        "season": "{season} {season_year}",
        "year": "{year}",
        "decade": "the {decade}s",
    },
    seasons=("spring", "summer", "autumn", "winter"),
    parts_of_year=(
        "start of {year}",
        "end of {year}",
        "early {year}",
        "mid-{year}",
        "late {year}",
    ),
    parts_of_month=(
        "start of {month} {year}",
        "mid-{month} {year}",
        "end of {month} {year}",
        "first half of {month} {year}",
        "second half of {month} {year}",
    ),
)
FR: Final = Phrases(
    months=names.MONTHS_SHORT["fr"],
    periods={
        "day": "{day} {month} {year}",
        "month": "{month} {year}",
        "week": "semaine {week} de {week_year}",
        "quarter": "T{quarter} {year}",
        "half": "S{half} {year}",
        "season": "{season} {season_year}",
        "year": "{year}",
        "decade": "années {decade}",
    },
    seasons=("printemps", "été", "automne", "hiver"),
    parts_of_year=(
        "début {year}",
        "fin {year}",
        "premiers mois de {year}",
        "mi-{year}",
        "derniers mois de {year}",
    ),
    parts_of_month=(
        "début {month} {year}",
        "mi-{month} {year}",
        "fin {month} {year}",
        "première moitié de {month} {year}",
        "seconde moitié de {month} {year}",
    ),
)
# Beside "not before" and "by" a part or a period takes its article.
EN_AFTER: Final = EN._replace(
    parts_of_year=("the start of {year}", "the end of {year}", *EN.parts_of_year[2:]),
    parts_of_month=(
        "the start of {month} {year}",
        EN.parts_of_month[1],
        "the end of {month} {year}",
        "the first half of {month} {year}",
        "the second half of {month} {year}",
    ),
)
FR_AFTER: Final = FR._replace(
    periods=FR.periods
    | {
        "day": "le {day} {month} {year}",
        "week": "la semaine {week} de {week_year}",
        "quarter": "le T{quarter} {year}",
        "half": "le S{half} {year}",
        "decade": "les années {decade}",
    },
    seasons=("le printemps", "l’été", "l’automne", "l’hiver"),
    parts_of_year=(
        "début {year}",
        "fin {year}",
        "les premiers mois de {year}",
        "mi-{year}",
        "les derniers mois de {year}",
    ),
    parts_of_month=(
        *FR.parts_of_month[:3],
        "la première moitié de {month} {year}",
        "la seconde moitié de {month} {year}",
    ),
)
RU: Final = Phrases(
    months=names.MONTHS_SHORT["ru"],
    periods={
        "day": "{day} {of_month} {year}",
        "month": "{month} {year}",
        "week": "{week}-я неделя {week_year}",
        "quarter": "{quarter_roman} кв. {year}",
        "half": "{half_roman} полугодие {year}",
        "season": "{season} {season_year}",
        "year": "{year}",
        "decade": "{decade}-е годы",
    },
    seasons=("весна", "лето", "осень", "зима"),
    parts_of_year=(
        "начало {year}",
        "конец {year}",
        "первые месяцы {year}",
        "середина {year}",
        "последние месяцы {year}",
    ),
    parts_of_month=(
        "начало {of_month} {year}",
        "середина {of_month} {year}",
        "конец {of_month} {year}",
        "первая половина {of_month} {year}",
        "вторая половина {of_month} {year}",
    ),
)
# "не ранее" and "не позднее" want the genitive.
RU_AFTER: Final = Phrases(
    months=names.MONTHS_AFTER["ru"],
    periods={
        "day": "{day} {of_month} {year}",
        "month": "{month} {year}",
        "week": "{week}-й недели {week_year}",
        "quarter": "{quarter_roman} кв. {year}",
        "half": "{half_roman} полугодия {year}",
        "season": "{season} {season_year}",
        "year": "{year}",
        "decade": "{decade}-х годов",
    },
    seasons=("весны", "лета", "осени", "зимы"),
    parts_of_year=(
        "начала {year}",
        "конца {year}",
        "первых месяцев {year}",
        "середины {year}",
        "последних месяцев {year}",
    ),
    parts_of_month=(
        "начала {of_month} {year}",
        "середины {of_month} {year}",
        "конца {of_month} {year}",
        "первой половины {of_month} {year}",
        "второй половины {of_month} {year}",
    ),
)
KK: Final = Phrases(
    months=names.MONTHS_SHORT["kk"],
    periods={
        "day": "{year} ж. {day} {month}",
        "month": "{year} ж. {month}",
        "week": "{week_year} ж. {week}-апта",
        "quarter": "{year} ж. {quarter_roman} тоқсан",
        "half": "{year} ж. {half_roman} жартыжылдық",
        "season": "{season_year} ж. {season}",
        "year": "{year} ж.",
        "decade": "{decade}-жылдар",
    },
    seasons=("көктем", "жаз", "күз", "қыс"),
    parts_of_year=(
        "{year} ж. басы",
        "{year} ж. соңы",
        "{year} ж. алғашқы айлары",
        "{year} ж. ортасы",
        "{year} ж. соңғы айлары",
    ),
    parts_of_month=(
        "{year} ж. {of_month} басы",
        "{year} ж. {of_month} ортасы",
        "{year} ж. {of_month} соңы",
        "{year} ж. {of_month} бірінші жартысы",
        "{year} ж. {of_month} екінші жартысы",
    ),
)
# "ерте емес" and "кешіктірмей" want the ablative.
KK_AFTER: Final = Phrases(
    months=names.MONTHS_AFTER["kk"],
    periods={
        "day": "{year} ж. {day} {month}",
        "month": "{year} ж. {month}",
        "week": "{week_year} ж. {week}-аптадан",
        "quarter": "{year} ж. {quarter_roman} тоқсаннан",
        "half": "{year} ж. {half_roman} жартыжылдықтан",
        "season": "{season_year} ж. {season}",
        "year": "{year} жылдан",
        "decade": "{decade}-жылдардан",
    },
    seasons=("көктемнен", "жаздан", "күзден", "қыстан"),
    parts_of_year=(
        "{year} ж. басынан",
        "{year} ж. соңынан",
        "{year} ж. алғашқы айларынан",
        "{year} ж. ортасынан",
        "{year} ж. соңғы айларынан",
    ),
    parts_of_month=(
        "{year} ж. {of_month} басынан",
        "{year} ж. {of_month} ортасынан",
        "{year} ж. {of_month} соңынан",
        "{year} ж. {of_month} бірінші жартысынан",
        "{year} ж. {of_month} екінші жартысынан",
    ),
)
# By language: alone, then beside "not before" and "by".
PHRASES: Final = {
    "en": (EN, EN_AFTER),
    "fr": (FR, FR_AFTER),
    "ru": (RU, RU_AFTER),
    "kk": (KK, KK_AFTER),
}
MONTHS_OF: Final = {
    "en": names.MONTHS_SHORT["en"],
    "fr": names.MONTHS_SHORT["fr"],
    "ru": names.MONTHS_AFTER["ru"],
    "kk": names.MONTHS_OF_KK,
}
FLOOR: Final = {
    "en": "not before {about}{date}",
    "fr": "pas avant {about}{date}",
    "ru": "{about}не ранее {date}",
    "kk": "{about}{date} ерте емес",
}
CEILING: Final = {
    "en": "by {about}{date}",
    "fr": "d’ici {about}{date}",
    "ru": "{about}не позднее {date}",
    "kk": "{about}{date} кешіктірмей",
}
ABOUT: Final = {"en": "about ", "fr": "environ ", "ru": "примерно ", "kk": "шамамен "}
