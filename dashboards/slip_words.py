"""What the slips view says: the sentence on top, the slip as a figure, what a statement changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import isnan
from statistics import median
from typing import Final

from dashboards.components import (
    COMPARED,
    Row,
    doubt,
    is_unread,
    milestone_link,
    slip_words,
)
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.slip_asked import Asked
from dashboards.theme import SIDE_NAME
from tracker.dates import DateWords
from tracker.lead import named_before
from tracker.messages import message
from tracker.snapshot import certain_slip
from tracker.statement_words import moved
from tracker.statements import claims_on
from tracker.words import Words

# Of fewer, each is told.
LEAST_FOR_MEDIAN: Final = 3
# What a first promise names, by its precision.
PERIOD_NAME: Final = message(
    {
        "day": "day",
        "week": "week",
        "month": "month",
        "quarter": "quarter",
        "half": "half-year",
        "season": "season",
        "year": "year",
    }
)


def sentence(row: Row, history: Row | None, page: Page) -> Element:
    """What was promised first, how often it slipped, what happened, how many named an earlier date.

    ``history`` is the milestone's row of `tracker.record.slip_history`.
    """
    return h("p", _sentences(row, history, page), class_="sentence")


def _sentences(row: Row, history: Row | None, page: Page) -> list[Content]:
    title, say = milestone_link(row.id, row.title, page), page.say
    if history is None:
        return say.parts(
            "Nobody is on record as having announced a date for “{title}”.", title=title
        )
    first = history.first_words
    if first is None:
        begin = say.parts("{title}: no date was promised.", title=title)
    else:
        promised = say.promised(first)
        begin = say.parts("{title} was first {promised}.", title=title, promised=promised)
    began = _first_said(history, say)
    if row.unrecorded and not is_unread(row) and row.current_words is not None:
        return [*begin, began, " ", _only_in_the_file(int(history.slips), row, say)]
    text = f"{_slips(int(history.slips), say)}{_outcome(row, page)}."
    early = named_before(history, say)
    return [*begin, began, " ", upper_first(text), f" {early}" if early else None]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first_said(history: Row, say: Words) -> str:
    """What the first statement on record promised, where that was another date."""
    words = history.first_said_words
    if words is None:
        return ""
    return " " + say("The first statement on record: {promised}.", promised=say.promised(words))


def _only_in_the_file(slips: int, row: Row, say: Words) -> str:
    """Of a plan that nobody announced: that it is not by statements that it moved."""
    moved = say("the promise moved later {times}", times=say.times(slips))
    told = moved if slips else say("no statement moved it later for certain")
    now = say.date(row.current_words, after=True)
    return upper_first(
        say(
            "{told}; it is dated {date} in the file, a date that no announcement on record gives.",
            told=told, date=now,
        )
    )  # fmt: skip


def _slips(n: int, say: Words) -> str:
    """How often it moved later: "the promise moved later five times"."""
    if n == 0:
        return say("no statement moved it later for certain")
    return say("the promise moved later {times}", times=say.times(n))


def _outcome(row: Row, page: Page) -> str:
    """What came of it, as the end of a sentence."""
    say = page.say
    if row.status == "done":
        happened = say.happened(row.current_words)
        return say("; it {happened}{doubt}", happened=happened, doubt=doubt(row, say))
    if row.status == "cancelled":
        return say("; it was cancelled")
    if row.contested:
        return say("; now the sides differ: {sides}", sides=_sides(row, page))
    if is_unread(row):
        return say("; its date now cannot be read")
    if row.current_words is None:
        return say("; no date is announced now")
    promise = say.promised(row.current_words)
    if row.status == "overdue":
        return say(
            "; it was last {promise}, which passed, and no outcome was found", promise=promise
        )
    return say("; it is now {promise}", promise=promise)


def _sides(row: Row, page: Page) -> str:
    """What each side says: "Roscosmos gives no date, Government of Kazakhstan says Q1 2026"."""
    claims = claims_on(page.programme, row.id, as_of=page.as_of)
    return ", ".join(claim_words(claim, page.say) for claim in claims)


def claim_words(claim: Row, say: Words) -> str:
    who = claim.organisation or claim.speaker or say(SIDE_NAME.get(claim.side, claim.side))
    if claim.target_words is None:
        return say("{who} gives no date", who=who)
    return say("{who} says {date}", who=who, date=say.date(claim.target_words, after=True))


def sentence_of_several(rows: Sequence[Row], page: Page) -> Element:
    """How many of several stand later than first promised, and by how much at the median."""
    say = page.say
    compared = [row for row in rows if row.status in COMPARED and not isnan(row.slip_min)]
    late = [row for row in compared if row.slip_min > 0]
    every = say.plural("{n} milestone", "{n} milestones", len(rows))
    if not compared:
        text = say("None of {every} can be compared with its first promise yet.", every=every)
    elif not late:
        text = say("Of {every}, none is later than first promised by any reading.", every=every)
    elif len(late) < LEAST_FOR_MEDIAN:
        text = _one_by_one(late, every, say)
    else:
        days = int(median(row.slip_min for row in late))
        typical = say.duration(page.as_of - timedelta(days=days), page.as_of)
        text = say(
            "Of {every}, {n} came or stand later than first promised: at the median of these by "
            "at least {median}.",
            every=every, n=say.number(len(late)), median=typical,
        )  # fmt: skip
    return h("p", text, class_="sentence")


def _one_by_one(late: Sequence[Row], every: str, say: Words) -> str:
    """Of one or two how late each is: a median of so few says less."""
    told = [
        say("{title} by at least {duration}", title=row.title,
            duration=say.duration(row.baseline_words.latest, row.current_words.earliest))
        for row in late
    ]  # fmt: skip
    return say(
        "Of {every}, {n} came or stand later than first promised: {told}."
        if len(told) > 1
        else "Of {every}, {n} came or stands later than first promised: {told}.",
        every=every, n=say.number(len(told)), told=say(" and ").join(told),
    )  # fmt: skip


def of_all_sides(asked: Asked, page: Page) -> Element | None:
    """That the sentence and the figure are of all sides, where the chart is of some."""
    if not asked.sides:
        return None
    say = page.say
    names = ", ".join(say(SIDE_NAME[side]) for side in asked.sides)
    text = say(
        "The sentence and the slip are those of all sides together; the chart, its line and the "
        "list are those of: {names}.",
        names=names,
    )
    return h("p", text, class_="note sl-all-sides")


def figure(row: Row, say: Words) -> list[Element]:
    """The slip in large, and beneath it from where it is counted and how exactly."""
    if row.contested:
        text = say("The sides differ: how far it slipped depends on whom one believes.")
        return [h("p", text, class_="sl-figure-note")]
    days = certain_slip(row.slip_min, row.slip_max) if row.status in COMPARED else 0.0
    if not days or row.baseline_words is None or row.current_words is None:
        return [h("p", slip_words(row, say) or _no_slip(row, say), class_="sl-figure-note")]
    first, now = row.baseline_words, row.current_words
    if days > 0:
        large = say.short_duration(first.latest, now.earliest)
        kind, where = "late", say("after the end of the first promised {period} ({date})",
                                  period=_period(first, say), date=say.date(first))  # fmt: skip
    else:
        large = say.short_duration(first.earliest, now.latest)
        kind, where = "", say("before the first promised {period} ({date}) began",
                              period=_period(first, say), date=say.date(first))  # fmt: skip
    if first.precision == "day":
        where = say("from the day first promised ({date})", date=say.date(first))
    return [
        h("p", large, class_=f"sl-figure {kind}".strip()),
        h("p", f"{where}, {_exactly(row, now, say)}", class_="sl-figure-note"),
    ]


OTHER_PERIOD: Final = message("period")


def _period(words: DateWords, say: Words) -> str:
    return say(PERIOD_NAME.get(words.precision) or OTHER_PERIOD)


def _exactly(row: Row, now: DateWords, say: Words) -> str:
    """The same in days: to the day where what stands against the promise is a day."""
    edge = row.slip_min if row.slip_min > 0 else row.slip_max
    signed = f"{'+' if edge > 0 else '−'}{say.number(abs(int(edge)))}"
    if now.precision == "day" and not now.qualifier:
        return say("exact to the day: {days} d", days=signed)
    return say("at least {days} d", days=signed)


def _no_slip(row: Row, say: Words) -> str:
    if row.status == "overdue":
        return say("The promised date passed and no outcome was found: its slip cannot be told.")
    if row.status == "cancelled":
        return say("It was cancelled: nothing slips any more.")
    if is_unread(row):
        return say("Its date cannot be read: its slip cannot be told.")
    if row.current_words is None:
        return say("No date is announced: its slip cannot be told.")
    return say("There is no first promise to compare with.")


def changed(move: Row | None, say: Words, *, of_all: bool = True) -> str:
    """What a statement changed, in a sentence or two; of the press, that it changes nothing.

    ``of_all`` says whether it is held against what all sides said, not against what some did.
    """
    if move is None:
        return say("A report by the press: it counts as no promise.")
    return " ".join(filter(None, [_stayed(move, say, of_all=of_all), *moved(move, say)]))


def _stayed(move: Row, say: Words, *, of_all: bool) -> str:
    """What became of the date where it was not moved."""
    before = say.date(move.before_words, after=True)
    first = (
        say("The first promise on record.")
        if of_all
        else say("The first promise on record of the sides chosen.")
    )
    same = say("As before ({before}).", before=before) if before else say("Still no date.")
    told = {
        "first": first,
        "more precise": say("More precise than before ({before}).", before=before),
        "less precise": say("Less precise than before ({before}).", before=before),
        "confirmed": same,
        "restored": say("A date again, after there was none."),
    }
    return told.get(move.kind, "")
