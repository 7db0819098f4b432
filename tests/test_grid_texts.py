"""The grid of the Data view: every text of its own is said in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import until
from playwright.sync_api import Page

from dashboards.data_words import OF_GRID
from tracker.schema import LANGUAGES

# Notes each text that the grid looks for and that it was not given: it would say it in English.
SPY = """(() => {
  window.lacking = {};
  const spy = new Proxy({}, { get: (_, name) => {
    if (typeof name === "string" && !(name in Object.prototype)) window.lacking[name] = true;
    return Object.prototype[name];
  } });
  const watch = (part) => {
    if (!part || typeof part !== "object") return part;
    if (Object.hasOwn(part, "ariaFilterValue")) Object.setPrototypeOf(part, spy);
    else Object.values(part).forEach(watch);
    return part;
  };
  const json = Response.prototype.json;
  Response.prototype.json = function () { return json.call(this).then(watch); };
})()"""
# The pages of a grid that shows all rows, a second field of a filter that has one: never there.
NEVER_SEEN = {
    *("firstPage", "previousPage", "nextPage", "lastPage", "page", "to", "of"),
    *("pageSizeSelectorLabel", "ariaPageSizeSelectorLabel", "thousandSeparator"),
    *("decimalSeparator", "ariaFilterToValue", "inRangeEnd"),
}
# What is read out or shown around the cells, where it can be seen.
TOLD = """() => [...document.querySelectorAll("#data-grid [aria-label], #data-grid [placeholder]")]
  .filter((e) => e.checkVisibility() && !e.closest(".ag-cell"))
  .flatMap((e) => [e.ariaLabel, e.placeholder]).filter(Boolean)"""


def open_filter(page: Page) -> None:
    heading = page.locator('.ag-header-cell[col-id="title"]')
    heading.hover()
    heading.locator(".ag-header-cell-filter-button").click()
    page.wait_for_selector(".ag-filter input[type=text]")


def test_the_grid_asks_for_no_text_that_it_was_not_given(
    standing: str, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.add_init_script(SPY)
    page.goto(f"{standing}/data?lang=ru")
    page.wait_for_selector("#data-live.arrived .ag-row")
    page.locator(".ag-cell").nth(3).dblclick()
    page.keyboard.press("Escape")
    open_filter(page)
    page.locator(".ag-filter .ag-picker-field-wrapper").first.click()
    page.wait_for_selector(".ag-select-list-item")
    page.keyboard.press("Escape")
    page.locator(".ag-filter input[type=text]").first.fill("zzzz")
    until(page, "!document.querySelector('#data-grid .ag-row')")
    lacking = set(page.evaluate("Object.keys(window.lacking)"))
    assert "firstPage" in lacking
    assert lacking <= NEVER_SEEN


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_what_the_grid_shows_and_reads_out_is_in_the_language_of_the_page(
    standing: str, new_page: Callable[..., Page], lang: str
) -> None:
    page = new_page()
    page.goto(f"{standing}/data?lang={lang}")
    page.wait_for_selector("#data-live.arrived .ag-row")
    open_filter(page)
    page.locator(".ag-filter .ag-picker-field-wrapper").first.click()
    options = page.locator(".ag-select-list-item").all_inner_texts()
    told = {*page.evaluate(TOLD), *options}
    assert len(options) == 6
    assert not told & set(OF_GRID.values())
