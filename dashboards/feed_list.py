"""Where can the record be had by other programs? Every data address with what it is for."""

from __future__ import annotations

from typing import Final

from dashboards.components import section
from dashboards.copying import what_is_kept
from dashboards.data_addresses import WORKBOOK
from dashboards.elements import Element, h
from dashboards.page import SOURCES_PATH, Page
from tracker.messages import message

ANCHOR: Final = "feeds"
TITLE: Final = message("Feeds and downloads")
# What is told of each group of files. The workbook is of the data as they stand: as of a past day
# there is none.
LISTED: Final = message(
    {
        ("calendar.ics",): "every milestone with a date, for a calendar to subscribe to",
        ("feed.atom",): "what changed, for a feed reader",
        ("brief.md",): "where it stands, to paste into an e-mail",
        ("milestones.csv", "announcements.csv", "datapackage.json"): (
            "both tables, and what their columns hold"
        ),
        ("milestones.json", "announcements.json", "changes.json"): (
            "the same with status, slip and windows"
        ),
        ("schema/milestones.json", "schema/announcements.json", "schema/changes.json"): (
            "what the JSON files hold (JSON Schema)"
        ),
        ("milestones.xlsx",): "a workbook to edit and bring back",
        ("export.zip",): "all of it in one file",
    }
)


def feed_list(page: Page) -> Element:
    """The addresses, each as of the day of the page."""
    is_past = page.as_of < page.today
    items = [
        h(
            "li",
            [[_link(name, page), " "] for name in names if page.outlet.has(name)],
            h("span", page.say(text), class_="muted"),
        )
        for names, text in LISTED.items()
        if not (is_past and WORKBOOK in names) and any(map(page.outlet.has, names))
    ]
    title = page.say(TITLE)
    note = page.say(
        "As of {day}. An address without as_of is of the day on which it is asked for.",
        day=page.say.day(page.as_of),
    )
    return section(title, h("ul", items, class_="plain listed"), name=ANCHOR, note=note)


def feeds_link(page: Page) -> Element:
    """The way to the list, from the foot of every page."""
    return h("a", page.say(TITLE), href=f"{page.address(SOURCES_PATH)}#{ANCHOR}")


def _link(name: str, page: Page) -> Element:
    # Against its version the edited copy is held, however much the data change meanwhile.
    kept = what_is_kept(page) if name == WORKBOOK and page.may_edit else {}
    # A file, no page that could be changed in place.
    return h("a", name, href=page.address(f"/{name}"), data_anew=True, **kept)
