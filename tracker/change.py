"""One thing that changed for a milestone, in words; and the order in which changes are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from math import nan
from typing import Any, Final

from tracker.dates import DateWords, format_date, same_window
from tracker.importance import NOTABLE
from tracker.messages import message
from tracker.snapshot import certain_slip
from tracker.words import Words

# A statement that only repeats the promise changes nothing; it is told when asked for.
UNCHANGED: Final = "confirmed"

# Every kind of change, and how it is told. In the order in which they are counted and offered.
SENTENCES: Final = message(
    {
        "done": "{event}",
        "cancelled": "cancelled",
        "withdrawn": "no date given",
        "later": "moved from {before} to {after}",
        "earlier": "brought forward from {before} to {after}",
        "contested": "the sides differ: {own} says {claim}, {other} {other_claim}",
        "agreed": "the sides no longer differ",
        "restored": "{promise} again",
        "less precise": "from {before} to {after}, less precise",
        "more precise": "from {before} to {after}, more precise",
        "first": "{promise}",
        "confirmed": "{promise}, as before",
        # Between two versions of the data only.
        "added": "added to the record, no date",
        "dropped": "dropped from the record, no date",
        "reopened": "no longer on record as settled",
        "said": "new on record: {promise}",
        "unsaid": "no longer on record: {old_promise}",
        "corrected": "corrected: {names}",
        "new source": "one more source",
    }
)
KINDS: Final = tuple(SENTENCES)

# The sentence to tell where there is an older date to tell of, and where there is a newer one.
WITH_BEFORE: Final = message(
    {
        "done": "{event}, {old_promise}",
        "withdrawn": "withdrawn: was {old_promise}, no new date",
        "dropped": "dropped from the record, dated {before}",
        "reopened": "no longer on record as settled: was {before}",
    }
)
WITH_AFTER: Final = message({"added": "added to the record, dated {after}"})
# Whether it is a cell of a statement, and whether it is a date.
CORRECTED: Final = message(
    {
        (False, False): "corrected: {names}",
        (False, True): "corrected: {names}, from {before} to {after}",
        (True, False): "corrected: {names} of a statement",
        (True, True): "corrected: {names} of a statement, from {before} to {after}",
    }
)
NO_DATE: Final = message("no date")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed for a milestone, and the page that says so.

    ``source`` is its address; of what happened there may be several, separated by spaces.

    ``when`` is as precise as it is known; ``on`` is its last day, from which it counts. Both are
    None for an edit of the data that has no day of its own. ``before`` and ``after`` are what was
    promised (for what happened: the promise that stood, and when it happened). ``slip_min`` and
    ``slip_max`` are the days between them, NaN where nothing is compared; ``weight`` is 0 to 100
    (`tracker.importance`). ``other`` names who contests, ``names`` the cells that were corrected.
    ``may_be_earlier``: ``when`` began before the time that was asked for, so it is not certain that
    it belongs there.
    """

    on: date | None
    when: DateWords | None
    id: str
    kind: str
    before: DateWords | None
    after: DateWords | None
    weight: int
    speaker: str = ""
    organisation: str = ""
    source: str = ""
    slip_min: float = nan
    slip_max: float = nan
    other: str = ""
    names: tuple[str, ...] = ()
    may_be_earlier: bool = False

    @property
    def notable(self) -> bool:
        """Whether it is told in full ink."""
        return self.weight >= NOTABLE

    @property
    def certain_days(self) -> float:
        """By how many days it moved whatever the reading; positive is late, 0 for none."""
        return certain_slip(self.slip_min, self.slip_max)

    @property
    def who(self) -> str:
        """The speaker, else the organisation that he would have spoken for."""
        return self.speaker or self.organisation

    def text(self, say: Words) -> str:
        """The change in words."""
        return say(
            self._sentence(),
            before=say.date(self.before, after=True) or say("none"),
            after=say.date(self.after, after=True) or say("none"),
            old_promise=say.promised(self.before) or say(NO_DATE),
            promise=say.promised(self.after) or say("no date given"),
            event=say.happened(self.after),
            own=self.organisation or self.speaker,
            claim=say.date(self.after) or say(NO_DATE),
            other=self.other,
            other_claim=say.date(self.before) or say(NO_DATE),
            names=", ".join(map(say, self.names)),
        )

    def doubt(self, say: Words) -> str:
        """Why it may lie before the time asked for, "" where it does not: how vaguely dated."""
        if not self.may_be_earlier:
            return ""
        return say("dated only to {date}: may be earlier", date=say.date(self.when, after=True))

    def _sentence(self) -> str:
        if self.kind == "corrected":
            return CORRECTED[self.when is not None, bool(self.before or self.after)]
        if self.kind == "done" and self.before and same_window(self.before, self.after):
            return message("{event}, as promised")
        if self.before and self.kind in WITH_BEFORE:
            return WITH_BEFORE[self.kind]
        if self.after and self.kind in WITH_AFTER:
            return WITH_AFTER[self.kind]
        return SENTENCES[self.kind]


def placed(change: Change, since: date) -> Change:
    """The change, saying whether the period to which it is dated began by the end of a day."""
    if change.when is None or since == date.min:
        return change
    return replace(change, may_be_earlier=(change.when.earliest or date.min) <= since)


def in_order(found: Iterable[Change]) -> list[Change]:
    """The newest day first, vaguer dates after the days they end on; under the same words by
    weight. What has no day of its own comes before all others."""
    return sorted(found, key=_place)


def _place(change: Change) -> tuple[Any, ...]:
    day = -change.on.toordinal() if change.on else -date.max.toordinal()
    text = (change.who, change.source, change.names)
    return (
        day,
        _vagueness(change),
        _words(change),
        -change.weight,
        change.id,
        KINDS.index(change.kind),
        text,
    )


def _vagueness(change: Change) -> int:
    """In days: one day is 1, a month 28 to 31, an open side as much as all time."""
    if change.when is None or change.when.latest is None:
        return 1 if change.when is None else date.max.toordinal()
    first = change.when.earliest or date.min
    return (change.when.latest - first).days + 1


def _words(change: Change) -> tuple[bool, str]:
    """How its date is put, beside the days that it allows: the plain one before doubtful ones."""
    when = change.when
    return (False, "") if when is None else (bool(when.qualifier), format_date(when, "en"))


def by_day(found: Iterable[Change]) -> Iterator[tuple[DateWords | None, list[Change]]]:
    """The changes in their order under the words of their day, as precise as it is known."""
    for _, group in groupby(found, key=_heading):
        members = list(group)
        yield members[0].when, members


def _heading(change: Change) -> tuple[Any, ...]:
    return change.on, _vagueness(change), _words(change)


def slip_between(before: DateWords | None, after: DateWords | None) -> tuple[float, float]:
    """Days from one date to another, least and most; NaN where a side is open or there is none.

    A floor is no promise, so nothing slips against it.
    """
    if before is None or after is None or before.floor:
        return nan, nan
    return _days(before.latest, after.earliest), _days(before.earliest, after.latest)


def _days(first: date | None, last: date | None) -> float:
    return nan if first is None or last is None else (last - first).days
