"""The commands: `python -m tracker COMMAND`. Here the clock is read and the files are chosen.

Answers go to standard output, complaints to standard error. Exit 0 when done (warnings included),
1 when the data has errors or cannot be read, 2 when the command was not understood. Heavy imports
stand inside the command that needs them: `check` and `date` run without pandas.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker import (
    check_command,
    edit_commands,
    exchange_commands,
    report_command,
    schema,
    serve_command,
)
from tracker.arguments import USAGE, OneLineParser, day

if TYPE_CHECKING:
    import pandas as pd

    from tracker.programme import Programme
    from tracker.words import Words

OK, DATA_ERROR = 0, 1
MILESTONES_ALONE = "one of the two has no announcements: only the rows of milestones are compared."
NO_TIME = "Nothing: --since D means after D; name the day before to include it."


class Complaint(Exception):  # noqa: N818 - what the user reads, not a fault of the program
    """What the user should know and do; ends the command with the given exit status."""

    def __init__(self, message: str, status: int = DATA_ERROR) -> None:
        super().__init__(message)
        self.status = status


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console or a pipe that cannot write Kazakh shows a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    options = parser().parse_args(argv)
    if options.as_of and options.as_of > (today := date.today()):
        note(f"{options.as_of} lies in the future: only what is known on {today} can be told.")
        options.as_of = None
    try:
        return int(options.run(options))
    except Complaint as complaint:
        print(f"tracker: {complaint}", file=sys.stderr)
        return complaint.status
    except BrokenPipeError:
        # The reader of our output has closed (`| head`): nothing is wrong, nothing more is wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def parser() -> argparse.ArgumentParser:
    """The command line, one subparser a command."""
    top = OneLineParser(
        prog="tracker",
        description="What was promised for Baiterek and Soyuz-5, by whom, when, and what happened.",
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    serve = command(commands, "serve", run_serve, "show the dashboard in a browser", as_json=False)
    serve_command.arguments(serve)
    check = command(commands, "check", run_check, "find everything that is wrong with the data")
    check_command.arguments(check)
    command(commands, "status", run_status, "count the milestones; what is late, due and next")
    command(commands, "list", run_list, "list the milestones")
    show = command(commands, "show", run_show, "tell the story of one milestone, with its sources")
    show.add_argument("id", help="the milestone's id, as in the first column of milestones.csv")
    changed = command(
        commands, "changes", run_changes, "tell what changed between two days or two versions"
    )
    changed.add_argument("--since", type=day, metavar="D", help="after day D (not D itself)")
    changed.add_argument("--until", type=day, metavar="D", help="up to this day (default: --as-of)")
    changed.add_argument(
        "--against", metavar="OTHER", help="other data: a folder, a CSV, or a git revision of these"
    )
    again = "also what only says the same again; --against always tells it"
    changed.add_argument("--all", action="store_true", help=again)
    command(commands, "sources", run_sources, "tell on whom the record rests, and how firmly")
    words = command(commands, "date", run_date, "say how the words of a date are read")
    words.add_argument("words", nargs="+", help='for example "fin 2025", "Q1 2026", 2025-12')
    tables: tuple[dict[str, Any], ...] = edit_commands.COMMANDS, exchange_commands.COMMANDS
    for name, told in (pair for table in tables for pair in table.items()):
        added = command(commands, name, run_told, told.text, as_json=False)
        told.arguments(added)
        added.set_defaults(told=told)
    report = command(commands, "report", run_report, "write the static HTML report", as_json=False)
    report_command.arguments(report)
    return top


def command(
    commands: Any, name: str, run: Callable[[Any], int], text: str, *, as_json: bool = True
) -> argparse.ArgumentParser:
    """A subparser with the options that every command shares."""
    added: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    added.set_defaults(run=run, json=False)
    added.add_argument(
        "--data", type=Path, metavar="FOLDER_OR_CSV", help="the data (default: data)"
    )
    added.add_argument("--as-of", type=day, metavar="D", help="answer as of this day: YYYY-MM-DD")
    added.add_argument("--lang", choices=schema.LANGUAGES, default="en", help="language")
    if as_json:
        added.add_argument("--json", action="store_true", help="answer as JSON")
    return added


def run_check(options: Any) -> int:
    with complaints():
        found = check_command.found(options, data_path(options), as_of=as_of(options))
    return DATA_ERROR if any(problem.severity == "error" for problem in found) else OK


def run_date(options: Any) -> int:
    from tracker.dates import UnreadableDate, as_json, parse

    text = " ".join(options.words)
    try:
        words = parse(text)
    except UnreadableDate as refusal:
        raise Complaint(f"cannot read {text!r}: {refusal.message}; {refusal.remedy}.") from None
    if options.json:
        print_json(as_json(words))
        return OK
    from tracker import terminal

    print(terminal.reading(words, say(options)))
    return OK


def run_list(options: Any) -> int:
    from tracker import json_shapes, terminal

    rows = rows_of(programme(options), options)
    if options.json:
        print_json([json_shapes.milestone(row) for row in rows.itertuples()])
    else:
        print(terminal.milestone_list(rows, say(options)))
    return OK


def run_status(options: Any) -> int:
    from tracker import json_shapes, terminal

    rows = rows_of(programme(options), options)
    if options.json:
        print_json([json_shapes.milestone(row) for row in rows.itertuples()])
    else:
        print(terminal.status(rows, say(options)))
    return OK


def run_show(options: Any) -> int:
    from tracker import json_shapes, story

    read = programme(options)
    row = milestone_row(read, options)
    told = story.story_of(read, row, as_of=as_of(options))
    if options.json:
        print_json(json_shapes.story(told))
    else:
        print(story.text(told, say(options)))
    return OK


def run_changes(options: Any) -> int:
    from tracker import change_list
    from tracker.changes import changes
    from tracker.snapshot import titled
    from tracker.versions import changes_between, comparable

    until = last_day(options)
    known = [programme(options)]
    if options.against:
        known.append(other_version(options))
        if known != (known := list(comparable(*known))):
            note(MILESTONES_ALONE)
        found = changes_between(known[1], known[0], as_of=until, since=options.since)
    else:
        found = changes(known[0], since=options.since, until=until, confirmed=options.all)
    # What was dropped has its title in the other version.
    titles: dict[str, str] = {}
    for rows in (titled(version.milestones, options.lang) for version in reversed(known)):
        titles |= dict(zip(rows["id"], rows["title"], strict=True))
    if options.json:
        print_json(change_list.as_json(found, titles, say(options)))
    elif options.since and options.since == until and not found:
        print(say(options)(NO_TIME))
    else:
        print(change_list.as_text(found, titles, say(options)))
    return OK


def last_day(options: Any) -> date:
    """The last day to tell of: as asked for, but none that lies after the day of the answer."""
    since, until, known = options.since, options.until, as_of(options)
    if since is None and not options.against:
        raise Complaint("say since when (--since D), or against what (--against OTHER).", USAGE)
    if since and until and until < since:
        raise Complaint(f"--until {until} lies before --since {since}: swap them.", USAGE)
    if since and known < since:
        told = f"{known}, the day of the answer" if options.as_of else f"today, {known}"
        raise Complaint(f"--since {since} lies after {told}: name an earlier day.", USAGE)
    if until and known < until:
        note(f"told up to {known}, the day of the answer.")
    return min(until or known, known)


def other_version(options: Any) -> Programme:
    """The data to compare with."""
    from tracker.versions import NoSuchVersion, version

    try:
        return version(options.against, of=data_path(options), as_of=date.today())
    except NoSuchVersion as refusal:
        raise Complaint(f"--against {options.against}: {refusal}", USAGE) from None


def run_sources(options: Any) -> int:
    from tracker import source_list

    read = programme(options)
    told = source_list.support(read, rows_of(read, options).itertuples(), as_of=as_of(options))
    if options.json:
        print_json(source_list.as_json(told))
    else:
        print(source_list.as_text(told, say(options)))
    return OK


def run_told(options: Any) -> int:
    options.read_on = date.today()
    with complaints():
        print(options.told.answer(options, data_path(options), as_of=as_of(options)))
    return OK


@contextmanager
def complaints() -> Iterator[None]:
    """What an edit was refused for, as the command's complaint."""
    try:
        yield
    except edit_commands.Refused as refusal:
        raise Complaint(str(refusal)) from None
    except edit_commands.Misunderstood as refusal:
        raise Complaint(str(refusal), USAGE) from None


