"""One save: the newest bytes, the change, the versions kept, the files replaced; under one lock.

Whoever saves at the same time waits; whoever saved meanwhile without asking (an editor, a
spreadsheet) is noticed before the files are replaced, and the change is made again on their bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from tracker import archive, replacing, store
from tracker.messages import filled, reason
from tracker.replacing import ChangedMeanwhile, NotSaved, Replacement, locked
from tracker.store import Content

LAST_SAVE: Final = "last-save.json"
SAVES_TOLD: Final = 50
ATTEMPTS: Final = 10


class LastSave(NamedTuple):
    """When the files were last saved, in local time, and by whom: "" when that is not known."""

    at: datetime
    by: str


class Told(NamedTuple):
    """One save as it is written down: what it made, of whom, and by which token it is known again.

    ``done`` is False from before the files are replaced until after.
    """

    version: str
    by: str = ""
    token: str = ""
    done: bool = True


def save(
    path: str | os.PathLike[str],
    change: Callable[[Content], Content | None],
    *,
    day: date,
    by: str = "",
    token: str = "",
) -> Content:
    """Make a change on the newest version of the data; what then stands on disk.

    ``change`` is given the newest bytes and answers with those that are to replace them, None to
    leave them; it may be asked more than once. By its ``token`` a save is known again
    (`made_with`) when its answer got lost. Raises NotSaved, and what ``change`` raises; the
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
                told = Told(changed.version, by, token)
                if token:
                    write_down(history, told._replace(done=False))
                replace(files, standing, changed, history=history, day=day)
                write_down(history, told)
                return changed
    raise ChangedMeanwhile(
        filled(
            "{file} is being saved again and again by another program. Nothing was changed: try "
            "again when it is done.",
            file=store.named(files[0]),
        )
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
    replacing.sweep([*files, history / LAST_SAVE], history=history)
    settle_stopped(files, history)


def settle_stopped(files: list[Path], history: Path) -> None:
    """A save that was stopped before anybody wrote down that it was done was done if what it made
    stands there; that is written down before the next save covers it."""
    told = saves(history)
    if not told or told[-1].done:
        return
    stands = False
    # Of two files the folder is named, of one alone the file.
    with suppress(store.NotMilestones):
        place = files[0].parent if len(files) > 1 else files[0]
        stands = store.content_on_disk(place).version == told[-1].version
    write_all(history, [*told[:-1], told[-1]._replace(done=True)] if stands else told[:-1])


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
        raise NotSaved(filled("Nothing was changed. {why}", why=reason(refusal))) from None
    replacing.replace_all(replacements, history=history)
    archive.prune(history)


def write_down(history: Path, told: Told) -> None:
    """Who made the last saves; good to know, and no reason to fail. The caller holds the lock."""
    earlier = [each for each in saves(history) if each.done][-SAVES_TOLD + 1 :]
    write_all(history, [*earlier, told])


def write_all(history: Path, told: Iterable[Told]) -> None:
    entries = [each._asdict() for each in told]
    coming = history / f".{LAST_SAVE}.next{replacing.COMING}"
    with suppress(OSError):
        coming.write_text(json.dumps(entries), encoding="utf-8")
        os.replace(coming, history / LAST_SAVE)


def saves(history: Path) -> list[Told]:
    """The last saves that were made here, the newest last."""
    with suppress(OSError, ValueError, TypeError):
        entries = json.loads((history / LAST_SAVE).read_text("utf-8"))
        return [Told(**entry) for entry in entries]
    return []


def last_save(path: str | os.PathLike[str], standing: Content) -> LastSave:
    """When the files were last saved, and by whom if it was done here."""
    files = [file for file in store.paths(Path(path)) if file]
    seconds = [seconds_of(file) for file in files]
    done = [each for each in saves(archive.history_of(Path(path))) if each.done]
    by = done[-1].by if done and done[-1].version == standing.version else ""
    return LastSave(datetime.fromtimestamp(max(seconds)), by)


def seconds_of(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:  # there is none, or there was one a moment ago
        return 0.0


def made_with(path: str | os.PathLike[str], token: str) -> str:
    """The version that the save with this token made, "" when there was none.

    A save that was stopped before anybody wrote down that it was done was done if what it made
    stands there.
    """
    found = [each for each in saves(archive.history_of(Path(path))) if each.token == token]
    if not token or not found:
        return ""
    told = found[-1]
    return told.version if told.done or store.content(path).version == told.version else ""
