"""The story of one milestone, as somebody would quote it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker import json_shapes
from tracker.programme import Programme
from tracker.snapshot import snapshot
from tracker.story import Story, story_of, text
from tracker.words import words

FLIGHT = "soyuz5-first-flight"


def story(programme: Programme, name: str = "first-flight", *, as_of: date = TODAY) -> Story:
    rows = snapshot(programme, as_of=as_of)
    row = next(rows[rows["id"] == name].itertuples())
    return story_of(programme, row, as_of=as_of)


def told(*announcements: dict[str, str], as_of: date = TODAY, **cells: str) -> str:
    programme = programme_of([milestone(**cells)], announcements)
    return text(story(programme, as_of=as_of), words("en"))


def lead(*announcements: dict[str, str], as_of: date = TODAY, **cells: str) -> str:
    """The lead on one line."""
    return told(*announcements, as_of=as_of, **cells).split("\n\n")[1].replace("\n", " ")


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def real_lead(programme: Programme, day: str) -> str:
    answer = text(story(programme, FLIGHT, as_of=date.fromisoformat(day)), words("en"))
    return answer.split("\n\n")[1].replace("\n", " ")


def test_the_story_reads_from_the_lead_to_the_sources() -> None:
    record = (
        said("2020-01-01", "2022", wording="in 2022", publisher="TASS", language="en"),
        said("2021-02-01", "2023", "press", wording="said to be 2023"),
        said("2021-12-26", "2024-Q1", "kz", wording="in the first quarter", confidence="low"),
    )
    assert told(*record, baseline="2022", planned="2024-Q1", as_of=date(2021, 12, 31)) == (
        """\
First flight
first-flight, as of 31 Dec 2021

First flight: first promised for 2022 (A. Speaker, Roscosmos [1], on 1 Jan
2020). The promise moved later once. The sides differ: A. Speaker (Roscosmos)
said 2022 on 1 Jan 2020 [1]; A. Speaker (Kazcosmos) said Q1 2024 on 26 Dec
2021 [3]. By the newest statement: at least 1 year later than first promised.
From the first promise to the last, the date moved by 0.50 to 1.13 months for
each month that went by. Confidence: high.

What was said

  1 Jan 2020: 2022 (first) · A. Speaker (Roscosmos) [1]
      in 2022
      Stood for 1 year 11 months.

  1 Feb 2021: 2023 (press report, no promise) · A. Speaker (Kazcosmos) [2]
      said to be 2023

  26 Dec 2021: Q1 2024 (later) · A. Speaker (Kazcosmos) [3]
      in the first quarter
      Moved from 2022 by 1 year to 2 years 3 months. Notice: 1 year. Disagrees
      with Roscosmos. Has stood for 5 days.

Sources
  [1] TASS, en: https://example.org/2020-01-01
  [2] https://example.org/2021-02-01
  [3] weak source: https://example.org/2021-12-26
  [4] https://example.org/page"""
    )


def test_what_happened_is_told_with_its_slip_and_how_many_named_an_earlier_date() -> None:
    record = said("2020-01-01", "2022"), said("2022-05-01", "2023")
    assert lead(*record, baseline="2022", planned="2023", actual="2024-01-31") == (
        "First flight: first promised for 2022 (A. Speaker, Roscosmos [1], on 1 Jan 2020). The "
        "promise moved later once. It happened on 31 Jan 2024 [3]: at least 1 year 1 month later "
        "than first promised. 2 of 2 promises named an earlier date. From the first promise to "
        "the last, the date moved by 0.00 to 0.86 months for each month that went by. "
        "Confidence: high."
    )


def test_a_promise_made_together_names_both() -> None:
    record = said("2020-01-01", "2022", "ru"), said("2020-01-01", "2022", "kz")
    assert "(A. Speaker, Kazcosmos [1] and A. Speaker, Roscosmos [1], on 1 Jan 2020)." in lead(
        *record, planned="2022"
    )


