"""What changed since I last looked: what happened, what moved, what was withdrawn, who said so?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from dashboards.change_filter import (
    DAYS,
    WHOLE,
    ChangeFilter,
    Period,
    last_days,
    period_words,
)
from dashboards.change_tables import change_days, changes_known
from dashboards.change_tools import COUNT_PATH, address_of, tools
from dashboards.components import section
from dashboards.elements import Element, h
from dashboards.page import CHANGES_PATH, Page, day_asked
from tracker.change import Change
from tracker.changes import changes
from tracker.messages import counted, message
from tracker.schema import LANGUAGES
from tracker.words import Words, words

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = CHANGES_PATH
TITLE: Final = message("Changes")
# More than this are folded by years.
MOST_OPEN: Final = 200
LAST_SHOWN: Final = 12

# How a sentence counts: what is counted, then what became of it, by one and by many.
NOUNS: Final = counted(
    (
        ("{n} milestone", "{n} milestones"),
        ("{n} date", "{n} dates"),
        ("the sides", "the sides"),
    )
)
COUNTED: Final = counted(
    (
        {
            "done": ("happened", "happened"),
            "cancelled": ("was cancelled", "were cancelled"),
            "first": ("was first promised", "were first promised"),
        },
        {
            "later": ("moved later", "moved later"),
            "earlier": ("moved earlier", "moved earlier"),
            "withdrawn": ("was withdrawn", "were withdrawn"),
            "restored": ("was given again", "were given again"),
            "less precise": ("became less precise", "became less precise"),
            "more precise": ("became more precise", "became more precise"),
            "confirmed": ("was repeated", "were repeated"),
        },
        {
            "contested": ("came to differ once", "came to differ {n} times"),
            "agreed": ("came to agree once", "came to agree {n} times"),
        },
    )
)


def content(page: Page) -> Element:
    """The view: the answer in words, the choices, then day by day."""
    asked = ChangeFilter.parse(page.query)
    period = asked.period(page.as_of)
    known = changes_known(page, until=period.until, confirmed=True)
    found = asked.apply(period.of(known), _tracks(page))
    return h(
        "div",
        h("h1", page.say("Changes as of {day}", day=page.say.day(page.as_of)), class_="unseen"),
        h("p", sentence(found, asked, period, page), class_="sentence"),
        tools(asked, period, page),
        listed(found, page) if found else nothing(known, asked, period, page),
        how_to_read(page),
        class_="view view-changes",
    )


def layout(page: Page) -> Element:
    """The content itself: nothing in this view needs a component of its own."""
    return content(page)


def register(app: Any, live: LiveProgramme) -> None:
    """Say how much has changed since a day, which only the reader's own browser knows."""

    def count(lang: str, day: str) -> tuple[str, int, dict[str, str]]:
        text = changed_since(day, live, words(lang)) if lang in LANGUAGES else ""
        return text, 200 if text else 404, {"Content-Type": "text/plain; charset=utf-8"}

    app.server.add_url_rule(f"{COUNT_PATH}<lang>/<day>", "changed-since", count)


def changed_since(day: str, live: LiveProgramme, say: Words) -> str:
    """The link to what changed since a day: "since your last visit, 20 Nov 2026 (3 changes)"; ""
    for what is no day."""
    since = day_asked(day)
    if since is None:
        return ""
    found = changes(live.read(), since=since, until=live.clock())
    day, number = say.day(since), _number(found, say)
    return say("since your last visit, {day} ({number})", day=day, number=number)


def _tracks(page: Page) -> dict[str, str]:
    return dict(zip(page.rows["id"], page.rows["track"], strict=True))


