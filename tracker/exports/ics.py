"""calendar.ics: every milestone with a date as an event (RFC 5545), none of them sharpened.

A day is an all-day event, a period one from its first day to its last; of "by 2027" the last day is
all that was said, so it stands on that. What is promised is TENTATIVE and its title says how
precisely; what happened is CONFIRMED. A floor ("not before 2027") and what has no date stand on no
day: they are left out, and counted.

An event keeps its UID while its date moves. SEQUENCE counts the statements known by the day, and
that it happened or was given up, so it never falls from one day to a later one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import icalendar

from tracker.addresses import first_address
from tracker.dates import DateWords
from tracker.exports.edition import PRODUCT, Edition, how_to_cite, plain
from tracker.messages import message
from tracker.statements import known_statements
from tracker.words import Words

OWN_NAME: Final = "baiterek-soyuz5"
PRODID: Final = "-//Baiterek Soyuz-5//what was promised and what happened//EN"
ONE_DAY: Final = timedelta(days=1)
# How certain an event is, and how its title says so. What only the press reports, and a plan that
# no announcement gives, are no promises.
STATUS: Final = {"done": "CONFIRMED", "cancelled": "CANCELLED"}
TITLES: Final = message(
    {
        "done": "{title} ({date})",
        "cancelled": "{title} ({date}, cancelled)",
        "promised": "{title} ({date}, promised)",
        "reported": "{title} ({date}, reported)",
        "unrecorded": "{title} ({date}, no announcement on record)",
    }
)
# The same where the date has passed.
PASSED: Final = message(
    {
        "promised": "{title} ({date}, promised, no outcome found)",
        "reported": "{title} ({date}, reported, no outcome found)",
        "unrecorded": "{title} ({date}, no announcement on record, no outcome found)",
    }
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The file, how many events are in it, and how many milestones are not, by the reason."""

    content: bytes
    events: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Record:
    """What was said of each milestone by the day: how often, and when last."""

    statements: Mapping[str, int]
    last_said: Mapping[str, date]


def calendar(edition: Edition) -> Calendar:
    """The calendar of an edition."""
    rows = list(edition.rows.itertuples())
    placed = [row for row in rows if span(row.current_words)]
    left_out = Counter(why_left_out(row.current_words) for row in rows) - Counter({"": len(rows)})
    record = _record(edition)
    whole = _head(edition, len(placed), left_out)
    for row, uid in zip(placed, uids(row.id for row in placed), strict=True):
        whole.add_component(event(row, uid, record, edition))
    return Calendar(whole.to_ical(), len(placed), dict(left_out))


def why_left_out(words: DateWords | None) -> str:
    """Why a date stands on no day of a calendar, "" when it stands on some."""
    if words is None:
        return "no date"
    return "" if words.latest else "not before a date"


def span(words: DateWords | None) -> tuple[date, date] | None:
    """The first and the last day of an event; None where it has none."""
    if words is None or words.latest is None:
        return None
    return words.earliest or words.latest, words.latest


def left_out_words(left_out: Mapping[str, int], say: Words) -> str:
    """How many milestones are not in the calendar and why, "" when all are."""
    told = []
    if undated := left_out.get("no date", 0):
        told.append(say.plural("{n} without a date", "{n} without a date", undated))
    if floors := left_out.get("not before a date", 0):
        told.append(say.plural("{n} with “not before” only", "{n} with “not before” only", floors))
    return say("Left out: {reasons}.", reasons=", ".join(told)) if told else ""


def _record(edition: Edition) -> _Record:
    said = known_statements(edition.programme, as_of=edition.as_of)
    days = zip(said["milestone"], said["announced_latest"], strict=True)
    return _Record(
        statements=Counter(said["milestone"].tolist()),
        # In the order of the record: the last one stays.
        last_said={milestone: day.date() for milestone, day in days},
    )


def _head(edition: Edition, events: int, left_out: Mapping[str, int]) -> icalendar.Calendar:
    say = edition.say
    count = say.plural("{n} milestone.", "{n} milestones.", events)
    told = " ".join(filter(None, (how_to_cite(edition), count, left_out_words(left_out, say))))
    whole = icalendar.Calendar()
    for name, value in {
        "PRODID": PRODID,
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        # Programs read the one or the other (RFC 7986).
        "NAME": PRODUCT,
        "X-WR-CALNAME": icalendar.vText(PRODUCT),
        "DESCRIPTION": told,
        "X-WR-CALDESC": icalendar.vText(told),
    }.items():
        whole.add(name, value)
    whole.add("REFRESH-INTERVAL", ONE_DAY, parameters={"VALUE": "DURATION"})
    return whole


