"""What a spreadsheet makes of a text is known as its work; what people type is left alone."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tracker.distortions import Value, distorted, is_only_a_day, suspected
from tracker.formulas import escaped, unescaped

MADE: list[tuple[str, Value]] = [
    ("June 2026", "06/01/2026"),
    ("June 2026", "06/01/26"),
    ("avril 2025", "01/04/25"),
    ("апрель 2025", "01.04.2025"),
    ("сәуір 2025", "01.04.25"),
    ("2025-04", "Apr-25"),
    ("2025-04", "avr.-25"),
    ("2025-12-24", "24/12/2025"),
    ("30/04/2025", "30/04/25"),
    ("1/2", "01/02/26"),
    ("007", "7"),
    ("1,000", "1000"),
    ("1,000", "1"),
    ("1e5", "1.00E+05"),
    ("+7 727 000", "7727000"),
    ("2025%", "2025,00 %"),
    ("$5", "$5.00"),
    ("12:30", "12:30:00 PM"),
    ("=1+1", "2"),
    ("@home", "#NAME?"),
    ("2025-12-24", "########"),
    ("2025-04", date(2025, 4, 1)),
    ("2025-12-24", datetime(2025, 12, 24)),
    ("2025", 2025.0),
    ("2025%", 20.25),
    ("007", 7.0),
    ("TRUE", True),
    ("12:30", time(12, 30)),
]


@pytest.mark.parametrize(("old", "new"), MADE)
def test_what_a_spreadsheet_made_is_known(old: str, new: Value) -> None:
    assert distorted(old, new)


TYPED: list[tuple[str, Value]] = [
    ("2025-04", "2025-04-01"),  # the day is known now
    ("June 2026", "06/02/26"),
    ("June 2026", "July 2026"),
    ("2026", "2027"),
    ("2025-Q2", "01/04/2025"),
    ("NET 2025-04", "01/04/2025"),
    ("2025-04~", date(2025, 4, 1)),
    ("end of 2025", "2025"),
    ("", "06/01/26"),
    ("007", ""),
    ("First flight", "First flight of Soyuz-5"),
    ("2025-04", datetime(2025, 4, 1, 12)),
    ("2025", 45755.0),
    ("7", "007"),
    ("1000", "1,000"),
    ("1.5", "1.50"),
    ("30/04/25", "30/04/2025"),
    ("12:30:00", "12:30"),
]


@pytest.mark.parametrize(("old", "new"), TYPED)
def test_what_people_type_is_left_alone(old: str, new: Value) -> None:
    assert not distorted(old, new)


def test_words_with_a_date_in_them_are_words() -> None:
    assert is_only_a_day("06/01/2026")
    assert is_only_a_day(" 24.12.25 ")
    assert not is_only_a_day("on 06/01/2026")
    assert not is_only_a_day("99/99/2026")


@pytest.mark.parametrize(
    "text", ["=1+1", "+7", "-5", "@home", "\tx", "\rx", "'=1", "''@", "'tis", "a"]
)
def test_escaping_is_taken_back_for_certain(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert escaped(text)[0] not in "=+-@\t\r"


def test_years_and_dates_as_said_give_no_reason_to_look_at_earlier_versions() -> None:
    assert not suspected(["2025", "2025-12", "end of 2025", "by 2027", "Soyuz-5", ""])
    assert suspected(["2025", "06/01/2026"])
    assert suspected(["7"])
