"""A save works on the newest bytes, keeps what it replaces, changes all that it must or nothing."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from builders import TODAY

from tracker import archive, replacing, saving, store
from tracker.replacing import ChangedMeanwhile, NotSaved
from tracker.saving import last_save, save
from tracker.store import Content

OLD = Content(b"id,title\na,1\n", b"milestone,announced,target\n")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "milestones.csv").write_bytes(OLD.milestones)
    (tmp_path / "announcements.csv").write_bytes(OLD.announcements or b"")
    return tmp_path


def longer(standing: Content, by: bytes = b"b,2\n") -> Content:
    return standing._replace(milestones=standing.milestones + by)


def told(standing: Content) -> Content:
    """A change of both files."""
    said = (standing.announcements or b"milestone,announced,target\n") + b"b,2026,2027\n"
    return longer(standing)._replace(announcements=said)


def test_the_change_is_made_on_what_stands_on_disk(folder: Path) -> None:
    (folder / "milestones.csv").write_bytes(OLD.milestones + b"theirs,3\n")
    save(folder, longer, day=TODAY)
    assert (folder / "milestones.csv").read_bytes() == OLD.milestones + b"theirs,3\nb,2\n"


def test_both_versions_are_kept(folder: Path) -> None:
    saved = save(folder, told, day=TODAY)
    assert archive.find(folder, OLD.version) == (OLD, TODAY)
    assert archive.find(folder, saved.version) == (store.content(folder), TODAY)


def test_the_last_twenty_versions_are_kept_and_git_is_told_to_leave_them(folder: Path) -> None:
    versions = [OLD.version, *(save(folder, longer, day=TODAY).version for _ in range(25))]
    kept = [version for version in versions if archive.find(folder, version)]
    assert kept == versions[-21:]
    assert (folder / ".history" / ".gitignore").read_text() == "*\n"


def test_a_change_that_changes_nothing_writes_nothing(folder: Path) -> None:
    stamp = store.stamp(folder)
    assert save(folder, lambda _: None, day=TODAY) == OLD
    assert save(folder, lambda standing: standing, day=TODAY) == OLD
    assert store.stamp(folder) == stamp
    assert not archive.find(folder, OLD.version)


def test_announcements_are_begun_where_there_were_none(folder: Path) -> None:
    (folder / "announcements.csv").unlink()
    save(folder, told, day=TODAY)
    assert store.content(folder) == told(OLD)


def test_one_csv_is_saved_alone(folder: Path) -> None:
    saved = save(folder / "milestones.csv", longer, day=TODAY)
    assert saved == Content(longer(OLD).milestones, None)
    assert (folder / "announcements.csv").read_bytes() == OLD.announcements
    assert archive.find(folder / "milestones.csv", saved.version)


def test_an_editor_who_saves_in_the_middle_is_not_overwritten(folder: Path) -> None:
    asked: list[Content] = []

    def slowly(standing: Content) -> Content:
        asked.append(standing)
        if len(asked) == 1:
            (folder / "milestones.csv").write_bytes(OLD.milestones + b"theirs,3\n")
        return longer(standing)

    save(folder, slowly, day=TODAY)
    assert len(asked) == 2
    assert (folder / "milestones.csv").read_bytes() == OLD.milestones + b"theirs,3\nb,2\n"


def test_who_saves_again_and_again_is_told_to_wait(folder: Path) -> None:
    def disturbed(standing: Content) -> Content:
        (folder / "milestones.csv").write_bytes(standing.milestones + b"theirs,3\n")
        return longer(standing)

    with pytest.raises(ChangedMeanwhile, match="again and again"):
        save(folder, disturbed, day=TODAY)
    assert b"b,2" not in (folder / "milestones.csv").read_bytes()


def test_a_change_that_fails_leaves_the_files_and_the_lock(folder: Path) -> None:
    def broken(_: Content) -> Content:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        save(folder, broken, day=TODAY)
    assert store.content(folder) == OLD
    save(folder, longer, day=TODAY)


def test_who_saved_last_is_known_until_somebody_else_does(folder: Path) -> None:
    assert last_save(folder, OLD).by == ""
    saved = save(folder, longer, day=TODAY, by="A. Editor")
    assert last_save(folder, saved).by == "A. Editor"
    os.utime(folder / "announcements.csv", (0, 0))
    stood = (folder / "milestones.csv").stat().st_mtime
    assert last_save(folder, saved).at.timestamp() == pytest.approx(stood, abs=1e-3)
    assert last_save(folder, OLD).by == ""
    (folder / ".history" / "last-save.json").write_text("[", encoding="utf-8")
    assert last_save(folder, saved).by == ""


def test_a_start_tidies_up_after_a_save_that_was_stopped(folder: Path) -> None:
    save(folder, longer, day=TODAY)
    (folder / ".milestones.csv.abc.coming").write_bytes(b"half")
    saving.start(folder)
    assert not list(folder.glob("*.coming"))


def test_a_start_removes_versions_that_were_not_kept_to_the_end(folder: Path) -> None:
    archive.keep(folder, OLD, day=TODAY)
    for parent in (folder / ".history", folder / ".history" / "saved"):
        (parent / ".coming-abc").mkdir(parents=True)
        (parent / ".coming-abc" / "milestones.csv").write_bytes(b"id,ti")
    saving.start(folder)
    assert not list(folder.rglob(".coming*"))
    assert archive.find(folder, OLD.version) == (OLD, TODAY)


def test_a_start_on_data_never_edited_writes_nothing(folder: Path) -> None:
    saving.start(folder)
    assert not (folder / ".history").exists()


def test_a_reader_finds_no_save_half_done(folder: Path) -> None:
    new = told(OLD)
    with replacing.locked(folder) as history:
        files = [folder / "milestones.csv", folder / "announcements.csv"]
        replacing.write_journal(
            history, [*map(replacing.Replacement, files, OLD, [new.milestones, b"x"])]
        )
    files[0].write_bytes(new.milestones)
    assert store.content(folder) == OLD
    assert store.read(folder).version == OLD.version


def test_a_history_that_cannot_be_written_is_a_reason_not_to_save(folder: Path) -> None:
    (folder / ".history").mkdir()
    (folder / ".history" / "saved").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotSaved, match=r"Nothing was changed\. .*\.history' cannot be written"):
        save(folder, longer, day=TODAY)
    assert store.content(folder) == OLD


# As another process sees it ---------------------------------------------------------------------


def in_another_process(code: str, folder: Path, **options: object) -> str:
    preface = (
        "import sys\nfrom datetime import date\nfrom tracker.saving import save\n"
        "from tracker.replacing import NotSaved\nfolder = sys.argv[1]\n"
        "def large(standing): return standing._replace(\n"
        "    milestones=standing.milestones + b'b,' + b'x' * 9_000 + b'\\n')\n"
        "def attempt():\n"
        "    try: save(folder, large, day=date(2026, 11, 22)); print('saved')\n"
        "    except NotSaved as refusal: print(refusal)\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", preface + code, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        **options,  # type: ignore[call-overload]
    )
    assert run.stderr == ""
    return str(run.stdout)


def test_a_limit_of_file_size_leaves_the_old_file(folder: Path) -> None:
    code = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\nattempt()"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 4000
    said = in_another_process(code, folder)
    assert "Nothing was changed" in said
    assert "file too large" in said or "larger than the system allows" in said
    assert store.content(folder) == OLD
    assert not list(folder.rglob("*coming*"))


def test_a_folder_that_may_not_be_written_leaves_the_old_file(folder: Path) -> None:
    code = "attempt()"
    if os.geteuid() == 0:  # whom no mode stops
        folder.parent.chmod(0o755)
        code = "import os, filelock\nos.seteuid(65534)\nattempt()"
        for parent in folder.parents[:2]:
            parent.chmod(parent.stat().st_mode | 0o055)
    folder.chmod(0o555)
    try:
        said = in_another_process(code, folder)
    finally:
        folder.chmod(0o755)
    assert "may not be written" in said
    assert store.content(folder) == OLD


def test_a_lock_is_given_back_by_whoever_is_killed(folder: Path) -> None:
    code = "import os, signal\nsave(folder, lambda _: os.kill(os.getpid(), 9), day=None)"
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys\nfrom tracker.saving import save\nfolder = {str(folder)!r}\n{code}",
        ],
        cwd=ROOT,
    )
    assert run.returncode == -9
    save(folder, longer, day=TODAY)
    assert store.content(folder) == longer(OLD)


def test_serving_tidies_up_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dashboards.app
    from tracker.cli import main

    save(folder, longer, day=TODAY)
    (folder / ".milestones.csv.abc.coming").write_bytes(b"half")
    monkeypatch.setattr(dashboards.app, "serve", lambda *_, **__: None)
    assert main(["serve", "--data", str(folder)]) == 0
    assert not list(folder.glob("*.coming"))


def test_a_save_stopped_before_it_was_written_down_is_known_after_somebody_else_s(
    folder: Path,
) -> None:
    made = save(folder, longer, day=TODAY, token="mine")
    history = archive.history_of(folder)
    stopped = [saving.Told(made.version, "", "mine", done=False)]
    saving.write_all(history, stopped)
    save(folder, lambda standing: longer(standing, b"theirs,3\n"), day=TODAY, token="theirs")
    assert saving.made_with(folder, "mine") == made.version


def test_a_save_that_was_stopped_before_the_files_were_replaced_was_never_made(
    folder: Path,
) -> None:
    stopped = [saving.Told("0" * 64, "", "mine", done=False)]
    saving.start(folder)
    archive.history_of(folder).mkdir(exist_ok=True)
    saving.write_all(archive.history_of(folder), stopped)
    save(folder, longer, day=TODAY, token="theirs")
    assert saving.made_with(folder, "mine") == ""
