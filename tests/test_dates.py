"""What dates allow, in four languages; and that nothing is ever read as less than was said."""

from __future__ import annotations

import calendar
import statistics
import subprocess
import sys
import time
import warnings
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.date_names import DASH, MONTH, WORDS
from tracker.dates import (
    DateWords,
    UnreadableDate,
    as_json,
    digit_order,
    format_date,
    parse,
    parse_column,
)

LANGUAGES = ("en", "fr", "ru", "kk")
settings.register_profile(
    "dates",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow],
)
DETERMINED = settings.get_profile("dates")

DECEMBER_24 = "2025-12-24 2025-12-24"
APRIL_8 = "2025-04-08 2025-04-08"
APRIL = "2025-04-01 2025-04-30"
Q4 = "2025-10-01 2025-12-31"
H2 = "2025-07-01 2025-12-31"
YEAR = "2025-01-01 2025-12-31"
LAST_DAYS = "2025-12-20 2025-12-31"
WINTER = "2025-12-01 2026-02-28"
TWENTIES = "2020-01-01 2029-12-31"


def window(words: DateWords) -> str:
    return f"{words.earliest or '..'} {words.latest or '..'}"


def refusal(text: str) -> UnreadableDate:
    with pytest.raises(UnreadableDate) as caught:
        parse(text)
    assert caught.value.text == text
    assert caught.value.message
    assert caught.value.remedy
    return caught.value


