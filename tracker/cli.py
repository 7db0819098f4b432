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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker import (
    changes_command,
    check_command,
    edit_commands,
    exchange_commands,
    forecast_command,
    report_command,
    schema,
    serve_command,
    site_command,
)
from tracker.arguments import LANG, USAGE, OneLineParser, day, language, speaking
from tracker.messages import reason
from tracker.problems import ENGLISH, unreadable, visible
from tracker.words import Words, words

if TYPE_CHECKING:
    import pandas as pd

    from tracker.programme import Programme

OK, DATA_ERROR = 0, 1


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
    say = words(language(sys.argv[1:] if argv is None else argv))
    with speaking(say):
        options = parser(say).parse_args(argv)
    options.say = say
    if options.as_of and options.as_of > (today := date.today()):
        note(
            say(
                "{day} lies in the future: only what is known on {today} can be told.",
                day=options.as_of,
                today=today,
            )
        )
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


def parser(say: Words = ENGLISH) -> argparse.ArgumentParser:
    """The command line, one subparser a command."""
    about = say("What was promised for Baiterek and Soyuz-5, by whom, when, and what happened.")
    top = OneLineParser(prog="tracker", description=about, say=say)
    commands = top.add_subparsers(metavar=say("COMMAND"), required=True)
    add_scope(top)
    add_language(top)
    add = partial(command, commands, say)
    serve_command.arguments(
        add("serve", run_serve, say("show the dashboard in a browser"), as_json=False)
    )
    check_command.arguments(
        add("check", run_check, say("find everything that is wrong with the data"))
    )
    add("status", run_status, say("count the milestones; what is late, due and next"))
    add("list", run_list, say("list the milestones"))
    show = add("show", run_show, say("tell the story of one milestone, with its sources"))
    first = say("the milestone's id, as in the first column of milestones.csv")
    show.add_argument("id", metavar="ID", help=first)
    changes_command.arguments(
        add("changes", run_changes, say("tell what changed between two days or two versions"))
    )
    forecast_command.arguments(
        add("forecast", run_forecast, say("when promises will be kept, going by other programmes"))
    )
    add("sources", run_sources, say("tell on whom the record rests, and how firmly"))
    dated = add("date", run_date, say("say how the words of a date are read"))
    example = say('for example "fin 2025", "Q1 2026", 2025-12')
    dated.add_argument("words", metavar=say("WORDS"), nargs="+", help=example)
    tables: tuple[dict[str, Any], ...] = edit_commands.COMMANDS, exchange_commands.COMMANDS
    for name, told in (pair for table in tables for pair in table.items()):
        added = add(name, run_told, say(told.text), as_json=False)
        told.arguments(added)
        added.set_defaults(told=told)
    report_command.arguments(
        add("report", run_report, say("write the static HTML report"), as_json=False)
    )
    site_command.arguments(
        add("site", run_site, say("write the site of static files"), as_json=False, as_one=False)
    )
    return top


def command(
    commands: Any,
    say: Words,
    name: str,
    run: Callable[[Any], int],
    text: str,
    *,
    as_json: bool = True,
    as_one: bool = True,
) -> OneLineParser:
    """A subparser with the options that every command shares; one that answers in several languages
    at once (not ``as_one``) names them itself."""
    added: OneLineParser = commands.add_parser(name, help=text, description=text, say=say)
    added.set_defaults(run=run, json=False)
    add_scope(added, default=argparse.SUPPRESS)  # named before the command, they hold for it
    if as_one:
        add_language(added, default=argparse.SUPPRESS)
    if as_json:
        added.add_argument("--json", action="store_true", help=say("answer as JSON"))
    return added


def add_scope(to: OneLineParser, *, default: str | None = None) -> None:
    """Which data, known on which day."""
    say, option = to.say, partial(to.add_argument, default=default)
    option("--data", type=Path, metavar=say("FOLDER_OR_CSV"), help=say("the data (default: data)"))
    as_of = say("answer as of this day: YYYY-MM-DD")
    option("--as-of", type=to.typed(day), metavar=say("D"), help=as_of)


def add_language(to: OneLineParser, *, default: str = schema.LANGUAGES[0]) -> None:
    to.add_argument(LANG, choices=schema.LANGUAGES, default=default, help=to.say("language"))


def run_check(options: Any) -> int:
    if options.health:
        return run_health(options)
    with complaints(options):
        found = check_command.found(options, data_path(options), as_of=as_of(options))
    return DATA_ERROR if any(problem.severity == "error" for problem in found) else OK


def run_health(options: Any) -> int:
    # What is late is no fault in the data, so whatever is told, all is well with the command.
    read, path, known = programme(options), data_path(options), as_of(options)
    with complaints(options):
        print(check_command.health(options, read, rows_of(read, options), path, as_of=known))
    return OK


def run_date(options: Any) -> int:
    from tracker.dates import UnreadableDate, as_json, parse

    try:
        read = parse(" ".join(options.words))
    except UnreadableDate as refusal:
        raise Complaint(options.say.again(unreadable(refusal))) from None
    if options.json:
        print_json(as_json(read))
        return OK
    from tracker import terminal

    print(terminal.reading(read, options.say))
    return OK


