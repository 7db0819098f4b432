"""`export FORM`: a file or a folder, whole or not at all, and never over the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import csv_bytes, milestone

from tracker import schema
from tracker.cli import main
from tracker.exports.addresses import ADDRESSES

FORMS = ("ics", "atom", "md", "zip")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [milestone(planned="2027"), milestone("undated")]
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    return folder


def export(*arguments: str, folder: Path) -> int:
    return main(["export", *arguments, "--data", str(folder), "--as-of", "2026-11-21"])


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_named_by_its_day_and_replaced_when_it_is_made_again(
    form: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    output = folder.parent / f"baiterek-2026-11-21.{form}"
    output.write_text("an older one")
    assert export(form, folder=folder) == 0
    assert output.stat().st_size > 100
    assert f"{output.name}: " in capsys.readouterr().out
    assert [path.name for path in folder.parent.iterdir() if path.name.endswith(".coming")] == []


def test_json_is_a_folder_with_every_data_file_at_its_address(folder: Path) -> None:
    target = folder.parent / "files"
    assert export("json", "-o", str(target), folder=folder) == 0
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    addressed = {address.name for address in ADDRESSES}
    elsewhere = {"calendar.ics", "feed.atom", "milestones.xlsx", "export.zip"}
    assert found == addressed - elsewhere | {"README.md"}


def test_what_is_not_in_the_calendar_is_told_beside_the_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export("ics", "-o", str(folder.parent / "a.ics"), folder=folder)
    assert capsys.readouterr().err == "tracker: Left out: 1 without a date.\n"


def test_no_copy_takes_the_place_of_the_record(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "milestones.csv").read_bytes()
    for form, output in (("zip", folder / "milestones.csv"), ("json", folder)):
        assert export(form, "-o", str(output), folder=folder) == 1
        assert "is the record itself" in capsys.readouterr().err
    assert (folder / "milestones.csv").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["milestones.csv"]


def test_where_nothing_can_be_written_the_message_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "file").write_text("")
    assert export("md", "-o", str(folder.parent / "file" / "a.md"), folder=folder) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_data_that_cannot_be_read_whole_are_not_exported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "milestones.csv").write_bytes(b'id,title\na,"open\n')
    assert export("zip", "-o", str(folder.parent / "a.zip"), folder=folder) == 1
    assert capsys.readouterr().err.startswith("tracker: ")
    assert not (folder.parent / "a.zip").exists()
