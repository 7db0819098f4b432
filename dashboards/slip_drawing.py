"""The values a slip chart is made of: the sheet with its two scales of days, marks, words.

Across is the day on which something was said, upward the day for which it was promised. All
positions are pixels from the upper left corner of the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from dashboards.axis import Scale, Span
from dashboards.places import Box

# Below this width there is room for few words.
NARROW: Final = 560
TOP: Final = 34
RIGHT: Final = 14


class Upward(NamedTuple):
    """Days to heights on the page: the first begins at the bottom, the last ends at the top."""

    top: float
    bottom: float
    day_height: float
    first: int

    @classmethod
    def of(cls, span: Span, top: float, bottom: float) -> Upward:
        return cls(top, bottom, (bottom - top) / span.days, span.first.toordinal())

    def at(self, day: date) -> float:
        """Where a day begins."""
        return self.bottom - (day.toordinal() - self.first) * self.day_height

    def end(self, day: date) -> float:
        return self.bottom - (day.toordinal() + 1 - self.first) * self.day_height

    def noon(self, day: date) -> float:
        return self.bottom - (day.toordinal() + 0.5 - self.first) * self.day_height


@dataclass(frozen=True)
class Sheet:
    """The paper: its size, the days across and upward, the margins, the day whose knowledge it is.

    ``names`` is the width of the column at the right for the names of several milestones.
    """

    width: float
    height: float
    said: Span
    promised: Span
    as_of: date
    today: date
    left: float
    below: float
    names: float = 0.0

    @property
    def narrow(self) -> bool:
        return self.width < NARROW

    @cached_property
    def x(self) -> Scale:
        return Scale.of(self.said, self.left, self.width - RIGHT - self.names)

    @cached_property
    def y(self) -> Upward:
        return Upward.of(self.promised, TOP, self.height - self.below)

    @cached_property
    def plot(self) -> Box:
        """Where marks stand."""
        return Box(self.x.left, self.y.top, self.x.right, self.y.bottom)


class Mark(NamedTuple):
    """A statement: a bar over its window, a marker where that ends; drawn at the day it was said.

    ``x0`` lies left of ``x`` where the day is known only as a period. ``y0`` is the upper end of
    the bar. ``fade`` names its open end: "", up, down. What was withdrawn has no bar: its marker
    stands on the axis.
    """

    key: str
    milestone: str
    side: str
    x0: float
    x: float
    y0: float
    y1: float
    y: float
    fade: str = ""
    hollow: bool = False
    withdrawn: bool = False


class Line(NamedTuple):
    """The claim that held, as points."""

    points: tuple[tuple[float, float], ...]
    kind: str  # live: the newest claim; other: what the other side still said


class Happened(NamedTuple):
    """What happened: a diamond, or a bar over the days that the report allows."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.y0 + self.y1) / 2


class Planned(NamedTuple):
    """The window of a plan that no announcement gives, at the day of the page."""

    x: float
    y0: float
    y1: float


class Expected(NamedTuple):
    """A forecast right of the day of the page: a band upward from 1 chance in 10 to 9 in 10, a tick
    at even odds, None where that lies beyond the drawing. ``y0`` is the upper end."""

    x: float
    half: float
    y0: float
    y1: float
    even: float | None
    sentence: str

    @property
    def box(self) -> Box:
        return Box(self.x - self.half, self.y0, self.x + self.half, self.y1)


class Label(NamedTuple):
    """Words in their box, a line each, the first in the voice of ``role``; ``lead`` is the line
    from the mark that they belong to, where they stand apart from it."""

    box: Box
    lines: tuple[str, ...]
    role: str
    key: str = ""
    lead: tuple[tuple[float, float], ...] = ()


class Slanted(NamedTuple):
    """Words along a slanted line: the middle of their base line, the angle in degrees, the boxes
    that cover them."""

    x: float
    y: float
    angle: float
    text: str
    boxes: tuple[Box, ...]


class AxisLabel(NamedTuple):
    """The name of a period of an axis in its box; ``anchor`` as in SVG."""

    box: Box
    text: str
    anchor: str


class Trace(NamedTuple):
    """A milestone on the drawing."""

    id: str
    title: str
    number: int
    track: str
    pattern: int
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    happened: Happened | None
    planned: Planned | None = None
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: of one milestone with its turning points, or of several with their names."""

    sheet: Sheet
    grid_x: tuple[float, ...]
    grid_y: tuple[float, ...]
    axes: tuple[AxisLabel, ...]
    diagonal: tuple[tuple[float, float], tuple[float, float]] | None
    diagonal_name: Slanted | None
    as_of: Label | None
    traces: tuple[Trace, ...]
    labels: tuple[Label, ...]

    @property
    def several(self) -> bool:
        return len(self.traces) > 1
