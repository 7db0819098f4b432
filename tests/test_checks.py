"""Each fault is found where it stands, once, and its near misses are let pass."""

from copy import deepcopy
from datetime import date

import pytest
from builders import REAL_DATA, TODAY, files_of, milestone, said
from hypothesis import given
from hypothesis import strategies as st

from tracker import checks, csvfile, schema, store
from tracker.faults import FAULTS
from tracker.identifiers import loops, plain
from tracker.problems import Problem
from tracker.row_faults import CLOSED_LISTS
from tracker.store import Files

FIRST = "first-flight"


def problems(
    *milestones: dict[str, str], statements: tuple[dict[str, str], ...] = (), as_of: date = TODAY
) -> list[Problem]:
    return checks.check(files_of(milestones, statements), as_of=as_of)


def codes(*milestones: dict[str, str], statements: tuple[dict[str, str], ...] = ()) -> list[str]:
    return [problem.code for problem in problems(*milestones, statements=statements)]


def only(found: list[Problem], code: str, *, line: int = 2, column: str) -> Problem:
    """The one problem found, of this code, at this place, with words to go on with."""
    assert [(p.code, p.line, p.column) for p in found] == [(code, line, column)]
    assert found[0].severity == FAULTS[code][0]
    assert found[0].message
    assert found[0].remedy
    return found[0]


def statement(**cells: str) -> dict[str, str]:
    """A statement without any fault of its own, in line with the milestone of ``planned``."""
    return {**said("2026-10-01", "2027"), **cells}


def planned(words: str = "2027", **cells: str) -> dict[str, str]:
    return milestone(FIRST, planned=words, **cells)


# Without a fault -------------------------------------------------------------------------------


def test_sound_rows_have_no_problem():
    assert codes(planned(), statements=(statement(),)) == []


def test_two_columns_are_enough():
    table = csvfile.read(b"id,title,source\na,1,https://x.org/1\n", name="m.csv")
    assert checks.check(Files("m.csv", table, None, ""), as_of=TODAY) == []


def test_the_real_record_has_no_error():
    found = checks.check(store.read(REAL_DATA), as_of=TODAY)
    assert [problem for problem in found if problem.severity == "error"] == []


def test_problems_come_in_the_order_of_file_line_and_column():
    found = problems(
        planned("31 foo", outcome="won", confidence="sure"),
        milestone("b", category="x"),
        statements=(statement(side="x", announced="never"),),
    )
    places = [(problem.file, problem.line, problem.column) for problem in found]
    assert places == sorted(places)
    assert len(places) == 6


def test_checking_changes_nothing():
    files = files_of([planned(outcome="won"), milestone("B")], [statement(target="x")])
    before = deepcopy(files)
    checks.check(files, as_of=TODAY)
    assert files == before


def test_every_fault_has_whole_sentences():
    for key, (severity, message, remedy) in FAULTS.items():
        assert severity in ("error", "warning"), key
        assert message.endswith((".", "}")), key
        assert remedy.endswith((".", "?", "}")), key


def test_the_closed_lists_are_those_that_have_words():
    assert tuple(checks.CLOSED_LISTS) == CLOSED_LISTS


# Ids -------------------------------------------------------------------------------------------


def test_a_duplicate_id_names_the_first_line():
    found = problems(milestone("a"), milestone("b"), milestone("a"))
    assert "line 2" in only(found, "duplicate-id", line=4, column="id").message


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_id_is_an_error(blank):
    only(problems(milestone(blank, title="x")), "blank-id", column="id")


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("Soyuz5 First Flight", "soyuz5-first-flight"),
        ("first_flight", "first-flight"),
        ("-first--flight", "first-flight"),
        ("première", "premiere"),
        ("baiterek ", "baiterek"),
    ],
)
def test_a_malformed_id_is_repaired_in_the_remedy(typed, repaired):
    found = only(problems(milestone(typed)), "malformed-id", column="id")
    assert found.remedy == f"Write '{repaired}'."


def test_an_id_in_another_alphabet_is_asked_for_in_latin():
    assert "a to z" in only(problems(milestone("байтерек")), "malformed-id", column="id").remedy


