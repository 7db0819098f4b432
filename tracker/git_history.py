"""Earlier versions of the data in the git repository that holds them: by revision, or by hash.

The repository may be a stranger's: git is asked only for what runs no program that a repository
can name in its configuration (plumbing, no fetching), and every answer within a time.

NotInGit   there is no such version in git; the message says what to do
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from math import inf
from pathlib import Path
from threading import Timer
from typing import IO, Final

from tracker import store
from tracker.messages import filled
from tracker.problems import visible
from tracker.store import Content

# What a page may wait for: the seconds of one question to git, and of a whole search in its
# history, of which 3,000 versions of 130 kB take two.
ANSWER_SECONDS: Final = 5.0
SEARCH_SECONDS: Final = 10.0
MOST_COMMITS: Final = 5000
COMMIT: Final = re.compile(r"(?P<name>[0-9a-f]{40,64}) (?P<day>[12][0-9]{3}-[0-9]{2}-[0-9]{2})")
# Set by git for its hooks: they would lead to the repository of the hook, not to that of the data.
OF_A_HOOK: Final = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
)
# What is missing in a partial clone is not fetched: that would run what the repository names for
# it. Older git knows no GIT_NO_LAZY_FETCH; no protocol is called "none".
QUIETLY: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
}
# A folder of data that is made to look like a repository of its own is none.
SAFELY: Final = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit", "-c", "log.showSignature=false", "--no-pager"),
)


class NotInGit(Exception):  # noqa: N818 - what the reader is told, not a fault of the program
    """Git has no such version of the data; the message says what to do."""


def read(path: str | os.PathLike[str], rev: str) -> Content:
    """The bytes of milestones.csv and announcements.csv at a path as they stood in a revision of
    the git repository that holds it: a commit, a tag, a branch, ``HEAD~3``.

    Raises NotInGit.
    """
    milestones, announcements = store.paths(Path(path))
    folder = milestones.parent
    if _git(folder, "rev-parse", "--git-dir") is None:
        raise NotInGit(
            filled(
                "{folder} stands in no git repository, or git is not installed.",
                folder=store.named(folder),
            )
        )
    found = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}"
    )
    if found is None:
        raise NotInGit(
            filled(
                "git knows no revision '{revision}' here. `git log --oneline -- {file}` lists "
                "those in which the data changed.",
                revision=visible(rev),
                file=milestones,
            )
        )
    commit = found.decode().strip()
    first = _git(folder, "cat-file", "blob", f"{commit}:./{milestones.name}")
    if first is None:
        raise NotInGit(
            filled(
                "There was no {file} in revision {revision}.",
                file=store.named(milestones),
                revision=visible(rev),
            )
        )
    second = None
    if announcements:
        second = _git(folder, "cat-file", "blob", f"{commit}:./{announcements.name}")
    return Content(first, second)


def find(path: Path, version: str) -> tuple[Content, date] | None:
    """The data whose version begins so, and the day of the newest commit that has them.

    None when no commit has them, and when that cannot be known within `SEARCH_SECONDS`.
    """
    files = [file for file in store.paths(path) if file]
    until = time.monotonic() + SEARCH_SECONDS
    folder = files[0].parent
    states = _states(folder, [file.name for file in files], until)
    with suppress(EOFError, OSError), closing(_contents(folder, states, until)) as contents:
        for content, day in contents:
            if content.version.startswith(version):
                return content, day
    return None


# What git calls the contents of the files, and the day of their commit.
State = tuple[tuple[str, ...], date]


def _states(folder: Path, names: list[str], until: float) -> list[State]:
    """The files after each change of them, the newest first; "" where there was no such file."""
    told = _git(
        folder, "rev-list", "--all", "--full-history", f"--max-count={MOST_COMMITS}",
        "--format=%H %cs", "--", *(f"./{name}" for name in names), until=until,
    )  # fmt: skip
    commits = [found for found in map(COMMIT.fullmatch, _lines(told)) if found]
    asked = "".join(f"{commit['name']}:./{name}\n" for commit in commits for name in names)
    answers = _lines(_git(folder, "cat-file", "--batch-check", text=asked, until=until))
    if len(answers) != len(commits) * len(names):
        return []
    blobs = list(map(_blob, answers))
    states: dict[tuple[str, ...], date] = {}
    for number, commit in enumerate(commits):
        state = tuple(blobs[number * len(names) : (number + 1) * len(names)])
        if state[0]:
            states.setdefault(state, date.fromisoformat(commit["day"]))
    return list(states.items())


def _lines(answer: bytes | None) -> list[str]:
    return (answer or b"").decode(errors="replace").splitlines()


def _blob(answer: str) -> str:
    """The name of the blob that git tells of: "id blob size"; "" where there was no such file.

    >>> _blob("e69de29 blob 0"), _blob("HEAD:./milestones.csv missing")
    ('e69de29', '')
    """
    name, kind = answer.split(" ")[:2]
    return name if kind == "blob" else ""


def _contents(
    folder: Path, states: list[State], until: float
) -> Generator[tuple[Content, date], None, None]:
    """The bytes of the files in each state, as one process tells them, for as long as it may."""
    with _blobs(folder, list(_in_turn(states)), until) as told:
        held: dict[str, bytes] = {}
        for blobs, day in states:
            names = dict.fromkeys(filter(None, blobs))
            held = {name: held[name] if name in held else _next(told) for name in names}
            yield Content(held[blobs[0]], *(held.get(name) for name in blobs[1:] or [""])), day


def _in_turn(states: Iterable[State]) -> Iterator[str]:
    """The blobs that are to be told: what has not changed since the last state is not told anew."""
    before: tuple[str, ...] = ()
    for blobs, _ in states:
        yield from (name for name in dict.fromkeys(blobs) if name and name not in before)
        before = blobs


@contextmanager
def _blobs(folder: Path, names: list[str], until: float) -> Iterator[IO[bytes]]:
    """What git tells of these blobs, one after the other; it ends when the time is over."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.seek(0)
        process = subprocess.Popen(
            _command(folder, "cat-file", "--batch", "--buffer"),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    watch = Timer(max(0.0, until - time.monotonic()), process.kill)
    watch.start()
    try:
        assert process.stdout
        with process.stdout as told:
            yield told
    finally:
        watch.cancel()
        process.kill()
        process.wait()


def _next(told: IO[bytes]) -> bytes:
    """The next blob: "id blob size", its bytes, a line end. Raises EOFError."""
    header = told.readline().split()
    if len(header) != 3:
        raise EOFError
    size = int(header[2])
    content = told.read(size + 1)
    if len(content) != size + 1:
        raise EOFError
    return content[:size]


def _git(folder: Path, *arguments: str, text: str = "", until: float = inf) -> bytes | None:
    """What git answers, asked in a folder; None when it cannot, will not or takes too long."""
    try:
        run = subprocess.run(
            _command(folder, *arguments),
            input=text.encode(),
            capture_output=True,
            timeout=min(ANSWER_SECONDS, max(0.0, until - time.monotonic())),
            env=_environment(),
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None


def _command(folder: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(folder), *SAFELY, *arguments]


def _environment() -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    return given | QUIETLY
