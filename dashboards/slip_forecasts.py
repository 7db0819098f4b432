"""Forecasts in words below the slip chart and above its table."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.components import Row, milestone_link
from dashboards.elements import Content, Element, h
from dashboards.fans import fans, why_none
from dashboards.page import Page
from dashboards.timeline_fans import how_made, swatch


def expected_key(rows: Sequence[Row], page: Page) -> list[Content]:
    """How a band is read, then what each says."""
    from tracker.forecast_words import NOT_OFFICIAL

    say, found = page.say, fans(page)
    told = expected_words(rows, page)
    if not any(row.id in found for row in rows):
        return [told]
    text = say(
        "The band right of the day is a forecast: in 1 of 10 cases it happens before the band, in "
        "9 of 10 by its end; the tick: even odds."
    )
    made = how_made(page)
    return [
        h("p", swatch(), text, " ", say(NOT_OFFICIAL), " ", made, class_="tl-key sl-fan-key"),
        told,
    ]


def expected_words(rows: Sequence[Row], page: Page) -> Element:
    """What is forecast of each milestone, or why nothing is."""
    if len(rows) == 1:
        return h("p", _told(rows[0], page), class_="sl-forecasts")
    items = [
        h("li", milestone_link(row.id, row.title, page), ". ", _told(row, page)) for row in rows
    ]
    return h("ul", items, class_="plain sl-forecasts")


def _told(row: Row, page: Page) -> str:
    say, fan = page.say, fans(page).get(row.id)
    if fan is None:
        return say("Forecast: none. {reason}", reason=why_none(row, page))
    return say("Forecast, not official: {text}", text=fan.sentence)
