"""The live timeline in a browser: what a reader does with mouse, keyboard and finger."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Complaints, go, settle, until
from playwright.sync_api import Page, Route, expect

Open = Callable[..., Page]
SIZES = {1440: 900, 1024: 768, 390: 844}
BOXES = """selector => [...document.querySelectorAll(selector)].map(node => {
  const box = node.getBoundingClientRect();
  return {text: node.textContent, x0: box.left, x1: box.right, y0: box.top, y1: box.bottom};
})"""


def shown(page: Page) -> list[str]:
    return page.locator(".tl-name").all_inner_texts()


def open_timeline(page: Page, address: str, query: str = "") -> None:
    go(page, f"{address}/timeline{query}")
    page.wait_for_selector("#timeline .js-plotly-plot .main-svg")


@pytest.mark.parametrize(("width", "height"), SIZES.items())
def test_drawing_stands_in_place_before_any_script_runs(
    new_page: Open, standing: str, width: int, height: int
):
    page = new_page(java_script_enabled=False, viewport={"width": width, "height": height})
    page.goto(f"{standing}/timeline?track=Flights")
    visible = page.locator("#first-paint svg.tl:visible")
    expect(visible).to_have_count(1)
    expect(visible.get_by_text("Soyuz-5 first flight", exact=True)).to_be_visible()


def test_marks_stay_where_they_are_when_the_live_chart_takes_over(new_page: Open, standing: str):
    still = new_page(java_script_enabled=False)
    still.goto(f"{standing}/timeline")
    page = new_page()
    open_timeline(page, standing)
    names = ("Baiterek agreement signed", "Kazakhstan ratifies the Baiterek agreement")
    before = still.locator("#first-paint svg.tl:visible").get_by_text(names[0], exact=True)
    after = page.locator(".tl-name").get_by_text(names[0], exact=True)
    first, second = before.bounding_box(), after.bounding_box()
    assert first is not None
    assert second is not None
    assert abs(first["x"] - second["x"]) < 2
    assert abs(first["y"] + first["height"] / 2 - second["y"] - second["height"] / 2) < 3


def test_chart_can_be_dragged_before_dash_has_begun_and_stays(page: Page, standing: str):
    held: list[Route] = []
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(f"{standing}/timeline")
    box = page.locator("#first-paint .nsewdrag").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile("from="))
    page.evaluate("document.querySelector('.tl-plot').mine = true")
    dragged = page.url
    for route in held:
        route.continue_()
    settle(page)
    assert page.url == dragged
    assert page.evaluate("document.querySelector('#timeline .tl-plot').mine")


@pytest.mark.parametrize(("width", "height"), SIZES.items())
@pytest.mark.parametrize("query", ["", "?track=Flights&zoom=near", "?zoom=all&track=Vehicle"])
def test_words_touch_no_words_in_the_browser(
    new_page: Open, standing: str, query: str, width: int, height: int
):
    page = new_page(viewport={"width": width, "height": height})
    open_timeline(page, standing, query)
    boxes = page.evaluate(BOXES, ".tl-plot .textpoint text, .tl-edge, .tl-name")
    boxes += page.evaluate(BOXES, ".tl-head a, .tl-sub > span")
    assert len(boxes) > 20
    met = [
        (a["text"], b["text"])
        for a, b in combinations(boxes, 2)
        if a["text"] not in b["text"] and _meet(a, b)
    ]
    assert met == []


def _meet(a: dict[str, float], b: dict[str, float]) -> bool:
    # Lines of text are as high as their letters may be, and a little more.
    across = a["x0"] < b["x1"] - 1 and b["x0"] < a["x1"] - 1
    return across and a["y0"] < b["y1"] - 5 and b["y0"] < a["y1"] - 5


def test_search_narrows_the_chart_and_keeps_the_cursor(page: Page, standing: str):
    open_timeline(page, standing)
    page.click("#tl-search")
    page.keyboard.type("soyuz-5 second", delay=40)
    expect(page.locator(".tl-name")).to_have_count(1)
    assert shown(page) == ["Soyuz-5 second flight"]
    assert page.evaluate("document.activeElement.id") == "tl-search"
    assert page.input_value("#tl-search") == "soyuz-5 second"
    assert "q=soyuz-5+second" in page.url


def test_reload_and_back_show_the_same(page: Page, standing: str):
    open_timeline(page, standing)
    page.click("#tl-status")
    page.locator(".tl-menu a", has_text="overdue").click()
    page.wait_for_url("**status=overdue**")
    expect(page.locator(".tl-summary").last).to_contain_text("of 173 milestones")
    overdue = shown(page)
    page.reload()
    settle(page)
    expect(page.locator(".tl-name").first).to_be_visible()
    assert shown(page) == overdue
    page.click("text=Clear the filters")
    expect(page.locator(".tl-name").nth(20)).to_be_attached()
    page.go_back()
    expect(page.locator(".tl-name")).to_have_count(len(overdue))
    assert shown(page) == overdue


def test_nothing_found_says_so_and_leads_back(page: Page, standing: str):
    go(page, f"{standing}/timeline?q=no+such+thing")
    expect(page.locator(".tl-nothing")).to_contain_text("No milestone matches “no such thing”.")
    page.click(".tl-nothing >> text=Clear the filters")
    expect(page.locator(".tl-name").first).to_be_visible()
    page.wait_for_selector("#timeline .js-plotly-plot .main-svg")


def test_range_is_typed_in_the_words_of_dates(page: Page, standing: str):
    open_timeline(page, standing)
    page.click("#tl-range")
    page.fill("#tl-from", "start of 2025")
    page.fill("#tl-to", "Q2 2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**to=Q2+2026**")
    expect(page.locator(".tl-tick", has_text="Mar").first).to_be_attached()


def test_unreadable_range_is_told_with_what_to_type(page: Page, standing: str):
    go(page, f"{standing}/timeline?from=soonish")
    expect(page.locator(".tl-trouble").last).to_contain_text("soonish")


def test_dragging_the_days_writes_them_to_the_address(page: Page, standing: str):
    open_timeline(page, standing)
    page.mouse.move(900, 500)
    page.mouse.down()
    page.mouse.move(700, 500, steps=6)
    page.mouse.up()
    page.wait_for_url("**from=**")
    first = re.search(r"from=(\d{4})", page.url)
    assert first
    assert int(first[1]) in (2019, 2020)
    expect(page.locator(".tl-zooms [aria-current]")).to_have_count(0)


def test_what_is_off_the_page_is_a_click_away(page: Page, standing: str):
    open_timeline(page, standing, "?q=baiterek+agreement+signed")
    page.click(".tl-edge")
    page.wait_for_url("**from=**")
    expect(page.locator(".tl-edge")).to_have_count(0)
    expect(page.locator(".tl-plot .textpoint")).to_have_text("22 Dec 2004")


def test_click_on_a_row_opens_its_milestone_and_back_returns(page: Page, standing: str):
    open_timeline(page, standing, "?q=soyuz-5+second+flight")
    box = page.locator(".tl-row").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 600, box["y"] + 12)
    page.wait_for_url("**/milestone/soyuz5-second-flight")
    page.go_back()
    page.wait_for_selector("#timeline .js-plotly-plot .main-svg")
    assert shown(page) == ["Soyuz-5 second flight"]


def test_hover_and_focus_give_the_same_card_and_escape_takes_it_away(page: Page, standing: str):
    open_timeline(page, standing, "?q=soyuz-5+second+flight")
    card = page.locator(".tl-card:visible")
    box = page.locator(".tl-row").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 600, box["y"] + 10)
    page.mouse.move(box["x"] + 602, box["y"] + 12)
    expect(card).to_contain_text("Soyuz-5 second flight")
    hovered = card.inner_text()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.mouse.move(5, 5)
    page.focus(".tl-head a")
    page.keyboard.press("Tab")
    for _ in range(3):
        if page.evaluate("document.activeElement.className") == "tl-name":
            break
        page.keyboard.press("Tab")
    expect(card).to_have_count(1)
    assert card.inner_text() == hovered
    page.keyboard.press("Enter")
    page.wait_for_url("**/milestone/soyuz5-second-flight")


def test_tap_shows_the_card_first(new_page: Open, standing: str):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_timeline(page, standing, "?q=soyuz-5+second+flight")
    page.locator(".tl-name").tap()
    expect(page.locator(".tl-card:visible")).to_contain_text("Soyuz-5 second flight")
    assert "/timeline" in page.url
    page.locator(".tl-name").tap()
    page.wait_for_url("**/milestone/soyuz5-second-flight")


def test_track_folds_and_unfolds_from_the_keyboard(page: Page, standing: str):
    open_timeline(page, standing)
    heading = page.locator(".tl-head a").first
    heading.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**fold=Governance**")
    expect(heading).to_have_attribute("aria-expanded", "false")
    expect(heading).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-expanded", "true")


def test_table_tells_the_same_milestones_in_the_same_order(page: Page, standing: str):
    open_timeline(page, standing, "?track=Flights")
    names = shown(page)
    page.click(".tl-choices >> text=Table")
    expect(page.locator(".tl-twin tbody tr")).to_have_count(len(names))
    assert page.locator(".tl-twin .milestone").all_inner_texts() == names
    page.click(".tl-choices >> text=Chart")
    page.wait_for_selector("#timeline .js-plotly-plot .main-svg")
    expect(page.locator(".tl-name")).to_have_count(len(names))


def test_scrolling_draws_the_rows_that_come_into_view(page: Page, standing: str):
    open_timeline(page, standing)
    expect(page.get_by_text("Museum at Gagarin’s Start opens")).to_have_count(0)
    page.mouse.move(900, 500)
    page.mouse.wheel(0, 10_000)
    expect(page.get_by_text("Museum at Gagarin’s Start opens").first).to_be_visible()
    assert len(shown(page)) <= 60


def test_edit_on_disk_shows_without_losing_days_filters_or_place(
    dashboard: str, page: Page, data: Path
):
    open_timeline(page, dashboard, "?from=2020&to=2027")
    page.mouse.move(900, 500)
    page.mouse.wheel(0, 1500)
    until(page, "scrollY === 1500")
    in_view = "document.elementFromPoint(200, 500)?.closest('.tl-name')?.textContent"
    old = until(page, in_view)
    text = (data / "milestones.csv").read_text(encoding="utf-8")
    (data / "milestones.csv").write_text(text.replace(old, "Renamed on disk", 1), encoding="utf-8")
    expect(page.get_by_text("Renamed on disk").first).to_be_attached(timeout=2000)
    assert page.evaluate("scrollY") == 1500
    assert page.url.endswith("?from=2020&to=2027")
    expect(page.locator("#timeline .js-plotly-plot .main-svg").first).to_be_attached()


def test_dark_paper_follows_the_reader_s_system(page: Page, standing: str):
    open_timeline(page, standing, "?track=Flights")
    light = page.locator(".tl-plot .point path").first.get_attribute("style")
    page.emulate_media(color_scheme="dark")
    until(
        page,
        "was => document.querySelector('.tl-plot .point path').getAttribute('style') !== was",
        light,
    )


def test_nothing_offers_to_send_the_chart_away(page: Page, standing: str):
    open_timeline(page, standing)
    expect(page.locator(".modebar-btn, .modebar, [data-title*='hare']")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "?form=table", "?q=no+such+thing"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(new_page: Open, standing: str, query: str, scheme: str):
    page = new_page(color_scheme=scheme)
    go(page, f"{standing}/timeline{query}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_needs_no_sideways_scrolling(new_page: Open, standing: str):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for query in ("", "?form=table"):
        go(page, f"{standing}/timeline{query}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_gone_to_another_page_while_an_answer_is_on_its_way(
    page: Page, standing: str, complaints: Complaints
):
    complaints.expected = ()
    open_timeline(page, standing)
    page.mouse.move(900, 500)
    page.mouse.wheel(0, 3000)
    page.click("nav >> text=Sources")
    page.wait_for_url("**/sources")
    page.go_back()
    page.wait_for_selector("#timeline .js-plotly-plot .main-svg")
    expect(page.locator(".tl-name").first).to_be_attached()
