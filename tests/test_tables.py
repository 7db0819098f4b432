"""The CSV files of an export: to the byte as they stand, or the rows of a past day."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd
from builders import REAL_DATA, TODAY, csv_bytes, milestone, programme_of, said
from hypothesis import given
from hypothesis import strategies as st

import tracker
from tracker import csvfile, schema, store
from tracker.exports.edition import Edition
from tracker.exports.tables import csv_files, csv_line
from tracker.programme import build
from tracker.store import Content

real = tracker.load(REAL_DATA, as_of=TODAY)


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows as Python's own reader finds them."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_as_they_stand_the_files_are_the_same_to_the_byte() -> None:
    odd = Content("id;title;mine\r\na;Ünïcode;=1+1\r\n".encode("cp1252"), None)
    files = csv_files(Edition(real, TODAY, content=odd))
    assert files == {"milestones.csv": odd.milestones}


def test_as_of_a_past_day_no_row_and_no_cell_tells_of_later() -> None:
    programme = programme_of(
        [milestone(planned="2027", actual="2026-05-01", note="It flew."), milestone("later")],
        [said("2025-01-10", "2026"), said("2025-06-10", "2027"),
         said("2026-02-10", "2028", milestone="later")],
    )  # fmt: skip
    files = csv_files(Edition(programme, date(2025, 2, 1)))
    (row,) = rows(files["milestones.csv"])
    assert tuple(row) == schema.MILESTONE_COLUMNS
    told = (row["id"], row["planned"], row["actual"], row["note"], row["source"])
    assert told == ("first-flight", "2026", "", "", "https://example.org/2025-01-10")
    assert [row["announced"] for row in rows(files["announcements.csv"])] == ["2025-01-10"]


def test_what_was_known_lately_reads_like_the_files_themselves() -> None:
    files = csv_files(Edition(real, date(2026, 11, 21), "ru"))
    again = build(
        store.of_content(REAL_DATA, Content(files["milestones.csv"], files["announcements.csv"])),
        as_of=TODAY,
    )
    columns = [name for name in schema.MILESTONE_COLUMNS if name != "start"]
    pd.testing.assert_frame_equal(again.milestones[columns], real.milestones[columns])
    said_so = list(schema.ANNOUNCEMENT_COLUMNS)
    pd.testing.assert_frame_equal(again.announcements[said_so], real.announcements[said_so])


def test_text_that_a_spreadsheet_would_run_is_escaped() -> None:
    programme = programme_of([milestone(title="=1+1", note="-5")], [said("2025-01-10", "2026")])
    (row,) = rows(csv_files(Edition(programme, date(2026, 1, 1)))["milestones.csv"])
    assert row["title"] == "'=1+1"


@given(st.lists(st.text(alphabet='a,;"\r\n\t ', max_size=8), min_size=2, max_size=4))
def test_any_cell_comes_back_from_its_line(cells: list[str]) -> None:
    header = [f"c{number}" for number in range(len(cells))]
    text = csv_line(header) + csv_line(cells)
    assert list(csv.reader(io.StringIO(text, newline="")))[-1] == cells
    if any(map(str.strip, cells)):
        table = csvfile.read(text.encode(), name="a.csv")
        assert [table.columns[name] for name in header] == [[cell] for cell in cells]


def test_bytes_without_announcements_make_no_file_of_them() -> None:
    content = Content(csv_bytes(schema.MILESTONE_COLUMNS, [milestone()]), None)
    assert list(csv_files(Edition(real, TODAY, content=content))) == ["milestones.csv"]
