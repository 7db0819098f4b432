"""On whom does the record rest, how firmly, and where does it rest on too little?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

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
from dashboards.page import SOURCES_PATH, Page
from tracker.messages import message
from tracker.source_list import confidence_words
from tracker.sources import (
    by_language,
    by_publisher,
    language_name,
    source_uses,
    unsourced,
    weakly_founded,
)
from tracker.statements import known_statements
from tracker.words import Words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = SOURCES_PATH
TITLE: Final = message("Sources")
PUBLISHERS_SHOWN: Final = 300
ADDRESSES_SHOWN: Final = 60


def content(page: Page) -> Element:
    """The view: how much rests on whom, what rests on too little, then every publisher."""
    uses = source_uses(page.programme, page.rows, as_of=page.as_of)
    publishers = by_publisher(uses)
    return h(
        "div",
        h("h1", page.say("Sources as of {day}", day=page.say.day(page.as_of)), class_="unseen"),
        h("p", sentence(uses, publishers, page), class_="sentence"),
        [weak_list(page), unsourced_list(page)],
        language_table(by_language(uses), page.say),
        publisher_table(publishers, page.say),
        class_="view view-sources",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def sentence(uses: pd.DataFrame, publishers: pd.DataFrame, page: Page) -> str:
    """On how many publishers the record rests, and what of it on a single weak source."""
    say = page.say
    if uses.empty:
        return say(
            "No source is on record yet. Add an address to the column source and it shows here."
        )
    statements = int((uses["kind"] == "statement").sum())
    said = say.plural("{n} statement", "{n} statements", statements)
    rests = say.plural("{n} milestone", "{n} milestones", uses["milestone"].nunique())
    owners = say.plural("{n} publisher", "{n} publishers", len(publishers))
    weak = len(weakly_founded(page.rows))
    text = say("{said} and {rests} rest on {owners}", said=said, rests=rests, owners=owners)
    if not weak:
        return text + "."
    single = say.plural(
        "{n} milestone rests on a single weak source",
        "{n} milestones rest each on a single weak source",
        weak,
    )
    return f"{text}; {single}."


def weak_list(page: Page) -> Element | None:
    """Milestones that one more page would make firmer."""
    rows = weakly_founded(page.rows)
    if rows.empty:
        return None
    items = [_founded(row, page) for row in rows.itertuples()]
    title = page.say("Resting on a single weak source")
    return section(title, h("ul", items, class_="plain listed"), name="weak")


def _founded(row: Row, page: Page) -> Element:
    links = [source_link(address) for address in row.source.split()]
    return h("li", milestone_link(row.id, row.title, page), " ", links)


def unsourced_list(page: Page) -> Element | None:
    """Rows without any source: what a contributor could mend first."""
    bare = unsourced(page.rows)
    statements = unsourced(known_statements(page.programme, as_of=page.as_of))
    items = [
        h("li", milestone_link(row.id, row.title, page), _instead(row)) for row in bare.itertuples()
    ]
    items += [_unsourced_statement(row, page) for row in statements.itertuples()]
    if not items:
        return None
    title = page.say("Without a source")
    return section(title, h("ul", items, class_="plain listed"), name="unsourced")


def _unsourced_statement(row: Row, page: Page) -> Element:
    titles = dict(zip(page.rows["id"], page.rows["title"], strict=True))
    day = page.say("statement of {day}", day=page.say.date(row.announced_words))
    link = milestone_link(row.milestone, titles[row.milestone], page) if (
        row.milestone in titles
    ) else row.milestone  # fmt: skip
    return h("li", link, " ", h("span", day, class_="muted"), _instead(row))


def _instead(row: Row) -> Content:
    """What stands where a page should be named."""
    return [" ", h("span", row.source, class_="muted")] if row.source.strip() else None


def language_table(languages: pd.DataFrame, say: Words) -> Element | None:
    """In which languages the pages are written that the record rests on."""
    if languages.empty:
        return None
    columns = (
        Column(say("Language"), names_row=True),
        Column(say("Publishers"), "number"),
        Column(say("Milestones"), "number"),
        Column(say("Statements"), "number"),
        Column(say("Confidence")),
        Column(say("Last used"), "when"),
    )
    cells = [_language_cells(row, say) for row in languages.itertuples()]
    heading = say("By language")
    note = say("Of pages that only milestones name, the language is not noted.")
    some_unnoted = (languages["language"] == "").any()
    return section(
        heading,
        table(columns, cells, name=heading),
        name="languages",
        note=note if some_unnoted else None,
    )


def _language_cells(row: Row, say: Words) -> tuple[Content, ...]:
    return (
        say(language_name(row.language)),
        say.number(row.publishers),
        say.number(row.milestones),
        say.number(row.statements),
        confidence_words(row, say),
        say.date(row.used_words) or "–",
    )


def publisher_table(publishers: pd.DataFrame, say: Words) -> Element:
    """Each publisher with what rests on it and, folded, its addresses."""
    heading = say("By publisher")
    if publishers.empty:
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
    cells = [_publisher_cells(row, say) for row in publishers.head(PUBLISHERS_SHOWN).itertuples()]
    note = say("Last used: the day of the newest statement or event that it supports.")
    rest = more(len(publishers) - PUBLISHERS_SHOWN, None, say)
    return section(heading, table(columns, cells, name=heading), rest, name="publishers", note=note)


def _publisher_cells(row: Row, say: Words) -> tuple[Content, ...]:
    links = [h("li", source_link(item, whole=True)) for item in row.addresses[:ADDRESSES_SHOWN]]
    rest = more_words(len(row.addresses) - ADDRESSES_SHOWN, say)
    links += [h("li", rest)] if rest else []
    count = say.plural("{n} address", "{n} addresses", len(row.addresses))
    return (
        row.publisher,
        say.number(row.milestones),
        say.number(row.statements),
        ", ".join(say(language_name(code)) for code in row.languages) or "–",
        confidence_words(row, say),
        say.date(row.used_words) or "–",
        h("details", h("summary", count), h("ul", links, class_="plain addresses")),
    )
