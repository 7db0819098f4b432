"""What the server makes of a window that a browser tells of."""

from __future__ import annotations

import pytest

from dashboards.views.timeline import Viewport, viewport


@pytest.mark.parametrize("junk", [None, "900", [900], float("inf"), float("nan"), {"px": 900}])
def test_measure_that_is_none_is_the_usual_one(junk: object) -> None:
    assert viewport({"width": junk, "start": junk, "lines": junk}) == Viewport()


def test_measures_are_held_within_reason() -> None:
    told = viewport({"width": 1e9, "start": -5, "lines": 10_000, "dark": True})
    assert told == Viewport(width=4000, start=0, lines=120, dark=True)
