"""On whom does the record rest, how firmly, and where does it rest on too little?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from dashboards.components import (
    Column,
    Row,
    milestone_link,
    more,
    more_words,
    section,
    source_link,
    table,
)
from dashboards.elements import Content, Element, h
from dashboards.feed_list import feed_list
from dashboards.page import SOURCES_PATH, Page
from tracker.messages import message
from tracker.source_list import Support, confidence_words, support
from tracker.sources import STATEMENT, Share, language_name
from tracker.words import Words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = SOURCES_PATH
TITLE: Final = message("Sources")
PUBLISHERS_SHOWN: Final = 300
ADDRESSES_SHOWN: Final = 60


def content(page: Page) -> Element:
    """The view: how much rests on whom, what rests on too little, then every publisher."""
    found, say = support(page.programme, page.known, as_of=page.as_of), page.say
    return h(
        "div",
        h("h1", say("Sources as of {day}", day=say.day(page.as_of)), class_="unseen"),
        h("p", sentence(found, say), class_="sentence"),
        [weak_list(found, page), unsourced_list(found, page)],
        language_table(found.languages, say),
        publisher_table(found.publishers, say),
        feed_list(page),
        class_="view view-sources",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def sentence(found: Support, say: Words) -> str:
    """On how many publishers the record rests, and what of it on a single weak source."""
    if not found.uses:
        return say(
            "No source is on record yet. Add an address to the column source and it shows here."
        )
    statements = len({use.line for use in found.uses if use.kind == STATEMENT})
    milestones = len({use.milestone for use in found.uses})
    said = say.plural("{n} statement", "{n} statements", statements)
    rests = say.plural("{n} milestone", "{n} milestones", milestones)
    owners = say.plural("{n} publisher", "{n} publishers", len(found.publishers))
    weak = len(found.weak)
    text = say("{said} and {rests} rest on {owners}", said=said, rests=rests, owners=owners)
    if not weak:
        return text + "."
    single = say.plural(
        "{n} milestone rests on a single weak source",
        "{n} milestones rest each on a single weak source",
        weak,
    )
    return say("{first}; {second}", first=text, second=single) + "."


def weak_list(found: Support, page: Page) -> Element | None:
    """Milestones that one more page would make firmer."""
    if not found.weak:
        return None
    items = [_founded(row, page) for row in found.weak]
    title = page.say("Resting on a single weak source")
    return section(title, h("ul", items, class_="plain listed"), name="weak")


def _founded(row: Row, page: Page) -> Element:
    links = [source_link(address) for address in row.source.split()]
    return h("li", milestone_link(row.id, row.title, page), " ", links)


def unsourced_list(found: Support, page: Page) -> Element | None:
    """Rows without any source: what a contributor could mend first."""
    items = [
        h("li", milestone_link(row.id, row.title, page), _instead(row)) for row in found.unsourced
    ]
    items += [_unsourced_statement(row, page) for row in found.unsourced_statements]
    if not items:
        return None
    title = page.say("Without a source")
    return section(title, h("ul", items, class_="plain listed"), name="unsourced")


def _unsourced_statement(row: Row, page: Page) -> Element:
    titles = page.titles
    day = page.say("statement of {day}", day=page.say.date(row.announced_words))
    link = milestone_link(row.milestone, titles[row.milestone], page) if (
        row.milestone in titles
    ) else row.milestone  # fmt: skip
    return h("li", link, " ", h("span", day, class_="muted"), _instead(row))


def _instead(row: Row) -> Content:
    """What stands where a page should be named."""
    return [" ", h("span", row.source, class_="muted")] if row.source.strip() else None


def language_table(languages: Sequence[Share], say: Words) -> Element | None:
    """In which languages the pages are written that the record rests on."""
    if not languages:
        return None
    columns = (
        Column(say("Language"), names_row=True),
        Column(say("Publishers"), "number"),
        Column(say("Milestones"), "number"),
        Column(say("Statements"), "number"),
        Column(say("Confidence")),
        Column(say("Last used"), "when"),
    )
    cells = [_language_cells(share, say) for share in languages]
    heading = say("By language")
    note = say("Of pages that only milestones name, the language is not noted.")
    some_unnoted = any(share.name == "" for share in languages)
    return section(
        heading,
        table(columns, cells, name=heading),
        name="languages",
        note=note if some_unnoted else None,
    )


def _language_cells(share: Share, say: Words) -> tuple[Content, ...]:
    return (
        say(language_name(share.name)),
        say.number(len(share.publishers)),
        say.number(share.milestones),
        say.number(share.statements),
        confidence_words(share, say),
        say.date(share.used_words) or "–",
    )


def publisher_table(publishers: Sequence[Share], say: Words) -> Element:
    """Each publisher with what rests on it and, folded, its addresses."""
    heading = say("By publisher")
    if not publishers:
        return section(heading, h("p", say("None yet."), class_="empty"), name="publishers")
    columns = (
        Column(say("Publisher"), names_row=True),
        Column(say("Milestones"), "number"),
        Column(say("Statements"), "number"),
        Column(say("Languages")),
        Column(say("Confidence")),
        Column(say("Last used"), "when"),
        Column(say("Addresses")),
    )
    cells = [_publisher_cells(share, say) for share in publishers[:PUBLISHERS_SHOWN]]
    note = say("Last used: the day of the newest statement or event that it supports.")
    rest = more(len(publishers) - PUBLISHERS_SHOWN, None, say)
    return section(heading, table(columns, cells, name=heading), rest, name="publishers", note=note)


def _publisher_cells(share: Share, say: Words) -> tuple[Content, ...]:
    links = [h("li", source_link(item, whole=True)) for item in share.addresses[:ADDRESSES_SHOWN]]
    rest = more_words(len(share.addresses) - ADDRESSES_SHOWN, say)
    links += [h("li", rest)] if rest else []
    count = say.plural("{n} address", "{n} addresses", len(share.addresses))
    return (
        share.name,
        say.number(share.milestones),
        say.number(share.statements),
        ", ".join(say(language_name(code)) for code in share.languages) or "–",
        confidence_words(share, say),
        say.date(share.used_words) or "–",
        h("details", h("summary", count), h("ul", links, class_="plain addresses")),
    )
