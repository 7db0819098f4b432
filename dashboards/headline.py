"""The sentences on top: where the leading flight stands, which is next, how much is overdue.

Which milestone leads is read from the data: of the flights (of everything, where there is no
flight) the one of which most was said, whether it has flown or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from dashboards.components import (
    Row,
    day_number,
    doubt,
    is_unread,
    milestone_link,
    of_status,
    slip_words,
    sorted_by_date,
)
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.theme import SIDE_NAME
from tracker.dates import DateWords
from tracker.snapshot import certain_slip
from tracker.statements import claims_on, statement_counts
from tracker.words import NAMED_PERIODS, Words

FLIGHTS: Final = ("launch", "flight-test")
# A date given within this many days is news, not silence.
SILENT_DAYS: Final = 60


def headline(page: Page) -> Element:
    """The paragraph that answers "where does it stand?" for the day of the page."""
    if not page.known:
        return h("p", nothing_yet(page), class_="sentence")
    lead = leading(page)
    sentences = [
        _standing(lead, page) if lead is not None else None,
        _next(page.known, lead, page),
        _overdue(page.known, page),
    ]
    return h("p", [[sentence, " "] for sentence in sentences if sentence], class_="sentence")


def leading(page: Page) -> Row | None:
    """The flight of which most was said and that was not given up; None where nothing is known.

    Of equals the last that happened, one that was promised before others; else the next to come.
    """
    flights = _flights([row for row in page.known if row.status != "cancelled"])
    counts = statement_counts(page.programme, as_of=page.as_of)
    said = max((counts.get(row.id, 0) for row in flights), default=0)
    most = [row for row in flights if counts.get(row.id, 0) == said]
    done = of_status(most, "done")
    promised = [row for row in done if row.baseline_words is not None]
    last = sorted(promised or done, key=_newest_first)
    return next(iter(last or sorted_by_date(most)), None)


def _newest_first(row: Row) -> tuple[bool, int, str]:
    return row.current_latest is pd.NaT, -day_number(row.current_latest), row.id


def nothing_yet(page: Page) -> str:
    """Why nothing is shown: as of an earlier day, or of files that hold nothing yet."""
    say = page.say
    if page.as_of < page.today:
        return say("No milestone was on record by {day}.", day=say.day(page.as_of))
    return say(
        "No milestone is on record yet. Add a row with an id and a title to milestones.csv "
        "and it shows here."
    )


def _flights(rows: Sequence[Row]) -> Sequence[Row]:
    return [row for row in rows if row.category in FLIGHTS] or rows


def _standing(row: Row, page: Page) -> Content:
    """Where the leading milestone stands, in one sentence."""
    title, say = milestone_link(row.id, row.title, page), page.say
    if row.status == "done":
        return say.parts(
            "{title} {happened}{doubt}{slip}.", title=title,
            happened=say.happened(row.current_words), doubt=doubt(row, say),
            slip=_against_first(row, say),
        )  # fmt: skip
    if row.status == "overdue":
        return _passed(row, title, say)
    if row.contested:
        sides = claims_told(row, page)
        return say.parts("On {title} the sides differ: {sides}.", title=title, sides=sides)
    if is_unread(row):
        return say.parts("The date of {title} cannot be read.", title=title)
    if row.current_words is None:
        return say.parts("No date is announced for {title}.", title=title)
    told, slip = promised(row, say), _against_first(row, say)
    return say.parts("{title} is {promise}{slip}.", title=title, promise=told, slip=slip)


def promised(row: Row, say: Words) -> str:
    """What is promised: by whom it is not, where a partner did not say so."""
    if row.unrecorded:
        return say(
            "dated {date} in the file, a date that no announcement on record gives",
            date=say.date(row.current_words, after=True),
        )
    if row.side == "press":
        return say("reported for {date}", date=say.date(row.current_words, after=True))
    return say.promised(row.current_words)


def _against_first(row: Row, say: Words) -> str:
    """How far from the first promise, as far as no reading can argue it away."""
    certain = certain_slip(row.slip_min, row.slip_max)
    return f", {slip_words(row, say)}" if certain and slip_words(row, say) else ""


def _passed(row: Row, title: Element | str, say: Words) -> Content:
    if is_unread(row):
        return say.parts(
            "{title} has a date that cannot be read, and no outcome was found.", title=title
        )
    if row.current_words is None:
        return say.parts("{title} has no date announced, and no outcome was found.", title=title)
    return say.parts(
        "{title} was {promise}; that date passed and no outcome was found.",
        title=title, promise=promised(row, say),
    )  # fmt: skip


def claims_told(row: Row, page: Page) -> str:
    """What each side says: "Roscosmos says 2026; Kazcosmos says 2028"."""
    claims = claims_on(page.programme, row.id, as_of=page.as_of)
    return "; ".join(_claim(claim, page.say) for claim in claims)


def _claim(claim: Row, say: Words) -> str:
    who = claim.organisation or claim.speaker or say(SIDE_NAME.get(claim.side, claim.side))
    if claim.target_words is None:
        return say("{who} gives no date", who=who)
    return say("{who} says {date}", who=who, date=say.date(claim.target_words, after=True))


def _next(rows: Sequence[Row], lead: Row | None, page: Page) -> Content:
    """The next open flight but the leading one, by the end of its window.

    What only the press has reported is no promise, so it is not told as what comes next.
    """
    promised_by = [row for row in rows if row.side != "press"]
    others = [row for row in promised_by if lead is None or row.id != lead.id]
    open_flights = of_status(_flights(others), "due", "upcoming")
    waiting = open_flights or of_status(others, "due", "upcoming")
    dated = sorted_by_date(row for row in waiting if row.current_latest is not pd.NaT)
    for row in dated[:1]:
        title = milestone_link(row.id, row.title, page)
        promise = promised(row, page.say)
        silence = _silence(row, page)
        return page.say.parts(
            "Next: {title}, {promise}{silence}.", title=title, promise=promise, silence=silence
        )
    return None


def _silence(row: Row, page: Page) -> str:
    """Since when nothing was announced, or when the date was given."""
    if row.announced_words is None or row.unrecorded:
        return ""
    if (page.as_of - row.announced_latest.date()).days < SILENT_DAYS:
        return _said(_given(row, page), page.say)
    since = page.say.date(row.announced_words, after=True)
    return page.say("; nothing has been announced since {date}", date=since)


def _given(row: Row, page: Page) -> DateWords:
    """When the date that is told was given last: another side may have named another one since."""
    claims = claims_on(page.programme, row.id, as_of=page.as_of)
    giving = [
        claim for claim in claims if _window(claim.target_words) == _window(row.planned_words)
    ]
    words: DateWords = giving[-1].announced_words if giving else row.announced_words
    return words


def _window(words: DateWords | None) -> tuple[date | None, date | None] | None:
    return (words.earliest, words.latest) if words else None


def _said(words: DateWords, say: Words) -> str:
    """With the preposition that the date wants: a day is "on", a month "in"."""
    date = say.date(words)
    if words.precision == "day" and not words.qualifier:
        return say(", as said on {date}", date=date)
    if words.precision in NAMED_PERIODS and not words.qualifier:
        return say(", as said in {date}", date=date)
    return say(" (said: {date})", date=date)


def _overdue(rows: Sequence[Row], page: Page) -> Content:
    n = len(of_status(rows, "overdue"))
    if not n:
        return None
    text = page.say.plural("{n} milestone is overdue", "{n} milestones are overdue", n)
    address = page.timeline(status="overdue")
    explained = page.say(": the promised date passed and no outcome was found.")
    return [h("a", text, href=address, class_="late") if address else text, explained]
