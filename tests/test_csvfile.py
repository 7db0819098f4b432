"""Bytes in, claims out: what the strict reader takes, keeps and refuses."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import csvfile, records
from tracker.csvfile import ANNOUNCEMENTS, MILESTONES, Table, read
from tracker.decoding import MAX_BYTES
from tracker.problems import Problem

NAME = "data/milestones.csv"


def table(text: str | bytes, encoding: str = "utf-8") -> Table:
    return read(text.encode(encoding) if isinstance(text, str) else text, name=NAME)


def only(found: Table, code: str) -> Problem:
    """The one problem of a table, which has the code."""
    assert [problem.code for problem in found.problems] == [code]
    return found.problems[0]


def refusal(content: str | bytes, code: str, *, line: int = 0, column: str = "") -> Problem:
    """The one error for which a content is refused, placed and with a way out."""
    found = table(content)
    problem = only(found, code)
    assert found.refused
    assert (problem.file, problem.line, problem.column) == (NAME, line, column)
    assert problem.severity == "error"
    assert problem.message
    assert problem.remedy
    return problem


# Kept as typed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_dialect_gives_the_same_cells_and_is_remembered(separator, newline, encoding):
    lines = ["id,title,note", "b,Байтерек,x", "s,Soyuz-5,", ""]
    found = table(newline.join(lines).replace(",", separator), encoding)
    assert found.problems == ()
    assert found.columns["title"] == ["Байтерек", "Soyuz-5"]
    assert list(found.lines) == [2, 3]
    dialect = found.dialect
    assert (dialect.separator, dialect.newline) == (separator, newline)
    assert dialect.bom == (encoding != "utf-8")
    assert dialect.final_newline


@pytest.mark.parametrize(
    "text", ["NA", "007", "1E5", "nan", "None", "TRUE", "1/2", " x ", "-", "∞"]
)
def test_no_text_becomes_a_number_or_nothing(text):
    assert table(f"id,title\na,{text}\n").columns["title"] == [text]


def test_quoted_cells_keep_separators_quotes_and_line_breaks():
    found = table('id,title,note\r\na,"Baiterek, ""the"" site","one\r\ntwo\nthree"\r\nb,c,d\r\n')
    assert found.columns["title"] == ['Baiterek, "the" site', "c"]
    assert found.columns["note"] == ["one\r\ntwo\nthree", "d"]
    assert list(found.lines) == [2, 5]


def test_line_ends_may_be_mixed():
    found = table("id,title\na,1\r\nb,2\rc,3\nd,4\n")
    assert found.columns["id"] == ["a", "b", "c", "d"]
    assert list(found.lines) == [2, 3, 4, 5]
    assert found.dialect.newline == "\n"


@pytest.mark.parametrize("strange", ["\u2028", "\u0085", "\x0b", "\x0c", "\x1c"])
def test_only_cr_and_lf_end_a_line(strange):
    assert table(f"id,title\na,x{strange}y\n").columns["title"] == [f"x{strange}y"]


def test_blank_lines_and_rows_of_blank_cells_are_no_rows_but_count_as_lines():
    found = table("\nid,title\n\na,1\n,\n  \n\nb,2\n\n")
    assert found.problems == ()
    assert found.columns["id"] == ["a", "b"]
    assert list(found.lines) == [4, 8]


def test_a_missing_final_newline_is_remembered():
    found = table("id,title\na,1")
    assert found.columns["title"] == ["1"]
    assert not found.dialect.final_newline


def test_the_sep_line_of_excel_is_understood_and_remembered():
    found = table("sep=;\r\nid;title\r\na;1,5\r\n")
    assert found.columns["title"] == ["1,5"]
    assert list(found.lines) == [3]
    assert (found.dialect.sep_line, found.dialect.separator) == ("sep=;", ";")


def test_missing_optional_columns_are_blank_and_unknown_ones_kept():
    found = table("id,colour,title\na,red,1\n")
    assert found.header == ("id", "colour", "title")
    assert found.columns["colour"] == ["red"]
    assert found.columns["planned"] == [""]
    assert found.problems == ()


def test_equal_texts_are_held_once():
    found = table("id,title\n" + "".join(f"a{n},a fairly long title\n" for n in range(50)))
    assert len({id(text) for text in found.columns["title"]}) == 1


def test_a_quoted_cell_may_lie_across_two_parts_of_a_large_file():
    rows = "".join(f"a{n},{'x' * 90}\n" for n in range(2_900))
    long = "\n".join(["y" * 70] * 100)
    found = table(f'id,title\n{rows}b,"{long}"\n{rows}')
    assert found.problems == ()
    assert found.columns["title"][2_900] == long
    assert len(found.lines) == 5_801
    assert found.lines[-1] == 2 + 2_900 + 100 + 2_899


def test_a_large_file_with_crlf_is_cut_into_parts_without_losing_a_line():
    found = table("id,title\r\n" + "".join(f"a{n},t\r\n" for n in range(100_000)))
    assert found.problems == ()
    assert found.columns["id"][-1] == "a99999"
    assert list(found.lines[-2:]) == [100_000, 100_001]


# Encodings -------------------------------------------------------------------------------------

RUSSIAN = "id;title\r\na;Первый пуск ракеты «Союз-5» — № 1\r\nb;РосКосмос и Baïkonur\r\n"
FRENCH = "id;title\r\na;Première été créée à Noël\r\nb;Où ? Là-bas\r\n"


def test_windows_1251_is_read_with_a_warning_that_names_it():
    found = table(RUSSIAN.replace("ï", "i"), "cp1251")
    assert found.columns["title"][0] == "Первый пуск ракеты «Союз-5» — № 1"
    assert not found.refused
    warning = only(found, "legacy-encoding")
    assert "windows-1251" in warning.message
    assert warning.severity == "warning"
    assert "UTF-8" in warning.remedy


def test_windows_1252_is_read_with_a_warning_that_names_it():
    found = table(FRENCH, "cp1252")
    assert found.columns["title"] == ["Première été créée à Noël", "Où ? Là-bas"]
    assert "windows-1252" in only(found, "legacy-encoding").message


def test_bytes_that_both_encodings_read_alike_are_no_question():
    found = table("id,title\na,the pad’s ‘lease’ – to 2050\n", "cp1252")
    assert found.columns["title"] == ["the pad’s ‘lease’ – to 2050"]
    assert not found.refused


def test_bytes_with_two_plausible_readings_are_refused_naming_both():
    problem = refusal("id,title\na,\u00e0 Paris\n".encode("cp1252"), "ambiguous-encoding", line=2)
    assert "'а'" in problem.message
    assert "'à'" in problem.message
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-roman"])
def test_other_encodings_are_not_taken_for_a_known_one(encoding):
    text = FRENCH if encoding == "mac-roman" else RUSSIAN.replace("ï", "i")
    found = table(text.encode(encoding, "replace"))
    assert found.refused
    assert found.problems[0].code in {"unknown-encoding", "ambiguous-encoding"}


def test_a_broken_byte_in_utf_8_is_refused_with_its_line():
    content = "id,title\na,Запуск\nb,Пуск\n".encode().replace("Пуск".encode(), b"\xd0\xd0\xd0", 1)
    refusal(content.replace("Пуск".encode(), b"\xcf\xf3\xf1\xea"), "broken-character", line=3)


@pytest.mark.parametrize(("encoding", "kept"), [("utf-8", ["Запуск"]), ("utf-16", ["Запуск"])])
def test_a_file_cut_in_a_character_is_refused_and_the_rest_kept(encoding, kept):
    content = "id,title\na,Запуск\nb,Пуск".encode(encoding)[:-1]
    found = table(content)
    assert found.refused
    assert found.problems[0].code == "truncated-character"
    assert found.columns["title"][:1] == kept


def test_nul_bytes_are_refused_with_their_line():
    refusal(b"id,title\na,1\nb,\x002\n", "nul-byte", line=3)


def test_unmarked_utf_16_is_named():
    assert "UTF-16" in refusal("id,title\n".encode("utf-16-le"), "nul-byte", line=1).message


# No table at all -------------------------------------------------------------------------------


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as workbook:
        workbook.writestr("[Content_Types].xml", "<Types/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (zipped(), "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "Excel"),
        (gzip.compress(b"id,title\n"), "gzip"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xef\xbb\xbf \n<HTML>", "HTML"),
        ("<html>".encode("utf-16"), "HTML"),
        (b"<?xml version='1.0'?>", "XML"),
        (b'[{"id": 1}]', "JSON"),
        (b"%PDF-1.7", "PDF"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    ],
)
def test_other_files_in_disguise_are_named(content, word):
    assert word in refusal(content, "not-a-table").message


@pytest.mark.parametrize("content", [b"", b"\n\n", b" \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(content):
    refusal(content, "empty-file")


def test_a_file_over_50_mb_is_refused_unread():
    refusal(b"id,title\n" + bytes(MAX_BYTES), "too-large")


# The header ------------------------------------------------------------------------------------


def test_a_missing_required_column_is_refused_and_the_header_shown():
    problem = refusal("id,name\na,1\n", "missing-column", line=1, column="title")
    assert "id, name" in problem.remedy


def test_a_misspelt_required_column_is_recognised():
    assert "'titel'" in refusal("id,titel\na,1\n", "missing-column", line=1, column="title").remedy


@pytest.mark.parametrize("typed", ["Planned", "plannd", "depends on", "title-fr"])
def test_a_misspelt_known_column_is_a_warning_with_the_right_name(typed):
    meant = {"Planned": "planned", "plannd": "planned", "title-fr": "title_fr"}
    found = table(f"id,title,{typed}\na,1,2\n")
    warning = only(found, "misspelt-column")
    assert meant.get(typed, "depends_on") in warning.remedy
    assert not found.refused
    assert found.columns[typed] == ["2"]


def test_a_duplicate_column_is_refused_naming_both_places():
    problem = refusal("id,title,note,title\na,1,2,3\n", "duplicate-column", line=1, column="title")
    assert "2 and 4" in problem.message


def test_a_blank_column_name_is_refused_naming_its_place():
    assert "3 of 3" in refusal("id,title,\na,1,2\n", "blank-column", line=1).message


def test_more_than_200_columns_are_refused():
    names = ",".join(f"c{n}" for n in range(199))
    assert "201" in refusal(f"id,title,{names}\n", "too-many-columns", line=1).message


def test_a_quote_out_of_place_in_the_header_is_refused():
    assert table('id,"title\na,1\n').problems[0].code == "unclosed-quote"


def test_the_kind_is_told_by_the_columns():
    said = "milestone,announced,target\na,2025,2026\n"
    assert "wording" in table(said).columns
    assert read(said.encode(), name=NAME, kind=MILESTONES).refused
    assert not read(said.encode(), name=NAME, kind=ANNOUNCEMENTS).refused


# Rows ------------------------------------------------------------------------------------------


def test_an_unclosed_quote_names_the_line_where_it_opened_and_the_rest_is_read():
    found = table('id,title\na,1\nb,"2\nc,3\nd,4\n')
    problem = only(found, "unclosed-quote")
    assert (problem.line, problem.column) == (3, "title")
    assert "line 3" in problem.message
    assert found.columns["id"] == ["a", "c", "d"]


def test_an_unclosed_quote_before_a_quoted_cell_is_blamed_on_its_own_line():
    found = table('id,title\na,1\nb,"2\nc,3\nd,"4, 5"\n')
    assert only(found, "unclosed-quote").line == 3
    assert found.columns["title"] == ["1", "3", "4, 5"]


def test_a_quote_that_would_swallow_the_file_is_given_up():
    found = table('id,title\na,"1\n' + "b,2\n" * 10_000 + 'c,"3\n')
    assert [(p.code, p.line) for p in found.problems] == [
        ("unclosed-quote", 2),
        ("unclosed-quote", 10_003),
    ]
    assert len(found.lines) == 10_000


@pytest.mark.parametrize("row", ['a,5" pipe', 'a, "x, y"'])
def test_a_quote_inside_an_unquoted_cell_is_refused(row):
    code = {problem.code for problem in table(f"id,title\n{row}\n").problems}
    assert code == {"stray-quote"}
    assert table(f"id,title\n{row}\nb,2\n").columns["id"] == ["b"]


def test_text_after_a_closing_quote_is_refused():
    refusal('id,title\na,"x"y\n', "text-after-quote", line=2, column="title")


def test_a_row_cut_by_an_unquoted_comma_is_named_with_the_cell():
    text = "id,title,place\na,Signed in Moscow, Russia,x\n"
    problem = refusal(text, "too-many-cells", line=2, column="title")
    assert "has 4 cells; the header has 3" in problem.message
    assert '"Signed in Moscow, Russia"' in problem.remedy


def test_trailing_separators_are_named():
    assert "end of the line" in refusal("id,title\na,1,,\n", "too-many-cells", line=2).remedy


def test_other_rows_with_too_many_cells_are_refused():
    refusal("id,title\na,1,2\n", "too-many-cells", line=2)


def test_too_few_cells_are_refused_with_both_counts():
    problem = refusal("id,title,note\na,1\nb,2,3\n", "too-few-cells", line=2)
    assert "has 2 cells; the header has 3" in problem.message


def test_a_row_broken_by_a_line_break_is_named():
    found = table("id,title,note\na,one\ntwo,3\nb,2,3\n")
    assert found.problems[0].line == 2
    assert "line break" in found.problems[0].message


def test_a_row_with_another_separator_is_named():
    assert "';'" in refusal("id,title,note\na;1;2\nb,1,2\n", "too-few-cells", line=2).message


def test_a_file_that_ends_in_a_row_is_truncated():
    found = table("id,title,note\na,1,2\nb,2")
    assert only(found, "truncated-file").line == 3
    assert found.columns["id"] == ["a"]


def test_git_conflict_markers_are_named_once_a_conflict():
    text = "id,title\n<<<<<<< HEAD\na,1\n=======\na,2\n>>>>>>> other\nb,3\n"
    found = table(text)
    assert only(found, "git-conflict").line == 2
    assert found.columns["title"] == ["1", "2", "3"]


def test_a_conflict_in_the_header_is_named():
    found = table("<<<<<<< HEAD\nid,title\n=======\nid,title,note\n>>>>>>> other\na,1\n")
    assert found.problems[0].code == "git-conflict"
    assert found.refused


def test_a_cell_over_10_000_characters_is_refused():
    refusal(f"id,title\na,{'x' * 10_001}\n", "too-long-cell", line=2, column="title")
    assert table(f"id,title\na,{'x' * 10_000}\n").problems == ()


def test_a_file_of_nothing_but_faults_is_not_listed_to_the_end():
    found = table("id,title\n" + "a\n" * 5_000)
    assert len(found.problems) == 1_001
    assert found.problems[-1].code == "too-many-faults"


def test_a_line_of_a_million_separators_is_refused_without_harm():
    assert (
        "1000001 cells"
        in refusal("id,title\n" + "," * 1_000_000 + "\n", "too-many-cells", line=2).message
    )


# Properties ------------------------------------------------------------------------------------


def strictly_written(rows: list[list[str]], separator: str, newline: str) -> str:
    def cell(text: str) -> str:
        special = any(mark in text for mark in (separator, '"', "\r", "\n"))
        return '"' + text.replace('"', '""') + '"' if special else text

    return "".join(separator.join(map(cell, row)) + newline for row in rows)


CELLS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from(',;\t"\r\n'),
    ),
    max_size=8,
)
ROWS = st.lists(
    st.tuples(st.text("abcdef", min_size=1, max_size=3), CELLS, CELLS).map(list), max_size=8
)


@given(
    ROWS,
    st.sampled_from(csvfile.SEPARATORS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_strict_writer_wrote_is_read_back(rows, separator, newline, encoding):
    text = strictly_written([["id", "title", "note"], *rows], separator, newline)
    found = table(text, encoding)
    assert found.problems == ()
    assert [list(row) for row in zip(*map(found.columns.get, found.header), strict=True)] == rows


@given(st.text(st.sampled_from('a",;'), max_size=12))
def test_cells_are_what_stands_where_spans_say(record):
    found, places = records.cells(record, ","), records.spans(record, ",")
    if isinstance(places, records.Misquoted):
        assert found == places
        return
    typed = [record[start:end] for start, end in places]
    assert ",".join(typed) == record
    assert found == [t[1:-1].replace('""', '"') if t.startswith('"') else t for t in typed]


@given(st.binary(max_size=200))
def test_no_bytes_raise(content):
    found = table(content)
    assert found.refused or len(found.lines) == len(found.columns["id"])


FRAGMENTS = st.sampled_from(
    [b"id", b"title", b",", b";", b"\t", b'"', b"\n", b"\r", b"a", b"\xd0", b"\xbf", b"\0", b"sep="]
)


@given(st.lists(FRAGMENTS, max_size=40))
def test_no_mixture_of_what_files_are_made_of_raises(fragments):
    found = table(b"id,title\n" + b"".join(fragments))
    assert all(len(texts) == len(found.lines) for texts in found.columns.values())
    assert all(problem.message and problem.remedy for problem in found.problems)


@given(ROWS)
def test_lines_are_those_an_editor_counts(rows):
    text = strictly_written([["id", "title", "note"], *rows], ",", "\n")
    found = table(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, name in zip(found.lines, found.columns["id"], strict=True):
        assert lines[line - 1].startswith(name)


# Quoting the source ----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_source_finds_the_cell_in_its_line(encoding):
    content = 'id,title,note\na,"x, ""y""",z\n'.encode(encoding)
    found = csvfile.source(content, read(content, name=NAME))
    line = found.line(2)
    assert [line[slice(*found.span(2, name))] for name in found.header] == ["a", '"x, ""y"""', "z"]
    assert found.span(2, "planned") is None
    assert found.line(9) == ""