def test_no_bracket_stands_within_another_and_sources_are_in_order() -> None:
    record = (
        said("2019-01-01", "2022", organisation="Agency (contract)"),
        said("2020-01-01", "2022"),
    )
    page = "https://example.org/2020-01-01 https://example.org/2019-01-01"
    found = told(*record, planned="2022", actual="2022-05-05", source=page)
    assert "first promised for 2022 (A. Speaker, Agency, contract [1], on 1 Jan 2019)" in (
        found.replace("\n", " ")
    )
    assert "A. Speaker, Agency (contract) [1]" in found
    assert "It happened on 5 May 2022 [1][2]." in found.replace("\n", " ")


def test_the_press_promises_nothing_it_reports() -> None:
    assert "first promised for 2030, as reported (A. Speaker, Izvestia [1], in 2019)." in lead(
        said("2019", "2030", "press", organisation="Izvestia"), planned="2030"
    )


def test_a_first_promise_without_its_statement_is_told_apart_from_the_first_on_record() -> None:
    assert lead(said("2020-01-01", "2031"), baseline="2030", planned="2031").startswith(
        "First flight: first promised for 2030. The first statement on record said 2031 "
        "(A. Speaker, Roscosmos [1], on 1 Jan 2020)."
    )


def test_a_first_promise_that_was_made_later_is_told_with_who_made_it() -> None:
    record = said("2018", "2020-10/2021-03"), said("2019-07", "2019-12", speaker="First")
    assert lead(*record, baseline="2019-12", planned="2019-12", actual="2020-12").startswith(
        "First flight: first promised for Dec 2019 (First, Roscosmos [2], in Jul 2019). The first "
        "statement on record said Oct 2020 – Mar 2021 (A. Speaker, Roscosmos [1], in 2018)."
    )


def test_a_page_that_was_quoted_before_the_event_does_not_tell_of_it() -> None:
    told_before, after = said("2020-01-01", "2022"), "https://example.org/report"
    page = told_before["source"]
    sentence = lead(told_before, planned="2022", actual="2022-05-05", source=f"{page} {after}")
    assert "It happened on 5 May 2022 [2]" in sentence
    # An event without a page would be worse than one with an old page.
    assert "It happened on 5 May 2022 [1]" in lead(
        told_before, planned="2022", actual="2022-05-05", source=page
    )


def test_a_plan_that_nobody_announced_is_told_with_its_certain_slip() -> None:
    record = said("2020-01-01", "2026-10"), said("2020-02-01", "2026-10")
    told_so = lead(*record, baseline="2026-10", planned="2028")
    assert "No slip is certain" not in told_so
    assert told_so.endswith(
        "The plan now says 2028: at least 1 year 2 months later than first promised. No "
        "announcement on record says this date. Confidence: high."
    )
    assert (
        "The plan last said Aug 2026; that ended 83 days ago and no report is on record. No "
        in (lead(*record, baseline="2026-10", planned="2026-08"))
    )
    assert "The plan names no date. No announcement on record withdraws it." in lead(*record)


def test_a_plan_that_nobody_announced_stands_beside_sides_that_differ() -> None:
    record = said("2020-01-01", "2027", "ru"), said("2020-02-01", "2028", "kz")
    found = lead(*record, baseline="2027", planned="2029")
    assert "The sides differ: A. Speaker (Roscosmos) said 2027" in found
    assert "The plan now says 2029: at least 1 year later than first promised." in found


def test_what_moved_and_came_back_is_not_told_as_if_it_had_stayed() -> None:
    record = said("2020-01-01", "2027"), said("2021-01-01", "2028"), said("2021-06-01", "2027")
    assert "The promise moved later once. It is now promised for 2027, as A. Speaker " in lead(
        *record, baseline="2027", planned="2027"
    )
    assert ": again as first promised." in lead(*record, baseline="2027", planned="2027")
    happened = {"baseline": "2026-Q1", "planned": "2026-Q1", "actual": "2026-Q1"}
    moved = said("2020-01-01", "2026-Q1"), said("2021-01-01", "2027"), said("2022-01-01", "2026-Q1")
    assert "It happened in Q1 2026 [4]: in the end as first promised." in lead(*moved, **happened)
    assert "It happened in Q1 2026 [2]: as first promised." in lead(moved[0], **happened)


