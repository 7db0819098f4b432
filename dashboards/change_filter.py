"""Which changes are shown: over which days, of which kinds, on which tracks; and as an address.

A filter says in the query only what differs from the usual: the last 90 days, of all kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from dashboards.page import day_asked
from tracker import schema
from tracker.change import KINDS, UNCHANGED, Change, placed
from tracker.dates import UnreadableDate, parse
from tracker.messages import message
from tracker.words import Words

DAYS: Final = (30, 90, 365)
USUAL_DAYS: Final = 90
WHOLE: Final = "all"
LONGEST: Final = 60
# The kinds of change between two days, each as a choice.
KIND_NAME: Final = message(
    {
        "done": "happened",
        "cancelled": "cancelled",
        "withdrawn": "withdrawn",
        "later": "moved later",
        "earlier": "moved earlier",
        "contested": "sides differ",
        "agreed": "sides no longer differ",
        "restored": "date given again",
        "less precise": "less precise",
        "more precise": "more precise",
        "first": "first promised",
        "confirmed": "said again",
    }
)
CHOICES: Final = tuple(kind for kind in KINDS if kind in KIND_NAME)


class Period(NamedTuple):
    """The days after ``since`` up to the end of ``until``; None: from the first on record."""

    since: date | None
    until: date

    def holds(self, change: Change) -> bool:
        """Whether the change is of these days."""
        if change.on is None or change.on > self.until:
            return False
        return self.since is None or change.on > self.since

    def of(self, found: Iterable[Change]) -> list[Change]:
        """The changes of these days, saying which of them may be earlier."""
        return [placed(change, self.since or date.min) for change in found if self.holds(change)]


def last_days(days: str, until: date) -> Period | None:
    """The last 30, 90 or 365 days, the whole record, or the days after one that is named.

    >>> last_days("30", date(2026, 1, 31)).since
    datetime.date(2026, 1, 1)
    """
    if days == WHOLE:
        return Period(None, until)
    if days in map(str, DAYS):
        return Period(until - timedelta(days=int(days)), until)
    day = day_asked(days)
    return Period(day, until) if day and day <= until else None


def period_words(days: str, period: Period, say: Words) -> str:
    """The period as a reader would say it.

    >>> say = Words("en")
    >>> period_words("30", Period(date(2026, 1, 1), date(2026, 1, 31)), say)
    'in the last 30 days'
    >>> period_words("", Period(date(2026, 1, 1), date(2026, 1, 31)), say)
    'after 1 Jan 2026, up to 31 Jan 2026'
    """
    if days in map(str, DAYS):
        return say("in the last {n} days", n=days)
    if period.since is None:
        return say("up to {day}", day=say.day(period.until))
    if day_asked(days):
        return say("since {day}", day=say.day(period.since))
    since, until = say.day(period.since), say.day(period.until)
    return say("after {since}, up to {until}", since=since, until=until)


class ChangeFilter(NamedTuple):
    """What is asked for; empty lists let everything through.

    ``since`` and ``until`` are dates in words as the reader typed them, of which the last day
    counts; where one is given they take the place of ``days``.
    """

    days: str = str(USUAL_DAYS)
    since: str = ""
    until: str = ""
    kinds: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> ChangeFilter:
        """What a query asks for; words that no list knows are left out.

        >>> ChangeFilter.parse({"days": "30", "kind": "later,lost"})
        ChangeFilter(days='30', since='', until='', kinds=('later',), tracks=())
        """
        days = query.get("days", "")
        return cls(
            days=days if days in (*map(str, DAYS), WHOLE) else str(USUAL_DAYS),
            since=query.get("since", "").strip()[:LONGEST],
            until=query.get("until", "").strip()[:LONGEST],
            kinds=_known(query.get("kind", ""), CHOICES),
            tracks=_known(query.get("track", ""), schema.TRACKS),
        )

    def to_query(self) -> dict[str, str]:
        """The filter as words of an address; nothing for what is usual."""
        words = {
            "days": "" if self.typed or self.days == str(USUAL_DAYS) else self.days,
            "since": self.since,
            "until": self.until,
            "kind": ",".join(self.kinds),
            "track": ",".join(self.tracks),
        }
        return {name: word for name, word in words.items() if word}

    def but(self, **changed: Any) -> ChangeFilter:
        """The same with some fields changed."""
        return self._replace(**changed)

    def toggled(self, name: str, value: str) -> ChangeFilter:
        """With a value added to one of the lists, or taken from it."""
        values: tuple[str, ...] = getattr(self, name)
        kept = {v for v in values if v != value} if value in values else {*values, value}
        order = CHOICES if name == "kinds" else schema.TRACKS
        return self.but(**{name: tuple(v for v in order if v in kept)})

    @property
    def typed(self) -> bool:
        """Whether the reader named days of his own."""
        return bool(self.since or self.until)

    @property
    def narrows(self) -> bool:
        """Whether it leaves changes of the period out on purpose."""
        return bool(self.kinds or self.tracks)

    def period(self, as_of: date) -> Period:
        """The days asked for, none of them later than the day of the page."""
        usual = last_days(self.days, as_of) or Period(None, as_of)
        since, until = last_day(self.since), last_day(self.until)
        typed = Period(since, min(until or as_of, as_of))
        return usual if self.trouble(as_of, Words("en")) or not self.typed else typed

    def trouble(self, as_of: date, say: Words) -> str:
        """Why what was typed is not what is shown; "" when it is."""
        for text in filter(None, (self.since, self.until)):
            try:
                parse(text)
            except UnreadableDate as unreadable:
                return (
                    f"{ended(say.again(unreadable.message))} {ended(say.again(unreadable.remedy))}"
                )
        since, until = last_day(self.since), last_day(self.until)
        if since and since > min(until or as_of, as_of):
            return say("The period ends before it begins: {until} is before {since}.",
                       until=self.until or as_of.isoformat(), since=self.since)  # fmt: skip
        return ""

    def apply(self, found: Iterable[Change], track_of: Mapping[str, str]) -> list[Change]:
        """The changes that it lets through; what says the same again only when asked for."""
        return [
            change
            for change in found
            if (change.kind in self.kinds if self.kinds else change.kind != UNCHANGED)
            and (not self.tracks or track_of.get(change.id) in self.tracks)
        ]


def ended(text: str) -> str:
    """A sentence with a capital at its beginning and a mark at its end.

    >>> ended("type 2025-12-24")
    'Type 2025-12-24.'
    """
    told = text[:1].upper() + text[1:]
    return told if told.endswith((".", "?", "!")) else f"{told}."


def last_day(text: str) -> date | None:
    """The last day of what was typed; None for what says no such day.

    >>> last_day("Q1 2026"), last_day("soon")
    (datetime.date(2026, 3, 31), None)
    """
    try:
        words = parse(text)
    except UnreadableDate:
        return None
    return words.latest or words.earliest


def _known(text: str, choices: Iterable[str]) -> tuple[str, ...]:
    asked = set(text.split(","))
    return tuple(choice for choice in choices if choice in asked)
