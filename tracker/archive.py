"""Earlier versions of the data: those kept beside them, and those in their git history.

A version is named by the SHA-256 of its bytes (`store.Content.version`), of which an address gives
the first twelve digits. What is found is held against that name: bytes that somebody has changed
meanwhile are not that version any more.

CannotKeep   a version cannot be written beside the data; the message says why
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from tracker import git_history, store
from tracker.failures import failure_reason
from tracker.messages import filled, reason
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


class CannotKeep(Exception):  # noqa: N818 - what the reader is told, not a fault of the program
    """A version cannot be written beside the data; the message says why and what to do."""


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
        raise CannotKeep(
            filled("This version cannot be kept: {why}", why=reason(refusal))
        ) from None


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
    return beside(path, version) or in_git(path, version)


def beside(path: str | os.PathLike[str], version: str) -> Kept | None:
    """The version that was kept or saved beside the data; quickly known."""
    if not NAMED.fullmatch(version):
        return None
    history = history_of(Path(path))
    return _beside(history, version) or _beside(history / SAVED, version)


def in_git(path: str | os.PathLike[str], version: str) -> Kept | None:
    """The version that was committed; a search in a long history takes seconds."""
    found = git_history.find(Path(path), version) if NAMED.fullmatch(version) else None
    return Kept(*found) if found else None


def history_of(path: Path) -> Path:
    """The folder of the versions kept beside the data at a path."""
    return store.paths(path)[0].parent / HISTORY


# Beside the data.


def _why_not(history: Path, failure: OSError) -> str:
    return filled(
        "This version cannot be kept: {folder} cannot be written ({why}).",
        folder=store.named(history),
        why=failure_reason(failure),
    )


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
