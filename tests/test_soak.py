"""A short run of `make soak`: killed writers, many at once, an editor who asks nobody, viewers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_saves_under_stress_lose_nothing() -> None:
    few = ["--kills", "24", "--edits", "4", "--outside", "12"]
    run = subprocess.run(
        [sys.executable, "-W", "error", "bench/soak_saving.py", *few],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
    assert run.stdout.count(": 0 lost") == 3


def test_a_server_with_viewers_and_editors_fails_nobody_and_loses_nothing() -> None:
    few = ["--seconds", "6", "--viewers", "6", "--editors", "3", "--rows", "173"]
    run = subprocess.run(
        [sys.executable, "-W", "error", "bench/soak_serving.py", *few],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for claim in (": 0 lost", "errors: 0", "viewers that never showed a version: 0"):
        assert claim in run.stdout
