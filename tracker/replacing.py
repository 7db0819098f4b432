"""Bytes -> disk: all files of a save or none, each whole.

What is written goes into a file beside the old one, is forced to the disk and then takes its name.
Two names cannot be taken in one step, so a journal says what stood there before; a save that was
stopped in between is taken back by whoever comes next, because nobody was told that it succeeded.

NotSaved               nothing was changed on disk; the message says why and what to do
└── ChangedMeanwhile   somebody else has changed a file since it was read: read it again
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from tracker.failures import failure_reason
from tracker.messages import filled, message, several
from tracker.problems import visible

# Beside the data: the lock, the journal and the versions that were kept. Git is told to leave it.
HISTORY: Final = ".history"
LOCK: Final = "lock"
JOURNAL: Final = "under-way.json"
COMING: Final = ".coming"

# How long a program that holds a file open is waited for, and those that save at the same time.
PATIENCE_SECONDS: Final = 2.5
LOCK_SECONDS: Final = 60.0
READER_SECONDS: Final = 5.0
PAUSE_SECONDS: Final = 0.05

DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
MAY_NOT_WRITE: Final = (errno.EACCES, errno.EPERM, errno.EROFS)


class NotSaved(Exception):  # noqa: N818 - what the editor is told, not a fault of the program
    """Nothing was changed on disk; the message says why and what to do."""


class ChangedMeanwhile(NotSaved):
    """Somebody else has changed a file since it was read: read it again."""


class Replacement(NamedTuple):
    """A file, what stands in it now (None: there is none) and what is to stand in it."""

    path: Path
    old: bytes | None
    new: bytes


@contextmanager
def locked(folder: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[Path]:
    """Nobody else saves in the folder meanwhile; gives its folder of history.

    ``seconds``: how long to wait for somebody who does. Raises NotSaved.
    """
    from filelock import FileLock, Timeout  # slow to import, and wanted only by who writes

    history = folder / HISTORY
    try:
        make_history(history)
        lock = FileLock(history / LOCK, timeout=seconds, poll_interval=PAUSE_SECONDS / 5)
        lock.acquire()
    except Timeout:
        raise NotSaved(
            several(
                "Another program has been saving in '{folder}' for {n} second. Nothing was "
                "changed: try again when it is done.",
                "Another program has been saving in '{folder}' for {n} seconds. Nothing was "
                "changed: try again when it is done.",
                round(seconds),
                folder=visible(str(folder)),
            )
        ) from None
    except OSError as failure:
        raise NotSaved(why_not(history, failure)) from None
    try:
        yield history
    finally:
        lock.release()


def make_history(history: Path) -> None:
    """The folder of history; it tells git to leave it alone, wherever the data stand."""
    history.mkdir(exist_ok=True)
    ignore = history / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")


def replace_all(replacements: Sequence[Replacement], *, history: Path) -> None:
    """Give every file its new bytes, or none of them; the caller holds the lock.

    Raises ChangedMeanwhile when a file does not hold the old bytes any more, NotSaved when the
    system refuses. Either way the files are as they were.
    """
    files = [each._replace(path=target_of(each.path)) for each in replacements]
    coming: list[Path] = []
    try:
        for file in files:
            refuse_read_only(file.path)
            coming.append(write_beside(file))
        if len(files) > 1:
            write_journal(history, files)
        for file, written in zip(files, coming, strict=True):
            refuse_changed(file)
            take_name(written, file.path)
        settle_names(files, history)
    except BaseException as failure:
        take_back(files, history)
        if isinstance(failure, OSError):
            raise NotSaved(why_not(place_of(failure, files), failure)) from None
        raise
    finally:
        for written in coming:
            with suppress(OSError):  # what is left is swept up by the next save
                written.unlink(missing_ok=True)


def settle_names(files: Sequence[Replacement], history: Path) -> None:
    """See that the new names survive a power cut; then, and only then, is the journal closed."""
    for folder in dict.fromkeys(file.path.parent for file in files):
        sync_folder(folder)
    if len(files) > 1:
        (history / JOURNAL).unlink()
        sync_folder(history)


def target_of(path: Path) -> Path:
    """The file itself: a link to it stays a link."""
    return Path(os.path.realpath(path))


def refuse_read_only(path: Path) -> None:
    """A file may be replaced although it is read-only: who marked it so did not want that."""
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, "read-only", str(path))


def refuse_changed(file: Replacement) -> None:
    if bytes_of(file.path) != file.old:
        raise ChangedMeanwhile(
            filled(
                "'{file}' is being changed by another program. Nothing was changed: try again when "
                "it is done.",
                file=visible(str(file.path)),
            )
        )


def bytes_of(path: Path) -> bytes | None:
    """What stands in a file, None when there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_beside(file: Replacement) -> Path:
    """The new bytes in a file of their own beside the old one, forced to the disk."""
    number, name = tempfile.mkstemp(COMING, f".{file.path.name}.", file.path.parent)
    written = Path(name)
    try:
        with os.fdopen(number, "wb") as coming:
            coming.write(file.new)
            coming.flush()
            os.fsync(coming.fileno())
        keep_rights(file.path, written)
    except BaseException:
        with suppress(OSError):
            written.unlink(missing_ok=True)
        raise
    return written


