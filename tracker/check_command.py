"""`check`: everything that is wrong with the data; with --fix, what can be undone for certain; with
--health, how healthy the record is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.arguments import OneLineParser
from tracker.edit_commands import Misunderstood, Refused, made
from tracker.exchange_commands import agreed
from tracker.export_command import whole
from tracker.messages import reason
from tracker.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

    from tracker.mending import Repair
    from tracker.programme import Programme
    from tracker.store import Files
    from tracker.words import Words


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("--format", choices=("text", "json", "github"), default="text")
    option("--fix", action="store_true", help=say("offer the repairs that are certain, as a diff"))
    option("--yes", action="store_true", help=say("with --fix: do not ask"))
    option("--health", action="store_true",
           help=say("instead, how healthy the record is, rule by rule"))  # fmt: skip


def found(options: Any, path: Path, *, as_of: date) -> list[Problem]:
    """The problems, after the repairs if they were asked for; printed in the form asked for.

    Raises Refused, Misunderstood.
    """
    from tracker import checks, problems, store

    form = "json" if options.json else options.format
    say = options.say
    if options.fix:
        if form != "text":
            raise Misunderstood(say("--fix shows a diff: leave out --format {form}.", form=form))
        print(fix(path, say, as_of=as_of, yes=options.yes))
    try:
        files = store.read(path)
    except store.NotMilestones as refusal:
        raise Refused(reason(refusal)) from None
    listed = with_memory(files, checks.check(files, as_of=as_of))
    if form == "text":
        print(problems.as_text(listed, store.sources(files), say))
    else:
        told = problems.in_language(listed, say)
        print(problems.as_json(told) if form == "json" else problems.as_github(told))
    return listed


def with_memory(files: Files, found: list[Problem]) -> list[Problem]:
    """The problems, and what a spreadsheet made of earlier texts.

    Earlier versions are only read where a text may be such: reading them takes half as long again
    as all the rest.
    """
    from tracker.distortions import suspected

    texts = {text for table in files.tables for column in table.columns.values() for text in column}
    if not suspected(texts):
        return found
    from tracker import mending

    return mending.told(files, known_by(mending.remembered, files), found)


def fix(path: Path, say: Words, *, as_of: date, yes: bool) -> str:
    """Offer the repairs that are certain; what became of them. Raises Refused, Misunderstood."""
    from tracker import diffs, mending
    from tracker.edits import correct, planned

    _, files = whole(path)
    repairs = mending.deltas(files, known_by(mending.repairs, files))
    if not repairs:
        return say("There is nothing that can be repaired for certain.")
    rewrite = planned(correct(*repairs))
    change = made(path, rewrite, say, as_of=as_of, dry_run=True)
    if not agreed(diffs.diff(path, change.before, change.after), say, yes=yes):
        return say("Nothing was changed.")
    made(path, rewrite, say, as_of=as_of, dry_run=False)
    return say("Saved.")


def known_by(find: Callable[[Files, Iterable[Files]], list[Repair]], files: Files) -> list[Repair]:
    """The repairs that are found with the versions kept of the data."""
    from tracker.mending import earlier_versions

    return find(files, earlier_versions(files.path, files.version))


def health(options: Any, read: Programme, rows: pd.DataFrame, path: Path, *, as_of: date) -> str:
    """How healthy the record is, in the form asked for; ``rows`` are the milestones known on the
    day. Raises Misunderstood."""
    from tracker import health_list, problems, store
    from tracker.health import health as health_of

    say = options.say
    if options.fix:
        raise Misunderstood(say("--health changes nothing: leave out --fix."))
    told = health_of(read, rows.itertuples(), as_of=as_of)
    if options.json or options.format == "json":
        import json

        shape = health_list.as_json(told, say, as_of=as_of)
        return json.dumps(shape, ensure_ascii=False, indent=2)
    if options.format == "github":
        file = str(store.paths(path)[0])
        return problems.as_github(health_list.as_problems(told, say, file=file))
    return health_list.as_text(told, say, as_of=as_of)
