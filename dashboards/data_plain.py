"""The rows of a file as a plain table: before any script runs, and of days that are past.

A past day shows the rows that were on record by then, as they would have stood (`tracker.snapshot`,
`tracker.statements`): the cells of the file are of today and tell what became known later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from dashboards.elements import Content, Element, h
from dashboards.page import DATA_PATH, Page, known_milestones
from tracker import schema
from tracker.deltas import Subject
from tracker.statements import known_statements

# A page of this many rows is read at once and still found through by eye.
SHOWN: Final = 200
COLUMNS_OF: Final[dict[Subject, tuple[str, ...]]] = {
    "milestones": schema.MILESTONE_COLUMNS,
    "announcements": schema.ANNOUNCEMENT_COLUMNS,
}


def is_of_today(page: Page) -> bool:
    """Whether the page shows what the files say now, so that it may show them as they are."""
    return page.as_of == page.today == page.retrieved and page.frozen is None


def rows_of(table: Subject, page: Page) -> pd.DataFrame:
    """The rows of a file as cells of text: all of today's, of a past day those known then."""
    columns = list(COLUMNS_OF[table])
    if is_of_today(page):
        programme = page.programme
        rows = programme.milestones if table == "milestones" else programme.announcements
    elif table == "milestones":
        rows = known_milestones(page.programme, page.as_of)
    else:
        rows = known_statements(page.programme, as_of=page.as_of)
    return rows[columns]


def found_in(rows: pd.DataFrame, search: str) -> pd.DataFrame:
    """The rows that hold every word that is looked for, in any cell."""
    words = search.casefold().split()
    if not words or rows.empty:
        return rows
    texts = [" ".join(map(str, cells)).casefold() for cells in rows.itertuples(index=False)]
    return rows[[all(word in text for word in words) for text in texts]]


def plain_table(table: Subject, page: Page) -> Element:
    """The first rows that match what is looked for, every cell as it stands."""
    say, search = page.say, page.query.get("q", "")
    rows = rows_of(table, page)
    found = found_in(rows, search)
    if rows.empty:
        return h("p", say("There is no row yet."), class_="empty")
    if found.empty:
        return h("p", say("No row matches “{q}”.", q=search), class_="empty")
    return h(
        "div",
        _table(found.head(SHOWN), name=table),
        _rest(len(found), page),
        class_="data-plain",
        role="region",
        tabindex=0,
        aria_label=say("Rows of the file"),
    )


def _table(rows: pd.DataFrame, *, name: str) -> Element:
    names = list(rows.columns)
    head = h("tr", [h("th", column, scope="col") for column in names])
    body = [h("tr", _cells(cells)) for cells in rows.itertuples(index=False)]
    return h("table", h("thead", head), h("tbody", body), aria_label=name, translate="no")


def _cells(cells: Sequence[Content]) -> list[Element]:
    first, *rest = cells
    return [h("th", first, scope="row"), *(h("td", cell) for cell in rest)]


def _rest(n: int, page: Page) -> Element | None:
    if n <= SHOWN:
        return None
    say = page.say
    text = say(
        "The first {shown} of {n} rows. A search shows the others.",
        shown=say.number(SHOWN),
        n=say.number(n),
    )
    return h("p", text, class_="note")


def search_form(table: Subject, page: Page) -> Element:
    """The search as a plain form, for as long as no script runs."""
    say = page.say
    kept = {**page.carried, "table": "" if table == "milestones" else table}
    hidden = [
        h("input", type="hidden", name=name, value=text) for name, text in kept.items() if text
    ]
    field = h(
        "input", type="search", name="q", value=page.query.get("q", ""), class_="data-search",
        placeholder=say("Find in all columns"), aria_label=say("Find in all columns"),
        maxlength=200, autocomplete="off",
    )  # fmt: skip
    return h(
        "form", hidden, field, action=DATA_PATH, method="get", class_="data-find", role="search"
    )
