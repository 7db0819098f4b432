"""What the JSON documents hold, as JSON Schema (draft 2020-12): every name, type and closed list.

The lists are those of `tracker.schema` and `tracker.changes`; there is no second table of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tracker import schema
from tracker.change import KINDS
from tracker.exports.documents import schema_address

Schema = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[Schema] = {"type": "string"}
TRUTH: Final[Schema] = {"type": "boolean"}
TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
DAY_OR_NULL: Final[Schema] = {"type": ["string", "null"], "format": "date"}
DAYS: Final[Schema] = {
    "description": "least and most, in days; positive is late, null where a window is open; "
    "null altogether where nothing is compared",
    "type": ["array", "null"],
    "items": {"type": ["integer", "null"]},
    "minItems": 2,
    "maxItems": 2,
}


# As `tracker.dates.DateWords` tells it.
PRECISIONS: Final = (
    *("day", "part-of-month", "week", "month", "quarter", "season", "half"),
    *("part-of-year", "year", "decade", "range"),
)


def one_of(words: tuple[str, ...], *, blank: bool = True) -> Schema:
    """One of a closed list. (What `check` calls an error in the data is one here as well.)"""
    return {"type": "string", "enum": ["", *words] if blank else list(words)}


def texts(description: str) -> Schema:
    return {"type": "array", "items": TEXT, "description": description}


def record(properties: Mapping[str, Schema]) -> Schema:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


WINDOW: Final = record(
    {
        "text": TEXT_OR_NULL | {"description": "the date as it was said"},
        "earliest": DAY_OR_NULL | {"description": "the first day that its words allow"},
        "latest": DAY_OR_NULL | {"description": "the last day that its words allow"},
        "precision": {"enum": [*PRECISIONS, None]},
    }
)
NO_WORD: Final[Schema] = {"enum": [*schema.OUTCOMES, None]}
MILESTONE: Final = record(
    {
        "id": TEXT,
        "title": TEXT | {"description": "in the language of the document, else in English"},
        "category": one_of(schema.CATEGORIES),
        "track": one_of(schema.TRACKS),
        "status": one_of(schema.STATUSES, blank=False),
        "current": WINDOW | {"description": "when it happened, else what is promised now"},
        "baseline": WINDOW | {"description": "the first date promised"},
        "actual": WINDOW | {"description": "when it happened"},
        "slip_days": DAYS,
        "contested": TRUTH | {"description": "the two sides name dates without a common day"},
        "confidence": one_of(schema.CONFIDENCES),
        "start": WINDOW | {"description": "for works that last: when they began"},
        "outcome": NO_WORD,
        "place": TEXT,
        "parties": texts("who takes part"),
        "depends_on": texts("ids of what has to come first"),
        "sources": texts("addresses of the pages that say so"),
        "note": TEXT,
        "unrecorded": TRUTH | {"description": "no announcement on record gives the date"},
        "titles": record(dict.fromkeys(schema.LANGUAGES[1:], TEXT)),
    }
)
ANNOUNCEMENT: Final = record(
    {
        "milestone": TEXT | {"description": "the id that it is about"},
        "announced": TEXT | {"description": "when it was said, as typed"},
        "speaker": TEXT,
        "organisation": TEXT,
        "side": one_of(schema.SIDES),
        "target": TEXT | {"description": "the date promised, as typed; tbd: taken back"},
        "wording": TEXT,
        "source": TEXT,
        "publisher": TEXT,
        "language": TEXT,
        "confidence": one_of(schema.CONFIDENCES),
        "note": TEXT,
        "withdrawn": TRUTH,
        "announced_window": WINDOW,
        "target_window": WINDOW,
    }
)
CHANGE: Final = record(
    {
        "on": {"type": "string", "format": "date", "description": "the day from which it counts"},
        "id": TEXT | {"description": "of the milestone"},
        "kind": one_of(KINDS, blank=False),
        "from": TEXT_OR_NULL,
        "to": TEXT_OR_NULL,
        "text": TEXT,
        "source": TEXT,
        "weight": {"type": "integer", "minimum": 0, "maximum": 100},
        "title": TEXT,
        "speaker": TEXT,
        "organisation": TEXT,
        "slip_days": DAYS,
        "may_be_earlier": TRUTH,
    }
)
ROWS: Final[Mapping[str, Schema]] = {
    "milestones": MILESTONE,
    "announcements": ANNOUNCEMENT,
    "changes": CHANGE,
}


def json_schema(name: str) -> Schema:
    """The schema of the document of that name."""
    about = {
        "$schema": {"const": schema_address(name)},
        "as_of": {"type": "string", "format": "date", "description": "the day whose knowledge"},
        "data_version": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "language": one_of(schema.LANGUAGES, blank=False),
    }
    return {
        "$schema": DRAFT,
        "title": f"{name}.json",
        **record({**about, name: {"type": "array", "items": ROWS[name]}}),
    }
