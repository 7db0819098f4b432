"""The commands that edit: they say what they changed, and change nothing when they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REAL_DATA, csv_bytes, milestone, said

from tracker import schema, store
from tracker.cli import main

Capture = pytest.CaptureFixture[str]
WHO = ("--speaker", "D. Bakanov", "--organisation", "Roscosmos", "--side", "ru")
SAID = ("--said-on", "2026-11-20", *WHO, "--source", "https://example.org/second")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [milestone("pad", category="ground", planned="2026-12"), milestone(planned="2027")]
    (tmp_path / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    record = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, [said("2025-01-10", "2027")])
    (tmp_path / "announcements.csv").write_bytes(record)
    return tmp_path


def answer(capsys: Capture, folder: Path, *arguments: str) -> tuple[int, str, str]:
    try:
        status = main([*arguments, "--data", str(folder), "--as-of", "2026-11-22"])
    except SystemExit as leaving:  # argparse ends the process on a usage error
        status = int(leaving.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_announce_writes_both_files_and_shows_the_diff(capsys: Capture, folder: Path) -> None:
    words = ("--wording", 'in the "first half", he said', "--confidence", "high")
    status, out, err = answer(capsys, folder, "announce", "first-flight", "2027-H1", *SAID, *words)
    assert (status, err) == (0, "")
    assert f"+++ {folder}/milestones.csv" in out
    assert f"+++ {folder}/announcements.csv" in out
    added = [line for line in out.splitlines() if line.startswith("+") and line[1] != "+"]
    assert added == [
        "+first-flight,First flight,launch,,,2027-H1,,,,,,https://example.org/page,high,,,,",
        "+first-flight,2026-11-20,D. Bakanov,Roscosmos,ru,2027-H1,"
        '"in the ""first half"", he said",https://example.org/second,,,high,',
    ]
    assert out.splitlines()[-1] == "Saved."
    assert not [found for found in checked(capsys, folder) if "error" in found]


def checked(capsys: Capture, folder: Path) -> list[str]:
    _, out, _ = answer(capsys, folder, "check")
    return out.splitlines()[:-1]


def test_complete_writes_what_happened(capsys: Capture, folder: Path) -> None:
    arguments = ("complete", "first-flight", "2026-11-21", "--outcome", "success")
    status, out, _ = answer(capsys, folder, *arguments, "--source", "https://example.org/flew")
    assert status == 0
    assert ",2027,2026-11-21,success,,,,https://example.org/page https://example.org/flew," in out


def test_add_puts_a_milestone_in_its_place(capsys: Capture, folder: Path) -> None:
    arguments = ("add", "crane", "--title", "Crane, tested", "--category", "ground")
    more = ("--planned", "2027-01", "--depends-on", "pad", "--title-kk", "Кран")
    status, out, _ = answer(capsys, folder, *arguments, *more)
    assert status == 0
    assert '+crane,"Crane, tested",ground,,,2027-01,,,,,pad,,,,,,Кран' in out
    assert "warning[no-source]" in out
    table = store.read(folder).milestones
    assert table.columns["id"] == ["pad", "crane", "first-flight"]


def test_fmt_does_what_it_is_asked(capsys: Capture, folder: Path) -> None:
    with (folder / "milestones.csv").open("a", encoding="utf-8") as file:
        file.write("treaty,Treaty,agreement,,,avril 2027" + "," * 11 + "\n")
    assert "+treaty,Treaty,agreement,,,2027-04" in answer(capsys, folder, "fmt", "--dates")[1]
    answer(capsys, folder, "fmt", "--sort")
    assert store.read(folder).milestones.columns["id"][0] == "treaty"
    status, out, _ = answer(capsys, folder, "fmt", "--sort", "--dates")
    assert (status, out) == (0, "Nothing to change.\n")


def test_fmt_adds_a_column_that_is_missing(capsys: Capture, folder: Path) -> None:
    (folder / "milestones.csv").write_bytes(b"id,title\nfirst-flight,First flight\n")
    status, _, err = answer(capsys, folder, "announce", "first-flight", "2027-H1", *SAID)
    assert status == 1
    assert "has no column 'planned'. `tracker fmt --column planned` adds it." in err
    assert answer(capsys, folder, "fmt", "--column", "planned")[0] == 0
    assert answer(capsys, folder, "announce", "first-flight", "2027-H1", *SAID)[0] == 0
    assert (folder / "milestones.csv").read_bytes() == (
        b"id,title,planned\nfirst-flight,First flight,2027-H1\n"
    )


COMMANDS = [
    ("announce", "first-flight", "tbd", *SAID),
    ("complete", "first-flight", "2026-11-21", "--source", "https://example.org/flew"),
    ("add", "crane", "--title", "Crane", "--category", "ground"),
    ("fmt", "--sort", "--dates", "--column", "title_kk"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_dry_run_shows_the_diff_and_changes_nothing(
    capsys: Capture, folder: Path, command: tuple[str, ...]
) -> None:
    (folder / "milestones.csv").write_bytes(
        b"id,title,category,planned,actual,source\n"
        b"first-flight,First flight,launch,2027,,https://example.org\n"
    )
    before = store.content(folder)
    status, out, _ = answer(capsys, folder, *command, "--dry-run")
    assert status == 0
    assert "\n@@ " in out
    assert out.splitlines()[-1] == "Nothing was changed: this was a dry run."
    assert store.content(folder) == before
    assert not (folder / ".history").exists()
    assert answer(capsys, folder, *command)[1].splitlines()[:-1] == out.splitlines()[:-1]


REFUSED = {
    "Did you mean first-flight?": (1, ("announce", "first-flihgt", "2027", *SAID)),
    "3 Apr 2027 or 4 Mar 2027": (2, ("announce", "first-flight", "03/04/2027", *SAID)),
    "argument WHEN: 'soon' cannot be read": (2, ("announce", "first-flight", "soon", *SAID)),
    "argument --side: invalid choice: 'us'": (
        2,
        ("announce", "first-flight", "2027", *SAID, "--side", "us"),
    ),
    "required: --said-on, --speaker, --organisation, --side, --source": (
        2,
        ("announce", "first-flight", "2027"),
    ),
    "required: ID, WHEN, --source": (2, ("complete",)),
    "so it cannot have been said yet": (
        1,
        ("announce", "first-flight", "2028", *SAID, "--said-on", "2027-01-01"),
    ),
    "'nowhere' is no address": (
        1,
        ("complete", "first-flight", "2026-11-21", "--source", "nowhere"),
    ),
    "is not made of lower-case words": (
        1,
        ("add", "Crane", "--title", "T", "--category", "ground"),
    ),
    "There is a milestone 'pad' already": (
        1,
        ("add", "pad", "--title", "T", "--category", "ground"),
    ),
    "say what to put in form: --sort, --dates, --column NAME": (2, ("fmt",)),
    "'colour' is no column of the record": (1, ("fmt", "--column", "colour")),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_refused_is_told_and_changes_nothing(
    capsys: Capture, folder: Path, said: str
) -> None:
    status, arguments = REFUSED[said]
    before = store.content(folder)
    assert answer(capsys, folder, *arguments)[:2] == (status, "")
    assert said in answer(capsys, folder, *arguments)[2]
    assert store.content(folder) == before


@pytest.mark.parametrize("arguments", [("announce", "first-flight", "2027"), ("add",), ("fmt",)])
def test_what_was_not_understood_is_one_line(
    capsys: Capture, folder: Path, arguments: tuple[str, ...]
) -> None:
    assert answer(capsys, folder, *arguments)[2].count("\n") == 1


def test_an_error_is_shown_on_the_line_that_would_be_written(capsys: Capture, folder: Path) -> None:
    err = answer(capsys, folder, *REFUSED["'nowhere' is no address"][1])[2]
    assert err.startswith("tracker: nothing was changed, because the data would have these errors")
    assert "milestones.csv:3:source: error[bad-address]" in err
    assert "^^^^^" in err


def test_data_that_are_not_there_are_named(capsys: Capture, tmp_path: Path) -> None:
    status, _, err = answer(capsys, tmp_path / "nowhere", "fmt", "--sort")
    assert status == 1
    assert "There is no file or folder" in err


def test_the_real_record_takes_an_announcement_as_two_lines(capsys: Capture, data: Path) -> None:
    before = store.content(REAL_DATA)
    status, out, _ = answer(capsys, data, "announce", "soyuz5-second-flight", "2027-H1", *SAID)
    after = store.content(data)
    assert status == 0
    assert len(after.milestones.splitlines()) == len(before.milestones.splitlines())
    assert before.announcements is not None
    assert after.announcements is not None
    assert len(after.announcements.splitlines()) == len(before.announcements.splitlines()) + 1
    changed = [
        line for line in out.splitlines() if line[0] in "+-" and line[1:3] not in ("++", "--")
    ]
    assert [line[0] for line in changed] == ["-", "+", "+"]
