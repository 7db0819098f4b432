"""The pieces of a page: cards, tables, status chips, dates, marks, links, as elements.

A piece is a function from rows to an element. The report and the dashboard use the
same; where a link leads is the page's to know.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from math import isnan
from typing import Final

import pandas as pd

from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.theme import SIDE_NAME, SIDE_SYMBOL, STATUS_LOOK
from tracker import schema
from tracker.addresses import host_of
from tracker.columns import Row as Row  # what a piece is made of
from tracker.dates import DateWords
from tracker.messages import message
from tracker.words import Words, certain_span

CONFIDENCE: Final = message(
    {
        "high": "high confidence",
        "medium": "medium confidence",
        "low": "low confidence",
    }
)

# Of these a date stands against the first promise. What was given up kept and broke nothing; of
# what is overdue the date that would count is not known.
COMPARED: Final = ("done", "due", "upcoming")

# What is built or flies; meetings and anniversaries keep their day.
BUILT_AND_FLOWN: Final = ("vehicle", "ground", "flight-test", "launch")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its class, and whether it names the row."""

    heading: Content
    kind: str = ""
    names_row: bool = False
    label: str = ""


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Content]],
    *,
    name: str,
    anchors: Iterable[str] = (),
) -> Element:
    """A table that a narrow screen shows as cards.

    ``anchors``: one a row, where each can be led to.
    """
    head = h("tr", [_heading(column) for column in columns])
    ids = chain(anchors, repeat(None))
    body = [
        h("tr", map(_cell, columns, row), id=anchor) for row, anchor in zip(rows, ids, strict=False)
    ]
    return h(
        "table",
        h("thead", head),
        h("tbody", body),
        class_="table",
        aria_label=name,
    )


def _heading(column: Column) -> Element:
    return h("th", column.heading, scope="col", class_=column.kind or None)


def _cell(column: Column, content: Content) -> Element:
    label = column.label or (column.heading if isinstance(column.heading, str) else "")
    if column.names_row:
        kind = f"names-row {column.kind}".strip()
        return h("th", content, scope="row", class_=kind)
    return h("td", content, class_=column.kind or None, data_label=label or None)


def section(title: str, *content: Content, name: str, note: Content = None) -> Element:
    """A panel with its heading; `name` is its anchor."""
    heading = h("h2", title, id=f"{name}-title")
    return h(
        "section",
        h("div", heading, h("p", note, class_="note") if note else None, class_="panel-head"),
        *content,
        class_=f"panel panel-{name}",
        id=name,
        aria_labelledby=f"{name}-title",
    )


def card(
    label: Content, figure: str, note: Content, *, href: str | None, kind: str = ""
) -> Element:
    """One figure with what it counts; a link to the rows behind it where there is somewhere."""
    inside = (
        h("span", label, class_="card-label"),
        h("span", figure, class_="card-figure"),
        h("span", note, class_="card-note"),
    )
    classes = f"card {kind}".strip()
    return h("a", *inside, href=href, class_=classes) if href else h("div", *inside, class_=classes)


def status_chip(status: str, say: Words) -> Element:
    """A status by symbol and word."""
    look = STATUS_LOOK[status]
    symbol = h("span", look.symbol, aria_hidden="true", class_="symbol")
    word = h("span", say(look.word), class_="word")
    return h("span", symbol, " ", word, class_=f"status status-{status}")


def side_chip(side: str, say: Words) -> Element | None:
    """Who spoke, by symbol and word; nothing for a side that no list knows."""
    if side not in SIDE_NAME:
        return None
    symbol = h("span", SIDE_SYMBOL[side], aria_hidden="true", class_=f"symbol side-{side}")
    return h("span", symbol, " ", say(SIDE_NAME[side]), class_="side")


def date_text(words: DateWords | None, say: Words) -> Element | None:
    """A date in the reader's words; its window and the words as typed on hover."""
    if words is None:
        return None
    return h("span", say.date(words), class_="date", title=window_text(words, say))


def window_text(words: DateWords, say: Words) -> str:
    """The days that a date allows: "1 Jan 2026 to 31 Dec 2026"."""
    if words.earliest is None or words.latest is None:
        if words.earliest:
            return say("{day} or later", day=say.day(words.earliest))
        return say("{day} or sooner", day=say.day(words.latest)) if words.latest else ""
    if words.earliest == words.latest:
        return say.day(words.latest)
    return say("{first} to {last}", first=say.day(words.earliest), last=say.day(words.latest))


def days_text(words: DateWords, say: Words) -> str:
    """The same in as little room as a cell has: "1 Oct – 31 Dec 2025"."""
    if words.earliest is None or words.latest is None or words.earliest == words.latest:
        return window_text(words, say)
    first, last = say.day(words.earliest), say.day(words.latest)
    if words.earliest.year == words.latest.year:
        first = first.removesuffix(f" {words.earliest.year}")
    return say("{first} – {last}", first=first, last=last)


