"""What stands beside the live chart as HTML: names, headings, words at edges, cards, the axis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import pandas as pd

from dashboards.components import (
    Row,
    date_text,
    no_date,
    side_chip,
    source_links,
    status_chip,
)
from dashboards.components import marks as doubts
from dashboards.drawing import DayLine, HeadingLine, Label, Timeline
from dashboards.drawing import Row as DrawnRow
from dashboards.elements import Content, Element, h, to_html
from dashboards.filters import Filter, ranged
from dashboards.page import Page
from dashboards.theme import slug
from dashboards.timeline_fans import in_full
from dashboards.timeline_tools import address

# What a card tells; a frame has more columns, and taking them out row by row costs time.
CARD_COLUMNS: Final = (
    *("id", "title", "status", "current_words", "baseline_words", "slip_min", "slip_max"),
    *(
        "announced",
        "announced_words",
        "speaker",
        "organisation",
        "side",
        "wording",
        "claim_source",
        "source",
    ),
    *("contested", "unrecorded", "confidence", "outcome", "unread"),
)


def row_list(
    drawing: Timeline, asked: Filter, page: Page, *, first: int, total: int
) -> list[Element]:
    """The lines of a window from top to bottom, each as high as its marks."""
    height, nowhere = drawing.sheet.row_height, page.milestone("")
    lines = {line.y: _heading(line, asked, page) for line in drawing.headings}
    for row in drawing.rows:
        place = first + int(row.y // height) + 1
        href = _milestone(row.id, nowhere)
        edges = [_edge(label, row, drawing, asked, page) for label in row.labels if label.edge]
        lines[row.y] = _row(row, drawing, href, edges, place=(place, total))
    return [lines[y] for y in sorted(lines)]


def _heading(line: HeadingLine, asked: Filter, page: Page) -> Element:
    heading = line.heading
    count = h("span", page.say.number(heading.count), class_="tl-n")
    track = f" t-{slug(heading.track)}" if heading.track else ""
    if heading.level:
        return h("div", h("span", line.text, " ", count), class_=f"tl-line tl-sub{track}",
                 role="listitem")  # fmt: skip
    folded = asked.toggled("collapsed", heading.key)
    sign = h("span", "▸" if heading.folded else "▾", class_="tl-fold", aria_hidden="true")
    link = h(
        "a",
        sign,
        line.text,
        " ",
        count,
        href=address(folded, page),
        aria_expanded="false" if heading.folded else "true",
        data_fold=heading.key,
    ) if heading.key else h("span", line.text, " ", count)  # fmt: skip
    return h("div", link, class_=f"tl-line tl-head{track}", role="listitem")


def _row(
    row: DrawnRow,
    drawing: Timeline,
    href: str,
    edges: list[Element],
    *,
    place: tuple[int, int],
) -> Element:
    name = h(
        "a",
        row.title,
        href=href,
        class_="tl-name",
        aria_label=row.sentence,
        style=_width(row, drawing),
    )
    track = f" t-{slug(row.track)}" if row.track else ""
    return h(
        "div",
        name,
        edges,
        class_=f"tl-line tl-row{track}",
        role="listitem",
        aria_posinset=place[0],
        aria_setsize=place[1],
        data_id=row.id,
    )


@lru_cache(maxsize=20_000)
def _milestone(milestone_id: str, base: str) -> str:
    """The address of a milestone, from that of none; quoting each anew takes its time."""
    path, mark, carried = base.partition("?")
    return path + quote(milestone_id, safe="") + mark + carried


def _width(row: DrawnRow, drawing: Timeline) -> str | None:
    """On narrow paper the name leaves room for words in its own line."""
    if not drawing.sheet.narrow:
        return None
    beside = [label.box.x0 for label in row.labels if label.box.y0 < row.name.box.y1]
    room = min([drawing.sheet.width, *beside]) - row.name.box.x0 - 8
    return f"max-width:{room:.0f}px"


def _edge(label: Label, row: DrawnRow, drawing: Timeline, asked: Filter, page: Page) -> Element:
    """Words for what lies off the page; a click brings it into view."""
    words = [
        part.text
        if part.role in ("date", "promise")
        else h("span", part.text, class_=f"tl-{part.role}")
        for part in label.parts
    ]
    right = drawing.sheet.width - label.box.x1
    side = f"left:{label.box.x0:.0f}px" if label.edge == "before" else f"right:{right:.0f}px"
    style = f"{side};top:{label.box.y0 - row.y:.1f}px"
    if label.jump is None:
        return h("span", words, class_="tl-edge", style=style)
    there = jump(label.jump, asked, drawing, page)
    text = page.say("Show {title} on the timeline", title=row.title)
    return h("a", words, href=there, class_="tl-edge", style=style, title=text)


def jump(day: date, asked: Filter, drawing: Timeline, page: Page) -> str:
    """The page with as many days around that one."""
    return address(ranged(asked, drawing.sheet.span.around(day)), page)


def card_of(milestone_id: str, rows: pd.DataFrame, page: Page) -> str:
    """The card of a milestone as HTML, "" where there is none of that name."""
    told = rows.loc[rows["id"] == milestone_id, list(CARD_COLUMNS)]
    asked = Filter.parse(page.query)
    return "".join(to_html(card(row, asked, page)) for row in told.itertuples())


def card(row: Row, asked: Filter, page: Page) -> Element:
    """What is told of a milestone on hover, tap and focus: words, speaker, day, source."""
    say = page.say
    return h(
        "div",
        h("p", h("b", row.title or row.id)),
        h("p", status_chip(row.status, say), " · ", _date(row, page), _doubts(row, page)),
        _slip(row, page),
        _said(row, page),
        _expected(row, asked, page),
        h("p", _sources(row), class_="tl-sources"),
        class_="tl-card",
        id=f"card-{row.id}",
    )


def _date(row: Row, page: Page) -> Content:
    if row.current_words is None:
        return no_date(row, page.say)
    return date_text(row.current_words, page.say)


def _doubts(row: Row, page: Page) -> list[Content]:
    return [[" ", doubt] for doubt in doubts(row, page.say)]


def _slip(row: Row, page: Page) -> Element | None:
    say = page.say
    if row.baseline_words is None:
        return None
    promised = say("First {promised}", promised=say.promised(row.baseline_words))
    slip = ""
    if row.current_words is not None and row.status not in ("overdue", "cancelled"):
        slip = say.slip(row.slip_min, row.slip_max, row.baseline_words, row.current_words)
    kind = "late" if row.slip_min > 0 else "muted"
    return h("p", promised, [" · ", h("span", slip, class_=kind)] if slip else None)


def _said(row: Row, page: Page) -> Element | None:
    """The last words on it, by whom and on which day."""
    if not row.announced:
        return None
    who = ", ".join(name for name in (row.speaker, row.organisation) if name)
    words = h("span", row.wording, class_="wording") if row.wording else None
    chip = side_chip(row.side, page.say)
    day = page.say.date(row.announced_words) or row.announced
    parts: list[Content] = [part for part in (words, who, chip, day) if part]
    joined: list[Content] = [[" · ", part] if number else part for number, part in enumerate(parts)]
    return h("p", joined)


def _expected(row: Row, asked: Filter, page: Page) -> Element | None:
    """What is forecast of it, where forecasts are shown."""
    text = in_full(row.id, page) if asked.forecast else ""
    return h("p", text) if text else None


def _sources(row: Row) -> list[Content]:
    listed = dict.fromkeys(f"{row.claim_source} {row.source}".split())
    return [[link, " "] for link in source_links(" ".join(listed))]


def axis(drawing: Timeline) -> Iterator[Element]:
    """The axis above the chart; a script moves it along while the days are dragged."""
    left = drawing.sheet.scale.left
    for label in drawing.axis:
        place = f"left:{label.middle - left:.1f}px"
        yield h("span", label.text, class_=f"tl-tick tl-level-{label.level}", style=place)
    for day in drawing.days:
        yield from _pill(day, left)


def _pill(day: DayLine, left: float) -> Iterator[Element]:
    box = day.pill
    place = f"left:{box.x0 - left:.1f}px;width:{box.x1 - box.x0:.1f}px"
    yield h("span", class_=f"tl-stem tl-{day.kind}", style=f"left:{day.x - left:.2f}px")
    yield h("span", day.text, class_=f"tl-pill tl-{day.kind}", style=place)
