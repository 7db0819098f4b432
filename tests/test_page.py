"""What an address asks for, and the addresses that lead from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import TODAY, milestone, programme_of, said

from dashboards.page import Frozen, Page, page_of, statement_anchor, statement_anchors

NOTHING = programme_of([])
PINNED = Frozen(kept=date(2026, 11, 1), opened=TODAY, newer=True)


def page(search: str = "", *, path: str = "/", frozen: Frozen | None = None) -> Page:
    return page_of(NOTHING, path=path, search=search, today=TODAY, frozen=frozen)


def test_the_day_goes_along_to_every_page() -> None:
    asked = page("?as_of=2024-10-15&q=pad")
    assert asked.as_of == date(2024, 10, 15)
    assert asked.address("/sources") == "/sources?as_of=2024-10-15"
    assert asked.milestone("pad") == "/milestone/pad?as_of=2024-10-15"
    assert asked.timeline(status="done") == "/timeline?status=done&as_of=2024-10-15"


@pytest.mark.parametrize("day", ["2024-13-45", "15.10.2024", "20241015", "1700-01-01", "today"])
def test_a_day_that_cannot_be_read_is_today_and_goes_nowhere(day: str) -> None:
    asked = page(f"?as_of={day}")
    assert (asked.as_of, asked.misread_day) == (TODAY, day)
    assert asked.address("/sources") == "/sources"


def test_a_day_that_has_not_come_is_today_and_goes_nowhere() -> None:
    asked = page("?as_of=2026-11-23")
    assert (asked.as_of, asked.future_day) == (TODAY, date(2026, 11, 23))
    assert asked.address("/sources") == "/sources"
    assert page("?as_of=2026-11-22").future_day is None


def test_a_version_goes_along_only_while_the_page_is_frozen() -> None:
    search = "?as_of=2026-11-05&version=0123456789ab"
    assert page(search, frozen=PINNED).address("/sources") == f"/sources{search}"
    assert page(search).address("/sources") == "/sources?as_of=2026-11-05"
    assert page(search).missing_version == "0123456789ab"
    assert page(search, frozen=PINNED).missing_version == ""


def test_the_same_page_as_of_another_day_keeps_the_rest_of_its_address() -> None:
    asked = page("?q=pad&as_of=2024-10-15&from=2020", path="/timeline")
    assert asked.on(date(2025, 1, 1)) == "/timeline?q=pad&as_of=2025-01-01&from=2020"
    assert asked.on(TODAY) == asked.of_today == "/timeline?q=pad&from=2020"


def test_the_same_page_of_a_day_without_a_day_in_its_address() -> None:
    assert page("?q=pad", path="/timeline").on(date(2025, 1, 1)) == (
        "/timeline?q=pad&as_of=2025-01-01"
    )


def test_a_frozen_page_stays_frozen_on_every_day_but_leads_to_today() -> None:
    asked = page("?as_of=2026-11-05&version=0123456789ab", frozen=PINNED)
    assert asked.on(TODAY) == "/?as_of=2026-11-22&version=0123456789ab"
    assert asked.of_today == "/"


def test_what_is_pinned_names_the_day_and_the_version() -> None:
    programme = replace(NOTHING, version="0123456789abcdef" * 4)
    today = page_of(programme, path="/timeline", search="?q=pad", today=TODAY)
    assert today.pinned == "/timeline?q=pad&as_of=2026-11-22&version=0123456789ab"


def test_an_address_written_again_is_escaped_as_it_was() -> None:
    asked = page("?q=%22%3E%26+x", path="/milestone/<b>")
    assert asked.on(date(2025, 1, 1)) == "/milestone/%3Cb%3E?q=%22%3E%26+x&as_of=2025-01-01"


def statements(*rows: dict[str, str]) -> list[str]:
    return statement_anchors(programme_of([milestone()], rows).announcements.itertuples())


def test_the_address_of_a_statement_does_not_depend_on_other_rows() -> None:
    first, second = said("2024-10-15", "2026"), said("2025-12-26", "tbd", side="kz")
    anchors = statements(first, second)
    assert statements(second, said("2025-01-01", "2027"), first) == [
        anchors[1],
        *statements(said("2025-01-01", "2027")),
        anchors[0],
    ]
    assert all(len(name) == len("said-") + 8 for name in anchors)


@pytest.mark.parametrize(
    "change", ["milestone", "announced", "speaker", "organisation", "target", "source"]
)
def test_the_address_of_a_statement_is_of_what_was_said_by_whom(change: str) -> None:
    row = said("2024-10-15", "2026")
    assert statements(row) != statements(row | {change: "2025-11-11"})
    assert statements(row) == statements(row | {"confidence": "low", "note": "read again"})


def test_equal_statements_are_told_apart_by_number() -> None:
    row = said("2024-10-15", "2026")
    first, second, third = statements(row, row, row)
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_one_statement_has_the_address_that_it_has_among_others() -> None:
    rows = list(
        programme_of([milestone()], [said("2024-10-15", "2026")]).announcements.itertuples()
    )
    assert [statement_anchor(row) for row in rows] == statement_anchors(rows)