def uids(ids: Iterable[str]) -> Iterator[str]:
    """The name of each event for ever; of an id that stands twice, the later ones are numbered."""
    counted: Counter[str] = Counter()
    for id in map(plain, ids):
        counted[id] += 1
        yield f"{id if counted[id] == 1 else f'{id}.{counted[id]}'}@{OWN_NAME}"


def event(row: Any, uid: str, record: _Record, edition: Edition) -> icalendar.Event:
    """One milestone over the days that its date allows."""
    first, last = span(row.current_words) or (edition.as_of, edition.as_of)
    settled = row.status in STATUS
    entry = icalendar.Event()
    entry.add("UID", uid)
    entry.add("SEQUENCE", record.statements.get(row.id, 0) + int(settled))
    entry.add("DTSTAMP", midnight(edition.as_of))
    if changed := last_changed(row, record, edition.as_of):
        entry.add("LAST-MODIFIED", midnight(changed))
    entry.add("SUMMARY", plain(title(row, edition.say)))
    entry.add("DTSTART", first)
    # The day after the last one: the end of an event is no part of it.
    entry.add("DTEND", last + ONE_DAY)
    entry.add("STATUS", STATUS.get(row.status, "TENTATIVE"))
    entry.add("TRANSP", "TRANSPARENT")
    entry.add("CATEGORIES", [edition.say(row.track), edition.say(row.category)])
    if row.place.strip():
        entry.add("LOCATION", plain(row.place))
    if page := source_of(row, edition):
        entry.add("URL", page)
    entry.add("DESCRIPTION", "\n".join(description(row, edition)))
    return entry


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def last_changed(row: Any, record: _Record, as_of: date) -> date | None:
    """The last day on which anything was said of it or happened to it, None of one in silence."""
    days = [record.last_said.get(row.id)]
    if row.status == "done":
        days.append(min(row.actual_words.latest, as_of))
    return max((day for day in days if day), default=None)


def title(row: Any, say: Words) -> str:
    """The milestone, its date as precisely as it was put, and whether it is promised only."""
    if row.status == "done" and row.current_words.precision == "day" and _is_plain(row):
        return str(row.title)
    how = row.status if row.status in STATUS else basis(row)
    text = PASSED[how] if row.status == "overdue" else TITLES[how]
    return say(text, title=row.title, date=say.date(row.current_words))


def _is_plain(row: Any) -> bool:
    words = row.current_words
    return not (words.qualifier or words.ceiling)


def basis(row: Any) -> str:
    """On whose word an open date rests."""
    if row.unrecorded:
        return "unrecorded"
    return "reported" if row.side == "press" else "promised"


def source_of(row: Any, edition: Edition) -> str:
    """The page that says when: of an open date that of the statement, of what happened the first
    that may tell of it, else that of the row."""
    if row.status == "done":
        return first_address(edition.event_pages.get(row.id, ""))
    claim = edition.claim_on(row)
    return (first_address(claim.source) if claim else "") or first_address(row.source)


def description(row: Any, edition: Edition) -> Iterator[str]:
    """What the title leaves out: the days, who said so, the first promise, the sources."""
    say = edition.say
    yield days_allowed(row.current_words, say)
    for claim in () if row.status == "done" else edition.claims.get(row.id, ()):
        yield claim_words(claim, say)
    if row.contested:
        yield say("The sides name dates that have no day in common.")
    if row.baseline_words is not None and row.baseline_words != row.current_words:
        yield say("First promised: {date}.", date=say.date(row.baseline_words))
    pages = dict.fromkeys((*row.claim_source.split(), *row.source.split()))
    yield from (say("Source: {address}", address=plain(page)) for page in pages)
    yield say("As of {day}.", day=say.day(edition.as_of))


def days_allowed(words: DateWords, say: Words) -> str:
    """What the words of a date allow, and that the event's days are no more than that."""
    date_words = say.date(words)
    if words.latest is None or words.earliest is None:
        return say("{date}: the event stands on the last day that this allows.", date=date_words)
    if words.earliest == words.latest:
        return f"{date_words}."
    return say(
        "{date}: some day from {first} to {last}; no day is known.",
        date=date_words,
        first=say.day(words.earliest),
        last=say.day(words.latest),
    )


def claim_words(claim: Any, say: Words) -> str:
    """Who said what on which day."""
    who = plain(", ".join(filter(None, (claim.speaker, claim.organisation))))
    day = say.date(claim.announced_words)
    if claim.withdrawn:
        return say("{who}, {day}: date taken back.", who=who, day=day)
    return say("{who}, {day}: {date}.", who=who, day=day, date=say.date(claim.target_words))
