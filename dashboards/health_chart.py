"""What became of first promises, quarter by quarter: a small chart, where everything on it stands,
and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from dashboards.components import Column, table
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.theme import slug
from tracker.execution import FATES, Quarter, quarters_until
from tracker.health_list import FATE_WORD
from tracker.health_words import quarter_name
from tracker.messages import message
from tracker.words import Words

# Five years: as many as a telephone shows without making them smaller.
SHOWN: Final = 20
BAR, STEP, LEFT = 12, 17, 4
# One of many in a quarter is seen too.
LEAST: Final = 0.5
TOP, HIGHEST, TALLEST_ONE = 16, 84, 14
FOOT: Final = 18
TITLE: Final = message("First promises by the quarter in which they ended")


class Bar(NamedTuple):
    """The promises of a quarter with one fate, above those of the fates before it."""

    x: float
    y: float
    height: float
    fate: str
    quarter: Quarter


class Drawing(NamedTuple):
    """Where the bars stand, how many were promised for each quarter, where each year begins."""

    width: float
    height: float
    bars: Sequence[Bar]
    counts: Sequence[tuple[float, float, int]]
    years: Sequence[tuple[float, int]]


def drawing(quarters: Sequence[Quarter]) -> Drawing:
    """The chart of some quarters, one beside the other."""
    one = min(TALLEST_ONE, HIGHEST / max(1, *(quarter.promised for quarter in quarters)))
    bars: list[Bar] = []
    counts: list[tuple[float, float, int]] = []
    for number, quarter in enumerate(quarters):
        x, y = float(LEFT + STEP * number), float(TOP + HIGHEST)
        for fate in FATES:
            height = quarter.fates[fate] * one
            y -= height
            bars += [Bar(x, y, height, fate, quarter)] if height else []
        counts += [(x + BAR / 2, y - 4, quarter.promised)] if quarter.promised else []
    years = [
        (float(LEFT + STEP * number), quarter.year)
        for number, quarter in enumerate(quarters)
        if quarter.quarter == 1
    ]
    width = 2 * LEFT + STEP * len(quarters)
    return Drawing(float(width), float(TOP + HIGHEST + FOOT), bars, counts, years)


def chart(quarters: Sequence[Quarter], page: Page) -> Element | None:
    """The last quarters as a chart, all of them as a table; None where nothing was promised."""
    if not quarters:
        return None
    say, shown = page.say, last_quarters(quarters, page.as_of)
    told = drawing(shown)
    occurring = [fate for fate in FATES if any(bar.fate == fate for bar in told.bars)]
    return h(
        "div",
        h("h3", say(TITLE)),
        svg(told, say),
        h("ul", [_key(fate, say) for fate in occurring], class_="quarters-key"),
        h("details", h("summary", say("As a table")), h("div", as_table(quarters, say))),
        class_="quarters",
    )


def last_quarters(quarters: Sequence[Quarter], as_of: date) -> Sequence[Quarter]:
    """The last five years of quarters, up to that of the day."""
    return quarters_until(quarters, as_of)[-SHOWN:]


def svg(told: Drawing, say: Words) -> Element:
    floor = TOP + HIGHEST
    return h(
        "svg",
        h("title", say(TITLE)),
        [_bar(bar, say) for bar in told.bars],
        h("path", d=f"M0 {floor + 0.5}H{told.width}", class_="floor"),
        [h("text", say.number(n), x=x, y=y) for x, y, n in told.counts],
        [
            (
                h("path", d=f"M{x - 2.5} {floor}v6", class_="floor"),
                h("text", str(year), x=x, y=floor + 14, class_="year"),
            )
            for x, year in told.years
        ],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {told.width:g} {told.height:g}",
        width=f"{told.width:g}",
        height=f"{told.height:g}",
        role="img",
        aria_label=say(TITLE),
    )


def _bar(bar: Bar, say: Words) -> Element:
    told = say(
        "{quarter}, {fate}: {n}",
        quarter=quarter_name(bar.quarter, say),
        fate=say(FATE_WORD[bar.fate]),
        n=say.number(bar.quarter.fates[bar.fate]),
    )
    # Half a pixel in on each side, so that an outline is sharp.
    place = {
        "x": bar.x + 0.5,
        "y": round(bar.y + 0.5, 1),
        "height": max(LEAST, round(bar.height - 1, 1)),
    }
    return h("rect", h("title", told), width=BAR - 1, class_=f"fate-{slug(bar.fate)}", **place)


def _key(fate: str, say: Words) -> Element:
    swatch = h("rect", x=0.5, y=0.5, width=11, height=11, class_=f"fate-{slug(fate)}")
    mark = h("svg", swatch, width=12, height=12, aria_hidden="true")
    return h("li", mark, " ", say(FATE_WORD[fate]))


def as_table(quarters: Sequence[Quarter], say: Words) -> Element:
    """The quarters in which a first promise ended, the last one first."""
    columns = (
        Column(say("Quarter"), "when", names_row=True),
        Column(say("promised"), "number"),
        Column(say("What became of them")),
    )
    rows = [_cells(quarter, say) for quarter in reversed(quarters) if quarter.promised]
    return table(columns, rows, name=say(TITLE))


def _cells(quarter: Quarter, say: Words) -> tuple[Content, ...]:
    became = [
        say("{fate}: {n}", fate=say(FATE_WORD[fate]), n=say.number(quarter.fates[fate]))
        for fate in FATES
        if quarter.fates[fate]
    ]
    return quarter_name(quarter, say), say.number(quarter.promised), ", ".join(became)