# The table of forms: window, precision, then the ways to write it.
FORMS = {
    (DECEMBER_24, "day"): """2025-12-24 | 24 December 2025 | December 24, 2025 | 24 Dec 2025
        | 24th December 2025 | 24-Dec-2025 | 24 décembre 2025 | 24 déc. 2025 | 24 decembre 2025
        | le 24 décembre 2025 | 24 декабря 2025 | 24 дек. 2025 | 24 декабря 2025 года
        | 24 декабря 2025 г. | 2025 жылғы 24 желтоқсан | 24 желтоқсан 2025 | 2025 ж. 24 желтоқсанда
        | 2025/12/24 | 2025.12.24""",
    (APRIL_8, "day"): """8 April 2025 | April 8th 2025 | 8 avril 2025 | 8 avr. 2025 | 8 апреля 2025
        | 8 апр. 2025 | 8 сәуір 2025 | 2025 жылғы 8 сәуір | 08 апреля 2025""",
    ("2025-04-01 2025-04-01", "day"): "1er avril 2025 | 1ᵉʳ avril 2025 | 1st April 2025",
    (APRIL, "month"): """2025-04 | April 2025 | Apr 2025 | in April 2025 | avril 2025 | avr. 2025
        | апр. 2025 | апреля 2025 | в апреле 2025 | апрель 2025 года | 2025 жылғы сәуір
        | 2025 ж. сәуір | 2025 жылғы сәуірде | 04/2025 | 2025-04-XX | АПРЕЛЬ 2025""",
    (Q4, "quarter"): """2025-Q4 | 2025Q4 | Q4 2025 | Q4/2025 | 4Q 2025 | 2025-36
        | fourth quarter of 2025 | last quarter of 2025 | 4e trimestre 2025 | 4ème trimestre 2025
        | T4 2025 | quatrième trimestre 2025 | IV кв. 2025 | 4 кв. 2025 | 4 квартал 2025
        | IV квартал 2025 года | в четвёртом квартале 2025 года | 4-й квартал 2025
        | 2025 жылдың IV тоқсаны | 2025 ж. IV тоқсан | 2025 жылдың төртінші тоқсанында""",
    (H2, "half"): """2025-H2 | H2 2025 | 2025-41 | second half of 2025 | S2 2025 | 2e semestre 2025
        | second semestre 2025 | 2-е полугодие 2025 | второе полугодие 2025 года | II полугодие 2025
        | вторая половина 2025 | 2025 жылдың екінші жартысы | 2025 жылдың 2-жартысы""",
    ("2025-06-01 2025-08-31", "season"): """2025-22 | summer 2025 | été 2025 | à l’été 2025
        | лето 2025 | летом 2025 года | 2025 жылдың жазында""",
    (WINTER, "season"): """winter 2025/26 | winter 2025-2026 | winter 2025-26 | hiver 2025/26
        | зима 2025/26 | 2025/26 ж. қыс""",
    ("2025-12-15 2025-12-21", "week"): """2025-W51 | 2025W51 | week 51 of 2025
        | semaine 51 de 2025 | 51-я неделя 2025 | 2025 ж. 51-апта""",
    (YEAR, "year"): "2025 | in 2025 | en 2025 | 2025 год | в 2025 году | 2025 жылы | 2025-XX",
    (TWENTIES, "decade"): "202X | the 2020s | années 2020 | 2020-е годы | 2020-жылдар",
    ("2000-01-01 2099-12-31", "range"): "20XX",
    (LAST_DAYS, "range"): """2025-12-20/2025-12-31 | 20–31 Dec 2025 | 20-31 December 2025
        | 20 Dec 2025 – 31 Dec 2025 | from 20 to 31 December 2025 | du 20 au 31 décembre 2025
        | с 20 по 31 декабря 2025 | 2025 жылғы 20–31 желтоқсан""",
    ("2028-01-01 2039-12-31", "range"): "2028/2039 | 2028–2039 | from 2028 to 2039",
    ("2025-10-01 2025-11-30", "range"): """Oct-Nov 2025 | octobre-novembre 2025
        | октябрь — ноябрь 2025 | 2025 ж. қазан–қараша | between October and November 2025""",
    ("2026-01-01 2026-06-30", "range"): "2026-Q1/2026-Q2 | Q1–Q2 2026 | I–II кв. 2026",
    ("2025-12-01 2026-01-31", "range"): "December 2025 or January 2026 | 2025-12/2026-01",
    ("2026-03-01 ..", "month"): """2026-03/.. | 2026-03/ | NET 2026-03 | not before March 2026
        | no earlier than March 2026 | not earlier than 2026-03 | March 2026 at the earliest
        | after February 2026 | from March 2026 | pas avant mars 2026 | au plus tôt en mars 2026
        | à partir de mars 2026 | не ранее марта 2026 | не раньше марта 2026 года
        | 2026 ж. наурыздан ерте емес | 2026 жылдың наурызынан ерте емес""",
    (".. 2027-12-31", "year"): """../2027 | by 2027 | no later than 2027 | until 2027
        | before 2028 | d’ici 2027 | d'ici à 2027 | au plus tard en 2027 | avant 2028
        | pas plus tard que 2027 | не позднее 2027 года | до 2027 года | к 2027 году
        | 2027 жылға дейін | 2027 жылдан кешіктірмей""",
    (".. 2025-12-31", "part-of-year"): """by the end of 2025 | before the end of 2025
        | avant la fin de 2025 | d’ici fin 2025 | до конца 2025 года | к концу 2025
        | 2025 жылдың соңына дейін | before the start of 2026""",
    ("2025-01-01 2025-03-31", "part-of-year"): """start of 2025 | beginning of 2025 | début 2025
        | au début de 2025 | начало 2025 | в начале 2025 года | 2025 жылдың басында""",
    ("2025-01-01 2025-04-30", "part-of-year"): "early 2025 | premiers mois de 2025",
    ("2025-05-01 2025-08-31", "part-of-year"): """mid-2025 | mid 2025 | mi-2025 | середина 2025
        | в середине 2025 года | 2025 жылдың ортасында""",
    ("2025-09-01 2025-12-31", "part-of-year"): "late 2025 | последние месяцы 2025",
    (Q4, "part-of-year"): """end of 2025 | the end of the year 2025 | year-end 2025 | fin 2025
        | fin de l’année 2025 | конец 2025 | в конце 2025 года | 2025 ж. соңы
        | 2025 жылдың соңында | 2025 жылдың аяғында""",
    ("2025-12-01 2025-12-10", "part-of-month"): """start of December 2025 | early December 2025
        | early 2025-12 | début décembre 2025 | начало декабря 2025 | 2025 ж. желтоқсанның басы""",
    ("2025-12-11 2025-12-20", "part-of-month"): """mid-December 2025 | mi-décembre 2025
        | середина декабря 2025 | вторая декада декабря 2025 | 2025 ж. желтоқсанның ортасы""",
    ("2025-12-21 2025-12-31", "part-of-month"): """late December 2025 | end of December 2025
        | fin décembre 2025 | в конце декабря 2025 | 2025 жылғы желтоқсанның соңында""",
}


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        (text.strip(), expected, precision)
        for (expected, precision), texts in FORMS.items()
        for text in texts.split("|")
    ],
)
def test_each_form_allows_its_window(text: str, expected: str, precision: str) -> None:
    words = parse(text)
    assert (window(words), words.precision, words.text) == (expected, precision, text)
    assert not words.caution
    assert words.floor == (words.latest is None)
    assert words.ceiling == (words.earliest is None)


