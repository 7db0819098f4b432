"""What stands around the grid: the sentence, the two files as tabs, the buttons, the bar."""

from __future__ import annotations

import json
from typing import Final

from dashboards import data_columns, data_words
from dashboards.data_plain import count_of, is_of_today, table_named
from dashboards.elements import Content, Element, h
from dashboards.page import DATA_PATH, ENTRY_PATH, Page
from tracker.deltas import Subject
from tracker.messages import message
from tracker.words import Words

TABLES: Final[dict[Subject, str]] = message(
    {"milestones": "Milestones", "announcements": "Announcements"}
)


def table_asked(page: Page) -> Subject:
    """The file of the address; that of the milestones unless it says otherwise."""
    return "announcements" if page.query.get("table") == "announcements" else "milestones"


def head(page: Page) -> Element:
    """The sentence and the tabs; by its data a script knows which rows belong under it."""
    table = table_asked(page)
    return h(
        "div",
        h("h1", page.say("Data"), class_="unseen"),
        h("p", sentence(page), " ", h("span", id="data-staged", class_="muted"), class_="sentence"),
        why_read_only(page),
        tabs(table, page),
        class_="view-data-head",
        id="data-head",
        data_table=table,
        data_version=page.programme.version if is_of_today(page) else None,
    )


def sentence(page: Page) -> str:
    """How many rows there are, how many cells have problems, where they stand."""
    say = page.say
    counts = {table: count_of(table, page) for table in TABLES}
    milestones = say.plural("{n} milestone", "{n} milestones", counts["milestones"])
    said = say.plural("{n} announcement", "{n} announcements", counts["announcements"])
    if not is_of_today(page):
        return say(
            "{milestones} and {announcements} were on record by {day}.",
            milestones=milestones,
            announcements=said,
            day=say.day(page.as_of),
        )
    problems = cells_with_problems(page)
    if not page.may_edit:
        # Where the files stand on the server concerns nobody who cannot open them there.
        return say(
            "{milestones} and {announcements} are on record; {problems}.",
            milestones=milestones,
            announcements=said,
            problems=problems,
        )
    return say(
        "{milestones} and {announcements} are on file in {place}; {problems}.",
        milestones=milestones,
        announcements=said,
        place=page.programme.name,
        problems=problems,
    )


def cells_with_problems(page: Page) -> str:
    """How many cells of the files have a problem: "13 cells have problems"."""
    say, problems = page.say, page.programme.problems
    cells = len({(problem.file, problem.line, problem.column) for problem in problems})
    if not cells:
        return say("no cell has a problem")
    return say.plural("{n} cell has a problem", "{n} cells have problems", cells)


def why_read_only(page: Page) -> Element | None:
    """Why nothing can be edited here, in one phrase; nothing where it can."""
    say = page.say
    if not is_of_today(page):
        why = say("Read-only: these are the rows as known then. The files are edited as of today.")
        way = h("a", say("See the files of today →"), href=page.of_today)
        return h("p", why, " ", way, class_="data-read-only")
    if page.may_edit:
        return None
    if page.may_enter:
        way = h(
            "a", say("Enter the token to edit →"), href=page.address(ENTRY_PATH), target="_self"
        )
        return h(
            "p", say("Read-only until the token is entered."), " ", way, class_="data-read-only"
        )
    why = say(
        "Read-only: this tracker is served for looking at; its files are edited where it runs."
    )
    return h("p", why, class_="data-read-only")


def tabs(table: Subject, page: Page) -> Element:
    """The two files, each a link: the address says which one is shown."""
    links = [
        h(
            "a",
            page.say(name),
            href=page.address(DATA_PATH, table=table_named(one)),
            aria_current="true" if one == table else None,
        )
        for one, name in TABLES.items()
    ]
    return h("nav", links, class_="data-tabs", aria_label=page.say("Files"))


def without_script(page: Page) -> Element:
    """How the files are edited where no script runs."""
    text = page.say(
        "To edit here, scripts must be allowed. Without them edit {place} in any editor or "
        "spreadsheet, or with the commands announce, complete and add.",
        place=page.programme.name,
    )
    return h("noscript", h("p", text, class_="note"))


