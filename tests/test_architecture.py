"""The skeleton: imports point inward, heavy ones stay where they belong, nothing calls out."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRACKER = sorted((ROOT / "tracker").rglob("*.py"))
DASHBOARDS = sorted((ROOT / "dashboards").rglob("*.py"))
# All others draw: they are given rows, marks and words, and give back elements or dicts.
WIRES = {
    *("app.py", "live.py", "editions.py", "feeds.py"),
    *("guard.py", "admission.py", "packing.py", "static_files.py"),
    *("editing.py", "edit_shapes.py", "staging.py", "intentions.py", "deleting.py"),
    *("sharing.py", "asked.py"),
    *(
        "dash_elements.py",
        "report_address.py",
        "report_scripts.py",
        "report_style.py",
        "site_style.py",
        "timeline.py",
        "data.py",
    ),
}
# The commands that show something: they may ask what draws to do it.
PUTS_TOGETHER = {
    "cli.py",
    "serve_command.py",
    "export_command.py",
    "report_command.py",
    "site_command.py",
}
NAMELESS = {"utils", "util", "helpers", "common", "manager", "base", "misc"}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", TRACKER, ids=lambda path: path.name)
def test_tracker_knows_no_dashboard(path: Path) -> None:
    allowed = {"dashboards"} if path.name in PUTS_TOGETHER else set()
    assert packages(path) & {"plotly", "dash", "flask", "waitress", "dashboards"} <= allowed


DRAWS = [path for path in DASHBOARDS if path.name not in WIRES]


@pytest.mark.parametrize("path", DRAWS, ids=lambda path: path.name)
def test_what_draws_knows_no_files_and_no_dash(path: Path) -> None:
    assert not {"tracker.store", "tracker.csvfile", "pathlib", "os"} & imported(path)
    assert not {"dash", "plotly", "flask"} & packages(path)


@pytest.mark.parametrize("path", TRACKER + DASHBOARDS, ids=lambda path: path.name)
def test_only_the_outermost_modules_read_the_clock(path: Path) -> None:
    if path in {ROOT / "tracker/cli.py", ROOT / "tracker/__init__.py"}:
        return
    source = path.read_text(encoding="utf-8")
    assert not [call for call in (".today()", ".now()", "time.time()") if call in source]


@pytest.mark.parametrize("path", TRACKER + DASHBOARDS, ids=lambda path: path.name)
def test_no_module_is_nameless_or_too_long(path: Path) -> None:
    assert path.stem not in NAMELESS
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", TRACKER + DASHBOARDS, ids=lambda path: path.name)
def test_no_function_is_over_50_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name


def loaded_by(*arguments: str) -> set[str]:
    """The top-level packages that a command has loaded when it ends."""
    code = (
        "import sys\n"
        "from tracker.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT
    )
    return set(run.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("date", "fin 2025"),
        ("date", "2025", "--json"),
        ("check", "--fix"),
        ("export", "xlsx", "-o", os.devnull),
        ("import", "data/milestones.csv", "--dry-run"),
        ("fmt", "--sort", "--dates", "--dry-run"),
        (
            "complete",
            "soyuz5-second-flight",
            "2026-11-01",
            "--source",
            "https://e.org",
            "--dry-run",
        ),
    ],
)
def test_light_commands_load_no_pandas(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert "tracker" in loaded
    assert not loaded & {"pandas", "numpy", "plotly", "dash", "flask"}


@pytest.mark.parametrize("arguments", [("list",), ("status", "--json")])
def test_commands_that_need_frames_load_no_plotly(arguments: tuple[str, ...]) -> None:
    assert not loaded_by(*arguments) & {"plotly", "dash", "flask"}
