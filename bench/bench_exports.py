"""What does each data file cost beside reading and checking the data it is made of?

The real record, and a folder of 10,000 milestones with 2 announcements each, measured in this run.
Each file is made of an edition that nothing was worked out for yet, as by `tracker export`. Time is
processor time, the least of some runs; the size is that of the file.

    python bench/bench_exports.py [--milestones 10000] [--runs 3] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import bench_moves  # noqa: E402

from dashboards.feeds import FEEDS  # noqa: E402
from tracker import store  # noqa: E402
from tracker.exports.edition import Edition  # noqa: E402
from tracker.programme import build  # noqa: E402

AS_OF = date(2026, 11, 22)
EACH = 2
# Reading and checking the same data takes so many times less than the costliest file, at most. That
# is the calendar, and what it costs is icalendar's own: 0.4 ms an event.
TIMES = 10


def edition(folder: Path) -> Edition:
    content = store.content(folder)
    return Edition(build(store.of_content(folder, content), as_of=AS_OF), AS_OF, content=content)


def figures(folder: Path, runs: int) -> dict[str, dict[str, float]]:
    """Seconds and bytes of each file, and under "read" the seconds of reading the folder."""
    for feed in FEEDS.values():
        feed.make(edition(ROOT / "data"))  # what is loaded once is not counted
    told: dict[str, dict[str, float]] = {
        "read": {"seconds": min(bench_moves.spent(lambda: edition(folder))[0] for _ in range(runs))}
    }
    for name, feed in FEEDS.items():
        times = []
        for _ in range(runs):
            of = edition(folder)
            spent, made = bench_moves.spent(partial(feed.make, of))
            times.append(spent)
        told[name] = {"seconds": min(times), "bytes": len(made)}
    return told


def invented(folder: Path, n: int) -> Path:
    bench_moves.EACH = EACH
    bench_moves.sample(folder, n)
    return folder


def table(found: dict[str, dict[str, dict[str, float]]]) -> str:
    lines = [
        "| file | " + " | ".join(f"{name} | size | of reading" for name in found) + " |",
        "|---|" + "---:|---:|---:|" * len(found),
    ]
    for name in FEEDS:
        cells = []
        for figures in found.values():
            spent, size = figures[name]["seconds"], figures[name]["bytes"]
            share = spent / figures["read"]["seconds"]
            cells.append(f"{spent * 1000:,.0f} ms | {size / 1000:,.0f} kB | {share:.1f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--milestones", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--json", action="store_true")
    options: Any = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many = invented(Path(folder), options.milestones)
        found = {
            "real record": figures(ROOT / "data", options.runs),
            f"{options.milestones:,} milestones": figures(many, options.runs),
        }
    print(json.dumps(found) if options.json else table(found))
    *_, of_many = found.values()
    longest = max(of_many[name]["seconds"] for name in FEEDS)
    return int(longest > TIMES * of_many["read"]["seconds"])


if __name__ == "__main__":
    sys.exit(main())
