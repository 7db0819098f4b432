"""What was promised for this milestone, by whom, when, how did it move, and what happened?"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from dashboards import by_milestone
from dashboards.citation import citation
from dashboards.components import (
    Column,
    Row,
    date_text,
    doubt,
    is_unread,
    marks,
    milestone_link,
    reading,
    section,
    side_chip,
    slip_words,
    source_link,
    source_links,
    status_chip,
    table,
    window_text,
)
from dashboards.copying import copy_anchor
from dashboards.elements import Content, Element, h
from dashboards.headline import promised as promise_words
from dashboards.page import DATA_PATH, MILESTONE_PATH, SLIPS_PATH, Page, statement_anchors
from dashboards.row_words import CATEGORY_NAME
from tracker.dates import DateWords
from tracker.messages import message
from tracker.schema import OPEN_STATUSES
from tracker.words import Words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = MILESTONE_PATH
TITLE: Final = message("Milestone")
OTHER_TITLES: Final = {"title_fr": "fr", "title_ru": "ru", "title_kk": "kk"}
SUGGESTED: Final = 5


def content(page: Page) -> Element:
    """The milestone that the path names, or what it may have meant."""
    row = row_of(page)
    inside = unknown(page) if row is None else told(row, page)
    return h("div", inside, class_="view view-milestone")


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: every choice in this view is a link."""


def title(page: Page) -> str:
    """The name of the page: the milestone's own."""
    row = row_of(page)
    return page.say("Unknown milestone") if row is None else str(row.title)


def row_of(page: Page) -> Row | None:
    """The row of the milestone, None when no such id is on record on the day."""
    return by_milestone.row_of(page.milestone_id, page)


def told(row: Row, page: Page) -> list[Element | None]:
    """Everything that the record holds on one milestone."""
    beside = [dates(row, page), expected(row, page), note(row, page.say)]
    beside += [neighbours(row, page), sources(row, page.say)]
    beside.append(citation(row.id, row.title, page))
    return [
        _ways_back(row, page),
        *heading(row, page),
        h(
            "div",
            h("div", beside, class_="column"),
            h("div", announcements(row, page), class_="column"),
            class_="columns facts-first",
        ),
    ]


def heading(row: Row, page: Page) -> list[Element | None]:
    """Title, status, and in a sentence how it stands."""
    return [
        h("h1", row.title, class_="title"),
        _other_titles(row),
        h("p", status_chip(row.status, page.say), " ", _marks(row, page.say), class_="standing"),
        h("p", sentence(row, page), class_="sentence"),
    ]


def _ways_back(row: Row, page: Page) -> Element:
    say = page.say
    links = [
        h("a", say("← Status"), href=page.address("/")),
        h("a", say("Show on the timeline"), href=page.timeline(q=row.id)),
        h("a", say("How its date moved →"), href=page.address(SLIPS_PATH, milestone=row.id)),
        *editing(row, page),
    ]
    return h("nav", links, class_="ways", aria_label=say("From here"))


def editing(row: Row, page: Page) -> list[Element]:
    """Ways to put the record right, where the reader may: a new statement, the row itself."""
    if not page.may_edit or page.as_of < page.today or page.frozen:
        return []
    say = page.say
    return [
        h("a", say("Record an announcement"), href=page.address(DATA_PATH, record=row.id)),
        h("a", say("Edit its row"), href=page.address(DATA_PATH, q=row.id)),
    ]


def _other_titles(row: Row) -> Element | None:
    titles = [(getattr(row, column), lang) for column, lang in OTHER_TITLES.items()]
    shown = [h("span", text, lang=lang) for text, lang in titles if text and text != row.title]
    return h("p", [[item, " "] for item in shown], class_="other-titles") if shown else None


def _marks(row: Row, say: Words) -> list[Content]:
    return [[mark, " "] for mark in marks(row, say)]


def sentence(row: Row, page: Page) -> str:
    """How it stands against the first promise: "At least 3 years 4 months later than …"."""
    slip = upper_first(slip_words(row, page.say))
    text = ". ".join(part for part in (_standing(row, page), slip) if part)
    return f"{text}." if text else ""