def sentence(found: Sequence[Change], asked: ChangeFilter, period: Period, page: Page) -> str:
    """How much of what changed: "In the last 30 days: 3 dates moved later, 1 was withdrawn".

    What is dated only to a period that began before may not belong here: it is counted apart.
    """
    say = page.say
    is_usual = not asked.typed or asked.trouble(page.as_of, say)
    days = asked.days if is_usual else ""
    when = period_words(days, period, say)
    if not found:
        return say("Nothing changed {when}.", when=when)
    when = when[:1].upper() + when[1:]
    certain = [change for change in found if not change.may_be_earlier]
    vague = len(found) - len(certain)
    if not certain:
        return say.plural("{when}: {n} change, dated only to a period that began before.",
                          "{when}: {n} changes, dated only to periods that began before.",
                          vague, when=when)  # fmt: skip
    number = Counter(change.kind for change in certain)
    counts = (_counts(number, group, noun, say) for group, noun in zip(COUNTED, NOUNS, strict=True))
    told = "; ".join(filter(None, counts))
    if not vague:
        return say("{when}: {counts}.", when=when, counts=told)
    return say.plural("{when}: {counts}; {n} more may be earlier.",
                      "{when}: {counts}; {n} more may be earlier.",
                      vague, when=when, counts=told)  # fmt: skip


def _counts(
    number: Counter[str], verbs: Mapping[str, tuple[str, str]], noun: tuple[str, str], say: Words
) -> str:
    """What became of things of one sort; they are named once."""
    told: list[str] = []
    for kind in (kind for kind in verbs if kind in number):
        n = number[kind]
        what = say.plural(*noun, n) if not told else say.number(n)
        verb = say.plural(*verbs[kind], n)
        # The sides are two however often; only what they did is counted.
        told.append(f"{what} {verb}" if "{n}" in noun[0] or not told else verb)
    return ", ".join(told)


def nothing(known: Iterable[Change], asked: ChangeFilter, period: Period, page: Page) -> Element:
    """After an empty period, the last changes before it and the way to more."""
    say = page.say
    since = period.since or date.min
    before = asked.apply((c for c in known if c.on and c.on <= since), _tracks(page))
    if before:
        reaching = address_of(_reaching(before[0], asked, page), page)
        way = h("p", h("a", say("Show a longer period"), href=reaching), class_="more")
        title = say("The last changes before that")
        return section(title, change_days(before[:LAST_SHOWN], page), way, name="changes")
    if asked.narrows:
        wide = h("a", say("All kinds on all tracks"), href=address_of(_widened(asked), page))
        return h("p", wide, class_="empty")
    text = say("A statement in announcements.csv, or a date under actual, shows here.")
    return h("p", text, class_="empty")


def _reaching(change: Change, asked: ChangeFilter, page: Page) -> ChangeFilter:
    """The shortest of the usual periods that holds a change."""
    periods = {days: last_days(days, page.as_of) for days in (*map(str, DAYS), WHOLE)}
    days = next(days for days, period in periods.items() if period and period.holds(change))
    return asked.but(days=days, since="", until="")


def _widened(asked: ChangeFilter) -> ChangeFilter:
    return asked.but(kinds=(), tracks=())


def listed(found: Sequence[Change], page: Page) -> Element:
    """Day by day, the newest first; a long list folded by years, the newest unfolded."""
    heading = h("h2", page.say("Day by day"), class_="unseen")
    if len(found) <= MOST_OPEN:
        return h("div", heading, change_days(found, page), class_="panel panel-changes")
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
    return h("div", heading, folds, class_="panel panel-changes folded")


def how_to_read(page: Page) -> Element:
    """What bold and grey mean, and where edits of the files are told."""
    say = page.say
    weight = say(
        "Bold: what weighs most, such as a flight that happened or a promise that moved far. "
        "Grey: small changes."
    )
    edits = say("Edits of the files without a statement have no day; they are told by")
    command = h("code", "python -m tracker changes --against OTHER")
    return h("div", h("p", weight), h("p", edits, " ", command, "."), class_="tl-key")


def _year(change: Change) -> str:
    return str(change.on.year) if change.on else ""


def _number(found: Sequence[Change], say: Words) -> str:
    return say.plural("{n} change", "{n} changes", len(found))
