"""The timeline as a drawing in SVG: in place before the live chart, in the report, on paper.

Colours are classes over the page's custom properties, so the drawing follows light and dark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from dashboards.drawing import (
    AXIS_HEIGHT,
    Arrow,
    AxisLabel,
    DayLine,
    FanMark,
    HeadingLine,
    Label,
    Mark,
    Row,
    Timeline,
)
from dashboards.elements import Content, Element, h
from dashboards.fan_marks import chevron
from dashboards.places import Box
from dashboards.theme import slug
from tracker import schema

# The page's style sheet begins with the same rules, by test.
STYLE: Final = "\n".join(
    [
        ".tl{font:12px var(--font);fill:var(--muted);--track:var(--muted)}",
        *(f".t-{slug(t)}{{--track:var(--track-{slug(t)})}}" for t in schema.TRACKS),
        *(f".g-{slug(t)}{{stop-color:var(--track-{slug(t)})}}" for t in schema.TRACKS),
        ".tl text{white-space:pre}",
        ".tl .mid{text-anchor:middle}",
        ".tl .name{font-size:13px;fill:var(--ink)}",
        ".tl .head{font-size:13px;font-weight:600;fill:var(--ink)}",
        ".tl .state,.tl .sub{fill:var(--muted)}",
        ".tl .late{fill:var(--alarm);font-weight:600}",
        ".tl .overdue{fill:var(--alarm)}",
        ".tl .paper{fill:var(--paper)}",
        ".tl .grid{fill:none;stroke:var(--hairline)}",
        ".tl .rail{fill:var(--track)}",
        ".tl .filled{fill:var(--track);stroke:var(--track)}",
        ".tl .light{fill:color-mix(in srgb,var(--track) 24%,var(--paper));stroke:var(--track)}",
        ".tl .ghost{fill:none;stroke:var(--track)}",
        ".tl .works{fill:var(--track);opacity:.45}",
        ".tl .fan{fill:color-mix(in srgb,var(--forecast) 38%,var(--paper))}",
        ".tl .even{fill:var(--forecast)}",
        ".tl .beyond{fill:none;stroke:var(--forecast);stroke-width:1.5}",
        ".tl .dashed{stroke-dasharray:3 2}",
        ".tl .arrow{fill:none;stroke:var(--track)}",
        ".tl .cross{fill:none;stroke:var(--ink);stroke-width:1.5}",
        ".tl .today{fill:none;stroke:var(--alarm);stroke-width:1.5}",
        ".tl .as-of{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-dasharray:5 3}",
        ".tl .pill-today{fill:var(--alarm)}",
        ".tl .pill-as-of{fill:var(--accent)}",
        ".tl .pill{fill:var(--paper);font-weight:600;text-anchor:middle}",
        ".tl a:hover .name,.tl a:focus .name,.tl .edge:hover text{text-decoration:underline}",
    ]
)
PILL_ROUNDING: Final = 9
HEAD: Final = 4


def timeline_svg(
    drawing: Timeline,
    *,
    title: str,
    link: Callable[[str], str] | None = None,
    jump: Callable[[date], str] | None = None,
    name: str = "tl",
) -> Element:
    """The drawing with its axis.

    ``link`` gives the address of a milestone, ``jump`` that of the page on which a day is in view.
    ``name`` keeps apart the inner ids of several drawings on one page.
    """
    width, height = drawing.sheet.width, drawing.height + AXIS_HEIGHT
    return h(
        "svg",
        h("title", title),
        h("defs", _clip(drawing, name), _fades(drawing, name)),
        _axis(drawing, name),
        h(
            "g",
            _grid(drawing),
            [_heading(line, drawing) for line in drawing.headings],
            [_row(row, drawing, name, link, jump) for row in drawing.rows],
            h("g", [_day_line(line) for line in drawing.days], clip_path=f"url(#{name}-plot)"),
            transform=f"translate(0 {AXIS_HEIGHT})",
        ),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_n(width)} {_n(height)}",
        width=_n(width),
        height=_n(height),
        class_="tl",
        role="img" if link is None else "group",
        aria_label=title,
    )


def _n(number: float) -> str:
    """A coordinate to a tenth of a pixel, as short as can be."""
    return f"{number:.1f}".removesuffix(".0")


def _clip(drawing: Timeline, name: str) -> Element:
    """Nothing is drawn on the names, and nothing beyond the right edge."""
    scale = drawing.sheet.scale
    box = h(
        "rect",
        x=_n(scale.left),
        y=-AXIS_HEIGHT,
        width=_n(scale.right - scale.left),
        height=_n(drawing.height + AXIS_HEIGHT),
    )
    return h("clipPath", box, id=f"{name}-plot")


def _fades(drawing: Timeline, name: str) -> Iterator[Element]:
    """Gradients for the open ends that occur."""
    wanted = {(row.track, mark.fade) for row in drawing.rows for mark in row.marks if mark.fade}
    for track, fade in sorted(wanted):
        ends = ("1", "0") if fade == "after" else ("0", "1")
        stops = [
            h("stop", offset=offset, class_=f"g-{slug(track)}", stop_opacity=opacity)
            for offset, opacity in zip(("0", "1"), ends, strict=True)
        ]
        yield h("linearGradient", stops, id=_fade_id(track, fade, name))


def _fade_id(track: str, fade: str, name: str) -> str:
    return f"{name}-{slug(track)}-{fade}"


def _axis(drawing: Timeline, name: str) -> Element:
    scale = drawing.sheet.scale
    seen = [label for label in drawing.axis if scale.left < label.middle < scale.right]
    pills = [day for day in drawing.days if scale.left <= day.x <= scale.right]
    return h(
        "g", [_axis_label(label) for label in seen], [_pill(day) for day in pills],
        clip_path=f"url(#{name}-plot)", transform=f"translate(0 {AXIS_HEIGHT})",
    )  # fmt: skip


def _axis_label(label: AxisLabel) -> Element:
    y = (15 if label.level else 37) - AXIS_HEIGHT
    return h("text", label.text, x=_n(label.middle), y=y, class_="mid")


def _pill(day: DayLine) -> list[Element]:
    box = day.pill
    middle = (box.x0 + box.x1) / 2
    return [
        h("path", d=f"M{_n(day.x)} {_n(box.y1 - AXIS_HEIGHT)}V0", class_=day.kind),
        h(
            "rect", **_rect(Box(box.x0, box.y0 - AXIS_HEIGHT, box.x1, box.y1 - AXIS_HEIGHT)),
            rx=PILL_ROUNDING, class_=f"pill-{day.kind}",
        ),
        h("text", day.text, x=_n(middle), y=_n(box.y1 - 5 - AXIS_HEIGHT), class_="pill"),
    ]  # fmt: skip


def _rect(box: Box) -> dict[str, str]:
    return {
        "x": _n(box.x0),
        "y": _n(box.y0),
        "width": _n(box.x1 - box.x0),
        "height": _n(box.y1 - box.y0),
    }


def _grid(drawing: Timeline) -> Element:
    scale = drawing.sheet.scale
    xs = [x for x in drawing.grid if scale.left <= x <= scale.right]
    height = _n(drawing.height)
    return h("path", d="".join(f"M{_n(x)} 0V{height}" for x in xs), class_="grid")


def _heading(line: HeadingLine, drawing: Timeline) -> Element:
    box, width = line.box, drawing.sheet.width
    kind = "sub" if line.heading.level else "head"
    track = slug(line.heading.track)
    bottom = _n(line.y + drawing.sheet.row_height - 0.5)
    return h(
        "g",
        h("rect", **_rect(box), class_="paper"),
        _rail(line.y + (3 if not line.heading.level else 0), line.y + drawing.sheet.row_height),
        h("path", d=f"M14 {bottom}H{_n(width)}", class_="grid") if kind == "head" else None,
        h(
            "text",
            line.text,
            h("tspan", f"  {line.heading.count}", class_="sub"),
            x=_n(box.x0),
            y=_n((box.y0 + box.y1) / 2 + 4.5),
            class_=kind,
        ),
        class_=f"t-{track}" if track else None,
    )


def _rail(y0: float, y1: float) -> Element:
    return h("rect", x=0, y=_n(y0), width=4, height=_n(y1 - y0), class_="rail")


def _row(
    row: Row,
    drawing: Timeline,
    name: str,
    link: Callable[[str], str] | None,
    jump: Callable[[date], str] | None,
) -> Element:
    drawn = _drawn(row, drawing, name)
    words = [_label(label, jump) for label in row.labels]
    inside: tuple[Content, ...] = (h("title", row.sentence), _named(row.name), drawn)
    whole = h("a", *inside, href=link(row.id)) if link else h("g", *inside)
    track = f"t-{slug(row.track)}" if row.track else None
    return h("g", _rail(row.y, row.y + drawing.sheet.row_height), whole, words, class_=track)


def _drawn(row: Row, drawing: Timeline, name: str) -> Content:
    """The marks of a row; cut at the edges only where something lies beyond them."""
    scale = drawing.sheet.scale
    seen = [mark for mark in row.marks if mark.x1 > scale.left and mark.x0 < scale.right]
    marks: list[Element] = [*_fan(row.fan)] if row.fan else []
    marks += [_mark(mark, row.track, name) for mark in seen]
    edges = [edge for mark in (*seen, row.fan) if mark for edge in (mark.x0, mark.x1)]
    if row.arrow:
        marks.append(_arrow(row.arrow))
        edges += [row.arrow.x0, row.arrow.x1]
    if all(scale.left <= edge <= scale.right for edge in edges):
        return marks
    return h("g", marks, clip_path=f"url(#{name}-plot)")


def _fan(fan: FanMark) -> Iterator[Element]:
    """A forecast: the band with its tick, or the sign of where it lies."""
    if fan.beyond:
        (x0, y0), (x1, y1), (x2, y2) = ((_n(x), _n(y)) for x, y in chevron(fan))
        yield h("path", d=f"M{x0} {y0}L{x1} {y1}L{x2} {y2}", class_="beyond")
        return
    yield h("rect", **_rect(fan.box), class_="fan")
    if fan.tick:
        yield h("rect", **_rect(fan.tick), class_="even")


def _named(label: Label) -> list[Element]:
    box = label.box
    text = h("text", label.text, x=_n(box.x0), y=_n(box.y0 + 14), class_="name")
    return [h("rect", **_rect(box), class_="paper"), text]


def _label(label: Label, jump: Callable[[date], str] | None) -> Element:
    box = label.box
    words = [
        part.text if part.role in ("date", "promise") else h("tspan", part.text, class_=part.role)
        for part in label.parts
    ]
    drawn = [
        h("rect", **_rect(box), class_="paper"),
        h("text", words, x=_n(box.x0), y=_n((box.y0 + box.y1) / 2 + 4)),
    ]
    if label.jump and jump:
        return h("a", drawn, href=jump(label.jump), class_="edge")
    return h("g", drawn)


def _mark(mark: Mark, track: str, name: str) -> Element:
    look = f"{mark.look} dashed" if mark.dashed else mark.look
    shape = _diamond(mark, look) if mark.shape == "diamond" else _bar(mark, look, track, name)
    return h("g", shape, _cross(mark)) if mark.crossed else shape


def _diamond(mark: Mark, look: str) -> Element:
    middle, reach = (mark.x0 + mark.x1) / 2, (mark.x1 - mark.x0) / 2
    corner = f"l{_n(reach)} {_n(reach)}l{_n(-reach)} {_n(reach)}l{_n(-reach)} {_n(-reach)}z"
    return h("path", d=f"M{_n(middle)} {_n(mark.y - reach)}{corner}", class_=look)


def _bar(mark: Mark, look: str, track: str, name: str) -> Element:
    inner = Box(mark.x0 + 0.5, mark.box.y0 + 0.5, mark.x1 - 0.5, mark.box.y1 - 0.5)
    box = mark.box if mark.look == "works" else inner
    rounding = _n((box.y1 - box.y0) / 2)
    if not mark.fade:
        return h("rect", **_rect(box), rx=rounding, class_=look)
    paint = f"url(#{_fade_id(track, mark.fade, name)})"
    return h(
        "rect", **_rect(box), rx=rounding, class_="dashed" if mark.dashed else None,
        fill="none" if mark.look == "ghost" else paint,
        fill_opacity=None if mark.look == "filled" else "0.3",
        stroke=paint,
    )  # fmt: skip


def _cross(mark: Mark) -> Element:
    """What was called off is struck out."""
    middle, reach = (mark.x0 + mark.x1) / 2, mark.height / 2 + 1
    x0, x1 = _n(middle - reach), _n(middle + reach)
    y0, y1 = _n(mark.y - reach), _n(mark.y + reach)
    return h("path", d=f"M{x0} {y0}L{x1} {y1}M{x0} {y1}L{x1} {y0}", class_="cross")


def _arrow(arrow: Arrow) -> Element:
    back = -HEAD if arrow.x1 > arrow.x0 else HEAD
    tip = f"m{back} {-HEAD}l{-back} {HEAD}l{back} {HEAD}"
    line = f"M{_n(arrow.x0)} {_n(arrow.y)}H{_n(arrow.x1)}"
    return h("path", d=line + tip, class_="arrow")


def _day_line(line: DayLine) -> Element:
    pieces: Iterable[str] = (f"M{_n(line.x)} {_n(y0)}V{_n(y1)}" for y0, y1 in line.pieces)
    return h("path", d="".join(pieces), class_=line.kind)
