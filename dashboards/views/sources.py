"""On whom does the record rest, how firmly, and where does it rest on too little?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboards.components import (
    Column,
    Row,
    host_of,
    milestone_link,
    more_words,
    section,
    source_link,
    table,
)
from dashboards.elements import Content, Element, h
from dashboards.page import SOURCES_PATH, Page
from tracker import schema
from tracker.words import Words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = SOURCES_PATH
TITLE: Final = "Sources"
PUBLISHERS_SHOWN: Final = 300
ADDRESSES_SHOWN: Final = 60

# One use of an address; `used` is the last day of the date in words.
USE: Final = [
    "milestone",
    "kind",
    "used",
    "used_words",
    "address",
    "publisher",
    "language",
    "confidence",
]


def content(page: Page) -> Element:
    """The view: how much rests on whom, then what rests on too little."""
    uses = source_uses(page)
    publishers = by_publisher(uses)
    return h(
        "div",
        h("h1", page.say("Sources as of {day}", day=page.say.day(page.as_of)), class_="unseen"),
        h("p", sentence(uses, publishers, page), class_="sentence"),
        [weakly_founded(page), unsourced(page)],
        publisher_table(publishers, uses, page.say),
        class_="view view-sources",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def source_uses(page: Page) -> pd.DataFrame:
    """One row a use of an address: what it supports (milestone), as a statement or as a row."""
    said = page.programme.announcements
    known = said[said["announced_latest"] <= pd.Timestamp(page.as_of)]
    statements = known.assign(
        kind="statement",
        used=known["announced_latest"],
        used_words=known["announced_words"],
        address=known["source"].str.split(),
    )
    rows = page.rows.assign(
        kind="row",
        milestone=page.rows["id"],
        used=page.rows["actual_latest"],
        used_words=page.rows["actual_words"],
        address=page.rows["source"].str.split(),
        publisher="",
        language="",
    )
    uses = pd.concat([statements[USE], rows[USE]], ignore_index=True).explode("address")
    uses = uses[uses["address"].notna()]
    return uses.assign(publisher=_publisher_names(uses))


def _publisher_names(uses: pd.DataFrame) -> pd.Series:
    """The publisher as named, else the one that the record names for the site, else the site."""
    hosts = uses["address"].map(host_of)
    # "Kosmosnews (citing TASS)": the page is Kosmosnews's, whoever it cites.
    owner = uses["publisher"].str.replace(r"\s*\(.*\)$", "", regex=True)
    named = owner.mask(owner == "")
    by_host = named.groupby(hosts).agg(lambda names: names.mode().iat[0] if names.any() else None)
    return named.fillna(hosts.map(by_host)).fillna(hosts).fillna("")


def by_publisher(uses: pd.DataFrame) -> pd.DataFrame:
    """One row a publisher, those on whom most rests first."""
    groups = uses.groupby("publisher", sort=True)
    publishers = pd.DataFrame(
        {
            "statements": groups["kind"].agg(lambda kinds: int((kinds == "statement").sum())),
            "milestones": groups["milestone"].nunique(),
            "languages": groups["language"].agg(_distinct),
            "weak": groups["confidence"].agg(lambda values: int((values == "low").sum())),
            "used_words": _newest(uses),
            "uses": groups.size(),
        }
    ).reset_index()
    order = ["milestones", "statements", "publisher"]
    return publishers.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def _newest(uses: pd.DataFrame) -> pd.Series:
    """When each publisher was last of use, in the words in which the date was put."""
    in_time = uses.sort_values("used", kind="stable", na_position="first")
    return in_time.drop_duplicates("publisher", keep="last").set_index("publisher")["used_words"]


def _distinct(values: pd.Series) -> str:
    return ", ".join(sorted({value for value in values if value}))


def sentence(uses: pd.DataFrame, publishers: pd.DataFrame, page: Page) -> str:
    """On how many publishers the record rests, and on how few of them half of it."""
    say = page.say
    if uses.empty:
        return say(
            "No source is on record yet. Add an address to the column source and it shows here."
        )
    statements = int((uses["kind"] == "statement").sum())
    said = say.plural("{n} statement", "{n} statements", statements)
    rests = say.plural("{n} milestone", "{n} milestones", uses["milestone"].nunique())
    owners = say.plural("{n} publisher", "{n} publishers", len(publishers))
    weak = len(weakly_founded_rows(page))
    text = say("{said} and {rests} rest on {owners}", said=said, rests=rests, owners=owners)
    if not weak:
        return text + "."
    single = say.plural(
        "{n} milestone rests on a single weak source",
        "{n} milestones rest each on a single weak source",
        weak,
    )
    return f"{text}; {single}."


def weakly_founded_rows(page: Page) -> pd.DataFrame:
    """Milestones that rest on one address alone, and that of low confidence."""
    rows = page.rows
    single = rows["source"].str.split().str.len() == 1
    return rows[single & (rows["confidence"] == "low")]


def weakly_founded(page: Page) -> Element | None:
    rows = weakly_founded_rows(page)
    if rows.empty:
        return None
    items = [_founded(row, page) for row in rows.itertuples()]
    title = page.say("Resting on a single weak source")
    return section(title, h("ul", items, class_="plain listed"), name="weak")


def _founded(row: Row, page: Page) -> Element:
    links = [source_link(address) for address in row.source.split()]
    return h("li", milestone_link(row.id, row.title, page), " ", links)


def unsourced(page: Page) -> Element | None:
    """Rows without any source: what a contributor could mend first."""
    rows = page.rows[page.rows["source"].str.strip() == ""]
    if rows.empty:
        return None
    items = [h("li", milestone_link(row.id, row.title, page)) for row in rows.itertuples()]
    title = page.say("Without a source")
    return section(title, h("ul", items, class_="plain listed"), name="unsourced")


def publisher_table(publishers: pd.DataFrame, uses: pd.DataFrame, say: Words) -> Element:
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
    grouped = dict(list(uses.groupby("publisher")))
    cells = [
        _publisher_cells(row, grouped[row.publisher], say)
        for row in publishers.head(PUBLISHERS_SHOWN).itertuples()
    ]
    note = say("Last used: the day of the newest statement or event that it supports.")
    more = more_words(len(publishers) - PUBLISHERS_SHOWN, say)
    rest = h("p", more, class_="more") if more else None
    return section(heading, table(columns, cells, name=heading), rest, name="publishers", note=note)


def _publisher_cells(row: Row, uses: pd.DataFrame, say: Words) -> tuple[Content, ...]:
    addresses = sorted(set(uses["address"]))
    links = [h("li", source_link(item, whole=True)) for item in addresses[:ADDRESSES_SHOWN]]
    more = more_words(len(addresses) - ADDRESSES_SHOWN, say)
    links += [h("li", more)] if more else []
    count = say.plural("{n} address", "{n} addresses", len(addresses))
    return (
        row.publisher,
        say.number(row.milestones),
        say.number(row.statements),
        row.languages or "–",
        confidence_words(uses["confidence"], say),
        say.date(row.used_words) or "–",
        h("details", h("summary", count), h("ul", links, class_="plain addresses")),
    )


def confidence_words(values: pd.Series, say: Words) -> str:
    """ "high 12, low 1": how often each confidence was given."""
    counts = values.value_counts()
    given = [(level, counts.get(level, 0)) for level in schema.CONFIDENCES]
    return ", ".join(f"{say(level)} {say.number(n)}" for level, n in given if n) or "–"
