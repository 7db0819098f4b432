"""One row of the timeline: its dates as marks, an arrow between them, words where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from dashboards import row_words
from dashboards.axis import Scale
from dashboards.drawing import Arrow, Label, Mark, Part, Row, Sheet
from dashboards.places import Box, Interval, free, place, shortened, text_width
from dashboards.row_words import Milestone
from dashboards.theme import SIZE_LABEL, SIZE_ROW
from tracker.dates import DateWords, same_window
from tracker.words import Words

BAR_HEIGHT: Final = 12
GHOST_HEIGHT: Final = 8
# A first promise that the present date lies in, or touches, goes around it.
AROUND_HEIGHT: Final = 17
WORKS_HEIGHT: Final = 3
# From the middle of a diamond to a corner.
DIAMOND: Final = 7
GHOST_DIAMOND: Final = 5
# However short a period is on the scale, it must be seen.
SHORTEST_BAR: Final = 5
SHORTEST_ARROW: Final = 9
# How far an open end runs before nothing is left of it.
FADE: Final = 56
AIR: Final = 6
LABEL_HEIGHT: Final = 16
# More than the half of a diamond that may look in from beyond the edge.
EDGE_INSET: Final = 8
BEFORE, AFTER = "before", "after"
EDGE_SIGN: Final = {BEFORE: "◂ ", AFTER: " ▸"}


class Dated(NamedTuple):
    """The marks of a row: what holds now, the first promise, the time of works."""

    now: Mark | None
    ghost: Mark | None
    works: Mark | None


def milestone_row(row: Milestone, sheet: Sheet, y: float, say: Words) -> Row:
    """A milestone in the line whose upper edge is at `y`."""
    middle = y + (31 if sheet.narrow else sheet.row_height / 2)
    scale = sheet.scale
    dated = _dated(row, scale, middle)
    arrow = _arrow(dated, scale)
    told = row_words.told(row, say)
    labels = _labels(row, dated, arrow, scale, middle, say)
    name = _name(row, sheet, y)
    if sheet.narrow and not labels:
        name, labels = _above(row, sheet, y, say)
    within = scale.left - scale.right, 2 * scale.right - scale.left
    drawn = (_behind(dated.works, labels), dated.ghost, dated.now)
    return Row(
        id=row.id,
        title=row.title,
        name=name,
        track=row.track,
        status=row.status,
        y=y,
        marks=tuple(m for m in drawn if m and m.x1 > within[0] and m.x0 < within[1]),
        arrow=_between(arrow, labels),
        labels=labels,
        sentence=told.sentence,
    )


def _above(row: Milestone, sheet: Sheet, y: float, say: Words) -> tuple[Label, tuple[Label, ...]]:
    """The words at the end of the name's line, where the marks have left them no room."""
    _, *wordings = row_words.told(row, say).wordings
    right = sheet.width - EDGE_INSET
    for parts in wordings:
        width = label_width(parts)
        name = _name(row, sheet, y, width + AIR)
        if name.text == row.title:
            break
    top = name.box.y0
    label = Label(Box(right - width, top + 2, right, top + 2 + LABEL_HEIGHT), parts)
    return name, (label,) if parts else ()


def _name(row: Milestone, sheet: Sheet, y: float, taken: float = 0) -> Label:
    x = 12.0 if sheet.narrow else 28.0
    room = (sheet.width if sheet.narrow else sheet.names) - x - 12 - taken
    text = shortened(row.title, SIZE_ROW, room)
    top = y + (2 if sheet.narrow else 3)
    return Label(Box(x, top, x + text_width(text, SIZE_ROW), top + 19), (Part(text, "name"),))


def _dated(row: Milestone, scale: Scale, y: float) -> Dated:
    now = ghost = None
    if row.current:
        look = "filled" if row.status == "done" else "light"
        now = _mark(row.current, scale, y, look)._replace(crossed=row.status == "cancelled")
    if row.baseline and not same_window(row.baseline, row.current):
        ghost = _mark(row.baseline, scale, y, "ghost")
        if now and ghost.shape == "bar" and ghost.x0 < now.x1 and now.x0 < ghost.x1:
            ghost = ghost._replace(height=AROUND_HEIGHT)
    return Dated(now, ghost, _works(row, scale, y))


