"""What a person records: the statement and the plan together, what happened, one more milestone."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import TODAY, csv_bytes, milestone, said

from tracker import csvfile, schema, store
from tracker.csv_edits import CannotWrite
from tracker.deltas import CannotEdit, UnknownMilestone
from tracker.edits import Change, make, planned
from tracker.recording import add, announce, complete

FLIGHT = milestone(planned="2027", source="https://example.org/old")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, FLIGHT, [said("2025-01-10", "2027")])


def written(folder: Path, flight: dict[str, str], record: list[dict[str, str]]) -> Path:
    milestones = csv_bytes(schema.MILESTONE_COLUMNS, [flight])
    (folder / "milestones.csv").write_bytes(milestones)
    statements = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record)
    (folder / "announcements.csv").write_bytes(statements)
    return folder


def announced(folder: Path, announced: str, target: str, side: str = "ru", **more: str) -> Change:
    return make(folder, planned(announce(said(announced, target, side, **more))), as_of=TODAY)


def completed(folder: Path, actual: str, **facts: str) -> Change:
    rewrite = planned(complete("first-flight", {"actual": actual, **facts}))
    return make(folder, rewrite, as_of=TODAY)


def flight(folder: Path) -> dict[str, str]:
    table = csvfile.read((folder / "milestones.csv").read_bytes(), name="milestones.csv")
    return {name: texts[0] for name, texts in table.columns.items()}


def targets(folder: Path) -> list[str]:
    table = csvfile.read((folder / "announcements.csv").read_bytes(), name="announcements.csv")
    return list(table.columns["target"])


@pytest.mark.parametrize("side", ["ru", "kz", "joint"])
def test_a_partners_word_moves_the_plan(folder: Path, side: str) -> None:
    assert announced(folder, "2026-11-20", "2027-H2", side).accepted
    assert (flight(folder)["planned"], targets(folder)) == ("2027-H2", ["2027", "2027-H2"])


def test_what_was_taken_back_blanks_the_plan(folder: Path) -> None:
    assert announced(folder, "2026-11-20", "tbd").accepted
    assert (flight(folder)["planned"], targets(folder)) == ("", ["2027", "tbd"])


def test_the_press_moves_no_plan(folder: Path) -> None:
    change = announced(folder, "2026-11-20", "2028", "press")
    assert (flight(folder)["planned"], targets(folder)) == ("2027", ["2027", "2028"])
    assert change.remarks == (
        "The planned cell stays as it is: only a partner's word moves it, and this is the press's.",
    )


def test_an_older_statement_found_later_moves_no_plan(folder: Path) -> None:
    change = announced(folder, "2024-05", "2026")
    assert (flight(folder)["planned"], targets(folder)) == ("2027", ["2026", "2027"])
    assert change.remarks == (
        "The planned cell stays as it is: A. Speaker said '2027' later, on 2025-01-10.",
    )


def test_of_one_day_the_statement_recorded_last_is_the_plan(folder: Path) -> None:
    assert announced(folder, "2025-01-10", "2028", "kz").accepted
    assert flight(folder)["planned"] == "2028"


def test_what_was_said_after_it_happened_moves_no_plan(tmp_path: Path) -> None:
    folder = written(tmp_path, FLIGHT | {"actual": "2026-04-30"}, [])
    assert "it happened before that was said" in announced(folder, "2026-05", "2029").remarks[0]
    assert flight(folder)["planned"] == "2027"
    assert announced(folder, "2026-02-01", "2026-Q2").accepted
    assert flight(folder)["planned"] == "2026-Q2"


def test_a_statement_that_repeats_the_plan_leaves_the_milestones_alone(folder: Path) -> None:
    before = (folder / "milestones.csv").read_bytes()
    assert "it says '2027' already" in announced(folder, "2026-11-20", "2027").remarks[0]
    assert (folder / "milestones.csv").read_bytes() == before


def test_a_statement_given_twice_is_recorded_once(folder: Path) -> None:
    announced(folder, "2026-11-20", "2028")
    with pytest.raises(CannotEdit, match=r"on record already \(.*announcements\.csv:3\)"):
        announced(folder, "2026-11-20", "2028")
    assert targets(folder) == ["2027", "2028"]


def test_the_record_is_begun_with_the_first_statement(folder: Path) -> None:
    (folder / "announcements.csv").unlink()
    assert announced(folder, "2026-11-20", "2028").accepted
    lines = (folder / "announcements.csv").read_text().splitlines()
    assert lines[0] == ",".join(schema.ANNOUNCEMENT_COLUMNS)
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("day", "target", "code"),
    [("2027-01-01", "2028", "future-announcement"), ("2026-11-20", "", "blank-target")],
)
def test_a_statement_in_error_changes_neither_file(
    folder: Path, day: str, target: str, code: str
) -> None:
    before = store.content(folder)
    assert [problem.code for problem in announced(folder, day, target).errors] == [code]
    assert store.content(folder) == before


def test_neither_file_changes_when_one_lacks_the_column(folder: Path) -> None:
    (folder / "milestones.csv").write_bytes(b"id,title\nfirst-flight,First flight\n")
    before = store.content(folder)
    with pytest.raises(CannotWrite, match=r"has no column 'planned'.*fmt --column planned"):
        announced(folder, "2026-11-20", "2028")
    assert store.content(folder) == before


def test_an_unknown_milestone_names_the_nearest(folder: Path) -> None:
    with pytest.raises(UnknownMilestone, match=r"Did you mean first-flight\?"):
        announced(folder, "2026-11-20", "2028", milestone="first-flihgt")
    with pytest.raises(UnknownMilestone, match="`tracker list` shows them all"):
        announced(folder, "2026-11-20", "2028", milestone="zzz")


def test_what_happened_is_written_with_its_source(folder: Path) -> None:
    facts = {"outcome": "success", "source": "https://example.org/new", "confidence": "medium"}
    assert completed(folder, "2026-11-21", **facts).accepted
    row = flight(folder)
    assert (row["actual"], row["outcome"], row["confidence"]) == (
        "2026-11-21",
        "success",
        "medium",
    )
    assert row["source"] == "https://example.org/old https://example.org/new"
    assert row["planned"] == "2027"


def test_completing_twice_says_that_nothing_is_new(folder: Path) -> None:
    completed(folder, "2026-11-21")
    change = completed(folder, "2026-11-21")
    assert change.before == change.after
    assert change.remarks == ("All of that is on record already.",)
    assert completed(folder, "2026-11-21", outcome="partial").accepted
    assert flight(folder)["outcome"] == "partial"


def test_another_day_on_record_is_not_overwritten(folder: Path) -> None:
    completed(folder, "2026-11-21")
    with pytest.raises(CannotEdit, match="as having happened on '2026-11-21'"):
        completed(folder, "2026-11-20")


def test_no_report_found_gives_way_to_the_report(tmp_path: Path) -> None:
    folder = written(tmp_path, FLIGHT | {"outcome": "unknown"}, [])
    completed(folder, "2026-11-21")
    assert flight(folder)["outcome"] == ""


def test_what_was_given_up_does_not_happen_in_passing(tmp_path: Path) -> None:
    folder = written(tmp_path, FLIGHT | {"outcome": "cancelled"}, [])
    with pytest.raises(CannotEdit, match="is on record as cancelled"):
        completed(folder, "2026-11-21")


def test_what_has_not_come_yet_cannot_have_happened(folder: Path) -> None:
    assert [problem.code for problem in completed(folder, "2027-01-01").errors] == ["future-actual"]


def test_a_milestone_is_added_once(folder: Path) -> None:
    new = milestone("pad", category="ground", planned="2026-12")
    assert make(folder, planned(add(new)), as_of=TODAY).accepted
    with pytest.raises(CannotEdit, match=r"a milestone 'pad' already \(.*milestones\.csv:2\)"):
        make(folder, planned(add(new)), as_of=TODAY)
