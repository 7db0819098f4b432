"""An edited copy against the version of the data it was made of: the edits that were made in it.

A refusal names the cell as the editor finds it; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tracker import checks
from tracker.csvfile import Dialect, Table
from tracker.date_tokens import Order
from tracker.dates import digit_order
from tracker.deltas import Addition, Delta, Edit, Removal, Subject, key_of
from tracker.edits import told
from tracker.imports.copies import KINDS, Copies, Copy, at_fault
from tracker.imports.matching import matches
from tracker.imports.settling import Settled, of_formula, settled
from tracker.messages import filled, several
from tracker.problems import Problem, visible
from tracker.store import Files
from tracker.tidying import DATE_COLUMNS

NAMED_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an edited copy comes to: the edits; what was undone of the spreadsheet's doing, and
    what else the editor should know; what makes it impossible to bring back."""

    edits: tuple[Edit, ...]
    remarks: tuple[str, ...]
    refusals: tuple[str, ...]


def compare(copies: Copies, base: Files, *, certain_base: bool, as_of: date) -> Comparison:
    """The edits that lead from ``base`` to the copies.

    ``certain_base``: the copies were made of that very version, so that a row that they lack was
    deleted by their editor. Else it stays: somebody else may have added it.
    """
    read = [Read(copy, table_of(base, copy.subject)) for copy in copies.tables]
    refusals = [refusal for each in read for refusal in each.refusals]
    if not refusals:
        refusals = list(errors(read, base, as_of=as_of))
    edits: list[Edit] = []
    remarks = [remark for each in read for remark in each.remarks]
    for each in read:
        edits += each.edits(base.version)
        gone = each.removals(base.version)
        if certain_base:
            edits += gone
        elif gone:
            remarks.append(rows_stay(each.copy, gone))
    return Comparison(tuple(edits), tuple(remarks), tuple(refusals))


def table_of(files: Files, subject: Subject) -> Table:
    """The table of a file; of announcements that are not there an empty one."""
    table = files.milestones if subject == "milestones" else files.announcements
    if table is not None:
        return table
    columns = KINDS[subject].columns
    blank: dict[str, list[str]] = {name: [] for name in columns}
    return Table(subject, columns, blank, (), Dialect(), (), refused=False)


def rows_stay(copy: Copy, gone: list[Removal]) -> str:
    names = ", ".join(visible(each.key[0]) for each in gone[:NAMED_AT_MOST])
    rest = len(gone) - NAMED_AT_MOST
    if rest > 0:
        names = several("{names} and {n} more", "{names} and {n} more", rest, names=names)
    return several(
        "{n} row is not in {copy} ({names}): left as they stand, because the file does not say of "
        "which version it is a copy. Delete them in the data if that is meant.",
        "{n} rows are not in {copy} ({names}): left as they stand, because the file does not say "
        "of which version it is a copy. Delete them in the data if that is meant.",
        len(gone),
        copy=copy.name,
        names=names,
    )


