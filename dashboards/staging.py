"""Edits that are staged in a page: how many they are, and what is to be recorded after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dashboards.edit_shapes import renamed
from tracker import recording, schema
from tracker.deltas import Addition, CannotEdit, Delta, Edit, key_of
from tracker.edits import Plan
from tracker.folding import folded
from tracker.messages import message
from tracker.sheet import is_withdrawn
from tracker.store import Files
from tracker.words import Words

# What has to be known before a statement, or what happened, is recorded.
NEEDED: Final[Mapping[str, Mapping[str, str]]] = message(
    {
        "announce": {
            "announced": "the day on which it was said",
            "target": "the date that was promised, or tbd",
            "side": "the side that said it",
            "source": "the address of the page that says so",
        },
        "complete": {
            "actual": "the day on which it happened",
            "source": "the address of the page that says so",
        },
    }
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "announce": schema.ANNOUNCEMENT_COLUMNS[1:],
    "complete": ("actual", "outcome", "source", "confidence"),
}
DATED: Final = ("announced", "target", "actual")


def intention(
    kind: str, milestone: str, facts: Mapping[str, str], say: Words
) -> Callable[[Files], Plan]:
    """The plan to announce or to complete. Raises CannotEdit when something is missing."""
    withdrawn = is_withdrawn(facts.get("target", ""))
    for column, text in facts.items():
        if column not in COLUMNS[kind]:
            raise CannotEdit(say("There is no column “{column}” to fill in here.", column=column))
        if column in DATED and text.strip() and not (withdrawn and column == "target"):
            recording.readable(text)
    missing = [what for name, what in NEEDED[kind].items() if not facts.get(name, "").strip()]
    if missing:
        raise CannotEdit(say("Fill in first: {what}.", what="; ".join(map(say, missing))))
    if kind == "complete":
        return recording.complete(milestone, facts)
    told = {name: facts.get(name, "") for name in COLUMNS[kind]}
    if withdrawn:
        told["target"] = schema.WITHDRAWN
    return recording.announce({"milestone": milestone, **told})


def on_disk(more: Sequence[Edit], staged: Sequence[Edit], *, version: str) -> list[Edit]:
    """Edits that were planned on the files as staged, told so that they go after what is staged.

    A row goes by what it is known by in the version on disk; one that is not there yet has none.
    """
    made = folded(staged)
    names = renamed(made)
    added = {(edit.subject, key_of(edit.subject, edit.cells)) for edit in made
             if isinstance(edit, Addition)}  # fmt: skip

    def told(edit: Edit) -> Edit:
        if not isinstance(edit, Delta):
            return edit
        if (edit.subject, edit.key) in added:
            return replace(edit, version="")
        key = names.get((edit.subject, edit.key), edit.key)
        return replace(edit, key=key, version=version)

    return [told(edit) for edit in more]


def counts(made: Sequence[Edit]) -> dict[str, int]:
    """How many cells are changed, and in how many rows; a row more or less is a row."""
    deltas = {(edit.subject, edit.key, edit.column) for edit in made if isinstance(edit, Delta)}
    rows = {(subject, key) for subject, key, _ in deltas}
    others = [edit for edit in made if not isinstance(edit, Delta)]
    return {"cells": len(deltas), "rows": len(rows) + len(others)}
