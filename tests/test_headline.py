"""The sentences on top, on the real record and on the smallest ones."""

from __future__ import annotations

from datetime import date

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.elements import Element, Node
from dashboards.headline import headline
from dashboards.page import page_of
from tracker.programme import Programme


def text_of(node: Node) -> str:
    if isinstance(node, str):
        return node
    return "".join(map(text_of, node.children))


def links_of(node: Node) -> list[str]:
    if not isinstance(node, Element):
        return []
    own = [node.attrs["href"]] if node.tag == "a" else []
    return own + [link for child in node.children for link in links_of(child)]


def told(programme: Programme, day: date = TODAY) -> str:
    return text_of(headline(page_of(programme, path="/", search="", today=day))).strip()


def test_the_real_record_leads_with_its_first_flight_and_the_next() -> None:
    text = told(tracker.load(REAL_DATA, as_of=TODAY))
    assert text.startswith(
        "Soyuz-5 first flight happened on 30 Apr 2026 (medium confidence), at least 3 years"
    )
    assert (
        "Next: Soyuz-5 second flight, promised for 2026; nothing has been announced since Sep 2025."
        in text
    )
    assert "overdue: the promised date passed and no outcome was found." in text


def test_the_flight_of_which_most_was_said_leads_before_it_has_flown() -> None:
    text = told(tracker.load(REAL_DATA, as_of=TODAY), date(2024, 10, 15))
    assert text.startswith(
        "On Soyuz-5 first flight the sides differ: Government of Kazakhstan says 2025; "
        "RCC Progress says 2026. Next: "
    )


def test_every_fact_links_to_its_milestone() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    links = links_of(headline(page_of(programme, path="/", search="", today=TODAY)))
    assert links == [
        "/milestone/soyuz5-first-flight",
        "/milestone/soyuz5-second-flight",
        "/timeline?status=overdue",
    ]


def test_an_empty_record_says_what_would_fill_it() -> None:
    assert told(programme_of([])).startswith("No milestone is on record yet. Add a row")


def test_a_day_before_the_record_asks_nobody_to_add_a_row() -> None:
    programme = programme_of([milestone(actual="2024-04-30")], [said("2024-10-15", "2026")])
    early = page_of(programme, path="/", search="?as_of=1950-01-01", today=TODAY)
    assert text_of(headline(early)) == "No milestone was on record by 1 Jan 1950."
    empty = page_of(programme_of([]), path="/", search="?as_of=1950-01-01", today=TODAY)
    assert text_of(headline(empty)) == text_of(headline(early))


def test_the_flight_of_which_most_was_said_leads() -> None:
    programme = programme_of(
        [
            milestone("quiet", baseline="2024", actual="2025-01-01"),
            milestone("loud", baseline="2024", actual="2024-12-31"),
        ],
        [said("2023-01-01", "2024", milestone="loud")],
    )
    assert told(programme) == "Loud happened on 31 Dec 2024."


def test_without_flights_anything_may_lead() -> None:
    rows = [milestone("pact", category="agreement", baseline="2020", actual="2021-06")]
    text = told(programme_of(rows))
    assert text == "Pact happened in Jun 2021, at least 5 months later than first promised."


def test_a_fact_that_is_less_than_sure_says_so() -> None:
    rows = [milestone(baseline="2025", actual="2025-03", confidence="low")]
    assert told(programme_of(rows)) == "First flight happened in Mar 2025 (low confidence)."


def test_an_open_lead_tells_its_promise_and_how_far_it_has_moved() -> None:
    rows = [milestone(baseline="2022", planned="2027", confidence="low")]
    assert told(programme_of(rows)) == (
        "First flight is promised for 2027, at least 4 years later than first promised."
    )


def test_an_overdue_lead_has_no_slip() -> None:
    rows = [milestone(baseline="2022", planned="2025")]
    text = told(programme_of(rows))
    assert text.startswith(
        "First flight was promised for 2025; that date passed and no outcome was found. 1 milestone"
    )
    assert "later" not in text


def test_an_overdue_lead_may_have_no_date() -> None:
    text = told(programme_of([milestone(outcome="unknown")]))
    assert text.startswith("First flight has no date announced, and no outcome was found.")


def test_a_lead_without_a_date_is_told_as_such() -> None:
    assert told(programme_of([milestone()])) == "No date is announced for First flight."


def test_a_side_that_took_its_date_back_is_told() -> None:
    claims = [said("2025-01-01", "2027"), said("2025-02-01", "tbd", side="kz")]
    assert told(programme_of([milestone(planned="2027")], claims)) == (
        "On First flight the sides differ: Roscosmos says 2027; Kazcosmos gives no date."
    )


def test_a_flight_that_was_given_up_does_not_lead() -> None:
    rows = [milestone("gone", outcome="cancelled", baseline="2020"), milestone(planned="2027")]
    claims = [said("2019-01-01", "2020", milestone="gone")]
    assert told(programme_of(rows, claims)) == "First flight is promised for 2027."


