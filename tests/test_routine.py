"""Which launches are operation: those that, as of a day, wait for no flight test on record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker.routine import is_routine
from tracker.snapshot import snapshot

REAL = tracker.load(REAL_DATA, as_of=TODAY)


def launch(depends_on: str = "", **cells: str) -> dict[str, str]:
    return milestone("cargo", category="launch", planned="2028", depends_on=depends_on, **cells)


def told(*rows: dict[str, str], as_of: date = TODAY, spoken: list[Any] | None = None) -> bool:
    programme = programme_of(rows, spoken or [])
    every = snapshot(programme, as_of=as_of)
    row = next(every[every["id"] == "cargo"].itertuples())
    return is_routine(programme, row, as_of=as_of)


@pytest.mark.parametrize(
    ("rows", "routine"),
    [
        ([launch()], True),
        ([launch("nothing-of-that-name")], True),
        ([launch("test"), milestone("test", category="flight-test", planned="2027")], False),
        ([launch("pad"), milestone("pad", category="ground", planned="2027")], True),
        (
            [
                launch("pad"),
                milestone("pad", category="ground", planned="2027", depends_on="test"),
                milestone("test", category="flight-test", planned="2027"),
            ],
            False,
        ),
        (
            [
                launch("test"),
                milestone("test", category="flight-test", planned="2026", actual="2026-02-01"),
            ],
            True,
        ),
        (
            [
                launch("test"),
                milestone("test", category="flight-test", planned="2026", outcome="cancelled"),
            ],
            True,
        ),
        (
            [
                launch("test"),
                milestone("test", category="flight-test", planned="2025", outcome="unknown"),
            ],
            False,
        ),
        ([launch("cargo")], True),
    ],
)
def test_a_launch_that_waits_for_an_open_flight_test_is_no_routine(
    rows: list[dict[str, str]], routine: bool
) -> None:
    assert told(*rows) is routine


def test_nothing_but_a_launch_is_routine() -> None:
    assert not told(milestone("cargo", category="ground", planned="2028"))
    assert not told(milestone("cargo", category="flight-test", planned="2028"))


def test_on_a_past_day_a_test_that_has_been_flown_since_was_waited_for() -> None:
    rows = (
        launch("test"),
        milestone("test", category="flight-test", planned="2026", actual="2026-02-01"),
    )
    spoken = [
        said("2025-01-01", "2026", milestone="test"),
        said("2025-01-01", "2028", milestone="cargo"),
    ]
    assert told(*rows, spoken=spoken)
    assert not told(*rows, spoken=spoken, as_of=date(2026, 1, 31))


def test_of_the_real_launches_those_of_the_new_rocket_wait_for_its_tests() -> None:
    rows = snapshot(REAL, as_of=TODAY)
    launches = rows[(rows["category"] == "launch") & ~rows["status"].isin(["done", "cancelled"])]
    assert {row.id: is_routine(REAL, row, as_of=TODAY) for row in launches.itertuples()} == {
        "soyuz-ms-29-launch": True,
        "soyuz5-commercial-start": False,
        "baiterek-guaranteed-launches": False,
    }
