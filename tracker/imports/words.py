"""What was edited in a copy, row by row in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from tracker.deltas import KNOWN_BY, Addition, Conflict, Delta, Edit, Key, Removal, Subject, key_of
from tracker.problems import counted, visible

LONGEST: Final = 60


def in_words(edits: Sequence[Edit]) -> Iterator[str]:
    """A line a row: cells changed, rows added, rows removed; then how many of each."""
    deltas = [edit for edit in edits if isinstance(edit, Delta)]
    added = [edit for edit in edits if isinstance(edit, Addition)]
    removed = [edit for edit in edits if isinstance(edit, Removal)]
    rows = [list(cells) for _, cells in groupby(deltas, lambda each: (each.subject, each.key))]
    for cells in rows:
        yield f"{row_name(cells[0].subject, cells[0].key)}: {'; '.join(map(change, cells))}"
    for row in added:
        yield f"{row_name(row.subject, key_of(row.subject, row.cells))}: added{facts(row)}"
    for gone in removed:
        yield f"{row_name(gone.subject, gone.key)}: removed"
    yield (
        f"{counted(len(deltas), 'cell')} changed in {counted(len(rows), 'row')}, "
        f"{counted(len(added), 'row')} added, {counted(len(removed), 'row')} removed."
    )


def change(delta: Delta) -> str:
    return f"{visible(delta.column)} {quoted(delta.old)} -> {quoted(delta.new)}"


def quoted(text: str) -> str:
    return visible(text, LONGEST) if text else "(blank)"


def facts(row: Addition) -> str:
    """What a new milestone is called."""
    title = row.cells.get("title", "")
    return f" ({quoted(title)})" if row.subject == "milestones" and title else ""


def row_name(subject: Subject, key: Key) -> str:
    """A milestone by its id; a statement by its milestone, its day and who made it.

    >>> row_name("announcements", ("pad", "2025-04-08", "", "TASS", "press", "2026", "https://t"))
    'pad, said on 2025-04-08 by TASS'
    """
    known = dict(zip(KNOWN_BY[subject], key, strict=True))
    if subject == "milestones":
        return visible(known["id"])
    who = known["speaker"] or known["organisation"] or "nobody named"
    return visible(f"{known['milestone']}, said on {known['announced']} by {who}")


def conflicts_in_words(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """What the copy says and what the data say now, with who saved them last."""
    for each in conflicts:
        name = row_name(each.subject, each.key)
        by = f" by {visible(each.saved.by)}" if each.saved.by else ""
        when = f"saved on {each.saved.at:%Y-%m-%d at %H:%M}{by}"
        cell = f"{name}, {visible(each.column)}" if each.column else name
        mine = (
            "the copy has the row no more"
            if each.mine is None
            else f"the copy says {quoted(each.mine)}"
        )
        theirs = "have the row no more" if each.theirs is None else f"say {quoted(each.theirs)}"
        yield f"{cell}: {mine}, the data {theirs} ({when})."
