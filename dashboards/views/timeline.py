"""When was each milestone promised for, where does its date stand now, and how far did it move?

The server's first answer holds the drawing as SVG for three widths. The live page gets what stands
in its window line by line: names and cards as HTML, marks as a figure, both worked out here and put
in place by `assets/timeline.js`, which decides nothing about a milestone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import Any, Final, NamedTuple

import pandas as pd
from dash import ClientsideFunction, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboards.drawing import AXIS_HEIGHT, Sheet, Timeline
from dashboards.elements import Content, Element, h, to_html
from dashboards.fans import fans
from dashboards.figures import CONFIG, timeline_figure
from dashboards.filters import SEARCHED, Filter
from dashboards.live import LiveProgramme
from dashboards.marks import DATED, NO_FANS, timeline
from dashboards.outline import Entry, in_order, outline
from dashboards.page import PLOTLY, TIMELINE_PATH, Page, known_milestones
from dashboards.plotly_locale import locale_of
from dashboards.row_words import COLUMNS, SIGNS
from dashboards.svg import timeline_svg
from dashboards.theme import DARK, LIGHT
from dashboards.timeline_fans import fan_key
from dashboards.timeline_rows import CARD_COLUMNS, axis, card_of, jump, row_list
from dashboards.timeline_table import table_twin
from dashboards.timeline_tools import nothing_found, summary, tools
from tracker.messages import message

PATH: Final = TIMELINE_PATH
TITLE: Final = message("Timeline")

# Widths of the drawing at 1440, 1024 and 390 pixels of window, and where each begins to be shown.
VARIANTS: Final = {"wide": 1350, "medium": 934, "narrow": 348}
# So many lines of each fill a window before anything is scrolled.
FIRST_LINES: Final = {"wide": 40, "medium": 36, "narrow": 24}
WINDOW_LINES: Final = (40, 120)
WIDTHS: Final = (280, 4000)
# What drawing, cards, table and search want of a snapshot.
USED: Final = frozenset((*SEARCHED, *COLUMNS, *CARD_COLUMNS, *DATED, "category"))
STORES: Final = (
    *("timeline-asked", "timeline-drawing", "timeline-painted"),
    *("timeline-card-asked", "timeline-card", "timeline-told"),
)


class Viewport(NamedTuple):
    """What a reader's window asks for: width of the drawing, first line, how many, dark or not."""

    width: int = VARIANTS["wide"]
    start: int = 0
    lines: int = 50
    dark: bool = False
    drawn: bool = False  # whether plotly is there already; until then the answer brings an SVG


class Shown(NamedTuple):
    """The milestones that a filter lets through, and the lines on which they stand."""

    rows: pd.DataFrame
    lines: Sequence[Entry]


def content(page: Page) -> Element:
    """The whole view without scripts: its first lines drawn for three widths, or the table."""
    asked = Filter.parse(page.query)
    found = shown(page, asked)
    if asked.form == "table" or not found.lines:
        return _view(asked, found, page, _beside_chart(found, asked, page))
    drawings = [_variant(kind, width, found, asked, page) for kind, width in VARIANTS.items()]
    # plotly is most of what there is to read: it is fetched while the page is being drawn.
    fetched = h("link", rel="preload", as_="script", href=page.files.get(PLOTLY, PLOTLY))
    return _view(asked, found, page, [fetched, drawings])


def layout(page: Page) -> Component:
    """A place for the live view; its script fills it, and moves what is there to the next one.

    Dash builds a page anew whenever the address or the data change, and what the reader has in
    focus must not be lost by that.
    """
    return html.Div(
        [
            html.H1(page.say(TITLE), className="unseen"),
            html.Div(id="timeline"),
        ],
        className="view view-timeline",
    )


