"""What changed between two days, in words: promises that moved, things that happened.

A change between two versions of the data is told in the same words (`tracker.versions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from math import nan
from typing import Any, Final

import pandas as pd

from tracker.addresses import host_of
from tracker.dates import DateWords, format_date, same_window
from tracker.importance import NOTABLE, importance
from tracker.messages import message
from tracker.moves import moves
from tracker.programme import Programme
from tracker.snapshot import certain_slip, snapshot
from tracker.words import Words

# A statement that only repeats the promise changes nothing; it is told when asked for.
UNCHANGED: Final = "confirmed"

# The columns of moves and of the snapshot that a change tells; of the many others none is read.
TOLD: Final = [
    "milestone",
    "announced_latest",
    "announced_words",
    "target_words",
    "before_words",
    "kind",
    "slip_min",
    "slip_max",
    "speaker",
    "organisation",
    "source",
    "contested",
    "contests",
]
HAPPENED: Final = [
    "id",
    "category",
    "status",
    "known",
    "actual_earliest",
    "actual_latest",
    "actual_words",
    "planned_words",
    "source",
]

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
            event=say.took_place(self.after),
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


def changes(
    programme: Programme, *, since: date, until: date, confirmed: bool = False
) -> list[Change]:
    """Everything that changed after ``since`` and by the end of ``until``, as known on that day.

    The newest day first, within a day by weight; ``confirmed`` adds what only says the same again.
    """
    told = moves(programme, as_of=until)[TOLD]
    rows = snapshot(programme, as_of=until)[HAPPENED]
    found = [
        *_said(told, rows, since, confirmed=confirmed),
        *_contested(told, rows, since),
        *_happened(told, rows, since, until),
    ]
    return in_order(placed(change, since) for change in found)


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


def _said(
    told: pd.DataFrame, rows: pd.DataFrame, since: date, *, confirmed: bool
) -> Iterator[Change]:
    category = _categories(rows)
    new = told[told["announced_latest"] > pd.Timestamp(since)]
    for row in (new if confirmed else new[new["kind"] != UNCHANGED]).itertuples():
        yield _statement(
            row,
            category.get(row.milestone, ""),
            kind=row.kind,
            before=row.before_words,
            slip=(row.slip_min, row.slip_max),
        )


def _statement(
    row: Any, category: str, *, kind: str, before: DateWords | None, slip: tuple[float, float],
    other: str = "",
) -> Change:  # fmt: skip
    return Change(
        on=row.announced_latest.date(),
        when=row.announced_words,
        id=row.milestone,
        kind=kind,
        before=before,
        after=row.target_words,
        weight=importance(kind, category, certain_slip(*slip)),
        speaker=row.speaker,
        organisation=row.organisation,
        source=first_address(row.source),
        slip_min=slip[0],
        slip_max=slip[1],
        other=other,
    )


def _contested(told: pd.DataFrame, rows: pd.DataFrame, since: date) -> Iterator[Change]:
    """The days on which live claims of two sides stop sharing a day, and on which they do again.

    What ends a dispute by happening brings nobody to agree.
    """
    evenings = told.drop_duplicates(["milestone", "announced_latest"], keep="last")
    eve = evenings.groupby("milestone")["contested"].shift(1).eq(True)
    is_late = evenings["announced_latest"] > _days_of_events(evenings["milestone"], rows)
    is_new = evenings["announced_latest"] > pd.Timestamp(since)
    turned = evenings[(evenings["contested"] != eve) & ~is_late & is_new]
    category = _categories(rows)
    spoken = _spoken(told[told["milestone"].isin(turned["milestone"])])
    for evening in turned.itertuples():
        ours = spoken[evening.milestone]
        said = [row for row in ours if row.announced_latest <= evening.announced_latest]
        that_day = [row for row in said if row.announced_latest == evening.announced_latest]
        row = next((row for row in reversed(that_day) if row.contests), evening)
        yield _statement(
            row,
            category.get(row.milestone, ""),
            kind="contested" if evening.contested else "agreed",
            before=_claim_of(said, row.contests),
            slip=(nan, nan),
            other=row.contests,
        )


def _days_of_events(milestones: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """The day by which each has happened, NaT for what is still to come."""
    happened = rows["actual_latest"].fillna(rows["actual_earliest"])
    return milestones.map(dict(zip(rows["id"], happened, strict=True))).astype("M8[s]")


def _spoken(told: pd.DataFrame) -> dict[str, list[Any]]:
    """The statements of each milestone in their order: a dispute asks for them again and again."""
    spoken: dict[str, list[Any]] = defaultdict(list)
    for row in told.itertuples():
        spoken[row.milestone].append(row)
    return spoken


def _claim_of(said: Sequence[Any], name: str) -> DateWords | None:
    """What somebody of that name said last; None for a withdrawal, or when nobody did."""
    by_name = [row for row in said if name and name in (row.organisation, row.speaker)]
    return by_name[-1].target_words if by_name else None


def _happened(told: pd.DataFrame, rows: pd.DataFrame, since: date, until: date) -> Iterator[Change]:
    days = rows["actual_latest"]
    rows = rows[(days > pd.Timestamp(since)) & (days <= pd.Timestamp(until)) & rows["known"]]
    promise = _promise_that_stood(told, rows)
    for row in rows.itertuples():
        kind = "cancelled" if row.status == "cancelled" else "done"
        before = promise.get(row.id)
        slip = slip_between(before, row.actual_words)
        yield Change(
            on=row.actual_latest.date(),
            when=row.actual_words,
            id=row.id,
            kind=kind,
            before=before,
            after=row.actual_words,
            weight=importance(kind, row.category, certain_slip(*slip)),
            source=first_address(row.source),
            slip_min=slip[0],
            slip_max=slip[1],
        )


def _promise_that_stood(told: pd.DataFrame, rows: pd.DataFrame) -> dict[str, DateWords | None]:
    """The plan of each milestone when it happened; what was still said of it later is left out."""
    ends = rows.set_index("id")["actual_latest"]
    said = told[told["milestone"].isin(ends.index)]
    is_later = said["announced_latest"] > ends.reindex(said["milestone"]).to_numpy()
    earlier = said[~is_later].drop_duplicates("milestone", keep="last")
    promised = dict(zip(rows["id"], rows["planned_words"], strict=True))
    promised |= dict.fromkeys(said.loc[is_later, "milestone"])
    outlived = earlier[earlier["milestone"].isin(said.loc[is_later, "milestone"])]
    return promised | dict(zip(outlived["milestone"], outlived["target_words"], strict=True))


def slip_between(before: DateWords | None, after: DateWords | None) -> tuple[float, float]:
    """Days from one date to another, least and most; NaN where a side is open or there is none.

    A floor is no promise, so nothing slips against it.
    """
    if before is None or after is None or before.floor:
        return nan, nan
    return _days(before.latest, after.earliest), _days(before.earliest, after.latest)


def _days(first: date | None, last: date | None) -> float:
    return nan if first is None or last is None else (last - first).days


def _categories(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["id"], rows["category"], strict=True))


def first_address(cell: str) -> str:
    """The first page of a `source` cell, "" where there is none."""
    return next(filter(host_of, cell.split()), "")
