"""What does a site cost, and how much sooner is its timeline there than plotly's own page of it?

`python -m tracker site` as a whole process on a folder of 10,000 milestones with 2 announcements
each: seconds, the most memory that its processes held together, bytes of a milestone's page; a run
in which nothing differs, and one after the note of one milestone was edited. Then the timeline of
the real record: the page of the site with its style and scripts against the file that
`plotly.io.to_html` makes of the same rows, both opened from the disk in headless Chromium, in
turns; the first drawing is the first frame with a mark on it.

    python bench/bench_site.py [--milestones 10000] [--runs 5] [--json]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import bench_exports  # noqa: E402

AS_OF = date(2026, 11, 22)
MOST_SECONDS, MOST_MB = 60, 400
FEWER_BYTES, SOONER = 10, 5
LOOK_SECONDS = 0.1
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Marks of a timeline, in the drawing of the site and in plotly's.
MARKS = {"site": "svg.tl path, svg.tl rect", "plotly": ".trace.bars .point"}
WATCH = """(marks) => {
  const look = () => document.querySelector(marks)
    ? (window.firstDrawing = performance.now()) : requestAnimationFrame(look);
  requestAnimationFrame(look);
}"""


class Cost(NamedTuple):
    """A run of the command: processor's and wall-clock seconds, the most memory in MB, of all its
    processes together; what two of them share counts once."""

    processor: float
    wall: float
    mb: float


def run(data: Path, site: Path) -> Cost:
    """One run of the command as a process of its own."""
    command = [sys.executable, "-m", "tracker", "site", "--data", str(data), "-o", str(site)]
    command += ["--as-of", AS_OF.isoformat()]
    began, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(held, [process.pid, *children(process.pid)])))
        time.sleep(LOOK_SECONDS)
    wall, after = time.perf_counter() - began, os.times()
    if process.returncode:
        raise SystemExit(process.returncode)
    processor = after.children_user + after.children_system
    return Cost(processor - before.children_user - before.children_system, wall, most)


def children(pid: int) -> list[int]:
    """The processes that one has started (Linux)."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


def held(pid: int) -> float:
    """The memory of a process in MB; of what it shares with others its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def edited(data: Path) -> None:
    """Another note in one row in the middle of the record."""
    file = data / "milestones.csv"
    with open(file, encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[len(rows) // 2][rows[0].index("note")] = "To be told."
    with open(file, "w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def of_many(folder: Path, n: int) -> dict[str, Any]:
    """The site of an invented record: made anew, made again, and after an edit."""
    (data := folder / "data").mkdir()
    bench_exports.invented(data, n)
    site = folder / "site"
    made, again = run(data, site), run(data, site)
    edited(data)
    after_edit = run(data, site)
    sizes = [path.stat().st_size for path in (site / "milestone").iterdir()]
    return {
        "milestones": n,
        "made": made._asdict(),
        "again": again._asdict(),
        "after_edit": after_edit._asdict(),
        "page_bytes": statistics.mean(sizes),
        "bytes": sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
        "index_bytes": (site / "search.js").stat().st_size,
    }


def plotly_page(file: Path) -> None:
    """What one writes first: the same rows as a figure of plotly.express, written as HTML."""
    import pandas as pd
    import plotly.express as px

    from tracker.programme import load
    from tracker.snapshot import snapshot

    rows = snapshot(load(ROOT / "data", as_of=AS_OF), as_of=AS_OF)
    rows = rows.assign(
        start=rows["current_earliest"], end=rows["current_latest"] + pd.Timedelta(days=1)
    )
    figure = px.timeline(rows, x_start="start", x_end="end", y="title", color="track")
    file.write_text(figure.to_html(), encoding="utf-8")


def first_drawings(files: dict[str, Path], runs: int) -> dict[str, float]:
    """Milliseconds from asking for a page to its first frame with a mark, the median; in turns."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)))
    times: dict[str, list[float]] = {name: [] for name in files}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for number in range(runs + 1):
            for name, file in files.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.add_init_script(f"({WATCH})({json.dumps(MARKS[name])})")
                page.goto(file.as_uri())
                page.wait_for_function("window.firstDrawing")
                if number:  # the first warms the disk
                    times[name].append(page.evaluate("window.firstDrawing"))
                page.close()
        browser.close()
    return {name: statistics.median(of_page) for name, of_page in times.items()}


def of_timeline(folder: Path, runs: int) -> dict[str, dict[str, float]]:
    """Bytes and first drawing of the timeline of the real record, here and from plotly."""
    site = folder / "real"
    run(ROOT / "data", site)
    files = {"site": site / "timeline.html", "plotly": folder / "plotly.html"}
    plotly_page(files["plotly"])
    loaded = ("timeline.html", "edition.js", "assets/site.css", "assets/site.js")
    bytes_ = {
        "site": sum((site / name).stat().st_size for name in loaded),
        "plotly": files["plotly"].stat().st_size,
    }
    drawn = first_drawings(files, runs)
    return {name: {"bytes": bytes_[name], "first_drawing_ms": drawn[name]} for name in files}


def table(many: dict[str, Any], timeline: dict[str, dict[str, float]]) -> str:
    n, made, again = many["milestones"], many["made"], many["again"]
    own, plotly = timeline["site"], timeline["plotly"]
    fewer = plotly["bytes"] / own["bytes"]
    sooner = plotly["first_drawing_ms"] / own["first_drawing_ms"]
    rows = [
        ("what", "measured", "goal"),
        ("---", "---:", "---"),
        (f"{n:,} milestones, processor", f"{made['processor']:.0f} s", f"{MOST_SECONDS} s"),
        ("the same by the clock", f"{made['wall']:.0f} s", ""),
        ("the same, for 1,000", f"{made['processor'] / n * 1000:.1f} s", ""),
        ("again, nothing differs", f"{again['processor']:.1f} s", ""),
        ("after one edit", f"{many['after_edit']['processor']:.0f} s", ""),
        ("most memory, two processes", f"{made['mb']:.0f} MB", f"{MOST_MB} MB"),
        ("a milestone's page", f"{many['page_bytes'] / 1000:.1f} kB", ""),
        ("search index, a milestone", f"{many['index_bytes'] / n:.0f} bytes", ""),
        ("the whole site", f"{many['bytes'] / 1e6:.0f} MB", ""),
        ("timeline of the real record", f"{own['bytes'] / 1000:.0f} kB", ""),
        ("the same by plotly", f"{plotly['bytes'] / 1000:.0f} kB", ""),
        ("fewer bytes", f"{fewer:.1f} times", f"{FEWER_BYTES} times"),
        ("its first drawing", f"{own['first_drawing_ms']:.0f} ms", ""),
        ("the same by plotly", f"{plotly['first_drawing_ms']:.0f} ms", ""),
        ("sooner", f"{sooner:.1f} times", f"{SOONER} times"),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--milestones", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many = of_many(Path(folder), options.milestones)
        timeline = of_timeline(Path(folder), options.runs)
    print(json.dumps({**many, "timeline": timeline}) if options.json else table(many, timeline))
    own, plotly = timeline["site"], timeline["plotly"]
    met = (
        many["made"]["processor"] <= MOST_SECONDS,
        many["made"]["mb"] <= MOST_MB,
        plotly["bytes"] >= FEWER_BYTES * own["bytes"],
        plotly["first_drawing_ms"] >= SOONER * own["first_drawing_ms"],
    )
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