@pytest.mark.parametrize(
    ("targets", "sentence"),
    [
        (["2021", "2021-12"], "2 of 2 promises named an earlier date."),
        (["2021", "2022-04"],
         "At least 1 of 2 promises named an earlier date; of 1 it cannot be told."),
        (["2022-04", "2022-05"],
         "Of 2 promises it cannot be told whether they named an earlier date."),
        (["2022-04", "2023"],
         "Of 1 of 2 promises it cannot be told whether they named an earlier date; the others "
         "did not."),
        (["2022-04"], "Whether the one promise on record named an earlier date cannot be told."),
        (["2021"], "The one promise on record named an earlier date."),
        (["2023"], "The one promise on record named no earlier date."),
    ],
)  # fmt: skip
def test_how_many_named_an_earlier_date_is_no_more_than_can_be_told(
    targets: list[str], sentence: str
) -> None:
    record = [said(f"2020-01-0{n}", target) for n, target in enumerate(targets, 1)]
    assert sentence in lead(*record, planned=targets[-1], actual="2022-03/2022-06")


def test_moves_and_withdrawals_are_told_together() -> None:
    first, later, back = (
        said("2020-01-01", "2022"), said("2021-01-01", "2024"), said("2021-06-01", "tbd"),
    )  # fmt: skip
    assert "The promise moved later once, and the date was withdrawn once." in lead(
        first, later, back
    )
    assert "The date was withdrawn once." in lead(first, back)


def test_where_nobody_spoke_the_story_says_so() -> None:
    assert lead(planned="2030") == (
        "First flight: no promise is on record. It is now promised for 2030. Confidence: high."
    )
    assert "No date is announced." in lead()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"planned": "2026-10"}, "That ended 22 days ago and no report is on record."),
        ({"planned": "2026-10", "outcome": "unknown"}, "That has passed and no outcome was found."),
        ({"planned": "2026-10", "outcome": "cancelled"}, "It was cancelled."),
        ({"planned": "2027"}, "The plan now says 2027. No announcement on record says this date."),
    ],
)
def test_what_came_of_a_single_promise(cells: dict[str, str], sentence: str) -> None:
    assert sentence in lead(said("2020-01-01", "2026-10"), **cells)


def test_nothing_newer_is_told_of_a_promise_that_stands_alone() -> None:
    assert "Nothing newer is on record." in lead(said("2020-01-01", "2030"), planned="2030")


def test_a_ceiling_and_who_named_it_are_told_apart() -> None:
    assert "first promised by 2030 (A. Speaker, Roscosmos [1], on 1 Jan 2020)." in lead(
        said("2020-01-01", "by 2030"), planned="by 2030"
    )


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("2025-12", "2026-Q1", "Moved from Dec 2025 by 1 day to 4 months."),
        ("2025-12-24", "2025-12-30", "Moved from 24 Dec 2025 by 6 days."),
        ("2026-Q1", "2025-12", "Brought forward from Q1 2026 by 1 day to 4 months."),
        ("2025-10/2025-12", "2025-12/2026-02", "by up to 5 months."),
        ("by 2025", "by 2027", "Moved from “by 2025” by 2 years."),
        ("2025", "by 2027", "Moved from 2025; the latest day promised moved by 2 years."),
        ("by 2024", "2024-07/2026-06",
         "Moved from “by 2024”; the latest day promised moved by 1 year 6 months."),
        ("2025", "by 2025", ""),
        ("2025", "tbd", "Takes back 2025."),
        ("by 2025", "2027", "by at least 1 year."),
    ],
)  # fmt: skip
def test_a_statement_says_how_far_it_moved_the_date(before: str, after: str, change: str) -> None:
    found = told(said("2024-01-01", before), said("2024-06-01", after), as_of=date(2024, 7, 1))
    assert change in found.replace("\n      ", " ")


