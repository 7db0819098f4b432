"""The timeline as SVG: the same marks, colours by class, nothing user-typed unescaped."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from builders import TODAY, milestone, programme_of

import dashboards
from dashboards.elements import to_html
from dashboards.marks import Sheet, default_span, timeline
from dashboards.outline import in_order
from dashboards.svg import STYLE, timeline_svg
from tracker.snapshot import snapshot
from tracker.words import words

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*cells: dict[str, str], **options: object) -> str:
    rows = in_order(snapshot(programme_of(cells), as_of=TODAY))
    sheet = Sheet(1352, default_span(TODAY), TODAY, TODAY)
    drawing = timeline(rows, sheet, say=words("en"))
    return to_html(timeline_svg(drawing, title="Timeline", **options))  # type: ignore[arg-type]


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_drawing_is_well_formed_and_says_what_the_marks_say():
    told = texts(drawn(milestone("first-flight", baseline="2022", actual="2026-04-30")))
    assert "First flight" in told
    assert "30 Apr 2026 +3 y 4 mo" in told
    assert "today" in told


def test_what_was_typed_is_escaped():
    svg = drawn(milestone(title='<script>"&', planned="2027"))
    assert "<script>" not in svg
    assert '<script>"&' in texts(svg)


def test_colours_are_the_page_s_own():
    svg = drawn(milestone(planned="2027"))
    assert "t-flights" in svg
    assert "#7a4fa3" not in svg


def test_milestone_is_a_link_and_so_is_what_lies_off_the_page():
    svg = drawn(
        milestone("old", actual="1955-06-02"),
        link=lambda id: f"/milestone/{id}",
        jump=lambda day: f"/timeline?from={day}",
    )
    assert 'href="/milestone/old"' in svg
    assert 'href="/timeline?from=1955-06-02"' in svg


def test_several_drawings_share_a_page_without_sharing_ids():
    first, second = (drawn(milestone(planned="by 2027"), name=name) for name in ("a", "b"))
    elements = [*ElementTree.fromstring(first).iter(), *ElementTree.fromstring(second).iter()]
    found = [element.get("id") for element in elements if element.get("id")]
    assert len(found) == len(set(found)) > 0


def test_same_marks_are_the_same_bytes():
    cells = (milestone("a", planned="2027"), milestone("b", actual="2020"))
    assert drawn(*cells) == drawn(*cells)


def test_style_sheet_of_the_page_holds_the_rules_of_the_drawing():
    sheet = Path(dashboards.__file__).parent / "assets" / "timeline.css"
    assert STYLE in sheet.read_text(encoding="utf-8")
