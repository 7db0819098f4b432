"""Which rows of a file an address asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.data_asked import FILTERS, DataAsked, Filter, data_asked

NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
FILTER = st.builds(Filter, NAMES, st.sampled_from(sorted(FILTERS)), NAMES)


@given(
    st.builds(
        DataAsked,
        order=st.lists(st.tuples(NAMES, st.booleans())).map(tuple),
        filters=st.lists(FILTER).map(tuple),
        hidden=st.lists(NAMES).map(tuple),
    )
)
def test_what_is_asked_is_read_from_its_own_address(asked: DataAsked) -> None:
    assert data_asked(asked.as_query()) == asked


def test_an_address_reads_as_words() -> None:
    asked = DataAsked(
        order=(("category", False), ("planned", True)),
        filters=(Filter("outcome", "blank"), Filter("desk.note", "contains", "to ask")),
        hidden=("note", "title_fr"),
    )
    assert asked.as_query() == {
        "q": "",
        "sort": "category -planned",
        "filter": "outcome.blank desk%2Enote.contains.to%20ask",
        "hide": "note title_fr",
    }


def test_a_column_sorts_one_way_then_the_other_then_not() -> None:
    once = DataAsked().sorted_by("planned")
    twice = once.sorted_by("planned")
    assert once.order == (("planned", False),)
    assert twice.order == (("planned", True),)
    assert twice.sorted_by("planned") == DataAsked()


def test_a_column_is_put_away_and_brought_back() -> None:
    assert DataAsked().toggled("note").hidden == ("note",)
    assert DataAsked().toggled("note").toggled("note") == DataAsked()


@pytest.mark.parametrize("query", ["note", "note.has.x", "note.contains.a.b", ".."])
def test_a_filter_that_makes_no_sense_asks_for_nothing(query: str) -> None:
    assert data_asked({"filter": query}).filters == ()


@pytest.mark.parametrize(
    ("kind", "words", "cell", "takes"),
    [
        ("contains", "САЙТ", "сайт 45", True),
        ("notContains", "site", "Site 45", False),
        ("equals", "etude", "Étude", True),
        ("startsWith", "si", "the site", False),
        ("blank", "", " ", True),
        ("notBlank", "", " ", False),
    ],
)
def test_each_kind_of_filter_takes_what_it_says(
    kind: str, words: str, cell: str, takes: bool
) -> None:
    assert Filter("place", kind, words).takes(cell) is takes
