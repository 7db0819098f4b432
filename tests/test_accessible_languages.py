"""Every kind of page in the languages other than English: nothing that axe finds fault with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA, TODAY
from conftest import copy_of_real_data, go, served
from playwright.sync_api import Page

import tracker
from dashboards import site
from dashboards.app import VIEWS
from dashboards.door import Door
from dashboards.report import report
from dashboards.site_asked import Asked
from tracker.exports.edition import Edition
from tracker.schema import LANGUAGES

OTHERS = tuple(lang for lang in LANGUAGES if lang != "en")
MILESTONE = "soyuz5-first-flight"
PATHS = [view.PATH + MILESTONE * view.PATH.endswith("milestone/") for view in VIEWS]
# Of a site what the dashboard has not; its other pages are made of the same parts.
OF_SITE = ("index.html", "milestones.html", f"milestone/{MILESTONE}.html")
# Drawn or fetched by scripts after the page itself has come.
DRAWN = {"/timeline": ".tl-plot .main-svg", "/data": "#data-live.arrived .ag-row"}
# Nor is the style sheet asked for again, which no page on a disk may do.
BRIEFLY = {"preload": False, "resultTypes": ["violations"]}
TOKEN = "the-token-of-this-test-0123456789"
Pages = Callable[..., Page]


def faults(page: Page) -> list[str]:
    """What axe finds; of what it finds in order it tells nothing, which is most of the work."""
    found = Axe().run(page, options=BRIEFLY).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


@pytest.mark.parametrize("path", PATHS)
def test_views_are_accessible_in_every_language(standing: str, new_page: Pages, path: str) -> None:
    page = new_page()
    for lang in OTHERS:
        go(page, f"{standing}{path}{'&' if '?' in path else '?'}lang={lang}")
        if path in DRAWN:
            page.wait_for_selector(DRAWN[path])
        assert page.evaluate("document.documentElement.lang") == lang
        assert faults(page) == [], lang


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard that lets nobody edit who has not typed the token."""
    data = copy_of_real_data(tmp_path_factory.mktemp("closed") / "data")
    with served(data, door=Door(hosts=("tracker.example.org",), token=TOKEN, proxies=1)) as address:
        yield address


@pytest.mark.parametrize("lang", OTHERS)
def test_the_form_for_the_token_is_accessible(closed: str, new_page: Pages, lang: str) -> None:
    page = new_page()
    page.goto(f"{closed}/enter?lang={lang}")
    assert page.evaluate("document.documentElement.lang") == lang
    assert faults(page) == []


@pytest.mark.parametrize("lang", OTHERS)
def test_reports_are_accessible(tmp_path: Path, new_page: Pages, lang: str) -> None:
    file = tmp_path / "report.html"
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    file.write_text(report(programme, as_of=TODAY, lang=lang), encoding="utf-8")
    page = new_page()
    page.goto(file.as_uri())
    assert faults(page) == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real record in the other languages, with one milestone's page."""
    made_in = tmp_path_factory.mktemp("languages")
    edition = Edition(tracker.load(REAL_DATA, as_of=TODAY), TODAY)
    for made in site.files(Asked(edition, read_on=TODAY, langs=LANGUAGES, base="")):
        if not made.path.endswith(".html") or made.path.partition("/")[2] in OF_SITE:
            (made_in / made.path).parent.mkdir(parents=True, exist_ok=True)
            (made_in / made.path).write_bytes(made.make())
    return made_in


@pytest.mark.parametrize("lang", OTHERS)
def test_pages_of_a_site_are_accessible(folder: Path, new_page: Pages, lang: str) -> None:
    page = new_page(offline=True)
    for path in OF_SITE:
        page.goto((folder / lang / path).as_uri())
        assert page.evaluate("document.documentElement.lang") == lang
        assert faults(page) == [], path