def controls(page: Page) -> Element:
    """The buttons above the grid; a script gives them their meaning. Read-only: those to look."""
    say = page.say
    words = say("Find in all columns")
    search = h("input", type="search", id="data-search", class_="data-search", placeholder=words,
               aria_label=words, maxlength=200, autocomplete="off", spellcheck="false")  # fmt: skip
    return h(
        "div",
        h("div", search, h("span", id="data-shown", class_="muted", role="status"),
          class_="data-find"),
        h("details", h("summary", say("Columns"), class_="button", id="data-columns"),
          h("div", class_="menu-panel data-columns", id="data-column-list"), class_="menu"),
        _editing(say) if page.may_edit else None,
        class_="data-tools",
        id="data-tools",
        data_told=json.dumps(
            {**data_columns.for_script(say), "words": data_words.for_script(say),
             "mayEdit": page.may_edit, "lang": page.lang},
            ensure_ascii=False,
        ),
    )  # fmt: skip


def _editing(say: Words) -> Element:
    buttons = (
        ("record", say("Record an announcement"), None),
        ("add", say("Add row"), None),
        ("duplicate", say("Duplicate"), None),
        ("delete", say("Delete"), None),
        ("undo", say("Undo"), "Control+Z"),
        ("redo", say("Redo"), "Control+Y"),
    )
    return h(
        "div",
        [
            h("button", text, type="button", class_="button", id=f"data-{name}",
              aria_keyshortcuts=keys, title=keys and keys.replace("Control", "Ctrl"))
            for name, text, keys in buttons
        ],
        class_="data-actions",
        role="group",
        aria_label=say("Edit"),
    )  # fmt: skip


def desk(page: Page) -> Element:
    """What stands below the grid: the cell in words, problems, the bar with what is staged."""
    say = page.say
    return h(
        "div",
        h("p", id="data-cell", class_="data-cell", role="status"),
        keys(page),
        h("details", h("summary", id="data-problem-count"),
          h("ul", class_="plain", id="data-problem-list"),
          id="data-problems", class_="data-problems", hidden=True),
        bar(say) if page.may_edit else None,
    )  # fmt: skip


# What each key does; the last two are for whoever may only look, too.
KEYS: Final = message(
    {
        "Enter, F2": "edit the cell; Enter again takes the text",
        "Tab, Shift+Tab": "to the next cell, to the one before; while editing it is edited too",
        "Shift+Enter": "a new line in a note or a list of addresses",
        "Delete": "blank the cell",
        "Ctrl+V": "paste a text; from a spreadsheet rows and columns, from this cell on",
        "Ctrl+Z, Ctrl+Y": "undo, redo; what was pasted together in one step",
        "Escape": "leave the cell as it was, then leave the grid",
        "Ctrl+C": "copy the cell",
        "↑ ↓ ← →": "to the cell beside",
    }
)
KEYS_TO_LOOK: Final = 3


def keys(page: Page) -> Element:
    """What the keys do in the grid, folded."""
    shown = [*KEYS.items()][0 if page.may_edit else -KEYS_TO_LOOK :]
    rows = [(h("dt", h("code", key)), h("dd", page.say(meaning))) for key, meaning in shown]
    return h(
        "details",
        h("summary", page.say("Keys")),
        h("dl", [part for row in rows for part in row]),
        class_="data-keys",
        id="data-keys",
    )


def bar(say: Words) -> Element:
    """The bar at the foot of the window: what is staged, and what may become of it."""
    return h(
        "section",
        h("div", id="data-conflicts", class_="data-conflicts"),
        h("div", id="data-left", class_="data-left"),
        h("div", id="data-offer", class_="data-offer", hidden=True),
        h("div", _review(say), id="data-review", class_="data-review", hidden=True),
        h(
            "div",
            h("span", id="data-count", class_="data-count"),
            h("span", id="data-told", class_="data-told", role="status"),
            _button("take-back", say("Undo"), hidden=True),
            _button("show", say("Show changes"), aria_expanded="false",
                    aria_controls="data-review"),
            _button("discard", say("Discard")),
            _button("save", say("Save"), kind="button main"),
            class_="data-bar-line",
        ),
        class_="data-bar",
        id="data-bar",
        aria_label=say("Changes not saved yet"),
        hidden=True,
    )  # fmt: skip


def _button(name: str, text: str, *, kind: str = "button", **attrs: str | bool) -> Element:
    return h("button", text, type="button", class_=kind, id=f"data-{name}", **attrs)


def _review(say: Words) -> list[Content]:
    return [
        h("h2", say("As it will stand in the files")),
        h("pre", id="data-diff", class_="data-diff", tabindex=0, aria_label=say("Diff")),
        h("ul", id="data-objections", class_="plain"),
        h(
            "label",
            h("span", say("Saved by")),
            h("input", type="text", id="data-by", maxlength=80, autocomplete="name"),
            h("span", say("optional; told to whoever changes the same cell"), class_="muted"),
            class_="data-by",
        ),
    ]
