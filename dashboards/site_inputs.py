"""What is each file of a site made of? A word that is another whenever the file may be.

Most files tell of the whole record, the day and the version; the page of a milestone and that of a
year say nothing that is true for one day only, and are made of the few rows that they tell of. Line
numbers and the days since a date passed are in those rows and on none of these pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dashboards import by_milestone
from dashboards.components import Row
from dashboards.page import Page
from dashboards.site_asked import Asked
from tracker.change import Change

# Of a row these are told nowhere on the page of its milestone.
UNTOLD = frozenset({"line", "overdue_days"})
MOVE = ("kind", "slip_min", "slip_max")
SAID = ("key", "announced_earliest", "announced_latest", "target_words", "withdrawn")
NEIGHBOUR = ("id", "title", "status", "current_words")


def of_record(asked: Asked, *, has_png: bool) -> str:
    """What is made of the whole record, on the day, for all that was asked."""
    edition = asked.edition
    return _word(
        (edition.programme.name, edition.programme.version, edition.as_of, asked.read_on),
        (asked.langs, asked.base, has_png, sorted(asked.data)),
    )


def of_milestone(row: Row, until: date | None, page: Page, frame: str) -> str:
    """The page of a milestone in a frame, with a chart up to a day or none.

    The frame has the language, the address of the site and everything around the content.
    """
    outlet = page.outlet
    return _word(
        (frame, until, page.timeline(track=row.track), outlet.slips(page, row.id)),
        _cells(row),
        *map(_cells, by_milestone.statements_on(row.id, page)),
        *_chart(row, page),
        *_neighbours(row, page),
    )


def _chart(row: Row, page: Page) -> Iterator[object]:
    """The statements that its chart draws, oldest first, each with what it changed."""
    moved = by_milestone.moved(page.programme, page.as_of)
    for said in by_milestone.told_on(row.id, page):
        move = moved.get(said.line)
        yield [getattr(said, name) for name in SAID]
        yield None if move is None else [getattr(move, name) for name in MOVE]


def _neighbours(row: Row, page: Page) -> Iterator[object]:
    needs = (by_milestone.row_of(name, page) for name in row.depends_on.split())
    in_order = sorted(filter(None, needs), key=lambda needed: needed.line)
    for rows in (in_order, by_milestone.needed_by(row.id, page)):
        yield [[getattr(other, name) for name in NEIGHBOUR] for other in rows]


def of_year(
    found: Sequence[Change], beside: Iterable[int], sentence: str, page: Page, frame: str
) -> str:
    """The page of a year: its changes and the titles of their milestones, the years ``beside``."""
    titles = page.titles
    named = [titles.get(change.id) for change in found]
    return _word((frame, sentence, sorted(beside)), found, named)


def _cells(row: Row) -> list[object]:
    return [cell for name, cell in zip(row._fields, row, strict=True) if name not in UNTOLD]


def _word(*parts: object) -> str:
    told = hashlib.sha256()
    for part in parts:
        told.update(repr(part).encode(errors="surrogatepass"))
        told.update(b"\x1e")
    return told.hexdigest()[:32]
