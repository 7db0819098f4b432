"""The pages of a site that list: every milestone, how dates moved, on whom the record rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboards import by_milestone
from dashboards.citation import report_bibtex, report_plain
from dashboards.components import (
    Row,
    date_text,
    milestone_link,
    no_date,
    of_status,
    section,
    slip_mark,
    sorted_by_date,
)
from dashboards.elements import Element, h
from dashboards.headline import nothing_yet
from dashboards.page import Page
from dashboards.report_method import method
from dashboards.report_slips import moved_most, slip_charts
from dashboards.shell import PRODUCT, on_record
from dashboards.slip_ranking import is_compared, ranking, records
from dashboards.theme import STATUS_LOOK
from dashboards.views import sources
from tracker.statements import statement_counts

# Of each of its lists the ranking shows so many; all stand among the milestones.
MOST_RANKED: Final = 500
# What a reader looks for first.
ORDER: Final = ("overdue", "due", "upcoming", "undated", "done", "cancelled")


def milestones(page: Page) -> Element:
    """Every milestone by status, then by date: what a search finds, for whoever has no scripts."""
    say = page.say
    groups = [_of_status(status, of_status(page.known, status), page) for status in ORDER]
    told = on_record(page)[0] if page.known else nothing_yet(page)
    return h(
        "div",
        h("h1", say("Every milestone"), class_="unseen"),
        h("p", told, class_="sentence"),
        groups,
        class_="view view-milestones",
    )


def _of_status(status: str, rows: Sequence[Row], page: Page) -> Element:
    say, look = page.say, STATUS_LOOK[status]
    if not rows:
        # A link to those that are due, or else to come, leads to what follows.
        return h("span", id=status)
    word = say(look.word)
    items = [_item(row, page) for row in sorted_by_date(rows)]
    count = say.plural("{n} milestone", "{n} milestones", len(rows))
    name = f"{word[:1].upper()}{word[1:]}"
    return section(name, h("ul", items, class_="plain listed"), name=status, note=count)


def _item(row: Row, page: Page) -> Element:
    say = page.say
    when = date_text(row.current_words, say) or h("span", no_date(row, say))
    told = h("span", when, " ", slip_mark(row, say), class_="muted")
    return h("li", milestone_link(row.id, row.title, page), " ", told)


def slips(page: Page) -> Element:
    """How the dates moved that moved most, all milestones by slip, promises kept and broken."""
    say = page.say
    counts = statement_counts(page.programme, as_of=page.as_of)
    known = {row.id for row in page.known}
    said = {name: n for name, n in counts.items() if name in known}
    heading = h("h1", say("Slips as of {day}", day=say.day(page.as_of)), class_="unseen")
    if not said:
        return h("div", heading, h("p", _silence(page), class_="sentence"), class_="view")
    moved = moved_most(page)
    spoken = {row.id: list(reversed(by_milestone.told_on(row.id, page))) for row in moved.rows}
    return h(
        "div",
        heading,
        h("p", _late(page.known, said, page), class_="sentence"),
        slip_charts(moved, spoken, page),
        ranking(page, said, most=MOST_RANKED),
        records(page),
        class_="view view-slips",
    )


def _late(rows: Sequence[Row], said: Mapping[str, int], page: Page) -> str:
    """How many came or stand later than first promised, by every reading."""
    compared = [row for row in rows if row.id in said and is_compared(row)]
    late = sum(row.slip_min > 0 for row in compared)
    return page.say.plural(
        "Of {n} milestone whose date can be compared with a first promise, {late} is later.",
        "Of {n} milestones whose dates can be compared with a first promise, {late} are later.",
        len(compared), late=page.say.number(late),
    )  # fmt: skip


def _silence(page: Page) -> str:
    return page.say(
        "No announcement was on record by {day}. Add rows to announcements.csv and this page shows "
        "how each date moved.",
        day=page.say.day(page.as_of),
    )


def on_whom(page: Page) -> Element:
    """On whom the record rests, how it was counted, how it is cited, where the files are."""
    view = sources.content(page)
    return view._replace(children=(*view.children, method(page), _cited(page)))


def _cited(page: Page) -> Element:
    say = page.say
    title = say("{product} as of {day}", product=PRODUCT, day=say.day(page.as_of))
    return section(
        say("How to cite"),
        h("p", report_plain(title, page), class_="citation"),
        h("pre", report_bibtex(title, page), class_="citation", tabindex="0", role="region",
          aria_label=say("BibTeX entry")),
        name="cite",
    )  # fmt: skip
