"""What changed between two versions of the data: nothing is lost, nothing is told twice."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY, csv_bytes, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker import schema
from tracker.change import Change
from tracker.dates import parse
from tracker.moves import kind_of_move, moves
from tracker.versions import NoSuchVersion, changes_between, version
from tracker.words import words

Cells = dict[str, str]
Data = tuple[Sequence[Cells], Sequence[Cells]]


def between(old: Data, new: Data, day: date = TODAY, since: date | None = None) -> list[Change]:
    return changes_between(programme_of(*old), programme_of(*new), as_of=day, since=since)


def told(old: Data, new: Data, day: date = TODAY, since: date | None = None) -> list[str]:
    say = words("en")
    return [
        f"{change.on or '-'} {change.id}: {change.text(say)}"
        for change in between(old, new, day, since)
    ]


def rows(*cells: Cells) -> Data:
    return cells, ()


PLAN = milestone(planned="2026")


def test_the_same_data_have_no_changes() -> None:
    data = [PLAN], [said("2025-01-01", "2026")]
    assert told(data, data) == []


def test_a_row_that_is_new_is_added_and_one_that_is_gone_is_dropped() -> None:
    with_it, without = rows(PLAN, milestone("pad")), rows(PLAN)
    assert told(without, with_it) == ["- pad: added to the record, no date"]
    assert told(with_it, without) == ["- pad: dropped from the record, no date"]
    assert told(rows(), rows(PLAN)) == ["- first-flight: added to the record, dated 2026"]
    assert told(rows(PLAN), rows()) == ["- first-flight: dropped from the record, dated 2026"]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("2026", "2027", "moved from 2026 to 2027"),
        ("2027", "2026", "brought forward from 2027 to 2026"),
        ("2026", "2026-Q1", "from 2026 to Q1 2026, more precise"),
        ("2026-Q1", "2026", "from Q1 2026 to 2026, less precise"),
        ("2026", "", "withdrawn: was promised for 2026, no new date"),
        ("", "2026", "promised for 2026"),
        ("2025-Q4", "end of 2025", "corrected: planned, from Q4 2025 to the end of 2025"),
    ],
)
def test_a_plan_that_moved_is_told_as_a_move(before: str, after: str, text: str) -> None:
    old, new = rows(milestone(planned=before)), rows(milestone(planned=after))
    assert told(old, new) == [f"- first-flight: {text}"]


def test_a_plan_that_a_statement_moved_is_told_once_though_it_has_happened_since() -> None:
    page = "https://example.org/page"
    old = [PLAN], [said("2025-01-01", "2026")]
    flown = {**PLAN, "planned": "2027-H1", "actual": "2027-02-01", "source": f"{page} {page}/flew"}
    new = [flown], [*old[1], said("2026-11-20", "2027-H1")]
    assert told(old, new, date(2027, 3, 1)) == [
        "2027-02-01 first-flight: happened on 1 Feb 2027, promised for H1 2027",
        "2026-11-20 first-flight: moved from 2026 to H1 2027",
    ]
    happened, _ = between(old, new, date(2027, 3, 1))
    assert happened.source == f"{page}/flew"


def test_a_plan_that_no_statement_moved_is_told_as_corrected_of_what_has_happened() -> None:
    flown = {**PLAN, "planned": "2027-H1", "actual": "2027-02-01"}
    assert told(rows(PLAN), rows(flown), date(2027, 3, 1)) == [
        "- first-flight: corrected: planned, from 2026 to H1 2027",
        "2027-02-01 first-flight: happened on 1 Feb 2027, promised for H1 2027",
    ]


def test_what_has_happened_since_is_told_on_its_day() -> None:
    done = milestone(planned="2026", actual="2026-04-30", outcome="success")
    assert told(rows(PLAN), rows(done)) == [
        "2026-04-30 first-flight: happened on 30 Apr 2026, promised for 2026"
    ]
    assert told(rows(done), rows(PLAN)) == [
        "- first-flight: no longer on record as settled: was 30 Apr 2026"
    ]


def test_what_was_given_up_is_told() -> None:
    given_up = {**PLAN, "outcome": "cancelled"}
    assert told(rows(PLAN), rows(given_up)) == ["- first-flight: cancelled"]


def test_a_day_that_was_mended_is_told_with_both() -> None:
    old, new = milestone(actual="2026-04-29"), milestone(actual="2026-04-30")
    assert told(rows(old), rows(new)) == [
        "- first-flight: corrected: actual, from 29 Apr 2026 to 30 Apr 2026"
    ]


def test_other_cells_that_were_mended_are_one_line() -> None:
    new = {**PLAN, "title": "The first flight", "note": "Mended.", "confidence": "low"}
    assert told(rows(PLAN), rows(new)) == ["- first-flight: corrected: title, confidence, note"]


def test_a_further_source_of_an_unchanged_row_is_told_with_its_address() -> None:
    more = {**PLAN, "source": f"{PLAN['source']} https://tass.ru/1"}
    (change,) = between(rows(PLAN), rows(more))
    assert (change.kind, change.source) == ("new source", "https://tass.ru/1")
    assert told(rows(more), rows(PLAN)) == ["- first-flight: corrected: source"]


def test_a_further_source_of_an_unchanged_statement_is_told_on_its_day() -> None:
    claim = said("2025-01-01", "2026")
    more = {**claim, "source": f"{claim['source']} https://tass.ru/1"}
    (change,) = between(([PLAN], [claim]), ([PLAN], [more]))
    assert (change.kind, change.source) == ("new source", "https://tass.ru/1")
    assert change.on == date(2025, 1, 1)


def test_a_statement_that_is_new_tells_what_it_moved_and_the_row_does_not_repeat_it() -> None:
    first, second = said("2025-01-01", "2026"), said("2026-02-01", "2027", speaker="B. Speaker")
    old = [PLAN], [first]
    new = [milestone(planned="2027")], [first, second]
    assert told(old, new) == ["2026-02-01 first-flight: moved from 2026 to 2027"]
    assert between(old, new)[0].who == "B. Speaker"
    assert told(new, old) == [
        "- first-flight: brought forward from 2027 to 2026",
        "2026-02-01 first-flight: no longer on record: promised for 2027",
    ]


def test_a_statement_that_confirms_or_repeats_is_told_as_new() -> None:
    first = said("2025-01-01", "2026")
    again, press = said("2025-02-01", "2026"), said("2025-03-01", "2028", "press")
    assert told(([PLAN], [first]), ([PLAN], [first, again, press])) == [
        "2025-03-01 first-flight: new on record: promised for 2028",
        "2025-02-01 first-flight: promised for 2026, as before",
    ]


def test_a_statement_that_was_mended_is_known_again() -> None:
    old = said("2025-01-01", "2026", wording="in 2026")
    for column, value, text in (
        ("wording", "next year", "corrected: wording of a statement"),
        ("target", "2027", "corrected: target of a statement, from 2026 to 2027"),
        ("announced", "2025-01-02", "corrected: announced of a statement"),
        ("speaker", "B. Speaker", "corrected: speaker of a statement"),
    ):
        new = {**old, column: value}
        day = new["announced"]
        assert told(([PLAN], [old]), ([PLAN], [new])) == [f"{day} first-flight: {text}"]


def test_a_date_that_was_mended_is_told_whatever_else_was() -> None:
    old, new = said("2025-01-01", "2026", wording="x"), said("2025-01-01", "2028", wording="y")
    assert told(([PLAN], [old]), ([PLAN], [new])) == [
        "2025-01-01 first-flight: corrected: target, wording of a statement, from 2026 to 2028"
    ]


@pytest.mark.parametrize(
    "mended",
    [
        {"source": "https://example.org/2025-01-01 https://tass.ru/1"},
        {"wording": "by the end of the year"},
        {"target": "Y2026"},
    ],
)
def test_a_plan_withdrawn_is_told_beside_an_edit_of_the_statement(mended: Cells) -> None:
    claim = said("2025-01-01", "2026")
    old, new = ([PLAN], [claim]), ([milestone()], [{**claim, **mended}])
    withdrawn = "- first-flight: withdrawn: was promised for 2026, no new date"
    found = told(old, new)
    assert withdrawn in found
    assert len(found) == 2


def test_a_plan_that_moved_is_told_beside_a_statement_that_only_repeats_it() -> None:
    first, again = said("2025-01-01", "2027"), said("2025-02-01", "2027")
    assert told(([PLAN], [first]), ([milestone(planned="2027")], [first, again])) == [
        "- first-flight: moved from 2026 to 2027",
        "2025-02-01 first-flight: promised for 2027, as before",
    ]


def test_a_plan_is_not_told_again_where_the_statement_that_gives_it_was_mended() -> None:
    old, new = said("2025-01-01", "2026"), said("2025-01-01", "tbd")
    assert told(([PLAN], [old]), ([milestone()], [new])) == [
        "2025-01-01 first-flight: corrected: target of a statement, from 2026 to none"
    ]


def test_a_source_that_is_no_address_is_a_mended_cell_and_no_page() -> None:
    words = {**PLAN, "source": "see the archive"}
    assert told(rows({**PLAN, "source": ""}), rows(words)) == ["- first-flight: corrected: source"]
    claim = said("2025-01-01", "2026", source="https://a.org")
    more = {**claim, "source": "https://a.org see the archive"}
    assert told(([PLAN], [claim]), ([PLAN], [more])) == [
        "2025-01-01 first-flight: corrected: source of a statement"
    ]


def test_what_a_later_day_veils_in_one_version_was_not_mended() -> None:
    old = milestone(planned="2026", note="Delayed.", confidence="low")
    new = {**old, "actual": "2026-04-30", "outcome": "success"}
    day = date(2026, 1, 31)
    assert told(rows(old), rows(new), day) == told(rows(new), rows(old), day) == []


def test_of_two_that_are_the_same_one_may_go() -> None:
    claim = said("2025-01-01", "2026")
    assert told(([PLAN], [claim, claim]), ([PLAN], [claim])) == [
        "2025-01-01 first-flight: no longer on record: promised for 2026"
    ]


def test_nothing_that_became_known_after_the_day_is_told() -> None:
    first, second = said("2025-01-01", "2026"), said("2026-02-01", "2027")
    old = [PLAN], [first]
    new = [milestone(planned="2027", actual="2026-04-30")], [first, second]
    assert told(old, new, date(2026, 1, 31)) == []
    assert told(old, new, date(2026, 2, 1)) == ["2026-02-01 first-flight: moved from 2026 to 2027"]


def test_since_leaves_out_earlier_days_and_keeps_what_has_none() -> None:
    claims = [said("2025-01-01", "2026"), said("2026-02-01", "2026-Q4")]
    old, new = ([PLAN], []), ([{**PLAN, "note": "Mended."}], claims)
    assert told(old, new, since=date(2025, 6, 1)) == [
        "- first-flight: corrected: note",
        "2026-02-01 first-flight: from 2026 to Q4 2026, more precise",
    ]


def test_edits_come_first_and_the_weightiest_of_them() -> None:
    old = rows(PLAN, milestone("talk", category="meeting"))
    new = rows({**PLAN, "note": "Mended.", "planned": "2028"})
    assert [change.kind for change in between(old, new)] == ["later", "dropped", "corrected"]


def test_an_edit_is_no_late_news_on_a_day() -> None:
    (change,) = between(rows(PLAN), rows(milestone(planned="2027")))
    assert (change.on, change.when, change.certain_days) == (None, None, 1)


WINDOWS = st.sampled_from(
    ["2025", "2026", "2025-Q4", "2025-12", "2025-12-24", "2025-07/2026-06", "202X",
     "NET 2025", "NET 2026", "by 2025", "by 2026", "start of 2026"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(WINDOWS, WINDOWS)
def test_a_plan_moves_as_a_statement_would(before: str, after: str) -> None:
    claims = [said("2024-01-01", before), said("2024-02-01", after)]
    by_statements = moves(programme_of([milestone()], claims), as_of=TODAY)["kind"].iat[-1]
    if by_statements != "confirmed":
        assert kind_of_move(parse(before), parse(after)) == by_statements


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "planned": st.sampled_from(["", "2026", "2027", "2026-Q4"]),
        "actual": st.sampled_from(["", "2026-04-30"]),
        "outcome": st.sampled_from(["", "cancelled"]),
        "note": st.sampled_from(["", "Mended."]),
        "source": st.sampled_from(["", "https://a.org", "https://a.org https://b.org"]),
    },
)
VERSIONS = st.tuples(
    st.dictionaries(st.sampled_from(["one", "two", "three"]), CELLS).map(
        lambda rows: [milestone(id, **cells) for id, cells in rows.items()]
    ),
    st.lists(
        st.builds(
            said,
            st.sampled_from(["2025-01-01", "2025-06-01"]),
            st.sampled_from(["2026", "2027", "tbd"]),
            milestone=st.sampled_from(["one", "two"]),
        ),
        max_size=4,
    ),
)


@settings(max_examples=40, deadline=None)
@given(VERSIONS, VERSIONS)
def test_versions_that_differ_are_told_to_differ_and_others_are_not(old: Data, new: Data) -> None:
    def content(data: Data) -> list[list[tuple[str, ...]]]:
        return [sorted(tuple(filter(itemgetter(1), row.items())) for row in part) for part in data]

    assert bool(between(old, new)) == (content(old) != content(new))


@settings(max_examples=25, deadline=None)
@given(VERSIONS, VERSIONS)
def test_the_order_of_rows_in_the_files_does_not_matter(old: Data, new: Data) -> None:
    turned = [tuple(part[::-1] for part in data) for data in (old, new)]
    assert list(map(repr, between(old, new))) == list(map(repr, between(*turned)))


# Where the other version is.


def folder_of(path: Path, *milestones: Cells, claims: Sequence[Cells] = ()) -> Path:
    path.mkdir(exist_ok=True)
    (path / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, milestones))
    (path / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, claims))
    return path


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_folder_and_a_file_are_read(tmp_path: Path) -> None:
    data = folder_of(tmp_path / "old", PLAN)
    for name in (data, data / "milestones.csv"):
        read = version(str(name), of=tmp_path / "data", as_of=TODAY)
        assert read.milestones["id"].tolist() == ["first-flight"]


def test_a_revision_of_git_is_read_and_what_it_had_is_told_as_dropped(tmp_path: Path) -> None:
    data = folder_of(tmp_path / "data", PLAN, milestone("pad"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    folder_of(data, {**PLAN, "note": "Mended."})
    old = version("HEAD", of=data, as_of=TODAY)
    new = tracker.load(data, as_of=TODAY)
    found = changes_between(old, new, as_of=TODAY)
    assert [(change.id, change.kind) for change in found] == [
        ("pad", "dropped"),
        ("first-flight", "corrected"),
    ]


@pytest.mark.parametrize("name", ["nowhere", "HEAD~999", "-n", "../..", "a\nb", ""])
def test_what_is_neither_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    data = folder_of(tmp_path / "data", PLAN)
    git(tmp_path, "init", "-q")
    with pytest.raises(NoSuchVersion) as refusal:
        version(name, of=data, as_of=TODAY)
    assert "\n" not in str(refusal.value)


def test_without_git_it_says_so(tmp_path: Path) -> None:
    data = folder_of(tmp_path / "data", PLAN)
    with pytest.raises(NoSuchVersion, match="no git repository"):
        version("HEAD", of=data, as_of=TODAY)


def test_data_that_cannot_be_read_whole_are_not_compared(tmp_path: Path) -> None:
    data = folder_of(tmp_path / "old", PLAN)
    file = data / "milestones.csv"
    file.write_bytes(file.read_bytes() + b'x,"never closed\n')
    with pytest.raises(NoSuchVersion, match="cannot be read whole"):
        version(str(data), of=data, as_of=TODAY)


def test_the_real_record_against_itself_has_not_changed() -> None:
    real = tracker.load(REAL_DATA, as_of=TODAY)
    assert changes_between(real, real, as_of=TODAY) == []


def test_the_real_record_against_nothing_is_all_added() -> None:
    real = tracker.load(REAL_DATA, as_of=TODAY)
    found = changes_between(programme_of([]), real, as_of=TODAY)
    assert sum(change.kind == "added" for change in found) == len(real.milestones)
    assert sum(change.on is not None for change in found) == len(real.announcements)
