"""Statements that only one of two versions of the data has, and those with mended cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from tracker import schema
from tracker.addresses import first_address
from tracker.change import Change
from tracker.changes import changes
from tracker.dates import DateWords
from tracker.importance import importance
from tracker.programme import Programme
from tracker.statements import known_statements
from tracker.version_pairs import Pair

# By what a statement is known again when some of its cells were mended, the surest first.
KNOWN_BY: Final = (
    ("milestone", "announced", "source"),
    ("milestone", "announced", "organisation", "target"),
    ("milestone", "source", "target"),
)
# What `changes` tells that is no statement of its own.
NO_STATEMENT: Final = ("contested", "agreed", "done", "cancelled")


def statement_changes(
    old: Programme, new: Programme, categories: Mapping[str, str], as_of: date
) -> Iterator[Change]:
    """Statements that only one version has, and those of which cells were mended.

    ``categories`` are those of the milestones in either version, by their ids.
    """
    told = {
        (
            change.id,
            change.on,
            change.who,
            change.after and change.after.text,
            change.source,
        ): change
        for change in changes(new, since=date.min, until=as_of, confirmed=True)
        if change.kind not in NO_STATEMENT
    }
    for was, now in _statement_pairs(_statements(old, as_of), _statements(new, as_of)):
        row = now or was
        category = categories.get(row.milestone, "")
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
    for address in pair.new_addresses():
        yield replace(_of_statement("new source", now, category), source=address)
    if names := pair.mended(schema.ANNOUNCEMENT_COLUMNS):
        dates = {"before": was.target_words, "after": now.target_words}
        told = dates if "target" in names else {}
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
