"""What of a file is looked at, as words in the address: the search, the order, filters, columns.

    q=pad                       rows with these words, in any column
    sort=category -planned      put in order by these columns, "-" the other way round
    filter=place.contains.site  rows whose cell does so; several are separated by spaces
    hide=note title_fr          columns that are put away

Names and words stand in it percent-encoded once more where they hold a space or a full stop.
`assets/data_address.js` writes the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from dashboards.data_order import plain

# How a filter looks at a cell: both are given plain (`data_order.plain`). The names are AG Grid's.
FILTERS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "contains": lambda cell, words: words in cell,
    "notContains": lambda cell, words: words not in cell,
    "equals": lambda cell, words: cell == words,
    "startsWith": lambda cell, words: cell.startswith(words),
    "blank": lambda cell, _: not cell.strip(),
    "notBlank": lambda cell, _: bool(cell.strip()),
}


class Filter(NamedTuple):
    """What the cells of a column have to do; ``words`` is "" where the kind needs none."""

    column: str
    kind: str
    words: str = ""

    def takes(self, cell: str) -> bool:
        """Whether a cell does.

        >>> Filter("place", "contains", "Égypte").takes("en egypte")
        True
        """
        return FILTERS[self.kind](plain(cell), plain(self.words))


@dataclass(frozen=True, slots=True)
class DataAsked:
    """``order``: columns, each with whether it runs the other way round."""

    search: str = ""
    order: tuple[tuple[str, bool], ...] = ()
    filters: tuple[Filter, ...] = ()
    hidden: tuple[str, ...] = ()

    def as_query(self) -> dict[str, str]:
        """The same as it stands in an address; what is not asked for is blank."""
        return {
            "q": self.search,
            "sort": " ".join(("-" if down else "") + _written(name) for name, down in self.order),
            "filter": " ".join(
                ".".join(map(_written, filter(None, each))) for each in self.filters
            ),
            "hide": " ".join(map(_written, self.hidden)),
        }

    def sorted_by(self, column: str) -> DataAsked:
        """Put in order by one column alone: first one way, then the other, then not at all."""
        is_down = dict(self.order).get(column)
        order = () if is_down else ((column, is_down is False),)
        return replace(self, order=order)

    def toggled(self, column: str) -> DataAsked:
        """With a column put away, or there again."""
        others = tuple(name for name in self.hidden if name != column)
        return replace(self, hidden=others if column in self.hidden else (*self.hidden, column))


def data_asked(query: Mapping[str, str]) -> DataAsked:
    """What an address asks for; words that make no sense ask for nothing.

    >>> data_asked({"sort": "-planned", "filter": "note.blank. oops"}).order
    (('planned', True),)
    """
    return DataAsked(
        search=query.get("q", ""),
        order=tuple(_order(query.get("sort", "").split())),
        filters=tuple(_filters(query.get("filter", "").split())),
        hidden=tuple(map(unquote, query.get("hide", "").split())),
    )


def _order(words: Iterable[str]) -> Iterable[tuple[str, bool]]:
    return ((unquote(word.removeprefix("-")), word.startswith("-")) for word in words)


def _filters(words: Iterable[str]) -> Iterable[Filter]:
    for word in words:
        column, kind, text, *more = [*map(unquote, word.split(".")), "", ""]
        if kind in FILTERS and not any(more):
            yield Filter(column, kind, text)


def _written(text: str) -> str:
    """A name as one word without a full stop, and without a minus before it.

    >>> _written("desk note"), _written("v1.2"), _written("-x")
    ('desk%20note', 'v1%2E2', '%2Dx')
    """
    return re.sub("^-", "%2D", quote(text, safe="-_").replace(".", "%2E"))
