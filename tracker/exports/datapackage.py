"""datapackage.json: what the columns of the two CSV files are, as a Tabular Data Package with Table
Schema (frictionlessdata.io), so that other tools read and check the files without asking.

Dates are strings there: no type of Table Schema holds "end of 2025" without sharpening it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from tracker import schema
from tracker.csvfile import Table
from tracker.deltas import Subject
from tracker.exports.edition import PRODUCT, TAGLINE, Edition, how_to_cite
from tracker.exports.notes import COLUMN_NOTES
from tracker.exports.tables import charset, csv_files, tables
from tracker.identifiers import WELL_FORMED
from tracker.sources import by_publisher, source_uses
from tracker.store import ANNOUNCEMENTS_FILE, MILESTONES_FILE

Described = dict[str, Any]

SUBJECT_OF: Final[dict[str, Subject]] = {
    MILESTONES_FILE: "milestones",
    ANNOUNCEMENTS_FILE: "announcements",
}
REQUIRED: Final = {
    "milestones": schema.MILESTONE_REQUIRED,
    "announcements": schema.ANNOUNCEMENT_REQUIRED,
}
CLOSED: Final = {
    "category": schema.CATEGORIES,
    "outcome": schema.OUTCOMES,
    "side": schema.SIDES,
    "confidence": schema.CONFIDENCES,
}
OWN: Final = "a column of the editor's own"


def datapackage(edition: Edition) -> Described:
    """The package: both files, what they tell of, and on whom they rest."""
    return {
        "profile": "tabular-data-package",
        "name": "baiterek-soyuz5",
        "title": f"{PRODUCT}: {TAGLINE}",
        "description": how_to_cite(edition),
        "version": edition.programme.version,
        "as_of": edition.as_of.isoformat(),
        "sources": list(publishers(edition)),
        "resources": resources(edition),
    }


def publishers(edition: Edition) -> Iterator[Described]:
    """Those on whom the record rests, most of it first, each with a page of theirs."""
    uses = source_uses(edition.programme, edition.rows.itertuples(), as_of=edition.as_of)
    for share in by_publisher(uses):
        yield {"title": share.name, "path": share.addresses[0]}


def resources(edition: Edition) -> list[Described]:
    files = csv_files(edition)
    return [resource(name, table, files[name]) for name, table in tables(edition).items()]


def resource(name: str, table: Table, content: bytes) -> Described:
    """One file: how it is written and what its columns hold."""
    return {
        "profile": "tabular-data-resource",
        "name": SUBJECT_OF[name],
        "path": name,
        "mediatype": "text/csv",
        "encoding": charset(table.dialect.encoding),
        "dialect": dialect(table),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table_schema(SUBJECT_OF[name], table.header),
    }


def dialect(table: Table) -> Described:
    how: Described = {"delimiter": table.dialect.separator, "quoteChar": '"', "doubleQuote": True}
    # Above the header there may be Excel's line "sep=;".
    return how | ({"headerRows": [2]} if table.dialect.sep_line else {})


def table_schema(subject: Subject, header: tuple[str, ...]) -> Described:
    """The columns of a file in its order; a milestone is named once, a statement names one."""
    columns = {
        "fields": [field(subject, name) for name in header],
        "missingValues": [""],
    }
    if subject == "milestones":
        return {**columns, "primaryKey": ["id"]}
    named = {"resource": "milestones", "fields": ["id"]}
    return {**columns, "foreignKeys": [{"fields": ["milestone"], "reference": named}]}


def field(subject: Subject, name: str) -> Described:
    """One column: what it means, and what may stand in it."""
    constraints: Described = {}
    if name in REQUIRED[subject]:
        constraints["required"] = True
    if name in CLOSED:
        constraints["enum"] = list(CLOSED[name])
    if name in ("id", "milestone"):
        constraints["pattern"] = WELL_FORMED.pattern
    described: Described = {
        "name": name,
        "type": "string",
        "description": COLUMN_NOTES[subject].get(name, OWN),
    }
    return described | ({"constraints": constraints} if constraints else {})
