"""How did the dates move that moved most? A chart each, for the screen, the phone and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from dashboards.components import COMPARED, Row, section
from dashboards.elements import Element, Node, h
from dashboards.page import Page
from dashboards.register import Spoken
from dashboards.report_timeline import NO_DAY
from dashboards.slip_drawing import Mark
from dashboards.slip_key import key
from dashboards.slip_marks import chart, sheet_of
from dashboards.slip_record import Course, courses, where
from dashboards.slip_svg import fades, slip_svg
from dashboards.slip_words import figure, sentence
from tracker.columns import picked, rows_of
from tracker.messages import message
from tracker.moves import move_columns
from tracker.record import history_columns

# So many are drawn; all of them stand in the register.
CHARTS: Final = 3
WIDE, NARROW = 720, 348
MOVE: Final = ("line", "milestone", "kind", "slip_min", "slip_max")
# A script of the dashboard works with these.
FOR_SCRIPTS: Final = ("data-s", "data-n", "data-m", "tabindex", "aria-labelledby", "id")


# Of the statements on a chart, by whether it stands in a file with all of them.
TOLD_IN_WORDS: Final = message(
    {
        True: "{count}, each on the day it was made, over the period it promised; the register "
        "tells them in words.",
        False: "{count}, each on the day it was made, over the period it promised; the page of "
        "the milestone tells them in words.",
    }
)


class Moved(NamedTuple):
    """The milestones that moved most, and the history of the date of each, by id."""

    rows: list[Row]
    histories: Mapping[str, Row]


def moved_most(page: Page) -> Moved:
    """Those that a statement moved later and whose date stands farthest behind the first promise
    for certain, the farthest first."""
    told = history_columns(page.programme, page.as_of)
    histories = {row.id: row for row in rows_of(told, np.flatnonzero(told["slips"] > 0))}
    late = [row for row in page.known if row.id in histories and _is_late(row)]
    late.sort(key=lambda row: (-row.slip_min, row.id))
    return Moved(late[:CHARTS], histories)


def _is_late(row: Row) -> bool:
    return row.status in COMPARED and row.slip_min > 0


def slip_charts(moved: Moved, spoken: Spoken, page: Page) -> Element:
    """The charts, each under its title and beside what it says in two sentences."""
    say = page.say
    heading = say("What moved most")
    if not moved.rows:
        empty = say(
            "No milestone that a statement moved stands later than first promised. Statements in "
            "announcements.csv fill this."
        )
        return section(heading, h("p", empty, class_="empty"), name="slips")
    note = say.plural(
        "The only one whose date a statement moved and that stands later than first promised",
        "The {n} that slipped farthest of those whose date a statement moved, by the part of the "
        "slip that no reading can argue away",
        len(moved.rows),
    )
    said = [row for milestone in moved.rows for row in reversed(spoken[milestone.id])]
    figures = [
        _figure(row, course, moved.histories[row.id], page)
        for row, course in zip(moved.rows, _courses(moved, said, page), strict=True)
    ]
    sides = key({row.side for row in said}, say, several=False)
    return section(heading, fades(), figures, sides, name="slips", note=note)


def _courses(moved: Moved, said: Sequence[Row], page: Page) -> list[Course]:
    changed = move_columns(page.programme, page.as_of)
    of_them = np.flatnonzero(np.isin(changed["line"], [row.line for row in said]))
    by_line = {row.line: row for row in rows_of(picked(changed, MOVE), of_them)}
    return courses(moved.rows, said, by_line)


def _figure(row: Row, course: Course, told: Row, page: Page) -> Element:
    """A chart for each width, and what it says beside it."""
    wide = drawing(course, WIDE, spoken(course, page), page)
    narrow = drawing(course, NARROW, {}, page)
    return h(
        "figure",
        h("h3", h("a", row.title or row.id, href=page.milestone(row.id))),
        h("div", wide, narrow, class_="slip-drawings"),
        h("figcaption", figure(row, page.say), sentence(row, told, page)),
        class_="slip-figure",
    )


def spoken(course: Course, page: Page) -> dict[str, str]:
    """What each statement is called by who cannot see its mark: day, promise, speaker."""
    say = page.say
    return {
        said.key: say(
            "{day}: {promise} ({who})",
            day=say.day(said.day),
            promise=say.promised(said.target) or say("withdrawn, no new date"),
            who=said.speaker or said.organisation or said.side,
        )
        for said in course.said
    }


def drawing(
    course: Course, width: int, words: Mapping[str, str], page: Page, *, until: date | None = None
) -> Element:
    """The chart of a milestone up to a day, that of the page unless another is named.

    ``words`` is what its statements are called; without them none can be followed.
    """
    say = page.say
    sheet = sheet_of([course], width, since=None, as_of=until or page.as_of, today=NO_DAY, say=say)
    title = say("Slip chart: {titles}", titles=course.title)

    def link(item: Mark) -> str:
        return where(page, item.milestone, item.key)

    drawn = slip_svg(chart([course], sheet, say), title=title, link=link, width=str(width))
    count = say.plural("{n} statement", "{n} statements", len(course.said))
    about = say(TOLD_IN_WORDS[page.in_file], count=count)
    head, *rest = drawn.children
    lean = [_still(node, words) for node in rest]
    role = {"role": "group" if words else "img"}
    attrs = {name: value for name, value in drawn.attrs.items() if name != "id"} | role
    return Element("svg", attrs, (head, h("desc", about), *lean))


def _still(node: Node, words: Mapping[str, str]) -> Node:
    """Without what only a script would use. A link says in words to which statement it leads; on
    a phone, where no finger could meet a single mark, there are none (``words`` is empty)."""
    if isinstance(node, str):
        return node
    attrs = {name: value for name, value in node.attrs.items() if name not in FOR_SCRIPTS}
    kept: Sequence[Node] = [
        _still(child, words) for child in node.children if not _is_for_hands(child)
    ]
    if node.tag != "a":
        return Element(node.tag, attrs, tuple(kept))
    if not words:
        return Element("g", {"class": attrs["class"]}, tuple(kept))
    return Element("a", attrs, (h("title", words.get(node.attrs["data-s"], "")), *kept))


def _is_for_hands(node: Node) -> bool:
    return not isinstance(node, str) and node.attrs.get("class") == "sl-hit"
