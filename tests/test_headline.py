"""The sentences on top, on the real record and on the smallest ones."""

from __future__ import annotations

from datetime import date

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
    assert text.startswith("Soyuz-5 first flight took place on 30 Apr 2026, at least 3 years")
    assert "Soyuz-5 second flight is due by 31 Dec 2026; nothing has been announced since" in text
    assert "overdue: the promised date passed and no outcome was found." in text


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


def test_the_flight_of_which_most_was_said_leads() -> None:
    programme = programme_of(
        [
            milestone("quiet", baseline="2024", actual="2025-01-01"),
            milestone("loud", baseline="2024", actual="2024-12-31"),
        ],
        [said("2023-01-01", "2024", milestone="loud")],
    )
    assert told(programme) == "Loud took place on 31 Dec 2024."


def test_without_flights_anything_may_lead() -> None:
    rows = [milestone("pact", category="agreement", baseline="2020", actual="2021-06")]
    text = told(programme_of(rows))
    assert text == "Pact took place in Jun 2021, at least 5 months later than first promised."


def test_a_recent_word_is_told_as_such() -> None:
    rows = [milestone("first-flight", planned="2027")]
    programme = programme_of(rows, [said("2026-11-01", "2027")])
    assert told(programme) == ("First flight is next, promised for 2027, as said on 1 Nov 2026.")


def test_a_promise_without_announcement_claims_no_silence() -> None:
    assert told(programme_of([milestone(planned="2026")])) == "First flight is due by 31 Dec 2026."


def test_what_is_due_comes_before_what_is_only_promised() -> None:
    rows = [milestone("later", planned="2027-01-05"), milestone("now", planned="2026/2028")]
    assert told(programme_of(rows)).startswith("Now is due by 31 Dec 2028")


def test_a_floor_is_not_what_is_due_next() -> None:
    assert told(programme_of([milestone(planned="NET 2027")])) == ""


def test_one_overdue_milestone_is_told_in_the_singular() -> None:
    text = told(programme_of([milestone(planned="2025")]))
    assert text == "1 milestone is overdue: the promised date passed and no outcome was found."


def test_only_what_was_known_on_the_day_is_told() -> None:
    text = told(tracker.load(REAL_DATA, as_of=TODAY), date(2025, 6, 1))
    assert "2026" not in text.split("is due")[0]
    assert "took place on 30 Apr 2026" not in text