@pytest.mark.parametrize(
    "twin",
    [
        "First-flight",
        "first-flіght",  # Cyrillic і
        "first-flιght",  # Greek ι
        "first\u200b-flight",
        "first\u2011flight",
        "ﬁrst-flight",
    ],
)
def test_a_look_alike_id_names_the_other_and_its_line(twin):
    found = only(problems(milestone(FIRST), milestone(twin)), "look-alike-id", line=3, column="id")
    assert f"'{FIRST}' on line 2" in found.message


def test_ids_in_nfc_and_nfd_look_alike():
    found = problems(milestone("cafe\u0301"), milestone("caf\u00e9"))
    assert [problem.code for problem in found] == ["malformed-id", "look-alike-id"]


def test_a_look_alike_before_the_well_formed_id_is_the_faulty_one():
    only(problems(milestone("FIRST-FLIGHT"), milestone(FIRST)), "look-alike-id", column="id")


def test_the_plain_form_of_a_well_formed_id_is_itself():
    assert plain("soyuz5-first-flight-2") == "soyuz5-first-flight-2"


def test_a_blank_title_is_a_warning():
    only(problems(milestone("a", title="")), "blank-title", column="title")


# Closed lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("category", "lunch", "launch"),
        ("category", "Launch", "launch"),
        ("outcome", "canceled", "cancelled"),
        ("confidence", "hgih", "high"),
    ],
)
def test_an_unknown_word_is_an_error_that_says_which_was_meant(column, typed, meant):
    found = only(problems(milestone("a", **{column: typed})), f"unknown-{column}", column=column)
    assert f"Did you mean '{meant}'?" in found.remedy


def test_an_unknown_word_that_resembles_none_lists_them_all():
    found = only(problems(milestone("a", category="xyz")), "unknown-category", column="category")
    assert all(category in found.remedy for category in schema.CATEGORIES)


def test_sides_and_languages_of_announcements_are_checked():
    found = problems(planned(), statements=(statement(side="kazakhstan", language="kz"),))
    assert [(p.code, p.column) for p in found] == [
        ("unknown-language", "language"),
        ("unknown-side", "side"),
    ]
    assert "'kk'" in found[0].remedy


@pytest.mark.parametrize("language", ["en", "kk", "uk", "sr", ""])
def test_languages_of_iso_639_pass(language):
    assert codes(planned(), statements=(statement(language=language),)) == []


# Dates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", schema.MILESTONE_DATES)
def test_an_unreadable_date_is_an_error_with_the_form_to_type(column):
    found = only(problems(milestone("a", **{column: "soon"})), "unreadable-date", column=column)
    assert "soon" in found.message


def test_digits_in_two_orders_are_an_error_naming_both():
    found = only(problems(planned("03/04/2027")), "unreadable-date", column="planned")
    assert "April" in found.message + found.remedy or "2027-04-03" in found.message + found.remedy


def test_an_order_proved_by_the_column_is_one_warning():
    rows = [milestone(f"m{n}", planned=f"0{n}/04/2027") for n in range(1, 9)]
    found = problems(*rows, milestone("proof", planned="25/12/2027"))
    only(found, "digit-order", line=2, column="planned")


@pytest.mark.parametrize("typed", ["Apr-27", "avr.-27", "апр.27"])
def test_a_month_made_by_a_spreadsheet_is_a_warning(typed):
    only(problems(planned(typed)), "spreadsheet-date", column="planned")


@pytest.mark.parametrize("column", ["announced", "target"])
def test_an_announcement_needs_both_dates(column):
    found = problems(planned(), statements=(statement(**{column: ""}),))
    assert only(found, f"blank-{column}", column=column).severity == "error"


@pytest.mark.parametrize("typed", ["tbd", "TBD", " tbd "])
def test_a_target_may_be_withdrawn(typed):
    assert codes(planned(""), statements=(statement(target=typed),)) == []


def test_only_a_target_may_be_withdrawn():
    statements = (statement(announced="never"),)
    only(problems(planned(), statements=statements), "unreadable-date", column="announced")


