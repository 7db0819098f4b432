"""The slip chart as a drawing in SVG: colours are classes over the page's custom properties.

The drawing scales with its place; what can be pointed at leads to the statement it stands for, and
carries its key for the script that links it to its row and its card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from dashboards.elements import Element, h
from dashboards.places import Box
from dashboards.slip_drawing import (
    AxisLabel,
    Chart,
    Expected,
    Happened,
    Label,
    Line,
    Mark,
    Planned,
    Trace,
)
from dashboards.theme import slug
from tracker import schema

LARGE, SMALL = 4.5, 3.5
BASELINE: Final = 4.0
Address = Callable[[Mark], str]


def slip_svg(chart: Chart, *, title: str, link: Address, width: str) -> Element:
    """The drawing; ``link`` gives the address of a statement, ``width`` names the variant."""
    sheet = chart.sheet
    by_day = sorted((item for trace in chart.traces for item in trace.marks), key=lambda i: i.x)
    order = {item.key: number for number, item in enumerate(by_day)}
    return h(
        "svg",
        h("title", title),
        _grid(chart),
        _diagonal(chart),
        h("g", [_axis_label(label) for label in chart.axes]),
        _as_of(chart.as_of) if chart.as_of else None,
        h("g", [_lead(label) for label in chart.labels if label.lead and label.role != "name"]),
        [_trace(trace, chart, link, order) for trace in chart.traces],
        h("g", [_label(label) for label in chart.labels if label.role != "name"]),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_n(sheet.width)} {_n(sheet.height)}",
        width=_n(sheet.width),
        height=_n(sheet.height),
        id=f"sl-{width}",
        class_=f"sl sl-{width}" + (" sl-several" if chart.several else ""),
        role="group",
        aria_label=title,
    )


def fades_of(*drawings: Element) -> Element | None:
    """The gradients that these drawings are painted with, None where no end is open."""
    used = {paint for drawing in drawings for paint in _paints(drawing)}
    every = fades()
    [defs] = every.children
    assert isinstance(defs, Element)
    kept = [
        each for each in defs.children if isinstance(each, Element) and each.attrs["id"] in used
    ]
    return every._replace(children=(h("defs", kept),)) if kept else None


def _paints(node: Element) -> Iterator[str]:
    paint = node.attrs.get("fill", "")
    if paint.startswith("url(#"):
        yield paint.removeprefix("url(#").removesuffix(")")
    for child in node.children:
        if isinstance(child, Element):
            yield from _paints(child)


def fades() -> Element:
    """The gradients of open ends, once for all drawings of a page."""
    gradients = [
        h(
            "linearGradient",
            h("stop", offset="0", class_=f"sl-stop-{side}", stop_opacity=top),
            h("stop", offset="1", class_=f"sl-stop-{side}", stop_opacity=1 - top),
            id=f"sl-{side}-{way}", x1=0, x2=0, y1=0, y2=1,
        )
        for side in (*schema.SIDES, "none")
        for way, top in (("up", 0), ("down", 1))
    ]  # fmt: skip
    return h("svg", h("defs", gradients), width=0, height=0, class_="sl-defs", aria_hidden="true")


def _n(number: float) -> str:
    """A coordinate to a tenth of a pixel, as short as can be."""
    return f"{number:.1f}".removesuffix(".0")


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _grid(chart: Chart) -> Element:
    plot, right = chart.sheet.plot, chart.sheet.x.noon(chart.sheet.as_of)
    across = "".join(f"M{_n(plot.x0)} {_n(y)}H{_n(right)}" for y in chart.grid_y)
    upward = "".join(f"M{_n(x)} {_n(plot.y0)}V{_n(plot.y1)}" for x in chart.grid_x if x <= right)
    return h("path", d=across + upward, class_="sl-grid")


def _diagonal(chart: Chart) -> list[Element]:
    if chart.diagonal is None:
        return []
    drawn = [h("path", d=_path(chart.diagonal), class_="sl-diagonal")]
    name = chart.diagonal_name
    if name:
        turned = f"translate({_n(name.x)} {_n(name.y)}) rotate({name.angle:.2f})"
        drawn.append(h("text", name.text, transform=turned, class_="sl-mid"))
    return drawn


def _axis_label(label: AxisLabel) -> Element:
    box = label.box
    x = {"start": box.x0, "middle": (box.x0 + box.x1) / 2, "end": box.x1}[label.anchor]
    kind = {"start": None, "middle": "sl-mid", "end": "sl-end"}[label.anchor]
    return h("text", label.text, x=_n(x), y=_n((box.y0 + box.y1) / 2 + BASELINE), class_=kind)


def _as_of(label: Label) -> Element:
    """The line of the day, and its name in a pill."""
    box = label.box
    return h(
        "g",
        h("path", d=_path(label.lead), class_="sl-day"),
        h("rect", **_rect(box), rx=9, class_="sl-pill"),
        h("text", label.lines[0], x=_n((box.x0 + box.x1) / 2), y=_n(box.y1 - 5)),
        class_=f"sl-{label.role}",
    )


def _rect(box: Box) -> dict[str, str]:
    return {
        "x": _n(box.x0),
        "y": _n(box.y0),
        "width": _n(box.x1 - box.x0),
        "height": _n(box.y1 - box.y0),
    }


def _trace(trace: Trace, chart: Chart, link: Address, order: Mapping[str, int]) -> Element:
    track = f" t-{slug(trace.track)}" if trace.track else ""
    names = [label for label in chart.labels if label.role == "name" and label.key == trace.id]
    return h(
        "g",
        [_lead(label) for label in names],
        h("g", [_line(line) for line in trace.lines]),
        h("g", [_mark(item, chart, link, order) for item in trace.marks]),
        _happened(trace.happened) if trace.happened else None,
        _planned(trace.planned) if trace.planned else None,
        _expected(trace.expected) if trace.expected else None,
        [_label(label) for label in names],
        class_=f"sl-trace sl-pattern-{trace.pattern}{track}",
        data_m=trace.id if chart.several else None,
    )


def _line(line: Line) -> Element:
    return h("path", d=_path(line.points), class_=f"sl-line sl-{line.kind}")


def _mark(item: Mark, chart: Chart, link: Address, order: Mapping[str, int]) -> Element:
    """A statement: all of it leads to where it is told in full. The newest is the chart's one stop
    of the Tab key; from there arrow keys lead through the days."""
    number = order[item.key]
    size = SMALL if chart.several else LARGE
    side = item.side if item.side in schema.SIDES else "none"
    return h(
        "a",
        _hit(item),
        _bar(item, side, size),
        _whisker(item),
        _withdrawn(item) if item.withdrawn else SHAPES.get(side, _circle)(item, size),
        href=link(item),
        class_=f"sl-s sl-of-{side}" + (" sl-hollow" if item.hollow else ""),
        data_s=item.key,
        data_n=number,
        tabindex=0 if number == len(order) - 1 else -1,
        aria_labelledby=f"card-{item.key}",
    )


def _hit(item: Mark) -> Element:
    """More than the eye sees, for the hand."""
    box = Box(item.x - 7, item.y - 9, item.x + 7, max(item.y + 9, item.y1))
    return h("rect", **_rect(box), class_="sl-hit")


def _bar(item: Mark, side: str, size: float) -> Element | None:
    if item.y1 <= item.y0:
        return None
    half = 1.5 if size < LARGE else 2.5
    box = Box(item.x - half, item.y0, item.x + half, item.y1)
    # Of several, colour is the milestone's: what fades does so in grey.
    fading = "none" if size < LARGE else side
    paint = f"url(#sl-{fading}-{item.fade})" if item.fade else None
    return h("rect", **_rect(box), rx=half, class_="sl-bar", fill=paint)


def _whisker(item: Mark) -> Element | None:
    """The days on which it may have been said, where only a month or a year is known."""
    if item.x0 >= item.x:
        return None
    return h("path", d=_path([(item.x0, item.y), (item.x, item.y)]), class_="sl-when")


def _circle(item: Mark, size: float) -> Element:
    return h("circle", cx=_n(item.x), cy=_n(item.y), r=_n(size), class_="sl-mark")


def _square(item: Mark, size: float) -> Element:
    side = size - 0.3
    box = Box(item.x - side, item.y - side, item.x + side, item.y + side)
    return h("rect", **_rect(box), class_="sl-mark")


def _diamond(item: Mark, size: float) -> Element:
    return h("path", d=_rhomb(item.x, item.y, size + 1), class_="sl-mark")


def _triangle(item: Mark, size: float) -> Element:
    top, foot = item.y - size - 0.5, item.y + size * 0.8
    points = f"M{_n(item.x)} {_n(top)}L{_n(item.x + size)} {_n(foot)}H{_n(item.x - size)}z"
    return h("path", d=points, class_="sl-mark")


def _withdrawn(item: Mark) -> Element:
    x0, x1, y0, y1 = item.x - 5, item.x + 5, item.y - 5, item.y + 5
    cross = f"{_path([(x0, y0), (x1, y1)])}{_path([(x0, y1), (x1, y0)])}"
    return h("path", d=cross, class_="sl-cross")


SHAPES: Final = {"ru": _circle, "kz": _square, "joint": _diamond, "press": _triangle}


def _rhomb(x: float, y: float, reach: float) -> str:
    corner = f"l{_n(reach)} {_n(reach)}l{_n(-reach)} {_n(reach)}l{_n(-reach)} {_n(-reach)}z"
    return f"M{_n(x)} {_n(y - reach)}{corner}"


def _happened(item: Happened) -> list[Element]:
    """The diamond, at the middle of the days that the report allows; those as a line."""
    drawn = []
    if item.x1 > item.x0:
        drawn.append(h("path", d=_path([(item.x0, item.y1), (item.x1, item.y0)]), class_="sl-span"))
    return [*drawn, h("path", d=_rhomb(item.x, item.y, 7), class_="sl-happened")]


def _planned(item: Planned) -> Element:
    """A light bar with a dashed edge: nobody on record has promised it."""
    box = Box(item.x - 2.5, item.y0, item.x + 2.5, item.y1)
    return h("rect", **_rect(box), rx=2.5, class_="sl-in-file")


def _expected(item: Expected) -> Element:
    """A forecast: a band with its tick, and the sentence for those who point at it."""
    reach = item.half + 2
    tick = Box(item.x - reach, (item.even or 0) - 1, item.x + reach, (item.even or 0) + 1)
    return h(
        "g",
        h("title", item.sentence),
        h("rect", **_rect(item.box), class_="fan"),
        h("rect", **_rect(tick), class_="even") if item.even is not None else None,
        class_="sl-expected",
        role="img",
        aria_label=item.sentence,
    )


def _lead(label: Label) -> Element:
    return h("path", d=_path(label.lead), class_="sl-lead")


def _label(label: Label) -> Element:
    """Words on paper of their own, so that no line of the grid runs through them."""
    box = label.box
    paper = Box(box.x0 - 2, box.y0, box.x1 + 2, box.y1)
    height = (box.y1 - box.y0) / len(label.lines)
    middle = (box.x0 + box.x1) / 2
    centred = label.role not in ("name", "on-diagonal")
    first = box.y0 + height / 2 + BASELINE
    lines: list[Element] = [
        h(
            "text", line, x=_n(middle if centred else box.x0), y=_n(first + number * height),
            class_=("sl-mid" if centred else "") + (" sl-second" if number and centred else ""),
        )
        for number, line in enumerate(label.lines)
    ]  # fmt: skip
    inside: Iterator[Element] = iter([h("rect", **_rect(paper), class_="sl-paper"), *lines])
    return h("g", list(inside), class_=f"sl-label sl-{label.role}", data_s=label.key or None)
