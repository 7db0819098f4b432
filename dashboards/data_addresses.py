"""Every data address there is, on the dashboard and on a site."""

from __future__ import annotations

from typing import Final

from tracker.exports.addresses import ADDRESSES, Address
from tracker.exports.edition import Edition

WORKBOOK: Final = "milestones.xlsx"


def brief(edition: Edition) -> bytes:
    # Its drawing is loaded when somebody asks for it, not before the first page can be shown.
    from dashboards.brief import brief

    return brief(edition).encode()


FEEDS: Final = {
    address.name: address for address in (*ADDRESSES, Address("brief.md", "text/markdown", brief))
}
