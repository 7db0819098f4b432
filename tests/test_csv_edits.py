"""An edit changes the bytes of the edit and no others, in every dialect that is read."""

from __future__ import annotations

import pytest
from builders import REAL_DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import csvfile
from tracker.csv_edits import (
    CannotWrite,
    Document,
    document,
    read_back,
    reordered,
    with_cells,
    with_column,
    with_rows,
    without_rows,
)

NAME = "data/milestones.csv"


def opened(content: bytes) -> Document:
    table = csvfile.read(content, name=NAME)
    assert not table.refused, table.problems
    return document(content, table)


def edited(content: bytes, column: str, text: str, row: int = 0) -> bytes:
    return read_back(with_cells(opened(content), {(row, column): text}))


def with_row(file: Document, cells: dict[str, str], *, at: int | None = None) -> Document:
    return with_rows(file, {len(file.rows) if at is None else at: [cells]})


def refusal(content: bytes, text: str) -> str:
    with pytest.raises(CannotWrite) as caught:
        edited(content, "title", text)
    return str(caught.value)


# One cell ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"id,title\na,old\n", b"id,title\na,new\n"),
        (b'id,title\na,"old"\n', b'id,title\na,"new"\n'),
        (b"id;title\r\na;old\r\nb;x\n", b"id;title\r\na;new\r\nb;x\n"),
        (b"sep=;\r\nid;title\r\na;old", b"sep=;\r\nid;title\r\na;new"),
        (b"\xef\xbb\xbf\n\nid,mine,title\n\na,1,old\n,,\n", None),
        ("id\ttitle\rБ\told\r".encode("utf-16"), None),
        ("id,title\nа,old\n".encode("cp1251"), None),
        (b'id,title,note\na,old,"two\nlines, ""both"""\n', None),
        (b'id,title\na,"old\r\n', None),
    ],
)
def test_only_the_bytes_of_the_cell_change(before: bytes, after: bytes | None) -> None:
    if csvfile.read(before, name=NAME).refused:
        return
    expected = after or before.replace("old".encode(encoding(before)), new(before))
    assert edited(before, "title", "new") == expected


def encoding(content: bytes) -> str:
    return csvfile.read(content, name=NAME).dialect.encoding


def new(content: bytes) -> bytes:
    return "new".encode(encoding(content))


@pytest.mark.parametrize("text", ["a,b", 'say "so"', "two\nlines", "a\rb", "a\r\nb"])
def test_a_cell_that_needs_quotes_has_them(text: str) -> None:
    after = edited(b"id,title\na,old\nb,x\n", "title", text)
    assert csvfile.read(after, name=NAME).columns["title"] == [text, "x"]
    assert after == b'id,title\na,"' + text.replace('"', '""').encode() + b'"\nb,x\n'


def test_another_separator_in_a_cell_needs_no_quotes() -> None:
    assert edited(b"id;title\na;old\n", "title", "a,b") == b"id;title\na;a,b\n"


@pytest.mark.parametrize("text", ["NA", "=1+1", " x ", "", "007", "\u2028", "'", "#", "<<<<<<< x"])
def test_other_texts_stand_as_typed(text: str) -> None:
    assert edited(b"id,title\na,old\n", "title", text) == f"id,title\na,{text}\n".encode()


def test_a_cell_that_says_so_already_leaves_the_file_alone() -> None:
    before = b'id,title\r\na,"old"\r\n'
    assert edited(before, "title", "old") == before


def test_a_nul_is_refused() -> None:
    assert "NUL character" in refusal(b"id,title\na,old\n", "a\x00b")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_half_a_character_is_refused(codec: str) -> None:
    assert "half a character" in refusal("id,title\na,old\n".encode(codec), "a\ud800")


def test_a_letter_that_the_encoding_lacks_is_refused_with_what_to_do() -> None:
    said = refusal("id,title\na,Байтерек\n".encode("cp1251"), "Байқоңыр")
    assert "'қ' cannot be written in windows-1251" in said
    assert "save the file as UTF-8 first" in said


def test_words_by_which_an_old_encoding_is_told_are_not_taken_away() -> None:
    before = "id,title\na,Байтерек\n".encode("cp1251")
    assert csvfile.read(before, name=NAME).dialect.encoding == "cp1251"
    assert "could not be told any more" in refusal(before, "cafй")


def test_a_row_is_not_blanked() -> None:
    with pytest.raises(CannotWrite, match="delete it instead"):
        with_cells(opened(b"id,title\na,\n"), {(0, "id"): " "})


