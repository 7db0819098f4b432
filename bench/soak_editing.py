"""Long walks of two editors, a spreadsheet and a program that starts anew, against a plain model:
first by themselves, then through the routes of a server.

    make soak
    python bench/soak_editing.py --runs 200 --steps 30

The walks are those of tests/test_editing.py and tests/test_editing_over_http.py; exit 1 at the
first step after which the file says something else than the model.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_editing import Editing  # noqa: E402
from test_editing_over_http import EditingOverHttp  # noqa: E402

from tracker.deltas import Edit  # noqa: E402
from tracker.edits import Change  # noqa: E402

answers: Counter[str] = Counter()


class Counted:
    """A walk that counts how edits were answered."""

    def make(self, editor: str, *edits: Edit) -> Change:
        change: Change = super().make(editor, *edits)  # type: ignore[misc]
        kind = "conflicts" if change.conflicts else "refused" if change.errors else "accepted"
        answers[kind] += 1
        return change


class ByThemselves(Counted, Editing):
    pass


class OverHttp(Counted, EditingOverHttp):
    pass


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--steps", type=int, default=30)
    asked = options.parse_args()
    walk = settings(
        max_examples=asked.runs,
        stateful_step_count=asked.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for name, kind in {"": ByThemselves, " over HTTP": OverHttp}.items():
        answers.clear()
        run_state_machine_as_test(kind, settings=walk)
        told = ", ".join(f"{count} {kind}" for kind, count in answers.most_common())
        print(f"{asked.runs} walks of {asked.steps} steps{name}, file and model alike: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