def run_report(options: Any) -> int:
    with uncollected(), complaints():
        print(report_command.write(options, programme(options), as_of=as_of(options)))
    return OK


def run_serve(options: Any) -> int:
    with complaints():
        serve_command.serve(
            options, data_path(options), clock=lambda: as_of(options), calendar=date.today
        )
    return OK


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: it finds next to none and takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def data_path(options: Any) -> Path:
    """The data that the command is about: what was named, else ``data`` here or by the program."""
    if options.data is not None:
        return Path(options.data)
    here = Path("data")
    beside = Path(__file__).resolve().parent.parent / "data"
    return here if here.exists() or not beside.exists() else beside


def as_of(options: Any) -> date:
    """The day asked for, today when none was."""
    return options.as_of or date.today()


def say(options: Any) -> Words:
    from tracker.words import words

    return words(options.lang)


def programme(options: Any) -> Programme:
    """The programme that the command is about; errors of form stop the command."""
    from tracker import problems
    from tracker.programme import load
    from tracker.store import NotMilestones

    try:
        read = load(data_path(options), as_of=date.today())
    except NotMilestones as refusal:
        raise Complaint(str(refusal)) from None
    if read.refused:
        errors = [problem for problem in read.problems if problem.severity == "error"]
        raise Complaint("the data cannot be read whole.\n" + problems.as_text(errors))
    return read


def rows_of(read: Programme, options: Any) -> pd.DataFrame:
    """What was on record by the day asked for."""
    from tracker.snapshot import snapshot, titled

    rows = snapshot(read, as_of=as_of(options))
    return titled(rows[rows["known"]], options.lang)


def milestone_row(read: Programme, options: Any) -> Any:
    """The milestone that was asked for, or a complaint: when it came on record, or what is near."""
    from difflib import get_close_matches

    wanted, rows = options.id, rows_of(read, options)
    for row in rows[rows["id"] == wanted].itertuples():
        return row
    if (read.milestones["id"] == wanted).any():
        raise Complaint(not_yet(read, wanted, as_of(options)))
    near = get_close_matches(wanted, rows["id"].tolist(), n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else " `tracker list` shows them all."
    raise Complaint(f"No milestone {wanted!r} is on record.{hint}")


def not_yet(read: Programme, wanted: str, by: date) -> str:
    """That a milestone was not on record by a day, and when the first word on it was said."""
    from tracker.statements import first_said
    from tracker.words import words

    first = first_said(read, wanted)
    hint = f"; the first statement is of {words('en').date(first)}" if first else ""
    return f"{wanted!r} was not on record by {by}{hint}."


def print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def note(text: str) -> None:
    print(f"tracker: {text}", file=sys.stderr)
