"""`changes`: what changed between two days, or between two versions of the data."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.arguments import OneLineParser, day
from tracker.edit_commands import Misunderstood
from tracker.messages import reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.change import Change
    from tracker.programme import Programme
    from tracker.words import Words


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    a_day = command.typed(day)
    option("--since", type=a_day, metavar=say("D"), help=say("after day D (not D itself)"))
    option("--until", type=a_day, metavar=say("D"), help=say("up to this day (default: --as-of)"))
    other = say("other data: a folder, a CSV, or a git revision of these")
    option("--against", metavar=say("OTHER"), help=other)
    again = say("also what only says the same again; --against always tells it")
    option("--all", action="store_true", help=again)


def found(options: Any, read: Programme, path: Path, *, known: date) -> str:
    """What changed, as text or JSON; ``known`` is the day of the answer. Raises Misunderstood."""
    import json

    from tracker import change_list

    say: Words = options.say
    until = last_day(options, known)
    versions = [read]
    if options.against:
        versions = compared(options, read, path)
    changed = changes_of(options, versions, until)
    titles = titles_of(versions, options.lang)
    if options.json:
        told = change_list.as_json(changed, titles, say)
        return json.dumps(told, ensure_ascii=False, indent=2)
    if options.since and options.since == until and not changed:
        return say("Nothing: --since D means after D; name the day before to include it.")
    return change_list.as_text(changed, titles, say)


def changes_of(options: Any, versions: Sequence[Programme], until: date) -> list[Change]:
    """What changed between two days, or where there are two versions, between these."""
    from tracker.changes import changes
    from tracker.versions import changes_between

    if options.against:
        return changes_between(versions[1], versions[0], as_of=until, since=options.since)
    return changes(versions[0], since=options.since, until=until, confirmed=options.all)


def titles_of(versions: Sequence[Programme], lang: str) -> dict[str, str]:
    """The titles by id; what was dropped has its title in the other version."""
    from tracker.snapshot import titled

    titles: dict[str, str] = {}
    for rows in (titled(version.milestones, lang) for version in reversed(versions)):
        titles |= dict(zip(rows["id"], rows["title"], strict=True))
    return titles


def last_day(options: Any, known: date) -> date:
    """The last day to tell of: as asked for, but none that lies after the day of the answer."""
    since, until, say = options.since, options.until, options.say
    if since is None and not options.against:
        raise Misunderstood(say("say since when (--since D), or against what (--against OTHER)."))
    if since and until and until < since:
        raise Misunderstood(
            say("--until {until} lies before --since {since}: swap them.", until=until, since=since)
        )
    if since and known < since:
        raise Misunderstood(too_late(options, since, known))
    if until and known < until:
        told = say("told up to {day}, the day of the answer.", day=known)
        print(f"tracker: {told}", file=sys.stderr)
    return min(until or known, known)


def too_late(options: Any, since: date, known: date) -> str:
    say: Words = options.say
    if options.as_of:
        return say(
            "--since {since} lies after {day}, the day of the answer: name an earlier day.",
            since=since,
            day=known,
        )
    return say(
        "--since {since} lies after today, {day}: name an earlier day.", since=since, day=known
    )


def compared(options: Any, read: Programme, path: Path) -> list[Programme]:
    """The data and those to compare them with, as far as both go. Raises Misunderstood."""
    from tracker.versions import NoSuchVersion, comparable, version

    say: Words = options.say
    try:
        other = version(options.against, of=path, as_of=options.read_on)
    except NoSuchVersion as refusal:
        why = say.again(reason(refusal))
        raise Misunderstood(
            say("--against {other}: {why}", other=options.against, why=why)
        ) from None
    known = list(comparable(read, other))
    if known != [read, other]:
        told = say("one of the two has no announcements: only the rows of milestones are compared.")
        print(f"tracker: {told}", file=sys.stderr)
    return known
