"""The timeline against a plain Dash app with `plotly.express.timeline` of the same rows.

Both are served by waitress and read by headless Chromium, in turns; medians of several runs and
their ratios are printed. Goals: first drawing at least 3 times sooner; at 10,000 rows interactive
at least twice as soon and a frame of panning in at most 60 ms; at 1,000 rows at least 20 times the
filter callbacks a second.

    python bench/bench_timeline.py [--runs 5] [--sizes 100,1000,10000]
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import random
import shutil
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from processes import served

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TODAY = date(2026, 11, 22)
SIZES = (100, 1000, 10_000)
CALLBACK_ROWS, CALLBACK_ROUNDS, CALLBACK_SECONDS = 1000, 5, 1.5
PAN_STEPS = 30
# What counts as drawn: marks of at least one milestone; as interactive: a chart to be dragged.
DRAWN = "#first-paint svg.tl .filled, .js-plotly-plot .bars .point path"
INTERACTIVE = ".js-plotly-plot .nsewdrag"
WATCH = """
window.seen = {};
const look = () => {
  for (const [name, selector] of Object.entries(%s)) {
    const found = document.querySelector(selector);
    if (found && found.getBoundingClientRect().width && !(name in seen)) {
      seen[name] = null;
      // Until after the frame in which it is painted.
      requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now(); }));
    }
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


# By kind of server, what each look at it took.
Looks = dict[str, list[dict[str, float]]]


# The rows.


