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
from tracker.arguments import OneLineParser
from tracker.messages import filled, message, reason

if TYPE_CHECKING:
    from tracker.edits import Change, Rewrite
    from tracker.words import Words

# What happened: that it was given up, or that nobody knows, is no way of happening.
WAYS_TO_HAPPEN: Final = ("success", "partial", "failure")
FREE_TEXTS: Final = message(
    {
        "place": "where",
        "parties": "who, separated by '; '",
        "depends-on": "ids of what has to come first, separated by spaces",
        "source": "addresses of the pages that say so, separated by spaces",
    }
)


class Refused(Exception):  # noqa: N818 - what the editor is told, not a fault of the program
    """Nothing was changed; the message says why and what to do."""


class Misunderstood(Exception):  # noqa: N818 - likewise
    """The command makes no sense as it was typed."""


class EditCommand(NamedTuple):
    """One command: what it is for, its arguments, and the rewriting that its options ask for."""

    text: str
    arguments: Callable[[OneLineParser], None]
    rewrite: Callable[[Any], Rewrite]

    def answer(self, options: Any, path: Path, *, as_of: date) -> str:
        """Make the edit that was asked for; what it changed. Raises Refused, Misunderstood."""
        change = made(
            path, self.rewrite(options), options.say, as_of=as_of, dry_run=options.dry_run
        )
        return told(change, path, options.say, dry_run=options.dry_run)


def made(path: Path, rewrite: Rewrite, say: Words, *, as_of: date, dry_run: bool) -> Change:
    """The newest version rewritten, unless that would make an error. Raises Refused."""
    from tracker import edits
    from tracker.csv_edits import CannotWrite
    from tracker.deltas import CannotEdit
    from tracker.replacing import NotSaved
    from tracker.store import NotMilestones

    try:
        change = edits.make(path, rewrite, as_of=as_of, by=editor(), dry_run=dry_run)
    except (CannotEdit, CannotWrite, NotSaved, NotMilestones) as refusal:
        raise Refused(reason(refusal)) from None
    refuse_conflicts(change, say)
    refuse_errors(change, path, say)
    return change


def refuse_conflicts(change: Change, say: Words) -> None:
    """Nothing that somebody else wrote meanwhile is overwritten."""
    from tracker.imports.words import conflicts_in_words

    if change.conflicts:
        said = [
            say("nothing was changed, because these cells were changed in the data too."),
            *conflicts_in_words(change.conflicts, say),
            say(
                "Write into the data what should stand there, and the same into the copy; then "
                "import it again."
            ),
        ]
        raise Refused("\n".join(said))


