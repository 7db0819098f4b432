"""When will what is open really happen, going by other programmes, and how far can that be
believed?

It is an outside view: what became of comparable promises. Every number leads to how it was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboards.elements import Element, h
from dashboards.forecast_chart import expected, in_words, without
from dashboards.forecast_hindsight import looked_back
from dashboards.forecast_method import NAME, method
from dashboards.forecast_record import Told, told
from dashboards.forecast_scores import backtest
from dashboards.forecast_svg import fan_fades
from dashboards.headline import nothing_yet
from dashboards.page import FORECAST_PATH, Page
from tracker.forecast_words import NOT_OFFICIAL
from tracker.messages import message

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = FORECAST_PATH
TITLE: Final = message("Forecast")


def content(page: Page) -> Element:
    """The view: the answer in a sentence, the fans, then how far such forecasts can be believed."""
    record = told(page)
    heading = h("h1", page.say("Forecast as of {day}", day=page.say.day(page.as_of)),
                class_="unseen")  # fmt: skip
    return h(
        "div",
        heading,
        fan_fades(),
        h("p", sentence(record, page), class_="sentence"),
        _about(page),
        expected(record.forecast, page) if record.forecast else None,
        in_words(record.forecast, page),
        without(record.without, page),
        looked_back(record, page),
        backtest(record.cases, page),
        method(record, page),
        class_="view view-forecast",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def sentence(record: Told, page: Page) -> str:
    """For how many even odds come only after what was promised; apart from them, of how many the
    promise has passed."""
    say = page.say
    if not page.known:
        return nothing_yet(page)
    if record.cases is None:
        return say(
            "There is no reference class beside the data. Put announcements.csv and actuals.csv "
            "of other programmes into the folder reference and this page shows forecasts."
        )
    if not record.forecast:
        return say("No open milestone can be forecast as of {day}.", day=say.day(page.as_of))
    past = sum(each.passed for each in record.forecast)
    gone = page.say("The promise has passed and no outcome was found: {n}.",
                    n=page.say.number(past)) if past else ""  # fmt: skip
    return " ".join(filter(None, [_still_to_come(record, page), gone]))


def _still_to_come(record: Told, page: Page) -> str:
    """Of those whose promise has not passed; "" where there is none."""
    say = page.say
    made = [each.forecast for each in record.forecast if each.forecast and not each.passed]
    if not made:
        return ""
    late = sum(each.kept < 0.5 for each in made)
    n, of = len(made), say.number(made[0].programmes)
    if late == n > 1:
        return say(
            "On the record of {programmes} other programmes, none of {n} open milestones that are "
            "built or fly has even odds of being kept as promised.",
            n=say.number(n), programmes=of,
        )  # fmt: skip
    return say.plural(
        "Of {n} open milestone that is built or flies, {late} has less than even odds of being "
        "kept as promised, on the record of {programmes} other programmes.",
        "Of {n} open milestones that are built or fly, {late} have less than even odds of being "
        "kept as promised, on the record of {programmes} other programmes.",
        n, late=say.number(late), programmes=of,
    )  # fmt: skip


def _about(page: Page) -> Element:
    """That it is not official, and the way to how it is made."""
    say = page.say
    lead = h("a", say("How a forecast is made ↓"), href=f"{page.address(PATH)}#{NAME}")
    return h("p", say(NOT_OFFICIAL), " ", lead, class_="fc-about")