@pytest.mark.parametrize(("year", "found"), [("1949", True), ("1955", False), ("2050", False)])
def test_years_out_of_all_proportion_are_a_warning(year, found):
    expected = ["suspicious-year"] if found else []
    assert codes(milestone("a", baseline=year)) == expected


def test_an_actual_in_the_future_is_an_error():
    only(problems(milestone("a", actual="2026-11-23")), "future-actual", column="actual")
    assert codes(milestone("a", actual="2026-11-22")) == []
    assert codes(milestone("a", actual="2026")) == []


def test_an_announcement_in_the_future_is_an_error():
    found = problems(planned(), statements=(statement(announced="2026-12"),))
    only(found, "future-announcement", column="announced")
    assert codes(planned(), statements=(statement(announced="2026-11"),)) == []


@pytest.mark.parametrize("column", ["planned", "actual"])
def test_an_end_before_the_start_is_an_error(column):
    cells = {"start": "2026-03", "outcome": "unknown", column: "2026-02"}
    assert (
        "2026-03"
        in only(problems(milestone("a", **cells)), "end-before-start", column=column).message
    )
    assert codes(milestone("a", **{**cells, column: "2026-Q1"})) == []


def test_an_overdue_date_without_report_is_a_warning():
    only(problems(planned("2026-Q3")), "overdue", column="planned")


@pytest.mark.parametrize(
    "cells",
    [
        {"planned": "2026-Q4"},
        {"planned": "NET 2024"},
        {"planned": "2025", "actual": "2025-05-01"},
        {"planned": "2025", "outcome": "unknown"},
        {"planned": "2025", "outcome": "cancelled"},
    ],
)
def test_due_open_done_and_stated_rows_are_not_overdue(cells):
    assert codes(milestone("a", **cells)) == []


@pytest.mark.parametrize("outcome", ["success", "partial", "failure"])
def test_an_outcome_without_a_date_is_a_warning(outcome):
    only(problems(milestone("a", outcome=outcome)), "outcome-without-actual", column="outcome")


@pytest.mark.parametrize("outcome", ["", "cancelled", "unknown"])
def test_an_outcome_that_needs_no_date_has_none(outcome):
    assert codes(milestone("a", outcome=outcome)) == []


# Dependencies ----------------------------------------------------------------------------------


def test_a_dependency_on_nothing_known_says_which_was_meant():
    found = problems(milestone(FIRST), milestone("b", depends_on="frist-flight"))
    assert f"'{FIRST}'" in only(found, "unknown-milestone", line=3, column="depends_on").remedy


def test_a_dependency_typed_in_another_alphabet_is_recognised():
    found = problems(milestone(FIRST), milestone("b", depends_on="first-flіght"))
    assert f"'{FIRST}'" in only(found, "unknown-milestone", line=3, column="depends_on").remedy


def test_dependencies_are_separated_by_spaces():
    rows = milestone("a"), milestone("b"), milestone("c", depends_on="a;b")
    assert (
        "spaces" in only(problems(*rows), "unknown-milestone", line=4, column="depends_on").remedy
    )
    assert codes(*rows[:2], milestone("c", depends_on="a b")) == []


def test_a_milestone_may_not_wait_for_itself():
    only(problems(milestone("a", depends_on="a")), "self-dependency", column="depends_on")


def test_a_loop_is_named_once():
    found = problems(
        milestone("x"),
        milestone("a", depends_on="x c"),
        milestone("b", depends_on="a"),
        milestone("c", depends_on="b"),
    )
    assert "a -> c -> b -> a" in only(found, "dependency-loop", line=3, column="depends_on").message


def test_loops_are_found_in_long_chains_without_recursion():
    chain = {n: [n + 1] for n in range(50_000)}
    assert loops(chain) == []
    assert len(loops(chain | {50_000: [0]})) == 1
    assert loops({0: [1, 2], 1: [0], 2: [0]}) == [[0, 1], [0, 2]]


def test_happening_before_what_it_depends_on_is_a_warning():
    before = milestone("a", actual="2026-05-02")
    found = problems(before, milestone("b", actual="2026-05-01", depends_on="a"))
    assert "'a'" in only(found, "before-predecessor", line=3, column="actual").message
    assert codes(before, milestone("b", actual="2026-05", depends_on="a")) == []


