"""When will what is open really happen, going by other programmes?"""

from __future__ import annotations

from typing import Final

from dashboards.components import section
from dashboards.elements import Element, h
from dashboards.page import Page
from tracker.forecast_words import NOT_OFFICIAL, beside, sentence
from tracker.messages import message
from tracker.outlook import Outlook, outlooks

NAME: Final = "forecast"
TITLE: Final = message("Forecast from other programmes")


def forecasts(page: Page) -> Element | None:
    """A sentence for each open milestone that is built or flies; nothing where there is none."""
    found = outlooks(page.programme, page.rows, as_of=page.as_of)
    if not any(each.forecast for each in found):
        return None
    told = [h("li", item(each, page)) for each in found]
    note = page.say(NOT_OFFICIAL)
    return section(page.say(TITLE), h("ul", told, class_="plain forecasts"), name=NAME, note=note)


def item(each: Outlook, page: Page) -> list[Element]:
    """The milestone, its sentence, and what belongs beside it."""
    title = h("a", each.row.title, href=page.milestone(each.row.id))
    told = [h("strong", title), h("br"), sentence(each, page.say)]
    more = " ".join(beside(each, page.say))
    return [h("p", told), *([h("p", more, class_="note")] if more else [])]
