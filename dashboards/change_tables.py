"""What changed, as rows that lead to their sources: for Status, for Changes, for the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from dashboards.components import Column, milestone_link, source_links, table
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.report_references import cited
from tracker.change import UNCHANGED, Change, by_day
from tracker.changes import changes
from tracker.messages import message
from tracker.programme import Programme
from tracker.words import Words

# Between the first and the last day of a range.
RANGE: Final = " – "
# Where a dispute is told, who said what stands in its words already.
NAMES_ITSELF: Final = ("contested",)
# That a dispute is over nobody said: it follows from the statement that left none.
ENDED: Final = "agreed"
NO_NUMBERS: Final[Mapping[str, int]] = MappingProxyType({})


@lru_cache(maxsize=8)
def _changes_until(programme: Programme, until: date) -> tuple[Change, ...]:
    """Every change on record by a day; worked out once for a version of the data."""
    return tuple(changes(programme, since=date.min, until=until, confirmed=True))


# By whether it is later, and whether by so much exactly.
AGAINST: Final = message(
    {
        (True, True): "{duration} later than promised before",
        (True, False): "at least {duration} later than promised before",
        (False, True): "{duration} sooner than promised before",
        (False, False): "at least {duration} sooner than promised before",
    }
)


def changes_known(
    page: Page, *, until: date | None = None, confirmed: bool = False
) -> list[Change]:
    """Every change on record by a day, else by that of the page, the newest first.

    What only says the same again is left out, unless it is asked for.
    """
    known = _changes_until(page.programme, until or page.as_of)
    if page.only:
        known = tuple(change for change in known if change.id in page.only)
    return [change for change in known if confirmed or change.kind != UNCHANGED]


def change_table(
    found: Sequence[Change], page: Page, *, name: str, numbers: Mapping[str, int] = NO_NUMBERS
) -> Element:
    """One row a change: when, of what, what, by whom, and the page that says so.

    In the report an address has a number among the references instead of a link.
    """
    say, titles = page.say, titles_of(page)
    columns = (
        Column(say("Day"), "when"),
        Column(say("Milestone"), names_row=True),
        Column(say("What changed")),
    )
    cells = [
        (
            _day_text(say.date(change.when)),
            named(change, titles, page),
            [told(change, say), h("div", said_by(change, say, numbers), class_="support")],
        )
        for change in found
    ]
    return table(columns, cells, name=name)


def _day_text(text: str) -> Content:
    """A day in one piece; a range may break between its days, or it would leave no room."""
    first, dash, last = text.partition(RANGE)
    if not dash:
        return text
    return [h("span", first, class_="unbroken"), dash, h("span", last, class_="unbroken")]


def change_days(found: Iterable[Change], page: Page) -> Element:
    """Each day with what changed on it, the weightiest first; small things muted."""
    titles = titles_of(page)
    return h(
        "div",
        [_day(page.say.date(day), members, titles, page) for day, members in by_day(found)],
        class_="change-days",
    )


def _day(day: str, members: Sequence[Change], titles: dict[str, str], page: Page) -> Element:
    items = [
        h(
            "li",
            h("div", named(change, titles, page), class_="change-of"),
            h("div", told(change, page.say), class_="change-what"),
            h("div", said_by(change, page.say), class_="change-by"),
            class_="change" if change.notable else "change small",
        )
        for change in members
    ]
    return h("section", h("h3", _day_text(day)), h("ul", items), class_="change-day")


def titles_of(page: Page) -> dict[str, str]:
    """The titles of the milestones on record."""
    return page.titles


def named(change: Change, titles: dict[str, str], page: Page) -> Content:
    """The milestone; what was said of one that no row has leads nowhere."""
    if change.id not in titles:
        return change.id
    return milestone_link(change.id, titles[change.id], page)


def told(change: Change, say: Words) -> Content:
    """What changed in words, and by how much; of what is dated vaguely, that it may be earlier."""
    doubt = change.doubt(say)
    vague = [" ", h("span", say("({doubt})", doubt=doubt), class_="muted")] if doubt else None
    return [change.text(say), " ", moved_mark(change, say), vague]


def moved_mark(change: Change, say: Words) -> Element | None:
    """How far the promise moved for certain, short: red when later."""
    days, after = change.certain_days, change.after
    edge = None if after is None else after.earliest if days > 0 else after.latest
    if not days or not edge:
        return None
    promised = edge - timedelta(days=int(days))
    text = say.short_duration(promised, edge)
    exactly = change.slip_min == change.slip_max
    duration = say.duration(*sorted((promised, edge)))
    kind = "slip late" if days > 0 else "slip"
    return h("span", text, class_=kind, title=say(AGAINST[days > 0, exactly], duration=duration))


def said_by(change: Change, say: Words, numbers: Mapping[str, int] = NO_NUMBERS) -> Content:
    """Who said so, and the page on which it stands."""
    if change.kind == ENDED:
        return _ended_by(change, say, numbers)
    who = "" if change.kind in NAMES_ITSELF else change.who
    side = change.organisation if change.speaker else None
    parts: list[Content] = [h("span", who, title=side or None)] if who else []
    if change.source:
        parts.append(_page_of(change, numbers))
    else:
        parts.append(say("no source on record"))
    return [[" · " if n else "", part] for n, part in enumerate(parts)]


def _page_of(change: Change, numbers: Mapping[str, int]) -> Content:
    """A link to the page that says so; in the report its number among the references."""
    if numbers:
        return cited(change.source, numbers)
    return [[" " if n else "", link] for n, link in enumerate(source_links(change.source))]


def _ended_by(change: Change, say: Words, numbers: Mapping[str, int]) -> Content:
    """The statement after which the sides differed no longer, as what it is: not their words."""
    if not change.source:
        return say("the statement that ended it has no source on record")
    return [say("by the statement that ended it:"), " ", _page_of(change, numbers)]