def test_an_announcement_of_an_unknown_milestone_is_an_error():
    found = problems(planned(), statements=(statement(), statement(milestone="frist-flight")))
    assert f"'{FIRST}'" in only(found, "unknown-milestone", line=3, column="milestone").remedy


def test_an_announcement_of_nothing_is_an_error():
    only(problems(statements=(statement(milestone=""),)), "blank-milestone", column="milestone")


# Sources and hidden characters -----------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    ["www.example.org", "ftp://example.org/x", "https://", "javascript:alert(1)", "mailto:nobody"],
)
def test_a_source_that_does_not_open_is_an_error(source):
    found = problems(milestone("a", source=f"https://example.org/ok {source}"))
    assert source in only(found, "bad-address", column="source").message


@pytest.mark.parametrize(
    "source", ["https://example.org", "HTTP://example.org/a?b=c#d", "mailto:press@example.org"]
)
def test_web_and_mail_addresses_pass(source):
    assert codes(milestone("a", source=f"{source} https://example.org/2")) == []


def test_a_row_without_source_is_a_warning_in_either_file():
    found = problems(planned(source=""), statements=(statement(source=" "),))
    assert [(p.file, p.code) for p in found] == [
        ("data/announcements.csv", "no-source"),
        ("data/milestones.csv", "no-source"),
    ]


def test_a_file_without_the_column_source_is_told_once():
    table = csvfile.read(b"id,title\na,1\nb,2\n", name="m.csv")
    found = checks.check(Files("m.csv", table, None, ""), as_of=TODAY)
    assert [(p.code, p.line) for p in found] == [("no-source", 0)]


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_bidi_controls_are_a_warning_in_any_cell(mark):
    found = only(problems(milestone("a", note=f"x{mark}y")), "bidi-control", column="note")
    assert mark not in found.message
    assert f"{ord(mark):04x}" in found.message


def test_control_characters_are_a_warning():
    only(problems(milestone("a", note="x\x1by")), "control-character", column="note")
    assert codes(milestone("a", note="two\nlines\u00a0and — dashes")) == []


# Claims ----------------------------------------------------------------------------------------


def test_a_plan_that_nobody_announced_is_a_warning_that_names_the_statement():
    found = problems(planned("2028"), statements=(statement(),))
    problem = only(found, "plan-not-announced", column="planned")
    assert "'2027'" in problem.message
    assert "data/announcements.csv:2" in problem.message


@pytest.mark.parametrize("words", ["2027", "2027-01/2027-12", "en 2027"])
def test_windows_are_compared_not_words(words):
    assert codes(planned(words), statements=(statement(),)) == []


def test_a_blank_plan_disagrees_with_a_date_and_agrees_with_a_withdrawal():
    assert codes(planned(""), statements=(statement(),)) == ["plan-not-announced"]
    assert codes(planned(""), statements=(statement(target="tbd"),)) == []
    assert codes(planned("2027"), statements=(statement(target="tbd"),)) == ["plan-not-announced"]


def test_only_the_last_statement_of_a_side_counts():
    earlier = statement(announced="2026-09-01", target="2028")
    assert codes(planned("2027"), statements=(statement(), earlier)) == []
    assert codes(planned("2028"), statements=(statement(), earlier)) == ["plan-not-announced"]


def test_a_vague_day_counts_as_its_end():
    vague = statement(announced="2026-10", target="2028")
    assert codes(planned("2028"), statements=(statement(), vague)) == []
    assert codes(planned("2027"), statements=(statement(), vague)) == ["plan-not-announced"]


def test_statements_of_the_same_day_all_count():
    other = statement(target="2028")
    assert codes(planned("2027"), statements=(statement(), other)) == []
    assert codes(planned("2028"), statements=(statement(), other)) == []


def test_while_the_sides_differ_either_may_be_planned():
    kazakh = statement(side="kz", announced="2026-09-01", target="2028")
    assert codes(planned("2028"), statements=(statement(), kazakh)) == []
    assert codes(planned("2029"), statements=(statement(), kazakh)) == ["plan-not-announced"]


