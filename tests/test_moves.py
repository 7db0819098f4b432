"""What each statement changed, by how much, and with how much notice."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, files_of, milestone, programme_of, said

import tracker
from tracker.moves import moves
from tracker.programme import build


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
        ("2025", "by 2027", "less precise"),
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
