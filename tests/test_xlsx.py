"""A workbook that survives editing: text cells, lists to choose from, notes with the version."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from builders import REAL_DATA, TODAY, csv_bytes, files_of, milestone, said
from python_calamine import CalamineWorkbook

from tracker import schema, store
from tracker.cli import main
from tracker.exports.notes import COLUMN_NOTES
from tracker.exports.xlsx import workbook
from tracker.store import Files


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def rows(content: bytes, sheet: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def small() -> Files:
    odd = {"title": "=1+1", "place": "@home", "note": "Two\nlines", "planned": "2025-04"}
    record = [said("2025-01-10", "2027", language="de")]
    return files_of([milestone(**odd)], record, own={"my column": "-5"})


def test_every_column_is_there_in_the_order_of_the_file_own_ones_too() -> None:
    files = small()
    assert files.announcements is not None
    content = workbook(files, as_of=TODAY)
    assert tuple(rows(content, "milestones")[0]) == files.milestones.header
    assert tuple(rows(content, "announcements")[0]) == files.announcements.header
    assert rows(content, "announcements")[1][-1] == "'-5"


def test_every_cell_is_text_and_none_a_formula() -> None:
    content = workbook(small(), as_of=TODAY)
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert set(re.findall(r' t="(\w+)"', sheet)) == {"s"}
    first = dict(zip(*rows(content, "milestones")[:2], strict=True))
    assert (first["title"], first["place"], first["planned"]) == ("'=1+1", "'@home", "2025-04")
    # The columns themselves are text, for what is typed below the last row.
    styles = part(content, "xl/styles.xml")
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    columns = re.findall(r'<col min="\d+" max="\d+" width="[\d.]+" style="(\d+)"', sheet)
    assert columns
    assert {formats[int(style)] for style in columns} == {"49"}  # "@"


def test_closed_lists_can_be_chosen_from_and_the_header_stays_in_sight() -> None:
    content = workbook(small(), as_of=TODAY)
    first, second = (part(content, f"xl/worksheets/sheet{number}.xml") for number in (1, 2))
    assert f'"{",".join(schema.CATEGORIES)}"' in first
    assert f'"{",".join(schema.OUTCOMES)}"' in first
    assert f'"{",".join(schema.SIDES)}"' in second
    assert '"de,en,fr,kk,ru"' in second
    for sheet in (first, second):
        assert f'"{",".join(schema.CONFIDENCES)}"' in sheet
        assert 'state="frozen"' in sheet
        assert "<autoFilter" in sheet


def test_the_notes_explain_every_column_and_name_the_version() -> None:
    content = workbook(small(), as_of=TODAY)
    notes = {str(row[0]): str(row[1]) for row in rows(content, "notes")}
    assert notes["Version of the data"] == "0" * 64
    assert notes["Day of the copy"] == "2026-11-22"
    assert notes["my column"] == "a column of your own"
    assert {*COLUMN_NOTES["milestones"]} == {*schema.MILESTONE_COLUMNS} <= {*notes}
    assert {*COLUMN_NOTES["announcements"]} == {*schema.ANNOUNCEMENT_COLUMNS} <= {*notes}


def test_a_long_note_has_room() -> None:
    files = files_of([milestone(note="word " * 30), milestone("pad")])
    sheet = part(workbook(files, as_of=TODAY), "xl/worksheets/sheet1.xml")
    assert re.findall(r'<row r="(\d+)"[^>]* ht="(\d+)"', sheet) == [("2", "45")]


def test_the_same_data_and_day_give_the_same_bytes() -> None:
    files = store.read(REAL_DATA)
    assert workbook(files, as_of=TODAY) == workbook(files, as_of=TODAY)


def test_export_never_writes_over_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, [milestone()]))
    arguments = ["export", "xlsx", "--data", str(tmp_path), "-o", str(tmp_path / "a.xlsx")]
    assert main(arguments) == 0
    edited = (tmp_path / "a.xlsx").read_bytes() + b"edited"
    (tmp_path / "a.xlsx").write_bytes(edited)
    assert main(arguments) == 1
    assert "may hold edits" in capsys.readouterr().err
    assert (tmp_path / "a.xlsx").read_bytes() == edited
