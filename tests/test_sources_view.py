"""The Sources view: what rests on whom, in words, and where it rests on too little."""

from __future__ import annotations

import re

from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.elements import to_html
from dashboards.page import Page, page_of
from dashboards.views import sources
from tracker.programme import Programme

RUSSIAN = {"publisher": "TASS", "language": "ru", "source": "https://tass.ru/1"}


def page(programme: Programme, search: str = "") -> Page:
    return page_of(programme, path="/sources", search=search, today=TODAY)


def shown(programme: Programme, search: str = "") -> str:
    html = to_html(sources.content(page(programme, search)))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_publisher_is_told_with_what_rests_on_it() -> None:
    rows = [milestone(source="https://tass.ru/2"), milestone("other", source="https://tass.ru/3")]
    text = shown(programme_of(rows, [said("2025-01-01", "2026", **RUSSIAN)]))
    assert "TASS 2 1 Russian high 3 1 Jan 2025 3 addresses" in text


def test_a_statement_on_two_pages_is_one_statement() -> None:
    claim = said("2025-01-01", "2026", source="https://tass.ru/1 https://inform.kz/1")
    text = shown(programme_of([milestone(source="")], [claim]))
    assert "1 statement and 1 milestone rest on 2 publishers" in text


def test_a_language_is_told_by_its_name() -> None:
    text = shown(programme_of([milestone()], [said("2025-01-01", "2026", **RUSSIAN)]))
    assert "Russian 1 1 1 high 1 1 Jan 2025" in text
    assert "not noted 1 1 0 high 1 –" in text
    assert "Of pages that only milestones name, the language is not noted." in text


def test_two_milestones_on_weak_sources_need_not_share_one() -> None:
    rows = [milestone("one", confidence="low"), milestone("two", confidence="low")]
    assert "2 milestones rest each on a single weak source." in shown(programme_of(rows))


def test_milestones_on_one_weak_source_and_on_none_are_listed() -> None:
    rows = [milestone("weak", confidence="low"), milestone("bare", source="")]
    text = shown(programme_of(rows))
    assert "1 milestone rests on a single weak source." in text
    assert "Resting on a single weak source Weak example.org" in text
    assert "Without a source Bare" in text


def test_statements_without_a_source_are_listed_with_their_day() -> None:
    claims = [said("2025-01-01", "2026", source=""), said("2025", "2026", "kz", source="",
              milestone="ghost")]  # fmt: skip
    text = shown(programme_of([milestone()], claims))
    assert "First flight statement of 1 Jan 2025" in text
    assert "ghost statement of 2025" in text


def test_every_address_is_a_link_that_tells_nothing_of_the_reader() -> None:
    html = to_html(sources.content(page(tracker.load(REAL_DATA, as_of=TODAY))))
    links = re.findall(r'<a href="(?:http|mailto)[^>]*>', html)
    assert len(links) > 200
    assert all('rel="noopener noreferrer"' in link for link in links)


def test_what_is_no_address_is_no_link() -> None:
    html = to_html(sources.content(page(programme_of([milestone(source="javascript:alert(1)")]))))
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html
    assert "Without a source" in html


def test_nothing_later_than_the_day_is_counted() -> None:
    text = shown(tracker.load(REAL_DATA, as_of=TODAY), "?as_of=2018-01-01")
    assert "2019" not in text
    assert "2026" not in text


def test_an_empty_record_says_what_would_fill_it() -> None:
    text = shown(programme_of([]))
    assert "No source is on record yet." in text
    assert "None yet." in text
