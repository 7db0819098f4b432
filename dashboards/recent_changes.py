"""What changed lately, in Status and in the report: over 30, 90 or 365 days, or since a visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from dashboards.change_filter import (
    DAYS,
    USUAL_DAYS,
    WHOLE,
    Period,
    last_days,
    period_words,
)
from dashboards.change_tables import NO_NUMBERS, change_table, changes_known
from dashboards.change_tools import ANY_DAY, last_visit
from dashboards.components import more, section
from dashboards.elements import Element, h
from dashboards.page import CHANGES_PATH, STATUS_PATH, Page, day_asked
from tracker.change import Change

CHANGES_SHOWN: Final = 12
EARLIER_SHOWN: Final = 5


def recent(page: Page, *, numbers: Mapping[str, int] = NO_NUMBERS) -> Element:
    """What changed lately; when nothing did, the last changes before."""
    say = page.say
    asked, period = asked_period(page)
    found, is_lately = recently(page)
    when = period_words(asked, period, say)
    title = say("What changed {when}", when=when)
    choices = period_links(asked, page) if page.is_served else None
    shown = found if page.in_file else found[: CHANGES_SHOWN if is_lately else EARLIER_SHOWN]
    earlier = say("The last changes before:")
    nothing = h("p", say("Nothing changed {when}.", when=when), class_="empty")
    note = h("p", earlier, class_="note") if found else None
    name = title if is_lately else earlier
    listed = change_table(shown, page, name=name, numbers=numbers) if found else None
    rest = more(len(found) - len(shown), _changes_address(asked, page), say) if is_lately else None
    before = None if is_lately else [nothing, note]
    return section(title, choices, before, listed, rest, name="recent")


def recently(page: Page) -> tuple[list[Change], bool]:
    """The changes of the period that the address asks for, and True; where there are none, the
    last ones before it, and False."""
    period = asked_period(page)[1]
    told = changes_known(page)
    found = period.of(told)
    return (found, True) if found else (told[:CHANGES_SHOWN], False)


def asked_period(page: Page) -> tuple[str, Period]:
    """The period that the address asks for, and its word in the address."""
    asked = page.query.get("changed", "")
    period = last_days(asked, page.as_of) if asked != WHOLE else None
    usual = Period(page.as_of - timedelta(days=USUAL_DAYS), page.as_of)
    return (asked, period) if period else (str(USUAL_DAYS), usual)


def period_links(asked: str, page: Page) -> Element:
    """Over which days, in place; the whole record is in Changes."""
    say = page.say
    links = [
        h(
            "a",
            say("{n} days", n=days),
            href=_here(str(days) if days != USUAL_DAYS else "", page),
            aria_current="true" if str(days) == asked else None,
        )
        for days in DAYS
    ]
    every = h("a", say("All changes"), href=_changes_address(asked, page))
    visit = last_visit(_here(ANY_DAY, page), page)
    return h(
        "p", links, every, visit, class_="change-periods", role="group", aria_label=say("Period")
    )


def _here(changed: str, page: Page) -> str:
    return page.address(STATUS_PATH, changed=changed) + "#recent"


def _changes_address(asked: str, page: Page) -> str | None:
    """Changes over the same days; in the report, which has no other page, nowhere."""
    if page.in_file:
        return None
    name = "since" if day_asked(asked) else "days"
    return page.address(CHANGES_PATH, **{name: "" if asked == str(USUAL_DAYS) else asked})
