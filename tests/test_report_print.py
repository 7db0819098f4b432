"""The printed report: every row on paper, heads repeated, no chart cut, upright and lying."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY
from pypdf import PdfReader

import tracker
from tracker.cli import main

A4 = (595, 842)


class Printed:
    """A PDF as the text of its pages."""

    def __init__(self, path: Path, html: str) -> None:
        reader = PdfReader(path)
        self.size = tuple(round(float(side)) for side in reader.pages[0].mediabox[2:])
        self.pages = [page.extract_text() for page in reader.pages]
        self.html = html

    @property
    def text(self) -> str:
        return squeezed("".join(self.pages))


def squeezed(text: str) -> str:
    """Without spaces and ligatures: a PDF breaks lines and joins letters as it wants."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module", params=["upright", "lying"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The real report, printed by the command."""
    folder = tmp_path_factory.mktemp(request.param)
    turned = ["--landscape"] if request.param == "lying" else []
    options = ["--data", str(REAL_DATA), "--as-of", TODAY.isoformat(), "--pdf", *turned]
    assert main(["report", *options, "-o", str(folder / "report.html")]) == 0
    html = (folder / "report.html").read_text(encoding="utf-8")
    printed = Printed(folder / "report.pdf", html)
    assert printed.size == (A4 if request.param == "upright" else A4[::-1])
    return printed


def test_every_row_and_every_source_is_on_paper(printed: Printed) -> None:
    rows = tracker.load(REAL_DATA, as_of=TODAY).milestones
    text = printed.text
    missing = [title for title in rows["title"] if squeezed(title) not in text]
    assert missing == []
    register = text[text.index(squeezed("A number in brackets is that of the page")) :]
    assert [title for title in rows["title"] if squeezed(title) not in register] == []
    sources = {address for cell in rows["source"] for address in cell.split()}
    assert [address for address in sources if squeezed(address) not in text] == []


def test_every_page_of_the_register_has_its_heads(printed: Printed) -> None:
    """A page on which rows stand has heads above them, whatever page the table began on."""
    told = [squeezed(page) for page in printed.pages]
    first = next(n for n, page in enumerate(told) if "Everymilestone" in page)
    last = next(n for n, page in enumerate(told) if n > first and "Sources1." in page)
    heads = squeezed("Note and sources")
    assert last - first > 10
    assert [n for n in range(first, last) if heads not in told[n]] == []


def test_every_page_names_the_report_and_its_number(printed: Printed) -> None:
    of = len(printed.pages)
    for number, page in enumerate(printed.pages, start=1):
        assert squeezed("Baiterek · Soyuz-5: report as of 22 Nov 2026 · data version") in squeezed(
            page
        )
        assert f"{number}/{of}" in squeezed(page)


def test_no_chart_of_the_timeline_is_cut(printed: Printed) -> None:
    """The names in a drawing stand on one page, between its years and the next drawing's."""
    for drawing in drawings(printed.html, "wide-drawing"):
        names = [squeezed(name) for name in re.findall(r'class="name">([^<]*)<', drawing)]
        pages = [squeezed(page) for page in printed.pages]
        whole = [page for page in pages if all(name in page for name in names)]
        assert names
        assert whole, names[:3]


def test_no_slip_chart_is_cut(printed: Printed) -> None:
    """The first and the last words of the two axes stand on one page."""
    for drawing in drawings(printed.html, "slip-drawings"):
        words = re.findall(r"<text[^>]*>([^<]*)</text>", drawing)
        axis = [squeezed(word) for word in words if word.startswith(("↑", "said on →", "as of"))]
        pages = [squeezed(page) for page in printed.pages]
        years = [word for word in words if re.fullmatch(r"\d{4}", word)]
        assert axis
        assert any(all(word in page for word in [*axis, *years]) for page in pages), years


def drawings(html: str, kind: str) -> list[str]:
    return re.findall(rf'<div class="{kind}">(<svg.*?</svg>)', html, re.DOTALL)