@pytest.mark.parametrize(
    ("texts", "qualifier"),
    [
        ("2025~|about 2025|circa 2025|environ 2025|около 2025|шамамен 2025 ж.", "approximate"),
        ("2025?|possibly 2025|возможно 2025", "uncertain"),
        ("2025%|about 2025?", "both"),
        ("2025", ""),
    ],
)
def test_a_doubt_is_kept_and_leaves_the_window(texts: str, qualifier: str) -> None:
    for text in texts.split("|"):
        assert (window(parse(text)), parse(text).qualifier) == (YEAR, qualifier)


def test_text_is_kept_as_typed_and_trimmed_only_for_reading() -> None:
    for text in (" Fin\u00a02025 ", "２０２５－Ｑ４", "2025\u2011Q4", "\ufeff2025-Q4"):
        assert parse(text).text == text
        assert window(parse(text)) == Q4


def test_json_has_iso_days_and_null_where_open() -> None:
    assert as_json(parse("NET 2026-03~")) == {
        "text": "NET 2026-03~",
        "earliest": "2026-03-01",
        "latest": None,
        "precision": "month",
        "qualifier": "approximate",
        "floor": True,
        "ceiling": False,
    }
    assert as_json(parse("2025"))["qualifier"] is None


# Refusals -------------------------------------------------------------------------------------


def test_ambiguous_digits_name_both_readings() -> None:
    for text in ("03/04/2026", "03.04.2026", "3-4-2026", "NET 03.04.2026"):
        unreadable = refusal(text)
        assert unreadable.message == "3 Apr 2026 or 4 Mar 2026"
        assert unreadable.remedy == "type 2026-04-03 or 2026-03-04"


def test_the_column_settles_the_order_of_digits() -> None:
    assert digit_order(["03/04/2026", "25/12/2025"]) == "dmy"
    assert digit_order(["03/04/2026", "12/25/2025"]) == "mdy"
    assert digit_order(["25/12/2025", "12/25/2025"]) is None
    assert digit_order(["03/04/2026", "2025-12-20/2025-12-31"]) is None
    day, month = parse("03/04/2026", order="dmy"), parse("03/04/2026", order="mdy")
    assert (window(day), window(month)) == ("2026-04-03 2026-04-03", "2026-03-04 2026-03-04")
    assert day.caution
    assert month.caution
    first, _ = parse_column(["03/04/2026", "25/12/2025"])
    assert first == day


def test_a_cell_with_thirteen_or_more_proves_itself() -> None:
    for text in ("25/12/2025", "12/25/2025", "25.12.2025"):
        assert window(parse(text)) == "2025-12-25 2025-12-25"
        assert "2025-12-25" in parse(text).caution


