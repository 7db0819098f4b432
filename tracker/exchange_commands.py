"""The commands that write a copy of the record for another program, and bring an edited one back.

`import` tells what was edited, row by row, and asks before it writes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker import export_command
from tracker.arguments import OneLineParser
from tracker.edit_commands import Misunderstood, Refused, made, told
from tracker.export_command import whole
from tracker.failures import failure_reason
from tracker.messages import filled, joined, message, reason
from tracker.problems import visible

if TYPE_CHECKING:
    from tracker.imports.comparing import Comparison
    from tracker.imports.copies import Copies
    from tracker.store import Files
    from tracker.words import Words


class ExchangeCommand(NamedTuple):
    """One command: what it is for, its arguments, and what it answers."""

    text: str
    arguments: Callable[[OneLineParser], None]
    answer: Callable[..., str]


def import_arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("file", type=Path, metavar=say("FILE"), help=say("an edited .xlsx or .csv copy"))
    option("--dry-run", action="store_true", help=say("tell what changed, change nothing"))
    option("--yes", action="store_true", help=say("do not ask"))


def bring_back(options: Any, path: Path, *, as_of: date) -> str:
    """Make the edits of a copy in the record, once its editor has agreed.

    Raises Refused, Misunderstood.
    """
    from tracker.edits import correct, planned
    from tracker.imports.words import in_words

    say = options.say
    comparison = compared(options.file, path, as_of=as_of)
    if comparison.refusals:
        raise Refused(joined([filled("nothing was changed."), *comparison.refusals]))
    remarks = list(map(say.again, comparison.remarks))
    if not comparison.edits:
        return "\n".join([*remarks, say("Nothing to change.")])
    rewrite = planned(correct(*comparison.edits))
    made(path, rewrite, say, as_of=as_of, dry_run=True)
    told_rows = "\n".join([*remarks, *in_words(comparison.edits, say)])
    if options.dry_run:
        return f"{told_rows}\n{say('Nothing was changed: this was a dry run.')}"
    if not agreed(told_rows, say, yes=options.yes):
        return str(say("Nothing was changed."))
    return told(made(path, rewrite, say, as_of=as_of, dry_run=False), path, say, dry_run=False)


def compared(file: Path, path: Path, *, as_of: date) -> Comparison:
    """The copy against the version of the data that it was made of. Raises Refused."""
    from dataclasses import replace

    from tracker.imports.comparing import compare
    from tracker.imports.copies import NotACopy, read

    _, files = whole(path)
    try:
        copies = read(file, content_of(file))
    except NotACopy as refusal:
        raise Refused(reason(refusal)) from None
    base = base_of(copies, files, path)
    found = compare(copies, base or files, certain_base=base is not None, as_of=as_of)
    forms = tuple(problem.message for problem in copies.problems)
    if base is None and copies.version:
        unknown = filled(
            "The version that {file} is a copy of ({version}) is not kept here: it is held against "
            "the data as they stand now.",
            file=visible(str(file)),
            version=copies.version[:12],
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
        raise Refused(filled("There is no file {file}.", file=visible(str(file)))) from None
    except OSError as failure:
        why = failure_reason(failure)
        told = filled("{file} cannot be read: {why}.", file=visible(str(file)), why=why)
        raise Refused(told) from None


def agreed(shown: str, say: Words, *, yes: bool) -> bool:
    """Whether the editor wants what is shown. Raises Misunderstood without a terminal."""
    print(shown)
    if yes:
        return True
    if not sys.stdin.isatty():
        raise Misunderstood(say("there is no terminal to ask on: say --yes to make these changes."))
    # "y" is understood in every language: so it stands in the documentation.
    answers = {"y", "yes", *say("y yes").casefold().split()}
    with suppress(EOFError):
        return input(f"{say('Make these changes? [y/N]')} ").strip().casefold() in answers
    return False


COMMANDS: Final = message(
    {
        "export": ExchangeCommand(
            "write a copy for another program", export_command.arguments, export_command.export
        ),
        "import": ExchangeCommand("bring an edited copy back", import_arguments, bring_back),
    }
)
