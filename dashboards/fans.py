"""The forecasts of a page as values to draw: between which days, and what is said of them.

Nothing of this is loaded or worked out before a reader asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dashboards.components import Row
from dashboards.fan_marks import Fan
from dashboards.page import Page, known_milestones
from tracker.programme import Programme
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.outlook import Outlook
    from tracker.reference import Cases


def fans(page: Page) -> Mapping[str, Fan]:
    """What is forecast of the milestones of a page, by id."""
    return _fans(_asked(page), page.say)


def unforecast(page: Page) -> Mapping[str, str]:
    """Why nothing can be said, of those that are built or fly and still open, by id."""
    from tracker.forecast_words import sentence

    drawn = _fans(_asked(page), page.say)
    told = (each for each in _outlooks(_asked(page)) if each.row.id not in drawn)
    return {each.row.id: sentence(each, page.say) for each in told}


def why_none(row: Row, page: Page) -> str:
    """Why nothing is forecast of a milestone, in a sentence."""
    from tracker.forecast import NO_FORECAST
    from tracker.outlook import SETTLED

    told = unforecast(page).get(row.id)
    return told or page.say(NO_FORECAST["settled" if row.status in SETTLED else "category"])


def outlook_of(row: Row, page: Page) -> Outlook | None:
    """What is forecast of a milestone of the page, or why nothing is; None of what is settled or
    neither built nor flown."""
    told = _outlooks(_asked(page))
    return next((each for each in told if each.row.id == row.id), None)


class _Asked(NamedTuple):
    """What the forecasts of a page are made of; the class may change while the data stand."""

    programme: Programme
    as_of: date
    only: frozenset[str]
    cases: Cases | None


def _asked(page: Page) -> _Asked:
    from tracker.outlook import cases_of

    return _Asked(page.programme, page.as_of, page.only, cases_of(page.programme, page.as_of))


@lru_cache(maxsize=8)
def _fans(asked: _Asked, say: Words) -> Mapping[str, Fan]:
    found = {each.row.id: _fan(each, say) for each in _outlooks(asked)}
    return {name: fan for name, fan in found.items() if fan}


@lru_cache(maxsize=4)
def _outlooks(asked: _Asked) -> list[Outlook]:
    from tracker.outlook import outlooks

    rows = known_milestones(asked.programme, asked.as_of, asked.only)
    return outlooks(asked.programme, rows, as_of=asked.as_of)


def _fan(told: Outlook, say: Words) -> Fan | None:
    from tracker.forecast_words import ends, named, sentence

    made = told.forecast
    if made is None:
        return None
    low, even, high = (ends(made)[chance] for chance in (0.1, 0.5, 0.9))
    if low is None:
        return None
    words = say.date(named(made, 0.5))
    return Fan(low, even, high, sentence(told, say), made.programmes, words)
