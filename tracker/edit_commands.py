"""The commands that edit the record: announce, complete, add, fmt. None of them loads pandas.

Each says what it changed, as a diff of the files; with --dry-run, what it would change.

Refused         nothing was changed; the message says why and what to do
Misunderstood   the command makes no sense as it was typed
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker import schema

if TYPE_CHECKING:
    from tracker.edits import Change, Rewrite

# What happened: that it was given up, or that nobody knows, is no way of happening.
WAYS_TO_HAPPEN: Final = ("success", "partial", "failure")


class Refused(Exception):  # noqa: N818 - what the editor is told, not a fault of the program
    """Nothing was changed; the message says why and what to do."""


class Misunderstood(Exception):  # noqa: N818 - likewise
    """The command makes no sense as it was typed."""


class EditCommand(NamedTuple):
    """One command: what it is for, its arguments, and the rewriting that its options ask for."""

    text: str
    arguments: Callable[[argparse.ArgumentParser], None]
    rewrite: Callable[[Any], Rewrite]

    def answer(self, options: Any, path: Path, *, as_of: date) -> str:
        """Make the edit that was asked for; what it changed. Raises Refused, Misunderstood."""
        return told(
            made(path, self.rewrite(options), as_of=as_of, dry_run=options.dry_run),
            path,
            dry_run=options.dry_run,
        )


def made(path: Path, rewrite: Rewrite, *, as_of: date, dry_run: bool) -> Change:
    """The newest version rewritten, unless that would make an error. Raises Refused."""
    from tracker import edits
    from tracker.csv_edits import CannotWrite
    from tracker.deltas import CannotEdit
    from tracker.replacing import NotSaved
    from tracker.store import NotMilestones

    try:
        change = edits.make(path, rewrite, as_of=as_of, by=editor(), dry_run=dry_run)
    except (CannotEdit, CannotWrite, NotSaved, NotMilestones) as refusal:
        raise Refused(str(refusal)) from None
    refuse_conflicts(change)
    refuse_errors(change, path)
    return change


def refuse_conflicts(change: Change) -> None:
    """Nothing that somebody else wrote meanwhile is overwritten."""
    from tracker.imports.words import conflicts_in_words
    from tracker.words import words

    if change.conflicts:
        said = [
            "nothing was changed, because these cells were changed in the data too.",
            *conflicts_in_words(change.conflicts, words("en")),
            "Write into the data what should stand there, and the same into the copy; then import "
            "it again.",
        ]
        raise Refused("\n".join(said))


def editor() -> str:
    """The name under which the editor works on this machine, "" when it has none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def refuse_errors(change: Change, path: Path) -> None:
    """Complain of the errors that the edit would make, beside the lines that it would write."""
    from tracker import csvfile, problems, store

    if not change.errors:
        return
    files = store.of_content(path, change.after)
    contents = dict(zip((table.name for table in files.tables), change.after, strict=False))
    lines = {
        table.name: csvfile.source(contents[table.name] or b"", table) for table in files.tables
    }
    said = problems.as_text(change.errors, lines)
    raise Refused(f"nothing was changed, because the data would have these errors.\n{said}")


def told(change: Change, path: Path, *, dry_run: bool) -> str:
    """The diff, what the editor should know, and whether it stands on disk now."""
    from tracker import diffs, problems

    changed = diffs.diff(path, change.before, change.after)
    if not changed:
        return "\n".join([*change.remarks, "Nothing to change."])
    warnings = [problems.one_as_text(warning, None) for warning in change.warnings]
    said = "Nothing was changed: this was a dry run." if dry_run else "Saved."
    return "\n".join([changed, *change.remarks, *warnings, said])


def announce_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", help="the milestone's id")
    command.add_argument(
        "when", metavar="WHEN", type=promise, help='the date as it was put, or "tbd": taken back'
    )
    option = command.add_argument
    option("--said-on", metavar="D", type=dated, required=True, help="the day it was said")
    option("--speaker", metavar="S", required=True, help='who said it; "" when nobody is named')
    option("--organisation", metavar="O", required=True, help="for whom, or who wrote it")
    option("--side", choices=schema.SIDES, required=True, help="for which side")
    option("--source", metavar="URL", required=True, help="where it is written")
    option("--wording", metavar="W", default="", help="how it was put, in short")
    option("--publisher", metavar="P", default="", help="who published it")
    option("--language", metavar="L", default="", help="language of the page: en, fr, ru, kk ...")
    shared_arguments(command)
    option("--note", metavar="N", default="", help="what the reader should know")


