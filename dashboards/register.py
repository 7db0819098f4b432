"""What does the record hold of each milestone, and where does it stand written?

One table a track, one row a milestone: what was promised first and last, what happened, how far
apart that is, how sure it is, and the pages that say so. On a screen a source is a link; on paper
it has a number, and its address stands under that number at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import pandas as pd

from dashboards.components import (
    CONFIDENCE,
    Row,
    date_text,
    is_unread,
    marks,
    no_date,
    section,
    slip_words,
    source_link,
    status_chip,
)
from dashboards.elements import Content, Element, h
from dashboards.page import LANGUAGE, Page, anchor
from dashboards.theme import slug
from tracker import schema
from tracker.dates import DateWords
from tracker.messages import message
from tracker.snapshot import certain_slip
from tracker.words import Words

# The anchor of the section that only print shows.
PAPER_ONLY: Final = "sources"

# Heading and class. For what happened, the last promise is the one that stood before it did.
DATED: Final = "when"
COLUMNS: Final = (
    (message("Milestone"), "title-cell"),
    (message("Status"), "state"),
    (message("First promised"), DATED),
    (message("Last promised"), DATED),
    (message("Happened"), DATED),
    (message("Slip"), "slip-cell"),
    (message("Note and sources"), "support-cell"),
)

# The columns of the snapshot that a row of the register tells.
NEEDED: Final = (
    "id",
    "title",
    "title_lang",
    "track",
    "status",
    "baseline_words",
    "planned",
    "planned_words",
    "actual_words",
    "current_words",
    "slip_min",
    "slip_max",
    "contested",
    "unrecorded",
    "confidence",
    "source",
    "note",
)

# Which number an address has among the notes.
Numbers: TypeAlias = Mapping[str, int]


def register(page: Page) -> Element:
    """Every milestone on record, by track, in the order of the file."""
    numbers = source_numbers(page.rows["source"])
    rows = page.rows.assign(title_lang=_title_languages(page))
    tables = [_track(track, found, numbers, page) for track, found in by_track(rows)]
    return section(page.say("Every milestone"), tables, name="register")


def _title_languages(page: Page) -> pd.Series:
    """Of each title its language where it is not that of the page."""
    own = page.rows["title" if page.lang == LANGUAGE else f"title_{page.lang}"]
    named = [None if page.lang == LANGUAGE or text.strip() else LANGUAGE for text in own]
    return pd.Series(named, index=page.rows.index, dtype=object)


def by_track(milestones: pd.DataFrame) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each track; last, under no name, those whose category no list knows."""
    rows = list(milestones[list(NEEDED)].itertuples())
    for track in (*schema.TRACKS, ""):
        found = [row for row in rows if row.track == track]
        if found:
            yield track, found


def source_numbers(cells: Iterable[str]) -> dict[str, int]:
    """A number for each address, in the order of first mention.

    >>> source_numbers(["https://b.kz https://a.ru", "", "https://b.kz"])
    {'https://b.kz': 1, 'https://a.ru': 2}
    """
    addresses = dict.fromkeys(address for cell in cells for address in cell.split())
    return {address: number for number, address in enumerate(addresses, start=1)}


def source_notes(numbers: Numbers, page: Page) -> Element | None:
    """The addresses behind the numbers; for paper only, where a link cannot be followed."""
    if not numbers:
        return None
    notes = h("ol", [h("li", address) for address in numbers], class_="notes")
    return section(page.say("Sources"), notes, name=PAPER_ONLY)


def _track(track: str, rows: Sequence[Row], numbers: Numbers, page: Page) -> Element:
    say = page.say
    name = say(track) if track else say("Other")
    count = say.plural("{n} milestone", "{n} milestones", len(rows))
    heads = [h("th", say(text), scope="col", class_=kind) for text, kind in COLUMNS]
    body = [_milestone(row, numbers, page) for row in rows]
    return h(
        "div",
        h(
            "h3",
            name,
            " ",
            h("span", count, class_="muted"),
            class_=f"track-name rail t-{slug(track)}",
        ),
        h("table", h("thead", h("tr", heads)), h("tbody", body), class_="table", aria_label=name),
        class_="register-track",
    )


def _milestone(row: Row, numbers: Numbers, page: Page) -> Element:
    """One row; what is blank takes no room, for there are many of them."""
    say = page.say
    cells: tuple[Content, ...] = (
        status_chip(row.status, say),
        _date(row.baseline_words, say),
        _date(row.planned_words, say) or (no_date(row, say) if is_unread(row) else None),
        _happened(row, say),
        _slip(row, say),
        [_note(row), _support(row, numbers, say)],
    )
    named = h("th", row.title or row.id, scope="row", lang=row.title_lang)
    texts = [_cell(column, cell, say) for column, cell in zip(COLUMNS[1:], cells, strict=True)]
    return h("tr", named, texts, id=anchor(row.id))


def _cell(column: tuple[str, str], content: Content, say: Words) -> Element:
    text, kind = column
    # A narrow screen has no heads above the dates: each says which one it is.
    cell = h("td", content, class_=kind)
    dated = kind == DATED and cell.children
    return h("td", content, class_=kind, data_label=say(text)) if dated else cell


def _happened(row: Row, say: Words) -> Content:
    if row.status == "overdue":
        return h("span", say("no outcome found"), class_="muted")
    return _date(row.actual_words, say)


def _date(words: DateWords | None, say: Words) -> Content:
    """A day is itself; a period tells its first and last day on hover."""
    if words is None or words.precision == "day":
        return say.date(words) or None
    return date_text(words, say)


def _slip(row: Row, say: Words) -> Content:
    """How far the date stands from the first promise, in words; red when late."""
    words = slip_words(row, say)
    late = certain_slip(row.slip_min, row.slip_max) > 0
    return h("span", words, class_="late") if words and late else words or None


def _note(row: Row) -> Element | None:
    return h("p", row.note) if row.note else None


def _support(row: Row, numbers: Numbers, say: Words) -> Element:
    """How sure the row is and the pages behind it, each with its number for paper."""
    sure = say(CONFIDENCE[row.confidence]) if row.confidence in CONFIDENCE else row.confidence
    links = [_numbered(address, numbers) for address in row.source.split()]
    parts: list[Content] = [sure, *links]
    if not links:
        parts.append(say("no source on record"))
    told = [part for part in parts if part]
    return h(
        "p",
        [[mark, " "] for mark in marks(row, say)],
        [[" · " if n else "", part] for n, part in enumerate(told)],
        class_="support",
    )


def _numbered(address: str, numbers: Numbers) -> list[Element]:
    return [source_link(address), h("i", f" [{numbers[address]}]")]
