"""Forecasts on the slip chart: right of the day, upward as promises, in words below."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of

import tracker
from dashboards import fans as fans_module
from dashboards.elements import to_html
from dashboards.fan_marks import Fan
from dashboards.fans import fans
from dashboards.page import Page, page_of
from dashboards.places import Box
from dashboards.slip_drawing import Chart, Expected
from dashboards.slip_marks import chart, sheet_of
from dashboards.slip_record import Course, courses, keyed
from dashboards.views import slips
from dashboards.views.slips import WIDTHS
from tracker.statements import statements_on
from tracker.words import words

REAL = tracker.load(REAL_DATA, as_of=TODAY)
SAY = words("en")
OPEN = (
    *("soyuz5-second-flight", "soyuz5-flight-tests-end", "soyuz5-third-flight"),
    *("baiterek-works-complete", "soyuz5-commercial-start"),
)
FAN = Fan(date(2027, 3, 31), date(2028, 3, 31), date(2031, 3, 31), "By Q1 2028.", 43, "by Q1 2028")


def page(search: str) -> Page:
    return page_of(REAL, path="/slips", search=search, today=TODAY)


def told(*ids: str) -> list[Course]:
    rows = {row.id: row for row in page("").known}
    said = keyed(statements_on(REAL, ids, as_of=TODAY))
    return courses([rows[name] for name in ids], said, {})


def drawn(*ids: str, width: float = 946, fan: Fan | None = FAN) -> Chart:
    expected = [course._replace(fan=fan) for course in told(*ids)]
    sheet = sheet_of(expected, width, since=None, as_of=TODAY, today=TODAY, say=SAY)
    return chart(expected, sheet, SAY)


def bands(drawing: Chart) -> list[Expected]:
    return [trace.expected for trace in drawing.traces if trace.expected]


def test_a_band_stands_right_of_the_day_over_the_days_that_are_expected() -> None:
    drawing = drawn(OPEN[0])
    (band,) = bands(drawing)
    y = drawing.sheet.y
    assert band.box.x0 > drawing.sheet.x.noon(TODAY)
    assert (band.y1, band.even, band.y0) == (
        y.end(date(2027, 3, 31)),
        y.end(date(2028, 3, 31)),
        y.end(date(2031, 3, 31)),
    )


def test_even_odds_beyond_the_drawing_have_no_tick() -> None:
    (band,) = bands(drawn(OPEN[0], fan=FAN._replace(even=None, high=None)))
    assert band.even is None
    assert band.y0 <= band.y1


@pytest.mark.parametrize("width", WIDTHS)
def test_bands_of_several_stand_apart_and_on_the_paper(width: int) -> None:
    drawing = drawn(*OPEN, width=width)
    found = bands(drawing)
    assert len(found) == len(OPEN)
    assert all(a.box.x1 < b.box.x0 for a, b in pairwise(found))
    assert found[-1].box.x1 <= drawing.sheet.x.right + 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("n", [1, 5])
def test_no_words_touch_each_other_or_a_band(width: int, n: int) -> None:
    drawing = drawn(*OPEN[:n], width=width)
    boxes = [label.box for label in drawing.labels]
    boxes += [label.box for label in drawing.axes]
    assert [pair for pair in combinations(boxes, 2) if _meet(*pair)] == []
    for label in drawing.labels:
        assert not any(_meet(label.box, band.box) for band in bands(drawing))


def _meet(a: Box, b: Box) -> bool:
    return a.meets(b)


def test_words_beside_the_band_name_a_period() -> None:
    labels = [each.lines for each in drawn(OPEN[0], width=1180).labels if each.role == "odds"]
    assert labels in ([("even odds by Q1 2028",)], [("even odds", "by Q1 2028")])


def test_where_it_is_expected_no_day_on_which_something_was_said_is_named() -> None:
    drawing = drawn(*OPEN)
    across = [each.text for each in drawing.axes if each.box.y0 > drawing.sheet.plot.y1]
    assert "2026" in across
    assert "2027" not in across
    assert drawing.diagonal is not None
    assert drawing.diagonal[1][0] < bands(drawing)[-1].x


def test_without_forecasts_the_drawing_is_as_it_was() -> None:
    plain = drawn(*OPEN, fan=None)
    assert bands(plain) == []
    assert "sl-expected" not in to_html(slips.content(page(f"?milestone={','.join(OPEN)}")))


def test_unasked_nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a forecast was made that nobody asked for")

    for name in ("_fans", "_outlooks", "_asked"):
        monkeypatch.setattr(fans_module, name, never)
    html = to_html(slips.content(page(f"?milestone={OPEN[0]}")))
    assert f'href="/slips?milestone={OPEN[0]}&amp;forecast=1"' in html


def test_asked_for_it_is_drawn_and_told_with_the_number_of_programmes() -> None:
    html = to_html(slips.content(page(f"?milestone={OPEN[0]}&forecast=1")))
    sentence = fans(page(""))[OPEN[0]].sentence
    assert "43 programmes" in sentence
    assert f"Forecast, not official: {sentence}" in html
    assert html.count('class="sl-expected"') == len(WIDTHS)
    assert '>Forecast<span class="muted"> 1</span>' in html


def test_the_table_tells_it_of_each_milestone_or_why_there_is_none() -> None:
    ids = f"{OPEN[0]},soyuz5-first-flight,soyuz-ms-29-launch"
    html = to_html(slips.content(page(f"?milestone={ids}&forecast=1&form=table")))
    assert "even odds by Q1 2028" in html
    assert "Forecast: none. It is settled." in html
    assert "Forecast: none. A launch that waits for no flight test on record" in html


def test_a_past_day_has_the_forecast_of_that_day() -> None:
    html = to_html(
        slips.content(page("?milestone=soyuz5-first-flight&forecast=1&as_of=2024-10-15"))
    )
    assert "Forecast, not official: Promised for" in html


def test_without_a_reference_class_it_says_so() -> None:
    bare = programme_of([milestone(category="flight-test", planned="2028")], [])
    asked = page_of(bare, path="/slips", search="?forecast=1", today=TODAY)
    assert "sl-expected" not in to_html(slips.content(asked))
