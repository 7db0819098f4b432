"""Forecasts beside the timeline: asked for in the address, told in words, else not worked out."""

from __future__ import annotations

from datetime import date

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of

import tracker
from dashboards import fans as fans_module
from dashboards.elements import to_html
from dashboards.fan_marks import Fan
from dashboards.fans import fans, unforecast
from dashboards.page import Page, page_of
from dashboards.timeline_fans import in_full
from dashboards.timeline_rows import card_of
from dashboards.views import timeline
from dashboards.views.timeline import Viewport, drawn
from tracker.programme import Programme

REAL = tracker.load(REAL_DATA, as_of=TODAY)


def page(search: str = "?forecast=1", programme: Programme = REAL) -> Page:
    return page_of(programme, path="/timeline", search=search, today=TODAY)


def test_forecasts_are_those_of_the_tracker_as_periods() -> None:
    found = fans(page())
    assert found["soyuz5-second-flight"] == Fan(
        date(2027, 3, 31),
        date(2028, 3, 31),
        date(2031, 3, 31),
        "Promised for 2026; on the record of 43 programmes, even odds by Q1 2028, 4 in 5 by "
        "Q4 2029.",
        43,
        "by Q1 2028",
    )
    assert len(found) == 16
    assert "soyuz5-first-flight" not in found


def test_of_what_is_open_without_one_the_reason_is_told() -> None:
    told = unforecast(page())
    assert set(told) & set(fans(page())) == set()
    assert told["soyuz-ms-29-launch"].startswith("A launch that waits for no flight test")


def test_a_past_day_has_the_forecasts_of_that_day() -> None:
    then = fans(page("?forecast=1&as_of=2024-10-15"))
    assert then["soyuz5-first-flight"].sentence != ""
    assert "soyuz5-first-flight" not in fans(page())


def test_each_language_has_its_words() -> None:
    assert "programmes" in fans(page("?forecast=1&lang=fr"))["soyuz5-second-flight"].sentence
    assert "программ" in fans(page("?forecast=1&lang=ru"))["soyuz5-second-flight"].sentence


def test_unasked_nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a forecast was made that nobody asked for")

    for name in ("_fans", "_outlooks", "_asked"):
        monkeypatch.setattr(fans_module, name, never)
    for search in ("", "?form=table"):
        html = to_html(timeline.content(page(search)))
        assert "tl-fan-key" not in html
        assert "forecast=1" in html
        drawn(page(search), Viewport())
    assert card_of("soyuz5-second-flight", page("").rows, page(""))


def test_the_switch_leads_to_the_other_and_keeps_the_rest() -> None:
    off, on = (
        to_html(timeline.content(page(s))) for s in ("?track=Flights", "?track=Flights&forecast=1")
    )
    assert 'href="/timeline?track=Flights&amp;forecast=1" class="tl-button tl-forecast"' in off
    assert 'href="/timeline?track=Flights" class="tl-button tl-forecast" aria-current="true"' in on
    assert '>Forecast<span class="muted"> 16</span>' in on


def test_drawing_key_card_and_table_tell_them() -> None:
    told = page("?forecast=1&track=Flights")
    answer = drawn(told, Viewport())
    assert "on the record of 43 programmes" in answer["key"]
    assert "even odds by Q1 2028" in answer["lines"]
    assert 'href="/forecast#method"' in answer["key"]
    assert 'class="fan"' in answer["svg"]
    assert "even odds by Q1 2028" in card_of("soyuz5-second-flight", told.rows, told)
    table = to_html(timeline.content(page("?forecast=1&track=Flights&form=table")))
    assert "even odds by Q1 2028" in table
    assert "A launch that waits for no flight test on record" in table
    assert "No official forecast" in table


def test_in_full_a_reason_is_told_as_none() -> None:
    assert in_full("soyuz-ms-29-launch", page()).startswith("Forecast: none. A launch that waits")
    assert in_full("soyuz5-first-flight", page()) == ""


def test_where_none_can_be_made_it_says_what_would_bring_one() -> None:
    bare = programme_of([milestone(planned="2028")])
    html = to_html(timeline.content(page("?forecast=1", bare)))
    assert "No forecast can be made: that needs" in html
