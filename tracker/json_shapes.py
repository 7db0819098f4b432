"""The answers of `--json`: rows of frames as plain dictionaries, days as ISO text or null."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from tracker.dates import DateWords

Json = dict[str, Any]


def milestone(row: Any) -> Json:
    """One milestone of a snapshot, as in `list` and `status`."""
    return {
        "id": row.id,
        "title": row.title,
        "category": row.category,
        "track": row.track,
        "status": row.status,
        "current": window(row.current, row.current_words),
        "baseline": window(row.baseline, row.baseline_words),
        "actual": window(row.actual, row.actual_words),
        "slip_days": interval(row.slip_min, row.slip_max),
        "contested": bool(row.contested),
        "confidence": row.confidence,
    }


def window(text: str, words: DateWords | None) -> Json:
    """A cell as typed with what its words allow; all null where nothing is said."""
    return {
        "text": text or None,
        "earliest": _iso(words.earliest if words else None),
        "latest": _iso(words.latest if words else None),
        "precision": words.precision if words else None,
    }


def interval(least: float, most: float) -> list[int | None] | None:
    """Days as [min, max], null where nothing is compared, a null side where a window is open."""
    if pd.isna(least) and pd.isna(most):
        return None
    return [days(least), days(most)]


def days(value: float) -> int | None:
    """A whole number of days, or null."""
    return None if pd.isna(value) else int(value)


def story(row: Any, claims: pd.DataFrame, said: pd.DataFrame, moved: pd.DataFrame) -> Json:
    """Everything that `show` tells of one milestone."""
    return {
        **milestone(row),
        "live": [claim(item) for item in claims.itertuples()],
        "announcements": [announcement(item) for item in said.itertuples()],
        "moves": [move(item) for item in moved.itertuples()],
        "depends_on": row.depends_on.split(),
        "sources": row.source.split(),
    }


def claim(row: Any) -> Json:
    """One live claim."""
    return {
        "side": row.side,
        "speaker": row.speaker,
        "organisation": row.organisation,
        "announced": row.announced,
        "target": row.target,
        "source": row.source,
    }


def announcement(row: Any) -> Json:
    """One statement, as typed."""
    names = (
        "announced speaker organisation side target wording source publisher language confidence"
    )
    return {name: getattr(row, name) for name in names.split()}


def move(row: Any) -> Json:
    """What one statement changed."""
    return {
        "announced": row.announced,
        "from": row.before or None,
        "to": row.target,
        "kind": row.kind,
        "slip_days": interval(row.slip_min, row.slip_max),
        "notice_days": days(row.notice_days),
        "source": row.source,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
