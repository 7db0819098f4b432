"""A fault in the data as a value: where it stands, what it is, what to do about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Literal, Protocol

from tracker.dates import UnreadableDate
from tracker.messages import filled, message
from tracker.words import Words, words

LINE_WIDTH: Final = 96
BEFORE_CELL: Final = 32
ENGLISH: Final = words("en")

Severity = Literal["error", "warning"]
SEVERITIES: Final = message(("error", "warning"))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault, placed.

    ``line`` is the line of the file (from 1, as an editor counts), 0 when the fault is the whole
    file's; ``column`` is the column's name, "" when it is the whole row's.
    """

    file: str
    line: int
    column: str
    code: str
    severity: Severity
    value: str
    message: str
    remedy: str

    def as_dict(self) -> dict[str, object]:
        """The fault with the keys of ``check --format json``."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


class Source(Protocol):
    """Where the lines of a file are had from, to quote them."""

    def line(self, number: int) -> str: ...
    def span(self, number: int, column: str) -> tuple[int, int] | None: ...


def in_language(problems: Iterable[Problem], say: Words) -> list[Problem]:
    """The problems with what is said of them in the reader's language."""
    return [
        replace(each, message=say.again(each.message), remedy=say.again(each.remedy))
        for each in problems
    ]


def as_text(
    problems: Iterable[Problem],
    sources: Mapping[str, Source] | None = None,
    say: Words = ENGLISH,
) -> str:
    """The problems as a compiler writes them, each with its line and what to do; then their count.

    ``sources`` gives the lines by file name; what it has not is left out.
    """
    listed = in_language(problems, say)
    blocks = [one_as_text(problem, (sources or {}).get(problem.file), say) for problem in listed]
    return "\n\n".join([*blocks, count(listed, say)])


def one_as_text(problem: Problem, source: Source | None, say: Words = ENGLISH) -> str:
    where = [visible(problem.file), str(problem.line or ""), visible(problem.column)]
    place = ":".join(part for part in where if part)
    head = f"{place}: {say(problem.severity)}[{problem.code}]: {problem.message}"
    quoted = quotation(problem, source) if source and problem.line else []
    return "\n".join([head, *quoted, say("  help: {remedy}", remedy=problem.remedy)])


def quotation(problem: Problem, source: Source) -> list[str]:
    """The line with the cell underlined; of a long line the part around the cell."""
    line = source.line(problem.line)
    if not line.strip():
        return []
    span = source.span(problem.line, problem.column)
    start, end = span or (0, 0)
    first = max(0, min(start - BEFORE_CELL, len(line) - LINE_WIDTH))
    last = first + LINE_WIDTH
    before = ("…" if first else "") + visible(line[first:start])
    cell = visible(line[start : min(end, last)])
    after = visible(line[end:last]) + ("…" if last < len(line) else "")
    shown = f"  {problem.line} | {before}{cell}{after}"
    if span is None:
        return [shown]
    margin = " " * len(str(problem.line))
    return [shown, f"  {margin} | {' ' * width(before)}{'^' * max(1, width(cell))}"]


def width(text: str) -> int:
    """The places that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def count(problems: list[Problem], say: Words) -> str:
    """The closing line: how many of each."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    return say(
        "{errors}, {warnings}.",
        errors=say.plural("{n} error", "{n} errors", errors) if errors else say("no errors"),
        warnings=say.plural("{n} warning", "{n} warnings", warnings)
        if warnings
        else say("no warnings"),
    )


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON list."""
    import json  # slow to import, and wanted by few runs

    listed = [problem.as_dict() for problem in problems]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """The problems as workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(one_as_github(problem) for problem in problems)


def one_as_github(problem: Problem) -> str:
    column = f" ({problem.column})" if problem.column else ""
    facts = {"file": problem.file, "title": problem.code + column}
    if problem.line:
        facts = {"file": problem.file, "line": str(problem.line), "title": facts["title"]}
    listed = ",".join(f"{name}={in_property(text)}" for name, text in facts.items())
    return f"::{problem.severity} {listed}::{in_message(f'{problem.message} {problem.remedy}')}"


def in_message(text: str) -> str:
    """
    >>> in_message("100%\\nsure")
    '100%25%0Asure'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    return in_message(text).replace(":", "%3A").replace(",", "%2C")


def unreadable(refusal: UnreadableDate) -> str:
    """That the words of a date cannot be read, why, and what to type, as one sentence."""
    return filled(
        "'{text}' cannot be read: {why}; {instead}.",
        text=visible(refusal.text),
        why=refusal.message,
        instead=refusal.remedy,
    )


def visible(text: str, longest: int = 0) -> str:
    """A text as it may stand in a message: no control or direction character acts, none hides.

    >>> visible("a\\tb\\u202ec")
    'a\\\\tb\\\\u202ec'
    """
    if longest and len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isprintable():
        return text
    return "".join(letter if shows(letter) else escaped(letter) for letter in text)


def shows(letter: str) -> bool:
    return letter.isprintable() or letter in "\u00a0\u202f\u2009"


def escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
