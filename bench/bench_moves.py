"""What do moves and the snapshot of a day cost beside reading the files?

A folder of 2,500 milestones with 40 announcements each, measured in this run. Every run loads the
folder anew, so what is put in order once for each version of the data is paid for each time; a
second day of the same version shows what a change of the as-of day costs. Time is processor time,
the least of some runs. The real data is told beside it, in milliseconds: there it is the overhead
of each step that counts.

    python bench/bench_moves.py [--milestones 2500] [--runs 3] [--json]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker import schema  # noqa: E402
from tracker.moves import moves  # noqa: E402
from tracker.programme import Programme, load  # noqa: E402
from tracker.promises import promises_kept  # noqa: E402
from tracker.record import slip_history  # noqa: E402
from tracker.snapshot import snapshot  # noqa: E402

AS_OF, EARLIER = date(2026, 11, 22), date(2025, 12, 27)
EACH = 40
TIMES = 6
SPEAKERS = ("Dmitry Rogozin", "Dmitry Baranov", "Bagdat Musin", "Zhaslan Madiyev", "")
SIDES = {"ru": "Roscosmos", "kz": "Kazcosmos", "joint": "Commission", "press": "TASS"}


def promised(said: date, chance: random.Random) -> str:
    """A date as it might be promised on a day: vaguer the further off it is."""
    aim = said + timedelta(days=chance.randrange(20, 1500))
    forms = (
        f"{aim.year}",
        f"{aim.year}-Q{(aim.month + 2) // 3}",
        f"{aim:%Y-%m}",
        f"{aim}",
        f"end of {aim.year}",
        f"by {aim.year}",
        f"NET {aim.year}",
        "tbd",
    )
    return chance.choices(forms, weights=(20, 20, 25, 10, 15, 5, 3, 2))[0]


def milestones(n: int, chance: random.Random) -> Iterator[dict[str, str]]:
    for number in range(n):
        happened = date(2015, 1, 1) + timedelta(days=chance.randrange(4000))
        yield {
            "id": f"m-{number:05}",
            "title": f"Milestone {number}",
            "category": chance.choice(schema.CATEGORIES),
            "baseline": str(happened.year - 2),
            "planned": str(happened.year),
            "actual": str(happened) if number % 3 else "",
            "source": f"https://example.org/{number}",
            "confidence": "high",
        }


def announcements(n: int, chance: random.Random) -> Iterator[dict[str, str]]:
    for number in range(n):
        for statement in range(EACH):
            said = date(2010, 1, 1) + timedelta(days=chance.randrange(6000))
            side = chance.choice(list(SIDES))
            yield {
                "milestone": f"m-{number:05}",
                "announced": str(said),
                "speaker": chance.choice(SPEAKERS),
                "organisation": SIDES[side],
                "side": side,
                "target": promised(said, chance),
                "wording": "as it was put on that day, in some ten words or so",
                "source": f"https://example.org/{number}/{statement}",
                "publisher": "TASS",
                "language": "en",
                "confidence": "high",
            }


def sample(folder: Path, n: int) -> int:
    """Write the two files; how many announcements there are."""
    chance = random.Random(5)
    tables = {
        "milestones.csv": (schema.MILESTONE_COLUMNS, list(milestones(n, chance))),
        "announcements.csv": (schema.ANNOUNCEMENT_COLUMNS, list(announcements(n, chance))),
    }
    for name, (columns, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return len(tables["announcements.csv"][1])


def spent(action: Callable[[], object]) -> tuple[float, Any]:
    """Processor seconds that an action takes, and its answer."""
    began = time.process_time()
    answer = action()
    return time.process_time() - began, answer


def told(programme: Programme, as_of: date) -> None:
    moves(programme, as_of=as_of)
    snapshot(programme, as_of=as_of)


def large(folder: Path, n: int, runs: int) -> dict[str, float]:
    count = sample(folder, n)
    found: dict[str, list[float]] = {"read_s": [], "first_day_s": [], "another_day_s": []}
    for _ in range(runs):
        seconds, programme = spent(partial(load, folder, as_of=AS_OF))
        found["read_s"].append(seconds)
        for name, day in (("first_day_s", AS_OF), ("another_day_s", EARLIER)):
            found[name].append(spent(partial(told, programme, day))[0])
    least = {name: min(times) for name, times in found.items()}
    return {
        "announcements": count,
        **least,
        "times_reading": least["first_day_s"] / least["read_s"],
        "another_day_times_reading": least["another_day_s"] / least["read_s"],
    }


def real() -> dict[str, float]:
    """Milliseconds of each step for other as-of days of the real data, at the median."""
    programme = load(ROOT / "data", as_of=AS_OF)
    steps = {
        "snapshot_ms": snapshot,
        "moves_ms": moves,
        "slip_history_ms": slip_history,
        "promises_kept_ms": promises_kept,
    }
    found = {}
    for name, step in steps.items():
        # A day that was asked for is remembered, so each is asked for once by each step.
        offset = timedelta(days=len(found))
        asked = [EARLIER - offset - timedelta(days=10 * run) for run in range(31)]
        times = sorted(spent(partial(step, programme, as_of=day))[0] for day in asked)
        found[name] = times[len(times) // 2] * 1000
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--milestones", type=int, default=2500)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = large(Path(folder), options.milestones, options.runs) | real()
    good = found["times_reading"] <= TIMES
    if options.json:
        print(json.dumps(found | {"ok": good}, indent=2))
        return int(not good)
    for name, value in found.items():
        print(f"{name:34} {f'{value:.3f}' if isinstance(value, float) else value}")
    verdict = f"{found['times_reading']:.2f} times reading the files, at most {TIMES}"
    print("ok  " if good else "FAIL", verdict)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
