"""Forecasts in words beside the timeline: how they are read, and each in its cell."""

from __future__ import annotations

from dashboards.elements import Element, h
from dashboards.fans import fans, unforecast
from dashboards.page import FORECAST_PATH, Page


def fan_key(page: Page) -> Element:
    """How a band is read, how many there are and on how many programmes they rest; where there is
    none, what would bring one."""
    from tracker.forecast_words import NOT_OFFICIAL

    say, found = page.say, fans(page)
    if not found:
        return h("span", no_forecast(page), class_="tl-fan-key")
    programmes = max(fan.programmes for fan in found.values())
    n, of = say.number(len(found)), say.number(programmes)
    text = say(
        "The band below a row is a forecast: in 1 of 10 cases it happens before the band, in 9 of "
        "10 by its end; the tick: even odds. Drawn for {n} of all milestones, on the record of "
        "{of} programmes.",
        n=n,
        of=of,
    )
    return h(
        "span", swatch(), text, " ", say(NOT_OFFICIAL), " ", how_made(page), class_="tl-fan-key"
    )


def not_official(page: Page) -> Element:
    """What forecasts are, below the table that holds them."""
    from tracker.forecast_words import NOT_OFFICIAL

    return h("p", page.say(NOT_OFFICIAL), " ", how_made(page), class_="tl-key sl-fan-key")


def how_made(page: Page) -> Element:
    """The way to how forecasts are made and how they would have done."""
    from dashboards.forecast_method import NAME

    where = f"{page.address(FORECAST_PATH)}#{NAME}"
    return h("a", page.say("How a forecast is made"), href=where)


def swatch() -> Element:
    """A band as it is drawn."""
    band = h("rect", x=0, y=4, width=26, height=4, class_="fan")
    tick = h("rect", x=10, y=2.5, width=2, height=7, class_="even")
    return h("svg", band, tick, width=26, height=12, class_="tl tl-swatch", aria_hidden="true")


def no_forecast(page: Page) -> str:
    """What would bring forecasts where there are none."""
    return page.say(
        "No forecast can be made: that needs a milestone that is built or flies, its promise on "
        "record, and a reference class beside the data."
    )


def in_full(milestone_id: str, page: Page) -> str:
    """The same as it stands among what is on record, so marked; "" of what is not asked."""
    say, fan, why = page.say, fans(page).get(milestone_id), unforecast(page).get(milestone_id)
    if fan:
        return say("Forecast, not official: {text}", text=fan.sentence)
    return say("Forecast: none. {reason}", reason=why) if why else ""


def cell(milestone_id: str, page: Page) -> str | None:
    """The forecast of a milestone in words, or why there is none; nothing of what is not asked."""
    fan = fans(page).get(milestone_id)
    return fan.sentence if fan else unforecast(page).get(milestone_id)