def test_spreadsheet_months_are_read_with_a_caution() -> None:
    for text in ("Apr-25", "avr.-25", "avr-25", "апр.25", "апр-25", "сәу.25"):
        assert window(parse(text)) == APRIL
        assert "2025-04" in parse(text).caution


@pytest.mark.parametrize(
    ("text", "whole", "name"),
    [
        ("end of summer 2025", "summer 2025", "season"),
        ("конец лета 2025", "лето 2025", "season"),
        ("late Q1 2026", "2026-Q1", "quarter"),
        ("early H2 2026", "2026-H2", "half-year"),
        ("late summer 2025 to autumn 2025", "summer 2025 to autumn 2025", "season"),
    ],
)
def test_a_part_that_is_not_read_is_told(text: str, whole: str, name: str) -> None:
    read, expected = parse(text), parse(whole)
    assert (read.earliest, read.latest) == (expected.earliest, expected.latest)
    assert f"the part of a {name} is not read" in read.caution


@pytest.mark.parametrize("text", ["end of 2025", "end of 2025 to Q1 2026", "mid-March 2026"])
def test_a_part_that_is_read_has_no_caution(text: str) -> None:
    assert not parse(text).caution


def test_a_winter_with_one_year_is_read_with_a_caution() -> None:
    for text in ("winter 2025", "зима 2025", "2025-24"):
        assert window(parse(text)) == WINTER
        assert "winter 2025/26" in parse(text).caution


