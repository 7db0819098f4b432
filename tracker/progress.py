"""How far long work has come, as one line on a terminal; to a pipe or a file nothing is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TextIO

# Work that is done before then needs no line.
PATIENCE_SECONDS: Final = 0.5
ERASED: Final = "\r\x1b[K"


def progress_line(text: str, stream: TextIO) -> Callable[[int, int], None]:
    """What hears how much is done, and of how much, and shows it: "Report: 7 of 12".

    ``text`` has the places ``{done}`` and ``{of}``. The line goes when all is done.
    """
    began = time.monotonic()

    def show(done: int, of: int) -> None:
        if not stream.isatty() or time.monotonic() - began < PATIENCE_SECONDS:
            return
        stream.write(ERASED + (text.format(done=done, of=of) if done < of else ""))
        stream.flush()

    return show
