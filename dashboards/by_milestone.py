"""The record by milestone, each part of it worked out once for a version and a day.

A page of one milestone asks for a few rows of tables that hold all of them. For one page going
through a table is nothing; ten thousand pages would go through it ten thousand times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from dashboards.page import Page, known_rows
from dashboards.slip_record import keyed
from tracker.columns import Row, columns_of, picked, rows_of
from tracker.moves import move_columns
from tracker.programme import Programme
from tracker.statements import statement_columns

NONE: Final[Sequence[Row]] = ()
# What is told of a move beside its statement.
MOVE: Final = ("line", "milestone", "kind", "slip_min", "slip_max")


def row_of(milestone_id: str, page: Page) -> Row | None:
    """The row of a milestone, None when no such id is on record on the day."""
    return _rows(page.programme, page.as_of, page.lang).get(milestone_id)


def needed_by(milestone_id: str, page: Page) -> Sequence[Row]:
    """The milestones that wait for one."""
    return _waiting(page.programme, page.as_of, page.lang).get(milestone_id, NONE)


def statements_on(milestone_id: str, page: Page) -> Sequence[Row]:
    """What was said of a milestone by the day, the newest first, legible or not."""
    return _statements(page.programme, page.as_of).get(milestone_id, NONE)


def told_on(milestone_id: str, page: Page) -> Sequence[Row]:
    """The legible statements on a milestone with their keys, the oldest first."""
    return _told(page.programme, page.as_of).get(milestone_id, NONE)


def moved(programme: Programme, as_of: date) -> Mapping[int, Row]:
    """What each statement changed, by its line."""
    return _moved(programme, as_of)


@lru_cache(maxsize=4)
def _rows(programme: Programme, as_of: date, lang: str) -> Mapping[str, Row]:
    return {row.id: row for row in known_rows(programme, as_of, lang)}


@lru_cache(maxsize=4)
def _waiting(programme: Programme, as_of: date, lang: str) -> Mapping[str, Sequence[Row]]:
    waiting: dict[str, list[Row]] = {}
    for row in known_rows(programme, as_of, lang):
        for needed in dict.fromkeys(row.depends_on.split()):
            waiting.setdefault(needed, []).append(row)
    return waiting


@lru_cache(maxsize=4)
def _statements(programme: Programme, as_of: date) -> Mapping[str, Sequence[Row]]:
    columns = columns_of(programme.announcements)
    days = columns["announced_latest"]
    known = np.flatnonzero(days <= np.datetime64(pd.Timestamp(as_of)))
    ages = -days[known].astype("int64")
    return _grouped(rows_of(columns, known[np.lexsort((columns["line"][known], ages))]))


@lru_cache(maxsize=4)
def _told(programme: Programme, as_of: date) -> Mapping[str, Sequence[Row]]:
    return _grouped(keyed(statement_columns(programme, as_of)))


@lru_cache(maxsize=4)
def _moved(programme: Programme, as_of: date) -> Mapping[int, Row]:
    return {row.line: row for row in rows_of(picked(move_columns(programme, as_of), MOVE))}


def _grouped(statements: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """By milestone, each group in the order given."""
    groups: dict[str, list[Row]] = {}
    for statement in statements:
        groups.setdefault(statement.milestone, []).append(statement)
    return groups
