"""How far each milestone slipped; what holds of the promises likewise."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.moves import moves
from tracker.programme import Programme
from tracker.promises import promises_kept
from tracker.record import slip_history
from tracker.snapshot import snapshot

FLIGHT = "soyuz5-first-flight"


def history(*announcements: dict[str, str], as_of: date = TODAY, **cells: str) -> Any:
    programme = programme_of([milestone(**cells)], announcements)
    (row,) = slip_history(programme, as_of=as_of).itertuples()
    return row


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def test_a_history_counts_the_days_on_which_the_promise_slipped() -> None:
    row = history(
        said("2020-01-01", "2022"),
        said("2020-05-01", "2022-Q3"),  # more precise
        said("2021-01-01", "2023", "ru"),
        said("2021-01-01", "2024", "kz"),  # the same day, the same slip
        said("2022-01-01", "2023", "kz"),  # earlier
        said("2023-01-01", "tbd"),
        said("2023-06-01", "2025"),
        baseline="2022",
        planned="2025",
    )
    assert (row.statements, row.dated, row.slips) == (7, 6, 2)


def test_a_raised_ceiling_is_a_slip_and_a_raised_floor_is_none() -> None:
    assert history(said("2020-01-01", "by 2021"), said("2021-01-01", "by 2023")).slips == 1
    assert history(said("2020-01-01", "NET 2021"), said("2021-01-01", "NET 2023")).slips == 0


def test_a_ceiling_beyond_a_period_is_a_slip_and_so_is_a_period_beyond_a_ceiling() -> None:
    assert history(said("2020-01-01", "2021"), said("2021-01-01", "by 2023")).slips == 1
    assert history(said("2020-01-01", "by 2021"), said("2021-01-01", "2021/2022")).slips == 1
    assert history(said("2020-01-01", "2021"), said("2021-01-01", "by 2021")).slips == 0
    assert history(said("2020-01-01", "by 2021"), said("2021-01-01", "2021")).slips == 0
    restored = said("2020-01-01", "2021"), said("2020-06-01", "tbd"), said("2021-01-01", "by 2023")
    assert history(*restored).slips == 1


def test_the_real_pad_rose_five_times_and_no_promise_outlived_the_next(real: Programme) -> None:
    rows = slip_history(real, as_of=TODAY)
    assert rows.set_index("id")["slips"]["baiterek-pad-ready"] == 5
    pad = moves(real, as_of=TODAY)
    (stood,) = pad.loc[
        (pad["milestone"] == "baiterek-pad-ready") & (pad["target"] == "by 2023"), "stood_days"
    ]
    assert stood == (date(2023, 8, 17) - date(2019, 9, 7)).days


def test_a_history_names_the_first_promise_and_the_statement_that_stands() -> None:
    row = history(
        said("2019-01-01", "NET 2021"),
        said("2020-01-01", "2022", speaker="First"),
        said("2023-01-01", "2024", speaker="Last", organisation="RCC Progress"),
    )
    assert (row.first_words.text, row.first_speaker) == ("2022", "First")
    assert row.first_source == "https://example.org/2020-01-01"
    assert (row.last_words.text, row.last_speaker) == ("2024", "Last")
    assert (row.last_organisation, row.last_announced_words.text) == ("RCC Progress", "2023-01-01")
    assert not row.withdrawn


def test_the_first_promise_is_the_baseline_even_where_another_was_said_before() -> None:
    row = history(
        said("2018", "2020-10/2021-03", speaker="Before"),
        said("2019-07", "2019-12", speaker="First"),
        said("2019-12-31", "2020-01"),
        baseline="2019-12",
        planned="2020-01",
    )
    assert (row.first_words.text, row.first_speaker) == ("2019-12", "First")
    assert row.first_announced_words.text == "2019-07"
    assert (row.first_said_words.text, row.first_said_speaker) == ("2020-10/2021-03", "Before")
    assert row.first_said_announced_words.text == "2018"
    assert row.rate_min == pytest.approx(1 / 153)  # counted from July 2019, as the slip is


def test_a_baseline_that_no_statement_names_is_the_first_promise_of_nobody_on_record() -> None:
    row = history(said("2020-01-01", "2031"), baseline="2030", planned="2031")
    assert (row.first_words.text, row.first_speaker, row.first_source) == ("2030", "", "")
    assert row.first_announced_words is None
    assert (row.first_said_words.text, row.first_said_speaker) == ("2031", "A. Speaker")
    assert pd.isna(row.rate_min)


def test_where_the_first_statement_is_the_baseline_it_is_told_once() -> None:
    row = history(said("2020-01-01", "2030"), baseline="2030", planned="2030")
    assert (row.first_words.text, row.first_said_words, row.first_said_source) == ("2030", None, "")
    assert history(said("2020-01-01", "2030")).first_said_words is None


def test_a_baseline_that_was_named_later_is_no_first_promise_before_that() -> None:
    record = said("2018-01-01", "2021"), said("2019-07-01", "2019-12", speaker="First")
    row = history(*record, baseline="2019-12", as_of=date(2018, 12, 31))
    assert (row.first_words.text, row.first_said_words) == ("2021", None)


def test_where_only_a_floor_was_said_that_is_the_first_word() -> None:
    row = history(said("2019-01-01", "NET 2021"))
    assert (row.first_words.text, row.dated, row.slips) == ("NET 2021", 0, 0)


def test_a_withdrawn_promise_has_a_last_statement_without_a_date() -> None:
    row = history(said("2020-01-01", "2022"), said("2021-01-01", "tbd"))
    assert row.withdrawn
    assert row.last_words is None


def test_a_rate_is_months_slipped_for_each_month_that_went_by() -> None:
    row = history(said("2020-01-01", "2022"), said("2022-01-01", "2024"))
    assert row.rate_min == pytest.approx(366 / 731)
    assert row.rate_max == pytest.approx(1095 / 731)


def test_a_rate_needs_three_months() -> None:
    row = history(said("2020-01-01", "2022"), said("2020-03-20", "2024"))
    assert pd.isna(row.rate_min)


def test_the_same_window_named_again_has_a_rate_of_zero() -> None:
    row = history(said("2020-01-01", "2028/2039"), said("2024-01-01", "2028/2039"))
    assert (row.rate_min, row.rate_max) == (0, 0)


def test_how_many_named_a_date_before_it_happened_is_told_once_it_has() -> None:
    record = said("2020-01-01", "2022"), said("2022-01-01", "2023"), said("2023-01-01", "2024")
    assert history(*record, actual="2024-02-02").named_before == 2
    assert pd.isna(history(*record).named_before)
    assert pd.isna(history(*record, actual="2024-02-02", as_of=date(2024, 2, 1)).named_before)


def test_of_a_date_that_is_known_to_a_period_some_promises_cannot_be_told() -> None:
    record = (
        said("2024-01-01", "2025-03"),
        said("2024-02-01", "2025-04"),
        said("2025-02-01", "by 2025-06-01"),
        said("2025-03-01", "2025-H1"),
    )
    row = history(*record, actual="2025-04/2025-06")
    assert (row.named_before, row.named_before_open, row.dated) == (1, 2, 4)
    assert history(*record, actual="2025-06-30").named_before_open == 0
    assert pd.isna(history(*record).named_before_open)


def test_the_slip_of_a_history_is_that_of_the_snapshot(real: Programme) -> None:
    rows = snapshot(real, as_of=TODAY).set_index("id")
    found = slip_history(real, as_of=TODAY).set_index("id")
    for column in ("slip_min", "slip_max"):
        expected = rows[column].reindex(found.index)
        pd.testing.assert_series_equal(found[column], expected, check_names=False)


def test_the_real_first_flight_slipped_six_times(real: Programme) -> None:
    rows = slip_history(real, as_of=TODAY)
    flight = next(rows[rows["id"] == FLIGHT].itertuples())
    assert (flight.statements, flight.dated, flight.slips, flight.named_before) == (47, 45, 6, 44)
    assert (flight.first_words.text, flight.first_speaker) == ("2022", "Dmitry Rogozin")
    assert (flight.slip_min, flight.slip_max) == (1216, 1580)
    assert flight.last_words.text == "end of March 2026"


def test_an_id_given_twice_and_a_milestone_that_is_missing_break_nothing() -> None:
    record = [said("2020-01-01", "2022"), said("2020-01-01", "2022", milestone="nowhere")]
    programme = programme_of([milestone(), milestone(planned="2030")], record)
    assert slip_history(programme, as_of=TODAY)["id"].tolist() == ["first-flight", "nowhere"]
    assert promises_kept(programme, as_of=TODAY)["milestone"].tolist() == ["first-flight"]


def test_an_empty_record_has_no_promises() -> None:
    for programme in (programme_of([]), programme_of([milestone()])):
        assert slip_history(programme, as_of=TODAY).empty
        assert promises_kept(programme, as_of=TODAY).empty


TARGETS = ["2022", "2023-Q2", "2023-12", "by 2023", "NET 2022-06", "2024/2030", "tbd"]
SAID = st.tuples(
    st.dates(date(2021, 1, 1), date(2023, 12, 31)),
    st.sampled_from(TARGETS),
    st.sampled_from(["ru", "kz", "joint", "press"]),
    st.sampled_from(["A", "B", "A; B", ""]),
)
RECORDS = st.lists(SAID, max_size=12)
ACTUALS = st.sampled_from(["", "2022-10-01", "2023", "2023-06/2024-02"])
COMPARED = settings(max_examples=50, deadline=None, derandomize=True)


def programme_from(
    record: list[tuple[date, str, str, str]], actual: str, baseline: str = "2022"
) -> Programme:
    announcements = [
        said(str(day), target, side, speaker=speaker) for day, target, side, speaker in record
    ]
    return programme_of([milestone(actual=actual, baseline=baseline)], announcements)


@COMPARED
@given(RECORDS, ACTUALS, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(record: Any, actual: str, chance: random.Random) -> None:
    shuffled = record.copy()
    chance.shuffle(shuffled)
    straight, other = (programme_from(rows, actual) for rows in (record, shuffled))
    for told in (slip_history, promises_kept):
        frames = [
            told(each, as_of=TODAY).drop(columns="line", errors="ignore")
            for each in (straight, other)
        ]
        pd.testing.assert_frame_equal(*frames)


@COMPARED
@given(RECORDS, st.dates(date(2021, 1, 1), date(2022, 9, 30)))
def test_nothing_said_or_done_after_the_day_is_used(record: Any, day: date) -> None:
    by_then = [said for said in record if said[0] <= day]
    (known_first,) = snapshot(programme_from(record, "2022-10-01"), as_of=day)["baseline"]
    # Where nothing is said later the planned cell wins, so the slip to it is another.
    for told, its_own in ((slip_history, ["slip_min", "slip_max"]), (promises_kept, ["line"])):
        whole, known = (
            told(programme_from(rows, *cells), as_of=day).drop(columns=its_own)
            for rows, cells in ((record, ("2022-10-01",)), (by_then, ("", known_first)))
        )
        pd.testing.assert_frame_equal(whole, known)


@COMPARED
@given(RECORDS, ACTUALS)
def test_promises_are_those_of_the_moves_and_frames_stay_unchanged(
    record: Any, actual: str
) -> None:
    programme = programme_from(record, actual)
    before = programme.milestones.copy(), programme.announcements.copy()
    kept = promises_kept(programme, as_of=TODAY)
    slip_history(programme, as_of=TODAY)
    assert set(kept["line"]) <= set(moves(programme, as_of=TODAY)["line"])
    pd.testing.assert_frame_equal(programme.milestones, before[0])
    pd.testing.assert_frame_equal(programme.announcements, before[1])
