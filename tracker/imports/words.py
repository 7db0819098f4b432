"""What was edited in a copy, row by row in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from tracker.deltas import KNOWN_BY, Addition, Conflict, Delta, Edit, Key, Removal, Subject, key_of
from tracker.problems import visible
from tracker.words import Words

LONGEST: Final = 60


def in_words(edits: Sequence[Edit], say: Words) -> Iterator[str]:
    """A line a row: cells changed, rows added, rows removed; then how many of each."""
    deltas = [edit for edit in edits if isinstance(edit, Delta)]
    added = [edit for edit in edits if isinstance(edit, Addition)]
    removed = [edit for edit in edits if isinstance(edit, Removal)]
    rows = [list(cells) for _, cells in groupby(deltas, lambda each: (each.subject, each.key))]
    for cells in rows:
        changes = "; ".join(change(delta, say) for delta in cells)
        yield f"{row_name(cells[0].subject, cells[0].key, say)}: {changes}"
    for row in added:
        name = row_name(row.subject, key_of(row.subject, row.cells), say)
        yield say("{row}: added", row=name) + facts(row, say)
    for gone in removed:
        yield say("{row}: removed", row=row_name(gone.subject, gone.key, say))
    yield say(
        "{cells} changed in {rows}, {added} added, {removed} removed.",
        cells=say.plural("{n} cell", "{n} cells", len(deltas)),
        rows=say.plural("{n} row", "{n} rows", len(rows)),
        added=say.plural("{n} row", "{n} rows", len(added)),
        removed=say.plural("{n} row", "{n} rows", len(removed)),
    )


def change(delta: Delta, say: Words) -> str:
    return f"{visible(delta.column)} {quoted(delta.old, say)} -> {quoted(delta.new, say)}"


def quoted(text: str, say: Words) -> str:
    return visible(text, LONGEST) if text else say("(blank)")


def facts(row: Addition, say: Words) -> str:
    """What a new milestone is called."""
    title = row.cells.get("title", "")
    return f" ({quoted(title, say)})" if row.subject == "milestones" and title else ""


def row_name(subject: Subject, key: Key, say: Words) -> str:
    """A milestone by its id; a statement by its milestone, its day and who made it.

    >>> from tracker.words import words
    >>> said = ("pad", "2025-04-08", "", "TASS", "press", "2026", "https://t")
    >>> row_name("announcements", said, words("en"))
    'pad, said on 2025-04-08 by TASS'
    """
    known = dict(zip(KNOWN_BY[subject], key, strict=True))
    if subject == "milestones":
        return visible(known["id"])
    who = known["speaker"] or known["organisation"] or say("nobody named")
    facts = {"milestone": known["milestone"], "day": known["announced"], "who": who}
    return visible(say("{milestone}, said on {day} by {who}", **facts))


def conflicts_in_words(conflicts: Iterable[Conflict], say: Words) -> Iterator[str]:
    """What the copy says and what the data say now, with who saved them last."""
    for each in conflicts:
        name = row_name(each.subject, each.key, say)
        at = f"{each.saved.at:%Y-%m-%d %H:%M}"
        when = (
            say("saved on {time} by {who}", time=at, who=visible(each.saved.by))
            if each.saved.by
            else say("saved on {time}", time=at)
        )
        cell = f"{name}, {visible(each.column)}" if each.column else name
        mine = (
            say("the copy has the row no more")
            if each.mine is None
            else say("the copy says {text}", text=quoted(each.mine, say))
        )
        theirs = (
            say("the data have the row no more")
            if each.theirs is None
            else say("the data say {text}", text=quoted(each.theirs, say))
        )
        yield f"{cell}: {mine}, {theirs} ({when})."
