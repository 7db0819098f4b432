"""Every fault that a file can have: its severity, what is said of it and what to do next.

One table. A key is the stable code, with a variant after a colon where one code has more than one
cause; a sentence stands whole, with named places, so that it can be translated as it is.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tracker.problems import Problem, Severity, visible

LONGEST_VALUE: Final = 80
LONGEST_FACT: Final = 400


class Place(NamedTuple):
    """Where a fault stands; line 0 is the whole file, column "" the whole row."""

    file: str
    line: int = 0
    column: str = ""

    def on(self, line: int) -> Place:
        return self._replace(line=line)

    def under(self, column: str) -> Place:
        return self._replace(column=column)


def fault(key: str, place: Place, value: str = "", **facts: object) -> Problem:
    """The fault ``key`` at ``place``; ``facts`` fill the named places of its sentences."""
    severity, message, remedy = FAULTS[key]
    said = {name: visible(str(fact), LONGEST_FACT) for name, fact in facts.items()}
    said |= {"value": visible(value, LONGEST_VALUE), "column": visible(place.column)}
    return Problem(
        file=place.file,
        line=place.line,
        column=place.column,
        code=key.partition(":")[0],
        severity=severity,
        value=value,
        message=message.format_map(said),
        remedy=remedy.format_map(said),
    )


FILE_FAULTS: Final[dict[str, tuple[Severity, str, str]]] = {
    "too-large": (
        "error",
        "The file is larger than {limit}.",
        "Check that it is the right file, or split it.",
    ),
    "empty-file": (
        "error",
        "The file is empty.",
        "Bring the last good version back, or begin with a line of column names: id,title.",
    ),
    "not-a-table": (
        "error",
        "The file is {kind}, not a CSV table.",
        "Save or export the table as CSV (UTF-8) and put that file here.",
    ),
    "unknown-encoding": (
        "error",
        "The text is {encoding}, and its encoding cannot be read here.",
        "Save the file as UTF-8 (in Excel: 'CSV UTF-8').",
    ),
    "ambiguous-encoding": (
        "error",
        "The file is not UTF-8: these bytes can be read as windows-1251 ('{cyrillic}') or as "
        "windows-1252 ('{western}').",
        "Save the file as UTF-8 (in Excel: 'CSV UTF-8').",
    ),
    "legacy-encoding": (
        "warning",
        "The file is not UTF-8; it was read as {encoding} ('{value}').",
        "Save the file as UTF-8 (in Excel: 'CSV UTF-8').",
    ),
    "broken-character": (
        "error",
        "The file is {encoding}, but the bytes on this line are not.",
        "Text of another encoding was pasted in, or the file was damaged: type this line again, "
        "or bring the last good version back.",
    ),
    "truncated-character": (
        "error",
        "The file ends in the middle of a character: the end of it is lost.",
        "Bring the last good version back, or complete the last line.",
    ),
    "truncated-file": (
        "error",
        "The file ends in the middle of a row: the last line has {found} of {expected} cells.",
        "Bring the last good version back, or complete the last line.",
    ),
    "nul-byte": (
        "error",
        "The line contains a NUL byte, which no text has.",
        "The file was damaged or is no text: bring the last good version back, or save the table "
        "as CSV again.",
    ),
    "nul-byte:utf-16": (
        "error",
        "The file is UTF-16 without the mark that says so.",
        "Save the file as UTF-8 (in Excel: 'CSV UTF-8').",
    ),
    "git-conflict": (
        "error",
        "A merge was left half done: conflict markers of git stand in the file.",
        "Keep one version of the lines between <<<<<<< and >>>>>>> and delete the markers.",
    ),
    "too-many-columns": (
        "error",
        "The header names {found} columns; at most {limit} are read.",
        "Delete the columns that are not needed.",
    ),
    "missing-column": (
        "error",
        "The header has no column '{column}'.",
        "Add the column '{column}'; the header found is: {header}.",
    ),
    "missing-column:misspelt": (
        "error",
        "The header has no column '{column}'.",
        "Did you mean '{column}' where it says '{found}'?",
    ),
    "misspelt-column": (
        "warning",
        "The column '{column}' is not known; it is kept and not read.",
        "Did you mean '{meant}'?",
    ),
    "duplicate-column": (
        "error",
        "The header names '{column}' twice, in places {first} and {second}.",
        "Delete or rename one of the two columns.",
    ),
    "blank-column": (
        "error",
        "The header has a blank name in place {number} of {count}.",
        "Name the column, or delete it (separators at the end of the line make one).",
    ),
    "unclosed-quote": (
        "error",
        "The quote opened on line {line} is not closed where its cell should end.",
        'Close the quote on line {line}, and write every quote inside the cell twice ("").',
    ),
    "unclosed-quote:long": (
        "error",
        "The quote opened on line {line} is not closed within {limit} characters.",
        "Close the quote on line {line}; a cell holds at most {limit} characters.",
    ),
    "stray-quote": (
        "error",
        "A quote stands inside a cell that does not begin with one.",
        'Put the whole cell in quotes and write every quote inside it twice ("").',
    ),
    "text-after-quote": (
        "error",
        "Text follows the closing quote of a cell.",
        'Write every quote inside a quoted cell twice (""), and nothing after the last one.',
    ),
    "too-many-cells": (
        "error",
        "The row has {found} cells; the header has {expected}.",
        "Put a cell that contains '{separator}' in quotes.",
    ),
    "too-many-cells:comma": (
        "error",
        "The row has {found} cells; the header has {expected}. The cell '{value}' looks like one "
        "cut by an unquoted comma.",
        'Put the whole cell in quotes: "{whole}".',
    ),
    "too-many-cells:blank": (
        "error",
        "The row has {found} cells; the header has {expected}. The cells too many are blank.",
        "Delete the separators at the end of the line.",
    ),
    "too-few-cells": (
        "error",
        "The row has {found} cells; the header has {expected}.",
        "Add the missing separators ('{separator}'), one for each blank cell too.",
    ),
    "too-few-cells:line-break": (
        "error",
        "The row has {found} cells; the header has {expected}. With the next line it would have "
        "them all: a line break stands in an unquoted cell.",
        "Join this line and the next, or put the cell with the line break in quotes.",
    ),
    "too-few-cells:separator": (
        "error",
        "The row is separated by '{other}'; the header by '{separator}'.",
        "Use '{separator}' between the cells of this row too.",
    ),
    "too-long-cell": (
        "error",
        "The cell has {found} characters; at most {limit} are read.",
        "Shorten it: a note says where to read more.",
    ),
    "too-many-faults": (
        "error",
        "More than {limit} lines cannot be read; the rest of the file was not looked at.",
        "Repair what is named above first: often one cause, such as the wrong separator, "
        "explains all.",
    ),
}

DATA_FAULTS: Final[dict[str, tuple[Severity, str, str]]] = {
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
        "Merge the two rows if they mean one milestone; else choose an id that differs visibly.",
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
    "blank-announced": (
        "error",
        "The announcement has no day.",
        "Write the day on which it was made, or the month if no more is known.",
    ),
    "blank-target": (
        "error",
        "The announcement has no target.",
        "Write the date that was promised, or 'tbd' if one was taken back and no new one given.",
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
        "Write the day on which the announcement was made; the date promised goes into 'target'.",
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
        "The last announcement says '{target}' (of {announced}, {file}:{line}), the cell is blank.",
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

# A word that is not in the closed list of its column.
CLOSED_LISTS: Final = ("category", "outcome", "side", "confidence")
WORD_FAULTS: Final[dict[str, tuple[Severity, str, str]]] = {
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

FAULTS: Final = FILE_FAULTS | DATA_FAULTS | WORD_FAULTS
