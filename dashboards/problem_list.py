"""What is wrong with the data, where, and what to do about it: the list at the foot of Status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboards.components import Column, section, table
from dashboards.elements import Content, Element, h
from dashboards.page import STATUS_PATH, Page
from tracker.messages import Filled, filled
from tracker.problems import Problem
from tracker.words import Words

SHOWN: Final = 40


def problem_list(page: Page) -> Element | None:
    """Errors before warnings, each with its place and its remedy; nothing when there are none.

    They are those of the files as they are now and tell of what stands there, so as of an earlier
    day there are none. Whoever reads a site can mend nothing.
    """
    if page.as_of < page.today or not page.is_served:
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


def error_banner(page: Page) -> Element | None:
    """How many errors there are, the first with its place and remedy, and the way to all of them.

    They are those of the files as they are, whatever the day that is shown; a frozen page has none
    that could be mended.
    """
    errors = [problem for problem in page.programme.problems if problem.severity == "error"]
    if not errors or page.frozen or not page.is_served:
        return None
    say = page.say
    count = say.plural("{n} error in the data.", "{n} errors in the data.", len(errors))
    every = h("a", say("All problems →"), href=problems_address(page))
    told = say.again(in_one_line(errors[0]))
    return h("p", h("b", count), " ", told, " ", every, class_="banner errors", role="status")


def problems_address(page: Page) -> str:
    """Where the problems are listed: on the Status page of today, for no past day has its own."""
    today = page.as_of == page.today
    return f"{page.address(STATUS_PATH) if today else STATUS_PATH}#problems"


def in_one_line(problem: Problem) -> Filled:
    """A problem in one line: the file, the line, what is wrong, what to do."""
    facts = {
        "file": file_name(problem),
        "line": problem.line,
        "message": problem.message,
        "remedy": problem.remedy,
    }
    if not problem.line:
        return filled("{file}: {message} {remedy}", **facts)
    return filled("{file} line {line}: {message} {remedy}", **facts)


def file_name(problem: Problem) -> str:
    """The file without its folders, which the reader knows."""
    return problem.file.replace("\\", "/").rsplit("/", 1)[-1]


def _cells(problem: Problem, say: Words) -> tuple[Content, ...]:
    name = file_name(problem)
    place = f"{name}:{problem.line}" if problem.line else name
    return (
        [place, " ", h("span", problem.column, class_="muted")],
        say(problem.severity),
        say.again(problem.message),
        say.again(problem.remedy),
    )


def _rest(n: int, say: Words) -> Element | None:
    if n <= SHOWN:
        return None
    text = say("{n} more: see them all with python -m tracker check.", n=n - SHOWN)
    return h("p", text, class_="more")
