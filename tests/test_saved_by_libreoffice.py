"""What LibreOffice really saved with French, Russian, Kazakh and US settings is undone or told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tracker import checks, mending, store
from tracker.cli import main
from tracker.csvfile import Table
from tracker.store import Files

SAVED = Path(__file__).resolve().parent / "saved_by_libreoffice"
TYPED = SAVED / "typed"
LOCALES = ("fr-FR", "ru-RU", "kk-KZ", "en-US")
FOLDERS = sorted(folder.name for folder in SAVED.glob("*-*") if folder.is_dir())
AS_OF = "2026-11-22"


def differences(one: Table, other: Table) -> list[tuple[int, str, str, str]]:
    """Cells that differ: row, column, what was typed, what was saved."""
    return [
        (row, column, typed, saved)
        for column in one.header
        for row, (typed, saved) in enumerate(
            zip(one.columns[column], other.columns[column], strict=True)
        )
        if typed != saved
    ]


def pairs(one: Files, other: Files) -> list[tuple[Table, Table]]:
    return list(zip(one.tables, other.tables, strict=True))


def test_there_is_a_folder_for_each_locale_and_each_way() -> None:
    assert {*FOLDERS} == {f"{locale}-{how}" for locale in LOCALES for how in ("plain", "detected")}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_row_and_no_column_is_lost(folder: str) -> None:
    for typed, saved in pairs(store.read(TYPED), store.read(SAVED / folder)):
        assert not saved.refused
        assert typed.header == saved.header
        assert len(typed.lines) == len(saved.lines)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_date_reads_as_it_was_typed_or_is_refused_with_its_line(folder: str) -> None:
    from datetime import date

    typed, saved = store.read(TYPED), store.read(SAVED / folder)
    problems = checks.check(saved, as_of=date.fromisoformat(AS_OF))
    errors = {(each.file, each.line, each.column) for each in problems if each.severity == "error"}
    for before, after in pairs(typed, saved):
        dated = {"start", "baseline", "planned", "actual", "announced", "target"}
        for row, column, _, _ in differences(before, after):
            if column in dated:
                assert (after.name, after.lines[row], column) in errors


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_change_is_known_where_the_version_before_is_kept(folder: str) -> None:
    typed, saved = store.read(TYPED), store.read(SAVED / folder)
    found = mending.repairs(saved, [typed])
    repaired = {(each.subject, each.row, each.column): each.text for each in found if each.before}
    changed = {
        ("milestones" if before is typed.milestones else "announcements", row, column): text
        for before, after in pairs(typed, saved)
        for row, column, text, _ in differences(before, after)
    }
    assert changed
    assert repaired == changed


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_import_of_it_changes_nothing(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shutil.copytree(TYPED, tmp_path / "data")
    for name in ("milestones.csv", "announcements.csv"):
        arguments = ["import", str(SAVED / folder / name), "--data", str(data), "--as-of", AS_OF]
        assert main([*arguments, "--yes"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "Nothing to change."
    assert store.content(data) == store.content(TYPED)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_workbook_saved_again_changes_nothing(
    locale: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was exported comes back in silence: its cells are text."""
    data = shutil.copytree(TYPED, tmp_path / "data")
    book = SAVED / f"{locale}-detected" / "exported.xlsx"
    assert main(["import", str(book), "--data", str(data), "--as-of", AS_OF, "--yes"]) == 0
    assert capsys.readouterr().out == "Nothing to change.\n"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_csv_saved_as_a_workbook_changes_nothing(
    locale: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here the cells hold real dates, numbers, a time, a truth value and a formula."""
    data = shutil.copytree(TYPED, tmp_path / "data")
    book = SAVED / f"{locale}-detected" / "milestones.xlsx"
    assert main(["import", str(book), "--data", str(data), "--as-of", AS_OF, "--yes"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "Nothing to change."
    assert any("cell B52 (title): a spreadsheet took '=1+1' for a formula" in line for line in told)
    assert store.content(data) == store.content(TYPED)
