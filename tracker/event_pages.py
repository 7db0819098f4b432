"""Which pages of a row tell that it happened?

A row names all its pages in one cell: those on which a plan stood, those that report the event, in
the order in which somebody added them. A page on which a date was given before the event cannot
tell of it. All others may: nothing says which of them is the better, and where no page gives the
day it is bounded by two of them (data/README.md, "Dates").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from tracker.addresses import addresses_in
from tracker.columns import Row
from tracker.programme import Programme
from tracker.statements import statement_columns


def event_pages(programme: Programme, rows: Iterable[Row], *, as_of: date) -> dict[str, str]:
    """The pages that tell of what happened, by milestone, as a `source` cell has them.

    ``rows`` are those of the snapshot as of the day; of what has not happened nothing is told.
    """
    happened = [row for row in rows if row.actual_latest is not pd.NaT]
    older = _older(programme, {row.id: _began(row) for row in happened}, as_of)
    return {row.id: " ".join(_left(row.source, older.get(row.id, frozenset()))) for row in happened}


def _began(row: Row) -> np.datetime64:
    first = row.actual_latest if row.actual_earliest is pd.NaT else row.actual_earliest
    return np.datetime64(first.to_datetime64())


def _older(
    programme: Programme, began: Mapping[str, np.datetime64], as_of: date
) -> Mapping[str, set[str]]:
    """The pages of what was said of each before it began to happen."""
    said = statement_columns(programme, as_of)
    found: dict[str, set[str]] = defaultdict(set)
    cells = zip(said["milestone"], said["announced_latest"], said["source"], strict=True)
    for name, day, source in cells:
        if name in began and day < began[name]:
            found[name].update(source.split())
    return found


def _left(cell: str, older: Iterable[str]) -> list[str]:
    """Where every page is older, the row has no better one: all of them stand."""
    pages = addresses_in(cell)
    return [page for page in pages if page not in older] or pages
