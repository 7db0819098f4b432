"""docs/forecast.md says what the data say: every table in it is worked out anew."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "forecast.md").read_text(encoding="utf-8")
READINGS = runpy.run_path(str(ROOT / "docs" / "readings.py"))


@pytest.mark.parametrize("made", READINGS["TABLES"], ids=lambda made: made.__name__)
def test_every_table_is_that_of_the_data(made: object) -> None:
    assert made() in TEXT  # type: ignore[operator]


def test_the_reading_that_was_chosen_is_the_one_that_the_tracker_uses() -> None:
    """The script reads the files its own way."""
    from tracker.reference import reference

    ours = reference(ROOT / "data" / "reference")
    theirs = READINGS["cases"](READINGS["Reading"]())
    assert sorted(ours.ratio) == pytest.approx(sorted(theirs.ratio))
    assert f"{len(ours.said)} statements on {ours.programmes} programmes are cases" in TEXT
