"""When a promise will really be kept: an outside view, from what became of others' promises.

The promise is scaled by how many times longer first flights of the reference class took than was
announced (`tracker.reference`), given that it has not happened yet. Nothing of the programme's own
record goes into it. The method is Kahneman and Tversky's outside view in the form of Flyvbjerg's
reference class forecasting (2006, From Nobel Prize to Project Management, Project Management J. 37,
5-15), with a log-normal instead of an empirical distribution, for the class is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Final

import numpy as np

from tracker.dates import DateWords
from tracker.lognormal import Fit, LogNormal, fit
from tracker.messages import message
from tracker.reference import DAYS_A_YEAR, LEAST_HORIZON, Cases, middle
from tracker.survival import Survival, survival

# What is built or flies. Meetings and anniversaries keep their day, or slip for other reasons.
FORECASTABLE: Final = ("flight-test", "launch", "ground", "vehicle")
FEWEST_PROGRAMMES: Final = 8
CHANCES: Final = (0.1, 0.5, 0.8, 0.9)


# Why there is none, in the order in which it is asked.
NO_FORECAST: Final[Mapping[str, str]] = message(
    {
        "settled": "It is settled.",
        "category": "Only what is built or flies is forecast.",
        "routine": "A launch that waits for no flight test on record: the reference class holds "
        "first flights only.",
        "undated": "No dated statement stands.",
        "unsaid": "The date in the plan was announced by nobody on record.",
        "floor": "“Not before” is no promise.",
        "over": "What was promised lay before the day on which it was said.",
        "near": "It was promised for less than a month ahead.",
        "few": "Fewer than 8 programmes of the reference class had flown.",
        "far": "It was promised further ahead than any first flight of the reference class.",
        "unread": "There is no reference class beside the data.",
    }
)


@dataclass(frozen=True, slots=True)
class Model:
    """What the reference class says: the base case with those that have not flown, the optimistic
    one without them, and how many were still to come after how long.

    ``farthest`` are the years of the longest promise whose outcome is known.
    """

    base: Fit
    optimistic: Fit
    waiting: Survival
    farthest: float
    cases: int
    programmes: int
    unflown: int


@dataclass(frozen=True, slots=True)
class Promise:
    """The last live statement of a milestone: the day on which it was said, and what it named."""

    said: date
    target: DateWords


@dataclass(frozen=True, slots=True)
class Forecast:
    """When it will happen, as of a day: the day not passed with each chance, None for beyond all
    calendars.

    ``kept`` is the probability that it still happens within the promised window; ``behind`` how
    much of the distribution lay behind by then; ``never`` the share of those that waited as long
    and, as far as is known, never flew.
    """

    days: Mapping[float, date | None]
    optimistic: Mapping[float, date | None]
    kept: float
    behind: float
    never: float
    cases: int
    programmes: int


def model(cases: Cases) -> Model | None:
    """The class as a model; None of fewer than eight programmes that have flown."""
    flown = cases.where(cases.flown)
    if not is_enough(cases):
        return None
    return Model(
        base=fit_of(cases),
        optimistic=fit_of(flown),
        waiting=survival(cases.ratio, cases.flown, cases.weight),
        farthest=float(flown.horizon.max()),
        cases=len(cases.said),
        programmes=cases.programmes,
        unflown=cases.programmes - flown.programmes,
    )


def is_enough(cases: Cases) -> bool:
    return cases.where(cases.flown).programmes >= FEWEST_PROGRAMMES


def fit_of(cases: Cases) -> Fit:
    """The log-normal of a class, each programme weighing the same."""
    return fit(np.log(cases.ratio), np.log(cases.horizon), cases.flown, cases.weight)


def reason_against(promise: Promise, told: Model | None) -> str:
    """Why nothing can be said of a promise, as a key of NO_FORECAST; "" when it can."""
    if promise.target.latest is None:
        return "floor"
    named = middle(promise.target, promise.said)
    if named is None:
        return "over"
    ahead = named - promise.said.toordinal()
    if ahead < LEAST_HORIZON:
        return "near"
    if told is None:
        return "few"
    return "far" if ahead / DAYS_A_YEAR > told.farthest else ""


def forecast(promise: Promise, told: Model, *, as_of: date) -> Forecast:
    """When a promise will be kept that has not been kept by the end of a day.

    The promise must be one that `reason_against` says nothing against.
    """
    scale = _Scale(promise)
    waited = scale.ratio(as_of)
    base = told.base.at(scale.years)
    return Forecast(
        days=scale.days(base, waited),
        optimistic=scale.days(told.optimistic.at(scale.years), waited),
        kept=chance_by(promise, told, as_of=as_of, day=promise.target.latest or as_of),
        behind=1 - base.survival(waited),
        never=_never(told.waiting, waited),
        cases=told.cases,
        programmes=told.programmes,
    )


def chance_by(promise: Promise, told: Model, *, as_of: date, day: date) -> float:
    """The chance, as of a day, that it will have happened by another."""
    scale = _Scale(promise)
    base = told.base.at(scale.years)
    to_come = base.survival(scale.ratio(as_of))
    return 1.0 if to_come <= 0 else 1 - base.survival(scale.ratio(max(day, as_of))) / to_come


class _Scale:
    """From days to how many times longer than announced, and back."""

    def __init__(self, promise: Promise) -> None:
        named = middle(promise.target, promise.said)
        assert named is not None, promise
        self.said = promise.said
        self.span = named - promise.said.toordinal()

    @property
    def years(self) -> float:
        return self.span / DAYS_A_YEAR

    def ratio(self, day: date) -> float:
        return max(0.0, (day - self.said).days / self.span)

    def day(self, ratio: float) -> date | None:
        days = ratio * self.span
        if days == inf or self.said.toordinal() + days > date.max.toordinal() - 1:
            return None
        return self.said + timedelta(days=round(days))

    def days(self, told: LogNormal, waited: float) -> dict[float, date | None]:
        return {p: self.day(told.quantile_beyond(p, waited)) for p in CHANCES}


def _never(waiting: Survival, waited: float) -> float:
    """Of those that waited so long, the share that the class never saw come."""
    here = waiting.at(waited)
    return float(waiting.share[-1]) / here if here > 0 else 1.0
