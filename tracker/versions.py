"""What changed between two versions of the data: rows added and dropped, dates moved, cells mended.

Both are read as of one day, so nothing of either is told that was not known by then. What was said
and what happened have days of their own; edits of a row have none.

NoSuchVersion   there is nothing to compare with; the message says what to do
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path
from typing import Any, Final, NamedTuple

from tracker import git_history, schema, store
from tracker.changes import (
    Change,
    changes,
    first_address,
    in_order,
    placed,
    same_window,
    slip_between,
)
from tracker.dates import DateWords
from tracker.importance import importance
from tracker.programme import Programme, build, load
from tracker.snapshot import certain_slip, snapshot
from tracker.statements import known_statements

Rows = dict[str, Any]

DATES: Final = frozenset(schema.MILESTONE_DATES)
SETTLED: Final = ("done", "cancelled")
# Told in their own words, not as corrected cells.
TOLD_OTHERWISE: Final = DATES | {"id", "source"}

# What these say on a past day depends on what was said later (`tracker.snapshot`).
OF_TODAY: Final = {"outcome", "note", "confidence"}

# By what a statement is known again when some of its cells were mended, the surest first.
KNOWN_BY: Final = (
    ("milestone", "announced", "source"),
    ("milestone", "announced", "organisation", "target"),
    ("milestone", "source", "target"),
)


class NoSuchVersion(Exception):  # noqa: N818 - what the user is told, not a fault of the program
    """There are no such data to compare with; the message says what to do."""


class Pair(NamedTuple):
    """A row or a statement as it was and as it is; None where it is not in that version."""

    was: Any
    now: Any


def version(name: str, *, of: Path, as_of: date) -> Programme:
    """The data in a folder or a file of that name, else those at ``of`` in that revision of git.

    Raises NoSuchVersion.
    """
    try:
        if os.path.exists(name):
            read = load(name, as_of=as_of)
        else:
            read = build(store.of_content(of, git_history.read(of, name)), as_of=as_of)
    except store.NotMilestones as refusal:
        raise NoSuchVersion(str(refusal)) from None
    except git_history.NotInGit as refusal:
        raise NoSuchVersion(f"there is no such folder or file, and {refusal}") from None
    if read.refused:
        raise NoSuchVersion("these data cannot be read whole. `tracker check` says why.")
    return read


def changes_between(
    old: Programme, new: Programme, *, as_of: date, since: date | None = None
) -> list[Change]:
    """What the new version says otherwise than the old one, as known on a day.

    With ``since``, of what has a day only what is later than that.
    """
    were, are = _milestones(old, as_of), _milestones(new, as_of)
    said = list(_statement_changes(old, new, were | are, as_of))
    told = {(change.id, _window(change.after)) for change in said if change.kind != "unsaid"}
    found = [*_row_changes(were, are, told), *said]
    if since is None:
        return in_order(found)
    return in_order(
        placed(change, since) for change in found if change.on is None or change.on > since
    )


def _milestones(programme: Programme, as_of: date) -> Rows:
    rows = snapshot(programme, as_of=as_of)
    return {row.id: row for row in rows[rows["known"]].itertuples()}


# Rows.


def _row_changes(were: Rows, are: Rows, told: set[Any]) -> Iterator[Change]:
    for row in (row for id, row in were.items() if id not in are):
        yield _edit("dropped", row, before=row.current_words, source=first_address(row.source))
    for id, row in are.items():
        if id not in were:
            yield _edit("added", row, after=row.current_words, source=first_address(row.source))
        else:
            yield from _edited(Pair(were[id], row), told)


def _edited(pair: Pair, told: set[Any]) -> Iterator[Change]:
    """What was done to a row that both versions have, statements apart."""
    yield from _settled(pair)
    yield from _replanned(pair, told)
    yield from _mended_dates(pair)
    yield from _mended(pair)
    yield from _sourced(pair)


def _settled(pair: Pair) -> Iterator[Change]:
    """It has happened, was given up, or neither is on record any more."""
    was, now = pair
    if was.status == now.status:
        return
    if now.status in SETTLED:
        kind = now.status
        slip = slip_between(now.planned_words, now.actual_words)
        change = _edit(kind, now, before=now.planned_words, after=now.actual_words, slip=slip)
        yield replace(
            change,
            on=now.actual_words and now.actual_words.latest,
            when=now.actual_words,
            source=first_address(now.source),
        )
    elif was.status in SETTLED:
        yield _edit("reopened", now, before=was.actual_words)


def _replanned(pair: Pair, told: set[Any]) -> Iterator[Change]:
    """The plan of what is open moved, and no statement that is new here says so itself."""
    was, now = pair
    before, after = was.planned_words, now.planned_words
    if now.status in SETTLED or _window(before) == _window(after):
        return
    if (now.id, _window(after)) not in told:
        slip = slip_between(before, after)
        yield _edit(kind_of_move(before, after), now, before=before, after=after, slip=slip)


def kind_of_move(before: DateWords | None, after: DateWords | None) -> str:
    """What became of a promised date, as between two statements (`tracker.moves`).

    >>> from tracker.dates import parse
    >>> kind_of_move(parse("2025"), parse("2026-Q1")), kind_of_move(parse("2026"), None)
    ('later', 'withdrawn')
    """
    if before is None or after is None:
        return "first" if before is None else "withdrawn"
    begins = before.earliest or date.min, after.earliest or date.min
    ends = before.latest or date.max, after.latest or date.max
    one_edge = (before.floor and after.floor) or (before.ceiling and after.ceiling)
    is_later = after_is_later(begins, ends)
    if (before.ceiling or after.ceiling) and ends[0] < ends[1] < date.max:
        return "later"
    if not one_edge and begins[1] >= begins[0] and ends[1] <= ends[0]:
        return "more precise"
    if not one_edge and begins[1] <= begins[0] and ends[1] >= ends[0]:
        return "less precise"
    return "later" if is_later else "earlier"


def after_is_later(begins: tuple[date, date], ends: tuple[date, date]) -> bool:
    """Whether the second window begins later; of two that begin together, whether it ends later."""
    return (begins[1], ends[1]) > (begins[0], ends[0])


def _mended_dates(pair: Pair) -> Iterator[Change]:
    """Dates of a row that read otherwise now; what a plan or an event came to is told above."""
    was, now = pair
    for name in schema.MILESTONE_DATES:
        before, after = (getattr(row, f"{name}_words") for row in pair)
        if (before and before.text) == (after and after.text):
            continue
        moved = name == "planned" and now.status not in SETTLED and not same_window(before, after)
        settled = name == "actual" and was.status != now.status
        if not moved and not settled:
            yield _edit("corrected", now, before=before, after=after, names=(name,))


def _mended(pair: Pair) -> Iterator[Change]:
    """The other cells that were changed, in one line."""
    was, now = pair
    kept = TOLD_OTHERWISE | ({"outcome"} if was.status != now.status else set())
    kept |= OF_TODAY if _half_veiled(pair) else set()
    names = _differing(pair, (name for name in schema.MILESTONE_COLUMNS if name not in kept))
    if not _half_veiled(pair) and set(was.source.split()) - set(now.source.split()):
        names = (*names, "source")
    if names:
        yield _edit("corrected", now, names=names)


def _half_veiled(pair: Pair) -> bool:
    """Whether cells that may tell of later things are blank on the day in one version only."""
    was, now = (row.said_later or row.happens_later for row in pair)
    return bool(was != now)


def _sourced(pair: Pair) -> Iterator[Change]:
    if _half_veiled(pair):
        return
    for address in _new_addresses(pair):
        yield _edit("new source", pair.now, source=address)


def _edit(
    kind: str,
    row: Any,
    *,
    before: DateWords | None = None,
    after: DateWords | None = None,
    slip: tuple[float, float] = (nan, nan),
    **told: Any,
) -> Change:
    """A change of a row, which has no day of its own."""
    return Change(
        on=None,
        when=None,
        id=row.id,
        kind=kind,
        before=before,
        after=after,
        weight=importance(kind, row.category, certain_slip(*slip)),
        slip_min=slip[0],
        slip_max=slip[1],
        **told,
    )


# Statements.


def _statement_changes(old: Programme, new: Programme, rows: Rows, as_of: date) -> Iterator[Change]:
    """Statements that only one version has, and those of which cells were mended."""
    told = {
        (
            change.id,
            change.on,
            change.who,
            change.after and change.after.text,
            change.source,
        ): change
        for change in changes(new, since=date.min, until=as_of, confirmed=True)
        if change.kind not in ("contested", "agreed", *SETTLED)
    }
    for was, now in _statement_pairs(_statements(old, as_of), _statements(new, as_of)):
        row = now or was
        category = rows[row.milestone].category if row.milestone in rows else ""
        if was is None:
            key = (
                now.milestone,
                now.announced_latest.date(),
                now.speaker or now.organisation,
                now.target_words and now.target_words.text,
                first_address(now.source),
            )
            # What the press repeats moved nothing, but it is new.
            yield told.get(key) or _of_statement("said", now, category, after=now.target_words)
        elif now is None:
            yield _of_statement("unsaid", was, category, before=was.target_words)
        else:
            yield from _mended_statement(Pair(was, now), category)


def _statements(programme: Programme, as_of: date) -> list[Any]:
    known = known_statements(programme, as_of=as_of)
    columns = [*schema.ANNOUNCEMENT_COLUMNS, "announced_words", "announced_latest", "target_words"]
    return list(known[columns].itertuples())


def _statement_pairs(were: list[Any], are: list[Any]) -> Iterator[Pair]:
    """Statements that differ between the versions, the same one beside itself where it can be
    known again."""
    left, new = _unmatched(were, are)
    for columns in KNOWN_BY:
        known = _by(columns)
        waiting: dict[tuple[str, ...], list[Any]] = {}
        for row in left:
            waiting.setdefault(known(row), []).append(row)
        unmet = []
        for row in new:
            if waiting.get(known(row)):
                yield Pair(waiting[known(row)].pop(0), row)
            else:
                unmet.append(row)
        left, new = [row for rows in waiting.values() for row in rows], unmet
    yield from (Pair(row, None) for row in left)
    yield from (Pair(None, row) for row in new)


def _unmatched(were: list[Any], are: list[Any]) -> tuple[list[Any], list[Any]]:
    """The statements of each version that do not stand in the other to the letter."""
    whole = _by(schema.ANNOUNCEMENT_COLUMNS)
    return _without(were, Counter(map(whole, are))), _without(are, Counter(map(whole, were)))


def _without(rows: list[Any], others: Counter[tuple[str, ...]]) -> list[Any]:
    whole = _by(schema.ANNOUNCEMENT_COLUMNS)
    left = []
    for row in rows:
        if others[whole(row)]:
            others[whole(row)] -= 1
        else:
            left.append(row)
    return left


def _by(columns: Iterable[str]) -> Callable[[Any], tuple[str, ...]]:
    names = tuple(columns)
    return lambda row: tuple(getattr(row, name) for name in names)


def _mended_statement(pair: Pair, category: str) -> Iterator[Change]:
    was, now = pair
    for address in _new_addresses(pair):
        yield replace(_of_statement("new source", now, category), source=address)
    names = _differing(pair, schema.ANNOUNCEMENT_COLUMNS)
    if not set(was.source.split()) - set(now.source.split()):
        names = tuple(name for name in names if name != "source")
    if names:
        dates = {"before": was.target_words, "after": now.target_words}
        told = dates if names == ("target",) else {}
        yield replace(_of_statement("corrected", now, category, **told), names=names)


def _of_statement(
    kind: str,
    row: Any,
    category: str,
    *,
    before: DateWords | None = None,
    after: DateWords | None = None,
) -> Change:
    return Change(
        on=row.announced_latest.date(),
        when=row.announced_words,
        id=row.milestone,
        kind=kind,
        before=before,
        after=after,
        weight=importance(kind, category),
        speaker=row.speaker,
        organisation=row.organisation,
        source=first_address(row.source),
    )


def _differing(pair: Pair, columns: Iterable[str]) -> tuple[str, ...]:
    was, now = pair
    return tuple(name for name in columns if getattr(was, name) != getattr(now, name))


def _new_addresses(pair: Pair) -> list[str]:
    had = set(pair.was.source.split())
    return [address for address in dict.fromkeys(pair.now.source.split()) if address not in had]


def _window(words: DateWords | None) -> tuple[date | None, date | None] | None:
    return None if words is None else (words.earliest, words.latest)
