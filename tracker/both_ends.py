"""Long work on a list, by two processes that begin at its two ends and meet.

Only processes use a second processor, and only a forked one needs no room of its own for what was
read and worked out before. Where the system cannot fork, or has one processor, one process does all
of it; so it does with whatever the other leaves undone.
"""

from __future__ import annotations

import gc
import mmap
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import IO, Final, NamedTuple

# Of fewer things a second process is not worth its start.
WORTH_IT: Final = 500
WAIT_SECONDS: Final = 0.02

# Does a thing by its number, and says in one line what came of it.
Work = Callable[[int], str]
# Hears how many things are done.
Heard = Callable[[int], None]


def from_both_ends(n: int, work: Work, *, heard: Heard, alone: int = 0) -> dict[int, str]:
    """What came of each of ``n`` things; the first are done by this process.

    The last ``alone`` are done when there is no other any more: they need much room.

    >>> from_both_ends(3, str, heard=lambda _done: None)
    {0: '0', 1: '1', 2: '2'}
    """
    told: dict[int, str] = {}
    if n - alone >= WORTH_IT and has_second():
        told = _by_two(n - alone, work, heard)
    return dict(sorted(_in_turn(range(n), told, work, heard).items()))


def _in_turn(
    numbers: Iterable[int], told: Mapping[int, str], work: Work, heard: Heard
) -> dict[int, str]:
    """What came of these things too, and of those done before."""
    done = dict(told)
    for number in numbers:
        if number not in done:
            heard(len(done))
            done[number] = work(number)
    return done


def has_second() -> bool:
    """Whether another process can be forked, and has a processor. Elsewhere than on Linux the
    libraries of the system do not bear it."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class _Places(NamedTuple):
    """The numbers that the two are at, in memory that both see. Each says where it is before it
    looks where the other is, so no thing is done twice."""

    cells: memoryview

    @property
    def front(self) -> int:
        return int(self.cells[0])

    @property
    def back(self) -> int:
        return int(self.cells[1])


def _by_two(n: int, work: Work, heard: Heard) -> dict[int, str]:
    told: dict[int, str] = {}
    with tempfile.TemporaryFile() as lines, mmap.mmap(-1, 16) as shared:
        with memoryview(shared).cast("q") as cells:
            places = _Places(cells)
            cells[0], cells[1] = -1, n
            other = _forked(n, work, places, lines)
            try:
                for number in range(n):
                    cells[0] = number
                    if places.back <= number:
                        break
                    heard(number + n - places.back)
                    told[number] = work(number)
                _wait(other, lambda: heard(min(n - 1, len(told) + n - places.back)))
            except BaseException:
                _end(other)
                raise
            finally:
                gc.unfreeze()
        lines.seek(0)
        return told | _read(lines)


def _forked(n: int, work: Work, places: _Places, lines: IO[bytes]) -> int:
    """The process that begins at the end; it writes down what came of each thing."""
    gc.collect()
    # What is looked through for garbage is written to, and from then on held twice.
    gc.freeze()
    parent = os.getpid()
    if other := os.fork():
        return other
    status = 1
    with suppress(BaseException):
        for number in range(n - 1, -1, -1):
            places.cells[1] = number
            if places.front >= number or os.getppid() != parent:
                break
            os.write(lines.fileno(), f"{number} {work(number)}\n".encode())
        status = 0
    # Nothing of what the first process has open is closed or written out here.
    os._exit(status)


def _wait(other: int, tell: Callable[[], None]) -> None:
    while not os.waitpid(other, os.WNOHANG)[0]:
        tell()
        time.sleep(WAIT_SECONDS)


def _end(other: int) -> None:
    with suppress(OSError):
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)


def _read(lines: IO[bytes]) -> dict[int, str]:
    """What the other process wrote; a line that it was stopped in does not count."""
    whole = (line.decode().rstrip("\n") for line in lines if line.endswith(b"\n"))
    return {int(number): told for number, _, told in (line.partition(" ") for line in whole)}
