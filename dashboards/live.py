"""The record as it stands on disk, kept fresh: the last version that could be read.

Editors save by truncating, by renaming, in two steps; a version that cannot be read is told about
and waited out, never shown in place of a good one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from tracker import store
from tracker.problems import Problem, visible
from tracker.programme import Programme, load
from tracker.words import words

# A file that is being written while it is read is read again, but not for ever.
ATTEMPTS: Final = 3

Stamp = tuple[tuple[int, int, int] | None, ...]


class LiveProgramme:
    """A path, and what can be read there now.

    Asking costs an `os.stat` of each file; they are read again only when they changed or when a
    new day has begun, because what is overdue or "in the future" depends on it. Raises
    `store.NotMilestones` when nothing was ever there to be shown.
    """

    def __init__(self, path: str | Path, clock: Callable[[], date]) -> None:
        self.path = Path(path)
        self.clock = clock
        self._lock = Lock()
        self._trouble = ""
        self._stamp: Stamp = store.stamp(self.path)
        self._saved = self._stamp
        self._day = clock()
        self._programme = load(self.path, as_of=self._day)
        if self._programme.refused:
            self._trouble = _incomplete(self._programme)

    def read(self) -> Programme:
        """The last good version."""
        with self._lock:
            self._refresh()
            return self._programme

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

    def _refresh(self) -> None:
        stamp, day = store.stamp(self.path), self.clock()
        for _ in range(ATTEMPTS):
            if (stamp, day) == (self._stamp, self._day):
                return
            # The stamp of what is about to be read: should it change meanwhile, for however often
            # it is tried here, the next look sees that it did.
            self._stamp, self._day = stamp, day
            self._reload()
            stamp = store.stamp(self.path)

    def _reload(self) -> None:
        """Read the files; a version that cannot be shown leaves the last good one in its place."""
        try:
            programme = load(self.path, as_of=self._day)
        except store.NotMilestones as failure:
            gone = not any(store.stamp(self.path))
            self._trouble = self._still_shown(_gone(self.path) if gone else str(failure))
            return
        if not programme.refused:
            self._programme, self._saved, self._trouble = programme, self._stamp, ""
        elif self._programme.refused:
            self._programme, self._trouble = programme, _incomplete(programme)
        else:
            self._trouble = self._still_shown(_first_error(programme))

    def _still_shown(self, reason: str) -> str:
        saved = max((file[0] for file in self._saved if file), default=0)
        time = datetime.fromtimestamp(saved / 1e9).strftime("%H:%M")
        return words("en")("Shown: version of {time}. {reason}", time=time, reason=reason)


def _gone(path: Path) -> str:
    """What to do when the file that is shown is no longer there."""
    file = path if path.suffix else path / store.MILESTONES_FILE
    shown = visible(str(file))
    return words("en")("{file} is gone. Put it back and the page follows.", file=shown)


def _incomplete(programme: Programme) -> str:
    reason = _first_error(programme)
    return words("en")("Not every row could be read. {reason}", reason=reason)


def _first_error(programme: Programme) -> str:
    errors = [problem for problem in programme.problems if problem.severity == "error"]
    return sentence(errors[0]) if errors else ""


def sentence(problem: Problem) -> str:
    """A problem in one line: the file, the line, what is wrong, what to do."""
    line = words("en")(" line {n}", n=problem.line) if problem.line else ""
    return f"{problem.file}{line}: {problem.message} {problem.remedy}".strip()
