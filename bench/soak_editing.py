"""Long walks of two editors, a spreadsheet and a program that starts anew, against a plain model.

    make soak
    python bench/soak_editing.py --runs 200 --steps 30

The walk is that of tests/test_editing.py; exit 1 at the first step after which the file says
something else than the model.
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

from tracker.deltas import Edit  # noqa: E402
from tracker.edits import Change  # noqa: E402

answers: Counter[str] = Counter()


class Counted(Editing):
    """The walk, which counts how edits were answered."""

    def make(self, editor: str, *edits: Edit) -> Change:
        change = super().make(editor, *edits)
        kind = "conflicts" if change.conflicts else "refused" if change.errors else "accepted"
        answers[kind] += 1
        return change


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
    run_state_machine_as_test(Counted, settings=walk)
    told = ", ".join(f"{count} {kind}" for kind, count in answers.most_common())
    print(f"{asked.runs} walks of {asked.steps} steps, file and model alike: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
