"""The site in a browser: opened from a disk, without a network, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA, TODAY
from playwright.sync_api import Page, expect

from tracker.cli import main

KINDS = (
    *("index.html", "timeline.html", "slips.html", "changes.html", "sources.html"),
    *("milestones.html", "changes/2025.html", "404.html"),
    *("milestone/soyuz5-first-flight.html", "milestone/baikonur-65-anniversary.html"),
)
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real record as a site in two languages."""
    folder = tmp_path_factory.mktemp("published") / "site"
    day = ["--as-of", TODAY.isoformat()]
    asked = ["site", "-o", str(folder), "--data", str(REAL_DATA), "--lang", "en", "--lang", "ru"]
    assert main([*asked, *day]) == 0
    return folder


# Axe would read the style sheet by a request of its own, which no page on a disk may make.
UNLOADED = {"preload": False}


def opened(site: Path, path: str, page: Page) -> Page:
    """A page from the disk; nothing that it asks for is missing."""
    missing: list[str] = []
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.goto((site / path).as_uri(), wait_until="networkidle")
    assert missing == []
    return page


@pytest.mark.parametrize("path", KINDS)
def test_a_page_from_a_disk_lacks_nothing_and_is_accessible(
    path: str, site: Path, new_page: Callable[..., Page]
) -> None:
    for viewport, colours in ((DESKTOP, "light"), (PHONE, "dark")):
        page = opened(site, path, new_page(viewport=viewport, color_scheme=colours, offline=True))
        if path != "404.html":
            expect(page.locator("footer")).to_contain_text("As of 22 Nov 2026, data version")
            assert page.evaluate("document.styleSheets.length") == 1
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, "scrolls sideways"
        found = Axe().run(page, options=UNLOADED)
        assert found.violations_count == 0, found.generate_report()


def test_a_milestone_is_found_by_keyboard(site: Path, page: Page) -> None:
    opened(site, "changes/2025.html", page)
    field = page.get_by_role("searchbox")
    field.focus()
    page.keyboard.type("soyuz5-second-flight")
    found = page.get_by_role("search")
    expect(found.get_by_role("status")).to_have_text("Found: 1")
    page.keyboard.press("ArrowDown")
    expect(found.get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Soyuz-5 second flight · Baiterek · Soyuz-5")


def test_escape_closes_what_was_found(site: Path, page: Page) -> None:
    opened(site, "index.html", page)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("soyuz overdue")
    found = page.locator("#found")
    expect(found).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_what_is_not_there_is_said_so(site: Path, page: Page) -> None:
    opened(site, "index.html", page)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("no such thing")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("No milestone matches.")


def test_the_language_is_changed_on_the_page_of_a_milestone(site: Path, page: Page) -> None:
    opened(site, "milestone/soyuz5-first-flight.html", page)
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("h1")).to_have_text("Первый полёт «Союза-5»")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Soyuz-5 first flight")


def test_without_scripts_every_milestone_is_in_the_list(
    site: Path, new_page: Callable[..., Page]
) -> None:
    page = opened(site, "index.html", new_page(java_script_enabled=False))
    assert page.locator("input").count() == 1
    expect(page.locator("input")).to_be_hidden()
    page.get_by_role("link", name="Milestones", exact=True).click()
    assert page.locator("main li").count() == 173
    page.get_by_role("link", name="Soyuz-5 second flight").click()
    expect(page.locator("h1")).to_have_text("Soyuz-5 second flight")
    expect(page.get_by_role("link", name="Day and data version")).to_be_visible()