def announce(options: Any) -> Rewrite:
    from tracker.edits import planned
    from tracker.recording import announce

    named = {"milestone": options.id, "announced": options.said_on, "target": options.when}
    return planned(announce(named | given(options, schema.ANNOUNCEMENT_COLUMNS)))


def complete_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", help="the milestone's id")
    command.add_argument("when", metavar="WHEN", type=dated, help="the date on which it happened")
    option = command.add_argument
    option("--source", metavar="URL", required=True, help="the page that says so")
    option("--outcome", choices=WAYS_TO_HAPPEN, default="", help="how it went")
    shared_arguments(command)


def complete(options: Any) -> Rewrite:
    from tracker.edits import planned
    from tracker.recording import complete

    facts = given(options, ("outcome", "source", "confidence"))
    return planned(complete(options.id, {"actual": options.when, **facts}))


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", help="an id that says what happens, not when")
    option = command.add_argument
    option("--title", metavar="T", required=True, help="a short English title")
    option("--category", choices=schema.CATEGORIES, metavar="C", required=True, help=categories())
    for language in schema.LANGUAGES[1:]:
        option(f"--title-{language}", metavar="T", default="", help=f"the title in {language}")
    for column in schema.MILESTONE_DATES:
        option(f"--{column}", metavar="D", type=dated, default=None, help="a date")
    option("--outcome", choices=schema.OUTCOMES, default="", help="how it went")
    for column, text in {
        "place": "where",
        "parties": "who, separated by '; '",
        "depends-on": "ids of what has to come first, separated by spaces",
        "source": "addresses of the pages that say so, separated by spaces",
    }.items():
        option(f"--{column}", metavar="TEXT", default="", help=text)
    shared_arguments(command)
    option("--note", metavar="N", default="", help="what the reader should know")


def add(options: Any) -> Rewrite:
    from tracker.edits import planned
    from tracker.recording import add

    return planned(add(given(options, schema.MILESTONE_COLUMNS)))


def fmt_arguments(command: argparse.ArgumentParser) -> None:
    option = command.add_argument
    option("--sort", action="store_true", help="put the rows in the order of data/README.md")
    option("--dates", action="store_true", help="write dates as codes that are read the same")
    option(
        "--column", action="append", default=[], metavar="NAME", help="add a column that is missing"
    )
    dry_run(command)


def fmt(options: Any) -> Rewrite:
    from tracker.tidying import Tidying, tidied

    asked = Tidying(options.sort, options.dates, tuple(options.column))
    if not any(asked):
        raise Misunderstood("say what to put in form: --sort, --dates, --column NAME.")
    return tidied(asked)


def shared_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--confidence", choices=schema.CONFIDENCES, default="", help="how firmly it is known"
    )
    dry_run(command)


def dry_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="show the diff, change nothing")


def categories() -> str:
    return ", ".join(schema.CATEGORIES)


def given(options: Any, columns: tuple[str, ...]) -> dict[str, str]:
    """The columns for which there is an option, and what was typed there."""
    return {name: getattr(options, name) or "" for name in columns if hasattr(options, name)}


def dated(text: str) -> str:
    """A date that can be read, as it was typed."""
    from tracker.dates import UnreadableDate, parse

    try:
        return parse(text).text
    except UnreadableDate as refusal:
        message = f"{text!r} cannot be read: {refusal.message}; {refusal.remedy}"
        raise argparse.ArgumentTypeError(message) from None


def promise(text: str) -> str:
    """A date, or the word for one that was taken back."""
    return schema.WITHDRAWN if text.strip().casefold() == schema.WITHDRAWN else dated(text)


COMMANDS: Final = {
    "announce": EditCommand("record what somebody said about when", announce_arguments, announce),
    "complete": EditCommand("record that it happened", complete_arguments, complete),
    "add": EditCommand("add a milestone", add_arguments, add),
    "fmt": EditCommand("put the files in form", fmt_arguments, fmt),
}
