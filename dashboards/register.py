"""What does the record hold of each milestone, and where does it stand written?

One table a track, one row a milestone: what was promised first and last, what happened, how far
apart that is, how sure it is, and the pages that say so; beneath it all that was announced of it,
the newest first. A page is cited by its number among the references.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dashboards.components import (
    CONFIDENCE,
    Row,
    is_unread,
    marks,
    no_date,
    section,
    slip_words,
)
from dashboards.elements import Content, Element, h
from dashboards.page import LANGUAGE, Page, anchor
from dashboards.report_references import Numbers, cited
from dashboards.slip_record import SAID
from dashboards.theme import SIDE_NAME, STATUS_LOOK, slug
from tracker import schema
from tracker.dates import DateWords
from tracker.messages import message
from tracker.snapshot import certain_slip
from tracker.words import Words

# For what happened, the last promise is the one that stood before it did.
COLUMNS: Final = (
    message("Milestone"),
    message("Status"),
    message("First promised"),
    message("Last promised"),
    message("Happened"),
    message("Slip"),
    message("Note and sources"),
)
# A narrow screen has no heads above the dates: the style sheet names these columns beside them.
NAMED: Final = dict(zip(("--first", "--last", "--happened"), COLUMNS[2:5], strict=True))

# What was said of each milestone, the newest first.
Spoken = Mapping[str, Sequence[Row]]


def register(page: Page, numbers: Numbers, spoken: Spoken) -> Element:
    """Every milestone on record, by track, in the order of the file, with the statements on it."""
    tables = [_track(track, found, numbers, spoken, page) for track, found in by_track(page.known)]
    note = page.say("A number in brackets is that of the page among the sources.")
    return section(page.say("Every milestone"), tables, name="register", note=note)


def by_track(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each track; last, under no name, those whose category no list knows."""
    for track in (*schema.TRACKS, ""):
        found = [row for row in rows if row.track == track]
        if found:
            yield track, found


def _title_language(row: Row, page: Page) -> str | None:
    """The language of a title where it is not that of the page."""
    if page.lang == LANGUAGE or getattr(row, f"title_{page.lang}").strip():
        return None
    return LANGUAGE


def _track(
    track: str, rows: Sequence[Row], numbers: Numbers, spoken: Spoken, page: Page
) -> Element:
    say = page.say
    name = say(track) if track else say("Other")
    count = say.plural("{n} milestone", "{n} milestones", len(rows))
    heads = [h("th", say(text), scope="col") for text in COLUMNS]
    names = ";".join(f"{name}:{_css_string(say(text))}" for name, text in NAMED.items())
    body = [
        h("tbody", _milestone(row, numbers, page), _statements(row, numbers, spoken, page))
        for row in rows
    ]
    return h(
        "div",
        h(
            "h3",
            name,
            " ",
            h("span", count, class_="muted"),
            class_=f"track-name rail t-{slug(track)}",
        ),
        h("table", h("thead", h("tr", heads)), body, class_="table", style=names, aria_label=name),
        class_="register-track",
    )


def _milestone(row: Row, numbers: Numbers, page: Page) -> Element:
    """One row; what is blank takes no room, for there are many of them."""
    say = page.say
    cells: tuple[Content, ...] = (
        _date(row.baseline_words, say),
        _date(row.planned_words, say) or (no_date(row, say) if is_unread(row) else None),
        _happened(row, say),
        _slip(row, say),
        [_note(row), _support(row, numbers, say)],
    )
    named = h("th", row.title or row.id, scope="row", lang=_title_language(row, page))
    told = [_status(row.status, say), *(h("td", cell) for cell in cells)]
    return h("tr", named, told, id=anchor(row.id))


def _css_string(text: str) -> str:
    """A text as a style sheet takes it."""
    return '"' + text.replace("\\", "\\5c ").replace('"', "\\22 ") + '"'


def _happened(row: Row, say: Words) -> Content:
    if row.status == "overdue":
        return h("span", say("no outcome found"), class_="muted")
    if row.actual_words is None and row.actual.strip():
        return h("span", say("date cannot be read"), class_="muted")
    return _date(row.actual_words, say)


def _date(words: DateWords | None, say: Words) -> str | None:
    return say.date(words) or None


def _status(status: str, say: Words) -> Element:
    """By symbol and word, in few elements: there are as many as milestones."""
    look = STATUS_LOOK[status]
    symbol = h("span", look.symbol, aria_hidden="true")
    return h("td", symbol, " ", say(look.word), class_=f"status-{status}")


def _slip(row: Row, say: Words) -> Content:
    """How far the date stands from the first promise, in words; red when late."""
    words = slip_words(row, say)
    late = certain_slip(row.slip_min, row.slip_max) > 0
    return h("span", words, class_="late") if words and late else words or None


def _note(row: Row) -> Element | None:
    return h("p", row.note) if row.note else None


def _support(row: Row, numbers: Numbers, say: Words) -> Element:
    """How sure the row is and the pages behind it, by their numbers."""
    sure = say(CONFIDENCE[row.confidence]) if row.confidence in CONFIDENCE else row.confidence
    found = cited(row.source, numbers) or say("no source on record")
    return h(
        "p",
        [[mark, " "] for mark in marks(row, say)],
        [sure, " "] if sure else None,
        found,
        class_="support",
    )


def _statements(row: Row, numbers: Numbers, spoken: Spoken, page: Page) -> Element | None:
    """All that was announced of a milestone, the newest first, across the table."""
    said = spoken.get(row.id, ())
    if not said:
        return None
    say = page.say
    items = [_statement(statement, numbers, say) for statement in said]
    name = say("What was announced of “{title}”", title=row.title or row.id)
    listed = h("ul", items, class_="said", aria_label=name)
    return h("tr", h("td", listed, colspan=len(COLUMNS)), class_="said-row")


def _statement(said: Row, numbers: Numbers, say: Words) -> Element:
    """One statement: the day, the promise, by whom, how it was put, where it is written."""
    promise = say.date(said.target_words) or say("withdrawn, no new date")
    weak = h("span", say("weak source"), class_="mark") if said.confidence == "low" else None
    return h(
        "li",
        h("span", say.date(said.announced_words) or said.announced),
        h("b", promise),
        h("span", _speaker(said, say)),
        h("span", said.wording, " " if said.wording else None, weak, " " if weak else None,
          cited(said.source, numbers) or say("no source on record")),
        id=f"{SAID}{said.key}",
    )  # fmt: skip


def _speaker(said: Row, say: Words) -> str:
    """Which side spoke, by whom: "Russian side: Dmitry Rogozin, Roscosmos"."""
    who = ", ".join(name for name in (said.speaker, said.organisation) if name)
    side = say(SIDE_NAME[said.side]) if said.side in SIDE_NAME else said.side
    return say("{side}: {who}", side=side, who=who) if side and who else side or who
