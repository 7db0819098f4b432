"""What a spreadsheet did to the files when it saved them, and how to undo it for certain.

A cell that reads as the last other text that stood there in a kept version (of `.history/` or git)
was that text; a date that can have been written in one way only was written so. All else is left
to its editor.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tracker import archive, git_history, store
from tracker.checks import CLOSED_LISTS, LANGUAGE_CODES
from tracker.csvfile import Table
from tracker.dates import digit_order
from tracker.deltas import KNOWN_BY, Delta, Subject, key_of
from tracker.distortions import Value, days_shown, distorted, is_made, readable
from tracker.faults import Place, fault
from tracker.imports.copies import Copy
from tracker.imports.matching import matches
from tracker.imports.settling import of_date
from tracker.problems import Problem
from tracker.store import Content, Files
from tracker.tidying import DATE_COLUMNS

# What a repair by an earlier text is told as; the others have problems of their own.
BY_MEMORY: Final = "spreadsheet-text"
SAID_OTHERWISE: Final = frozenset({"date-in-digits"})


class Repair(NamedTuple):
    """A cell and the text that it should have; ``before``: it stood there in a kept version."""

    subject: Subject
    row: int
    column: str
    text: str
    before: bool


def repairs(files: Files, earlier: Iterable[Files]) -> list[Repair]:
    """All repairs that are certain. ``earlier``: kept versions, the newest first."""
    found = remembered(files, earlier)
    known = {(each.subject, each.row, each.column) for each in found}
    for subject, table in tables(files).items():
        alone = by_itself(subject, table)
        found += [each for at, each in alone.items() if (subject, *at) not in known]
    return found


def remembered(files: Files, earlier: Iterable[Files]) -> list[Repair]:
    """The repairs that an earlier text tells of."""
    versions = [tables(each) for each in earlier]
    found = [by_memory(subject, table, versions) for subject, table in tables(files).items()]
    return [each for repaired in found for each in repaired.values()]


def tables(files: Files) -> dict[Subject, Table]:
    found: dict[Subject, Table] = {"milestones": files.milestones}
    return found if files.announcements is None else found | {"announcements": files.announcements}


def by_memory(
    subject: Subject, table: Table, versions: list[dict[Subject, Table]]
) -> dict[tuple[int, str], Repair]:
    """Cells that read as what stood there before.

    The last other text decides: was the cell edited since, an older one tells nothing of it. Where
    the cell said the same before that text, the text is what a spreadsheet made, and was undone.
    """
    if not versions:
        return {}
    made = {
        column: {text for text in set(table.columns[column]) if is_made(text)}
        for column in table.header
    }
    open_cells = {
        (row, column)
        for column in table.header
        for row, text in enumerate(table.columns[column])
        if text in made[column]
    }
    copy = keys_of(subject, table)
    found: dict[tuple[int, str], Repair] = {}
    for version in versions:
        if subject not in version:
            break
        then = version[subject]
        rows = matches(copy, then)
        for row, column in open_cells | found.keys():
            was = rows[row]
            if was is None or column not in then.header:
                continue
            text, now = then.columns[column][was], table.columns[column][row]
            if text == now:
                found.pop((row, column), None)
            elif (row, column) in open_cells:
                open_cells.discard((row, column))
                if distorted(text, now):
                    found[row, column] = Repair(subject, row, column, text, before=True)
    return found


def keys_of(subject: Subject, table: Table) -> Copy:
    """The table as far as its rows are known by it."""
    names = [name for name in KNOWN_BY[subject] if name in table.header]
    texts = zip(*(table.columns[name] for name in names), strict=True)
    rows: list[dict[str, Value]] = [dict(zip(names, row, strict=True)) for row in texts]
    return Copy(subject, table.name, tuple(names), rows, table.lines)


def by_itself(subject: Subject, table: Table) -> dict[tuple[int, str], Repair]:
    """Cells whose text is certain without any other version."""
    return {
        (row, column): Repair(subject, row, column, code, before=False)
        for column, codes in codes_of(subject, table).items()
        for row, text in enumerate(table.columns[column])
        if (code := codes.get(text, text)) != text
    }


def codes_of(subject: Subject, table: Table) -> dict[str, dict[str, str]]:
    """Of each column that has such cells, what is meant by each of its texts."""
    found: dict[str, dict[str, str]] = {}
    for column in table.header:
        texts = set(table.columns[column])
        if column in DATE_COLUMNS[subject]:
            order = digit_order(texts)
            settled = {text: of_date(text, order) for text in texts}
            undecided = not order and any(days_shown(text) and not readable(text) for text in texts)
            found[column] = {
                text: each.text
                for text, each in settled.items()
                # A day that proves an order is left beside days of which the order is not known.
                if each.why and not (undecided and days_shown(text))
            }
        elif known := words_of(column):
            plain = {text: text.strip().casefold() for text in texts}
            found[column] = {text: word for text, word in plain.items() if word in known}
    return found


def words_of(column: str) -> frozenset[str]:
    """The words of a closed list."""
    return LANGUAGE_CODES if column == "language" else frozenset(CLOSED_LISTS.get(column, ()))


def deltas(files: Files, found: Iterable[Repair]) -> list[Delta]:
    """The repairs as edits."""
    made: list[Delta] = []
    for each in found:
        table = tables(files)[each.subject]
        key = key_of(each.subject, {name: table.columns[name][each.row] for name in table.columns})
        old = table.columns[each.column][each.row]
        made.append(Delta(each.subject, key, each.column, old, each.text, files.version))
    return made


def told(files: Files, found: Iterable[Repair], problems: Iterable[Problem]) -> list[Problem]:
    """The problems, with those of cells that are known to be a spreadsheet's work."""
    more = [as_problem(tables(files)[each.subject], each) for each in found if each.before]
    named = {(problem.file, problem.line, problem.column) for problem in more}
    kept = [
        problem
        for problem in problems
        if problem.code not in SAID_OTHERWISE
        or (problem.file, problem.line, problem.column) not in named
    ]
    return sorted([*kept, *more])


def as_problem(table: Table, repair: Repair) -> Problem:
    place = Place(table.name, table.lines[repair.row], repair.column)
    return fault(BY_MEMORY, place, table.columns[repair.column][repair.row], before=repair.text)


def earlier_versions(path: str | os.PathLike[str], version: str) -> Iterator[Files]:
    """The versions kept beside the data, the newest first, then the one last committed to git;
    without the version itself. Those that cannot be read are passed over."""
    for content in kept_contents(Path(path)):
        if content.version == version:
            continue
        try:
            files = store.of_content(path, content)
        except store.NotMilestones:
            continue
        if not files.refused:
            yield files


def kept_contents(path: Path) -> Iterator[Content]:
    for folder in archive.saved_folders(archive.history_of(path)):
        try:
            yield store.content(folder)
        except store.NotMilestones:
            continue  # dropped by a save meanwhile
    try:
        yield git_history.read(path, "HEAD")
    except git_history.NotInGit:
        return
