"""What changed in the files, as a unified diff: the lines as they stand, old and new."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path
from typing import Final

from tracker import store
from tracker.decoding import decoding, pieces
from tracker.problems import visible
from tracker.records import split_lines
from tracker.store import Content

# Rows are long: one of them above and below is enough to see where one is.
LINES_AROUND: Final = 1
NO_LINE_END: Final = "\\ No newline at end of file"


def diff(path: str | os.PathLike[str], before: Content, after: Content) -> str:
    """Both files, each under its name; "" when nothing changed.

    A character that would act on the terminal is shown as its code.
    """
    names = [str(file) for file in store.paths(Path(path)) if file]
    pairs = zip(names, before, after, strict=False)
    return "\n".join(part for name, old, new in pairs if (part := one(name, old, new)))


def one(name: str, before: bytes | None, after: bytes | None) -> str:
    if before == after:
        return ""
    old, new = lines_of(before or b"", name), lines_of(after or b"", name)
    shown = visible(name)
    old_name = shown if before is not None else "/dev/null"
    found = unified_diff(old, new, old_name, shown, n=LINES_AROUND, lineterm="")
    return "\n".join(map(as_shown, found))


def lines_of(content: bytes, name: str) -> list[str]:
    """The lines, each with a word where its end is missing."""
    how = decoding(content, name=name)
    if not how.encoding:
        return []
    lines, ends = split_lines("".join(pieces(content, how)))
    if ends and not ends[-1]:
        lines[-1] += f"\n{NO_LINE_END}"
    return lines


def as_shown(line: str) -> str:
    """A line of the diff as it may be shown."""
    text, word = line.removesuffix(f"\n{NO_LINE_END}"), NO_LINE_END
    shown = "\t".join(map(visible, text.split("\t")))
    return shown if text == line else f"{shown}\n{word}"
