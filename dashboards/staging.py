"""Edits that are staged in a page: how many they are, and how others go after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboards.edit_shapes import renamed
from tracker.deltas import KNOWN_BY, Addition, Delta, Edit, Removal, key_of
from tracker.folding import folded


def on_disk(more: Sequence[Edit], staged: Sequence[Edit], *, version: str) -> list[Edit]:
    """Edits that were planned on the files as staged, told so that they go after what is staged.

    A row goes by what it is known by in the version on disk; one that is not there yet has none.
    """
    made = folded(staged)
    names = renamed(made)
    added = {(edit.subject, key_of(edit.subject, edit.cells)) for edit in made
             if isinstance(edit, Addition)}  # fmt: skip

    def told(edit: Edit) -> Edit:
        if isinstance(edit, Addition):
            return edit
        if (edit.subject, edit.key) in added:
            return replace(edit, version="")
        key = names.get((edit.subject, edit.key), edit.key)
        if isinstance(edit, Removal):
            known = dict(zip(KNOWN_BY[edit.subject], key, strict=True))
            return replace(edit, cells={**edit.cells, **known}, version=version)
        return replace(edit, key=key, version=version)

    return [told(edit) for edit in more]


def filled_in(made: Sequence[Edit]) -> list[Edit]:
    """The edits without new rows in which nothing is filled in yet."""
    return [
        edit
        for edit in made
        if not isinstance(edit, Addition) or any(text.strip() for text in edit.cells.values())
    ]


def counts(made: Sequence[Edit]) -> dict[str, int]:
    """How many cells are changed, and in how many rows; a row more or less is a row."""
    deltas = {(edit.subject, edit.key, edit.column) for edit in made if isinstance(edit, Delta)}
    rows = {(subject, key) for subject, key, _ in deltas}
    others = [edit for edit in made if not isinstance(edit, Delta)]
    return {"cells": len(deltas), "rows": len(rows) + len(others)}
