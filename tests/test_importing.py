"""An edited copy comes back as what was edited in it, and nothing else; or it is refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders import TODAY, csv_bytes, milestone, said, saved_by_spreadsheet
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tracker import schema, store
from tracker.cli import main
from tracker.exports.xlsx import workbook
from tracker.imports.comparing import compare
from tracker.imports.copies import NotACopy, read
from tracker.store import Content

Capture = pytest.CaptureFixture[str]
Cells = dict[str, list[list[Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        milestone("pad", category="ground", planned="2026-12", note="=1+1"),
        milestone(planned="2026", title="007"),
        milestone("second-flight", planned="2025-04", place="@home"),
    ]
    record = [
        said("2025-01-10", "2026"),
        said("2025-02", "2026-03", side="kz", wording="June 2026"),
    ]
    data = tmp_path / "data"
    data.mkdir()
    (data / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    (data / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record))
    return data


def run(capsys: Capture, folder: Path, *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments, "--data", str(folder), "--as-of", "2026-11-22"])
    out, err = capsys.readouterr()
    return status, out, err


def exported(capsys: Capture, folder: Path) -> Path:
    book = folder.parent / "copy.xlsx"
    assert run(capsys, folder, "export", "xlsx", "-o", str(book))[0] == 0
    return book


def edit(book: Path, change: Callable[[Cells], None]) -> None:
    """Open the workbook as a spreadsheet does, change cells, save it."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book.read_bytes()))
    cells: Cells = {
        name: [list(row) for row in opened.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in opened.sheet_names
    }
    change(cells)
    save(book, cells)


def save(book: Path, cells: Cells) -> None:
    saved = xlsxwriter.Workbook(book, {"strings_to_formulas": False, "strings_to_urls": False})
    day = saved.add_format({"num_format": "mmm yy"})
    for name, rows in cells.items():
        sheet = saved.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, (date, datetime)):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, bool):
                    sheet.write_boolean(at, column, value)
                elif isinstance(value, float):
                    sheet.write_number(at, column, value)
                elif value.startswith("{="):
                    sheet.write_formula(at, column, value[1:-1], None, 2)
                elif value:
                    sheet.write_string(at, column, value)
    saved.close()


def put(row: int, column: str, value: Any, sheet: str = "milestones") -> Callable[[Cells], None]:
    """Type a value into a cell; rows count from 1, below the header."""

    def change(cells: Cells) -> None:
        rows = cells[sheet]
        rows[row][rows[0].index(column)] = value

    return change


def both(*changes: Callable[[Cells], None]) -> Callable[[Cells], None]:
    def change(cells: Cells) -> None:
        for each in changes:
            each(cells)

    return change


def cell(folder: Path, id: str, column: str) -> str:
    table = store.read(folder).milestones
    return table.columns[column][table.columns["id"].index(id)]


def test_a_copy_that_was_not_edited_changes_nothing(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)
    assert run(capsys, folder, "import", str(book)) == (0, "Nothing to change.\n", "")


def test_what_was_edited_is_told_in_words_and_made(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)

    def change(cells: Cells) -> None:
        put(2, "planned", "2027-H1")(cells)
        put(1, "wording", "", "announcements")(cells)
        put(2, "wording", "in summer", "announcements")(cells)
        new = dict.fromkeys(cells["milestones"][0], "") | milestone("crane", category="ground")
        cells["milestones"].append([new[name] for name in cells["milestones"][0]])
        del cells["milestones"][3]

    edit(book, change)
    before = store.content(folder)
    status, out, err = run(capsys, folder, "import", str(book), "--dry-run")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "first-flight: planned 2026 -> 2027-H1",
        "first-flight, said on 2025-02 by A. Speaker: wording June 2026 -> in summer",
        "crane: added (Crane)",
        "second-flight: removed",
        "2 cells changed in 2 rows, 1 row added, 1 row removed.",
        "Nothing was changed: this was a dry run.",
    ]
    assert store.content(folder) == before
    status, out, err = run(capsys, folder, "import", str(book), "--yes")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == "Saved."
    assert store.read(folder).milestones.columns["id"] == ["pad", "crane", "first-flight"]
    assert cell(folder, "first-flight", "planned") == "2027-H1"
    assert cell(folder, "pad", "note") == "=1+1"


def test_without_a_terminal_it_needs_yes(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "planned", "2027"))
    status, out, err = run(capsys, folder, "import", str(book))
    assert status == 2
    assert "planned 2026 -> 2027" in out
    assert "say --yes" in err
    assert cell(folder, "first-flight", "planned") == "2026"


@pytest.mark.parametrize(("typed", "made"), [("y", "2027"), ("", "2026"), ("n", "2026")])
def test_on_a_terminal_it_asks(
    capsys: Capture, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, made: str
) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "planned", "2027"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: typed)
    assert run(capsys, folder, "import", str(book))[0] == 0
    assert cell(folder, "first-flight", "planned") == made


