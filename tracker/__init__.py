"""The record of the Baiterek / Soyuz-5 programme: what was promised, and what then happened.

`tracker.load` reads a folder or a CSV; `tracker.snapshot.snapshot` says how things stood on a day.
Nothing heavy is imported before it is asked for.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.programme import Programme

__all__ = ["load"]


def load(path: str | Path, *, as_of: date | None = None) -> Programme:
    """The programme in a folder or in one CSV, with every problem of its data.

    ``as_of`` is the day against which "in the future" and "overdue" are meant; today when left out.
    Raises `tracker.store.NotMilestones` only when there is no milestone file at all.
    """
    from tracker import programme

    return programme.load(path, as_of=as_of or date.today())
