"""What the Forecast view is made of: forecasts, backtest and hindsight, worked out once for a
version of the data, of the reference class, and a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dashboards.components import Row
from dashboards.headline import leading
from dashboards.page import Page, known_milestones
from tracker.backtest import Scored, forward, leave_one_out
from tracker.forecast import FORECASTABLE, Model, is_enough
from tracker.outlook import Hindsight, Outlook, cases_of, hindsight, model_of, outlooks
from tracker.own_forecasts import Own, own_flight
from tracker.programme import Programme
from tracker.reference import Cases
from tracker.snapshot import titled
from tracker.statements import statement_counts

# Of whom so much was said it can be told what would have been forecast; so many are offered.
LEAST_SAID: Final = 3
OFFERED: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """How the forecast did on the class itself: each programme from all others, and each statement
    from what was known of the others on its day."""

    held_out: Scored
    walking: Scored

    def parts(self) -> list[tuple[str, Scored]]:
        """Both by their names, without one that scored nothing."""
        both = (("held_out", self.held_out), ("walking", self.walking))
        return [(name, scored) for name, scored in both if len(scored.crps)]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is told on one page: the class as it was known on the day with its model, None where
    there is none; the open milestones with a forecast and those without, each in order; a milestone
    with what would have been said of it, and which others may be chosen."""

    cases: Cases | None
    model: Model | None
    forecast: Sequence[Outlook]
    without: Sequence[Outlook]
    looked_back: Row | None
    earlier: Sequence[Hindsight]
    choices: Sequence[Row]


def told(page: Page) -> Told:
    """Everything that the page is about."""
    cases = cases_of(page.programme, page.as_of)
    found = _outlooks(page.programme, page.as_of, page.lang, cases)
    choices = _choices(page)
    chosen = _chosen(page, choices)
    return Told(
        cases=cases,
        model=model_of(page.programme, page.as_of),
        forecast=[each for each in found if each.forecast],
        without=[each for each in found if not each.forecast],
        looked_back=chosen,
        earlier=_earlier(page.programme, page.as_of, chosen.id, cases) if chosen else (),
        choices=choices,
    )


def backtested(cases: Cases | None) -> Tested | None:
    """The backtest of a class, None where too few of it had flown to score any."""
    if cases is None or not is_enough(cases):
        return None
    found = _tested(cases)
    return found if len(found.held_out.crps) else None


def own_flight_of(page: Page, cases: Cases) -> Own | None:
    """How the programme's own first flight would have been forecast."""
    return _flight(page.programme, page.as_of, page.lang, cases)


@lru_cache(maxsize=8)
def _flight(programme: Programme, as_of: date, lang: str, _cases: Cases) -> Own | None:
    rows = titled(known_milestones(programme, as_of), lang)
    return own_flight(programme, rows, as_of=as_of)


@lru_cache(maxsize=8)
def _tested(cases: Cases) -> Tested:
    return Tested(leave_one_out(cases), forward(cases))


@lru_cache(maxsize=8)
def _outlooks(
    programme: Programme, as_of: date, lang: str, _cases: Cases | None
) -> Sequence[Outlook]:
    """``_cases`` is another value when the files of the class have changed."""
    rows = titled(known_milestones(programme, as_of), lang)
    return outlooks(programme, rows, as_of=as_of)


@lru_cache(maxsize=16)
def _earlier(
    programme: Programme, as_of: date, id: str, _cases: Cases | None
) -> Sequence[Hindsight]:
    rows = known_milestones(programme, as_of)
    row = next(rows[rows["id"] == id].itertuples())
    return hindsight(programme, row, as_of=as_of)


def _choices(page: Page) -> Sequence[Row]:
    """The milestones that can be looked back on, those first of which most was said."""
    counts = statement_counts(page.programme, as_of=page.as_of)
    found = [
        row
        for row in page.known
        if row.category in FORECASTABLE and counts.get(row.id, 0) >= LEAST_SAID
    ]
    return sorted(found, key=lambda row: (-counts[row.id], row.id))[:OFFERED]


def _chosen(page: Page, choices: Sequence[Row]) -> Row | None:
    """The milestone of the address, else the one that leads the programme."""
    asked = page.query.get("milestone", "")
    named = next((row for row in page.known if row.id == asked), None)
    if named is not None and named.category in FORECASTABLE:
        return named
    lead = leading(page)
    ids = {row.id for row in choices}
    return lead if lead is not None and lead.id in ids else next(iter(choices), None)
