"""What was said by a day: counted, of some milestones, and each side's last word on one."""

from __future__ import annotations

from datetime import date

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker.columns import rows_of
from tracker.programme import Programme
from tracker.statements import (
    claims_on,
    known_statements,
    live_claims,
    statement_counts,
    statements_on,
)

DAYS = (TODAY, date(2025, 12, 27), date(2010, 1, 1), date(1990, 1, 1))
CHOSEN = ["soyuz5-first-flight", "baiterek-pad-ready", "nowhere"]


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


@pytest.mark.parametrize("day", DAYS)
def test_the_counts_are_those_of_the_statements(real: Programme, day: date) -> None:
    known = known_statements(real, as_of=day)
    assert statement_counts(real, as_of=day) == known["milestone"].value_counts().to_dict()


@pytest.mark.parametrize("day", DAYS)
def test_what_was_said_of_some_is_in_the_order_in_which_it_was(real: Programme, day: date) -> None:
    known = known_statements(real, as_of=day)
    lines = known.loc[known["milestone"].isin(CHOSEN), "line"].tolist()
    assert statements_on(real, CHOSEN, as_of=day)["line"].tolist() == lines


@pytest.mark.parametrize("day", DAYS)
def test_the_claims_on_one_milestone_are_its_live_claims(real: Programme, day: date) -> None:
    claims = live_claims(real, as_of=day)
    for name in CHOSEN:
        own = claims.loc[claims["milestone"] == name, "line"].tolist()
        assert [claim.line for claim in claims_on(real, name, as_of=day)] == own


def test_of_a_silent_record_nothing_was_said() -> None:
    silent = programme_of([milestone()])
    assert statement_counts(silent, as_of=TODAY) == {}
    assert claims_on(silent, "first-flight", as_of=TODAY) == []
    assert rows_of(statements_on(silent, ["first-flight"], as_of=TODAY)) == []


def test_what_is_said_later_is_not_counted() -> None:
    record = [said("2024-01-01", "2025"), said("2025-01-01", "2026")]
    programme = programme_of([milestone()], record)
    assert statement_counts(programme, as_of=date(2024, 12, 31)) == {"first-flight": 1}
