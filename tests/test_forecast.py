"""The model: what it says of a promise, when it says nothing, and what can never happen."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from builders import REAL_DATA
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import DateWords, parse
from tracker.forecast import CHANCES, Model, Promise, chance_by, forecast, model, reason_against
from tracker.reference import reference

REAL = reference(REAL_DATA / "reference")
DAY = date(2024, 1, 1)


def real_model() -> Model:
    told = model(REAL)
    assert told is not None
    return told


TOLD = real_model()


def window(first: date, last: date) -> DateWords:
    return DateWords(f"{first}/{last}", first, last, "range")


def promise(target: str, said: date = DAY) -> Promise:
    return Promise(said, parse(target))


def test_the_chances_come_in_their_order_and_after_the_day() -> None:
    as_of = date(2025, 6, 1)
    made = forecast(promise("2025"), TOLD, as_of=as_of)
    days = [made.days[chance] for chance in CHANCES]
    assert all(day is not None and day >= as_of for day in days)
    assert days == sorted(days)  # type: ignore[type-var]
    assert (made.cases, made.programmes) == (155, 43)


def test_a_forecast_is_the_quantile_of_the_class_on_the_scale_of_the_promise() -> None:
    made = forecast(promise("2025-01-01"), TOLD, as_of=DAY)
    years = 366 / 365.25
    by_hand = DAY + timedelta(days=round(366 * TOLD.base.at(years).quantile(0.5)))
    assert made.days[0.5] == by_hand


def test_without_those_that_never_flew_it_comes_sooner() -> None:
    made = forecast(promise("2026"), TOLD, as_of=DAY)
    for chance in (0.5, 0.8, 0.9):
        assert made.optimistic[chance] < made.days[chance]  # type: ignore[operator]


def test_the_odds_of_keeping_a_promise_agree_with_a_million_draws() -> None:
    as_of, first, last = date(2025, 2, 1), date(2025, 3, 1), date(2025, 12, 31)
    ahead = (first.toordinal() + last.toordinal()) / 2 - DAY.toordinal()
    law = TOLD.base.at(ahead / 365.25)
    draws = np.exp(np.random.default_rng(1).normal(law.mean, law.spread, 1_000_000)) * ahead
    left = draws[draws > (as_of - DAY).days]
    brute = float((left <= (last - DAY).days).mean())
    made = forecast(Promise(DAY, window(first, last)), TOLD, as_of=as_of)
    assert made.kept == pytest.approx(brute, abs=0.002)


def test_a_promise_that_has_passed_is_not_kept_but_conditioned() -> None:
    made = forecast(promise("2024"), TOLD, as_of=date(2026, 1, 1))
    assert made.kept == 0.0
    assert made.days[0.1] > date(2026, 1, 1)  # type: ignore[operator]


def test_what_waited_longest_is_told_as_never() -> None:
    """Beyond the longest wait of those that flew, all that waited so long are still to come."""
    longest = float(REAL.ratio[REAL.flown].max())
    late = DAY + timedelta(days=int(366 * (longest + 1)))
    assert forecast(promise("2025-01-01"), TOLD, as_of=late).never == 1.0
    assert 0 < forecast(promise("2025-01-01"), TOLD, as_of=DAY).never < 0.2


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("NET 2025", "floor"),
        ("2023", "over"),
        ("2024-01-20", "near"),
        ("2028/2039", "far"),
        ("2025", ""),
        ("by 2026", ""),
    ],
)
def test_why_nothing_is_said(target: str, reason: str) -> None:
    assert reason_against(promise(target), TOLD) == reason


def test_of_fewer_than_eight_programmes_nothing_is_said() -> None:
    flown = list(dict.fromkeys(REAL.programme[REAL.flown]))
    few = REAL.where(np.isin(REAL.programme, flown[:7]) | ~REAL.flown)
    assert few.programmes > 8
    assert model(few) is None
    assert reason_against(promise("2025"), None) == "few"
    assert model(REAL.where(np.isin(REAL.programme, flown[:8]))) is not None


days = st.integers(40, 1500)


def spread(ahead: int, half: int, *, waited: int) -> int:
    """Days between P10 and P90 of a promise whose middle lies so many days ahead."""
    middle, half_width = DAY + timedelta(days=ahead), timedelta(days=half)
    target = window(middle - half_width, middle + half_width)
    told = forecast(Promise(DAY, target), TOLD, as_of=DAY + timedelta(days=waited)).days
    assert told[0.1] is not None
    assert told[0.9] is not None
    return (told[0.9] - told[0.1]).days


@given(days, st.integers(0, 400), st.integers(1, 800), st.integers(0, 900))
def test_widening_a_window_about_its_middle_never_narrows_the_forecast(
    ahead: int, half: int, wider: int, waited: int
) -> None:
    if half + wider > ahead:
        # It then holds the day of the statement, and what is left of it reaches further. On that
        # day the forecast is wider; the longer it has waited since, the less that matters.
        waited = 0
    assert spread(ahead, half + wider, waited=waited) >= spread(ahead, half, waited=waited) - 1


@given(days, st.integers(0, 3000), st.integers(0, 2000), st.sampled_from(CHANCES))
def test_a_later_day_without_news_never_brings_it_nearer(
    ahead: int, waited: int, longer: int, chance: float
) -> None:
    told = Promise(DAY, window(DAY + timedelta(days=ahead), DAY + timedelta(days=ahead)))
    first = DAY + timedelta(days=waited)
    then = forecast(told, TOLD, as_of=first).days[chance]
    later = forecast(told, TOLD, as_of=first + timedelta(days=longer)).days[chance]
    assert (later or date.max) >= (then or date.max)


def test_the_chance_by_a_day_of_the_forecast_is_the_chance_that_named_it() -> None:
    told, as_of = promise("2026"), date(2025, 1, 1)
    made = forecast(told, TOLD, as_of=as_of)
    for chance in CHANCES:
        day = made.days[chance]
        assert day is not None
        assert chance_by(told, TOLD, as_of=as_of, day=day) == pytest.approx(chance, abs=0.002)