def keep_rights(path: Path, written: Path) -> None:
    """Mode and owner of the file that is replaced; of a new one what its neighbours have."""
    if not path.exists():
        written.chmod(0o644)
        return
    found = path.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root may give a file away
            os.chown(written, found.st_uid, found.st_gid)
    written.chmod(stat.S_IMODE(found.st_mode))


def take_name(written: Path, path: Path) -> None:
    """Windows refuses while another program holds the file open: that is waited for a little."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            os.replace(written, path)
            return
        except PermissionError as failure:
            if time.monotonic() >= until:
                raise OSError(errno.EBUSY, "held open", str(path)) from failure
            time.sleep(PAUSE_SECONDS)


def sync_folder(folder: Path) -> None:
    """See that new names survive a power cut, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as failure:
        if failure.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


# What was begun and not finished.


def write_journal(history: Path, files: Sequence[Replacement]) -> None:
    """What stood in the files before, so that whoever comes next can put it back."""
    entries = [
        {
            "path": os.path.relpath(file.path, history),
            "old": None if file.old is None else base64.b64encode(file.old).decode("ascii"),
            "new": digest(file.new),
        }
        for file in files
    ]
    journal = Replacement(history / JOURNAL, None, json.dumps(entries).encode("ascii"))
    take_name(write_beside(journal), journal.path)
    sync_folder(history)


def take_back(files: Sequence[Replacement], history: Path) -> None:
    """Put back what stood in the files; should even that fail, the journal stays for later."""
    failed = False
    for file in files:
        try:
            put_back(file.path, file.old, new=digest(file.new))
        except OSError:
            failed = True
    with suppress(OSError):
        if not failed:
            (history / JOURNAL).unlink(missing_ok=True)


def put_back(path: Path, old: bytes | None, *, new: str) -> None:
    """The old bytes again, unless something else than the new ones stands there by now."""
    standing = bytes_of(path)
    if standing is None or digest(standing) != new or standing == old:
        return
    if old is None:
        path.unlink()
    else:
        take_name(write_beside(Replacement(path, standing, old)), path)
    sync_folder(path.parent)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_under_way(folder: Path) -> bool:
    """Whether a save of several files is under way in the folder, or was stopped in its middle."""
    return (folder / HISTORY / JOURNAL).exists()


def settle(folder: Path) -> None:
    """Wait for a save that is under way; take back one that was stopped. Raises NotSaved."""
    with locked(folder, seconds=READER_SECONDS) as history:
        take_back_stopped(history)


def take_back_stopped(history: Path) -> None:
    """Who holds the lock and finds a journal knows that its writer is dead."""
    journal = history / JOURNAL
    found = bytes_of(journal)
    if found is None:
        return
    try:
        with suppress(ValueError, TypeError, KeyError):  # a journal that says nothing holds nothing
            for entry in json.loads(found):
                old = entry["old"]
                path = target_of(history / entry["path"])
                put_back(path, None if old is None else base64.b64decode(old), new=entry["new"])
        journal.unlink()
        sync_folder(history)
    except OSError as failure:
        raise NotSaved(why_not(journal, failure)) from None


def sweep(paths: Iterable[Path], *, history: Path) -> None:
    """Remove what writers that were stopped have left behind; the caller holds the lock."""
    targets = [target_of(path) for path in paths]
    for target in (*targets, history / JOURNAL):
        for stray in target.parent.glob(f".{target.name}.*{COMING}"):
            with suppress(OSError):
                stray.unlink()


# What is said when the system refuses.

CANNOT_BE_WRITTEN: Final = message("'{file}' cannot be written: {reason}")
MAKE_ROOM: Final = message("The disk of '{folder}' is full: make room")
MAKE_WRITABLE: Final = message("'{file}' may not be written: make it and its folder writable")
HELD_OPEN: Final = message(
    "'{file}' is held open by another program, or may not be replaced: close it in Excel, or make "
    "its folder writable"
)
WHY_NOT: Final[dict[int, str]] = {
    errno.EBUSY: HELD_OPEN,
    errno.EFBIG: message("'{file}' would become larger than the system allows"),
    **dict.fromkeys(DISK_FULL, MAKE_ROOM),
    **dict.fromkeys(MAY_NOT_WRITE, MAKE_WRITABLE),
}


def place_of(failure: OSError, files: Sequence[Replacement]) -> Path:
    """The file that a failure is about: the one it names, as far as it is one of ours."""
    named = [file.path for file in files if failure.filename == str(file.path)]
    return named[0] if named else files[0].path


def why_not(path: Path, failure: OSError) -> str:
    """Why nothing was saved, and what to do."""
    why = filled(
        WHY_NOT.get(failure.errno or 0, CANNOT_BE_WRITTEN),
        file=visible(str(path)),
        folder=visible(str(path.parent)),
        reason=failure_reason(failure),
    )
    return filled("{why}. Nothing was changed; save again after that.", why=why)
