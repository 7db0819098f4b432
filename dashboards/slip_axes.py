"""The two axes of a slip chart: which days it shows, what they are called, where lines stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import ceil
from typing import Final

from dashboards.axis import UNITS, Scale, Span, Tick, Unit, month_of_year, periods, shifted, ticks
from dashboards.places import Box, text_width
from dashboards.slip_drawing import NARROW, RIGHT, TOP, AxisLabel, Sheet, Upward
from dashboards.slip_record import Course
from dashboards.theme import SIZE_LABEL
from tracker.words import Words

# The height of a line of words.
LINE: Final = 17
# Names of periods one above the other need so much height each.
CLOSEST: Final = 22
AXIS_AIR: Final = 8
# What an open end fades out over.
FADE: Final = 34
# Windows of centuries would press all others flat; decades are as far as promises went.
LONGEST_YEARS: Final = 60
# What names may take of the width: the least share in which each has room in two lines.
NAME_SHARES: Final = (0.16, 0.18, 0.2, 0.22, 0.24, 0.27, 0.3, 0.33, 0.36)
# Between the end of the plot and the names: for the lines that lead there.
GUTTER: Final = 24
NAME_AIR: Final = 1
# Where names have no room, the width of a column of numbers.
NUMBERS: Final = 26
ROOM_FOR_WORDS: Final = 116
# From the line of the day to the first forecast, from one to the next, and how much of the plot
# all of them may take.
FAN_START: Final = 14.0
FAN_STEP: Final = 16.0
FAN_SHARE: Final = 0.3
# About the width of the names of years; at most.
LEFT: Final = 56
HEIGHTS: Final = ((900, 520), (700, 480), (NARROW, 440), (0, 400))
# The axis upward goes by days only in the timeline; here months are the finest.
UPWARD_UNITS: Final = tuple(unit for unit in UNITS if unit.name != "day")


def sheet_of(
    told: Sequence[Course],
    width: float,
    *,
    since: date | None,
    as_of: date,
    today: date,
    say: Words,
) -> Sheet:
    """The paper for some courses: as many days across and upward as were spoken of.

    ``since`` is the first day of a range of days on which something was said, None for the whole.
    """
    names = _names(told, width)
    said = _said_on(told, since, as_of, width - RIGHT - names - LEFT)
    promised = _promised_for(told, said, as_of)
    height = _height(told, width, names)
    left = max(text_width(text, SIZE_LABEL) for text in _year_names(promised, height, say)) + 14
    scale = Scale.of(said, left, width - RIGHT - names)
    levels = 1 + any(tick.level for tick in ticks(said, scale, say))
    return Sheet(width, height, said, promised, as_of, today, left, LINE * (levels + 1) + 14, names)


def _height(told: Sequence[Course], width: float, names: float) -> float:
    """As high as the width asks for, and high enough for every name."""
    usual = next(height for least, height in HEIGHTS if width >= least)
    if len(told) < 2:
        return float(usual)
    lines = sum(len(name_lines(n, course.title, names)) for n, course in enumerate(told, 1))
    # The diagonal may have its name among them, in two lines.
    more = 2 * LINE + NAME_AIR if width >= NARROW else 0
    return float(max(usual, lines * LINE + len(told) * NAME_AIR + more + TOP))


def _names(told: Sequence[Course], width: float) -> float:
    """Room on the right: for the names of several milestones, or for words on what came last."""
    if width < NARROW:
        return float(NUMBERS) if len(told) > 1 else 0.0
    if len(told) < 2:
        return float(ROOM_FOR_WORDS)
    numbers = [f"{number} {course.title}" for number, course in enumerate(told, 1)]
    widest = max(text_width(text, SIZE_LABEL) for text in numbers) + GUTTER
    shares = [width * share for share in NAME_SHARES]
    return min(widest, next((room for room in shares if _all_named(told, room)), shares[-1]))


def _all_named(told: Sequence[Course], names: float) -> bool:
    """Whether each milestone can be called by its name, not by its number alone."""
    lines = [name_lines(number, course.title, names) for number, course in enumerate(told, 1)]
    return all(text != (str(number),) for number, text in enumerate(lines, 1))


def name_lines(number: int, title: str, names: float) -> tuple[str, ...]:
    """The number of a line and its name, in two lines where one is too short; on narrow paper and
    where two do not do either, the number alone."""
    return lines_within(f"{number} {title}", names) or (str(number),)


def lines_within(text: str, names: float) -> tuple[str, ...]:
    """Words beside the plot in one line or two; none where they do not fit."""
    room = names - GUTTER
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, SIZE_LABEL) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    fits = len(lines) <= 2 and all(text_width(line, SIZE_LABEL) <= room for line in lines)
    return tuple(lines) if fits else ()


def _said_on(told: Sequence[Course], since: date | None, as_of: date, across: float) -> Span:
    """From the year of the first statement to the day, a fiftieth more standing free; more where
    forecasts have their place there. ``across`` is the width of the plot, or a little less."""
    earlier = [said.since for course in told for said in course.said]
    first = since or date(min([as_of, *earlier]).year, 1, 1)
    days = (as_of - first).days
    room = expected_room(told, across)
    most = max((free_until(first, as_of) - as_of).days, ceil(days * room / (across - room)))
    return Span(first, shifted(as_of, most))


def free_until(first: date, as_of: date) -> date:
    """How far the paper goes on after the day: a fiftieth of the days shown."""
    return shifted(as_of, max(4, (as_of - first).days // 50))


def expected_room(told: Sequence[Course], across: float) -> float:
    """The width that forecasts take, each beside the other."""
    number = sum(course.fan is not None for course in told)
    return FAN_START + number * fan_step(number, across) if number else 0.0


def fan_step(number: int, across: float) -> float:
    """From one forecast to the next, on a plot of a width."""
    return min(FAN_STEP, across * FAN_SHARE / number)


def _promised_for(told: Sequence[Course], said: Span, as_of: date) -> Span:
    """The whole years of what was promised on the days shown, and of what happened."""
    edges = [edge for course in told for edge in _edges(course, said.first)]
    edges = edges or [as_of]
    years = min(edge.year for edge in edges), max(edge.year for edge in edges)
    last = min(years[1], years[0] + LONGEST_YEARS)
    return Span(date(years[0], 1, 1), date(last, 12, 31))


def _edges(course: Course, since: date) -> Iterator[date]:
    dates = [said.target for said in course.said if said.day >= since]
    before = [step.claim.target for step in course.steps if step.day < since][-1:]
    for words in (*dates, *before, course.happened, course.unannounced):
        if words:
            yield from (edge for edge in (words.earliest, words.latest) if edge)
    if course.fan:
        yield from (day for day in (course.fan.low, course.fan.even, course.fan.high) if day)


def axes(sheet: Sheet, say: Words) -> tuple[AxisLabel, ...]:
    """The names of the periods on both axes, and the names of the axes."""
    return tuple([*_titles(sheet, say), *_across(sheet, say), *_upward(sheet, say)])


def _titles(sheet: Sheet, say: Words) -> Iterator[AxisLabel]:
    up = say("↑ promised for")
    yield AxisLabel(Box(2, 8, 2 + text_width(up, SIZE_LABEL), 8 + LINE), up, "start")
    across = say("said on →")
    y = sheet.height - LINE - 4
    right = sheet.x.right
    left = right - text_width(across, SIZE_LABEL)
    yield AxisLabel(Box(left, y, right, y + LINE), across, "end")


def grid_x(sheet: Sheet, say: Words) -> tuple[float, ...]:
    """Where the periods across begin."""
    return tuple(
        tick.x
        for tick in ticks(sheet.said, sheet.x, say)
        if tick.level == 0 and sheet.x.left <= tick.x <= sheet.x.right
    )


def grid_y(sheet: Sheet, say: Words) -> tuple[float, ...]:
    """Where the periods upward begin."""
    unit = _upward_unit(sheet.y)
    starts = [sheet.y.at(first) for first, _, text in _periods(sheet.promised, unit, say) if text]
    return (*starts, sheet.y.top)


def _across(sheet: Sheet, say: Words) -> Iterator[AxisLabel]:
    # Where forecasts stand nothing has been said on any day.
    right = min(sheet.x.right, sheet.x.end(free_until(sheet.said.first, sheet.as_of))) + LINE
    for tick in ticks(sheet.said, sheet.x, say):
        box = _under(tick, sheet)
        if tick.text and box.x0 >= sheet.x.left - LINE and box.x1 <= right:
            yield AxisLabel(box, tick.text, "middle")


def _under(tick: Tick, sheet: Sheet) -> Box:
    half = text_width(tick.text, SIZE_LABEL) / 2
    top = sheet.y.bottom + 5 + tick.level * LINE
    return Box(tick.middle - half, top, tick.middle + half, top + LINE)


def _upward(sheet: Sheet, say: Words) -> Iterator[AxisLabel]:
    right = sheet.left - AXIS_AIR
    unit = _upward_unit(sheet.y)
    for first, after, text in _periods(sheet.promised, unit, say):
        if text:
            middle = (sheet.y.at(first) + sheet.y.at(after)) / 2
            left = right - text_width(text, SIZE_LABEL)
            yield AxisLabel(Box(left, middle - 8, right, middle + 8), text, "end")


def _upward_unit(scale: Upward) -> Unit:
    for unit in UPWARD_UNITS:
        if unit.months * unit.step * 30.4375 * scale.day_height >= CLOSEST:
            return unit
    return UPWARD_UNITS[-1]


def _periods(span: Span, unit: Unit, say: Words) -> Iterator[tuple[date, date, str]]:
    """The periods of an axis from the bottom up; "" where every second only is named."""
    for first, after in periods(span, unit):
        counted = first.year // max(1, unit.months // 12)
        if first >= span.first:
            yield first, after, "" if counted % unit.step else _period_name(first, unit, say)


def _period_name(first: date, unit: Unit, say: Words) -> str:
    if unit.name == "month":
        return month_of_year(first, say)
    if unit.name == "quarter":
        return say("Q{n} {year}", n=(first.month + 2) // 3, year=first.year)
    return say("{year}s", year=first.year) if unit.name == "decade" else str(first.year)


def _year_names(promised: Span, height: float, say: Words) -> Iterable[str]:
    unit = _upward_unit(Upward.of(promised, TOP, height - 46))
    return [text for _, _, text in _periods(promised, unit, say)] or ["2000"]
