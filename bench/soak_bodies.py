"""Thousands of calls with something in them changed: none may make the server stumble.

    make soak
    python bench/soak_bodies.py --calls 10000

The calls are those of tests/test_mutated_bodies.py; exit 1 at the first that is answered with a
fault of the server (5xx), or over which it writes a traceback.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_mutated_bodies import client_of, tried  # noqa: E402


class Tracebacks(logging.Handler):
    """Counts the lines of the log, and those that come with a traceback."""

    lines = 0
    tracebacks = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
        self.tracebacks += bool(record.exc_info)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    heard = Tracebacks()
    logging.getLogger().addHandler(heard)
    with tempfile.TemporaryDirectory() as folder:
        statuses = tried(client_of(Path(folder)), asked.calls, asked.seed)
    told = ", ".join(f"{count} answered {status}" for status, count in sorted(statuses.items()))
    print(f"{asked.calls} calls: {told}; {heard.lines} lines of log, {heard.tracebacks} tracebacks")
    return 1 if heard.tracebacks else 0


if __name__ == "__main__":
    sys.exit(main())
