"""Programs as whole processes: run, timed in turns, and served from, for the measurements here."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMES_UP_S = 120


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of Python with these arguments; it raises where the program fails."""
    # Compiled modules are kept, as they are wherever pandas' own are.
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )


def medians(runs: int, *commands: tuple[str, ...]) -> list[float]:
    """The median seconds of each command, their runs alternating; the first run warms the disk."""
    times: list[list[float]] = [[] for _ in commands]
    for run in range(runs + 1):
        for spent, command in zip(times, commands, strict=True):
            began = time.perf_counter()
            process(*command)
            if run:
                spent.append(time.perf_counter() - began)
    return [statistics.median(spent) for spent in times]


def loaded(command: tuple[str, ...]) -> set[str]:
    """The top-level modules that the command imports, as Python lists them (-X importtime)."""
    lines = process("-X", "importtime", *command).stderr.splitlines()
    names = (line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:"))
    return {name.partition(".")[0] for name in names}


@contextmanager
def served(*command: str) -> Iterator[int]:
    """The port on which a server answers: Python with these arguments, the port after them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, *command, str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + COMES_UP_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not come up")
