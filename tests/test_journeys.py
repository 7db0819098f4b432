"""What readers do, in Chromium, on the real record: find, follow, go back, see an edit arrive."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Complaints, go, served, settle, until
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

VIEWS = (
    "/",
    "/timeline",
    "/changes",
    "/sources",
    "/milestone/soyuz5-first-flight",
    "/milestone/nothing-here",
)
PHONE = {"width": 390, "height": 844}


def headings(page: Page) -> list[str]:
    return page.locator("#react-entry-point h1").all_inner_texts()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def test_status_answers_before_any_script_runs(new_page: Open, standing: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(standing)
    expect(page.locator(".sentence")).to_contain_text("Soyuz-5 first flight happened on")
    page.get_by_role("link", name="Soyuz-5 second flight").first.click()
    expect(page.locator("h1")).to_have_text("Soyuz-5 second flight")
    page.get_by_role("link", name="Sources").first.click()
    expect(page.get_by_role("heading", name="By publisher")).to_be_visible()


def test_the_live_page_is_the_first_answer_again(page: Page, standing: str) -> None:
    for path in ("/", "/sources", "/milestone/soyuz5-first-flight"):
        with urlopen(standing + path) as answer:
            static = answer.read().decode()
        go(page, standing + path)
        live = page.evaluate("document.querySelector('#react-entry-point .frame').textContent")
        page.set_content(static.split("<body>")[1].split("<script")[0])
        assert page.evaluate("document.querySelector('#first-paint').textContent") == live


def test_nothing_moves_when_the_live_page_takes_over(page: Page, standing: str) -> None:
    measure = """root => [...document.querySelector(root).querySelectorAll('.panel, h1, .card')]
        .map(e => e.getBoundingClientRect()).map(r => [r.x, r.y, r.width, r.height])"""
    page.route("**/_dash-update-component", lambda _held: None)
    page.goto(standing)
    before = page.evaluate(measure, "#first-paint")
    page.unroute("**/_dash-update-component")
    go(page, standing)
    assert page.evaluate(measure, "#react-entry-point") == before


def test_a_reader_follows_a_fact_to_its_source_and_comes_back(page: Page, standing: str) -> None:
    go(page, standing)
    link = page.locator("#overdue").get_by_role("link", name="Soyuz MS-29 launch")
    link.scroll_into_view_if_needed()
    was_at = page.evaluate("window.scrollY")
    assert was_at > 0
    link.click()
    expect(page.locator("#react-entry-point h1")).to_have_text("Soyuz MS-29 launch")
    assert page.evaluate("window.scrollY") == 0
    assert page.title().startswith("Soyuz MS-29 launch · ")
    source = page.locator("#sources a").first
    assert source.get_attribute("rel") == "noopener noreferrer"
    assert (source.get_attribute("href") or "").startswith("http")
    page.go_back()
    expect(page.locator("#overdue")).to_be_visible()
    until(page, f"Math.abs(window.scrollY - {was_at}) < 4")
    assert page.title().startswith("Status · ")


def test_the_page_changes_in_place(page: Page, standing: str) -> None:
    go(page, standing)
    page.evaluate("window.same = true")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Sources").click()
    expect(page.get_by_role("heading", name="By publisher")).to_be_visible()
    assert page.evaluate("window.same") is True
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_reload_shows_the_same_page(page: Page, standing: str) -> None:
    go(page, f"{standing}/milestone/soyuz5-first-flight?as_of=2025-06-01")
    before = page.locator("#react-entry-point").inner_text()
    page.reload()
    settle(page)
    assert page.locator("#react-entry-point").inner_text() == before
    assert "As of 1 Jun 2025" in before


def test_an_edit_on_disk_shows_within_two_seconds(dashboard: str, page: Page, data: Path) -> None:
    go(page, f"{dashboard}/?as_of=2026-11-22#overdue")
    page.evaluate("window.scrollTo(0, 300); window.same = true")
    address = page.url
    replace(data / "milestones.csv", "Soyuz-5 second flight", "Soyuz-5 flight number two")
    began = time.monotonic()
    expect(page.locator(".sentence")).to_contain_text("flight number two", timeout=3000)
    assert time.monotonic() - began < 2
    assert page.url == address
    assert page.evaluate("[window.scrollY, window.same]") == [300, True]


def test_what_is_unfolded_stays_so_when_the_data_change(
    dashboard: str, page: Page, data: Path
) -> None:
    go(page, f"{dashboard}/sources")
    before = page.locator(".sentence").inner_text()
    folded = page.locator("#publishers details").first
    folded.locator("summary").click()
    folded.locator("summary").focus()
    replace(data / "milestones.csv", ",high,", ",low,")
    expect(page.locator(".sentence")).not_to_have_text(before)
    assert folded.get_attribute("open") is not None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_torn_file_leaves_the_page_and_says_why(dashboard: str, page: Page, data: Path) -> None:
    go(page, dashboard)
    whole = (data / "milestones.csv").read_bytes()
    (data / "milestones.csv").write_bytes(whole[: len(whole) // 2] + b',"')
    banner = page.locator("#frame .banner")
    expect(banner).to_contain_text("Shown: version of")
    expect(banner).to_contain_text("milestones.csv line")
    expect(page.locator(".sentence")).to_contain_text("Soyuz-5 first flight")
    (data / "milestones.csv").write_bytes(whole)
    expect(banner).to_have_count(0)


def test_a_count_leads_to_the_timeline_and_from_there_to_a_milestone(
    page: Page, standing: str
) -> None:
    go(page, standing)
    page.locator(".cards").get_by_role("link", name=re.compile("overdue")).click()
    page.wait_for_url("**/timeline?status=overdue")
    page.get_by_role("link", name="Soyuz MS-29 launch").first.click()
    expect(page.locator("#react-entry-point .title")).to_have_text("Soyuz MS-29 launch")
    page.go_back()
    page.wait_for_url("**/timeline?status=overdue")
    expect(page.get_by_role("link", name="Soyuz MS-29 launch").first).to_be_visible()
    page.go_back()
    expect(page.locator("#overdue")).to_be_visible()


def test_a_server_that_has_stopped_is_told(page: Page, data: Path, complaints: Complaints) -> None:
    complaints.expected = ("Failed to load resource", "Failed to fetch", "Callback failed")
    with served(data) as address:
        go(page, address)
        expect(page.locator("#silence")).to_be_hidden()
    expect(page.locator("#silence")).to_contain_text("does not answer", timeout=10_000)
    expect(page.locator(".sentence")).to_contain_text("Soyuz-5 first flight")


def test_problems_are_a_click_away(page: Page, standing: str) -> None:
    go(page, f"{standing}/sources")
    page.get_by_role("link", name=re.compile("^Data: ")).click()
    expect(page.locator("#problems table")).to_be_visible()
    expect(page.locator("#problems")).to_be_in_viewport()


def test_the_keyboard_alone_is_enough(page: Page, standing: str) -> None:
    go(page, standing)
    page.keyboard.press("Tab")
    expect(page.locator("#react-entry-point .skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#react-entry-point .sentence a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#react-entry-point h1")).to_have_text("Soyuz-5 first flight")


def test_focus_survives_the_change_from_first_answer_to_live_page(
    page: Page, standing: str
) -> None:
    held: list[object] = []
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(standing)
    page.locator("#first-paint .sentence a").nth(1).focus()
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()  # type: ignore[attr-defined]
    settle(page)
    expect(page.locator("#react-entry-point .sentence a").nth(1)).to_be_focused()


def test_the_report_is_offered_as_a_file(page: Page, standing: str) -> None:
    go(page, standing)
    with page.expect_download() as download:
        page.get_by_role("link", name="Report").click()
    assert download.value.suggested_filename == "baiterek-report.html"


@pytest.mark.parametrize("path", VIEWS)
def test_a_phone_needs_no_sideways_scrolling(
    new_page: Open, standing: str, complaints: Complaints, path: str
) -> None:
    complaints.expected = ("404",)
    page = new_page(viewport=PHONE)
    go(page, standing + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert len(headings(page)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS)
def test_nobody_is_shut_out(
    new_page: Open, standing: str, complaints: Complaints, path: str, scheme: str
) -> None:
    complaints.expected = ("404",)
    page = new_page(color_scheme=scheme)
    go(page, standing + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def test_nobody_is_shut_out_on_a_phone(new_page: Open, standing: str) -> None:
    page = new_page(viewport=PHONE)
    go(page, standing)
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
