"""The chart of forecasts as a drawing in SVG: colours are classes over the page's custom
properties; each row is a link with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dashboards.elements import Element, h
from dashboards.forecast_drawing import BEFORE, Bar, DayMark, FanRow, Fans, Line
from dashboards.places import Box

# The gradients of a page: an open end of a promise, a band that goes on beyond the plot.
FADES: Final = (
    *(("promise", way, "fc-stop-promise") for way in ("before", "after")),
    *((look, "after", "fc-stop-fan") for look in ("band", "likely")),
)
STRENGTH: Final = {"promise": 0.3, "band": 0.2, "likely": 0.6}
ANCHOR: Final = {"cell": "fc-end", "head": "fc-end", "axis": "fc-mid"}


def fans_svg(chart: Fans, *, title: str, about: str, name: str) -> Element:
    """The drawing; ``about`` says how it is read, ``name`` names the variant by its width."""
    return h(
        "svg",
        h("title", title),
        h("desc", about),
        _grid(chart),
        h("g", [_line(line) for line in (*chart.axis, *chart.heads)]),
        [_ruled(mark, chart) for mark in chart.marked],
        [_row(row) for row in chart.rows],
        [_pill(mark) for mark in chart.marked],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_n(chart.width)} {_n(chart.height)}",
        width=_n(chart.width),
        height=_n(chart.height),
        class_=f"sl fc sl-{name}",
        role="group",
        aria_label=title,
    )


def fan_fades() -> Element:
    """The gradients of open ends, once for all drawings of a page."""
    gradients = [
        h(
            "linearGradient",
            h(
                "stop",
                offset=_begin(look),
                class_=kind,
                stop_opacity=_strength(look, way == BEFORE),
            ),
            h("stop", offset="1", class_=kind, stop_opacity=_strength(look, way != BEFORE)),
            id=_fade(look, way),
        )
        for look, way, kind in FADES
    ]
    return h("svg", h("defs", gradients), width=0, height=0, class_="sl-defs", aria_hidden="true")


def _begin(look: str) -> str:
    """A band that goes on beyond the plot is itself until shortly before."""
    return "0" if look == "promise" else "0.8"


def _strength(look: str, gone: bool) -> float:
    return 0.0 if gone else STRENGTH[look]


def _fade(look: str, way: str) -> str:
    return f"fc-{look}-{way}"


def _n(number: float) -> str:
    """A coordinate to a tenth of a pixel, as short as can be."""
    return f"{number:.1f}".removesuffix(".0")


def _rect(box: Box) -> dict[str, str]:
    return {
        "x": _n(box.x0),
        "y": _n(box.y0),
        "width": _n(box.x1 - box.x0),
        "height": _n(box.y1 - box.y0),
    }


def _grid(chart: Fans) -> Element:
    upright = "".join(_upright(x, chart) for x in chart.grid)
    across = "".join(f"M0 {_n(row.box.y0)}H{_n(chart.width)}" for row in chart.rows)
    return h("path", d=upright + across, class_="sl-grid")


def _line(line: Line) -> Element:
    kind = f"fc-{line.role} {ANCHOR.get(line.role, '')}".strip()
    return h("text", line.text, x=_n(line.x), y=_n(line.y), class_=kind)


def _upright(x: float, chart: Fans) -> str:
    """A line through all rows; where names stand over the bars it leaves them free."""
    if not chart.narrow:
        return f"M{_n(x)} {_n(chart.plot.y0)}V{_n(chart.plot.y1)}"
    return "".join(f"M{_n(x)} {_n(row.free)}V{_n(row.box.y1)}" for row in chart.rows)


def _ruled(mark: DayMark, chart: Fans) -> Element:
    top = f"M{_n(mark.x)} {_n(mark.pill.y1)}V{_n(chart.plot.y0)}"
    drawn = h("path", d=top + _upright(mark.x, chart), class_="sl-day")
    return h("g", drawn, class_=f"sl-{mark.kind}")


def _pill(mark: DayMark) -> Element:
    box = mark.pill
    middle = (box.x0 + box.x1) / 2
    return h(
        "g",
        h("rect", **_rect(box), rx=9, class_="sl-pill"),
        h("text", mark.text, x=_n(middle), y=_n(box.y1 - 5)),
        class_=f"sl-{mark.kind}",
    )


def _row(row: FanRow) -> Element:
    told = row.told
    inside = [
        h("title", told.sentence),
        h("rect", **_rect(row.box), class_="fc-hit"),
        [_line(line) for line in row.words],
        [_bar(bar) for bar in row.bars],
        list(_even(row)),
        _dot(row) if row.said is not None else None,
    ]
    return h("a", inside, href=told.href, aria_label=f"{told.name}. {told.sentence}",
             class_="fc-row")  # fmt: skip


def _bar(bar: Bar) -> Element:
    box = bar.box
    kind = f"fc-{bar.look}" + (" fc-dashed" if bar.dashed else "")
    if box.x1 <= box.x0:
        return _arrow(box, left=bar.cut == BEFORE)
    if bar.look == "day":
        x, y, reach = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, (box.x1 - box.x0) / 2
        r = _n(reach)
        shape = f"M{_n(x)} {_n(y - reach)}l{r} {r}l-{r} {r}l-{r} -{r}z"
        return h("path", d=shape, class_=kind)
    ends = bar.fade or (bar.cut if bar.look != "promise" else "")
    paint = f"url(#{_fade(bar.look, ends)})" if ends else None
    drawn = h("rect", **_rect(box), rx=2, fill=paint, class_=kind + (" fc-open" if ends else ""))
    if bar.look == "promise" and bar.cut:
        return h("g", drawn, _arrow(box, left=bar.cut == BEFORE))
    return drawn


def _arrow(box: Box, *, left: bool) -> Element:
    """At the edge of the plot: it lies beyond, or goes on there."""
    x, way = (box.x0 + 1, 1) if left else (box.x1 - 1, -1)
    y = (box.y0 + box.y1) / 2
    return h("path", d=f"M{_n(x)} {_n(y)}l{5 * way} -4v8z", class_="fc-beyond")


def _even(row: FanRow) -> Iterator[Element]:
    """The stroke of even odds, through its lane and a little beyond."""
    lane = next((bar.box for bar in row.bars if bar.look == "band"), None)
    if row.even is not None and lane is not None:
        reach = f"M{_n(row.even)} {_n(lane.y0 - 2)}V{_n(lane.y1 + 2)}"
        yield h("path", d=reach, class_="fc-even")


def _dot(row: FanRow) -> Element:
    lane = next((bar.box for bar in row.bars if bar.look == "band"), row.box)
    x, y = row.said or 0.0, (lane.y0 + lane.y1) / 2
    dot = Box(x - 2.5, y - 2.5, x + 2.5, y + 2.5)
    return h("rect", **_rect(dot), rx=2.5, class_="fc-said")
