"""What does strict reading with all checks cost beside pandas' plain read_csv, and frictionless?

One file of 100,000 milestones with planted faults, everything measured in this run. Time is
processor time, the least of some alternating runs. Memory is the growth of the peak resident size
(VmHWM of Linux) of a fresh process that has imported the modules and then reads and checks the
file; the bytes of the file count in. frictionless is run once, for it takes half a minute.

    python bench/bench_reading.py [--rows 100000] [--runs 5] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker import checks, schema, store  # noqa: E402
from tracker.schema import CATEGORIES, CONFIDENCES, MILESTONE_COLUMNS  # noqa: E402

if TYPE_CHECKING:
    from frictionless import Report

AS_OF = date(2026, 11, 22)
TIMES, MEMORY, FASTER = 5, 5, 30

WORDS = ("launch", "pad", "stage", "engine", "test", "first", "crew", "contract", "session")
CYRILLIC = ("пуск", "ракета", "ступень", "двигатель", "испытание", "экипаж", "договор", "закон")
PLACES = ("Baikonur", "Moscow", "Astana", "Samara", "Voronezh")

# What frictionless is asked besides its schema.
DATES = schema.MILESTONE_DATES
VISIBLE = "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
ROW_RULES = (
    "not (outcome in ('success', 'partial', 'failure') and not actual)",
    f"actual or outcome or not planned or str(planned) >= '{AS_OF}'",
    f"not actual or str(actual) <= '{AS_OF}'",
    "not start or not actual or start <= actual",
    "not start or not planned or start <= planned",
)

# Fault -> the cells that make it, in a row that is sound otherwise.
PLANTED: dict[str, dict[str, str]] = {
    "blank-id": {"id": ""},
    "malformed-id": {"id": "Some Thing"},
    "look-alike-id": {"id": "m-00017-launсh"},
    "duplicate-id": {"id": "m-00017-launch"},
    "blank-title": {"title": ""},
    "unknown-category": {"category": "lunch"},
    "unknown-outcome": {"outcome": "won"},
    "unknown-confidence": {"confidence": "hgih"},
    "unreadable-date": {"planned": "45755"},
    "spreadsheet-date": {"baseline": "Apr-25"},
    "suspicious-year": {"baseline": "1911"},
    "future-actual": {"actual": "2027-01-01"},
    "end-before-start": {"start": "2026-01", "actual": "2025-12-01"},
    "overdue": {"planned": "2025-Q1", "actual": "", "outcome": ""},
    "outcome-without-actual": {"planned": "2049", "actual": "", "outcome": "success"},
    "before-predecessor": {"depends_on": "m-00018-launch", "actual": "1961-04-12"},
    "unknown-milestone": {"depends_on": "m-00018-lanch"},
    "self-dependency": {"id": "m-self", "depends_on": "m-self"},
    "dependency-loop": {"id": "m-loop", "depends_on": "m-back"},
    "bad-address": {"source": "www.example.org"},
    "no-source": {"source": ""},
    "bidi-control": {"note": "a\u202eb"},
    "control-character": {"note": "a\x07b"},
}
# Faults of form -> the line that makes them.
BROKEN = {
    "too-many-cells": "m-x1,Moscow, Russia" + "," * 16,
    "too-few-cells": "m-x2,Title",
    "stray-quote": 'm-x3,5" pipe' + "," * 15,
    "text-after-quote": 'm-x4,"A"b' + "," * 15,
    "unclosed-quote": 'm-x5,"A' + "," * 15,
    "too-long-cell": "m-x6," + "x" * 10_001 + "," * 15,
    "git-conflict": "<<<<<<< HEAD",
}


def sound_row(number: int, chance: random.Random) -> dict[str, str]:
    """A milestone that has happened, as wordy as the real ones; a tenth has quoted cells."""
    happened = date(1990, 1, 1) + timedelta(days=chance.randrange(13_000))
    title = " ".join(chance.choices(WORDS, k=5)) + f" {number}"
    note = " ".join(chance.choices(WORDS, k=8))
    return {
        "id": f"m-{number:05}-launch",
        "title": title,
        "category": chance.choice(CATEGORIES),
        "baseline": chance.choice((f"{happened.year}", f"{happened:%Y-%m}", f"{happened}")),
        "planned": f"{happened:%Y-%m}",
        "actual": f"{happened}",
        "outcome": "success",
        "place": chance.choice(PLACES),
        "parties": "Roscosmos; Kazcosmos",
        "source": f"https://example.org/{happened:%Y/%m}/{number}-{title.replace(' ', '-')}",
        "confidence": chance.choice(CONFIDENCES),
        "note": f'{note}, and "so" on' if number % 10 == 0 else note,
        "title_ru": " ".join(chance.choices(CYRILLIC, k=4)) + f" {number}",
    }


def line_of(row: dict[str, str]) -> str:
    cells = (row.get(column, "") for column in MILESTONE_COLUMNS)
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell for cell in cells
    )


def sample(path: Path, rows: int, *, faults: bool) -> dict[str, int]:
    """Write the file; the line on which each fault was planted."""
    chance = random.Random(5)
    lines = [",".join(MILESTONE_COLUMNS), *(line_of(sound_row(n, chance)) for n in range(rows))]
    planted: dict[str, int] = {}
    if faults:
        sound = sound_row(rows, chance)
        wrong = {code: line_of(sound | {"id": f"m-{code}"} | row) for code, row in PLANTED.items()}
        back = line_of(sound | {"id": "m-back", "depends_on": "m-loop"})
        step = rows // (len(wrong) + 2)
        for place, (code, line) in enumerate(wrong.items(), 2):
            lines[place * step] = line
            planted[code] = place * step + 1
        lines.append(back)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return planted


def best(runs: int, *actions: Callable[[], object]) -> list[float]:
    """The least processor time of each action in seconds, their runs alternating."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for spent, action in zip(times, actions, strict=True):
            began = time.process_time()
            action()
            spent.append(time.process_time() - began)
    return [min(spent) for spent in times]


