"""What is said of a file that is not as a table should be written, and what to do next."""

from __future__ import annotations

from typing import Final

from tracker.messages import message
from tracker.problems import Severity

FILE_FAULTS: Final[dict[str, tuple[Severity, str, str]]] = message(
    {
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
            "Text of another encoding was pasted in, or the file was damaged: "
            "type this line again, "
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
            "The file was damaged or is no text: bring the last good version "
            "back, or save the table "
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
            "The row has {found} cells; the header has {expected}. The cell "
            "'{value}' looks like one "
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
            "The row has {found} cells; the header has {expected}. With the next "
            "line it would have "
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
)
