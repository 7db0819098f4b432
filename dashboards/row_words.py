"""What a row of the timeline says: names of groups, and labels in three lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import pandas as pd

from dashboards.drawing import Part
from dashboards.outline import Heading
from dashboards.theme import STATUS_LOOK
from tracker.dates import DateWords
from tracker.messages import message
from tracker.snapshot import in_english
from tracker.words import Words, certain_span

CATEGORY_NAME: Final = message(
    {
        "agreement": "Agreements and laws",
        "commission": "Commissions",
        "meeting": "Meetings and statements",
        "finance": "Finance",
        "vehicle": "Vehicle",
        "ground": "Ground complex",
        "flight-test": "Flight tests",
        "launch": "Launches",
        "anniversary": "Anniversaries",
        "heritage": "Heritage",
        "tourism": "Tourism",
    }
)
# Small marks with their phrases; the phrases are those of the rest of the product.
SIGNS: Final = message(
    {
        "contested": ("≠", "sides differ"),
        "weak": ("*", "weak source"),
        "unrecorded": ("†", "no announcement on record"),
    }
)
OUTCOME_TOLD: Final = message({"partial": "partial success", "failure": "failure"})
DOT: Final = " · "


class Milestone(NamedTuple):
    """What the drawing needs of a row of the snapshot."""

    id: str
    title: str
    track: str
    status: str
    outcome: str
    start: DateWords | None
    baseline: DateWords | None
    current: DateWords | None
    slip_min: float | None
    slip_max: float | None
    contested: bool
    unrecorded: bool
    weak: bool
    # What cannot be read is told apart from what is not there.
    unread: bool = False


# The columns of the snapshot, in the order of the fields above.
COLUMNS: Final = (
    "id",
    "title",
    "track",
    "status",
    "outcome",
    "start_words",
    "baseline_words",
    "current_words",
    "slip_min",
    "slip_max",
    "contested",
    "unrecorded",
    "confidence",
    "unread",
)


def milestones(rows: pd.DataFrame, positions: Sequence[int], say: Words) -> Iterator[Milestone]:
    """The rows at some positions, with their titles in the reader's language where there is one."""
    columns = {name: rows[name].to_numpy()[positions].tolist() for name in COLUMNS}
    columns["confidence"] = [text == "low" for text in columns["confidence"]]
    for name in ("slip_min", "slip_max"):
        # Not a number is not even itself; None can be found again.
        columns[name] = [None if days != days else days for days in columns[name]]
    own = f"title_{say.lang}"
    if own in rows:
        columns["title"] = [
            title or in_english(english)
            for title, english in zip(
                rows[own].to_numpy()[positions], columns["title"], strict=True
            )
        ]
    return map(Milestone, *columns.values())


def heading(group: Heading, say: Words) -> str:
    """The name of a group of rows."""
    if group.key in STATUS_LOOK:
        look = STATUS_LOOK[group.key]
        return f"{look.symbol} {say(look.word)}"
    return say(CATEGORY_NAME.get(group.key, group.key) or "No category")


class Told(NamedTuple):
    """The label in four wordings, from the fullest to the barest, and the row as a sentence."""

    wordings: tuple[tuple[Part, ...], ...]
    sentence: str


@lru_cache(maxsize=20_000)
def told(row: Milestone, say: Words) -> Told:
    """What is said of a row; the same at every zoom, so it is put into words once."""
    wordings = _wordings(row, say)
    label = "".join(part.text for part in wordings[0])
    sentence = f"{row.title}: {say(STATUS_LOOK[row.status].word)}, {label}"
    return Told(wordings, sentence)


def _wordings(row: Milestone, say: Words) -> tuple[tuple[Part, ...], ...]:
    date = Part(say.date(row.current), "date") if row.current else None
    state, short_state = _state(row, say)
    slip, short_slip = _slip(row, say)
    signs = [mark for mark, holds in _signs(row).items() if holds]
    phrases = [Part(f"{SIGNS[sign][0]} {say(SIGNS[sign][1])}", "sign") for sign in signs]
    symbols = [Part("".join(SIGNS[sign][0] for sign in signs), "sign")] if signs else []
    full = _joined(DOT, date, state, slip, *phrases)
    short = _joined(" ", date, short_state, short_slip, *symbols)
    scant = _joined(" ", date, short_state or short_slip)
    return full, short, scant, _joined("", date or short_state)


def _signs(row: Milestone) -> dict[str, bool]:
    # Of a date that cannot be read nobody knows whether it was announced.
    unrecorded = row.unrecorded and not row.unread
    return {"contested": row.contested, "weak": row.weak, "unrecorded": unrecorded}


def _state(row: Milestone, say: Words) -> tuple[Part | None, Part | None]:
    """What the mark alone does not tell of the status, in full and short."""
    look = STATUS_LOOK[row.status]
    if row.status == "overdue":
        long = say("overdue, no outcome found" if row.outcome == "unknown" else "overdue")
        full, short = f"{look.symbol} {long}", f"{look.symbol} {say(look.word)}"
        return Part(full, "overdue"), Part(short, "overdue")
    if row.status == "due":
        due = Part(f"{look.symbol} {say(look.word)}", "state")
        return due, due
    if row.status == "cancelled":
        cancelled = Part(f"{look.symbol} {say(look.word)}", "state")
        return cancelled, cancelled
    if row.current is None:
        unread = say("date cannot be read" if row.unread else "no date announced")
        undated = Part(unread, "state")
        return undated, undated
    told = OUTCOME_TOLD.get(row.outcome) if row.status == "done" else None
    part = Part(say(told), "state") if told else None
    return part, part


def _slip(row: Milestone, say: Words) -> tuple[Part | None, Part | None]:
    """The part of the slip that no reading can argue away, as a duration."""
    first, now = row.baseline, row.current
    # What is overdue or given up does not stand where its last promise was: that slip says nothing.
    if first is None or now is None or row.status in ("overdue", "cancelled"):
        return None, None
    span = certain_span(row.slip_min, row.slip_max, first, now)
    if span is None:
        return None, None
    duration, short = say.duration(*sorted(span)), say.short_duration(*span)
    exact = row.slip_min == row.slip_max
    if span[0] < span[1]:
        late = say("{duration} later" if exact else "at least {duration} later", duration=duration)
        return Part(late, "late"), Part(short, "late")
    sooner = say("{duration} sooner" if exact else "at least {duration} sooner", duration=duration)
    return Part(sooner, "sooner"), Part(short, "sooner")


def _joined(separator: str, *parts: Part | None) -> tuple[Part, ...]:
    told = [part for part in parts if part and part.text]
    return tuple(
        part if number == 0 else Part(separator + part.text, part.role)
        for number, part in enumerate(told)
    )
