"""The turning points of a course: where the promised date moved most, and how each is told.

They are chosen from what was promised, not from what the press repeats: the first promise, each
that first named a time beyond all before it, the moves that no reading can argue away, withdrawals,
and the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from dashboards.slip_record import Course, Said
from dashboards.theme import SIDE_NAME
from tracker.words import Words

MOST: Final = 7
# Longer names would stretch over half of the drawing.
LONGEST_NAME: Final = 30
# What tells most of a course comes first; among equals the farther move, then the earlier day.
FIRST, WITHDRAWN, BEYOND, LAST, LATER, RESTORED, OTHER = 100, 95, 90, 80, 70, 60, 0
WEIGHT_OF: Final = {"withdrawn": WITHDRAWN, "later": LATER, "restored": RESTORED}


class Turn(NamedTuple):
    """A statement at which the course turns, in words from the fullest to the barest."""

    said: Said
    wordings: tuple[str, ...]


def turns(course: Course, say: Words, *, most: int = MOST, since: date | None = None) -> list[Turn]:
    """The turning points since a day, those that tell most first; at most one a day."""
    promises = [said for said in course.said if said.promise]
    weighed = sorted(_weighed(promises), key=lambda item: (-item[0], -item[1], item[2].day))
    chosen: dict[date, Said] = {}
    for _, _, said in weighed:
        if since is None or said.day >= since:
            chosen.setdefault(said.day, said)
    # Of one side alone, its first word need not be the first promise.
    first = promises[0] if promises and not course.partial else None
    return [Turn(said, wordings(said, say, first=said is first)) for said in chosen.values()][:most]


def _weighed(promises: Sequence[Said]) -> Iterator[tuple[int, float, Said]]:
    """Each promise that may be a turn, with its weight and the days by which it moved."""
    farthest: date | None = None
    for number, said in enumerate(promises):
        certain = max(said.slip_min or 0.0, 0.0)
        weight = WEIGHT_OF.get(said.kind, OTHER)
        if said.kind == "later" and said.slip_min is not None and certain < 1:
            weight = OTHER  # some reading keeps it in time; of a ceiling raised, none does
        if _begins_beyond(said, farthest):
            weight = BEYOND
        if number == len(promises) - 1:
            weight = max(weight, LAST)
        if number == 0:
            weight = FIRST
        if weight:
            yield weight, said.slip_max or certain, said
        if said.target and said.target.latest:
            farthest = max(said.target.latest, farthest or said.target.latest)


def _begins_beyond(said: Said, farthest: date | None) -> bool:
    starts = said.target.earliest if said.target else None
    return bool(starts and farthest and starts > farthest)


def wordings(said: Said, say: Words, *, first: bool = False) -> tuple[str, ...]:
    """What stands beside a turning point: what was promised, and by whom where there is room."""
    names = [name for name in (said.organisation, said.speaker) if 0 < len(name) <= LONGEST_NAME]
    side = say(SIDE_NAME[said.side]) if said.side in SIDE_NAME else ""
    if said.target is None:
        told = [say("Withdrawn ({who})", who=who) for who in (*names, side) if who]
        return (*told, say("Withdrawn"))
    day = say.date(said.target)
    # The words of a statement are told as a paraphrase has them: without quotation marks.
    dated = say("First promise: {date}", date=day) if first else day
    told = [say("{words} ({who})", words=dated, who=who) for who in (*names, side) if who]
    return (*told, dated, day) if first else (*told, dated)
