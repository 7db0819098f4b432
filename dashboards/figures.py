"""The timeline as a figure of plotly: plain dicts in its JSON form, never validated at run time.

Both axes count the pixels of the drawing: where a day stands has been decided in the marks, and all
of them move together when the reader drags the days along.
Whether plotly accepts the figure is checked by a test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from dashboards.drawing import FAN_HEIGHT, TICK_HEIGHT, Label, Mark, Part, Row, Timeline
from dashboards.fan_marks import chevron
from dashboards.theme import FONT, SIZE_LABEL, Palette

Trace = dict[str, Any]
Point = tuple[float, float]

# How much of the track's colour a look has; the rest is paper.
SHARES: Final = {"light": 0.24, "works": 0.45, "fan": 0.38}
# An open end fades in so many slices: bars have one colour each.
SLICES: Final = 14
HEAD: Final = 4
# Corners of a capsule are drawn as so many straight pieces.
ROUND: Final = ((0.0, 1.0), (0.5, 0.87), (0.87, 0.5), (1.0, 0.0))
CONFIG: Final = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "showTips": False,
    "responsive": False,
    "displaylogo": False,
}


class Stroke(NamedTuple):
    """How a line is drawn."""

    color: str  # as plotly spells it
    width: float = 1
    dash: str = "solid"


class Bar(NamedTuple):
    """A stretch of one colour with its edge; `rounding` is that of its corners."""

    x0: float
    x1: float
    y: float
    fill: str
    edge: str
    height: float
    rounding: float


def timeline_figure(drawing: Timeline, palette: Palette) -> dict[str, Any]:
    """The drawing in the colours of a palette, without axis and names: those are HTML beside it."""
    labels = [label for row in drawing.rows for label in row.labels if not label.edge]
    data = [
        *_bar_traces(_papers(labels, palette)),
        *_bar_traces(_fans(drawing, palette)),
        *_bar_traces(_bars(drawing, palette)),
        *_line_traces(_lines(drawing, palette)),
        *_diamonds(drawing, palette),
        *_words(labels, palette),
    ]
    return {"data": data, "layout": _layout(drawing, palette)}


def _layout(drawing: Timeline, palette: Palette) -> dict[str, Any]:
    sheet = drawing.sheet
    return {
        "width": sheet.width - sheet.names,
        "height": drawing.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": SIZE_LABEL, "color": palette.muted},
        "barmode": "overlay",
        "dragmode": "pan",
        "hovermode": False,
        "showlegend": False,
        # A redraw of the same days leaves alone what the reader is dragging.
        "uirevision": f"{sheet.span.first} {sheet.span.last} {sheet.width}",
        "xaxis": {
            "range": [sheet.names, sheet.width],
            "tickmode": "array",
            "tickvals": [round(x, 1) for x in drawing.grid],
            "showticklabels": False,
            "gridcolor": palette.hairline,
            "zeroline": False,
        },
        "yaxis": {"range": [drawing.height, 0], "fixedrange": True, "visible": False},
        "shapes": [
            _rule(heading.y + sheet.row_height - 0.5, palette)
            for heading in drawing.headings
            if not heading.heading.level
        ],
    }


def _rule(y: float, palette: Palette) -> dict[str, Any]:
    """The hairline below a heading, across whatever days are in view."""
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": palette.hairline, "width": 1},
    }


def _papers(labels: Sequence[Label], palette: Palette) -> Iterator[Bar]:
    """Paper behind words, so that no line of the grid runs through them."""
    for label in labels:
        x0, y0, x1, y1 = label.box.x0, label.box.y0, label.box.x1, label.box.y1
        yield Bar(x0, x1, (y0 + y1) / 2, palette.paper, palette.paper, y1 - y0, 0)


def _bars(drawing: Timeline, palette: Palette) -> Iterator[Bar]:
    """Whole windows, filled or light; open ends in slices."""
    for row in drawing.rows:
        colour = _colour(row, palette)
        for mark in row.marks:
            if mark.shape == "diamond" or mark.look == "ghost":
                continue
            fill = _fill(mark.look, colour, palette.paper)
            if mark.fade:
                yield from _slices(mark, fill, palette)
            else:
                edge = colour if mark.look == "light" and not mark.dashed else fill
                rounding = 0 if mark.look == "works" else mark.height / 2
                yield Bar(mark.x0, mark.x1, mark.y, fill, edge, mark.height, rounding)


def _fans(drawing: Timeline, palette: Palette) -> Iterator[Bar]:
    """Forecasts as bands, each with a tick at even odds."""
    pale = _mixed(palette.forecast, palette.paper, SHARES["fan"])
    for row in drawing.rows:
        fan = row.fan
        if fan and not fan.beyond:
            yield Bar(fan.x0, fan.x1, fan.y, pale, pale, FAN_HEIGHT, 0)
            if fan.tick:
                full = palette.forecast
                yield Bar(fan.tick.x0, fan.tick.x1, fan.y, full, full, TICK_HEIGHT, 0)


def _slices(mark: Mark, colour: str, palette: Palette) -> Iterator[Bar]:
    """A bar that fades into the paper towards its open end."""
    width = (mark.x1 - mark.x0) / SLICES
    for number in range(SLICES):
        left = number if mark.fade == "before" else SLICES - 1 - number
        fill = _mixed(colour, palette.paper, (left + 0.5) / SLICES)
        x = mark.x0 + number * width
        yield Bar(x, x + width, mark.y, fill, fill, mark.height, 0)


def _bar_traces(bars: Iterator[Bar]) -> Iterator[Trace]:
    """One trace for each shape of bar."""
    shapes: dict[Point, list[Bar]] = defaultdict(list)
    for bar in bars:
        shapes[bar.height, bar.rounding].append(bar)
    for (height, rounding), alike in shapes.items():
        yield {
            "type": "bar",
            "orientation": "h",
            "base": [round(bar.x0, 1) for bar in alike],
            "x": [round(bar.x1 - bar.x0, 1) for bar in alike],
            "y": [bar.y for bar in alike],
            # Without a width plotly works one out, row by row.
            "width": height,
            "marker": {
                "color": [bar.fill for bar in alike],
                "cornerradius": rounding,
                "line": {"width": 1 if rounding else 0, "color": [bar.edge for bar in alike]},
            },
            "hoverinfo": "skip",
        }


def _lines(drawing: Timeline, palette: Palette) -> Iterator[tuple[Stroke, Sequence[Point]]]:
    """Everything that is a line: dashed outlines, arrows, crosses, and on top the marked days."""
    for row in drawing.rows:
        yield from _row_lines(row, palette)
    for day in drawing.days:
        today = day.kind == "today"
        stroke = Stroke(palette.alarm, 1.5) if today else Stroke(palette.accent, 1.5, "dash")
        for y0, y1 in day.pieces:
            yield stroke, ((day.x, y0), (day.x, y1))


def _row_lines(row: Row, palette: Palette) -> Iterator[tuple[Stroke, Sequence[Point]]]:
    colour = _colour(row, palette)
    for mark in row.marks:
        if mark.dashed:
            yield Stroke(colour, 1, "3px,2px"), _outline(mark)
        elif mark.fade and mark.look == "light":
            yield Stroke(colour), _outline(mark)
        if mark.crossed:
            for points in _cross(mark):
                yield Stroke(palette.ink, 1.5), points
    if row.arrow:
        back = -HEAD if row.arrow.x1 > row.arrow.x0 else HEAD
        tip, y = row.arrow.x1, row.arrow.y
        yield Stroke(colour), ((row.arrow.x0, y), (tip, y))
        yield Stroke(colour), ((tip + back, y - HEAD), (tip, y), (tip + back, y + HEAD))
    if row.fan and row.fan.beyond:
        yield Stroke(palette.forecast, 1.5), chevron(row.fan)


def _line_traces(lines: Iterator[tuple[Stroke, Sequence[Point]]]) -> Iterator[Trace]:
    """One trace for each kind of stroke, its lines apart by gaps."""
    strokes: dict[Stroke, tuple[list[float | None], list[float | None]]]
    strokes = defaultdict(lambda: ([], []))
    for stroke, points in lines:
        xs, ys = strokes[stroke]
        xs.extend([round(x, 1) for x, _ in points])
        ys.extend([round(y, 1) for _, y in points])
        xs.append(None)
        ys.append(None)
    for stroke, (xs, ys) in strokes.items():
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": xs,
            "y": ys,
            "line": {**stroke._asdict(), "simplify": False},
            "hoverinfo": "skip",
        }


def _outline(mark: Mark) -> list[Point]:
    """Around a mark; a bar with an open end is open there."""
    box = mark.box
    middle = (box.x0 + box.x1) / 2
    if mark.shape == "diamond":
        return [(middle, box.y0), (box.x1, mark.y), (middle, box.y1), (box.x0, mark.y),
                (middle, box.y0)]  # fmt: skip
    reach = mark.height / 2
    bend = min(reach, (box.x1 - box.x0) / 2)
    right = [(box.x1 - bend + bend * x, mark.y - reach * y) for x, y in ROUND]
    right += [(x, 2 * mark.y - y) for x, y in right[-2::-1]]
    if mark.fade == "before":
        return [(middle, box.y0), *right, (middle, box.y1)]
    left = [(box.x0 + box.x1 - x, y) for x, y in right]
    if mark.fade == "after":
        return [(middle, box.y0), *left, (middle, box.y1)]
    return [*right, *left[::-1], right[0]]


def _cross(mark: Mark) -> tuple[Sequence[Point], Sequence[Point]]:
    """What was called off is struck out."""
    x, reach = (mark.x0 + mark.x1) / 2, mark.height / 2 + 1
    top, bottom = mark.y - reach, mark.y + reach
    return ((x - reach, top), (x + reach, bottom)), ((x - reach, bottom), (x + reach, top))


def _diamonds(drawing: Timeline, palette: Palette) -> Iterator[Trace]:
    """Days; those that are doubtful have their dashed edge among the lines."""
    found = [
        (mark, _colour(row, palette))
        for row in drawing.rows
        for mark in row.marks
        if mark.shape == "diamond" and mark.look != "ghost"
    ]
    if found:
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [round((mark.x0 + mark.x1) / 2, 1) for mark, _ in found],
            "y": [mark.y for mark, _ in found],
            "marker": {
                "symbol": "diamond",
                # plotly measures a diamond by a circle of the same reach, a little less.
                "size": [(mark.x1 - mark.x0) / 1.3 for mark, _ in found],
                "color": [_fill(mark.look, colour, palette.paper) for mark, colour in found],
                "line": {
                    "color": [colour for _, colour in found],
                    "width": [0 if mark.dashed else 1 for mark, _ in found],
                },
                "opacity": 1,
            },
            "hoverinfo": "skip",
        }


def _words(labels: Sequence[Label], palette: Palette) -> Iterator[Trace]:
    """The words beside the marks; those at the edges stay where they are, as links in HTML."""
    if labels:
        yield {
            "type": "scatter",
            "mode": "text",
            "x": [round(label.box.x0, 1) for label in labels],
            "y": [(label.box.y0 + label.box.y1) / 2 for label in labels],
            "text": [rich(label.parts, palette.alarm) for label in labels],
            "textposition": "middle right",
            "hoverinfo": "skip",
        }


@lru_cache(maxsize=20_000)
def rich(parts: tuple[Part, ...], alarm: str) -> str:
    """Words as plotly's own markup; what was typed stays text."""
    return "".join(_rich_part(part, alarm) for part in parts)


def _rich_part(part: Part, alarm: str) -> str:
    text = part.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    tag = {"late": "b", "overdue": "span"}.get(part.role)
    return f'<{tag} style="color:{alarm}">{text}</{tag}>' if tag else text


def _colour(row: Row, palette: Palette) -> str:
    return palette.tracks.get(row.track, palette.muted)


def _fill(look: str, colour: str, paper: str) -> str:
    return colour if look == "filled" else _mixed(colour, paper, SHARES[look])


@lru_cache(maxsize=1024)
def _mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour on paper, as one opaque colour."""
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
