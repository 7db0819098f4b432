"""What the Data view's scripts say, as templates: the server words it, the script fills it in.

Of what is counted both forms are given, the script takes the one that fits the number.
"""

from __future__ import annotations

from typing import Final

from tracker.messages import counted, message
from tracker.words import Words

ONE_TEXT: Final = message(
    {
        "changed_rows": "{changes} in {rows}",
        "saved": "Saved.",
        "saving": "Saving …",
        "loading": "Reading the file …",
        "undo": "Undo",
        "discarded": "Discarded.",
        "silent": "The tracker does not answer. Nothing is lost: your changes stay in this tab. "
        "Start it again, then save.",
        "silent_form": "The tracker does not answer. Leave the form open and start the tracker "
        "again, then stage it.",
        "unsure": "It is not known whether this was saved: the answer was “{answer}”. Save again: "
        "what is saved already is not recorded twice.",
        "unread": "No rows: the tracker does not answer. They come when it does.",
        "not_saved": "Not saved.",
        "mend": "Mend what is marked, then save.",
        "decide": "Somebody else has changed the same: decide above, then save.",
        "no_diff": "Nothing changes in the files.",
        "not_kept": "This browser keeps nothing for this page: a reload would lose your changes.",
        "warning": "Warning",
        "error": "Error",
        "changed_from": "Was: {old}",
        "blank": "(blank)",
        "new_row": "New row, not saved yet",
        "removed_row": "To be deleted when you save",
        "whole_row": "whole row",
        "in_file": "in {file}",
        "unfilled": "Not filled in yet",
        "empty_row": "New row, not filled in yet",
        "delete_named": "Delete what names it too",
        "keep_milestone": "Keep the milestone",
        "no_problem_staged": "With your changes no cell has a problem.",
        "nothing_found": "No row matches “{q}”.",
        "nothing_passes": "No row passes the filters.",
        "no_rows_milestones": "There is no row yet. “Add row” makes the first.",
        "no_rows_announcements": "No announcement is on record. “Record an announcement” makes the "
        "first.",
        "no_row": "Choose a row first.",
        "reading": "Reading …",
        "unanswered": "No reading: the tracker does not answer.",
        "mine": "Yours",
        "theirs": "On disk",
        "gone": "(the row is gone)",
        "delete": "(delete the row)",
        "saved_at": "saved on {at}",
        "saved_by": "saved on {at} by {by}",
        "keep_mine": "Keep mine",
        "take_theirs": "Take theirs",
        "reload": "Reload from disk",
        "file_changed": "The file was changed on disk; the rows follow it.",
        "record_offer": "Record who said that {title} is promised for “{words}”?",
        "record": "Record who said it",
        "complete_offer": "Record {title} as happened, with its source?",
        "complete": "Mark as happened",
        "not_now": "Not now",
        "delete_row": "Delete",
        "restore_row": "Keep",
        "leave": "Leave",
        "stay": "Stay",
    }
)
COUNTED: Final = counted(
    {
        "changes": ("{n} change", "{n} changes"),
        "rows": ("{n} row", "{n} rows"),
        "of_rows": ("{shown} of {n} row", "{shown} of {n} rows"),
        "problems_staged": (
            "With your changes {n} cell has a problem.",
            "With your changes {n} cells have problems.",
        ),
        "pasted": ("{n} cell pasted.", "{n} cells pasted."),
        "not_pasted": (
            "{n} cell found no place: the rows and columns shown end here.",
            "{n} cells found no place: the rows and columns shown end here.",
        ),
        "problems": ("{n} cell with a problem", "{n} cells with problems"),
        "unsaved": (
            "{n} change is not saved. It stays in this tab, and nobody else sees it.",
            "{n} changes are not saved. They stay in this tab, and nobody else sees them.",
        ),
    }
)
# What AG Grid says itself, by its own names (its documentation, "Localisation").
OF_GRID: Final = message(
    {
        "filterOoo": "Filter …",
        "contains": "contains",
        "notContains": "does not contain",
        "equals": "is",
        "startsWith": "begins with",
        "blank": "is blank",
        "notBlank": "is not blank",
        "ariaFilterValue": "Text to filter by",
        "ariaFilterInput": "Text to filter by",
        "ariaFilteringOperator": "How the text is looked for",
        "ariaFilterMenuOpen": "Open the filter",
        "ariaLabelColumnFilter": "Filter of the column",
        "ariaLabelSelectField": "How the text is looked for",
        "ariaSortableColumn": "Enter sorts",
        "ariaFilterColumn": "Ctrl and Enter open the filter",
        "ariaColumnFiltered": "Filtered",
        "ariaRowSelect": "Space chooses the row",
        "ariaRowDeselect": "Space no longer chooses the row",
        "loadingOoo": "Rows are being loaded…",
        "noMatchingRows": "No row passes the filters.",
    }
)
# A number of each of the kinds that languages tell apart (Unicode CLDR, as the browser names them).
KINDS: Final = {"one": 1, "few": 2, "many": 5, "other": 2}


def for_script(say: Words) -> dict[str, str | dict[str, str]]:
    """Every text by its name, of what is counted every form; the script fills them in."""
    single = {name: say.messages.single.get(text, text) for name, text in ONE_TEXT.items()}
    counted_forms = {name: _forms(one, many, say) for name, (one, many) in COUNTED.items()}
    return {**single, **counted_forms}


def for_grid(say: Words) -> dict[str, str]:
    """What the grid says in filters and headings."""
    return {name: say(text) for name, text in OF_GRID.items()}


def _forms(one: str, many: str, say: Words) -> dict[str, str]:
    forms = say.messages.several.get(one)
    if not forms:
        return {"one": one, "other": many}
    return {kind: forms[say.messages.form(n)] for kind, n in KINDS.items()}
