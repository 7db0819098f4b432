"""Dates that cannot be right, by themselves or beside each other, as of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tracker.identifiers import first_rows, rows_filled
from tracker.messages import finished
from tracker.problems import Problem
from tracker.sheet import Sheet, is_blank

# The programme's own past begins in 1955 and its longest promise, the lease, ends in 2050.
USUAL_YEARS: Final = (1950, 2060)
HAPPENED: Final = ("success", "partial", "failure")
DAY_AND_MONTH: Final = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")
FUTURE: Final = {"actual": "future-actual", "announced": "future-announcement"}


def date_problems(sheet: Sheet, *, as_of: date) -> Iterator[Problem]:
    """Dates that cannot be read, were read with a caution, or are out of all proportion."""
    for column in sheet.dates:
        yield from unreadable(sheet, column)
        yield from cautions(sheet, column)
        yield from unusual_years(sheet, column)
    for column, key in FUTURE.items():
        if column in sheet.dates:
            words = sheet.dates[column].words
            late = {text for text, w in words.items() if w.earliest and w.earliest > as_of}
            for row in sheet.rows_with(column, late):
                yield sheet.fault(key, row, column, as_of=as_of)


def unreadable(sheet: Sheet, column: str) -> Iterator[Problem]:
    reasons = sheet.dates[column].unreadable
    for row in sheet.rows_with(column, reasons):
        text = sheet[column][row]
        why, instead = reasons[text].message, finished(reasons[text].remedy, sentence)
        # Some reasons quote the text themselves, in lower case.
        key = "unreadable-date:quoted" if text.strip().lower() in why else "unreadable-date"
        said = finished(why, sentence if key.endswith("quoted") else without_stop)
        yield sheet.fault(key, row, column, why=said, instead=instead)


def without_stop(words: str) -> str:
    return words.rstrip(".")


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def reason(caution: str) -> str:
    """Why a reading deserves a second look: what stands before the colon, in every language."""
    return caution.partition(": ")[0].rstrip()


def advice(caution: str) -> str:
    return sentence(caution.partition(": ")[2])


def cautions(sheet: Sheet, column: str) -> Iterator[Problem]:
    """Each spreadsheet month; the order of digits once, where it was first needed."""
    cautious = {text: w.caution for text, w in sheet.dates[column].words.items() if w.caution}
    order_said = False
    for row in sheet.rows_with(column, cautious):
        text = sheet[column][row]
        about_order = DAY_AND_MONTH.search(text) is not None
        if not (about_order and order_said):
            key = "digit-order" if about_order else "spreadsheet-date"
            why, instead = finished(cautious[text], reason), finished(cautious[text], advice)
            yield sheet.fault(key, row, column, why=why, instead=instead)
        order_said |= about_order


def unusual_years(sheet: Sheet, column: str) -> Iterator[Problem]:
    words = sheet.dates[column].words
    unusual = {text for text, w in words.items() if not (usual(w.earliest) and usual(w.latest))}
    for row in sheet.rows_with(column, unusual):
        first, last = USUAL_YEARS
        yield sheet.fault("suspicious-year", row, column, first=first, last=last)


def usual(day: date | None) -> bool:
    return day is None or USUAL_YEARS[0] <= day.year <= USUAL_YEARS[1]


def order_problems(milestones: Sheet, *, as_of: date) -> Iterator[Problem]:
    """Dates of one milestone, or of one and what it waits for, that contradict each other."""
    yield from ends_before_start(milestones)
    yield from earlier_than_predecessor(milestones)
    yield from overdue_without_report(milestones, as_of=as_of)
    yield from outcome_without_actual(milestones)


def ends_before_start(milestones: Sheet) -> Iterator[Problem]:
    for row in rows_filled(milestones, "start"):
        start = milestones.words("start", row)
        if start is None or start.earliest is None:
            continue
        for column in ("planned", "actual"):
            end = milestones.words(column, row)
            if end and end.latest and end.latest < start.earliest:
                text = milestones["start"][row]
                yield milestones.fault("end-before-start", row, column, start=text)


def earlier_than_predecessor(milestones: Sheet) -> Iterator[Problem]:
    row_of = first_rows(milestones)
    for row in rows_filled(milestones, "depends_on"):
        happened = milestones.words("actual", row)
        if happened is None or happened.latest is None:
            continue
        for name in dict.fromkeys(milestones["depends_on"][row].split()):
            before = milestones.words("actual", row_of[name]) if name in row_of else None
            if before and before.earliest and happened.latest < before.earliest:
                facts = {"id": name, "other": milestones["actual"][row_of[name]]}
                yield milestones.fault("before-predecessor", row, "actual", **facts)


def overdue_without_report(milestones: Sheet, *, as_of: date) -> Iterator[Problem]:
    """A floor has no last day, so it is never overdue."""
    words = milestones.dates["planned"].words
    passed = {text for text, w in words.items() if w.latest and w.latest < as_of}
    actual, outcome = milestones["actual"], milestones["outcome"]
    for row in milestones.rows_with("planned", passed):
        if is_blank(actual[row]) and is_blank(outcome[row]):
            facts = {"latest": words[milestones["planned"][row]].latest, "as_of": as_of}
            yield milestones.fault("overdue", row, "planned", **facts)


def outcome_without_actual(milestones: Sheet) -> Iterator[Problem]:
    actual = milestones["actual"]
    for row in milestones.rows_with("outcome", HAPPENED):
        if is_blank(actual[row]):
            yield milestones.fault("outcome-without-actual", row, "outcome")
