"""What is read from disk, under which version, and what is said when it cannot be."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from tracker import store

MILESTONES = b"id,title\na,1\n"
ANNOUNCEMENTS = b"milestone,announced,target\na,2025-01-01,2026\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "milestones.csv").write_bytes(MILESTONES)
    (tmp_path / "announcements.csv").write_bytes(ANNOUNCEMENTS)
    return tmp_path


def refusal(path: Path) -> str:
    with pytest.raises(store.NotMilestones) as caught:
        store.read(path)
    return str(caught.value)


def test_a_folder_is_read_with_both_files(folder):
    files = store.read(folder)
    assert files.milestones.columns["id"] == ["a"]
    assert files.announcements.columns["target"] == ["2026"]
    assert files.path == folder


def test_the_version_is_the_hash_of_the_bytes_one_after_the_other(folder):
    assert store.read(folder).version == hashlib.sha256(MILESTONES + ANNOUNCEMENTS).hexdigest()
    (folder / "milestones.csv").write_bytes(MILESTONES + b"b,2\n")
    assert store.read(folder).version != hashlib.sha256(MILESTONES + ANNOUNCEMENTS).hexdigest()


def test_one_csv_is_enough(folder):
    files = store.read(folder / "milestones.csv")
    assert files.announcements is None
    assert files.tables == (files.milestones,)
    assert files.version == hashlib.sha256(MILESTONES).hexdigest()


def test_a_file_without_rows_is_still_a_table(folder):
    (folder / "announcements.csv").write_bytes(b"milestone,announced,target\n")
    assert len(store.read(folder).tables) == 2


def test_files_are_named_as_the_user_typed_them(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    files = store.read(folder.name)
    assert files.milestones.name == os.path.join(folder.name, "milestones.csv")


def test_reading_changes_nothing_on_disk(folder):
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    store.read(folder)
    assert before == sorted((path.name, path.read_bytes()) for path in folder.iterdir())


def test_a_missing_path_says_what_to_do(tmp_path):
    said = refusal(tmp_path / "nowhere")
    assert "nowhere" in said
    assert "--data" in said


def test_a_folder_without_milestones_says_what_to_do(tmp_path):
    assert "There is no milestones.csv in" in refusal(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rest", b"<html>", b"name,date\nx,2025\n", b"\x1f\x8b\x08rest"]
)
def test_what_is_no_milestone_file_is_refused_with_its_name(folder, content):
    (folder / "milestones.csv").write_bytes(content)
    assert "milestones.csv is no milestone file" in refusal(folder)


def test_a_milestone_file_with_a_broken_row_is_refused_but_here(folder):
    (folder / "milestones.csv").write_bytes(MILESTONES + b"b\n")
    files = store.read(folder)
    assert files.refused
    assert files.milestones.columns["id"] == ["a"]


def test_announcements_that_are_no_table_are_refused_but_the_milestones_stand(folder):
    (folder / "announcements.csv").write_bytes(b"PK\x03\x04rest")
    files = store.read(folder)
    assert files.refused
    assert not files.milestones.refused
    assert files.announcements.lines.tolist() == []


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "milestones.csv").mkdir()
    assert "is a folder" in refusal(tmp_path)


def test_a_file_that_may_not_be_read_is_named(folder, monkeypatch):
    def denied(path, *_mode, **_how):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    # Root may read everything, so taking the right away would prove nothing there.
    monkeypatch.setattr(store, "open", denied, raising=False)
    assert "permission denied" in refusal(folder)


def test_a_path_that_cannot_be_is_named():
    assert "cannot be" in refusal(Path("bad\0name"))
    assert "cannot be" in refusal(Path("x" * 5_000))


def test_the_stamp_changes_with_each_file_and_with_nothing_else(folder):
    first = store.stamp(folder)
    (folder / "notes.txt").write_text("x")
    assert store.stamp(folder) == first
    (folder / "announcements.csv").write_bytes(ANNOUNCEMENTS + b"\n")
    second = store.stamp(folder)
    assert second != first
    (folder / "milestones.csv").unlink()
    assert store.stamp(folder) != second


def test_the_stamp_of_one_file_or_of_nothing_is_no_error(folder):
    assert store.stamp(folder / "milestones.csv") != store.stamp(folder / "nowhere")


def test_sources_are_the_lines_by_name(folder):
    files = store.read(folder)
    found = store.sources(files)
    assert found[files.announcements.name].line(2) == "a,2025-01-01,2026"
    (folder / "milestones.csv").unlink()
    assert list(store.sources(files)) == [files.announcements.name]