def write_rows(folder: Path, n: int) -> Path:
    """A record of n milestones over eleven years: days, months, quarters, years."""
    from tracker import schema

    dice = random.Random(5)
    path = folder / str(n)
    path.mkdir()
    with (path / "milestones.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, schema.MILESTONE_COLUMNS, restval="", lineterminator="\n")
        rows.writeheader()
        for number in range(n):
            rows.writerow(_row(number, dice))
    return path


def _row(number: int, dice: random.Random) -> dict[str, str]:
    from tracker import schema

    first = date(2018, 1, 1) + timedelta(days=dice.randrange(3900))
    moved = first + timedelta(days=dice.randrange(20, 700))
    return {
        "id": f"milestone-{number:05}",
        "title": f"Milestone {number:05} of the programme",
        "category": schema.CATEGORIES[number % len(schema.CATEGORIES)],
        "baseline": _words(first, dice) if number % 3 == 0 else "",
        "planned": _words(moved, dice),
        "actual": moved.isoformat() if moved < TODAY and number % 4 else "",
        "source": "https://example.org/page",
        "confidence": "high",
    }


def _words(day: date, dice: random.Random) -> str:
    forms = (day.isoformat(), f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", str(day.year))
    return dice.choice(forms)


# The two servers, each a process of its own.


def plain_app(path: Path, **shown: Any) -> Any:
    """What one writes first: all rows in a figure of plotly.express, filtered by a drop-down."""
    import pandas as pd
    import plotly.express as px
    from dash import Dash, Input, Output, dcc, html

    from tracker.programme import load
    from tracker.snapshot import snapshot

    rows = snapshot(load(path, as_of=TODAY), as_of=TODAY)
    rows = rows.assign(
        start=rows["current_earliest"],
        end=rows["current_latest"] + pd.Timedelta(days=1),
    )
    app = Dash(__name__, assets_folder="none")
    categories = sorted(rows["category"].unique())
    chosen = dcc.Dropdown(categories, categories, id="categories", multi=True)
    app.layout = html.Div([chosen, dcc.Graph(id="chart")])

    @app.callback(Output("chart", "figure"), Input("categories", "value"))
    def draw(wanted: list[str]) -> Any:
        kept = rows[rows["category"].isin(wanted)]
        figure = px.timeline(kept, x_start="start", x_end="end", y="title", **shown)
        return figure.update_layout(dragmode="pan").update_yaxes(autorange="reversed")

    return app


def own_app(path: Path) -> Any:
    from dashboards.app import create_app
    from dashboards.live import LiveProgramme

    return create_app(LiveProgramme(path, lambda: TODAY))


# The same facts as here: track by colour, status by more than colour, who said what on hover.
FACTS = {
    "color": "track",
    "pattern_shape": "status",
    "hover_name": "title",
    "hover_data": ["status", "baseline", "announced", "speaker", "wording", "source"],
}
APPS = {
    "plain": lambda path: plain_app(path, **FACTS),
    "bars": lambda path: plain_app(path, color="track"),
    "own": own_app,
}
PAGES = {"plain": "/", "own": "/timeline"}


def serve(kind: str, path: Path, port: int) -> None:
    import waitress

    waitress.serve(APPS[kind](path).server, host="127.0.0.1", port=port, threads=8)


def serving(kind: str, path: Path) -> AbstractContextManager[int]:
    """The port of a server of its own for this app."""
    return served(__file__, "--serve", kind, str(path))


# What is measured.


def look_at(browser: Any, kind: str, port: int) -> dict[str, float]:
    """Milliseconds until the first drawing and the interactive chart, and those of a frame."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH % json.dumps({"drawn": DRAWN, "interactive": INTERACTIVE}))
    page.goto(f"http://127.0.0.1:{port}{PAGES[kind]}", wait_until="commit")
    # Seldom asked, so that asking costs the page nothing; what it has seen it has timed itself.
    while not page.evaluate("window.seen && seen.drawn && seen.interactive"):
        page.wait_for_timeout(100)
    seen: dict[str, float] = page.evaluate("seen")
    page.wait_for_timeout(500)
    seen["frame"], seen["slow frame"] = _panned(page)
    page.close()
    return seen


def _panned(page: Any) -> tuple[float, float]:
    """The median and the 95th of a hundred frames while the chart is dragged."""
    box = page.locator(INTERACTIVE).first.bounding_box()
    x, y = box["x"] + box["width"] * 0.7, min(box["y"] + box["height"] / 2, 600)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 20, y)
    page.evaluate(FRAMES)
    for step in range(PAN_STEPS):
        page.mouse.move(x - 20 - 6 * step, y)
    frames = sorted(page.evaluate("frames_"))
    page.mouse.up()
    return median(frames), frames[int(len(frames) * 0.95)]


def callbacks_a_second(kind: str, port: int) -> float:
    """Filter callbacks answered one after the other, each leaves out another category."""
    from tracker import schema

    connection = http.client.HTTPConnection("127.0.0.1", port)
    answered, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < CALLBACK_SECONDS:
        left_out = answered % len(schema.CATEGORIES)
        wanted = [name for n, name in enumerate(schema.CATEGORIES) if n != left_out]
        body = _question(kind, wanted, years=answered % 9)
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{port}"}
        connection.request("POST", "/_dash-update-component", json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        if response.status != 200 or b"figure" not in text:
            raise RuntimeError(f"{kind}: {response.status} {text[:200]!r}")
        answered += 1
    return answered / (time.perf_counter() - begin)


def _question(kind: str, wanted: list[str], *, years: int) -> dict[str, Any]:
    value: Any = wanted
    output, source = "chart.figure", "categories.value"
    if kind == "own":
        # Other days as well, so that no answer can be had from memory.
        search = f"?category={','.join(wanted)}&from={2010 + years}"
        value = {"search": search, "width": 1352, "start": 0, "lines": 50, "drawn": True}
        output, source = "timeline-drawing.data", "timeline-asked.data"
    ids = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in (output, source)]
    return {
        "output": output,
        "outputs": ids[0],
        "inputs": [{**ids[1], "value": value}],
        "changedPropIds": [source],
    }


# The table.


def measure(folder: Path, sizes: list[int], runs: int) -> bool:
    """Print one line for each thing measured; whether every goal was met."""
    from playwright.sync_api import sync_playwright

    print(f"| rows | measured | plain Dash | this product | ratio | goal |  medians of {runs} runs")
    print("|---:|---|---:|---:|---:|---|")
    met = True
    with sync_playwright() as playwright:
        for n in sizes:
            path = write_rows(folder, n)
            with serving("plain", path) as plain, serving("own", path) as own:
                found = _in_turns(playwright, {"plain": plain, "own": own}, runs)
                met &= _tell(n, found)
                if n == CALLBACK_ROWS:
                    met &= _tell_callbacks(path, {"plain": plain, "own": own})
    return met


def _in_turns(playwright: Any, ports: dict[str, int], runs: int) -> Looks:
    found: Looks = {kind: [] for kind in ports}
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    for _ in range(runs):
        for kind, port in ports.items():
            # A browser of its own for each look: nothing is read from its memory.
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            found[kind].append(look_at(browser, kind, port))
            browser.close()
    return found


def _tell(n: int, found: Looks) -> bool:
    met = True
    for name, least in (("drawn", 3.0), ("interactive", 2.0 if n >= 10_000 else None)):
        plain, own = (median(run[name] for run in found[kind]) for kind in ("plain", "own"))
        goal = f"≥ {least:g}" if least else "–"
        met &= least is None or plain / own >= least
        print(f"| {n} | {name}, ms | {plain:.0f} | {own:.0f} | {plain / own:.1f} | {goal} |")
    for name in ("frame", "slow frame"):
        plain, own = (median(run[name] for run in found[kind]) for kind in ("plain", "own"))
        limited = name == "frame" and n >= 10_000
        met &= not limited or own <= 60
        goal = "≤ 60 ms" if limited else "–"
        print(
            f"| {n} | panning, {name}, ms | {plain:.0f} | {own:.0f} | {plain / own:.1f} | {goal} |",
            flush=True,
        )
    return met


def _tell_callbacks(path: Path, ports: dict[str, int]) -> bool:
    """Against the app with the same facts, and, without a goal, against one with bars alone."""
    with serving("bars", path) as bars:
        asked = ports | {"bars": bars}
        rounds = [
            {kind: callbacks_a_second(kind, port) for kind, port in asked.items()}
            for _ in range(CALLBACK_ROUNDS)
        ]
    rates = {kind: median(each[kind] for each in rounds) for kind in asked}
    own = rates["own"]
    for kind, goal in (("plain", "≥ 20"), ("bars", "–")):
        name = "filter callbacks a second" + (", bars without facts" if kind == "bars" else "")
        ratio = own / rates[kind]
        print(
            f"| {CALLBACK_ROWS} | {name} | {rates[kind]:.1f} | {own:.0f} | {ratio:.1f} | {goal} |"
        )
    return own / rates["plain"] >= 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="looks at each size (default 5)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of rows")
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        kind, path, port = options.serve
        serve(kind, Path(path), int(port))
        return 0
    sizes = [int(n) for n in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(Path(folder), sizes, options.runs) else 1


if __name__ == "__main__":
    sys.exit(main())
