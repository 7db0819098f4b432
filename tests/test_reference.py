"""The reference class: which statements are cases, and what of them was known on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import REAL_DATA, csv_bytes

from tracker.dates import parse
from tracker.reference import (
    ACTUALS,
    ANNOUNCEMENTS,
    DAYS_A_YEAR,
    Cases,
    NoReference,
    middle,
    reference,
    reference_of,
)

FLEW = {"vehicle": "One", "actual": "2012-01-01", "status": "flown", "as_of": "2012-01-01"}
WAITS = {"vehicle": "Two", "actual": "", "status": "not-flown-as-of", "as_of": "2015-06"}


def made(folder: Path, said: list[dict[str, str]], ended: list[dict[str, str]]) -> Cases:
    (folder / "announcements.csv").write_bytes(csv_bytes(ANNOUNCEMENTS.columns, said))
    (folder / "actuals.csv").write_bytes(csv_bytes(ACTUALS.columns, ended))
    return reference(folder)


def said(announced: str, target: str, vehicle: str = "One") -> dict[str, str]:
    return {"vehicle": vehicle, "announced": announced, "target": target}


def test_a_case_is_how_many_times_longer_it_took(tmp_path: Path) -> None:
    cases = made(tmp_path, [said("2010-01-01", "2011-01-01")], [FLEW])
    assert cases.ratio.tolist() == pytest.approx([730 / 365])
    assert cases.horizon.tolist() == pytest.approx([365 / DAYS_A_YEAR])
    assert cases.flown.tolist() == [True]


def test_what_has_not_flown_has_waited_until_it_was_looked_up(tmp_path: Path) -> None:
    cases = made(tmp_path, [said("2014-06-01", "2014-12-01", "Two")], [WAITS])
    assert cases.flown.tolist() == [False]
    assert date.fromordinal(int(cases.ended[0])) == date(2015, 6, 1)


@pytest.mark.parametrize(
    ("announced", "target"),
    [
        ("2010-01-01", "NET 2011"),  # a floor is no promise
        ("2010-01-01", "2010-01-20"),  # a countdown
        ("2010-01-01", "2009"),  # over when it was said
        ("2010-01-01", "soon"),  # no date
        ("2013-01-01", "2014"),  # said after it had flown
    ],
)
def test_what_cannot_be_held_against_its_outcome_is_no_case(
    announced: str, target: str, tmp_path: Path
) -> None:
    kept = said("2010-01-01", "2011")
    cases = made(tmp_path, [kept, said(announced, target)], [FLEW])
    assert len(cases.said) == 1


def test_programmes_weigh_the_same_however_much_was_said_of_them(tmp_path: Path) -> None:
    rows = [
        said("2010-01-01", "2011"),
        said("2010-06-01", "2011"),
        said("2014-01-01", "2015", "Two"),
    ]
    assert made(tmp_path, rows, [FLEW, WAITS]).weight.tolist() == [0.5, 0.5, 1.0]


def test_of_a_window_that_has_begun_the_middle_of_what_is_left_counts() -> None:
    left = middle(parse("2027"), date(2027, 7, 1))
    assert left == (date(2027, 7, 1).toordinal() + date(2027, 12, 31).toordinal()) / 2
    ceiling = middle(parse("by 2027"), date(2027, 7, 1))
    assert ceiling == left


def test_on_a_day_nothing_of_later_is_known(tmp_path: Path) -> None:
    rows = [
        said("2010-01-01", "2011"),
        said("2011-06-01", "2012-06"),
        said("2014-01-01", "2015", "Two"),
    ]
    cases = made(tmp_path, rows, [FLEW, WAITS])
    then = cases.known_by(date(2011, 3, 1))
    assert then.programme.tolist() == ["One"]
    assert then.flown.tolist() == [False]
    assert then.ended.tolist() == [date(2011, 3, 1).toordinal()]
    assert cases.known_by(date(2012, 1, 1)).flown.tolist() == [True, True]


def test_a_flight_dated_to_a_month_is_known_at_its_end(tmp_path: Path) -> None:
    flew = {**FLEW, "actual": "2012-06", "as_of": "2012-06"}
    cases = made(tmp_path, [said("2010-01-01", "2011")], [flew])
    assert cases.known_by(date(2012, 6, 20)).flown.tolist() == [False]
    assert cases.known_by(date(2012, 6, 30)).flown.tolist() == [True]


@pytest.mark.parametrize("day", [date(2005, 1, 1), date(2018, 6, 30), date(2025, 1, 1)])
def test_rows_of_later_change_nothing_on_a_past_day(day: date, tmp_path: Path) -> None:
    """The real class, and the same without all that was said or flew after the day."""
    whole = reference(REAL_DATA / "reference").known_by(day)
    text = (REAL_DATA / "reference/announcements.csv").read_text(encoding="utf-8")
    header, *lines = text.splitlines(keepends=True)
    column = header.strip().split(",").index("announced")
    kept = [line for line in lines if parse(line.split(",")[column]).latest < day]  # type: ignore[operator]
    assert len(kept) < len(lines)
    (tmp_path / "announcements.csv").write_text(header + "".join(kept), encoding="utf-8")
    actuals = (REAL_DATA / "reference/actuals.csv").read_bytes()
    (tmp_path / "actuals.csv").write_bytes(actuals)
    then = reference(tmp_path).known_by(day)
    assert then.ended.max() <= day.toordinal()
    for name in ("said", "horizon", "ended", "flown"):
        assert getattr(whole, name).tolist() == getattr(then, name).tolist(), name


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert len(made(tmp_path, [said("2010-01-01", "2011")], [FLEW]).said) == 1
    assert (
        len(made(tmp_path, [said("2010-01-01", "2011"), said("2010-06-01", "2012")], [FLEW]).said)
        == 2
    )


def test_without_files_or_cases_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoReference, match=r"announcements\.csv cannot be read"):
        reference(tmp_path)
    with pytest.raises(NoReference, match="a month or more ahead"):
        made(tmp_path, [said("2010-01-01", "NET 2011")], [FLEW])


def test_the_class_stands_beside_the_data() -> None:
    assert reference_of("data") == Path("data/reference")
    assert reference_of("data/milestones.csv") == Path("data/reference")
