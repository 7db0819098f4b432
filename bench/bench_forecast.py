"""How long do the fit and the forecasts of all open milestones take?

In process, on the real data, with nothing of the class or its fits worked out yet: reading the
class, the fits, every forecast. The closed form stands beside what a million draws for each
milestone would take; both give the same four dates. Processor time, the median of some runs.

    python bench/bench_forecast.py [--runs 9] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker import outlook, reference  # noqa: E402
from tracker.forecast import CHANCES  # noqa: E402
from tracker.outlook import model_of, outlooks  # noqa: E402
from tracker.programme import load  # noqa: E402
from tracker.snapshot import snapshot  # noqa: E402

AS_OF = date(2026, 11, 22)
AT_MOST = 0.5
DRAWS = 1_000_000


def forget() -> None:
    for kept in (reference._read, outlook._known, outlook._model):
        kept.cache_clear()


def spent(action: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        forget()
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    return median(times)


def drawn(n: int) -> None:
    """Four quantiles of a milestone by simulation, so many times."""
    rng = np.random.default_rng(1)
    for _ in range(n):
        draws = np.exp(rng.normal(0.9, 0.6, DRAWS))
        np.quantile(draws[draws > 1.0], CHANCES)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--runs", type=int, default=9)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    programme = load(ROOT / "data", as_of=AS_OF)
    rows = snapshot(programme, as_of=AS_OF)
    told = len(outlooks(programme, rows, as_of=AS_OF))
    whole = spent(lambda: outlooks(programme, rows, as_of=AS_OF), options.runs)
    found = {
        "milestones": told,
        "all_s": whole,
        "class_and_fits_s": spent(lambda: model_of(programme, AS_OF), options.runs),
        "a_million_draws_each_s": spent(lambda: drawn(1), 1) * told,
        "ok": whole <= AT_MOST,
    }
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name:24} {f'{value:.3f}' if isinstance(value, float) else value}")
    return int(not found["ok"])


if __name__ == "__main__":
    sys.exit(main())
