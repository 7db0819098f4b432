"""Month names, parts of a year, quarter and half words in four languages, one table each.

``WORDS`` maps every word that may stand in a date to what it says, whatever the language: a cell
is read without being told in which one it was typed. A word that would mean two things in two
languages is left out or fails when the table is built, never resolved by luck.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

# What a word says in a date. The first group fills a place of the date, each at most once.
YEAR, YEAR_TO, MONTH, NUMBER, ORDINAL = "year", "year to", "month", "number", "ordinal"
QUARTER, HALF, SEASON, WEEK, DECADE = "quarter", "half", "season", "week", "decade"
PART, TEN_DAYS, MONTHS, WINTER_TO = "part", "ten days", "months", "winter to"
# The second group says on which side of it, or how surely.
NOT, BEFORE, AFTER, EARLIEST, LATEST = "not", "before", "after", "earliest", "latest"
FLOOR, CEILING, SINCE, BETWEEN = "floor", "ceiling", "since", "between"
ABOUT, PERHAPS, BOTH = "approximate", "uncertain", "both"
# The third joins two dates, or says nothing.
DASH, NOISE = "dash", "noise"

Meaning = tuple[str, int]

START, EARLY, MID, LATE, END = range(5)
# First and last month of a part of a year; first and last day of a part of a month, where 31
# stands for the month's last day.
PART_OF_YEAR: Final = {START: (1, 3), EARLY: (1, 4), MID: (5, 8), LATE: (9, 12), END: (10, 12)}
PART_OF_MONTH: Final = {
    START: (1, 10),
    EARLY: (1, 10),
    MID: (11, 20),
    LATE: (21, 31),
    END: (21, 31),
}

SPRING, SUMMER, AUTUMN, WINTER = range(1, 5)
LAST: Final = -1  # "the last quarter"
# A dash may only hang words together ("mid-2025"); "to" and "or" always stand between two dates.
TO, OR = 1, 2

# EDTF's numbers in the place of a month: seasons 21-24, quarters 33-36, halves 40-41.
EDTF_CODES: Final[dict[int, tuple[Meaning, ...]]] = {
    **{20 + n: ((SEASON, n),) for n in range(1, 5)},
    **{32 + n: ((QUARTER, 0), (NUMBER, n)) for n in range(1, 5)},
    **{39 + n: ((HALF, 0), (NUMBER, n)) for n in range(1, 3)},
}


def _row(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# As they are written. Russian has a second row: the case that follows "не ранее" and a day.
MONTHS_SHORT: Final = {
    "en": _row("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "fr": _row("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "ru": _row("янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек."),
    "kk": _row(
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
    ),
}
MONTHS_AFTER: Final = {
    **MONTHS_SHORT,
    "ru": _row("янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек."),
    "kk": _row(
        "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан шілдеден тамыздан қыркүйектен "
        "қазаннан қарашадан желтоқсаннан"
    ),
}
MONTHS_OF_KK: Final = _row(
    "қаңтардың ақпанның наурыздың сәуірдің мамырдың маусымның шілденің тамыздың қыркүйектің "
    "қазанның қарашаның желтоқсанның"
)

_MONTHS_EN = """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug
|september sep sept|october oct|november nov|december dec"""
_MONTHS_FR = """janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août
|septembre|octobre|novembre|décembre déc"""
_MONTHS_RU = """янв|фев февр|мар|апр||июн|июл|авг|сен сент|окт|ноя нояб|дек"""
_STEMS_RU = _row("январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр")
_SOFT_RU, _HARD_RU, _MAY_RU = "ь я е ю ем", "- а е у ом", "й я е ю ем"
_MONTHS_KK = "қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел"

# Vowel harmony picks one ending of each set; a reader need not check the writer's grammar.
_CASES_KK = """- ның нің дың дің тың тің ға ге қа ке на не да де та те дан ден тан тен нан нен
ғы гі дағы дегі тағы тегі"""
_OWN_KK = """ы і сы сі ында інде сында сінде ынан інен сынан сінен ына іне сына сіне
ының інің сының сінің"""

_ADJECTIVE_RU = "ый ий ой ая ья ое ье ого его ьего ой ей ьей ом ем ьем ую ью ые ие ых их"


def _endings(stems: Iterable[str], endings: str) -> list[str]:
    return [stem + end.strip("-") for stem in stems for end in endings.split()]


def _declined_kk(stems: str) -> list[str]:
    return _endings(stems.split(), f"{_CASES_KK} {_OWN_KK}")


def _without_accents(word: str) -> str:
    """``fevrier`` for ``février``; Cyrillic letters keep their marks."""
    if word.isascii() or word[0] >= "\u0400":
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _russian_month(number: int) -> list[str]:
    stem = _STEMS_RU[number - 1]
    endings = {3: _HARD_RU, 5: _MAY_RU, 8: _HARD_RU}.get(number, _SOFT_RU)
    return _endings([stem], endings) + _MONTHS_RU.split("|")[number - 1].split()


def _month_words() -> Iterable[tuple[Meaning, list[str]]]:
    for number in range(1, 13):
        yield (MONTH, number), _MONTHS_EN.split("|")[number - 1].split()
        yield (MONTH, number), _MONTHS_FR.split("|")[number - 1].split()
        yield (MONTH, number), _russian_month(number)
        yield (MONTH, number), _MONTHS_KK.split("|")[number - 1].split()
        yield (MONTH, number), _declined_kk(MONTHS_SHORT["kk"][number - 1])
    yield (MONTH, 9), _endings(["қыркүйег"], _OWN_KK)


# meaning, then its words: English, French, Russian, Kazakh.
_PLAIN: Final[tuple[tuple[Meaning, str], ...]] = (
    ((PART, START), "start beginning début начало начала начале началу нач"),
    ((PART, EARLY), "early"),
    ((PART, MID), "mid middle mi milieu середина середины середине середину сер"),
    ((PART, LATE), "late"),
    ((PART, END), "end fin конец конца конце концу eoy кон"),
    ((QUARTER, 0), "q quarter quarters t trimestre trim кв квартал квартала квартале кварталу"),
    ((QUARTER, 0), "тоқ"),
    ((HALF, 0), "h half s semestre moitié quinzaine"),
    ((HALF, 0), "полугодие полугодия полугодии полугодию половина половины половине половину"),
    ((SEASON, SPRING), "spring printemps весна весны весной весне"),
    ((SEASON, SUMMER), "summer été лето лета летом лету"),
    ((SEASON, AUTUMN), "autumn fall automne осень осени осенью"),
    ((SEASON, WINTER), "winter hiver зима зимы зимой зиме"),
    ((WEEK, 0), "w wk week semaine неделя недели неделе неделю нед"),
    ((DECADE, 0), "decade décennie années годы годов годах жылдар жылдары жылдардан"),
    ((TEN_DAYS, 0), "декада декады декаде декаду"),
    ((MONTHS, 0), "months mois месяцы месяцев айлары айларынан"),
    ((ORDINAL, 1), "first premier première premiers i і бірінші алғашқы"),
    ((ORDINAL, 2), "second deuxième seconde ii іі екінші"),
    ((ORDINAL, 3), "third troisième iii ііі үшінші"),
    ((ORDINAL, 4), "fourth quatrième iv іv төртінші"),
    ((ORDINAL, LAST), "last final dernier dernière derniers соңғы"),
    ((NOT, 0), "not no pas не емес"),
    ((BEFORE, 0), "before earlier prior avant sooner ранее раньше ерте бұрын"),
    ((AFTER, 0), "after later après после позднее позже поздней кейін кеш"),
    ((EARLIEST, 0), "earliest tôt"),
    ((LATEST, 0), "latest tard кешіктірмей"),
    ((FLOOR, 0), "net"),
    ((CEILING, 0), "by until till nlt ici jusque jusqu до к ко дейін қарай"),
    ((SINCE, 0), "from since starting onwards partir dès с со начиная бастап"),
    ((BETWEEN, 0), "between entre между"),
    ((ABOUT, 0), "about around circa ca c approximately approx environ env vers autour"),
    ((ABOUT, 0), "около ок примерно приблизительно ориентировочно шамамен шамасында ~"),
    ((BOTH, 0), "%"),
    ((PERHAPS, 0), "perhaps possibly maybe возможно мүмкін ?"),
    ((DASH, 0), "- / au à"),
    ((DASH, TO), "to and et по и және"),
    ((DASH, OR), "or ou или немесе"),
    ((NOISE, 0), ". , ' of the in on at during within sometime than st nd rd th year"),
    ((NOISE, 0), "de du le la l d les en que plus er re e ère ème nde an année courant cours dans"),
    ((NOISE, 0), "в во на г гг год года году чем течение е й я го ый ая ое х м ші шы інші ыншы"),
    ((NOISE, 0), "ж жж айы айында айының"),
)


def _every_word() -> Iterable[tuple[Meaning, list[str]]]:
    yield from ((meaning, words.split()) for meaning, words in _PLAIN)
    yield from _month_words()
    for number, stems in enumerate(("перв", "втор", "трет", "четверт"), start=1):
        yield (ORDINAL, number), _endings([stems], _ADJECTIVE_RU)
    yield (ORDINAL, LAST), _endings(["последн"], "ий яя ее его ей ем юю ие их")
    for part, stems in ((START, "бас"), (MID, "орта"), (END, "соң аяғ")):
        yield (PART, part), _endings(stems.split(), _OWN_KK)
    for number, stem in enumerate(("көктем", "жаз", "күз", "қыс"), start=1):
        yield (SEASON, number), _declined_kk(stem)
    yield (QUARTER, 0), _declined_kk("тоқсан")
    yield (HALF, 0), _declined_kk("жарты жартыжылдық жартыжылдығ")
    yield (WEEK, 0), _declined_kk("апта")
    yield (TEN_DAYS, 0), _declined_kk("онкүндік онкүндіг")
    yield (NOISE, 0), _declined_kk("жыл")


def _table() -> dict[str, Meaning]:
    table: dict[str, Meaning] = {}
    for meaning, words in _every_word():
        for word in (*words, *map(_without_accents, words)):
            if table.setdefault(word, meaning) != meaning:
                raise ValueError(f"{word!r} says both {table[word]} and {meaning}")
    return table


WORDS: Final = _table()

# No date at all, and the form to type instead depends on what was meant.
RELATIVE: Final = frozenset(
    _row("""today tomorrow yesterday now soon next this current aujourd hui demain hier maintenant
    bientôt prochain prochaine cette ce сегодня завтра вчера сейчас скоро следующий следующем этом
    текущем нынешнем бүгін ертең кеше қазір биыл келесі осы""")
)
UNDECIDED: Final = frozenset(_row("tbd tba tbc n/a na none null unknown undated nan - -- ? нет"))
ZONES: Final = frozenset(_row("z utc gmt msk мск cet est pst am pm астана"))
