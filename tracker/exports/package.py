"""The record as a folder of files, and the same folder packed: tables, documents, what they mean.

Packed twice, the same edition gives the same bytes: the files have a fixed order, and the time of
each is the day that it tells of.
"""

from __future__ import annotations

import io
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.exports.datapackage import datapackage
from tracker.exports.documents import DOCUMENTS, schema_address
from tracker.exports.edition import PRODUCT, TAGLINE, Edition, how_to_cite, json_text
from tracker.exports.json_schemas import json_schema
from tracker.exports.tables import csv_files

README: Final = "README.md"
# What an archive says of a file that everybody may read: Unix, rw-r--r--.
UNIX: Final = 3
READABLE: Final = 0o100644 << 16
FIRST_YEAR_OF_ZIP: Final = 1980


def folder(edition: Edition) -> dict[str, bytes]:
    """Every file by its name, the one that explains the others first."""
    files = {
        **csv_files(edition),
        "datapackage.json": json_text(datapackage(edition)).encode(),
        **{f"{name}.json": make(edition).encode() for name, make in DOCUMENTS.items()},
        **{schema_address(name): json_text(json_schema(name)).encode() for name in DOCUMENTS},
    }
    return {README: readme(edition).encode(), **files}


def archive(edition: Edition) -> bytes:
    """The folder as a zip file."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in folder(edition).items():
            target.writestr(entry(name, edition), content, compress_type=ZIP_DEFLATED)
    return packed.getvalue()


def entry(name: str, edition: Edition) -> ZipInfo:
    day = edition.as_of
    info = ZipInfo(name, (max(day.year, FIRST_YEAR_OF_ZIP), day.month, day.day, 0, 0, 0))
    info.create_system, info.external_attr = UNIX, READABLE
    return info


def readme(edition: Edition) -> str:
    """What each file is, of which day and version, and how to cite them."""
    say = edition.say
    if edition.content is None:
        tables = say(
            "the rows known on {day}, without what was said or happened since; text that a "
            "spreadsheet would run has an apostrophe before it",
            day=say.day(edition.as_of),
        )
    else:
        tables = say("the files as they stand, to the byte")
    told = {
        "milestones.csv, announcements.csv": tables,
        "datapackage.json": say("what their columns hold (Table Schema)"),
        "milestones.json, announcements.json, changes.json": say(
            "the same as of that day with status and slip, the windows that the dates allow, and "
            "everything that changed"
        ),
        "schema/": say("what these three hold (JSON Schema)"),
    }
    reading = say(
        "A date is kept as it was said: “end of 2025” is any day from October to December, and no "
        "day is ever filled in. Slip is counted in days, positive is late."
    )
    lines = [f"- `{name}`: {text}" for name, text in told.items()]
    return "\n".join(
        [
            f"# {PRODUCT}",
            f"\n{say(TAGLINE)}.\n",
            *lines,
            f"\n{reading}",
            f"\n## {say('How to cite')}\n\n{how_to_cite(edition)}",
            f"\n{say('Data version')}: `{edition.programme.version}`\n",
        ]
    )
