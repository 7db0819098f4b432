"""What a form asks to have recorded: the plan to do so, or all that is wrong with it, by field.

Unfit    something in the form is missing or cannot stand; it says what, by column
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tracker import recording, schema
from tracker.dates import UnreadableDate, parse
from tracker.deltas import CannotEdit
from tracker.edits import Plan
from tracker.messages import filled, joined, message, several
from tracker.problems import Problem, unreadable
from tracker.sheet import is_withdrawn
from tracker.store import Files

# What has to be known before a statement, or what happened, is recorded.
NEEDED: Final[Mapping[str, Mapping[str, str]]] = message(
    {
        "announce": {
            "milestone": "the milestone that it is about",
            "announced": "the day on which it was said",
            "target": "the date that was promised, or tbd",
            "organisation": "the organisation that said or wrote it",
            "side": "the side that said it",
            "source": "the address of the page that says so",
        },
        "complete": {
            "milestone": "the milestone that it is about",
            "actual": "the day on which it happened",
            "source": "the address of the page that says so",
        },
    }
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "announce": schema.ANNOUNCEMENT_COLUMNS[1:],
    "complete": ("actual", "outcome", "source", "confidence"),
}
DATED: Final = ("announced", "target", "actual")
# The plan says what the statement promises.
FIELD_OF: Final = {"planned": "target"}


class Unfit(CannotEdit):
    """``at`` says what is wrong under each column."""

    def __init__(self, at: Mapping[str, str]) -> None:
        self.at = at
        super().__init__(
            several(
                "Nothing is staged yet: {n} field is to be filled in or corrected.",
                "Nothing is staged yet: {n} fields are to be filled in or corrected.",
                len(at),
            )
        )


def plan(kind: str, milestone: str, facts: Mapping[str, str], files: Files) -> Plan:
    """The plan to announce or to complete on these files. Raises Unfit, CannotEdit."""
    for column in facts:
        if column not in COLUMNS[kind]:
            raise CannotEdit(
                filled("There is no column “{column}” to fill in here.", column=column)
            )
    told = {"milestone": milestone.strip(), **facts}
    wrong = {**unread(told), **unknown(told, files), **missing(kind, told)}
    if wrong:
        raise Unfit(wrong)
    if kind == "complete":
        return recording.complete(told["milestone"], facts)(files)
    statement = {name: told.get(name, "") for name in schema.ANNOUNCEMENT_COLUMNS}
    if is_withdrawn(statement["target"]):
        statement["target"] = schema.WITHDRAWN
    return recording.announce(statement)(files)


def missing(kind: str, told: Mapping[str, str]) -> dict[str, str]:
    """What has to be filled in."""
    return {
        name: filled("Fill in first: {what}.", what=filled(what))
        for name, what in NEEDED[kind].items()
        if not told.get(name, "").strip()
    }


def unread(told: Mapping[str, str]) -> dict[str, str]:
    """Dates that cannot be read, and why."""
    found: dict[str, str] = {}
    for name in DATED:
        text = told.get(name, "")
        if text.strip() and not (name == "target" and is_withdrawn(text)):
            try:
                parse(text)
            except UnreadableDate as refusal:
                found[name] = unreadable(refusal)
    return found


def unknown(told: Mapping[str, str], files: Files) -> dict[str, str]:
    """A milestone that is not on record, with the nearest."""
    known = files.milestones.columns["id"]
    if told["milestone"] in known:
        return {}
    return {"milestone": recording.no_milestone(told["milestone"], known)}


def refuse_faulty(kind: str, problems: Iterable[Problem]) -> None:
    """An error that a plan would make is told where it was typed. Raises Unfit."""
    told: dict[str, str] = {}
    for problem in problems:
        field = FIELD_OF.get(problem.column, problem.column)
        if problem.severity == "error" and field in COLUMNS[kind]:
            told.setdefault(field, joined([problem.message, problem.remedy], " "))
    if told:
        raise Unfit(told)
