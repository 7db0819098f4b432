"""Versions of the data in git: found by revision and by hash, in time, running nothing else."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from tracker import git_history
from tracker.git_history import NotInGit, find, read
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


def test_a_revision_is_read_by_any_of_its_names(repository: Path) -> None:
    git(repository, "tag", "january", "HEAD~1")
    oldest = git(repository, "rev-parse", "HEAD~1")
    for rev in ("january", "HEAD~1", oldest, oldest[:10]):
        assert read(repository, rev) == OLD
    assert read(repository, "HEAD") == NEW


def test_one_file_of_milestones_is_read_alone(repository: Path) -> None:
    assert read(repository / "milestones.csv", "HEAD~1") == Content(OLD.milestones, None)


@pytest.mark.parametrize("rev", ["nothing", "--help", "-h", "", "HEAD:data", "a b", "x\0y"])
def test_what_names_no_revision_is_told(repository: Path, rev: str) -> None:
    with pytest.raises(NotInGit, match="knows no revision"):
        read(repository, rev)


def test_data_outside_git_are_told(folder: Path) -> None:
    with pytest.raises(NotInGit, match="stands in no git repository"):
        read(folder, "HEAD")
    assert find(folder, OLD.version) is None


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
    assert read(folder, "HEAD~1") == alone


def test_the_repository_of_a_hook_is_not_asked(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert find(repository, OLD.version) == (OLD, date(2026, 1, 5))


def imported(folder: Path, versions: int) -> Content:
    """A repository of so many versions; the oldest of them."""
    git(folder.parent, "init", "-q", "-b", "main")
    commits = []
    for number in range(versions):
        text = f"id,title\nfirst,Version {number}\n"
        commits.append(
            "commit refs/heads/main\n"
            f"committer A. Editor <editor@example.org> {1_600_000_000 + number} +0000\n"
            f"data 0\nM 100644 inline data/milestones.csv\ndata {len(text)}\n{text}\n"
        )
    subprocess.run(
        ["git", "fast-import", "--quiet"], input="".join(commits).encode(), cwd=folder, check=True
    )
    return Content(b"id,title\nfirst,Version 0\n", None)


def test_the_oldest_of_thousands_of_versions_is_found(folder: Path) -> None:
    oldest = imported(folder, 3000)
    assert find(folder, oldest.version[:12]) == (oldest, date(2020, 9, 13))


def test_all_versions_are_told_by_one_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oldest, begun = imported(folder, 20), []
    popen = subprocess.Popen

    def counted(*arguments: object, **options: object) -> object:
        begun.append(arguments)
        return popen(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counted)
    assert find(folder, oldest.version)
    assert len(begun) == 3


def test_what_stood_twice_and_files_that_did_not_change_are_told_right(folder: Path) -> None:
    git(folder, "init", "-q")
    same = Content(b"id,title\n", b"id,title\n")
    third = Content(NEW.milestones, b"milestone,announced,target\nfirst,2026,2027\n")
    states = [OLD, NEW, third, Content(OLD.milestones, third.announcements), same, OLD]
    for month, content in enumerate(states, start=1):
        commit(folder, content, f"2026-{month:02}-01")
    for month, content in enumerate(states[1:], start=2):
        assert find(folder, content.version) == (content, date(2026, month, 1))


def test_a_failure_of_git_is_forgotten_at_once(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        assert find(repository, OLD.version) is None
    with monkeypatch.context() as patch:
        patch.setattr(git_history, "SEARCH_SECONDS", 0.0)
        assert find(repository, OLD.version) is None
    assert find(repository, OLD.version)


def program(path: Path, *lines: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="ascii")
    path.chmod(0o755)
    return path


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where another program may stand that is taken for git."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "bin" / "git"


def test_git_that_does_not_answer_is_not_waited_for(
    repository: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(stand_in, "exec sleep 60")
    monkeypatch.setattr(git_history, "ANSWER_SECONDS", 0.2)
    begun = time.monotonic()
    with pytest.raises(NotInGit):
        read(repository, "HEAD")
    assert find(repository, OLD.version) is None
    assert time.monotonic() - begun < 20


def test_git_that_stops_in_the_middle_of_its_history_is_not_waited_for(
    repository: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_itself = subprocess.check_output(["which", "git"], text=True).strip()
    told = f'case "$*" in *"--batch "*) exec sleep 60;; *) exec {git_itself} "$@";; esac'
    program(stand_in, told)
    monkeypatch.setattr(git_history, "SEARCH_SECONDS", 1.0)
    begun = time.monotonic()
    assert find(repository, OLD.version) is None
    assert time.monotonic() - begun < 20


def test_the_name_of_a_revision_is_never_read_as_an_option(
    repository: Path, stand_in: Path
) -> None:
    asked = stand_in.parent / "asked"
    program(stand_in, f'echo "$*" >> {asked}', 'case "$*" in *--verify*) exit 1;; esac')
    with pytest.raises(NotInGit, match="knows no revision"):
        read(repository, "--all")
    assert "--end-of-options --all^{commit}" in asked.read_text(encoding="ascii")


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """What stands there once a program that the repository names has run."""
    return tmp_path / "ran"


def test_a_repository_that_wants_signatures_shown_runs_no_program_of_its_own(
    repository: Path, tmp_path: Path, ran: Path
) -> None:
    own = program(tmp_path / "own", f"touch {ran}", 'echo "a line"', "exit 0")
    body = git(repository, "cat-file", "commit", "HEAD")
    head, _, message = body.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    (tmp_path / "signed").write_text(f"{head}\n{signature}\n\n{message}\n", encoding="utf-8")
    signed = git(repository, "hash-object", "-t", "commit", "-w", str(tmp_path / "signed"))
    git(repository, "update-ref", "HEAD", signed)
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "gpg.program", str(own))
    assert find(repository, NEW.version) == (NEW, date(2026, 2, 10))
    assert find(repository, OLD.version) == (OLD, date(2026, 1, 5))
    assert not ran.exists()


def test_a_repository_runs_no_program_that_its_configuration_names(
    repository: Path, tmp_path: Path, ran: Path
) -> None:
    own = str(program(tmp_path / "own", f"touch {ran}", "exit 1"))
    named = {
        **dict.fromkeys(("core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass"), own),
        **dict.fromkeys(("diff.external", "diff.own.textconv", "diff.own.command"), own),
        **dict.fromkeys(("filter.own.smudge", "filter.own.clean", "core.editor"), own),
        **dict.fromkeys(("alias.rev-list", "alias.cat-file", "alias.rev-parse"), f"!{own}"),
        "pager.rev-list": own,
        "core.hooksPath": str(tmp_path),
    }
    for name, value in named.items():
        git(repository.parent, "config", name, value)
    attributes = repository.parent / ".git" / "info" / "attributes"
    attributes.write_text("*.csv diff=own filter=own\n", encoding="ascii")
    assert find(repository, OLD.version)
    assert read(repository, "HEAD~1") == OLD
    assert not ran.exists()


def test_what_is_missing_in_a_partial_clone_is_not_fetched(
    repository: Path, tmp_path: Path, ran: Path
) -> None:
    own = program(tmp_path / "own", f"touch {ran}", "exit 1")
    blob = git(repository, "rev-parse", "HEAD~1:./milestones.csv")
    (repository.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    partial = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{own}",
        "protocol.ext.allow": "always",
    }
    for name, value in partial.items():
        git(repository, "config", name, value)
    assert find(repository, OLD.version) is None
    with pytest.raises(NotInGit):
        read(repository, "HEAD~1")
    assert not ran.exists()


def test_data_that_are_made_to_look_like_a_repository_are_none(folder: Path) -> None:
    git(folder, "init", "-q", "--bare", ".")
    with pytest.raises(NotInGit, match="stands in no git repository"):
        read(folder, "HEAD")
