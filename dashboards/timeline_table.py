"""The timeline as a table: the same milestones in the same order and groups, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from dashboards.components import (
    Column,
    Row,
    date_text,
    last_said,
    marks,
    milestone_link,
    no_date,
    slip_mark,
    source_links,
    status_chip,
    table,
)
from dashboards.elements import Content, Element, h
from dashboards.filters import Filter
from dashboards.outline import Entry, Heading
from dashboards.page import Page
from dashboards.row_words import heading
from dashboards.timeline_fans import cell, not_official
from dashboards.timeline_tools import address

# More rows at once than this are slow to lay out and nobody reads them to the end.
PER_PAGE: Final = 200


def table_twin(rows: pd.DataFrame, lines: Sequence[Entry], asked: Filter, page: Page) -> Element:
    """A part of the outline as tables, one under each heading, and links to the other parts."""
    pages = max(1, -(-len(lines) // PER_PAGE))
    number = min(asked.page, pages)
    first = (number - 1) * PER_PAGE
    parts = _parts(lines[first : first + PER_PAGE], _heading_before(lines, first))
    told = [_part(group, positions, rows, asked, page) for group, positions in parts]
    return h(
        "div",
        told,
        not_official(page) if asked.forecast else None,
        _pages(number, pages, asked, page),
        class_="tl-twin tl-with-forecast" if asked.forecast else "tl-twin",
    )


def _heading_before(lines: Sequence[Entry], first: int) -> Heading | None:
    """Under which heading a part begins that begins amid the rows of a group."""
    before = (entry for entry in reversed(lines[:first]) if isinstance(entry, Heading))
    return next(before, None)


def _parts(lines: Sequence[Entry], first: Heading | None) -> list[tuple[Heading | None, list[int]]]:
    parts: list[tuple[Heading | None, list[int]]] = [(first, [])]
    for entry in lines:
        if isinstance(entry, Heading):
            parts.append((entry, []))
        else:
            parts[-1][1].append(entry)
    return parts if parts[0][1] else parts[1:]


def _part(
    group: Heading | None, positions: list[int], rows: pd.DataFrame, asked: Filter, page: Page
) -> Element:
    say = page.say
    name = heading(group, say) if group else say("Milestones")
    columns = (
        Column(say("Milestone"), names_row=True),
        Column(say("Status"), "state"),
        Column(say("First promised")),
        Column(say("Now"), "when"),
        *([Column(say("Forecast"), "expected")] if asked.forecast else []),
        Column(say("Last said by")),
        Column(say("Source"), "from"),
    )
    told = rows.iloc[positions]
    cells = [_cells(row, asked, page) for row in told.itertuples()]
    title = h("h3" if group and group.level else "h2", name) if group else None
    return h("section", title, table(columns, cells, name=name) if cells else None)


def _cells(row: Row, asked: Filter, page: Page) -> tuple[Content, ...]:
    say = page.say
    now = date_text(row.current_words, say) or no_date(row, say)
    return (
        milestone_link(row.id, row.title, page),
        status_chip(row.status, say),
        date_text(row.baseline_words, say),
        [now, " ", slip_mark(row, say), [[" ", mark] for mark in marks(row, say)]],
        *([cell(row.id, page)] if asked.forecast else []),
        last_said(row, say) if row.announced else None,
        source_links(row.source),
    )


def _pages(number: int, pages: int, asked: Filter, page: Page) -> Element | None:
    if pages == 1:
        return None
    say = page.say
    links = []
    for step, text in ((-1, say("← Earlier rows")), (1, say("More rows →"))):
        if 1 <= number + step <= pages:
            links.append(h("a", text, href=address(asked.but(page=number + step), page)))
    count = say("Page {number} of {pages}", number=number, pages=pages)
    return h("nav", links, h("span", count, class_="muted"), class_="tl-pages",
             aria_label=say("Pages of the table"))  # fmt: skip