REFUSED = {
    "": "nothing",
    "   ": "nothing",
    "tbd": "announcement",
    "n/a": "no date",
    "45755": "2025-04-08",
    "45755.5": "2025-04-08",
    "today": "every reader",
    "demain": "every reader",
    "aujourd’hui": "every reader",
    "сейчас": "every reader",
    "бүгін": "every reader",
    "April": "year is missing",
    "апрель": "year is missing",
    "24 декабря": "year is missing",
    "Apr 25": "two digits",
    "24/12": "without its year",
    "24/12/25": "all four",
    "2025-12-24T10:00": "2025-12-24",
    "2025-12-24 10:00": "time zone",
    "2025-12-24T10:00:00+05:00": "time zone",
    "2025-12-24 UTC": "time zone",
    "24 Dec 2025, 10h30": "time of day",
    "20251224": "2025-12-24",
    "1899": "1900-2100",
    "2101-01": "1900-2100",
    "after 2100": "1900-2100",
    "2025-02-30": "2025-02-28",
    "30 February 2024": "2024-02-29",
    "31 апреля 2026": "2026-04-30",
    "2025-13": "no month 13",
    "2025-1": "2025-01",
    "2025-W53": "has 52",
    "2025-W51-3": "2025-12-17",
    "Q5 2025": "no quarter 5",
    "2026/2025": "2025/2026",
    "2025-12-24/2025-12-20": "comes before the first",
    "2005/06": "2005/2006",
    "2000s": "200X or 20XX",
    "13/13/2025": "neither",
    "end of Decmber 2025": "decmber",
    "not 2025": "type",
    "-2025": "type",
    "2025-": "type",
    "2025..2026": "type",
    "../..": "type",
    "2025 2026": "type",
    "launch in 2025": "launch",
    "2025 " * 20: "characters",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_with_a_remedy(text: str) -> None:
    unreadable = refusal(text)
    assert REFUSED[text] in f"{unreadable.message}: {unreadable.remedy}"
    assert str(unreadable) == f"{unreadable.message}: {unreadable.remedy}"


def test_a_column_hands_back_errors_blanks_and_dates_in_order() -> None:
    column = parse_column(["2025", " ", "soon", "2025"])
    assert column[0] is column[3]
    assert column[1] is None
    assert isinstance(column[2], UnreadableDate)
    assert column[2].__traceback__ is None


@DETERMINED
@given(st.one_of(st.text(max_size=200), st.text("0123456789-/. toqTIV?~", max_size=90)))
@example("1" * 80)
@example("q " * 40)
def test_any_text_is_a_date_or_unreadable_and_nothing_else(text: str) -> None:
    read = parse_column([text])[0]
    assert read is None or read.text == text


JUNK = (
    *("1-" * 40, "1/" * 40, "q " * 40, "end - " * 13, "mid-" * 20, "2025/" * 16, "to 2025 " * 10),
    *("x" * 80, "1" * 80, "." * 80, "ﷺ" * 80, "20-31 " * 13, "2025-12-" * 10, "дек-янв " * 10),
    *("9" * 100_000, "a b " * 250_000, "2025-" * 200_000),
)


def test_junk_of_any_length_is_refused_in_under_a_millisecond() -> None:
    for junk in JUNK:
        seconds = []
        for _ in range(15):
            began = time.perf_counter()
            with pytest.raises(UnreadableDate):
                parse(junk)
            seconds.append(time.perf_counter() - began)
        assert statistics.median(seconds) < 0.001, junk[:20]


# Never narrower than the words ----------------------------------------------------------------

years = st.integers(1901, 2098)
months = st.integers(1, 12)


def test_every_day_from_1900_to_2100_reads_as_itself() -> None:
    first, last = date(1900, 1, 1), date(2100, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for day, words in zip(days, parse_column(map(str, days)), strict=True):
        assert isinstance(words, DateWords)
        assert (words.earliest, words.latest, words.precision) == (day, day, "day")


@DETERMINED
@given(years, months)
def test_a_period_holds_every_day_that_bears_its_name(year: int, month: int) -> None:
    last = calendar.monthrange(year, month)[1]
    holds = {
        f"{year}-{month:02}": (month, month),
        f"{year}-Q{(month + 2) // 3}": (month, month),
        f"{year}-H{(month + 5) // 6}": (month, month),
        f"{year}": (1, 12),
        f"early {year}": (1, 3),
        f"late {year}": (10, 12),
        f"mid-{year}": (6, 7),
        f"fin {year}": (12, 12),
        f"{year // 10}X": (1, 12),
    }
    for text, (begin, end) in holds.items():
        words = parse(text)
        assert words.earliest
        assert words.latest
        assert words.earliest <= date(year, begin, 1)
        assert words.latest >= date(year, end, last if end == month else 28)


@DETERMINED
@given(years, months)
def test_halves_of_a_month_and_its_three_parts_leave_no_day_out(year: int, month: int) -> None:
    whole = parse(f"{year}-{month:02}")
    for parts in (("first half of", "second half of"), ("early", "mid", "late")):
        spans = [parse(f"{part} {year}-{month:02}") for part in parts]
        assert (spans[0].earliest, spans[-1].latest) == (whole.earliest, whole.latest)
        for before, after in pairwise(spans):
            assert before.latest
            assert after.earliest
            assert after.earliest <= before.latest + timedelta(days=1)


# Words to make texts of: the plain ones of every kind, and numbers of every size.
VOCABULARY = sorted(WORDS) + [str(n) for n in range(1, 32)] + ["2025", "2026", "2027-03"] * 60


@settings(DETERMINED, max_examples=1500)
@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6))
@example(["march", "-", "mid", "2026"])
@example(["march", "2026", "or", "2026"])
@example(["2020", "-", "е", "годы"])
@example(["december", "2025-26"])
@example(["2026", "-", "winter", "2025"])
def test_every_year_and_month_that_is_named_lies_in_the_window(tokens: list[str]) -> None:
    try:
        words = parse(" ".join(tokens))
    except UnreadableDate:
        return
    if words.earliest is None or words.latest is None:
        return
    held = {
        (year, month)
        for year in range(words.earliest.year, words.latest.year + 1)
        for month in range(1, 13)
        if (words.earliest.year, words.earliest.month) <= (year, month)
        if (year, month) <= (words.latest.year, words.latest.month)
    }
    named_years = {int(token[:4]) for token in tokens if token[:2] == "20"}
    named_months = {WORDS[token][1] for token in tokens if WORDS.get(token, ("",))[0] == MONTH}
    assert named_years <= {year for year, _ in held}
    assert named_months <= {month for _, month in held}


