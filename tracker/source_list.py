"""What `sources` answers: publishers, languages and what rests on too little, as text or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker import schema
from tracker.columns import Row, picked, rows_of
from tracker.json_shapes import Json
from tracker.programme import Programme
from tracker.sources import (
    Share,
    Use,
    by_language,
    by_publisher,
    language_name,
    source_uses,
    unsourced,
    weakly_founded,
)
from tracker.statements import statement_columns
from tracker.terminal import columns, indented
from tracker.words import Words

NONE: Final = "–"
# What is told of a statement without a source.
TOLD: Final = ("milestone", "announced", "announced_words", "source")


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """On whom the record rests on a day (`tracker.sources`); what of it rests on too little."""

    uses: Sequence[Use]
    publishers: Sequence[Share]
    languages: Sequence[Share]
    weak: Sequence[Row]
    unsourced: Sequence[Row]
    unsourced_statements: Sequence[Row]


def support(programme: Programme, rows: Iterable[Row], *, as_of: date) -> Support:
    """What the answer tells; ``rows`` are the milestones known on the day."""
    rows = list(rows)
    uses = source_uses(programme, rows, as_of=as_of)
    said = picked(statement_columns(programme, as_of), TOLD)
    return Support(
        uses=uses,
        publishers=by_publisher(uses),
        languages=by_language(uses),
        weak=weakly_founded(rows),
        unsourced=unsourced(rows),
        unsourced_statements=unsourced(rows_of(said)),
    )


def as_json(told: Support) -> Json:
    """The whole answer; days are those of the newest statement or event, as they were put."""
    return {
        "publishers": [
            {
                "publisher": share.name,
                **_counts(share),
                "languages": list(share.languages),
                "addresses": list(share.addresses),
            }
            for share in told.publishers
        ],
        "languages": [
            {
                "language": share.name or None,
                "publishers": len(share.publishers),
                **_counts(share),
            }
            for share in told.languages
        ],
        "weak": [{"id": row.id, "title": row.title, "source": row.source} for row in told.weak],
        "unsourced": [
            *({"id": row.id, "announced": None} for row in told.unsourced),
            *(
                {"id": row.milestone, "announced": row.announced}
                for row in told.unsourced_statements
            ),
        ],
    }


def _counts(share: Share) -> Json:
    return {
        "milestones": share.milestones,
        "statements": share.statements,
        "confidence": {level: share.confidence.get(level, 0) for level in schema.CONFIDENCES},
        "last_used": share.used_words.text if share.used_words is not None else None,
    }


def as_text(told: Support, say: Words) -> str:
    """The same for a terminal: publishers, languages, then what one more page would make firmer."""
    owners = [share.name for share in told.publishers]
    languages = [say(language_name(share.name)) for share in told.languages]
    parts = {
        say("By publisher"): _table(owners, told.publishers, say),
        say("By language"): _table(languages, told.languages, say),
        say("Resting on a single weak source"): columns(
            [(row.title, row.id, row.source) for row in told.weak]
        ),
        say("Without a source"): "\n".join(_bare(told, say)),
    }
    none = say("No source is on record yet. Add an address to the column source.")
    listed = [f"{head}\n{indented(text)}" for head, text in parts.items() if text]
    return "\n\n".join(listed if told.uses else [none, *listed])


def _table(names: Iterable[str], shares: Sequence[Share], say: Words) -> str:
    if not shares:
        return ""
    heads = ("", say("milestones"), say("statements"), say("confidence"), say("last used"))
    cells = [
        (
            name,
            say.number(share.milestones),
            say.number(share.statements),
            confidence_words(share, say),
            say.date(share.used_words) or NONE,
        )
        for name, share in zip(names, shares, strict=True)
    ]
    return columns([heads, *cells])


def _bare(told: Support, say: Words) -> list[str]:
    said = told.unsourced_statements
    return [
        *(f"{row.title} ({row.id}){_instead(row)}" for row in told.unsourced),
        *(
            say("{id}, statement of {day}", id=row.milestone, day=say.date(row.announced_words))
            + _instead(row)
            for row in said
        ),
    ]


def _instead(row: Row) -> str:
    """What stands where a page should be named."""
    return f": {row.source}" if row.source.strip() else ""


def confidence_words(share: Share, say: Words) -> str:
    """ "high 12, low 1": how often each confidence was given."""
    given = [(level, share.confidence.get(level, 0)) for level in schema.CONFIDENCES]
    return ", ".join(f"{say(level)} {say.number(n)}" for level, n in given if n) or NONE
