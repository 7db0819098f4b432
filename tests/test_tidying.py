"""Form is put right as far as it was asked for, and what the files say stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY, csv_bytes, milestone, said
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import schema, store
from tracker.dates import DateWords, parse
from tracker.deltas import CannotEdit
from tracker.edits import Change, make
from tracker.ordering import RANKS, order
from tracker.tidying import Tidying, code_of, reading, tidied

ALL = Tidying(sort=True, dates=True)


def put_in_form(folder: Path, asked: Tidying, *, dry_run: bool = False) -> Change:
    return make(folder, tidied(asked), as_of=TODAY, dry_run=dry_run)


def written(folder: Path, rows: list[dict[str, str]], record: list[dict[str, str]]) -> Path:
    (folder / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    (folder / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record))
    return folder


def test_the_real_record_is_in_form() -> None:
    change = put_in_form(REAL_DATA, ALL, dry_run=True)
    assert change.before == change.after


def test_milestones_stand_by_track_then_by_date_then_by_id(tmp_path: Path) -> None:
    rows = [
        milestone("museum", category="heritage"),
        milestone("third", planned="2028"),
        milestone("undated"),
        milestone("floor", planned="NET 2026"),
        milestone("b-second", planned="2027", baseline="2020"),
        milestone("a-second", planned="2027"),
        milestone("first", planned="2027", actual="2026-04-30"),
        milestone("half", planned="2027-H2"),
        milestone("treaty", category="agreement", actual="2030"),
    ]
    put_in_form(written(tmp_path, rows, []), Tidying(sort=True))
    assert store.read(tmp_path).milestones.columns["id"] == [
        *("treaty", "first", "a-second", "b-second", "half", "third", "floor", "undated"),
        "museum",
    ]


def test_announcements_stand_by_milestone_then_by_day_the_press_first(tmp_path: Path) -> None:
    record = [
        said("2026-03-02", "2027", "kz"),
        said("2026-03-02", "2028", "press"),
        said("2026-03", "2029", "ru"),
        said("2026-03-01", "2030", "ru"),
        said("2026-09-01", "2031", "ru", milestone="a-pad"),
    ]
    rows = [milestone(), milestone("a-pad")]
    put_in_form(written(tmp_path, rows, record), Tidying(sort=True))
    found = store.read(tmp_path).announcements
    assert found is not None
    assert found.columns["target"] == ["2031", "2030", "2028", "2027", "2029"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("8 апреля 2025", "2025-04-08"),
        ("avril 2025", "2025-04"),
        ("IV кв. 2025", "2025-Q4"),
        ("второе полугодие 2025", "2025-H2"),
        ("не ранее марта 2026", "NET 2026-03"),
        ("no later than 2027", "by 2027"),
        ("about 2025", "2025~"),
        ("2020s", "202X"),
        ("March to June 2026", "2026-03/2026-06"),
        ("Apr-25", "2025-04"),
        ("20-31 December 2025", "2025-12-20/2025-12-31"),
    ],
)
def test_a_code_that_says_the_same_is_written(words: str, code: str) -> None:
    assert code_of(parse(words)) == code


@pytest.mark.parametrize(
    "text",
    ["end of 2025", "fin 2025", "mid-2026", "summer 2026", "end of April 2026", "2026-03/.."],
)
def test_what_no_code_says_better_stays(text: str) -> None:
    assert code_of(parse(text)) == text


DAYS = st.dates(min_value=parse("1990").earliest, max_value=parse("2050").latest)  # type: ignore[arg-type]
FORMS = st.sampled_from(
    [
        "{d:%Y-%m-%d}", "{d:%d.%m.%Y}", "{d.day} апреля {d.year}", "Q3 {d.year}", "fin {d.year}",
        "не ранее {d.year}", "by {d.year}", "{d.year}~", "about Q2 {d.year}", "{d.year}-W11",
        "mid-{d.year}", "March to June {d.year}", "by the end of March {d.year}", "winter {d.year}",
        "{d.day} April {d.year}?", "before 1 July {d.year}", "NET {d.year}-H2",
        "{d.year}-11/{d.year}-12-05",
    ]
)  # fmt: skip


@given(DAYS, FORMS)
@settings(max_examples=300, deadline=None)
def test_a_code_is_read_as_the_words_are(day: object, form: str) -> None:
    words = read(form.format(d=day))
    if words is not None:
        code = code_of(words)
        assert reading(parse(code)) == reading(words)
        assert code_of(parse(code)) == code


def read(text: str) -> DateWords | None:
    try:
        return parse(text)
    except ValueError:
        return None


def test_dates_are_respelt_in_the_order_of_digits_that_their_column_proves(tmp_path: Path) -> None:
    rows = [milestone("a", actual="03/04/2026"), milestone("b", actual="25/12/2025")]
    put_in_form(written(tmp_path, rows, []), Tidying(dates=True))
    assert store.read(tmp_path).milestones.columns["actual"] == ["2026-04-03", "2025-12-25"]


def test_only_what_was_asked_is_done(tmp_path: Path) -> None:
    rows = [milestone("b", planned="avril 2027"), milestone("a", planned="2026-12-31")]
    folder = written(tmp_path, rows, [])
    put_in_form(folder, Tidying(dates=True))
    assert store.read(folder).milestones.columns["planned"] == ["2027-04", "2026-12-31"]
    put_in_form(folder, Tidying(sort=True))
    assert store.read(folder).milestones.columns["id"] == ["a", "b"]


def test_what_is_in_form_is_left_alone(tmp_path: Path) -> None:
    rows = [milestone("b", planned="avril 2027"), milestone("a", planned="2026")]
    folder = written(tmp_path, rows, [said("2026-01-01", "avril 2027", milestone="b")])
    assert put_in_form(folder, ALL).before != store.content(folder)
    standing = store.content(folder)
    assert put_in_form(folder, ALL).after == standing


def test_a_column_is_added_to_the_file_that_lacks_it(tmp_path: Path) -> None:
    (tmp_path / "milestones.csv").write_bytes(b"id,title,source\na,A,https://e.org\n")
    put_in_form(tmp_path, Tidying(columns=("title_kk",)))
    assert (tmp_path / "milestones.csv").read_bytes() == (
        b"id,title,source,title_kk\na,A,https://e.org,\n"
    )
    with pytest.raises(CannotEdit, match="'colour' is no column of the record"):
        put_in_form(tmp_path, Tidying(columns=("colour",)))


def test_the_order_of_rows_is_total() -> None:
    files = store.read(REAL_DATA)
    ranks = RANKS["milestones"](files.milestones)
    assert order(ranks) == list(range(len(ranks)))
    assert len(set(ranks)) == len(ranks)
