"""Sources: every use is counted, for the publisher and the language that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker.addresses import host_of
from tracker.columns import Row
from tracker.programme import Programme
from tracker.snapshot import snapshot
from tracker.source_list import as_json, as_text, support
from tracker.sources import (
    Share,
    Use,
    by_language,
    by_publisher,
    language_name,
    source_uses,
    unsourced,
    weakly_founded,
)
from tracker.words import words


def known(programme: Programme, day: date = TODAY) -> list[Row]:
    rows = snapshot(programme, as_of=day)
    return list(rows[rows["known"]].itertuples())


def uses_of(programme: Programme, day: date = TODAY) -> list[Use]:
    return source_uses(programme, known(programme, day), as_of=day)


def told(
    rows: Sequence[dict[str, str]], claims: Sequence[dict[str, str]] = (), day: date = TODAY
) -> dict[str, Share]:
    return named(by_publisher(uses_of(programme_of(rows, claims), day)))


def named(shares: Iterable[Share]) -> dict[str, Share]:
    return {share.name: share for share in shares}


TASS = {"publisher": "TASS", "language": "ru"}


def test_every_address_of_the_real_record_is_used() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    cells = [*programme.announcements["source"], *programme.milestones["source"]]
    used = {use.address for use in uses_of(programme)}
    assert {address for cell in cells for address in cell.split()} == used


def test_every_use_is_counted_once_by_publisher_and_once_by_language() -> None:
    uses = uses_of(tracker.load(REAL_DATA, as_of=TODAY))
    for name, shares in (("publisher", by_publisher(uses)), ("language", by_language(uses))):
        founded = {(getattr(use, name), use.kind, use.line) for use in uses}
        assert sum(share.uses for share in shares) == len(uses)
        assert sum(sum(share.confidence.values()) for share in shares) == len(founded)
        statements = sum(kind == "statement" for _, kind, _ in founded)
        assert sum(share.statements for share in shares) == statements


def test_a_row_on_two_pages_of_a_publisher_counts_once_for_its_confidence() -> None:
    rows = [milestone(source="https://tass.ru/1 https://tass.ru/2")]
    claims = [said("2025-01-01", "2026", source="https://tass.ru/3", **TASS)]
    tass = told(rows, claims)["TASS"]
    assert (tass.uses, tass.milestones, tass.statements) == (3, 1, 1)
    assert tass.confidence == {"high": 2}


def test_a_site_goes_by_the_name_that_the_record_gives_to_all_of_it() -> None:
    claims = [
        said("2025-01-01", "2026", source="https://en.tengrinews.kz/1", publisher="Tengrinews"),
        said("2025-01-01", "2026", source="https://one.moy.su/1", publisher="One"),
        said("2025-01-01", "2026", source="https://two.moy.su/1", publisher="Two"),
        said("2025-01-01", "2026", source="https://senate.gov.kz/1", publisher="Senate"),
    ]
    pages = "https://tengrinews.kz/2 https://kaz.tengrinews.kz/3 https://a.moy.su https://b.gov.kz"
    publishers = told([milestone(source=pages)], claims)
    assert set(publishers) == {"Tengrinews", "One", "Two", "Senate", "a.moy.su", "b.gov.kz"}
    assert publishers["Tengrinews"].uses == 3


def test_of_the_real_record_no_row_is_counted_twice_for_a_publisher() -> None:
    uses = uses_of(tracker.load(REAL_DATA, as_of=TODAY))
    publishers = named(by_publisher(uses))
    kosmosnews = publishers["Kosmosnews"]
    assert (kosmosnews.uses, sum(kosmosnews.confidence.values())) == (32, 31)
    assert not {"tengrinews.kz", "kaz.tengrinews.kz", "sputnik.kz"} & set(publishers)


def test_a_publisher_is_counted_with_its_statements_and_milestones() -> None:
    rows = [milestone(source="https://tass.ru/2"), milestone("other", source="https://tass.ru/3")]
    claims = [said("2025-01-01", "2026", source="https://tass.ru/1", **TASS)]
    tass = told(rows, claims)["TASS"]
    assert (tass.milestones, tass.statements, tass.uses) == (2, 1, 3)
    assert tass.confidence == {"high": 3}
    assert tass.used_words
    assert tass.used_words.text == "2025-01-01"
    assert tass.languages == ("ru",)
    assert tass.addresses == ("https://tass.ru/1", "https://tass.ru/2", "https://tass.ru/3")


def test_last_used_is_as_precise_as_it_was_put() -> None:
    claims = [
        said("2025-09", "2026", publisher="TASS"),
        said("2024-03-05", "2026", publisher="TASS"),
    ]
    newest = told([milestone(source="")], claims)["TASS"].used_words
    assert newest
    assert newest.text == "2025-09"


def test_a_source_of_what_is_still_to_come_was_used_on_no_day() -> None:
    assert told([milestone()])["example.org"].used_words is None


def test_a_page_that_cites_belongs_to_whoever_published_it() -> None:
    claims = [said("2025-01-01", "2026", publisher="Kosmosnews (citing TASS)")]
    assert list(told([milestone(source="")], claims)) == ["Kosmosnews"]


def test_a_row_s_address_goes_by_its_site_where_no_publisher_is_named() -> None:
    assert list(told([milestone()])) == ["example.org"]


def test_a_page_has_the_language_that_a_statement_notes_of_it_and_else_none() -> None:
    claims = [said("2025-01-01", "2026", source="https://tass.ru/1", **TASS)]
    rows = [milestone(source="https://tass.ru/1 https://tass.ru/2")]
    languages = by_language(uses_of(programme_of(rows, claims)))
    assert [(share.name, share.uses) for share in languages] == [("ru", 2), ("", 1)]
    assert [share.publishers for share in languages] == [("TASS",), ("TASS",)]


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
    uses = uses_of(programme_of([row], claims), date(2024, 6, 1))
    assert {use.address for use in uses} == {"https://b.org/1"}


def test_words_that_are_no_address_are_no_use_and_leave_the_row_without_a_source() -> None:
    rows = [
        milestone("words", source="see the archive"),
        milestone("both", source="archive https://a.org", confidence="low"),
        milestone("script", source="javascript:alert(1)"),
    ]
    claims = [said("2025-01-01", "2026", source="by letter", milestone="both")]
    programme = programme_of(rows, claims)
    answer = support(programme, known(programme), as_of=TODAY)
    assert [(share.name, share.uses) for share in answer.publishers] == [("a.org", 1)]
    assert [row.id for row in answer.unsourced] == ["words", "script"]
    assert [row.announced for row in answer.unsourced_statements] == ["2025-01-01"]
    assert [row.id for row in answer.weak] == ["both"]
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
    found = known(programme_of(rows))
    assert [row.id for row in weakly_founded(found)] == ["weak"]
    assert [row.id for row in unsourced(found)] == ["bare"]


def test_the_statements_are_left_as_they_were() -> None:
    programme = programme_of([milestone()], [said("2025-01-01", "2026")])
    before = programme.announcements.copy()
    by_publisher(uses_of(programme))
    pd.testing.assert_frame_equal(programme.announcements, before)


def test_without_any_address_the_rows_without_a_source_are_listed() -> None:
    claim = said("2025-01-01", "2026", source="")
    programme = programme_of([milestone("bare", source="")], [claim])
    text = as_text(support(programme, known(programme), as_of=TODAY), words("en"))
    assert text.startswith("No source is on record yet. Add an address to the column source.\n\n")
    assert "Without a source\n  Bare (bare)\n  first-flight, statement of 1 Jan 2025" in text


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
