"""Pages in a language of longer words: nothing is cut off, no page is wider than its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from conftest import copy_of_real_data, go, served
from playwright.sync_api import Page
from test_languages import pseudo

from dashboards import page as pages
from tracker.schema import LANGUAGES
from tracker.words import words

WIDTHS = (1440, 390)
PATHS = ("/", "/timeline", "/slips", "/changes", "/sources", "/milestone/soyuz5-first-flight")
# A message that its own box, or one around it that hides what is beyond, does not hold.
CUT = """() => {
  const shown = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== "hidden";
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.includes("⟦"));
  const hides = (e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX);
  const tiny = (e) => e.clientWidth <= 1;
  return [...document.querySelectorAll("#react-entry-point *")]
    .filter((e) => shown(e) && says(e) && hides(e) && !tiny(e) && e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`);
}"""
# What makes a page wider than its window.
BEYOND = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const edge = (e) => Math.round(e.getBoundingClientRect().right);
  return [...document.querySelectorAll("#react-entry-point *")]
    .filter((e) => edge(e) > root.clientWidth + 1)
    .map((e) => `${e.tagName}.${e.className} ${edge(e)}`)
    .slice(0, 6);
}"""


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard that speaks the made-up language where Kazakh is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "words", lambda lang: pseudo() if lang == "kk" else words(lang))
        with served(copy_of_real_data(tmp_path_factory.mktemp("longer") / "data")) as address:
            yield address


@pytest.mark.parametrize("path", PATHS)
def test_longer_words_are_not_cut_and_widen_no_page(
    longer: str, new_page: Callable[..., Page], path: str
) -> None:
    page = new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{longer}{path}?lang=kk")
        page.wait_for_selector("#first-paint", state="detached")
        assert page.evaluate(BEYOND) == [], width
        assert page.evaluate(CUT) == [], width


# The lines on which something of the header stands: middles that lie apart.
HEADER_LINES = """() => [...document.querySelectorAll(
  ".masthead .product, .masthead .button:not(.menu-panel *), .problem-count, summary.quiet")]
  .map((e) => e.getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2)
  .filter((y) => y).sort((a, b) => a - b).filter((y, n, all) => !n || y - all[n - 1] > 6).length"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_header_of_a_phone_takes_at_most_three_lines(
    standing: str, new_page: Callable[..., Page], lang: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    for query in ("", "&as_of=2025-12-28"):
        go(page, f"{standing}/?lang={lang}{query}")
        assert page.evaluate(HEADER_LINES) <= (2 if lang == "en" else 3)
        assert page.evaluate(BEYOND) == []
