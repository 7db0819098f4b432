"""Looking through the rows of the Data view: order, search, filters, columns, and their address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from builders import csv_bytes, milestone
from conftest import served, settle, until
from playwright.sync_api import Page, expect
from test_data_browser import FLIGHT, cell, count, open_data, write

from dashboards.data_order import plain
from tracker import schema

Open = Callable[..., Page]


def shown(page: Page) -> str:
    return page.inner_text("#data-shown")


def column(page: Page, name: str) -> list[str]:
    """What the rows in sight say in a column, from above."""
    cells = page.evaluate(
        """name => {
          const api = dataView.grid.api();
          return Array.from({ length: api.getDisplayedRowCount() },
            (_, i) => api.getDisplayedRowAtIndex(i).data.cells[name] || "");
        }""",
        name,
    )
    assert isinstance(cells, list)
    return cells


def head(page: Page, name: str) -> None:
    page.click(f'.ag-header-cell[col-id="{name}"] .ag-header-cell-label')


def test_dates_sort_by_their_days_and_blanks_stand_last_either_way(
    tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    data = tmp_path_factory.mktemp("dates")
    said = ("end of 2025", "2027", "", "by 2024", "2025-03", "NET 2025-03", "soon")
    rows = [milestone(f"m{n}", planned=words) for n, words in enumerate(said)]
    (data / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    in_time = ["by 2024", "2025-03", "NET 2025-03", "end of 2025", "2027"]
    with served(data) as address:
        open_data(page, address)
        head(page, "planned")
        until(page, "() => location.search === '?sort=planned'")
        assert column(page, "planned") == [*in_time, "soon", ""]
        head(page, "planned")
        until(page, "() => location.search === '?sort=-planned'")
        assert column(page, "planned") == [*in_time[::-1], "soon", ""]
        page.context.close()


def test_a_row_that_is_edited_keeps_its_place_until_another_order_is_asked_for(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard, "?q=soyuz5&sort=planned")
    before = column(page, "id")
    write(page, FLIGHT, "planned", "early 1999")
    expect(count(page)).to_have_text("1 change in 1 row")
    expect(page.locator("#data-offer")).to_be_visible()
    assert column(page, "id") == before
    head(page, "planned")
    head(page, "planned")
    head(page, "planned")
    until(
        page,
        "id => dataView.grid.api().getDisplayedRowAtIndex(0).data.key[0] === id",
        FLIGHT,
    )
    page.click("#data-discard")


def test_the_focus_stays_in_its_row_when_rows_come_above_it(
    dashboard: str, data: object, page: Page
) -> None:
    open_data(page, dashboard)
    page.evaluate(
        "id => dataView.grid.goTo(dataView.rows.idOf('milestones', [id]), 'title')", FLIGHT
    )
    path = data / "milestones.csv"  # type: ignore[operator]
    head_line, first, rest = path.read_text(encoding="utf-8").split("\n", 2)
    more = first.replace(first.split(",")[0], "came-meanwhile", 1)
    path.write_text("\n".join((head_line, more, first, rest)), encoding="utf-8")
    expect(page.locator("#data-shown")).to_have_text("174 rows")
    assert page.evaluate("dataView.grid.focused().row.key[0]") == FLIGHT
    assert page.evaluate("document.activeElement.getAttribute('col-id')") == "title"


def test_the_search_compares_what_the_server_compares(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    texts = [
        "ÉTÉ",
        "Отчёт",
        "Йога",
        "Œuvre",
        "ҚАЗАҚСТАН",
        "l\u2019essai",
        "№ 5",
        "Straße",
        "\u0438\u0301",
    ]
    assert page.evaluate("texts => texts.map(dataView.order.plain)", texts) == [
        plain(text) for text in texts
    ]
    page.fill("#data-search", "ВТОРОЙ полет")
    expect(page.locator("#data-shown")).to_contain_text(" of 173 rows")
    assert FLIGHT in column(page, "id")


def test_a_link_shows_the_same_rows_and_a_reload_keeps_them(dashboard: str, new_page: Open) -> None:
    page = new_page()
    open_data(page, dashboard)
    length = page.evaluate("history.length")
    page.fill("#data-search", "байтерек")
    head(page, "planned")
    head(page, "planned")
    page.click("#data-columns")
    page.get_by_role("checkbox", name="parties").uncheck()
    page.keyboard.press("Escape")
    page.evaluate(
        "dataView.grid.api().setOwnFilters({ category: "
        "{ filterType: 'text', type: 'equals', filter: 'Ground' } })"
    )
    until(page, "() => location.search.includes('filter=category.equals.Ground')")
    assert page.evaluate("history.length") == length
    seen = (shown(page), column(page, "id"))
    assert 0 < len(seen[1]) < 100
    page.reload()
    page.wait_for_selector("#data-live.arrived .ag-row")
    assert (shown(page), column(page, "id")) == seen
    other = new_page()
    open_data(other, page.url.partition("/data")[0], "?" + page.url.partition("?")[2])
    assert (shown(other), column(other, "id")) == seen
    assert other.locator('.ag-header-cell[col-id="parties"]').count() == 0
    expect(other.locator('.ag-header-cell[col-id="planned"]')).to_have_attribute(
        "aria-sort", "descending"
    )


def test_each_table_has_its_own_look_and_the_way_back_leads_to_it(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard, "?sort=-planned&filter=category.equals.launch&hide=parties")
    seen = column(page, "id")
    page.click(".data-tabs a >> nth=1")
    expect(page.locator('.ag-header-cell[col-id="announced"]')).to_be_visible()
    expect(page.locator("#data-shown")).to_have_text("185 rows")
    assert page.url.endswith("/data?table=announcements")
    page.go_back()
    expect(page.locator("#data-shown")).to_have_text(f"{len(seen)} of 173 rows")
    assert column(page, "id") == seen
    assert page.url.endswith("?sort=-planned&filter=category.equals.launch&hide=parties")


def test_another_language_leads_to_the_same_rows(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    head(page, "planned")
    page.fill("#data-search", "soyuz5")
    page.click(".languages summary")
    page.click(".languages a[lang=ru]")
    page.wait_for_url(re.compile("lang=ru"))
    settle(page)
    page.wait_for_selector("#data-live.arrived .ag-row")
    assert page.input_value("#data-search") == "soyuz5"
    expect(page.locator('.ag-header-cell[col-id="planned"]')).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_what_a_row_is_known_by_stays_in_sight_on_a_phone(dashboard: str, new_page: Open) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_data(page, dashboard, f"?q={FLIGHT}")
    page.evaluate("dataView.grid.api().ensureColumnVisible('title_kk')")
    expect(cell(page, FLIGHT, "title_kk")).to_be_in_viewport()
    expect(cell(page, FLIGHT, "id")).to_be_in_viewport()
    box = cell(page, FLIGHT, "id").bounding_box()
    assert box is not None
    assert box["width"] < 130
