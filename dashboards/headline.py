"""The sentences on top: what flew and how late, what is due next, how much is overdue.

Which milestones lead is read from the data: of the flights (of everything, where there is no
flight) those of which most was said.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd

from dashboards.components import (
    Row,
    certain_slip,
    milestone_link,
    of_status,
    said_on,
    sorted_by_date,
)
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from tracker.dates import UnreadableDate, parse
from tracker.words import Words

FLIGHTS: Final = ("launch", "flight-test")
# A date given within this many days is news, not silence.
SILENT_DAYS: Final = 60


def headline(page: Page) -> Element:
    """The paragraph that answers "where does it stand?" for the day of the page."""
    if page.rows.empty:
        return h("p", nothing_yet(page.say), class_="sentence")
    rows = _with_statements(page)
    sentences = [_happened(rows, page), _next(rows, page), _overdue(rows, page)]
    return h("p", [[sentence, " "] for sentence in sentences if sentence], class_="sentence")


def nothing_yet(say: Words) -> str:
    return say(
        "No milestone is on record yet. Add a row with an id and a title to milestones.csv "
        "and it shows here."
    )


def _with_statements(page: Page) -> pd.DataFrame:
    """The rows with the number of statements known of each."""
    said = page.programme.announcements
    known = said[said["announced_latest"] <= pd.Timestamp(page.as_of)]
    counts = known["milestone"].value_counts()
    return page.rows.assign(statements=page.rows["id"].map(counts).fillna(0))


def _flights(rows: pd.DataFrame) -> pd.DataFrame:
    flights = rows[rows["category"].isin(FLIGHTS)]
    return rows if flights.empty else flights


def _happened(rows: pd.DataFrame, page: Page) -> Content:
    """The done flight of which most was said, among those that had been promised for a day."""
    done = of_status(_flights(rows), "done")
    promised = done[done["baseline_words"].notna()]
    leading = (done if promised.empty else promised).sort_values(
        ["statements", "current_latest", "id"], ascending=[False, False, True]
    )
    for row in leading.head(1).itertuples():
        title = milestone_link(row.id, row.title, page)
        when = page.say.took_place(row.current_words)
        slip = _slip(row, page.say)
        return [title, " ", when, f", {slip}." if slip else "."]
    return None


def _slip(row: Row, say: Words) -> str:
    if row.baseline_words is None or not certain_slip(row.slip_min, row.slip_max):
        return ""
    return say.slip(row.slip_min, row.slip_max, row.baseline_words, row.current_words)


def _next(rows: pd.DataFrame, page: Page) -> Content:
    """The next flight by the end of its window; what is due before what is only promised."""
    open_flights = of_status(_flights(rows), "due", "upcoming")
    waiting = open_flights if len(open_flights) else of_status(rows, "due", "upcoming")
    dated = sorted_by_date(waiting[waiting["current_latest"].notna()])
    for row in dated.sort_values("status", kind="stable").head(1).itertuples():
        title = milestone_link(row.id, row.title, page)
        return [title, " ", _due(row, page.say), _silence(row, page), "."]
    return None


def _due(row: Row, say: Words) -> str:
    if row.status == "due":
        return say("is due by {day}", day=say.day(row.current_latest.date()))
    return say("is next, {promise}", promise=say.promised(row.current_words))


def _silence(row: Row, page: Page) -> str:
    """Since when nothing was announced, or on which day the date was given."""
    if not row.announced:
        return ""
    said = said_on(row.announced, page.say)
    if _days_since(row.announced, page.as_of) < SILENT_DAYS:
        return page.say(", as said on {date}", date=said)
    return page.say("; nothing has been announced since {date}", date=said)


def _days_since(announced: str, as_of: date) -> int:
    try:
        said = parse(announced).latest
    except UnreadableDate:
        return 0
    return (as_of - said).days if said else 0


def _overdue(rows: pd.DataFrame, page: Page) -> Content:
    n = len(of_status(rows, "overdue"))
    if not n:
        return None
    text = page.say.plural("{n} milestone is overdue", "{n} milestones are overdue", n)
    address = page.timeline(status="overdue")
    explained = page.say(": the promised date passed and no outcome was found.")
    return [h("a", text, href=address, class_="late") if address else text, explained]
