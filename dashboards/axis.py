"""Time across the page: which days are shown, where a day stands, what the axis says.

Decades, years, quarters, months or days by zoom, two levels at most. Positions are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from dashboards.places import text_width
from dashboards.theme import SIZE_LABEL
from tracker.date_names import MONTHS_SHORT
from tracker.dates import parse
from tracker.words import Words

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
# A label needs air on both sides, or the axis reads as one long word.
AIR: Final = 10
# Where periods are narrower, only those with a label get a line.
CLOSEST_LINES: Final = 14


@dataclass(frozen=True, slots=True)
class Span:
    """The days on show, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def around(self, day: date) -> Span:
        """As long, with the day in its middle; what lies off the page is brought back on it."""
        half = self.days // 2
        first = max(FIRST_DAY, shifted(day, -half))
        return Span(first, min(LAST_DAY, shifted(first, self.days - 1)))

    def widened(self) -> Span:
        """With as much again on both sides: what a reader may drag into view."""
        return Span(shifted(self.first, -self.days), shifted(self.last, self.days))


def shifted(day: date, days: int) -> date:
    """A day so many days away, within the years that the product knows."""
    number = min(max(day.toordinal() + days, FIRST_DAY.toordinal()), LAST_DAY.toordinal())
    return date.fromordinal(number)


class Scale(NamedTuple):
    """Days to pixels: the first day begins at `left`, the last ends at `right`."""

    left: float
    right: float
    day_width: float
    origin: float  # where day 0 would be

    @classmethod
    def of(cls, span: Span, left: float, right: float) -> Scale:
        """The span spread from left to right."""
        day_width = (right - left) / span.days
        return cls(left, right, day_width, left - span.first.toordinal() * day_width)

    def at(self, day: date) -> float:
        """Where a day begins."""
        return self.origin + day.toordinal() * self.day_width

    def end(self, day: date) -> float:
        return self.origin + (day.toordinal() + 1) * self.day_width

    def noon(self, day: date) -> float:
        return self.origin + (day.toordinal() + 0.5) * self.day_width


@dataclass(frozen=True, slots=True)
class Tick:
    """A period of the axis: where it begins, and its label with its middle; "" for none.

    `level` 0 is the lower line of the axis, 1 the upper.
    """

    x: float
    text: str
    middle: float
    level: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A period that the axis can be cut into; labelled every `step`-th, counted from year 0."""

    name: str
    months: int  # 0: days
    step: int = 1
    upper: str = ""


# From fine to coarse; the first whose labels fit is taken.
UNITS: Final = (
    Unit("day", 0, 1, "month"),
    Unit("day", 0, 5, "month"),
    Unit("month", 1, 1, "year"),
    Unit("quarter", 3, 1, "year"),
    Unit("year", 12, 1),
    Unit("year", 12, 2),
    Unit("year", 12, 5),
    Unit("decade", 120, 1),
    Unit("decade", 120, 2),
    Unit("decade", 120, 5),
)
UPPER: Final = {"month": Unit("month of year", 1), "year": Unit("year", 12)}
DAYS_OF_MONTH: Final = {1: range(1, 32), 5: (1, 5, 10, 15, 20, 25)}


@lru_cache(maxsize=64)
def ticks(span: Span, scale: Scale, say: Words) -> tuple[Tick, ...]:
    """The axis for a scale and for as much on both sides of it, lower level first.

    While rows are filtered and scrolled, the days stay the same.
    """
    unit = fitting_unit(scale, say)
    reach = span.widened()
    lower = tuple(_lower(reach, scale, unit, say))
    upper = UPPER.get(unit.upper)
    return lower + (tuple(_upper(reach, scale, upper, say)) if upper else ())


def fitting_unit(scale: Scale, say: Words) -> Unit:
    """The finest unit whose labels stand apart."""
    for unit in UNITS:
        days = unit.step * (unit.months * 30.4375 or 1)
        if days * scale.day_width >= text_width(_widest(unit, say), SIZE_LABEL) + AIR:
            return unit
    return UNITS[-1]


def _widest(unit: Unit, say: Words) -> str:
    if unit.name == "month":
        return max(MONTHS_SHORT[say.lang], key=len)
    return {"day": "30", "quarter": say("Q{n}", n=4)}.get(
        unit.name, _name(date(2000, 1, 1), unit, say)
    )


def _lower(reach: Span, scale: Scale, unit: Unit, say: Words) -> Iterator[Tick]:
    for first, after in periods(reach, unit):
        x, end = scale.at(first), scale.at(after)
        text = _name(first, unit, say) if _labelled(first, unit) else ""
        if text or end - x >= CLOSEST_LINES:
            yield Tick(x, text, (x + end) / 2, 0)


def _upper(reach: Span, scale: Scale, unit: Unit, say: Words) -> Iterator[Tick]:
    """Labels in the middle of what is seen of their period, so that none is cut by an edge."""
    for first, after in periods(reach, unit):
        x, end = scale.at(first), scale.at(after)
        text = _name(first, unit, say)
        seen = max(x, scale.left), min(end, scale.right)
        if seen[1] <= seen[0]:
            seen = x, end
        elif seen[1] - seen[0] < text_width(text, SIZE_LABEL) + AIR:
            text = ""
        yield Tick(x, text, sum(seen) / 2, 1)


def _labelled(first: date, unit: Unit) -> bool:
    if unit.name == "day":
        return first.day in DAYS_OF_MONTH[unit.step] and not (unit.step > 1 and first.day == 30)
    return first.year // max(1, unit.months // 12) % unit.step == 0


def _name(first: date, unit: Unit, say: Words) -> str:
    return {
        "day": str(first.day),
        "month": MONTHS_SHORT[say.lang][first.month - 1],
        "month of year": month_of_year(first, say),
        "quarter": say("Q{n}", n=(first.month + 2) // 3),
        "year": str(first.year),
        "decade": say("{year}s", year=first.year),
    }[unit.name]


def month_of_year(day: date, say: Words) -> str:
    """The month of a day with its year, in the order of the language."""
    return say.date(parse(f"{day:%Y-%m}"))


def periods(span: Span, unit: Unit) -> Iterable[tuple[date, date]]:
    """The periods that touch a span: the first day of each, and the day after its last."""
    if unit.months == 0:
        day = span.first
        while day <= span.last:
            yield day, day + timedelta(days=1)
            day += timedelta(days=1)
        return
    month = span.first.year * 12 + span.first.month - 1
    month -= month % unit.months
    while (first := _month(month)) <= span.last:
        yield first, _month(month + unit.months)
        month += unit.months


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
