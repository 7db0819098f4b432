"""Sources: every use is counted, for the publisher that it belongs to."""

from __future__ import annotations

import re

from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.elements import to_html
from dashboards.page import Page, page_of
from dashboards.views import sources
from tracker.programme import Programme


def page(programme: Programme, search: str = "") -> Page:
    return page_of(programme, path="/sources", search=search, today=TODAY)


def shown(programme: Programme) -> str:
    html = to_html(sources.content(page(programme)))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_address_of_the_real_record_is_there() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    used = set(sources.source_uses(page(programme))["address"])
    cells = [*programme.announcements["source"], *programme.milestones["source"]]
    assert {address for cell in cells for address in cell.split()} == used


def test_a_publisher_is_counted_with_its_statements_and_milestones() -> None:
    programme = programme_of(
        [milestone(source="https://tass.ru/2"), milestone("other", source="https://tass.ru/3")],
        [said("2025-01-01", "2026", source="https://tass.ru/1", publisher="TASS", language="ru")],
    )
    assert "TASS 2 1 ru high 3 1 Jan 2025 3 addresses" in shown(programme)


def test_two_milestones_on_weak_sources_need_not_share_one() -> None:
    rows = [milestone("one", confidence="low"), milestone("two", confidence="low")]
    assert "2 milestones rest each on a single weak source." in shown(programme_of(rows))


def test_last_used_is_as_precise_as_it_was_put() -> None:
    claims = [said("2025-09", "2026", publisher="TASS", source="https://tass.ru/1"),
              said("2024-03-05", "2026", publisher="TASS", source="https://tass.ru/2")]  # fmt: skip
    text = shown(programme_of([milestone(source="")], claims))
    assert "TASS 1 2 – high 2 Sep 2025 2 addresses" in text


def test_a_source_of_what_is_still_to_come_was_used_on_no_day() -> None:
    assert "example.org 1 0 – high 1 – 1 address" in shown(programme_of([milestone()]))


def test_a_page_that_cites_belongs_to_whoever_published_it() -> None:
    claims = [said("2025-01-01", "2026", publisher="Kosmosnews (citing TASS)")]
    uses = sources.source_uses(page(programme_of([milestone(source="")], claims)))
    assert set(uses["publisher"]) == {"Kosmosnews"}


def test_a_row_s_address_without_a_named_publisher_goes_by_its_site() -> None:
    assert "example.org 1 0" in shown(programme_of([milestone()]))


def test_milestones_on_one_weak_source_and_on_none_are_listed() -> None:
    rows = [milestone("weak", confidence="low"), milestone("bare", source="")]
    text = shown(programme_of(rows))
    assert "1 milestone rests on a single weak source." in text
    assert "Resting on a single weak source Weak example.org" in text
    assert "Without a source Bare" in text


def test_what_was_said_after_the_day_does_not_count() -> None:
    programme = programme_of(
        [milestone(source="https://a.org/1", actual="2025-05-01")],
        [said("2024-01-01", "2025", source="https://b.org/1"),
         said("2026-01-01", "2025", source="https://c.org/1")],
    )  # fmt: skip
    uses = sources.source_uses(page(programme, "?as_of=2024-06-01"))
    assert "https://c.org/1" not in set(uses["address"])


def test_an_empty_record_says_what_would_fill_it() -> None:
    assert "No source is on record yet." in shown(programme_of([]))
