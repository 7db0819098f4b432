"""Where promises and fans stand: as precise as promised, and nothing beyond the plot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import REAL_DATA, TODAY

import tracker
from dashboards import forecast_chart, forecast_record
from dashboards.elements import to_html
from dashboards.fans import fans as fans_of
from dashboards.forecast_drawing import YEARS_AFTER_FOR_LIKELY, YEARS_BEFORE, Bar, Fans, Told, fans
from dashboards.forecast_svg import FADES, fan_fades, fans_svg
from dashboards.page import page_of
from tracker.dates import DateWords, parse
from tracker.forecast_words import ends
from tracker.words import words

SAY = words("en")
DAY = date(2026, 11, 22)
DAYS = {0.1: date(2027, 2, 1), 0.5: date(2028, 3, 1), 0.8: date(2029, 9, 1), 0.9: date(2030, 12, 1)}


def told(promise: str = "2027", **more: object) -> Told:
    usual: dict[str, object] = {
        "name": "Soyuz-5 second flight",
        "under": ("Promised for 2027", "2027"),
        "cells": ("Q1 2028", "Q3 2029"),
        "promise": parse(promise),
        "days": DAYS,
        "sentence": "Promised for 2027; even odds by Q1 2028.",
        "href": "/milestone/second",
    }
    return Told(**{**usual, **more})  # type: ignore[arg-type]


def drawn(*rows: Told, width: float = 946, day: date = DAY, close: bool = False) -> Fans:
    return fans(
        rows or (told(),),
        width,
        heads=("even odds by", "4 in 5 by"),
        marked=[(day, "today", "today")],
        close=close,
        say=SAY,
    )


def bar(chart: Fans, look: str) -> Bar:
    return next(bar for bar in chart.rows[0].bars if bar.look == look)


def test_the_fan_runs_from_p10_to_p90_with_even_odds_where_the_full_part_begins() -> None:
    chart = drawn()
    band, likely = bar(chart, "band"), bar(chart, "likely")
    assert band.box.x0 < likely.box.x0 < likely.box.x1 < band.box.x1
    assert chart.rows[0].even == likely.box.x0


def test_a_promise_covers_its_whole_period() -> None:
    year, month = bar(drawn(), "promise").box, bar(drawn(told("2027-03")), "promise").box
    assert (year.x1 - year.x0) / (month.x1 - month.x0) == pytest.approx(365 / 31, rel=0.01)


def test_a_day_is_a_diamond() -> None:
    box = bar(drawn(told("2027-03-05")), "day").box
    assert box.x1 - box.x0 == pytest.approx(box.y1 - box.y0)


def test_what_is_vague_looks_vague() -> None:
    assert bar(drawn(told("by 2027")), "promise").fade == "before"
    assert bar(drawn(told("about 2027")), "promise").dashed
    assert not bar(drawn(), "promise").fade
    assert not bar(drawn(), "promise").dashed


def test_what_lies_years_back_is_an_arrow_at_the_edge() -> None:
    chart = drawn(told("2010"))
    promise = bar(chart, "promise")
    assert (promise.cut, promise.box.x1) == ("before", chart.plot.x0)
    assert "fc-beyond" in to_html(fans_svg(chart, title="t", about="a", name="946"))


def test_what_lies_far_ahead_is_an_arrow_at_the_other_edge() -> None:
    chart = drawn(told("2070"))
    promise = bar(chart, "promise")
    assert (promise.cut, promise.box.x0) == ("after", chart.plot.x1)


def test_a_fan_that_goes_on_beyond_the_plot_fades_out_at_its_edge() -> None:
    days = {**DAYS, 0.9: date(2090, 1, 1)}
    band = bar(drawn(told(days=days)), "band")
    assert band.cut == "after"
    assert not bar(drawn(told(days=days)), "likely").cut


def test_days_beyond_all_calendars_are_drawn_as_far_as_there_is_paper() -> None:
    chart = drawn(told(days={0.1: date(2027, 2, 1), 0.5: None, 0.8: None, 0.9: None}))
    assert [bar.look for bar in chart.rows[0].bars] == ["promise", "band"]
    assert chart.rows[0].even is None


def test_the_paper_ends_some_years_from_the_day() -> None:
    far = {chance: date(2095, 1, 1) for chance in DAYS}
    chart = drawn(told("2001"), told(days=far), width=2000)
    years = [int(line.text) for line in chart.axis if line.text.isdigit()]
    assert min(years) >= DAY.year - YEARS_BEFORE
    assert max(years) <= DAY.year + YEARS_AFTER_FOR_LIKELY


@pytest.mark.parametrize("width", [348, 520, 720, 946, 1180])
@pytest.mark.parametrize("close", [True, False])
def test_nothing_leaves_the_plot_or_its_row(width: float, close: bool) -> None:
    rows = [told(promise) for promise in ("2010", "by 2027", "2027-03-05", "about 2028", "2045")]
    chart = drawn(*rows, width=width, close=close)
    for row in chart.rows:
        for each in row.bars:
            reach = 6 if each.look == "day" else 0.01
            assert chart.plot.x0 - reach <= each.box.x0 <= each.box.x1 <= chart.plot.x1 + reach
            assert row.box.y0 <= each.box.y0 <= each.box.y1 <= row.box.y1
    assert chart.plot.x1 < width


def test_narrow_paper_has_no_columns_and_its_lines_leave_the_names_free() -> None:
    narrow, wide = drawn(width=348), drawn(width=946)
    assert [line.role for line in narrow.rows[0].words] == ["name", "under"]
    assert [line.role for line in wide.rows[0].words] == ["name", "under", "cell", "cell"]
    assert narrow.rows[0].free > max(line.y for line in narrow.rows[0].words)


def test_words_that_find_no_room_give_way_to_barer_ones() -> None:
    long = ("A sentence that is far too long for the room that a name has" * 2, "2027")
    assert drawn(told(under=long)).rows[0].words[1].text == "2027"


def test_each_row_is_a_link_that_says_its_sentence() -> None:
    html = to_html(fans_svg(drawn(), title="Forecasts", about="How it is read", name="946"))
    assert 'href="/milestone/second"' in html
    assert 'aria-label="Soyuz-5 second flight. Promised for 2027; even odds by Q1 2028."' in html
    assert "<desc>How it is read</desc>" in html


def test_every_open_end_has_its_gradient() -> None:
    html = to_html(fan_fades())
    assert all(f'id="fc-{look}-{way}"' in html for look, way, _ in FADES)


def test_a_promise_without_words_is_no_bar() -> None:
    nothing: DateWords | None = None
    assert [
        bar.look for bar in drawn(told(promise="2027")._replace(promise=nothing)).rows[0].bars
    ] == ["band", "likely"]


def test_edges_stand_where_the_timeline_has_them() -> None:
    """At the ends of the periods that are told, by the same function, in both drawings."""
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    page = page_of(programme, path="/forecast", search="", today=TODAY)
    on_timeline = fans_of(page)
    found = forecast_record.told(page).forecast
    assert len(found) > 10
    for each in found:
        assert each.forecast is not None
        days, fan = ends(each.forecast), on_timeline[each.row.id]
        assert (days[0.1], days[0.5], days[0.9]) == (fan.low, fan.even, fan.high)
        for day in filter(None, days.values()):
            assert (day + timedelta(days=1)).day == 1
    drawn_rows = to_html(forecast_chart.expected(found, page))
    first = fans(
        [forecast_chart._told(each, page, narrow=False) for each in found if not each.passed],
        946,
        heads=("even odds by", "4 in 5 by"),
        marked=[(TODAY, "today", "today")],
        close=False,
        say=SAY,
    ).rows[0]
    assert first.told.days == ends(found[0].forecast)
    assert f"M{first.even:.1f}".removesuffix(".0") in drawn_rows


def test_the_stroke_is_at_the_end_of_its_day() -> None:
    year = drawn(told("2028", days={**DAYS, 0.5: date(2028, 12, 31)}))
    assert year.rows[0].even == pytest.approx(bar(year, "promise").box.x1)