def test_a_ceiling_that_is_raised_moves_by_its_end() -> None:
    found = told(said("2023-10-01", "by 2023"), said("2023-12-21", "by 2024"))
    assert "by 1 year. Notice: 10 days." in found.replace("\n      ", " ")


def test_what_is_said_too_late_says_how_late() -> None:
    found = told(said("2023-10-01", "2023-10"), said("2023-11-05", "2023-12"))
    assert "Said 5 days after that had passed." in found.replace("\n      ", " ")
    found = told(said("2023-10-01", "2023-10"), said("2023-10-31", "2023-12"))
    assert "Said on the last day of that." in found.replace("\n      ", " ")


def test_a_date_given_again_is_held_against_the_last_one_there_was() -> None:
    found = told(
        said("2024-01-01", "2025"), said("2024-02-01", "tbd"), said("2024-03-01", "2026-03")
    )
    assert "Moved by 2 months to 1 year 3 months against the last date there was." in (
        found.replace("\n      ", " ")
    )


def test_no_line_but_an_address_is_longer_than_a_terminal(real: Programme) -> None:
    answer = text(story(real, FLIGHT), words("en"))
    assert [line for line in answer.splitlines() if len(line) > 80 and "://" not in line] == []


def test_the_real_first_flight_is_told_as_of_each_day(real: Programme) -> None:
    first = (
        "Soyuz-5 first flight: first promised for 2022 (First deputy premier of Kazakhstan, "
        "secretariat [1] and Dmitry Rogozin, Government of Russia [2], on 13 Jun 2017)."
    )
    expected = {
        "2024-10-15": "Ravil Akhmetov (RCC Progress) said 2026 on 2 Oct 2024 [39].",
        "2025-12-25": "It is now promised for the end of 2025, as Vladimir Putin (President of "
        "Russia) said on 12 Nov 2025",
        "2025-12-27": "The sides differ: Roscosmos gave no date on 26 Dec 2025 [60]; Zhaslan "
        "Madiyev (Government of Kazakhstan) said Q1 2026 on 26 Dec 2025 [61].",
        "2026-02-01": "It is now promised for the end of Mar 2026, as Dmitry Baranov (Roscosmos) "
        "said on 27 Jan 2026",
        "2026-05-01": "It happened on 30 Apr 2026 [63][64][65]: at least 3 years 4 months later "
        "than first promised. 44 of 45 promises named an earlier date.",
    }
    for day, sentence in expected.items():
        found = real_lead(real, day)
        assert found.startswith(first)
        assert sentence in found
    assert real_lead(real, "2026-05-01").endswith("Confidence: medium.")


def test_every_real_milestone_has_a_story_in_every_language(real: Programme) -> None:
    for lang in ("en", "fr", "ru", "kk"):
        for row in snapshot(real, as_of=TODAY)[::7].itertuples():
            answer = text(story_of(real, row, as_of=TODAY), words(lang))
            assert "{" not in answer
            assert "nan" not in answer.lower().split()


def test_the_json_has_no_number_that_json_does_not_know(real: Programme) -> None:
    answer = json_shapes.story(story(real, FLIGHT))
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    history: dict[str, Any] = answer["history"]
    assert (history["slips"], history["dated"], history["named_before"]) == (6, 45, 44)
    assert history["first"]["target"]["text"] == "2022"
    assert history["months_slipped_per_month"] == [0.373, 0.492]
    assert {move["contests"] for move in answer["moves"][-3:-1]} == {
        "Government of Kazakhstan",
        "Roscosmos",
    }


def test_nothing_after_the_day_is_told(real: Programme) -> None:
    answer = text(story(real, FLIGHT, as_of=date(2025, 12, 25)), words("en"))
    assert "2026-" not in answer
    assert "withdrawn" not in answer
    assert "Rests on secondary sources" not in answer


def test_of_a_date_that_cannot_be_read_the_story_says_so_and_of_no_missing_outcome() -> None:
    programme = programme_of(
        [milestone(planned="2022", actual="32 May 2022")], [said("2020-01-01", "2022")]
    )
    answer = text(story(programme), words("en"))
    assert "Its date cannot be read." in answer
    assert "outcome" not in answer
