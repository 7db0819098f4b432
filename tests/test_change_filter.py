"""Which changes are shown: what an address asks for, and the address of what is asked."""

from __future__ import annotations

from datetime import date

import pytest
from builders import TODAY, milestone, programme_of, said

from dashboards.change_filter import (
    CHOICES,
    ChangeFilter,
    Period,
    last_day,
    last_days,
    period_words,
)
from dashboards.change_tables import moved_mark
from dashboards.elements import to_html
from tracker.change import KINDS
from tracker.changes import changes
from tracker.schema import TRACKS
from tracker.words import words

SAY = words("en")
CLAIMS = (said("2024-01-01", "2025"), said("2024-06-01", "2025"), said("2025-06-01", "2026"))
FOUND = changes(
    programme_of([milestone(planned="2026")], CLAIMS),
    since=date(2020, 1, 1),
    until=TODAY,
    confirmed=True,
)
FLIGHTS = {"first-flight": "Flights"}


def test_the_plain_address_is_the_last_90_days_of_everything() -> None:
    asked = ChangeFilter.parse({})
    assert asked.to_query() == {}
    assert asked.period(TODAY) == Period(date(2026, 8, 24), TODAY)
    assert not asked.narrows


@pytest.mark.parametrize(
    "query",
    [
        {"days": "30"},
        {"days": "all", "kind": "done,later"},
        {"since": "2025-01-01", "until": "Q1 2026", "track": "Ground complex,Flights"},
    ],
)
def test_an_address_comes_back_as_it_was(query: dict[str, str]) -> None:
    assert ChangeFilter.parse(query).to_query() == query


def test_words_that_no_list_knows_are_left_out() -> None:
    query = {"days": "7", "kind": "lost,later,added", "track": "Moon"}
    assert ChangeFilter.parse(query).to_query() == {"kind": "later"}


def test_of_a_period_in_words_the_last_day_counts() -> None:
    asked = ChangeFilter.parse({"since": "2024", "until": "Q1 2026"})
    assert asked.period(TODAY) == Period(date(2024, 12, 31), date(2026, 3, 31))
    assert last_day("by 2027") == date(2027, 12, 31)
    assert last_day("NET 2027") == date(2027, 1, 1)


def test_the_day_of_the_page_bounds_what_is_typed() -> None:
    asked = ChangeFilter.parse({"since": "2024", "until": "2030"})
    assert asked.period(TODAY) == Period(date(2024, 12, 31), TODAY)
    assert ChangeFilter.parse({"until": "2024"}).period(TODAY) == Period(None, date(2024, 12, 31))


@pytest.mark.parametrize(
    ("query", "trouble"),
    [
        ({"since": "soon"}, "soon"),
        ({"until": "03/04/2026"}, "2026-04-03"),
        ({"since": "2026", "until": "2025"},
         "The period ends before it begins: 2025 is before 2026."),
        ({"since": "2027"}, "The period ends before it begins: 2026-11-22 is before 2027."),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_and_the_usual_days_are(
    query: dict[str, str], trouble: str
) -> None:
    asked = ChangeFilter.parse(query)
    assert trouble in asked.trouble(TODAY, SAY)
    assert asked.period(TODAY) == ChangeFilter().period(TODAY)


def test_the_first_day_is_left_out_and_the_last_is_in() -> None:
    period = Period(date(2024, 1, 1), date(2025, 6, 1))
    assert [str(c.on) for c in FOUND if period.holds(c)] == ["2025-06-01", "2024-06-01"]


def test_kinds_and_tracks_let_through_what_they_name() -> None:
    def kinds(**asked: tuple[str, ...]) -> list[str]:
        return [c.kind for c in ChangeFilter(**asked).apply(FOUND, FLIGHTS)]

    assert kinds() == ["later", "first"]
    assert kinds(kinds=("confirmed",)) == ["confirmed"]
    assert kinds(tracks=("Flights",)) == ["later", "first"]
    assert kinds(tracks=("Vehicle",)) == []


def test_a_choice_is_added_and_taken_away_in_the_order_of_the_list() -> None:
    asked = ChangeFilter().toggled("kinds", "first").toggled("kinds", "done")
    assert asked.kinds == ("done", "first")
    assert asked.toggled("kinds", "done").kinds == ("first",)
    assert ChangeFilter().toggled("tracks", TRACKS[1]).tracks == (TRACKS[1],)


def test_every_kind_between_two_days_can_be_chosen() -> None:
    of_versions = {"added", "dropped", "reopened", "said", "unsaid", "corrected", "new source"}
    assert set(CHOICES) == set(KINDS) - of_versions


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ("30", "in the last 30 days"),
        ("all", "up to 22 Nov 2026"),
        ("2026-11-01", "since 1 Nov 2026"),
    ],
)
def test_a_period_is_told_in_words(days: str, text: str) -> None:
    period = last_days(days, TODAY)
    assert period is not None
    assert period_words(days, period, SAY) == text


@pytest.mark.parametrize("days", ["", "7", "soon", "2026-11-23"])
def test_other_periods_are_none(days: str) -> None:
    assert last_days(days, TODAY) is None


@pytest.mark.parametrize(
    ("before", "after", "mark"),
    [
        ("2025-01-01", "2025-02-12", '<span class="slip late" title="42 days later than'
                                     ' promised before">+42 d</span>'),
        ("2025", "2027", '<span class="slip late" title="at least 1 year later than'
                         ' promised before">+1 y</span>'),
        ("2027", "2025", '<span class="slip" title="at least 1 year sooner than'
                         ' promised before">−1 y</span>'),
        ("2025", "2025-Q4", None),
        ("NET 2025", "2027", None),
    ],
)  # fmt: skip
def test_only_what_is_certainly_late_is_red(before: str, after: str, mark: str | None) -> None:
    claims = said("2024-01-01", before), said("2024-02-01", after)
    programme = programme_of([milestone()], claims)
    change = changes(programme, since=date(2024, 1, 1), until=TODAY)[0]
    shown = moved_mark(change, SAY)
    assert (shown and to_html(shown)) == mark
