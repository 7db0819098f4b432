"""The forecasts on the live timeline: switched on and off by a link, in the address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import go
from playwright.sync_api import Page, expect

SIZES = {1440: 900, 390: 844}


def open_timeline(page: Page, address: str, query: str = "") -> None:
    go(page, f"{address}/timeline{query}")
    page.wait_for_selector("#timeline .js-plotly-plot .main-svg")


def test_forecasts_are_switched_on_and_off_in_the_address(page: Page, standing: str) -> None:
    open_timeline(page, standing, "?track=Flights")
    expect(page.locator(".tl-fan-key")).to_have_count(0)
    page.click(".tl-forecast")
    expect(page.locator(".tl-fan-key:visible")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"track=Flights&forecast=1"))
    expect(page.locator(".tl-forecast")).to_have_attribute("aria-current", "true")
    page.locator('[data-id="soyuz5-second-flight"] .tl-name').hover()
    expect(page.get_by_text("Forecast, not official:")).to_be_visible()
    page.mouse.move(5, 5)
    page.click(".tl-forecast")
    expect(page.locator(".tl-fan-key")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("forecast"))


@pytest.mark.parametrize(("width", "height"), SIZES.items())
@pytest.mark.parametrize("form", ["chart", "table"])
def test_forecasts_are_accessible_and_fit(
    new_page: Callable[..., Page], standing: str, form: str, width: int, height: int
) -> None:
    page = new_page(viewport={"width": width, "height": height}, color_scheme="dark")
    go(page, f"{standing}/timeline?track=Flights&forecast=1&form={form}")
    page.wait_for_selector("#timeline .tl-fan-key" if form == "chart" else "#timeline .expected")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("query", ["", "&forecast=1"])
def test_the_tables_of_all_groups_have_their_columns_in_one_place(
    page: Page, standing: str, query: str
) -> None:
    go(page, f"{standing}/timeline?track=Flights&form=table{query}")
    page.wait_for_selector("#timeline .tl-twin table")
    lefts = page.evaluate(
        """() => [...document.querySelectorAll("#timeline .tl-twin table")].map(table =>
          [...table.querySelector("tbody tr").children].map(
            cell => Math.round(cell.getBoundingClientRect().left)).join())"""
    )
    assert len(lefts) == 2
    assert lefts[0] == lefts[1]
