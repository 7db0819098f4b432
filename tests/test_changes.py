"""What changed between two days, in words, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.change import KINDS, Change, by_day, slip_between
from tracker.change_list import as_json, as_text
from tracker.changes import changes
from tracker.dates import parse
from tracker.importance import NOTABLE, OF_CATEGORY, OF_KIND, importance
from tracker.programme import Programme
from tracker.schema import CATEGORIES
from tracker.words import words

RECORD = (
    said("2024-01-01", "2025"),
    said("2024-06-01", "2025"),
    said("2025-12-26", "2026-Q1"),
)
SINCE, UNTIL = date(2023, 1, 1), date(2026, 11, 22)
Cells = dict[str, str]


def texts(
    *announcements: Cells,
    since: date = SINCE,
    until: date = UNTIL,
    confirmed: bool = False,
    **cells: str,
) -> list[str]:
    programme = programme_of([milestone(**cells)], announcements)
    found = changes(programme, since=since, until=until, confirmed=confirmed)
    return [f"{item.on} {item.text(words('en'))}" for item in found]


def test_changes_are_told_newest_first_and_repeats_are_left_out() -> None:
    assert texts(*RECORD, planned="2026-Q1", actual="2026-04-30") == [
        "2026-04-30 happened on 30 Apr 2026, promised for Q1 2026",
        "2025-12-26 moved from 2025 to Q1 2026",
        "2024-01-01 promised for 2025",
    ]


def test_the_first_day_is_left_out_and_the_last_is_in() -> None:
    assert texts(*RECORD, since=date(2024, 1, 1), until=date(2025, 12, 26)) == [
        "2025-12-26 moved from 2025 to Q1 2026"
    ]


def test_nothing_from_after_the_last_day_is_told() -> None:
    assert texts(*RECORD, actual="2026-04-30", until=date(2025, 12, 25)) == [
        "2024-01-01 promised for 2025"
    ]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ((said("2024-01-01", "2025"), said("2024-02-01", "tbd")),
         "withdrawn: was promised for 2025, no new date"),
        ((said("2024-02-01", "tbd"),), "no date given"),
        ((said("2024-01-01", "tbd"), said("2024-02-01", "2026")), "promised for 2026 again"),
        ((said("2024-01-01", "2026"), said("2024-02-01", "2025")),
         "brought forward from 2026 to 2025"),
        ((said("2024-01-01", "2026"), said("2024-02-01", "2026-Q1")),
         "from 2026 to Q1 2026, more precise"),
        ((said("2024-01-01", "2026-Q1"), said("2024-02-01", "2026")),
         "from Q1 2026 to 2026, less precise"),
        ((said("2024-02-01", "by 2025"),), "promised by 2025"),
    ],
)  # fmt: skip
def test_every_kind_of_move_has_its_sentence(record: Sequence[Cells], text: str) -> None:
    assert texts(*record)[0] == f"2024-02-01 {text}"


def test_what_only_says_the_same_again_is_told_when_asked_for() -> None:
    assert texts(*RECORD[:2], confirmed=True) == [
        "2024-06-01 promised for 2025, as before",
        "2024-01-01 promised for 2025",
    ]


def test_what_happened_on_its_day_happened_as_promised() -> None:
    assert texts(planned="2026-04-30", actual="2026-04-30") == [
        "2026-04-30 happened on 30 Apr 2026, as promised"
    ]


def test_what_was_given_up_is_told_on_its_day() -> None:
    assert texts(actual="2026-04-30", outcome="cancelled") == ["2026-04-30 cancelled"]


def test_an_empty_file_has_no_changes() -> None:
    assert changes(programme_of([]), since=SINCE, until=UNTIL) == []


def test_no_time_has_no_changes() -> None:
    real = tracker.load(REAL_DATA, as_of=TODAY)
    for day in (date(2018, 6, 22), date(2025, 12, 26), TODAY):
        assert changes(real, since=day, until=day, confirmed=True) == []


def test_a_month_stays_a_month_and_counts_from_its_end() -> None:
    programme = programme_of([milestone()], [said("2024-05", "2026")])
    (change,) = changes(programme, since=SINCE, until=date(2024, 5, 31))
    assert change.on == date(2024, 5, 31)
    assert change.when == parse("2024-05")
    assert changes(programme, since=SINCE, until=date(2024, 5, 30)) == []


def test_what_is_dated_to_a_period_that_began_before_may_be_earlier() -> None:
    record = said("2024", "2026"), said("2024-05-02", "2027")
    programme = programme_of([milestone(planned="2027", actual="2026-02")], record)
    happened, vague, certain = changes(programme, since=date(2024, 2, 1), until=UNTIL)
    say = words("en")
    assert vague.may_be_earlier
    assert vague.doubt(say) == "dated only to 2024: may be earlier"
    assert not certain.may_be_earlier
    assert not happened.may_be_earlier
    assert certain.doubt(say) == ""
    (first, *_) = changes(programme, since=date(2026, 1, 31), until=UNTIL)
    assert not first.may_be_earlier
    (first, *_) = changes(programme, since=date(2026, 2, 1), until=UNTIL)
    assert first.may_be_earlier
    assert not any(c.may_be_earlier for c in changes(programme, since=date.min, until=UNTIL))


def test_a_doubt_is_told_in_brackets() -> None:
    programme = programme_of([milestone()], [said("2024", "2026")])
    found = changes(programme, since=date(2024, 2, 1), until=UNTIL)
    assert as_text(found, {}, words("en")).splitlines()[1] == (
        "  first-flight: promised for 2026 (dated only to 2024: may be earlier) · A. Speaker"
    )
    (answer,) = as_json(found, {}, words("en"))
    assert answer["may_be_earlier"] is True
    assert answer["text"] == "promised for 2026 (dated only to 2024: may be earlier)"


def test_what_is_told_is_what_was_known_then() -> None:
    record = said("2024-01-01", "2025"), said("2026-01-01", "2027")
    assert texts(*record, planned="2027", actual="2025-05-05", until=date(2025, 6, 1))[0] == (
        "2025-05-05 happened on 5 May 2025, promised for 2025"
    )


def test_what_was_still_said_after_it_happened_is_not_what_had_been_promised() -> None:
    record = said("2024-01-01", "2025"), said("2026-01-01", "2027")
    assert "2025-05-05 happened on 5 May 2025, promised for 2025" in texts(
        *record, planned="2027", actual="2025-05-05"
    )


def test_a_plan_that_was_only_said_after_it_happened_had_not_been_promised() -> None:
    record = (said("2026-05-01", "2026-06"),)
    assert "2026-04-30 happened on 30 Apr 2026" in texts(
        *record, planned="2026-06", actual="2026-04-30"
    )


def test_a_source_that_is_no_address_leads_nowhere() -> None:
    record = (
        said("2025-01-01", "2026", source="see the archive"),
        said("2025-02-01", "2027", source="archive https://a.org"),
    )
    found = changes(programme_of([milestone()], record), since=SINCE, until=UNTIL)
    assert [change.source for change in found] == ["https://a.org", ""]


def test_what_had_happened_by_a_year_is_told_at_its_end() -> None:
    assert texts(actual="by 2025", until=date(2025, 12, 31)) == ["2025-12-31 happened by 2025"]


# The two sides.

DISPUTE = (
    said("2025-01-01", "2025", "ru"),
    said("2025-01-02", "2025-Q4", "kz"),
    said("2025-12-26", "tbd", "ru"),
    said("2025-12-26", "2026-Q1", "kz"),
    said("2026-01-27", "end of March 2026", "ru"),
)


def kinds(*announcements: Cells, **cells: str) -> list[tuple[str, str]]:
    programme = programme_of([milestone(**cells)], announcements)
    return [(str(c.on), c.kind) for c in changes(programme, since=SINCE, until=UNTIL)]


def test_the_day_on_which_the_sides_part_is_told_once_and_so_is_the_day_they_agree() -> None:
    told = kinds(*DISPUTE)
    assert [pair for pair in told if pair[1] in ("contested", "agreed")] == [
        ("2026-01-27", "agreed"),
        ("2025-12-26", "contested"),
    ]


def test_who_differs_is_named_with_what_each_says() -> None:
    (text,) = [text for text in texts(*DISPUTE) if "differ:" in text]
    assert text == "2025-12-26 the sides differ: Kazcosmos says Q1 2026, Roscosmos no date"


def test_what_the_press_says_is_no_side_of_a_dispute() -> None:
    record = said("2025-01-01", "2025", "ru"), said("2025-02-01", "2027", "press")
    assert ("2025-02-01", "contested") not in kinds(*record)


def test_one_side_changing_its_mind_in_time_is_no_dispute() -> None:
    assert "contested" not in {kind for _, kind in kinds(*RECORD)}


def test_what_happened_while_the_sides_differed_brought_nobody_to_agree() -> None:
    record = said("2024-01-01", "2025"), said("2024-02-01", "2026-06", "kz")
    after = said("2026-02-05", "2026-02-01")
    told = kinds(*record, after, actual="2026-02-01", outcome="success")
    assert ("2024-02-01", "contested") in told
    assert "agreed" not in {kind for _, kind in told}
    assert ("2026-02-05", "agreed") in kinds(*record, said("2026-02-05", "2026-06"))


# What matters more.


def test_every_kind_and_every_category_has_its_weight() -> None:
    assert set(OF_KIND) == set(KINDS)
    assert set(OF_CATEGORY) == set(CATEGORIES)


def test_flights_come_before_meetings() -> None:
    for kind in KINDS:
        assert importance(kind, "launch") > importance(kind, "meeting")


def test_what_happened_or_was_given_up_comes_before_what_is_more_precise_and_that_before_a_source(
) -> None:  # fmt: skip
    for strong in ("done", "cancelled", "withdrawn", "later"):
        for category in CATEGORIES:
            weights = [importance(k, category) for k in (strong, "more precise", "new source")]
            assert weights == sorted(weights, reverse=True)


def test_a_longer_slip_weighs_more_up_to_a_limit() -> None:
    weights = [importance("later", "launch", days) for days in (0, 40, 400, 4000, 40000)]
    assert weights == sorted(weights)
    assert weights[-1] == weights[-2] <= 100
    assert importance("earlier", "launch", -400) > importance("earlier", "launch", -40)


def test_a_launch_that_moved_is_in_ink_and_a_meeting_held_is_not() -> None:
    assert importance("later", "launch") >= NOTABLE > importance("done", "meeting")


def test_within_a_day_the_weightiest_comes_first() -> None:
    rows = [milestone("talk", category="meeting", actual="2026-04-30"),
            milestone("flight", actual="2026-04-30")]  # fmt: skip
    found = changes(programme_of(rows), since=SINCE, until=UNTIL)
    assert [change.id for change in found] == ["flight", "talk"]


def test_changes_of_a_day_stand_under_its_words_vaguer_ones_apart() -> None:
    record = (
        said("2025-09-30", "2026"),
        said("2025-09", "2027", milestone="other"),
        said("2025-09-30", "2028", milestone="third"),
    )
    rows = [milestone(), milestone("other"), milestone("third")]
    found = changes(programme_of(rows, record), since=SINCE, until=UNTIL)
    told = [(day and day.text, [c.id for c in members]) for day, members in by_day(found)]
    assert told == [("2025-09-30", ["first-flight", "third"]), ("2025-09", ["other"])]


def test_a_day_is_not_the_same_heading_as_about_that_day() -> None:
    days = {"a": "2025-12-24", "b": "2025-12-24~", "c": "2025-12-24", "d": "2025-12-24~"}
    weighty = {"a": "meeting", "b": "launch", "c": "launch", "d": "meeting"}
    rows = [milestone(id, actual=day, category=weighty[id]) for id, day in days.items()]
    found = changes(programme_of(rows), since=SINCE, until=UNTIL)
    told = [(day and day.text, [c.id for c in members]) for day, members in by_day(found)]
    assert told == [("2025-12-24", ["c", "a"]), ("2025-12-24~", ["b", "d"])]


def test_periods_of_the_same_days_stand_apart_where_they_were_put_otherwise() -> None:
    put = {"a": "2025-Q4", "b": "2025-10/2025-12", "c": "2025-10-01/2025-12-31"}
    rows = [milestone(id, actual=period) for id, period in put.items()]
    found = changes(programme_of(rows), since=SINCE, until=UNTIL)
    told = [(words("en").date(day), [c.id for c in members]) for day, members in by_day(found)]
    assert told == [("Oct–Dec 2025", ["b", "c"]), ("Q4 2025", ["a"])]


def test_a_change_is_late_by_what_no_reading_can_argue_away() -> None:
    programme = programme_of([milestone()], RECORD)
    moved = changes(programme, since=SINCE, until=UNTIL)[0]
    assert (moved.slip_min, moved.slip_max, moved.certain_days) == (1, 454, 1)


def test_nothing_slips_against_a_floor_or_against_nothing() -> None:
    for before in (parse("NET 2025"), None):
        assert all(map(pd.isna, slip_between(before, parse("2026"))))


# Whatever the record.

DAYS = st.dates(date(2020, 1, 1), date(2026, 6, 1))
TARGETS = st.sampled_from(["2024", "2025", "2025-Q4", "2025-12-24", "2026", "tbd", "NET 2026"])
STATEMENTS = st.builds(
    lambda day, target, side, of: said(day.isoformat(), target, side, milestone=of),
    DAYS,
    TARGETS,
    st.sampled_from(["ru", "kz", "joint"]),
    st.sampled_from(["first-flight", "other"]),
)
# Of what somebody still speaks after it happened, the pages are known only then.
LATER_DAYS = st.dates(date(2026, 6, 2), date(2026, 11, 22))
ROWS = st.builds(
    lambda days: [
        milestone(id, actual=day.isoformat() if day else "")
        for id, day in zip(("first-flight", "other"), days, strict=True)
    ],
    st.tuples(st.none() | LATER_DAYS, st.none() | LATER_DAYS),
)
RECORDS = st.lists(STATEMENTS, max_size=8)


def between(programme: Programme, since: date, until: date) -> set[str]:
    return keys(changes(programme, since=since, until=until, confirmed=True))


def keys(found: Iterable[Change]) -> set[str]:
    return {repr(replace(change, may_be_earlier=False)) for change in found}


@settings(max_examples=40, deadline=None)
@given(ROWS, RECORDS, DAYS | LATER_DAYS)
def test_what_changed_in_two_stretches_is_what_changed_in_both(
    rows: list[Cells], record: list[Cells], middle: date
) -> None:
    programme = programme_of(rows, record)
    start, end = date(2019, 1, 1), date(2026, 11, 22)
    halves = between(programme, start, middle), between(programme, middle, end)
    assert halves[0] | halves[1] == between(programme, start, end)
    assert not halves[0] & halves[1]


@settings(max_examples=25, deadline=None)
@given(ROWS, RECORDS, st.randoms())
def test_the_order_of_rows_in_the_file_does_not_matter(
    rows: list[Cells], record: list[Cells], chance: st.DataObject
) -> None:
    shuffled = list(record)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    told = changes(programme_of(rows, record), since=SINCE, until=UNTIL)
    other = changes(programme_of(rows[::-1], shuffled), since=SINCE, until=UNTIL)
    assert list(map(repr, told)) == list(map(repr, other))


def test_frames_are_left_as_they_were() -> None:
    programme = programme_of([milestone()], DISPUTE)
    before = programme.milestones.copy(), programme.announcements.copy()
    changes(programme, since=SINCE, until=UNTIL)
    pd.testing.assert_frame_equal(programme.milestones, before[0])
    pd.testing.assert_frame_equal(programme.announcements, before[1])


# The real record.


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def test_the_december_2025_slip_is_told_by_both_sides(real: Programme) -> None:
    found = changes(real, since=date(2025, 12, 25), until=date(2025, 12, 27))
    told = [c.text(words("en")) for c in found if c.id == "soyuz5-first-flight"]
    assert told == [
        "withdrawn: was promised for the end of 2025, no new date",
        "moved from the end of 2025 to Q1 2026",
        "the sides differ: Government of Kazakhstan says Q1 2026, Roscosmos no date",
    ]


def test_every_change_of_the_real_record_leads_to_its_source(real: Programme) -> None:
    found = changes(real, since=date(1900, 1, 1), until=TODAY, confirmed=True)
    assert len(found) > 300
    assert all(change.source.startswith("http") for change in found)
    assert all(0 <= change.weight <= 100 for change in found)


def test_year_by_year_the_real_record_adds_up(real: Programme) -> None:
    years = [date(year, 12, 31) for year in range(2015, 2026)]
    parts = [between(real, since, until) for since, until in pairwise(years)]
    whole = between(real, years[0], years[-1])
    # What a partner has said since turns what the press had said before into a mere report.
    assert not whole - set().union(*parts)
    assert len(set().union(*parts) - whole) < 10


def test_no_change_is_later_than_the_day(real: Programme) -> None:
    for day in (date(2018, 1, 1), date(2022, 7, 2), date(2025, 12, 25)):
        for change in changes(real, since=day - timedelta(days=900), until=day):
            assert change.on is not None
            assert change.on <= day
