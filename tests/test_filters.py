"""Filters of the timeline: their words in the address, and what they let through."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import pytest
from builders import TODAY, milestone, programme_of
from hypothesis import given
from hypothesis import strategies as st

from dashboards.axis import Span
from dashboards.filters import FORECAST, FORMS, SHORTEST_SPAN, ZOOMS, Filter, ranged
from dashboards.marks import default_span
from dashboards.outline import GROUPINGS
from tracker import schema
from tracker.snapshot import snapshot
from tracker.words import words

SAY = words("en")


def rows_of(*cells: dict[str, str]) -> pd.DataFrame:
    return snapshot(programme_of(cells), as_of=TODAY)


ROWS = rows_of(
    milestone("first-flight", category="flight-test", actual="2026-04-30", place="Baikonur"),
    milestone("second-flight", category="flight-test", planned="2026", title_ru="Второй пуск"),
    milestone("museum", category="heritage"),
    milestone("engine", category="vehicle", planned="2024", parties="NPO Energomash"),
)


def shown(**query: str) -> list[str]:
    return list(Filter.parse(query).apply(ROWS)["id"])


def lists(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    subsets = st.sets(st.sampled_from(values))
    return subsets.map(lambda chosen: tuple(value for value in values if value in chosen))


filters = st.builds(
    Filter,
    search=st.text(max_size=20).map(str.strip),
    tracks=lists(schema.TRACKS),
    categories=lists(schema.CATEGORIES),
    statuses=lists(schema.STATUSES),
    group_by=st.sampled_from(GROUPINGS),
    zoom=st.sampled_from(ZOOMS),
    since=st.sampled_from(["", "2018", "end of 2025"]),
    until=st.sampled_from(["", "2028-Q1"]),
    collapsed=lists(schema.TRACKS),
    form=st.sampled_from(FORMS),
    forecast=st.sampled_from(("", FORECAST)),
    page=st.integers(1, 9999),
)


@given(filters)
def test_address_brings_back_the_filter(asked: Filter):
    query = dict(parse_qsl(urlencode(asked.to_query())))
    assert Filter.parse(query) == asked


def test_usual_filter_says_nothing_in_the_address():
    assert Filter().to_query() == {}


def test_everything_is_shown_where_nothing_is_asked():
    assert len(shown()) == 4


def test_search_looks_in_every_language_and_at_places_and_parties():
    assert shown(q="второй") == ["second-flight"]
    assert shown(q="baikonur") == ["first-flight"]
    assert shown(q="energomash") == ["engine"]


def test_search_wants_every_word():
    assert shown(q="flight second") == ["second-flight"]


def test_lists_are_joined_by_commas_and_filters_by_and():
    assert shown(status="due,undated") == ["second-flight", "museum"]
    assert shown(status="due,undated", category="heritage") == ["museum"]
    assert shown(track="Flights", status="done") == ["first-flight"]


def test_unknown_values_are_left_out():
    assert (
        Filter.parse({"status": "late", "group": "colour", "page": "-1", "forecast": "rain"})
        == Filter()
    )


def test_nothing_may_match():
    assert shown(q="no such thing") == []


def test_toggling_twice_changes_nothing():
    asked = Filter(statuses=("due",))
    assert asked.toggled("statuses", "overdue").statuses == ("overdue", "due")
    assert asked.toggled("statuses", "overdue").toggled("statuses", "overdue") == asked


def test_a_group_outside_the_closed_lists_can_be_named():
    assert Filter().toggled("collapsed", "").collapsed == ("",)
    assert Filter(collapsed=("launch",)).toggled("collapsed", "lunch").collapsed == (
        "launch",
        "lunch",
    )


def test_change_of_filter_leads_to_the_first_page():
    assert Filter(page=3).but(search="x").page == 1


def test_filtering_leaves_its_frame_unchanged():
    before = ROWS.copy()
    shown(q="flight", status="due")
    pd.testing.assert_frame_equal(ROWS, before)


def span(**query: str) -> Span:
    return Filter.parse(query).span(ROWS, as_of=TODAY)


def test_usual_span_is_the_programme():
    assert span() == default_span(TODAY) == Span(date(2018, 1, 1), date(2028, 12, 31))


def test_range_is_typed_in_the_words_of_dates():
    typed = span(**{"from": "Q1 2024", "to": "end of 2025"})
    assert typed == Span(date(2024, 1, 1), date(2025, 12, 31))


def test_half_a_range_is_completed():
    assert span(**{"from": "2020"}).first == date(2020, 1, 1)
    assert span(to="2020").last == date(2020, 12, 31)
    assert span(**{"from": "2035"}).last > date(2035, 1, 1)


@pytest.mark.parametrize("typed", [{"from": "soon"}, {"to": "03/04/2026"}])
def test_range_that_cannot_be_read_is_told_and_the_usual_one_shown(typed: dict[str, str]):
    asked = Filter.parse(typed)
    assert asked.trouble(SAY)
    assert asked.span(ROWS, as_of=TODAY) == default_span(TODAY)


def test_range_that_ends_before_it_begins_is_told():
    asked = Filter.parse({"from": "2026", "to": "2020"})
    assert "ends before it begins" in asked.trouble(SAY)
    assert asked.span(ROWS, as_of=TODAY) == default_span(TODAY)


def test_range_is_never_too_short_to_read():
    assert span(**{"from": "2026-03-01", "to": "2026-03-01"}).days == SHORTEST_SPAN


def test_range_of_days_comes_back_from_the_address():
    days = Span(date(2024, 2, 3), date(2025, 3, 4))
    assert ranged(Filter(zoom="all"), days).span(ROWS, as_of=TODAY) == days
