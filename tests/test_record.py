"""Who promised what, what was kept of it, and how far each milestone slipped."""

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
from tracker.record import by, left_out, promises_kept, slip_history
from tracker.snapshot import snapshot

FLIGHT = "soyuz5-first-flight"


def fates(*announcements: dict[str, str], as_of: date = TODAY, **cells: str) -> list[Any]:
    programme = programme_of([milestone(**cells)], announcements)
    return list(promises_kept(programme, as_of=as_of).itertuples())


def fate(target: str, as_of: date = TODAY, **cells: str) -> tuple[str, str]:
    (promise,) = fates(said("2020-01-01", target), as_of=as_of, **cells)
    return promise.fate, promise.reason


def history(*announcements: dict[str, str], as_of: date = TODAY, **cells: str) -> Any:
    programme = programme_of([milestone(**cells)], announcements)
    (row,) = slip_history(programme, as_of=as_of).itertuples()
    return row


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
    kept = promises_kept(
        programme_of(milestones, [promised(f"m-{n}", "2025") for n in range(3)]), as_of=TODAY
    )
    assert by(kept, "speaker").to_dict("records") == [
        {
            "name": "A. Speaker",
            "made": 3,
            "kept": 3,
            "broken": 0,
            "open": 0,
            "decided": 3,
            "median_slip_min": -213,
            "median_slip_max": 151,
        }
    ]
    assert by(kept.head(2), "speaker").empty
    assert (left_out(kept, "speaker"), left_out(kept.head(2), "speaker")) == (0, 1)


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
    kept = promises_kept(programme_of(milestones, record), as_of=TODAY)
    assert by(kept, "speaker")["name"].tolist() == ["A", "B"]
    assert by(kept, "organisation")["name"].tolist() == ["Kazcosmos", "Roscosmos"]
    assert by(kept, "side")["name"].tolist() == ["joint"]


def test_brackets_in_brackets_are_no_part_of_a_name() -> None:
    named = ("Roscosmos", "Roscosmos (contract)", "Roscosmos (contract (2005; renewed))")
    record = [promised(f"m-{n}", "2025", organisation=name) for n, name in enumerate(named)]
    kept = promises_kept(programme_of([milestone(f"m-{n}") for n in range(3)], record), as_of=TODAY)
    assert by(kept, "organisation")["name"].tolist() == ["Roscosmos"]


def test_what_three_speakers_of_one_side_promise_is_one_promise_of_the_side() -> None:
    record = [said("2020-01-01", "2025", speaker=name) for name in ("A", "B", "C")]
    kept = promises_kept(programme_of([milestone()], record), as_of=TODAY)
    assert len(kept) == 3
    assert by(kept, "side").empty


def test_who_named_nobody_is_left_out_of_the_speakers() -> None:
    milestones = [milestone(f"m-{n}") for n in range(3)]
    record = [promised(f"m-{n}", "2025", speaker="") for n in range(3)]
    kept = promises_kept(programme_of(milestones, record), as_of=TODAY)
    assert by(kept, "speaker").empty


def test_a_median_has_no_end_while_half_of_it_has_none() -> None:
    milestones = [milestone("m-0", actual="2026-01-31"), milestone("m-1"), milestone("m-2")]
    record = [promised(f"m-{n}", "2025") for n in range(3)]
    kept = promises_kept(programme_of(milestones, record), as_of=TODAY)
    (row,) = by(kept, "speaker").itertuples()
    assert row.median_slip_min == 326  # two of three have not happened to this day
    assert pd.isna(row.median_slip_max)


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
        tallies = by(rows, name)
        assert (tallies["kept"] + tallies["broken"] == tallies["decided"]).all()
        assert (tallies["decided"] + tallies["open"] == tallies["made"]).all()
        assert (tallies["made"] >= 3).all()


def test_an_id_given_twice_and_a_milestone_that_is_missing_break_nothing() -> None:
    record = [said("2020-01-01", "2022"), said("2020-01-01", "2022", milestone="nowhere")]
    programme = programme_of([milestone(), milestone(planned="2030")], record)
    assert slip_history(programme, as_of=TODAY)["id"].tolist() == ["first-flight", "nowhere"]
    assert promises_kept(programme, as_of=TODAY)["milestone"].tolist() == ["first-flight"]


def test_an_empty_record_has_no_promises() -> None:
    for programme in (programme_of([]), programme_of([milestone()])):
        assert slip_history(programme, as_of=TODAY).empty
        kept = promises_kept(programme, as_of=TODAY)
        assert kept.empty
        assert by(kept, "side").empty


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
    copy = kept.copy()
    by(kept, "speaker")
    slip_history(programme, as_of=TODAY)
    assert set(kept["line"]) <= set(moves(programme, as_of=TODAY)["line"])
    pd.testing.assert_frame_equal(kept, copy)
    pd.testing.assert_frame_equal(programme.milestones, before[0])
    pd.testing.assert_frame_equal(programme.announcements, before[1])
