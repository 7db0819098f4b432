"""One save: the newest bytes, the change, the versions kept, the files replaced; under one lock.

Whoever saves at the same time waits; whoever saved meanwhile without asking (an editor, a
spreadsheet) is noticed before the files are replaced, and the change is made again on their bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from tracker import archive, replacing, store
from tracker.replacing import ChangedMeanwhile, NotSaved, Replacement, locked
from tracker.store import Content

LAST_SAVE: Final = "last-save.json"
ATTEMPTS: Final = 10


class LastSave(NamedTuple):
    """When the files were last saved, in local time, and by whom: "" when that is not known."""

    at: datetime
    by: str


def save(
    path: str | os.PathLike[str],
    change: Callable[[Content], Content | None],
    *,
    day: date,
    by: str = "",
) -> Content:
    """Make a change on the newest version of the data; what then stands on disk.

    ``change`` is given the newest bytes and answers with those that are to replace them, None to
    leave them; it may be asked more than once. Raises NotSaved, and what ``change`` raises; the
    files are then as they were.
    """
    files = [file for file in store.paths(Path(path)) if file]
    with locked(files[0].parent) as history:
        tidy_up(files, history)
        for _ in range(ATTEMPTS):
            standing = store.content_on_disk(path)
            changed = change(standing)
            if changed is None or changed == standing:
                return standing
            with suppress(ChangedMeanwhile):
                replace(files, standing, changed, history=history, day=day)
                write_down(history, changed, by)
                return changed
    raise ChangedMeanwhile(
        f"{store.named(files[0])} is being saved again and again by another program. Nothing was "
        "changed: try again when it is done."
    )


def start(path: str | os.PathLike[str]) -> None:
    """Tidy up after saves that were stopped. Raises NotSaved."""
    files = [file for file in store.paths(Path(path)) if file]
    if (files[0].parent / replacing.HISTORY).is_dir():
        with locked(files[0].parent) as history:
            tidy_up(files, history)
            archive.prune(history)


def tidy_up(files: list[Path], history: Path) -> None:
    replacing.take_back_stopped(history)
    replacing.sweep(files, history=history)


def replace(
    files: list[Path], standing: Content, changed: Content, *, history: Path, day: date
) -> None:
    """Keep both versions, then replace the files that differ, all or none."""
    pairs = zip(files, standing, changed, strict=False)
    replacements = [
        Replacement(file, old, new) for file, old, new in pairs if new is not None and new != old
    ]
    try:
        archive.keep_saved(history, standing, day=day)
        archive.keep_saved(history, changed, day=day)
    except archive.CannotKeep as refusal:
        raise NotSaved(f"Nothing was changed. {refusal}") from None
    replacing.replace_all(replacements, history=history)
    archive.prune(history)


def write_down(history: Path, saved: Content, by: str) -> None:
    """Who made the last save; good to know, and no reason to fail."""
    with suppress(OSError):
        told = json.dumps({"version": saved.version, "by": by})
        (history / LAST_SAVE).write_text(told, encoding="utf-8")


def last_save(path: str | os.PathLike[str], standing: Content) -> LastSave:
    """When the files were last saved, and by whom if it was done here."""
    files = [file for file in store.paths(Path(path)) if file and file.exists()]
    seconds = max((file.stat().st_mtime for file in files), default=0.0)
    by = ""
    with suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads((archive.history_of(Path(path)) / LAST_SAVE).read_text("utf-8"))
        by = str(told["by"]) if told["version"] == standing.version else ""
    return LastSave(datetime.fromtimestamp(seconds), by)
