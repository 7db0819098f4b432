"""What one request asks for, and the addresses of everything that it may lead to.

The address is the state: a view takes its filters, its range and its day from the query and from
nowhere else, so a link opened elsewhere shows the same page.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode

import numpy as np
import pandas as pd

from dashboards.elements import Element
from dashboards.outlet import MILESTONE_PATH as MILESTONE_PATH
from dashboards.outlet import SERVER, Outlet
from dashboards.outlet import SLIPS_PATH as SLIPS_PATH
from dashboards.outlet import TIMELINE_PATH as TIMELINE_PATH
from dashboards.outlet import anchor as anchor
from tracker.columns import Row, rows_of
from tracker.programme import Programme
from tracker.schema import LANGUAGES
from tracker.snapshot import snapshot, snapshot_columns, title_column, titled
from tracker.words import Words, words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

STATUS_PATH: Final = "/"
CHANGES_PATH: Final = "/changes"
SOURCES_PATH: Final = "/sources"
FORECAST_PATH: Final = "/forecast"
DATA_PATH: Final = "/data"
# Where the server is asked to keep a version, so that an address may pin it.
KEEP_PATH: Final = "/keep"
HEALTH_PATH: Final = "/healthz"
# Where Dash serves plotly.js from.
PLOTLY: Final = "/_dash-component-suites/plotly/package_data/plotly.min.js"
# Where the token is entered that lets a reader edit.
ENTRY_PATH: Final = "/enter"
LEAVING_PATH: Final = "/leave"
# What holds for the whole visit and goes along to every page.
CARRIED: Final = ("as_of", "version", "lang")
# So many digits of a data version name it in an address (`tracker.archive` finds it by them).
VERSION_DIGITS: Final = 12
LANGUAGE: Final = "en"
WRITTEN_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2100

Clock = Callable[[], date]


@dataclass(frozen=True, slots=True)
class Frozen:
    """The data version that an address pins, kept or committed on a day, read again on another.

    ``newer`` says that the data hold something else by now.
    """

    kept: date
    opened: date
    newer: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One request: the programme, the day asked for, the language, the query.

    ``asked`` is the address as it came, ``query`` and ``path`` what it says; ``origin`` is the
    server's own name ("http://127.0.0.1:8050"). On a frozen page ``today`` is the last day of
    which its data can tell, so that it looks as it did. ``read_on`` is the day by the calendar,
    which is another than ``today`` where a past day is served. ``outlet`` knows where things stand:
    on a server, in one file, on a site.
    ``chart_width`` is that of the drawing which fits the reader's window, 0 as long as that is not
    known. ``may_edit`` says whether its reader may edit the record, ``may_enter`` whether the token
    would let them, ``may_leave`` whether it is what lets them. ``standing`` names the live page
    that stays where it stands (`Held`), "" for any other.
    """

    programme: Programme
    as_of: date
    today: date
    lang: str
    say: Words
    query: Mapping[str, str] = field(default_factory=dict)
    path: str = STATUS_PATH
    asked: str = STATUS_PATH
    outlet: Outlet = SERVER
    origin: str = ""
    frozen: Frozen | None = None
    read_on: date | None = None
    chart_width: int = 0
    may_edit: bool = False
    standing: str = ""
    may_enter: bool = False
    may_leave: bool = False
    # The milestones that a report is confined to; none: it is of all.
    only: frozenset[str] = frozenset()
    # Today's addresses of files of ours, by the plain ones.
    files: Mapping[str, str] = field(default_factory=dict)
    # What goes along to every page, and the same as text: a page has a thousand links.
    carried: Mapping[str, str] = field(default_factory=dict)
    tail: str = ""

    @property
    def rows(self) -> pd.DataFrame:
        """The milestones known on the day, one row each (`tracker.snapshot`)."""
        return titled(known_milestones(self.programme, self.as_of, self.only), self.lang)

    @property
    def known(self) -> Sequence[Row]:
        """The same, to be gone through one by one, which is many times faster than by the frame."""
        return known_rows(self.programme, self.as_of, self.lang, self.only)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each of them."""
        return {row.id: row.title for row in self.known}

    def address(self, path: str, /, **query: str) -> str:
        """A page of the product, with what is carried along; blank values are left out."""
        return self.outlet.address(self, path, query)

    def milestone(self, milestone_id: str) -> str:
        """Where a milestone is told in full."""
        return self.outlet.milestone(self, milestone_id)

    def slips(self, milestone_id: str) -> str:
        """Where it is told how the date of a milestone moved."""
        return self.outlet.slips(self, milestone_id)

    def timeline(self, **filters: str) -> str | None:
        """The timeline with filters set; in the report, which has one timeline, nothing."""
        return self.outlet.timeline(self, filters)

    @property
    def is_served(self) -> bool:
        """Whether a server answers to what a reader chooses."""
        return self.outlet.is_served

    @property
    def in_file(self) -> bool:
        """Whether all there is stands on this one page, as in the report."""
        return self.outlet.is_one_file

    @property
    def misread_day(self) -> str:
        """What the address gives for a day and is none, "" when all is well."""
        asked = self.query.get("as_of", "")
        return "" if day_asked(asked) else asked

    @property
    def future_day(self) -> date | None:
        """The day of the address when it has not come yet: nothing can be known as of then."""
        asked = day_asked(self.query.get("as_of", ""))
        return asked if asked and asked > self.opened else None

    @property
    def missing_version(self) -> str:
        """The data version of the address that is not kept, "" when all is well."""
        return "" if self.frozen else self.query.get("version", "")

    @property
    def opened(self) -> date:
        """The day on which the page is looked at, whatever day its data are of."""
        return self.frozen.opened if self.frozen else self.today

    @property
    def retrieved(self) -> date:
        """The day on which the page is read, by the calendar."""
        return self.read_on or self.opened

    @property
    def place(self) -> str:
        """The path as it stands in an address."""
        return quote(self.path)

    def on(self, day: date) -> str:
        """The same page as of another day."""
        # Today goes on: a link without a day shows tomorrow what is known then.
        as_of = "" if day == self.today and not self.frozen else day.isoformat()
        return self._again(as_of=as_of)

    @property
    def of_today(self) -> str:
        """The same page as things stand today."""
        return self._again(as_of="", version="")

    @property
    def pinned(self) -> str:
        """The same page for ever: with its day and its data version."""
        version = self.programme.version[:VERSION_DIGITS]
        return self._again(as_of=self.as_of.isoformat(), version=version)

    def in_language(self, lang: str) -> str:
        """The same page in another language."""
        return self._again(lang="" if lang == LANGUAGE else lang)

    def _again(self, **changed: str) -> str:
        missed = {"version": self.missing_version, "as_of": self.misread_day}
        dropped = {name: "" for name, text in missed.items() if text}
        asked = {**self.query, **dropped, **changed}
        told = {name: value for name, value in asked.items() if value}
        return self.place + ("?" + urlencode(told) if told else "")

    @property
    def milestone_id(self) -> str:
        """The milestone that the path names, "" when it names none."""
        return self.path.removeprefix(MILESTONE_PATH) if is_milestone(self.path) else ""


class View(Protocol):
    """A view is a module: its address, its name, its content as elements and as live components."""

    PATH: str
    TITLE: str

    def content(self, page: Page) -> Element:
        """The whole view, as it stands in the first answer of the server."""

    def layout(self, page: Page) -> Any:
        """The same as live components of Dash, as elements when nothing in it is live, or both."""

    def register(self, app: Any, live: LiveProgramme) -> None:
        """Add the view's callbacks to an app."""


