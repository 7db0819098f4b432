"""One edit from intention to disk: made on the newest bytes, checked, saved; or nothing is changed.

What would make a new error is refused with its message; new warnings are told.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker import checks, saving, store
from tracker.deltas import CannotEdit, Conflict, Draft, Edit
from tracker.merging import with_edits
from tracker.problems import Problem, visible
from tracker.store import Content, Files


class Plan(NamedTuple):
    """The edits that an intention comes down to on these files, and what should be known of it."""

    edits: Sequence[Edit]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an edit: ``after`` stands on disk when it was accepted, else ``before``.

    ``errors`` are those that the edit would make, ``warnings`` those that it makes.
    """

    before: Content
    after: Content
    conflicts: tuple[Conflict, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    remarks: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        return not self.conflicts and not self.errors


Rewrite = Callable[[Files, Content], Draft]


def make(
    path: str | os.PathLike[str],
    rewrite: Rewrite,
    *,
    as_of: date,
    by: str = "",
    dry_run: bool = False,
) -> Change:
    """Rewrite the newest version of the data at a path, unless something is in the way.

    Raises CannotEdit, `csv_edits.CannotWrite`, `replacing.NotSaved`, `store.NotMilestones`; the
    files are then as they were.
    """
    tried: list[Change] = []

    def on(standing: Content) -> Content | None:
        tried.append(worked_out(path, standing, rewrite, as_of=as_of))
        return tried[-1].after if tried[-1].accepted else None

    if dry_run:
        on(store.content(path))
    else:
        saving.save(path, on, day=as_of, by=by)
    return tried[-1]


def worked_out(
    path: str | os.PathLike[str], standing: Content, rewrite: Rewrite, *, as_of: date
) -> Change:
    """What a rewriting would make of these bytes."""
    files = store.of_content(path, standing)
    refuse_broken(files)
    draft = rewrite(files, standing)
    changed = store.of_content(path, draft.content)
    new = new_problems(files, changed, as_of=as_of)
    return Change(
        before=standing,
        after=draft.content,
        conflicts=draft.conflicts,
        errors=tuple(problem for problem in new if problem.severity == "error"),
        warnings=tuple(problem for problem in new if problem.severity == "warning"),
        remarks=draft.remarks,
    )


def refuse_broken(files: Files) -> None:
    """In a file that cannot be read whole, nobody can tell which bytes are a cell."""
    for table in files.tables:
        errors = [problem for problem in table.problems if problem.severity == "error"]
        if errors:
            first = errors[0]
            where = f"{visible(first.file)}{f' line {first.line}' if first.line else ''}"
            raise CannotEdit(
                f"{where}: {first.message} {first.remedy} Until then nothing can be edited here."
            )


def new_problems(before: Files, after: Files, *, as_of: date) -> list[Problem]:
    """The problems that an edit makes; one that only moved to another line is not new."""
    known = Counter(told(before, checks.check(before, as_of=as_of)).values())
    found: list[Problem] = []
    for problem, name in told(after, checks.check(after, as_of=as_of)).items():
        known[name] -= 1
        if known[name] < 0:
            found.append(problem)
    return found


def told(files: Files, problems: Iterable[Problem]) -> dict[Problem, tuple[str, ...]]:
    """Each problem by what it says of which row, wherever that stands."""
    rows = {
        (table.name, line): (table.columns.get("id") or table.columns.get("milestone") or [""])[row]
        for table in files.tables
        for row, line in enumerate(table.lines)
    }
    return {
        each: (each.file, rows.get((each.file, each.line), ""), each.column, each.code, each.value)
        for each in problems
    }


def correct(*edits: Edit) -> Callable[[Files], Plan]:
    """The plan to make these edits and no others."""
    return lambda _: Plan(edits)


def planned(plan: Callable[[Files], Plan]) -> Rewrite:
    """The rewriting that makes the edits of a plan."""

    def rewrite(files: Files, standing: Content) -> Draft:
        edits, remarks = plan(files)
        return with_edits(files, standing, edits)._replace(remarks=remarks)

    return rewrite
