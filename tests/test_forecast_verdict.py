"""What speaks against the forecast is said beside what speaks for it, computed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from builders import REAL_DATA, TODAY

import tracker
from dashboards.elements import to_html
from dashboards.forecast_scores import backtest
from dashboards.page import page_of
from tracker.backtest import Scored, forward, score
from tracker.forecast_verdict import FAR, going_forward, what_scores_mean
from tracker.outlook import cases_of
from tracker.own_forecasts import Own, own_flight
from tracker.programme import Programme
from tracker.snapshot import snapshot
from tracker.words import words

SAY = words("en")
FLIGHT = Own("x", "The flight", (0.2, 0.5, 0.7))


@cache
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


@cache
def walking() -> Scored:
    cases = cases_of(real(), TODAY)
    assert cases is not None
    return forward(cases)


def test_the_figures_are_those_of_the_scores() -> None:
    told = going_forward(walking(), FLIGHT, SAY)
    every, far = score(walking()), score(walking().by_horizon()[FAR])
    for made in (every, far):
        assert f"{made.crps:.2f}" in told
        assert f"{made.rivals['doubled']:.2f}" in told
    assert told.endswith("The flight: 2 of 3 forecasts had even odds later than it happened.")


@pytest.mark.parametrize(
    ("factor", "said"),
    [(0.01, "the forecast is better"), (100.0, "doubling is better")],
)
def test_the_lesser_error_is_the_better(factor: float, said: str) -> None:
    told = going_forward(replace(walking(), crps=walking().crps * factor), None, SAY)
    assert told.count(said) == 2


def test_equal_errors_are_called_equal() -> None:
    scored = walking()
    told = going_forward(replace(scored, crps=scored.rivals["doubled"]), None, SAY)
    assert "better" not in told
    assert told.count("both") == 2


def test_two_classes_and_no_flight_leave_nothing_to_say() -> None:
    assert going_forward(None, None, SAY) == ""


def test_the_own_flight_is_the_first_of_the_programme() -> None:
    flight = own_flight(real(), snapshot(real(), as_of=TODAY), as_of=TODAY)
    assert flight is not None
    assert flight.id == "soyuz5-first-flight"
    before = TODAY.replace(year=2024)
    assert own_flight(real(), snapshot(real(), as_of=before), as_of=before) is None


def test_the_view_says_it_beside_the_summary() -> None:
    page = page_of(real(), path="/forecast", search="", today=TODAY)
    panel = backtest(cases_of(real(), TODAY), page)
    assert panel is not None
    html = to_html(panel)
    flight = own_flight(real(), snapshot(real(), as_of=TODAY), as_of=TODAY)
    assert going_forward(walking(), flight, SAY) in html


def test_the_scores_are_explained() -> None:
    assert [line.split()[0] for line in what_scores_mean(SAY)] == ["CRPS:", "Pinball", "Draws:"]
