"""The brief: a page of Markdown to paste into an e-mail, with the page behind every line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.brief import LISTED, brief, link
from tracker.exports.edition import Edition

GOLDEN = Path(__file__).parent / "brief.md"


def test_the_brief_reads_like_this() -> None:
    rows = [
        milestone("flight", planned="2027", baseline="2025"),
        milestone("second-flight", planned="2028"),
        milestone("pad", title="Pad *31*", category="ground", planned="2025"),
        milestone("works", category="ground", planned="2026"),
    ]
    spoken = [
        said("2024-01-10", "2025", milestone="flight"),
        said("2024-06-10", "2027", milestone="flight"),
        said("2024-03-01", "2025", milestone="pad"),
        said("2025-02-01", "2026", milestone="works"),
        said("2026-11-10", "2028", "kz", milestone="works", speaker="B. Speaker"),
    ]
    assert brief(Edition(programme_of(rows, spoken), TODAY)) == GOLDEN.read_text(encoding="utf-8")


def test_where_nothing_changed_lately_the_last_changes_are_told() -> None:
    told = brief(Edition(programme_of([milestone()], [said("2024-01-10", "2027")]), TODAY))
    assert "Nothing changed in the last 90 days. The last changes before:" in told
    assert "- 10 Jan 2024 · First flight: promised for 2027" in told


def test_what_does_not_fit_is_counted() -> None:
    rows = [milestone(f"m{number}", planned="2025") for number in range(LISTED + 3)]
    told = brief(Edition(programme_of(rows), TODAY))
    assert told.count(": promised for 2025, overdue") == LISTED
    assert "- and 3 more" in told


def test_before_the_record_it_says_that_there_was_none() -> None:
    told = brief(Edition(tracker.load(REAL_DATA, as_of=TODAY), date(1950, 1, 1)))
    assert "\n\nNo milestone was on record by 1 Jan 1950.\n\n---" in told


@pytest.mark.parametrize("address", ["javascript:alert(1)", "no address"])
def test_only_an_address_becomes_a_link(address: str) -> None:
    row = milestone(planned="2025", source=address)
    assert "](" not in brief(Edition(programme_of([row]), TODAY))


def test_an_address_cannot_end_its_link() -> None:
    assert link("https://e.org/a)b(c") == "[e.org](https://e.org/a%29b%28c)"
