"""The picture that stands for the site where a link to it is shared: what comes next and what came
last on the timeline, under the name of the product."""

from __future__ import annotations

from typing import Final

from dashboards.components import day_number, of_status, sorted_by_date
from dashboards.drawing import AXIS_HEIGHT, Sheet
from dashboards.elements import Element, h, to_html
from dashboards.headline import leading
from dashboards.marks import default_span, timeline
from dashboards.outline import in_order
from dashboards.page import Page
from dashboards.places import text_width
from dashboards.report_timeline import NO_DAY
from dashboards.shell import PRODUCT, TAGLINE
from dashboards.svg import STYLE, timeline_svg
from dashboards.theme import FONT, LIGHT, light_variables

WIDTH, HEIGHT = 1200, 630
MARGIN: Final = 48
# The drawing is made smaller than it is shown: shared links are looked at in the size of a stamp.
SCALE: Final = 1.28
TOP: Final = 150
NAMES: Final = 285
LINES: Final = int(((HEIGHT - TOP - 34) / SCALE - AXIS_HEIGHT) // 25)


def picture(page: Page) -> bytes:
    """The picture as SVG with its own colours, light: no page around it has any."""
    say = page.say
    style = f":root{{{light_variables()}}}{STYLE}text{{font-family:{FONT}}}"
    product = h("text", PRODUCT, x=MARGIN, y=78, font_size=44, font_weight=700, fill=LIGHT.ink)
    tagline = h("text", say(TAGLINE), x=MARGIN, y=116, font_size=_size(say(TAGLINE)),
                fill=LIGHT.muted)  # fmt: skip
    drawn = h("g", _drawing(page), transform=f"translate({MARGIN} {TOP}) scale({SCALE})")
    svg = h(
        "svg",
        h("title", say("Timeline of {product}", product=PRODUCT)),
        h("style", "\x00"),
        h("rect", width=WIDTH, height=HEIGHT, fill=LIGHT.paper),
        product, tagline, drawn if page.known else None,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH, height=HEIGHT, viewBox=f"0 0 {WIDTH} {HEIGHT}",
    )  # fmt: skip
    # In an element the > of the style would be escaped, which is the same to XML.
    return to_html(svg).replace("\x00", style).encode()


def _size(text: str) -> int:
    """As large as the width allows."""
    room = WIDTH - 2 * MARGIN
    return next((size for size in (26, 23, 20, 17) if text_width(text, size) <= room), 15)


class PictureSheet(Sheet):
    """A sheet with room for names, which nobody can ask a picture for."""

    @property
    def names(self) -> int:
        return NAMES


def _drawing(page: Page) -> Element:
    """The flights around the day: the leading one, the last that happened, the next to come."""
    width = (WIDTH - 2 * MARGIN) / SCALE
    rows = in_order(page.rows)
    ids = _chosen(page)
    lines = [n for n, id in enumerate(rows["id"]) if id in ids]
    sheet = PictureSheet(width, default_span(page.as_of), page.as_of, NO_DAY)
    drawn = timeline(rows, sheet, say=page.say, lines=lines)
    return timeline_svg(drawn, title=PRODUCT, link=lambda _id: "#", name="picture")


def _chosen(page: Page) -> frozenset[str]:
    open_ones = sorted_by_date(of_status(page.known, "due", "upcoming"))
    overdue = sorted_by_date(of_status(page.known, "overdue"))
    done = sorted(of_status(page.known, "done"), key=lambda row: -day_number(row.current_latest))
    promised = [row for row in done if row.baseline_words is not None]
    lead = leading(page)
    first = [lead] if lead is not None else []
    third = LINES // 3
    told = [*first, *open_ones[:third], *promised[:third], *overdue[:third], *open_ones[third:]]
    return frozenset(list(dict.fromkeys(row.id for row in told))[:LINES])