@DETERMINED
@given(years, months, years, months)
def test_an_interval_holds_both_its_ends(y1: int, m1: int, y2: int, m2: int) -> None:
    (y1, m1), (y2, m2) = sorted([(y1, m1), (y2, m2)])
    for text in (f"{y1}-{m1:02}/{y2}-{m2:02}", f"{y1}-{m1:02} – {y2}-{m2:02}"):
        words = parse(text)
        assert words.earliest == date(y1, m1, 1)
        assert words.latest == parse(f"{y2}-{m2:02}").latest


# Written and read again -----------------------------------------------------------------------


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    """Texts of every precision, with every side and every doubt."""
    year, month, day = draw(st.integers(1911, 2088)), draw(months), draw(st.integers(1, 28))
    part = draw(st.sampled_from(["start of", "early", "mid", "late", "end of"]))
    half = draw(st.sampled_from(["first half of", "second half of"]))
    period = draw(
        st.sampled_from(
            [
                f"{year}-{month:02}-{day:02}",
                f"{year}-{month:02}",
                f"{year}-Q{(month + 2) // 3}",
                f"{year}-H{(month + 5) // 6}",
                f"{year}-{20 + (month + 2) // 3}",
                f"{year}",
                f"{year}-W{month * 4:02}",
                f"{year // 10}X",
                f"{part} {year}",
                f"{part} {year}-{month:02}",
                f"{half} {year}-{month:02}",
                f"{year}-{month:02}-{day:02}/{year + 1}-{month:02}-{day:02}",
                f"{year}-{month:02}-{min(day, 10):02}/{year}-{month:02}-{max(day, 11)}",
                f"{year}-{month:02}/{year + 1}-{month:02}",
                f"{year}-{min(month, 6):02}/{year}-{max(month, 7):02}",
                f"{year}/{year + 1}",
            ]
        )
    )
    side = draw(st.sampled_from(["", "", "NET ", "by ", "before ", "after "]))
    return side + period + draw(st.sampled_from(["", "~", "?", "%"]))


@settings(DETERMINED, max_examples=1200)
@given(date_texts())
@example("NET 200X")
@example("2025-12-01/2025-12-01")
@example("before winter 2025/26")
def test_a_written_date_reads_as_the_same_window_in_each_language(text: str) -> None:
    said = parse(text)
    for lang in LANGUAGES:
        written = format_date(said, lang)
        read = parse(written)
        assert window(read) == window(said), written
        assert (read.qualifier, read.floor, read.ceiling) == (
            said.qualifier,
            said.floor,
            said.ceiling,
        )
        assert not read.caution, written


