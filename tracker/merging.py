"""Edits -> bytes: all of them made on the newest version, or conflicts and none.

A cell that somebody else has changed since the editor saw it is a conflict, told with both texts
and never overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from tracker import csvfile, saving, schema, store
from tracker.csv_edits import Document, document, read_back, with_cells, with_rows, without_rows
from tracker.csvfile import Table
from tracker.deltas import (
    KNOWN_BY,
    Addition,
    CannotEdit,
    Conflict,
    Delta,
    Draft,
    Edit,
    Key,
    Removal,
    Subject,
)
from tracker.messages import filled
from tracker.ordering import places_of_last
from tracker.problems import visible
from tracker.saving import LastSave
from tracker.store import Content, Files

NO_ANNOUNCEMENTS: Final = (",".join(schema.ANNOUNCEMENT_COLUMNS) + "\n").encode("ascii")


def with_edits(files: Files, standing: Content, edits: Sequence[Edit]) -> Draft:
    """The bytes with all of the edits; with none of them when one is in conflict."""
    saved = saving.last_save(files.path, standing)
    conflicts: list[Conflict] = []
    contents: dict[str, bytes | None] = standing._asdict()
    for subject in KNOWN_BY:
        own = [edit for edit in edits if edit.subject == subject]
        if own:
            table, content = opened(files, standing, subject)
            made = Making(subject, table, standing.version, saved)
            contents[subject] = made.content(document(content, table), own)
            conflicts += made.conflicts
    milestones = contents["milestones"]
    assert milestones is not None
    changed = Content(milestones, contents["announcements"])
    return Draft(standing if conflicts else changed, tuple(conflicts))


def opened(files: Files, standing: Content, subject: Subject) -> tuple[Table, bytes]:
    """The table of a file with its bytes; of announcements that are not there an empty one."""
    if subject == "milestones":
        return files.milestones, standing.milestones
    if files.announcements is not None and standing.announcements is not None:
        return files.announcements, standing.announcements
    where = store.paths(Path(files.path))[1]
    if where is None:
        raise CannotEdit(
            filled(
                "An announcement is recorded in {file}, and --data names one file alone. Name the "
                "folder instead.",
                file=store.ANNOUNCEMENTS_FILE,
            )
        )
    table = csvfile.read(NO_ANNOUNCEMENTS, name=str(where), kind=csvfile.ANNOUNCEMENTS)
    return table, NO_ANNOUNCEMENTS


def changed_twice(delta: Delta, to: str) -> str:
    return filled(
        "{row}, {column}: it cannot become both '{one}' and '{other}'. Discard one of the two "
        "changes.",
        row=visible(" ".join(delta.key)),
        column=visible(delta.column),
        one=visible(to),
        other=visible(delta.new),
    )


def never_seen(key: Key, column: str, theirs: str | None) -> str:
    """That an edit is of a cell as it did not stand in the version that it names."""
    where = filled(
        "{row}, {column}",
        row=visible(" ".join(key)),
        column=visible(column) or filled("whole row"),
    )
    if theirs is None:
        return filled(
            "{where}: the row is not there in the version that was edited. Load the data again.",
            where=where,
        )
    return filled(
        "{where}: it says '{text}' in the version that was edited. Load the data again.",
        where=where,
        text=visible(theirs),
    )


class Making:
    """The edits of one file as they are made; it remembers those that are in conflict."""

    def __init__(self, subject: Subject, table: Table, version: str, saved: LastSave) -> None:
        self.subject, self.table, self.version, self.saved = subject, table, version, saved
        self.kind = csvfile.MILESTONES if subject == "milestones" else csvfile.ANNOUNCEMENTS
        self.conflicts: list[Conflict] = []
        # The rows by what they say in some columns: a page may send thousands of edits at once.
        self._found: dict[tuple[str, ...], dict[Key, list[int]]] = {}

    def content(self, file: Document, edits: Sequence[Edit]) -> bytes:
        """The bytes of the file with the edits: first cells, then rows gone, then new ones."""
        deltas = [edit for edit in edits if isinstance(edit, Delta)]
        removals = [edit for edit in edits if isinstance(edit, Removal)]
        file = with_cells(file, self._cells(deltas))
        file = without_rows(file, self._rows_gone(removals))
        added = [edit.cells for edit in edits if isinstance(edit, Addition)]
        if added:
            file = self._with_rows(file, added)
        return read_back(file, self.kind)

    def _cells(self, deltas: Sequence[Delta]) -> dict[tuple[int, str], str]:
        changes: dict[tuple[int, str], str] = {}
        for delta in deltas:
            # Rows that say the same in every cell are told apart by nothing: each edit takes one.
            taken = {row for row, column in changes if column == delta.column}
            row = self._row(delta.key, delta.column, delta.old, but=taken)
            theirs = None if row is None else self._cell(row, delta.column)
            if row is not None and theirs in (delta.old, delta.new):
                if changes.setdefault((row, delta.column), delta.new) != delta.new:
                    raise CannotEdit(changed_twice(delta, changes[row, delta.column]))
            else:
                self._conflict(delta, delta.column, delta.new, theirs)
        return {place: text for place, text in changes.items() if self._cell(*place) != text}

    def _rows_gone(self, removals: Sequence[Removal]) -> set[int]:
        gone: set[int] = set()
        for each in removals:
            row = self._row_gone(each, but=gone)
            gone |= set() if row is None else {row}
        return gone

    def _row_gone(self, removal: Removal, *, but: set[int]) -> int | None:
        """The row that is to go, None when it has changed since it was seen or is gone already."""
        unchanged = self._rows({name: removal.cells.get(name, "") for name in self.table.header})
        if unchanged:
            return next((row for row in unchanged if row not in but), unchanged[0])
        row = self._row(removal.key, "", "")
        if row is None:
            self._conflict(removal, "", None, None)
            return None
        names = self.table.header
        pairs = ((name, self._cell(row, name), removal.cells.get(name, "")) for name in names)
        column, theirs = next((name, theirs) for name, theirs, seen in pairs if theirs != seen)
        self._conflict(removal, column, None, theirs)
        return None

    def _with_rows(self, file: Document, added: Sequence[Mapping[str, str]]) -> Document:
        """Each row more where the order of the file has it, all of them read and placed at once."""
        longer = with_rows(file, {len(file.rows): added})
        table = csvfile.read(longer.content, name=file.name, kind=self.kind)
        if table.refused or len(table.lines) != len(longer.rows):
            return longer  # whoever reads it back says what is wrong
        places = places_of_last(self.subject, table, len(added))
        old = len(file.rows)
        return with_rows(
            file, {at: [added[row - old] for row in rows] for at, rows in places.items()}
        )

    def _row(
        self, key: Key, column: str, old: str, *, but: Collection[int] = frozenset()
    ) -> int | None:
        """The row with the key, one that another edit has not taken where there are several.

        One whose cell in question has been changed is still that row.
        """
        names = KNOWN_BY[self.subject]
        found = self._rows(dict(zip(names, key, strict=True)))
        if not found and column in names[1:]:
            others = {name: text for name, text in zip(names, key, strict=True) if name != column}
            near = self._rows(others)
            found = near if len(near) == 1 else []
        same = [row for row in found if column and self._cell(row, column) == old]
        self._refuse_look_alikes(same)
        free = [row for row in same if row not in but]
        return next(iter(free or same or found), None)

    def _refuse_look_alikes(self, rows: Sequence[int]) -> None:
        """Of rows with one key nobody can tell which is meant, unless they say all the same."""
        if len({tuple(self._cell(row, name) for name in self.table.header) for row in rows}) > 1:
            lines = ", ".join(str(self.table.lines[row]) for row in rows)
            raise CannotEdit(
                filled(
                    "{file}: the rows on lines {lines} have the same {columns}, so that nobody can "
                    "tell which of them is meant. Delete all but one of them first.",
                    file=visible(self.table.name),
                    lines=lines,
                    columns=", ".join(KNOWN_BY[self.subject]),
                )
            )

    def _rows(self, wanted: Mapping[str, str]) -> list[int]:
        """The rows that say this in these columns, as they stand in the file."""
        names = tuple(wanted)
        if names not in self._found:
            texts = [self.table.columns[name] for name in names]
            by_key: dict[Key, list[int]] = {}
            for row, key in enumerate(zip(*texts, strict=True)):
                by_key.setdefault(key, []).append(row)
            self._found[names] = by_key
        return self._found[names].get(tuple(wanted.values()), [])

    def _cell(self, row: int, column: str) -> str:
        return self.table.columns[column][row] if column in self.table.columns else ""

    def _conflict(
        self, edit: Delta | Removal, column: str, mine: str | None, theirs: str | None
    ) -> None:
        if edit.version == self.version:
            raise CannotEdit(never_seen(edit.key, column, theirs))
        self.conflicts.append(Conflict(self.subject, edit.key, column, mine, theirs, self.saved))
