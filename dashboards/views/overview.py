"""Where does the programme stand today, what comes next, what is late, what changed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from dashboards.components import (
    Column,
    Row,
    built_and_flown,
    card,
    date_text,
    is_unread,
    last_said,
    marks,
    milestone_link,
    more,
    no_date,
    of_status,
    reading,
    section,
    slip_mark,
    sorted_by_date,
    status_chip,
    table,
)
from dashboards.elements import Content, Element, h
from dashboards.headline import headline
from dashboards.health_panel import health_panel
from dashboards.page import SLIPS_PATH, STATUS_PATH, Page
from dashboards.problem_list import problem_list
from dashboards.recent_changes import recent
from dashboards.theme import STATUS_LOOK
from tracker import schema
from tracker.messages import message

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = STATUS_PATH
TITLE: Final = message("Status")

NEXT_SHOWN: Final = 8
OVERDUE_SHOWN: Final = 20


def content(page: Page) -> Element:
    """The view: the answer in words, then its evidence."""
    return h(
        "div",
        h("h1", page.say("Status as of {day}", day=page.say.day(page.as_of)), class_="unseen"),
        headline(page),
        _evidence(page) if page.known else None,
        problem_list(page),
        class_="view view-status",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def _evidence(page: Page) -> list[Element]:
    left = h("div", next_table(page), overdue_table(page), class_="column")
    right = h("div", recent(page), track_table(page), undated_table(page), class_="column")
    return [cards(page), h("div", left, right, class_="columns"), health_panel(page)]


def cards(page: Page) -> Element:
    """How many milestones have each status, and how late those were that happened."""
    shown = ("overdue", "due", "upcoming", "undated", "done")
    return h(
        "div", [status_card(status, page) for status in shown], median_card(page), class_="cards"
    )


def status_card(status: str, page: Page) -> Element:
    rows = of_status(page.known, status)
    return card(
        status_chip(status, page.say),
        page.say.number(len(rows)),
        CARD_NOTES[status](rows, page),
        href=page.timeline(status=status) if len(rows) else None,
        kind="late" if STATUS_LOOK[status].late and len(rows) else "",
    )


def _names(rows: Sequence[Row], page: Page) -> str:
    """The first by date, and that there are more."""
    titles = [row.title for row in sorted_by_date(rows)]
    if not titles:
        return page.say("none")
    return str(titles[0]) + (", …" if len(titles) > 1 else "")


def _undated_names(rows: Sequence[Row], page: Page) -> str:
    """The first of them, and how many only cannot be read."""
    names, unread = _names(rows, page), unread_of(rows)
    if not unread:
        return names
    told = page.say.plural("{n} has a date that cannot be read",
                           "{n} have a date that cannot be read", unread)  # fmt: skip
    return page.say("{first}; {second}", first=names, second=told)


def _of_all(_rows: Sequence[Row], page: Page) -> str:
    n = page.say.plural("of {n} milestone", "of {n} milestones", len(page.known))
    cancelled = len(of_status(page.known, "cancelled"))
    return page.say("{of_all}; {n} cancelled", of_all=n, n=cancelled) if cancelled else n


CARD_NOTES: Final[dict[str, Callable[[Sequence[Row], Page], str]]] = {
    "overdue": lambda _rows, page: page.say("promised date passed, no outcome found"),
    "due": _names,
    "upcoming": _names,
    "undated": _undated_names,
    "done": _of_all,
}


def median_card(page: Page) -> Element:
    """How late launches and works came that had been promised: the median of the certain part.

    What came early or as promised counts as not late at all. Meetings and anniversaries, which
    keep their day, are left out: they would make the rest look punctual.
    """
    say = page.say
    slips = [row.slip_min for row in built_and_flown(page.known)]
    if not slips:
        nothing = say("no promised launch or work is done yet")
        return card(say("Median slip"), "–", nothing, href=None)
    typical = timedelta(days=int(median(max(days, 0.0) for days in slips)))
    figure = say.short_duration(page.as_of - typical, page.as_of) if typical else say("0 d")
    number = h("span", say("n = {n}", n=len(slips)), class_="unbroken")
    late = say("{n} came late", n=sum(days > 0 for days in slips))
    note: Content = [say("at least; launches and works"), " · ", number, ", ", late]
    href = None if page.in_file else page.address(SLIPS_PATH)
    return card(say("Median slip"), figure, note, href=href)


def next_table(page: Page) -> Element:
    """What is due or comes next, the nearest end of window first."""
    say = page.say
    rows = sorted_by_date(of_status(page.known, "due", "upcoming"))
    columns = (
        Column(say("Promised for"), "when"),
        Column(say("Milestone"), names_row=True),
        Column(say("Status"), "state"),
        Column(say("Reading"), "state"),
        Column(say("Last said by")),
    )
    shown = _shown(NEXT_SHOWN, len(rows), page)
    cells = [_next_cells(row, page) for row in rows[:shown]]
    if not cells:
        empty = say("No open milestone has a date that is still to come.")
        return section(say("Next"), h("p", empty, class_="empty"), name="next")
    rest = more(len(rows) - shown, page.timeline(status="due,upcoming"), say)
    return section(say("Next"), table(columns, cells, name=say("Next")), rest, name="next")


def _next_cells(row: Row, page: Page) -> tuple[Content, ...]:
    return (
        [date_text(row.current_words, page.say), " ", slip_mark(row, page.say)],
        _named(row, page),
        status_chip(row.status, page.say),
        reading(row, page.as_of, page.say),
        last_said(row, page.say),
    )


def _named(row: Row, page: Page) -> Content:
    """A milestone by its title, with what to know before believing its date."""
    link = milestone_link(row.id, row.title, page)
    return [link, [[" ", mark] for mark in marks(row, page.say)]]


def overdue_table(page: Page) -> Element:
    """Whose promised date has passed without a report, the longest first."""
    say = page.say
    rows = sorted_by_date(of_status(page.known, "overdue"))
    columns = (
        Column(say("Promised for"), "when"),
        Column(say("Milestone"), names_row=True),
        Column(say("Overdue for"), "late"),
        Column(say("Last said by")),
    )
    shown = _shown(OVERDUE_SHOWN, len(rows), page)
    cells = [_overdue_cells(row, page) for row in rows[:shown]]
    if not cells:
        empty = h("p", say("No promised date has passed without a report."), class_="empty")
        return section(say("Overdue"), empty, name="overdue")
    rest = more(len(rows) - shown, page.timeline(status="overdue"), say)
    note = say("Their promised date passed and no outcome was found.")
    listed = table(columns, cells, name=say("Overdue"))
    return section(say("Overdue"), listed, rest, name="overdue", note=note)


def _overdue_cells(row: Row, page: Page) -> tuple[Content, ...]:
    return (
        date_text(row.current_words, page.say),
        _named(row, page),
        reading(row, page.as_of, page.say),
        last_said(row, page.say),
    )


def undated_table(page: Page) -> Element:
    """For which no date is announced or none can be read, and what was last said."""
    say = page.say
    rows = sorted(of_status(page.known, "undated"), key=lambda row: row.id)
    title = undated_title(rows, page)
    if not rows:
        empty = h("p", say("Every open milestone has a date."), class_="empty")
        return section(title, empty, name="undated")
    columns = (Column(say("Milestone"), names_row=True), Column(say("Last said by")))
    shown = _shown(OVERDUE_SHOWN, len(rows), page)
    cells = [(_undated_name(row, page), last_said(row, say)) for row in rows[:shown]]
    rest = more(len(rows) - shown, page.timeline(status="undated"), say)
    listed = table(columns, cells, name=title)
    return section(title, listed, rest, name="undated")


def undated_title(rows: Sequence[Row], page: Page) -> str:
    """What the undated have in common: of a date that cannot be read, not that there is none."""
    unread = unread_of(rows)
    if not unread:
        return page.say("No date announced")
    if unread == len(rows):
        return page.say("Date cannot be read")
    return page.say("No date announced, or none that can be read")


def unread_of(rows: Iterable[Row]) -> int:
    """How many have a date in the file that cannot be read."""
    return sum(map(is_unread, rows))


def _undated_name(row: Row, page: Page) -> Content:
    link = milestone_link(row.id, row.title, page)
    if not is_unread(row):
        return link
    return [link, " ", h("span", no_date(row, page.say), class_="mark mark-unread")]


def track_table(page: Page) -> Element:
    """How many milestones of each track have each status."""
    say = page.say
    heads = [
        Column(
            [
                h("span", STATUS_LOOK[status].symbol, aria_hidden="true", class_="symbol"),
                h("span", say(STATUS_LOOK[status].word), class_="word"),
            ],
            "number",
            label=say(STATUS_LOOK[status].word),
        )
        for status in schema.STATUSES
    ]
    counts = Counter((row.track, row.status) for row in page.known)
    tracks = {track for track, _ in counts}
    rows = [_track_cells(track, counts, page) for track in schema.TRACKS if track in tracks]
    columns = (Column(say("Track"), names_row=True), *heads)
    listed = table(columns, rows, name=say("By track"))
    return section(say("By track"), h("div", listed, class_="matrix"), name="tracks")


def _track_cells(track: str, counts: Mapping[tuple[str, str], int], page: Page) -> list[Content]:
    name, address = page.say(track), page.timeline(track=track)
    return [
        h("a", name, href=address) if address else name,
        *(
            _count(track, status, counts.get((track, status), 0), page)
            for status in schema.STATUSES
        ),
    ]


def _count(track: str, status: str, n: int, page: Page) -> Content:
    if not n:
        return h("span", "·", class_="none", aria_label=page.say("none"), role="img")
    address = page.timeline(track=track, status=status)
    number = page.say.number(n)
    return h("a", number, href=address) if address else number


def _shown(few: int, n: int, page: Page) -> int:
    """How many rows stand here; all of them in the report, which has no other page for the rest."""
    return n if page.in_file else few
