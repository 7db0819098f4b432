"""What a person wants to record, as edits of the two files.

To announce is to add a statement and, when it is the partners' last word, to move the plan; to
complete is to write down what happened; to add is one more milestone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tracker import schema
from tracker.claims import statements
from tracker.csvfile import Table
from tracker.dates import DateWords, UnreadableDate, parse
from tracker.deltas import (
    KNOWN_BY,
    Addition,
    CannotEdit,
    Delta,
    Edit,
    Subject,
    UnknownMilestone,
    key_of,
)
from tracker.edits import Plan
from tracker.messages import filled
from tracker.nearest import did_you_mean
from tracker.problems import unreadable, visible
from tracker.schema import PARTNERS
from tracker.sheet import is_withdrawn, sheet
from tracker.store import Files


def announce(statement: Mapping[str, str]) -> Callable[[Files], Plan]:
    """One more statement, by the columns of announcements.csv.

    The planned cell follows when a partner made it and no partner has spoken since, nor has it
    happened before; "tbd" blanks the cell. Raises CannotEdit.
    """

    def plan(files: Files) -> Plan:
        row = row_of(files.milestones, statement["milestone"])
        refuse_repeated(files, statement)
        added = Addition("announcements", statement)
        standing = cell(files.milestones, row, "planned")
        promised = "" if is_withdrawn(statement["target"]) else statement["target"]
        reason = why_plan_stays(files, row, statement)
        if not reason and promised == standing:
            reason = (
                filled("it says '{text}' already", text=visible(standing))
                if standing
                else filled("it is blank already")
            )
        if reason:
            return Plan([added], (filled("The planned cell stays as it is: {why}.", why=reason),))
        return Plan([added, milestone_cell(files, row, "planned", promised)])

    return plan


def why_plan_stays(files: Files, row: int, statement: Mapping[str, str]) -> str:
    """Why a statement does not move the plan, "" when it does."""
    # The press repeats plans; only who can keep a promise moves one.
    if statement["side"] not in PARTNERS:
        return filled("only a partner's word moves it, and this is the press's")
    said = last_day(statement["announced"])
    actual = cell(files.milestones, row, "actual")
    happened = last_day(actual) if actual else date.max
    if happened < said:
        return filled("it happened before that was said ({date})", date=visible(actual))
    later = later_word(files, statement["milestone"], after=said, until=happened)
    if later:
        return filled(
            "{who} said '{text}' later, on {day}",
            who=visible(later["speaker"] or later["organisation"]) or filled("somebody"),
            text=visible(later["target"]),
            day=visible(later["announced"]),
        )
    return ""


def last_day(text: str) -> date:
    """The last day that a date allows; raises CannotEdit when it cannot be read."""
    words = readable(text)
    return words.latest or date.max


def readable(text: str) -> DateWords:
    try:
        return parse(text)
    except UnreadableDate as refusal:
        raise CannotEdit(unreadable(refusal)) from None


def later_word(files: Files, milestone: str, *, after: date, until: date) -> dict[str, str]:
    """The last thing that a partner said of a milestone between two days; nothing if none did."""
    if files.announcements is None:
        return {}
    rows = sheet(files.announcements, schema.ANNOUNCEMENT_DATES)
    spoken = statements(rows, as_of=date.max).get(milestone, [])
    later = [each for each in spoken if after < each.said <= until and each.side in PARTNERS]
    last = max(later, key=lambda each: each.said, default=None)
    return whole_row(files.announcements, last.row) if last else {}


def refuse_repeated(files: Files, statement: Mapping[str, str]) -> None:
    """A command that is given twice records once."""
    if files.announcements is None:
        return
    table = files.announcements
    key = key_of("announcements", statement)
    texts = [table.columns[name] for name in KNOWN_BY["announcements"]]
    for row, found in enumerate(zip(*texts, strict=True)):
        if found == key:
            where = f"{visible(table.name)}:{table.lines[row]}"
            raise CannotEdit(filled("This statement is on record already ({where}).", where=where))


def complete(milestone: str, facts: Mapping[str, str]) -> Callable[[Files], Plan]:
    """What happened, by the columns of milestones.csv: ``actual``, and any of ``outcome``,
    ``source`` and ``confidence``.

    The source is added to those of the row; "unknown" goes when no other outcome is given.
    Raises CannotEdit.
    """

    def plan(files: Files) -> Plan:
        row = row_of(files.milestones, milestone)
        refuse_settled(files.milestones, row, facts)
        told = {name: text for name, text in facts.items() if text}
        if cell(files.milestones, row, "outcome") == "unknown":
            told.setdefault("outcome", "")
        if "source" in told:
            told["source"] = with_source(cell(files.milestones, row, "source"), told["source"])
        edits: list[Edit] = [
            milestone_cell(files, row, column, text)
            for column, text in told.items()
            if text != cell(files.milestones, row, column)
        ]
        return Plan(edits, () if edits else (filled("All of that is on record already."),))

    return plan


def refuse_settled(milestones: Table, row: int, facts: Mapping[str, str]) -> None:
    """A fact on record is corrected in the file, where the old one is seen; never in passing."""
    happened, outcome = cell(milestones, row, "actual"), cell(milestones, row, "outcome")
    name = visible(milestones.columns["id"][row])
    where = f"{visible(milestones.name)}:{milestones.lines[row]}"
    if happened and happened != facts["actual"]:
        raise CannotEdit(
            filled(
                "'{id}' is on record as having happened on '{date}' ({where}): "
                "correct the cell there if that is wrong.",
                id=name,
                date=visible(happened),
                where=where,
            )
        )
    if outcome == "cancelled":
        raise CannotEdit(
            filled(
                "'{id}' is on record as cancelled ({where}): correct that there first.",
                id=name,
                where=where,
            )
        )


def with_source(standing: str, more: str) -> str:
    """
    >>> with_source("https://a.org", "https://b.org https://a.org")
    'https://a.org https://b.org'
    """
    return " ".join(dict.fromkeys([*standing.split(), *more.split()]))


def add(milestone: Mapping[str, str]) -> Callable[[Files], Plan]:
    """One more milestone, by the columns of milestones.csv."""

    def plan(files: Files) -> Plan:
        names = files.milestones.columns["id"]
        if milestone["id"] in names:
            line = files.milestones.lines[names.index(milestone["id"])]
            where = f"{visible(files.milestones.name)}:{line}"
            raise CannotEdit(
                filled(
                    "There is a milestone '{id}' already ({where}).",
                    id=visible(milestone["id"]),
                    where=where,
                )
            )
        return Plan([Addition("milestones", milestone)])

    return plan


def row_of(milestones: Table, wanted: str) -> int:
    """The row of a milestone. Raises UnknownMilestone, which names the nearest ones."""
    names = milestones.columns["id"]
    if wanted in names:
        return names.index(wanted)
    raise UnknownMilestone(no_milestone(wanted, names))


def no_milestone(wanted: str, known: Iterable[str]) -> str:
    """That there is no milestone of a name, and which may have been meant."""
    hint = did_you_mean(wanted, known, otherwise=filled("`tracker list` shows them all."))
    return filled("No milestone '{id}' is on record. {hint}", id=visible(wanted), hint=hint)


def milestone_cell(files: Files, row: int, column: str, text: str) -> Delta:
    return row_cell(files, "milestones", row, column, text)


def row_cell(files: Files, subject: Subject, row: int, column: str, text: str) -> Delta:
    """The edit of one cell as it stands in these files."""
    table = files.milestones if subject == "milestones" else files.announcements
    assert table is not None
    key = key_of(subject, whole_row(table, row))
    return Delta(subject, key, column, cell(table, row, column), text, files.version)


def cell(table: Table, row: int, column: str) -> str:
    return table.columns[column][row]


def whole_row(table: Table, row: int) -> dict[str, str]:
    """All that a row says."""
    return {name: texts[row] for name, texts in table.columns.items()}
