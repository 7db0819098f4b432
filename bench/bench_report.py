"""What does ``python -m tracker report`` cost as a whole process, beside ``import pandas`` alone?

Both are started anew, in alternating runs, on the real record; the medians are compared. The
modules that the command has loaded are listed by Python itself (-X importtime). The sizes of the
file, plain and interactive, are held against their limits.

    python bench/bench_report.py [--runs 15] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from processes import loaded, medians, process

REPORT = ("-m", "tracker", "report", "--data", "data", "--as-of", "2026-11-22", "-o")
PANDAS = ("-c", "import pandas")
MOST_TIMES = 1.5
MOST_BYTES = 500_000
MOST_BYTES_INTERACTIVE = 2_200_000
FORBIDDEN = ("plotly", "dash", "flask")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--runs", type=int, default=15)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        command = (*REPORT, str(file))
        report, pandas = medians(options.runs, command, PANDAS)
        unwanted = sorted(set(FORBIDDEN) & loaded(command))
        size = file.stat().st_size
        process(*command, "--interactive")
        interactive = file.stat().st_size
    times = report / pandas
    if options.json:
        print(
            json.dumps(
                {
                    "report_s": report,
                    "pandas_s": pandas,
                    "times": times,
                    "bytes": size,
                    "bytes_interactive": interactive,
                }
            )
        )
    else:
        print("| report on the real data | import pandas | times | at most | size | interactive |")
        print("|---|---|---|---|---|---|")
        print(
            f"| {report * 1000:.0f} ms | {pandas * 1000:.0f} ms | {times:.2f} | {MOST_TIMES} "
            f"| {size / 1000:.0f} kB | {interactive / 1000:.0f} kB |"
        )
        print(f"\nLoaded of {', '.join(FORBIDDEN)}: {', '.join(unwanted) or 'none'}.")
    too_large = size > MOST_BYTES or interactive > MOST_BYTES_INTERACTIVE
    return int(times > MOST_TIMES or too_large or bool(unwanted))


if __name__ == "__main__":
    sys.exit(main())
