"""Ids: one form, no two alike, and every reference to one that exists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count, filterfalse, islice
from typing import Final

from tracker.problems import Problem
from tracker.sheet import Sheet, is_blank

WELL_FORMED: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Cyrillic and Greek letters that look like Latin ones in lower or upper case (Unicode TR 39).
LATIN_FOR: Final = str.maketrans(
    "авекмнорстухіїјѕԁһӏԛԝүғқңαβεικμνορτυχηγϲ",
    "abekmhopctyxiijsdhlqwyfkhabeikmvoptuxhyc",
)
SEPARATED_BY: Final = re.compile(r"[,;|]")
MANY_IDS: Final = 2_000
# Looking for what was meant costs more than all checks: in a file of faults only the first are.
SUGGESTIONS_AT_MOST: Final = 100


def plain(text: str) -> str:
    """What is left of an id when case, accents, invisible characters and alphabets are ignored.

    Two ids with one plain form look alike to a reader.

    >>> plain("Soyuz5_Prеmière")  # the first e of "Prеm" is Cyrillic
    'soyuz5-premiere'
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in letters if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"[\W_]+", "-", kept.translate(LATIN_FOR)).strip("-")


def id_problems(milestones: Sheet) -> Iterator[Problem]:
    """Blank, duplicate, malformed and look-alike ids; each cell has at most one of these."""
    ids, lines = milestones["id"], milestones.table.lines
    malformed = {*filterfalse(WELL_FORMED.fullmatch, ids)}
    first: dict[str, int] = {}
    first_row = list(map(first.setdefault, ids, count()))
    alike = first_rows_alike(ids, malformed)
    for row, text in enumerate(ids):
        if first_row[row] == row and text not in malformed:
            continue
        twin = alike.get(plain(text), row)
        if is_blank(text):
            yield milestones.fault("blank-id", row, "id")
        elif first_row[row] != row:
            yield milestones.fault("duplicate-id", row, "id", first=lines[first_row[row]])
        elif ids[twin] != text:
            facts = {"first": lines[twin], "other": ids[twin]}
            yield milestones.fault("look-alike-id", row, "id", **facts)
        else:
            yield malformed_id(milestones, row)


def first_rows_alike(ids: list[str], malformed: set[str]) -> dict[str, int]:
    """Plain form -> the row whose id it is taken from: a well-formed one, else the first.

    Well-formed ids are their own plain form, so only those that a malformed one resembles matter.
    """
    if not malformed:
        return {}
    wanted = {plain(text) for text in malformed} - malformed
    rows: dict[str, int] = {}
    for row, text in enumerate(ids):
        if text in wanted:
            rows.setdefault(text, row)
    for row, text in enumerate(ids):
        if text in malformed:
            rows.setdefault(plain(text), row)
    return rows


def malformed_id(milestones: Sheet, row: int) -> Problem:
    repaired = plain(milestones["id"][row])
    if WELL_FORMED.fullmatch(repaired):
        return milestones.fault("malformed-id", row, "id", repaired=repaired)
    return milestones.fault("malformed-id:foreign", row, "id")


class Suggestions:
    """The id that an unknown one may mean; what was asked once is remembered."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = ids
        self._candidates: list[str] = []
        self._found: dict[str, str] = {}

    def nearest(self, unknown: str) -> str:
        """The id meant, "" when none is near."""
        if unknown not in self._found and len(self._found) < SUGGESTIONS_AT_MOST:
            self._found[unknown] = self._nearest(unknown)
        return self._found.get(unknown, "")

    def _nearest(self, unknown: str) -> str:
        meant = plain(unknown)
        candidates = self._candidates = self._candidates or list(dict.fromkeys(self._ids))
        if meant in candidates:
            return meant
        if len(candidates) > MANY_IDS:
            start, end = meant[:5], meant[-5:]
            near = (text for text in candidates if text.startswith(start) or text.endswith(end))
            candidates = [*islice(near, MANY_IDS)]
        from difflib import get_close_matches  # seldom needed, and slow to import

        return next(iter(get_close_matches(meant, candidates, n=1, cutoff=0.7)), "")


def dependency_problems(milestones: Sheet, suggestions: Suggestions) -> Iterator[Problem]:
    """What a milestone waits for exists, is not itself, and does not wait for it in turn."""
    row_of = first_rows(milestones)
    waits_for: dict[int, list[int]] = {}
    for row in rows_filled(milestones, "depends_on"):
        for name in dict.fromkeys(milestones["depends_on"][row].split()):
            other = row_of.get(name)
            if other is None:
                yield unknown_milestone(milestones, row, "depends_on", name, suggestions)
            elif other == row or name == milestones["id"][row]:
                yield milestones.fault("self-dependency", row, "depends_on", id=name)
            else:
                waits_for.setdefault(row, []).append(other)
    for loop in loops(waits_for):
        names = " -> ".join(milestones["id"][row] for row in (*loop, loop[0]))
        yield milestones.fault("dependency-loop", loop[0], "depends_on", loop=names)


def reference_problems(announcements: Sheet, milestones: Sheet) -> Iterator[Problem]:
    """Every announcement is of a milestone that exists."""
    unknown = set(announcements["milestone"]) - set(milestones["id"])
    suggestions = Suggestions(milestones["id"])
    for row in announcements.rows_with("milestone", unknown):
        name = announcements["milestone"][row]
        if is_blank(name):
            yield announcements.fault("blank-milestone", row, "milestone")
        else:
            yield unknown_milestone(announcements, row, "milestone", name, suggestions)


def unknown_milestone(
    sheet: Sheet, row: int, column: str, name: str, suggestions: Suggestions
) -> Problem:
    if SEPARATED_BY.search(name):
        return sheet.fault("unknown-milestone:separator", row, column, id=name)
    if meant := suggestions.nearest(name):
        return sheet.fault("unknown-milestone:near", row, column, id=name, meant=meant)
    return sheet.fault("unknown-milestone", row, column, id=name)


def first_rows(milestones: Sheet) -> dict[str, int]:
    """Id -> its first row, of the ids on which some row depends."""
    wanted = {name for text in set(milestones["depends_on"]) for name in text.split()}
    rows: dict[str, int] = {}
    for row in milestones.rows_with("id", wanted):
        rows.setdefault(milestones["id"][row], row)
    return rows


def rows_filled(sheet: Sheet, column: str) -> list[int]:
    return [row for row, text in enumerate(sheet[column]) if text and not text.isspace()]


def loops(waits_for: dict[int, list[int]]) -> list[list[int]]:
    """The loops of a graph, each once, beginning with its first row; walked without recursion."""
    found: dict[tuple[int, ...], None] = {}
    done: set[int] = set()
    for start in waits_for:
        path: list[int] = []
        on_path: dict[int, int] = {}
        walk = [(start, iter(waits_for[start]))] if start not in done else []
        while walk:
            row, others = walk[-1]
            if row not in on_path:
                on_path[row] = len(path)
                path.append(row)
            other = next((other for other in others if other not in done), None)
            if other is None:
                walk.pop()
                done.add(row)
                del on_path[path.pop()]
            elif other in on_path:
                found[from_first(path[on_path[other] :])] = None
            else:
                walk.append((other, iter(waits_for.get(other, ()))))
    return [list(loop) for loop in found]


def from_first(loop: list[int]) -> tuple[int, ...]:
    at = loop.index(min(loop))
    return (*loop[at:], *loop[:at])
