"""This programme's own milestones, forecast statement by statement."""

from __future__ import annotations

from builders import REAL_DATA, TODAY

import tracker
from tracker.outlook import hindsight
from tracker.own_forecasts import Own, own_forecasts
from tracker.snapshot import snapshot

REAL = tracker.load(REAL_DATA, as_of=TODAY)
ROWS = snapshot(REAL, as_of=TODAY)
FOUND = own_forecasts(REAL, ROWS, as_of=TODAY)


def test_it_counts_before_even_odds_and_within_the_bands() -> None:
    own = Own("x", "X", (0.05, 0.3, 0.5, 0.76, 0.95))
    assert (own.early, own.within("50"), own.within("80")) == (3, 2, 3)


def test_the_first_flight_is_that_of_hindsight() -> None:
    row = next(ROWS[ROWS["id"] == "soyuz5-first-flight"].itertuples())
    given = [each.chance for each in hindsight(REAL, row, as_of=TODAY) if each.chance is not None]
    assert FOUND[0].id == "soyuz5-first-flight"
    assert list(FOUND[0].chances) == given


def test_only_what_happened_and_was_forecast_is_told_of() -> None:
    ids = {own.id for own in FOUND}
    done = set(ROWS.loc[ROWS["status"] == "done", "id"])
    assert ids <= done
    assert "soyuz-ms-28-launch" not in ids
    assert all(own.chances for own in FOUND)


def test_what_happens_later_is_not_scored_yet() -> None:
    day = TODAY.replace(year=2024)
    early = own_forecasts(REAL, snapshot(REAL, as_of=day), as_of=day)
    assert {own.id for own in early} < {own.id for own in FOUND}
