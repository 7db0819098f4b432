"""What is drawn on a slip chart, as plain values: bars, markers, lines, words, each at its place.

Each statement stands at the day on which it was said, over the window that it promised; the claim
that held runs through them as steps. The painter (`slip_svg`) decides nothing about place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import atan2, cos, degrees, hypot, sin
from typing import Final

from dashboards.components import CONFIDENCE
from dashboards.places import Box, text_width
from dashboards.slip_axes import (
    FADE,
    GUTTER,
    LINE,
    NAME_AIR,
    axes,
    grid_x,
    grid_y,
    name_lines,
    sheet_of,
)
from dashboards.slip_drawing import (
    AxisLabel,
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
from dashboards.slip_labels import Ground, Point, Wanted, spread
from dashboards.slip_record import Said, Step, Story
from dashboards.slip_turns import turns
from dashboards.theme import SIZE_LABEL
from tracker.dates import DateWords
from tracker.words import Words

__all__ = ["Chart", "Sheet", "chart", "sheet_of"]

# Half of what a marker, a bar, a line and the diamond are wide; of several milestones, smaller.
MARKER, BAR, STROKE, DIAMOND = 5.0, 2.5, 0.75, 7.5
PATTERNS: Final = 4
# On narrow paper only what tells most is told.
MOST_WIDE, MOST_NARROW = 7, 4
# Where along the diagonal its name is tried.
ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.15, 0.25, 0.35, 0.45)
PILL_TOP: Final = 7
DOUBTFUL: Final = ("medium", "low")


def chart(told: Sequence[Story], sheet: Sheet, say: Words) -> Chart:
    """The drawing of some stories on a sheet."""
    traces = tuple(_traces(told, sheet))
    labels_of_axes = axes(sheet, say)
    diagonal = _diagonal(sheet)
    as_of = _as_of(sheet, say)
    ground = Ground(_room(sheet), _taken(traces, labels_of_axes, as_of, sheet), diagonal)
    named = _named(diagonal, ground, say)
    labels = _names(traces, sheet) if len(told) > 1 else _words(told, traces, ground, sheet, say)
    return Chart(
        sheet=sheet,
        grid_x=grid_x(sheet, say),
        grid_y=grid_y(sheet, say),
        axes=labels_of_axes,
        diagonal=diagonal,
        diagonal_name=named,
        as_of=as_of,
        traces=traces,
        labels=tuple(labels),
    )


def _room(sheet: Sheet) -> Box:
    """Where words may stand: the plot and what is free beside and above it."""
    return Box(sheet.plot.x0 + 1, 2, sheet.width - 2, sheet.plot.y1 - 1)


# What stands for a milestone


def _traces(told: Sequence[Story], sheet: Sheet) -> Iterator[Trace]:
    of_track: Counter[str] = Counter()
    for number, story in enumerate(told, 1):
        marks = [mark(said, sheet) for said in story.said if sheet.said.first <= said.day]
        drawn = tuple(_lines(story, sheet))
        # Of several, one line each: what the other side still said would be taken for one more.
        lines = tuple(line for line in drawn if line.kind == "live" or len(told) == 1)
        pattern = of_track[story.track] % PATTERNS
        of_track[story.track] += 1
        yield Trace(story.id, story.title, number, story.track, pattern, tuple(marks), lines,
                    _happened(story, sheet), _planned(story, sheet))  # fmt: skip


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


def _lines(story: Story, sheet: Sheet) -> Iterator[Line]:
    """The live claim as steps, broken where it was withdrawn; what the other side still said."""
    ends = _ends(story, sheet)
    runs: dict[str, list[list[Point]]] = {"live": [[]], "other": [[]]}
    before: Said | None = None
    for step, until in zip(story.steps, ends, strict=True):
        _run_on(runs["live"], step.claim, step, until, sheet)
        if step.other is not before:
            # What another side says is no step from what this one said.
            runs["other"].append([])
        before = step.other
        _run_on(runs["other"], step.other, step, until, sheet)
    for kind, of_kind in runs.items():
        yield from (Line(tuple(points), kind) for points in of_kind if points)


def _ends(story: Story, sheet: Sheet) -> list[date]:
    """Until when each claim held: the next one, what happened, or the day of the page."""
    last = sheet.as_of
    if story.happened and (story.happened.earliest or story.happened.latest):
        happened = story.happened.latest or story.happened.earliest
        last = min(last, happened) if happened else last
    return [min(step.day, last) for step in story.steps[1:]] + [last] * bool(story.steps)


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


def _happened(story: Story, sheet: Sheet) -> Happened | None:
    words = story.happened
    if words is None:
        return None
    first, last = words.earliest or words.latest, words.latest or words.earliest
    if first is None or last is None or last < sheet.said.first or first > sheet.as_of:
        return None
    last = min(last, sheet.as_of)
    x0, x1 = sheet.x.noon(max(first, sheet.said.first)), sheet.x.noon(last)
    return Happened(x0, x1, sheet.y.noon(last), sheet.y.noon(first))


def _planned(story: Story, sheet: Sheet) -> Planned | None:
    """The plan in the file where no announcement gives it: nobody said it on any day."""
    if story.unannounced is None:
        return None
    y0, y1 = _ends_of(story.unannounced, sheet)[:2]
    # Beside the line of the day, which would hide it.
    return Planned(sheet.x.noon(sheet.as_of) - 7, y0, max(y1, y0 + 3))


# Lines that belong to no milestone


def _diagonal(sheet: Sheet) -> tuple[Point, Point] | None:
    """Where the day promised is the day on which it was said."""
    first = max(sheet.said.first, sheet.promised.first)
    last = min(sheet.said.last, sheet.promised.last)
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


def _named(diagonal: tuple[Point, Point] | None, ground: Ground, say: Words) -> Slanted | None:
    """The name of the diagonal along it, below where nothing was promised, else above."""
    if diagonal is None:
        return None
    text = say("said on = promised for")
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


# Words


def _taken(
    traces: Sequence[Trace], named: Sequence[AxisLabel], as_of: Label | None, sheet: Sheet
) -> list[Box]:
    """Everything that words must not touch, but the diagonal."""
    taken = [label.box for label in named]
    for trace in traces:
        for item in trace.marks:
            taken += _mark_boxes(item)
        for line in trace.lines:
            taken += _line_boxes(line)
        if trace.happened:
            taken.append(happened_box(trace.happened))
        if trace.planned:
            bar = trace.planned
            taken.append(Box(bar.x - 3, bar.y0, bar.x + 3, bar.y1))
    if as_of:
        x = sheet.x.noon(sheet.as_of)
        taken += [as_of.box, Box(x - 1, PILL_TOP, x + 1, sheet.plot.y1)]
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


def _words(
    told: Sequence[Story], traces: Sequence[Trace], ground: Ground, sheet: Sheet, say: Words
) -> Iterator[Label]:
    """What happened, then the turning points, as far as there is room."""
    if not told:
        return
    story, trace = told[0], traces[0]
    if trace.happened:
        yield from _told_of(trace.happened, story, ground, say)
    if trace.planned:
        yield from _told_of_plan(trace.planned, ground, say)
    marks = {item.key: item for item in trace.marks}
    most = MOST_NARROW if sheet.narrow else MOST_WIDE
    for turn in turns(story, say, most=most, since=sheet.said.first):
        item = marks.get(turn.said.key)
        if item is None:
            continue
        sizes = tuple((text_width(text, SIZE_LABEL), float(LINE)) for text in turn.wordings)
        placed = ground.place(Wanted((item.x, item.y), sizes))
        if placed:
            yield Label(placed.box, (turn.wordings[placed.number],), "turn", item.key, placed.lead)


def _told_of(item: Happened, story: Story, ground: Ground, say: Words) -> Iterator[Label]:
    """The words of what happened, and beneath them how sure that is."""
    if story.happened is None:
        return
    text = happened_words(story, say)
    doubt = say(CONFIDENCE[story.confidence]) if story.confidence in DOUBTFUL else ""
    # What is not sure is never told without saying so.
    full = (text, doubt) if doubt else (text,)
    date = (say.date(story.happened), *full[1:])
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


def happened_words(story: Story, say: Words) -> str:
    """What stands beside the diamond: "Flew 30 Apr 2026"."""
    return say("{happened} {date}", happened=say(story.verb), date=say.date(story.happened))


def _names(traces: Sequence[Trace], sheet: Sheet) -> Iterator[Label]:
    """The names of the lines in a column at the right, each with a line to the end of its own."""
    ended = [(end, trace) for trace in traces if (end := _end(trace, sheet))]
    ended.sort(key=lambda item: (item[0][1], item[1].number))
    left = sheet.plot.x1 + (10 if sheet.narrow else GUTTER)
    lines = [name_lines(trace.number, trace.title, sheet.names) for _, trace in ended]
    wanted = [
        (end[1], len(text) * float(LINE) + NAME_AIR)
        for (end, _), text in zip(ended, lines, strict=True)
    ]
    tops = spread(wanted, sheet.plot.y0 - 6, sheet.height - 2)
    for (end, trace), text, top in zip(ended, lines, tops, strict=True):
        if top is None:
            continue
        width = max(text_width(line, SIZE_LABEL) for line in text)
        height = len(text) * float(LINE)
        lead = (end, (sheet.plot.x1 + 2, end[1]), (left - 3, top + height / 2))
        yield Label(Box(left, top, left + width, top + height), text, "name", trace.id, lead)


def _end(trace: Trace, sheet: Sheet) -> Point | None:
    """Where a line ends: at what happened, else with the last claim."""
    if trace.happened:
        return trace.happened.x, trace.happened.y
    live = [line for line in trace.lines if line.kind == "live"]
    if live:
        return live[-1].points[-1]
    last = trace.marks[-1] if trace.marks else None
    return (last.x, min(last.y, sheet.plot.y1)) if last else None
