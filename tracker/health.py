"""How healthy is the record on a day? Each rule counts some milestones of some, and names them.

Nothing is judged that the sources of the rules do not judge: only where one gives a share is it
told whether that is met. As of any day, from what was known by then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from tracker.columns import Row
from tracker.execution import Promised, Quarter, first_promises, quarters
from tracker.health_rules import RULES, Rule
from tracker.messages import message
from tracker.moves import BROKE, move_columns
from tracker.programme import Programme
from tracker.promises import BY_CALENDAR
from tracker.schema import OPEN_STATUSES
from tracker.sources import source_uses
from tracker.statements import claims_on, statement_columns

# So long without a word is stale, and over so long moves are counted.
YEAR: Final = timedelta(days=365)

# Why a milestone is named: messages, whose places are dates and numbers.
WHY: Final = message(
    {
        "promised": "first promised: {promised}",
        "no outcome": "first promised: {promised}; no outcome found",
        "given up": "first promised: {promised}; cancelled",
        "silent": "promised: {promised}; last heard of: {said} (press included)",
        "never said": "promised: {promised}; no statement on record",
        "no date": "no outcome found",
        "said": "last heard of: {said} (press included)",
        "nothing said": "no statement on record",
        "moves": "times moved later: {recent} in the last year, {n} since the first promise",
        "withdrawn": "no date any more; last heard of: {said} (press included)",
        "differ": "Russian side: {ru}; Kazakh side: {kz}",
        "undated": "no date announced",
        "unread": "date cannot be read",
        "floor": "only a first day: {promised}",
        "no baseline": "no first promise on record",
        "no page": "no page on record",
        "low": "one publisher, low confidence",
        "medium": "one publisher, medium confidence",
        "unknown": "one publisher, confidence not noted",
    }
)


class Flag(NamedTuple):
    """A milestone that a rule names: one of `WHY`, with the dates and numbers for its places."""

    row: Row
    why: str
    facts: Mapping[str, object] = {}


class Finding(NamedTuple):
    """What a rule found: ``n`` of ``of`` milestones, and those to look at.

    They are the ``n``, but for `executed`, which counts what was done and names what was not.
    ``unclear``: how many more ``n`` might be, as far as the record can tell.
    """

    name: str
    n: int
    of: int
    flags: Sequence[Flag]
    unclear: int = 0

    @property
    def rule(self) -> Rule:
        return RULES[self.name]

    @property
    def share(self) -> float | None:
        return self.n / self.of if self.of else None

    @property
    def is_met(self) -> bool | None:
        """Whether the share is as the source of the rule asks; None where it asks for none, where
        nothing is counted, and where the record cannot tell."""
        if self.share is None or (self.rule.least is None and self.rule.most is None):
            return None
        least, most = self.rule.least or 0.0, 1.0 if self.rule.most is None else self.rule.most
        might_be = (self.n + self.unclear) / self.of
        met = least <= self.share <= most
        return met if met == (least <= might_be <= most) else None


class Moves(NamedTuple):
    """How often promises moved in a year."""

    year: int
    later: int
    withdrawn: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Health:
    """What the rules found, in their order; what became of the first promises, by quarter; how
    often promises moved, by year."""

    findings: Sequence[Finding]
    quarters: Sequence[Quarter]
    moves: Sequence[Moves]


def health(programme: Programme, rows: Iterable[Row], *, as_of: date) -> Health:
    """The health of the record; ``rows`` are the milestones known on the day, whatever they are
    confined to."""
    known = _Known(programme, tuple(rows), as_of)
    return Health(
        findings=[RULINGS[name](known, name) for name in RULES],
        quarters=quarters(known.promised),
        moves=moves_by_year(known),
    )


@dataclass(frozen=True)
class _Known:
    """What several rules ask of the record on a day."""

    programme: Programme
    rows: tuple[Row, ...]
    as_of: date

    @cached_property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.status in OPEN_STATUSES]

    @cached_property
    def promised(self) -> list[Promised]:
        return first_promises(self.rows, as_of=self.as_of)

    @cached_property
    def last_said(self) -> Mapping[str, tuple[pd.Timestamp, object]]:
        """The day and the words of the last statement on each milestone, whoever made it."""
        said = statement_columns(self.programme, self.as_of)
        days, words = pd.DatetimeIndex(said["announced_latest"]), said["announced_words"]
        return dict(zip(said["milestone"], zip(days, words, strict=True), strict=True))

    @cached_property
    def moves(self) -> Mapping[str, list[tuple[pd.Timestamp, str]]]:
        """The days and kinds of the moves of each milestone that stand."""
        told = move_columns(self.programme, self.as_of)
        stand = np.flatnonzero(told["stands"])
        found: dict[str, list[tuple[pd.Timestamp, str]]] = defaultdict(list)
        days = pd.DatetimeIndex(told["announced_latest"][stand])
        for name, day, kind in zip(
            told["milestone"][stand], days, told["kind"][stand], strict=True
        ):
            found[name].append((day, kind))
        return found

    @property
    def year_ago(self) -> pd.Timestamp:
        return pd.Timestamp(self.as_of - YEAR)

    def said(self, row: Row) -> object:
        return self.last_said.get(row.id, (None, None))[1]


def executed(known: _Known, name: str) -> Finding:
    """How many of the first promises that have ended are done; the others are named."""
    whys = {"no outcome found": "no outcome", "cancelled": "given up", "not yet": "promised"}
    flags = [
        Flag(row, WHY[whys[fate]], {"promised": row.baseline_words})
        for row, fate in known.promised
        if fate in whys
    ]
    unclear = sum(each.fate == "no outcome found" for each in known.promised)
    return Finding(
        name, len(known.promised) - len(flags), len(known.promised), flags, unclear=unclear
    )


def overdue(known: _Known, name: str) -> Finding:
    dated = [row for row in known.open if row.status != "undated"]
    flags = [_unheard(row, known) for row in dated if row.status == "overdue"]
    return _named(name, dated, flags)


def _unheard(row: Row, known: _Known) -> Flag | None:
    """That nobody spoke since the promised day passed; None when somebody did."""
    if row.current_words is None:
        return Flag(row, WHY["no date"])
    day, said = known.last_said.get(row.id, (None, None))
    if day is None:
        return Flag(row, WHY["never said"], {"promised": row.current_words})
    if day > row.current_latest:
        return None
    return Flag(row, WHY["silent"], {"promised": row.current_words, "said": said})


def stale(known: _Known, name: str) -> Finding:
    ahead = [
        row
        for row in known.open
        if row.status in ("due", "upcoming") and row.category not in BY_CALENDAR
    ]
    flags = []
    for row in ahead:
        day, said = known.last_said.get(row.id, (None, None))
        if day is None:
            flags.append(Flag(row, WHY["nothing said"]))
        elif day < known.year_ago:
            flags.append(Flag(row, WHY["said"], {"said": said}))
    return _named(name, ahead, flags)


def moved(known: _Known, name: str) -> Finding:
    """Of what was promised and open in the last year: what lost its date or was moved later."""
    counted = [row for row in known.rows if row.id in known.moves and _was_open(row, known)]
    flags = []
    for row in counted:
        later = [day for day, kind in known.moves[row.id] if kind in BROKE]
        recent = sum(day > known.year_ago for day in later)
        if recent and row.status == "undated":
            flags.append(Flag(row, WHY["withdrawn"], {"said": known.said(row)}))
        elif recent:
            flags.append(Flag(row, WHY["moves"], {"recent": recent, "n": len(later)}))
    return _named(name, counted, flags)


def _was_open(row: Row, known: _Known) -> bool:
    """Whether something may still have been open a year before the day."""
    if row.status == "cancelled":
        return bool(known.last_said[row.id][0] > known.year_ago)
    return row.status != "done" or not row.actual_latest <= known.year_ago


def contested(known: _Known, name: str) -> Finding:
    flags = []
    for row in known.open:
        if row.contested:
            claims = claims_on(known.programme, row.id, as_of=known.as_of)
            # The newest last; a joint word is both sides'.
            told = {
                side: claim.target_words
                for claim in claims
                for side in (("ru", "kz") if claim.side == "joint" else (claim.side,))
            }
            flags.append(Flag(row, WHY["differ"], {side: told.get(side) for side in ("ru", "kz")}))
    return _named(name, known.open, flags)


def undated(known: _Known, name: str) -> Finding:
    flags = []
    for row in known.open:
        if row.unread:
            flags.append(Flag(row, WHY["unread"]))
        elif row.current_words is None:
            flags.append(Flag(row, WHY["undated"]))
        elif row.current_words.floor:
            flags.append(Flag(row, WHY["floor"], {"promised": row.current_words}))
    return _named(name, known.open, flags)


def baseline(known: _Known, name: str) -> Finding:
    flags = [Flag(row, WHY["no baseline"]) for row in known.open if row.baseline_words is None]
    return _named(name, known.open, flags)


def source(known: _Known, name: str) -> Finding:
    publishers: dict[str, set[str]] = defaultdict(set)
    for use in source_uses(known.programme, known.rows, as_of=known.as_of):
        publishers[use.milestone].add(use.publisher)
    flags = []
    for row in known.rows:
        if not publishers[row.id]:
            flags.append(Flag(row, WHY["no page"]))
        elif len(publishers[row.id]) == 1 and row.confidence != "high":
            flags.append(Flag(row, WHY.get(row.confidence, WHY["unknown"])))
    return _named(name, known.rows, flags)


def _named(name: str, of: Sequence[Row], flags: Iterable[Flag | None]) -> Finding:
    named = [flag for flag in flags if flag is not None]
    return Finding(name, len(named), len(of), named)


RULINGS: Final[dict[str, Callable[[_Known, str], Finding]]] = {
    ruling.__name__: ruling
    for ruling in (executed, overdue, stale, moved, contested, undated, baseline, source)
}


def moves_by_year(known: _Known) -> list[Moves]:
    """The years from the first move to the day, each with its moves; of the given milestones."""
    told = [move for row in known.rows for move in known.moves.get(row.id, ())]
    counts = Counter((day.year, kind) for day, kind in told)
    years = [year for year, kind in counts if kind in (*BROKE, "earlier")]
    return [
        Moves(year, *(counts[year, kind] for kind in ("later", "withdrawn", "earlier")))
        for year in (range(min(years), known.as_of.year + 1) if years else ())
    ]
