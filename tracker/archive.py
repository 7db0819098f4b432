"""Earlier versions of the data: those kept beside them, and those in their git history.

A version is named by the SHA-256 of its bytes (`store.Content.version`), of which an address gives
the first twelve digits. What is found is held against that name: bytes that somebody has changed
meanwhile are not that version any more.

CannotKeep   a version cannot be written beside the data; the message says why
NotInGit     there is no such version in git; the message says what to do
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from tracker import store
from tracker.replacing import HISTORY, NotSaved, locked, sync_folder
from tracker.store import ANNOUNCEMENTS_FILE, MILESTONES_FILE, Content

# In the folder of history: the versions that stood here before and after each save.
SAVED: Final = "saved"
SAVED_AT_MOST: Final = 20
KEPT: Final = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<version>[0-9a-f]{64})")
COMING: Final = ".coming-"
# Twelve digits of sixty-four: nobody meets two versions of one record that begin alike.
SHORT: Final = 12
NAMED: Final = re.compile(rf"[0-9a-f]{{{SHORT},64}}")
# What a page may wait for: the seconds of one question to git, and of a search in its history.
ANSWER_SECONDS: Final = 5.0
SEARCH_SECONDS: Final = 3.0
MOST_COMMITS: Final = 5000
# Set by git for its hooks: they would lead to the repository of the hook, not to that of the data.
OF_A_HOOK: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
QUIETLY: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class CannotKeep(Exception):  # noqa: N818 - what the reader is told, not a fault of the program
    """A version cannot be written beside the data; the message says why and what to do."""


class NotInGit(Exception):  # noqa: N818 - likewise
    """Git has no such version of the data; the message says what to do."""


class Kept(NamedTuple):
    """A version that was found: its bytes, and the day on which it was kept or committed."""

    content: Content
    day: date


def keep(path: str | os.PathLike[str], content: Content, *, day: date) -> Path:
    """Write a version beside the data, for ever; the folder in which it now stands.

    A folder is written under another name and then renamed, so that none is ever found half
    written. Raises CannotKeep.
    """
    history = history_of(Path(path))
    standing = _kept_folder(history, content.version)
    if standing:
        return standing
    try:
        with locked(history.parent):
            return _write(history / f"{day.isoformat()}-{content.version}", content)
    except OSError as failure:
        raise CannotKeep(_why_not(history, failure)) from None
    except NotSaved as refusal:
        raise CannotKeep(f"This version cannot be kept: {refusal}") from None


def keep_saved(history: Path, content: Content, *, day: date) -> None:
    """Write a version that is being saved or replaced; the caller holds the lock.

    It stands until twenty others have been saved after it. Raises CannotKeep.
    """
    saved = history / SAVED
    try:
        saved.mkdir(exist_ok=True)
        standing = _kept_folder(saved, content.version)
        if standing:
            os.utime(standing)  # it is the newest again
        else:
            _write(saved / f"{day.isoformat()}-{content.version}", content)
    except OSError as failure:
        raise CannotKeep(_why_not(history, failure)) from None


def prune(history: Path) -> None:
    """Drop saved versions but the newest and the twenty before it; the caller holds the lock.

    What was kept for ever stays.
    """
    for folder in saved_folders(history)[SAVED_AT_MOST + 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
    for parent in (history, history / SAVED):
        for stray in parent.glob(f"{COMING}*"):
            shutil.rmtree(stray, ignore_errors=True)


def saved_folders(history: Path) -> list[Path]:
    """The versions that were saved and not yet dropped, the newest first."""
    found = [folder for folder in _folders(history / SAVED) if KEPT.fullmatch(folder.name)]
    return sorted(found, key=lambda folder: folder.stat().st_mtime_ns, reverse=True)


def find(path: str | os.PathLike[str], version: str) -> Kept | None:
    """The version of the data at a path whose name begins so; None when it is not kept.

    ``version``: 12 to 64 hexadecimal digits.
    """
    if not NAMED.fullmatch(version):
        return None
    history = history_of(Path(path))
    beside = _beside(history, version) or _beside(history / SAVED, version)
    return beside or _in_git(Path(path), version)


def read_git(path: str | os.PathLike[str], rev: str) -> Content:
    """The bytes of milestones.csv and announcements.csv at a path as they stood in a revision of
    the git repository that holds it: a commit, a tag, a branch, ``HEAD~3``.

    Raises NotInGit.
    """
    milestones, announcements = store.paths(Path(path))
    folder = milestones.parent
    if _git(folder, "rev-parse", "--git-dir") is None:
        raise NotInGit(
            f"{store.named(folder)} stands in no git repository, or git is not installed."
        )
    found = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}"
    )
    if found is None:
        raise NotInGit(
            f"git knows no revision {rev!r} here. `git log --oneline -- {milestones}` lists those "
            "in which the data changed."
        )
    commit = found.decode().strip()
    first = _git(folder, "cat-file", "blob", f"{commit}:./{milestones.name}")
    if first is None:
        raise NotInGit(f"There was no {store.named(milestones)} in revision {rev}.")
    second = None
    if announcements:
        second = _git(folder, "cat-file", "blob", f"{commit}:./{announcements.name}")
    return Content(first, second)


def history_of(path: Path) -> Path:
    """The folder of the versions kept beside the data at a path."""
    return store.paths(path)[0].parent / HISTORY


# Beside the data.


def _why_not(history: Path, failure: OSError) -> str:
    reason = store.reason(failure)
    return f"This version cannot be kept: {store.named(history)} cannot be written ({reason})."


def _write(target: Path, content: Content) -> Path:
    coming = Path(tempfile.mkdtemp(prefix=COMING, dir=target.parent))
    try:
        coming.chmod(0o755)
        _write_file(coming / MILESTONES_FILE, content.milestones)
        if content.announcements is not None:
            _write_file(coming / ANNOUNCEMENTS_FILE, content.announcements)
        coming.rename(target)
    except OSError:
        shutil.rmtree(coming, ignore_errors=True)
        # Somebody else has kept the same version meanwhile: then it is kept.
        if _read(target) != content:
            raise
    sync_folder(target.parent)
    return target


def _write_file(path: Path, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _beside(history: Path, version: str) -> Kept | None:
    folder = _kept_folder(history, version)
    content = folder and _read(folder)
    if not folder or not content:
        return None
    return Kept(content, date.fromisoformat(folder.name[:10]))


def _kept_folder(history: Path, version: str) -> Path | None:
    """The folder of a kept version whose bytes are still those that its name tells."""
    for folder in _folders(history):
        named = KEPT.fullmatch(folder.name)
        if named and named["version"].startswith(version):
            content = _read(folder)
            if content and content.version == named["version"]:
                return folder
    return None


def _folders(history: Path) -> list[Path]:
    try:
        return sorted(history.iterdir())
    except OSError:
        return []


def _read(folder: Path) -> Content | None:
    try:
        return store.content(folder)
    except store.NotMilestones:
        return None


# In git.


def _in_git(path: Path, version: str) -> Kept | None:
    """The newest commit whose files have the version; gives up after a few seconds."""
    files = [file for file in store.paths(path) if file]
    until = time.monotonic() + SEARCH_SECONDS
    folder = files[0].parent
    for blobs, day in _states(folder, [file.name for file in files]):
        if time.monotonic() > until:
            return None
        if _version_of(folder, blobs).startswith(version):
            content = _blobs(folder, blobs)
            return content and Kept(content, day)
    return None


def _states(folder: Path, names: list[str]) -> Iterator[tuple[tuple[str, ...], date]]:
    """What git calls the contents of the files after each change of them, the newest first."""
    told = _git(
        folder, "log", "--all", "--full-history", f"--max-count={MOST_COMMITS}",
        "--format=%H %cs", "--", *(f"./{name}" for name in names),
    )  # fmt: skip
    commits = [line.split() for line in (told or b"").decode().splitlines()]
    asked = "".join(f"{commit}:./{name}\n" for commit, _ in commits for name in names)
    answers = (_git(folder, "cat-file", "--batch-check", text=asked) or b"").decode().splitlines()
    if len(answers) != len(commits) * len(names):
        return
    seen = set()
    for number, (_, day) in enumerate(commits):
        lines = answers[number * len(names) : (number + 1) * len(names)]
        blobs = tuple(_blob(line) for line in lines)
        if blobs[0] and blobs not in seen:
            seen.add(blobs)
            yield blobs, date.fromisoformat(day)


def _blob(answer: str) -> str:
    """The name of the blob that git tells of: "id blob size"; "" where there was no such file.

    >>> _blob("e69de29 blob 0"), _blob("HEAD:./milestones.csv missing")
    ('e69de29', '')
    """
    name, kind = answer.split(" ")[:2]
    return name if kind == "blob" else ""


@lru_cache(maxsize=MOST_COMMITS)
def _version_of(folder: Path, blobs: tuple[str, ...]) -> str:
    content = _blobs(folder, blobs)
    return content.version if content else ""


def _blobs(folder: Path, blobs: tuple[str, ...]) -> Content | None:
    first, *others = (_git(folder, "cat-file", "blob", name) if name else None for name in blobs)
    return None if first is None else Content(first, others[0] if others else None)


def _git(folder: Path, *arguments: str, text: str = "") -> bytes | None:
    """What git answers, asked in a folder; None when it cannot, will not or takes too long."""
    environment = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            input=text.encode(),
            capture_output=True,
            timeout=ANSWER_SECONDS,
            env=environment | QUIETLY,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None
