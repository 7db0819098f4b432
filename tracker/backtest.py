"""Whether the forecast would have been right: each programme forecast from all the others.

Scores are those of Gneiting and Raftery (2007), Strictly Proper Scoring Rules, J. Am. Stat. Assoc.
102, 359-378: the continuous ranked probability score in years, less is better; the pinball loss of
each chance; where in the distribution the outcome fell (PIT). What has not flown cannot be scored;
it is in the class, so the forecasts know that not all fly.

They are told twice: each programme counting once however many statements it has, as in the fit,
and each statement counting once, as forecasts are commonly scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.forecast import CHANCES, fit_of, is_enough
from tracker.lognormal import Fit, LogNormal
from tracker.reference import DAYS_A_YEAR, Cases

Floats = NDArray[np.float64]

BANDS: Final = {"50": (0.25, 0.75), "80": (0.1, 0.9)}
# Years ahead, from the first and short of the last.
HORIZONS: Final = {"under 1": (0.0, 1.0), "1 to 2": (1.0, 2.0), "2 or more": (2.0, 1e9)}
PIT_BINS: Final = 10
RESAMPLINGS: Final = 2000
# Errors below this are those of the arithmetic.
NO_YEARS: Final = 1e-9
SEED: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Statements with an outcome, each forecast by a model that had not seen its programme.

    ``weight`` is what each counts; ``pit`` where in its distribution the outcome fell; ``crps`` and
    ``pinball`` (by chance) are in years; ``rivals`` the errors in years of other ways to forecast.
    """

    cases: Cases
    weight: Floats
    pit: Floats
    crps: Floats
    pinball: dict[float, Floats]
    rivals: dict[str, Floats]

    def of(self, chosen: NDArray[np.bool_]) -> Scored:
        """Some of them; each programme counts once again."""
        cases = self.cases.where(chosen)
        return Scored(
            cases,
            cases.weight,
            self.pit[chosen],
            self.crps[chosen],
            {p: losses[chosen] for p, losses in self.pinball.items()},
            {name: errors[chosen] for name, errors in self.rivals.items()},
        )

    def by_statement(self) -> Scored:
        """The same with each statement counting once."""
        return Scored(
            self.cases, np.ones(len(self.crps)), self.pit, self.crps, self.pinball, self.rivals
        )

    def mean(self, values: Floats) -> float:
        return float(np.average(values, weights=self.weight)) if len(values) else float("nan")

    def coverage(self, low: float, high: float) -> float:
        """The share of outcomes that fell between two chances."""
        return self.mean(((self.pit >= low) & (self.pit <= high)).astype(float))

    def histogram(self) -> Floats:
        """The share of outcomes in each tenth of their distributions; even when all is well."""
        edges = np.linspace(0, 1, PIT_BINS + 1)
        counted, _ = np.histogram(self.pit, bins=edges, weights=self.weight)
        return np.asarray(counted / max(counted.sum(), 1e-300), dtype=float)

    def by_horizon(self) -> dict[str, Scored]:
        horizon = self.cases.horizon
        return {
            name: self.of((horizon >= low) & (horizon < high))
            for name, (low, high) in HORIZONS.items()
        }


class Score(NamedTuple):
    """A row of the score table: years, and shares of outcomes within the bands."""

    statements: int
    programmes: int
    crps: float
    rivals: dict[str, float]
    coverage: dict[str, float]
    pinball: dict[str, float]

    @property
    def against_announced(self) -> float:
        """How large the score is beside that of believing the announcement; nan where whoever
        believed it was never wrong."""
        believed = self.rivals["announced"]
        return self.crps / believed if believed > NO_YEARS else float("nan")


def score(scored: Scored) -> Score:
    return Score(
        statements=len(scored.crps),
        programmes=scored.cases.programmes,
        crps=scored.mean(scored.crps),
        rivals={name: scored.mean(errors) for name, errors in scored.rivals.items()},
        coverage={name: scored.coverage(*band) for name, band in BANDS.items()},
        pinball={f"{p:.0%}": scored.mean(losses) for p, losses in scored.pinball.items()},
    )


