"""The rows of the reference class as of a day: what became known later is in neither file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.reference import NoReference
from tracker.reference_files import file_known, programmes

SAID = "vehicle,announced,target,source\n"
FLEW = "vehicle,actual,status,as_of,source\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    said = "Alpha,2019-03-01,2020,https://a.example/1\nBeta,2021,2023,https://b.example/1\n"
    flew = (
        "Alpha,2020-06,flown,2020-06,https://a.example/2\n"
        "Beta,,not-flown-as-of,2024-01-05,https://b.example/2\n"
    )
    (tmp_path / "announcements.csv").write_text(SAID + said, encoding="utf-8")
    (tmp_path / "actuals.csv").write_text(FLEW + flew, encoding="utf-8")
    return tmp_path


def names(folder: Path, file: str, day: date) -> list[str]:
    text = file_known(folder, file, as_of=day).decode()
    return [line.partition(",")[0] for line in text.splitlines()[1:]]


def test_a_statement_is_known_from_the_last_day_on_which_it_may_have_been_made(
    folder: Path,
) -> None:
    assert names(folder, "announcements.csv", date(2021, 12, 30)) == ["Alpha"]
    assert names(folder, "announcements.csv", date(2021, 12, 31)) == ["Alpha", "Beta"]


def test_an_outcome_is_known_from_the_day_on_which_it_was(folder: Path) -> None:
    assert names(folder, "actuals.csv", date(2020, 6, 29)) == []
    assert names(folder, "actuals.csv", date(2020, 6, 30)) == ["Alpha"]
    assert names(folder, "actuals.csv", date(2024, 1, 5)) == ["Alpha", "Beta"]


def test_a_programme_is_told_with_its_pages_and_whether_it_flew(folder: Path) -> None:
    alpha, beta = programmes(folder, as_of=date(2024, 2, 1))
    assert (alpha.name, alpha.statements, alpha.flew and alpha.flew.text) == ("Alpha", 1, "2020-06")
    assert alpha.sources == ("https://a.example/1", "https://a.example/2")
    assert (beta.name, beta.flew, beta.looked and beta.looked.text) == ("Beta", None, "2024-01-05")


def test_before_it_flew_a_programme_is_not_told_to_have_flown(folder: Path) -> None:
    [alpha] = programmes(folder, as_of=date(2020, 1, 1))
    assert alpha.flew is None
    assert alpha.sources == ("https://a.example/1",)


def test_a_cell_that_a_spreadsheet_would_run_is_escaped(folder: Path) -> None:
    (folder / "announcements.csv").write_text(
        SAID + '=cmd(),2019-03-01,2020,"a, b"\n', encoding="utf-8"
    )
    text = file_known(folder, "announcements.csv", as_of=date(2024, 1, 1)).decode()
    assert text.splitlines()[1].startswith('\'=cmd(),2019-03-01,2020,"a, b",')


def test_where_there_is_no_class_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoReference):
        file_known(tmp_path / "nowhere", "actuals.csv", as_of=date(2024, 1, 1))
