"""Through what is a page read: a server that answers, a file by itself, or the files of a site?

Where things stand differs with it; what is told of them does not. `dashboards.site_links` has the
outlet of a site.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from dashboards.page import Page

MILESTONE_PATH: Final = "/milestone/"
TIMELINE_PATH: Final = "/timeline"
SLIPS_PATH: Final = "/slips"


class Outlet(Protocol):
    """Where each thing stands. ``is_served``: there is a server that answers to choices.
    ``is_one_file``: all there is stands on this one page."""

    @property
    def is_served(self) -> bool: ...

    @property
    def is_one_file(self) -> bool: ...

    def address(self, page: Page, path: str, query: Mapping[str, str], /) -> str:
        """A page of the product by its path on the server; what is blank in a query is left out."""

    def milestone(self, page: Page, milestone_id: str, /) -> str:
        """Where a milestone is told in full."""

    def statement(self, page: Page, milestone_id: str, anchor: str, /) -> str:
        """Where a statement stands."""

    def slips(self, page: Page, milestone_id: str, /) -> str:
        """Where it is told how the date of a milestone moved."""

    def timeline(self, page: Page, filters: Mapping[str, str], /) -> str | None:
        """The timeline of some milestones; None where there is no such thing."""

    def has(self, name: str, /) -> bool:
        """Whether a data file can be had."""


class Server:
    """Every page has an address, and carries along the day, the version and the language."""

    is_served = True
    is_one_file = False

    def address(self, page: Page, path: str, query: Mapping[str, str], /) -> str:
        told, carried = page.tail, page.carried
        own = {name: value for name, value in query.items() if value and name not in carried}
        if own:
            told = f"{urlencode(own)}&{told}" if told else urlencode(own)
        return f"{path}?{told}" if told else path

    def milestone(self, page: Page, milestone_id: str, /) -> str:
        return self.address(page, MILESTONE_PATH + quote(milestone_id, safe=""), {})

    def statement(self, page: Page, milestone_id: str, anchor: str, /) -> str:
        return f"{self.milestone(page, milestone_id)}#{anchor}"

    def slips(self, page: Page, milestone_id: str, /) -> str:
        return self.address(page, SLIPS_PATH, {"milestone": milestone_id})

    def timeline(self, page: Page, filters: Mapping[str, str], /) -> str | None:
        return self.address(page, TIMELINE_PATH, filters)

    def has(self, _name: str, /) -> bool:
        return True


class OneFile:
    """Everything stands on the same page, and there is no other to lead to."""

    is_served = False
    is_one_file = True

    def address(self, _page: Page, _path: str, _query: Mapping[str, str], /) -> str:
        return "#"

    def milestone(self, _page: Page, milestone_id: str, /) -> str:
        return f"#{anchor(milestone_id)}"

    def statement(self, _page: Page, _milestone_id: str, anchor: str, /) -> str:
        return f"#{anchor}"

    def slips(self, page: Page, milestone_id: str, /) -> str:
        return self.milestone(page, milestone_id)

    def timeline(self, _page: Page, _filters: Mapping[str, str], /) -> str | None:
        return None

    def has(self, _name: str, /) -> bool:
        return False


SERVER: Final[Outlet] = Server()
ONE_FILE: Final[Outlet] = OneFile()


def anchor(milestone_id: str) -> str:
    """Where a milestone stands on a page that holds them all, apart from the page's sections."""
    return f"m-{milestone_id}"
