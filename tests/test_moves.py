"""What each statement changed, by how much, and with how much notice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, files_of, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.columns import frame_of, rows_of
from tracker.moves import moves, moves_of_sides
from tracker.programme import Programme, build
from tracker.schema import SIDES


def told(*announcements: dict[str, str], as_of: date = TODAY) -> list[Any]:
    programme = programme_of([milestone()], announcements)
    return list(moves(programme, as_of=as_of).itertuples())


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("2025", "2025", "confirmed"),
        ("2025", "2025-Q4", "more precise"),
        ("2025-Q4", "2025", "less precise"),
        ("2025-12", "2026-Q1", "later"),
        ("2026-Q1", "2025-12", "earlier"),
        ("2025", "tbd", "withdrawn"),
        ("tbd", "2025", "restored"),
        ("tbd", "tbd", "confirmed"),
        ("2025-10/2025-12", "2025-12/2026-02", "later"),
        ("by 2025", "by 2027", "later"),
        ("by 2027", "by 2025", "earlier"),
        ("NET 2025", "NET 2026", "later"),
        ("NET 2026", "NET 2025", "earlier"),
        ("2025", "by 2027", "later"),
        ("2023-Q4", "by 2025-08", "later"),
        ("by 2008", "2008/2009", "later"),
        ("2025", "by 2025", "less precise"),
        ("by 2025", "2025", "more precise"),
        ("by 2025", "2025-12-31", "more precise"),
        ("by 2025", "by 2025", "confirmed"),
        ("2025", "by 2025-06", "earlier"),
        ("tbd", "by 2027", "restored"),
        ("NET 2026", "2026-Q3", "more precise"),
    ],
)
def test_a_move_is_named_by_its_windows(before: str, after: str, kind: str) -> None:
    first, second = told(said("2024-01-01", before), said("2024-06-01", after))
    assert first.kind == ("withdrawn" if before == "tbd" else "first")
    assert second.kind == kind


def test_december_to_the_first_quarter_is_1_to_120_days_with_5_days_notice() -> None:
    _, move = told(said("2025-10-01", "2025-12"), said("2025-12-26", "2026-Q1"))
    assert (move.slip_min, move.slip_max, move.notice_days) == (1, 120, 5)


def test_two_statements_of_one_day_both_answer_the_day_before() -> None:
    _, withdrawn, later = told(
        said("2025-10-01", "2025-12"),
        said("2025-12-26", "tbd", "ru"),
        said("2025-12-26", "2026-Q1", "kz"),
    )
    assert (withdrawn.kind, later.kind) == ("withdrawn", "later")
    assert (withdrawn.before, later.before) == ("2025-12", "2025-12")
    assert (withdrawn.notice_days, later.notice_days) == (5, 5)


def test_a_date_that_becomes_more_precise_breaks_no_promise() -> None:
    _, move = told(said("2025-10-01", "2025"), said("2025-11-01", "2025-12-24"))
    assert pd.isna(move.notice_days)


def test_what_the_press_repeats_is_no_move() -> None:
    assert len(told(said("2025-10-01", "2025"), said("2025-11-01", "2026", "press"))) == 1


def test_the_order_of_rows_in_the_file_does_not_matter() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    columns = ["milestone", "announced", "target", "kind", "slip_min", "before"]
    straight = moves(programme, as_of=TODAY)[columns]
    rows = list(programme.announcements.index)
    random.Random(5).shuffle(rows)
    shuffled = type(programme)(
        milestones=programme.milestones,
        announcements=programme.announcements.loc[rows],
        problems=(),
        version="",
        name="",
        refused=False,
    )
    pd.testing.assert_frame_equal(moves(shuffled, as_of=TODAY)[columns], straight)


def test_an_empty_record_has_no_moves() -> None:
    assert moves(programme_of([milestone()]), as_of=TODAY).empty


def test_the_real_slip_of_december_2025() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    rows = moves(programme, as_of=TODAY)
    rows = rows[(rows["milestone"] == "soyuz5-first-flight") & (rows["announced"] == "2025-12-26")]
    assert rows["kind"].tolist() == ["withdrawn", "later"]
    assert rows["notice_days"].tolist() == [5, 5]
    assert rows["before"].tolist() == ["end of 2025", "end of 2025"]


def test_a_broken_ceiling_has_its_notice() -> None:
    _, move = told(said("2023-10-01", "by 2023"), said("2023-12-21", "by 2024"))
    assert move.notice_days == 10


def test_a_column_of_the_readers_own_gets_in_nobodys_way() -> None:
    programme = programme_of([milestone()], [said("2024-01-01", "2025")])
    own = dict.fromkeys(("before", "before_words", "was_withdrawn", "kind", "line"), "mine")
    files = files_of([milestone()], [said("2024-01-01", "2025")], own=own)
    pd.testing.assert_frame_equal(
        moves(build(files, as_of=TODAY), as_of=TODAY), moves(programme, as_of=TODAY)
    )


def test_a_withdrawal_in_between_makes_nothing_punctual() -> None:
    _, _, restored = told(
        said("2024-01-01", "2025"), said("2025-06-01", "tbd"), said("2025-09-01", "2027")
    )
    assert (restored.kind, restored.before) == ("restored", "tbd")
    assert (restored.slip_min, restored.slip_max) == (366, 1094)


def test_a_floor_takes_no_promises_place_while_it_leaves_it_a_day() -> None:
    _, floor, later = told(
        said("2022-01-01", "2024"), said("2023-01-30", "NET 2024"), said("2023-07-27", "2025", "kz")
    )
    assert floor.kind == "less precise"
    assert (later.kind, later.before, later.slip_min) == ("later", "2024", 1)


def test_a_floor_beyond_the_promise_breaks_it_and_is_answered() -> None:
    _, floor, dated = told(
        said("2022-01-01", "2024"), said("2023-01-30", "NET 2026"), said("2023-07-27", "2027")
    )
    assert (floor.kind, floor.slip_min, floor.notice_days) == ("later", 366, 701)
    assert (dated.kind, dated.before) == ("more precise", "NET 2026")
    assert pd.isna(dated.slip_min)


def test_a_promise_stands_until_somebody_names_another_time() -> None:
    rows = told(
        said("2025-01-01", "2025"),
        said("2025-01-11", "2025-12"),  # still within 2025
        said("2025-01-31", "2026", "kz"),
        as_of=date(2025, 2, 10),
    )
    assert [row.stood_days for row in rows] == [30, 20, 10]


def test_a_ceiling_that_ends_later_ends_what_was_promised_before() -> None:
    rows = told(
        said("2024-01-01", "2024"),
        said("2024-01-11", "by 2026"),
        said("2024-01-31", "2026-Q4"),  # within the ceiling
        said("2024-02-10", "by 2026"),  # the same end
        said("2024-03-01", "2026/2027"),
        as_of=date(2024, 3, 10),
    )
    assert [row.kind for row in rows[1:]] == ["later", "more precise", "less precise", "later"]
    assert [row.stood_days for row in rows] == [10, 50, 39, 20, 9]


def test_a_rise_by_a_ceiling_is_told_by_its_edge() -> None:
    _, move = told(said("2015-01-01", "2015"), said("2015-11-27", "by 2021"))
    assert pd.isna(move.slip_min)
    assert (move.slip_max, move.end_moved, move.notice_days) == (2556, 2192, 34)


def test_what_is_said_on_the_same_day_ends_no_promise() -> None:
    rows = told(
        said("2025-01-01", "2025"), said("2025-01-01", "2026", "kz"), as_of=date(2025, 1, 8)
    )
    assert [row.stood_days for row in rows] == [7, 7]


def test_a_withdrawal_ends_every_promise_and_does_not_stand_itself() -> None:
    promise, withdrawal = told(said("2025-01-01", "2025"), said("2025-01-21", "tbd"))
    assert promise.stood_days == 20
    assert pd.isna(withdrawal.stood_days)


def test_a_floor_does_not_stand_for_it_promises_nothing() -> None:
    (floor,) = told(said("2025-01-01", "NET 2026"))
    assert pd.isna(floor.stood_days)


def test_a_promise_that_was_kept_stood_until_it_happened() -> None:
    programme = programme_of([milestone(actual="2025-03-02")], [said("2025-01-01", "2025")])
    assert moves(programme, as_of=date(2025, 2, 1))["stood_days"].tolist() == [31]
    assert moves(programme, as_of=TODAY)["stood_days"].tolist() == [60]


def test_sides_that_name_different_times_contest_each_other_from_that_evening() -> None:
    ours, theirs, agreed = told(
        said("2025-01-01", "2025"),
        said("2025-02-01", "2026", "kz"),
        said("2025-03-01", "2026-06", "ru"),
    )
    assert (ours.contested, ours.contests) == (False, "")
    assert (theirs.contested, theirs.contests) == (True, "Roscosmos")
    assert (agreed.contested, agreed.contests) == (False, "")


def test_two_who_disagree_on_one_day_contest_each_other() -> None:
    _, withdrawn, later = told(
        said("2025-10-01", "2025-12", "joint", organisation="Commission"),
        said("2025-12-26", "tbd", "ru"),
        said("2025-12-26", "2026-Q1", "kz"),
    )
    assert (withdrawn.contested, withdrawn.contests) == (True, "Kazcosmos")
    assert (later.contested, later.contests) == (True, "Roscosmos")


def test_who_names_no_organisation_is_contested_by_name() -> None:
    _, theirs = told(said("2025-01-01", "2025", organisation=""), said("2025-02-01", "2026", "kz"))
    assert theirs.contests == "A. Speaker"


def test_what_was_said_after_it_happened_contests_nothing() -> None:
    record = [said("2025-01-01", "2025"), said("2025-06-01", "2026", "kz")]
    programme = programme_of([milestone(actual="2025-05-05")], record)
    assert not moves(programme, as_of=TODAY)["contested"].any()


WINDOWS = ["2024", "2025-Q2", "2025-12", "2026-03-31", "by 2025", "NET 2025-06", "202X", "tbd"]
SAID = st.tuples(
    st.sampled_from(["first-flight", "second-flight"]),
    st.dates(date(2023, 1, 1), date(2023, 1, 20)),
    st.sampled_from(WINDOWS),
    st.sampled_from(["ru", "kz", "joint", "press"]),
    st.sampled_from(["A. Speaker", "B. Speaker"]),
)
RECORDS = st.lists(SAID, max_size=14)
COMPARED = settings(max_examples=60, deadline=None, derandomize=True)


def programme_from(record: list[tuple[str, date, str, str, str]], **cells: str) -> Programme:
    announcements = [
        said(str(day), target, side, milestone=name, speaker=speaker)
        for name, day, target, side, speaker in record
    ]
    return programme_of(
        [milestone(**cells), milestone("second-flight", actual="2023-01-12")], announcements
    )


@COMPARED
@given(RECORDS)
def test_moves_of_the_standing_statements_add_up_to_last_minus_first(record: Any) -> None:
    rows = moves(programme_from(record), as_of=TODAY)
    for _, said_of_one in rows[rows["stands"]].groupby("milestone"):
        for edge, moved in (("target_earliest", "start_moved"), ("target_latest", "end_moved")):
            days = said_of_one[edge].dropna()
            if len(days):
                assert said_of_one[moved].sum() == (days.iloc[-1] - days.iloc[0]).days


@COMPARED
@given(RECORDS)
def test_a_last_day_that_a_ceiling_moves_later_is_a_move_later(record: Any) -> None:
    rows = moves(programme_from(record), as_of=TODAY)
    ceilings = rows["target_earliest"].isna() | rows["before_earliest"].isna()
    rises = ceilings & (rows["target_latest"] > rows["before_latest"])
    assert set(rows.loc[rises, "kind"]) <= {"later"}
    assert (rows.loc[rises, "end_moved"] > 0).all()


@COMPARED
@given(RECORDS)
def test_slips_and_the_widths_between_them_add_up_to_the_slip_in_all(record: Any) -> None:
    closed = [said for said in record if not said[2].startswith(("by", "NET", "tbd"))]
    rows = moves(programme_from(closed), as_of=TODAY)
    for _, one in rows[rows["stands"]].groupby("milestone"):
        widths = (one["target_latest"] - one["target_earliest"]).dt.days[1:-1].sum()
        whole = (one["target_earliest"].iloc[-1] - one["target_latest"].iloc[0]).days
        if len(one) > 1:
            assert one["slip_min"].sum() + widths == whole


@COMPARED
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(record: Any, chance: random.Random) -> None:
    shuffled = record.copy()
    chance.shuffle(shuffled)
    straight, other = (
        moves(programme_from(rows), as_of=TODAY).drop(columns="line") for rows in (record, shuffled)
    )
    pd.testing.assert_frame_equal(straight, other)


@COMPARED
@given(RECORDS, st.dates(date(2023, 1, 1), date(2023, 1, 21)))
def test_nothing_said_or_done_after_the_day_is_used(record: Any, day: date) -> None:
    by_then = [said for said in record if said[1] <= day]
    whole = moves(programme_from(record, actual=str(day + timedelta(days=1))), as_of=day)
    known = moves(programme_from(by_then), as_of=day)
    pd.testing.assert_frame_equal(whole.drop(columns="line"), known.drop(columns="line"))


@COMPARED
@given(RECORDS)
def test_moves_leave_the_programme_unchanged(record: Any) -> None:
    programme = programme_from(record)
    before = programme.milestones.copy(), programme.announcements.copy()
    moves(programme, as_of=TODAY)
    pd.testing.assert_frame_equal(programme.milestones, before[0])
    pd.testing.assert_frame_equal(programme.announcements, before[1])


def test_of_one_side_a_move_answers_what_that_side_had_said() -> None:
    record = [said("2024-01-01", "2025"), said("2024-06-01", "2028", "kz"),
              said("2025-01-01", "2027")]  # fmt: skip
    programme = programme_of([milestone(planned="2027")], record)
    own = rows_of(moves_of_sides(programme, TODAY, ("ru",)))
    assert [(row.kind, row.before) for row in own] == [("first", ""), ("later", "2025")]
    assert moves(programme, as_of=TODAY)["before"].tolist() == ["", "2025", "2028"]


def test_the_moves_of_all_sides_are_the_moves() -> None:
    real = tracker.load(REAL_DATA, as_of=TODAY)
    of_all = frame_of(moves_of_sides(real, TODAY, SIDES), moves(real, as_of=TODAY).index)
    pd.testing.assert_frame_equal(of_all, moves(real, as_of=TODAY))
