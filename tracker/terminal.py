"""Plain text answers for a terminal: the list, the status, how a date is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracker import schema
from tracker.dates import DateWords
from tracker.messages import message
from tracker.words import Words

if TYPE_CHECKING:
    import pandas as pd

STATUS_WORD = message(
    {
        "done": "done",
        "cancelled": "cancelled",
        "undated": "no date",
        "upcoming": "upcoming",
        "due": "due now",
        "overdue": "overdue",
    }
)

PRECISION_NAME = message(
    {
        "day": "day",
        "part-of-month": "part of month",
        "week": "week",
        "month": "month",
        "quarter": "quarter",
        "season": "season",
        "half": "half",
        "part-of-year": "part of year",
        "year": "year",
        "decade": "decade",
        "range": "range",
    }
)
QUALIFIER_NAME = message(
    {
        "approximate": "approximate",
        "uncertain": "uncertain",
        "both": "approximate and uncertain",
    }
)


def reading(words: DateWords, say: Words) -> str:
    """How the words of a date are read: the days they allow, and what kind of promise they are."""
    kind = [say(PRECISION_NAME[words.precision])]
    kind += [say(QUALIFIER_NAME[words.qualifier])] if words.qualifier else []
    kind += [say("a floor: not before, no promise")] if words.floor else []
    kind += [say("a ceiling: not after")] if words.ceiling else []
    lines = [words.text, f"  {allowed_days(words, say)} ({', '.join(filter(None, kind))})"]
    return "\n".join([*lines, *([f"  {say.again(words.caution)}"] if words.caution else [])])


def allowed_days(words: DateWords, say: Words) -> str:
    """The first and the last day that the words allow."""
    first = say.day(words.earliest) if words.earliest else ""
    last = say.day(words.latest) if words.latest else ""
    if not first:
        return say("up to {day}", day=last)
    if not last:
        return say("from {day} on", day=first)
    return first if first == last else say("{first} to {last}", first=first, last=last)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as left-aligned columns, two spaces between them."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


def milestone_list(rows: pd.DataFrame, say: Words) -> str:
    """One line a milestone: status, date, title, id."""
    if rows.empty:
        return say("No milestone was on record by then.")
    cells = [
        (say(STATUS_WORD[row.status]), date_of(row, say), row.title, row.id)
        for row in rows.itertuples()
    ]
    return columns(cells)


def status(rows: pd.DataFrame, say: Words) -> str:
    """How many milestones stand where, then what is late, due and next."""
    parts = [counts(rows, say)]
    for name in ("overdue", "due", "upcoming", "undated"):
        some = rows[rows["status"] == name].sort_values(
            ["current_latest", "current_earliest", "id"]
        )
        if not some.empty:
            parts.append(
                f"{say(STATUS_WORD[name]).capitalize()}\n{indented(milestone_list(some, say))}"
            )
    return "\n\n".join(parts)


def counts(rows: pd.DataFrame, say: Words) -> str:
    """The headline count and its parts."""
    number = rows["status"].value_counts()
    told = [say.standing(name, int(number[name])) for name in schema.STATUSES if name in number]
    total = say.plural("{n} milestone", "{n} milestones", len(rows))
    return say("{name}: {told}", name=total, told=", ".join(told)) if told else total


def date_of(row: Any, say: Words) -> str:
    """The date that counts now, or that there is none."""
    none = say("date cannot be read") if row.unread else say("no date announced")
    return say.date(row.current_words) or none


def indented(text: str) -> str:
    """The text moved in by two spaces."""
    return "\n".join("  " + line for line in text.splitlines())
