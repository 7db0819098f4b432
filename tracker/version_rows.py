"""What was done to rows between two versions of the data: an edit has no day of its own.

What happened has one all the same, and so is told as in `tracker.changes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import nan
from typing import Any, Final, NamedTuple

from tracker import schema
from tracker.addresses import addresses_in, first_address
from tracker.change import Change, slip_between
from tracker.dates import DateWords, same_window
from tracker.importance import importance
from tracker.moves import kind_of_move
from tracker.snapshot import certain_slip
from tracker.version_pairs import Pair

SETTLED: Final = ("done", "cancelled")
# Told in their own words, not as corrected cells.
TOLD_OTHERWISE: Final = frozenset(schema.MILESTONE_DATES) | {"id"}

# What these say on a past day depends on what was said later (`tracker.snapshot`).
OF_TODAY: Final = {"outcome", "note", "confidence", "source"}


class Plans(NamedTuple):
    """What the statements that are new or mended in a version say of the plan of each milestone."""

    dates: Mapping[str, Sequence[DateWords | None]]

    @classmethod
    def told_by(cls, said: Iterable[Change]) -> Plans:
        """The dates that these changes name or take back."""
        dates: dict[str, list[DateWords | None]] = defaultdict(list)
        for change in said:
            if _names_a_plan(change):
                dates[change.id].append(change.after)
        return cls(dates)

    def hold(self, id: str, plan: DateWords | None) -> bool:
        """Whether one of them says that plan."""
        return any(same_window(plan, date) for date in self.dates.get(id, ()))


def _names_a_plan(change: Change) -> bool:
    """Whether it says what is planned now. A source more does not, nor a correction unless of the
    date, nor what only says the same again: of a plan that moved it would tell nothing."""
    if change.kind == "corrected":
        return not same_window(change.before, change.after)
    return change.kind not in ("unsaid", "new source", "confirmed")


def row_changes(
    were: Mapping[str, Any], are: Mapping[str, Any], said: Iterable[Change]
) -> Iterator[Change]:
    """Rows added, dropped and edited, but no plan of which the statements told already say so.

    The rows of each version are those known on the day (`tracker.snapshot`) by their ids.
    """
    told = Plans.told_by(said)
    for row in (row for id, row in were.items() if id not in are):
        yield _edit("dropped", row, before=row.current_words, source=first_address(row.source))
    for id, row in are.items():
        if id not in were:
            yield _edit("added", row, after=row.current_words, source=first_address(row.source))
        else:
            yield from _edited(Pair(were[id], row), told)


def _edited(pair: Pair, told: Plans) -> Iterator[Change]:
    """What was done to a row that both versions have, statements apart."""
    yield from _settled(pair)
    yield from _replanned(pair, told)
    yield from _mended_dates(pair, told)
    yield from _mended(pair)
    yield from _sourced(pair)


def _settled(pair: Pair) -> Iterator[Change]:
    """It has happened, was given up, or neither is on record any more."""
    was, now = pair
    if was.status == now.status:
        return
    if now.status in SETTLED:
        kind = now.status
        slip = slip_between(now.planned_words, now.actual_words)
        change = _edit(kind, now, before=now.planned_words, after=now.actual_words, slip=slip)
        yield replace(
            change,
            on=now.actual_words and now.actual_words.latest,
            when=now.actual_words,
            # What came with it tells of it.
            source=" ".join(pair.new_addresses() or addresses_in(now.source)),
        )
    elif was.status in SETTLED:
        yield _edit("reopened", now, before=was.actual_words)


def _replanned(pair: Pair, told: Plans) -> Iterator[Change]:
    """The plan of what is open moved, and no statement that is new here says so itself."""
    was, now = pair
    before, after = was.planned_words, now.planned_words
    if now.status in SETTLED or same_window(before, after):
        return
    if not told.hold(now.id, after):
        slip = slip_between(before, after)
        yield _edit(kind_of_move(before, after), now, before=before, after=after, slip=slip)


def _mended_dates(pair: Pair, told: Plans) -> Iterator[Change]:
    """Dates of a row that read otherwise now; what a plan or an event came to is told above."""
    was, now = pair
    for name in schema.MILESTONE_DATES:
        before, after = (getattr(row, f"{name}_words") for row in pair)
        if (before and before.text) == (after and after.text):
            continue
        moved = (
            name == "planned"
            and not same_window(before, after)
            and (now.status not in SETTLED or told.hold(now.id, after))
        )
        settled = name == "actual" and was.status != now.status
        if not moved and not settled:
            yield _edit("corrected", now, before=before, after=after, names=(name,))


def _mended(pair: Pair) -> Iterator[Change]:
    """The other cells that were changed, in one line."""
    was, now = pair
    kept = TOLD_OTHERWISE | ({"outcome"} if was.status != now.status else set())
    kept |= OF_TODAY if _half_veiled(pair) else set()
    if names := pair.mended(name for name in schema.MILESTONE_COLUMNS if name not in kept):
        yield _edit("corrected", now, names=names)


def _half_veiled(pair: Pair) -> bool:
    """Whether cells that may tell of later things are blank on the day in one version only."""
    was, now = (row.said_later or row.happens_later for row in pair)
    return bool(was != now)


def _sourced(pair: Pair) -> Iterator[Change]:
    was, now = pair
    if _half_veiled(pair) or (was.status != now.status and now.status in SETTLED):
        return
    for address in pair.new_addresses():
        yield _edit("new source", pair.now, source=address)


def _edit(
    kind: str,
    row: Any,
    *,
    before: DateWords | None = None,
    after: DateWords | None = None,
    slip: tuple[float, float] = (nan, nan),
    **told: Any,
) -> Change:
    """A change of a row, which has no day of its own."""
    return Change(
        on=None,
        when=None,
        id=row.id,
        kind=kind,
        before=before,
        after=after,
        weight=importance(kind, row.category, certain_slip(*slip)),
        slip_min=slip[0],
        slip_max=slip[1],
        **told,
    )
