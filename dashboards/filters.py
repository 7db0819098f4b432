"""Which milestones are shown, how grouped, over which days: a value, and its words in the address.

A filter says in the query only what differs from the usual, so the plain address is the plain page.
What a query asks for beyond the closed lists is left out rather than answered with an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd

from dashboards.axis import Span, shifted
from dashboards.marks import default_span, expected_span, whole_span
from dashboards.outline import GROUPINGS
from tracker import schema
from tracker.dates import UnreadableDate, parse
from tracker.words import Words

ZOOMS: Final = ("years", "all", "near", "months")
FORMS: Final = ("chart", "table")
FORECAST: Final = "1"
# The fields in their order, each with its name in the address; then the closed lists of values.
NAMES: Final = {
    "search": "q",
    "tracks": "track",
    "categories": "category",
    "statuses": "status",
    "group_by": "group",
    "zoom": "zoom",
    "since": "from",
    "until": "to",
    "collapsed": "fold",
    "form": "form",
    "page": "page",
    "forecast": "forecast",
}
LISTS: Final[dict[str, Sequence[str]]] = {
    "tracks": schema.TRACKS,
    "categories": schema.CATEGORIES,
    "statuses": schema.STATUSES,
    "group_by": GROUPINGS,
    "zoom": ZOOMS,
    "form": FORMS,
    "forecast": (FORECAST,),
    "collapsed": (*schema.TRACKS, *schema.CATEGORIES, *schema.STATUSES),
}
SEARCHED: Final = (
    *("id", "title", "title_fr", "title_ru", "title_kk"),
    *("place", "parties", "speaker", "organisation"),
)
LONGEST_SEARCH: Final = 200
# Nearer than this there is nothing more to see, and an axis of hours is nobody's.
SHORTEST_SPAN: Final = 14
NEAR_DAYS, MONTHS_DAYS = 365, 91


class Filter(NamedTuple):
    """What the timeline is asked to show; empty lists let everything through.

    ``since`` and ``until`` are dates in words as the reader typed them; where one is given they
    take the place of ``zoom``. ``page`` counts the pages of the table from 1. ``forecast`` is
    `FORECAST` where what is expected of open milestones is shown as well.
    """

    search: str = ""
    tracks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    group_by: str = "track"
    zoom: str = "years"
    since: str = ""
    until: str = ""
    collapsed: tuple[str, ...] = ()
    form: str = "chart"
    page: int = 1
    forecast: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Filter:
        """What a query asks for.

        >>> Filter.parse({"status": "overdue,late", "group": "status"})  # doctest: +ELLIPSIS
        Filter(search='', tracks=(), categories=(), statuses=('overdue',), group_by='status', ...)
        """
        asked = {name: query[word] for name, word in NAMES.items() if word in query}
        return cls(
            **{name: read for name in asked if (read := _read(name, asked[name])) is not None}
        )

    def to_query(self) -> dict[str, str]:
        """The filter as words of an address; nothing for what is usual."""
        return {
            word: _word(value)
            for word, value, usual in zip(NAMES.values(), self, _USUAL, strict=True)
            if value != usual
        }

    def but(self, **changes: Any) -> Filter:
        """The same with some fields changed, from the first page on."""
        return self._replace(**{"page": 1, **changes})

    def toggled(self, name: str, value: str) -> Filter:
        """With a value added to one of the lists, or taken from it."""
        values: tuple[str, ...] = getattr(self, name)
        kept = tuple(v for v in values if v != value)
        changed = kept if value in values else (*values, value)
        order = [*LISTS[name], value]
        return self.but(**{name: tuple(sorted(changed, key=order.index))})

    @property
    def narrows(self) -> bool:
        """Whether it leaves any milestone out on purpose."""
        return bool(self.search or self.tracks or self.categories or self.statuses)

    def cleared(self) -> Filter:
        """The same view of everything."""
        return self.but(search="", tracks=(), categories=(), statuses=())

    def apply(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that it lets through, in their order, numbered anew."""
        if not self.narrows:
            return rows
        kept = pd.Series(True, index=rows.index)
        for column, values in (
            ("track", self.tracks),
            ("category", self.categories),
            ("status", self.statuses),
        ):
            if values:
                kept &= rows[column].isin(values)
        return _found(rows[kept], self.search).reset_index(drop=True)

    def span(self, rows: pd.DataFrame, *, as_of: date) -> Span:
        """The days on show: those typed where they can be read, else those of the zoom."""
        usual = _zoomed(self, rows, as_of)
        first, last = _day(self.since, first=True), _day(self.until, first=False)
        if first is None and last is None:
            return usual
        if first is None and last is not None:
            first = min(usual.first, shifted(last, -usual.days))
        if last is None and first is not None:
            last = max(usual.last, shifted(first, usual.days))
        if first is None or last is None or last < first:
            return usual
        missing = SHORTEST_SPAN - 1 - (last - first).days
        if missing > 0:
            first = shifted(first, -(missing // 2))
            last = shifted(first, SHORTEST_SPAN - 1)
        return Span(first, last)

    def trouble(self, say: Words) -> str:
        """Why what was typed for the range is not shown; "" when it is."""
        for text in (self.since, self.until):
            try:
                if text:
                    parse(text)
            except UnreadableDate as unreadable:
                return f"{say.again(unreadable.message)} {say.again(unreadable.remedy)}"
        first, last = _day(self.since, first=True), _day(self.until, first=False)
        if first and last and last < first:
            return say("The range ends before it begins: {to} is before {start}.",
                       to=self.until, start=self.since)  # fmt: skip
        return ""


_USUAL: Final = Filter()


def ranged(filter_: Filter, span: Span) -> Filter:
    """The filter over these days."""
    return filter_.but(since=span.first.isoformat(), until=span.last.isoformat(), zoom="years")


def _read(name: str, text: str) -> Any:
    """The value of a field; None where the query says nothing that can be used."""
    if name == "page":
        return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else None
    if name not in LISTS:
        return text.strip()[:LONGEST_SEARCH]
    known = LISTS[name]
    if name in ("group_by", "zoom", "form", "forecast"):
        return text if text in known else None
    asked = set(text.split(","))
    return tuple(value for value in known if value in asked)


def _word(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _found(rows: pd.DataFrame, search: str) -> pd.DataFrame:
    """The rows in which every word of the search stands somewhere."""
    wanted = search.casefold().split()
    if not wanted or rows.empty:
        return rows
    columns = [rows[name].tolist() for name in SEARCHED if name in rows]
    texts = ("\n".join(cells).casefold() for cells in zip(*columns, strict=True))
    return rows[[all(word in text for word in wanted) for text in texts]]


def usual_span(asked: Filter, as_of: date) -> Span:
    """The years that are shown first; of what is expected those to come count for more."""
    return expected_span(as_of) if asked.forecast else default_span(as_of)


def _zoomed(asked: Filter, rows: pd.DataFrame, as_of: date) -> Span:
    zoom = asked.zoom
    if zoom == "near":
        return Span(shifted(as_of, -NEAR_DAYS), shifted(as_of, NEAR_DAYS))
    if zoom == "months":
        return Span(shifted(as_of, -MONTHS_DAYS), shifted(as_of, MONTHS_DAYS))
    return whole_span(rows, as_of) if zoom == "all" else usual_span(asked, as_of)


def _day(text: str, *, first: bool) -> date | None:
    """The first or the last day of what was typed; None for what says no such day."""
    try:
        words = parse(text)
    except UnreadableDate:
        return None
    return words.earliest or words.latest if first else words.latest or words.earliest
