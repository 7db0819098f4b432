"""A log-normal whose middle and spread depend on the horizon, fitted to flown and unflown cases.

ln r is normal with mean a + b ln h and spread exp(c + d ln h): r how many times longer than
announced it took, h the years that were announced. What has not flown counts with the probability
of taking longer than it has (right-censoring; Lawless, Statistical Models and Methods for Lifetime
Data, 2nd ed., ch. 5).
"""

from __future__ import annotations

from collections.abc import Callable
from math import erfc, exp, inf, log, pi, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STANDARD: Final = NormalDist()
STEPS: Final = 200
SLOPE_LEFT: Final = 1e-7
# A spread below this would call a class of programmes certain.
LEAST_SPREAD: Final = 0.05
# Beyond so many spreads the tail is worked out from its series.
FAR: Final = 12.0


class Fit(NamedTuple):
    """The four numbers of the model: see the top of this module."""

    a: float
    b: float
    c: float
    d: float

    def at(self, horizon: float) -> LogNormal:
        """How many times longer it takes, for a horizon in years."""
        return LogNormal(
            self.a + self.b * log(horizon), max(LEAST_SPREAD, exp(self.c + self.d * log(horizon)))
        )


class LogNormal(NamedTuple):
    """The distribution of exp(X), X normal."""

    mean: float
    spread: float

    def survival(self, x: float) -> float:
        """The probability of more than x."""
        if x <= 0:
            return 1.0
        return 0.5 * erfc((log(x) - self.mean) / (self.spread * sqrt(2)))

    def quantile(self, p: float) -> float:
        """What is not passed with probability p."""
        return exp(self.mean + self.spread * STANDARD.inv_cdf(p))

    def quantile_beyond(self, p: float, x: float) -> float:
        """The same, once it is known to be more than x."""
        beyond = self.survival(x) * (1 - p)
        return inf if beyond <= 0 else exp(self.mean - self.spread * STANDARD.inv_cdf(beyond))

    def crps(self, x: float) -> float:
        """The continuous ranked probability score against x, in the units of x; less is better.

        The closed form is that of Jordan, Krüger and Lerch (2019), Evaluating Probabilistic
        Forecasts with scoringRules, J. Stat. Software 90(12), appendix A.
        """
        z = (log(x) - self.mean) / self.spread
        cdf = STANDARD.cdf
        tail = cdf(z - self.spread) + cdf(self.spread / sqrt(2)) - 1
        return x * (2 * cdf(z) - 1) - 2 * exp(self.mean + self.spread**2 / 2) * tail


def fit(log_ratio: Floats, log_horizon: Floats, flown: NDArray[np.bool_], weight: Floats) -> Fit:
    """The fit of greatest likelihood, by a quasi-Newton descent (BFGS) from the plain spread."""

    def loss(x: Floats) -> tuple[float, Floats]:
        return _loss(x, log_ratio, log_horizon, flown, weight)

    start = np.eye(4) / max(1.0, float(weight.sum()))
    x = np.array([log_ratio.mean(), 0.0, log(max(log_ratio.std(), LEAST_SPREAD)), 0.0])
    inverse, (value, slope) = start, loss(x)
    for _ in range(STEPS):
        step = -inverse @ slope
        if float(step @ slope) >= 0:  # no way down: begin again straight downhill
            inverse, step = start, -start @ slope
        ahead, then, slope_then = _downhill(loss, x, step, value, slope)
        moved = ahead - x
        if then >= value or float(np.abs(slope_then).max()) < SLOPE_LEFT:
            x = ahead
            break
        inverse = _curved(inverse, moved, slope_then - slope)
        x, value, slope = ahead, then, slope_then
    return Fit(*map(float, x))


def _downhill(
    loss: Callable[[Floats], tuple[float, Floats]],
    x: Floats,
    step: Floats,
    value: float,
    slope: Floats,
) -> tuple[Floats, float, Floats]:
    """The step, halved until it leads down by enough (Armijo); none where nothing does."""
    gain = 1e-4 * float(step @ slope)
    length = 1.0
    while length > 1e-10:
        ahead = x + length * step
        then, slope_then = loss(ahead)
        if then <= value + length * gain:
            return ahead, then, slope_then
        length /= 2
    return x, value, slope


def _curved(inverse: Floats, moved: Floats, turned: Floats) -> Floats:
    """The inverse Hessian after a step (the BFGS update; Nocedal and Wright, eq. 6.17)."""
    along = float(moved @ turned)
    if along <= 1e-12:
        return inverse
    left = np.eye(4) - np.outer(moved, turned) / along
    return left @ inverse @ left.T + np.outer(moved, moved) / along


def _loss(
    x: Floats, log_ratio: Floats, log_horizon: Floats, flown: NDArray[np.bool_], weight: Floats
) -> tuple[float, Floats]:
    """Minus the weighted log-likelihood, and its slope in a, b, c, d."""
    spread = np.exp(np.clip(x[2] + x[3] * log_horizon, -20.0, 20.0))
    z = (log_ratio - x[0] - x[1] * log_horizon) / spread
    tail, hazard = _log_survival(z)
    value = np.where(flown, 0.5 * z**2 + np.log(spread) + 0.5 * log(2 * pi), -tail)
    by_mean = -np.where(flown, z, hazard) / spread
    by_spread = np.where(flown, 1 - z**2, -hazard * z)
    told = (by_mean, by_mean * log_horizon, by_spread, by_spread * log_horizon)
    return float(weight @ value), np.array([float(weight @ each) for each in told])


def _log_survival(z: Floats) -> tuple[Floats, Floats]:
    """The logarithm of the normal tail, and the hazard there (the inverse of Mills' ratio)."""
    survival = np.array([0.5 * erfc(each / sqrt(2)) for each in np.minimum(z, FAR)])
    far = z > FAR
    # Far out: Abramowitz and Stegun 26.2.12.
    beyond = np.where(far, z, FAR)
    series = -0.5 * beyond**2 - np.log(beyond * sqrt(2 * pi)) + np.log1p(-1 / beyond**2)
    tail = np.where(far, series, np.log(np.maximum(survival, 1e-300)))
    hazard = np.exp(-0.5 * z**2 - 0.5 * log(2 * pi) - tail)
    return tail, hazard
