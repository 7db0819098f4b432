"""What changed between two days, in words: promises that moved, things that happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from tracker.dates import DateWords
from tracker.moves import moves
from tracker.programme import Programme
from tracker.snapshot import snapshot
from tracker.words import Words

# A statement that only repeats the promise changes nothing.
UNCHANGED: Final = "confirmed"

SENTENCES: Final = {
    "first": "{promise}",
    "later": "moved from {before} to {after}",
    "earlier": "moved from {before} forward to {after}",
    "more precise": "from {before} to {after}, more precise",
    "less precise": "from {before} to {after}, less precise",
    "withdrawn": "no date given",
    "withdrawn from": "withdrawn: was {old_promise}, no new date",
    "restored": "{promise} again",
    "done": "{event}",
    "done as": "{event}, {old_promise}",
    "cancelled": "cancelled",
}

# The sentence to tell where there is an older promise to tell of.
WITH_BEFORE: Final = {"done": "done as", "withdrawn": "withdrawn from"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed for a milestone, and the page that says so.

    ``when`` is as precise as it is known; ``on`` is its last day, from which it counts.
    """

    on: date
    when: DateWords
    id: str
    kind: str
    before: DateWords | None
    after: DateWords | None
    speaker: str
    organisation: str
    source: str

    def text(self, say: Words) -> str:
        """The change in words."""
        kind = WITH_BEFORE.get(self.kind, self.kind) if self.before else self.kind
        return say(
            SENTENCES[kind],
            before=say.date(self.before, after=True),
            after=say.date(self.after, after=True),
            old_promise=say.promised(self.before),
            promise=say.promised(self.after),
            event=say.took_place(self.after),
        )


def changes(programme: Programme, *, since: date, until: date) -> list[Change]:
    """Everything that changed after ``since`` and by the end of ``until``, the newest first."""
    found = [*_said(programme, since, until), *_happened(programme, since, until)]
    return sorted(found, key=lambda change: (-change.on.toordinal(), change.id, change.kind))


def _said(programme: Programme, since: date, until: date) -> list[Change]:
    told = moves(programme, as_of=until)
    told = told[(told["announced_latest"] > pd.Timestamp(since)) & (told["kind"] != UNCHANGED)]
    return [
        Change(
            on=row.announced_latest.date(),
            when=row.announced_words,
            id=row.milestone,
            kind=row.kind,
            before=row.before_words,
            after=row.target_words,
            speaker=row.speaker,
            organisation=row.organisation,
            source=row.source,
        )
        for row in told.itertuples()
    ]


def _happened(programme: Programme, since: date, until: date) -> list[Change]:
    rows = snapshot(programme, as_of=until)
    days = rows["actual_latest"]
    rows = rows[(days > pd.Timestamp(since)) & (days <= pd.Timestamp(until))]
    return [
        Change(
            on=row.actual_latest.date(),
            when=row.actual_words,
            id=row.id,
            kind="cancelled" if row.status == "cancelled" else "done",
            before=row.planned_words,
            after=row.actual_words,
            speaker="",
            organisation="",
            source=row.source.split(" ")[0],
        )
        for row in rows.itertuples()
    ]
