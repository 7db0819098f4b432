"""What stands beside the slip chart: the statements, newest first, the milestones that are drawn,
and the cards that hovering, tapping and focus show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dashboards.components import (
    COMPARED,
    Column,
    Row,
    date_text,
    milestone_link,
    side_chip,
    slip_mark,
    source_links,
    status_chip,
    table,
    window_text,
)
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.slip_asked import Asked, address
from dashboards.slip_record import where
from dashboards.theme import SIDE_NAME, SIDE_SYMBOL, slug
from tracker.addresses import host_of
from tracker.words import Words

# In a page that is not wide enough for two columns the rest is a click away.
SHORT: Final = 10


def beside(statements: Sequence[Row], asked: Asked, page: Page) -> Element:
    """Every statement shown on the chart: said on, for, by whom, where it is written."""
    say = page.say
    columns = (Column(say("Said on"), "when"), Column(say("For"), "for"), Column(say("Who")))
    cells = [_short_cells(row, page) for row in statements]
    keys = [row.key for row in statements]
    listed = tagged(table(columns, cells, name=say("Statements")), "data-s", keys)
    every = say.plural("{n} statement as a table", "All {n} statements as a table", len(cells))
    more = h("a", every, href=address(asked.but(form="table"), page))
    return h("div", h("div", listed, class_="sl-scroll"), _cue(say), h("p", more, class_="more"),
             class_="sl-list")  # fmt: skip


def _cue(say: Words) -> Element:
    """That there is more below; a script shows it where that is so."""
    return h("p", say("scroll for more ▾"), class_="sl-cue", aria_hidden="true")


def tagged(listed: Element, name: str, values: Sequence[str]) -> Element:
    """A table with an attribute on each of its rows."""
    head, body = listed.children
    assert isinstance(body, Element)
    rows = [
        Element(row.tag, {**row.attrs, name: value}, row.children)
        for row, value in zip(body.children, values, strict=True)
        if isinstance(row, Element)
    ]
    return Element(listed.tag, listed.attrs, (head, Element(body.tag, body.attrs, tuple(rows))))


def _short_cells(row: Row, page: Page) -> tuple[Content, ...]:
    say = page.say
    who = row.speaker or row.organisation or say(SIDE_NAME.get(row.side, row.side))
    said_on = say.date(row.announced_words) or row.announced
    return (
        h("a", said_on, href=where(page, row.milestone, row.key), class_="sl-said"),
        date_text(row.target_words, say) or say("withdrawn"),
        h(
            "span",
            side_sign(row.side, say),
            " ",
            who,
            h("span", written(row, stop=False)),
            class_="who",
        ),
    )


def side_sign(side: str, say: Words) -> Element | None:
    """Who spoke, by symbol; by word for those who do not see it."""
    if side not in SIDE_NAME:
        return None
    return h("span", SIDE_SYMBOL[side], role="img", aria_label=say(SIDE_NAME[side]),
             title=say(SIDE_NAME[side]), class_=f"symbol sl-sign side-{side}")  # fmt: skip


def written(row: Row, *, stop: bool = True) -> Content:
    """Where a statement is written: the publisher's page. One that is no ``stop`` of the Tab key is
    reached from the date of its row with the arrow keys (`assets/slips.js`)."""
    links: list[Content] = []
    for source in row.source.split():
        host = host_of(source)
        name = row.publisher or host
        links.append(
            h(
                "a",
                f"{name} ↗",
                href=source,
                rel="noopener noreferrer",
                class_="source",
                tabindex=None if stop else -1,
            )
            if host
            else source
        )
    return [[link, " "] for link in links]


def twin(statements: Sequence[Row], changes: Mapping[int, str], page: Page) -> Element:
    """The chart as a table: all statements with what each changed, by its line."""
    say = page.say
    several, titles = _of_several(statements), page.titles
    columns = [
        Column(say("Said on"), "when"),
        *([Column(say("Milestone"), names_row=True)] if several else []),
        Column(say("Promised for"), "for", names_row=not several),
        Column(say("Who")),
        Column(say("Side"), "state"),
        Column(say("How it was put")),
        Column(say("What it changed")),
        Column(say("Source and confidence"), "from"),
    ]
    cells: list[Sequence[Content]] = []
    for row in statements:
        title = milestone_link(row.milestone, titles[row.milestone], page)
        said_on = say.date(row.announced_words) or row.announced
        who = [h("span", part) for part in (row.speaker, row.organisation) if part]
        cells.append([
            h("a", said_on, href=where(page, row.milestone, row.key), class_="sl-said"),
            *([title] if several else []),
            date_text(row.target_words, say) or say("withdrawn, no new date"),
            h("span", [[part, " "] for part in who], class_="who"),
            side_chip(row.side, say),
            row.wording,
            changes[row.line],
            [[[link, " "] for link in source_links(row.source)],
             h("span", say(row.confidence), class_="muted")],
        ])  # fmt: skip
    return h("div", table(columns, cells, name=say("Statements")), class_="sl-twin")


def _of_several(statements: Iterable[Row]) -> bool:
    """Whether the statements are of more than one milestone."""
    return len({row.milestone for row in statements}) > 1


def cards(statements: Sequence[Row], changes: Mapping[int, str], page: Page) -> Element:
    """What hovering, tapping and focus show of each statement; a script brings it to its mark."""
    several, titles = _of_several(statements), page.titles
    told = [
        card(row, changes[row.line], page, title=titles[row.milestone] if several else "")
        for row in statements
    ]
    return h("div", told, class_="sl-cards", hidden=True)


def card(row: Row, changed: str, page: Page, *, title: str = "") -> Element:
    """One statement: the date, the words, by whom, on which day, what it changed, the source."""
    say = page.say
    promised = say.promised(row.target_words) if row.target_words else say("withdrawn, no new date")
    window = window_text(row.target_words, say) if row.target_words else ""
    allowed = h("span", say(" ({window})", window=window), class_="muted") if window else None
    who = ", ".join(name for name in (row.speaker, row.organisation) if name)
    parts: list[Content] = [part for part in (who, side_chip(row.side, say)) if part]
    said_on = say("said on {day}", day=say.date(row.announced_words) or row.announced)
    weak = h("span", say("weak source"), class_="mark") if row.confidence == "low" else None
    return h(
        "div",
        h("p", h("b", title), class_="sl-of") if title else None,
        h("p", h("b", upper(promised)), allowed),
        h("p", say("In short: {wording}", wording=row.wording)) if row.wording else None,
        h("p", [[part, " · "] for part in parts], said_on),
        h("p", changed),
        h("p", written(row), weak, class_="tl-sources"),
        id=f"card-{row.key}",
        class_="sl-told",
    )


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(rows: Sequence[Row], histories: Mapping[str, Row], asked: Asked, page: Page) -> Element:
    """The milestones that are drawn, by the number of their line: what was promised, where it
    stands, and a way to leave it out."""
    say = page.say
    columns = (
        Column(h("span", say("Number"), class_="unseen"), "number"),
        Column(say("Milestone"), names_row=True),
        Column(say("Slip"), "when"),
        Column(h("span", say("Remove"), class_="unseen"), "state"),
    )
    patterns: dict[str, int] = {}
    cells = []
    for number, row in enumerate(rows, 1):
        pattern = patterns.get(row.track, 0)
        patterns[row.track] = pattern + 1
        cells.append(_line_cells(row, number, pattern, histories.get(row.id), asked, page))
    listed = tagged(
        table(columns, cells, name=say("Milestones on the chart")),
        "data-m",
        [row.id for row in rows],
    )
    scrolled = h("div", listed, class_="sl-scroll")
    return h("div", scrolled, _cue(say), class_="sl-list sl-shown")


def _line_cells(
    row: Row, number: int, pattern: int, history: Row | None, asked: Asked, page: Page
) -> tuple[Content, ...]:
    say = page.say
    first = say.date(history.first_words) if history is not None else ""
    now = say.date(row.current_words) or say("no date")
    alone = asked.but(milestones=(row.id,))
    remove = say("Remove {title}", title=row.title)
    slip = slip_mark(row, say) if row.status in COMPARED else status_chip(row.status, say)
    told = h("span", f"{first or '–'} → {now}", class_="muted sl-path")
    title = h("a", row.title, href=address(alone, page), class_="milestone")
    without = address(asked.with_milestone(row.id), page)
    return (
        number,
        [swatch(row.track, pattern), " ", title, told],
        slip,
        h("a", "×", href=without, aria_label=remove, title=remove, class_="sl-remove"),
    )


def swatch(track: str, pattern: int) -> Element:
    """A piece of a line as it is drawn."""
    kind = f" t-{slug(track)}" if track else ""
    return h(
        "svg",
        h("path", d="M0 4H22", class_="sl-swatch"),
        width=22, height=8, viewBox="0 0 22 8", aria_hidden="true",
        class_=f"sl-sample sl-pattern-{pattern % 4}{kind}",
    )  # fmt: skip