def run_list(options: Any) -> int:
    from tracker import json_shapes, terminal

    rows = rows_of(programme(options), options)
    if options.json:
        print_json([json_shapes.milestone(row) for row in rows.itertuples()])
    else:
        print(terminal.milestone_list(rows, options.say))
    return OK


def run_status(options: Any) -> int:
    from tracker import json_shapes, terminal

    rows = rows_of(programme(options), options)
    if options.json:
        print_json([json_shapes.milestone(row) for row in rows.itertuples()])
    else:
        print(terminal.status(rows, options.say))
    return OK


def run_show(options: Any) -> int:
    from tracker import json_shapes, story

    read = programme(options)
    row = milestone_row(read, options)
    told = story.story_of(read, row, as_of=as_of(options), rows=rows_of(read, options))
    if options.json:
        print_json(json_shapes.story(told))
    else:
        print(story.text(told, options.say))
    return OK


def run_changes(options: Any) -> int:
    options.read_on = date.today()
    with complaints(options):
        path, known = data_path(options), as_of(options)
        print(changes_command.found(options, programme(options), path, known=known))
    return OK


def run_forecast(options: Any) -> int:
    if forecast_command.asks_for_another_class(options):
        with complaints(options):
            print(forecast_command.backtest(options, data_path(options), as_of=as_of(options)))
        return OK
    read = programme(options)
    rows = rows_of(read, options)
    if options.backtest:
        with complaints(options):
            print(forecast_command.backtest_of(options, read, rows, as_of=as_of(options)))
        return OK
    row = milestone_row(read, options) if options.id else None
    print(forecast_command.forecasts(options, read, rows, row, as_of=as_of(options)))
    return OK


def run_sources(options: Any) -> int:
    from tracker import source_list

    read = programme(options)
    told = source_list.support(read, rows_of(read, options).itertuples(), as_of=as_of(options))
    if options.json:
        print_json(source_list.as_json(told))
    else:
        print(source_list.as_text(told, options.say))
    return OK


def run_told(options: Any) -> int:
    options.read_on = date.today()
    with complaints(options):
        print(options.told.answer(options, data_path(options), as_of=as_of(options)))
    return OK


@contextmanager
def complaints(options: Any) -> Iterator[None]:
    """What an edit was refused for, as the command's complaint."""
    try:
        yield
    except edit_commands.Refused as refusal:
        raise Complaint(options.say.again(reason(refusal))) from None
    except edit_commands.Misunderstood as refusal:
        raise Complaint(options.say.again(reason(refusal)), USAGE) from None


def run_report(options: Any) -> int:
    with uncollected(), complaints(options):
        print(report_command.write(options, programme(options), as_of=as_of(options)))
    return OK


def run_site(options: Any) -> int:
    options.read_on = date.today()
    with uncollected(), complaints(options):
        print(site_command.write(options, data_path(options), as_of=as_of(options)))
    return OK


def run_serve(options: Any) -> int:
    with complaints(options):
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


def programme(options: Any) -> Programme:
    """The programme that the command is about; errors of form stop the command."""
    from tracker import problems
    from tracker.programme import load
    from tracker.store import NotMilestones

    try:
        read = load(data_path(options), as_of=date.today())
    except NotMilestones as refusal:
        raise Complaint(options.say.again(reason(refusal))) from None
    if read.refused:
        errors = [problem for problem in read.problems if problem.severity == "error"]
        why = options.say("the data cannot be read whole.")
        raise Complaint(f"{why}\n{problems.as_text(errors, say=options.say)}")
    return read


def rows_of(read: Programme, options: Any) -> pd.DataFrame:
    """What was on record by the day asked for."""
    from tracker.snapshot import snapshot, titled

    rows = snapshot(read, as_of=as_of(options))
    return titled(rows[rows["known"]], options.lang)


def milestone_row(read: Programme, options: Any) -> Any:
    """The milestone that was asked for, or a complaint: when it came on record, or what is near."""
    from tracker.recording import no_milestone

    wanted, rows = options.id, rows_of(read, options)
    for row in rows[rows["id"] == wanted].itertuples():
        return row
    if (read.milestones["id"] == wanted).any():
        raise Complaint(not_yet(read, wanted, as_of(options), options.say))
    raise Complaint(options.say.again(no_milestone(wanted, rows["id"].tolist())))


def not_yet(read: Programme, wanted: str, by: date, say: Words) -> str:
    """That a milestone was not on record by a day, and when the first word on it was said."""
    from tracker.statements import first_said

    first = first_said(read, wanted)
    if not first:
        return say("'{id}' was not on record by {day}.", id=visible(wanted), day=by)
    return say(
        "'{id}' was not on record by {day}; the first statement is of {first}.",
        id=visible(wanted),
        day=by,
        first=say.date(first),
    )


def print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def note(text: str) -> None:
    print(f"tracker: {text}", file=sys.stderr)
