"""The folder of a site on disk: what differs is written, what is gone is removed, the rest stays.

A manifest knows each file that was written here by the SHA-256 of its bytes, and by a word for what
it was made of. A file that stands as it was written and would be made of the same need not be made
again; one that somebody deleted or edited is. What the manifest does not know belongs to somebody
else, and is neither overwritten nor removed.

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
FORMAT: Final = 2
# The first did not know what the files were made of.
FORMATS: Final = (1, FORMAT)
# Of a file that is about to be written.
COMING: Final = ""


class NotOurs(Exception):  # noqa: N818 - what the user is told, not a fault of the program
    """A file stands in the way; the message names it and says what to do."""


class Outcome(NamedTuple):
    """How many files were written, stayed as they were, were removed; and the bytes of all."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    size: int = 0


class Made(NamedTuple):
    """A file as it stands now: the hash of its bytes, what it is made of, how many bytes, and
    whether they had to be written."""

    known: str
    made_of: str
    size: int
    is_written: bool


class Known(NamedTuple):
    """A file as it was written: the hash of its bytes, and what it was made of, "" for nobody
    knows."""

    known: str
    made_of: str = ""


class Standing:
    """A site as an earlier run left it. ``program`` names what makes it now: a file that another
    program made is not taken for one of this."""

    def __init__(self, top: Path, program: str = "") -> None:
        self.top = top
        self.program = program
        self.files = _read(top / MANIFEST, program)

    def as_it_was(self, path: str, made_of: str) -> Made | None:
        """A file that stands as it was written, made of the same; None for any other."""
        known = self.files.get(path)
        if known is None or not made_of or known.made_of != made_of:
            return None
        content = self.content(path)
        return None if content is None else Made(known.known, made_of, len(content), False)

    def content(self, path: str) -> bytes | None:
        """The bytes of a file, None where they are no longer those that were written."""
        known = self.files.get(path)
        if known is None or known.known == COMING:
            return None
        content = _bytes_of(self.top, path)
        return content if content is not None and _hash(content) == known.known else None


class SiteFolder:
    """A folder in which a site is brought up to date, file by file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as top:
    ...     folder = SiteFolder(Standing(Path(top)), ["index.html"])
    ...     folder.put("index.html", b"<p>1</p>")
    ...     folder.finish()
    Outcome(written=1, unchanged=0, removed=0, size=8)
    """

    def __init__(self, standing: Standing, paths: Iterable[str]) -> None:
        self.top = standing.top
        self._program = standing.program
        self._known = standing.files
        self._paths = tuple(paths)
        self._now: dict[str, Made] = {}
        self._refuse_strangers()

    def expect(self, paths: Iterable[str]) -> None:
        """These files are about to be made: whoever is stopped meanwhile finds its own again."""
        self._record({**self._known, **dict.fromkeys(paths, Known(COMING))})

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

    def put(self, path: str, content: bytes, made_of: str = "") -> None:
        """See to it that a file has these bytes, and note it."""
        self.note(path, self.write(path, content, made_of))

    def write(self, path: str, content: bytes, made_of: str = "") -> Made:
        """See to it that a file has these bytes; one that has them already keeps its time."""
        made = Made(_hash(content), made_of, len(content), True)
        if _bytes_of(self.top, path) == content:
            return made._replace(is_written=False)
        place = self.top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, content)
        return made

    def note(self, path: str, made: Made) -> None:
        """A file of the site stands in its place."""
        self._now[path] = made

    def finish(self) -> Outcome:
        """Remove what the site no longer has, and record what it has now."""
        gone = [path for path in self._known if path not in self._now]
        removed = sum(self._remove(path) for path in gone)
        now = self._now.values()
        self._record({path: Known(made.known, made.made_of) for path, made in self._now.items()})
        written = sum(made.is_written for made in now)
        return Outcome(written, len(now) - written, removed, sum(made.size for made in now))

    def _remove(self, path: str) -> bool:
        """Whether a file went; one that somebody has put in its place since stays."""
        place, known = self.top / path, self._known[path].known
        try:
            if known != COMING and _hash(place.read_bytes()) != known:
                return False
            place.unlink()
        except OSError:
            return False
        for folder in place.relative_to(self.top).parents:
            if folder.parts:
                with suppress(OSError):
                    (self.top / folder).rmdir()
        return True

    def _record(self, files: Mapping[str, Known]) -> None:
        self.top.mkdir(parents=True, exist_ok=True)
        told = {path: " ".join(filter(None, known)) for path, known in sorted(files.items())}
        manifest = {"format": FORMAT, "program": self._program, "files": told}
        content = (json.dumps(manifest, indent=0) + "\n").encode()
        if _bytes_of(self.top, MANIFEST) != content:
            _write(self.top / MANIFEST, content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _bytes_of(top: Path, path: str) -> bytes | None:
    """The bytes of a file, None where there is none to be read."""
    try:
        with open(os.path.join(top, path), "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


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


def _read(manifest: Path, program: str) -> dict[str, Known]:
    """The files that were written here; none where nobody knows. What another program made its
    files of says nothing."""
    try:
        told = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return {}
    files = told.get("files") if isinstance(told, dict) and told.get("format") in FORMATS else None
    if not isinstance(files, dict):
        return {}
    is_ours = told.get("program") == program
    found: dict[str, Known] = {}
    for path, text in files.items():
        if isinstance(text, str) and _is_inside(path):
            known, _, made_of = text.partition(" ")
            found[path] = Known(known, made_of if is_ours else "")
    return found


def _is_inside(path: str) -> bool:
    """A manifest that was meddled with leads nowhere outside of its folder."""
    return not path.startswith("/") and "\\" not in path and ".." not in path.split("/")
