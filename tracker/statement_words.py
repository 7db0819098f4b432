"""One statement in words: who made it and when, where it is written, what it changed.

A row of announcements, of live claims or of `moves` says who and when; what was changed, only a
row of `moves` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import isnan
from typing import Any, Final

import pandas as pd
from dateutil.relativedelta import relativedelta

from tracker.dates import DateWords
from tracker.words import DAYS_UNTIL_MONTHS, NAMED_PERIODS, Words, whole_months

# The moves that put a promise in the place of another; the rest only say it anew.
NEW_PROMISES: Final = ("first", "later", "earlier", "restored")

# An office or a document of whoever stands before it.
BRACKETED: Final = re.compile(r"\s*\(([^()]*)\)")

# The address of each page and who published it; a page is cited by its place in the order.
Pages = Mapping[str, str]


def who(statement: Any) -> str:
    """The speaker and whom he speaks for."""
    speaker, organisation = statement.speaker, statement.organisation
    if speaker and organisation:
        bracketed = "(" in organisation
        return f"{speaker}, {organisation}" if bracketed else f"{speaker} ({organisation})"
    return str(speaker or organisation or statement.publisher)


def in_brackets(statement: Any) -> str:
    """The same where brackets stand around it: "Vladimir Putin, President of Russia"."""
    speaker, organisation = statement.speaker, flattened(statement.organisation)
    names = filter(None, (flattened(speaker), organisation))
    return ", ".join(names) or str(statement.publisher)


def flattened(name: str) -> str:
    """A name with its own brackets as a part after a comma."""
    return BRACKETED.sub(r", \1", name)


def when_said(words: DateWords | None, say: Words) -> str:
    """The day of a statement with its preposition: " on 13 Jun 2017", " in Jul 2018"."""
    if words is None:
        return ""
    if words.precision == "day" and not words.qualifier:
        return say(" on {date}", date=say.date(words))
    if words.precision in NAMED_PERIODS and not words.qualifier:
        return say(" in {date}", date=say.date(words))
    return say(" ({date})", date=say.date(words))


def cited(cell: str, pages: Pages) -> str:
    """The numbers of the pages in a cell: " [3][4]", with a space that is not broken."""
    known = list(pages)
    numbers = sorted({known.index(address) + 1 for address in cell.split()})
    marks = "".join(f"[{number}]" for number in numbers)
    return f"\u00a0{marks}" if marks else ""


def changed(move: Any, say: Words, *, stands: bool) -> str:
    """What a statement changed: by how much, with what notice, against whom, for how long.

    ``stands`` says whether its promise still does.
    """
    return " ".join(filter(None, [*moved(move, say), *_stood(move, say, stands=stands)]))


def moved(move: Any, say: Words) -> Iterator[str]:
    """By how much a statement moved the date, with what notice, against whom; a sentence each."""
    yield _moved(move, say)
    yield _notice(move, say)
    if move.contests:
        yield say("Disagrees with {who}.", who=move.contests)


def _stood(move: Any, say: Words, *, stands: bool) -> Iterator[str]:
    if move.kind in NEW_PROMISES and move.stood_days >= 1:
        held = duration(move.stood_days, until=_day(move.announced_latest), say=say)
        yield say("Has stood for {held}." if stands else "Stood for {held}.", held=held)


def _moved(move: Any, say: Words) -> str:
    """From where the date moved, and by how much."""
    before = _quoted(move.before_words, say)
    if move.kind == "withdrawn" and before:
        return say("Takes back {before}.", before=before)
    if move.kind not in ("later", "earlier", "restored"):
        return ""
    if before and (edge := _edge_moved(move, say)):
        return say(
            "Moved from {before}; the latest day promised moved by {edge}.",
            before=before, edge=edge,
        )  # fmt: skip
    by = moved_by(move, say)
    if before and move.kind == "earlier":
        return say("Brought forward from {before}{by}.", before=before, by=by)
    if before:
        return say("Moved from {before}{by}.", before=before, by=by)
    return say("Moved{by} against the last date there was.", by=by) if by else ""


def _edge_moved(move: Any, say: Words) -> str:
    """By how much a ceiling moved the last day of a period, or a period that of a ceiling; "" where
    more is certain: of a ceiling no first day was said."""
    one_ceiling = _is_ceiling(move.before_words) != _is_ceiling(move.target_words)
    if move.kind != "later" or not one_ceiling or move.slip_min >= 1 or not move.end_moved >= 1:
        return ""
    return duration(move.end_moved, until=_day(move.target_latest), say=say)


def _is_ceiling(words: DateWords | None) -> bool:
    return words is not None and words.ceiling


def moved_by(move: Any, say: Words) -> str:
    """The slip of a move in words, least and most: " by 1 day to 4 months"; "" for none."""
    (least, since), (most, until) = _span(move)
    told = {"least": _at_least(least, since, say), "most": _at_most(most, until, say)}
    if least >= 1:
        if least == most:
            return say(" by {least}", **told)
        return say(" by at least {least}" if isnan(most) else " by {least} to {most}", **told)
    return say(" by up to {most}", **told) if most >= 1 else ""


def _span(move: Any) -> tuple[tuple[float, pd.Timestamp], tuple[float, pd.Timestamp]]:
    """The days of a move, least and most, each with the later of the two dates it lies between."""
    if isnan(move.slip_min) and isnan(move.slip_max):
        # Of two ceilings, as of two floors, one edge was said, and that is what moved.
        if isnan(move.end_moved):
            edge = abs(move.start_moved), max(move.target_earliest, move.before_earliest)
        else:
            edge = abs(move.end_moved), max(move.target_latest, move.before_latest)
        return edge, edge
    if move.kind == "earlier":
        return (-move.slip_max, move.before_earliest), (-move.slip_min, move.before_latest)
    return (move.slip_min, move.target_earliest), (move.slip_max, move.target_latest)


def _at_least(days: float, until: pd.Timestamp, say: Words) -> str:
    """So many days in whole months: what no reading argues away."""
    return "" if isnan(days) else duration(days, until=_day(until), say=say)


def _at_most(days: float, until: pd.Timestamp, say: Words) -> str:
    """The same rounded up, the last day counted in: from 2022 to 2023 it is 2 years at most."""
    if isnan(days) or days < DAYS_UNTIL_MONTHS:
        return _at_least(days, until, say)
    first, after = _day(until) - timedelta(days=round(days)), _day(until) + timedelta(days=1)
    months = whole_months(first, after)
    rest = first + relativedelta(months=months) != after
    return say.duration(first, first + relativedelta(months=months + rest))


def _quoted(words: DateWords | None, say: Words) -> str:
    """A date after a preposition; one that brings its own is set in quotation marks."""
    if words is not None and (words.ceiling or words.floor):
        return say("“{date}”", date=say.date(words))
    return say.date(words, after=True)


def _notice(move: Any, say: Words) -> str:
    """How long before the end of what it moved it was said."""
    if isnan(move.notice_days):
        return ""
    if move.notice_days == 0:
        return say("Said on the last day of that.")
    broken = _day(move.before_latest)
    if move.notice_days < 0:
        late = duration(-move.notice_days, until=_day(move.announced_latest), say=say)
        return say("Said {late} after that had passed.", late=late)
    return say("Notice: {notice}.", notice=duration(move.notice_days, until=broken, say=say))


def duration(days: float, *, until: date, say: Words) -> str:
    """So many days up to a day, in words; years and months are those of the calendar."""
    return say.duration(until - timedelta(days=round(days)), until)


def _day(stamp: pd.Timestamp) -> date:
    day: date = stamp.date()
    return day
