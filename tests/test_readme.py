"""The README says nothing untrue: its commands run, and every command and column is in it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import REAL_DATA

from dashboards.site_links import VIEWS
from tracker import schema
from tracker.cli import parser
from tracker.serve_command import door_of

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^    python -m tracker (.+)$", README, re.MULTILINE)
# What serves does so until it is stopped: of that only the words are tried.
SERVING = [command for command in TYPED if command.startswith("serve")]
COMMANDS = [command for command in TYPED if command not in SERVING]


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_runs(command: str, tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "tracker", *shlex.split(command), "--data", str(REAL_DATA)]
    if "-o" in arguments:
        arguments[arguments.index("-o") + 1] = str(tmp_path / "report.html")
    run = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.strip()


@pytest.mark.parametrize("command", SERVING)
def test_each_way_of_serving_is_understood(command: str) -> None:
    door_of(parser().parse_args(shlex.split(command)), {})


def test_every_option_of_serving_is_described() -> None:
    serve = next(action for action in parser()._actions if action.choices).choices["serve"]  # type: ignore[index]
    own = {"--host", "--port", "--hosts", "--proxy", "--read-only", "--allow-edit"}
    given = {name for action in serve._actions for name in action.option_strings}
    assert own <= given
    assert not [name for name in own if f"`{name}" not in README]


def test_every_command_is_described() -> None:
    commands = next(action for action in parser()._actions if action.choices)
    for name in commands.choices or ():
        assert re.search(rf"^\| `{name}[ `]", README, re.MULTILINE), name


def test_every_view_is_described_where_one_looks_and_where_it_is_published() -> None:
    looking = README.partition("**Look at it in a browser.**")[2].partition("\n\n")[0]
    publishing = README.partition("### Publishing a site")[2].partition("\n### ")[0]
    for name in ("Status", "Timeline", "Slips", "Changes", "Forecast", "Sources"):
        assert f"*{name}*" in looking, name
        assert name in publishing, name
    assert [name for name in VIEWS if name.endswith("forecast.html")]
    assert "forecast.html" in publishing


def test_every_column_and_every_closed_word_is_described() -> None:
    columns = {*schema.MILESTONE_COLUMNS, *schema.ANNOUNCEMENT_COLUMNS}
    words = {*schema.CATEGORIES, *schema.OUTCOMES, *schema.SIDES, *schema.CONFIDENCES}
    assert not [word for word in columns | words if f"`{word}`" not in README]


def test_every_date_in_the_table_is_read() -> None:
    from tracker.dates import parse

    table = README[README.index("| written | read as |") : README.index("`03/04/2026` is refused")]
    cells = [line.split("|")[1] for line in table.splitlines()[2:] if line.startswith("|")]
    for text in (word for cell in cells for word in re.findall(r"`([^`]+)`", cell)):
        assert parse(text).text == text


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = README[README.index("    from datetime import date") : README.index("## Further")]
    names: dict[str, object] = {}
    exec("\n".join(line.removeprefix("    ") for line in code.splitlines()), names)
    assert len(names["rows"]) == len(names["programme"].milestones)  # type: ignore[arg-type,attr-defined]
    assert isinstance(names["date"](2025, 1, 1), date)  # type: ignore[operator]


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
)
def test_every_link_to_a_file_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target
