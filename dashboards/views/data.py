"""What stands in the two files, and how is it put right?

The rows are edited in a grid. Every edit is staged in the browser, judged by the server
(`/data/preview`) and written when the reader saves; the scripts decide nothing about a milestone.
The server's first answer, days that are past and frozen pages show the rows as a plain table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import html
from dash_ag_grid import AgGrid

from dashboards.dash_elements import Held, written
from dashboards.data_forms import forms
from dashboards.data_plain import is_of_today, plain_table, plain_tools
from dashboards.data_tools import controls, desk, head, table_asked, without_script
from dashboards.data_words import for_grid
from dashboards.elements import Element, h
from dashboards.page import DATA_PATH, Page
from tracker.messages import message

if TYPE_CHECKING:
    from dashboards.live import LiveProgramme

PATH: Final = DATA_PATH
TITLE: Final = message("Data")
ROW_HEIGHT: Final = 29
HEADER_HEIGHT: Final = 30


def content(page: Page) -> Element:
    """The view without scripts: the sentence, the tabs, the first rows as a table."""
    table = table_asked(page)
    return h(
        "div",
        head(page),
        plain_tools(table, page),
        without_script(page) if page.may_edit and is_of_today(page) else None,
        plain_table(table, page),
        class_="view view-data",
    )


def layout(page: Page) -> Element | Held:
    """The grid, which stays while address and data change; of a past day the plain table."""
    if not is_of_today(page):
        return content(page)
    body = html.Div(
        [
            written(controls(page), id="data-controls"),
            html.Div(grid(page), id="data-sheet", className="data-sheet"),
            written(desk(page), *(forms(page) if page.may_edit else ()), id="data-desk"),
        ],
        id="data-live",
        className="view view-data awaited",
    )
    return Held(h("div", head(page), class_="view view-data"), body)


def grid(page: Page) -> Any:
    """An empty grid; its script brings columns and rows."""
    return AgGrid(
        id="data-grid",
        columnDefs=[],
        getRowId="params.data.id",
        dashGridOptions={
            "rowHeight": ROW_HEIGHT,
            "headerHeight": HEADER_HEIGHT,
            "animateRows": False,
            "suppressDragLeaveHidesColumns": True,
            "stopEditingWhenCellsLoseFocus": True,
            "rowSelection": {
                "mode": "singleRow",
                "checkboxes": False,
                "enableClickSelection": True,
            },
            "suppressNoRowsOverlay": True,
            "localeText": for_grid(page.say),
        },
        style={"height": None, "width": "100%"},
    )


def register(app: Any, live: LiveProgramme) -> None:
    """Nothing to add: the routes of editing are the server's, and the scripts ask them."""
