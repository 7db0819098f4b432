"""Sources: every use is counted, for the publisher and the language that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker.addresses import host_of
from tracker.programme import Programme
from tracker.snapshot import snapshot
from tracker.source_list import as_json, as_text, support
from tracker.sources import (
    by_language,
    by_publisher,
    language_name,
    source_uses,
    unsourced,
    weakly_founded,
)
from tracker.words import words


def known(programme: Programme, day: date = TODAY) -> pd.DataFrame:
    rows = snapshot(programme, as_of=day)
    return rows[rows["known"]]


def uses_of(programme: Programme, day: date = TODAY) -> pd.DataFrame:
    return source_uses(programme, known(programme, day), as_of=day)


def told(
    rows: Sequence[dict[str, str]], claims: Sequence[dict[str, str]] = (), day: date = TODAY
) -> pd.DataFrame:
    return by_publisher(uses_of(programme_of(rows, claims), day)).set_index("publisher")


TASS = {"publisher": "TASS", "language": "ru"}


def test_every_address_of_the_real_record_is_used() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    cells = [*programme.announcements["source"], *programme.milestones["source"]]
    used = set(uses_of(programme)["address"])
    assert {address for cell in cells for address in cell.split()} == used


def test_every_use_is_counted_once_by_publisher_and_once_by_language() -> None:
    uses = uses_of(tracker.load(REAL_DATA, as_of=TODAY))
    for name, counted in (("publisher", by_publisher(uses)), ("language", by_language(uses))):
        founded = uses.drop_duplicates([name, "kind", "line"])
        assert counted["uses"].sum() == len(uses)
        assert counted[["high", "medium", "low"]].sum().sum() == len(founded)
        assert counted["statements"].sum() == (founded["kind"] == "statement").sum()


def test_a_row_on_two_pages_of_a_publisher_counts_once_for_its_confidence() -> None:
    rows = [milestone(source="https://tass.ru/1 https://tass.ru/2")]
    claims = [said("2025-01-01", "2026", source="https://tass.ru/3", **TASS)]
    tass = told(rows, claims).loc["TASS"]
    assert (tass.uses, tass.high, tass.milestones, tass.statements) == (3, 2, 1, 1)


def test_a_site_goes_by_the_name_that_the_record_gives_to_all_of_it() -> None:
    claims = [
        said("2025-01-01", "2026", source="https://en.tengrinews.kz/1", publisher="Tengrinews"),
        said("2025-01-01", "2026", source="https://one.moy.su/1", publisher="One"),
        said("2025-01-01", "2026", source="https://two.moy.su/1", publisher="Two"),
        said("2025-01-01", "2026", source="https://senate.gov.kz/1", publisher="Senate"),
    ]
    pages = "https://tengrinews.kz/2 https://kaz.tengrinews.kz/3 https://a.moy.su https://b.gov.kz"
    publishers = told([milestone(source=pages)], claims)
    assert set(publishers.index) == {"Tengrinews", "One", "Two", "Senate", "a.moy.su", "b.gov.kz"}
    assert publishers.loc["Tengrinews", "uses"] == 3


def test_of_the_real_record_no_row_is_counted_twice_for_a_publisher() -> None:
    uses = uses_of(tracker.load(REAL_DATA, as_of=TODAY))
    publishers = by_publisher(uses).set_index("publisher")
    kosmosnews = publishers.loc["Kosmosnews"]
    assert (kosmosnews.uses, kosmosnews.high + kosmosnews.medium + kosmosnews.low) == (32, 31)
    assert not {"tengrinews.kz", "kaz.tengrinews.kz", "sputnik.kz"} & set(publishers.index)


def test_a_publisher_is_counted_with_its_statements_and_milestones() -> None:
    rows = [milestone(source="https://tass.ru/2"), milestone("other", source="https://tass.ru/3")]
    claims = [said("2025-01-01", "2026", source="https://tass.ru/1", **TASS)]
    tass = told(rows, claims).loc["TASS"]
    assert (tass.milestones, tass.statements, tass.uses, tass.high) == (2, 1, 3, 3)
    assert tass.used_words.text == "2025-01-01"
    assert tass.languages == ("ru",)
    assert tass.addresses == ("https://tass.ru/1", "https://tass.ru/2", "https://tass.ru/3")


def test_last_used_is_as_precise_as_it_was_put() -> None:
    claims = [
        said("2025-09", "2026", publisher="TASS"),
        said("2024-03-05", "2026", publisher="TASS"),
    ]
    assert told([milestone(source="")], claims).loc["TASS"].used_words.text == "2025-09"


def test_a_source_of_what_is_still_to_come_was_used_on_no_day() -> None:
    assert told([milestone()]).loc["example.org"].used_words is None


def test_a_page_that_cites_belongs_to_whoever_published_it() -> None:
    claims = [said("2025-01-01", "2026", publisher="Kosmosnews (citing TASS)")]
    assert list(told([milestone(source="")], claims).index) == ["Kosmosnews"]


def test_a_row_s_address_goes_by_its_site_where_no_publisher_is_named() -> None:
    assert list(told([milestone()]).index) == ["example.org"]


def test_a_page_has_the_language_that_a_statement_notes_of_it_and_else_none() -> None:
    claims = [said("2025-01-01", "2026", source="https://tass.ru/1", **TASS)]
    rows = [milestone(source="https://tass.ru/1 https://tass.ru/2")]
    languages = by_language(uses_of(programme_of(rows, claims)))
    assert languages[["language", "uses"]].values.tolist() == [["ru", 2], ["", 1]]
    assert languages["publishers"].tolist() == [1, 1]


def test_languages_are_told_in_words() -> None:
    assert [language_name(code) for code in ("ru", "kk", "fr", "xx", "")] == [
        "Russian", "Kazakh", "French", "xx", "not noted"
    ]  # fmt: skip


def test_what_was_said_after_the_day_does_not_count() -> None:
    claims = [
        said("2024-01-01", "2025", source="https://b.org/1"),
        said("2026-01-01", "2025", source="https://c.org/1"),
    ]
    row = milestone(source="https://a.org/1", actual="2025-05-01")
    used = uses_of(programme_of([row], claims), date(2024, 6, 1))["address"]
    assert set(used) == {"https://b.org/1"}


def test_words_that_are_no_address_are_no_use_and_leave_the_row_without_a_source() -> None:
    rows = [
        milestone("words", source="see the archive"),
        milestone("both", source="archive https://a.org", confidence="low"),
        milestone("script", source="javascript:alert(1)"),
    ]
    claims = [said("2025-01-01", "2026", source="by letter", milestone="both")]
    programme = programme_of(rows, claims)
    answer = support(programme, known(programme), as_of=TODAY)
    assert answer.publishers[["publisher", "uses"]].values.tolist() == [["a.org", 1]]
    assert answer.unsourced["id"].tolist() == ["words", "script"]
    assert answer.unsourced_statements["announced"].tolist() == ["2025-01-01"]
    assert answer.weak["id"].tolist() == ["both"]
    text = as_text(answer, words("en"))
    assert "Words (words): see the archive\n" in text
    assert "both, statement of 1 Jan 2025: by letter" in text


def test_one_weak_page_is_little_and_two_or_a_firm_one_are_not() -> None:
    rows = [
        milestone("weak", confidence="low"),
        milestone("two", confidence="low", source="https://a.org https://b.org"),
        milestone("firm"),
        milestone("bare", confidence="low", source=""),
    ]
    frame = known(programme_of(rows))
    assert weakly_founded(frame)["id"].tolist() == ["weak"]
    assert unsourced(frame)["id"].tolist() == ["bare"]


def test_a_frame_is_left_as_it_was_given() -> None:
    programme = programme_of([milestone()], [said("2025-01-01", "2026")])
    rows = known(programme)
    before, columns = programme.announcements.copy(), list(rows.columns)
    by_publisher(source_uses(programme, rows, as_of=TODAY))
    pd.testing.assert_frame_equal(programme.announcements, before)
    assert list(rows.columns) == columns


def test_an_empty_record_has_no_publishers() -> None:
    empty = programme_of([])
    answer = support(empty, known(empty), as_of=TODAY)
    assert as_json(answer) == {"publishers": [], "languages": [], "weak": [], "unsourced": []}
    assert as_text(answer, words("en")).startswith("No source is on record yet.")


def test_the_answer_names_rows_and_statements_without_a_source() -> None:
    rows = [milestone("bare", source=""), milestone()]
    programme = programme_of(rows, [said("2025-01-01", "2026", source="")])
    answer = support(programme, known(programme), as_of=TODAY)
    assert as_json(answer)["unsourced"] == [
        {"id": "bare", "announced": None},
        {"id": "first-flight", "announced": "2025-01-01"},
    ]
    text = as_text(answer, words("en"))
    assert "Without a source\n  Bare (bare)\n  first-flight, statement of 1 Jan 2025" in text


def test_the_answer_counts_by_publisher_and_language() -> None:
    claims = [said("2025-01-01", "2026", source="https://tass.ru/1", confidence="low", **TASS)]
    programme = programme_of([milestone(source="")], claims)
    answer = as_json(support(programme, known(programme), as_of=TODAY))
    counts = {
        "milestones": 1,
        "statements": 1,
        "confidence": {"high": 0, "medium": 0, "low": 1},
        "last_used": "2025-01-01",
    }
    assert answer["publishers"] == [
        {"publisher": "TASS", **counts, "languages": ["ru"], "addresses": ["https://tass.ru/1"]}
    ]
    assert answer["languages"] == [{"language": "ru", "publishers": 1, **counts}]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.inform.kz/ru/1", "inform.kz"),
        ("http://tass.ru:80/x", "tass.ru:80"),
        ("javascript:alert(1)", ""),
        ("//tass.ru/x", ""),
        ("not an address", ""),
        ("http://[broken", ""),
    ],
)
def test_only_addresses_of_pages_have_a_site(address: str, host: str) -> None:
    assert host_of(address) == host
