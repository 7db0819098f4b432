"""The timeline of a site: drawings track by track, over several pages for many lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pandas as pd

from dashboards.components import section
from dashboards.elements import Element, h
from dashboards.outline import Entry, in_order
from dashboards.page import Page
from dashboards.report_timeline import Titled, figure, how_to_read, titled_pieces
from dashboards.site_links import TIMELINE
from tracker.words import Words

FOLDER: Final = "timeline/"
# A page of more lines than these is slow to lay out on a telephone.
MOST_LINES: Final = 600


class Part(NamedTuple):
    """One page of the timeline: its path, and the lines of each drawing under its heading."""

    path: str
    pieces: tuple[tuple[Titled, Sequence[Entry]], ...]


def parts_of(rows: pd.DataFrame, say: Words) -> tuple[Part, ...]:
    """The pages of the timeline of some milestones; at least one."""
    pages: list[list[tuple[Titled, Sequence[Entry]]]] = [[]]
    lines = 0
    for titled, piece in titled_pieces(in_order(rows), say):
        if lines and lines + len(piece) > MOST_LINES:
            pages.append([])
            lines = 0
        pages[-1].append((titled, piece))
        lines += len(piece)
    return tuple(Part(_path(n), tuple(pieces)) for n, pieces in enumerate(pages, 1))


def _path(number: int) -> str:
    return TIMELINE if number == 1 else f"{FOLDER}{number}.html"


def content(part: Part, parts: Sequence[Part], page: Page) -> Element:
    """A page of the timeline with the key to its marks; several lead to one another."""
    say, rows = page.say, in_order(page.rows)
    told = h("p", how_to_read(rows, say), class_="prose")
    panel = section(say("Timeline"), told, list(_figures(part, rows, page)), name="timeline")
    heading = say("Timeline as of {day}", day=say.day(page.as_of))
    return h(
        "div",
        h("h1", heading, class_="unseen"),
        _pages(part, parts, page),
        panel,
        _pages(part, parts, page) if len(parts) > 1 else None,
        class_="view",
    )


def _figures(part: Part, rows: pd.DataFrame, page: Page) -> Iterator[Element]:
    named: set[str] = set()
    for titled, lines in part.pieces:
        # The first drawing of a track is where a link to the track leads.
        place = titled.track if titled.track not in named else None
        named.add(titled.track)
        yield h("div", figure(titled, lines, rows, page), id=place)


def _pages(shown: Part, parts: Sequence[Part], page: Page) -> Element | None:
    """The other pages, each by the track with which it begins."""
    if len(parts) == 1:
        return None
    links = [
        h("a", part.pieces[0][0].text if part.pieces else str(n),
          href=page.address(f"/{part.path}"),
          aria_current="page" if part is shown else None)
        for n, part in enumerate(parts, 1)
    ]  # fmt: skip
    return h("nav", links, class_="pages", aria_label=page.say("Pages of the timeline"))
