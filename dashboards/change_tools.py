"""The choices above the changes: over which days, of which kinds, on which tracks.

Every choice is a link to the page as it would then be; days are typed in a form to the same
address. So they work before any script has been read.
"""

from __future__ import annotations

from typing import Final

from dashboards.change_filter import (
    CHOICES,
    DAYS,
    KIND_NAME,
    LONGEST,
    WHOLE,
    ChangeFilter,
    Period,
)
from dashboards.components import hidden_fields
from dashboards.elements import Content, Element, h
from dashboards.page import CHANGES_PATH, Page
from tracker import schema

# Where a script asks how much has changed since the reader's last visit.
COUNT_PATH: Final = f"{CHANGES_PATH}/since/"
# In whose place a script puts the day of that visit.
ANY_DAY: Final = "DAY"


def tools(asked: ChangeFilter, period: Period, page: Page) -> Element:
    """Over which days on the left, of what on the right."""
    return h(
        "div",
        _periods(asked, page),
        _typed(asked, period, page),
        h("span", class_="tl-gap"),
        _kinds(asked, page),
        _on_tracks(asked, page),
        _trouble(asked, page),
        class_="tl-tools change-tools",
        role="search",
        aria_label=page.say("Which changes are shown"),
    )


def address_of(asked: ChangeFilter, page: Page) -> str:
    """The view with another filter."""
    return page.address(CHANGES_PATH, **asked.to_query())


def _periods(asked: ChangeFilter, page: Page) -> Element:
    say = page.say
    # Of days that cannot be read nothing is shown but what would be without them.
    in_force = "" if asked.typed and not asked.trouble(page.as_of, say) else asked.days
    names = {str(days): say("{n} days", n=days) for days in DAYS} | {WHOLE: say("Whole record")}
    links = [
        h(
            "a",
            name,
            href=address_of(asked.but(days=days, since="", until=""), page),
            aria_current="true" if days == in_force else None,
            class_="tl-button",
        )
        for days, name in names.items()
    ]
    return h(
        "div",
        h("div", links, class_="tl-zooms"),
        last_visit(address_of(ChangeFilter(since=ANY_DAY), page), page),
        class_="change-periods",
        role="group",
        aria_label=say("Period"),
    )


def last_visit(address: str, page: Page) -> Element | None:
    """A place for the link to what changed since the reader's last visit.

    Only the browser knows of that visit: a script fills the link in, and it stays hidden for who
    was never here. It counts up to today, so a past day and a frozen page have none.
    """
    if page.as_of != page.today or page.frozen or not page.is_served:
        return None
    return h(
        "a",
        href=address,
        class_="last-visit",
        hidden=True,
        data_today=page.today.isoformat(),
        data_address=address,
        data_count=f"{COUNT_PATH}{page.lang}/{ANY_DAY}",
    )


def _typed(asked: ChangeFilter, period: Period, page: Page) -> Element:
    """Days typed in words; of a year or a month the last day counts."""
    say = page.say
    since = period.since.isoformat() if period.since else ""
    fields = [
        h("label", say("After"), _field("since", asked.since, since)),
        h("label", say("up to"), _field("until", asked.until, period.until.isoformat())),
    ]
    rest = asked.but(days=ChangeFilter().days, since="", until="").to_query()
    hidden = hidden_fields(rest | dict(page.carried))
    button = h("button", say("Show"), class_="tl-button")
    return h("form", hidden, fields, button, action=CHANGES_PATH, class_="change-range")


def _field(name: str, value: str, shown: str) -> Element:
    return h("input", type="text", name=name, id=f"changes-{name}", value=value, placeholder=shown,
             autocomplete="off", size=10, maxlength=LONGEST)  # fmt: skip


def _trouble(asked: ChangeFilter, page: Page) -> Element | None:
    """Why what was typed is not what is shown."""
    text = asked.trouble(page.as_of, page.say)
    return h("p", text, class_="tl-trouble", role="status") if text else None


def _kinds(asked: ChangeFilter, page: Page) -> Element:
    say = page.say
    names = {kind: say(KIND_NAME[kind]) for kind in CHOICES}
    return _menu(say("Kind"), "kinds", names, asked, page)


def _on_tracks(asked: ChangeFilter, page: Page) -> Element:
    names = {track: page.say(track) for track in schema.TRACKS}
    return _menu(page.say("Track"), "tracks", names, asked, page)


def _menu(
    label: str, field: str, names: dict[str, str], asked: ChangeFilter, page: Page
) -> Element:
    chosen = getattr(asked, field)
    links = [_choice(page.say("All"), asked.but(**{field: ()}), page, on=not chosen)]
    links += [
        _choice(name, asked.toggled(field, value), page, on=value in chosen)
        for value, name in names.items()
    ]
    shown = [names[value] for value in chosen]
    told: Content = page.say("all") if not shown else ", ".join(shown[:1])
    if len(shown) > 1:
        told = page.say("{n} chosen", n=len(shown))
    return h(
        "details",
        h(
            "summary",
            page.say.parts("{name}: {told}", name=label, told=h("b", told)),
            id=f"changes-{field}",
            class_="tl-button",
        ),
        h("div", links, class_="tl-menu"),
        class_="menu",
    )


def _choice(text: str, asked: ChangeFilter, page: Page, *, on: bool) -> Element:
    return h("a", text, href=address_of(asked, page), aria_current="true" if on else None)