def test_what_others_did_meanwhile_stays(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "planned", "2027"))
    happened = ("complete", "pad", "2026-11-20", "--source", "https://example.org/pad")
    assert run(capsys, folder, *happened)[0] == 0
    added = ("add", "crane", "--title", "Crane", "--category", "ground")
    assert run(capsys, folder, *added, "--source", "https://example.org/c")[0] == 0
    status, out, _ = run(capsys, folder, "import", str(book), "--yes")
    assert status == 0
    assert "1 cell changed in 1 row, 0 rows added, 0 rows removed." in out
    assert cell(folder, "pad", "actual") == "2026-11-20"
    assert cell(folder, "first-flight", "planned") == "2027"
    assert "crane" in store.read(folder).milestones.columns["id"]


def test_the_same_cell_is_a_conflict_and_never_overwritten(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "planned", "2027"))
    text = (folder / "milestones.csv").read_text("utf-8")
    (folder / "milestones.csv").write_text(
        text.replace("launch,,,2026,", "launch,,,2028,"), "utf-8"
    )
    before = store.content(folder)
    status, _, err = run(capsys, folder, "import", str(book), "--yes")
    assert status == 1
    assert "first-flight, planned: the copy says 2027, the data say 2028 (saved on" in err
    assert store.content(folder) == before


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2027.0, "2027"),
        (date(2026, 12, 24), "2026-12-24"),
        (datetime(2026, 12, 24), "2026-12-24"),
        ("Apr-27", "2027-04"),
        ("24/12/2026", "2026-12-24"),
        ("2027,00 %", "2027%"),
        ("end of 2027", "end of 2027"),
    ],
)
def test_dates_are_undone_where_that_is_certain(
    capsys: Capture, folder: Path, value: Any, text: str
) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "planned", value))
    status, out, err = run(capsys, folder, "import", str(book), "--yes")
    assert (status, err) == (0, "")
    assert cell(folder, "first-flight", "planned") == text
    assert ("cell F3 (planned):" in out) == (value != text)


@pytest.mark.parametrize(
    ("row", "column", "value", "old"),
    [
        (3, "planned", date(2025, 4, 1), "2025-04"),
        (3, "planned", "01/04/2025", "2025-04"),
        (2, "title", 7.0, "007"),
        (1, "note", "{=1+1}", "=1+1"),
        (3, "place", "@home", "@home"),
    ],
)
def test_what_stood_there_is_kept_where_the_cell_reads_as_it(
    capsys: Capture, folder: Path, row: int, column: str, value: Any, old: str
) -> None:
    book = exported(capsys, folder)
    edit(book, put(row, column, value))
    before = store.content(folder)
    status, out, err = run(capsys, folder, "import", str(book), "--yes")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == "Nothing to change."
    assert value == old or f"'{old}' is kept" in out or f"'{old}' for a formula" in out
    assert store.content(folder) == before


REFUSED: list[tuple[str, Any, str]] = [
    (
        "planned",
        date(2027, 4, 1),
        "cell F3 (planned): the cell holds the date 2027-04-01, which may",
    ),
    ("planned", datetime(2027, 4, 2, 12), "cell F3 (planned): the date 2027-04-02 12:00:00 has a"),
    ("planned", 46000.0, "cell F3 (planned): the cell holds the number 46000, which is no year"),
    ("planned", 2027.5, "cell F3 (planned): the cell holds the number 2027.5, no date"),
    ("planned", True, "cell F3 (planned): 'True' is a truth value"),
    ("planned", "03/04/2027", "cell F3 (planned): '03/04/2027' cannot be read: 3 Apr 2027 or"),
    ("planned", "03/04/27", "cell F3 (planned): '03/04/27' cannot be read"),
    ("planned", "{=TODAY()}", "cell F3 (planned): the cell holds a formula"),
    ("planned", "soon", "cell F3 (planned): “soon” is another day for every reader"),
    ("title", date(2027, 4, 2), "cell B3 (title): a spreadsheet made a date (2027-04-02) of what"),
    ("note", 1234567890123456.0, "cell N3 (note): the number 1234567890123456 has more digits"),
    ("category", "rocket", "cell C3 (category): 'rocket' is no category."),
    ("id", "pad", "cell A3 (id): The id 'pad' is already used on line 2."),
    ("actual", "2027-01-01", "cell G3 (actual): '2027-01-01' is after 2026-11-22"),
]


@pytest.mark.parametrize(("column", "value", "reason"), REFUSED)
def test_what_is_not_certain_is_refused_with_its_cell(
    capsys: Capture, folder: Path, column: str, value: Any, reason: str
) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, column, value))
    before = store.content(folder)
    status, _, err = run(capsys, folder, "import", str(book), "--yes")
    assert status == 1
    assert "nothing was changed" in err
    assert reason in err
    assert store.content(folder) == before


