"""The forms of the Data view: record an announcement, mark as happened; what is asked on leaving.

They are dialogs of the browser's own, which keep the focus inside and close with Escape. The fields
follow the columns of the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from dashboards.data_columns import COLUMNS
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.theme import SIDE_NAME
from tracker.deltas import Subject
from tracker.messages import message
from tracker.words import Words


class Field(NamedTuple):
    """A field of a form; ``name`` is the column that it fills."""

    label: str
    hint: str = ""
    name: str = ""
    required: bool = False
    wide: bool = False


ANNOUNCE: Final = message(
    (
        Field("Milestone", "its id", name="milestone", required=True, wide=True),
        Field("Said on", "the day: 2026-11-20", name="announced", required=True),
        Field(
            "Promised for",
            "in the words used; tbd: taken back, no new date",
            name="target",
            required=True,
        ),
        Field("Who said it", "blank when nobody is named", name="speaker"),
        Field("Organisation", "for whom, or who wrote it", name="organisation", required=True),
        Field("Side", name="side", required=True),
        Field("How it was put", "in short", name="wording", wide=True),
        Field("Source", "address of the page", name="source", required=True, wide=True),
        Field("Publisher", name="publisher"),
        Field("Language", "two letters: en, fr, ru, kk", name="language"),
        Field("Confidence", name="confidence"),
        Field("Note", name="note", wide=True),
    )
)
COMPLETE: Final = message(
    (
        Field("Milestone", "its id", name="milestone", required=True, wide=True),
        Field("Happened on", "as precisely as is known", name="actual", required=True),
        Field("Outcome", name="outcome"),
        Field("Source", "address of the page", name="source", required=True, wide=True),
        Field("Confidence", name="confidence"),
    )
)


def forms(page: Page) -> list[Element]:
    """The dialogs, closed; a script opens them."""
    say = page.say
    return [
        _form("announce", say("Record an announcement"), ANNOUNCE, "announcements", say),
        _form("complete", say("Mark as happened"), COMPLETE, "milestones", say),
        h("datalist", id="data-ids"),
        h("datalist", _options(COLUMNS["announcements"]["language"].choices, say),
          id="data-languages"),
        _leaving(say),
    ]  # fmt: skip


def _form(kind: str, title: str, fields: Sequence[Field], table: Subject, say: Words) -> Element:
    note = say("It is staged with your other changes; nothing is written before you save.")
    return h(
        "dialog",
        h(
            "form",
            h("h2", title, id=f"data-{kind}-title"),
            h("p", note, class_="hint"),
            h("div", [_field(kind, field, table, say) for field in fields], class_="data-fields"),
            h("p", class_="data-refused", role="alert"),
            h(
                "div",
                h("button", say("Cancel"), type="button", class_="button", data_close=True),
                h("button", say("Stage it"), class_="button main"),
                class_="data-form-foot",
            ),
            method="dialog",
            # What is wrong is told by the server, all of it at once and each at its field.
            novalidate=True,
        ),
        id=f"data-{kind}",
        class_="data-dialog",
        data_kind=kind,
        aria_labelledby=f"data-{kind}-title",
    )


def _field(kind: str, field: Field, table: Subject, say: Words) -> Element:
    name = f"data-{kind}-{field.name}"
    column = COLUMNS[table].get(field.name)
    is_date = column is not None and column.editor == "date"
    hint = h("span", say(field.hint) if field.hint else "", class_="hint", id=f"{name}-hint",
             **({"role": "status", "data_hint": say(field.hint)} if is_date else {}))  # fmt: skip
    attrs: dict[str, Any] = {
        "id": name, "name": field.name, "required": field.required,
        "aria_describedby": f"{name}-hint {name}-fault", "data_date": is_date,
    }  # fmt: skip
    return h(
        "div",
        h("label", say(field.label), _need(field, say), for_=name),
        _control(field, column, attrs, say),
        hint,
        h("p", id=f"{name}-fault", class_="data-fault"),
        class_="data-field wide" if field.wide else "data-field",
    )


def _need(field: Field, say: Words) -> Content:
    return None if field.required else [" ", h("span", say("(optional)"), class_="muted")]


def _control(field: Field, column: Any, attrs: dict[str, Any], say: Words) -> Element:
    if column is not None and column.editor == "list":
        blank = h("option", "", value="")
        return h("select", blank, _options(column.choices, say), **attrs)
    if field.name in ("wording", "note"):
        return h("textarea", rows=2, **attrs)
    lists = {"milestone": "data-ids", "language": "data-languages"}
    return h("input", type="text", list=lists.get(field.name), autocomplete="off",
             spellcheck="false", **attrs)  # fmt: skip


def _options(choices: Sequence[str], say: Words) -> list[Element]:
    return [h("option", _choice(one, say), value=one) for one in choices]


def _choice(code: str, say: Words) -> str:
    return f"{code} – {say(SIDE_NAME[code])}" if code in SIDE_NAME else code


def _leaving(say: Words) -> Element:
    return h(
        "dialog",
        h("p", id="data-unsaved"),
        h(
            "div",
            h("button", say("Leave"), type="button", class_="button", id="data-leave"),
            h("button", say("Stay"), type="button", class_="button main", data_close=True),
            class_="data-form-foot",
        ),
        id="data-leaving",
        class_="data-dialog small",
        aria_labelledby="data-unsaved",
    )
