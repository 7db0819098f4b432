"""Where forecasts stand on the slip chart: right of the day of the page, upward as promises do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboards.fan_marks import LAST_DAY, Fan
from dashboards.places import Box, text_width
from dashboards.slip_axes import FAN_START, LEFT, LINE, fan_step
from dashboards.slip_drawing import RIGHT, Expected, Label, Sheet, Trace
from dashboards.slip_labels import Ground, Wanted
from dashboards.slip_record import Course
from dashboards.theme import SIZE_LABEL
from tracker.words import Words

# Half of what a band is wide, alone and beside others.
ALONE, BESIDE = 3.5, 2.5
# A number stands above its band, below it where the name of the day is.
NUMBER_HEIGHT: Final = 14
# Nearer to each other numbers would touch.
LEAST_STEP: Final = 15.0


def expected(told: Sequence[Course], sheet: Sheet) -> Mapping[str, Expected]:
    """The forecasts of some courses, each beside the other, by milestone."""
    found = [(course.id, course.fan) for course in told if course.fan]
    half = ALONE if len(told) == 1 else BESIDE
    first, step = sheet.x.noon(sheet.as_of) + FAN_START, _step(len(found), sheet)
    return {
        name: _band(fan, first + number * step, half, sheet)
        for number, (name, fan) in enumerate(found)
    }


def _step(number: int, sheet: Sheet) -> float:
    # What the axis has made room for: a little more may have been left.
    return fan_step(max(1, number), sheet.width - RIGHT - sheet.names - LEFT)


def _band(fan: Fan, x: float, half: float, sheet: Sheet) -> Expected:
    top, bottom = sheet.plot.y0, sheet.plot.y1
    y0 = max(sheet.y.end(fan.high or LAST_DAY), top)
    y1 = min(max(sheet.y.end(fan.low), y0), bottom)
    even = sheet.y.end(fan.even) if fan.even else top - 1
    return Expected(x, half, y0, y1, even if top <= even <= bottom else None, fan.sentence)


def told_of_one(trace: Trace, course: Course, ground: Ground, say: Words) -> Label | None:
    """Even odds in words beside the band."""
    band, fan = trace.expected, course.fan
    if band is None or band.even is None or fan is None:
        return None
    wordings = [(say("even odds {even}", even=fan.words),), (say("even odds"), fan.words)]
    sizes = tuple(
        (max(text_width(line, SIZE_LABEL) for line in lines), float(LINE * len(lines)))
        for lines in wordings
    )
    placed = ground.place(Wanted((band.x, band.even), sizes))
    if placed is None:
        return None
    return Label(placed.box, wordings[placed.number], "odds", "", placed.lead)


def numbers(traces: Sequence[Trace], sheet: Sheet) -> list[Label]:
    """The numbers of several milestones at their bands, where there is room for them."""
    found = [(trace.number, trace.expected) for trace in traces if trace.expected]
    if _step(len(found), sheet) < LEAST_STEP:
        return []
    return [_number(str(number), band, sheet) for number, band in found]


def _number(text: str, band: Expected, sheet: Sheet) -> Label:
    top = band.y0 - NUMBER_HEIGHT - 1
    if top < sheet.plot.y0:
        top = band.y1 + 1
    half = text_width(text, SIZE_LABEL) / 2
    return Label(Box(band.x - half, top, band.x + half, top + NUMBER_HEIGHT), (text,), "number")