def is_unread(row: Row) -> bool:
    """Whether a date stands in the file that cannot be read: then it is not that there is none."""
    return bool(row.unread)


def no_date(row: Row, say: Words) -> str:
    """Why no date is shown."""
    return say("date cannot be read") if is_unread(row) else say("no date announced")


def doubt(row: Row, say: Words) -> str:
    """How sure a fact is when it is less than sure: " (medium confidence)"."""
    if row.confidence not in CONFIDENCE or row.confidence == "high":
        return ""
    return f" ({say(CONFIDENCE[row.confidence])})"


def last_said(row: Row, say: Words) -> Element | None:
    """Who gave the date that holds, and when."""
    who = row.speaker or row.organisation
    if who and row.side == "press":
        who = say("{name} (press)", name=who)
    parts = [part for part in (who, say.date(row.announced_words) or row.announced) if part]
    return h("span", ", ".join(parts), class_="muted", title=row.organisation or None)


def slip_mark(row: Row, say: Words) -> Element | None:
    """How far the date stands from the first promise, short: red when late."""
    words = slip_words(row, say)
    if not words:
        return None
    span = certain_span(row.slip_min, row.slip_max, row.baseline_words, row.current_words)
    if span is None:
        return None
    kind = "slip late" if span[0] < span[1] else "slip"
    return h("span", say.short_duration(*span), class_=kind, title=words)


def slip_words(row: Row, say: Words) -> str:
    """The slip in a sentence, "" where there is nothing that could be told without guessing."""
    if row.status not in COMPARED or row.baseline_words is None or row.current_words is None:
        return ""
    return say.slip(row.slip_min, row.slip_max, row.baseline_words, row.current_words)


def marks(row: Row, say: Words) -> list[Element]:
    """What a reader should know before believing a date; one phrase each, the same everywhere."""
    phrases = {
        "contested": say("sides differ"),
        "weak": say("weak source"),
        "unrecorded": say("no announcement on record"),
    }
    holds = {
        "contested": row.contested,
        "weak": row.confidence == "low",
        "unrecorded": row.unrecorded and not is_unread(row),
    }
    return [
        h("span", phrase, class_=f"mark mark-{name}")
        for name, phrase in phrases.items()
        if holds[name]
    ]


def milestone_link(milestone_id: str, title: str, page: Page) -> Element:
    return h("a", title or milestone_id, href=page.milestone(milestone_id), class_="milestone")


def more_words(n: int, say: Words) -> str:
    """That rows are left out, "" when none are."""
    return say.plural("and {n} more", "and {n} more", n) if n > 0 else ""


def more(n: int, address: str | None, say: Words) -> Element | None:
    """How many rows are left out, and where they are; None when none are."""
    text = more_words(n, say)
    if not text:
        return None
    return h("p", h("a", text, href=address) if address else text, class_="more")


def source_links(text: str) -> list[Element]:
    """The addresses of a `source` cell, one link each, named by their host."""
    return [source_link(address) for address in text.split()]


def source_link(address: str, *, whole: bool = False) -> Element:
    """A link to a page that is not ours: it learns nothing of where the reader comes from."""
    host = host_of(address)
    if not host:
        return h("span", address, class_="source")
    text = address if whole else host
    return h("a", text, href=address, rel="noopener noreferrer", class_="source")


def sorted_by_date(rows: Iterable[Row]) -> list[Row]:
    """By the end of the window, then its start, then id; open ends last."""
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[int, int, str]:
    return day_number(row.current_latest), day_number(row.current_earliest), row.id


def day_number(day: pd.Timestamp) -> int:
    """A number by which days sort; the open side of a window comes after all of them."""
    return sys.maxsize if day is pd.NaT else day.toordinal()


def of_status(rows: Iterable[Row], *statuses: str) -> list[Row]:
    unknown = set(statuses) - set(schema.STATUSES)
    if unknown:
        raise KeyError(f"no such status: {', '.join(sorted(unknown))}")
    return [row for row in rows if row.status in statuses]


def built_and_flown(rows: Iterable[Row]) -> list[Row]:
    """The launches and works that happened and had been promised."""
    done = of_status(rows, "done")
    return [row for row in done if row.category in BUILT_AND_FLOWN and not isnan(row.slip_min)]


def reading(row: Row, as_of: date, say: Words) -> str:
    """What the status of an open milestone comes to on the day, in time."""
    if row.status == "overdue" and not isnan(row.overdue_days):
        return say.duration(row.current_latest.date(), as_of)
    if row.status == "due" and not pd.isna(row.current_latest):
        left = say.duration(as_of, row.current_latest.date())
        return say("window closes in {duration}", duration=left)
    if row.status == "upcoming":
        return say(
            "begins in {duration}", duration=say.duration(as_of, row.current_earliest.date())
        )
    return ""


def hidden_fields(query: Mapping[str, str]) -> list[Element]:
    """The rest of an address, which a form with some of its words would otherwise leave behind."""
    return [
        h("input", type="hidden", name=name, value=value) for name, value in query.items() if value
    ]