def resampled(scored: Scored) -> tuple[float, float]:
    """Between what the score beside believing the announcement lies in 9 of 10 draws of as many
    programmes with replacement (the bootstrap; Efron and Tibshirani 1993, ch. 13)."""
    _, numbers = np.unique(scored.cases.programme, return_inverse=True)
    own = np.bincount(numbers, scored.weight * scored.crps)
    believed = np.bincount(numbers, scored.weight * scored.rivals["announced"])
    drawn = np.random.default_rng(SEED).integers(0, len(own), (RESAMPLINGS, len(own)))
    errors, of = own[drawn].sum(axis=1), believed[drawn].sum(axis=1)
    told = of > NO_YEARS
    if not told.any():
        return float("nan"), float("nan")
    low, high = np.quantile(errors[told] / of[told], (0.05, 0.95))
    return float(low), float(high)


def leave_one_out(cases: Cases) -> Scored:
    """Every programme that flew, forecast from all the others."""
    return held_out(cases, cases)


def held_out(fit_on: Cases, score_on: Cases) -> Scored:
    """The programmes of one class, each forecast from the others of another."""
    told = {name: _told(fit_on.without(name)) for name in dict.fromkeys(score_on.programme)}
    return scored_by(score_on, lambda i: told[score_on.programme[i]])


def forward(cases: Cases) -> Scored:
    """Every statement, forecast from what was known of the others on the day on which it was made;
    none of the days when too few had flown."""

    def known(i: int) -> Told | None:
        said = date.fromordinal(int(cases.said[i]))
        return _told(cases.without(cases.programme[i]).known_by(said))

    return scored_by(cases, known)


class Told(NamedTuple):
    """The base case of a class, and the years of its longest promise with a known outcome."""

    fit: Fit
    farthest: float


def _told(cases: Cases) -> Told | None:
    """None of a class of which no forecast is made."""
    if not is_enough(cases):
        return None
    return Told(fit_of(cases), float(cases.horizon[cases.flown].max()))


def scored_by(cases: Cases, told_for: Callable[[int], Told | None]) -> Scored:
    """The cases that flew, each by what is told for its number."""
    told = list(_forecasts(cases, told_for))
    scored = cases.where(np.array([i for i, _ in told], dtype=int))
    pairs = list(zip([law for _, law in told], scored.ratio, scored.horizon, strict=True))
    return Scored(
        cases=scored,
        weight=scored.weight,
        pit=np.array([1 - law.survival(ratio) for law, ratio, _ in pairs]),
        crps=np.array([law.crps(ratio) * years for law, ratio, years in pairs]),
        pinball={
            p: np.array([pinball(p, law.quantile(p), ratio) * years for law, ratio, years in pairs])
            for p in CHANCES
        },
        rivals=rivals(scored),
    )


def _forecasts(
    cases: Cases, told_for: Callable[[int], Told | None]
) -> Iterator[tuple[int, LogNormal]]:
    """The number of each case that flew, and its forecast, where one would have been made."""
    for i in map(int, np.flatnonzero(cases.flown)):
        told, years = told_for(i), float(cases.horizon[i])
        if told and years <= told.farthest:
            yield i, told.fit.at(years)


def pinball(chance: float, named: float, happened: float) -> float:
    """The loss of a quantile: missing it above costs its chance, below the rest.

    >>> pinball(0.9, 2.0, 3.0), pinball(0.9, 3.0, 2.0)
    (0.9, 0.09999999999999998)
    """
    return (happened - named) * (chance if happened >= named else chance - 1)


def rivals(cases: Cases) -> dict[str, Floats]:
    """The errors, in years, of believing what was announced, of doubling what remains, and of
    drawing the line through a programme's last two statements on until it meets the calendar."""
    wait = cases.ratio * cases.horizon
    return {
        "announced": np.abs(wait - cases.horizon),
        "doubled": np.abs(wait - 2 * cases.horizon),
        "straight line": np.abs(wait - _straight_line(cases)),
    }


def _straight_line(cases: Cases) -> Floats:
    """Years from each statement to where the line of the last two meets the calendar."""
    return np.array([_met(cases, i) for i in range(len(cases.said))], dtype=float)


def _met(cases: Cases, i: int) -> float:
    """Of one statement: without an earlier one the announced date is believed; where the line never
    meets the calendar (a year's slip a year), what remains is doubled."""
    said, horizon = cases.said[i], float(cases.horizon[i])
    before = np.flatnonzero((cases.programme == cases.programme[i]) & (cases.said < said))
    if not len(before):
        return horizon
    last = before[np.argmax(cases.said[before])]
    elapsed = float(said - cases.said[last]) / DAYS_A_YEAR
    slope = (elapsed + horizon - float(cases.horizon[last])) / elapsed
    return horizon / (1 - slope) if slope < 1 else 2 * horizon
