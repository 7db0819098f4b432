"""`report` on the command line: its options, what it refuses, its PDF, its progress."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import REAL_DATA

from tracker import printing, progress
from tracker.cli import main
from tracker.progress import progress_line

DAY = "2026-11-22"
Capture = pytest.CaptureFixture[str]
Answer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answer(capsys: Capture, tmp_path: Path) -> Answer:
    """What the command answers: status, output, complaints; the file is report.html."""

    def run(*options: str) -> tuple[int, str, str]:
        file = str(tmp_path / "report.html")
        common = ["--data", str(REAL_DATA), "--as-of", DAY, "-o", file]
        try:
            status = main(["report", *options, *common])
        except SystemExit as left:
            status = int(str(left.code))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_file_and_its_size_are_told(answer: Answer, tmp_path: Path) -> None:
    status, out, err = answer()
    assert (status, err) == (0, "")
    assert re.fullmatch(r".*report\.html: \d+ kB\n", out)
    assert (tmp_path / "report.html").read_bytes().endswith(b"</html>\n")


def test_categories_and_milestones_are_chosen_together(answer: Answer, tmp_path: Path) -> None:
    assert answer("--only", "flight-test", "baiterek-pad-ready")[0] == 0
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    ids = re.findall(r'<tr id="m-([^"]*)"', html)
    assert "baiterek-pad-ready" in ids
    assert "soyuz5-first-flight" in ids
    assert "baiterek-agreement" not in ids
    assert "Flight tests; Baiterek pad ready for launches" in html


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--only", "soyuz5-first-fligt"], "Did you mean soyuz5-first-flight"),
        (["--only", "flight-test", "zzz"], "`tracker list` shows the ids"),
        (["--since", "2026-11-23"], "--since 2026-11-23 lies after 2026-11-22"),
        (["--since", "2026"], "is no day"),
    ],
)
def test_what_makes_no_sense_is_refused(
    answer: Answer, tmp_path: Path, options: list[str], complaint: str
) -> None:
    status, out, err = answer(*options)
    assert (status, out) == (2, "")
    assert complaint in err
    assert not (tmp_path / "report.html").exists()


def test_a_milestone_of_later_is_not_on_record_yet(capsys: Capture, tmp_path: Path) -> None:
    options = ["--as-of", "2005-01-01", "--only", "soyuz5-second-flight"]
    file = str(tmp_path / "report.html")
    assert main(["report", *options, "--data", str(REAL_DATA), "-o", file]) == 2
    assert "it was not on record by 2005-01-01" in capsys.readouterr().err


def test_without_a_browser_it_says_what_to_install(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(printing.VARIABLE, raising=False)
    status, out, err = answer("--pdf")
    assert (status, out) == (1, "")
    assert "No Chromium was found to print with. Install one" in err
    assert "--browser or in TRACKER_BROWSER" in err


def test_a_browser_that_is_named_is_the_one(
    answer: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(printing.VARIABLE, str(tmp_path / "none"))
    assert f"no program '{tmp_path / 'none'}'" in answer("--pdf")[2]
    assert "no program 'other'" in answer("--pdf", "--browser", "other")[2]


def test_a_browser_that_prints_nothing_is_complained_of(answer: Answer, tmp_path: Path) -> None:
    program = tmp_path / "mute"
    program.write_text("#!/bin/sh\necho 'no fonts' >&2\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "report.pdf").write_bytes(b"%PDF of yesterday")
    status, _, err = answer("--pdf", "--browser", str(program))
    assert status == 1
    assert "report.html is written, its PDF is not" in err
    assert "It said: no fonts" in err
    assert (tmp_path / "report.pdf").read_bytes() == b"%PDF of yesterday"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_is_told_on_a_terminal_and_the_line_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    terminal = Terminal()
    show = progress_line("Report: {done} of {of} parts", terminal)
    show(1, 2)
    assert terminal.getvalue().endswith("Report: 1 of 2 parts")
    show(2, 2)
    assert terminal.getvalue().endswith(progress.ERASED)


def test_nothing_is_told_to_a_pipe_nor_of_short_work(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, pipe = Terminal(), io.StringIO()
    progress_line("{done} of {of}", terminal)(1, 2)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    progress_line("{done} of {of}", pipe)(1, 2)
    assert terminal.getvalue() == pipe.getvalue() == ""
