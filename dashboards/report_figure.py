"""The timeline of a report to zoom and point at: one plotly figure a track, as plain dicts.

A period is a bar over its whole window, a day a diamond, an open side a triangle that points there;
what was first promised is dashed. Where words stand and how a row is told is as in the drawing that
it replaces (`report_timeline`). Colours go by the names of the page's custom properties (`--ink`):
the script that draws (`inline/report.js`) puts those of the reader's page in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from dashboards.drawing import Part
from dashboards.figures import rich
from dashboards.marks import default_span
from dashboards.outline import Entry, Heading, in_order, outline
from dashboards.page import Page
from dashboards.places import shortened
from dashboards.report_timeline import OTHER, tracks
from dashboards.row_words import Milestone, heading, milestones, told
from dashboards.theme import FONT, SIZE_LABEL, SIZE_ROW, slug
from tracker.dates import DateWords
from tracker.words import Words

Trace = dict[str, Any]

LINE_HEIGHT: Final = 25
AXIS_HEIGHT: Final = 34
NAMES: Final = 330
DAY_MS: Final = 86_400_000
# How much of a track's colour a promise has; the rest lets the paper through.
PROMISED: Final = 0.28
# Half of a bar, and half of the dashed outline around it, in lines.
BAR, OUTLINE = 0.28, 0.36
# What a name may take of that: the script sets it so far from the left, and air follows.
NAME_WIDTH: Final = NAMES - 14 - 12
CLEAR: Final = "rgba(0,0,0,0)"
ALARM: Final = "--alarm"


class Line(NamedTuple):
    """A row on its line, and the first and last known day of its marks."""

    y: int
    row: Milestone
    first: date | None
    last: date | None


def timeline_figures(page: Page) -> list[dict[str, Any]]:
    """A figure for each track: ``track`` is its name in the style sheet; ``lines`` tell of each
    line its id ("" for a heading), its name, the words beside its marks, those at the edge when its
    marks lie beyond, and the first and last day of these; ``data`` and ``layout`` plotly draws."""
    rows = in_order(page.rows)
    return [_of_track(track, lines, rows, page) for track, lines in tracks(outline(rows))]


def _of_track(track: str, entries: Sequence[Entry], rows: Any, page: Page) -> dict[str, Any]:
    say, colour = page.say, f"--track-{slug(track)}" if track else "--muted"
    told_rows = milestones(rows, [entry for entry in entries if isinstance(entry, int)], say)
    named: list[dict[str, str]] = []
    lines: list[Line] = []
    for y, entry in enumerate(entries):
        if isinstance(entry, Heading):
            named.append({"id": "", "name": plain(heading(entry, say))})
        else:
            lines.append(_line(y, next(told_rows)))
            named.append(_named(lines[-1], say))
    return {
        "track": slug(track) or OTHER,
        "name": say("Timeline: {track}", track=say(track or "Other")),
        "lines": named,
        "data": [*_outlines(lines, colour), *_strokes(lines, colour), *_bars(lines, colour, say),
                 *_markers(lines, colour, say)],
        "layout": _layout(len(entries), page),
    }  # fmt: skip


def _line(y: int, row: Milestone) -> Line:
    now = row.current
    if now is None:
        return Line(y, row, None, None)
    return Line(y, row, now.earliest or now.latest, now.latest or now.earliest)


def _named(line: Line, say: Words) -> dict[str, str]:
    row = line.row
    short = shortened(row.title or row.id, SIZE_ROW, NAME_WIDTH)
    _, beside, edge, _ = told(row, say).wordings
    return {
        "id": row.id,
        "name": plain(short),
        "beside": rich(beside, ALARM),
        "edge": rich(edge, ALARM),
        "first": line.first.isoformat() if line.first else "",
        "last": line.last.isoformat() if line.last else "",
    }


def plain(text: str) -> str:
    """A text that plotly takes for no markup of its own.

    >>> plain("a <b> & c")
    'a &lt;b&gt; &amp; c'
    """
    return rich((Part(text, "name"),), ALARM)


def _hover(row: Milestone, say: Words) -> str:
    """What pointing at a row tells: its name, where it stands, what was first promised."""
    first = say("First promise: {date}", date=say.date(row.baseline)) if row.baseline else ""
    label = rich(told(row, say).wordings[0], ALARM)
    lines = (f"<b>{plain(row.title or row.id)}</b>", label, plain(first))
    return "<br>".join(filter(None, lines))


def _moved(row: Milestone) -> bool:
    """Whether the first promise was another date than the one that holds."""
    first, now = row.baseline, row.current
    if first is None or now is None:
        return first is not None
    return (first.earliest, first.latest) != (now.earliest, now.latest)


def _days(words: DateWords) -> tuple[date, date] | None:
    """The window from its first day to the day after its last; None with an open side."""
    if words.earliest is None or words.latest is None:
        return None
    return words.earliest, words.latest + timedelta(days=1)


def _outlines(lines: Sequence[Line], colour: str) -> Iterator[Trace]:
    """First promises, dashed around their windows."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for line in lines:
        window = _days(line.row.baseline) if line.row.baseline and _moved(line.row) else None
        if window:
            start, end = (day.isoformat() for day in window)
            xs += [start, end, end, start, start, None]
            ys += [line.y - OUTLINE, line.y - OUTLINE, line.y + OUTLINE, line.y + OUTLINE,
                   line.y - OUTLINE, None]  # fmt: skip
    if xs:
        yield _stroke(xs, ys, colour, dash="3px,2px")


