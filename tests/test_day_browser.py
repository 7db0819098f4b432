"""Going through the days, and links that hold, in Chromium: mouse, keyboard, finger, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Complaints, go, settle
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]

PHONE = {"width": 390, "height": 844}
FLIGHT = "/milestone/soyuz5-first-flight"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def desk(new_page: Open) -> Page:
    """A page whose clipboard can be read again."""
    return new_page(permissions=CLIPBOARD)


def live(page: Page, selector: str) -> Locator:
    return page.locator(f"#react-entry-point {selector}")


def day(page: Page) -> Locator:
    return live(page, "#as-of-day")


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def say_copied(page: Page) -> None:
    expect(live(page, "#copied")).to_have_text("Copied")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


# Days.


def test_the_steps_lead_from_day_to_day_in_place(page: Page, standing: str) -> None:
    go(page, f"{standing}/timeline?status=overdue")
    page.evaluate("window.same = true")
    live(page, "#as-of-previous").click()
    expect(day(page)).to_have_text("As of 30 Apr 2026")
    expect(page).to_have_url(re.compile(r"status=overdue&as_of=2026-04-30$"))
    expect(page.locator(".tl-axis")).to_contain_text("as of 30 Apr 2026")
    expect(page.locator(".tl-axis")).to_contain_text("today")
    live(page, "#as-of-previous").click()
    expect(day(page)).to_have_text("As of 29 Apr 2026")
    live(page, "#as-of-next").click()
    live(page, "#as-of-next").click()
    expect(day(page)).to_have_text("As of 22 Nov 2026")
    expect(page).to_have_url(re.compile(r"/timeline\?status=overdue$"))
    assert page.evaluate("window.same") is True


def test_every_view_and_the_report_follow_the_day(page: Page, standing: str) -> None:
    go(page, f"{standing}/?as_of=2024-10-15")
    views = page.get_by_role("navigation", name="Views").get_by_role("link")
    for name in views.all_inner_texts():
        page.get_by_role("navigation", name="Views").get_by_role("link", name=name).click()
        expect(page).to_have_title(re.compile(f"^{name} "))
        expect(day(page)).to_have_text("As of 15 Oct 2024")
    report = page.get_by_role("link", name="Report")
    assert (report.get_attribute("href") or "").endswith("?as_of=2024-10-15")


def test_the_keyboard_steps_through_the_days(page: Page, standing: str) -> None:
    go(page, standing)
    page.keyboard.press("Shift+ArrowLeft")
    expect(day(page)).to_have_text("As of 30 Apr 2026")
    page.keyboard.press("Shift+ArrowLeft")
    expect(day(page)).to_have_text("As of 29 Apr 2026")
    page.keyboard.press("Shift+ArrowRight")
    expect(day(page)).to_have_text("As of 30 Apr 2026")
    page.keyboard.press("Shift+End")
    expect(day(page)).to_have_text("As of 22 Nov 2026")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(200)
    expect(day(page)).to_have_text("As of 22 Nov 2026")


def test_the_keys_are_left_to_who_types_or_selects(page: Page, standing: str) -> None:
    go(page, f"{standing}/timeline")
    page.locator("#tl-search").focus()
    page.keyboard.type("pad")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("getSelection().toString()") == "d"
    go(page, standing)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#content h1'))")
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_timeout(200)
    expect(day(page)).to_have_text("As of 22 Nov 2026")


def test_a_step_keeps_the_focus_even_at_the_end(page: Page, standing: str) -> None:
    go(page, f"{standing}/?as_of=2026-04-30")
    live(page, "#as-of-next").focus()
    page.keyboard.press("Enter")
    expect(day(page)).to_have_text("As of 22 Nov 2026")
    expect(live(page, "#as-of-next")).to_be_focused()
    expect(live(page, "#as-of-next")).to_have_attribute("aria-disabled", "true")


def test_any_day_can_be_typed(page: Page, standing: str) -> None:
    go(page, f"{standing}/timeline?status=done")
    page.evaluate("window.same = true")
    day(page).click()
    live(page, "#as-of-field").fill("2025-12-27")
    live(page, "#as-of-field").press("Enter")
    expect(day(page)).to_have_text("As of 27 Dec 2025")
    expect(page).to_have_url(re.compile(r"status=done&as_of=2025-12-27$"))
    assert page.evaluate("window.same") is True
    expect(day(page)).to_be_focused()
    expect(live(page, ".as-of-panel")).to_be_hidden()


def test_what_is_no_day_is_refused_with_what_to_type(page: Page, standing: str) -> None:
    go(page, standing)
    day(page).click()
    live(page, "#as-of-field").fill("11/22/2026")
    live(page, "#as-of-field").press("Enter")
    banner = live(page, "#above .banner")
    expect(banner).to_contain_text("“11/22/2026” cannot be read")
    expect(banner).to_contain_text("Type it as 2024-10-15")


@pytest.mark.parametrize("width", [1440, 1280, 1024, 800, 700, 390])
def test_what_the_day_unfolds_stays_on_the_page(new_page: Open, standing: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    go(page, standing)
    day(page).click()
    box = live(page, ".as-of-panel").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_day_of_the_list_is_a_click_away(page: Page, standing: str) -> None:
    go(page, f"{standing}/?as_of=2025-12-27")
    day(page).click()
    entry = live(page, ".as-of-days li").first
    expect(entry).to_contain_text("26 Dec 2025")
    expect(entry).to_contain_text("2 statements: Roscosmos, Zhaslan Madiyev")
    live(page, ".as-of-days").get_by_role("link", name="12 Nov 2025").click()
    expect(day(page)).to_have_text("As of 12 Nov 2025")
    expect(live(page, ".as-of-panel")).to_be_hidden()


def test_a_day_typed_and_left_alone_is_forgotten(page: Page, standing: str) -> None:
    go(page, f"{standing}/?as_of=2025-12-27")
    day(page).click()
    live(page, "#as-of-field").fill("2020-01-01")
    page.keyboard.press("Escape")
    live(page, "#as-of-previous").click()
    expect(day(page)).to_have_text("As of 26 Dec 2025")
    day(page).click()
    expect(live(page, "#as-of-field")).to_have_value("2025-12-26")


def test_without_scripts_the_days_work_and_nothing_offers_to_copy(
    new_page: Open, standing: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{standing}/timeline?status=done")
    page.locator("#as-of-previous").click()
    expect(page.locator("#as-of-day")).to_have_text("As of 30 Apr 2026")
    page.locator("#as-of-day").click()
    page.locator("#as-of-field").fill("2024-10-15")
    page.get_by_role("button", name="Show").first.click()
    expect(page).to_have_url(re.compile(r"status=done&as_of=2024-10-15$"))
    expect(page.get_by_text("Copy link")).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/timeline", "/sources", FLIGHT])
def test_a_day_before_the_record_is_empty_in_words(page: Page, standing: str, path: str) -> None:
    answer = page.request.get(f"{standing}{path}?as_of=1950-01-01")
    text = answer.text().split('id="react-entry-point"')[0]
    assert re.search(r"on record", text)
    assert "Traceback" not in text


@pytest.mark.parametrize("search", ["", "?as_of=2025-12-27"])
def test_on_a_phone_the_header_takes_three_lines(
    new_page: Open, standing: str, search: str
) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    go(page, f"{standing}/{search}")
    tops = live(page, ".header").evaluate(
        """header => [...new Set([...header.querySelectorAll('.product, .tools > *, .tabs')]
            .map(e => Math.round(e.getBoundingClientRect().top)))].length"""
    )
    assert tops == 3
    assert live(page, ".header").evaluate("e => e.offsetHeight") <= 130
    for opener in ("#as-of-day", ".copy-links summary"):
        live(page, opener).tap()
        box = live(page, "details[open] .menu-panel").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


# Links.


def test_the_link_of_a_view_is_its_address_as_it_is(desk: Page, standing: str) -> None:
    go(desk, f"{standing}/timeline?status=overdue&as_of=2025-12-27")
    desk.get_by_role("button", name="Copy link").click()
    say_copied(desk)
    assert clipboard(desk) == desk.url
    expect(live(desk, "#copied")).to_be_empty()


def test_a_frozen_link_shows_the_old_facts_and_says_that_newer_exist(
    dashboard: str, data: Path, desk: Page
) -> None:
    go(desk, f"{dashboard}{FLIGHT}?as_of=2026-11-22")
    live(desk, ".copy-links summary").click()
    desk.get_by_role("button", name="Copy frozen link").click()
    say_copied(desk)
    address = clipboard(desk)
    assert re.fullmatch(rf"{dashboard}{FLIGHT}\?as_of=2026-11-22&version=[0-9a-f]{{12}}", address)
    go(desk, address)
    expect(live(desk, ".frozen")).to_contain_text("this version is the current one")
    replace(data / "milestones.csv", "Soyuz-5 first flight", "Soyuz-5 maiden flight")
    expect(live(desk, ".frozen")).to_contain_text("Newer data exist.", timeout=5000)
    expect(live(desk, "h1")).to_have_text("Soyuz-5 first flight")
    desk.get_by_role("link", name="Status").first.click()
    expect(live(desk, ".sentence")).to_contain_text("Soyuz-5 first flight")
    desk.get_by_role("link", name="Timeline").click()
    desk.locator("#tl-search").fill("first flight")
    expect(desk.locator(".tl-lines")).to_contain_text("Soyuz-5 first flight")
    expect(desk).to_have_url(re.compile("version="))
    expect(live(desk, ".frozen")).to_contain_text("Newer data exist.")
    go(desk, address)
    desk.get_by_role("link", name="See the same page today").click()
    expect(live(desk, "h1")).to_have_text("Soyuz-5 maiden flight")
    expect(live(desk, ".frozen")).to_have_count(0)


def test_a_link_that_cannot_be_kept_is_not_copied_and_the_reason_told(
    dashboard: str, data: Path, desk: Page
) -> None:
    (data / ".history").write_text("in the way", encoding="utf-8")
    go(desk, dashboard)
    desk.evaluate("navigator.clipboard.writeText('before')")
    live(desk, ".copy-links summary").click()
    desk.get_by_role("button", name="Copy frozen link").click()
    expect(live(desk, "#copied")).to_contain_text("This version cannot be kept")
    expect(live(desk, "#copied")).to_be_visible()
    assert clipboard(desk) == "before"
    desk.keyboard.press("Escape")
    expect(live(desk, "#copied")).to_be_empty()


def test_where_the_browser_does_not_copy_the_address_can_be_taken_by_hand(
    page: Page, standing: str
) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    go(page, f"{standing}/sources")
    page.get_by_role("button", name="Copy link").click()
    field = live(page, "#copied input")
    expect(field).to_have_value(page.url)
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == page.url


def test_a_statement_has_an_address_that_leads_to_it(desk: Page, standing: str) -> None:
    go(desk, f"{standing}{FLIGHT}?as_of=2025-12-27")
    row = live(desk, "#announcements tbody tr").nth(20)
    row.get_by_role("link", name="link").scroll_into_view_if_needed()
    was_at = desk.evaluate("window.scrollY")
    row.get_by_role("link", name="link").click()
    say_copied(desk)
    assert desk.evaluate("window.scrollY") == was_at
    address = clipboard(desk)
    name = row.get_attribute("id") or ""
    assert address == f"{standing}{FLIGHT}?as_of=2025-12-27#{name}"
    assert re.fullmatch(r"said-[0-9a-f]{8}(-\d+)?", name)
    expect(row).to_have_class(re.compile("targeted"))
    desk.goto("about:blank")
    go(desk, address)
    again = live(desk, f"#{name}")
    expect(again).to_be_in_viewport()
    expect(again).to_have_class(re.compile("targeted"))
    assert desk.locator(f"[id='{name}']").count() == 1


def test_a_statement_s_address_works_from_another_view(desk: Page, standing: str) -> None:
    go(desk, f"{standing}{FLIGHT}")
    name = live(desk, "#announcements tbody tr").nth(30).get_attribute("id")
    go(desk, standing)
    desk.evaluate(
        f"""() => {{ const link = Object.assign(document.createElement('a'),
            {{ href: '{FLIGHT}#{name}', textContent: 'there' }});
            document.querySelector('#content').append(link); link.click(); }}"""
    )
    expect(live(desk, f"#{name}")).to_be_in_viewport()
    expect(live(desk, f"#{name}")).to_have_class(re.compile("targeted"))


def test_a_milestone_is_cited_with_an_address_that_holds(
    dashboard: str, data: Path, desk: Page
) -> None:
    go(desk, f"{dashboard}{FLIGHT}?as_of=2025-12-27")
    live(desk, "#cite").get_by_role("button", name="Copy BibTeX").click()
    say_copied(desk)
    text = clipboard(desk)
    assert text.startswith("@misc{soyuz5-first-flight:2025-12-27,\n  author = {{Baiterek")
    address = re.findall(r"url = \{(.*)\},", text)[0]
    replace(data / "milestones.csv", "Soyuz-5 first flight", "Soyuz-5 maiden flight")
    go(desk, address)
    expect(live(desk, "h1")).to_have_text("Soyuz-5 first flight")
    expect(day(desk)).to_have_text("As of 27 Dec 2025")


def test_a_version_that_is_gone_is_not_pretended(
    page: Page, standing: str, complaints: Complaints
) -> None:
    go(page, f"{standing}/?as_of=2025-12-27&version=000000000000")
    expect(live(page, "#frame .banner")).to_contain_text("was not found here")
    expect(day(page)).to_have_text("As of 27 Dec 2025")
    settle(page)
    assert complaints.left() == []
