"""The page of a milestone on a site: what the dashboard shows of it, and how its date moved.

It says nothing that is true for a day only, so it stays as it is until something is said or
happens: the day and the version of the data come from a script that all pages share.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from dashboards import by_milestone
from dashboards.components import Row, section
from dashboards.elements import Element, h
from dashboards.page import SLIPS_PATH, SOURCES_PATH, Page
from dashboards.report_slips import NARROW, WIDE, drawing, spoken
from dashboards.shell import PRODUCT, TAGLINE
from dashboards.site_links import CHART
from dashboards.slip_key import key
from dashboards.slip_record import Course, courses
from dashboards.slip_svg import fades_of
from dashboards.views import milestone

# From so many statements on the chart has the room for words of its own; with fewer it is small.
MANY: Final = 4


class Drawn(NamedTuple):
    """A course, the statements it is drawn from, the day up to which they are drawn."""

    course: Course
    said: Sequence[Row]
    until: date


def content(row: Row, page: Page, address: str) -> Element:
    """Everything that the record holds on one milestone; ``address`` is that of its page, if any
    is known."""
    say, drawn = page.say, _drawn(row, page)
    is_large = drawn is not None and len(drawn.said) >= MANY
    chart = _chart(drawn, page) if drawn else None
    beside = [
        milestone.dates(row, page),
        milestone.note(row, say),
        milestone.neighbours(row, page),
        milestone.sources(row, say),
        _cited(row, page, address),
    ]
    return h(
        "div",
        _ways(row, page, drawn),
        milestone.heading(row, page),
        h(
            "div",
            h("div", beside, class_="column"),
            h("div", chart if is_large else None, milestone.announcements(row, page),
              None if is_large else chart, class_="column"),
            class_="columns facts-first",
        ),
        class_="view view-milestone",
    )  # fmt: skip


def drawn_until(row: Row, page: Page) -> date | None:
    """The day up to which its chart is drawn, None where there is no chart."""
    said = by_milestone.told_on(row.id, page)
    return _settled(row, said, page.as_of) if said else None


def _ways(row: Row, page: Page, drawn: Drawn | None) -> Element:
    say = page.say
    links = [
        h("a", say("← Status"), href=page.address("/")),
        h("a", say("Show on the timeline"), href=page.timeline(track=row.track)
          or page.address("/timeline")),
        h("a", say("How its date moved →"), href=f"#{CHART}") if drawn else None,
    ]  # fmt: skip
    return h("nav", links, class_="ways", aria_label=say("From here"))


def _drawn(row: Row, page: Page) -> Drawn | None:
    """How the date moved; None of a milestone of which nothing was said."""
    said = by_milestone.told_on(row.id, page)
    if not said:
        return None
    moved = by_milestone.moved(page.programme, page.as_of)
    [course] = courses([row], said, moved)
    return Drawn(course, said, _settled(row, said, page.as_of))


def _settled(row: Row, said: Sequence[Row], as_of: date) -> date:
    """The day up to which the chart is drawn: the last on which anything was said or happened.

    What is still open goes on, and is drawn up to the first of the month, so that its page changes
    with the month and not with the day. Nothing was said between that and the day of the site.
    """
    days: list[date] = [statement.announced_latest.date() for statement in said]
    if row.actual_words is not None and row.actual_words.latest:
        days.append(row.actual_words.latest)
    if row.status not in ("done", "cancelled"):
        days.append(as_of.replace(day=1))
    return min(max(days), as_of)


def _chart(drawn: Drawn, page: Page) -> Element:
    """Wide where there is much to tell; narrow on a telephone, and everywhere where there is
    little, with the way to how it is read instead of a key."""
    course, say = drawn.course, page.say
    narrow = drawing(course, NARROW, {}, page, until=drawn.until)
    heading = say("How its date moved")
    if len(drawn.said) < MANY:
        way = h("a", say("How the chart is read"), href=f"{page.address(SLIPS_PATH)}#{CHART}")
        figure = h("div", narrow, class_="slip-drawings small")
        return section(heading, fades_of(narrow), figure, name=CHART, note=way)
    wide = drawing(course, WIDE, spoken(course, page), page, until=drawn.until)
    figure = h("div", wide, narrow, class_="slip-drawings")
    sides = key({row.side for row in drawn.said}, say, several=False)
    return section(heading, fades_of(wide, narrow), figure, sides, name=CHART)


def _cited(row: Row, page: Page, address: str) -> Element:
    """The page in a sentence; a script adds the day and the version, a link leads to them."""
    say = page.say
    words = say(
        "“{title}”. {product}: {tagline}.",
        title=row.title, product=PRODUCT, tagline=say(TAGLINE),
    )  # fmt: skip
    where = h("a", say("Day and data version"), href=f"{page.address(SOURCES_PATH)}#cite")
    edition = h("span", where, data_edition=True)
    told = h("p", words, " ", edition, ". ", address, class_="citation")
    return section(say("Cite this page"), told, name="cite")
