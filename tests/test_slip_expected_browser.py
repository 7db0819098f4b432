"""The forecasts on the slip chart in a browser: by a link, for everyone, on every screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import go
from playwright.sync_api import Page, expect

SEVERAL = "soyuz5-second-flight,soyuz5-third-flight,soyuz5-first-flight"


def test_forecasts_are_switched_on_and_off_in_the_address(page: Page, standing: str) -> None:
    go(page, f"{standing}/slips?milestone=soyuz5-second-flight")
    expect(page.locator(".sl-expected")).to_have_count(0)
    page.click(".tl-forecast")
    expect(page).to_have_url(re.compile("forecast=1"))
    expect(page.locator(".sl-expected:visible")).to_have_count(1)
    expect(page.get_by_text("Forecast, not official:")).to_be_visible()
    page.click(".tl-forecast")
    expect(page.locator(".sl-expected")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("forecast"))


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_forecasts_of_several_are_accessible_and_fit(
    new_page: Callable[..., Page], standing: str, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    go(page, f"{standing}/slips?milestone={SEVERAL}&forecast=1")
    expect(page.locator(".sl-expected:visible")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