def _strokes(lines: Sequence[Line], colour: str) -> Iterator[Trace]:
    """From the first promise to where it moved; the time of works."""
    moves: list[tuple[date, date, int]] = []
    works: list[tuple[date, date, int]] = []
    for line in lines:
        row = line.row
        window = _days(row.baseline) if row.baseline and _moved(row) else None
        if window and line.first and line.last:
            if line.first > window[1]:
                moves.append((window[1], line.first, line.y))
            elif line.last < window[0]:
                moves.append((window[0], line.last, line.y))
        if row.start and row.start.earliest and line.first and row.start.earliest < line.first:
            works.append((row.start.earliest, line.first, line.y))
    for found, width, opacity in ((works, 3, 0.45), (moves, 1, 1)):
        if found:
            xs = [x for a, b, _ in found for x in (a.isoformat(), b.isoformat(), None)]
            ys = [at for _, _, y in found for at in (y, y, None)]
            yield _stroke(xs, ys, colour, width=width, opacity=opacity)


def _stroke(
    xs: Sequence[str | None], ys: Sequence[float | None], colour: str, *, dash: str = "solid",
    width: float = 1, opacity: float = 1,
) -> Trace:  # fmt: skip
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": width, "dash": dash},
        "opacity": opacity,
        "hoverinfo": "skip",
    }


def _bars(lines: Sequence[Line], colour: str, say: Words) -> Iterator[Trace]:
    """Whole windows of more than a day: full where it happened, light where promised."""
    for done, opacity in ((False, PROMISED), (True, 1)):
        drawn = [
            (line, window)
            for line in lines
            if (line.row.status == "done") is done and line.row.current
            if (window := _days(line.row.current)) and (window[1] - window[0]).days > 1
        ]
        if drawn:
            yield {
                "type": "bar",
                "orientation": "h",
                "base": [start.isoformat() for _, (start, _) in drawn],
                "x": [(end - start).days * DAY_MS for _, (start, end) in drawn],
                "y": [line.y for line, _ in drawn],
                "width": 2 * BAR,
                "opacity": opacity,
                "marker": {
                    "color": colour,
                    "line": {"color": colour, "width": 1},
                    "cornerradius": 7,
                },
                **_pointed([line for line, _ in drawn], say),
            }


def _markers(lines: Sequence[Line], colour: str, say: Words) -> Iterator[Trace]:
    """Days as diamonds, "not before" and "by" as triangles from or up to their one known day."""
    points = [(line, *point) for line in lines if (point := _point(line.row))]
    for symbol in dict.fromkeys(symbol for _, _, symbol in points):
        drawn = [(line, day) for line, day, name in points if name == symbol]
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [day.isoformat() for _, day in drawn],
            "y": [line.y for line, _ in drawn],
            "marker": {"symbol": symbol, "size": 11, "color": colour},
            **_pointed([line for line, _ in drawn], say),
        }


def _point(row: Milestone) -> tuple[date, str] | None:
    first, last = (row.current.earliest, row.current.latest) if row.current else (None, None)
    if first and last and first == last:
        return first, "diamond" if row.status == "done" else "diamond-open"
    if first and not last:
        return first, "triangle-right-open"
    return (last, "triangle-left-open") if last and not first else None


def _pointed(lines: Sequence[Line], say: Words) -> dict[str, Any]:
    """What pointing at marks tells."""
    return {"hovertext": [_hover(line.row, say) for line in lines], "hoverinfo": "text"}


def _layout(lines: int, page: Page) -> dict[str, Any]:
    return {
        "height": AXIS_HEIGHT + lines * LINE_HEIGHT,
        "margin": {"l": NAMES, "r": 12, "t": AXIS_HEIGHT, "b": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": SIZE_LABEL, "color": "--muted"},
        "barmode": "overlay",
        "dragmode": "pan",
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left",
            "bgcolor": "--paper",
            "bordercolor": "--muted",
            "font": {"family": FONT, "size": SIZE_ROW, "color": "--ink"},
        },
        "showlegend": False,
        "xaxis": _days_axis(page),
        "yaxis": {
            "range": [lines - 0.5, -0.5],
            "fixedrange": True,
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
        },
        "shapes": [_as_of(page.as_of.isoformat())],
    }


def _days_axis(page: Page) -> dict[str, Any]:
    span = default_span(page.as_of)
    return {
        "type": "date",
        "side": "top",
        "range": [span.first.isoformat(), (span.last + timedelta(days=1)).isoformat()],
        "gridcolor": "--hairline",
        "zeroline": False,
        "nticks": 14,
    }


def _as_of(day: str) -> dict[str, Any]:
    """The line of the day whose knowledge is shown."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": "--accent", "width": 1.5, "dash": "dash"},
    }
