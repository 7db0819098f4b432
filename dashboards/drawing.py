"""The values a timeline drawing is made of: the sheet, the marks, the words at their places.

All positions are pixels from the upper left corner of the drawing, below its axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from dashboards.axis import Scale, Span
from dashboards.outline import Heading
from dashboards.places import Box

# Below these widths the name stands above the bar, and the column of names is smaller.
NARROW: Final = 640
MEDIUM: Final = 1100
AXIS_HEIGHT: Final = 46
# Of a forecast: the band, and the tick on it.
FAN_HEIGHT: Final = 4
TICK_HEIGHT: Final = 7


@dataclass(frozen=True)
class Sheet:
    """The paper to draw on: its width, the days on show, and the two days that are marked."""

    width: float
    span: Span
    as_of: date
    today: date

    @cached_property
    def narrow(self) -> bool:
        """Whether the name of a row stands above its bar."""
        return self.width < NARROW

    @cached_property
    def names(self) -> int:
        """Width of the column of names; on narrow paper a margin."""
        return 12 if self.narrow else 230 if self.width < MEDIUM else 310

    @cached_property
    def row_height(self) -> int:
        return 44 if self.narrow else 25

    @cached_property
    def scale(self) -> Scale:
        return Scale.of(self.span, self.names, self.width)


class Mark(NamedTuple):
    """A bar over a window or a diamond on a day, between two positions, around a height.

    `look` is filled (happened), light (promised), ghost (first promise) or works (a thin line from
    the begin of works). `fade` names the open end: "", before, after.
    """

    shape: str
    look: str
    x0: float
    x1: float
    y: float
    height: float
    dashed: bool = False
    fade: str = ""
    crossed: bool = False

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y - self.height / 2, self.x1, self.y + self.height / 2)


class Arrow(NamedTuple):
    """From the first promise to where it moved; `x1` is the tip."""

    x0: float
    x1: float
    y: float


class Part(NamedTuple):
    """Words of a label in one voice: date, promise, state, overdue, late, sooner, sign, name."""

    text: str
    role: str


class Label(NamedTuple):
    """Words beside a mark. Where the mark itself is off the page, `edge` says on which side, and
    `jump` is a day that brings it into view."""

    box: Box
    parts: tuple[Part, ...]
    edge: str = ""
    jump: date | None = None

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


class FanMark(NamedTuple):
    """A forecast below the mark of a row: a band from 1 chance in 10 to 9 in 10, a tick at even
    odds. ``beyond`` says on which side of the page all of it lies: "", before, after."""

    x0: float
    x1: float
    even: float | None
    y: float
    beyond: str = ""

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y - FAN_HEIGHT / 2, self.x1, self.y + FAN_HEIGHT / 2)

    @property
    def tick(self) -> Box | None:
        """The tick as a box of its own; None where even odds lie beyond the calendar."""
        if self.even is None:
            return None
        return Box(self.even - 1, self.y - TICK_HEIGHT / 2, self.even + 1, self.y + TICK_HEIGHT / 2)


class Row(NamedTuple):
    """A milestone: its name in its box, what is drawn, what is said beside it."""

    id: str
    title: str
    name: Label
    track: str
    status: str
    y: float  # of the upper edge
    marks: tuple[Mark, ...]
    arrow: Arrow | None
    labels: tuple[Label, ...]
    sentence: str
    fan: FanMark | None = None


class HeadingLine(NamedTuple):
    """A heading at its place."""

    heading: Heading
    text: str
    y: float
    box: Box


class DayLine(NamedTuple):
    """A marked day, "today" or "as-of": cut into pieces where words stand; its name in a pill."""

    kind: str
    x: float
    text: str
    pill: Box
    pieces: tuple[tuple[float, float], ...]


class AxisLabel(NamedTuple):
    """A name of a period, by its middle; level 0 is the lower line of the axis."""

    middle: float
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing, or the part of it that a window shows, below an axis of `AXIS_HEIGHT`.

    `grid` and `axis` reach as far again on both sides of the span, for a reader who drags it.
    """

    sheet: Sheet
    height: float
    grid: tuple[float, ...]
    axis: tuple[AxisLabel, ...]
    headings: tuple[HeadingLine, ...]
    rows: tuple[Row, ...]
    days: tuple[DayLine, ...]