WRITTEN = {
    "2026-04-30": "30 Apr 2026|30 avr. 2026|30 апр. 2026|2026 ж. 30 сәуір",
    "2026-05-01": "1 May 2026|1er mai 2026|1 мая 2026|2026 ж. 1 мамыр",
    "2026-05": "May 2026|mai 2026|май 2026|2026 ж. мамыр",
    "2026-Q1": "Q1 2026|T1 2026|I кв. 2026|2026 ж. I тоқсан",
    "2025-H2": "H2 2025|S2 2025|II полугодие 2025|2025 ж. II жартыжылдық",
    "2025": "2025|2025|2025|2025 ж.",
    "end of 2025": "end of 2025|fin 2025|конец 2025|2025 ж. соңы",
    "late December 2025": "end of Dec 2025|fin déc. 2025|конец дек. 2025|2025 ж. желтоқсанның соңы",
    "2025-12-20/2025-12-31": "20–31 Dec 2025|20–31 déc. 2025|20–31 дек. 2025"
    "|2025 ж. 20–31 желтоқсан",
    "2022-01/2025-11-11": "Jan 2022 – 11 Nov 2025|janv. 2022 – 11 nov. 2025"
    "|янв. 2022 – 11 нояб. 2025|2022 ж. қаңтар – 2025 ж. 11 қараша",
    "2028/2039": "2028–2039|2028–2039|2028–2039|2028–2039 ж.",
    "2026-03/..": "not before Mar 2026|pas avant mars 2026|не ранее марта 2026"
    "|2026 ж. наурыздан ерте емес",
    "../2027": "by 2027|d’ici 2027|не позднее 2027|2027 жылдан кешіктірмей",
    "by end of 2025": "by the end of 2025|d’ici fin 2025|не позднее конца 2025"
    "|2025 ж. соңынан кешіктірмей",
    "2025~": "about 2025|environ 2025|примерно 2025|шамамен 2025 ж.",
    "2025?": "2025?|2025?|2025?|2025 ж.?",
    "winter 2025/26": "winter 2025/26|hiver 2025/26|зима 2025/26|2025/26 ж. қыс",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_is_written_as_readers_of_each_language_write_it(text: str) -> None:
    words = parse(text)
    assert "|".join(format_date(words, lang) for lang in LANGUAGES) == WRITTEN[text]


# The edtf library as an oracle ----------------------------------------------------------------

EDTF_TEXTS = (
    *("2025-12-24", "2024-02-29", "2025-12", "2024-02", "2025", "1900", "2100"),  # level 0
    *("2025-12-20/2025-12-31", "2028/2039", "2025-12/2026", "2025/2026-03"),
    *("2025~", "2025-12?", "2025-12-24%", "202X", "20XX", "2025-XX", "2025-12-XX"),  # level 1
    *("2025-21", "2025-22", "2025-23", "2025~/2026", "2025-12?/2026-01~"),
    *("2026-03/..", "../2027", "2026-03-15/.."),
    *("2025-33", "2025-34", "2025-35", "2025-36", "2025-40", "2025-41"),  # level 2
)


def edtf_window(text: str) -> str:
    """The window of the edtf library: struct_time, or infinite where the interval is open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its grammar is not clean to pyparsing's own checks
        from edtf import parse_edtf

        parsed = parse_edtf(text)
        edges = parsed.lower_strict(), parsed.upper_strict()
    return " ".join(
        "{:04}-{:02}-{:02}".format(*edge[:3]) if isinstance(edge, tuple) else ".." for edge in edges
    )


@pytest.mark.parametrize("text", EDTF_TEXTS)
def test_edtf_forms_agree_with_the_edtf_library(text: str) -> None:
    assert window(parse(text)) == edtf_window(text)


def test_where_edtf_is_read_otherwise_it_is_read_wider_or_refused() -> None:
    # The library ends the winter of 2025 with its December; a winter has three months.
    assert (edtf_window("2025-24"), window(parse("2025-24"))) == (
        "2025-12-01 2025-12-31",
        WINTER,
    )
    # An unknown end is ten years later for the library; here it is open.
    assert (edtf_window("2026/"), window(parse("2026/"))) == (
        "2026-01-01 2036-01-01",
        "2026-01-01 ..",
    )
    # Outside the years of the programme, southern seasons, thirds of a year: refused.
    for text in ("1899", "2101", "210X", "2025-25", "2025-37", "-2025"):
        refusal(text)


# The module itself ----------------------------------------------------------------------------


def test_no_word_says_two_things() -> None:
    # The table raises while it is built if one does; dashes and marks must be in it too.
    assert WORDS["-"][0] == DASH
    assert {"mars", "мая", "fin", "соңы", "?", "~"} <= WORDS.keys()


def test_reading_dates_imports_neither_pandas_nor_dateutil() -> None:
    script = (
        "import sys, tracker.dates;"
        "print(sorted({'pandas', 'dateutil', 'babel', 'plotly'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
