"""Edits as a page of this server writes them, and what became of them as it reads them.

    {"do": "change", "table": T, "key": [...], "column": C, "old": S, "new": S, "version": V}
    {"do": "add", "table": T, "cells": {column: text}}
    {"do": "remove", "table": T, "cells": {column: text}, "version": V}

Misshapen    a body has another shape than any that a page of this server sends
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from tracker.csvfile import Table
from tracker.deltas import (
    KNOWN_BY,
    Addition,
    Conflict,
    Delta,
    Edit,
    Key,
    Removal,
    Subject,
    key_of,
)
from tracker.problems import Problem
from tracker.saving import LastSave
from tracker.words import Words

Json = dict[str, Any]


class Misshapen(ValueError):  # noqa: N818 - what the caller is told, not a fault of the program
    """A body of another shape than any that a page of this server sends."""


# What comes -------------------------------------------------------------------------------------


def body_of(data: bytes, **parts: Callable[[Any], Any]) -> Json:
    """The parts of a JSON object, each read by its reader; a part with a default may be missing.

    >>> body_of(b'{"by": "Anna"}', by=text)
    {'by': 'Anna'}
    """
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise Misshapen("The body is no JSON.") from None
    if not isinstance(body, dict) or not body.keys() <= parts.keys():
        raise Misshapen(f"The body is no object of {', '.join(parts)}.")
    return {name: read(body.get(name)) for name, read in parts.items()}


def text(given: Any) -> str:
    if not isinstance(given, str):
        raise Misshapen("Something is no text.")
    return given


def text_or_none(given: Any) -> str:
    """A text that may be left out."""
    return "" if given is None else text(given)


def one_of(*known: str) -> Callable[[Any], str]:
    """The reader of a word from a closed list."""

    def read(given: Any) -> str:
        if text(given) not in known:
            raise Misshapen(f"A word is none of {', '.join(known)}.")
        return str(given)

    return read


def cells(given: Any) -> dict[str, str]:
    """Texts by their columns."""
    if not isinstance(given, dict):
        raise Misshapen("The cells of a row are no object.")
    return {name: text(cell) for name, cell in given.items()}


def edits(given: Any) -> list[Edit]:
    """Edits in the order in which they were made."""
    if not isinstance(given, list):
        raise Misshapen("The edits are no list.")
    return [edit(each) for each in given]


def edit(given: Any) -> Edit:
    kind = given.get("do") if isinstance(given, dict) else None
    if not isinstance(kind, str) or kind not in READERS:
        raise Misshapen(f"An edit is none of {', '.join(READERS)}.")
    parts, read = READERS[kind]
    if given.keys() != {"do", *parts}:
        raise Misshapen(f"To {kind} needs {', '.join(parts)}, and nothing else.")
    return read(given)


def change(given: Json) -> Delta:
    table = subject(given["table"])
    return Delta(
        subject=table,
        key=key(given["key"], table),
        column=text(given["column"]),
        old=text(given["old"]),
        new=text(given["new"]),
        version=text(given["version"]),
    )


def addition(given: Json) -> Addition:
    return Addition(subject(given["table"]), cells(given["cells"]))


def removal(given: Json) -> Removal:
    return Removal(subject(given["table"]), cells(given["cells"]), text(given["version"]))


def subject(given: Any) -> Subject:
    return cast(Subject, one_of(*KNOWN_BY)(given))


def key(given: Any, table: Subject) -> Key:
    """What a row is known by: one text for a milestone, seven for a statement."""
    if not isinstance(given, list) or len(given) != len(KNOWN_BY[table]):
        raise Misshapen(f"A row of {table} is known by {', '.join(KNOWN_BY[table])}.")
    return tuple(map(text, given))


READERS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Json], Edit]]]] = {
    "change": (("table", "key", "column", "old", "new", "version"), change),
    "add": (("table", "cells"), addition),
    "remove": (("table", "cells", "version"), removal),
}


# What goes --------------------------------------------------------------------------------------


def as_json(edit: Edit) -> Json:
    """An edit in the shape in which it comes back."""
    if isinstance(edit, Addition):
        return {"do": "add", "table": edit.subject, "cells": dict(edit.cells)}
    if isinstance(edit, Removal):
        told = {"do": "remove", "table": edit.subject, "cells": dict(edit.cells)}
        return {**told, "version": edit.version}
    return {
        "do": "change",
        "table": edit.subject,
        "key": list(edit.key),
        "column": edit.column,
        "old": edit.old,
        "new": edit.new,
        "version": edit.version,
    }


def conflict(found: Conflict) -> Json:
    """A cell with both texts; None is a row that is gone, or is to go."""
    return {
        "table": found.subject,
        "key": list(found.key),
        "column": found.column,
        "mine": found.mine,
        "theirs": found.theirs,
        "saved": saved(found.saved),
    }


def saved(last: LastSave) -> Json:
    return {"at": last.at.isoformat(timespec="seconds"), "by": last.by}


def row(table: Table, subject: Subject, number: int) -> Json:
    """One row of a file with its line; a column without a name has nothing to edit."""
    found = {name: table.columns[name][number] for name in table.header if name}
    known = {name: table.columns[name][number] for name in KNOWN_BY[subject]}
    return {"key": list(key_of(subject, known)), "line": table.lines[number], "cells": found}


def problems(
    found: Sequence[Problem],
    *,
    tables: Mapping[Subject, Table],
    seen_as: Mapping[tuple[str, Key], Key],
    say: Words,
) -> list[Json]:
    """Problems in the reader's words, each with the key of its row; of a whole file it is empty.

    ``seen_as``: by what a row was known where it was edited, if it is known by something else now.
    """
    names = {table.name: subject for subject, table in tables.items()}
    lines = {
        name: {line: number for number, line in enumerate(tables[names[name]].lines)}
        for name in {problem.file for problem in found}
    }

    def told(problem: Problem) -> Json:
        table = names[problem.file]
        number = lines[problem.file].get(problem.line)
        known = () if number is None else key_of_row(tables[table], table, number)
        return {
            "table": table,
            "key": list(seen_as.get((table, known), known)),
            "column": problem.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": say.again(problem.message),
            "remedy": say.again(problem.remedy),
            "line": problem.line,
        }

    return list(map(told, found))


def key_of_row(table: Table, subject: Subject, number: int) -> Key:
    return tuple(table.columns[name][number] for name in KNOWN_BY[subject])


def renamed(made: Sequence[Edit]) -> dict[tuple[str, Key], Key]:
    """Rows whose edits change what they are known by: each new key with the one it had."""
    said: dict[tuple[Subject, Key], dict[str, str]] = {}
    for edit in made:
        if isinstance(edit, Delta) and edit.column in KNOWN_BY[edit.subject]:
            said.setdefault((edit.subject, edit.key), {})[edit.column] = edit.new
    return {
        (
            table,
            tuple(new.get(name, old) for name, old in zip(KNOWN_BY[table], known, strict=True)),
        ): known
        for (table, known), new in said.items()
    }
