"""Edits as values: one cell, one row more, one row less; and what stands in their way.

An edit names its row by what the row says, not by where it stands, so edits of different rows go
together whoever saved first.

CannotEdit             the edit makes no sense here; the message says why and what to do
└── UnknownMilestone   there is no such milestone; the message names the nearest
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from tracker.saving import LastSave
from tracker.store import Content

Subject = Literal["milestones", "announcements"]
# What a row is known by: one text for a milestone, seven for a statement.
Key = tuple[str, ...]

KNOWN_BY: Final[Mapping[Subject, tuple[str, ...]]] = {
    "milestones": ("id",),
    "announcements": (
        "milestone",
        "announced",
        "speaker",
        "organisation",
        "side",
        "target",
        "source",
    ),
}


class CannotEdit(Exception):  # noqa: N818 - what the editor is told, not a fault of the program
    """The edit makes no sense here; the message says why and what to do."""


class UnknownMilestone(CannotEdit):
    """There is no such milestone; the message names the nearest."""


@dataclass(frozen=True, slots=True)
class Delta:
    """One cell: what stood there in the version that the editor saw, and what is to stand there."""

    subject: Subject
    key: Key
    column: str
    old: str
    new: str
    version: str


@dataclass(frozen=True, slots=True)
class Addition:
    """One more row, put where the order of the file has it."""

    subject: Subject
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Removal:
    """One row less; ``cells`` is all that it said in the version that the editor saw."""

    subject: Subject
    cells: Mapping[str, str]
    version: str

    @property
    def key(self) -> Key:
        return key_of(self.subject, self.cells)


Edit = Delta | Addition | Removal


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that somebody else has changed since the editor saw it.

    ``mine`` is None when the editor wants the row gone, ``theirs`` when it is gone.
    """

    subject: Subject
    key: Key
    column: str
    mine: str | None
    theirs: str | None
    saved: LastSave


class Draft(NamedTuple):
    """What is to stand on disk, what is in the way of it, and what the editor should know."""

    content: Content
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[str, ...] = ()


def key_of(subject: Subject, cells: Mapping[str, str]) -> Key:
    """What a row is known by."""
    return tuple(cells.get(name, "") for name in KNOWN_BY[subject])
