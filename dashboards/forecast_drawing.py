"""Where everything on a chart of forecasts stands: what was promised and when to expect it, a row
each over one axis of time.

The upper lane of a row has the promise, over the whole period that its words allow; the lower one
the fan: from P10 to P90 light, from P50 to P80 full, a stroke at P50, each at the end of the period
that is told, as on the timeline. All positions are pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from dashboards.axis import Scale, Span, Tick, shifted, ticks
from dashboards.places import Box, shortened, text_width
from dashboards.theme import SIZE_LABEL, SIZE_ROW
from tracker.dates import DateWords
from tracker.words import Words

# Below this width names stand above their bars, and what stands at the right below the names.
NARROW: Final = 560
LINE_HEIGHT: Final = 17
PILL: Final = 18
AIR: Final = 12
# Names take this share of the width, and no more than so much.
NAME_SHARE: Final = 0.29
LONGEST_NAME: Final = 320
# Years before the day and after it that are shown at most: what lies beyond is an arrow at the
# edge, or fades out there, and stands in the table. For odds of 4 in 5 the paper goes on.
YEARS_BEFORE: Final = 6
YEARS_AFTER: Final = 15
YEARS_AFTER_FOR_LIKELY: Final = 25
FADE: Final = 40
SHORTEST: Final = 4
# Less than what is seen of a pixel.
TOLERANCE: Final = 0.1
BEFORE, AFTER = "before", "after"

Days = Mapping[float, date | None]


class Lanes(NamedTuple):
    """How high a row is, and where its two lanes stand in it: upper edge and height of each."""

    row: float
    promise: tuple[float, float]
    fan: tuple[float, float]
    under: bool = False


ROOMY: Final = Lanes(40, (9, 8), (20, 11), under=True)
CLOSE: Final = Lanes(24, (4, 6), (11, 9))
STACKED: Final = Lanes(60, (36, 6), (44, 9), under=True)
STACKED_CLOSE: Final = Lanes(42, (20, 6), (28, 8))


class Told(NamedTuple):
    """What a row tells: its name, the words under it from the fullest to the barest, what stands at
    its right, the promise, the days at whose end the forecast has its edges (None for none), the
    sentence, and where it
    leads. ``said`` is the day of the forecast where that is not the day of the chart."""

    name: str
    under: tuple[str, ...]
    cells: tuple[str, ...]
    promise: DateWords | None
    days: Days | None
    sentence: str
    href: str
    said: date | None = None


class Bar(NamedTuple):
    """A piece of a row. ``look``: promise, day, band, likely; ``fade`` names an open end, ``cut``
    the edge of the plot beyond which it lies or goes on."""

    box: Box
    look: str
    fade: str = ""
    cut: str = ""
    dashed: bool = False


class Line(NamedTuple):
    """A line of words: where it begins, on which line it stands, in which voice."""

    x: float
    y: float
    text: str
    role: str


class FanRow(NamedTuple):
    """A row of the chart; below ``free`` no words stand in the plot."""

    told: Told
    box: Box
    free: float
    words: tuple[Line, ...]
    bars: tuple[Bar, ...]
    even: float | None
    said: float | None


class DayMark(NamedTuple):
    """A line through all rows with its name at the top. ``kind``: today, as-of, happened."""

    x: float
    pill: Box
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fans:
    """The whole chart."""

    width: float
    height: float
    plot: Box
    grid: tuple[float, ...]
    axis: tuple[Line, ...]
    heads: tuple[Line, ...]
    rows: tuple[FanRow, ...]
    marked: tuple[DayMark, ...]

    @property
    def narrow(self) -> bool:
        return self.width < NARROW


def fans(
    told: Sequence[Told],
    width: float,
    *,
    heads: tuple[str, ...],
    marked: Sequence[tuple[date, str, str]],
    close: bool,
    say: Words,
) -> Fans:
    """The chart of some rows on paper of a width.

    ``heads`` name what stands at the right of each row, ``marked`` the days that have a line: day,
    words, kind. ``close``: rows without words under their names.
    """
    narrow = width < NARROW
    lanes = _lanes(narrow=narrow, close=close)
    rooms = () if narrow else _rooms(told, heads)
    left = 8.0 if narrow else min(LONGEST_NAME, width * NAME_SHARE)
    span = span_of(told, [day for day, _, _ in marked])
    scale = Scale.of(span, left, width - 6 - sum(rooms) - (AIR if rooms else 0))
    periods = [tick for tick in ticks(span, scale, say) if scale.left <= tick.x <= scale.right]
    levels = 1 + any(tick.level for tick in periods)
    # The names of the periods, the names of the days below them, then the rows.
    above = levels * LINE_HEIGHT + 2
    top = above + PILL + 6
    plot = Box(scale.left, top, scale.right, top + lanes.row * len(told))
    ends = _ends(rooms, width - 6)
    return Fans(
        width=width,
        height=plot.y1 + 2,
        plot=plot,
        grid=tuple(tick.x for tick in periods if tick.level == 0),
        axis=tuple(_axis(ticks(span, scale, say), scale, levels)),
        heads=tuple(Line(x, top - 10, text, "head") for x, text in zip(ends, heads, strict=False)),
        rows=tuple(
            _row(row, top + number * lanes.row, lanes, scale, ends, left)
            for number, row in enumerate(told)
        ),
        marked=tuple(_mark(day, text, kind, scale, above) for day, text, kind in marked),
    )


def _lanes(*, narrow: bool, close: bool) -> Lanes:
    if narrow:
        return STACKED_CLOSE if close else STACKED
    return CLOSE if close else ROOMY


def _rooms(told: Sequence[Told], heads: tuple[str, ...]) -> tuple[float, ...]:
    """How wide each column at the right is."""
    columns = zip(heads, *(row.cells for row in told), strict=True)
    return tuple(max(text_width(text, SIZE_LABEL) for text in each) + AIR for each in columns)


def _ends(rooms: Sequence[float], right: float) -> tuple[float, ...]:
    """Where the columns at the right end: their words stand flush right."""
    return tuple(right - sum(rooms[number + 1 :]) for number in range(len(rooms)))


def span_of(told: Sequence[Told], days: Sequence[date]) -> Span:
    """The years from the first promise to the last P90, as far as they are shown."""
    middle = min(days)
    first, last = middle, max(days)
    for row in told:
        promise = row.promise
        edges = (promise.earliest or promise.latest, promise.latest) if promise else ()
        known = [day for day in (*edges, row.said, *(row.days or {}).values()) if day]
        first, last = min([first, *known]), max([last, *known])
    begin = min((row.said for row in told if row.said), default=middle)
    first = max(first, shifted(min(begin, middle), -int(365.25 * YEARS_BEFORE)))
    return Span(date(first.year, 1, 1), date(min(last, _until(told, max(days))).year, 12, 31))


def _until(told: Sequence[Told], day: date) -> date:
    """The last day that is shown at most."""
    usual, farthest = (shifted(day, int(365.25 * n)) for n in (YEARS_AFTER, YEARS_AFTER_FOR_LIKELY))
    likely = (row.days.get(0.8) for row in told if row.days)
    return min(farthest, max([usual, *filter(None, likely)]))


def _axis(periods: Sequence[Tick], scale: Scale, levels: int) -> list[Line]:
    return [
        Line(tick.middle, (levels - tick.level) * LINE_HEIGHT - 3, tick.text, "axis")
        for tick in periods
        if tick.text and scale.left < tick.middle < scale.right
    ]


def _row(
    told: Told, y: float, lanes: Lanes, scale: Scale, ends: Sequence[float], left: float
) -> FanRow:
    promise = _promise(told.promise, y, lanes, scale) if told.promise else None
    fan = _fan(told.days, y, lanes, scale) if told.days else []
    even = told.days.get(0.5) if told.days else None
    at = scale.end(even) if even else None
    said = scale.noon(told.said) if told.said else None
    return FanRow(
        told=told,
        box=Box(0, y, scale.right if not ends else ends[-1], y + lanes.row),
        free=y + lanes.promise[0] - 3,
        words=tuple(_words(told, y, lanes, ends, left, scale)),
        bars=tuple(bar for bar in (promise, *fan) if bar),
        even=at if at is not None and at <= scale.right else None,
        said=said,
    )


def _words(
    told: Told, y: float, lanes: Lanes, ends: Sequence[float], left: float, scale: Scale
) -> list[Line]:
    """The name with what stands under it, and the cells at the right."""
    x = 1.0
    room = left - AIR - x if ends else scale.right - x
    middle = y + lanes.row / 2 + 4
    first = y + (14 if not ends else 17 if lanes.under else lanes.row / 2 + 4)
    name = Line(x, first, shortened(told.name, SIZE_ROW, room), "name")
    if lanes.under:
        lines = [name, *_under(told.under, x, first + 15, room)]
    else:
        beside = x + max(text_width(name.text, SIZE_ROW) + AIR, left * 0.4)
        lines = [name, *_under(told.under, beside, first, room + x - beside)]
    # Narrow paper has no columns.
    cells = zip(ends, told.cells, strict=False)
    return [*lines, *(Line(end, middle, text, "cell") for end, text in cells)]


def _under(wordings: tuple[str, ...], x: float, y: float, room: float) -> list[Line]:
    """The fullest wording that has room, else what has room of the barest."""
    fitting = (text for text in wordings if text_width(text, SIZE_LABEL) <= room)
    text = next(fitting, "") or shortened(wordings[-1], SIZE_LABEL, room)
    return [Line(x, y, text, "under")] if text else []


def _promise(words: DateWords, y: float, lanes: Lanes, scale: Scale) -> Bar:
    """The whole period that the words allow; an open end fades out, a vague one is dashed."""
    top, high = lanes.promise
    first, last = words.earliest, words.latest
    dashed = bool(words.qualifier)
    x0 = scale.at(first) if first else scale.end(last) - FADE if last else scale.left
    x1 = scale.end(last) if last else x0 + FADE
    if x1 <= scale.left or x0 >= scale.right:
        edge, cut = (scale.left, BEFORE) if x1 <= scale.left else (scale.right, AFTER)
        return Bar(Box(edge, y + top, edge, y + top + high), "promise", cut=cut)
    if first and first == last:
        return Bar(_around((x0 + x1) / 2, y + top, high), "day", dashed=dashed)
    fade = AFTER if last is None else BEFORE if first is None else ""
    if x1 - x0 < SHORTEST:
        x0 = x1 - SHORTEST
    cut = BEFORE if x0 < scale.left - TOLERANCE else AFTER if x1 > scale.right + TOLERANCE else ""
    box = Box(max(x0, scale.left), y + top, min(x1, scale.right), y + top + high)
    return Bar(box, "promise", fade, cut if not fade else "", dashed)


def _around(x: float, top: float, high: float) -> Box:
    reach = high / 2 + 1
    return Box(x - reach, top + high / 2 - reach, x + reach, top + high / 2 + reach)


def _fan(days: Days, y: float, lanes: Lanes, scale: Scale) -> list[Bar]:
    """The two bands; what goes on beyond the plot fades out at its edge."""
    top, high = lanes.fan
    found = []
    for look, low, far in (("band", 0.1, 0.9), ("likely", 0.5, 0.8)):
        x0, open_start = _edge(days[low], scale)
        x1, open_end = _edge(days[far], scale)
        if not open_start:
            box = Box(x0, y + top, max(x1, x0 + 1), y + top + high)
            found.append(Bar(box, look, cut=AFTER if open_end else ""))
    return found


def _edge(day: date | None, scale: Scale) -> tuple[float, bool]:
    """Where a day stands, and whether it lies beyond the plot."""
    x = scale.end(day) if day else scale.right + 1
    return min(x, scale.right), x > scale.right + TOLERANCE


def _mark(day: date, text: str, kind: str, scale: Scale, top: float) -> DayMark:
    x = scale.noon(day)
    width = text_width(text, SIZE_LABEL, bold=True) + 16
    left = min(max(x - width / 2, 1), scale.right - width) if scale.right > width else 1
    return DayMark(x, Box(left, top, left + width, top + PILL), text, kind)
