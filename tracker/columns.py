"""Columns of a table as arrays: what the record is worked out with.

A frame of two hundred rows costs pandas some fifty microseconds for each look at a column, and a
snapshot looks hundreds of times; arrays cost one or two. So between the frame that is read and the
frame that is handed back stand plain arrays by name. Rows refer to others by their number. What is
told row by row takes them as tuples, without a frame in between.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Column = NDArray[Any]
Columns = dict[str, Column]
# One row of a table: a named tuple of its cells, as `rows_of` and a frame's itertuples give it.
Row: TypeAlias = Any

# The number of no row.
NOBODY: Final = -1
NO_DAY: Final = np.datetime64("NaT", "s")
# Before and after every day that can be written.
START: Final = np.datetime64("1700-01-01", "s")
END: Final = np.datetime64("2300-01-01", "s")


def columns_of(frame: pd.DataFrame) -> Columns:
    """The columns of a frame by name; the arrays belong to the frame and are only read."""
    return {name: frame[name].to_numpy() for name in frame}


def frame_of(columns: Columns, index: pd.Index) -> pd.DataFrame:
    """The columns as a frame; text stays text and a missing reading stays None."""
    kept = {name: pd.Series(column, index, column.dtype) for name, column in columns.items()}
    return pd.DataFrame(kept, index)


def rows_of(columns: Columns, numbers: Column | None = None) -> list[Row]:
    """The rows of a table, of some numbers or all of them, as tuples; a day is a Timestamp.

    >>> rows_of({"id": np.array(["a", "b"], object), "slip_min": np.array([1.0, 2.0])})
    [Row(id='a', slip_min=1.0), Row(id='b', slip_min=2.0)]
    """
    found = columns.values()
    taken = found if numbers is None else (column[numbers] for column in found)
    row = _row_named(tuple(columns))
    return [row(*cells) for cells in zip(*map(_cells, taken), strict=True)]


@lru_cache(maxsize=32)
def _row_named(names: tuple[str, ...]) -> Any:
    # A file may head a column with any words; what cannot be a name is called by its number.
    return namedtuple("Row", names, rename=True)


def _cells(column: Column) -> list[Any]:
    return list(pd.DatetimeIndex(column)) if column.dtype.kind == "M" else column.tolist()


def picked(columns: Columns, names: Iterable[str]) -> Columns:
    """Some of the columns."""
    return {name: columns[name] for name in names}


def frozen(columns: Columns) -> Columns:
    """The same columns, which from now on can only be read: they are kept for the next who asks."""
    for column in columns.values():
        column.flags.writeable = False
    return columns


def at(column: Column, rows: Column, nothing: object = None) -> Column:
    """The cells of some rows; ``nothing`` where the row is `NOBODY`, of days always NaT."""
    blank = np.full(1, NO_DAY if column.dtype.kind == "M" else nothing, dtype=column.dtype)
    # The blank stands behind the last row, which is where -1 leads.
    cells: Column = np.concatenate([column, blank])[rows]
    return cells


def days_between(earlier: Column, later: Column) -> Column:
    """Whole days from one to the other, NaN where one of them is open or missing."""
    apart = (later - earlier).astype("timedelta64[D]")
    return np.where(np.isnat(apart), np.nan, apart.astype("int64").astype(float))


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """First and last days, open sides at the ends of time; and where the date was taken back."""

    starts: Column
    ends: Column
    withdrawn: Column

    def take(self, rows: Column) -> Windows:
        """The windows of some rows."""
        return Windows(self.starts[rows], self.ends[rows], self.withdrawn[rows])

    def apart(self, one: Column, other: Column) -> Column:
        """Where two of them have no day in common, or just one is a withdrawal; not of `NOBODY`."""
        if not len(self.starts):
            return np.zeros(len(one), dtype=bool)
        mine, theirs = self.take(one), self.take(other)
        starts = np.maximum(mine.starts, theirs.starts)
        ends = np.minimum(mine.ends, theirs.ends)
        disjoint = ~mine.withdrawn & ~theirs.withdrawn & (starts > ends)
        both = (one != NOBODY) & (other != NOBODY)
        differ: Column = both & (disjoint | (mine.withdrawn != theirs.withdrawn))
        return differ


def windows_of(columns: Columns) -> Windows:
    """What statements promise."""
    starts, ends = columns["target_earliest"], columns["target_latest"]
    return Windows(
        starts=np.where(np.isnat(starts), START, starts),
        ends=np.where(np.isnat(ends), END, ends),
        withdrawn=columns["withdrawn"].astype(bool),
    )
