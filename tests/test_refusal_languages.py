"""What is refused is said in every language: each sentence of an exception has its catalogue entry.

A refusal is told in the language that `test_languages` made up: a Latin letter outside the brackets
is a text that nobody can translate, unless it is a code, an option or a name.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from test_command_languages import greek_folder, untranslated
from test_languages import pseudo

from tracker import (
    archive,
    edits,
    git_history,
    recording,
    replacing,
    saving,
    schema,
    store,
    versions,
)
from tracker.csv_edits import CannotWrite
from tracker.dates import UnreadableDate, parse
from tracker.deltas import CannotEdit, Delta
from tracker.edits import correct, planned
from tracker.imports import copies
from tracker.imports.settling import settled
from tracker.messages import reason
from tracker.printing import NoBrowser, NotPrinted, browser, print_pdf
from tracker.schema import LANGUAGES
from tracker.tidying import Tidying, tidied
from tracker.words import words

REFUSED_BY = (
    *(CannotEdit, CannotWrite, replacing.NotSaved, store.NotMilestones, archive.CannotKeep),
    *(git_history.NotInGit, versions.NoSuchVersion, copies.NotACopy, NoBrowser, NotPrinted),
)
AS_OF = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return greek_folder(tmp_path / "data")


def announced(**facts: str) -> Callable[[Path], Any]:
    statement = dict.fromkeys(schema.ANNOUNCEMENT_COLUMNS, "") | {
        **{"milestone": "flight-1", "announced": "2026-11-01", "target": "2028", "side": "ru"},
        **facts,
    }
    return edited(recording.announce(statement))


def edited(plan: Any) -> Callable[[Path], Any]:
    return lambda data: edits.make(data, planned(plan), as_of=AS_OF, dry_run=True)


def changed(column: str, old: str, new: str, *, key: str = "flight-1") -> Delta:
    return Delta("milestones", (key,), column, old, new, "")


def seen(data: Path, column: str, old: str, *, key: str = "flight-1") -> Any:
    version = store.content(data).version
    delta = replace(changed(column, old, "2029", key=key), version=version)
    return edited(correct(delta))(data)


def written(data: Path, text: str, name: str = "milestones.csv") -> Path:
    (data / name).write_text(text, "utf-8")
    return data


def brought(content: bytes) -> Callable[[Path], Any]:
    return lambda data: copies.read(data / "copy.xlsx", content)


def sheets(*tables: list[list[str]]) -> bytes:
    """A workbook with these sheets."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for number, rows in enumerate(tables):
            sheet = book.add_worksheet(f"σ{number}")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return made.getvalue()


def saved_meanwhile(data: Path) -> None:
    def change(standing: store.Content) -> store.Content:
        written(data, (data / "milestones.csv").read_text("utf-8") + "\n")
        return standing._replace(milestones=standing.milestones + b"x")

    saving.save(data, change, day=AS_OF)


def kept_in_a_file(data: Path) -> None:
    written(data, "", ".history")
    archive.keep(data, store.content(data), day=AS_OF)


def locked_out(data: Path) -> None:
    with replacing.locked(data), replacing.locked(data, seconds=0):
        pass


def windows(data: Path) -> Path:
    text = "id,title,category\nflight-1,Полёт,launch\n"
    (data / "milestones.csv").write_bytes(text.encode("cp1251"))
    return data


