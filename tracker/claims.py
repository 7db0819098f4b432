"""The planned cell against the record: what was last announced, and how long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Final, NamedTuple

from tracker.problems import Problem
from tracker.schema import VOICES
from tracker.sheet import Sheet, is_blank, is_withdrawn
from tracker.words import whole_months

STALE_AFTER: Final = timedelta(days=180)
# From so many whole years on nobody counts in days.
TOLD_IN_YEARS: Final = 2
CLOSED: Final = ("cancelled",)

Window = tuple[date | None, date | None]


class Statement(NamedTuple):
    """One announcement: the last day on which it can have been made, for whom, of what window."""

    row: int
    said: date
    side: str
    window: Window | None  # None: withdrawn, no new date


def claim_problems(milestones: Sheet, announcements: Sheet, *, as_of: date) -> Iterator[Problem]:
    """Open milestones whose plan is not what was last said, or was said long ago."""
    said_of = statements(announcements, as_of=as_of)
    for row, name in enumerate(milestones["id"]):
        said = said_of.get(name)
        if said and is_open(milestones, row):
            yield from disagreement(milestones, announcements, row, said)
            yield from stale(milestones, row, said, as_of=as_of)


def is_open(milestones: Sheet, row: int) -> bool:
    """Neither happened nor given up; of what is closed the plan is history."""
    return is_blank(milestones["actual"][row]) and milestones["outcome"][row] not in CLOSED


def statements(announcements: Sheet, *, as_of: date) -> dict[str, list[Statement]]:
    """What was said of each milestone by the day, as far as its dates can be read.

    A statement of which only the month is known counts as made at the end of it.
    """
    found: dict[str, list[Statement]] = {}
    for row, name in enumerate(announcements["milestone"]):
        announced = announcements.words("announced", row)
        target = announcements.words("target", row)
        withdrawn = is_withdrawn(announcements["target"][row])
        if announced is None or not (target or withdrawn):
            continue
        said = announced.latest or announced.earliest or as_of
        if announced.earliest and announced.earliest > as_of:
            continue
        window = (target.earliest, target.latest) if target else None
        statement = Statement(row, said, announcements["side"][row].strip(), window)
        found.setdefault(name, []).append(statement)
    return found


def live(said: list[Statement]) -> list[Statement]:
    """The last statements of each side; a joint one is both sides'; the press only by itself."""
    last = (last_of([each for each in said if each.side in sides]) for sides in VOICES.values())
    claims = [*dict.fromkeys(chain.from_iterable(last))]
    return claims or last_of(said)


def last_of(said: list[Statement]) -> list[Statement]:
    last = max((each.said for each in said), default=None)
    return [each for each in said if each.said == last]


def disagreement(
    milestones: Sheet, announcements: Sheet, row: int, said: list[Statement]
) -> Iterator[Problem]:
    text = milestones["planned"][row]
    planned = milestones.words("planned", row)
    if planned is None and not is_blank(text):
        return  # unreadable, and named as such
    window = (planned.earliest, planned.latest) if planned else None
    claims = live(said)
    if any(claim.window == window for claim in claims):
        return
    last = last_of(claims)[-1]
    key = "plan-not-announced"
    if last.window is None:
        key = "plan-not-announced:withdrawn"
    elif planned is None:
        key = "plan-not-announced:blank"
    yield milestones.fault(
        key,
        row,
        "planned",
        target=announcements["target"][last.row],
        announced=announcements["announced"][last.row],
        file=announcements.table.name,
        line=announcements.table.lines[last.row],
    )


def stale(milestones: Sheet, row: int, said: list[Statement], *, as_of: date) -> Iterator[Problem]:
    """ "Unknown" says already that nobody reports any more."""
    last = max(each.said for each in said)
    if as_of - last > STALE_AFTER and is_blank(milestones["outcome"][row]):
        years = whole_months(last, as_of) // 12
        told = "stale-claim:years" if years >= TOLD_IN_YEARS else "stale-claim"
        facts = {"days": (as_of - last).days, "years": years, "said": last, "as_of": as_of}
        yield milestones.fault(told, row, "planned", **facts)
