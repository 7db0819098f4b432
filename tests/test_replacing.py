"""Files are replaced all or none, whatever the system refuses and wherever a writer is stopped."""

from __future__ import annotations

import errno
import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker import replacing
from tracker.replacing import ChangedMeanwhile, NotSaved, Replacement, locked, replace_all, settle

OLD, NEW = b"id,title\na,old\n", b"id,title\na,new\n"
# What a save asks of the system, in the modules that it asks.
CALLS = ("fsync", "replace", "unlink", "chmod", "fdopen")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("milestones.csv", "announcements.csv"):
        (tmp_path / name).write_bytes(OLD)
    return tmp_path


def both(folder: Path) -> list[Replacement]:
    return [
        Replacement(folder / name, OLD, NEW) for name in ("milestones.csv", "announcements.csv")
    ]


def save(folder: Path, replacements: list[Replacement]) -> None:
    with locked(folder) as history:
        replace_all(replacements, history=history)


def contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in ("milestones.csv", "announcements.csv")]


def strays(folder: Path) -> list[str]:
    known = {"milestones.csv", "announcements.csv", ".history", ".gitignore", "lock", "saved"}
    return [path.name for path in folder.rglob("*") if path.name not in known]


def test_one_file_is_replaced(folder: Path) -> None:
    save(folder, both(folder)[:1])
    assert contents(folder) == [NEW, OLD]
    assert not strays(folder)


def test_two_files_are_replaced(folder: Path) -> None:
    save(folder, both(folder))
    assert contents(folder) == [NEW, NEW]
    assert not strays(folder)


def test_a_file_that_was_not_there_is_made(folder: Path) -> None:
    (folder / "announcements.csv").unlink()
    first, second = both(folder)
    save(folder, [first, second._replace(old=None)])
    assert contents(folder) == [NEW, NEW]
    assert stat.S_IMODE((folder / "announcements.csv").stat().st_mode) == 0o644


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_stays(folder: Path, mode: int) -> None:
    (folder / "milestones.csv").chmod(mode)
    save(folder, both(folder))
    assert stat.S_IMODE((folder / "milestones.csv").stat().st_mode) == mode