TABLE = [["id", "title", "category"], ["flight-1", "Πτήση", "launch"]]
REFUSALS: dict[str, Callable[[Path], Any]] = {
    "day that cannot be read": announced(announced="κάποτε"),
    "no such milestone": announced(milestone="flight-9"),
    "nothing like it": announced(milestone="ничто"),
    "recorded already": announced(
        announced="2026-10-01",
        target="2027",
        speaker="Α. Β.",
        organisation="Γ",
        source="https://example.org/2026-10-01",
    ),
    "happened already": edited(recording.complete("flight-3", {"actual": "2025"})),
    "cancelled": edited(recording.complete("flight-4", {"actual": "2025"})),
    "added already": edited(recording.add({"id": "flight-1"})),
    "no folder for announcements": lambda data: announced()(data / "milestones.csv"),
    "two texts for a cell": edited(
        correct(changed("planned", "2027", "2028"), changed("planned", "2027", "2029"))
    ),
    "never stood there": lambda data: seen(data, "planned", "2031"),
    "row never stood there": lambda data: seen(data, "planned", "2031", key="ничто"),
    "look alike": lambda data: edited(correct(changed("planned", "2027", "2028")))(
        written(data, "id,title,category,planned\nflight-1,Α,launch,2027\nflight-1,Β,launch,2027\n")
    ),
    "broken file": lambda data: edited(correct())(written(data, 'id,title,category\n"a,b,c\n')),
    "no such column": edited(correct(changed("λάθος", "", "2028"))),
    "column to add": lambda data: edited(correct(changed("note", "", "Α")))(
        written(data, "id,title,category\nflight-1,Α,launch\n")
    ),
    "NUL": edited(correct(changed("note", "", "\0"))),
    "half a character": edited(correct(changed("note", "", "\ud800"))),
    "no bytes for it": lambda data: edited(correct(changed("title", "Полёт", "ә")))(windows(data)),
    "blank row": lambda data: edited(correct(changed("id", "flight-1", "")))(
        written(data, "id,title,category\nflight-1,,\n")
    ),
    "unknown column": lambda data: edits.make(
        data, tidied(Tidying(columns=("ничто",))), as_of=AS_OF
    ),
    "saved again and again": saved_meanwhile,
    "kept where a file is": kept_in_a_file,
    "locked": locked_out,
    "no milestones": lambda data: store.read(data.parent),
    "no such folder": lambda data: store.read(data / "ничто"),
    "folder in its place": lambda data: store.content_of(data),
    "no table": lambda data: store.read(written(data, "\0\0\0")),
    "no repository": lambda data: git_history.read(data, "HEAD"),
    "no such version": lambda data: versions.version("ничто", of=data, as_of=AS_OF),
    "no such program": lambda _: browser("ничто", {}),
    "no program": lambda _: browser("", {}),
    "program that prints nothing": lambda data: print_pdf(data, data, program="true"),
    "program that cannot be run": lambda data: print_pdf(data, data, program=str(data)),
    "not a copy": brought(b"a,b\n1,2\n"),
    "copy with a fault": brought(b'id,title,category\n"a,b,c\n'),
    "no workbook": brought(b"PK\x03\x04"),
    "workbook without a table": brought(sheets([["Α"]])),
    "two tables": brought(sheets(TABLE, TABLE)),
    "column twice": brought(sheets([["id", "title", "category", "id"], *TABLE[1:]])),
    "cell beside the columns": brought(sheets([TABLE[0], [*TABLE[1], "Α"]])),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_refused_comes_from_the_catalogue(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(replacing, "LOCK_SECONDS", 0)
    if name == "no program":
        monkeypatch.setenv("PATH", "")
    with pytest.raises(REFUSED_BY) as refusal:
        REFUSALS[name](folder)
    shown = pseudo().again(reason(refusal.value))
    assert "⟦" in shown
    assert untranslated(shown.replace(str(folder.parent), "")) == []


@pytest.mark.parametrize(
    "number",
    [errno.EBUSY, errno.EFBIG, errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENOTDIR],
)
def test_what_the_system_refuses_comes_from_the_catalogue(number: int) -> None:
    failure = OSError(number, os.strerror(number))
    shown = pseudo().again(replacing.why_not(Path("/ничто/a.csv"), failure))
    assert untranslated(shown) == []


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ({"side": "press"}, "press"),
        ({"milestone": "flight-3"}, "happened"),
        ({"announced": "2026-01-01"}, "later"),
        ({"target": "2027"}, "already"),
        ({"milestone": "flight-2", "target": "tbd"}, "blank"),
    ],
)
def test_why_a_plan_stays_comes_from_the_catalogue(
    folder: Path, statement: dict[str, str], why: str
) -> None:
    (remark,) = announced(**statement)(folder).remarks
    assert why in remark
    assert untranslated(pseudo().again(remark)) == []


@pytest.mark.parametrize(
    ("value", "dated"),
    [
        *((True, True), (time(9), True), (datetime(2026, 3, 1, 9), True), (date(2026, 3, 1), True)),
        *((date(2026, 3, 4), True), (date(2026, 3, 4), False), (1.5, True), (1.5, False)),
        *((1e16, True), (45755.0, True), (2027.0, True), ("Apr-27", True), ("24/12/2026", True)),
    ],
)
def test_what_a_spreadsheet_did_comes_from_the_catalogue(value: Any, dated: bool) -> None:
    found = settled(value, "", dated=dated, order="dmy")
    assert found.why or found.refused
    assert untranslated(pseudo().again(found.why or found.refused)) == []


def test_two_days_that_digits_may_mean_are_written_in_each_language() -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse("03.04.2025")
    told = {lang: words(lang).again(refused.value.message) for lang in LANGUAGES}
    assert told == {
        "en": "3 Apr 2025 or 4 Mar 2025",
        "fr": "3 avr. 2025 ou 4 mars 2025",
        "ru": "3 апр. 2025 или 4 марта 2025",
        "kk": "2025 ж. 3 сәуір немесе 2025 ж. 4 наурыз",
    }
