"""The timeline as values: what is drawn for a date, and that words touch nothing."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboards.drawing import Row, Timeline
from dashboards.marks import Sheet, Span, default_span, timeline, whole_span
from dashboards.outline import Heading, in_order, outline
from tracker.programme import load
from tracker.snapshot import snapshot
from tracker.words import words

SAY = words("en")
WIDTHS = (1352, 960, 358)
SPAN = Span(date(2018, 1, 1), date(2028, 12, 31))


def rows_of(*cells: dict[str, str], as_of: date = TODAY) -> pd.DataFrame:
    return in_order(snapshot(programme_of(cells), as_of=as_of))


def drawn(*cells: dict[str, str], width: float = 1352, span: Span = SPAN) -> Timeline:
    rows = rows_of(*cells)
    return timeline(rows, Sheet(width, span, TODAY, TODAY), say=SAY, lines=outline(rows))


def row(**cells: str) -> Row:
    return drawn(milestone(**cells)).rows[0]


def label(row: Row) -> str:
    return " | ".join(label.text for label in row.labels)


def test_day_is_a_diamond():
    [mark] = row(actual="2026-04-30").marks
    assert (mark.shape, mark.look) == ("diamond", "filled")


def test_period_is_a_bar_over_its_whole_window():
    [mark] = row(planned="2027").marks
    scale = Sheet(1352, SPAN, TODAY, TODAY).scale
    assert (mark.shape, mark.look) == ("bar", "light")
    assert (mark.x0, mark.x1) == (scale.at(date(2027, 1, 1)), scale.end(date(2027, 12, 31)))


def test_short_period_stays_visible():
    [mark] = row(actual="2025-06-02/2025-06-03").marks
    assert mark.x1 - mark.x0 == 5


def test_open_end_fades():
    assert row(planned="not before 2027-03").marks[0].fade == "after"
    assert row(planned="by 2027").marks[0].fade == "before"


def test_approximate_date_has_dashed_edges():
    assert row(planned="2027~").marks[0].dashed
    assert not row(planned="2027").marks[0].dashed


def test_cancelled_milestone_is_struck_out():
    assert row(planned="2024", outcome="cancelled").marks[0].crossed


def test_first_promise_is_a_dashed_ghost_with_an_arrow_to_where_it_moved():
    first = row(baseline="2022", actual="2026-04-30")
    ghost, now = first.marks
    assert (ghost.look, ghost.dashed) == ("ghost", True)
    assert first.arrow
    assert ghost.x1 == first.arrow.x0 < first.arrow.x1 < now.x0


def test_promise_that_was_kept_has_no_ghost():
    assert [mark.look for mark in row(baseline="2025-06-02", actual="2025-06-02").marks] == [
        "filled"
    ]


def test_more_precise_date_has_a_ghost_but_no_arrow():
    assert row(baseline="2027", planned="2027-Q1").arrow is None


def test_slip_is_told_in_red_words_at_the_end():
    parts = row(baseline="2018", actual="2020-12").labels[0].parts
    assert parts[-1].role == "late"
    assert parts[-1].text == " · at least 1 year 11 months later"


def test_status_is_told_in_words_as_well():
    assert label(row(planned="2026")) == "2026 · ◐ due now"
    assert label(row(planned="2024", outcome="unknown")).endswith("overdue, no outcome found")
    assert label(row(planned="2024", outcome="cancelled")) == "2024 · ✕ cancelled"


def test_weak_source_has_a_mark_and_a_phrase():
    assert label(row(actual="2020", confidence="low")) == "2020 · * weak source"


def test_undated_row_keeps_its_place_with_words_at_the_right_edge():
    undated = row()
    assert label(undated) == "no date announced"
    assert undated.labels[0].box.x1 > 1340


def test_date_off_the_page_stands_at_the_edge_with_a_day_to_go_to():
    [edge] = row(actual="2004-12-22").labels
    assert (edge.text, edge.edge, edge.jump) == ("◂ 22 Dec 2004", "before", date(2004, 12, 22))
    assert label(row(planned="2035")) == "2035 ▸"


def test_first_promise_off_the_page_has_its_date_at_the_edge():
    moved = row(baseline="by 2008", actual="2026-04-30")
    assert moved.labels[1].text == "◂ by 2008"
    assert moved.arrow
    assert moved.arrow.x0 > moved.labels[1].box.x1


def test_works_have_a_line_from_their_begin():
    works, now = row(start="2020-03-01", planned="2027").marks
    assert (works.look, works.x1) == ("works", now.x0)


def test_narrow_paper_has_the_name_above_the_bar():
    [narrow] = drawn(milestone(planned="2027"), width=358).rows
    assert narrow.name.box.y1 <= narrow.marks[0].box.y0


def test_line_of_today_is_cut_where_words_stand():
    drawing = drawn(milestone(planned="2026-10-01"))
    [today] = drawing.days
    words = drawing.rows[0].labels[0].box
    assert words.x0 < today.x < words.x1
    assert all(y1 <= words.y0 or y0 >= words.y1 for y0, y1 in today.pieces)


def test_as_of_day_has_a_line_of_its_own_when_it_is_not_today():
    rows = rows_of(milestone(planned="2027"))
    sheet = Sheet(1352, SPAN, date(2025, 3, 1), TODAY)
    assert [day.kind for day in timeline(rows, sheet, say=SAY).days] == ["today", "as-of"]


@pytest.mark.parametrize("days_apart", [0, 1, 20, 200, 2000])
@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_the_days_do_not_meet_on_the_axis(days_apart: int, width: float):
    as_of = date.fromordinal(TODAY.toordinal() - days_apart)
    sheet = Sheet(width, default_span(TODAY), as_of, TODAY)
    days = timeline(rows_of(milestone(planned="2027")), sheet, say=SAY).days
    assert not any(a.pill.meets(b.pill) for a, b in combinations(days, 2))


def test_window_draws_its_lines_alone():
    rows = rows_of(*(milestone(f"m-{n:02}", planned="2027") for n in range(30)))
    sheet = Sheet(1352, SPAN, TODAY, TODAY)
    part = timeline(rows, sheet, say=SAY, lines=outline(rows), window=range(10, 20))
    assert len(part.rows) == 10
    assert part.rows[0].y == 0
    assert part.height == 250


def test_rows_stand_by_track_and_category_and_date():
    rows = rows_of(
        milestone("late-launch", planned="2028"),
        milestone("law", category="agreement", planned="2030"),
        milestone("test", category="flight-test", planned="2029"),
        milestone("early-launch", planned="2027"),
        milestone("undated-launch"),
    )
    lines = [e.key if isinstance(e, Heading) else rows["id"][e] for e in outline(rows)]
    assert lines == [
        *("Governance", "law", "Flights", "flight-test", "test"),
        *("launch", "early-launch", "late-launch", "undated-launch"),
    ]


def test_folded_track_shows_nothing_but_its_heading():
    rows = rows_of(milestone("a", planned="2027"), milestone("b", planned="2028"))
    [heading] = outline(rows, collapsed=["Flights"])
    assert isinstance(heading, Heading)
    assert (heading.count, heading.folded) == (2, True)


def test_rows_group_by_status_in_the_order_of_the_schema():
    rows = rows_of(milestone("a", actual="2025"), milestone("b", planned="2024"))
    headings = [e.key for e in outline(rows, group_by="status") if isinstance(e, Heading)]
    assert headings == ["overdue", "done"]


def test_whole_span_covers_every_date_and_leaves_room_for_words():
    rows = rows_of(milestone("a", actual="1955-06-02"), milestone("b", planned="2050"))
    assert whole_span(rows, TODAY) == Span(date(1955, 1, 1), date(2062, 12, 31))


def test_ordering_leaves_its_frame_unchanged():
    rows = snapshot(programme_of([milestone("b"), milestone("a")]), as_of=TODAY)
    before = rows.copy()
    in_order(rows)
    pd.testing.assert_frame_equal(rows, before)


def assert_nothing_touches(drawing: Timeline) -> None:
    """Words meet no mark, no arrow, no other words, no line of a day, and stay on the page."""
    scale = drawing.sheet.scale
    for row in drawing.rows:
        boxes = [row.name.box, *(label.box for label in row.labels)]
        seen = [m.box for m in row.marks if m.x1 > scale.left and m.x0 < scale.right]
        for box in boxes:
            assert box.x0 >= 0
            assert box.x1 <= scale.right
            assert row.y <= box.y0 < box.y1 <= row.y + drawing.sheet.row_height
        for label in row.labels:
            # A diamond just beyond the edge may show its corner there, never under words.
            assert not any(label.box.meets(box) for box in seen), (label, row)
            if row.arrow and label.box.y1 > row.arrow.y:
                first, last = sorted((row.arrow.x0, row.arrow.x1))
                assert last <= label.box.x0 or first >= label.box.x1, (label, row.arrow)
        assert not any(a.meets(b) for a, b in combinations(boxes, 2)), boxes
        for day in drawing.days:
            for box in boxes:
                crossed = box.x0 < day.x < box.x1
                assert not crossed or all(b <= box.y0 or a >= box.y1 for a, b in day.pieces)


days = st.dates(date(2010, 1, 1), date(2035, 12, 31))
dates = st.one_of(
    st.just(""),
    days.map(date.isoformat),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day.year}-Q{(day.month + 2) // 3}"),
    days.map(lambda day: str(day.year)),
    days.map(lambda day: f"{day.year}~"),
    days.map(lambda day: f"by {day:%Y-%m}"),
    days.map(lambda day: f"not before {day:%Y-%m}"),
    st.tuples(days, days).map(lambda pair: "/".join(day.isoformat() for day in sorted(pair))),
)
random_milestones = st.fixed_dictionaries(
    {
        "title": st.sampled_from(("Short", "A much longer name of a milestone " * 2)),
        "category": st.sampled_from(("launch", "agreement", "ground")),
        "start": dates,
        "baseline": dates,
        "planned": dates,
        "actual": dates,
        "outcome": st.sampled_from(("", "unknown", "cancelled", "partial")),
        "confidence": st.sampled_from(("high", "low")),
    }
)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    # An example is read from the failure itself; making it smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(
    st.lists(random_milestones, min_size=1, max_size=12),
    days,
    st.integers(20, 9000),
)
def test_words_touch_nothing_at_three_widths(cells: list[dict[str, str]], first: date, length: int):
    rows = rows_of(*(milestone(f"m-{n}", **row) for n, row in enumerate(cells)))
    span = Span(first, date.fromordinal(first.toordinal() + length))
    for width in WIDTHS:
        sheet = Sheet(width, span, date(2024, 5, 1), TODAY)
        assert_nothing_touches(timeline(rows, sheet, say=SAY, lines=outline(rows)))


@pytest.mark.parametrize("width", WIDTHS)
def test_words_touch_nothing_on_the_real_data(width: float):
    rows = in_order(snapshot(load(REAL_DATA, as_of=TODAY), as_of=TODAY))
    sheet = Sheet(width, default_span(TODAY), TODAY, TODAY)
    assert_nothing_touches(timeline(rows, sheet, say=SAY, lines=outline(rows)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("length", [20, 60, 200, 500, 1500, 4000, 12000, 60000])
def test_names_on_the_axis_stand_apart(width: float, length: int):
    first = date(1930, 1, 1) if length > 30_000 else TODAY
    sheet = Sheet(width, Span(first, date.fromordinal(first.toordinal() + length)), TODAY, TODAY)
    drawing = timeline(rows_of(milestone(planned="2027")), sheet, say=SAY)
    for level in (0, 1):
        middles = [(a.middle, len(a.text) * 6) for a in drawing.axis if a.level == level]
        assert all(b[0] - a[0] >= (a[1] + b[1]) / 2 for a, b in pairwise(middles))
    assert len({label.level for label in drawing.axis}) <= 2


def test_a_date_that_cannot_be_read_is_not_labelled_as_never_announced() -> None:
    assert label(row(planned="somewhen")) == "date cannot be read"
    assert label(row()) == "no date announced"
