"""The record as it stands on disk, kept fresh: the last version that could be read.

Editors save by truncating, by renaming, in two steps; a version that cannot be read is told about
and waited out, never shown in place of a good one.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import parse_qsl

from dashboards.editions import Editions
from dashboards.page import Frozen, Page, day_asked, page_of
from dashboards.problem_list import in_one_line
from tracker import archive, store
from tracker.edits import checked
from tracker.messages import filled, finished, reason
from tracker.problems import visible
from tracker.programme import Programme, build

# A file that is being written while it is read is read again, but not for ever.
ATTEMPTS: Final = 3
# While one save follows the other, open pages are made anew for half of the time at most: the rest
# is left to those who save. What is saved once is shown at once.
SHARE_OF_PAGES: Final = 0.5
LONGEST_REST_SECONDS: Final = 4.0

Stamp = tuple[tuple[int, int, int] | None, ...]


class LiveProgramme:
    """A path, and what can be read there now.

    Asking costs an `os.stat` of each file; they are read again only when they changed or when a
    new day has begun, because what is overdue or "in the future" depends on it. Raises
    `store.NotMilestones` when nothing was ever there to be shown.

    ``clock`` tells the day that is shown as today, ``calendar`` the day that it is, on which a
    version is kept and a page is read; they differ where a past day is served. ``seconds`` counts
    seconds from any moment on.
    """

    def __init__(
        self,
        path: str | Path,
        clock: Callable[[], date],
        *,
        calendar: Callable[[], date] | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = Path(path)
        self.clock = clock
        self.calendar = calendar or clock
        self.seconds = seconds
        self._lock = Lock()
        self._editions = Editions(self.path, seconds)
        self._trouble = ""
        self._stamp: Stamp = store.stamp(self.path)
        self._saved = self._stamp
        self._day = clock()
        self._read_at = self.seconds()
        self._pages_seconds = 0.0
        self._content = store.content(self.path)
        self._programme = self._built(self._content)
        if self._programme.refused:
            self._trouble = _incomplete(self._programme)

    def read(self) -> Programme:
        """The last good version."""
        with self._lock:
            self._refresh()
            return self._programme

    def page(self, *, path: str, search: str, origin: str = "") -> Page:
        """What an address asks for: of the last good version, or of the one that it pins."""
        current, today = self.read(), self.clock()
        asked = dict(parse_qsl(search.removeprefix("?")))
        found = self._pinned(asked.get("version", ""), day_asked(asked.get("as_of", "")))
        programme, kept, last_day = found or (current, today, today)
        frozen = Frozen(kept, today, newer=programme.version != current.version)
        page = page_of(
            programme,
            path=path,
            search=search,
            today=last_day,
            origin=origin,
            frozen=frozen if found else None,
        )
        return replace(page, read_on=self.calendar())

    def _pinned(self, version: str, as_of: date | None) -> tuple[Programme, date, date] | None:
        """A version, the day on which it was kept and the last day that it can tell of.

        What is dated to a period has been said by the day on which it was read (`programme`), so a
        version is read again as on that day, not as on today.
        """
        current, today = self.read(), self.clock()
        is_current = _names(version, current)
        kept = self._editions.at_hand(version) if is_current else self._editions.find(version)
        if not kept:
            return (current, self.calendar(), today) if is_current else None
        last_day = min(max(kept.day, as_of or kept.day), today)
        if last_day == today and kept.content.version == current.version:
            return current, kept.day, today
        programme = self._editions.programme(kept, as_of=last_day)
        return (programme, kept.day, last_day) if programme else None

    def content(self, page: Page) -> store.Content | None:
        """The bytes of the files that a page is of; None where they tell more than it may, because
        they were written after its day."""
        if page.as_of < (page.frozen.kept if page.frozen else self.calendar()):
            return None
        with self._lock:
            if self._programme is page.programme:
                return self._content
        kept = self._editions.find(page.programme.version)
        return kept.content if kept else None

    def keep(self, version: str) -> str:
        """Keep a version for ever, so that addresses may pin it; why not, "" when it is kept."""
        try:
            kept = self._to_keep(version)
            if not kept:
                return filled(
                    "The data have changed since this page was shown. Copy again when it has "
                    "followed them."
                )
            archive.keep(self.path, kept.content, day=kept.day)
        except (archive.CannotKeep, store.NotMilestones) as refusal:
            return reason(refusal)
        return ""

    def _to_keep(self, version: str) -> archive.Kept | None:
        """A version that can be read whole, wherever it stands. Raises CannotKeep."""
        programme: Programme | None = self.read()
        kept = None
        if _names(version, self.read()):
            kept = self._editions.at_hand(version) or self._on_disk()
        if not kept:
            kept = self._editions.find(version)
            programme = self._editions.programme(kept, as_of=self.clock()) if kept else None
        if programme and programme.refused:
            raise archive.CannotKeep(
                filled("This version is not kept: not every row of it could be read.")
            )
        return kept if programme else None

    def _on_disk(self) -> archive.Kept | None:
        """The version that is shown now, if it still stands on disk."""
        content = store.content(self.path)
        is_shown = content.version == self.read().version
        return archive.Kept(content, self.calendar()) if is_shown else None

    @property
    def trouble(self) -> str:
        """Why the newest version is not shown, in one sentence; "" when it is."""
        with self._lock:
            self._refresh()
            return self._trouble

    @property
    def version(self) -> str:
        """Another word whenever a page would look different: the data, the trouble, the day."""
        with self._lock:
            self._refresh()
            state = f"{self._programme.version} {self._trouble} {self._day}"
        return hashlib.sha256(state.encode()).hexdigest()[:16]

    def made_pages(self, seconds: float) -> None:
        """So long it took to make an open page anew for the version that stands here."""
        with self._lock:
            self._pages_seconds += seconds

    @property
    def _rests(self) -> bool:
        rest = min(self._pages_seconds / SHARE_OF_PAGES, LONGEST_REST_SECONDS)
        return self.seconds() < self._read_at + rest

    def _refresh(self) -> None:
        stamp, day = store.stamp(self.path), self.clock()
        for _ in range(ATTEMPTS):
            if (stamp, day) == (self._stamp, self._day) or (day == self._day and self._rests):
                return
            # The stamp of what is about to be read: should it change meanwhile, for however often
            # it is tried here, the next look sees that it did.
            self._stamp, self._day = stamp, day
            self._read_at, self._pages_seconds = self.seconds(), 0.0
            self._reload()
            stamp = store.stamp(self.path)

    def _reload(self) -> None:
        """Read the files; a version that cannot be shown leaves the last good one in its place."""
        try:
            content = store.content(self.path)
            programme = self._built(content)
        except store.NotMilestones as failure:
            gone = not any(store.stamp(self.path))
            self._trouble = self._still_shown(_gone(self.path) if gone else reason(failure))
            return
        if programme.refused and not self._programme.refused:
            self._trouble = self._still_shown(_first_error(programme))
            return
        self._programme, self._content = programme, content
        if programme.refused:
            self._trouble = _incomplete(programme)
        else:
            self._saved, self._trouble = self._stamp, ""

    def _built(self, content: store.Content) -> Programme:
        # What was saved here has been read and checked already.
        files, problems = checked(str(self.path), content, self._day)
        return build(files, as_of=self._day, problems=tuple(problems))

    def _still_shown(self, why: str) -> str:
        saved = max((file[0] for file in self._saved if file), default=0)
        at = datetime.fromtimestamp(saved / 1e9).strftime("%H:%M")
        told = without_folder(why, self.path)
        return filled("Shown: version of {time}. {reason}", time=at, reason=told)


def _names(version: str, programme: Programme) -> bool:
    """Whether the version of an address is that of a programme."""
    return bool(archive.NAMED.fullmatch(version)) and programme.version.startswith(version)


def without_folder(text: str, path: Path) -> str:
    """A text that names the files at a path without where they stand on this machine.

    >>> without_folder("/srv/own/data/milestones.csv is gone.", Path("/srv/own/data"))
    'milestones.csv is gone.'
    """
    if not path.is_absolute():
        return text
    folder = f"{path.parent if path.suffix else path}{os.sep}"
    return finished(text, lambda said: said.replace(folder, ""))


def _gone(path: Path) -> str:
    """What to do when the file that is shown is no longer there."""
    file = path if path.suffix else path / store.MILESTONES_FILE
    shown = visible(str(file))
    return filled("{file} is gone. Put it back and the page follows.", file=shown)


def _incomplete(programme: Programme) -> str:
    return filled("Not every row could be read. {reason}", reason=_first_error(programme))


def _first_error(programme: Programme) -> str:
    errors = [problem for problem in programme.problems if problem.severity == "error"]
    return in_one_line(errors[0]) if errors else ""