def test_of_nothing_but_what_was_given_up_nothing_is_told() -> None:
    assert told(programme_of([milestone(outcome="cancelled")])) == ""


def next_of(target: str, announced: str) -> str:
    """What is told of the second flight, the first being done."""
    rows = [milestone("first", actual="2026-01-01"), milestone("second", planned=target)]
    claims = [said("2020", "2026", milestone="first"), said("2021", "2026", milestone="first")]
    latest = [said(announced, target, milestone="second")] if announced else []
    return told(programme_of(rows, [*claims, *latest])).partition(". ")[2]


@pytest.mark.parametrize(
    ("announced", "ending"),
    [
        ("2026-11-01", ", as said on 1 Nov 2026."),
        ("2026-10", ", as said in Oct 2026."),
        ("end of Oct 2026", " (said: end of Oct 2026)."),
        ("2025-09", "; nothing has been announced since Sep 2025."),
        ("", "."),
    ],
)
def test_a_promise_is_told_with_when_it_was_made(announced: str, ending: str) -> None:
    assert next_of("2027", announced) == f"Next: Second, promised for 2027{ending}"


def test_a_date_is_credited_to_the_statement_that_gave_it() -> None:
    rows = [milestone("first", actual="2026-01-01"), milestone("second", planned="2027")]
    claims = [
        *(said(day, "2026", milestone="first") for day in ("2020", "2021", "2022")),
        said("2026-10-30", "2027", milestone="second", side="ru"),
        said("2026-11-12", "2028", milestone="second", side="kz"),
    ]
    assert "Next: Second, promised for 2027, as said on 30 Oct 2026." in told(
        programme_of(rows, claims)
    )
    since = [*claims, said("2026-11-20", "2027", milestone="second")]
    assert "as said on 20 Nov 2026" in told(programme_of(rows, since))


@pytest.mark.parametrize(
    ("target", "promise"),
    [("2026", "promised for 2026"), ("by 2027", "promised by 2027")],
)
def test_what_is_due_is_not_sharpened_to_a_day(target: str, promise: str) -> None:
    assert next_of(target, "") == f"Next: Second, {promise}."


def test_the_order_that_a_column_proves_holds_for_the_silence_too() -> None:
    """03/11/2026 is 3 November where another cell of the column has a 25 in the first place."""
    rows = [milestone("first", actual="2026-01-01"), milestone("second", planned="2027")]
    claims = [
        said("25/01/2025", "2026", milestone="first"),
        said("26/01/2025", "2026", milestone="first"),
        said("03/11/2026", "2027", milestone="second"),
    ]
    assert "as said on 3 Nov 2026" in told(programme_of(rows, claims))


def test_next_is_the_nearest_end_of_window() -> None:
    rows = [
        milestone("lead", actual="2026-01-01"),
        milestone("wide", planned="2026/2028"),
        milestone("near", planned="2027-01-05"),
    ]
    assert "Next: Near, promised for 5 Jan 2027." in told(programme_of(rows))


def test_a_floor_is_not_what_is_next() -> None:
    assert next_of("NET 2027", "") == ""


def test_one_overdue_milestone_is_told_in_the_singular() -> None:
    text = told(programme_of([milestone(planned="2025")]))
    assert text.endswith(
        ". 1 milestone is overdue: the promised date passed and no outcome was found."
    )


def test_only_what_was_known_on_the_day_is_told() -> None:
    text = told(tracker.load(REAL_DATA, as_of=TODAY), date(2025, 6, 1))
    assert "happened" not in text
    assert "30 Apr 2026" not in text


def test_a_plan_that_nobody_announced_is_not_told_as_a_promise() -> None:
    text = told(programme_of([milestone(planned="2027")], [said("2024-01-01", "2026")]))
    assert text == (
        "First flight is dated 2027 in the file, a date that no announcement on record gives."
    )


def test_a_date_that_cannot_be_read_is_not_told_as_missing() -> None:
    text = told(programme_of([milestone(planned="somewhen")], [said("2024-01-01", "2026")]))
    assert text == "The date of First flight cannot be read."


def test_what_only_the_press_reports_is_not_what_comes_next() -> None:
    rows = [
        milestone(actual="2026-01-01"),
        milestone("second-flight", planned="2027"),
        milestone("third-flight", planned="2028"),
    ]
    claims = [
        said("2024-01-01", "2026"),
        said("2025-01-01", "2027", "press", milestone="second-flight"),
        said("2025-01-01", "2028", milestone="third-flight"),
    ]
    assert "Next: Third flight, promised for 2028" in told(programme_of(rows, claims))


def test_of_a_flight_that_only_the_press_dates_it_is_a_report() -> None:
    text = told(programme_of([milestone(planned="2027")], [said("2025-01-01", "2027", "press")]))
    assert text == "First flight is reported for 2027."
