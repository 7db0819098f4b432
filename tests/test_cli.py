"""The commands as somebody types them: answers, exit statuses, complaints in words."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import REAL_DATA, csv_bytes, milestone, said

from tracker import schema
from tracker.cli import main

Capture = pytest.CaptureFixture[str]

MILESTONE_KEYS = {
    "id",
    "title",
    "category",
    "track",
    "status",
    "current",
    "baseline",
    "actual",
    "slip_days",
    "contested",
    "confidence",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small data folder: one flight that slipped from 2022 and is promised for 2027."""
    rows = [milestone(baseline="2022", planned="2027", depends_on="pad"), milestone("pad")]
    record = [said("2020-01-01", "2022"), said("2026-10-01", "2027")]
    milestones = csv_bytes(schema.MILESTONE_COLUMNS, rows)
    (tmp_path / "milestones.csv").write_bytes(milestones)
    (tmp_path / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record))
    return tmp_path


def answer(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as leaving:  # argparse ends the process on a usage error
        status = int(leaving.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_list_as_json_has_the_documented_shape(capsys: Capture, folder: Path) -> None:
    status, out, _ = answer(capsys, "list", "--json", "--data", folder, "--as-of", "2026-11-22")
    flight = json.loads(out)[0]
    assert status == 0
    assert set(flight) == MILESTONE_KEYS
    assert flight["current"] == {
        "text": "2027",
        "earliest": "2027-01-01",
        "latest": "2027-12-31",
        "precision": "year",
    }
    assert flight["slip_days"] == [1462, 2190]


def test_show_tells_claims_moves_and_sources(capsys: Capture, folder: Path) -> None:
    _, out, _ = answer(capsys, "show", "first-flight", "--json", "--data", folder)
    story = json.loads(out)
    assert set(story) == MILESTONE_KEYS | {
        "live",
        "announcements",
        "moves",
        "depends_on",
        "sources",
        "history",
        "promises",
        "outlook",
    }
    assert [claim["target"] for claim in story["live"]] == ["2027"]
    assert [move["kind"] for move in story["moves"]] == ["first", "later"]
    assert story["depends_on"] == ["pad"]
    assert story["history"]["slips"] == 1
    assert [promise["fate"] for promise in story["promises"]] == ["broken", "open"]


def test_show_as_text_can_be_quoted(capsys: Capture, folder: Path) -> None:
    _, out, _ = answer(capsys, "show", "first-flight", "--data", folder, "--as-of", "2026-11-22")
    assert "First flight: first promised for 2022 (A. Speaker, Roscosmos [1]" in out
    assert "later than first promised" in out
    assert "https://example.org/2026-10-01" in out


def test_an_unknown_id_names_the_nearest(capsys: Capture, folder: Path) -> None:
    status, out, err = answer(capsys, "show", "first-flihgt", "--data", folder)
    assert (status, out) == (1, "")
    assert "Did you mean first-flight?" in err


def test_status_counts(capsys: Capture, folder: Path) -> None:
    _, out, _ = answer(capsys, "status", "--data", folder, "--as-of", "2026-11-22")
    assert out.startswith("2 milestones: 1 upcoming, 1 no date")


def test_status_tells_a_date_that_cannot_be_read_from_none(capsys: Capture, tmp_path: Path) -> None:
    rows = [milestone("unread", planned="2025", actual="32 May 2025"), milestone("none")]
    file = tmp_path / "milestones.csv"
    file.write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    _, out, _ = answer(capsys, "status", "--data", file, "--as-of", "2026-11-22")
    assert "date cannot be read  Unread" in out
    assert "no date announced    None" in out


def test_changes_between_two_days(capsys: Capture, folder: Path) -> None:
    arguments = ("--since", "2026-01-01", "--data", folder, "--as-of", "2026-11-22")
    _, out, _ = answer(capsys, "changes", *arguments, "--json")
    assert json.loads(out) == [
        {
            "on": "2026-10-01",
            "id": "first-flight",
            "kind": "later",
            "from": "2022",
            "to": "2027",
            "text": "moved from 2022 to 2027",
            "source": "https://example.org/2026-10-01",
            "weight": 80,
            "title": "First flight",
            "speaker": "A. Speaker",
            "organisation": "Roscosmos",
            "slip_days": [1462, 2190],
            "may_be_earlier": False,
        }
    ]
    _, out, _ = answer(capsys, "changes", *arguments)
    assert out == (
        "1 Oct 2026\n"
        "  First flight: moved from 2022 to 2027 · A. Speaker\n"
        "      https://example.org/2026-10-01\n"
    )


def test_changes_need_a_day_or_another_version(capsys: Capture, folder: Path) -> None:
    status, out, err = answer(capsys, "changes", "--data", folder)
    assert (status, out) == (2, "")
    assert "--since D" in err
    assert "--against OTHER" in err


def test_changes_against_other_data(capsys: Capture, folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("milestones.csv", "announcements.csv"):
        shutil.copy(folder / name, old / name)
    with (old / "milestones.csv").open("a", encoding="utf-8") as file:
        file.write("museum,Museum" + "," * 15 + "\n")
    days = ("--as-of", "2026-11-22", "--data", folder)
    _, out, _ = answer(capsys, "changes", "--against", old, *days, "--lang", "fr", "--json")
    (dropped,) = json.loads(out)
    assert (dropped["on"], dropped["id"], dropped["kind"]) == (None, "museum", "dropped")
    assert dropped["title"] == "Museum [en]"
    _, out, _ = answer(capsys, "changes", "--against", old, *days)
    assert out == "In the data\n  Museum: dropped from the record, no date\n"
    _, out, _ = answer(capsys, "changes", "--against", folder, *days)
    assert out == "Nothing changed.\n"


def test_changes_against_what_is_not_there_are_one_clear_line(
    capsys: Capture, folder: Path
) -> None:
    status, out, err = answer(capsys, "changes", "--against", "v0", "--data", folder)
    assert (status, out) == (2, "")
    assert err.startswith("tracker: --against v0: there is no such folder or file, and ")
    assert err.count("\n") == 1


def test_sources_answer_as_of_a_day(capsys: Capture) -> None:
    arguments = ("sources", "--data", REAL_DATA, "--as-of", "2018-01-01")
    _, out, _ = answer(capsys, *arguments, "--json")
    answered = json.loads(out)
    assert set(answered) == {"publishers", "languages", "weak", "unsourced"}
    days = [publisher["last_used"] or "" for publisher in answered["publishers"]]
    assert max(days) < "2018-01-02"
    _, out, _ = answer(capsys, *arguments)
    assert out.startswith("By publisher\n")
    assert "  Russian " in out


@pytest.mark.parametrize("form", [(), ("--against", REAL_DATA)])
def test_changes_that_run_backwards_are_refused(
    capsys: Capture, folder: Path, form: tuple[object, ...]
) -> None:
    days = ("--since", "2026-01-01", "--until", "2025-01-01")
    status, out, err = answer(capsys, "changes", *form, *days, "--data", folder)
    assert (status, out) == (2, "")
    assert "swap them" in err
    days = ("--since", "2026-01-01", "--until", "2026-06-30", "--as-of", "2024-01-01")
    status, out, err = answer(capsys, "changes", *form, *days, "--data", folder)
    assert (status, out) == (2, "")
    assert "--since 2026-01-01 lies after 2024-01-01, the day of the answer" in err


def test_changes_end_on_the_day_of_the_answer(
    capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("milestones.csv", "announcements.csv"):
        first_lines = (folder / name).read_bytes().splitlines(keepends=True)[:2]
        (old / name).write_bytes(b"".join(first_lines))
    days = ("--since", "2020-06-01", "--until", "2026-11-01", "--data", folder)
    for form in ((), ("--against", old)):
        _, out, err = answer(capsys, "changes", *form, *days, "--as-of", "2026-11-22")
        assert ("1 Oct 2026" in out, err) == (True, "")
        status, out, err = answer(capsys, "changes", *form, *days, "--as-of", "2024-01-01")
        assert status == 0
        assert "1 Oct 2026" not in out
        assert err == "tracker: told up to 2024-01-01, the day of the answer.\n"


def test_date_says_how_words_are_read(capsys: Capture) -> None:
    status, out, _ = answer(capsys, "date", "fin", "2025", "--json")
    assert status == 0
    assert json.loads(out) == {
        "text": "fin 2025",
        "earliest": "2025-10-01",
        "latest": "2025-12-31",
        "precision": "part-of-year",
        "qualifier": None,
        "floor": False,
        "ceiling": False,
    }
    _, out, _ = answer(capsys, "date", "fin 2025")
    assert out == "fin 2025\n  1 Oct 2025 to 31 Dec 2025 (part of year)\n"


def test_an_unreadable_date_says_what_to_type_instead(capsys: Capture) -> None:
    status, out, err = answer(capsys, "date", "03/04/2026")
    assert (status, out) == (1, "")
    assert "2026-04-03" in err
    assert "2026-03-04" in err


def test_check_finds_no_error_in_the_real_data(capsys: Capture) -> None:
    status, _, err = answer(capsys, "check", "--data", REAL_DATA, "--as-of", "2026-11-22")
    assert (status, err) == (0, "")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_exits_1_on_an_error_and_places_it(capsys: Capture, folder: Path, form: str) -> None:
    path = folder / "milestones.csv"
    path.write_bytes(path.read_bytes().replace(b",2027,", b",sometime,"))
    status, out, _ = answer(capsys, "check", "--data", folder, "--format", form)
    assert status == 1
    assert "sometime" in out
    assert "planned" in out


def test_a_missing_folder_is_one_clear_line(capsys: Capture, tmp_path: Path) -> None:
    for command in ("check", "list", "report"):
        status, out, err = answer(capsys, command, "--data", tmp_path / "nowhere")
        assert (status, out) == (1, "")
        assert "nowhere" in err
        assert "Traceback" not in err


def test_a_broken_file_is_told_with_its_line(capsys: Capture, folder: Path) -> None:
    path = folder / "milestones.csv"
    path.write_bytes(path.read_bytes() + b'x,"never closed\n')
    status, _, err = answer(capsys, "list", "--data", folder)
    assert status == 1
    assert "milestones.csv:4" in err


@pytest.mark.parametrize(
    "arguments", [(), ("lst",), ("list", "--as-of", "soon"), ("check", "--lang", "de")]
)
def test_a_command_not_understood_exits_2(capsys: Capture, arguments: tuple[str, ...]) -> None:
    status, _, err = answer(capsys, *arguments)
    assert status == 2
    assert err.count("\n") == 1
    assert "--help` tells more" in err


@pytest.mark.parametrize("command", ["list", "status", "check", "sources", "forecast"])
def test_data_and_day_named_before_the_command_hold_for_it(
    capsys: Capture, folder: Path, command: str
) -> None:
    asked = ("--data", folder, "--as-of", "2021-06-01")
    before = answer(capsys, *asked, command, "--json")
    assert before == answer(capsys, command, "--json", *asked)
    assert before != answer(capsys, command, "--json", "--data", REAL_DATA)


def test_data_and_day_named_after_the_command_hold_against_those_before_it(
    capsys: Capture, folder: Path
) -> None:
    after = ("list", "--data", folder, "--as-of", "2021-06-01")
    before = answer(capsys, "--data", REAL_DATA, "--as-of", "2026-01-01", *after)
    assert before == answer(capsys, *after)


def test_a_day_before_the_command_that_is_none_is_one_clear_line(capsys: Capture) -> None:
    status, _, err = answer(capsys, "--as-of", "2025-12", "list")
    assert (status, err.count("\n")) == (2, 1)
    assert "--as-of" in err


def test_a_past_day_lists_only_what_was_on_record(capsys: Capture) -> None:
    _, out, _ = answer(capsys, "list", "--data", REAL_DATA, "--as-of", "2010-01-01")
    assert "soyuz5" not in out
    assert "baiterek" in out


def test_a_taken_port_is_one_clear_line(capsys: Capture, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, out, err = answer(capsys, "serve", "--port", port, "--data", folder)
    assert (status, out) == (2, "")
    assert f"port {port} is taken" in err
    assert f"--port {port + 1}" in err


def test_a_host_that_is_not_here_is_one_clear_line(capsys: Capture, folder: Path) -> None:
    status, _, err = answer(
        capsys, "serve", "--host", "192.0.2.1", "--hosts", "x", "--port", 0, "--data", folder
    )
    assert status == 2
    assert "cannot listen on 192.0.2.1" in err


def test_serving_what_is_not_there_is_one_clear_line(capsys: Capture, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    status, out, err = answer(capsys, "serve", "--port", 0, "--data", nowhere)
    assert (status, out) == (1, "")
    assert "nowhere" in err


def test_titles_and_dates_come_in_the_readers_language(capsys: Capture) -> None:
    arguments = ("list", "--data", REAL_DATA, "--as-of", "2025-12-25", "--lang", "fr")
    _, out, _ = answer(capsys, *arguments)
    assert "fin 2025" in out
    assert "Premier vol de Soyouz-5" in out


def test_output_that_cannot_be_written_as_asked_is_no_traceback() -> None:
    command = [sys.executable, "-m", "tracker", "list", "--lang", "kk", "--data", str(REAL_DATA)]
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    run = subprocess.run(command, capture_output=True, cwd=REAL_DATA.parent, env=environment)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-01-01", "2025-12", "20260430-"])
def test_a_day_outside_the_record_is_a_usage_error(capsys: Capture, day: str) -> None:
    status, _, err = answer(capsys, "list", "--as-of", day)
    assert status == 2
    assert repr(day) in err


def test_show_lists_every_statement_and_moves_only_for_promises(
    capsys: Capture, folder: Path
) -> None:
    path = folder / "announcements.csv"
    press = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, [said("2026-11-01", "2029", "press")])
    path.write_bytes(path.read_bytes() + press.split(b"\n", 1)[1])
    _, out, _ = answer(capsys, "show", "first-flight", "--json", "--data", folder)
    story = json.loads(out)
    assert len(story["announcements"]) == 3
    assert len(story["moves"]) == 2
    _, out, _ = answer(capsys, "show", "first-flight", "--data", folder)
    assert "2029 (press report, no promise)" in out


def test_a_past_day_that_is_served_leaves_the_calendar_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: dict[str, Any] = {}
    monkeypatch.setattr("dashboards.app.serve", lambda _path, **options: served.update(options))
    rows = csv_bytes(schema.MILESTONE_COLUMNS, [milestone()])
    (tmp_path / "milestones.csv").write_bytes(rows)
    assert main(["serve", "--as-of", "2019-01-01", "--data", str(tmp_path)]) == 0
    assert served["clock"]() == date(2019, 1, 1)
    assert served["calendar"] == date.today


@pytest.mark.parametrize("command", [("list",), ("changes", "--since", "2026-01-01")])
def test_a_day_to_come_is_answered_as_of_today_and_told(
    capsys: Capture, folder: Path, command: tuple[str, ...]
) -> None:
    _, today, _ = answer(capsys, *command, "--data", folder)
    status, out, err = answer(capsys, *command, "--data", folder, "--as-of", "2090-01-01")
    assert (status, out) == (0, today)
    assert err.startswith("tracker: 2090-01-01 lies in the future: only what is known on 20")
    assert err.count("\n") == 1


def test_a_beginning_to_come_names_the_day_of_the_answer(capsys: Capture, folder: Path) -> None:
    since = ("changes", "--data", folder, "--since", "2090-01-01")
    assert "--since 2090-01-01 lies after today, 20" in answer(capsys, *since)[2]
    _, _, err = answer(capsys, *since, "--as-of", "2025-01-01")
    assert "--since 2090-01-01 lies after 2025-01-01, the day of the answer: name an" in err


def test_no_time_between_the_days_is_told(capsys: Capture, folder: Path) -> None:
    days = ("--since", "2026-10-01", "--until", "2026-10-01", "--data", folder)
    assert answer(capsys, "changes", *days) == (
        0,
        "Nothing: --since D means after D; name the day before to include it.\n",
        "",
    )
    assert answer(capsys, "changes", *days, "--json")[1] == "[]\n"


def test_a_milestone_that_was_not_yet_on_record_says_since_when_it_is(
    capsys: Capture, folder: Path
) -> None:
    arguments = ("show", "first-flight", "--data", folder, "--as-of", "2019-01-01")
    status, out, err = answer(capsys, *arguments)
    assert (status, out) == (1, "")
    assert err == (
        "tracker: 'first-flight' was not on record by 2019-01-01; "
        "the first statement is of 1 Jan 2020.\n"
    )


def test_against_milestones_alone_only_these_are_compared(
    capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes((folder / "milestones.csv").read_bytes().replace(b",2027,", b",2028,"))
    for data, against in ((folder, other), (other, folder)):
        arguments = ("changes", "--data", data, "--against", against, "--json")
        status, out, err = answer(capsys, *arguments)
        assert status == 0
        assert [change["kind"] for change in json.loads(out)] == [
            "earlier" if data == folder else "later"
        ]
        assert "only the rows of milestones are compared" in err
    _, _, err = answer(capsys, "changes", "--data", folder, "--against", folder)
    assert err == ""
