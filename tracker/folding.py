"""Edits made one after the other -> the edits that lead from what stands on disk to the same.

A cell that was typed twice has been changed once; a row that is not on disk yet is added as it was
typed last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.deltas import Addition, Delta, Edit, Removal, key_of


def folded(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in their order, each cell and each row told once.

    An edit of a row that is itself among the edits has no version: no version holds that row.
    """
    found: list[Edit] = []
    for edit in edits:
        if isinstance(edit, Delta):
            fold_delta(edit, found)
        elif isinstance(edit, Removal) and not edit.version:
            fold_removal(edit, found)
        else:
            found.append(edit)
    return found


def fold_delta(delta: Delta, found: list[Edit]) -> None:
    at, earlier = changed_before(delta, found)
    if isinstance(earlier, Addition):
        found[at] = replace(earlier, cells={**earlier.cells, delta.column: delta.new})
    elif isinstance(earlier, Delta):
        found[at] = replace(earlier, new=delta.new)
        if earlier.old == delta.new:
            del found[at]
    else:
        found.append(delta)


def fold_removal(removal: Removal, found: list[Edit]) -> None:
    at = next((at for at, edit in enumerate(found) if adds(edit, removal)), None)
    if at is None:
        found.append(removal)
    else:
        del found[at]


def changed_before(delta: Delta, found: list[Edit]) -> tuple[int, Edit | None]:
    """The edit that left in the cell what this one found there."""
    leaves = changes if delta.version else adds
    return next(((at, edit) for at, edit in enumerate(found) if leaves(edit, delta)), (-1, None))


def adds(edit: Edit, later: Delta | Removal) -> bool:
    """Whether an edit adds the row that a later one is about."""
    if not isinstance(edit, Addition):
        return False
    return (edit.subject, key_of(edit.subject, edit.cells)) == (later.subject, later.key)


def changes(edit: Edit, later: Delta | Removal) -> bool:
    """Whether an edit leaves in a cell what a later one found there."""
    if not isinstance(edit, Delta) or not isinstance(later, Delta):
        return False
    cells = {(each.subject, each.key, each.column) for each in (edit, later)}
    return len(cells) == 1 and edit.new == later.old
