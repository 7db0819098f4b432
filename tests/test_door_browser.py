"""The door as a reader meets it: the token typed or in the address, a proxy, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Complaints, copy_of_real_data, go, served, settle
from playwright.sync_api import Page, expect

from dashboards.door import Door

Pages = Callable[..., Page]
TOKEN = "the-token-of-this-test-0123456789"
WITH_TOKEN = Door(hosts=("tracker.example.org",), token=TOKEN, proxies=1)
# What a proxy on this machine says of a reader who sits at another.
FORWARDED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "http"}
LINK = "Read-only. Enter the token to edit"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = copy_of_real_data(tmp_path_factory.mktemp("door") / "data")
    with served(data, door=WITH_TOKEN) as served_at:
        yield served_at


def test_who_types_the_token_comes_back_to_the_page_and_may_edit(address: str, page: Page) -> None:
    go(page, f"{address}/changes?days=365")
    page.get_by_role("link", name=LINK).click()
    page.wait_for_url("**/enter")
    page.get_by_label("Token").fill(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/changes?days=365")
    settle(page)
    expect(page.get_by_role("link", name=LINK)).to_have_count(0)
    assert page.evaluate("document.cookie") == ""


def test_a_wrong_token_is_told_in_words_and_can_be_typed_again(
    address: str, page: Page, complaints: Complaints
) -> None:
    complaints.expected = ("status of 403",)
    page.goto(f"{address}/enter")
    page.get_by_label("Token").fill("wrong")
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not the token.")
    expect(page.get_by_label("Token")).to_be_focused()
    assert "wrong" not in page.url


def test_the_token_in_the_address_is_gone_from_it_and_from_the_history(
    address: str, page: Page
) -> None:
    heard: list[str] = []
    page.on("request", lambda request: heard.append(str(request.all_headers())))
    page.goto(f"{address}/enter")
    go(page, f"{address}/sources?token={TOKEN}")
    assert page.url == f"{address}/sources"
    expect(page.get_by_role("link", name=LINK)).to_have_count(0)
    page.get_by_role("link", name="Changes", exact=True).click()
    page.wait_for_url("**/changes")
    page.go_back()
    page.wait_for_url("**/sources")
    page.go_back()
    page.wait_for_url("**/enter")
    assert not [headers for headers in heard if TOKEN in headers]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_form_shuts_nobody_out(scheme: str, width: int, address: str, new_page: Pages) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"{address}/enter?refused=wrong")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_form_says_what_to_do(address: str, new_page: Pages) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}/enter")
    told = page.locator("noscript p")
    assert told.bounding_box()
    assert "open the address that was shown" in (told.text_content() or "")
    expect(page.get_by_label("Token")).to_be_hidden()


def test_a_reader_far_away_sees_every_page_work_though_all_travels_packed(
    address: str, new_page: Pages
) -> None:
    page = new_page(extra_http_headers=FORWARDED)
    packed: list[str] = []
    page.on(
        "response",
        lambda answer: (
            packed.append(answer.url) if answer.headers.get("content-encoding") == "gzip" else None
        ),
    )
    go(page, f"{address}/timeline")
    page.wait_for_selector(".js-plotly-plot .nsewdrag")
    box = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 500, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 60, steps=5)
    page.mouse.up()
    page.wait_for_url("**from=*")
    for path in ("/", "/slips", "/changes", "/sources"):
        go(page, address + path)
    for part in ("plotly.v", "dash_renderer", "timeline.js", "style.css", "update-component"):
        assert [url for url in packed if part in url], part


def test_a_second_visit_asks_for_no_file_again(address: str, new_page: Pages) -> None:
    page = new_page()
    go(page, f"{address}/timeline")
    page.wait_for_selector(".js-plotly-plot .nsewdrag")
    go(page, f"{address}/timeline?zoom=all")
    page.wait_for_selector(".js-plotly-plot .nsewdrag")
    sent = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map((file) => [new URL(file.name).pathname, file.transferSize])"
    )
    files = {path: size for path, size in sent if path.startswith(("/assets/", "/_dash-comp"))}
    assert len(files) > 15
    assert not [path for path, size in files.items() if size]


def test_where_nobody_may_edit_the_header_says_so(tmp_path: Path, page: Page) -> None:
    data = copy_of_real_data(tmp_path / "data")
    with served(data, door=Door(may_edit=False)) as address:
        go(page, address)
        expect(page.locator("#read-only")).to_have_text("Read-only")
        page.goto("about:blank")


def test_a_page_of_another_site_cannot_have_anything_saved(
    address: str, page: Page, tmp_path: Path, complaints: Complaints
) -> None:
    complaints.expected = ("CORS", "ERR_FAILED", "ERR_BLOCKED_BY_RESPONSE")
    other = tmp_path / "other.html"
    other.write_text("<!DOCTYPE html><title>other</title>", encoding="utf-8")
    page.goto(other.as_uri())
    for mode in ("cors", "no-cors"):
        told = page.evaluate(
            """([address, mode]) => fetch(address + "/data/save", {
                method: "POST", mode, credentials: "include", body: '{"edits": []}',
                headers: {"Content-Type": mode === "cors" ? "application/json" : "text/plain"},
            }).then((answer) => answer.status, () => "refused")""",
            [address, mode],
        )
        assert told in ("refused", 0)


def test_one_truth_before_the_token_and_after_signing_out(address: str, page: Page) -> None:
    go(page, f"{address}/data")
    expect(page.locator("#read-only")).to_have_text(LINK)
    expect(page.locator(".data-read-only")).to_have_text(
        "Read-only until the token is entered. Enter the token to edit →"
    )
    page.locator(".data-read-only a").click()
    page.wait_for_url("**/enter")
    page.get_by_label("Token").fill(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/data")
    settle(page)
    expect(page.locator("#read-only")).to_have_text("You may edit. Sign out")
    expect(page.locator(".data-read-only")).to_have_count(0)
    expect(page.locator("#data-add")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#read-only")).to_have_text(LINK)
    settle(page)
    expect(page.locator("#data-add")).to_have_count(0)
    assert page.context.cookies() == []
