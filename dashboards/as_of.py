"""Which day's knowledge is shown, and how does a reader get to another day?

In the header: the day, a step to either side, and a panel with a field for any day and the days on
which something was said or happened. Everything is a link or a plain form, so it works before any
script has been read; `assets/as_of.js` adds the keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from dashboards.components import hidden_fields
from dashboards.elements import Element, h
from dashboards.page import Page
from tracker.days import Day, days_of_record, step_after, step_before, up_to

DAYS_SHOWN: Final = 12
NAMES_SHOWN: Final = 3
# A day as it is typed, and how much is taken of what is none.
EXAMPLE: Final = "2024-10-15"
LONGEST: Final = 40


def as_of_control(page: Page) -> Element:
    """The day with a step to either side, and the way back to today."""
    say, days = page.say, days_of_record(page.programme)
    before = step_before(days, page.as_of)
    after = step_after(days, page.as_of, today=page.today)
    return h(
        "div",
        _step("previous", "‹", before, _before(before, page), page),
        _panel(page),
        _step("next", "›", after, _after(after, page), page),
        _back(page, id="as-of-today", class_="as-of-today"),
        class_="as-of",
        role="group",
        aria_label=say("As-of day"),
    )


def _before(day: date | None, page: Page) -> str:
    if day is None:
        return page.say("Nothing is on record before this day")
    return page.say("Previous day on record: {day}", day=page.say.day(day))


def _after(day: date | None, page: Page) -> str:
    if day is None and page.frozen:
        return page.say("This version of the data has no later day")
    if day is None:
        return page.say("This is today")
    if day == page.today and not page.frozen:
        return page.say("Today, {day}", day=page.say.day(day))
    return page.say("Next day on record: {day}", day=page.say.day(day))


def _step(name: str, sign: str, day: date | None, title: str, page: Page) -> Element:
    """A link to a day; where there is none it stays in its place and says so."""
    key = {"previous": "Shift+ArrowLeft", "next": "Shift+ArrowRight"}[name]
    return h(
        "a",
        h("span", sign, aria_hidden="true"),
        id=f"as-of-{name}",
        class_="button step",
        href=page.on(day) if day else None,
        role=None if day else "link",
        aria_disabled=None if day else "true",
        tabindex=None if day else 0,
        title=title,
        aria_label=title,
        aria_keyshortcuts=key,
    )


def _back(page: Page, **attrs: str) -> Element | None:
    """To today; on a frozen page, whose data know no today, to the last of its days."""
    if page.as_of == page.today:
        return None
    text = page.say("Its last day") if page.frozen else page.say("Today")
    title = page.say("Back to {day}", day=page.say.day(page.today))
    return h(
        "a", text, href=page.on(page.today), title=title, aria_keyshortcuts="Shift+End", **attrs
    )


def _panel(page: Page) -> Element:
    say = page.say
    return h(
        "details",
        h("summary", say("As of {day}", day=say.day(page.as_of)), class_="button", id="as-of-day"),
        h(
            "div",
            _form(page),
            _list(page),
            h("p", h("kbd", say("Shift ←")), " ", h("kbd", say("Shift →")), " ",
              say("step between these days"), ", ", h("kbd", say("Shift End")), " ",
              say("leads back to today."), class_="hint keys"),
            class_="menu-panel as-of-panel",
        ),
        class_="menu",
    )  # fmt: skip


def _form(page: Page) -> Element:
    """Any day, typed as it stands in an address; the rest of the address goes along.

    What is no day is told about above the page. A field for dates of the browser's own would show
    and take them in the order of its own language.
    """
    say = page.say
    kept = {name: value for name, value in page.query.items() if name != "as_of"}
    if page.missing_version:
        del kept["version"]
    field = h("input", type="text", name="as_of", id="as-of-field", value=page.as_of.isoformat(),
              placeholder=EXAMPLE, required=True, size=10, maxlength=LONGEST, autocomplete="off",
              spellcheck="false", aria_describedby="as-of-hint")  # fmt: skip
    return h(
        "form",
        hidden_fields(kept),
        h("label", say("Show what was known on"), for_="as-of-field"),
        field,
        h("button", say("Show"), class_="button"),
        _back(page, class_="button"),
        h("p", say("Year, month, day: {example}", example=EXAMPLE), id="as-of-hint", class_="hint"),
        action=page.place,
        method="get",
        class_="as-of-form",
    )


def _list(page: Page) -> Element:
    """The newest days up to the one that is shown."""
    say = page.say
    days = up_to(days_of_record(page.programme), page.as_of)
    heading = h("p", say("Days on which something was said or happened"), class_="menu-head")
    if not days:
        nothing = say("Nothing is on record by {day}.", day=say.day(page.as_of))
        return h("div", heading, h("p", nothing, class_="empty"), class_="as-of-days")
    titles = page.titles
    items = [_entry(day, titles, page) for day in reversed(days[-DAYS_SHOWN:])]
    return h("div", heading, h("ol", items, class_="plain"), class_="as-of-days")


def _entry(day: Day, titles: dict[str, str], page: Page) -> Element:
    say = page.say
    current = "date" if day.day == page.as_of else None
    link = h("a", say.day(day.day), href=page.on(day.day), aria_current=current)
    happened = [titles[name] for name in day.happened if name in titles]
    told = [text for text in (_said(day, page), _names(happened, page)) if text]
    return h("li", link, " ", h("span", "; ".join(told), class_="muted"))


def _said(day: Day, page: Page) -> str:
    """How many statements and of whom: "2 statements: Roscosmos, Zhaslan Madiyev"."""
    say = page.say
    if not day.statements:
        return ""
    count = say.plural("{n} statement", "{n} statements", day.statements)
    if day.vague:
        count = say(
            "{count} (dated {words})", count=count, words=", ".join(map(say.date, day.vague))
        )
    names = _names(day.speakers, page)
    return say("{count}: {names}", count=count, names=names) if names else count


def _names(names: Iterable[str], page: Page) -> str:
    """The first names, and how many more there are."""
    told = list(names)
    rest = len(told) - NAMES_SHOWN
    shown = ", ".join(told[:NAMES_SHOWN])
    return page.say("{names} and {n} more", names=shown, n=rest) if rest > 0 else shown
