"""The words on a slip chart: of what happened, of the turning points, of lines and the diagonal.

Of one milestone the turning points are told where there is room for them; of several each line has
its name in a column at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import atan2, cos, degrees, hypot, sin
from typing import Final, NamedTuple

from dashboards.components import CONFIDENCE
from dashboards.places import Box, text_width
from dashboards.slip_axes import GUTTER, LINE, NAME_AIR, lines_within, name_lines
from dashboards.slip_drawing import (
    Chart,
    Happened,
    Label,
    Line,
    Mark,
    Planned,
    Sheet,
    Slanted,
    Trace,
)
from dashboards.slip_expected import numbers, told_of_one
from dashboards.slip_labels import Ground, Point, Wanted, spread
from dashboards.slip_record import Course
from dashboards.slip_turns import turns
from dashboards.theme import SIZE_LABEL
from tracker.words import Words

# Half of what a marker, a bar, a line and the diamond are wide; of several milestones, smaller.
MARKER, BAR, STROKE, DIAMOND = 5.0, 2.5, 0.75, 7.5
# On narrow paper only what tells most is told.
MOST_WIDE, MOST_NARROW = 7, 4
# Where along the diagonal its name is tried.
ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.15, 0.25, 0.35, 0.45)
DOUBTFUL: Final = ("medium", "low")


def with_words(bare: Chart, told: Sequence[Course], say: Words) -> Chart:
    """A drawing with the words that find room on it."""
    ground = Ground(_room(bare.sheet), _taken(bare), bare.diagonal)
    along = _along(bare.diagonal, ground, say)
    if len(told) > 1:
        labels = list(_names(bare, say, diagonal=along is None))
        labels += numbers(bare.traces, bare.sheet)
    else:
        labels = list(_words(told, bare, ground, say))
    return replace(bare, diagonal_name=along, labels=tuple(labels))


def _room(sheet: Sheet) -> Box:
    """Where words may stand: the plot and what is free beside and above it."""
    return Box(sheet.plot.x0 + 1, 2, sheet.width - 2, sheet.plot.y1 - 1)


def _along(diagonal: tuple[Point, Point] | None, ground: Ground, say: Words) -> Slanted | None:
    """The name of the diagonal along it, below where nothing was promised, else above."""
    if diagonal is None:
        return None
    text = _of_diagonal(say)
    (x0, y0), (x1, y1) = diagonal
    length = hypot(x1 - x0, y1 - y0)
    width = text_width(text, SIZE_LABEL)
    if length < width + 40:
        return None
    angle = atan2(y1 - y0, x1 - x0)
    for below in (15.0, -7.0):
        for share in ALONG:
            slanted = _slanted(text, width, (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share),
                               angle, below)  # fmt: skip
            # Its own line runs close by; what else does, is what counts.
            if ground.clear(slanted.boxes):
                ground.take(*slanted.boxes)
                return slanted
    return None


def _slanted(text: str, width: float, on: Point, angle: float, below: float) -> Slanted:
    """Words along a line: ``below`` is how far under it their base line runs."""
    across, down = cos(angle), sin(angle)
    x, y = on[0] - down * below, on[1] + across * below
    pieces = max(4, int(width // 9))
    boxes = []
    for number in range(pieces + 1):
        along = width * (number / pieces - 0.5)
        # The middle of the letters stands a third of their size above the base line.
        middle_x, middle_y = x + across * along + down * 4, y + down * along - across * 4
        boxes.append(Box(middle_x - 7, middle_y - 7, middle_x + 7, middle_y + 7))
    return Slanted(x, y, degrees(angle), text, tuple(boxes))


def _of_diagonal(say: Words) -> str:
    return say("said on = promised for")


def _taken(bare: Chart) -> list[Box]:
    """Everything that words must not touch, but the diagonal."""
    taken = [label.box for label in bare.axes]
    for trace in bare.traces:
        for item in trace.marks:
            taken += _mark_boxes(item)
        for line in trace.lines:
            taken += _line_boxes(line)
        if trace.happened:
            taken.append(happened_box(trace.happened))
        if trace.planned:
            bar = trace.planned
            taken.append(Box(bar.x - 3, bar.y0, bar.x + 3, bar.y1))
        if trace.expected:
            taken.append(trace.expected.box)
    if bare.as_of:
        x = bare.sheet.x.noon(bare.sheet.as_of)
        taken += [bare.as_of.box, Box(x - 1, bare.as_of.box.y0, x + 1, bare.sheet.plot.y1)]
    return taken


def _mark_boxes(item: Mark) -> list[Box]:
    boxes = [Box(item.x - MARKER, item.y - MARKER, item.x + MARKER, item.y + MARKER)]
    if item.y1 > item.y0:
        boxes.append(Box(item.x - BAR, item.y0, item.x + BAR, item.y1))
    if item.x0 < item.x:
        boxes.append(Box(item.x0, item.y - 1, item.x, item.y + 1))
    return boxes


def _line_boxes(line: Line) -> Iterator[Box]:
    for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False):
        yield Box(min(x0, x1) - STROKE, min(y0, y1) - STROKE,
                  max(x0, x1) + STROKE, max(y0, y1) + STROKE)  # fmt: skip


def happened_box(item: Happened) -> Box:
    return Box(item.x0 - DIAMOND, item.y0 - DIAMOND, item.x1 + DIAMOND, item.y1 + DIAMOND)


def _words(told: Sequence[Course], bare: Chart, ground: Ground, say: Words) -> Iterator[Label]:
    """What happened, then the turning points, as far as there is room."""
    if not told:
        return
    course, trace, sheet = told[0], bare.traces[0], bare.sheet
    if trace.happened:
        yield from _told_of(trace.happened, course, ground, say)
    if trace.planned:
        yield from _told_of_plan(trace.planned, ground, say)
    if odds := told_of_one(trace, course, ground, say):
        yield odds
    marks = {item.key: item for item in trace.marks}
    most = MOST_NARROW if sheet.narrow else MOST_WIDE
    for turn in turns(course, say, most=most, since=sheet.said.first):
        item = marks.get(turn.said.key)
        if item is None:
            continue
        sizes = tuple((text_width(text, SIZE_LABEL), float(LINE)) for text in turn.wordings)
        placed = ground.place(Wanted((item.x, item.y), sizes))
        if placed:
            yield Label(placed.box, (turn.wordings[placed.number],), "turn", item.key, placed.lead)


def _told_of(item: Happened, course: Course, ground: Ground, say: Words) -> Iterator[Label]:
    """The words of what happened, and beneath them how sure that is."""
    if course.happened is None:
        return
    text = course.happened_words(say)
    doubt = say(CONFIDENCE[course.confidence]) if course.confidence in DOUBTFUL else ""
    # What is not sure is never told without saying so.
    full = (text, doubt) if doubt else (text,)
    date = (say.date(course.happened), *full[1:])
    wordings = [full, date]
    sizes = tuple(
        (max(text_width(line, SIZE_LABEL, bold=not i) for i, line in enumerate(lines)),
         float(LINE * len(lines)))
        for lines in wordings
    )  # fmt: skip
    placed = ground.place(Wanted((item.x, item.y), sizes))
    if placed:
        yield Label(placed.box, wordings[placed.number], "happened", "", placed.lead)


def _told_of_plan(item: Planned, ground: Ground, say: Words) -> Iterator[Label]:
    """That a plan stands in the file only."""
    wordings = [
        (say("in the file, no announcement"),),
        (say("in the file,"), say("no announcement")),
    ]
    sizes = tuple(
        (max(text_width(line, SIZE_LABEL) for line in lines), float(LINE * len(lines)))
        for lines in wordings
    )
    placed = ground.place(Wanted((item.x, (item.y0 + item.y1) / 2), sizes))
    if placed:
        yield Label(placed.box, wordings[placed.number], "planned", "", placed.lead)


class _Named(NamedTuple):
    """A line with where it ends, its name in lines of words, and its milestone."""

    end: Point
    lines: tuple[str, ...]
    id: str


def _names(bare: Chart, say: Words, *, diagonal: bool) -> Iterator[Label]:
    """The names of the lines in a column at the right, each with a line to the end of its own.

    The diagonal has its name there too where it found no room along it.
    """
    sheet = bare.sheet
    named = [
        _Named(end, name_lines(trace.number, trace.title, sheet.names), trace.id)
        for trace in bare.traces
        if (end := _end(trace, sheet))
    ]
    if diagonal and bare.diagonal and (lines := lines_within(_of_diagonal(say), sheet.names)):
        named.append(_Named(bare.diagonal[1], lines, ""))
    named.sort(key=lambda name: name.end[1])
    wanted = [(name.end[1], len(name.lines) * float(LINE) + NAME_AIR) for name in named]
    tops = spread(wanted, sheet.plot.y0 - 6, sheet.height - 2)
    left = sheet.plot.x1 + (10 if sheet.narrow else GUTTER)
    for name, top in zip(named, tops, strict=True):
        if top is not None:
            yield _beside(name, Box(left, top, *_size(name.lines, left, top)), sheet)


def _beside(name: _Named, box: Box, sheet: Sheet) -> Label:
    lead = (name.end, (sheet.plot.x1 + 2, name.end[1]), (box.x0 - 3, (box.y0 + box.y1) / 2))
    return Label(box, name.lines, "name" if name.id else "on-diagonal", name.id, lead)


def _size(lines: Sequence[str], left: float, top: float) -> tuple[float, float]:
    """The right and the lower edge of words."""
    widest = max(text_width(line, SIZE_LABEL) for line in lines)
    return left + widest, top + len(lines) * float(LINE)


def _end(trace: Trace, sheet: Sheet) -> Point | None:
    """Where a line ends: at what happened, else with the last claim."""
    if trace.happened:
        return trace.happened.x, trace.happened.y
    live = [line for line in trace.lines if line.kind == "live"]
    if live:
        return live[-1].points[-1]
    last = trace.marks[-1] if trace.marks else None
    return (last.x, min(last.y, sheet.plot.y1)) if last else None
