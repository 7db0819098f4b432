"""Who promised what, and what was kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker.programme import Programme
from tracker.promises import Tallies, Tally, by, promise_columns, promises_kept

FLIGHT = "soyuz5-first-flight"


def fates(*announcements: dict[str, str], as_of: date = TODAY, **cells: str) -> list[Any]:
    programme = programme_of([milestone(**cells)], announcements)
    return list(promises_kept(programme, as_of=as_of).itertuples())


def fate(target: str, as_of: date = TODAY, **cells: str) -> tuple[str, str]:
    (promise,) = fates(said("2020-01-01", target), as_of=as_of, **cells)
    return promise.fate, promise.reason


def tallied(programme: Programme, name: Any) -> Tallies:
    return by(promise_columns(programme, TODAY), name)


def names(programme: Programme, name: Any) -> list[str]:
    return [tally.name for tally in tallied(programme, name).told]


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("2025", "2025-12-31", ("kept", "in time")),
        ("2025", "2024-02-01", ("kept", "in time")),  # earlier is kept too
        ("2025", "2026-01-01", ("broken", "late")),
        ("by 2025", "2025-12-31", ("kept", "in time")),
        ("by 2025", "2026-01-01", ("broken", "late")),
        ("2025-Q2", "2025-H1", ("kept", "in time")),
        ("2025-Q1", "2025-H1", ("open", "in time or late")),
        ("2025-Q1", "by 2025-03", ("kept", "in time")),
        ("2025-Q1", "by 2025-06", ("open", "in time or late")),
    ],
)
def test_a_promise_is_kept_when_it_happened_by_the_end_of_its_window(
    target: str, actual: str, expected: tuple[str, str]
) -> None:
    assert fate(target, actual=actual) == expected


def test_a_promise_is_open_until_its_last_day_has_ended() -> None:
    assert fate("2025-12", date(2025, 12, 31), planned="2025-12") == ("open", "ahead")
    assert fate("2025-12", date(2026, 1, 1), planned="2025-12") == ("broken", "not yet")


def test_moving_a_promise_does_not_break_it_before_its_window_has_ended() -> None:
    record = said("2025-01-01", "2025-12"), said("2025-12-26", "2026-Q1")
    assert [row.fate for row in fates(*record, as_of=date(2025, 12, 31))] == ["open", "open"]
    assert [row.fate for row in fates(*record, as_of=date(2026, 1, 1))] == ["broken", "open"]


def test_where_no_outcome_was_found_nobody_is_blamed() -> None:
    assert fate("2022", outcome="unknown") == ("open", "no outcome found")


def test_a_later_word_tells_that_it_had_not_happened() -> None:
    moved = fates(said("2020-01-01", "2021"), said("2021-12-01", "2022"), outcome="unknown")
    assert [(row.fate, row.reason) for row in moved] == [
        ("broken", "not yet"),
        ("open", "no outcome found"),
    ]
    withdrawn = fates(said("2020-01-01", "2021"), said("2021-12-01", "tbd"), outcome="unknown")
    assert [(row.fate, row.reason) for row in withdrawn] == [("broken", "not yet")]


def test_what_was_cancelled_is_broken() -> None:
    assert fate("2029", outcome="cancelled") == ("broken", "cancelled")


@pytest.mark.parametrize("target", ["NET 2025", "2025-03/..", "tbd"])
def test_a_floor_and_a_withdrawal_are_no_promises(target: str) -> None:
    assert fates(said("2020-01-01", target), actual="2026-01-01") == []


def test_an_anniversary_is_no_promise() -> None:
    assert fates(said("2020-01-01", "2021-04-12"), category="anniversary") == []


def test_what_the_press_says_is_no_promise_even_where_nobody_else_spoke() -> None:
    assert fates(said("2020-01-01", "2021", "press")) == []


def test_what_is_told_afterwards_is_no_promise() -> None:
    assert fates(said("2020-01-01", "2019-05-05"), actual="2019-05-05") == []


def test_a_promise_repeated_is_told_once_and_by_another_again() -> None:
    rows = fates(
        said("2020-01-01", "2021"),
        said("2020-02-01", "2021"),
        said("2020-03-01", "2021", speaker="B. Speaker"),
        said("2020-04-01", "2022"),
    )
    assert [(row.announced, row.speaker, row.times) for row in rows] == [
        ("2020-01-01", "A. Speaker", 2),
        ("2020-03-01", "B. Speaker", 1),
        ("2020-04-01", "A. Speaker", 1),
    ]


def test_the_slip_of_a_promise_is_counted_against_its_window() -> None:
    (period,) = fates(said("2020-01-01", "2025-12"), actual="2026-04-30")
    assert (period.slip_min, period.slip_max) == (120, 150)
    (ceiling,) = fates(said("2020-01-01", "by 2025"), actual="2026-04-30")
    assert (ceiling.slip_min, ceiling.slip_max) == (120, 120)


def test_what_has_not_happened_is_late_by_the_days_so_far() -> None:
    (row,) = fates(said("2020-01-01", "2025-12"), as_of=date(2026, 1, 10))
    assert row.slip_min == 10
    assert pd.isna(row.slip_max)


def test_the_fate_of_a_day_knows_nothing_of_later() -> None:
    record = said("2025-01-01", "end of 2025"), said("2025-12-26", "2026-Q1")
    then = fates(*record, actual="2026-04-30", as_of=date(2025, 12, 25))
    assert [(row.target, row.fate) for row in then] == [("end of 2025", "open")]


def promised(name: str, target: str, **cells: str) -> dict[str, str]:
    return said("2020-01-01", target, milestone=name, **cells)


def test_nothing_is_said_of_fewer_than_three_promises() -> None:
    milestones = [milestone(f"m-{n}", actual="2025-06-01") for n in range(3)]
    record = [promised(f"m-{n}", "2025") for n in range(3)]
    found = Tally("A. Speaker", made=3, kept=3, broken=0, open=0, decided=3,
                  median_slip_min=-213, median_slip_max=151)  # fmt: skip
    assert tallied(programme_of(milestones, record), "speaker") == Tallies((found,), left_out=0)
    assert tallied(programme_of(milestones, record[:2]), "speaker") == Tallies((), left_out=1)


def test_who_speaks_together_has_promised_each() -> None:
    milestones = [milestone(f"m-{n}") for n in range(3)]
    record = [
        promised(
            f"m-{n}",
            "2025",
            side="joint",
            speaker="A; B",
            organisation="Roscosmos (contract); Kazcosmos",
        )
        for n in range(3)
    ]
    programme = programme_of(milestones, record)
    assert names(programme, "speaker") == ["A", "B"]
    assert names(programme, "organisation") == ["Kazcosmos", "Roscosmos"]
    assert names(programme, "side") == ["joint"]


def test_brackets_in_brackets_are_no_part_of_a_name() -> None:
    named = ("Roscosmos", "Roscosmos (contract)", "Roscosmos (contract (2005; renewed))")
    record = [promised(f"m-{n}", "2025", organisation=name) for n, name in enumerate(named)]
    milestones = [milestone(f"m-{n}") for n in range(3)]
    assert names(programme_of(milestones, record), "organisation") == ["Roscosmos"]


def test_what_three_speakers_of_one_side_promise_is_one_promise_of_the_side() -> None:
    record = [said("2020-01-01", "2025", speaker=name) for name in ("A", "B", "C")]
    programme = programme_of([milestone()], record)
    assert len(promises_kept(programme, as_of=TODAY)) == 3
    assert names(programme, "side") == []


def test_who_named_nobody_is_left_out_of_the_speakers() -> None:
    milestones = [milestone(f"m-{n}") for n in range(3)]
    record = [promised(f"m-{n}", "2025", speaker="") for n in range(3)]
    assert names(programme_of(milestones, record), "speaker") == []


def test_a_median_has_no_end_while_half_of_it_has_none() -> None:
    milestones = [milestone("m-0", actual="2026-01-31"), milestone("m-1"), milestone("m-2")]
    record = [promised(f"m-{n}", "2025") for n in range(3)]
    (row,) = tallied(programme_of(milestones, record), "speaker").told
    assert row.median_slip_min == 326  # two of three have not happened to this day
    assert pd.isna(row.median_slip_max)


def test_of_the_real_promises_of_the_first_flight_only_2026_was_kept(real: Programme) -> None:
    rows = promises_kept(real, as_of=TODAY)
    flight = rows[rows["milestone"] == FLIGHT]
    kept = flight[flight["fate"] == "kept"]
    assert kept[["speaker", "target"]].to_numpy().tolist() == [["Ravil Akhmetov", "2026"]]
    assert (flight["fate"] != "open").all()


def test_as_of_christmas_2025_the_real_promises_of_that_year_were_open(real: Programme) -> None:
    rows = promises_kept(real, as_of=date(2025, 12, 25))
    flight = rows[(rows["milestone"] == FLIGHT) & (rows["target_latest"] >= "2025-12-31")]
    assert set(flight["fate"]) == {"open"}


def test_every_real_promise_has_one_fate_and_the_tallies_add_up(real: Programme) -> None:
    rows = promises_kept(real, as_of=TODAY)
    assert set(rows["fate"]) == {"kept", "broken", "open"}
    for name in ("side", "organisation", "speaker"):
        tallies = tallied(real, name).told
        assert all(tally.kept + tally.broken == tally.decided for tally in tallies)
        assert all(tally.decided + tally.open == tally.made >= 3 for tally in tallies)


def test_an_empty_record_has_nobody_to_tell_of() -> None:
    for programme in (programme_of([]), programme_of([milestone()])):
        assert tallied(programme, "side") == Tallies((), left_out=0)


def test_where_the_day_on_which_it_happened_cannot_be_read_nobody_is_blamed() -> None:
    assert fate("2022", planned="2022", actual="32 May 2022") == ("open", "date cannot be read")
