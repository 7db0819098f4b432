"""What does ``python -m tracker check`` cost as a whole process, beside ``import pandas`` alone?

Both are started anew, in alternating runs, on the real record; the medians are compared. The
modules that the command has loaded are listed by Python itself (-X importtime).

    python bench/bench_check.py [--runs 15] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys

from processes import loaded, medians

CHECK = ("-m", "tracker", "check", "--data", "data", "--as-of", "2026-11-22")
BARE = ("-c", "pass")
PANDAS = ("-c", "import pandas")
SHARE = 1 / 3
FORBIDDEN = ("pandas", "numpy", "plotly", "dash", "flask")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--runs", type=int, default=15)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    bare, check, pandas = medians(options.runs, BARE, CHECK, PANDAS)
    heavy = sorted(loaded(CHECK).intersection(FORBIDDEN))
    found = {
        "bare_python_ms": bare * 1000,
        "check_ms": check * 1000,
        "import_pandas_ms": pandas * 1000,
        "share_of_pandas": check / pandas,
        "heavy_imports": heavy,
    }
    good = check <= SHARE * pandas and not heavy
    if options.json:
        print(json.dumps(found | {"ok": good}, indent=2))
        return 0 if good else 1
    for name, value in found.items():
        print(f"{name:20} {f'{value:.3f}' if isinstance(value, float) else value}")
    none = ", ".join(FORBIDDEN)
    print("ok  " if check <= SHARE * pandas else "FAIL", "at most a third of importing pandas")
    print("ok  " if not heavy else "FAIL", f"none of {none} imported")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
