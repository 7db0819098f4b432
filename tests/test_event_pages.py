"""What happened is told by pages that can tell of it, and by none that is older."""

from __future__ import annotations

from datetime import date

import pytest
from builders import REAL_DATA, TODAY, files_of, milestone, programme_of, said

import tracker
from tracker.changes import changes
from tracker.event_pages import event_pages
from tracker.exports.atom import feed
from tracker.exports.edition import Edition
from tracker.exports.ics import calendar
from tracker.programme import Programme
from tracker.recording import complete
from tracker.snapshot import snapshot

PLAN, EVENT, MORE = (f"https://example.org/{name}" for name in ("plan", "event", "more"))


def flown(source: str, *spoken: dict[str, str], actual: str = "2026-04-30") -> Programme:
    row = milestone(planned="2026", actual=actual, outcome="success", source=source)
    return programme_of([row], spoken)


def pages(programme: Programme, day: date = TODAY) -> list[str]:
    [told] = event_pages(programme, snapshot(programme, as_of=day).itertuples(), as_of=day).values()
    return told.split()


def test_a_page_on_which_the_plan_stood_is_not_cited_for_the_event() -> None:
    promise = said("2025-01-01", "2026", source=PLAN)
    assert pages(flown(f"{PLAN} {EVENT}", promise)) == [EVENT]
    assert pages(flown(f"{EVENT} {PLAN}", promise)) == [EVENT]


def test_a_page_of_the_day_of_the_event_or_later_may_tell_of_it() -> None:
    for day in ("2026-04-30", "2026-06-01"):
        assert pages(flown(f"{PLAN} {EVENT}", said(day, "2026", source=PLAN))) == [PLAN, EVENT]


def test_of_pages_that_all_may_tell_of_it_none_is_left_out() -> None:
    assert pages(flown(f"{EVENT} {MORE}")) == [EVENT, MORE]


def test_of_what_happened_within_a_period_a_page_from_within_bounds_it() -> None:
    promise = said("2026-02-10", "2026", source=PLAN)
    assert pages(flown(f"{PLAN} {EVENT}", promise, actual="2026-02/2026-04")) == [PLAN, EVENT]


def test_a_row_that_has_only_an_older_page_is_not_left_without_one() -> None:
    assert pages(flown(PLAN, said("2025-01-01", "2026", source=PLAN))) == [PLAN]


def test_what_is_no_address_is_none() -> None:
    assert pages(flown("archive")) == []


def test_what_has_not_happened_has_no_such_page() -> None:
    programme = programme_of([milestone(planned="2027", source=PLAN)])
    rows = snapshot(programme, as_of=TODAY).itertuples()
    assert event_pages(programme, rows, as_of=TODAY) == {}


@pytest.mark.parametrize("is_announced", [True, False])
def test_the_page_given_to_complete_is_cited(is_announced: bool) -> None:
    spoken = [said("2025-01-01", "2026", source=PLAN)] if is_announced else []
    row = milestone(planned="2026", source=PLAN)
    plan = complete("first-flight", {"actual": "2026-04-30", "source": EVENT})
    [source] = [edit.new for edit in plan(files_of([row], spoken)).edits if edit.column == "source"]
    cited = pages(flown(source, *spoken))
    assert cited == ([EVENT] if is_announced else [PLAN, EVENT])


def test_changes_feed_and_calendar_cite_the_page_of_the_event() -> None:
    programme = flown(f"{PLAN} {EVENT} {MORE}", said("2025-01-01", "2026", source=PLAN))
    happened, _ = changes(programme, since=date.min, until=TODAY)
    assert happened.source == f"{EVENT} {MORE}"
    edition = Edition(programme, TODAY)
    entry = feed(edition).decode().split("<entry>")[1]
    assert f'<link rel="alternate" href="{EVENT}" />' in entry
    assert f'<link rel="via" href="{MORE}" />' in entry
    assert PLAN not in entry
    assert f"URL:{EVENT}" in calendar(edition).content.decode().replace("\r\n ", "")


def test_the_real_record_cites_no_promise_for_what_happened() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    cited = event_pages(programme, snapshot(programme, as_of=TODAY).itertuples(), as_of=TODAY)
    assert all(cited.values())
    # Three pages stand in the row, two of them of promises of 2018 and 2021.
    assert cited["rd171mv-delivery"].count("https://") == 1
    assert "inform.kz" in cited["rd171mv-delivery"]
