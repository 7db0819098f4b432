"""The Forecast view in a browser: what a reader does with mouse, keyboard, phone and paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA
from conftest import copy_of_real_data, go, served, until
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
# Of two charts the first: what is still to come.
SHOWN = "#expected h3:first-of-type + .sl-chart > .sl:visible"
TEXTS = """() => {
  const drawn = [...document.querySelectorAll('.sl-chart > .sl, .fc-curve')];
  const told = node => {
    const {left, right, top, bottom} = node.getBoundingClientRect();
    return {text: node.textContent, x0: left, x1: right, y0: top + 2, y1: bottom - 2};
  };
  return drawn
    .filter(svg => svg.getClientRects().length)
    .map(svg => [...svg.querySelectorAll('text')].map(told));
}"""


@pytest.fixture(scope="module")
def served_with_class(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on the real record with its reference class."""
    folder: Path = copy_of_real_data(tmp_path_factory.mktemp("class") / "data")
    if not (folder / "reference").exists():
        shutil.copytree(REAL_DATA / "reference", folder / "reference")
    with served(folder) as address:
        yield address


def open_forecast(page: Page, address: str, asked: str = "") -> None:
    """Open the view and wait until its charts are those that fit the window."""
    go(page, f"{address}/forecast{asked}")
    until(page, "!document.querySelector('.sl-chart:not(.sl-fitted)')")


def meeting(page: Page) -> list[tuple[str, str]]:
    """The texts of a drawing that meet."""
    return [
        (a["text"], b["text"])
        for texts in page.evaluate(TEXTS)
        for a, b in combinations(texts, 2)
        if a["x0"] < b["x1"] and b["x0"] < a["x1"] and a["y0"] < b["y1"] and b["y0"] < a["y1"]
    ]


@pytest.mark.parametrize("lang", ["en", "kk"])
@pytest.mark.parametrize("width", [1440, 1024, 768, 390])
def test_no_two_texts_of_a_drawing_meet_and_nothing_leaves_the_page(
    new_page: Open, served_with_class: str, width: int, lang: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    open_forecast(page, served_with_class, f"?lang={lang}")
    assert meeting(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reader_goes_from_another_view_to_a_forecast_and_to_how_it_is_made(
    page: Page, served_with_class: str
) -> None:
    go(page, served_with_class)
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Forecast").click()
    expect(page.locator(SHOWN)).to_have_count(1)
    page.get_by_role("link", name=re.compile("How a forecast is made")).click()
    expect(page.locator("#method h2")).to_be_in_viewport()


def test_a_row_is_reached_with_the_keyboard_and_leads_to_its_milestone(
    page: Page, served_with_class: str
) -> None:
    open_forecast(page, served_with_class)
    page.get_by_role("link", name=re.compile("How a forecast is made")).focus()
    page.keyboard.press("Tab")
    focused = page.locator(f"{SHOWN} .fc-row:focus")
    expect(focused).to_have_attribute("aria-label", re.compile("on the record of 43 programmes"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/milestone/"))


def test_the_day_is_stepped_and_goes_along(page: Page, served_with_class: str) -> None:
    open_forecast(page, served_with_class)
    page.keyboard.press("Shift+ArrowLeft")
    expect(page).to_have_url(re.compile(r"/forecast\?as_of="))
    expect(page.locator(f"{SHOWN} .sl-as-of text")).to_have_text(re.compile("as of"))
    rows = page.get_by_role("link", name="reference/announcements.csv")
    expect(rows).to_have_attribute("href", re.compile("as_of="))


def test_the_rows_of_the_class_come_as_a_file(page: Page, served_with_class: str) -> None:
    open_forecast(page, served_with_class, "?as_of=2020-01-01")
    with page.expect_download() as download:
        page.get_by_role("link", name="reference/actuals.csv").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "baiterek-2020-01-01-reference-actuals.csv"
    assert not re.search(r",202[1-6]-", text)


def test_without_scripts_the_page_is_whole(new_page: Open, served_with_class: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{served_with_class}/forecast")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.locator("#expected summary").click()
    expect(page.locator("#expected table")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(new_page: Open, served_with_class: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    open_forecast(page, served_with_class)
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def test_nobody_is_shut_out_on_a_phone(new_page: Open, served_with_class: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_forecast(page, served_with_class)
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
