"""Where rows stand when a column puts them in order, and what a search compares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.data_order import date_keys, in_order, of_edits, plain
from tracker.deltas import Addition, Delta

IN_TIME = (
    "by 2024",
    "end of 2025",
    "2025-12-24",
    "2026-Q1",
    "2026-03",
    "NET 2026-03",
    "mid-2026",
    "soon",
    "tbd",
    "",
)


def test_dates_stand_by_their_first_day_then_by_their_last() -> None:
    jumbled = IN_TIME[::-1]
    order = in_order(range(len(jumbled)), jumbled, is_date=True)
    assert [jumbled[row] for row in order] == list(IN_TIME)


def test_the_other_way_round_what_has_no_date_stands_last_all_the_same() -> None:
    order = in_order(range(len(IN_TIME)), IN_TIME, is_date=True, descending=True)
    assert [IN_TIME[row] for row in order] == [*IN_TIME[6::-1], *IN_TIME[7:]]


def test_numbers_in_names_count() -> None:
    assert in_order(range(3), ["flight-10", "flight-9", "flight-1"], is_date=False) == [2, 1, 0]


def test_rows_that_say_the_same_stay_as_they_were() -> None:
    texts = ["2026", "2025", "2026", "2025"]
    assert in_order([3, 2, 1, 0], texts, is_date=True) == [3, 1, 2, 0]
    assert in_order([3, 2, 1, 0], texts, is_date=True, descending=True) == [2, 0, 3, 1]


def test_digits_stand_as_their_column_proves_them() -> None:
    typed = date_keys(["03/04/2026"], among=["25/12/2025", "03/04/2026"])
    assert typed["03/04/2026"] == "0 2026-04-03 2026-04-03"


def test_staged_dates_have_their_places_too() -> None:
    key = ("first-flight",)
    made = [
        Delta("milestones", key, "planned", "2026", "end of 2027", "v"),
        Delta("milestones", key, "title", "One", "2026", "v"),
        Addition("announcements", {"target": "tbd", "announced": "2026-11-20", "wording": "x"}),
    ]
    tables = {
        "milestones": {"planned": ["2026"]},
        "announcements": {"announced": [], "target": []},
    }
    assert of_edits(made, tables) == {  # type: ignore[arg-type]
        "milestones": {"planned": {"end of 2027": "0 2027-10-01 2027-12-31"}},
        "announcements": {"announced": {"2026-11-20": "0 2026-11-20 2026-11-20"},
                          "target": {"tbd": "2"}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("байтерек", "БАЙТЕРЕК"),
        ("отчет о полете", "Отчёт о полёте"),
        ("etude", "Étude"),
        ("oeuvre", "Œuvre"),
        ("қазақстан", "ҚАЗАҚСТАН"),
        ("l'essai", "l\u2019essai"),
        ("soyuz-5", "Soyuz\u20115"),
    ],
)
def test_a_search_minds_neither_case_nor_accents_nor_yo(typed: str, stands: str) -> None:
    assert plain(typed) == plain(stands)


def test_letters_that_are_no_accents_stay_apart() -> None:
    assert plain("май") != plain("маи")
    assert plain("қ") != plain("к")


@given(st.text())
def test_what_is_plain_stays_so(text: str) -> None:
    assert plain(plain(text)) == plain(text)