def _standing(row: Row, page: Page) -> str:
    say = page.say
    if row.status == "done":
        return upper_first(say.happened(row.actual_words)) + doubt(row, say)
    if row.status == "cancelled":
        return say("Cancelled")
    if is_unread(row):
        return say("Its date cannot be read")
    if row.current_words is None:
        return say("No date is announced")
    promised = upper_first(promise_words(row, say))
    if row.status == "overdue":
        return say("{promised}; that date passed and no outcome was found", promised=promised)
    # How long until then is true for a day, and the page of a site stands for many.
    when = reading(row, page.as_of, say) if page.is_served else ""
    return say("{first}; {second}", first=promised, second=when) if when else promised


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def dates(row: Row, page: Page) -> Element:
    """The four dates as words, each with the days that it allows; the plain facts beside them."""
    say = page.say
    facts: list[tuple[str, Content]] = [
        (say("Works began"), _date(row.start_words, say)),
        (say("First promised for"), _written(row.baseline, row.baseline_words, say)),
        (
            say("Promised for"),
            _written(row.planned, row.planned_words, say) or say("no date announced"),
        ),
        (say("Happened"), _date(row.actual_words, say)),
        (say("Outcome"), outcome(row.outcome, say)),
        (say("Track and category"), _category(row, page)),
        (say("Place"), row.place),
        (say("Parties"), row.parties),
        (say("Confidence"), say(row.confidence)),
    ]
    pairs = [h("div", h("dt", name), h("dd", value)) for name, value in facts if value]
    return section(say("Dates and facts"), h("dl", pairs, class_="facts"), name="facts")


def _written(text: str, words: DateWords | None, say: Words) -> Content:
    """A date, or that what stands in its place cannot be read."""
    unread = words is None and text.strip()
    return say("date cannot be read") if unread else _date(words, say)


def _date(words: DateWords | None, say: Words) -> Content:
    if words is None:
        return None
    window = window_text(words, say)
    shown = date_text(words, say)
    if words.precision == "day" and not words.qualifier:
        return shown
    return [shown, " ", h("span", window, class_="window")]


def outcome(text: str, say: Words) -> str:
    """The outcome in words; that nothing was found out is said as such."""
    return say("no outcome found") if text == "unknown" else say(text)


def _category(row: Row, page: Page) -> Content:
    if not row.track:
        return str(row.category)
    track = _linked(page.say(row.track), page.timeline(track=row.track))
    category = page.say(CATEGORY_NAME.get(row.category, row.category))
    if category == page.say(row.track):
        return track
    return [track, " · ", _linked(category, page.timeline(category=row.category))]


def _linked(text: str, address: str | None) -> Content:
    return h("a", text, href=address) if address else text


def expected(row: Row, page: Page) -> Element | None:
    """When to expect it going by other programmes, or why nothing can be said; None of what is
    settled or is neither built nor flown. Nothing of it is loaded for those that are settled."""
    if row.status not in OPEN_STATUSES:
        return None
    from dashboards.fans import outlook_of
    from dashboards.report_forecast import TITLE
    from dashboards.timeline_fans import how_made
    from tracker import forecast_words as words

    found = outlook_of(row, page)
    if found is None or found.reason in words.NOT_ASKED:
        return None
    say = page.say
    text = " ".join([words.sentence(found, say), *words.beside(found, say)])
    about = [say(words.NOT_OFFICIAL), " "] if found.forecast else None
    return section(
        say(TITLE),
        h("p", text, class_="prose"),
        h("p", about, how_made(page), class_="note"),
        name="forecast",
    )


def note(row: Row, say: Words) -> Element | None:
    if not row.note:
        return None
    return section(say("Note"), h("p", row.note, class_="prose"), name="note")


