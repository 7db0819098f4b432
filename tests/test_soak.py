"""A short run of `make soak`: killed writers, many at once, an editor who asks nobody."""

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
