"""What is drawn on a slip chart, as plain values: bars, markers, lines, words, each at its place.

Each statement stands at the day on which it was said, over the window that it promised; the claim
that held runs through them as steps. The painter (`slip_svg`) decides nothing about place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from dashboards.places import Box, text_width
from dashboards.slip_axes import (
    FADE,
    axes,
    free_until,
    grid_x,
    grid_y,
    sheet_of,
)
from dashboards.slip_drawing import (
    Chart,
    Happened,
    Label,
    Line,
    Mark,
    Planned,
    Sheet,
    Trace,
)
from dashboards.slip_expected import expected
from dashboards.slip_labels import Point
from dashboards.slip_naming import with_words
from dashboards.slip_record import Course, Said, Step
from dashboards.theme import SIZE_LABEL
from tracker.dates import DateWords
from tracker.words import Words

__all__ = ["Chart", "Sheet", "chart", "sheet_of"]

PATTERNS: Final = 4
PILL_TOP: Final = 7


def chart(told: Sequence[Course], sheet: Sheet, say: Words) -> Chart:
    """The drawing of some courses on a sheet."""
    bare = Chart(
        sheet=sheet,
        grid_x=grid_x(sheet, say),
        grid_y=grid_y(sheet, say),
        axes=axes(sheet, say),
        diagonal=_diagonal(sheet),
        diagonal_name=None,
        as_of=_as_of(sheet, say),
        traces=tuple(_traces(told, sheet)),
        labels=(),
    )
    return with_words(bare, told, say)


# What stands for a milestone


def _traces(told: Sequence[Course], sheet: Sheet) -> Iterator[Trace]:
    of_track: Counter[str] = Counter()
    bands = expected(told, sheet)
    for number, course in enumerate(told, 1):
        marks = [mark(said, sheet) for said in course.said if sheet.said.first <= said.day]
        drawn = tuple(_lines(course, sheet))
        # Of several, one line each: what the other side still said would be taken for one more.
        lines = tuple(line for line in drawn if line.kind == "live" or len(told) == 1)
        pattern = of_track[course.track] % PATTERNS
        of_track[course.track] += 1
        yield Trace(
            id=course.id,
            title=course.title,
            number=number,
            track=course.track,
            pattern=pattern,
            marks=tuple(marks),
            lines=lines,
            happened=_happened(course, sheet),
            planned=_planned(course, sheet),
            expected=bands.get(course.id),
        )


def mark(said: Said, sheet: Sheet) -> Mark:
    """A statement at its place."""
    y0, y1, y, fade = _window(said, sheet)
    return Mark(
        key=said.key,
        milestone=said.milestone,
        side=said.side,
        x0=max(sheet.x.noon(said.since), sheet.plot.x0),
        x=sheet.x.noon(said.day),
        y0=y0,
        y1=y1,
        y=y,
        fade=fade,
        hollow=said.weak,
        withdrawn=said.target is None,
    )


def _window(said: Said, sheet: Sheet) -> tuple[float, float, float, str]:
    """The upper and lower end of a bar, its marker, and which end is open."""
    return _ends_of(said.target, sheet)


def _ends_of(target: DateWords | None, sheet: Sheet) -> tuple[float, float, float, str]:
    earliest = target.earliest if target else None
    latest = target.latest if target else None
    plot = sheet.plot
    if earliest and latest:
        y0 = max(sheet.y.end(latest), plot.y0)
        return y0, min(sheet.y.at(earliest), plot.y1), y0, ""
    if earliest:
        y1 = sheet.y.at(earliest)
        return max(y1 - FADE, plot.y0), y1, y1, "up"
    if latest:
        y0 = sheet.y.end(latest)
        return y0, min(y0 + FADE, plot.y1), y0, "down"
    return plot.y1, plot.y1, plot.y1, ""


def _lines(course: Course, sheet: Sheet) -> Iterator[Line]:
    """The live claim as steps, broken where it was withdrawn; what the other side still said."""
    ends = _ends(course, sheet)
    runs: dict[str, list[list[Point]]] = {"live": [[]], "other": [[]]}
    before: Said | None = None
    for step, until in zip(course.steps, ends, strict=True):
        _run_on(runs["live"], step.claim, step, until, sheet)
        if step.other is not before:
            # What another side says is no step from what this one said.
            runs["other"].append([])
        before = step.other
        _run_on(runs["other"], step.other, step, until, sheet)
    for kind, of_kind in runs.items():
        yield from (Line(tuple(points), kind) for points in of_kind if points)


def _ends(course: Course, sheet: Sheet) -> list[date]:
    """Until when each claim held: the next one, what happened, or the day of the page."""
    last = sheet.as_of
    if course.happened and (course.happened.earliest or course.happened.latest):
        happened = course.happened.latest or course.happened.earliest
        last = min(last, happened) if happened else last
    return [min(step.day, last) for step in course.steps[1:]] + [last] * bool(course.steps)


def _run_on(
    runs: list[list[Point]], claim: Said | None, step: Step, until: date, sheet: Sheet
) -> None:
    """One step more: level over its days, upright from the one before."""
    x0, x1 = max(sheet.x.noon(step.day), sheet.plot.x0), sheet.x.noon(until)
    if claim is None or claim.target is None:
        runs.append([])
        return
    if x1 <= sheet.plot.x0:
        return
    y = _window(claim, sheet)[2]
    if claim.target.floor and runs[-1]:
        # "Not before 2024" takes nothing back of what was promised beyond it.
        y = min(y, runs[-1][-1][1])
    points = [(x0, y), (x1, y)]
    runs[-1] += points if x1 > x0 else points[:1]


def _happened(course: Course, sheet: Sheet) -> Happened | None:
    words = course.happened
    if words is None:
        return None
    first, last = words.earliest or words.latest, words.latest or words.earliest
    if first is None or last is None or last < sheet.said.first or first > sheet.as_of:
        return None
    last = min(last, sheet.as_of)
    x0, x1 = sheet.x.noon(max(first, sheet.said.first)), sheet.x.noon(last)
    return Happened(x0, x1, sheet.y.noon(last), sheet.y.noon(first))


def _planned(course: Course, sheet: Sheet) -> Planned | None:
    """The plan in the file where no announcement gives it: nobody said it on any day."""
    if course.unannounced is None:
        return None
    y0, y1 = _ends_of(course.unannounced, sheet)[:2]
    # Beside the line of the day, which would hide it.
    return Planned(sheet.x.noon(sheet.as_of) - 7, y0, max(y1, y0 + 3))


# Lines that belong to no milestone


def _diagonal(sheet: Sheet) -> tuple[Point, Point] | None:
    """Where the day promised is the day on which it was said."""
    first = max(sheet.said.first, sheet.promised.first)
    last = min(free_until(sheet.said.first, sheet.as_of), sheet.promised.last)
    if first >= last:
        return None
    return (sheet.x.at(first), sheet.y.at(first)), (sheet.x.end(last), sheet.y.end(last))


def _as_of(sheet: Sheet, say: Words) -> Label | None:
    """The day whose knowledge is shown: nothing stands to its right."""
    today = sheet.as_of == sheet.today
    text = say("today") if today else say("as of {day}", day=say.day(sheet.as_of))
    width = text_width(text, SIZE_LABEL, bold=True) + 16
    x = sheet.x.noon(sheet.as_of)
    left = min(x - width / 2, sheet.width - width - 1)
    box = Box(left, PILL_TOP, left + width, PILL_TOP + 18)
    line = ((x, PILL_TOP + 18), (x, sheet.plot.y1))
    return Label(box, (text,), "today" if today else "as-of", lead=line)
