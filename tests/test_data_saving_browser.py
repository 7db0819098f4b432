"""Saving in the dashboard where something comes between: a proxy, a slow answer, a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Complaints, until
from playwright.sync_api import APIResponse, Locator, Page, Route, expect
from test_data_browser import (
    FLIGHT,
    cell,
    count,
    fill,
    lines,
    open_data,
    save,
    two_tabs,
    write,
)

SAVES = re.compile("/data/save")
PLAIN_HTTP = "delete Crypto.prototype.randomUUID"
NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""


def test_by_plain_http_rows_are_added_and_saved(dashboard: str, data: Path, page: Page) -> None:
    page.add_init_script(PLAIN_HTTP)
    open_data(page, dashboard)
    page.click("#data-add")
    for column, text in (("id", "a-new-one"), ("title", "A new one")):
        write(page, "new|", column, text)
    cell(page, "new|", "category").click()
    page.keyboard.type("l")
    page.keyboard.press("Enter")
    save(page)
    assert any(line.startswith("a-new-one,A new one,") for line in lines(data / "milestones.csv"))


def test_a_browser_that_keeps_nothing_saves(dashboard: str, data: Path, page: Page) -> None:
    page.add_init_script(NO_STORAGE)
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "place", "Site 45")
    save(page)
    assert any(
        f"{FLIGHT}," in line and "Site 45" in line for line in lines(data / "milestones.csv")
    )


@pytest.mark.parametrize("script", ["", NO_STORAGE])
def test_a_save_whose_answer_a_proxy_lost_is_made_once(
    dashboard: str, data: Path, page: Page, complaints: Complaints, script: str
) -> None:
    complaints.expected = ("Failed to load resource",)
    before = len(lines(data / "announcements.csv"))
    page.add_init_script(script)
    open_data(page, dashboard)
    record(page)
    page.get_by_role("button", name="Stage it").click()
    expect(count(page)).to_have_text("2 changes in 2 rows")

    def gave_up(route: Route) -> None:
        route.fetch()
        route.fulfill(status=504, body="<html>Gateway Timeout</html>", content_type="text/html")

    page.route(SAVES, gave_up, times=1)
    page.click("#data-save")
    expect(page.locator("#data-told")).to_contain_text("not known whether this was saved")
    expect(page.locator("#data-told")).to_contain_text("504")
    page.click("#data-save")
    expect(page.locator("#data-told")).to_have_text("Saved.")
    assert len(lines(data / "announcements.csv")) == before + 1


def record(page: Page) -> None:
    """The form of an announcement, filled in."""
    page.evaluate("milestone => dataView.forms.open('announce', { milestone })", FLIGHT)
    fill(page, announced="2026-11-20", target="2031", organisation="Roscosmos", side="ru")
    fill(page, source="https://example.org/said", wording="said so")


def test_a_double_click_stages_an_announcement_once(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    record(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/data/preview*"):
        page.evaluate(
            """() => {
              const button = document.querySelector("#data-announce button.main");
              button.click();
              button.click();
            }"""
        )
    assert sum("/data/plan" in url for url in asked) == 1
    expect(count(page)).to_have_text("2 changes in 2 rows")
    page.click("#data-discard")


def test_an_announcement_whose_form_is_closed_meanwhile_is_not_staged(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard)
    record(page)
    held: list[Route] = []
    page.route("**/data/plan*", lambda route: held.append(route))
    with page.expect_request("**/data/plan*"):
        page.get_by_role("button", name="Stage it").click()
    page.keyboard.press("Escape")
    until(page, "() => !document.querySelector('#data-announce[open]')")
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response("**/data/plan*"):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#data-bar")).to_be_hidden()


def test_nothing_is_edited_while_a_save_is_under_way(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    held: list[Route] = []
    page.route(SAVES, lambda route: held.append(route))
    write(page, FLIGHT, "place", "Site 45")
    page.click("#data-save")
    expect(page.locator("#data-told")).to_have_text("Saving …")
    cell(page, FLIGHT, "place").dblclick()
    page.keyboard.type("Site 46")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+z")
    for button in ("add", "duplicate", "delete", "undo", "record", "discard"):
        page.click(f"#data-{button}")
    expect(page.locator(".data-field-in-cell, dialog[open]")).to_have_count(0)
    expect(count(page)).to_have_text("1 change in 1 row")
    held[0].continue_()
    expect(page.locator("#data-told")).to_have_text("Saved.")
    expect(cell(page, FLIGHT, "place")).to_have_text("Site 45")
    page.unroute(SAVES)
    write(page, FLIGHT, "place", "Site 47")
    save(page)
    assert sum("Site 47" in line for line in lines(data / "milestones.csv")) == 1


def test_after_a_save_that_fails_one_edits_on(
    dashboard: str, page: Page, complaints: Complaints
) -> None:
    complaints.expected = ("Failed to load resource",)
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "place", "Site 45")
    page.route(SAVES, lambda route: route.abort(), times=1)
    page.click("#data-save")
    expect(page.locator("#data-told")).to_contain_text("The tracker does not answer.")
    write(page, FLIGHT, "place", "Site 46")
    save(page)


def test_rows_that_arrive_late_take_the_place_of_no_newer_ones(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    page.wait_for_load_state("networkidle")
    late: list[tuple[Route, APIResponse]] = []
    page.route("**/data/rows*", lambda route: late.append((route, route.fetch())), times=1)
    page.evaluate("() => { window.late = dataView.reload(); }")
    until(page, "() => true")
    write(page, FLIGHT, "place", "Site 45")
    save(page)
    (route, answer) = late[0]
    route.fulfill(response=answer)
    page.evaluate("() => window.late")
    expect(cell(page, FLIGHT, "place")).to_have_text("Site 45")


def row_gone(data: Path) -> None:
    """Somebody else takes the row out of the file."""
    path = data / "milestones.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(row for row in rows if not row.startswith(f"{FLIGHT},")), encoding="utf-8"
    )


def kept_mine(page: Page) -> dict[str, str]:
    """The row that comes back where the reader keeps what is staged of a row that is gone."""
    page.locator("#data-conflicts").get_by_role("button", name="Keep mine").first.click()
    found = "() => dataView.staged.edits().find(e => e.do === 'add' && e.table === 'milestones')"
    return dict(until(page, found)["cells"])


def test_a_row_that_is_gone_comes_back_whole_from_a_plan(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard)
    record(page)
    page.get_by_role("button", name="Stage it").click()
    expect(count(page)).to_have_text("2 changes in 2 rows")
    row_gone(data)
    cells = kept_mine(page)
    assert (cells["id"], cells["title"]) == (FLIGHT, "Soyuz-5 second flight")
    assert cells["planned"] == "2031"
    page.click("#data-discard")


def test_a_row_that_is_gone_comes_back_whole_where_a_save_is_taken_back(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "title", "Flight two")
    write(page, FLIGHT, "place", "Site 45")
    save(page)
    page.click("#data-take-back")
    row_gone(data)
    cells = kept_mine(page)
    assert (cells["id"], cells["title"]) == (FLIGHT, "Soyuz-5 second flight")
    assert cells["category"] != ""
    page.click("#data-discard")


def test_who_said_it_is_asked_with_the_words_as_typed(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "planned", "end of 2027")
    expect(page.locator("#data-offer")).to_contain_text("is promised for “end of 2027”?")
    page.click("#data-discard")


def announce(page: Page) -> Locator:
    return page.locator("#data-announce")


def fault(page: Page, column: str) -> Locator:
    return page.locator(f"#data-announce-{column}-fault")


def test_all_that_is_wrong_with_a_form_is_told_at_once_each_at_its_field(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard)
    page.click("#data-record")
    fill(page, announced="soon", target="03/04/2026")
    page.get_by_role("button", name="Stage it").click()
    expect(announce(page).get_by_role("alert")).to_have_text(
        "Nothing is staged yet: 6 fields are to be filled in or corrected."
    )
    expect(page.locator("#data-announce-milestone")).to_be_focused()
    for column in ("milestone", "organisation", "side", "source"):
        expect(fault(page, column)).to_contain_text("Fill in first: ")
    expect(fault(page, "announced")).to_contain_text("'soon' cannot be read")
    expect(fault(page, "target")).to_contain_text("3 Apr 2026 or 4 Mar 2026")
    field = page.locator("#data-announce-target")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute(
        "aria-describedby", "data-announce-target-hint data-announce-target-fault"
    )
    fill(page, target="2031")
    expect(fault(page, "target")).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#data-announce-target-hint")).to_have_text("1 Jan – 31 Dec 2031")
    fill(page, milestone=FLIGHT, announced="2026-11-20", organisation="Roscosmos", side="ru")
    fill(page, source="https://example.org/said")
    expect(announce(page).get_by_role("alert")).to_be_empty()
    page.get_by_role("button", name="Stage it").click()
    expect(count(page)).to_have_text("2 changes in 2 rows")
    page.click("#data-record")
    expect(announce(page).locator("[aria-invalid]")).to_have_count(0)
    page.keyboard.press("Escape")
    page.click("#data-discard")


def test_who_said_it_is_asked_of_a_date_that_can_be_read_and_of_nothing_else(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    offer = page.locator("#data-offer")
    write(page, FLIGHT, "planned", "2031")
    expect(offer).to_contain_text("2031")
    write(page, FLIGHT, "planned", "soonish")
    expect(offer).to_be_hidden()
    with page.expect_response("**/data/preview*"):
        write(page, FLIGHT, "planned", "tbd")
    expect(offer).to_be_hidden()
    write(page, FLIGHT, "planned", "2032")
    expect(offer).to_contain_text("2032")
    page.click("#data-discard")
    expect(offer).to_be_hidden()


def told(page: Page) -> Locator:
    return page.locator("#data-told")


def in_conflict(page: Page, address: str) -> Page:
    """A second tab with a change of a cell that the first one has saved with another text."""
    one, other = two_tabs(page, address)
    write(other, FLIGHT, "title", "Mine")
    write(one, FLIGHT, "title", "Theirs")
    save(one)
    expect(other.locator(".data-conflict")).to_have_count(1)
    return other


def test_a_conflict_is_told_decided_by_keyboard_and_told_no_more(
    dashboard: str, page: Page
) -> None:
    other = in_conflict(page, dashboard)
    expect(told(other)).to_contain_text("Somebody else has changed the same")
    other.click("#data-save")
    expect(told(other)).to_contain_text("Not saved.")
    other.get_by_role("button", name="Take theirs").focus()
    other.keyboard.press("Enter")
    expect(other.locator("#data-bar")).to_be_hidden()
    expect(other.locator("#data-search")).to_be_focused()
    expect(cell(other, FLIGHT, "title")).to_have_text("Theirs")


def test_who_keeps_theirs_whole_can_take_that_back(dashboard: str, page: Page) -> None:
    other = in_conflict(page, dashboard)
    other.get_by_role("button", name="Reload from disk").focus()
    other.keyboard.press("Enter")
    expect(told(other)).to_have_text("Discarded.")
    expect(other.locator("#data-take-back")).to_be_focused()
    other.keyboard.press("Enter")
    expect(other.locator(".data-conflict")).to_contain_text("Mine")
    other.get_by_role("button", name="Keep mine").focus()
    other.keyboard.press("Enter")
    expect(other.locator("#data-save")).to_be_focused()
    expect(told(other)).to_be_empty()
    save(other)
    expect(cell(other, FLIGHT, "title")).to_have_text("Mine")


def test_a_refused_save_is_told_no_more_once_it_is_undone(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "planned", "soonish")
    page.click("#data-save")
    expect(told(page)).to_contain_text("Not saved.")
    page.click("#data-undo")
    expect(page.locator("#data-bar")).to_be_hidden()
    expect(told(page)).to_be_empty()


def test_a_server_that_answers_again_is_told_silent_no_more(
    dashboard: str, page: Page, complaints: Complaints
) -> None:
    complaints.expected = ("Failed to load resource",)
    open_data(page, dashboard, f"?q={FLIGHT}")
    page.route("**/data/preview*", lambda route: route.abort())
    write(page, FLIGHT, "place", "Site 45")
    expect(told(page)).to_contain_text("does not answer")
    page.unroute("**/data/preview*")
    expect(told(page)).to_be_empty()
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-discard")


def test_why_the_plan_stays_is_told_for_as_long_as_the_statement_is_staged(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard)
    record(page)
    fill(page, side="press")
    with page.expect_response("**/data/preview*"):
        page.get_by_role("button", name="Stage it").click()
    page.wait_for_timeout(400)
    expect(told(page)).to_contain_text("only a partner's word moves it")
    page.click("#data-undo")
    expect(told(page)).to_be_empty()


def test_that_no_row_is_chosen_is_told_until_the_next_click(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    page.click("#data-duplicate")
    expect(told(page)).to_have_text("Choose a row first.")
    cell(page, "baikonur-lease-1994", "title").click()
    expect(told(page)).to_be_empty()


def test_a_form_keeps_the_focus_and_gives_it_back(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    page.locator("#data-record").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#data-announce-milestone")).to_be_focused()
    # Beyond the last field the browser's own controls have it, and none of the page behind.
    inside = "() => document.activeElement.matches('body, dialog, dialog *')"
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.locator("#data-record")).to_be_focused()
