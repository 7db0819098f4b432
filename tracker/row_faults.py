"""What is said of rows whose cells cannot be right, and what to do next."""

from __future__ import annotations

from typing import Final

from tracker.messages import message
from tracker.problems import Severity

ROW_FAULTS: Final[dict[str, tuple[Severity, str, str]]] = message(
    {
        "blank-id": (
            "error",
            "The milestone has no id.",
            "Give it one that says what happens, not when: lower-case words with hyphens.",
        ),
        "duplicate-id": (
            "error",
            "The id '{value}' is already used on line {first}.",
            "Merge the two rows, or give this one an id of its own.",
        ),
        "look-alike-id": (
            "error",
            "The id '{value}' looks like '{other}' on line {first}, but is another text.",
            "Merge the two rows if they mean one milestone; else choose an id "
            "that differs visibly.",
        ),
        "malformed-id": (
            "error",
            "The id '{value}' is not made of lower-case words with hyphens.",
            "Write '{repaired}'.",
        ),
        "malformed-id:foreign": (
            "error",
            "The id '{value}' is not made of lower-case words with hyphens.",
            "Use the letters a to z, digits and single hyphens: soyuz5-first-flight.",
        ),
        "blank-title": (
            "warning",
            "The milestone has no title.",
            "Write a short English title.",
        ),
        "unknown-language": (
            "error",
            "'{value}' is no code of a language.",
            "Use the two letters of ISO 639-1, such as en, fr, ru or kk.",
        ),
        "unknown-language:near": (
            "error",
            "'{value}' is no code of a language.",
            "Did you mean '{meant}'? The codes are the two letters of ISO 639-1.",
        ),
        "unreadable-date": ("error", "'{value}' cannot be read: {why}.", "{instead}"),
        "unreadable-date:quoted": ("error", "{why}", "{instead}"),
        "spreadsheet-date": (
            "warning",
            "'{value}' is {why}.",
            "{instead}",
        ),
        "digit-order": (
            "warning",
            "{why}; this is said once for the column, which proves the order.",
            "{instead}",
        ),
        "date-in-digits": (
            "warning",
            "'{value}' is nothing but a date in digits, in a column of words: "
            "perhaps a spreadsheet "
            "made it of words such as 'June 2026'.",
            "Type the words again.",
        ),
        "spreadsheet-text": (
            "warning",
            "'{value}' is what a spreadsheet makes of '{before}', which stood here before.",
            "`tracker check --fix` writes that again.",
        ),
        "blank-announced": (
            "error",
            "The announcement has no day.",
            "Write the day on which it was made, or the month if no more is known.",
        ),
        "blank-target": (
            "error",
            "The announcement has no target.",
            "Write the date that was promised, or 'tbd' if one was taken back "
            "and no new one given.",
        ),
        "blank-milestone": (
            "error",
            "The announcement is of no milestone.",
            "Write the id of the milestone.",
        ),
        "unknown-milestone": (
            "error",
            "There is no milestone '{id}'.",
            "Use the id of a row of milestones.csv, or add the milestone there.",
        ),
        "unknown-milestone:near": (
            "error",
            "There is no milestone '{id}'.",
            "Did you mean '{meant}'?",
        ),
        "unknown-milestone:separator": (
            "error",
            "There is no milestone '{id}'.",
            "Separate ids with spaces.",
        ),
        "self-dependency": (
            "error",
            "The milestone '{id}' depends on itself.",
            "Delete its own id from the cell.",
        ),
        "dependency-loop": (
            "error",
            "These milestones depend on each other in a loop: {loop}.",
            "Delete one of these dependencies.",
        ),
        "future-actual": (
            "error",
            "'{value}' is after {as_of}, so it cannot have happened yet.",
            "Write a date that is still to come into 'planned'.",
        ),
        "future-announcement": (
            "error",
            "'{value}' is after {as_of}, so it cannot have been said yet.",
            "Write the day on which the announcement was made; the date promised "
            "goes into 'target'.",
        ),
        "end-before-start": (
            "error",
            "'{value}' is before the start, '{start}'.",
            "Correct one of the two dates.",
        ),
        "bad-address": (
            "error",
            "'{address}' is no address that can be opened.",
            "Write addresses that begin with https://, http:// or mailto:, separated by spaces.",
        ),
        "no-source": (
            "warning",
            "The row has no source.",
            "Add the address of the page that says so.",
        ),
        "no-source:column": (
            "warning",
            "The file has no column 'source': none of its rows says where it is from.",
            "Add the column 'source' with the addresses of the pages that support the rows.",
        ),
        "plan-not-announced": (
            "warning",
            "The last announcement says '{target}' (of {announced}, {file}:{line}), "
            "the cell says '{value}'.",
            "Write '{target}' here, or record the announcement that changed it.",
        ),
        "plan-not-announced:blank": (
            "warning",
            "The last announcement says '{target}' (of {announced}, "
            "{file}:{line}), the cell is blank.",
            "Write '{target}' here, or record that the date was taken back (target 'tbd').",
        ),
        "plan-not-announced:withdrawn": (
            "warning",
            "The last announcement took the date back (of {announced}, {file}:{line}), "
            "the cell says '{value}'.",
            "Leave the cell blank, or record the announcement that gave a new date.",
        ),
        "stale-claim": (
            "warning",
            "The last announcement is of {said}: {days} days before {as_of}.",
            "Look for a newer statement and record it.",
        ),
        "stale-claim:years": (
            "warning",
            "The last announcement is of {said}: at least {years} years before {as_of}.",
            "Look for a newer statement and record it.",
        ),
        "before-predecessor": (
            "warning",
            "'{value}' is before '{id}', on which it depends, happened ('{other}').",
            "Correct one of the two dates, or delete the dependency.",
        ),
        "overdue": (
            "warning",
            "The date passed ({latest} at the latest) and nothing is reported as of {as_of}.",
            "Fill 'actual' if it happened; write 'unknown' into 'outcome' if no report is found.",
        ),
        "outcome-without-actual": (
            "warning",
            "The outcome is '{value}', but there is no date on which it happened.",
            "Fill 'actual'.",
        ),
        "bidi-control": (
            "warning",
            "The cell has characters that turn the direction of text: {marks}.",
            "Delete them (type the cell again): they make a text look like another one.",
        ),
        "control-character": (
            "warning",
            "The cell has control characters: {marks}.",
            "Delete them (type the cell again).",
        ),
        "suspicious-year": (
            "warning",
            "'{value}' lies outside {first}-{last}.",
            "Check the year; leave it as it is if the source says so.",
        ),
    }
)

# A word that is not in the closed list of its column.
CLOSED_LISTS: Final = ("category", "outcome", "side", "confidence")
WORD_FAULTS: Final[dict[str, tuple[Severity, str, str]]] = message(
    {
        **{
            f"unknown-{column}": ("error", "'{value}' is no {column}.", "Use one of: {known}.")
            for column in CLOSED_LISTS
        },
        **{
            f"unknown-{column}:near": (
                "error",
                "'{value}' is no {column}.",
                "Did you mean '{meant}'? The words are: {known}.",
            )
            for column in CLOSED_LISTS
        },
    }
)
