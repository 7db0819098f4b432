"""Earlier versions of the data: kept beside them, found again, found in git, never mistaken."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY

from tracker import archive, store
from tracker.archive import CannotKeep, find, keep
from tracker.replacing import locked
from tracker.store import Content

OLD = Content(b"id,title\nfirst,First flight\n", b"milestone,announced,target\n")
NEW = Content(b"id,title\nfirst,First flight of Soyuz-5\n", b"milestone,announced,target\n")


def put(folder: Path, content: Content) -> None:
    (folder / "milestones.csv").write_bytes(content.milestones)
    if content.announcements is not None:
        (folder / "announcements.csv").write_bytes(content.announcements)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the newer version in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    put(folder, NEW)
    return folder


def test_the_version_is_what_sha256sum_prints() -> None:
    content = store.content(REAL_DATA)
    both = content.milestones + (content.announcements or b"")
    assert content.version == hashlib.sha256(both).hexdigest() == store.read(REAL_DATA).version


def test_what_was_kept_is_found_by_the_first_twelve_digits(folder: Path) -> None:
    keep(folder, OLD, day=TODAY)
    for digits in (12, 20, 64):
        assert find(folder, OLD.version[:digits]) == (OLD, TODAY)


def test_a_record_without_announcements_is_kept_as_that(folder: Path) -> None:
    alone = Content(OLD.milestones, None)
    keep(folder / "milestones.csv", alone, day=TODAY)
    assert find(folder, alone.version) == (alone, TODAY)


def test_a_kept_version_can_be_read_like_any_data(folder: Path) -> None:
    assert store.read(keep(folder, OLD, day=TODAY)).version == OLD.version


def test_keeping_twice_keeps_the_first_day(folder: Path) -> None:
    first = keep(folder, OLD, day=date(2026, 1, 5))
    assert keep(folder, OLD, day=TODAY) == first
    assert [path.name for path in first.parent.iterdir()].count(first.name) == 1
    assert find(folder, OLD.version) == (OLD, date(2026, 1, 5))


def test_nothing_but_the_version_is_left_behind(folder: Path) -> None:
    kept = keep(folder, OLD, day=TODAY)
    assert {path.name for path in kept.parent.iterdir()} == {".gitignore", "lock", kept.name}
    assert {path.name for path in kept.iterdir()} == {"milestones.csv", "announcements.csv"}


def test_the_version_of_the_data_stays_the_same(folder: Path) -> None:
    before, stamp = store.read(folder).version, store.stamp(folder)
    keep(folder, OLD, day=TODAY)
    assert (store.read(folder).version, store.stamp(folder)) == (before, stamp)


@pytest.mark.parametrize("version", ["", "0ac3", "../../data", "0" * 11, "G" * 12, "0" * 65, "*"])
def test_what_names_no_version_finds_none(folder: Path, version: str) -> None:
    keep(folder, OLD, day=TODAY)
    assert find(folder, version) is None


def test_a_kept_version_that_was_changed_is_none(folder: Path) -> None:
    kept = keep(folder, OLD, day=TODAY)
    (kept / "milestones.csv").write_bytes(NEW.milestones)
    assert find(folder, OLD.version) is None
    assert find(folder, NEW.version) is None


def test_a_version_that_was_changed_is_kept_anew(folder: Path) -> None:
    kept = keep(folder, OLD, day=date(2026, 1, 5))
    (kept / "milestones.csv").unlink()
    keep(folder, OLD, day=TODAY)
    assert find(folder, OLD.version) == (OLD, TODAY)


def test_a_writer_that_was_stopped_leaves_nothing_that_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(CannotKeep, match="no space left on device"):
            keep(folder, OLD, day=TODAY)
    assert find(folder, OLD.version) is None
    assert {path.name for path in (folder / archive.HISTORY).iterdir()} == {".gitignore", "lock"}


def test_where_nothing_can_be_written_the_reason_is_told(folder: Path) -> None:
    (folder / archive.HISTORY).write_text("in the way", encoding="utf-8")
    with pytest.raises(CannotKeep, match=r"cannot be kept: '.*\.history' cannot be written"):
        keep(folder, OLD, day=TODAY)


def test_two_who_keep_at_once_both_succeed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(archive, "_kept_folder", lambda *_: None)
        assert keep(folder, OLD, day=TODAY) == keep(folder, OLD, day=TODAY)
    assert find(folder, OLD.version) == (OLD, TODAY)


def kept_saved(folder: Path, content: Content) -> None:
    with locked(folder) as history:
        archive.keep_saved(history, content, day=TODAY)
        archive.prune(history)


def numbered(number: int) -> Content:
    return Content(b"id,title\nfirst,Version %d\n" % number, None)


def test_what_a_save_kept_is_found_like_any_other(folder: Path) -> None:
    kept_saved(folder, OLD)
    assert find(folder, OLD.version[:12]) == (OLD, TODAY)


def test_twenty_saved_versions_stay_besides_the_newest(folder: Path) -> None:
    versions = [numbered(number) for number in range(25)]
    for version in versions:
        kept_saved(folder, version)
    found = [version for version in versions if find(folder, version.version)]
    assert found == versions[-21:]


def test_a_version_saved_again_is_the_newest_again(folder: Path) -> None:
    kept_saved(folder, OLD)
    for number in range(archive.SAVED_AT_MOST):
        kept_saved(folder, numbered(number))
    kept_saved(folder, OLD)
    kept_saved(folder, NEW)
    assert find(folder, OLD.version)
    assert not find(folder, numbered(0).version)


def test_what_was_kept_for_ever_is_never_dropped(folder: Path) -> None:
    kept_saved(folder, OLD)
    keep(folder, OLD, day=TODAY)
    for number in range(30):
        kept_saved(folder, numbered(number))
    assert find(folder, OLD.version) == (OLD, TODAY)


def test_what_a_stopped_writer_left_is_removed_by_the_next(folder: Path) -> None:
    kept_saved(folder, OLD)
    for parent in (folder / ".history", folder / ".history" / "saved"):
        (parent / ".coming-abc").mkdir()
        (parent / ".coming-abc" / "milestones.csv").write_bytes(b"id,ti")
    kept_saved(folder, NEW)
    assert not list(folder.rglob(".coming*"))


def test_a_version_that_was_kept_is_found_without_asking_git(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, OLD, day=TODAY)
    monkeypatch.setattr(archive, "in_git", lambda *_: pytest.fail("git was asked"))
    assert find(folder, OLD.version) == (OLD, TODAY)