def test_a_joint_statement_is_of_both_sides():
    joint = statement(side="joint", announced="2026-10-02", target="2028")
    kazakh = statement(side="kz", announced="2026-09-01", target="2029")
    assert codes(planned("2028"), statements=(statement(), kazakh, joint)) == []
    assert codes(planned("2029"), statements=(statement(), kazakh, joint)) == ["plan-not-announced"]


def test_the_press_counts_only_alone():
    press = statement(side="press", announced="2026-11-01", target="2028")
    assert codes(planned("2028"), statements=(press,)) == []
    assert codes(planned("2028"), statements=(statement(), press)) == ["plan-not-announced"]


@pytest.mark.parametrize("cells", [{"actual": "2026-05-01"}, {"outcome": "cancelled"}])
def test_the_plan_of_a_closed_milestone_is_history(cells):
    assert codes(planned("2025", **cells), statements=(statement(),)) == []


def test_a_claim_older_than_180_days_is_a_warning():
    old = statement(announced="2026-05-25")
    found = problems(planned(), statements=(old,))
    assert "181 days" in only(found, "stale-claim", column="planned").message
    assert codes(planned(), statements=(statement(announced="2026-05-26"),)) == []
    assert codes(planned(actual="2026-06"), statements=(old,)) == []
    assert codes(planned(outcome="unknown"), statements=(old,)) == []


@pytest.mark.parametrize(
    ("announced", "told"),
    [
        ("2019-09-09", "at least 7 years before 2026-11-22"),
        ("2024-11-22", "at least 2 years before 2026-11-22"),
        ("2024-11-23", "729 days before 2026-11-22"),
    ],
)
def test_a_claim_of_two_years_and_more_ago_is_told_in_years(announced, told):
    found = problems(planned(), statements=(statement(announced=announced),))
    assert told in only(found, "stale-claim", column="planned").message


# Files that cannot be read whole ---------------------------------------------------------------


def test_what_only_a_missing_row_explains_is_not_said():
    content = b"id,title,source\na,1,https://x.org\nfirst-flight,x\n"
    table = csvfile.read(content, name="m.csv")
    files = files_of([], [statement()])
    broken = Files(files.path, table, files.announcements, "")
    assert [p.code for p in checks.check(broken, as_of=TODAY)] == ["too-few-cells"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"milestone\na\n", b"milestone,to\na,b\n"])
def test_announcements_that_are_no_table_are_the_only_problem(content):
    table = csvfile.read(content, name="a.csv", kind=csvfile.ANNOUNCEMENTS)
    files = files_of([planned()])
    found = checks.check(Files(files.path, files.milestones, table, ""), as_of=TODAY)
    assert {problem.code for problem in found} <= {
        "empty-file",
        "not-a-table",
        "missing-column",
    } | {
        "unknown-milestone",
        "no-source",
    }


# Properties ------------------------------------------------------------------------------------

# Signs that mean something somewhere and a few that mean nothing; a table of all the signs that
# there are takes a second to make.
SIGNS = "aZbя қ01279-/.,:;~?\"'(){}–…\t\n\r\x00\u200b\u202e\ufeff٣𝟜🚀"
ODD = st.one_of(
    st.text(SIGNS, max_size=6),
    st.sampled_from(
        ["", "a", "b", "A", "а", "tbd", "2027", "NET 2026", "3/4/26", "a b", "high", "ru"]
    ),
)


# A few cells of a few rows: each is a fault of its own, and drawing all of them takes long.
CELLS = st.dictionaries(st.sampled_from(schema.MILESTONE_COLUMNS), ODD, max_size=6)


@given(st.lists(CELLS, max_size=4))
def test_no_cells_make_a_check_fail(rows):
    places = {
        (problem.line, problem.column, problem.code) for problem in problems(*rows, statements=())
    }
    assert all(line > 0 or code == "no-source" for line, _, code in places)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(schema.ANNOUNCEMENT_COLUMNS, ODD)), max_size=4))
def test_no_statements_make_a_check_fail(rows):
    for problem in problems(milestone("a", planned="2027"), statements=tuple(rows)):
        assert problem.message
        assert problem.remedy
