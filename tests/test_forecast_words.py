"""A forecast in words: no day is named, no odds are overstated, and every reason is a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import REAL_DATA, TODAY
from hypothesis import given
from hypothesis import strategies as st

import tracker
from tracker.forecast import CHANCES, Forecast
from tracker.forecast_words import (
    beside,
    by,
    chance,
    grain,
    named,
    never,
    sentence,
    verdict,
    waits,
)
from tracker.outlook import Hindsight, Outlook, outlooks
from tracker.snapshot import snapshot
from tracker.words import words

SAY = words("en")
DAY = date(2026, 1, 1)
REAL = tracker.load(REAL_DATA, as_of=TODAY)
FOUND = {each.row.id: each for each in outlooks(REAL, snapshot(REAL, as_of=TODAY), as_of=TODAY)}
SECOND = FOUND["soyuz5-second-flight"]


def made(*days: date | None, behind: float = 0.0) -> Forecast:
    told = dict(zip(CHANCES, days, strict=True))
    return Forecast(told, told, kept=0.3, behind=behind, never=0.1, cases=155, programmes=43)


def spread_over(total: int) -> dict[float, date | None]:
    ends = (0, total // 3, total // 2, total)
    return {p: DAY + timedelta(days=n) for p, n in zip(CHANCES, ends, strict=True)}


def forecasting(*days: date | None) -> Outlook:
    return replace(SECOND, forecast=made(*days))


def test_a_sentence_names_the_promise_the_class_and_the_odds() -> None:
    days = date(2027, 1, 1), date(2027, 5, 2), date(2028, 2, 1), date(2029, 1, 1)
    assert sentence(forecasting(*days), SAY) == (
        "Promised for 2026; on the record of 43 programmes, even odds by Q2 2027, "
        "4 in 5 by Q1 2028."
    )


def test_odds_that_fall_into_one_period_are_told_once() -> None:
    days = date(2027, 1, 1), date(2027, 5, 2), date(2027, 6, 1), date(2029, 1, 1)
    assert sentence(forecasting(*days), SAY).endswith("43 programmes, 4 in 5 by Q2 2027.")


def test_what_lies_beyond_2100_is_no_date() -> None:
    far = sentence(forecasting(DAY, date(2060, 1, 1), None, None), SAY)
    assert far.endswith("even odds by 2060, 4 in 5 only after 2100.")
    beyond = sentence(forecasting(DAY, date(2101, 1, 1), None, None), SAY)
    assert beyond.endswith("even odds only after 2100.")


@pytest.mark.parametrize(
    ("days", "told"), [(100, "month"), (365, "month"), (400, "quarter"), (2300, "year")]
)
def test_the_wider_the_spread_the_coarser_the_date(days: int, told: str) -> None:
    assert grain(spread_over(days)) == told


@given(st.dates(date(2026, 1, 1), date(2100, 12, 31)), st.integers(10, 5000))
def test_no_date_is_a_day_and_none_ends_before_the_day_it_stands_for(day: date, n: int) -> None:
    period = by(day, grain(spread_over(n)))
    assert period is not None
    assert period.ceiling
    assert period.latest is not None
    assert period.latest >= day
    assert not re.search(r"\d{4}-\d{2}-\d{2}", period.text)


def test_the_real_sentences_name_no_day_but_the_promised_one() -> None:
    for each in FOUND.values():
        odds = sentence(each, SAY).partition(";")[2]
        assert not re.search(r"\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", odds)


@pytest.mark.parametrize(
    ("share", "told"), [(0.0, "under 5%"), (0.33, "about 35%"), (1.0, "over 95%")]
)
def test_a_probability_is_told_in_steps(share: float, told: str) -> None:
    assert chance(share, SAY) == told


def test_what_stands_beside_it() -> None:
    told = beside(replace(SECOND, forecast=made(DAY, DAY, DAY, DAY), slips=3), SAY)
    assert told == [
        "Odds that it happens within what is promised: about 30%.",
        "Its own promise moved later three times; the odds do not count that.",
    ]
    long = beside(replace(SECOND, forecast=made(DAY, DAY, DAY, DAY, behind=0.95)), SAY)
    assert "longer than 9 in 10" in long[1]


def test_how_many_never_came_is_told() -> None:
    assert never(made(DAY, DAY, DAY, DAY), SAY) == (
        "Of comparable promises that had waited as long, about 10% were never seen kept."
    )


def test_of_what_has_no_report_it_is_said_that_it_may_have_happened() -> None:
    told = beside(FOUND["soyuz6-first-flight"], SAY)
    assert told[0] == "No outcome was found; these are the odds if it has not happened."


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.05, "earlier than 9 in 10 would"),
        (0.3, "before even odds"),
        (0.7, "between even odds and 4 in 5"),
        (0.85, "between 4 in 5 and 9 in 10"),
        (0.99, "later than 9 in 10 would"),
        (None, ""),
    ],
)
def test_the_verdict_says_where_it_fell(share: float | None, told: str) -> None:
    assert verdict(Hindsight(SECOND.claim, SECOND.forecast, "", share), SAY) == told


def test_where_there_is_none_the_reason_is_told() -> None:
    assert sentence(FOUND["superheavy-first-flight"], SAY) == (
        "It was promised further ahead than any first flight of the reference class."
    )


def test_each_chance_is_named_by_its_own_period() -> None:
    told = SECOND.forecast
    assert told is not None
    periods = [named(told, chance) for chance in CHANCES]
    ends = [period.latest for period in periods if period]
    assert len(ends) == 4
    assert ends == sorted(ends)  # type: ignore[type-var]


def waiting(own: date, ahead: date | None) -> list[str]:
    """What is said of one that waits for another, each by the day of its even odds."""
    later = date(2032, 1, 1)
    other = replace(forecasting(DAY, ahead, ahead and later, ahead and later), slips=0)
    return waits(replace(forecasting(DAY, own, later, later), after=other), SAY)


def test_what_it_waits_for_is_named_where_its_even_odds_are_later() -> None:
    assert waiting(date(2028, 10, 1), date(2029, 5, 1)) == [
        "Waits for Soyuz-5 second flight, whose even odds are later (by Q2 2029)."
    ]
    assert waiting(date(2028, 10, 1), None) == [
        "Waits for Soyuz-5 second flight, whose even odds come only after 2100."
    ]
    assert waits(SECOND, SAY) == []


def test_where_the_periods_that_are_told_agree_nothing_is_said() -> None:
    assert waiting(date(2029, 4, 1), date(2029, 5, 1)) == []


def test_every_later_one_of_the_record_is_said_and_no_other() -> None:
    noted = {id: waits(each, SAY) for id, each in FOUND.items() if waits(each, SAY)}
    assert "soyuz5-flight-tests-end" in noted
    assert beside(FOUND["soyuz5-flight-tests-end"], SAY)[-1] in noted["soyuz5-flight-tests-end"]
    for id in noted:
        ahead = [FOUND[name].even for name in FOUND[id].row.depends_on.split() if name in FOUND]
        assert max(ahead) > FOUND[id].even
