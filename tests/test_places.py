"""Places for words: widths of text and free room in a row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboards.places import Box, Interval, free, place, shortened, text_width

ROOM = Interval(0, 400)
intervals = st.builds(
    lambda x, width: Interval(x, x + width), st.floats(-50, 450), st.floats(0, 200)
)


def test_bold_text_needs_more_room():
    assert text_width("3 years later", 12, bold=True) > text_width("3 years later", 12)


def test_glyph_that_no_table_knows_is_taken_for_wide():
    assert text_width("漢", 100) == 110


def test_variation_selector_takes_no_room():
    assert text_width("⚠\ufe0e", 12) == text_width("⚠", 12)


def test_text_that_fits_is_left_alone():
    assert shortened("Soyuz-5", 13, 100) == "Soyuz-5"


@given(st.text(max_size=60), st.floats(12, 300))
def test_shortened_text_fits_its_room(text: str, width: float):
    room = max(width, text_width("…", 13))
    assert text_width(shortened(text, 13, room), 13) <= room


@given(st.lists(intervals, max_size=5))
def test_gaps_keep_air_from_everything(taken: list[Interval]):
    for gap in free(ROOM, taken, air=6):
        assert all(gap.x1 <= item.x0 - 6 or gap.x0 >= item.x1 + 6 for item in taken)


def placed(mark: Interval, *others: Interval) -> tuple[int, float] | None:
    return place([80, 50, 30, 20], mark, free(ROOM, [mark, *others], air=6), air=6)


def test_words_stand_right_of_their_mark():
    mark = Interval(100, 120)
    assert placed(mark) == (0, 126)


def test_short_words_on_the_right_beat_long_ones_on_the_left():
    mark = Interval(330, 340)
    assert placed(mark) == (1, 346)


def test_words_stand_left_where_the_right_has_no_room():
    mark = Interval(380, 400)
    assert placed(mark) == (0, 294)


def test_few_words_beside_the_mark_beat_many_beyond_its_arrow():
    arrow = Interval(200, 350)
    assert placed(Interval(350, 368), arrow) == (3, 374)
    assert placed(Interval(350, 390), arrow) == (1, 144)


def test_nothing_is_placed_where_nothing_fits():
    mark = Interval(0, 400)
    assert placed(mark) is None


def test_boxes_that_share_an_edge_do_not_meet():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 20, 20))
