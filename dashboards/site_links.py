"""Where does each thing stand on a site? Files in folders, and the paths from one to another.

The first language stands at the top, each other in a folder by its code; within a language every
page and every data file has the same path. Links are relative and name the file, so a site works
under any prefix and from a disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dashboards.outlet import SLIPS_PATH, TIMELINE_PATH
from dashboards.theme import slug
from tracker.messages import message

if TYPE_CHECKING:
    from dashboards.page import Page

FIRST: Final = "index.html"
TIMELINE: Final = "timeline.html"
SLIPS: Final = "slips.html"
FORECAST: Final = "forecast.html"
CHANGES: Final = "changes.html"
SOURCES: Final = "sources.html"
MILESTONES: Final = "milestones.html"
MILESTONE: Final = "milestone/"
YEARS: Final = "changes/"
ASSETS: Final = "assets/"
INDEX: Final = "search.js"
EDITION: Final = "edition.js"
# The anchor of the chart on the page of a milestone.
CHART: Final = "slips"
# The pages that lead to all others, by what they are called; by their path on the dashboard.
VIEWS: Final = message(
    {
        FIRST: "Status",
        TIMELINE: "Timeline",
        SLIPS: "Slips",
        FORECAST: "Forecast",
        CHANGES: "Changes",
        SOURCES: "Sources",
        MILESTONES: "Milestones",
    }
)
FILES: Final = {
    "/": FIRST,
    TIMELINE_PATH: TIMELINE,
    SLIPS_PATH: SLIPS,
    "/forecast": FORECAST,
    "/changes": CHANGES,
    "/sources": SOURCES,
}
SAFE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST: Final = 80
# Names that Windows keeps for devices, whatever their ending.
DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """The name of each milestone's file, unlike all others in any case of letters.

    An id of lower-case words is its own name. Any other has what can be read of it, and a part of
    its SHA-256: the name depends on no other milestone, so that no address ever changes.

    >>> file_names(["first-flight", "A/B", "con"])
    {'first-flight': 'first-flight', 'A/B': 'a-b-998d3ed8', 'con': 'con-1143da2b'}
    """
    return {id: _file_name(id) for id in ids}


def _file_name(id: str) -> str:
    if SAFE.fullmatch(id) and len(id) <= LONGEST and id not in DEVICES:
        return id
    legible = "-".join(re.findall(r"[a-z0-9]+", id.lower()))[: LONGEST // 2].strip("-")
    digest = hashlib.sha256(id.encode()).hexdigest()[:8]
    return f"{legible}-{digest}" if legible else digest


def folder_of(lang: str, langs: Iterable[str]) -> str:
    """The folder of a language on a site of some languages, with its slash; "" for the first."""
    return "" if lang == next(iter(langs)) else f"{lang}/"


def climb(path: str) -> str:
    """The way from a page up to the folder that its path begins in.

    >>> climb("milestone/first-flight.html"), climb("index.html")
    ('../', '')
    """
    return "../" * path.count("/")


@dataclass(frozen=True, slots=True)
class OnSite:
    """The outlet of the pages in one folder of a language.

    ``up`` leads from that folder to the one of the language. ``names`` are the file names of the
    milestones, ``drawn`` those ids that have a chart of how their date moved, ``parts`` the page on
    which each track of the timeline begins, ``data`` the names of the data files.
    """

    up: str
    names: Mapping[str, str]
    drawn: frozenset[str]
    parts: Mapping[str, str]
    data: frozenset[str]
    is_served: bool = False
    is_one_file: bool = False

    def address(self, _page: Page, path: str, _query: Mapping[str, str], /) -> str:
        return self.up + FILES.get(path, path.removeprefix("/"))

    def milestone(self, _page: Page, milestone_id: str, /) -> str:
        return f"{self.up}{MILESTONE}{quote(self.names[milestone_id])}.html"

    def statement(self, page: Page, milestone_id: str, anchor: str, /) -> str:
        return f"{self.milestone(page, milestone_id)}#{anchor}"

    def slips(self, page: Page, milestone_id: str, /) -> str:
        place = f"#{CHART}" if milestone_id in self.drawn else ""
        return self.milestone(page, milestone_id) + place

    def timeline(self, _page: Page, filters: Mapping[str, str], /) -> str | None:
        """A track is a place on the timeline, a status one in the list; nothing else is chosen."""
        chosen = {name: value for name, value in filters.items() if value}
        match chosen:
            case {"track": track, **rest} if not rest:
                place = slug(track)
                return f"{self.up}{self.parts[place]}#{place}" if place in self.parts else None
            case {"status": status, **rest} if not rest:
                return f"{self.up}{MILESTONES}#{status.partition(',')[0]}"
            case {"q": _, **rest} if not rest:
                return f"{self.up}{TIMELINE}"
        return None

    def has(self, name: str, /) -> bool:
        return name in self.data