def test_a_column_that_is_missing_is_not_added_in_passing() -> None:
    with pytest.raises(CannotWrite, match=r"has no column 'title_kk'.*fmt --column title_kk"):
        edited(b"id,title\na,b\n", "title_kk", "x")
    with pytest.raises(CannotWrite, match="has no column 'note'"):
        with_row(opened(b"id,title\na,b\n"), {"id": "c", "note": "x"})


# Rows and columns -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"id,title\na,1\n", b"id,title\na,1\nz,9\n"),
        (b"id,title\na,1", b"id,title\na,1\nz,9"),
        (b"id;title\r\na;1\r\n\r\n", b"id;title\r\na;1\r\nz;9\r\n\r\n"),
        (b"id,title", b"id,title\nz,9"),
        (b"id,title\n", b"id,title\nz,9\n"),
        (b"title,mine,id\n1,x,a\n", b"title,mine,id\n1,x,a\n9,,z\n"),
        (b'"id","title"\n"a","1"\n', b'"id","title"\n"a","1"\n"z","9"\n'),
        (b'id,title\na,"1"\n', b'id,title\na,"1"\nz,9\n'),
    ],
)
def test_a_row_is_added_below_the_last(before: bytes, after: bytes) -> None:
    assert read_back(with_row(opened(before), {"id": "z", "title": "9"})) == after


def test_a_row_is_added_where_it_belongs() -> None:
    file = opened(b"id,title\r\na,1\r\n\r\nc,3")
    for at, after in (
        (0, b"id,title\r\nb,2\r\na,1\r\n\r\nc,3"),
        (1, b"id,title\r\na,1\r\nb,2\r\n\r\nc,3"),
        (2, b"id,title\r\na,1\r\n\r\nc,3\r\nb,2"),
    ):
        assert read_back(with_row(file, {"id": "b", "title": "2"}, at=at)) == after


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        (b"id,title\na,1\nb,2\n", 0, b"id,title\nb,2\n"),
        (b"id,title\na,1\nb,2", 1, b"id,title\na,1"),
        (b'id,title\r\na,"1\n2"\r\n\r\nb,2\r\n', 0, b"id,title\r\n\r\nb,2\r\n"),
        (b"id,title\na,1", 0, b"id,title"),
    ],
)
def test_a_row_is_deleted_with_its_line_end(before: bytes, row: int, after: bytes) -> None:
    assert read_back(without_rows(opened(before), {row})) == after


def test_a_column_is_added_at_the_end_of_every_row() -> None:
    before = b'sep=,\nid,title\n\na,1\r\nb,"x,y"'
    after = b'sep=,\nid,title,title_kk\n\na,1,\r\nb,"x,y",'
    assert read_back(with_column(opened(before), "title_kk")) == after
    assert with_column(opened(before), "title") == opened(before)


def test_rows_change_places_and_blank_lines_keep_theirs() -> None:
    assert read_back(reordered(opened(b"id,title\nb,2\n\na,1"), [1, 0])) == (
        b"id,title\na,1\n\nb,2"
    )


# Any table --------------------------------------------------------------------------------------

