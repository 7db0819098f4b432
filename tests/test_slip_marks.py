"""The geometry of the slip chart: where statements, lines and words stand."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.page import page_of
from dashboards.places import Box
from dashboards.slip_drawing import NARROW, Chart, Mark
from dashboards.slip_labels import crosses, spread
from dashboards.slip_marks import chart, sheet_of
from dashboards.slip_record import Course, courses, keyed
from dashboards.slip_turns import turns
from dashboards.views.slips import WIDTHS
from tracker.moves import moves
from tracker.programme import Programme, load
from tracker.statements import known_statements, statements_on
from tracker.words import words

SAY = words("en")
DAYS = (date(2018, 12, 1), date(2024, 10, 15), date(2025, 12, 27), TODAY)


def told(programme: Programme, ids: list[str], as_of: date = TODAY) -> list[Course]:
    """The courses of some milestones as of a day."""
    page = page_of(programme, path="/slips", search=f"?as_of={as_of}", today=TODAY)
    rows = {row.id: row for row in page.known}
    known = keyed(statements_on(programme, ids, as_of=as_of))
    moved = {row.line: row for row in moves(programme, as_of=as_of).itertuples()}
    return courses([rows[name] for name in ids], known, moved)


def drawn(courses: list[Course], width: float = 946, as_of: date = TODAY) -> Chart:
    sheet = sheet_of(courses, width, since=None, as_of=as_of, today=TODAY, say=SAY)
    return chart(courses, sheet, SAY)


def of(*statements: dict[str, str], as_of: date = TODAY, **cells: str) -> Chart:
    """The chart of the first flight with these statements."""
    programme = programme_of([milestone(**cells)], statements)
    return drawn(told(programme, ["first-flight"], as_of), as_of=as_of)


@pytest.fixture(scope="module")
def real() -> Programme:
    return load(REAL_DATA, as_of=TODAY)


def most_spoken_of(programme: Programme, n: int) -> list[str]:
    counts = programme.announcements["milestone"].value_counts()
    known = set(programme.milestones["id"])
    return [name for name in counts.index if name in known][:n]


def marks_of(made: Chart) -> list[Mark]:
    return [mark for trace in made.traces for mark in trace.marks]


def word_boxes(made: Chart) -> list[Box]:
    slanted = made.diagonal_name.boxes if made.diagonal_name else ()
    day = [made.as_of.box] if made.as_of else []
    apart = [label.box for label in (*made.labels, *made.axes)]
    return [*apart, *day, *slanted[::2][:1]]


def assert_words_stand_apart(made: Chart) -> None:
    for one, other in combinations(word_boxes(made), 2):
        assert not one.meets(other)
    slanted = made.diagonal_name.boxes if made.diagonal_name else ()
    for label in made.labels:
        assert not any(label.box.meets(box) for box in slanted)
        assert label.box.x1 <= made.sheet.width
        assert label.box.y0 >= 0


def assert_words_touch_no_mark(made: Chart) -> None:
    for label in made.labels:
        for mark in marks_of(made):
            assert not label.box.meets(Box(mark.x - 2, mark.y0, mark.x + 2, mark.y1 + 0.1))
            assert not label.box.meets(Box(mark.x - 4, mark.y - 4, mark.x + 4, mark.y + 4))
        for trace in made.traces:
            for line in trace.lines:
                for ends in zip(line.points, line.points[1:], strict=False):
                    assert not crosses(ends, label.box)
        assert made.diagonal is None or not crosses(made.diagonal, label.box)
        x = made.sheet.x.noon(made.sheet.as_of)
        assert not label.box.x0 < x < label.box.x1


# Words


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_words_of_the_first_flight_touch_anything(real: Programme, width: int, as_of: date):
    made = drawn(told(real, ["soyuz5-first-flight"], as_of), width, as_of)
    assert_words_stand_apart(made)
    assert_words_touch_no_mark(made)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_names_of_thirty_milestones_meet(real: Programme, width: int):
    made = drawn(told(real, most_spoken_of(real, 30)), width)
    assert_words_stand_apart(made)
    assert len([label for label in made.labels if label.role == "name"]) == 30


@pytest.mark.parametrize("width", [width for width in WIDTHS if width >= NARROW])
@pytest.mark.parametrize("n", [2, 9, 30])
def test_the_diagonal_of_several_has_its_name_along_it_or_beside_the_plot(
    real: Programme, width: int, n: int
):
    made = drawn(told(real, most_spoken_of(real, n)), width)
    assert made.diagonal is not None
    beside = [label for label in made.labels if label.role == "on-diagonal"]
    assert (made.diagonal_name is None) == (len(beside) == 1)
    for label in beside:
        assert " ".join(label.lines) == "said on = promised for"
        assert label.lead[0] == made.diagonal[1]
        assert label.box.x0 > made.sheet.plot.x1


def test_every_milestone_alone_has_words_apart(real: Programme):
    for name in most_spoken_of(real, 30):
        made = drawn(told(real, [name]))
        assert_words_stand_apart(made)
        assert_words_touch_no_mark(made)


def test_the_first_flight_has_four_to_seven_turning_points_in_words(real: Programme):
    made = drawn(told(real, ["soyuz5-first-flight"]))
    texts = [label.lines[0] for label in made.labels]
    assert texts[0] == "Flew 30 Apr 2026"
    assert "2023 (Glavkosmos)" in texts
    assert "Withdrawn (Roscosmos)" in texts
    assert 4 <= len(texts) - 1 <= 7


@pytest.mark.parametrize(
    ("id", "category", "words"),
    [
        ("proton-elektro-l5", "launch", "Flew 2 Jan 2026"),
        ("soyuz6-first-flight", "flight-test", "Flew 2 Jan 2026"),
        ("flight-test-commission-agreement", "flight-test", "Happened 2 Jan 2026"),
        ("gagarin-flight", "heritage", "Happened 2 Jan 2026"),
    ],
)
def test_only_flights_flew(id: str, category: str, words: str):
    row = milestone(id, category=category, actual="2026-01-02")
    (course,) = told(programme_of([row], [said("2024-01-01", "2025", milestone=id)]), [id])
    assert course.happened_words(SAY) == words


def test_narrow_paper_says_less(real: Programme):
    wide, narrow = (drawn(told(real, ["soyuz5-first-flight"]), width) for width in (946, 348))
    assert len(narrow.labels) < len(wide.labels)
    assert all("…" not in line for label in narrow.labels for line in label.lines)


targets = st.sampled_from(
    ["2024", "2025", "2025-12-24", "end of 2026", "NET 2027", "by 2028", "2026-Q1", "tbd", "2031"]
)
statements = st.builds(
    lambda day, target, side, confidence: said(str(day), target, side, confidence=confidence),
    st.dates(date(2018, 1, 1), TODAY),
    targets,
    st.sampled_from(["ru", "kz", "joint", "press"]),
    st.sampled_from(["high", "low"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(statements, min_size=1, max_size=25), st.sampled_from(WIDTHS))
def test_words_never_touch_whatever_was_said(rows: list[dict[str, str]], width: int):
    programme = programme_of([milestone(baseline="2024", planned="2026")], rows)
    made = drawn(told(programme, ["first-flight"]), width)
    assert_words_stand_apart(made)
    assert_words_touch_no_mark(made)


items = st.lists(st.tuples(st.floats(0, 400), st.sampled_from([18.0, 35.0])), max_size=30)


@given(items)
def test_names_of_a_column_are_pushed_apart_and_stay_in_order(wanted: list[tuple[float, float]]):
    wanted = sorted(wanted)
    places = [
        (top, height) for top, (_, height) in zip(spread(wanted, 0, 400), wanted, strict=True)
    ]
    kept = [(top, height) for top, height in places if top is not None]
    for (top, height), (below, _) in pairwise(kept):
        assert below >= top + height - 1e-6
    assert all(top >= -1e-6 and top + height <= 400 + 1e-6 for top, height in kept)


def test_names_with_room_stand_where_they_want_to():
    assert spread([(50, 20), (200, 20)], 0, 400) == [40, 190]


# Marks


def test_a_statement_stands_over_its_window_with_its_marker_at_the_end():
    made = of(said("2023-05-01", "2025"), said("2024-05-01", "2025-12-24"))
    year, day = marks_of(made)
    assert year.x < day.x
    assert year.y == year.y0 == made.sheet.y.end(date(2025, 12, 31))
    assert year.y1 == made.sheet.y.at(date(2025, 1, 1))
    assert day.y1 - day.y0 == pytest.approx(made.sheet.y.day_height)


def test_a_floor_fades_upward_from_its_first_day_and_a_ceiling_downward():
    floor, ceiling = marks_of(of(said("2023-05-01", "NET 2024"), said("2024-05-01", "by 2027")))
    assert (floor.fade, ceiling.fade) == ("up", "down")
    assert floor.y == floor.y1 > floor.y0
    assert ceiling.y == ceiling.y0 < ceiling.y1


def test_a_weak_source_is_hollow():
    weak, strong = marks_of(
        of(said("2023-05-01", "2024", confidence="low"), said("2024-05-01", "2025"))
    )
    assert (weak.hollow, strong.hollow) == (True, False)


def test_a_withdrawal_stands_on_the_axis_and_breaks_the_line():
    made = of(said("2023-05-01", "2024"), said("2024-05-01", "tbd"), said("2025-05-01", "2027"))
    withdrawn = marks_of(made)[1]
    assert withdrawn.withdrawn
    assert withdrawn.y == made.sheet.plot.y1
    live = [line for line in made.traces[0].lines if line.kind == "live"]
    assert len(live) == 2
    assert live[0].points[-1][0] == withdrawn.x


def test_a_day_known_only_as_a_year_is_drawn_over_the_year():
    made = of(said("2023", "2025"))
    (mark,) = marks_of(made)
    assert mark.x - mark.x0 == pytest.approx(364 * made.sheet.x.day_width)


def test_the_line_steps_on_the_day_a_new_date_is_given():
    made = of(said("2023-05-01", "2024"), said("2024-05-01", "2026"))
    (line,) = made.traces[0].lines
    (_, y0), (x1, y1), (x2, y2), (x3, y3) = line.points
    assert y0 == y1 > y2 == y3
    assert x1 == x2 == marks_of(made)[1].x
    assert x3 == made.sheet.x.noon(TODAY)


def test_a_floor_takes_nothing_back_of_what_was_promised_beyond_it():
    made = of(said("2023-05-01", "2025"), said("2024-05-01", "NET 2024"))
    assert len({y for _, y in made.traces[0].lines[0].points}) == 1


def test_the_press_is_drawn_but_moves_no_line():
    made = of(said("2023-05-01", "2024"), said("2024-05-01", "2027", "press"))
    assert len(marks_of(made)) == 2
    assert len({y for _, y in made.traces[0].lines[0].points}) == 1


def test_where_the_sides_differ_the_other_claim_runs_dotted():
    made = of(said("2023-05-01", "2024"), said("2024-05-01", "2026", "kz"))
    other = [line for line in made.traces[0].lines if line.kind == "other"]
    assert len(other) == 1
    assert other[0].points[0][1] == marks_of(made)[0].y


def test_what_happened_stands_where_both_days_are_the_same_and_ends_the_line():
    made = of(said("2023-05-01", "2024"), actual="2026-04-30", outcome="success")
    happened = made.traces[0].happened
    assert happened
    assert happened.x == made.sheet.x.noon(date(2026, 4, 30))
    assert happened.y == made.sheet.y.noon(date(2026, 4, 30))
    assert made.traces[0].lines[-1].points[-1][0] == happened.x


def test_what_happened_later_is_not_drawn():
    day = date(2024, 6, 1)
    made = of(said("2023-05-01", "2024"), actual="2026-04-30", as_of=day)
    assert made.traces[0].happened is None
    assert made.sheet.said.last < date(2024, 12, 31)


def test_the_day_is_named_today_only_when_it_is():
    today, past = (
        of(said("2023-05-01", "2024")),
        of(said("2023-05-01", "2024"), as_of=date(2024, 1, 2)),
    )
    named = [made.as_of.lines[0] for made in (today, past) if made.as_of]
    assert named == ["today", "as of 2 Jan 2024"]


def test_a_milestone_of_which_every_date_was_withdrawn_is_still_drawn():
    made = of(said("2023-05-01", "tbd"))
    assert marks_of(made)[0].withdrawn
    assert_words_stand_apart(made)


def test_several_have_one_line_each_told_apart_by_colour_and_pattern(real: Programme):
    made = drawn(told(real, most_spoken_of(real, 12)))
    assert all(line.kind == "live" for trace in made.traces for line in trace.lines)
    flights = [trace.pattern for trace in made.traces if trace.track == "Flights"]
    assert flights[:3] == [0, 1, 2]


# Turning points


def test_the_first_and_the_last_promise_are_turning_points():
    programme = programme_of([milestone()], [said(f"20{n}-05-01", "2030") for n in range(18, 26)])
    (course,) = told(programme, ["first-flight"])
    days = {turn.said.day.year for turn in turns(course, SAY)}
    assert days == {2018, 2025}


def test_a_date_beyond_all_before_it_is_a_turning_point_even_after_a_floor():
    rows = [said("2020-01-01", "2022"), said("2021-01-01", "NET 2022"), said("2022-01-01", "2023"),
            said("2023-01-01", "2023")]  # fmt: skip
    (course,) = told(programme_of([milestone()], rows), ["first-flight"])
    assert date(2022, 1, 1) in [turn.said.day for turn in turns(course, SAY)]


def test_of_one_day_one_statement_is_told():
    rows = [said("2025-12-26", "tbd"), said("2025-12-26", "2026", "kz"), said("2024-01-01", "2025")]
    (course,) = told(programme_of([milestone()], rows), ["first-flight"])
    days = [turn.said.day for turn in turns(course, SAY)]
    assert len(days) == len(set(days))


def test_names_too_long_for_the_drawing_give_way_to_shorter_ones():
    rows = [said("2024-01-01", "2025", organisation="Ministry of very many and very long things")]
    (course,) = told(programme_of([milestone()], rows), ["first-flight"])
    (turn,) = turns(course, SAY)
    assert turn.wordings[0] == "First promise: 2025 (A. Speaker)"
    assert turn.wordings[-1] == "2025"


def test_drawing_leaves_the_frames_as_they_are(real: Programme):
    before = known_statements(real, as_of=TODAY).copy()
    drawn(told(real, ["soyuz5-first-flight"]))
    pd.testing.assert_frame_equal(before, known_statements(real, as_of=TODAY))


def test_a_plan_that_nobody_announced_is_drawn_at_the_day_within_the_axis():
    made = of(said("2024-01-01", "2025"), planned="2031")
    (trace,) = made.traces
    assert trace.planned
    assert made.sheet.promised.last.year == 2031
    assert made.sheet.plot.y0 <= trace.planned.y0 < trace.planned.y1 <= made.sheet.plot.y1
    assert ("in the file, no announcement",) in [label.lines for label in made.labels]
    assert of(said("2024-01-01", "2031"), planned="2031").traces[0].planned is None


def test_with_a_side_chosen_the_line_is_that_side_s_own():
    statements = [said("2024-01-01", "2025", "kz"), said("2025-01-01", "2027", "ru")]
    (course,) = told(programme_of([milestone(planned="2027")], statements), ["first-flight"])
    own = course.of_sides(("kz",))
    assert [step.claim.side for step in own.steps] == ["kz"]
    labels = [text for turn in turns(own, words("en")) for text in turn.wordings]
    assert not any("First promise" in text for text in labels)