def _mark(words: DateWords, scale: Scale, y: float, look: str) -> Mark:
    """A diamond for a day, a bar over the whole of anything longer."""
    ghost = look == "ghost"
    dashed = ghost or bool(words.qualifier)
    first, last = words.earliest, words.latest
    if first and first == last:
        reach = GHOST_DIAMOND if ghost else DIAMOND
        x = scale.noon(first)
        return Mark("diamond", look, x - reach, x + reach, y, 2 * reach, dashed)
    x0 = scale.at(first) if first else scale.end(last) - FADE if last else scale.left
    x1 = scale.end(last) if last else x0 + FADE
    if x1 - x0 < SHORTEST_BAR:
        middle = (x0 + x1) / 2
        x0, x1 = middle - SHORTEST_BAR / 2, middle + SHORTEST_BAR / 2
    fade = AFTER if last is None else BEFORE if first is None else ""
    return Mark("bar", look, x0, x1, y, GHOST_HEIGHT if ghost else BAR_HEIGHT, dashed, fade)


def _works(row: Milestone, scale: Scale, y: float) -> Mark | None:
    """From the begin of works to the date that ends them."""
    if row.start is None or row.start.earliest is None or row.current is None:
        return None
    end = row.current.earliest or row.current.latest
    x0, x1 = scale.at(row.start.earliest), scale.at(end) if end else 0.0
    return Mark("bar", "works", x0, x1, y, WORKS_HEIGHT) if x1 > x0 else None


def _side(mark: Mark, scale: Scale) -> str:
    """Where a mark lies: before the page, after it, or "" where it is seen."""
    anchor = ((mark.x0 + mark.x1) / 2,) * 2 if mark.shape == "diamond" else (mark.x0, mark.x1)
    if anchor[1] <= scale.left:
        return BEFORE
    return AFTER if anchor[0] >= scale.right else ""


def _arrow(dated: Dated, scale: Scale) -> Arrow | None:
    """From the first promise to what holds now, as far as the page reaches."""
    now, ghost = dated.now, dated.ghost
    if now is None or ghost is None:
        return None
    if (side := _side(now, scale)) and side == _side(ghost, scale):
        return None
    if ghost.x1 < now.x0:
        ends = ghost.x1, now.x0 - 2
    elif now.x1 < ghost.x0:
        ends = ghost.x0, now.x1 + 2
    else:
        return None
    x0, x1 = (min(max(x, scale.left), scale.right) for x in ends)
    forward = (x1 > x0) == (ends[1] > ends[0])
    return Arrow(x0, x1, now.y) if forward and abs(x1 - x0) >= SHORTEST_ARROW else None


def _labels(
    row: Milestone, dated: Dated, arrow: Arrow | None, scale: Scale, y: float, say: Words
) -> tuple[Label, ...]:
    """The words of what holds now; those of the first promise only where it is off the page."""
    now, ghost, _ = dated
    wordings = row_words.told(row, say).wordings
    side = _side(now, scale) if now else ""
    if now and side and row.current:
        own = _at_edge(wordings, side, _room(dated, scale), y)
        own = own and own._replace(jump=row.current.earliest or row.current.latest)
    else:
        own = _beside(wordings, dated, arrow, scale, y)
    promise = None
    if arrow and ghost and row.baseline and (side := _side(ghost, scale)):
        taken = own.box.x1 - own.box.x0 if own and own.edge else 0
        length = abs(arrow.x1 - arrow.x0) - taken - SHORTEST_ARROW - AIR
        room = Interval(scale.left + EDGE_INSET, scale.left + length)
        if side == AFTER:
            room = Interval(scale.right - length, scale.right - EDGE_INSET)
        date = (Part(say.date(row.baseline), "promise"),)
        promise = _at_edge((date,), side, room, y)
        promise = promise and promise._replace(jump=row.baseline.earliest or row.baseline.latest)
    return tuple(label for label in (own, promise) if label)


