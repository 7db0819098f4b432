"""The interactive report: plotly.js inside one file, run by hash alone, offline."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from random import Random

import plotly.graph_objects as go
import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA, TODAY, milestone, programme_of
from conftest import until
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

import tracker
from dashboards.report import page_of_report, report
from dashboards.report_asked import Asked
from dashboards.report_figure import timeline_figures
from dashboards.report_scripts import BITS, LZMA, SIGNS, compressed, packed
from tracker.programme import Programme
from tracker.schema import LANGUAGES

INTERACTIVE = Asked(interactive=True)
EVIL = "</script><script>alert(1)</script><b>"
SENTENCES = "«Бәйтерек» — Soyuz-5, 2026 ж. 22 қараша; « à l’été » ".encode() * 40
Pages = Callable[..., Page]


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


@pytest.fixture(scope="module")
def html(real: Programme) -> str:
    return report(real, as_of=TODAY, lang="en", asked=INTERACTIVE)


@pytest.fixture(scope="module")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("interactive") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


def unpacked(text: str) -> bytes:
    """What the script in the file makes of packed text."""
    pairs = zip(text[::2], text[1::2], strict=True)
    values = (SIGNS.index(low) + len(SIGNS) * SIGNS.index(high) for low, high in pairs)
    whole = sum(value << (BITS * number) for number, value in enumerate(values))
    return whole.to_bytes(len(text) * BITS // 16 + 1, "little")


def figures(programme: Programme) -> list[dict[str, object]]:
    return timeline_figures(page_of_report(programme, TODAY, "en", INTERACTIVE))


@given(st.binary(max_size=200))
def test_packed_bytes_come_back(content: bytes) -> None:
    text = packed(content)
    assert unpacked(text)[: len(content)] == content
    assert not set(text) & set("<>&")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_real_files_keep_their_limits_in_every_language(real: Programme, lang: str) -> None:
    assert len(report(real, as_of=TODAY, lang=lang).encode()) < 500_000
    assert len(report(real, as_of=TODAY, lang=lang, asked=INTERACTIVE).encode()) < 2_200_000


def test_real_file_is_always_the_same(html: str, real: Programme) -> None:
    assert report(real, as_of=TODAY, lang="en", asked=INTERACTIVE) == html


def test_the_file_reads_what_was_compressed(file: str, new_page: Pages) -> None:
    page = new_page()
    page.goto(file)
    for content in (b"", b"a", b"ab" * 3000, bytes(range(256)) * 9, random_bytes(), SENTENCES):
        data = compressed(content)
        text = packed(data.content)
        read = page.evaluate(
            "([text, packed, size]) => Array.from(decompressed(unpacked(text, packed), size))",
            [text, len(data.content), data.size],
        )
        assert bytes(read) == content


def random_bytes() -> bytes:
    """Nothing in them is said twice, then all of it from far away."""
    content = Random(5).randbytes(40_000)
    return content + bytes(50_000) + content[::-1] + content


def test_policy_lets_two_scripts_run_and_nothing_unsafe(html: str) -> None:
    policy = re.search(r'Security-Policy" content="([^"]*)"', html)
    assert policy
    parts = unescape(policy[1]).split("; ")
    scripts = next(part for part in parts if part.startswith("script-src"))
    assert re.fullmatch(r"script-src( 'sha256-[^' ]*'){2}", scripts)
    assert "unsafe" not in scripts


def test_data_in_the_file_are_those_of_the_figures(html: str, real: Programme) -> None:
    element = re.search(
        r'<script type="text/plain" id="figures"[^>]*-packed="(\d+)">([^<]*)<', html
    )
    assert element
    bytes_ = unpacked(element[2])[: int(element[1])]
    told = json.loads(lzma.decompress(bytes_, lzma.FORMAT_RAW, filters=LZMA))
    assert told["figures"] == json.loads(json.dumps(figures(real)))


def test_plotly_accepts_every_figure(real: Programme) -> None:
    for figure in figures(real):
        # Names of colours stand for those of the page.
        told = re.sub(r'"--[a-z-]+"', '"#123456"', json.dumps(figure))
        go.Figure({key: json.loads(told)[key] for key in ("data", "layout")})


def test_every_milestone_has_a_line_in_the_figures(real: Programme) -> None:
    ids = [line["id"] for figure in figures(real) for line in figure["lines"]]  # type: ignore[attr-defined]
    assert sorted(filter(None, ids)) == sorted(real.milestones["id"])


def test_a_date_is_drawn_as_wide_as_it_was_said() -> None:
    rows = [
        milestone("year", planned="2027"),
        milestone("day", planned="2027-03-01"),
        milestone("floor", planned="NET 2027-03"),
        milestone("ceiling", planned="by 2027"),
    ]
    (figure,) = figures(programme_of(rows))
    drawn = {trace["type"]: trace for trace in figure["data"] if trace["type"] == "bar"}  # type: ignore[attr-defined]
    assert drawn["bar"]["base"] == ["2027-01-01"]
    assert drawn["bar"]["x"] == [365 * 86_400_000]
    marks = {
        trace["marker"]["symbol"]: trace["x"]
        for trace in figure["data"]  # type: ignore[attr-defined]
        if trace.get("mode") == "markers"
    }
    assert marks == {
        "diamond-open": ["2027-03-01"],
        "triangle-right-open": ["2027-03-01"],
        "triangle-left-open": ["2027-12-31"],
    }


def test_whatever_users_type_ends_no_script() -> None:
    programme = programme_of([milestone("a", title=EVIL, planned="2027")])
    html = report(programme, as_of=TODAY, lang="en", asked=INTERACTIVE)
    assert html.count("<script") == 3
    told = json.dumps(figures(programme))
    assert "<script" not in told


def test_it_draws_offline_and_leads_to_the_register(file: str, new_page: Pages) -> None:
    page = new_page(offline=True)
    page.goto(file)
    page.wait_for_selector("#timeline.drawn")
    assert page.locator(".live-chart .main-svg").first.is_visible()
    assert not page.locator(".wide-drawing").first.is_visible()
    assert page.locator(".live-chart").count() == 5
    point = page.locator("figure.t-flights .live-chart .point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".hoverlayer .hovertext")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**#m-*")


def test_zooming_one_track_zooms_all(file: str, new_page: Pages) -> None:
    page = new_page()
    page.goto(file)
    page.wait_for_selector("#timeline.drawn")
    page.evaluate(
        "Plotly.relayout(document.querySelector('.live-chart'), "
        "{'xaxis.range': ['2024-01-01', '2025-01-01']})"
    )
    until(
        page,
        "[...document.querySelectorAll('.live-chart')]"
        ".every(e => String(e.layout.xaxis.range[0]).startsWith('2024-01-01'))",
    )


def test_without_scripts_the_drawings_stand(file: str, new_page: Pages) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(file)
    assert page.locator(".wide-drawing svg").first.is_visible()
    phone = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    phone.goto(file)
    assert phone.locator(".narrow-drawing svg").first.is_visible()
    assert phone.locator(".slip-drawings .sl-348").first.is_visible()


def test_on_paper_the_drawings_stand(file: str, new_page: Pages) -> None:
    page = new_page()
    page.goto(file)
    page.wait_for_selector("#timeline.drawn")
    page.emulate_media(media="print")
    assert page.locator(".wide-drawing svg").first.is_visible()
    assert not page.locator(".live-chart").first.is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (1200, "dark"), (390, "light")])
def test_it_is_accessible_and_no_wider_than_the_screen(
    file: str, new_page: Pages, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(file)
    page.wait_for_selector("#timeline.drawn")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