def read_and_check(path: Path) -> set[tuple[str, int]]:
    return {(p.code, p.line) for p in checks.check(store.read(path), as_of=AS_OF)}


def frictionless_report(path: Path) -> Report:
    """The same questions, as far as frictionless can ask them of one file.

    Dates are of type date in any format, the only way in which it reads more than one form; what
    concerns two cells of a row is a row constraint, depends_on a foreign key into the same file,
    and hidden characters are a pattern of every text.
    """
    from frictionless import Checklist, Resource, Schema
    from frictionless import checks as theirs

    closed = {"category": CATEGORIES, "outcome": schema.OUTCOMES, "confidence": CONFIDENCES}
    constraints: dict[str, dict[str, object]] = {
        **{column: {"pattern": VISIBLE} for column in MILESTONE_COLUMNS},
        "id": {"required": True, "unique": True, "pattern": "[a-z0-9]+(-[a-z0-9]+)*"},
        "title": {"required": True, "pattern": VISIBLE},
        "source": {"required": True, "pattern": r"((https?://|mailto:)\S+( |$))+"},
        **{column: {"enum": list(words)} for column, words in closed.items()},
        **{column: {"minimum": "1950-01-01", "maximum": "2060-12-31"} for column in DATES},
    }
    fields = [
        {"name": column, "type": "string", "constraints": constraints[column]}
        | ({"type": "date", "format": "any"} if column in DATES else {})
        for column in MILESTONE_COLUMNS
    ]
    itself = {"fields": ["depends_on"], "reference": {"resource": "", "fields": ["id"]}}
    described = Schema.from_descriptor({"fields": fields, "foreignKeys": [itself]})
    asked = Checklist(checks=[theirs.row_constraint(formula=rule) for rule in ROW_RULES])
    resource = Resource(path=path.name, basepath=str(path.parent), schema=described)
    return resource.validate(asked, limit_errors=1_000_000)


def peak_growth(path: Path) -> int:
    """Bytes by which the peak of a fresh process grows when it reads and checks."""
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from tracker import checks, store\n"
        "import difflib\n"
        "def peak():\n"
        "    status = open('/proc/self/status').read()\n"
        "    return int(status.split('VmHWM:')[1].split()[0])\n"
        "before = peak()\n"
        "found = checks.check(store.read(sys.argv[1]), as_of=date(2026, 11, 22))\n"
        "print((peak() - before) * 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def missed_faults(folder: Path, rows: int) -> list[str]:
    """The planted faults that were not found on their line, of rows and of form."""
    path = folder / "faults.csv"
    planted = sample(path, rows, faults=True)
    found = read_and_check(path)
    missed = [code for code, line in planted.items() if (code, line) not in found]
    lines = path.read_text(encoding="utf-8").split("\n")
    for place, line in enumerate(BROKEN.values(), 1):
        lines[place * 100] = line
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read_and_check(path)
    return missed + [
        code for place, code in enumerate(BROKEN, 1) if (code, place * 100 + 1) not in found
    ]


def measured(folder: Path, rows: int, runs: int) -> dict[str, Any]:
    import pandas as pd

    path = folder / "milestones.csv"
    sample(path, rows, faults=True)
    ours, pandas = best(runs, lambda: read_and_check(path), lambda: pd.read_csv(path, dtype=str))
    (theirs,) = best(1, lambda: frictionless_report(path))
    size = path.stat().st_size
    return {
        "rows": rows,
        "file_mb": size / 1e6,
        "read_and_check_s": ours,
        "pandas_read_csv_s": pandas,
        "frictionless_s": theirs,
        "times_pandas": ours / pandas,
        "faster_than_frictionless": theirs / ours,
        "memory_times_file": peak_growth(path) / size,
        "missed": missed_faults(folder, rows),
    }


def verdicts(found: dict[str, Any]) -> list[tuple[str, bool]]:
    times, memory = found["times_pandas"], found["memory_times_file"]
    faster, missed = found["faster_than_frictionless"], found["missed"]
    planted = len(PLANTED) + len(BROKEN)
    return [
        (f"{times:.2f} times pandas, at most {TIMES}", times <= TIMES),
        (f"memory {memory:.2f} times the file, at most {MEMORY}", memory <= MEMORY),
        (f"{faster:.0f} times faster than frictionless, at least {FASTER}", faster >= FASTER),
        (f"{planted - len(missed)} of {planted} planted faults found", not missed),
    ]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), options.rows, options.runs)
    judged = verdicts(found)
    if options.json:
        print(json.dumps(found | {"ok": all(good for _, good in judged)}, indent=2))
    else:
        for name, value in found.items():
            print(f"{name:34} {f'{value:.3f}' if isinstance(value, float) else value}")
        for said, good in judged:
            print("ok  " if good else "FAIL", said)
    return 0 if all(good for _, good in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
