"""The commands that write a copy of the record for another program, and bring an edited one back.

`import` tells what was edited, row by row, and asks before it writes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker import export_command
from tracker.edit_commands import Misunderstood, Refused, made, told
from tracker.export_command import whole

if TYPE_CHECKING:
    from tracker.imports.comparing import Comparison
    from tracker.imports.copies import Copies
    from tracker.store import Files


class ExchangeCommand(NamedTuple):
    """One command: what it is for, its arguments, and what it answers."""

    text: str
    arguments: Callable[[argparse.ArgumentParser], None]
    answer: Callable[..., str]


def import_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="an edited .xlsx or .csv copy")
    command.add_argument("--dry-run", action="store_true", help="tell what changed, change nothing")
    command.add_argument("--yes", action="store_true", help="do not ask")


def bring_back(options: Any, path: Path, *, as_of: date) -> str:
    """Make the edits of a copy in the record, once its editor has agreed.

    Raises Refused, Misunderstood.
    """
    from tracker.edits import correct, planned
    from tracker.imports.words import in_words
    from tracker.words import words

    comparison = compared(options.file, path, as_of=as_of)
    if comparison.refusals:
        raise Refused("\n".join(["nothing was changed.", *comparison.refusals]))
    if not comparison.edits:
        return "\n".join([*comparison.remarks, "Nothing to change."])
    rewrite = planned(correct(*comparison.edits))
    made(path, rewrite, as_of=as_of, dry_run=True)
    told_rows = "\n".join([*comparison.remarks, *in_words(comparison.edits, words(options.lang))])
    if options.dry_run:
        return f"{told_rows}\nNothing was changed: this was a dry run."
    if not agreed(told_rows, yes=options.yes):
        return "Nothing was changed."
    return told(made(path, rewrite, as_of=as_of, dry_run=False), path, dry_run=False)


def compared(file: Path, path: Path, *, as_of: date) -> Comparison:
    """The copy against the version of the data that it was made of. Raises Refused."""
    from dataclasses import replace

    from tracker.imports.comparing import compare
    from tracker.imports.copies import NotACopy, read

    _, files = whole(path)
    try:
        copies = read(file, content_of(file))
    except NotACopy as refusal:
        raise Refused(str(refusal)) from None
    base = base_of(copies, files, path)
    found = compare(copies, base or files, certain_base=base is not None, as_of=as_of)
    forms = tuple(f"{problem.message}" for problem in copies.problems)
    if base is None and copies.version:
        unknown = (
            f"The version that {file} is a copy of ({copies.version[:12]}) is not kept here: "
            "it is held against the data as they stand now."
        )
        forms = (unknown, *forms)
    return replace(found, remarks=(*forms, *found.remarks))


def base_of(copies: Copies, files: Files, path: Path) -> Files | None:
    """The version that the copies were made of, None when it is not known."""
    from tracker import archive, store

    if not copies.version or copies.version == files.version:
        return files if copies.version else None
    kept_version = archive.find(path, copies.version)
    return store.of_content(path, kept_version.content) if kept_version else None


def content_of(file: Path) -> bytes:
    from tracker.decoding import MAX_BYTES

    try:
        with open(file, "rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused(f"There is no file {file}.") from None
    except OSError as failure:
        raise Refused(f"{file} cannot be read: {(failure.strerror or '').lower()}.") from None


def agreed(words: str, *, yes: bool) -> bool:
    """Whether the editor wants what the words say. Raises Misunderstood without a terminal."""
    print(words)
    if yes:
        return True
    if not sys.stdin.isatty():
        raise Misunderstood("there is no terminal to ask on: say --yes to make these changes.")
    with suppress(EOFError):
        return input("Make these changes? [y/N] ").strip().casefold() in ("y", "yes")
    return False


COMMANDS: Final = {
    "export": ExchangeCommand(
        "write a copy for another program", export_command.arguments, export_command.export
    ),
    "import": ExchangeCommand("bring an edited copy back", import_arguments, bring_back),
}
