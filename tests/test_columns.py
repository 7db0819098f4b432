"""Columns as arrays, and the rows that are told of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import REAL_DATA, TODAY

from dashboards.page import page_of
from tracker.columns import frame_of, picked, rows_of
from tracker.programme import load


def same(one: Any, other: Any) -> bool:
    return one is other or one == other or bool(pd.isna(one) and pd.isna(other))


@pytest.mark.parametrize("day", [TODAY, date(2025, 12, 27), date(2000, 1, 1)])
def test_rows_say_what_the_frame_says(day: date) -> None:
    page = page_of(load(REAL_DATA, as_of=TODAY), path="/", search=f"?as_of={day}", today=TODAY)
    frame = page.rows
    assert len(page.known) == len(frame)
    for row, told in zip(page.known, frame.itertuples(index=False), strict=True):
        assert row._fields == told._fields
        assert all(map(same, row, told))
        assert list(map(type, row)) == list(map(type, told))


def test_some_rows_are_told_in_the_order_asked_for() -> None:
    columns = {"id": np.array(["a", "b", "c"], object), "days": np.array([1.0, 2.0, 3.0])}
    assert [tuple(row) for row in rows_of(columns, np.array([2, 0]))] == [("c", 3.0), ("a", 1.0)]
    assert [row.days for row in rows_of(picked(columns, ["days"]))] == [1.0, 2.0, 3.0]


def test_a_column_headed_by_what_cannot_be_a_name_is_kept() -> None:
    columns = {"id": np.array(["a"], object), "two words": np.array(["x"], object)}
    columns["class"] = columns["two words"]
    frame = frame_of(columns, pd.RangeIndex(1))
    assert [tuple(row) for row in rows_of(columns)] == [
        tuple(row) for row in frame.itertuples(index=False)
    ]
