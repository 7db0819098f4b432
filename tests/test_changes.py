"""What changed between two days, in words."""

from __future__ import annotations

from datetime import date

from builders import milestone, programme_of, said

from tracker.changes import changes
from tracker.words import words

RECORD = (
    said("2024-01-01", "2025"),
    said("2024-06-01", "2025"),
    said("2025-12-26", "2026-Q1", "kz"),
)
SINCE, UNTIL = date(2023, 1, 1), date(2026, 11, 22)


def texts(
    *announcements: dict[str, str], since: date = SINCE, until: date = UNTIL, **cells: str
) -> list[str]:
    programme = programme_of([milestone(**cells)], announcements)
    say = words("en")
    return [f"{item.on} {item.text(say)}" for item in changes(programme, since=since, until=until)]


def test_changes_are_told_newest_first_and_repeats_are_left_out() -> None:
    assert texts(*RECORD, planned="2026-Q1", actual="2026-04-30") == [
        "2026-04-30 took place on 30 Apr 2026, promised for Q1 2026",
        "2025-12-26 moved from 2025 to Q1 2026",
        "2024-01-01 promised for 2025",
    ]


def test_the_first_day_is_left_out_and_the_last_is_in() -> None:
    assert texts(*RECORD, since=date(2024, 1, 1), until=date(2025, 12, 26)) == [
        "2025-12-26 moved from 2025 to Q1 2026"
    ]


def test_nothing_from_after_the_last_day_is_told() -> None:
    assert texts(*RECORD, actual="2026-04-30", until=date(2025, 12, 25)) == [
        "2024-01-01 promised for 2025"
    ]


def test_a_withdrawal_says_what_was_withdrawn() -> None:
    assert texts(said("2024-01-01", "2025"), said("2024-02-01", "tbd"))[0] == (
        "2024-02-01 withdrawn: was promised for 2025, no new date"
    )


def test_a_ceiling_is_promised_by_its_end() -> None:
    assert texts(said("2024-01-01", "by 2025")) == ["2024-01-01 promised by 2025"]


def test_an_empty_file_has_no_changes() -> None:
    assert changes(programme_of([]), since=SINCE, until=UNTIL) == []


def test_a_month_stays_a_month_and_counts_from_its_end() -> None:
    programme = programme_of([milestone()], [said("2024-05", "2026")])
    (change,) = changes(programme, since=SINCE, until=date(2024, 5, 31))
    assert (change.on, change.when.text) == (date(2024, 5, 31), "2024-05")
    assert changes(programme, since=SINCE, until=date(2024, 5, 30)) == []


def test_what_is_told_is_what_was_known_then() -> None:
    record = said("2024-01-01", "2025"), said("2026-01-01", "2027")
    assert texts(*record, planned="2027", actual="2025-05-05", until=date(2025, 6, 1))[0] == (
        "2025-05-05 took place on 5 May 2025, promised for 2025"
    )


def test_what_had_happened_by_a_year_is_told_at_its_end() -> None:
    assert texts(actual="by 2025", until=date(2025, 12, 31)) == ["2025-12-31 took place by 2025"]
