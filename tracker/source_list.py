"""What `sources` answers: publishers, languages and what rests on too little, as text or JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker import schema
from tracker.json_shapes import Json
from tracker.programme import Programme
from tracker.sources import (
    by_language,
    by_publisher,
    language_name,
    source_uses,
    unsourced,
    weakly_founded,
)
from tracker.statements import known_statements
from tracker.terminal import columns, indented
from tracker.words import Words

NONE: Final = "–"


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """On whom the record rests on a day: one frame a table of the answer (`tracker.sources`)."""

    publishers: pd.DataFrame
    languages: pd.DataFrame
    weak: pd.DataFrame
    unsourced: pd.DataFrame
    unsourced_statements: pd.DataFrame


def support(programme: Programme, rows: pd.DataFrame, *, as_of: date) -> Support:
    """What the answer tells; ``rows`` are the milestones known on the day."""
    uses = source_uses(programme, rows, as_of=as_of)
    return Support(
        publishers=by_publisher(uses),
        languages=by_language(uses),
        weak=weakly_founded(rows),
        unsourced=unsourced(rows),
        unsourced_statements=unsourced(known_statements(programme, as_of=as_of)),
    )


def as_json(told: Support) -> Json:
    """The whole answer; days are those of the newest statement or event, as they were put."""
    return {
        "publishers": [
            {
                "publisher": row.publisher,
                **_counts(row),
                "languages": list(row.languages),
                "addresses": list(row.addresses),
            }
            for row in told.publishers.itertuples()
        ],
        "languages": [
            {"language": row.language or None, "publishers": row.publishers, **_counts(row)}
            for row in told.languages.itertuples()
        ],
        "weak": [
            {"id": row.id, "title": row.title, "source": row.source}
            for row in told.weak.itertuples()
        ],
        "unsourced": [
            *({"id": row.id, "announced": None} for row in told.unsourced.itertuples()),
            *(
                {"id": row.milestone, "announced": row.announced}
                for row in told.unsourced_statements.itertuples()
            ),
        ],
    }


def _counts(row: Any) -> Json:
    return {
        "milestones": int(row.milestones),
        "statements": int(row.statements),
        "confidence": {level: int(getattr(row, level)) for level in schema.CONFIDENCES},
        "last_used": row.used_words.text if row.used_words is not None else None,
    }


def as_text(told: Support, say: Words) -> str:
    """The same for a terminal: publishers, languages, then what one more page would make firmer."""
    if told.publishers.empty:
        return say("No source is on record yet. Add an address to the column source.")
    parts = {
        say("By publisher"): _table(told.publishers["publisher"], told.publishers, say),
        say("By language"): _table(
            [say(language_name(code)) for code in told.languages["language"]], told.languages, say
        ),
        say("Resting on a single weak source"): columns(
            [(row.title, row.id, row.source) for row in told.weak.itertuples()]
        ),
        say("Without a source"): "\n".join(_bare(told, say)),
    }
    return "\n\n".join(f"{head}\n{indented(text)}" for head, text in parts.items() if text)


def _table(names: Iterable[str], rows: pd.DataFrame, say: Words) -> str:
    heads = ("", say("milestones"), say("statements"), say("confidence"), say("last used"))
    cells = [
        (
            name,
            say.number(row.milestones),
            say.number(row.statements),
            confidence_words(row, say),
            say.date(row.used_words) or NONE,
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return columns([heads, *cells])


def _bare(told: Support, say: Words) -> list[str]:
    said = told.unsourced_statements.itertuples()
    return [
        *(f"{row.title} ({row.id}){_instead(row)}" for row in told.unsourced.itertuples()),
        *(
            say("{id}, statement of {day}", id=row.milestone, day=say.date(row.announced_words))
            + _instead(row)
            for row in said
        ),
    ]


def _instead(row: Any) -> str:
    """What stands where a page should be named."""
    return f": {row.source}" if row.source.strip() else ""


def confidence_words(row: Any, say: Words) -> str:
    """ "high 12, low 1": how often each confidence was given."""
    given = [(level, getattr(row, level)) for level in schema.CONFIDENCES]
    return ", ".join(f"{say(level)} {say.number(n)}" for level, n in given if n) or NONE
