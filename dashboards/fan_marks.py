"""Where the forecast of a row stands on the timeline: a band below its mark, a tick on it."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from dashboards.drawing import FAN_HEIGHT, FanMark, Row, Sheet

# Words of a forecast name no year after this one; a band that goes on ends there.
LAST_DAY: Final = date(2100, 12, 31)
# From the foot of a row up to the middle of the band.
FOOT: Final = 1.5 + FAN_HEIGHT / 2
# The sign for what lies beyond the edge stands so far from it.
EDGE: Final = 5
BEFORE, AFTER = "before", "after"


class Fan(NamedTuple):
    """Between which days a milestone is expected, going by other programmes, as they are told: the
    ends of the months, quarters or years that are not passed in 1, 5 and 9 of 10 cases; None for
    what lies beyond 2100. ``sentence`` says it in words, ``programmes`` on the record of how many;
    ``words`` are those of even odds alone, "" where they lie beyond.
    """

    low: date
    even: date | None
    high: date | None
    sentence: str
    programmes: int
    words: str = ""


def with_fan(row: Row, fan: Fan | None, sheet: Sheet) -> Row:
    """The row with its forecast, drawn and told; the row itself where there is none."""
    if fan is None:
        return row
    mark = fan_mark(fan, sheet, row.y + sheet.row_height - FOOT)
    return row._replace(fan=mark, sentence=f"{row.sentence}. {fan.sentence}")


def fan_mark(fan: Fan, sheet: Sheet, y: float) -> FanMark:
    """A forecast around a height."""
    scale = sheet.scale
    x0, x1 = scale.end(fan.low), scale.end(fan.high or LAST_DAY)
    even = scale.end(fan.even) if fan.even else None
    if x0 >= scale.right:
        return FanMark(scale.right - 2 * EDGE, scale.right - EDGE, None, y, AFTER)
    if x1 <= scale.left:
        return FanMark(scale.left + EDGE, scale.left + 2 * EDGE, None, y, BEFORE)
    return FanMark(x0, x1, even, y)


def chevron(fan: FanMark) -> tuple[tuple[float, float], ...]:
    """The sign for a forecast that lies beyond the page: its tip points there."""
    half = (fan.x1 - fan.x0) / 2
    back, tip = (fan.x0, fan.x1) if fan.beyond == AFTER else (fan.x1, fan.x0)
    return (back, fan.y - half), (tip, fan.y), (back, fan.y + half)
