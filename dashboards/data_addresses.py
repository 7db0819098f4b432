"""Every data address there is, on the dashboard and on a site."""

from __future__ import annotations

from functools import partial
from typing import Final

from tracker.exports.addresses import ADDRESSES, CSV, Address, NotAtHand
from tracker.exports.edition import Edition
from tracker.messages import reason

WORKBOOK: Final = "milestones.xlsx"


def brief(edition: Edition) -> bytes:
    # Its drawing is loaded when somebody asks for it, not before the first page can be shown.
    from dashboards.brief import brief

    return brief(edition).encode()


FEEDS: Final = {
    address.name: address for address in (*ADDRESSES, Address("brief.md", "text/markdown", brief))
}


def reference(name: str, edition: Edition) -> bytes:
    """A file of the reference class with the rows that were known on the day. Raises NotAtHand."""
    from tracker.reference import NoReference, reference_of
    from tracker.reference_files import file_known

    try:
        return file_known(reference_of(edition.programme.name), name, as_of=edition.as_of)
    except NoReference as refusal:
        raise NotAtHand(edition.say.again(reason(refusal))) from None


# What the forecast is made of. It is no part of an edition: it changes with files of its own.
REFERENCE: Final = {
    f"reference/{name}": Address(f"reference/{name}", CSV, partial(reference, name), True)
    for name in ("announcements.csv", "actuals.csv")
}