def editor() -> str:
    """The name under which the editor works on this machine, "" when it has none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def refuse_errors(change: Change, path: Path, say: Words) -> None:
    """Complain of the errors that the edit would make, beside the lines that it would write."""
    from tracker import csvfile, problems, store

    if not change.errors:
        return
    files = store.of_content(path, change.after)
    contents = dict(zip((table.name for table in files.tables), change.after, strict=False))
    lines = {
        table.name: csvfile.source(contents[table.name] or b"", table) for table in files.tables
    }
    why = say("nothing was changed, because the data would have these errors.")
    raise Refused(f"{why}\n{problems.as_text(change.errors, lines, say)}")


def told(change: Change, path: Path, say: Words, *, dry_run: bool) -> str:
    """The diff, what the editor should know, and whether it stands on disk now."""
    from tracker import diffs, problems

    changed = diffs.diff(path, change.before, change.after)
    remarks = map(say.again, change.remarks)
    if not changed:
        return "\n".join([*remarks, say("Nothing to change.")])
    found = problems.in_language(change.warnings, say)
    warnings = [problems.one_as_text(warning, None, say) for warning in found]
    said = say("Nothing was changed: this was a dry run.") if dry_run else say("Saved.")
    return "\n".join([changed, *remarks, *warnings, said])


def announce_arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("id", metavar="ID", help=say("the milestone's id"))
    when = say('the date as it was put, or "tbd": taken back')
    option("when", metavar=say("WHEN"), type=command.typed(promise), help=when)
    option("--said-on", metavar=say("D"), type=command.typed(dated), required=True,
           help=say("the day it was said"))  # fmt: skip
    nobody = say('who said it; "" when nobody is named')
    option("--speaker", metavar=say("S"), required=True, help=nobody)
    whose = say("for whom, or who wrote it")
    option("--organisation", metavar=say("O"), required=True, help=whose)
    option("--side", choices=schema.SIDES, required=True, help=say("for which side"))
    option("--source", metavar="URL", required=True, help=say("where it is written"))
    option("--wording", metavar=say("W"), default="", help=say("how it was put, in short"))
    option("--publisher", metavar=say("P"), default="", help=say("who published it"))
    page = say("language of the page: en, fr, ru, kk ...")
    option("--language", metavar=say("L"), default="", help=page)
    shared_arguments(command)
    option("--note", metavar=say("N"), default="", help=say("what the reader should know"))


def announce(options: Any) -> Rewrite:
    from tracker.edits import planned
    from tracker.recording import announce

    named = {"milestone": options.id, "announced": options.said_on, "target": options.when}
    return planned(announce(named | given(options, schema.ANNOUNCEMENT_COLUMNS)))


def complete_arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("id", metavar="ID", help=say("the milestone's id"))
    when = say("the date on which it happened")
    option("when", metavar=say("WHEN"), type=command.typed(dated), help=when)
    option("--source", metavar="URL", required=True, help=say("the page that says so"))
    option("--outcome", choices=WAYS_TO_HAPPEN, default="", help=say("how it went"))
    shared_arguments(command)


def complete(options: Any) -> Rewrite:
    from tracker.edits import planned
    from tracker.recording import complete

    facts = given(options, ("outcome", "source", "confidence"))
    return planned(complete(options.id, {"actual": options.when, **facts}))


def add_arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("id", metavar="ID", help=say("an id that says what happens, not when"))
    option("--title", metavar=say("T"), required=True, help=say("a short English title"))
    option("--category", choices=schema.CATEGORIES, metavar=say("C"), required=True,
           help=", ".join(schema.CATEGORIES))  # fmt: skip
    for language in schema.LANGUAGES[1:]:
        title = say("the title in {language}", language=language)
        option(f"--title-{language}", metavar=say("T"), default="", help=title)
    for column in schema.MILESTONE_DATES:
        option(f"--{column}", metavar=say("D"), type=command.typed(dated), default=None,
               help=say("a date"))  # fmt: skip
    option("--outcome", choices=schema.OUTCOMES, default="", help=say("how it went"))
    for column, text in FREE_TEXTS.items():
        option(f"--{column}", metavar=say("TEXT"), default="", help=say(text))
    shared_arguments(command)
    option("--note", metavar=say("N"), default="", help=say("what the reader should know"))


def add(options: Any) -> Rewrite:
    from tracker.edits import planned
    from tracker.recording import add

    return planned(add(given(options, schema.MILESTONE_COLUMNS)))


def fmt_arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    rows = say("put the rows in the order of data/README.md")
    option("--sort", action="store_true", help=rows)
    dates = say("write dates as codes that are read the same")
    option("--dates", action="store_true", help=dates)
    missing = say("add a column that is missing")
    option("--column", action="append", default=[], metavar=say("NAME"), help=missing)
    dry_run(command)


def fmt(options: Any) -> Rewrite:
    from tracker.tidying import Tidying, tidied

    asked = Tidying(options.sort, options.dates, tuple(options.column))
    if not any(asked):
        raise Misunderstood(filled("say what to put in form: --sort, --dates, --column NAME."))
    return tidied(asked)


def shared_arguments(command: OneLineParser) -> None:
    firmly = command.say("how firmly it is known")
    command.add_argument("--confidence", choices=schema.CONFIDENCES, default="", help=firmly)
    dry_run(command)


def dry_run(command: OneLineParser) -> None:
    shown = command.say("show the diff, change nothing")
    command.add_argument("--dry-run", action="store_true", help=shown)


def given(options: Any, columns: tuple[str, ...]) -> dict[str, str]:
    """The columns for which there is an option, and what was typed there."""
    return {name: getattr(options, name) or "" for name in columns if hasattr(options, name)}


def dated(text: str) -> str:
    """A date that can be read, as it was typed."""
    from tracker.dates import UnreadableDate, parse
    from tracker.problems import unreadable

    try:
        return parse(text).text
    except UnreadableDate as refusal:
        raise argparse.ArgumentTypeError(unreadable(refusal)) from None


def promise(text: str) -> str:
    """A date, or the word for one that was taken back."""
    return schema.WITHDRAWN if text.strip().casefold() == schema.WITHDRAWN else dated(text)


COMMANDS: Final = message(
    {
        "announce": EditCommand(
            "record what somebody said about when", announce_arguments, announce
        ),
        "complete": EditCommand("record that it happened", complete_arguments, complete),
        "add": EditCommand("add a milestone", add_arguments, add),
        "fmt": EditCommand("put the files in form", fmt_arguments, fmt),
    }
)
