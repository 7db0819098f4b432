"""One edit from intention to disk: made on the newest bytes, checked, saved; or nothing is changed.

What would make a new error is refused with its message; new warnings are told.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tracker import checks, csvfile, saving, store
from tracker.deltas import CannotEdit, Conflict, Draft, Edit
from tracker.merging import with_edits
from tracker.messages import filled
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


class Checked(NamedTuple):
    """Files with their problems, each by what it says of which row."""

    files: Files
    problems: dict[Problem, tuple[str, ...]]


Rewrite = Callable[[Files, Content], Draft]


def make(
    path: str | os.PathLike[str],
    rewrite: Rewrite,
    *,
    as_of: date,
    by: str = "",
    token: str = "",
    dry_run: bool = False,
) -> Change:
    """Rewrite the newest version of the data at a path, unless something is in the way.

    ``by`` and ``token``: who saves, and by what this save is known again (`saving.save`). Raises
    CannotEdit, `csv_edits.CannotWrite`, `replacing.NotSaved`, `store.NotMilestones`; the files are
    then as they were.
    """
    # Worked out before others have to wait; again only if somebody has saved since.
    tried = [worked_out(path, store.content(path), rewrite, as_of=as_of)]

    def on(standing: Content) -> Content | None:
        if tried[-1].before != standing:
            tried.append(worked_out(path, standing, rewrite, as_of=as_of))
        return tried[-1].after if tried[-1].accepted else None

    if tried[-1].accepted and not dry_run:
        saving.save(path, on, day=as_of, by=by, token=token)
    return tried[-1]


def worked_out(
    path: str | os.PathLike[str], standing: Content, rewrite: Rewrite, *, as_of: date
) -> Change:
    """What a rewriting would make of these bytes."""
    before = checked(os.fspath(path), standing, as_of)
    refuse_broken(before.files)
    draft = rewrite(before.files, standing)
    new = new_problems(before, checked(os.fspath(path), draft.content, as_of))
    return Change(
        before=standing,
        after=draft.content,
        conflicts=draft.conflicts,
        errors=tuple(problem for problem in new if problem.severity == "error"),
        warnings=tuple(problem for problem in new if problem.severity == "warning"),
        remarks=draft.remarks,
    )


# What was saved last is what is shown and edited next: it need not be read and checked again.
@lru_cache(maxsize=4)
def checked(path: str, content: Content, as_of: date) -> Checked:
    """The files that the bytes hold, with all their problems."""
    files = store.of_content(path, content, read=csvfile.reread)
    return Checked(files, told(files, checks.check(files, as_of=as_of)))


def refuse_broken(files: Files) -> None:
    """In a file that cannot be read whole, nobody can tell which bytes are a cell."""
    for table in files.tables:
        errors = [problem for problem in table.problems if problem.severity == "error"]
        if errors:
            first = errors[0]
            file = visible(first.file)
            raise CannotEdit(
                filled(
                    "{where}: {message} {remedy} Until then nothing can be edited here.",
                    where=filled("{file} line {line}", file=file, line=first.line)
                    if first.line
                    else file,
                    message=first.message,
                    remedy=first.remedy,
                )
            )


def new_problems(before: Checked, after: Checked) -> list[Problem]:
    """The problems that an edit makes; one that only moved to another line is not new."""
    known = Counter(before.problems.values())
    found: list[Problem] = []
    for problem, name in after.problems.items():
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
