"""What is drawn on the timeline, as plain values: where each bar, diamond, arrow and label stands.

Two painters use it, `svg` and `figures`; nothing about place is decided after this module.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

import pandas as pd

from dashboards import row_words
from dashboards.axis import Scale, Span, Tick, ticks
from dashboards.drawing import AxisLabel, DayLine, HeadingLine, Row, Sheet, Timeline
from dashboards.fan_marks import Fan, with_fan
from dashboards.outline import Entry, Heading, outline
from dashboards.places import Box, Interval, free, text_width
from dashboards.row_marks import milestone_row
from dashboards.theme import SIZE_LABEL, SIZE_ROW
from tracker.words import Words

__all__ = ["Sheet", "Span", "Timeline", "default_span", "expected_span", "timeline", "whole_span"]

DATED: Final = ("current_earliest", "current_latest", "baseline_earliest", "baseline_latest")
# The years before and after the one that is shown first.
YEARS_BACK, YEARS_AHEAD = 8, 2
# The same where forecasts are shown: half of them lie more than two years ahead.
EXPECTED_BACK, EXPECTED_AHEAD = 4, 10
PILL_HEIGHT: Final = 18
PILL_TOP: Final = 2
PILL_PADDING: Final = 8
# Words keep so far from the line of a day.
LINE_AIR: Final = 3
# What is left between two lines of words would look like a speck.
SHORTEST_PIECE: Final = 6
NO_FANS: Final[Mapping[str, Fan]] = MappingProxyType({})


def default_span(as_of: date) -> Span:
    """The years around a day: eight before its own, two after."""
    return Span(date(as_of.year - YEARS_BACK, 1, 1), date(as_of.year + YEARS_AHEAD, 12, 31))


def expected_span(as_of: date) -> Span:
    """The years in which what is open is expected, with some before."""
    first, last = as_of.year - EXPECTED_BACK, as_of.year + EXPECTED_AHEAD
    return Span(date(first, 1, 1), date(last, 12, 31))


def whole_span(rows: pd.DataFrame, as_of: date) -> Span:
    """The years in which anything happened or was promised, and the day itself.

    An eighth more stands free on the right, where the words of the last marks have their place.
    """
    days = pd.concat([rows[column] for column in DATED]).dropna()
    years = [as_of.year, *([days.min().year, days.max().year] if len(days) else [])]
    room = (max(years) - min(years)) // 8 + 1
    return Span(date(min(years), 1, 1), date(max(years) + room, 12, 31))


def timeline(
    rows: pd.DataFrame,
    sheet: Sheet,
    *,
    say: Words,
    lines: Sequence[Entry] | None = None,
    window: range | None = None,
    fans: Mapping[str, Fan] = NO_FANS,
) -> Timeline:
    """The drawing of rows of a snapshot; of some of its lines only where a window is given.

    ``lines`` is the outline of the rows; left out, they stand under their tracks and categories as
    they come. The drawing begins with the first line of the window, whatever its number.
    ``fans`` are the forecasts to be drawn, by id.
    """
    entries = outline(rows) if lines is None else lines
    shown = entries if window is None else entries[window.start : window.stop]
    headings, drawn = _lines(rows, shown, sheet, say, fans)
    height = float(len(shown) * sheet.row_height)
    days = tuple(_days(sheet, _words(headings, drawn), height, say))
    periods = ticks(sheet.span, sheet.scale, say)
    return Timeline(
        sheet=sheet,
        height=height,
        grid=tuple(tick.x for tick in periods if tick.level == 0),
        axis=tuple(_axis(periods, days, sheet.scale)),
        headings=headings,
        rows=drawn,
        days=days,
    )


def _lines(
    rows: pd.DataFrame,
    shown: Sequence[Entry],
    sheet: Sheet,
    say: Words,
    fans: Mapping[str, Fan],
) -> tuple[tuple[HeadingLine, ...], tuple[Row, ...]]:
    headings: list[HeadingLine] = []
    drawn: list[Row] = []
    positions = [entry for entry in shown if isinstance(entry, int)]
    milestones = row_words.milestones(rows, positions, say)
    for number, entry in enumerate(shown):
        y = float(number * sheet.row_height)
        if isinstance(entry, Heading):
            headings.append(_heading(entry, sheet, y, say))
        else:
            row = next(milestones)
            drawn.append(with_fan(milestone_row(row, sheet, y, say), fans.get(row.id), sheet))
    return tuple(headings), tuple(drawn)


def _heading(heading: Heading, sheet: Sheet, y: float, say: Words) -> HeadingLine:
    text = row_words.heading(heading, say)
    size, bold = (SIZE_LABEL, False) if heading.level else (SIZE_ROW, True)
    x = 12.0 if sheet.narrow else 28.0 if heading.level else 14.0
    top = y + sheet.row_height / 2 - 10
    return HeadingLine(
        heading, text, y, Box(x, top, x + text_width(text, size, bold=bold), top + 20)
    )


def _words(headings: Iterable[HeadingLine], rows: Iterable[Row]) -> list[Box]:
    """Where words stand, the names included: they may reach into the plot."""
    boxes = [heading.box for heading in headings]
    for row in rows:
        boxes += [row.name.box, *(label.box for label in row.labels)]
    return boxes


def _days(sheet: Sheet, words: Sequence[Box], height: float, say: Words) -> Iterator[DayLine]:
    """Today, and the day whose knowledge is shown where that is another."""
    marked = [("today", sheet.today, say("today"))]
    if sheet.as_of != sheet.today:
        marked.append(("as-of", sheet.as_of, say("as of {day}", day=say.day(sheet.as_of))))
    scale = sheet.scale
    reach = sheet.span.widened()
    xs = [scale.noon(day) for _, day, _ in marked]
    pills = _pills(xs, [text for _, _, text in marked], scale)
    for (kind, day, text), x, pill in zip(marked, xs, pills, strict=True):
        if reach.first <= day <= reach.last:
            cuts = [box for box in words if box.x0 - LINE_AIR < x < box.x1 + LINE_AIR]
            yield DayLine(kind, x, text, pill, _pieces(cuts, height))


def _pieces(cuts: Iterable[Box], height: float) -> tuple[tuple[float, float], ...]:
    gaps = free(Interval(0, height), [Interval(box.y0, box.y1) for box in cuts], air=0)
    return tuple((gap.x0, gap.x1) for gap in gaps if gap.x1 - gap.x0 >= SHORTEST_PIECE)


def _pills(xs: Sequence[float], texts: Sequence[str], scale: Scale) -> list[Box]:
    """The names of the days above their lines; pushed apart where two would meet."""
    widths = [text_width(text, SIZE_LABEL, bold=True) + 2 * PILL_PADDING for text in texts]
    lefts = [_inside(x - width / 2, width, x, scale) for x, width in zip(xs, widths, strict=True)]
    if len(xs) == 2:
        first, second = (0, 1) if xs[0] <= xs[1] else (1, 0)
        overlap = lefts[first] + widths[first] + 4 - lefts[second]
        if overlap > 0:
            lefts[first] -= overlap
            if lefts[first] < scale.left <= xs[first]:
                lefts[second] += scale.left - lefts[first]
                lefts[first] = scale.left
    return [
        Box(left, PILL_TOP, left + width, PILL_TOP + PILL_HEIGHT)
        for left, width in zip(lefts, widths, strict=True)
    ]


def _inside(left: float, width: float, x: float, scale: Scale) -> float:
    """A pill whose line is on the page stays on it whole."""
    if not scale.left <= x <= scale.right:
        return left
    return min(max(left, scale.left), scale.right - width)


def _axis(periods: Sequence[Tick], days: Sequence[DayLine], scale: Scale) -> Iterator[AxisLabel]:
    """The names of the periods; those of the upper line give way to the names of the days."""
    ends = {tick.x: after.x for tick, after in itertools.pairwise(periods)}
    for tick in periods:
        if not tick.text:
            continue
        half = text_width(tick.text, SIZE_LABEL) / 2
        middles = [tick.middle]
        if tick.level:
            first = max(tick.x, scale.left) if tick.middle > scale.left else tick.x
            last = ends.get(tick.x, tick.x)
            last = min(last, scale.right) if tick.middle < scale.right else last
            middles += [first + half + 6, last - half - 6]
        for middle in middles:
            if not tick.level or not _meets_pill(middle, half, days):
                yield AxisLabel(middle, tick.text, tick.level)
                break


def _meets_pill(middle: float, half: float, days: Sequence[DayLine]) -> bool:
    box = Box(middle - half - 4, PILL_TOP, middle + half + 4, PILL_TOP + PILL_HEIGHT)
    return any(box.meets(day.pill) for day in days)