SEPARATORS = st.sampled_from([",", ";", "\t"])
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
TEXTS = st.text(
    st.one_of(
        st.sampled_from(list(",;\t\"\r\n '=йқé∞\ufeff\u2028\U0001f680")),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=8,
)
WORDS = st.text("abcdefgh-", min_size=1, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """The bytes of a table that somebody's spreadsheet may have saved."""
    separator = draw(SEPARATORS)
    names = ["id", "title", *draw(st.sampled_from([[], ["note"], ["note", "mine", "planned"]]))]
    names = draw(st.permutations(names))
    lines = [names]
    for _ in range(draw(st.integers(0, 5))):
        lines.append([draw(WORDS if name == "id" else TEXTS) for name in names])
    always = draw(st.booleans())
    usual = draw(LINE_ENDS)
    parts = [f"sep={separator}{usual}"] if draw(st.booleans()) else []
    for cells in lines:
        written = separator.join(quoted(cell, separator, always=always) for cell in cells)
        parts.append(written + draw(st.one_of(st.just(usual), LINE_ENDS)))
        parts += [usual] * draw(st.sampled_from([0, 0, 0, 1, 2]))
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


def quoted(cell: str, separator: str, *, always: bool) -> str:
    if always or any(letter in cell for letter in (separator, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def is_readable(content: bytes) -> bool:
    return not csvfile.read(content, name=NAME).refused


READABLE = tables().filter(is_readable)
EXAMPLES = settings(max_examples=400, deadline=None)


def columns(content: bytes) -> dict[str, list[str]]:
    table = csvfile.read(content, name=NAME)
    assert not table.refused, table.problems
    return {name: table.columns[name] for name in table.header}


@given(READABLE)
@EXAMPLES
def test_a_file_is_written_as_it_was_read(content: bytes) -> None:
    file = opened(content)
    assert file.content == content
    assert file.columns() == columns(content)


@given(READABLE, st.data())
@EXAMPLES
def test_one_cell_changes_and_nothing_else(content: bytes, data: st.DataObject) -> None:
    before = columns(content)
    count = len(before["id"])
    if not count:
        return
    row = data.draw(st.integers(0, count - 1))
    column = data.draw(st.sampled_from([name for name in before if name != "id"]))
    text = data.draw(TEXTS)
    after = edited(content, column, text, row)
    expected = {name: list(texts) for name, texts in before.items()}
    expected[column][row] = text
    assert columns(after) == expected
    assert edited(after, column, text, row) == after
    head, tail = common(content, after)
    standing = opened(content)
    at = standing.rows[row]
    ahead = standing.mark + b"".join(
        (record.text + record.end).encode(standing.encoding) for record in standing.records[:at]
    )
    behind = b"".join(
        (record.text + record.end).encode(standing.encoding)
        for record in standing.records[at + 1 :]
    )
    assert after.startswith(ahead)
    assert after.endswith(behind)
    assert head >= len(ahead)
    assert tail >= len(behind)


def common(one: bytes, other: bytes) -> tuple[int, int]:
    """How many bytes two files share at the beginning and at the end."""
    shortest = min(len(one), len(other))
    head = next((at for at in range(shortest) if one[at] != other[at]), shortest)
    turned, other_turned = one[::-1], other[::-1]
    tail = next((at for at in range(shortest) if turned[at] != other_turned[at]), shortest)
    return head, tail


@given(READABLE, WORDS, TEXTS, st.data())
@EXAMPLES
def test_a_row_comes_and_goes_and_leaves_the_others(
    content: bytes, name: str, title: str, data: st.DataObject
) -> None:
    before = columns(content)
    at = data.draw(st.integers(0, len(before["id"])))
    longer = read_back(with_row(opened(content), {"id": name, "title": title}, at=at))
    expected = {
        column: [*texts[:at], {"id": name, "title": title}.get(column, ""), *texts[at:]]
        for column, texts in before.items()
    }
    assert columns(longer) == expected
    assert read_back(without_rows(opened(longer), {at})) == content


@given(READABLE, st.data())
@EXAMPLES
def test_rows_in_another_order_say_the_same(content: bytes, data: st.DataObject) -> None:
    before = columns(content)
    order = data.draw(st.permutations(range(len(before["id"]))))
    after = read_back(reordered(opened(content), order))
    assert columns(after) == {name: [texts[row] for row in order] for name, texts in before.items()}
    back = [order.index(row) for row in range(len(order))]
    assert columns(read_back(reordered(opened(after), back))) == before


@given(READABLE)
@EXAMPLES
def test_a_new_column_leaves_the_others(content: bytes) -> None:
    before = columns(content)
    after = columns(read_back(with_column(opened(content), "title_kk")))
    assert after == before | {"title_kk": [""] * len(before["id"])}


@given(st.integers(0, 172), st.sampled_from(["title", "planned", "note", "title_kk"]), TEXTS)
@settings(max_examples=100, deadline=None)
def test_an_edit_of_the_record_is_a_diff_of_one_line(row: int, column: str, text: str) -> None:
    text = text.replace("\n", " ").replace("\r", " ")
    before = (REAL_DATA / "milestones.csv").read_bytes()
    after = edited(before, column, text, row)
    old, new = before.split(b"\n"), after.split(b"\n")
    assert len(old) == len(new)
    assert sum(one != other for one, other in zip(old, new, strict=True)) <= 1


@given(READABLE, st.data())
@EXAMPLES
def test_many_rows_come_and_go_as_one_after_the_other(content: bytes, data: st.DataObject) -> None:
    file = opened(content)
    places = data.draw(st.lists(st.integers(0, len(file.rows)), max_size=5))
    rows = [{"id": f"new-{n}", "title": "a\nb" if n % 2 else "é"[:n]} for n in range(len(places))]
    added: dict[int, list[dict[str, str]]] = {}
    for at, cells in zip(places, rows, strict=True):
        added.setdefault(at, []).append(cells)
    one_by_one = file
    for at in sorted(added, reverse=True):
        for cells in reversed(added[at]):
            one_by_one = with_row(one_by_one, cells, at=at)
    at_once = with_rows(file, added)
    assert at_once.columns() == one_by_one.columns()
    gone = [row for row, name in enumerate(at_once.columns()["id"]) if name.startswith("new-")]
    assert without_rows(at_once, gone) == file or not file.records[-1].end
    assert without_rows(at_once, gone).content == content
