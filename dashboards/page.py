"""What one request asks for, and the addresses of everything that it may lead to.

The address is the state: a view takes its filters, its range and its day from the query and from
nowhere else, so a link opened elsewhere shows the same page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode

import pandas as pd

from dashboards.elements import Element
from tracker.programme import Programme
from tracker.snapshot import snapshot, titled
from tracker.words import Words, words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

STATUS_PATH: Final = "/"
TIMELINE_PATH: Final = "/timeline"
SLIPS_PATH: Final = "/slips"
SOURCES_PATH: Final = "/sources"
MILESTONE_PATH: Final = "/milestone/"
# What holds for the whole visit and goes along to every page.
CARRIED: Final = ("as_of", "lang")
LANGUAGE: Final = "en"
WRITTEN_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2100

Clock = Callable[[], date]


@dataclass(frozen=True, slots=True)
class Page:
    """One request: the programme, the day asked for, the language, the query.

    ``asked`` is the address as it came, ``query`` and ``path`` what it says. ``in_file`` is True
    in the report, where every milestone stands on the same page and there is no other view to
    lead to.
    """

    programme: Programme
    as_of: date
    today: date
    lang: str
    say: Words
    query: Mapping[str, str] = field(default_factory=dict)
    path: str = STATUS_PATH
    asked: str = STATUS_PATH
    in_file: bool = False

    @property
    def rows(self) -> pd.DataFrame:
        """The milestones known on the day, one row each (`tracker.snapshot`)."""
        return titled(known_milestones(self.programme, self.as_of), self.lang)

    def address(self, path: str, /, **query: str) -> str:
        """A page of the product, with what is carried along; blank values are left out."""
        carried = {name: self.query[name] for name in CARRIED if name in self.query}
        if self.misread_day:
            del carried["as_of"]
        asked = {name: value for name, value in (query | carried).items() if value}
        return path + ("?" + urlencode(asked) if asked else "")

    def milestone(self, milestone_id: str) -> str:
        """Where a milestone is told in full."""
        if self.in_file:
            return f"#{anchor(milestone_id)}"
        return self.address(MILESTONE_PATH + quote(milestone_id, safe=""))

    def timeline(self, **filters: str) -> str | None:
        """The timeline with filters set; in the report, which has one timeline, nothing."""
        return None if self.in_file else self.address(TIMELINE_PATH, **filters)

    @property
    def misread_day(self) -> str:
        """What the address gives for a day and is none, "" when all is well."""
        asked = self.query.get("as_of", "")
        return "" if day_asked(asked) else asked

    @property
    def of_today(self) -> str:
        """The same page as things stand today."""
        kept = {name: value for name, value in self.query.items() if name != "as_of"}
        return quote(self.path) + ("?" + urlencode(kept) if kept else "")

    @property
    def milestone_id(self) -> str:
        """The milestone that the path names, "" when it names none."""
        return unquote(self.path.removeprefix(MILESTONE_PATH)) if is_milestone(self.path) else ""


class View(Protocol):
    """A view is a module: its address, its name, its content as elements and as live components."""

    PATH: str
    TITLE: str

    def content(self, page: Page) -> Element:
        """The whole view, as it stands in the first answer of the server."""

    def layout(self, page: Page) -> Any:
        """The same as live components of Dash, or as elements when nothing in it is live."""

    def register(self, app: Any, live: LiveProgramme) -> None:
        """Add the view's callbacks to an app."""


def page_of(programme: Programme, *, path: str, search: str, today: date) -> Page:
    """What an address asks for. A day that cannot be read is today."""
    query = dict(parse_qsl(search.removeprefix("?")))
    return Page(
        programme=programme,
        as_of=day_asked(query.get("as_of", "")) or today,
        today=today,
        lang=LANGUAGE,
        say=words(LANGUAGE),
        query=query,
        path=path,
        asked=path + search,
    )


def day_asked(text: str) -> date | None:
    """The day of an address, written as 2026-04-30; None for anything else.

    >>> day_asked("2026-04-30"), day_asked("20260430"), day_asked("2026-W18-4")
    (datetime.date(2026, 4, 30), None, None)
    """
    # Python reads more forms of ISO 8601 than the command line does, and than people recognise.
    if not WRITTEN_DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def anchor(milestone_id: str) -> str:
    """Where a milestone stands on a page that holds them all, apart from the page's sections."""
    return f"m-{milestone_id}"


def statement_anchor(statement: Any) -> str:
    """Where a statement stands on the page of its milestone: the same however the rows are sorted.

    It changes when what was said, by whom or on which day is corrected, and with nothing else.
    """
    parts = (statement.milestone, statement.announced, statement.speaker, statement.organisation)
    text = "\x1f".join((*parts, statement.target, statement.source))
    return f"said-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def is_milestone(path: str) -> bool:
    return path.startswith(MILESTONE_PATH)


@lru_cache(maxsize=4)
def known_milestones(programme: Programme, as_of: date) -> pd.DataFrame:
    """The snapshot of a day without what was not yet on record; worked out once for a version."""
    rows = snapshot(programme, as_of=as_of)
    # A copy lays the columns together in memory, which every later look at the rows is faster for.
    return rows[rows["known"]].reset_index(drop=True).copy()