class Read:
    """One table of a copy beside that of the data: rows put together, cells settled."""

    def __init__(self, copy: Copy, table: Table) -> None:
        self.copy, self.table = copy, table
        self.rows = matches(copy, table)
        self.remarks: list[str] = []
        self.refusals: list[str] = [*self._unknown_columns()]
        orders = {column: self._order(column) for column in DATE_COLUMNS[copy.subject]}
        self.texts = [self._settled_row(row, orders) for row in range(len(copy.rows))]

    def edits(self, version: str) -> Iterator[Edit]:
        """The cells that changed, then the rows that are new."""
        for row, texts in zip(self.rows, self.texts, strict=True):
            if row is None:
                continue
            key = key_of(self.copy.subject, self._standing(row))
            for column, text in texts.items():
                old = self._old(row, column)
                if text != old and column in self.table.columns:
                    yield Delta(self.copy.subject, key, column, old, text, version)
        for row, texts in zip(self.rows, self.texts, strict=True):
            if row is None:
                yield Addition(
                    self.copy.subject, {name: text for name, text in texts.items() if text}
                )

    def removals(self, version: str) -> list[Removal]:
        """The rows that the copy lacks."""
        kept = set(self.rows)
        gone = [row for row in range(len(self.table.lines)) if row not in kept]
        return [Removal(self.copy.subject, self._standing(row), version) for row in gone]

    def as_table(self) -> Table:
        """The copy as a table, for the checks: its lines are those of the copy."""
        columns = {
            name: [
                texts.get(name, self._old(row, name))
                for row, texts in zip(self.rows, self.texts, strict=True)
            ]
            for name in {**dict.fromkeys(self.table.columns), **dict.fromkeys(self.copy.header)}
        }
        return Table(
            self.copy.name, self.copy.header, columns, self.copy.lines, Dialect(), (), refused=False
        )

    def _unknown_columns(self) -> Iterator[str]:
        """A column that the data lack, unless it is blank."""
        for column in self.copy.header:
            if column in self.table.header:
                continue
            row = next(
                (n for n, cells in enumerate(self.copy.rows) if cells.get(column, "") != ""), None
            )
            if row is None:
                continue
            known = column in KINDS[self.copy.subject].columns
            remedy = (
                filled("`tracker fmt --column {column}` adds it.", column=visible(column))
                if known
                else filled("Add its name to the header of the data, or delete it here.")
            )
            yield filled(
                "{place}: the data have no such column. {remedy}",
                place=self.copy.place(row, column),
                remedy=remedy,
            )

    def _order(self, column: str) -> Order | None:
        texts = (row.get(column, "") for row in self.copy.rows)
        return digit_order(text for text in texts if isinstance(text, str))

    def _settled_row(self, at: int, orders: Mapping[str, Order | None]) -> dict[str, str]:
        texts: dict[str, str] = {}
        for column, value in self.copy.rows[at].items():
            old = self._old(self.rows[at], column)
            if value == old and (at, column) not in self.copy.worked_out:
                texts[column] = old
                continue
            formula = self.copy.worked_out.get((at, column))
            if formula is None:
                found = settled(value, old, dated=column in orders, order=orders.get(column))
            else:
                found = of_formula(formula, old)
            texts[column] = found.text
            self._note(found, at, column)
        return texts

    def _note(self, found: Settled, at: int, column: str) -> None:
        place = self.copy.place(at, column)
        if found.refused:
            self.refusals.append(filled("{place}: {why}", place=place, why=found.refused))
        elif found.why:
            self.remarks.append(
                filled(
                    "{place}: {why}; '{text}' is kept.",
                    place=place,
                    why=found.why,
                    text=visible(found.text),
                )
            )

    def _old(self, row: int | None, column: str) -> str:
        if row is None or column not in self.table.columns:
            return ""
        return self.table.columns[column][row]

    def _standing(self, row: int) -> dict[str, str]:
        return {name: self.table.columns[name][row] for name in self.table.columns}


def errors(read: list[Read], base: Files, *, as_of: date) -> Iterator[str]:
    """What is wrong with the copies that was not wrong with the data, by their rows and columns."""
    tables = {each.copy.subject: each.as_table() for each in read}
    files = replace(
        base,
        milestones=tables.get("milestones", base.milestones),
        announcements=tables.get("announcements", base.announcements),
    )
    known = {name[1:] for name in told(base, checks.check(base, as_of=as_of)).values()}
    for problem, name in told(files, checks.check(files, as_of=as_of)).items():
        if problem.severity == "error" and name[1:] not in known:
            yield at_fault(place_of(problem, read), problem)


def place_of(problem: Problem, read: list[Read]) -> str:
    """Where a problem stands, as the editor of the copy finds it."""
    for each in read:
        if each.copy.name == problem.file and problem.line in each.copy.lines:
            return each.copy.place(list(each.copy.lines).index(problem.line), problem.column)
    return f"{visible(problem.file)}:{problem.line}"
