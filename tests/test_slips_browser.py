"""The slips view in a browser: what a reader does with mouse, keyboard and finger."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA, TODAY
from conftest import go, until
from playwright.sync_api import Page, expect

from tracker.programme import load

Open = Callable[..., Page]
TEXTS = """() => {
  const drawn = [...document.querySelectorAll('.sl-chart > .sl')];
  const shown = drawn.find(svg => svg.getClientRects().length);
  return [...shown.querySelectorAll('text')].map(node => {
    const box = node.getBoundingClientRect();
    return {text: node.textContent, x0: box.left, x1: box.right, y0: box.top, y1: box.bottom};
  });
}"""
SHOWN = ".sl-chart > .sl:visible"
NEWEST = "Dmitry Baranov"


def open_slips(page: Page, address: str) -> None:
    """Open an address and wait until its chart, if it has one, is the one that fits the window."""
    go(page, address)
    until(page, "!document.querySelector('.sl-chart:not(.sl-fitted)')")


def most_spoken_of(n: int) -> str:
    """The ids of the milestones of which most was said, as the address has them."""
    programme = load(REAL_DATA, as_of=TODAY)
    counts = programme.announcements["milestone"].value_counts()
    known = set(programme.milestones["id"])
    return ",".join([name for name in counts.index if name in known][:n])


def meeting(page: Page) -> list[tuple[str, str]]:
    """The texts of the drawing whose boxes meet, a slanted one aside: its box is not its shape."""
    boxes = [box for box in page.evaluate(TEXTS) if "=" not in box["text"]]
    return [
        (a["text"], b["text"])
        for a, b in combinations(boxes, 2)
        if a["x0"] < b["x1"] and b["x0"] < a["x1"] and a["y0"] < b["y1"] and b["y0"] < a["y1"]
    ]


@pytest.mark.parametrize("width", [1920, 1440, 1280, 1024, 900, 768, 600, 390, 360])
def test_no_two_texts_of_the_chart_meet(new_page: Open, standing: str, width: int):
    page = new_page(viewport={"width": width, "height": 900})
    open_slips(page, f"{standing}/slips")
    assert meeting(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_thirty_milestones_at_900_pixels_with_no_two_labels_meeting(new_page: Open, standing: str):
    page = new_page(viewport={"width": 900, "height": 900})
    open_slips(page, f"{standing}/slips?milestone={most_spoken_of(30)}")
    assert meeting(page) == []
    expect(page.locator(f"{SHOWN} .sl-trace")).to_have_count(30)
    expect(page.locator(".sl-shown tbody tr")).to_have_count(30)
    names = page.locator(f"{SHOWN} .sl-name").count()
    assert names >= 24


@pytest.mark.parametrize("width", [1440, 1280, 1024, 900, 768, 390, 360])
def test_words_keep_their_size_whatever_the_width(new_page: Open, standing: str, width: int):
    page = new_page(viewport={"width": width, "height": 900})
    open_slips(page, f"{standing}/slips")
    drawn = page.locator(SHOWN)
    expect(drawn).to_have_count(1)
    scale = drawn.evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    assert 0.915 <= scale <= 1.101


def test_pointing_at_a_mark_tells_the_statement_and_lights_its_row(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    mark = page.locator(f"{SHOWN} .sl-s[tabindex='0']")
    mark.locator(".sl-mark").hover()
    card = page.locator(".sl-card")
    expect(card).to_contain_text("around the end of March, ground part not ready")
    expect(card).to_contain_text(NEWEST)
    expect(card).to_contain_text("27 Jan 2026")
    expect(card.locator("a.source").first).to_have_attribute("href", re.compile("tass.ru"))
    expect(page.locator(".sl-list tr.sl-on")).to_contain_text(NEWEST)
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


def test_the_row_of_a_mark_comes_into_view_in_its_list(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    page.locator(f"{SHOWN} .sl-s[data-n='0']").focus()
    row = page.locator(".sl-list tr.sl-on")
    expect(row).to_contain_text("13 Jun 2017")
    expect(row).to_be_in_viewport()


def test_pointing_at_a_row_lights_its_mark(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    page.locator(".sl-list tbody tr").nth(2).hover()
    expect(page.locator(f"{SHOWN} .sl-s.sl-on")).to_have_count(1)
    expect(page.locator(f"{SHOWN} .sl-s.sl-on .sl-cross")).to_have_count(1)


def test_the_chart_is_one_stop_of_the_tab_key_and_arrows_walk_through_the_days(
    page: Page, standing: str
):
    open_slips(page, f"{standing}/slips")
    page.locator(".sl-tools a", has_text="Table").focus()
    page.keyboard.press("Tab")
    focused = page.locator(".sl-s:focus")
    expect(page.locator(".sl-card")).to_contain_text("27 Jan 2026")
    days = [int(focused.get_attribute("data-n") or 0)]
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
        days.append(int(focused.get_attribute("data-n") or 0))
    assert days == [days[0] - n for n in range(4)]
    page.keyboard.press("Home")
    expect(page.locator(".sl-card")).to_contain_text("13 Jun 2017")
    page.keyboard.press("Escape")
    expect(page.locator(".sl-card")).to_have_count(0)
    page.keyboard.press("Tab")
    assert page.locator(".sl-s:focus").count() == 0


def test_each_row_of_the_list_is_one_stop_and_arrows_lead_to_its_source_and_to_other_rows(
    page: Page, standing: str
):
    open_slips(page, f"{standing}/slips")
    dates, sources = page.locator(".sl-list .sl-said"), page.locator(".sl-list .source")
    dates.nth(0).focus()
    page.keyboard.press("Tab")
    expect(dates.nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(sources.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(sources.nth(2)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(dates.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dates.nth(1)).to_be_focused()


def test_enter_opens_the_statement_on_the_page_of_its_milestone(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    page.locator(f"{SHOWN} .sl-s[tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/milestone/soyuz5-first-flight#said-[0-9a-f]{8}$"))


def test_a_tap_tells_and_a_second_tap_opens(new_page: Open, standing: str):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_slips(page, f"{standing}/slips")
    cross = page.locator(f"{SHOWN} .sl-s:has(.sl-cross)")
    cross.scroll_into_view_if_needed()
    box = cross.locator(".sl-cross").bounding_box()
    assert box
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(*at)
    expect(page.locator(".sl-card")).to_contain_text("Withdrawn")
    assert "/slips" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.touchscreen.tap(*at)
    page.wait_for_url("**/milestone/soyuz5-first-flight**")


def test_a_milestone_is_found_by_typing_and_added(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    page.locator("#sl-milestone").click()
    page.locator("#sl-search").fill("pad ready")
    expect(page.locator(".sl-options li:visible")).to_have_count(1)
    page.get_by_label("Add Baiterek pad ready for launches").click()
    page.wait_for_url("**milestone=soyuz5-first-flight%2Cbaiterek-pad-ready**")
    expect(page.locator(f"{SHOWN} .sl-trace")).to_have_count(2)
    page.get_by_role("link", name="Remove Soyuz-5 first flight").last.click()
    expect(page.locator(f"{SHOWN} .sl-trace")).to_have_count(1)


def test_pointing_at_a_name_lights_its_line(page: Page, standing: str):
    open_slips(page, f"{standing}/slips?milestone=soyuz5-first-flight,baiterek-pad-ready")
    page.locator(".sl-shown tbody tr").nth(1).hover()
    expect(page.locator(f"{SHOWN} .sl-trace.sl-lit")).to_have_attribute(
        "data-m", "baiterek-pad-ready"
    )


def test_choices_without_scripts(new_page: Open, standing: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{standing}/slips")
    page.locator("#sl-milestone").click()
    page.locator("#sl-search").fill("rocket built")
    page.keyboard.press("Enter")
    expect(page.locator(".sl-options li:visible")).to_have_count(1)
    page.locator(".sl-option:visible").click()
    expect(page.locator(".sentence")).to_contain_text("First Soyuz-5 flight rocket built")
    page.locator(".sl-tools a", has_text="Table").click()
    expect(page.locator(".sl-twin tbody tr")).to_have_count(6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "query",
    ["", "?form=table", "?milestone=soyuz5-first-flight,rd171mv-first-firing,pad-1-handover"],
)
def test_nobody_is_shut_out(new_page: Open, standing: str, query: str, scheme: str):
    page = new_page(color_scheme=scheme)
    open_slips(page, f"{standing}/slips{query}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("query", ["", "?form=table", "?years=2&side=kz"])
def test_a_phone_needs_no_sideways_scrolling(new_page: Open, standing: str, query: str):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_slips(page, f"{standing}/slips{query}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert meeting(page) == [] if "table" not in query else True


def test_enter_in_the_search_opens_the_first_milestone_found(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    page.locator("#react-entry-point #sl-milestone").click()
    page.locator("#react-entry-point #sl-search").fill("third flight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/slips\?milestone=soyuz5-third-flight$"))
    expect(page.locator("#react-entry-point .sentence")).to_contain_text("Soyuz-5 third flight")


def test_a_list_that_scrolls_says_so_until_its_end(page: Page, standing: str):
    open_slips(page, f"{standing}/slips")
    told, listed = page.locator(".sl-cue"), page.locator(".sl-scroll")
    expect(told).to_be_visible()
    listed.evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(told).to_be_hidden()
    expect(listed).not_to_have_class(re.compile("sl-more-below"))


def test_on_a_phone_the_form_stands_beside_the_range(new_page: Open, standing: str):
    page = new_page(viewport={"width": 390, "height": 844})
    open_slips(page, f"{standing}/slips")
    range_box = page.locator(".sl-tools .tl-zooms").bounding_box()
    form_box = page.get_by_role("link", name="Table", exact=True).bounding_box()
    assert range_box
    assert form_box
    assert abs(range_box["y"] - form_box["y"]) < 4
