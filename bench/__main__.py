"""Every measurement, one after the other: `python -m bench [NAME ...]`, or `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    """Run the named measurements, all when none is named; each prints its own table."""
    found = {path.stem.removeprefix("bench_"): path for path in sorted(HERE.glob("bench_*.py"))}
    unknown = [name for name in names if name not in found]
    if unknown:
        print(f"No measurement {unknown[0]!r}: there are {', '.join(found)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in names or found:
        print(f"\n## {name}\n", flush=True)
        failed |= subprocess.call([sys.executable, str(found[name])], cwd=HERE.parent)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
