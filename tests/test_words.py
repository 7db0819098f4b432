"""Durations, slips and promises as a reader reads them."""

from __future__ import annotations

from datetime import date, timedelta
from math import nan

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import parse
from tracker.words import whole_months, words

say = words("en")
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("earlier", "later", "text"),
    [
        ("2022-12-31", "2026-04-30", "3 years 4 months"),
        ("2025-12-31", "2026-01-01", "1 day"),
        ("2025-01-01", "2025-03-01", "59 days"),
        ("2025-01-01", "2025-03-02", "2 months"),
        ("2024-01-01", "2025-01-01", "1 year"),
    ],
)
def test_a_duration_is_told_in_the_units_that_say_most(earlier: str, later: str, text: str) -> None:
    assert say.duration(date.fromisoformat(earlier), date.fromisoformat(later)) == text


def test_a_short_duration_carries_its_sign() -> None:
    assert say.short_duration(date(2022, 12, 31), date(2026, 4, 30)) == "+3 y 4 mo"
    assert say.short_duration(date(2025, 12, 31), date(2025, 11, 19)) == "−42 d"


@given(DAYS, DAYS)
def test_whole_months_never_reach_past_the_later_day(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    months = whole_months(earlier, later)
    assert earlier + relativedelta(months=months) <= later
    assert earlier + relativedelta(months=months + 1) > later


def slip(first: str, now: str) -> str:
    a, b = parse(first), parse(now)
    least = (b.earliest - a.latest).days if b.earliest and a.latest else nan
    most = (b.latest - a.earliest).days if b.latest and a.earliest else nan
    return say.slip(least, most, a, b)


@pytest.mark.parametrize(
    ("first", "now", "text"),
    [
        ("2022", "2026-04-30", "at least 3 years 4 months later than first promised"),
        ("2025-11-01", "2025-11-11", "10 days later than first promised"),
        ("2027-10", "2026-03-15", "at least 1 year 6 months sooner than first promised"),
        ("2025", "2025-12-24", "within what was first promised"),
        ("2025", "2025", "as first promised"),
        ("by 2024", "2026", "at least 1 year later than first promised"),
        ("by 2027", "by 2028", ""),
        ("2025-12", "2025", "overlaps what was first promised"),
        ("2025", "by 2027", "overlaps what was first promised"),
        ("2025-Q4", "2025-12/2026-02", "overlaps what was first promised"),
    ],
)
def test_a_slip_is_what_no_reading_can_argue_away(first: str, now: str, text: str) -> None:
    assert slip(first, now) == text


def test_a_promise_takes_the_preposition_of_its_date() -> None:
    assert say.promised(parse("2027")) == "promised for 2027"
    assert say.promised(parse("by 2027")) == "promised by 2027"
    assert say.promised(parse("NET 2026-03")) == "promised not before Mar 2026"


def test_what_happened_takes_the_preposition_of_its_date() -> None:
    assert say.happened(parse("2026-04-30")) == "happened on 30 Apr 2026"
    assert say.happened(parse("2026-04")) == "happened in Apr 2026"
    assert say.happened(parse("2022-01/2025-11-11")) == ("happened within Jan 2022 – 11 Nov 2025")


def test_numbers_are_marked_by_thousands_and_words_agree_with_them() -> None:
    assert say.plural("{n} milestone", "{n} milestones", 1) == "1 milestone"
    assert say.plural("{n} milestone", "{n} milestones", 10000) == "10,000 milestones"


def test_a_day_is_written_out() -> None:
    assert say.day(date(2026, 4, 30)) == "30 Apr 2026"
    assert say.day(date(2026, 4, 30) + timedelta(days=1)) == "1 May 2026"
