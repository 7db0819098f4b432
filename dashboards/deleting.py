"""A milestone that is deleted, and what still names it: told, and deleted along with it.

Its announcements are of nothing then, and other milestones may depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from tracker.deltas import Delta, Edit, Removal
from tracker.edits import Plan
from tracker.messages import Filled, filled
from tracker.problems import Problem
from tracker.store import Files
from tracker.words import Words

# How a page asks for that plan.
KIND: Final = "delete"
UNKNOWN: Final = "unknown-milestone"


def of_milestone(milestone: str, files: Files) -> Plan:
    """The plan to delete its announcements, and to name it nowhere as what others depend on."""
    return Plan([*_unsaid(files, milestone), *_independent(files, milestone)])


def _unsaid(files: Files, milestone: str) -> list[Edit]:
    table = files.announcements
    if table is None:
        return []
    rows = [row for row, name in enumerate(table.columns["milestone"]) if name == milestone]
    names = [name for name in table.header if name]
    return [
        Removal("announcements", {name: table.columns[name][row] for name in names}, files.version)
        for row in rows
    ]


def _independent(files: Files, milestone: str) -> list[Edit]:
    columns = files.milestones.columns
    edits: list[Edit] = []
    for name, needs in zip(columns["id"], columns["depends_on"], strict=True):
        ids = needs.split()
        if milestone in ids:
            rest = " ".join(each for each in ids if each != milestone)
            edits.append(Delta("milestones", (name,), "depends_on", needs, rest, files.version))
    return edits


def deleted(made: Iterable[Edit]) -> list[str]:
    """The milestones that edits delete."""
    gone = (edit for edit in made if isinstance(edit, Removal) and edit.subject == "milestones")
    return [edit.cells.get("id", "") for edit in gone]


def left_over(made: Sequence[Edit], files: Files, say: Words) -> list[dict[str, Any]]:
    """Of each milestone that edits delete what names it still, in words, where anything does.

    ``files`` are as the edits would leave them.
    """
    standing = set(files.milestones.columns["id"])
    found = []
    for milestone in deleted(made):
        if milestone in standing:
            continue
        said, needing = len(_unsaid(files, milestone)), len(_independent(files, milestone))
        if said or needing:
            found.append({"milestone": milestone, "text": _told(milestone, said, needing, say)})
    return found


def _told(milestone: str, said: int, needing: int, say: Words) -> str:
    of_it = say.plural(
        "{n} announcement is still of {id}, which is deleted.",
        "{n} announcements are still of {id}, which is deleted.",
        said,
        id=milestone,
    )
    on_it = say.plural(
        "{n} milestone still depends on {id}, which is deleted.",
        "{n} milestones still depend on {id}, which is deleted.",
        needing,
        id=milestone,
    )
    return " ".join(text for text, n in ((of_it, said), (on_it, needing)) if n)


def explained(problems: Iterable[Problem], made: Sequence[Edit]) -> list[Problem]:
    """The problems, those that deleting a milestone makes told as that."""
    gone = set(deleted(made))
    return [_explained(each, gone) for each in problems]


def _explained(problem: Problem, gone: set[str]) -> Problem:
    named = problem.message.wording.facts.get("id") if isinstance(problem.message, Filled) else ""
    if problem.code != UNKNOWN or named not in gone:
        return problem
    return replace(
        problem,
        message=filled("The milestone that is named here is to be deleted."),
        remedy=filled("Delete what names it too, or keep the milestone."),
    )
