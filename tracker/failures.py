"""What the system says when it refuses to read or write, in words that can be said again."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from tracker.messages import filled, message
from tracker.problems import visible

# As Linux puts them; other systems say the same otherwise.
SAID: Final[dict[int, str]] = message(
    {
        errno.ENOENT: "no such file or directory",
        errno.EACCES: "permission denied",
        errno.EPERM: "operation not permitted",
        errno.EROFS: "read-only file system",
        errno.EISDIR: "is a directory",
        errno.ENOTDIR: "not a directory",
        errno.ENAMETOOLONG: "file name too long",
        errno.ENOSPC: "no space left on device",
        errno.EIO: "input/output error",
        errno.ENOEXEC: "exec format error",
        errno.EADDRNOTAVAIL: "cannot assign requested address",
    }
)


def failure_reason(failure: Exception) -> str:
    """Why something failed, as part of a sentence.

    >>> failure_reason(PermissionError(errno.EACCES, "Permission denied", "a.csv"))
    'permission denied'
    """
    if isinstance(failure, OSError):
        if failure.errno in SAID:
            return filled(SAID[failure.errno])
        return (failure.strerror or type(failure).__name__).lower()
    return (str(failure) or type(failure).__name__).lower()


def not_written(path: Path, failure: OSError) -> str:
    """That a file cannot be written, and why.

    >>> not_written(Path("a.pdf"), OSError(errno.ENOSPC, "No space left on device"))
    'a.pdf cannot be written: no space left on device.'
    """
    return filled(
        "{file} cannot be written: {why}.", file=visible(str(path)), why=failure_reason(failure)
    )
