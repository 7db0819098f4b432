"""The log-normal: closed forms worked out another way, the fit against simulation."""

from __future__ import annotations

from math import exp, log
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.lognormal import Fit, LogNormal, _log_survival, _loss, fit

LAW = LogNormal(0.8, 0.6)


def test_a_quantile_is_where_that_share_has_passed() -> None:
    assert LAW.quantile(0.5) == pytest.approx(exp(0.8))
    for share in (0.1, 0.5, 0.8, 0.9):
        assert LAW.survival(LAW.quantile(share)) == pytest.approx(1 - share)


def test_nothing_has_happened_by_the_day_of_the_statement() -> None:
    assert LAW.survival(0.0) == 1.0


@pytest.mark.parametrize("waited", [0.2, 1.0, 3.0, 6.0])
def test_conditioning_agrees_with_brute_force(waited: float) -> None:
    """Against a million draws of which those that came earlier are thrown away."""
    draws = np.exp(np.random.default_rng(1).normal(0.8, 0.6, 1_000_000))
    left = draws[draws > waited]
    for share in (0.1, 0.5, 0.8):
        brute = float(np.quantile(left, share))
        assert LAW.quantile_beyond(share, waited) == pytest.approx(brute, rel=0.03)


def test_conditioned_on_nothing_it_is_the_quantile() -> None:
    assert LAW.quantile_beyond(0.8, 0.0) == pytest.approx(LAW.quantile(0.8))


@given(
    st.floats(0.01, 50), st.floats(0.01, 50), st.floats(-1, 2), st.floats(0.1, 2),
    st.sampled_from((0.1, 0.5, 0.8, 0.9)),
)  # fmt: skip
def test_waiting_longer_never_brings_it_nearer(
    one: float, other: float, mean: float, spread: float, share: float
) -> None:
    law, (earlier, later) = LogNormal(mean, spread), sorted((one, other))
    near, far = law.quantile_beyond(share, earlier), law.quantile_beyond(share, later)
    assert near <= far * (1 + 1e-9)
    assert near >= earlier * (1 - 1e-9)


@pytest.mark.parametrize("happened", [0.5, 2.2, 7.0])
def test_the_score_is_the_integral_that_defines_it(happened: float) -> None:
    """CRPS: the square of the distance between the distribution and the step at what happened."""
    x = np.linspace(1e-6, 200, 2_000_001)
    cdf = np.vectorize(NormalDist().cdf)((np.log(x[::20]) - 0.8) / 0.6)
    squares = (cdf - (x[::20] >= happened)) ** 2
    integral = float(np.sum((squares[1:] + squares[:-1]) / 2 * np.diff(x[::20])))
    assert LAW.crps(happened) == pytest.approx(integral, abs=2e-3)


def test_the_middle_and_the_spread_follow_the_horizon() -> None:
    law = Fit(1.0, -0.2, -0.5, -0.3).at(exp(1))
    assert law.mean == pytest.approx(0.8)
    assert law.spread == pytest.approx(exp(-0.8))


def test_flown_cases_of_one_horizon_fit_as_their_mean_and_spread() -> None:
    """With every case flown the greatest likelihood is known: the mean, the root mean square."""
    ratio = np.array([0.1, 0.5, 0.9, 1.4, 0.7])
    found = fit(ratio, np.zeros(5), np.ones(5, dtype=bool), np.ones(5))
    assert found.a == pytest.approx(ratio.mean(), abs=1e-5)
    assert found.c == pytest.approx(log(ratio.std()), abs=1e-5)


def test_a_weight_of_two_is_the_case_twice() -> None:
    rng = np.random.default_rng(3)
    ratio, horizon = rng.normal(0.8, 0.5, 40), rng.normal(0, 1, 40)
    flown = rng.random(40) < 0.8
    twice = np.concatenate([np.arange(40), np.arange(40)[:10]])
    weight = np.where(np.arange(40) < 10, 2.0, 1.0)
    one = fit(ratio, horizon, flown, weight)
    other = fit(ratio[twice], horizon[twice], flown[twice], np.ones(50))
    assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_simulated_is_recovered_with_a_third_still_waiting(seed: int) -> None:
    known = Fit(0.9, -0.15, -0.5, -0.25)
    rng = np.random.default_rng(seed)
    horizon = np.exp(rng.normal(0.3, 0.9, 6000))
    spread = np.exp(known.c + known.d * np.log(horizon))
    came = np.exp(known.a + known.b * np.log(horizon) + spread * rng.normal(size=6000))
    seen = np.exp(rng.normal(1.2, 0.6, 6000))
    flown = came <= seen
    assert 0.55 < flown.mean() < 0.75
    found = fit(np.log(np.minimum(came, seen)), np.log(horizon), flown, np.ones(6000))
    assert found == pytest.approx(known, abs=0.05)


def test_dropping_what_still_waits_would_call_it_sooner() -> None:
    rng = np.random.default_rng(4)
    came, seen = np.exp(rng.normal(0.9, 0.6, 2000)), np.exp(rng.normal(1.0, 0.5, 2000))
    flown, horizon = came <= seen, np.zeros(2000)
    log_ratio = np.log(np.minimum(came, seen))
    whole = fit(log_ratio, horizon, flown, np.ones(2000))
    dropped = fit(log_ratio[flown], horizon[flown], flown[flown], np.ones(int(flown.sum())))
    assert dropped.a < whole.a - 0.2
    assert whole.a == pytest.approx(0.9, abs=0.05)


def test_the_slope_is_that_of_the_likelihood() -> None:
    rng = np.random.default_rng(5)
    data = rng.normal(0.8, 0.5, 30), rng.normal(0, 1, 30), rng.random(30) < 0.7, rng.random(30)
    x, step = np.array([0.7, -0.1, -0.4, -0.2]), 1e-6
    _, slope = _loss(x, *data)
    for i in range(4):
        more, less = x.copy(), x.copy()
        more[i] += step
        less[i] -= step
        by_steps = (_loss(more, *data)[0] - _loss(less, *data)[0]) / (2 * step)
        assert slope[i] == pytest.approx(by_steps, rel=1e-4, abs=1e-5)


def test_the_far_tail_joins_the_near_one() -> None:
    tail, hazard = _log_survival(np.array([11.9999, 12.0001, 40.0]))
    assert tail[0] == pytest.approx(tail[1], abs=5e-3)
    assert hazard[0] == pytest.approx(hazard[1], rel=1e-3)
    assert tail[2] == pytest.approx(-804.608, abs=1e-2)
