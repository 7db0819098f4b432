"""What `changes` answers: the changes of each day, the weightiest first, as text or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tracker.change import Change, by_day
from tracker.json_shapes import Json, interval
from tracker.words import Words


def as_text(found: Sequence[Change], titles: Mapping[str, str], say: Words) -> str:
    """Each day, under it what changed, who said so, and where it stands written."""
    if not found:
        return say("Nothing changed.")
    lines: list[str] = []
    for day, members in by_day(found):
        lines.append(say.date(day) or say("In the data"))
        for change in members:
            told = say("{name}: {told}", name=titles.get(change.id, change.id),
                       told=with_doubt(change, say))  # fmt: skip
            lines.append("  " + " · ".join(filter(None, (told, change.who))))
            lines += [f"      {address}" for address in change.source.split()]
    return "\n".join(lines)


def as_json(found: Iterable[Change], titles: Mapping[str, str], say: Words) -> list[Json]:
    """The same as plain values; `slip_days` as [min, max], null where nothing is compared."""
    return [
        {
            "on": change.on.isoformat() if change.on else None,
            "id": change.id,
            "kind": change.kind,
            "from": change.before and change.before.text,
            "to": change.after and change.after.text,
            "text": with_doubt(change, say),
            "source": change.source,
            "weight": change.weight,
            "title": titles.get(change.id, ""),
            "speaker": change.speaker,
            "organisation": change.organisation,
            "slip_days": interval(change.slip_min, change.slip_max),
            "may_be_earlier": change.may_be_earlier,
        }
        for change in found
    ]


def with_doubt(change: Change, say: Words) -> str:
    """The change in words, and in brackets why it may lie before the time asked for."""
    doubt = change.doubt(say)
    return f"{change.text(say)} ({doubt})" if doubt else change.text(say)
