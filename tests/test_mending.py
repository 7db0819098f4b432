"""What a spreadsheet did to the files is undone where that is certain, and only there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from builders import csv_bytes, milestone, said, saved_by_spreadsheet

from tracker import mending, schema, store
from tracker.cli import main

Capture = pytest.CaptureFixture[str]


def write(folder: Path, *rows: dict[str, str]) -> None:
    (folder / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))


def run(capsys: Capture, folder: Path, *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments, "--data", str(folder), "--as-of", "2026-11-22"])
    out, err = capsys.readouterr()
    return status, out, err


def saved_version(capsys: Capture, folder: Path) -> None:
    """A version of the rows that is kept beside the data, as each save of ours keeps one."""
    added = ("add", "pad", "--title", "Pad", "--category", "ground", "--source", "https://e.org/p")
    assert run(capsys, folder, *added)[0] == 0


def texts(folder: Path, column: str) -> list[str]:
    return store.read(folder).milestones.columns[column]


def test_words_come_back_from_the_version_kept_beside_the_data(
    capsys: Capture, tmp_path: Path
) -> None:
    write(tmp_path, milestone(title="June 2026", note="007", planned="2027-04"))
    saved_version(capsys, tmp_path)
    text = (tmp_path / "milestones.csv").read_text("utf-8")
    for typed, made in {"June 2026": "06/01/26", "007": "7", "2027-04": "Apr-27"}.items():
        text = text.replace(f",{typed},", f",{made},")
    (tmp_path / "milestones.csv").write_text(text, "utf-8")
    out = run(capsys, tmp_path, "check")[1]
    assert "warning[spreadsheet-text]: '06/01/26' is what a spreadsheet makes of 'June 2026'" in out
    assert "warning[spreadsheet-text]: '7' is what a spreadsheet makes of '007'" in out
    assert "date-in-digits" not in out
    status, out, _ = run(capsys, tmp_path, "check", "--fix", "--yes")
    assert status == 0
    assert "-first-flight,06/01/26" in out
    assert "+first-flight,June 2026" in out
    assert "spreadsheet" not in out.split("Saved.")[1]
    assert texts(tmp_path, "title")[-1] == "June 2026"
    assert texts(tmp_path, "note")[-1] == "007"
    assert texts(tmp_path, "planned")[-1] == "2027-04"


def test_words_come_back_from_git(capsys: Capture, tmp_path: Path) -> None:
    write(tmp_path, milestone(title="avril 2025"))
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "first")):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    write(tmp_path, milestone(title="01/04/2025"))
    assert run(capsys, tmp_path, "check", "--fix", "--yes")[0] == 0
    assert texts(tmp_path, "title") == ["avril 2025"]


def test_a_cell_that_was_edited_since_is_left_alone(capsys: Capture, tmp_path: Path) -> None:
    write(tmp_path, milestone(title="June 2026"))
    saved_version(capsys, tmp_path)
    write(tmp_path, milestone(title="July 2026"), milestone("crane"))
    saved_version(capsys, tmp_path)
    write(tmp_path, milestone(title="06/01/26"))
    status, out, _ = run(capsys, tmp_path, "check", "--fix", "--yes")
    assert (status, out.splitlines()[0]) == (
        0,
        "There is nothing that can be repaired for certain.",
    )
    assert "warning[date-in-digits]: '06/01/26' is nothing but a date in digits" in out


def test_what_is_certain_by_itself_needs_no_version(capsys: Capture, tmp_path: Path) -> None:
    write(
        tmp_path,
        milestone("pad", planned="24/12/2026", category="Ground", confidence="HIGH "),
        milestone("crane", planned="03/04/2027", outcome=""),
        milestone(planned="2027,00%", start="Apr-26"),
    )
    assert run(capsys, tmp_path, "check", "--fix", "--yes")[0] == 0
    assert texts(tmp_path, "planned") == ["2026-12-24", "2027-04-03", "2027%"]
    assert texts(tmp_path, "start")[2] == "2026-04"
    assert (texts(tmp_path, "category")[0], texts(tmp_path, "confidence")[0]) == ("ground", "high")


def test_a_date_with_two_readings_is_left_to_its_editor(capsys: Capture, tmp_path: Path) -> None:
    rows = [milestone(planned=text) for text in ("24/12/2026", "03/04/2027", "12/24/26")]
    write(tmp_path, *({**row, "id": f"flight-{n}"} for n, row in enumerate(rows)))
    status, out, _ = run(capsys, tmp_path, "check", "--fix", "--yes")
    assert status == 1
    assert texts(tmp_path, "planned") == ["24/12/2026", "03/04/2027", "12/24/26"]
    assert "error[unreadable-date]: '03/04/2027' cannot be read" in out


def test_fix_asks_and_changes_only_the_cells(capsys: Capture, tmp_path: Path) -> None:
    rows = [dict.fromkeys(schema.MILESTONE_COLUMNS, "") | milestone(planned="24/12/2026")]
    form = {"separator": ";", "encoding": "utf-8-sig", "newline": "\r\n", "always": True}
    content = saved_by_spreadsheet(schema.MILESTONE_COLUMNS, rows, **form)  # type: ignore[arg-type]
    (tmp_path / "milestones.csv").write_bytes(content)
    status, out, err = run(capsys, tmp_path, "check", "--fix")
    assert status == 2
    assert "say --yes" in err
    assert '+"first-flight"' in out
    assert (tmp_path / "milestones.csv").read_bytes() == content
    assert run(capsys, tmp_path, "check", "--fix", "--yes")[0] == 0
    fixed = content.replace(b"24/12/2026", b"2026-12-24")
    assert (tmp_path / "milestones.csv").read_bytes() == fixed


def test_fix_shows_a_diff_and_no_json(capsys: Capture, tmp_path: Path) -> None:
    write(tmp_path, milestone())
    assert run(capsys, tmp_path, "check", "--fix", "--json")[0] == 2
    assert json.loads(run(capsys, tmp_path, "check", "--json")[1]) == []


def test_statements_are_found_though_their_own_dates_were_changed(tmp_path: Path) -> None:
    write(tmp_path, milestone())
    record = [said("2025-01-10", "2026-12-24", wording="June 2026"), said("2025-04", "2026")]
    announcements = tmp_path / "announcements.csv"
    announcements.write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record))
    before = store.read(tmp_path)
    record[0] |= {"announced": "10/01/2025", "target": "24/12/2026", "wording": "01/06/2026"}
    record[1]["announced"] = "Apr-25"
    announcements.write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record))
    found = mending.repairs(store.read(tmp_path), [before])
    assert {(each.row, each.column, each.text) for each in found} == {
        (0, "announced", "2025-01-10"),
        (0, "target", "2026-12-24"),
        (0, "wording", "June 2026"),
        (1, "announced", "2025-04"),
    }
