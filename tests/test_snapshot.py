"""What was known on a day: status, window, slip, and nothing from later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.dates import DateWords
from tracker.programme import Programme
from tracker.snapshot import certain_slip, snapshot
from tracker.statements import live_claims

FLIGHT = "soyuz5-first-flight"


def row_of(*announcements: dict[str, str], as_of: str = "2026-11-22", **cells: str) -> Any:
    """The only milestone of a small programme, as of a day."""
    programme = programme_of([milestone(**cells)], announcements)
    return next(snapshot(programme, as_of=date.fromisoformat(as_of)).itertuples())


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def flight(programme: Programme, day: str) -> Any:
    rows = snapshot(programme, as_of=date.fromisoformat(day))
    return next(rows[rows["id"] == FLIGHT].itertuples())


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-03-31", "upcoming"),
        ("2026-04-01", "due"),
        ("2026-06-30", "due"),
        ("2026-07-01", "overdue"),
    ],
)
def test_a_period_is_due_from_its_first_day_to_its_last(as_of: str, status: str) -> None:
    assert row_of(planned="2026-Q2", as_of=as_of).status == status


def test_a_floor_is_never_overdue() -> None:
    assert row_of(planned="NET 2020-01").status == "due"
    assert row_of(planned="2020-01/..").status == "due"


def test_a_ceiling_is_overdue_after_its_last_day() -> None:
    assert row_of(planned="by 2025", as_of="2025-12-31").status == "due"
    assert row_of(planned="by 2025", as_of="2026-01-01").status == "overdue"


def test_done_begins_with_the_first_day_that_the_actual_allows() -> None:
    assert row_of(planned="2026", actual="2026-03", as_of="2026-02-28").status == "due"
    assert row_of(planned="2026", actual="2026-03", as_of="2026-03-01").status == "done"


def test_what_had_happened_by_a_day_is_done_from_that_day() -> None:
    assert row_of(planned="2026", actual="by 2025", as_of="2025-12-30").status == "upcoming"
    assert row_of(planned="2026", actual="by 2025", as_of="2025-12-31").status == "done"


def test_no_planned_date_is_undated() -> None:
    assert row_of().status == "undated"


def test_no_outcome_found_is_overdue_once_the_date_has_passed() -> None:
    assert row_of(planned="2025", outcome="unknown").status == "overdue"
    assert row_of(planned="2027", outcome="unknown").status == "upcoming"
    assert row_of(outcome="unknown").status == "overdue"


def test_cancelled_stays_cancelled_whatever_the_dates() -> None:
    assert row_of(planned="2020", outcome="cancelled").status == "cancelled"


def test_overdue_counts_from_the_end_of_the_window() -> None:
    assert row_of(planned="2026-10", as_of="2026-11-22").overdue_days == 22
    assert pd.isna(row_of(planned="2026-11", as_of="2026-11-22").overdue_days)


def test_slip_is_the_interval_between_two_windows() -> None:
    row = row_of(baseline="2025-12", planned="2026-Q1")
    assert (row.slip_min, row.slip_max) == (1, 120)


def test_a_more_precise_date_inside_the_old_window_is_no_certain_slip() -> None:
    row = row_of(baseline="2026", planned="2026-12-24")
    assert row.slip_min <= 0 <= row.slip_max


def test_an_earlier_date_is_a_negative_slip() -> None:
    row = row_of(baseline="2027-10", planned="2026-03-15")
    assert (row.slip_min, row.slip_max) == (-595, -565)


def test_nothing_slips_against_a_floor() -> None:
    row = row_of(baseline="NET 2024", planned="2026")
    assert pd.isna(row.slip_min)
    assert pd.isna(row.slip_max)


def test_an_open_side_leaves_the_slip_open_there() -> None:
    row = row_of(baseline="by 2024", planned="2026")
    assert row.slip_min == 366
    assert pd.isna(row.slip_max)


def test_the_cell_wins_after_the_last_announcement_and_is_marked_when_nobody_said_it() -> None:
    row = row_of(said("2024-01-10", "2025"), planned="2026")
    assert (row.planned, row.unrecorded) == ("2026", True)
    assert not row_of(said("2024-01-10", "2025"), planned="2025").unrecorded


def test_before_the_last_announcement_the_record_explains() -> None:
    record = said("2020-05-01", "2022"), said("2022-05-01", "2024")
    row = row_of(*record, planned="2026", as_of="2021-01-01")
    assert (row.planned, row.speaker, row.claim_source) == (
        "2022",
        "A. Speaker",
        "https://example.org/2020-05-01",
    )


def test_a_withdrawn_promise_leaves_no_date() -> None:
    record = said("2020-05-01", "2022"), said("2021-05-01", "tbd"), said("2022-05-01", "2024")
    assert row_of(*record, planned="2024", as_of="2021-06-01").status == "undated"


def test_a_statement_dated_to_a_month_is_known_from_its_last_day() -> None:
    record = said("2020-05", "2022"), said("2022-05-01", "2024")
    assert row_of(*record, planned="2024", as_of="2020-05-30").planned == ""
    assert row_of(*record, planned="2024", as_of="2020-05-31").planned == "2022"


def test_two_sides_without_a_common_day_are_contested() -> None:
    apart = said("2025-12-20", "2026-Q1", "kz"), said("2025-12-26", "2026-Q3", "ru")
    assert row_of(*apart, planned="2026-Q3", as_of="2025-12-27").contested
    together = said("2025-12-20", "2026-Q1", "kz"), said("2025-12-26", "2026-03", "ru")
    assert not row_of(*together, planned="2026-03", as_of="2025-12-27").contested


def test_one_side_withdrawing_while_the_other_promises_is_contested() -> None:
    record = said("2025-12-26", "tbd", "ru"), said("2025-12-26", "2026-Q1", "kz")
    assert row_of(*record, planned="2026-Q1", as_of="2025-12-27").contested


def test_a_joint_statement_settles_what_the_sides_said_before() -> None:
    record = (
        said("2025-01-10", "2026", "kz"),
        said("2025-01-11", "2027", "ru"),
        said("2025-02-01", "2028", "joint"),
    )
    programme = programme_of([milestone(planned="2028")], record)
    claims = live_claims(programme, as_of=TODAY)
    assert claims["side"].tolist() == ["joint"]
    assert not snapshot(programme, as_of=TODAY)["contested"].item()


def test_what_the_press_repeats_does_not_replace_a_promise() -> None:
    record = said("2025-01-10", "2026", "ru"), said("2025-03-10", "2029", "press")
    claims = live_claims(programme_of([milestone(planned="2026")], record), as_of=TODAY)
    assert claims["target"].tolist() == ["2026"]


def test_the_press_speaks_where_nobody_else_did() -> None:
    record = [said("2025-03-10", "2029", "press")]
    claims = live_claims(programme_of([milestone(planned="2029")], record), as_of=TODAY)
    assert claims["target"].tolist() == ["2029"]


def test_milestones_alone_are_enough() -> None:
    row = row_of(baseline="2022", planned="2026", as_of="2020-01-01")
    assert (row.status, row.planned, row.known) == ("upcoming", "2026", True)


def test_what_was_never_mentioned_by_then_is_not_known() -> None:
    assert not row_of(actual="2026-04-30", as_of="2026-04-29").known
    assert not row_of(said("2025-01-01", "2026"), planned="2026", as_of="2024-12-31").known


def test_every_reading_is_a_date_or_none_on_every_day(real: Programme) -> None:
    for day in {*real.announcements["announced_latest"].dt.date, TODAY}:
        rows = snapshot(real, as_of=day)
        for column in ("start", "baseline", "planned", "actual", "current", "announced"):
            cells = rows[f"{column}_words"]
            assert all(cell is None or isinstance(cell, DateWords) for cell in cells), column


def test_what_stands_in_the_file_has_been_said_by_the_day_it_is_read() -> None:
    record = said("2025-03-01", "2026"), said("2026-11", "2028"), said("2026", "2027", "kz")
    row = row_of(*record, planned="2028", as_of="2026-11-22")
    assert (row.planned, row.known, row.unrecorded) == ("2028", True, False)


def test_the_first_promise_is_known_from_the_day_it_was_made() -> None:
    record = said("2016-09-14", "by 2025", "press"), said("2025-01-10", "2028", "kz")
    assert row_of(*record, baseline="2028", planned="2028", as_of="2020-01-01").baseline == ""
    assert row_of(*record, baseline="2028", planned="2028", as_of="2025-01-10").baseline == "2028"


def test_beside_a_record_a_plan_that_nobody_announced_by_then_is_not_known() -> None:
    rows = [milestone(), milestone("ms-27", planned="2025-04-08", actual="2025-04-08")]
    programme = programme_of(rows, [said("2020-01-01", "2022")])
    seen = snapshot(programme, as_of=date(2021, 1, 1))
    assert seen.loc[seen["known"], "id"].tolist() == ["first-flight"]


def test_what_was_cancelled_needs_no_announcement_on_record() -> None:
    assert not row_of(said("2020-01-01", "2022"), outcome="cancelled").unrecorded


def test_a_snapshot_leaves_its_programme_unchanged() -> None:
    programme = programme_of([milestone(planned="2026")], [said("2025-01-01", "2026")])
    before = programme.milestones.copy(), programme.announcements.copy()
    snapshot(programme, as_of=TODAY)
    pd.testing.assert_frame_equal(programme.milestones, before[0])
    pd.testing.assert_frame_equal(programme.announcements, before[1])


def test_who_changes_a_snapshot_changes_his_own() -> None:
    programme = programme_of([milestone(planned="2026")], [said("2025-01-01", "2026")])
    mine = snapshot(programme, as_of=TODAY)
    mine.loc[:, ["status", "planned"]] = "mine"
    mine.loc[:, "slip_min"] = -1.0
    fresh = snapshot(programme, as_of=TODAY)
    assert (fresh["status"].item(), fresh["planned"].item()) == ("due", "2026")
    assert pd.isna(fresh["slip_min"].item())


def test_an_empty_file_gives_an_empty_snapshot() -> None:
    assert snapshot(programme_of([]), as_of=TODAY).empty


def test_the_real_first_flight_by_day(real: Programme) -> None:
    assert flight(real, "2024-10-15").planned == "2026"
    assert flight(real, "2024-10-15").speaker == "Ravil Akhmetov"
    assert flight(real, "2025-12-25").planned == "end of 2025"
    assert flight(real, "2025-12-27").contested
    assert flight(real, "2026-02-01").planned == "end of March 2026"
    flown = flight(real, "2026-05-01")
    assert (flown.status, flown.actual, flown.confidence) == ("done", "2026-04-30", "medium")
    assert flown.slip_min == 1216


def test_every_real_milestone_has_one_row(real: Programme) -> None:
    rows = snapshot(real, as_of=TODAY)
    assert rows["id"].tolist() == real.milestones["id"].tolist()
    assert rows["known"].all()


def without_what_came_later(programme: Programme, day: date) -> Programme:
    """The same files as somebody would have kept them on that day, with other words for later."""
    stamp = pd.Timestamp(day)
    said_by_then = programme.announcements["announced_latest"] <= stamp
    later = programme.milestones["actual_earliest"] > stamp
    rows = programme.milestones.assign(
        actual=programme.milestones["actual"].mask(later, "2099-01-01"),
        actual_earliest=programme.milestones["actual_earliest"].mask(
            later, pd.Timestamp("2099-01-01")
        ),
        note=programme.milestones["note"].mask(later, "LATER"),
        outcome=programme.milestones["outcome"].mask(later, "failure"),
        source=programme.milestones["source"].mask(later, "https://later.example"),
        confidence=programme.milestones["confidence"].mask(later, "low"),
    )
    record = programme.announcements.assign(
        target=programme.announcements["target"].where(said_by_then, "LATER"),
        speaker=programme.announcements["speaker"].where(said_by_then, "LATER"),
        source=programme.announcements["source"].where(said_by_then, "https://later.example"),
    )
    return replace(programme, milestones=rows, announcements=record)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=8000))
def test_nothing_from_after_the_day_leaks(days: int) -> None:
    day = date(2004, 12, 1) + timedelta(days=days)
    programme = tracker.load(REAL_DATA, as_of=TODAY) if not CACHE else CACHE[0]
    CACHE[:] = [programme]
    seen = snapshot(programme, as_of=day)
    without = snapshot(without_what_came_later(programme, day), as_of=day)
    shown = [name for name in seen.columns if name not in INTERNAL]
    pd.testing.assert_frame_equal(seen[shown], without[shown])
    assert (
        seen["current_earliest"].where(seen["status"] == "done").dropna() <= pd.Timestamp(day)
    ).all()


CACHE: list[Programme] = []
# Working columns of the snapshot that no view shows.
INTERNAL = {
    *("happens_later", "said_later", "happened", "has_record", "has_claim"),
    *("baseline_said", "baseline_said_later", "undated_cells"),
}


def test_the_certain_slip_is_what_no_reading_can_argue_away() -> None:
    assert certain_slip(31, 395) == 31
    assert certain_slip(-20, 10) == 0
    assert certain_slip(-90, -60) == -60
    assert certain_slip(float("nan"), float("nan")) == 0


def test_before_the_first_day_of_the_record_nothing_is_known() -> None:
    programme = programme_of(
        [milestone("lease-end", planned="2050"), milestone(actual="2026-04-30")],
        [said("2024-10-15", "2026")],
    )
    known = {
        day: snapshot(programme, as_of=day)["known"].tolist()
        for day in (date(2024, 10, 14), date(2024, 10, 15))
    }
    assert known == {date(2024, 10, 14): [False, False], date(2024, 10, 15): [True, True]}


def test_milestones_without_any_statement_are_known_on_every_day() -> None:
    programme = programme_of([milestone("lease-end", planned="2050"), milestone(actual="2026")])
    assert snapshot(programme, as_of=date(1950, 1, 1))["known"].tolist() == [True, False]


def test_what_happened_on_a_day_that_cannot_be_read_is_not_overdue_for_want_of_a_report() -> None:
    row = row_of(planned="2025", baseline="2024", actual="32 May 2025", as_of="2026-06-01")
    assert (row.status, row.unread, row.current_words) == ("undated", True, None)
    assert (row.actual, row.planned) == ("32 May 2025", "2025")
    assert pd.isna(row.overdue_days)
    assert pd.isna(row.slip_min)
    assert not row.contested
    assert not row.unrecorded


def test_before_its_plan_has_passed_a_day_that_cannot_be_read_says_nothing() -> None:
    row = row_of(planned="2025", actual="32 May 2025", as_of="2025-06-01")
    assert (row.status, row.unread, row.actual) == ("due", False, "")


def test_an_outcome_that_the_file_names_holds_beside_a_day_that_cannot_be_read() -> None:
    for outcome, status in (("unknown", "overdue"), ("cancelled", "cancelled")):
        row = row_of(planned="2025", actual="soon", outcome=outcome, as_of="2026-06-01")
        assert (row.status, row.unread) == (status, False)


def test_a_plan_that_cannot_be_read_is_told_from_none() -> None:
    assert row_of(planned="somewhen").unread
    assert not row_of(planned="").unread
