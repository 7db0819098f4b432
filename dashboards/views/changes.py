"""What changed since I last looked: what happened, what moved, what was withdrawn, who said so?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from dashboards.change_filter import (
    CHOICES,
    DAYS,
    WHOLE,
    ChangeFilter,
    Period,
    last_days,
    period_words,
)
from dashboards.change_tables import change_days, changes_known
from dashboards.change_tools import COUNT_PATH, address_of, tools
from dashboards.elements import Element, h
from dashboards.page import CHANGES_PATH, LANGUAGE, Page, day_asked
from tracker.changes import Change, changes
from tracker.words import Words, words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = CHANGES_PATH
TITLE: Final = "Changes"
# More than this are folded by years.
MOST_OPEN: Final = 200

COUNTED: Final = {
    "done": ("{n} milestone happened", "{n} milestones happened"),
    "cancelled": ("{n} was cancelled", "{n} were cancelled"),
    "withdrawn": ("{n} date was withdrawn", "{n} dates were withdrawn"),
    "later": ("{n} date moved later", "{n} dates moved later"),
    "earlier": ("{n} date moved earlier", "{n} dates moved earlier"),
    "contested": ("the sides came to differ once", "the sides came to differ {n} times"),
    "agreed": ("they came to agree once", "they came to agree {n} times"),
    "restored": ("{n} date was given again", "{n} dates were given again"),
    "less precise": ("{n} date became less precise", "{n} dates became less precise"),
    "more precise": ("{n} date became more precise", "{n} dates became more precise"),
    "first": ("{n} milestone was first promised", "{n} milestones were first promised"),
    "confirmed": ("{n} promise was repeated", "{n} promises were repeated"),
}


def content(page: Page) -> Element:
    """The view: the answer in words, the choices, then day by day."""
    asked = ChangeFilter.parse(page.query)
    period = asked.period(page.as_of)
    known = changes_known(page, until=period.until, confirmed=True)
    found = asked.apply(filter(period.holds, known), _tracks(page))
    return h(
        "div",
        h("h1", page.say("Changes as of {day}", day=page.say.day(page.as_of)), class_="unseen"),
        h("p", sentence(found, asked, period, page.say), class_="sentence"),
        tools(asked, period, page),
        listed(found, page) if found else nothing(known, asked, period, page),
        class_="view view-changes",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Say how much has changed since a day, which only the reader's own browser knows."""

    def count(day: str) -> tuple[str, int, dict[str, str]]:
        text = changed_since(day, live)
        return text, 200 if text else 404, {"Content-Type": "text/plain; charset=utf-8"}

    app.server.add_url_rule(f"{COUNT_PATH}<day>", "changed-since", count)


def changed_since(day: str, live: LiveProgramme) -> str:
    """The link to what changed since a day: "since your last visit, 20 Nov 2026 (3)"; "" for what
    is no day."""
    since, say = day_asked(day), words(LANGUAGE)
    if since is None:
        return ""
    found = changes(live.read(), since=since, until=live.clock())
    return say("since your last visit, {day} ({n})", day=say.day(since), n=say.number(len(found)))


def _tracks(page: Page) -> dict[str, str]:
    return dict(zip(page.rows["id"], page.rows["track"], strict=True))


def sentence(found: Sequence[Change], asked: ChangeFilter, period: Period, say: Words) -> str:
    """How much of what: "In the last 90 days: 1 milestone happened, 3 dates moved later"."""
    when = period_words("" if asked.typed else asked.days, period, say)
    when = when[:1].upper() + when[1:]
    if not found:
        return say("{when}: nothing changed.", when=when)
    number = Counter(change.kind for change in found)
    counts = ", ".join(
        say.plural(*COUNTED[kind], number[kind]) for kind in CHOICES if kind in number
    )
    return say("{when}: {counts}.", when=when, counts=counts)


def nothing(known: Iterable[Change], asked: ChangeFilter, period: Period, page: Page) -> Element:
    """An empty period says when the last change before it was, and leads there."""
    say = page.say
    before = asked.apply(
        (c for c in known if c.on and period.since and c.on <= period.since), _tracks(page)
    )
    if before and before[0].on:
        link = h("a", say("Show it"), href=address_of(_reaching(before[0], asked, page), page))
        text = say("The last change before that: {day}.", day=say.date(before[0].when))
        return h("p", text, " ", link, class_="empty")
    if asked.narrows:
        wide = h("a", say("Show all kinds on all tracks"), href=address_of(_widened(asked), page))
        return h("p", wide, class_="empty")
    text = say("A statement in announcements.csv, or a date under actual, shows here.")
    return h("p", text, class_="empty")


def _reaching(change: Change, asked: ChangeFilter, page: Page) -> ChangeFilter:
    """The shortest period that holds a change."""
    for days in (*map(str, DAYS), WHOLE):
        period = last_days(days, page.as_of)
        if period and period.holds(change):
            return asked.but(days=days, since="", until="")
    return asked.but(days=WHOLE, since="", until="")


def _widened(asked: ChangeFilter) -> ChangeFilter:
    return asked.but(kinds=(), tracks=())


def listed(found: Sequence[Change], page: Page) -> Element:
    """Day by day, the newest first; a long list folded by years, the newest unfolded."""
    if len(found) <= MOST_OPEN:
        return h("div", change_days(found, page), class_="panel panel-changes")
    years = [
        (year, list(members)) for year, members in groupby(found, key=lambda change: _year(change))
    ]
    folds = [
        h(
            "details",
            h("summary", year, " ", h("span", _number(members, page.say), class_="muted")),
            change_days(members, page),
            open=not n,
            id=f"year-{year}",
        )
        for n, (year, members) in enumerate(years)
    ]
    return h("div", folds, class_="panel panel-changes folded")


def _year(change: Change) -> str:
    return str(change.on.year) if change.on else ""


def _number(found: Sequence[Change], say: Words) -> str:
    return say.plural("{n} change", "{n} changes", len(found))