def announcements(row: Row, page: Page) -> Element:
    """Every statement known on the day, the newest first."""
    say = page.say
    newest_first = by_milestone.statements_on(row.id, page)
    heading = say("What was announced")
    if not newest_first:
        empty = h("p", say("No announcement of a date is on record."), class_="empty")
        return section(heading, empty, name="announcements")
    columns = (
        Column(say("Said on"), "when"),
        Column(say("Promised for"), names_row=True),
        Column(say("Who")),
        Column(say("Side"), "state"),
        Column(say("How it was put")),
        Column(say("Source and confidence"), "from"),
    )
    anchors = statement_anchors(newest_first)
    cells = [
        _statement(statement, anchor, page)
        for statement, anchor in zip(newest_first, anchors, strict=True)
    ]
    note = say.plural("{n} statement, newest first", "{n} statements, newest first", len(cells))
    listed = table(columns, cells, name=heading, anchors=anchors)
    return section(heading, listed, name="announcements", note=note)


def _statement(statement: Row, anchor: str, page: Page) -> tuple[Content, ...]:
    say = page.say
    link = statement_link(anchor, page)
    target = say("withdrawn, no new date") if statement.withdrawn else statement.target
    who = [h("span", part) for part in (statement.speaker, statement.organisation) if part]
    return (
        date_text(statement.announced_words, say),
        date_text(statement.target_words, say) or target,
        h("span", [[part, " "] for part in who], class_="who"),
        side_chip(statement.side, say),
        statement.wording,
        _source(statement, link, say),
    )


def statement_link(anchor: str, page: Page) -> Element:
    """The address of a statement; a script of the dashboard copies it."""
    say = page.say
    if page.is_served:
        return copy_anchor(anchor, say("link"), say("Copy the address of this statement"))
    return h("a", say("link"), href=f"#{anchor}", class_="anchor")


def _source(statement: Row, link: Element, say: Words) -> list[Content]:
    confidence = h("span", say(statement.confidence), " · ", link, class_="muted")
    links: list[Content] = [[link, " "] for link in source_links(statement.source)]
    return [links or say("none"), " ", confidence]


def neighbours(row: Row, page: Page) -> Element | None:
    """What it waits for, and what waits for it."""
    say = page.say
    found = (by_milestone.row_of(name, page) for name in row.depends_on.split())
    needs = sorted(filter(None, found), key=lambda needed: needed.line)
    lists = [(say("Needs"), needs), (say("Needed by"), by_milestone.needed_by(row.id, page))]
    columns = [_neighbour_list(name, rows, page) for name, rows in lists if rows]
    if not columns:
        return None
    return section(say("Neighbours"), h("div", columns, class_="pair"), name="neighbours")


def _neighbour_list(name: str, rows: Sequence[Row], page: Page) -> Element:
    items = [
        h(
            "li",
            milestone_link(row.id, row.title, page),
            " ",
            h("span", status_chip(row.status, page.say), " ", _when(row, page.say), class_="muted"),
        )
        for row in rows
    ]
    return h("div", h("h3", name), h("ul", items, class_="plain"))


def _when(row: Row, say: Words) -> Content:
    shown = date_text(row.current_words, say)
    return ["· ", shown] if shown else None


def sources(row: Row, say: Words) -> Element:
    """The pages on which the row rests, with their whole addresses."""
    addresses = row.source.split()
    if not addresses:
        empty = h("p", say("No source is on record for this row."), class_="empty")
        return section(say("Sources"), empty, name="sources")
    items = [h("li", source_link(address, whole=True)) for address in addresses]
    return section(say("Sources"), h("ul", items, class_="plain addresses"), name="sources")


def unknown(page: Page) -> list[Element | None]:
    """The page for an id that is not on record: what it may have meant."""
    say = page.say
    ids = page.rows["id"].tolist()
    close = get_close_matches(page.milestone_id.lower(), ids, n=SUGGESTED, cutoff=0.5)
    titles = dict(zip(page.rows["id"], page.rows["title"], strict=True))
    links = [h("li", milestone_link(found, titles[found], page), " ", found) for found in close]
    day = say.day(page.as_of)
    return [
        h("h1", say("Unknown milestone"), class_="title"),
        h(
            "p",
            say("No milestone “{id}” is on record as of {day}.", id=page.milestone_id, day=day),
            class_="sentence",
        ),
        h("p", say("Did you mean:")) if links else None,
        h("ul", links, class_="plain") if links else None,
        h("p", h("a", say("← Status"), href=page.address("/"))),
    ]
