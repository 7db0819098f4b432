"""Where forecasts stand on the timeline: below their marks, never sharper than they are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import TODAY, milestone, programme_of

from dashboards.drawing import FanMark, Row
from dashboards.elements import to_html
from dashboards.fan_marks import Fan, chevron
from dashboards.figures import timeline_figure
from dashboards.marks import Sheet, Span, expected_span, timeline
from dashboards.svg import timeline_svg
from dashboards.theme import LIGHT
from tracker.snapshot import snapshot
from tracker.words import words

SAY = words("en")
SPAN = Span(date(2020, 1, 1), date(2033, 12, 31))
FAN = Fan(date(2027, 3, 31), date(2028, 3, 31), date(2031, 6, 30), "Even odds by Q1 2028.", 43)


def drawing(fan: Fan | None = FAN, width: float = 1350) -> Any:
    rows = snapshot(programme_of([milestone(planned="2027", baseline="2026-12")]), as_of=TODAY)
    sheet = Sheet(width, SPAN, TODAY, TODAY)
    return timeline(rows, sheet, say=SAY, fans={"first-flight": fan} if fan else {})


def row(fan: Fan | None = FAN, width: float = 1350) -> Row:
    (only,) = drawing(fan, width).rows
    return only


def mark(fan: Fan = FAN, width: float = 1350) -> FanMark:
    found = row(fan, width).fan
    assert found is not None
    return found


def test_band_runs_from_one_in_ten_to_nine_in_ten_with_even_odds_between() -> None:
    scale = Sheet(1350, SPAN, TODAY, TODAY).scale
    found = mark()
    assert (found.x0, found.even, found.x1) == (
        scale.end(FAN.low),
        scale.end(date(2028, 3, 31)),
        scale.end(date(2031, 6, 30)),
    )
    assert found.tick is not None
    assert (found.tick.x0 + found.tick.x1) / 2 == pytest.approx(found.even)


@pytest.mark.parametrize("width", [1350, 934, 348])
def test_band_stands_below_the_bar_and_within_its_row(width: float) -> None:
    only, found = row(width=width), mark(width=width)
    height = Sheet(width, SPAN, TODAY, TODAY).row_height
    now = only.marks[-1]
    assert now.box.y1 <= found.box.y0
    assert found.box.y1 <= only.y + height


def test_what_is_expected_after_2100_has_a_band_without_a_tick() -> None:
    late = mark(FAN._replace(even=None, high=None))
    assert late.tick is None
    assert late.x1 > Sheet(1350, SPAN, TODAY, TODAY).scale.right


@pytest.mark.parametrize(
    ("fan", "side"),
    [
        (Fan(date(2040, 12, 31), date(2044, 12, 31), None, "Late.", 43), "after"),
        (Fan(date(2010, 3, 31), date(2011, 3, 31), date(2012, 3, 31), "Past.", 43), "before"),
    ],
)
def test_a_forecast_off_the_page_has_a_sign_at_the_edge_that_points_there(
    fan: Fan, side: str
) -> None:
    found = mark(fan)
    scale = Sheet(1350, SPAN, TODAY, TODAY).scale
    assert found.beyond == side
    assert scale.left < found.x0 < found.x1 < scale.right
    back, tip, _ = (x for x, _ in chevron(found))
    assert (tip > back) == (side == "after")
    assert 'class="beyond"' in to_html(timeline_svg(drawing(fan), title="Timeline"))


def test_the_row_says_in_words_what_is_drawn() -> None:
    plain = row(None).sentence
    assert row().sentence == f"{plain}. Even odds by Q1 2028."


def test_without_forecasts_nothing_of_them_is_drawn() -> None:
    html = to_html(timeline_svg(drawing(None), title="Timeline"))
    assert row(None).fan is None
    assert 'class="fan"' not in html
    assert LIGHT.forecast not in str(timeline_figure(drawing(None), LIGHT))


def test_both_painters_draw_band_and_tick() -> None:
    html = to_html(timeline_svg(drawing(), title="Timeline"))
    assert html.count('class="fan"') == html.count('class="even"') == 1
    bars = [each for each in timeline_figure(drawing(), LIGHT)["data"] if each["type"] == "bar"]
    drawn = {(each["base"][0], each["width"]) for each in bars}
    found = mark()
    assert (round(found.x0, 1), 4) in drawn
    assert found.tick is not None
    assert (round(found.tick.x0, 1), 7) in drawn


def test_with_forecasts_the_years_to_come_count_for_more() -> None:
    assert expected_span(TODAY) == Span(date(2022, 1, 1), date(2036, 12, 31))
