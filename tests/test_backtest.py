"""The backtest: fair to its rivals, blind to the future, and its figures those of the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from builders import REAL_DATA

from tracker import backtest
from tracker.backtest import forward, held_out, leave_one_out, pinball, rivals, score
from tracker.reference import DAYS_A_YEAR, Cases, reference

REAL = reference(REAL_DATA / "reference")
OUT = leave_one_out(REAL)


def invented(seed: int, programmes: int = 60, each: int = 3) -> Cases:
    """Programmes of which the model is true."""
    rng = np.random.default_rng(seed)
    n = programmes * each
    horizon = np.exp(rng.normal(0.3, 0.8, n))
    ratio = np.exp(0.9 - 0.1 * np.log(horizon) + 0.5 * rng.normal(size=n))
    said = rng.integers(730_000, 735_000, n).astype(float)
    ended = said + ratio * horizon * DAYS_A_YEAR
    names = np.repeat(np.array([f"p{i}" for i in range(programmes)], dtype=object), each)
    return Cases(names, said, horizon, ended, ended, np.ones(n, dtype=bool))


def one(said: list[float], horizon: list[float], ended: float) -> Cases:
    n = len(said)
    whole = np.full(n, ended)
    return Cases(
        np.array(["p"] * n, dtype=object),
        np.array(said),
        np.array(horizon),
        whole,
        whole,
        np.ones(n, dtype=bool),
    )


def test_where_believing_is_never_wrong_nothing_can_be_held_against_it() -> None:
    cases = invented(3, programmes=9)
    kept = cases.said + cases.horizon * DAYS_A_YEAR
    punctual = replace(cases, ended=kept, known=kept)
    scored = leave_one_out(punctual)
    assert np.isnan(score(scored).against_announced)
    assert np.isnan(backtest.resampled(scored)).all()


def test_where_the_model_is_true_the_bands_hold_what_they_say() -> None:
    found = score(leave_one_out(invented(1)))
    assert found.coverage["50"] == pytest.approx(0.5, abs=0.08)
    assert found.coverage["80"] == pytest.approx(0.8, abs=0.08)
    assert found.crps < min(found.rivals.values())


def test_a_programme_is_forecast_from_the_others_alone() -> None:
    """Its own outcome decides its score, never its forecast."""
    name = "Vega"
    own = REAL.programme == name
    later = Cases(
        REAL.programme,
        REAL.said,
        REAL.horizon,
        np.where(own, REAL.ended + 3650, REAL.ended),
        REAL.known,
        REAL.flown,
    )
    whole, changed = OUT, leave_one_out(later)
    mine = whole.cases.programme == name
    assert mine.any()
    for p in (0.1, 0.9):
        quantile = whole.cases.horizon[mine] * whole.cases.ratio[mine]
        then = changed.cases.horizon[mine] * changed.cases.ratio[mine]
        # Beyond the quantile the loss grows by p for each year: so the quantile did not move.
        past = (whole.pit[mine] > p) & (changed.pit[mine] > p)
        grown = changed.pinball[p][mine] - whole.pinball[p][mine]
        assert grown[past] == pytest.approx(p * (then - quantile)[past])


def test_walking_forward_nothing_of_later_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Cases] = []
    whole = backtest.fit_of
    monkeypatch.setattr(backtest, "fit_of", lambda cases: (seen.append(cases), whole(cases))[1])
    found = forward(REAL)
    days = {date.fromordinal(int(day)) for day in REAL.said[REAL.flown]}
    assert len(found.crps) > 50
    assert {float(day) for cases in seen for day in [max(cases.known)]} <= {
        float(day.toordinal()) for day in days
    }
    for cases in seen:
        assert (cases.said < cases.known.max()).all()


def test_what_happens_after_the_last_forecast_day_changes_no_forecast_of_it() -> None:
    day = date(2015, 1, 1)
    before = forward(REAL)
    cut = REAL.known_by(day)
    kept = cut.where(cut.flown)
    after = forward(Cases(*(getattr(cut, name) for name in Cases.__slots__)))
    early = np.isin(before.cases.said, kept.said) & (before.cases.ended <= day.toordinal())
    assert after.pit.tolist() == pytest.approx(before.pit[early].tolist())


def test_the_rivals_are_what_their_names_say() -> None:
    """Two statements a year apart, the second for half a year later; three years on it flew.

    The line slips half a year a year: of a year to go it makes two.
    """
    year = DAYS_A_YEAR
    found = rivals(one([730_000, 730_000 + year], [1.5, 1.0], 730_000 + 4 * year))
    assert found["announced"].tolist() == pytest.approx([2.5, 2.0])
    assert found["doubled"].tolist() == pytest.approx([1.0, 1.0])
    assert found["straight line"].tolist() == pytest.approx([2.5, 1.0])


def test_a_line_that_never_meets_the_calendar_is_doubled() -> None:
    year = DAYS_A_YEAR
    found = rivals(one([730_000, 730_000 + year], [1.0, 1.0], 730_000 + 4 * year))
    assert found["straight line"].tolist() == pytest.approx([3.0, 1.0])


def test_the_loss_of_a_quantile_is_least_at_that_quantile() -> None:
    draws = np.random.default_rng(2).exponential(size=4000)
    named = np.linspace(0.1, 4, 200)
    losses = [np.mean([pinball(0.8, float(x), float(y)) for y in draws[:800]]) for x in named]
    assert named[int(np.argmin(losses))] == pytest.approx(np.quantile(draws[:800], 0.8), abs=0.05)


def test_another_class_is_scored_without_what_was_fitted() -> None:
    fit_on, score_on = invented(1), invented(2, programmes=20)
    elsewhere = Cases(
        np.array([f"other {name}" for name in score_on.programme], dtype=object),
        *(getattr(score_on, name) for name in Cases.__slots__[1:]),
    )
    found = held_out(fit_on, elsewhere)
    assert found.cases.programmes == 20
    assert 0.6 < score(found).coverage["80"] < 0.95


def test_each_programme_or_each_statement_counts_once() -> None:
    assert OUT.weight.sum() == pytest.approx(OUT.cases.programmes)
    assert OUT.by_statement().weight.sum() == len(OUT.crps)
    assert sum(len(part.crps) for part in OUT.by_horizon().values()) == len(OUT.crps)
    assert OUT.histogram().sum() == pytest.approx(1.0)


def test_the_goals_are_reached_each_statement_counting_once() -> None:
    found = score(OUT.by_statement())
    assert found.against_announced <= 0.5
    assert found.crps < found.rivals["doubled"]
    assert 0.75 <= found.coverage["80"] <= 0.9
    assert 0.42 <= found.coverage["50"] <= 0.58


def test_each_programme_counting_once_all_are_reached_but_half_of_believing() -> None:
    found = score(OUT)
    assert found.crps < found.rivals["doubled"]
    assert 0.75 <= found.coverage["80"] <= 0.9
    assert 0.42 <= found.coverage["50"] <= 0.58
    low, high = backtest.resampled(OUT)
    assert low < 0.5 < found.against_announced < high
