"""Which program is this? Its own text, its assets and the libraries that it writes with.

Whatever was made by another program may be made differently by this one.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

# The libraries whose next version may write the same thing in other bytes.
LIBRARIES: Final = ("Babel", "icalendar", "numpy", "pandas", "python-dateutil", "XlsxWriter")
COMPILED: Final = "__pycache__"


def program_text(folders: Iterable[Path]) -> str:
    """A word that is another for any other program in these folders."""
    told = hashlib.sha256(" ".join([sys.version, *map(_library, LIBRARIES)]).encode())
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if COMPILED not in file.parts and file.is_file():
                content = file.read_bytes()
                told.update(
                    f"\x1e{file.relative_to(folder).as_posix()} {len(content)}\x1f".encode()
                )
                told.update(content)
    return told.hexdigest()


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
