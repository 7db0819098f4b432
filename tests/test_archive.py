"""Earlier versions of the data: kept beside them, found again, found in git, never mistaken."""

from __future__ import annotations

import hashlib
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY

from tracker import archive, store
from tracker.archive import CannotKeep, NotInGit, find, keep, read_git
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


def git(folder: Path, *arguments: str, day: str = "2026-03-01") -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    dated = {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    person = ["-c", "user.name=A. Editor", "-c", "user.email=editor@example.org"]
    command = ["git", *person, *arguments]
    run = subprocess.run(
        command, cwd=folder, env=clean | own | dated, check=True, capture_output=True, text=True
    )
    return run.stdout.strip()


def commit(folder: Path, content: Content, day: str) -> str:
    put(folder, content)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", f"As of {day}", day=day)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(folder: Path) -> Path:
    """The data of a git repository in which both versions were committed."""
    git(folder.parent, "init", "-q")
    commit(folder, OLD, "2026-01-05")
    commit(folder, NEW, "2026-02-10")
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


def test_a_revision_is_read_by_any_of_its_names(repository: Path) -> None:
    git(repository, "tag", "january", "HEAD~1")
    oldest = git(repository, "rev-parse", "HEAD~1")
    for rev in ("january", "HEAD~1", oldest, oldest[:10]):
        assert read_git(repository, rev) == OLD
    assert read_git(repository, "HEAD") == NEW


def test_one_file_of_milestones_is_read_alone(repository: Path) -> None:
    assert read_git(repository / "milestones.csv", "HEAD~1") == Content(OLD.milestones, None)


@pytest.mark.parametrize("rev", ["nothing", "--help", "-h", "", "HEAD:data", "a b", "x\0y"])
def test_what_names_no_revision_is_told(repository: Path, rev: str) -> None:
    with pytest.raises(NotInGit, match="knows no revision"):
        read_git(repository, rev)


def test_data_outside_git_are_told(folder: Path) -> None:
    with pytest.raises(NotInGit, match="stands in no git repository"):
        read_git(folder, "HEAD")
    assert find(folder, OLD.version) is None


def test_a_machine_without_git_finds_what_was_kept(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert find(repository, OLD.version) is None
    keep(repository, OLD, day=TODAY)
    assert find(repository, OLD.version) == (OLD, TODAY)


def test_a_committed_version_is_found_with_the_day_of_its_commit(repository: Path) -> None:
    assert find(repository, OLD.version[:12]) == (OLD, date(2026, 1, 5))
    assert find(repository, NEW.version[:12]) == (NEW, date(2026, 2, 10))


def test_a_version_of_another_branch_is_found(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "aside", "HEAD~1")
    aside = Content(b"id,title\nfirst,Aside\n", OLD.announcements)
    commit(repository, aside, "2026-01-20")
    git(repository, "checkout", "-q", "-")
    assert find(repository, aside.version) == (aside, date(2026, 1, 20))


def test_a_version_from_before_there_were_announcements_is_found(folder: Path) -> None:
    alone = Content(OLD.milestones, None)
    (folder / "announcements.csv").unlink()
    git(folder, "init", "-q")
    commit(folder, alone, "2025-01-01")
    commit(folder, NEW, "2026-02-10")
    assert find(folder, alone.version) == (alone, date(2025, 1, 1))
    assert read_git(folder, "HEAD~1") == alone


def test_the_repository_of_a_hook_is_not_asked(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert find(repository, OLD.version) == (OLD, date(2026, 1, 5))


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
