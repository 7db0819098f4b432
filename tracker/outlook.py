"""What the record of other programmes says of the milestones of this one, and would have said.

The last live statement that names a date is the promise. Only what was known by the day goes in: of
the milestone, and of the reference class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from tracker.columns import Row
from tracker.forecast import (
    FORECASTABLE,
    Forecast,
    Model,
    Promise,
    chance_by,
    forecast,
    model,
    reason_against,
)
from tracker.programme import Programme
from tracker.record import slip_history
from tracker.reference import Cases, NoReference, reference, reference_of
from tracker.routine import is_routine
from tracker.snapshot import snapshot
from tracker.statements import claims_on, known_statements, newest_claims

if TYPE_CHECKING:
    import pandas as pd

SETTLED: Final = ("done", "cancelled")


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """A milestone as of a day: its row of the snapshot, the statement that promises it, and either
    the forecast or the reason why there is none (a key of `forecast.NO_FORECAST`).

    ``slips`` is how often its own promise moved later so far; nothing is worked out with that.
    ``after`` is the one that it waits for, where the even odds of that one are later: each promise
    is forecast by itself.
    """

    row: Any
    claim: Row | None
    forecast: Forecast | None
    reason: str
    slips: int
    after: Outlook | None = None

    @property
    def passed(self) -> bool:
        """Whether the day promised lies behind, and nothing is known to have come of it."""
        return bool(self.row.outcome == "unknown" or self.row.status == "overdue")

    @property
    def even(self) -> date:
        """The day of even odds, for sorting; the last of all where there is none."""
        day = self.forecast.days[0.5] if self.forecast else None
        return day or date.max


@dataclass(frozen=True, slots=True, eq=False)
class Hindsight:
    """What would have been said on the day of a statement; ``chance`` is that which was then given
    to its happening by the day on which it did, None while it has not."""

    claim: Row
    forecast: Forecast | None
    reason: str
    chance: float | None


def outlooks(programme: Programme, rows: pd.DataFrame, *, as_of: date) -> list[Outlook]:
    """The open milestones that are built or fly, among the rows of the snapshot of the day: by the
    day of even odds, then those without."""
    wanted = rows["known"] & rows["category"].isin(FORECASTABLE) & ~rows["status"].isin(SETTLED)
    told = model_of(programme, as_of)
    slips, newest = _slips(programme, as_of), newest_claims(programme, as_of=as_of)
    found = [
        _outlook(programme, row, newest.get(row.id), told, slips=slips.get(row.id, 0), as_of=as_of)
        for row in rows[wanted].itertuples()
    ]
    by_id = {each.row.id: each for each in found}
    told_of = [_waiting(each, by_id) for each in found]
    return sorted(told_of, key=lambda each: (each.even, each.row.id))


def outlook(
    programme: Programme, row: Any, *, as_of: date, rows: pd.DataFrame | None = None
) -> Outlook:
    """That of one milestone, in a row of the snapshot of the day; what it waits for is looked for
    among the rows, by default those of the whole snapshot."""
    claim, told = _promising(programme, row.id, as_of), model_of(programme, as_of)
    slips = _slips(programme, as_of).get(row.id, 0)
    found = _outlook(programme, row, claim, told, slips=slips, as_of=as_of)
    if found.forecast is None or not row.depends_on:
        return found
    among = snapshot(programme, as_of=as_of) if rows is None else rows
    ahead = among[among["id"].isin(row.depends_on.split())]
    return _waiting(found, {e.row.id: e for e in outlooks(programme, ahead, as_of=as_of)})


def _waiting(found: Outlook, others: Mapping[str, Outlook]) -> Outlook:
    """The same with that of what it waits for whose even odds are last, if after its own."""
    ahead = (others.get(id) for id in found.row.depends_on.split())
    last = max((each for each in ahead if each and each.forecast),
               key=lambda each: each.even, default=None)  # fmt: skip
    later = found.forecast is not None and last is not None and last.even > found.even
    return replace(found, after=last) if later else found


def hindsight(programme: Programme, row: Any, *, as_of: date) -> list[Hindsight]:
    """Walking forward through what was said of a milestone before it happened."""
    said = known_statements(programme, as_of=as_of)
    own = said[said["milestone"] == row.id]
    happened = row.actual_words if row.status == "done" else None
    flew = happened.latest if happened else None
    days = [day.date() for day in own["announced_latest"].drop_duplicates()]
    found = []
    for day in days:
        claim = _promising(programme, row.id, day)
        # What was said that day may have promised nothing, or was the press beside the partners.
        if claim is None or claim.announced_latest.date() != day or (flew and day >= flew):
            continue
        if is_routine(programme, row, as_of=day):
            found.append(Hindsight(claim, None, "routine", None))
            continue
        found.append(_hindsight(claim, model_of(programme, day), day, flew))
    return found


def cases_of(programme: Programme, as_of: date) -> Cases | None:
    """The reference class beside the data, as it was known on a day; None where there is none."""
    try:
        return _known(reference(reference_of(programme.name)), as_of)
    except NoReference:
        return None


def model_of(programme: Programme, as_of: date) -> Model | None:
    """What it says; None where it is missing or too small."""
    cases = cases_of(programme, as_of)
    return None if cases is None else _model(cases)


@lru_cache(maxsize=64)
def _known(cases: Cases, day: date) -> Cases:
    return cases.known_by(day)


@lru_cache(maxsize=64)
def _model(cases: Cases) -> Model | None:
    return model(cases)


def _outlook(
    programme: Programme,
    row: Any,
    claim: Row | None,
    told: Model | None,
    *,
    slips: int,
    as_of: date,
) -> Outlook:
    # Without a reference class there is none for any milestone, whatever it is.
    unread = told is None and cases_of(programme, as_of) is None
    reason = "unread" if unread else _reason(programme, row, claim, as_of)
    if reason or claim is None:
        return Outlook(row, claim, None, reason, slips)
    made, reason = _made(claim, told, as_of)
    return Outlook(row, claim, made, reason, slips)


def _reason(programme: Programme, row: Any, claim: Row | None, as_of: date) -> str:
    """Why nothing can be said, as far as the milestone itself tells."""
    if row.status in SETTLED:
        return "settled"
    if row.category not in FORECASTABLE:
        return "category"
    if is_routine(programme, row, as_of=as_of):
        return "routine"
    if claim is None:
        return "undated"
    return "unsaid" if row.unrecorded else ""


def _made(claim: Row, told: Model | None, as_of: date) -> tuple[Forecast | None, str]:
    promise = promise_of(claim)
    reason = reason_against(promise, told)
    if reason or told is None:
        return None, reason
    return forecast(promise, told, as_of=as_of), ""


def _hindsight(claim: Row, told: Model | None, day: date, flew: date | None) -> Hindsight:
    made, reason = _made(claim, told, day)
    chance = None
    if made and told and flew:
        chance = chance_by(promise_of(claim), told, as_of=day, day=flew)
    return Hindsight(claim, made, reason, chance)


def _promising(programme: Programme, milestone: str, as_of: date) -> Row | None:
    """The newest live statement that names a date."""
    claims = claims_on(programme, milestone, as_of=as_of)
    return next((claim for claim in reversed(claims) if claim.target_words), None)


def promise_of(claim: Row) -> Promise:
    return Promise(claim.announced_latest.date(), claim.target_words)


def _slips(programme: Programme, as_of: date) -> dict[str, int]:
    history = slip_history(programme, as_of=as_of)
    return dict(zip(history["id"], history["slips"].astype(int), strict=True))