def page_of(
    programme: Programme,
    *,
    path: str,
    search: str,
    today: date,
    origin: str = "",
    frozen: Frozen | None = None,
) -> Page:
    """What an address asks for. A day that cannot be read, or has not come, is today; a language
    that is not spoken here is English."""
    query = dict(parse_qsl(search.removeprefix("?")))
    lang = spoken(query.pop("lang", LANGUAGE))
    if lang != LANGUAGE:  # English goes without saying
        query["lang"] = lang
    asked = day_asked(query.get("as_of", ""))
    is_known = asked is not None and asked <= (frozen.opened if frozen else today)
    # A day or a version that leads nowhere is left behind.
    left = {"as_of": not is_known, "version": not frozen}
    carried = {name: query[name] for name in CARRIED if query.get(name) and not left.get(name)}
    return Page(
        programme=programme,
        as_of=asked if asked and asked <= today else today,
        today=today,
        lang=lang,
        say=words(lang),
        query=query,
        path=path_asked(path),
        asked=path + search,
        origin=origin,
        frozen=frozen,
        carried=carried,
        tail=urlencode(carried),
    )


def spoken(lang: str) -> str:
    """The language that an address asks for; English when it is none of ours."""
    return lang if lang in LANGUAGES else LANGUAGE


def path_asked(path: str) -> str:
    """The path of an address, as Flask or a browser tells it, with one slash in front.

    What begins with two would be read by a browser as the name of another machine.

    >>> path_asked("/milestone/a%20b"), path_asked("//evil.example"), path_asked("/%2Fevil.example")
    ('/milestone/a b', '/evil.example', '/evil.example')
    """
    return "/" + unquote(path).lstrip("/")


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


def statement_anchor(statement: Any) -> str:
    """Where a statement stands on the page of its milestone: the same however the rows are sorted.

    It changes when what was said, by whom or on which day is corrected, and with nothing else.
    """
    parts = (statement.milestone, statement.announced, statement.speaker, statement.organisation)
    text = "\x1f".join((*parts, statement.target, statement.source))
    return f"said-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def statement_anchors(statements: Iterable[Row]) -> list[str]:
    """The anchors of statements, in their order; equal ones are told apart by number.

    Rows are equal only when they are so on the same day, so a later day changes no number.
    """
    counted: Counter[str] = Counter()
    anchors = []
    for statement in statements:
        name = statement_anchor(statement)
        counted[name] += 1
        anchors.append(name if counted[name] == 1 else f"{name}-{counted[name]}")
    return anchors


def is_milestone(path: str) -> bool:
    return path.startswith(MILESTONE_PATH)


@lru_cache(maxsize=4)
def known_milestones(
    programme: Programme, as_of: date, only: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """The snapshot of a day without what was not yet on record, or some milestones of it; worked
    out once for a version."""
    if only:
        rows = known_milestones(programme, as_of)
        return rows[rows["id"].isin(only)].reset_index(drop=True)
    rows = snapshot(programme, as_of=as_of)
    # A copy lays the columns together in memory, which every later look at the rows is faster for.
    return rows[rows["known"]].reset_index(drop=True).copy()


@lru_cache(maxsize=4)
def known_rows(
    programme: Programme, as_of: date, lang: str, only: frozenset[str] = frozenset()
) -> Sequence[Row]:
    """The same as rows, with their titles in the reader's language."""
    if only:
        return tuple(row for row in known_rows(programme, as_of, lang) if row.id in only)
    rows = snapshot_columns(programme, as_of)
    told = {**rows, "title": title_column(rows, lang)}
    return tuple(rows_of(told, np.flatnonzero(rows["known"])))
