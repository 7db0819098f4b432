"""What is asked of a site, and what is made of it: values that its modules share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from dashboards.data_addresses import FEEDS, REFERENCE, WORKBOOK
from dashboards.page import Page, known_rows
from dashboards.site_links import OnSite, file_names, folder_of
from dashboards.site_timeline import Part, parts_of
from tracker.exports.edition import Edition
from tracker.outlook import cases_of
from tracker.statements import statement_counts
from tracker.words import Words, words


@dataclass(frozen=True, eq=False)
class Asked:
    """An edition of the record, in some languages, for an address.

    ``base`` is the address under which the site will stand, with a slash at its end, "" where that
    is not known; ``read_on`` the day by the calendar.
    """

    edition: Edition
    read_on: date
    langs: tuple[str, ...]
    base: str = ""

    @property
    def data(self) -> frozenset[str]:
        """The data files that there are."""
        content = self.edition.content
        if content is None:
            # The workbook is of the data as they stand.
            return frozenset(FEEDS) - {WORKBOOK} | self._of_class
        missing = {"announcements.csv"} if content.announcements is None else set()
        return frozenset(FEEDS) - missing | self._of_class

    @property
    def _of_class(self) -> frozenset[str]:
        """The files of the reference class, where there is one."""
        is_there = cases_of(self.edition.programme, self.edition.as_of) is not None
        return frozenset(REFERENCE) if is_there else frozenset()


class File(NamedTuple):
    """A file of the site by its path, and what makes its bytes when its turn comes.

    ``made_of`` gives a word that is another whenever the bytes may be (`dashboards.site_inputs`);
    None for what tells of the whole record.
    """

    path: str
    make: Callable[[], bytes]
    made_of: Callable[[], str] | None = None


@dataclass(frozen=True, eq=False)
class Local:
    """The site in one language: what its pages share."""

    asked: Asked
    lang: str

    @cached_property
    def folder(self) -> str:
        """Where it stands on the site, "" at the top."""
        return folder_of(self.lang, self.asked.langs)

    @cached_property
    def say(self) -> Words:
        return words(self.lang)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The file names of the milestones by id."""
        known = known_rows(self.asked.edition.programme, self.asked.edition.as_of, self.lang)
        return file_names(row.id for row in known)

    @cached_property
    def top(self) -> Page:
        """A page in the folder of the language."""
        page = Page(
            programme=self.asked.edition.programme,
            as_of=self.asked.edition.as_of,
            today=self.asked.read_on,
            lang=self.lang,
            say=self.say,
        )
        return replace(page, outlet=self._outlet(page))

    @cached_property
    def below(self) -> Page:
        """A page in a folder of that one."""
        assert isinstance(self.top.outlet, OnSite)
        return replace(self.top, outlet=replace(self.top.outlet, up="../"))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The pages of the timeline."""
        return parts_of(self.top.rows, self.say)

    @cached_property
    def edition(self) -> Edition:
        """The record for the data files, with links to where its pages will stand."""
        return replace(self.asked.edition, lang=self.lang, page_of=self._page_of)

    def canonical(self, path: str) -> str:
        """The address of a file of this language, "" where nobody knows it."""
        return f"{self.asked.base}{self.folder}{path}" if self.asked.base else ""

    def _page_of(self, milestone_id: str) -> str:
        if milestone_id not in self.names:
            return ""
        return self.canonical(self.top.milestone(milestone_id))

    def _outlet(self, page: Page) -> OnSite:
        counts = statement_counts(page.programme, as_of=page.as_of)
        begins: dict[str, str] = {}
        for part in parts_of(page.rows, self.say):
            for titled, _ in part.pieces:
                begins.setdefault(titled.track, part.path)
        return OnSite("", self.names, frozenset(counts), begins, self.asked.data)