def test_the_order_of_digits_is_read_where_the_column_proves_it(
    capsys: Capture, folder: Path
) -> None:
    book = exported(capsys, folder)
    edit(book, both(put(1, "planned", "24/12/2026"), put(2, "planned", "03/04/2027")))
    assert run(capsys, folder, "import", str(book), "--yes")[0] == 0
    assert cell(folder, "first-flight", "planned") == "2027-04-03"


def csv_copy(folder: Path, rows: Iterable[dict[str, str]]) -> Path:
    copy = folder.parent / "copy.csv"
    copy.write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    return copy


def test_a_csv_is_held_against_the_data_as_they_stand(capsys: Capture, folder: Path) -> None:
    copy = csv_copy(folder, [milestone(planned="2027-H2", title="7")])
    status, out, err = run(capsys, folder, "import", str(copy), "--yes")
    assert (status, err) == (0, "")
    assert "first-flight: planned 2026 -> 2027-H2" in out
    assert "'007' is kept" in out
    assert "2 rows are not in" in out  # it may never have had them
    assert len(store.read(folder).milestones.lines) == 3


def test_a_version_that_is_not_kept_is_said(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "planned", "2027"))
    (folder / "announcements.csv").unlink()
    for kept in (folder / ".history").iterdir():
        kept.rename(folder.parent / kept.name)
    status, out, _ = run(capsys, folder, "import", str(book), "--dry-run")
    assert status == 0
    assert "is not kept here: it is held against the data as they stand now." in out
    assert "first-flight: planned 2026 -> 2027" in out


def test_a_column_that_the_data_lack_is_not_dropped_in_silence(
    capsys: Capture, folder: Path
) -> None:
    book = exported(capsys, folder)

    def change(cells: Cells) -> None:
        for number, row in enumerate(cells["milestones"]):
            row.append("budget" if number == 0 else "1 bn")

    edit(book, change)
    status, _, err = run(capsys, folder, "import", str(book), "--yes")
    assert status == 1
    assert "cell R2 (budget): the data have no such column." in err


def test_rows_and_columns_may_be_moved_about(capsys: Capture, folder: Path) -> None:
    book = exported(capsys, folder)

    def change(cells: Cells) -> None:
        cells["milestones"][1:] = cells["milestones"][:0:-1]
        cells["milestones"] = [row[::-1] for row in cells["milestones"]]
        cells["announcements"][1:] = cells["announcements"][:0:-1]

    edit(book, change)
    assert run(capsys, folder, "import", str(book))[1] == "Nothing to change.\n"


def test_a_statement_is_found_when_one_cell_of_its_name_was_edited(
    capsys: Capture, folder: Path
) -> None:
    book = exported(capsys, folder)
    edit(book, put(2, "target", "2026-04", "announcements"))
    out = run(capsys, folder, "import", str(book), "--dry-run")[1]
    assert "first-flight, said on 2025-02 by A. Speaker: target 2026-03 -> 2026-04" in out


TEXTS = st.text(
    st.one_of(
        st.sampled_from("=+-@'\t\n\r_x0001,;\" #%/.:"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_whatever_is_typed_comes_back_from_a_workbook(texts: list[tuple[str, str, str]]) -> None:
    rows = [
        milestone(f"flight-{n}", title=title, note=note, place=place)
        for n, (title, note, place) in enumerate(texts)
    ]
    columns = ("id", "title", "note", "place", "source")
    files = store.of_content("data", Content(saved_by_spreadsheet(columns, rows), None))
    copies = read(Path("copy.xlsx"), workbook(files, as_of=TODAY))
    assert copies.version == files.version
    found = compare(copies, files, certain_base=True, as_of=TODAY)
    assert (found.edits, found.remarks, found.refusals) == ((), (), ())


def test_a_broken_workbook_is_refused_whatever_is_broken(capsys: Capture, folder: Path) -> None:
    content = exported(capsys, folder).read_bytes()
    for at in range(4, len(content), len(content) // 150):
        broken = content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]
        with suppress(NotACopy):
            read(Path("copy.xlsx"), broken)


NO_COPIES = {
    "The header has no column 'id'": b"a,b\n1,2\n",
    "no workbook that can be read": b"PK\x03\x04 and then nothing",
    "The row has 4 cells": b"id,title\nfirst-flight,First,flight,again\n",
}


@pytest.mark.parametrize("reason", NO_COPIES)
def test_a_file_that_is_no_copy_is_refused(capsys: Capture, folder: Path, reason: str) -> None:
    copy = folder.parent / "copy.csv"
    copy.write_bytes(NO_COPIES[reason])
    status, out, err = run(capsys, folder, "import", str(copy), "--yes")
    assert (status, out) == (1, "")
    assert reason in err


def test_a_file_that_is_not_there_is_told(capsys: Capture, folder: Path) -> None:
    status, _, err = run(capsys, folder, "import", "nowhere.xlsx")
    assert (status, err) == (1, "tracker: There is no file nowhere.xlsx.\n")
