"""The rows of a file as a plain table: before any script runs, and of days that are past.

Search, order, filters and columns are those of the address, as in the grid. A past day shows the
rows that were on record by then, as they would have stood (`tracker.snapshot`,
`tracker.statements`): the cells of the file are of today and tell what became known later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from dashboards.data_asked import DataAsked, data_asked
from dashboards.data_order import DATES, in_order, plain
from dashboards.data_words import COUNTED
from dashboards.elements import Element, h
from dashboards.page import DATA_PATH, Page, known_milestones
from tracker import schema
from tracker.deltas import Subject
from tracker.statements import known_statements

# A page of this many rows is read at once and still found through by eye.
SHOWN: Final = 200
COLUMNS_OF: Final[Mapping[Subject, tuple[str, ...]]] = {
    "milestones": schema.MILESTONE_COLUMNS,
    "announcements": schema.ANNOUNCEMENT_COLUMNS,
}
FILE_OF: Final[Mapping[Subject, int]] = {"milestones": 0, "announcements": 1}

Columns = Mapping[str, list[str]]


def is_of_today(page: Page) -> bool:
    """Whether the page shows what the files say now, so that it may show them as they are."""
    return page.as_of == page.today == page.retrieved and page.frozen is None


def columns_of(table: Subject, page: Page) -> Columns:
    """The cells of a file by column: today as the file has them, of a past day those known then."""
    if is_of_today(page):
        files = page.programme.files
        if FILE_OF[table] >= len(files):
            return {name: [] for name in COLUMNS_OF[table]}
        file = files[FILE_OF[table]]
        return {name: file.columns[name] for name in file.header if name}
    if table == "milestones":
        rows = known_milestones(page.programme, page.as_of)
    else:
        rows = known_statements(page.programme, as_of=page.as_of)
    return {name: rows[name].tolist() for name in COLUMNS_OF[table]}


def count_of(table: Subject, page: Page) -> int:
    """How many rows a file has."""
    return _length(columns_of(table, page))


def _length(columns: Columns) -> int:
    return len(next(iter(columns.values()), []))


def rows_asked(columns: Columns, asked: DataAsked, table: Subject) -> list[int]:
    """The rows that an address asks for, in its order."""
    rows = list(range(_length(columns)))
    for one in asked.filters:
        cells = columns.get(one.column)
        rows = [row for row in rows if cells is None or one.takes(cells[row])]
    found = _found_in(columns, rows, plain(asked.search).split())
    for column, descending in reversed(asked.order):
        if column in columns:
            is_date = column in DATES[table]
            found = in_order(found, columns[column], is_date=is_date, descending=descending)
    return found


def _found_in(columns: Columns, rows: Iterable[int], words: list[str]) -> list[int]:
    if not words:
        return list(rows)

    def told(row: int) -> str:
        return plain("\n".join(cells[row] for cells in columns.values()))

    return [row for row in rows if all(word in text for text in (told(row),) for word in words)]


def plain_table(table: Subject, page: Page) -> Element:
    """The first rows that are asked for, every cell as it stands."""
    say, asked = page.say, data_asked(page.query)
    columns = columns_of(table, page)
    rows = rows_asked(columns, asked, table)
    if not _length(columns):
        return h("p", say("There is no row yet."), class_="empty")
    if not rows:
        return h("p", nothing(asked, page), class_="empty")
    return h(
        "div",
        _table(columns, rows[:SHOWN], asked, table, page),
        _rest(len(rows), page),
        class_="data-plain",
        role="region",
        tabindex=0,
        aria_label=say("Rows of the file"),
    )


def nothing(asked: DataAsked, page: Page) -> str:
    """Why no row is shown."""
    if asked.search:
        return page.say("No row matches “{q}”.", q=asked.search)
    return page.say("No row passes the filters.")


def _table(
    columns: Columns, rows: list[int], asked: DataAsked, table: Subject, page: Page
) -> Element:
    shown = {name: cells for name, cells in columns.items() if name not in asked.hidden}
    head = h("tr", [_heading(name, asked, table, page) for name in shown])
    body = [_row([cells[row] for cells in shown.values()]) for row in rows]
    return h("table", h("thead", head), h("tbody", body), aria_label=table, translate="no")


def _row(cells: list[str]) -> Element:
    return h("tr", [h("td" if at else "th", cell, **({} if at else {"scope": "row"}))
                    for at, cell in enumerate(cells)])  # fmt: skip


def _heading(name: str, asked: DataAsked, table: Subject, page: Page) -> Element:
    """The name of a column, which puts the rows in its order."""
    is_down = dict(asked.order).get(name)
    way = {None: None, False: "ascending", True: "descending"}[is_down]
    mark = {None: "", False: " ↑", True: " ↓"}[is_down]
    href = address(table, asked.sorted_by(name), page)
    return h("th", h("a", name, mark, href=href), scope="col", aria_sort=way)


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


def address(table: Subject, asked: DataAsked, page: Page) -> str:
    """Where the rows of a file stand as they are asked for."""
    return page.address(DATA_PATH, table=table_named(table), **asked.as_query())


def table_named(table: Subject) -> str:
    """A file as an address names it; that of the milestones goes without saying."""
    return "" if table == "milestones" else table


def plain_tools(table: Subject, page: Page) -> Element:
    """What stands above the plain rows: the search, how many there are, the columns."""
    asked, columns = data_asked(page.query), columns_of(table, page)
    n, found = _length(columns), len(rows_asked(columns, asked, table))
    return h(
        "div",
        h(
            "div",
            _search_form(table, asked, page),
            h("span", _counted(found, n, page), class_="muted"),
            class_="data-find",
        ),
        _column_menu(table, columns, asked, page),
        class_="data-tools",
    )


def _counted(found: int, n: int, page: Page) -> str:
    if found == n:
        return page.say.plural(*COUNTED["rows"], n)
    return page.say.plural(*COUNTED["of_rows"], n, shown=page.say.number(found))


def _search_form(table: Subject, asked: DataAsked, page: Page) -> Element:
    """The search as a plain form: it asks for the same rows, with other words."""
    say = page.say
    others = {**page.carried, "table": table_named(table), **replace(asked, search="").as_query()}
    hidden = [
        h("input", type="hidden", name=name, value=text) for name, text in others.items() if text
    ]
    field = h(
        "input", type="search", name="q", value=asked.search, class_="data-search",
        placeholder=say("Find in all columns"), aria_label=say("Find in all columns"),
        maxlength=200, autocomplete="off",
    )  # fmt: skip
    return h("form", hidden, field, action=DATA_PATH, method="get", role="search")


def _column_menu(table: Subject, columns: Columns, asked: DataAsked, page: Page) -> Element:
    """Every column as a link that puts it away or brings it back."""
    links = [
        h(
            "a",
            h("code", name),
            href=address(table, asked.toggled(name), page),
            aria_current=None if name in asked.hidden else "true",
        )
        for name in columns
    ]
    return h(
        "details",
        h("summary", page.say("Columns"), class_="button"),
        h("div", links, class_="menu-panel data-columns"),
        class_="menu",
    )
