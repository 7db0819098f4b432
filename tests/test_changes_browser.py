"""What a reader does with Changes in Chromium: choose days and kinds, follow a source, come back
another day. By mouse, by keyboard alone, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import TODAY
from conftest import Complaints, go, served, settle
from playwright.sync_api import BrowserContext, Page, expect

Open = Callable[..., Page]

PHONE = {"width": 390, "height": 844}


def text_of(page: Page) -> str:
    return page.locator("#react-entry-point .sentence").inner_text()


def test_a_period_is_chosen_in_place_and_the_address_says_so(page: Page, standing: str) -> None:
    go(page, f"{standing}/changes")
    assert text_of(page) == "Nothing changed in the last 90 days."
    page.evaluate("window.same = true")
    page.get_by_role("link", name="365 days").click()
    expect(page.locator("#react-entry-point .sentence")).to_contain_text("14 milestones happened")
    assert page.url.endswith("/changes?days=365")
    assert page.evaluate("window.same") is True
    page.go_back()
    expect(page.locator("#react-entry-point .sentence")).to_contain_text("Nothing changed")


def test_kinds_are_chosen_by_keyboard_alone(page: Page, standing: str) -> None:
    go(page, f"{standing}/changes?days=365")
    page.locator("#react-entry-point #changes-kinds").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "happened"
    page.keyboard.press("Enter")
    expect(page.locator("#react-entry-point .sentence")).to_have_text(
        "In the last 365 days: 14 milestones happened; 2 more may be earlier."
    )
    assert page.url.endswith("kind=done")


def test_days_are_typed_by_keyboard_alone(page: Page, standing: str) -> None:
    go(page, f"{standing}/changes?days=365&as_of=2026-11-20")
    page.locator("#react-entry-point #changes-since").focus()
    page.keyboard.type("2024")
    page.keyboard.press("Tab")
    page.keyboard.type("Q1 2025")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2024**")
    settle(page)
    assert "as_of=2026-11-20" in page.url
    assert text_of(page).startswith("After 31 Dec 2024, up to 31 Mar 2025: ")


def test_a_change_leads_to_its_milestone_and_to_its_source(page: Page, standing: str) -> None:
    go(page, f"{standing}/changes?days=365")
    change = page.locator("#react-entry-point .change").first
    sources = change.locator("a.source").all()
    assert sources
    assert {source.get_attribute("rel") for source in sources} == {"noopener noreferrer"}
    change.get_by_role("link", name="Soyuz-5 first flight").click()
    expect(page.locator("#react-entry-point h1")).to_have_text("Soyuz-5 first flight")


def test_a_year_unfolds_by_keyboard(page: Page, standing: str) -> None:
    go(page, f"{standing}/changes?days=all")
    fold = page.locator("#react-entry-point #year-2018")
    expect(fold.locator(".change").first).to_be_hidden()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator(".change").first).to_be_visible()


def test_status_shows_another_period_in_place(page: Page, standing: str) -> None:
    go(page, standing)
    panel = page.locator("#react-entry-point #recent")
    expect(panel.get_by_role("heading")).to_have_text("What changed in the last 90 days")
    panel.get_by_role("link", name="365 days").click()
    expect(panel.get_by_role("heading")).to_have_text("What changed in the last 365 days")
    assert page.url.endswith("/?changed=365#recent")
    expect(panel.get_by_role("link", name="365 days")).to_have_attribute("aria-current", "true")
    panel.get_by_role("link", name="and 17 more").click()
    expect(page.locator("#react-entry-point .sentence")).to_contain_text("In the last 365 days")


def test_changes_can_be_read_and_chosen_without_scripts(new_page: Open, standing: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{standing}/changes?days=365")
    expect(page.locator(".change")).to_have_count(29)
    expect(page.locator(".last-visit")).to_be_hidden()
    page.get_by_role("link", name="30 days").click()
    expect(page.locator(".sentence")).to_have_text("Nothing changed in the last 30 days.")


class Visits:
    """A dashboard whose day can be set, and one reader's browser that keeps its storage."""

    def __init__(self, address: str, context: BrowserContext, days: list[date]) -> None:
        self.address, self.context, self.days = address, context, days

    def on(self, day: date, path: str = "/changes") -> Page:
        self.days[:] = [day]
        page = self.context.new_page()
        go(page, self.address + path)
        return page