def test_a_link_stays_a_link(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "kept.csv"
    (folder / "milestones.csv").rename(elsewhere)
    (folder / "milestones.csv").symlink_to(elsewhere)
    save(folder, both(folder))
    assert (folder / "milestones.csv").is_symlink()
    assert elsewhere.read_bytes() == NEW
    assert not list(elsewhere.parent.glob(".*"))


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(folder: Path) -> None:
    for name in ("milestones.csv", "announcements.csv"):
        theirs = OLD + b"b,theirs\n"
        (folder / name).write_bytes(theirs)
        with pytest.raises(ChangedMeanwhile):
            save(folder, both(folder))
        assert (folder / name).read_bytes() == theirs
        (folder / name).write_bytes(OLD)
        assert contents(folder) == [OLD, OLD]
    assert not strays(folder)


# What the system refuses ------------------------------------------------------------------------


class Failing:
    """The n-th of all calls fails; it counts them."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.left, self.code = number, code
        for name in CALLS:
            patch.setattr(os, name, self.wrapped(getattr(os, name)))

    def wrapped(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise OSError(self.code, os.strerror(self.code))
            return call(*arguments, **options)

        return counted


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("count", [1, 2])
def test_each_step_may_fail_and_the_old_files_stand(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, count: int
) -> None:
    monkeypatch.setattr(replacing, "PATIENCE_SECONDS", 0.0)
    save(folder, [])
    for number in range(1, 100):
        with monkeypatch.context() as patch:
            failing = Failing(patch, number, code)
            said = saved_or_refused(folder, both(folder)[:count])
        if failing.left > 0:
            break
        if said:
            assert "Nothing was changed" in said
        # A step that may fail without harm, such as removing what is in nobody's way, is no reason
        # to refuse; but there is no third outcome.
        after = [OLD, OLD] if said else [NEW, NEW if count == 2 else OLD]
        assert contents(folder) == after
        save(folder, [Replacement(file.path, file.path.read_bytes(), OLD) for file in both(folder)])
    assert number > 5 * count


def saved_or_refused(folder: Path, replacements: list[Replacement]) -> str:
    """Why it was refused, "" when it was saved."""
    try:
        save(folder, replacements)
    except NotSaved as refusal:
        return str(refusal)
    return ""


def test_a_folder_that_cannot_be_forced_to_the_disk_takes_the_save_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    save(folder, [])
    with monkeypatch.context() as patch:
        patch.setattr(replacing, "sync_folder", broken)
        for count in (1, 2):
            with pytest.raises(NotSaved, match="input/output error"):
                save(folder, both(folder)[:count])
            assert contents(folder) == [OLD, OLD]
    assert not strays(folder)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "is full: make room"),
        (errno.EFBIG, "larger than the system allows"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "cannot be written: input/output error"),
    ],
)
def test_the_reason_is_told_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    def refused(_: int) -> None:
        raise OSError(code, os.strerror(code))

    save(folder, [])
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refused)
        with pytest.raises(NotSaved, match=said):
            save(folder, both(folder))
    assert contents(folder) == [OLD, OLD]
    assert not strays(folder)


@pytest.fixture
def held_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A program that holds the milestones open, as Windows has it: names that may be taken."""
    free: list[str] = []
    take = os.replace

    def held(source: Path, target: Path) -> None:
        if Path(target).name == "milestones.csv" and not free:
            raise PermissionError(errno.EACCES, "Access is denied", str(target))
        take(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(replacing, "PATIENCE_SECONDS", 0.3)
    return free


def test_a_file_held_open_is_waited_for(folder: Path, held_open: list[str]) -> None:
    threading.Timer(0.1, held_open.append, ["closed"]).start()
    save(folder, both(folder))
    assert contents(folder) == [NEW, NEW]


def test_a_file_held_open_too_long_is_to_be_closed(folder: Path, held_open: list[str]) -> None:
    assert not held_open
    with pytest.raises(NotSaved, match=r"milestones\.csv' is held open .*: close it in Excel"):
        save(folder, list(reversed(both(folder))))
    assert contents(folder) == [OLD, OLD]
    assert not strays(folder)


def test_a_file_marked_read_only_is_left_alone(folder: Path) -> None:
    (folder / "announcements.csv").chmod(0o444)
    with pytest.raises(NotSaved, match=r"announcements\.csv' may not be written"):
        save(folder, both(folder))
    assert contents(folder) == [OLD, OLD]
    assert not strays(folder)


def test_who_saves_for_too_long_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "READER_SECONDS", 0.1)
    with locked(folder), pytest.raises(NotSaved, match="Another program has been saving"):
        settle(folder)


# Writers that were stopped ----------------------------------------------------------------------


def stopped(folder: Path, *, after: int) -> None:
    """What a writer of both files leaves that is killed after so many of them."""
    with locked(folder) as history:
        replacing.write_journal(history, both(folder))
    for file in both(folder)[:after]:
        file.path.write_bytes(NEW)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stopped_save_is_taken_back(folder: Path, after: int) -> None:
    stopped(folder, after=after)
    assert replacing.is_under_way(folder)
    settle(folder)
    assert contents(folder) == [OLD, OLD]
    assert not replacing.is_under_way(folder)


def test_a_file_made_by_a_stopped_save_is_gone(folder: Path) -> None:
    (folder / "announcements.csv").unlink()
    first, second = both(folder)
    with locked(folder) as history:
        replacing.write_journal(history, [first, second._replace(old=None)])
    second.path.write_bytes(NEW)
    settle(folder)
    assert not second.path.exists()


def test_what_somebody_wrote_after_a_stopped_save_stays(folder: Path) -> None:
    stopped(folder, after=1)
    theirs = OLD + b"b,theirs\n"
    (folder / "announcements.csv").write_bytes(theirs)
    settle(folder)
    assert contents(folder) == [OLD, theirs]


def test_a_journal_that_says_nothing_is_dropped(folder: Path) -> None:
    with locked(folder) as history:
        (history / replacing.JOURNAL).write_text("{", encoding="ascii")
    settle(folder)
    assert not replacing.is_under_way(folder)
    assert contents(folder) == [OLD, OLD]


def test_the_journal_names_files_from_where_it_stands(folder: Path) -> None:
    with locked(folder) as history:
        replacing.write_journal(history, both(folder))
        entries = json.loads((history / replacing.JOURNAL).read_bytes())
    assert [entry["path"] for entry in entries] == ["../milestones.csv", "../announcements.csv"]


def test_strays_of_stopped_writers_are_swept_and_nothing_else(folder: Path) -> None:
    mine = [".milestones.csv.abc.coming", ".announcements.csv.def.coming"]
    others = [".notes.csv.abc.coming", "milestones.csv.coming", ".milestones.csv.swp"]
    for name in mine + others:
        (folder / name).write_bytes(b"half a fi")
    with locked(folder) as history:
        replacing.sweep([file.path for file in both(folder)], history=history)
    assert sorted(strays(folder)) == sorted(others)
