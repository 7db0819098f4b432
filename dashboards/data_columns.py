"""How each column is edited: with what, how wide it stands, which words it may hold.

One table a file. What a column means is told in the words of `tracker.exports.notes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tracker import schema
from tracker.deltas import KNOWN_BY, Subject
from tracker.exports.notes import COLUMN_NOTES
from tracker.sources import LANGUAGE_NAME
from tracker.words import Words

# "date": words with their reading under them; "list": one of `choices`; "suggested": any text, with
# `choices` offered; "long": several lines; "line": one.
Editor = Literal["line", "long", "date", "list", "suggested"]


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of the grid; ``width`` in pixels."""

    editor: Editor = "line"
    width: int = 160
    choices: tuple[str, ...] = ()


DATE: Final = DataColumn("date", 164)
ADDRESSES: Final = DataColumn("long", 260)
CONFIDENCE: Final = DataColumn("list", 104, schema.CONFIDENCES)
NOTE: Final = DataColumn("long", 280)
# What a file has beside the columns that the record knows.
OF_ONES_OWN: Final = DataColumn("long", 160)

COLUMNS: Final[Mapping[Subject, Mapping[str, DataColumn]]] = {
    "milestones": {
        "id": DataColumn("line", 212),
        "title": DataColumn("line", 268),
        "category": DataColumn("list", 112, schema.CATEGORIES),
        **dict.fromkeys(schema.MILESTONE_DATES, DATE),
        "outcome": DataColumn("list", 96, schema.OUTCOMES),
        "place": DataColumn("line", 160),
        "parties": DataColumn("line", 200),
        "depends_on": DataColumn("long", 200),
        "source": ADDRESSES,
        "confidence": CONFIDENCE,
        "note": NOTE,
        "title_fr": DataColumn("line", 240),
        "title_ru": DataColumn("line", 240),
        "title_kk": DataColumn("line", 240),
    },
    "announcements": {
        "milestone": DataColumn("line", 212),
        **dict.fromkeys(schema.ANNOUNCEMENT_DATES, DATE),
        "speaker": DataColumn("line", 168),
        "organisation": DataColumn("line", 200),
        "side": DataColumn("list", 72, schema.SIDES),
        "wording": DataColumn("long", 260),
        "source": ADDRESSES,
        "publisher": DataColumn("line", 160),
        "language": DataColumn("suggested", 96, tuple(LANGUAGE_NAME)),
        "confidence": CONFIDENCE,
        "note": NOTE,
    },
}


def for_script(say: Words) -> dict[str, Any]:
    """The same for the grid's script: of each table its columns and what a row is known by."""
    own = _told(OF_ONES_OWN, say("a column of your own; any text"))
    tables = {
        table: {
            "knownBy": KNOWN_BY[table],
            "columns": {
                name: _told(column, say(COLUMN_NOTES[table][name]))
                for name, column in columns.items()
            },
        }
        for table, columns in COLUMNS.items()
    }
    return {"tables": tables, "own": own}


def _told(column: DataColumn, meaning: str) -> dict[str, Any]:
    return {
        "editor": column.editor,
        "width": column.width,
        "choices": list(column.choices),
        "help": meaning,
    }