def _room(dated: Dated, scale: Scale) -> Interval:
    """What the first promise leaves of the row, where it is seen, for words at its edges."""
    ghost = dated.ghost
    if ghost is None or dated.now is None or _side(ghost, scale):
        return Interval(scale.left + EDGE_INSET, scale.right - EDGE_INSET)
    if _side(dated.now, scale) == BEFORE:
        return Interval(scale.left + EDGE_INSET, ghost.x0 - AIR)
    return Interval(ghost.x1 + AIR, scale.right - EDGE_INSET)


def _at_edge(
    wordings: Sequence[tuple[Part, ...]], side: str, room: Interval, y: float
) -> Label | None:
    """The fullest wording that fits, with a small arrow to where its mark lies; else that only."""
    sign = Part(EDGE_SIGN[side], "sign")
    for parts in (*wordings, ()):
        told = (sign, *parts) if side == BEFORE else (*parts, sign)
        width = label_width(told)
        if width <= room.x1 - room.x0:
            x = room.x0 if side == BEFORE else room.x1 - width
            return Label(_box(x, width, y), told, side)
    return None


def _beside(
    wordings: Sequence[tuple[Part, ...]],
    dated: Dated,
    arrow: Arrow | None,
    scale: Scale,
    y: float,
) -> Label | None:
    """The words at the mark they belong to; at the right edge where there is no date."""
    seen = [_clipped(mark, scale) for mark in dated if mark and not _side(mark, scale)]
    if arrow:
        seen.append(Interval(min(arrow.x0, arrow.x1), max(arrow.x0, arrow.x1)))
    mark = _clipped(dated.now, scale) if dated.now else Interval(scale.right, scale.right)
    room = Interval(scale.left + EDGE_INSET, scale.right - EDGE_INSET)
    widths = [label_width(parts) for parts in wordings]
    found = place(widths, mark, free(room, seen, air=AIR), air=AIR)
    if found is None or not wordings[found[0]]:
        return None
    number, x = found
    return Label(_box(x, widths[number], y), wordings[number])


@lru_cache(maxsize=20_000)
def label_width(parts: tuple[Part, ...]) -> float:
    """Pixels that a label needs at most; what is late stands in bold."""
    return sum(text_width(part.text, SIZE_LABEL, bold=part.role == "late") for part in parts)


def _box(x: float, width: float, y: float) -> Box:
    return Box(x, y - LABEL_HEIGHT / 2, x + width, y + LABEL_HEIGHT / 2)


def _clipped(mark: Mark, scale: Scale) -> Interval:
    return Interval(max(mark.x0, scale.left), min(mark.x1, scale.right))


def _between(arrow: Arrow | None, labels: Sequence[Label]) -> Arrow | None:
    """The arrow, cut short by words at the edges; None where nothing of it is left."""
    if arrow is None:
        return None
    first, last = _cut(Interval(*sorted((arrow.x0, arrow.x1))), labels)
    if last - first < SHORTEST_ARROW / 2:
        return None
    return Arrow(first, last, arrow.y) if arrow.x0 < arrow.x1 else Arrow(last, first, arrow.y)


def _behind(works: Mark | None, labels: Sequence[Label]) -> Mark | None:
    """The line of works, cut short by words at the edges."""
    if works is None:
        return None
    first, last = _cut(Interval(works.x0, works.x1), labels)
    return works._replace(x0=first, x1=last) if last > first else None


def _cut(stretch: Interval, labels: Sequence[Label]) -> tuple[float, float]:
    first, last = stretch.x0, stretch.x1
    for label in labels:
        if label.edge == BEFORE:
            first = max(first, label.box.x1 + AIR / 2)
        elif label.edge == AFTER:
            last = min(last, label.box.x0 - AIR / 2)
    return first, last
