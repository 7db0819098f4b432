"""The record of a milestone as a drawing needs it: statements, the claim that held, what happened.

Frames end here; what stands where is decided in `slip_marks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from dashboards.components import Row
from dashboards.fan_marks import Fan
from dashboards.page import Page, statement_anchors
from tracker.columns import Columns, rows_of
from tracker.dates import DateWords
from tracker.schema import VOICES
from tracker.statements import OPEN_AFTER, OPEN_BEFORE
from tracker.words import Words

SAID: Final = "said-"


class Said(NamedTuple):
    """A statement: said between two days, it promises a window; either side of that may be open.

    ``promise`` is False for what the press repeats. ``kind`` and the slips say what it changed
    (`tracker.moves`), "" and None where that is nothing.
    """

    key: str
    milestone: str
    since: date
    day: date
    target: DateWords | None
    side: str
    speaker: str
    organisation: str
    weak: bool
    withdrawn: bool
    promise: bool
    kind: str
    slip_min: float | None
    slip_max: float | None


class Step(NamedTuple):
    """From a day on a claim holds; ``other`` is that of the other side where the two differ."""

    day: date
    claim: Said
    other: Said | None


class Course(NamedTuple):
    """A milestone with all that was said of it by a day, oldest first."""

    id: str
    title: str
    track: str
    said: tuple[Said, ...]
    steps: tuple[Step, ...]
    happened: DateWords | None
    confidence: str
    # What the file has for a plan that no announcement gives; None where one does.
    unannounced: DateWords | None = None
    # Whether it is a flight: what flew is not said to have happened.
    flies: bool = False
    # Whether only what some sides said is told.
    partial: bool = False
    # What is forecast of it, where that is asked for.
    fan: Fan | None = None

    def of_sides(self, sides: Sequence[str]) -> Course:
        """What some sides said, and the line of what they promised."""
        said = tuple(said for said in self.said if said.side in sides)
        return self._replace(said=said, steps=tuple(_steps(said)), partial=True)

    def happened_words(self, say: Words) -> str:
        """What stands beside the diamond: "Flew 30 Apr 2026"."""
        day = say.date(self.happened)
        return say("Flew {date}", date=day) if self.flies else say("Happened {date}", date=day)


def keyed(statements: Columns) -> list[Row]:
    """Statements as rows with the `key` by which marks, rows and cards know them, the same as in
    their address on the page of the milestone."""
    by_line = np.argsort(statements["line"], kind="stable")
    anchors = statement_anchors(rows_of(statements, by_line))
    keys = np.empty(len(by_line), dtype=object)
    keys[by_line] = [anchor.removeprefix(SAID) for anchor in anchors]
    return rows_of({**statements, "key": keys})


def courses(
    rows: Sequence[Row], statements: Iterable[Row], moved: Mapping[int, Row]
) -> list[Course]:
    """The courses of some milestones, given as rows of the snapshot and in their order.

    ``statements`` are those of them (`keyed`, oldest first), ``moved`` their moves by line.
    """
    told: dict[str, list[Said]] = {row.id: [] for row in rows}
    for said in statements:
        told[said.milestone].append(_said(said, moved.get(said.line)))
    return [_course(row, told[row.id]) for row in rows]


def where(page: Page, milestone_id: str, key: str) -> str:
    """The address of a statement on the page of its milestone."""
    return page.outlet.statement(page, milestone_id, f"{SAID}{key}")


def _course(row: Row, said: list[Said]) -> Course:
    return Course(
        id=row.id,
        title=row.title or row.id,
        track=row.track,
        said=tuple(said),
        steps=tuple(_steps(said)),
        happened=row.actual_words,
        confidence=row.confidence,
        unannounced=row.current_words if row.unrecorded else None,
        flies=_flies(row),
    )


def _flies(row: Row) -> bool:
    # A commission on test flights, or their end, has their category too: there the id tells.
    is_launch: bool = row.category == "launch"
    return is_launch or (row.category == "flight-test" and row.id.endswith("-flight"))


def _said(row: Row, move: Row | None) -> Said:
    slips = (move.slip_min, move.slip_max) if move is not None else (float("nan"),) * 2
    # Of what was said "by 2017" no first day is known.
    since = row.announced_latest if pd.isna(row.announced_earliest) else row.announced_earliest
    return Said(
        key=row.key,
        milestone=row.milestone,
        since=since.date(),
        day=row.announced_latest.date(),
        target=row.target_words,
        side=row.side,
        speaker=row.speaker,
        organisation=row.organisation,
        weak=row.confidence == "low",
        withdrawn=row.withdrawn,
        promise=move is not None,
        kind=move.kind if move is not None else "",
        slip_min=None if pd.isna(slips[0]) else slips[0],
        slip_max=None if pd.isna(slips[1]) else slips[1],
    )


def _steps(said: Sequence[Said]) -> Iterator[Step]:
    """The newest claim of each day on which a promise was made, and who then said otherwise."""
    live: dict[str, Said] = {}
    promises = (statement for statement in said if statement.promise)
    for day, of_day in groupby(promises, key=lambda statement: statement.day):
        newest = None
        for newest in of_day:
            live |= {voice: newest for voice, sides in VOICES.items() if newest.side in sides}
        if newest is not None:
            apart = (claim for claim in live.values() if differ(claim, newest))
            yield Step(day, newest, next(apart, None))


def differ(one: Said, other: Said) -> bool:
    """Whether two claims have no day in common, or one gives a date and the other none."""
    if one.withdrawn or other.withdrawn or not one.target or not other.target:
        return one.withdrawn != other.withdrawn
    starts = [claim.earliest or OPEN_BEFORE.date() for claim in (one.target, other.target)]
    ends = [claim.latest or OPEN_AFTER.date() for claim in (one.target, other.target)]
    return max(starts) > min(ends)