@pytest.fixture
def visits(data: Path, new_page: Open) -> Iterator[Visits]:
    days = [TODAY]
    with served(data, lambda: days[0]) as address:
        yield Visits(address, new_page().context, days)


def offered(page: Page) -> str:
    """The link to what changed since the last visit; "" when none is offered."""
    link = page.locator("#react-entry-point a.last-visit")
    page.wait_for_timeout(400)
    return link.inner_text() if link.is_visible() else ""


def test_who_was_never_here_is_offered_nothing_and_no_cookie_is_set(visits: Visits) -> None:
    page = visits.on(date(2026, 3, 1))
    assert offered(page) == ""
    assert visits.context.cookies() == []


def test_the_next_day_s_visit_is_offered_what_changed_since(visits: Visits) -> None:
    visits.on(date(2026, 3, 1)).close()
    page = visits.on(date(2026, 5, 1))
    expect(page.locator("#react-entry-point a.last-visit")).to_have_text(
        "since your last visit, 1 Mar 2026 (6 changes)"
    )
    page.locator("#react-entry-point a.last-visit").click()
    expect(page.locator("#react-entry-point .sentence")).to_contain_text("After 1 Mar 2026")
    assert page.url.endswith("/changes?since=2026-03-01")
    expect(page.locator("#react-entry-point a.last-visit")).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.locator("#react-entry-point .change")).to_have_count(6)


def test_looking_again_on_the_same_day_is_no_new_visit(visits: Visits) -> None:
    visits.on(date(2026, 3, 1)).close()
    for _ in range(2):
        page = visits.on(date(2026, 5, 1))
        page.reload()
        settle(page)
        assert offered(page) == "since your last visit, 1 Mar 2026 (6 changes)"
    assert offered(visits.on(date(2026, 5, 2))) == "since your last visit, 1 May 2026 (0 changes)"


def test_status_offers_the_last_visit_in_place(visits: Visits) -> None:
    visits.on(date(2026, 3, 1), "/").close()
    page = visits.on(date(2026, 5, 1), "/")
    page.locator("#react-entry-point a.last-visit").click()
    expect(page.locator("#react-entry-point #recent-title")).to_have_text(
        "What changed since 1 Mar 2026"
    )
    assert page.url.endswith("/?changed=2026-03-01#recent")


def test_a_browser_that_keeps_nothing_is_offered_nothing(
    visits: Visits, complaints: Complaints
) -> None:
    visits.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    visits.on(date(2026, 3, 1)).close()
    page = visits.on(date(2026, 5, 1))
    assert offered(page) == ""
    assert complaints.left() == []


def test_storage_that_somebody_has_changed_is_harmless(visits: Visits) -> None:
    page = visits.on(date(2026, 3, 1))
    for junk in ("nonsense", '{"last": "2026-02-01<b>"}', '{"last": 7}', "null"):
        page.evaluate("junk => localStorage.setItem('baiterek-visits', junk)", junk)
        page.reload()
        settle(page)
        assert offered(page) == ""


@pytest.mark.parametrize("path", ["/changes?days=365", "/changes?days=all", "/changes", "/sources"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_accessibility_fault_and_nothing_wider_than_the_screen(
    new_page: Open, standing: str, path: str, scheme: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    go(page, standing + path)
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_a_change_reads_as_a_card_under_its_day(new_page: Open, standing: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    go(page, f"{standing}/changes?days=365")
    boxes = [
        page.locator(f"#react-entry-point .change-day {part}").first.bounding_box()
        for part in ("h3", ".change-of", ".change-what", ".change-by")
    ]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert len(set(tops)) == 4
    page.get_by_role("link", name="30 days").tap()
    expect(page.locator("#react-entry-point .sentence")).to_have_text(
        "Nothing changed in the last 30 days."
    )
    assert re.search(r"days=30$", page.url)
