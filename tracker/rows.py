"""Lines -> rows under a header: cells dealt out to columns, each row with its line."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import Final, NamedTuple

from tracker.faults import Place, fault
from tracker.misfits import Neighbours, misfit, named
from tracker.problems import Problem
from tracker.records import Misquoted, cells, lines_of_record

MAX_CELL: Final = 10_000
MAX_FAULTS: Final = 1_000
# How far the closing quote of a cell is looked for: the longest cell and the rest of its row.
QUOTE_REACH: Final = 2 * MAX_CELL
# A column with more distinct texts than this, most of them seen once, is not worth remembering.
MANY_TEXTS: Final = 10_000


class Record(NamedTuple):
    """A row's cells and the lines it took: no cells after a fault, no lines when it needs more."""

    cells: list[str]
    lines: int


class Rows:
    """The rows of a file as they are read, batch of lines by batch.

    It remembers what the next batch needs: the line reached, a quoted cell still open, and the
    texts of each column, so that a text that comes often is held once.
    """

    def __init__(self, names: list[str], separator: str, *, place: Place, line: int) -> None:
        self.names, self.separator, self.place = names, separator, place
        self.line = line
        self.columns: list[list[str]] = [[] for _ in names]
        self.lines = array("I")
        self.problems: list[Problem] = []
        self.newlines: Counter[str] = Counter()
        self._seen: list[dict[str, str] | None] = [{} for _ in names]
        self._open: tuple[list[str], list[str]] = ([], [])

    @property
    def newline(self) -> str:
        return next((end for end, _ in self.newlines.most_common() if end), "\n")

    @property
    def final_newline(self) -> bool:
        return "" not in self.newlines

    @property
    def hopeless(self) -> bool:
        return len(self.problems) >= MAX_FAULTS

    def take(self, lines: list[str], ends: list[str]) -> None:
        """Read the next lines; what a quoted cell leaves open waits for the next batch."""
        self.newlines.update(ends)
        if not self.hopeless:
            self._read(self._open[0] + lines, self._open[1] + ends, last=False)

    def finish(self) -> None:
        """Read what is still open as the end of the file."""
        if not self.hopeless:
            self._read(*self._open, last=True)
        if self.hopeless:
            self.problems.append(fault("too-many-faults", self.place, limit=MAX_FAULTS))

    def _read(self, lines: list[str], ends: list[str], *, last: bool) -> None:
        separator, width = self.separator, len(self.names)
        rows: list[list[str]] = []
        begun: list[int] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            if '"' in line or len(line) > MAX_CELL:
                found, taken = self._record(lines, ends, at, last=last)
                if not taken:
                    break
            else:
                found, taken = line.split(separator), 1
            if len(found) != width:
                self._misfit(found, lines, ends, at)
                if self.hopeless:
                    break
            elif found[0] or "".join(found).strip():
                rows.append(found)
                begun.append(self.line + at)
            at += taken
        self._store(rows, begun)
        self._open = (lines[at:], ends[at:])
        self.line += at

    def _store(self, rows: list[list[str]], begun: list[int]) -> None:
        self.lines.extend(begun)
        for number, texts in enumerate(zip(*rows, strict=True)):
            column, seen = self.columns[number], self._seen[number]
            if seen is None or not any(texts):
                column.extend(texts)
                continue
            column.extend(map(seen.setdefault, texts, texts))
            if len(seen) > MANY_TEXTS and 2 * len(seen) > len(column):
                self._seen[number] = None

    def _record(self, lines: list[str], ends: list[str], at: int, *, last: bool) -> Record:
        """The row that begins on a line with quotes, or on a very long one."""
        if len(lines[at]) > MAX_CELL and lines[at].count(self.separator) > MAX_CELL:
            self._fault("too-many-cells", at, found=lines[at].count(self.separator) + 1)
            return Record([], 1)
        found = cells(lines[at], self.separator)
        if isinstance(found, Misquoted) and found.fault == "unclosed-quote":
            return self._long_record(lines, ends, at, found, last=last)
        return self._checked(found, at, 1)

    def _long_record(
        self, lines: list[str], ends: list[str], at: int, opened: Misquoted, *, last: bool
    ) -> Record:
        """The row whose quoted cell goes on over the next lines."""
        taken, length = lines_of_record(lines, at, reach=QUOTE_REACH)
        if length > QUOTE_REACH:
            return self._checked(opened._replace(fault="unclosed-quote:long"), at, 1)
        if not taken:
            return self._checked(opened, at, 1) if last else Record([], 0)
        middle = zip(lines[at : at + taken - 1], ends[at:], strict=False)
        text = "".join(line + end for line, end in middle) + lines[at + taken - 1]
        found = cells(text, self.separator)
        if isinstance(found, Misquoted):
            # The lines below are sound but for the quote above them: they are read again.
            return self._checked(opened, at, 1)
        return self._checked(found, at, taken)

    def _checked(self, found: list[str] | Misquoted, at: int, taken: int) -> Record:
        if isinstance(found, Misquoted):
            self._fault(found.fault, at, self._name(found.cell), limit=QUOTE_REACH)
            return Record([], taken)
        for cell, text in enumerate(found):
            if len(text) > MAX_CELL:
                name = self._name(cell)
                self._fault("too-long-cell", at, name, found=len(text), limit=MAX_CELL)
                return Record([], taken)
        return Record(found, taken)

    def _misfit(self, found: list[str], lines: list[str], ends: list[str], at: int) -> None:
        """Say why a row is not as wide as the header, unless it is blank or was named already."""
        if not "".join(found).strip():
            return
        following = lines[at + 1] if at + 1 < len(lines) else ""
        around = Neighbours(lines[at], following, unfinished=not ends[at])
        why = misfit(found, len(self.names), self.separator, around)
        if why.code == "conflict-goes-on":
            if any(problem.code == "git-conflict" for problem in self.problems):
                return
            why = why._replace(code="git-conflict")
        self._fault(
            why.code,
            at,
            self._name(why.cell),
            value=why.value,
            found=len(found),
            other=named(why.other),
            whole=why.whole,
        )

    def _name(self, cell: int) -> str:
        return self.names[cell] if 0 <= cell < len(self.names) else ""

    def _fault(
        self, key: str, at: int, column: str = "", *, value: str = "", **facts: object
    ) -> None:
        place = self.place.on(self.line + at).under(column)
        facts = {"expected": len(self.names), "separator": named(self.separator), **facts}
        self.problems.append(fault(key, place, value, line=place.line, **facts))
