"""The days of the record: when something was said, when something happened."""

from __future__ import annotations

from datetime import date

from builders import TODAY, milestone, programme_of, said

from tracker.dates import parse
from tracker.days import days_of_record, step_after, step_before, up_to

PROGRAMME = programme_of(
    [milestone(actual="2026-04-30"), milestone("second", actual="2025"), milestone("third")],
    [
        said("2024-10-15", "2026", speaker="N. Akhmetov"),
        said("2024-10-15", "2026-Q1", speaker="N. Akhmetov"),
        said("2024-10-15", "2025", speaker="", organisation="Roscosmos"),
        said("2025", "2026-Q1", speaker="B. Musaliyev"),
        said("yesterday", "2026"),
        said("2026-01-27", "soon"),
        said("2026-02-01", "tbd"),
    ],
)
DAYS = days_of_record(PROGRAMME)


def test_each_day_tells_who_spoke_and_what_happened() -> None:
    first = DAYS[0]
    assert (first.day, first.statements) == (date(2024, 10, 15), 3)
    assert sorted(first.speakers) == ["N. Akhmetov", "Roscosmos"]
    assert [day.happened for day in DAYS if day.happened] == [("first-flight",)]


def test_what_is_dated_to_a_period_counts_from_its_last_day_and_says_so() -> None:
    assert [(day.day, day.vague) for day in DAYS if day.vague] == [
        (date(2025, 12, 31), (parse("2025"),))
    ]


def test_what_cannot_be_read_or_happened_on_no_certain_day_is_no_day() -> None:
    days = [day.day.isoformat() for day in DAYS]
    assert days == ["2024-10-15", "2025-12-31", "2026-02-01", "2026-04-30"]


def test_steps_go_from_day_to_day_and_end_at_today() -> None:
    assert step_before(DAYS, TODAY) == date(2026, 4, 30)
    assert step_before(DAYS, date(2026, 4, 30)) == date(2026, 2, 1)
    assert step_before(DAYS, DAYS[0].day) is None
    assert step_after(DAYS, date(2000, 1, 1), today=TODAY) == DAYS[0].day
    assert step_after(DAYS, date(2026, 2, 1), today=TODAY) == date(2026, 4, 30)
    assert step_after(DAYS, date(2026, 4, 30), today=TODAY) == TODAY
    assert step_after(DAYS, TODAY, today=TODAY) is None


def test_no_step_leads_behind_today() -> None:
    today = date(2026, 3, 1)
    assert step_after(DAYS, date(2026, 2, 1), today=today) == today
    assert step_after(DAYS, today, today=today) is None


def test_only_days_that_had_come_are_listed() -> None:
    assert len(up_to(DAYS, date(2026, 2, 1))) == 3
    assert len(up_to(DAYS, date(2026, 1, 31))) == 2


def test_an_empty_record_has_no_steps() -> None:
    days = days_of_record(programme_of([milestone()]))
    assert days == ()
    assert step_before(days, TODAY) is None
    assert step_after(days, TODAY, today=TODAY) is None
