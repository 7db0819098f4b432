"""Problems as people, programs and GitHub read them."""

import json

import pytest

from tracker import csvfile
from tracker.problems import Problem, as_github, as_json, as_text, visible

NAME = "data/milestones.csv"


def problem(**facts: object) -> Problem:
    usual = {
        "file": NAME,
        "line": 2,
        "column": "planned",
        "code": "unreadable-date",
        "severity": "error",
        "value": "soon",
        "message": "'soon' is no date.",
        "remedy": "Type 2027.",
    }
    return Problem(**{**usual, **facts})


def sources(text: str) -> dict[str, csvfile.Source]:
    content = text.encode()
    return {NAME: csvfile.source(content, csvfile.read(content, name=NAME))}


def quoted(found: Problem, text: str) -> list[str]:
    """The lines between the head and the help."""
    return as_text([found], sources(text)).split("\n\n")[0].split("\n")[1:-1]


def test_text_reads_like_a_compilers():
    text = "id,title,planned\nsoyuz5,Союз-5,soon\n"
    warning = problem(line=0, column="", severity="warning", code="legacy-encoding")
    assert (
        as_text([warning, problem()], sources(text))
        == """\
data/milestones.csv: warning[legacy-encoding]: 'soon' is no date.
  help: Type 2027.

data/milestones.csv:2:planned: error[unreadable-date]: 'soon' is no date.
  2 | soyuz5,Союз-5,soon
    |               ^^^^
  help: Type 2027.

1 error, 1 warning."""
    )


@pytest.mark.parametrize(
    ("found", "closing"),
    [
        ([], "no errors, no warnings."),
        ([problem()] * 2, "2 errors, no warnings."),
        ([problem(severity="warning")], "no errors, 1 warning."),
    ],
)
def test_a_count_closes_the_text(found, closing):
    assert as_text(found).split("\n")[-1] == closing


def test_the_cell_of_the_column_is_underlined_not_its_twin():
    assert quoted(problem(), "id,title,planned\na,soon,soon\n") == [
        "  2 | a,soon,soon",
        "    |        ^^^^",
    ]


def test_a_blank_cell_is_pointed_at():
    assert quoted(problem(), "id,title,planned\na,b,\n")[1] == "    |     ^"


def test_the_first_cell_is_underlined():
    assert quoted(problem(column="id"), "id,title,planned\nabc,b,\n")[1] == "    | ^^^"


def test_a_row_without_a_column_is_quoted_without_underline():
    assert quoted(problem(column=""), "id,title\na,b,c\n") == ["  2 | a,b,c"]


def test_an_unclosed_quote_is_underlined_where_it_opens():
    text = 'id,title,planned\na,"b,c\n'
    assert quoted(problem(column="title"), text)[1] == "    |   ^^"


def test_of_a_long_line_the_part_around_the_cell_is_shown():
    text = f"id,title,planned,note\na,{'x' * 300},soon,{'y' * 300}\n"
    line, marks = quoted(problem(), text)
    assert len(line) < 110
    assert line[marks.index("^") : marks.rindex("^") + 1] == "soon"
    assert line.startswith("  2 | …")
    assert line.endswith("…")


def test_wide_and_combining_letters_do_not_shift_the_mark():
    _, marks = quoted(problem(), "id,title,planned\na,日本e\u0301,soon\n")
    assert marks == "    |         ^^^^"


def test_hidden_characters_are_shown_and_do_not_act():
    text = as_text([problem()], sources("id,title,planned\na,x\u202e\x1b[31m\ty,soon\n"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"x\u202e\x1b[31m\ty" in text


def test_a_source_that_is_gone_or_shorter_leaves_the_words():
    assert "help: Type 2027." in as_text([problem(line=99)], sources("id,title,planned\n"))
    assert "help: Type 2027." in as_text([problem()], {})


def test_json_is_a_list_with_eight_keys():
    listed = json.loads(as_json([problem(value="Союз")]))
    assert list(listed[0]) == [
        "file",
        "line",
        "column",
        "code",
        "severity",
        "value",
        "message",
        "remedy",
    ]
    assert listed[0]["value"] == "Союз"
    assert json.loads(as_json([])) == []


def test_github_shows_a_problem_beside_its_line():
    assert as_github([problem()]) == (
        "::error file=data/milestones.csv,line=2,title=unreadable-date (planned)"
        "::'soon' is no date. Type 2027."
    )


def test_github_commands_are_escaped():
    found = problem(file="a,b:c.csv", line=0, message="100%\r\n::error::x", remedy="", column="")
    assert as_github([found]) == (
        "::error file=a%2Cb%3Ac.csv,title=unreadable-date::100%25%0D%0A::error::x "
    )


def test_visible_text_is_cut_and_escaped():
    assert visible("abcdef", 4) == "abc…"
    assert visible("a\nb") == r"a\nb"
    assert visible("Байтерек — №1\u00a0") == "Байтерек — №1\u00a0"
