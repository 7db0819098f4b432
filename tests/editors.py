"""What a page does with its edits (data_conflicts.js, data_staged.js), for tests without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.deltas import KNOWN_BY, Addition, Conflict, Delta, Edit, Key, Removal, Subject


def insisting(delta: Delta, conflict: Conflict, *, version: str) -> Delta:
    """The delta again, now that the editor has seen what the other one wrote ("keep mine")."""
    return replace(delta, old=conflict.theirs or "", version=version)


def undoing(edits: Sequence[Edit], *, version: str) -> list[Edit]:
    """What takes edits that were accepted together back, in ``version``, the one that they made."""
    said: dict[tuple[Subject, Key], dict[str, str]] = {}
    for edit in edits:
        if isinstance(edit, Delta):
            said.setdefault((edit.subject, edit.key), {})[edit.column] = edit.new
    return [undo(edit, said, version=version) for edit in reversed(edits)]


def undo(
    edit: Edit, said: Mapping[tuple[Subject, Key], Mapping[str, str]], *, version: str
) -> Edit:
    """``said``: what else the row of a cell has come to say, by which it is known now."""
    if isinstance(edit, Addition):
        return Removal(edit.subject, edit.cells, version)
    if isinstance(edit, Removal):
        return Addition(edit.subject, edit.cells)
    new = said[edit.subject, edit.key]
    pairs = zip(KNOWN_BY[edit.subject], edit.key, strict=True)
    key = tuple(new.get(name, text) for name, text in pairs)
    return replace(edit, key=key, old=edit.new, new=edit.old, version=version)