def register(app: Any, live: LiveProgramme) -> None:
    """The script says what its window needs, the server answers, the script puts it in place."""
    app.layout = _with_stores(app.layout)
    app.clientside_callback(
        ClientsideFunction("timeline", "ask"),
        Output("timeline-asked", "data"),
        Input("url", "search"),
        Input("data-version", "data"),
    )

    @app.callback(  # type: ignore[untyped-decorator]
        Output("timeline-drawing", "data"),
        Input("timeline-asked", "data"),
        prevent_initial_call=True,
    )
    def draw(told: Any) -> dict[str, Any]:
        asked = _asked(told)
        return drawn(_page(asked, live), viewport(asked))

    @app.callback(  # type: ignore[untyped-decorator]
        Output("timeline-card", "data"),
        Input("timeline-card-asked", "data"),
        prevent_initial_call=True,
    )
    def tell(told: Any) -> dict[str, str]:
        asked = _asked(told)
        page = _page(asked, live)
        name = str(asked.get("id", ""))
        return {"id": name, "html": card_of(name, page.rows, page)}

    app.clientside_callback(
        ClientsideFunction("timeline", "told"),
        Output("timeline-told", "data"),
        Input("timeline-card", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("timeline", "paint"),
        Output("timeline-painted", "data"),
        Input("timeline-drawing", "data"),
        prevent_initial_call=True,
    )


def _asked(told: Any) -> Mapping[str, Any]:
    """What a script asks, nothing when it is no question of ours."""
    return told if isinstance(told, Mapping) else {}


def _page(asked: Mapping[str, Any], live: LiveProgramme) -> Page:
    """The page that a browser is on, by the query that it tells."""
    search = str(asked.get("search", ""))
    return live.page(path=PATH, search=search)


def _with_stores(frame: Callable[[], Any]) -> Callable[[], Any]:
    """The frame of every page with the stores of this view.

    An answer may come when the reader has gone to another page; Dash breaks when the store that it
    is for has gone as well.
    """

    def with_stores() -> Any:
        laid_out = frame()
        laid_out.children = [*laid_out.children, *(dcc.Store(id=name) for name in STORES)]
        return laid_out

    return with_stores


def viewport(asked: Mapping[str, Any]) -> Viewport:
    """What a browser says of its window, held within reason."""
    return Viewport(
        width=_within(asked.get("width"), *WIDTHS, usual=VARIANTS["wide"]),
        start=_within(asked.get("start"), 0, 1_000_000, usual=0),
        lines=_within(asked.get("lines"), *WINDOW_LINES, usual=50),
        dark=asked.get("dark") is True,
        drawn=asked.get("drawn") is True,
    )


def _within(value: object, least: int, most: int, *, usual: int) -> int:
    """A number within its bounds; what is none, or has no bounds itself, is the usual one."""
    # Compared first: an integer of a thousand digits is finite, and no float holds it.
    if not isinstance(value, int | float) or value != value or abs(value) == inf:
        return usual
    return int(min(max(value, least), most))


def shown(page: Page, asked: Filter) -> Shown:
    """What a filter shows of a page's milestones; scrolling asks for the same again and again."""
    kept = asked.but(since="", until="", zoom="years", form="chart", forecast="")
    return _shown(page.programme, page.as_of, kept)


# One more than there are categories: who tries them one by one is answered from here.
@lru_cache(maxsize=12)
def _shown(programme: Any, as_of: Any, asked: Filter) -> Shown:
    rows = asked.apply(_ordered(programme, as_of))
    return Shown(rows, outline(rows, group_by=asked.group_by, collapsed=asked.collapsed))


@lru_cache(maxsize=4)
def _ordered(programme: Any, as_of: Any) -> pd.DataFrame:
    rows = known_milestones(programme, as_of)
    # A filter copies what it lets through: cells that nobody asks for would be copied with it.
    return in_order(rows[[name for name in rows if name in USED]])


def drawn(page: Page, view: Viewport) -> dict[str, Any]:
    """Everything that the script puts in place for a window: HTML and a figure."""
    asked = Filter.parse(page.query)
    found = shown(page, asked)
    answer = {
        "tools": to_html(tools(asked, _span(found, asked, page), page)),
        "summary": to_html(summary(asked, found.rows, page)),
        "address": page.asked,
        "version": page.programme.version,
    }
    if asked.form == "table" or not found.lines:
        return answer | {"body": to_html(_beside_chart(found, asked, page))}
    return answer | _window(page, view, asked, found)


def _window(page: Page, view: Viewport, asked: Filter, found: Shown) -> dict[str, Any]:
    first = max(0, min(view.start, len(found.lines) - view.lines))
    window = range(first, first + view.lines)
    sheet = _sheet(view.width, found, asked, page)
    drawing = _drawing(found, sheet, window, asked, page)
    total = len(found.lines)
    lines = row_list(drawing, asked, page, first=first, total=total)
    return {
        "total": total,
        "first": first,
        "rowHeight": sheet.row_height,
        "names": sheet.names,
        "width": view.width,
        "narrow": sheet.narrow,
        "days": [sheet.span.first.toordinal(), sheet.span.last.toordinal() + 1],
        "lines": "".join(map(to_html, lines)),
        "axis": "".join(map(to_html, axis(drawing))),
        "key": to_html(key(asked, page)),
        "figure": timeline_figure(drawing, DARK if view.dark else LIGHT),
        "config": {**CONFIG, **locale_of(page.say)},
        "svg": "" if view.drawn else to_html(_svg(drawing, asked, page, name="tl-live")),
    }


def _drawing(found: Shown, sheet: Sheet, window: range, asked: Filter, page: Page) -> Timeline:
    expected = fans(page) if asked.forecast else NO_FANS
    return timeline(
        found.rows, sheet, say=page.say, lines=found.lines, window=window, fans=expected
    )


def _span(found: Shown, asked: Filter, page: Page) -> Any:
    return asked.span(found.rows, as_of=page.as_of)


def _sheet(width: int, found: Shown, asked: Filter, page: Page) -> Sheet:
    return Sheet(width, _span(found, asked, page), page.as_of, page.today)


def _view(asked: Filter, found: Shown, page: Page, body: Content) -> Element:
    return h(
        "div",
        h("h1", page.say(TITLE), class_="unseen"),
        tools(asked, _span(found, asked, page), page),
        summary(asked, found.rows, page),
        h("div", body, class_="panel tl-panel"),
        class_="view view-timeline",
    )


def _beside_chart(found: Shown, asked: Filter, page: Page) -> Element:
    """What stands where there is no chart: the table, or what would fill an empty page."""
    if found.lines and asked.form == "table":
        return table_twin(found.rows, found.lines, asked, page)
    return nothing_found(asked, page)


def _variant(kind: str, width: int, found: Shown, asked: Filter, page: Page) -> Element:
    """The first lines for one width, as high as the whole will be."""
    sheet = _sheet(width, found, asked, page)
    window = range(min(FIRST_LINES[kind], len(found.lines)))
    drawing = _drawing(found, sheet, window, asked, page)
    height = AXIS_HEIGHT + len(found.lines) * sheet.row_height
    svg = _svg(drawing, asked, page, name=f"tl-{kind}")
    return h(
        "div",
        svg,
        key(asked, page),
        class_=f"tl-still tl-{kind}",
        style=f"min-height:{height + 40}px",
    )


def _svg(drawing: Timeline, asked: Filter, page: Page, *, name: str) -> Element:
    return timeline_svg(
        drawing,
        title=page.say(TITLE),
        link=page.milestone,
        jump=lambda day: jump(day, asked, drawing, page),
        name=name,
    )


def key(asked: Filter, page: Page) -> Element:
    """How to read the marks, in words."""
    say = page.say
    signs = [f"{symbol} {say(phrase)}" for symbol, phrase in SIGNS.values()]
    text = say(
        "A bar is the whole period that was promised, a diamond a day. Filled: it happened. Light: "
        "promised. Dashed outline: the first promise, with an arrow to where it moved."
    )
    expected = fan_key(page) if asked.forecast else None
    return h("p", text, " ", " · ".join(signs), expected, class_="tl-key")
