"""How did the date of this milestone move, who moved it, and how do all milestones compare?

The chart is drawn on the server for several widths; which one shows is the style sheet's to say. A
script (`assets/slips.js`) links marks, rows and cards; nothing about a milestone is decided there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from dashboards.components import Row, milestone_link, section
from dashboards.elements import Content, Element, h
from dashboards.fans import fans
from dashboards.headline import leading, nothing_yet
from dashboards.page import SLIPS_PATH, Page
from dashboards.slip_asked import Asked, address
from dashboards.slip_forecasts import expected_key, expected_words
from dashboards.slip_key import key
from dashboards.slip_marks import chart, sheet_of
from dashboards.slip_ranking import ranking, records
from dashboards.slip_record import Course, courses, keyed, where
from dashboards.slip_svg import fades, slip_svg
from dashboards.slip_tables import beside, cards, shown, twin
from dashboards.slip_tools import choices, tools
from dashboards.slip_words import changed, figure, of_all_sides, sentence, sentence_of_several
from tracker.columns import Column, picked, rows_of
from tracker.messages import message
from tracker.moves import move_columns, moves_of_sides
from tracker.record import history_columns
from tracker.statements import statement_counts, statements_on

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme
    from dashboards.slip_drawing import Mark

PATH: Final = SLIPS_PATH
TITLE: Final = message("Slips")
# Widths of the drawing; each is shown from 0.92 of its own on, and never larger than 1.1 of it.
WIDTHS: Final = (348, 520, 720, 946, 1180)
# How far the smaller text of a drawing may shrink before the next narrower one takes its place.
LEAST: Final = 0.92
# What the view wants of a statement, and of what it changed.
SAID: Final = [
    *("milestone", "announced", "announced_words", "announced_earliest", "announced_latest"),
    *("target", "target_words", "withdrawn", "side", "speaker", "organisation", "wording"),
    *("source", "publisher", "confidence", "line"),
]
MOVE: Final = [
    *("line", "milestone", "kind", "slip_min", "slip_max", "notice_days", "contests"),
    *("before_words", "before_earliest", "before_latest", "start_moved", "end_moved"),
    *("target_words", "target_earliest", "target_latest", "announced_latest"),
]


class Told(NamedTuple):
    """What is told: the milestones' rows in order; their statements, oldest first; those of them
    that the choices let through, newest first; what each statement changed against what was said
    before it by any of the sides that are shown, by line, and the same in words."""

    rows: list[Row]
    said: list[Row]
    shown: list[Row]
    moved: Mapping[int, Row]
    changes: Mapping[int, str]


def content(page: Page) -> Element:
    """The view: the answer in words, the chart with its evidence, then all milestones."""
    say, ids = page.say, page.titles.keys()
    said = statement_counts(page.programme, as_of=page.as_of)
    counts = {name: n for name, n in said.items() if name in ids}
    asked, missing = _asked(page)
    inside: list[Content] = [h("h1", say(TITLE), class_="unseen")]
    if not counts or not asked.milestones:
        return h("div", inside, _nothing(page), class_="view view-slips")
    told = _told(asked, page)
    inside += [
        _missing(missing, page),
        _answer(told, page),
        of_all_sides(asked, page),
        tools(asked, choices(page, counts), page),
        _evidence(told, asked, page),
        ranking(page, counts),
        records(page),
    ]
    return h("div", inside, class_="view view-slips")


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def _asked(page: Page) -> tuple[Asked, list[str]]:
    """What is asked for, with the leading milestone where none is; and which ids nobody knows."""
    asked = Asked.parse(page.query)
    ids = page.titles.keys()
    missing = [name for name in asked.milestones if name not in ids]
    found = tuple(name for name in asked.milestones if name in ids)
    if not found:
        lead = leading(page)
        found = (lead.id,) if lead is not None else ()
    return asked._replace(milestones=found), missing


def _told(asked: Asked, page: Page) -> Told:
    rows = {row.id: row for row in page.known if row.id in asked.milestones}
    said = statements_on(page.programme, asked.milestones, as_of=page.as_of)
    told = keyed(picked(said, SAID))
    shown = [row for row in reversed(told) if _is_shown(row, asked, page)]
    moved = _moved(said["line"], asked, page)
    return Told(
        rows=[rows[name] for name in asked.milestones],
        said=told,
        shown=shown,
        moved=moved,
        changes={
            row.line: changed(moved.get(row.line), page.say, of_all=not asked.sides)
            for row in shown
        },
    )


def _moved(lines: Column, asked: Asked, page: Page) -> dict[int, Row]:
    """What the statements of some lines changed."""
    moves = (
        moves_of_sides(page.programme, page.as_of, asked.sides)
        if asked.sides
        else move_columns(page.programme, page.as_of)
    )
    of_them = np.flatnonzero(np.isin(moves["line"], lines))
    return {row.line: row for row in rows_of(picked(moves, MOVE), of_them)}


def _is_shown(row: Row, asked: Asked, page: Page) -> bool:
    """Whether the choices let a statement through."""
    since = asked.since(page.as_of)
    in_time = since is None or row.announced_latest.date() >= since
    return in_time and (not asked.sides or row.side in asked.sides)


def _nothing(page: Page) -> Element:
    """What would fill an empty view."""
    say = page.say
    if not page.known:
        return h("p", nothing_yet(page), class_="sentence")
    text = say(
        "No announcement was on record by {day}. Add rows to announcements.csv and this page shows "
        "how each date moved.",
        day=say.day(page.as_of),
    )
    return h("p", text, class_="sentence")


def _missing(missing: list[str], page: Page) -> Element | None:
    if not missing:
        return None
    names = ", ".join(page.say("“{text}”", text=name) for name in missing)
    text = page.say(
        "Not on record as of {day}: {names}.", day=page.say.day(page.as_of), names=names
    )
    return h("p", text, class_="tl-trouble sl-missing", role="status")


def _answer(told: Told, page: Page) -> Element:
    if len(told.rows) > 1:
        return sentence_of_several(told.rows, page)
    row = told.rows[0]
    return sentence(row, _histories(page).get(row.id), page)


def _histories(page: Page) -> dict[str, Row]:
    return {row.id: row for row in rows_of(history_columns(page.programme, page.as_of))}


def _evidence(told: Told, asked: Asked, page: Page) -> list[Content]:
    if asked.form == "table":
        listed = (
            twin(told.shown, told.changes, page) if told.shown else _none_shown(told, asked, page)
        )
        forecasts = expected_words(told.rows, page) if asked.forecast else None
        return [h("div", forecasts, listed, _left_out(told, asked, page), class_="panel sl-panel")]
    drawn = h("div", _chart(told, asked, page), class_="panel sl-panel")
    return [
        h("div", drawn, _beside(told, asked, page), class_="columns sl-columns"),
        cards(told.shown, told.changes, page),
    ]


def _chart(told: Told, asked: Asked, page: Page) -> list[Content]:
    """The drawing in its widths, and how it is read."""
    if not told.shown:
        return [_none_shown(told, asked, page), _left_out(told, asked, page)]
    drawn = [_kept(course, asked, page) for course in courses(told.rows, told.said, told.moved)]
    since = asked.since(page.as_of)
    fitted = page.chart_width in WIDTHS
    widths = (page.chart_width,) if fitted else WIDTHS
    return [
        fades(),
        h(
            "div",
            [_variant(drawn, width, since, page) for width in widths],
            class_="sl-chart sl-fitted" if fitted else "sl-chart",
            data_widths=" ".join(map(str, WIDTHS)),
            data_least=LEAST,
        ),
        _key(told, page),
        expected_key(told.rows, page) if asked.forecast else None,
        _left_out(told, asked, page),
    ]


def _kept(course: Course, asked: Asked, page: Page) -> Course:
    """A course as told by the sides asked for, with what is forecast of it if that is."""
    if asked.forecast:
        course = course._replace(fan=fans(page).get(course.id))
    return course.of_sides(asked.sides) if asked.sides else course


def _variant(drawn: list[Course], width: int, since: date | None, page: Page) -> Element:
    sheet = sheet_of(drawn, width, since=since, as_of=page.as_of, today=page.today, say=page.say)
    titles = ", ".join(course.title for course in drawn)

    def link(item: Mark) -> str:
        return where(page, item.milestone, item.key)

    title = page.say("Slip chart: {titles}", titles=titles)
    return slip_svg(chart(drawn, sheet, page.say), title=title, link=link, width=str(width))


def _key(told: Told, page: Page) -> Element:
    """How the marks are read, in words."""
    return key({row.side for row in told.shown}, page.say, several=len(told.rows) > 1)


def _none_shown(told: Told, asked: Asked, page: Page) -> Element:
    say = page.say
    if not told.said:
        none = say(
            "No statement about it is on record by {day}. Add one to announcements.csv and it "
            "shows here.",
            day=say.day(page.as_of),
        )
        return h("p", none, class_="tl-nothing")
    everything = h(
        "a", say("Show all statements"), href=address(asked.but(sides=(), years=""), page)
    )
    return h("p", say("No statement matches these choices."), " ", everything, class_="tl-nothing")


def _left_out(told: Told, asked: Asked, page: Page) -> Element | None:
    hidden = len(told.said) - len(told.shown)
    if not hidden:
        return None
    say = page.say
    text = say.plural("{n} statement is left out by these choices.",
                      "{n} statements are left out by these choices.", hidden)  # fmt: skip
    everything = h("a", say("Show all"), href=address(asked.but(sides=(), years=""), page))
    return h("p", text, " ", everything, class_="note")


def _beside(told: Told, asked: Asked, page: Page) -> Element:
    """The slip as a figure with the statements; of several milestones, which they are."""
    say = page.say
    if len(told.rows) > 1:
        listed = shown(told.rows, _histories(page), asked, page)
        return section(say("On the chart"), listed, name="shown")
    row = told.rows[0]
    return h(
        "section",
        h("h2", milestone_link(row.id, row.title, page), class_="sl-of"),
        figure(row, say),
        beside(told.shown, asked, page) if told.shown else None,
        class_="panel sl-beside",
        aria_label=say("Slip and statements"),
    )
