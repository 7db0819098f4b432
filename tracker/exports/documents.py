"""milestones.json, announcements.json, changes.json: the `--json` answers, and what they tell of.

Each is an object that names its JSON Schema, the day and the version of the data; its rows stand
one on a line, so that two of them can be compared with any diff.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tracker import json_shapes, schema
from tracker.change_list import as_json
from tracker.exports.edition import Edition
from tracker.json_shapes import Json
from tracker.statements import known_statements


def milestones(edition: Edition) -> str:
    """The milestones known on the day, in the order of the file."""
    return document("milestones", edition, map(milestone, edition.rows.itertuples()))


def milestone(row: Any) -> Json:
    """One milestone: as `list --json` answers it, and the other cells of its row."""
    return {
        **json_shapes.milestone(row),
        "start": json_shapes.window(row.start, row.start_words),
        "outcome": row.outcome or None,
        "place": row.place,
        "parties": [party for party in map(str.strip, row.parties.split(";")) if party],
        "depends_on": row.depends_on.split(),
        "sources": row.source.split(),
        "note": row.note,
        "unrecorded": bool(row.unrecorded),
        "titles": {lang: getattr(row, f"title_{lang}") for lang in schema.LANGUAGES[1:]},
    }


def announcements(edition: Edition) -> str:
    """The statements made by the day, in the order in which they were made."""
    said = known_statements(edition.programme, as_of=edition.as_of)
    return document("announcements", edition, map(announcement, said.itertuples()))


def announcement(row: Any) -> Json:
    """One statement as typed, and the windows that its two dates allow."""
    return {
        "milestone": row.milestone,
        **json_shapes.announcement(row),
        "note": row.note,
        "withdrawn": bool(row.withdrawn),
        "announced_window": json_shapes.window(row.announced, row.announced_words),
        "target_window": json_shapes.window(row.target, row.target_words),
    }


def changes(edition: Edition) -> str:
    """Everything that changed by the day, as `changes --json` answers it."""
    return document("changes", edition, as_json(edition.changes(), edition.titles, edition.say))


def document(name: str, edition: Edition, rows: Iterable[Json]) -> str:
    """The document of that name: what it tells of, then its rows."""
    about: dict[str, str] = {
        "$schema": schema_address(name),
        "as_of": edition.as_of.isoformat(),
        "data_version": edition.programme.version,
        "language": edition.lang,
    }
    head = "".join(f" {_line(key)}: {_line(value)},\n" for key, value in about.items())
    lines = ",\n".join(f"  {_line(row)}" for row in rows)
    return f"{{\n{head} {_line(name)}: [\n{lines}\n ]\n}}\n"


def schema_address(name: str) -> str:
    """Where the schema of a document stands beside it."""
    return f"schema/{name}.json"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


DOCUMENTS: Final[Mapping[str, Callable[[Edition], str]]] = {
    "milestones": milestones,
    "announcements": announcements,
    "changes": changes,
}
