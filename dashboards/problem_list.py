"""What is wrong with the data, where, and what to do about it: the list at the foot of Status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboards.components import Column, section, table
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from tracker.problems import Problem
from tracker.words import Words

SHOWN: Final = 40


def problem_list(page: Page) -> Element | None:
    """Errors before warnings, each with its place and its remedy; nothing when there are none.

    They are those of the files as they are now and tell of what stands there, so as of an earlier
    day there are none.
    """
    if page.as_of < page.today:
        return None
    say = page.say
    problems = sorted(page.programme.problems, key=lambda problem: problem.severity != "error")
    if not problems:
        return None
    columns = (
        Column(say("Where"), "when"),
        Column(say("Severity")),
        Column(say("What is wrong"), names_row=True),
        Column(say("What to do")),
    )
    cells = [_cells(problem, say) for problem in problems[:SHOWN]]
    listed = table(columns, cells, name=say("Problems in the data"))
    return section(
        say("Problems in the data"),
        h("details", h("summary", problem_count(problems, say)), listed, _rest(len(problems), say)),
        name="problems",
    )


def problem_count(problems: Sequence[Problem], say: Words) -> str:
    """How many there are, in words: "1 error, 12 warnings"."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    parts = []
    if errors:
        parts.append(say.plural("{n} error", "{n} errors", errors))
    if warnings:
        parts.append(say.plural("{n} warning", "{n} warnings", warnings))
    return ", ".join(parts)


def _cells(problem: Problem, say: Words) -> tuple[Content, ...]:
    name = problem.file.replace("\\", "/").rsplit("/", 1)[-1]
    place = f"{name}:{problem.line}" if problem.line else name
    return (
        [place, " ", h("span", problem.column, class_="muted")],
        say(problem.severity),
        problem.message,
        problem.remedy,
    )


def _rest(n: int, say: Words) -> Element | None:
    if n <= SHOWN:
        return None
    text = say("{n} more: see them all with python -m tracker check.", n=n - SHOWN)
    return h("p", text, class_="more")
