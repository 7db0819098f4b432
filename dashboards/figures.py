"""The timeline as a figure of plotly: plain dicts in its JSON form, never validated at run time.

The horizontal axis counts days (the ordinals of `datetime.date`), the vertical one pixels from the
upper edge of the window, so that marks keep their place while the reader drags the days along.
Whether plotly accepts the figure is checked by a test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from dashboards.axis import Scale
from dashboards.drawing import Label, Mark, Part, Row, Timeline
from dashboards.theme import FONT, SIZE_LABEL, Palette

Trace = dict[str, Any]

LIGHT_SHARE: Final = 0.24
WORKS_OPACITY: Final = 0.45
# An open end fades in so many slices: bars have one colour each.
SLICES: Final = 14
HEAD: Final = 4
# Corners of a capsule are drawn as so many straight pieces.
ROUND: Final = ((0.0, 1.0), (0.38, 0.92), (0.71, 0.71), (0.92, 0.38), (1.0, 0.0))
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


class Bars(NamedTuple):
    """How the bars of one trace look."""

    height: float
    rounding: float
    outlined: bool


def timeline_figure(drawing: Timeline, palette: Palette) -> dict[str, Any]:
    """The drawing in the colours of a palette, without axis and names: those are HTML beside it."""
    scale = drawing.sheet.scale
    data = [
        *_papers(drawing, scale, palette),
        *_bars(drawing, scale, palette),
        *_strokes(drawing, scale, palette),
        *_diamonds(drawing, scale, palette),
        *_words(drawing, scale, palette),
    ]
    return {"data": data, "layout": _layout(drawing, scale, palette)}


def _layout(drawing: Timeline, scale: Scale, palette: Palette) -> dict[str, Any]:
    first = drawing.sheet.span.first.toordinal()
    shown = [first, first + drawing.sheet.span.days]
    return {
        "width": round(scale.right - scale.left, 2),
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
        "uirevision": f"{shown[0]} {shown[1]} {scale.right}",
        "xaxis": {
            "range": shown,
            "tickmode": "array",
            "tickvals": [round(scale.ordinal(x), 3) for x in drawing.grid],
            "showticklabels": False,
            "gridcolor": palette.hairline,
            "zeroline": False,
        },
        "yaxis": {"range": [drawing.height, 0], "fixedrange": True, "visible": False},
        "shapes": [_rule(heading.y + drawing.sheet.row_height - 0.5, palette)
                   for heading in drawing.headings if not heading.heading.level],
    }  # fmt: skip


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


def _papers(drawing: Timeline, scale: Scale, palette: Palette) -> Iterator[Trace]:
    """Paper behind words, so that no line of the grid runs through them."""
    boxes = [label.box for row in drawing.rows for label in row.labels if not label.edge]
    if boxes:
        spans = [(box.x0, box.x1, (box.y0 + box.y1) / 2, palette.paper) for box in boxes]
        yield _bar_trace(spans, scale, Bars(boxes[0].y1 - boxes[0].y0, 0, False))


def _bars(drawing: Timeline, scale: Scale, palette: Palette) -> Iterator[Trace]:
    """Whole windows: one trace for each height of bar, open ends in slices of their own."""
    solid: dict[Bars, list[tuple[float, float, float, str]]] = defaultdict(list)
    for row, mark in _marks(drawing, "bar"):
        if mark.look == "ghost":
            continue
        colour = _colour(row, palette)
        fill = _fill(mark, colour, palette)
        if mark.fade:
            kind = Bars(mark.height, 0, False)
            solid[kind] += _slices(mark, colour if mark.look == "filled" else fill, palette)
        elif mark.look == "works":
            solid[Bars(mark.height, 0, False)].append((mark.x0, mark.x1, mark.y, fill))
        else:
            kind = Bars(mark.height, mark.height / 2, mark.look == "filled")
            solid[kind].append((mark.x0, mark.x1, mark.y, fill))
    for kind, spans in solid.items():
        yield _bar_trace(spans, scale, kind)


def _slices(mark: Mark, colour: str, palette: Palette) -> Iterator[tuple[float, float, float, str]]:
    """A bar that fades into the paper towards its open end."""
    width = (mark.x1 - mark.x0) / SLICES
    for number in range(SLICES):
        left = number if mark.fade == "before" else SLICES - 1 - number
        share = (left + 0.5) / SLICES
        x = mark.x0 + number * width
        yield x, x + width, mark.y, _mixed(colour, palette.paper, share)


def _bar_trace(spans: Iterable[tuple[float, float, float, str]], scale: Scale, kind: Bars) -> Trace:
    x0, x1, y, colours = zip(*spans, strict=True)
    base = [round(scale.ordinal(x), 3) for x in x0]
    return {
        "type": "bar",
        "orientation": "h",
        "base": base,
        "x": [round(scale.ordinal(x) - left, 3) for x, left in zip(x1, base, strict=True)],
        "y": list(y),
        # Without a width plotly works one out, row by row.
        "width": kind.height,
        "marker": {"color": list(colours), "cornerradius": kind.rounding, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _strokes(drawing: Timeline, scale: Scale, palette: Palette) -> Iterator[Trace]:
    """Everything that is a line: outlines, arrows, crosses, the lines of the days; last on top."""
    lines: dict[Stroke, list[tuple[float, float] | None]] = defaultdict(list)
    for row in drawing.rows:
        colour = _colour(row, palette)
        for mark in row.marks:
            if (mark.shape == "bar" and mark.look in ("ghost", "light")) or mark.dashed:
                dash = "3px,2px" if mark.dashed else "solid"
                lines[Stroke(colour, 1, dash)] += [*_outline(mark), None]
            if mark.crossed:
                lines[Stroke(palette.ink, 1.5)] += _cross(mark)
        if row.arrow:
            back = -HEAD if row.arrow.x1 > row.arrow.x0 else HEAD
            tip, y = row.arrow.x1, row.arrow.y
            head = [(tip + back, y - HEAD), (tip, y), (tip + back, y + HEAD)]
            lines[Stroke(colour)] += [(row.arrow.x0, y), (tip, y), None, *head, None]
    for day in drawing.days:
        today = day.kind == "today"
        stroke = Stroke(palette.alarm, 1.5) if today else Stroke(palette.accent, 1.5, "dash")
        for y0, y1 in day.pieces:
            lines[stroke] += [(day.x, y0), (day.x, y1), None]
    for stroke, points in lines.items():
        yield _line_trace(points, scale, stroke)


def _line_trace(
    points: Iterable[tuple[float, float] | None], scale: Scale, stroke: Stroke
) -> Trace:
    listed = list(points)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [point and round(scale.ordinal(point[0]), 3) for point in listed],
        "y": [point and round(point[1], 1) for point in listed],
        "line": {**stroke._asdict(), "simplify": False},
        "hoverinfo": "skip",
    }


def _outline(mark: Mark) -> list[tuple[float, float]]:
    """Around a mark; a bar with an open end is open there."""
    box = mark.box
    if mark.shape == "diamond":
        x = (box.x0 + box.x1) / 2
        return [(x, box.y0), (box.x1, mark.y), (x, box.y1), (box.x0, mark.y), (x, box.y0)]
    reach = mark.height / 2
    bend = min(reach, (box.x1 - box.x0) / 2)
    right = [(box.x1 - bend + bend * x, mark.y - reach * y) for x, y in ROUND]
    right += [(x, 2 * mark.y - y) for x, y in reversed(right)]
    left = [(box.x0 + box.x1 - x, y) for x, y in right]
    if mark.fade == "after":
        middle = (box.x0 + box.x1) / 2
        return [(middle, box.y0), *left, (middle, box.y1)]
    if mark.fade == "before":
        middle = (box.x0 + box.x1) / 2
        return [(middle, box.y0), *right, (middle, box.y1)]
    return [*right, *reversed(left), right[0]]


def _cross(mark: Mark) -> list[tuple[float, float] | None]:
    """What was called off is struck out."""
    x, reach = (mark.x0 + mark.x1) / 2, mark.height / 2 + 1
    return [
        (x - reach, mark.y - reach),
        (x + reach, mark.y + reach),
        None,
        (x - reach, mark.y + reach),
        (x + reach, mark.y - reach),
        None,
    ]


def _diamonds(drawing: Timeline, scale: Scale, palette: Palette) -> Iterator[Trace]:
    """Days; those dashed have their edge among the strokes."""
    found = [(row, mark) for row, mark in _marks(drawing, "diamond") if mark.look != "ghost"]
    if not found:
        return
    colours = [_colour(row, palette) for row, _ in found]
    yield {
        "type": "scatter",
        "mode": "markers",
        "x": [round(scale.ordinal((mark.x0 + mark.x1) / 2), 3) for _, mark in found],
        "y": [mark.y for _, mark in found],
        "marker": {
            "symbol": "diamond",
            # plotly measures a diamond by a circle of the same reach, a little less.
            "size": [(mark.x1 - mark.x0) / 1.3 for _, mark in found],
            "color": [_fill(m, c, palette) for (_, m), c in zip(found, colours, strict=True)],
            "line": {
                "color": colours,
                "width": [0 if mark.dashed else 1 for _, mark in found],
            },
            "opacity": 1,
        },
        "cliponaxis": True,
        "hoverinfo": "skip",
    }


def _words(drawing: Timeline, scale: Scale, palette: Palette) -> Iterator[Trace]:
    """The words beside the marks; those at the edges stay where they are, as links in HTML."""
    labels = [label for row in drawing.rows for label in row.labels if not label.edge]
    if labels:
        yield {
            "type": "scatter",
            "mode": "text",
            "x": [round(scale.ordinal(label.box.x0), 3) for label in labels],
            "y": [(label.box.y0 + label.box.y1) / 2 for label in labels],
            "text": [_rich(label, palette) for label in labels],
            "textposition": "middle right",
            "hoverinfo": "skip",
        }


def _rich(label: Label, palette: Palette) -> str:
    return "".join(_rich_part(part, palette) for part in label.parts)


def _rich_part(part: Part, palette: Palette) -> str:
    text = part.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    tag = {"late": "b", "overdue": "span"}.get(part.role)
    return f'<{tag} style="color:{palette.alarm}">{text}</{tag}>' if tag else text


def _marks(drawing: Timeline, shape: str) -> Iterator[tuple[Row, Mark]]:
    for row in drawing.rows:
        for mark in row.marks:
            if mark.shape == shape:
                yield row, mark


def _colour(row: Row, palette: Palette) -> str:
    return palette.tracks.get(row.track, palette.muted)


def _fill(mark: Mark, colour: str, palette: Palette) -> str:
    share = {"filled": 1.0, "works": WORKS_OPACITY}.get(mark.look, LIGHT_SHARE)
    return _mixed(colour, palette.paper, share)


def _mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour on paper, as one opaque colour."""
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
