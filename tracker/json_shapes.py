"""The answers of `--json`: rows of frames as plain dictionaries, days as ISO text or null."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from tracker.dates import DateWords

if TYPE_CHECKING:
    from tracker.forecast import Forecast
    from tracker.outlook import Hindsight, Outlook
    from tracker.story import Story

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


def story(told: Story) -> Json:
    """Everything that `show` tells of one milestone."""
    return {
        **milestone(told.row),
        "live": [claim(item) for item in told.claims.itertuples()],
        "announcements": [announcement(item) for item in told.said.itertuples()],
        "moves": [move(item) for item in told.moves.itertuples()],
        "depends_on": told.row.depends_on.split(),
        "sources": told.row.source.split(),
        "history": None if told.history is None else history(told.history),
        "promises": [promise(item) for item in told.promises.itertuples()],
        "outlook": forecast(told.outlook),
    }


def forecast(each: Outlook | Hindsight) -> Json:
    """The promise and what is said of it; periods as codes, never a day."""
    from tracker.forecast import CHANCES

    claim, made = each.claim, each.forecast
    return {
        "promised": window(claim.target, claim.target_words) if claim else None,
        "said_on": claim.announced if claim else None,
        "source": claim.source if claim else None,
        "reason_for_none": each.reason or None,
        "forecast": made
        and {
            **{f"p{round(100 * chance)}": _period(made, chance) for chance in CHANCES},
            "kept": share(made.kept),
            "never": share(made.never),
            "statements": made.cases,
            "programmes": made.programmes,
        },
    }


def _period(made: Forecast, chance: float) -> str | None:
    """The period by the end of which it happens with a chance, null after 2100."""
    from tracker.forecast_words import named

    period = named(made, chance)
    return period.text.removeprefix("by ") if period else None


def share(value: float | None) -> float | None:
    """A probability to the hundredth, or null."""
    return None if value is None else round(value, 2)


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
        "stands": bool(row.stands),
        "stood_days": days(row.stood_days),
        "contested": bool(row.contested),
        "contests": row.contests or None,
    }


def history(row: Any) -> Json:
    """How the promise of a milestone moved, in all."""
    return {
        "statements": int(row.statements),
        "dated": int(row.dated),
        "slips": int(row.slips),
        "named_before": days(row.named_before),
        "named_before_open": days(row.named_before_open),
        "first": _promised(row, "first"),
        "first_said": None if row.first_said_words is None else _promised(row, "first_said"),
        "last": _promised(row, "last"),
        "withdrawn": bool(row.withdrawn),
        "months_slipped_per_month": _rates(row.rate_min, row.rate_max),
    }


def _promised(row: Any, name: str) -> Json:
    """Who named which date when: the first promise, or the statement that stands."""
    target, announced = getattr(row, f"{name}_words"), getattr(row, f"{name}_announced_words")
    told = {part: getattr(row, f"{name}_{part}") for part in ("speaker", "organisation", "source")}
    return {
        "announced": announced and announced.text,
        "target": window(target.text if target else "", target),
        **told,
    }


def _rates(least: float, most: float) -> list[float | None] | None:
    rates = [None if pd.isna(rate) else round(rate, 3) for rate in (least, most)]
    return None if rates == [None, None] else rates


def promise(row: Any) -> Json:
    """One promise and what became of it."""
    return {
        "announced": row.announced,
        "speaker": row.speaker,
        "organisation": row.organisation,
        "side": row.side,
        "target": row.target,
        "times": int(row.times),
        "fate": row.fate,
        "reason": row.reason,
        "slip_days": interval(row.slip_min, row.slip_max),
        "source": row.source,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
