"""The data addresses: which files there are, of what kind, and what makes each of them.

They are the same on the dashboard, in the folder that `export json` writes and on a site. What a
file needs is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from tracker.exports.edition import Edition

JSON: Final = "application/json"
CSV: Final = "text/csv"


class NotAtHand(Exception):  # noqa: N818 - what the reader is told, not a fault of the program
    """There is no such file of this edition; the message says why and what to do."""


class Address(NamedTuple):
    """A file: its name, its kind, what it is for, and its bytes of an edition.

    ``is_download``: a browser saves it rather than showing it.
    """

    name: str
    mimetype: str
    make: Callable[[Edition], bytes]
    is_download: bool = False


def calendar(edition: Edition) -> bytes:
    from tracker.exports.ics import calendar

    return calendar(edition).content


def feed(edition: Edition) -> bytes:
    from tracker.exports.atom import feed

    return feed(edition)


def document(name: str, edition: Edition) -> bytes:
    from tracker.exports.documents import DOCUMENTS

    return DOCUMENTS[name](edition).encode()


def schema(name: str, _edition: Edition) -> bytes:
    from tracker.exports.edition import json_text
    from tracker.exports.json_schemas import json_schema

    return json_text(json_schema(name)).encode()


def datapackage(edition: Edition) -> bytes:
    from tracker.exports.datapackage import datapackage
    from tracker.exports.edition import json_text

    return json_text(datapackage(edition)).encode()


def table(name: str, edition: Edition) -> bytes:
    """One of the two CSV files. Raises NotAtHand."""
    from tracker.exports.tables import csv_files

    files = csv_files(edition)
    if name not in files:
        raise NotAtHand(edition.say("These data have no file {name}.", name=name))
    return files[name]


def archive(edition: Edition) -> bytes:
    from tracker.exports.package import archive

    return archive(edition)


def workbook(edition: Edition) -> bytes:
    """The workbook to edit, which is of the files as they stand. Raises NotAtHand."""
    from tracker import store
    from tracker.exports.xlsx import workbook

    if edition.content is None:
        raise NotAtHand(
            edition.say(
                "The workbook is for editing the data as they stand, so there is none as of an "
                "earlier day. Leave the day out, or take the CSV files of that day."
            )
        )
    files = store.of_content(Path(), edition.content)
    return workbook(files, as_of=edition.as_of)


TABLES: Final = ("milestones", "announcements")
DOCUMENTS: Final = (*TABLES, "changes")
ADDRESSES: Final = (
    Address("calendar.ics", "text/calendar", calendar),
    Address("feed.atom", "application/atom+xml", feed),
    *(Address(f"{name}.json", JSON, partial(document, name)) for name in DOCUMENTS),
    *(
        Address(f"schema/{name}.json", "application/schema+json", partial(schema, name))
        for name in DOCUMENTS
    ),
    Address("datapackage.json", JSON, datapackage),
    *(Address(f"{name}.csv", CSV, partial(table, f"{name}.csv"), True) for name in TABLES),
    Address(
        "milestones.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook,
        True,
    ),
    Address("export.zip", "application/zip", archive, True),
)
