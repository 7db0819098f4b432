"""Where does the programme stand, in sentences that can be quoted? Each comes from the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Final

from dashboards.change_filter import ChangeFilter, Period
from dashboards.components import Row, built_and_flown
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.report_asked import Asked
from dashboards.views.changes import sentence as changed
from tracker import schema
from tracker.change import Change
from tracker.health import health
from tracker.health_words import figure

# Of fewer a median says little.
LEAST_FOR_MEDIAN: Final = 3


def summary(page: Page, asked: Asked, *, lately: Sequence[Change], moved: Sequence[Row]) -> Element:
    """The paragraph under the first: how many stand where, how late they came, what moved most,
    what changed. ``moved`` are the milestones that moved most, the farthest first."""
    sentences = [
        counted(page),
        late(page),
        farthest(moved, page),
        contested(page),
        healthy(page),
        change_sentence(page, asked, lately),
    ]
    return h("p", [[text, " "] for text in sentences if text], class_="summary")


def counted(page: Page) -> str:
    """How many milestones there are, and how many have each status."""
    say, number = page.say, Counter(row.status for row in page.known)
    told = [say.standing(name, number[name]) for name in schema.STATUSES if name in number]
    return say.plural("{n} milestone is on record: {counts}.",
                      "{n} milestones are on record: {counts}.",
                      len(page.known), counts=", ".join(told))  # fmt: skip


def late(page: Page) -> str:
    """How late launches and works came that had been promised: what the card tells, in words."""
    say, slips = page.say, [row.slip_min for row in built_and_flown(page.known)]
    if len(slips) < LEAST_FOR_MEDIAN:
        return ""
    middle = timedelta(days=int(median(max(slip, 0.0) for slip in slips)))
    return say(
        "Of {n} launches and works that were promised and are done, {late} came later than first "
        "promised, whatever the reading; the median slip of all {n} is at least {median}.",
        n=say.number(len(slips)),
        late=say.number(sum(slip > 0 for slip in slips)),
        median=say.duration(page.as_of - middle, page.as_of),
    )


def farthest(moved: Sequence[Row], page: Page) -> str:
    """The milestone that moved most, of those with a record of how it moved."""
    say = page.say
    for row in moved[:1]:
        slip = say.slip(row.slip_min, row.slip_max, row.baseline_words, row.current_words)
        return say("“{title}” moved most: {slip}.", title=row.title or row.id, slip=slip)
    return ""


def contested(page: Page) -> str:
    n = sum(bool(row.contested) for row in page.known)
    if not n:
        return ""
    return page.say.plural("On {n} milestone the sides differ.",
                           "On {n} milestones the sides differ.", n)  # fmt: skip


def healthy(page: Page) -> str:
    """What was done of what had been promised, and how firm the record is: what Status tells by
    rules."""
    found = health(page.programme, page.known, as_of=page.as_of).findings
    if not any(finding.of for finding in found if finding.name == "executed"):
        return ""
    return page.say(
        "Done of what was first promised for by now: {executed}, anniversaries left out; open "
        "milestones with a date that are overdue without news: {overdue}; milestones that rest on "
        "one publisher without high confidence, or on no page: {source}.",
        **{finding.name: figure(finding, page.say) for finding in found},
    )


def change_sentence(page: Page, asked: Asked, lately: Sequence[Change]) -> Content:
    """What changed since the last report; without one, over the last 90 days."""
    usual = ChangeFilter()
    if not asked.since:
        return changed(lately, usual, usual.period(page.as_of), page)
    since = asked.since.isoformat()
    return changed(lately, usual.but(since=since), Period(asked.since, page.as_of), page)
