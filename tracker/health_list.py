"""What `check --health` answers: each rule with what it found, as text, JSON or annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.execution import DONE, FATES, Quarter
from tracker.health import Finding, Health, Moves
from tracker.health_words import basis_name, figure, quarter_name, verdict, why
from tracker.json_shapes import Json
from tracker.messages import message
from tracker.problems import Problem
from tracker.terminal import columns, indented
from tracker.words import Words

# What became of a first promise, as the heading of a column.
FATE_WORD = message(
    {
        "in time": "in time",
        "in time or late": "in time or later",
        "late": "later",
        "no outcome found": "no outcome found",
        "not yet": "not yet",
        "cancelled": "cancelled",
    }
)


def as_text(told: Health, say: Words, *, as_of: date) -> str:
    """The rules in their order, each with the milestones to look at; then quarters and years."""
    parts = [
        say("Health of the record as of {day}", day=say.day(as_of)),
        *(rule_text(finding, say) for finding in told.findings),
        *quarters_text(told.quarters, say),
        *moves_text(told.moves, say),
    ]
    return "\n\n".join(parts)


def rule_text(finding: Finding, say: Words) -> str:
    rule, judged = finding.rule, verdict(finding, say)
    head = say("{title}: {figure}", title=say(rule.title), figure=figure(finding, say))
    lines = [
        *([judged] if judged else []),
        say(rule.counts),
        say("Source: {name}: {says}", name=basis_name(rule.basis, say), says=say(rule.says)),
        rule.basis.address,
        *([say("What to do: {remedy}", remedy=say(rule.remedy))] if finding.flags else []),
        *(
            "  "
            + say("{title} ({id}): {why}", title=flag.row.title, id=flag.row.id, why=why(flag, say))
            for flag in finding.flags
        ),
    ]
    return f"{head}\n{indented(chr(10).join(lines))}"


def quarters_text(told: Sequence[Quarter], say: Words) -> Iterator[str]:
    """One line a quarter in which a first promise ended."""
    if told:
        heads = ("", say("promised"), *(say(FATE_WORD[fate]) for fate in FATES))
        rows = [
            (
                quarter_name(quarter, say),
                *map(say.number, (quarter.promised, *(quarter.fates[fate] for fate in FATES))),
            )
            for quarter in told
            if quarter.promised
        ]
        title = say("First promises by the quarter in which they ended")
        yield f"{title}\n{indented(columns([heads, *rows]))}"


def moves_text(told: Sequence[Moves], say: Words) -> Iterator[str]:
    """One line a year in which a promise moved."""
    if told:
        heads = ("", say("later"), say("withdrawn"), say("earlier"))
        rows = [(str(each.year), *map(say.number, each[1:])) for each in told if any(each[1:])]
        yield f"{say('Moves by year')}\n{indented(columns([heads, *rows]))}"


def as_json(told: Health, say: Words, *, as_of: date) -> Json:
    """The same as plain values; `met` null where the source gives no share or it cannot be told."""
    return {
        "as_of": as_of.isoformat(),
        "rules": [rule_json(finding, say) for finding in told.findings],
        "quarters": [
            {
                "quarter": quarter.code,
                "promised": quarter.promised,
                "done": sum(quarter.fates[fate] for fate in DONE),
                **{fate.replace(" ", "_"): quarter.fates[fate] for fate in FATES},
            }
            for quarter in told.quarters
        ],
        "moves": [each._asdict() for each in told.moves],
    }


def rule_json(finding: Finding, say: Words) -> Json:
    rule = finding.rule
    return {
        "rule": finding.name,
        "title": say(rule.title),
        "counts": say(rule.counts),
        "n": finding.n,
        "of": finding.of,
        "unclear": finding.unclear,
        "at_least": rule.least,
        "at_most": rule.most,
        "met": finding.is_met,
        "remedy": say(rule.remedy),
        "source": {
            "document": rule.basis.document,
            "part": rule.basis.part,
            "says": say(rule.says),
            "address": rule.basis.address,
        },
        "milestones": [
            {"id": flag.row.id, "title": flag.row.title, "why": why(flag, say)}
            for flag in finding.flags
        ],
    }


def as_problems(told: Health, say: Words, *, file: str) -> list[Problem]:
    """Each milestone that is to be looked at as a warning at its line of the file."""
    return [
        Problem(
            file=file,
            line=int(flag.row.line),
            column="",
            code=finding.name,
            severity="warning",
            value="",
            message=say("{title}: {why}.", title=say(finding.rule.title), why=why(flag, say)),
            remedy=say(finding.rule.remedy),
        )
        for finding in told.findings
        for flag in finding.flags
    ]
