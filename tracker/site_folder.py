"""The folder of a site on disk: what differs is written, what is gone is removed, the rest stays.

A manifest knows each file that was written here by the SHA-256 of its bytes. What it does not know
belongs to somebody else, and is neither overwritten nor removed.

NotOurs   a file stands where one of the site should, and nobody knows whose it is
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tracker.messages import filled
from tracker.problems import visible

MANIFEST: Final = ".site.json"
FORMAT: Final = 1
# Of a file that is about to be written for the first time.
COMING: Final = ""


class NotOurs(Exception):  # noqa: N818 - what the user is told, not a fault of the program
    """A file stands in the way; the message names it and says what to do."""


class Outcome(NamedTuple):
    """How many files were written, stayed as they were, were removed; and the bytes of all."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    size: int = 0


class SiteFolder:
    """A folder in which a site is brought up to date, file by file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as top:
    ...     folder = SiteFolder(Path(top), ["index.html"])
    ...     folder.put("index.html", b"<p>1</p>")
    ...     folder.finish()
    Outcome(written=1, unchanged=0, removed=0, size=8)
    """

    def __init__(self, top: Path, paths: Iterable[str]) -> None:
        self.top = top
        self._known = _read(top / MANIFEST)
        self._paths = tuple(paths)
        self._now: dict[str, str] = {}
        self._made: set[Path] = set()
        self._written = self._size = 0
        self._refuse_strangers()
        # Whoever is stopped in the middle finds its own files again.
        coming = {path: self._known.get(path, COMING) for path in self._paths}
        self._record({**self._known, **coming})

    @staticmethod
    def standing(top: Path) -> dict[str, str]:
        """The files that were written in a folder, with the hash of each."""
        return _read(top / MANIFEST)

    def _refuse_strangers(self) -> None:
        for path in self._paths:
            if path not in self._known and (self.top / path).exists():
                raise NotOurs(
                    filled(
                        "{file} is there already and is not of a site made here: move it away, or "
                        "name another folder with -o.",
                        file=visible(str(self.top / path)),
                    )
                )

    def is_as_it_was(self, path: str, content: bytes) -> bool:
        """Whether a file stands on disk with these bytes."""
        try:
            return (self.top / path).read_bytes() == content
        except OSError:
            return False

    def put(self, path: str, content: bytes) -> None:
        """See to it that a file has these bytes; one that has them already keeps its time."""
        self._now[path] = hashlib.sha256(content).hexdigest()
        self._size += len(content)
        if self.is_as_it_was(path, content):
            return
        place = self.top / path
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        _write(place, content)
        self._written += 1

    def finish(self) -> Outcome:
        """Remove what the site no longer has, and record what it has now."""
        gone = [path for path in self._known if path not in self._now]
        removed = sum(self._remove(path) for path in gone)
        self._record(self._now)
        unchanged = len(self._now) - self._written
        return Outcome(self._written, unchanged, removed, self._size)

    def _remove(self, path: str) -> bool:
        """Whether a file went; one that somebody has put in its place since stays."""
        place, known = self.top / path, self._known[path]
        try:
            if known != COMING and hashlib.sha256(place.read_bytes()).hexdigest() != known:
                return False
            place.unlink()
        except OSError:
            return False
        for folder in place.relative_to(self.top).parents:
            if folder.parts:
                with suppress(OSError):
                    (self.top / folder).rmdir()
        return True

    def _record(self, files: Mapping[str, str]) -> None:
        self.top.mkdir(parents=True, exist_ok=True)
        told = {"format": FORMAT, "files": dict(sorted(files.items()))}
        _write(self.top / MANIFEST, (json.dumps(told, indent=0) + "\n").encode())


def _write(place: Path, content: bytes) -> None:
    """The whole file at once, so that no server hands out half of it."""
    beside = place.with_name(f".{place.name}.coming")
    try:
        beside.write_bytes(content)
        os.replace(beside, place)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _read(manifest: Path) -> dict[str, str]:
    """The files that were written here; none where nobody knows."""
    try:
        told = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return {}
    files = told.get("files") if isinstance(told, dict) and told.get("format") == FORMAT else None
    if not isinstance(files, dict):
        return {}
    return {
        path: known for path, known in files.items() if isinstance(known, str) and _is_inside(path)
    }


def _is_inside(path: str) -> bool:
    """A manifest that was meddled with leads nowhere outside of its folder."""
    return not path.startswith("/") and "\\" not in path and ".." not in path.split("/")
