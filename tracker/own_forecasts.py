"""How forecasts of this programme's own milestones would have done, walking forward.

At each statement before it happened: what would have been said from what was known on that day, and
where in it the day fell. Statements of one milestone are not independent trials.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.backtest import BANDS
from tracker.forecast import FORECASTABLE
from tracker.outlook import hindsight
from tracker.programme import Programme

if TYPE_CHECKING:
    import pandas as pd

FLIGHT_TEST: Final = "flight-test"


class Own(NamedTuple):
    """A milestone that happened; ``chances`` are those that its forecasts, statement by statement,
    gave to its happening by the day on which it did."""

    id: str
    title: str
    chances: tuple[float, ...]

    @property
    def early(self) -> int:
        """How often it happened before even odds."""
        return sum(chance <= 0.5 for chance in self.chances)

    def within(self, band: str) -> int:
        """How often it fell into a band (`tracker.backtest.BANDS`)."""
        low, high = BANDS[band]
        return sum(low <= chance <= high for chance in self.chances)


def own_forecasts(programme: Programme, rows: pd.DataFrame, *, as_of: date) -> list[Own]:
    """Those of the rows of the snapshot of a day, the one with most forecasts first."""
    wanted = rows["known"] & rows["category"].isin(FORECASTABLE) & (rows["status"] == "done")
    found = [_own(programme, row, as_of) for row in rows[wanted].itertuples()]
    return sorted(
        (own for own in found if own.chances), key=lambda own: (-len(own.chances), own.id)
    )


def own_flight(programme: Programme, rows: pd.DataFrame, *, as_of: date) -> Own | None:
    """The first flight of the programme itself: of its flight tests that happened the one with most
    forecasts; None while there is none."""
    flights = rows[rows["category"] == FLIGHT_TEST]
    return next(iter(own_forecasts(programme, flights, as_of=as_of)), None)


def _own(programme: Programme, row: Any, as_of: date) -> Own:
    past = hindsight(programme, row, as_of=as_of)
    given = tuple(each.chance for each in past if each.chance is not None)
    return Own(row.id, row.title, given)
