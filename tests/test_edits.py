"""Edits of different rows go together, of one cell by two are a conflict; errors are refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from builders import TODAY, csv_bytes, milestone, said
from editors import insisting, undoing

from tracker import csvfile, schema, store
from tracker.csv_edits import CannotWrite
from tracker.deltas import (
    Addition,
    CannotEdit,
    Delta,
    Edit,
    Removal,
    key_of,
)
from tracker.edits import Change, correct, make, planned

FLIGHT, PAD = milestone(planned="2027"), milestone("pad", category="ground", planned="2026-12")
PROMISE = said("2026-10-01", "2027")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = csv_bytes(schema.MILESTONE_COLUMNS, [PAD, FLIGHT])
    (tmp_path / "milestones.csv").write_bytes(rows)
    statements = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, [PROMISE])
    (tmp_path / "announcements.csv").write_bytes(statements)
    return tmp_path


def edit(folder: Path, *edits: Edit, dry_run: bool = False) -> Change:
    return make(folder, planned(correct(*edits)), as_of=TODAY, by="A. Editor", dry_run=dry_run)


def version(folder: Path) -> str:
    return store.content(folder).version


def cell(folder: Path, column: str, old: str, new: str, id: str = "first-flight") -> Delta:
    return Delta("milestones", (id,), column, old, new, version(folder))


def statement(folder: Path, column: str, old: str, new: str) -> Delta:
    key = key_of("announcements", PROMISE)
    return Delta("announcements", key, column, old, new, version(folder))


def columns(folder: Path, column: str, name: str = "milestones.csv") -> Sequence[str]:
    return csvfile.read((folder / name).read_bytes(), name=name).columns[column]


def test_one_cell_is_one_line(folder: Path) -> None:
    before = (folder / "milestones.csv").read_bytes()
    change = edit(folder, cell(folder, "note", "", "seen"))
    after = (folder / "milestones.csv").read_bytes()
    assert change.accepted
    assert change.after.milestones == after
    lines = zip(before.splitlines(), after.splitlines(), strict=True)
    assert sum(old != new for old, new in lines) == 1


def test_edits_of_different_rows_go_together(folder: Path) -> None:
    mine, theirs = cell(folder, "note", "", "mine"), cell(folder, "note", "", "theirs", "pad")
    assert edit(folder, theirs).accepted
    assert edit(folder, mine).accepted
    assert columns(folder, "note") == ["theirs", "mine"]


def test_edits_of_different_cells_of_a_row_go_together(folder: Path) -> None:
    mine, theirs = cell(folder, "note", "", "mine"), cell(folder, "place", "", "Baikonur")
    assert edit(folder, theirs).accepted
    assert edit(folder, mine).accepted
    assert columns(folder, "place")[1] == "Baikonur"


def test_the_same_edit_twice_is_no_conflict(folder: Path) -> None:
    mine = cell(folder, "note", "", "same")
    assert edit(folder, mine).accepted
    assert edit(folder, mine).accepted


def test_the_same_cell_is_a_conflict_and_nothing_is_saved(folder: Path) -> None:
    mine, also = cell(folder, "note", "", "mine"), cell(folder, "place", "", "Baikonur")
    assert edit(folder, cell(folder, "note", "", "theirs")).accepted
    standing = store.content(folder)
    change = edit(folder, also, mine)
    (conflict,) = change.conflicts
    assert (conflict.key, conflict.column) == (("first-flight",), "note")
    assert (conflict.mine, conflict.theirs) == ("mine", "theirs")
    assert conflict.saved.by == "A. Editor"
    assert conflict.saved.at.timestamp() == pytest.approx(
        (folder / "milestones.csv").stat().st_mtime, abs=1e-3
    )
    assert not change.accepted
    assert change.after == store.content(folder) == standing


def test_a_file_saved_elsewhere_has_no_name_to_tell(folder: Path) -> None:
    mine = cell(folder, "note", "", "mine")
    rows = [PAD, FLIGHT | {"note": "theirs"}]
    (folder / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    (conflict,) = edit(folder, mine).conflicts
    assert (conflict.theirs, conflict.saved.by) == ("theirs", "")


def test_who_insists_overwrites_what_was_seen_and_nothing_newer(folder: Path) -> None:
    mine = cell(folder, "note", "", "mine")
    edit(folder, cell(folder, "note", "", "theirs"))
    (conflict,) = edit(folder, mine).conflicts
    again = insisting(mine, conflict, version=version(folder))
    edit(folder, cell(folder, "note", "theirs", "newer"))
    (newer,) = edit(folder, again).conflicts
    assert newer.theirs == "newer"
    assert edit(folder, insisting(again, newer, version=version(folder))).accepted
    assert columns(folder, "note")[1] == "mine"


def test_a_row_that_is_gone_is_a_conflict(folder: Path) -> None:
    mine = cell(folder, "note", "", "mine", "pad")
    rows = csv_bytes(schema.MILESTONE_COLUMNS, [FLIGHT])
    (folder / "milestones.csv").write_bytes(rows)
    (conflict,) = edit(folder, mine).conflicts
    assert (conflict.mine, conflict.theirs) == ("mine", None)


def test_an_edit_of_what_never_stood_there_is_a_mistake(folder: Path) -> None:
    with pytest.raises(CannotEdit, match="it says '2027' in the version that was edited"):
        edit(folder, cell(folder, "planned", "2029", "2030"))
    with pytest.raises(CannotEdit, match="the row is not there"):
        edit(folder, cell(folder, "note", "", "x", "nowhere"))


def test_a_statement_is_known_by_what_it_says(folder: Path) -> None:
    assert edit(folder, statement(folder, "note", "", "seen")).accepted
    assert columns(folder, "note", "announcements.csv") == ["seen"]


def test_two_who_correct_the_day_of_a_statement_are_in_conflict(folder: Path) -> None:
    mine = statement(folder, "announced", "2026-10-01", "2026-10-02")
    assert edit(folder, statement(folder, "announced", "2026-10-01", "2026-10-03")).accepted
    (conflict,) = edit(folder, mine).conflicts
    assert (conflict.mine, conflict.theirs) == ("2026-10-02", "2026-10-03")


def test_two_cells_that_a_statement_is_known_by_change_at_once(folder: Path) -> None:
    day = statement(folder, "announced", "2026-10-01", "2026-10-02")
    assert edit(folder, day, statement(folder, "target", "2027", "2027-H1")).accepted
    assert columns(folder, "target", "announcements.csv") == ["2027-H1"]


def test_a_row_is_added_where_the_order_has_it(folder: Path) -> None:
    new = milestone("arm", category="ground", planned="2027-01")
    assert edit(folder, Addition("milestones", new)).accepted
    assert columns(folder, "id") == ["pad", "arm", "first-flight"]


def test_a_row_is_added_below_where_there_is_no_order(folder: Path) -> None:
    rows = csv_bytes(schema.MILESTONE_COLUMNS, [FLIGHT, PAD])
    (folder / "milestones.csv").write_bytes(rows)
    assert edit(folder, Addition("milestones", milestone("arm", category="vehicle"))).accepted
    assert columns(folder, "id") == ["first-flight", "pad", "arm"]


def test_a_statement_is_added_below_those_on_its_milestone(folder: Path) -> None:
    rows = [PROMISE, said("2020", "2021", milestone="pad"), said("2019", "2020", milestone="pad")]
    statements = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, rows)
    (folder / "announcements.csv").write_bytes(statements)
    assert edit(folder, Addition("announcements", said("2026-11-01", "2027"))).accepted
    names = columns(folder, "milestone", "announcements.csv")
    assert names == ["first-flight", "first-flight", "pad", "pad"]


NEW: Sequence[Edit] = (
    Addition("announcements", said("2026-11-01", "2027", milestone="arm")),
    Addition("announcements", said("2019", "2021", milestone="pad")),
    Addition("announcements", said("2026-11-01", "2028", side="kz")),
    Addition("announcements", said("2018", "2021", milestone="arm")),
    Addition("announcements", said("2026-11-01", "2028", side="press")),
    Addition("milestones", milestone("arm", category="ground", planned="2027-01")),
    Addition("milestones", milestone("engine", category="vehicle", planned="2026")),
    Addition("milestones", milestone("museum", category="heritage")),
    Addition("milestones", milestone("rig", category="ground", planned="2027-01")),
)


@pytest.mark.parametrize("mixed", [False, True])
def test_rows_that_are_added_at_once_stand_as_if_added_one_by_one(
    folder: Path, mixed: bool
) -> None:
    statements = [PROMISE, said("2020", "2021", milestone="pad")]
    if mixed:
        (folder / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, [FLIGHT, PAD]))
        statements = [statements[1], said("2019", "2020", milestone="pad"), PROMISE]
    rows = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, statements)
    (folder / "announcements.csv").write_bytes(rows)
    before = store.content(folder)
    assert edit(folder, *NEW[5:], *NEW[:5]).accepted
    at_once = store.content(folder)
    (folder / "milestones.csv").write_bytes(before.milestones)
    (folder / "announcements.csv").write_bytes(rows)
    for each in (*NEW[5:], *NEW[:5]):
        assert edit(folder, each).accepted
    assert store.content(folder) == at_once


def test_a_row_is_removed_unless_it_has_changed(folder: Path) -> None:
    removal = Removal("milestones", PAD, version(folder))
    edit(folder, cell(folder, "note", "", "wait", "pad"))
    (conflict,) = edit(folder, removal).conflicts
    assert (conflict.column, conflict.mine, conflict.theirs) == ("note", None, "wait")
    again = Removal("milestones", PAD | {"note": "wait"}, version(folder))
    assert edit(folder, again).accepted
    assert columns(folder, "id") == ["first-flight"]


def test_accepted_edits_are_taken_back(folder: Path) -> None:
    before = store.content(folder)
    edits: list[Edit] = [
        cell(folder, "note", "", "mine"),
        Addition("milestones", milestone("arm", category="ground", planned="2027-01")),
        Removal("announcements", PROMISE, version(folder)),
    ]
    change = edit(folder, *edits)
    assert change.accepted
    assert edit(folder, *undoing(edits, version=version(folder))).accepted
    assert store.content(folder) == before


def test_taking_back_finds_a_statement_by_its_new_words(folder: Path) -> None:
    day = statement(folder, "announced", "2026-10-01", "2026-10-02")
    assert edit(folder, day).accepted
    assert edit(folder, *undoing([day], version=version(folder))).accepted
    assert columns(folder, "announced", "announcements.csv") == ["2026-10-01"]


def test_two_cells_that_a_statement_is_known_by_are_taken_back_at_once(folder: Path) -> None:
    before = store.content(folder)
    edits: list[Edit] = [
        statement(folder, "announced", "2026-10-01", "2026-10-02"),
        statement(folder, "target", "2027", "2027-H1"),
    ]
    assert edit(folder, *edits).accepted
    assert edit(folder, *undoing(edits, version=version(folder))).accepted
    assert store.content(folder) == before


def test_of_two_rows_known_by_the_same_the_one_that_was_seen_is_removed(folder: Path) -> None:
    rows = [PROMISE, PROMISE | {"note": "again"}]
    statements = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, rows)
    (folder / "announcements.csv").write_bytes(statements)
    assert edit(folder, Removal("announcements", rows[1], version(folder))).accepted
    assert columns(folder, "note", "announcements.csv") == [""]


# What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("planned", "soon", "unreadable-date"),
        ("category", "lunch", "unknown-category"),
        ("actual", "2027-05-05", "future-actual"),
        ("depends_on", "nothing", "unknown-milestone"),
        ("id", "pad", "duplicate-id"),
        ("note", "x" * 10_001, "too-long-cell"),
    ],
)
def test_an_edit_that_makes_an_error_is_refused(
    folder: Path, column: str, text: str, code: str
) -> None:
    before = store.content(folder)
    change = edit(folder, cell(folder, column, FLIGHT.get(column, ""), text))
    assert code in {problem.code for problem in change.errors}
    assert store.content(folder) == before


def test_an_error_that_was_there_before_is_no_reason_to_refuse(folder: Path) -> None:
    rows = [PAD | {"planned": "soon"}, FLIGHT]
    (folder / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    assert edit(folder, Addition("milestones", milestone("arm", category="agreement"))).accepted
    assert not edit(folder, cell(folder, "planned", "2027", "soon")).accepted


def test_a_new_warning_is_told_and_an_old_one_is_not(folder: Path) -> None:
    change = edit(folder, cell(folder, "planned", "2027", "2028"))
    assert change.accepted
    assert [warning.code for warning in change.warnings] == ["plan-not-announced"]
    assert edit(folder, cell(folder, "note", "", "x")).warnings == ()


def test_a_file_that_cannot_be_read_whole_is_not_edited(folder: Path) -> None:
    broken = (folder / "announcements.csv").read_bytes() + b"one,cell\n"
    (folder / "announcements.csv").write_bytes(broken)
    with pytest.raises(CannotEdit, match=r"announcements\.csv line 3: .* nothing can be edited"):
        edit(folder, cell(folder, "note", "", "x"))
    assert (folder / "announcements.csv").read_bytes() == broken


def test_what_cannot_be_written_is_refused(folder: Path) -> None:
    before = store.content(folder)
    with pytest.raises(CannotWrite, match="NUL"):
        edit(folder, cell(folder, "note", "", "\0"))
    assert store.content(folder) == before


def test_a_dry_run_changes_nothing_at_all(folder: Path) -> None:
    change = edit(folder, cell(folder, "note", "", "x"), dry_run=True)
    assert change.accepted
    assert change.after != change.before == store.content(folder)
    assert {path.name for path in folder.iterdir()} == {"milestones.csv", "announcements.csv"}


def test_one_file_of_milestones_takes_no_statement(folder: Path) -> None:
    with pytest.raises(CannotEdit, match="Name the folder instead"):
        edit(folder / "milestones.csv", Addition("announcements", PROMISE))
