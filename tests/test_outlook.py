"""The forecasts of this programme: which statement counts, what is known by a day, hindsight."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import REAL_DATA, TODAY, files_of, milestone, said

import tracker
from tracker.forecast import NO_FORECAST
from tracker.outlook import Outlook, cases_of, hindsight, outlook, outlooks
from tracker.programme import Programme, build
from tracker.snapshot import snapshot
from tracker.store import Files

REAL = tracker.load(REAL_DATA, as_of=TODAY)


def beside_the_real_class(*rows: Any, spoken: list[dict[str, str]]) -> Programme:
    files = files_of(rows, spoken)
    return build(
        Files(REAL_DATA, files.milestones, files.announcements, files.version), as_of=TODAY
    )


def real_outlooks(day: date) -> list[Outlook]:
    return outlooks(REAL, snapshot(REAL, as_of=day), as_of=day)


def row_of(programme: Programme, id: str, as_of: date = TODAY) -> Any:
    rows = snapshot(programme, as_of=as_of)
    return next(rows[rows["id"] == id].itertuples())


def told(*spoken: dict[str, str], as_of: date = TODAY, **cells: str) -> Outlook:
    row = milestone(**{"category": "flight-test", **cells})
    programme = beside_the_real_class(row, spoken=list(spoken))
    return outlook(programme, row_of(programme, "first-flight", as_of), as_of=as_of)


@pytest.mark.parametrize(
    ("spoken", "cells", "reason"),
    [
        ([said("2026-01-01", "2027")], {"planned": "2027"}, ""),
        ([said("2026-01-01", "2027")], {"actual": "2026-11-01"}, "settled"),
        ([said("2026-01-01", "2027")], {"outcome": "cancelled"}, "settled"),
        ([said("2026-01-01", "2027")], {"planned": "2027", "category": "meeting"}, "category"),
        ([said("2026-01-01", "2027")], {"planned": "2027", "category": "launch"}, "routine"),
        ([said("2026-01-01", "tbd")], {}, "undated"),
        ([], {"planned": "2027"}, "undated"),
        ([said("2026-01-01", "2027")], {"planned": "2028"}, "unsaid"),
        ([said("2026-01-01", "NET 2027")], {"planned": "NET 2027"}, "floor"),
        ([said("2026-01-01", "2026-01-20")], {"planned": "2026-01-20"}, "near"),
        ([said("2026-01-01", "2045")], {"planned": "2045"}, "far"),
        ([said("2001-01-01", "2027")], {"planned": "2027"}, "far"),
    ],
)
def test_why_there_is_a_forecast_or_none(
    spoken: list[dict[str, str]], cells: dict[str, str], reason: str
) -> None:
    found = told(*spoken, **cells)
    assert found.reason == reason
    assert (found.forecast is None) == bool(reason)


def test_without_a_reference_class_there_is_none() -> None:
    row = milestone(category="flight-test", planned="2027")
    files = files_of([row], [said("2026-01-01", "2027")])
    elsewhere = Files(REAL_DATA / "none", files.milestones, files.announcements, files.version)
    programme = build(elsewhere, as_of=TODAY)
    assert [
        each.reason for each in outlooks(programme, snapshot(programme, as_of=TODAY), as_of=TODAY)
    ] == ["unread"]


def test_when_few_of_the_class_had_flown_there_is_none() -> None:
    found = told(said("2003-06-01", "2005"), as_of=date(2003, 7, 1), planned="2005")
    assert found.reason == "few"


def test_the_newest_live_statement_that_names_a_date_is_the_promise() -> None:
    spoken = [
        said("2026-01-01", "2027"),
        said("2026-03-01", "2028", "kz"),
        said("2026-04-01", "tbd"),
    ]
    found = told(*spoken)
    assert found.claim is not None
    assert found.claim.target == "2028"


def test_what_was_said_after_the_day_changes_nothing() -> None:
    early, late = said("2025-01-01", "2026"), said("2026-06-01", "2029")
    then = told(early, as_of=date(2025, 6, 1), planned="2026").forecast
    later = told(early, late, as_of=date(2025, 6, 1), planned="2029").forecast
    assert then is not None
    assert then == later


def test_the_class_is_that_which_was_known_on_the_day() -> None:
    for day in (date(2010, 1, 1), date(2020, 1, 1), TODAY):
        cases = cases_of(REAL, day)
        assert cases is not None
        assert cases.known.max() <= day.toordinal()
        assert cases.said.max() < day.toordinal()


def test_the_odds_do_not_count_its_own_moves() -> None:
    """They are told beside: a milestone that has moved often has the odds of one that has not."""
    moved = told(said("2024-01-01", "2024-06"), said("2026-01-01", "2027"), planned="2027")
    steady = told(said("2026-01-01", "2027"), planned="2027")
    assert (moved.slips, steady.slips) == (1, 0)
    assert moved.forecast == steady.forecast


def test_every_open_milestone_that_is_built_or_flies_is_told_of_in_the_order_of_even_odds() -> None:
    found = real_outlooks(TODAY)
    days = [each.even for each in found]
    assert days == sorted(days)
    assert all(each.forecast or NO_FORECAST[each.reason] for each in found)
    rows = snapshot(REAL, as_of=TODAY)
    settled = set(rows.loc[rows["status"].isin(["done", "cancelled"]), "id"])
    assert not settled & {each.row.id for each in found}
    assert len(found) >= 15


def test_hindsight_walks_through_the_statements_and_knows_no_more_than_they_did() -> None:
    first_flight = row_of(REAL, "soyuz5-first-flight")
    whole = hindsight(REAL, first_flight, as_of=TODAY)
    days = [each.claim.announced_latest.date() for each in whole]
    assert days == sorted(set(days))
    assert days[0] == date(2017, 6, 13)
    assert days[-1] < date(2026, 4, 30)
    day = date(2022, 7, 2)
    then = hindsight(REAL, row_of(REAL, "soyuz5-first-flight", day), as_of=day)
    assert [each.forecast for each in then] == [
        each.forecast for each, said_on in zip(whole, days, strict=True) if said_on <= day
    ]
    assert [each.chance for each in then] == [None] * len(then)
    assert all(0 <= each.chance <= 1 for each in whole if each.chance is not None)


def test_hindsight_of_a_routine_launch_has_no_forecast_either() -> None:
    found = hindsight(REAL, row_of(REAL, "soyuz-ms-29-launch"), as_of=TODAY)
    assert {(each.forecast, each.reason) for each in found} == {(None, "routine")}


def test_a_later_day_without_news_never_brings_the_real_ones_nearer() -> None:
    """From the day on which the class was last looked up on: until then it grows."""
    settled = {each.row.id: each.even for each in real_outlooks(date(2026, 6, 1))}
    for days in (30, 120, 170):
        day = date(2026, 6, 1) + timedelta(days=days)
        for each in real_outlooks(day):
            assert each.even >= settled[each.row.id]
