"""Cells that would like to be scripts, formulas or templates are text wherever they show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from builders import TODAY, csv_bytes, milestone, said
from conftest import served, settle, until
from playwright.sync_api import Page

from dashboards.app import VIEWS, create_app
from dashboards.live import LiveProgramme
from tracker import schema

# Each writes into `ran` should it ever run, or leaves an element of the class `canary` behind.
HOSTILE = {
    "script": "<script>ran.push('script')</script>",
    "image": "\"><img src=x class=canary onerror=ran.push('image')>",
    "single": "' onmouseover='ran.push(1)' autofocus onfocus='ran.push(2)' class='canary",
    "end": "</title></style></textarea></script><svg class=canary onload=ran.push('svg')>",
    "comment": "--><b class=canary>x</b><!--",
    "address": "javascript:ran.push('address')",
    "data": "data:text/html,<script>ran.push('data')</script>",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "template": "{{7*7}} ${7*7} {0} {title} %(x)s %s",
    "entity": "&lt;b class=canary&gt; &amp; &#x3C;i&#x3E;",
    "plotly": "<a class=canary href=\"javascript:ran.push('plotly')\">x</a><br>%{y}",
    "markdown": "[x](javascript:ran.push('markdown')) **b** `c`",
    "bidi": "abc\u202egnp.exe",
    "long": "Long" * 250,
    "unbroken": "ы" * 400,
}
ADDRESSES = (
    "javascript:ran.push('link')",
    "data:text/html,x",
    "//evil.example",
    'https://e.org/"><b>',
)
CANARY = "window.ran = []; window.alert = () => ran.push('alert');"
LEFT_BEHIND = (
    ".canary, [onerror], [onload], [onmouseover], a[href^='javascript' i], a[href^='data' i]"
)
# Of the page itself nothing is said while it is looked at, but for these.
VIOLATIONS = (
    "addEventListener('securitypolicyviolation',"
    " (event) => console.error('refused by the policy:', event.violatedDirective, event.sample));"
)


def rows() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """A milestone for each text, which stands in every cell that takes any; dates are sound."""
    milestones, announcements = [], []
    for number, (name, text) in enumerate(HOSTILE.items()):
        id, year = f"hostile-{name}", 2020 + number % 9
        free = dict.fromkeys(("place", "parties", "note"), text)
        titles = {f"title{tail}": f"{text} {name}" for tail in ("", "_fr", "_ru", "_kk")}
        category = list(schema.CATEGORIES)[number % len(schema.CATEGORIES)]
        dates = {"baseline": str(year), "planned": str(year + 1)}
        source = f"https://e.org/{number} {ADDRESSES[number % len(ADDRESSES)]}"
        milestones.append(
            milestone(id, category=category, source=source, **titles, **free, **dates)
        )
        told = dict.fromkeys(("speaker", "organisation", "wording", "publisher", "note"), text)
        sides = list(schema.SIDES)
        for later, target in enumerate((str(year), str(year + 1))):
            cells = {"side": sides[(number + later) % len(sides)], "source": ADDRESSES[number % 4]}
            announcements.append(
                said(f"20{15 + later}-0{1 + number % 9}-02", target, milestone=id, **told | cells)
            )
    return milestones, announcements


def written(folder: Path) -> Path:
    milestones, announcements = rows()
    titles = [f"title_{lang}" for lang in ("fr", "ru", "kk")]
    columns = [*schema.MILESTONE_COLUMNS, *titles]
    own = {"<b class=canary>own</b>": HOSTILE["image"], "=1+1": HOSTILE["formula"]}
    columns = list(dict.fromkeys([*columns, *own]))
    content = csv_bytes(columns, [{**row, **own} for row in milestones])
    (folder / "milestones.csv").write_bytes(content)
    content = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, announcements)
    (folder / "announcements.csv").write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as served_at:
        yield served_at


@pytest.fixture
def wary(new_page: Callable[..., Page]) -> Page:
    """A page that tells whether anything ran that stood in a cell."""
    page = new_page()
    page.add_init_script(CANARY + VIOLATIONS)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    return page


def unharmed(page: Page) -> None:
    """Nothing has run, and no text has become an element."""
    assert page.evaluate("window.ran") == []
    assert page.locator(LEFT_BEHIND).count() == 0


ALL = ",".join(f"hostile-{name}" for name in list(HOSTILE)[:4])
QUERY = quote(HOSTILE["script"] + HOSTILE["image"], safe="")
PATHS = [
    *(view.PATH for view in VIEWS if not view.PATH.endswith("/") or view.PATH == "/"),
    *(f"/?q={QUERY}&as_of={QUERY}&version={QUERY}", f"/timeline?zoom=all&q={QUERY}"),
    *("/timeline?zoom=all&form=table", "/timeline?zoom=all&group=status", "/changes?days=all"),
    *(f"/slips?milestone={ALL}", f"/slips?milestone={ALL}&form=table", f"/slips?milestone={QUERY}"),
    *(f"/changes?days=all&q={QUERY}&kind={QUERY}", f"/milestone/{QUERY}", f"/{QUERY}"),
    *("/timeline?zoom=all&lang=fr", "/sources?lang=ru", f"/enter?refused={QUERY}&lang={QUERY}"),
]


def test_no_view_runs_what_stands_in_a_cell_or_an_address(
    address: str, wary: Page, complaints: object
) -> None:
    complaints.expected = ("status of 404",)  # type: ignore[attr-defined]
    for path in PATHS:
        wary.goto(address + path)
        if "/enter" not in path:
            settle(wary)
        unharmed(wary)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_milestone_s_page_shows_its_cells_as_typed(name: str, address: str, wary: Page) -> None:
    text = HOSTILE[name]
    wary.goto(f"{address}/milestone/hostile-{name}")
    first = wary.locator("main h1").first.inner_text()
    settle(wary)
    assert wary.locator("main h1").inner_text() == first == f"{text} {name}"
    assert wary.title().startswith(" ".join(f"{text} {name}".split()))
    shown = wary.locator("main").inner_text()
    assert shown.count(text) >= 4
    cited = wary.locator("#cite-bibtex").inner_text()
    assert cited.count("{") == cited.count("}")
    unharmed(wary)


def test_chart_cards_and_filters_show_cells_as_typed(address: str, wary: Page) -> None:
    wary.goto(f"{address}/timeline?zoom=all")
    settle(wary)
    for name in ("script", "image", "plotly", "template"):
        line = wary.locator(f'.tl-line[data-id="hostile-{name}"]')
        line.scroll_into_view_if_needed()
        line.locator(".tl-name").hover()
        card = wary.locator(".tl-card")
        card.wait_for()
        assert HOSTILE[name] in card.inner_text()
        wary.keyboard.press("Escape")
    wary.locator("#tl-search").fill(HOSTILE["image"])
    wary.wait_for_url(re.compile("q="))
    until(wary, "document.querySelectorAll('.tl-line[data-id]').length === 1")
    assert HOSTILE["image"] in wary.locator(".tl-line[data-id]").inner_text()
    assert HOSTILE["image"] in wary.locator(
        ".tl-head-summary, .tl-head-tools"
    ).first.inner_text() or (wary.locator("#tl-search").input_value() == HOSTILE["image"])
    unharmed(wary)


def test_the_slip_chart_and_its_cards_show_cells_as_typed(address: str, wary: Page) -> None:
    wary.goto(f"{address}/slips?milestone=hostile-plotly")
    settle(wary)
    assert HOSTILE["plotly"] in wary.locator("main").inner_text()
    for mark in wary.locator("svg [tabindex='0'], svg a").all()[:4]:
        mark.focus()
    unharmed(wary)


def test_the_report_shows_cells_as_typed(address: str, wary: Page) -> None:
    wary.goto(f"{address}/report.html")
    text = wary.locator("body").inner_text()
    for name in ("script", "image", "comment", "template", "entity", "formula"):
        assert f"{HOSTILE[name]} {name}" in text
    unharmed(wary)


def test_a_text_that_runs_backwards_turns_nothing_round_it(address: str, wary: Page) -> None:
    wary.goto(f"{address}/sources")
    settle(wary)
    link = wary.locator("a", has_text="gnp.exe").first
    assert link.evaluate("(element) => getComputedStyle(element).unicodeBidi") == "isolate"


FAULTY = {
    "planned": HOSTILE["image"],
    "category": HOSTILE["script"],
    "id": "<b class=canary>",
    "depends_on": "</title><b>",
}


def test_messages_show_cells_as_typed(tmp_path: Path, wary: Page) -> None:
    path = tmp_path / "milestones.csv"
    path.write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, [milestone(planned="2027")]))
    with served(path) as address:
        wary.goto(address)
        settle(wary)
        path.write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, [milestone(**FAULTY)]))
        wary.locator(".banner", has_text="<").wait_for()
        unharmed(wary)
        wary.reload()
        settle(wary)
        assert any("<" in text for text in wary.locator(".banner").all_inner_texts())
        unharmed(wary)
    # Where nothing better was ever read, what is wrong is listed whole.
    with served(path) as address:
        wary.goto(address)
        settle(wary)
        listed = wary.locator("body").inner_text()
        assert HOSTILE["script"] in listed
        assert FAULTY["id"] in listed
        unharmed(wary)


def test_documents_hold_cells_as_typed(folder: Path) -> None:
    client = create_app(LiveProgramme(folder, lambda: TODAY)).server.test_client()
    document = json.loads(client.get("/milestones.json").text)
    titles = {row["id"]: row["title"] for row in document["milestones"]}
    assert titles == {f"hostile-{name}": f"{text} {name}" for name, text in HOSTILE.items()}
    feed = ElementTree.fromstring(client.get("/feed.atom").data)
    assert not [each for each in feed.iter() if each.tag.rpartition("}")[2] in ("script", "img")]


@pytest.mark.parametrize("path", ["/", "/timeline?form=table&zoom=all", "/sources", "/report.html"])
def test_what_a_reader_without_scripts_gets_is_text_too(path: str, folder: Path) -> None:
    text = create_app(LiveProgramme(folder, lambda: TODAY)).server.test_client().get(path).text
    for tag in (
        "<script>ran",
        "<img src=x",
        "<svg class=canary",
        "<b class=canary",
        "<a class=canary",
    ):
        assert tag not in text
    assert not re.search(r'<[a-z][^<>]* (href|src)="(javascript|data):(?!image/svg)', text, re.I)
