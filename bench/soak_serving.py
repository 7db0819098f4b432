"""Many viewers and some editors on one server: what it answers, how soon, and whether all is kept.

    make soak
    python bench/soak_serving.py --seconds 120 --viewers 30 --editors 5 --rows 2000

The server is a process of its own, `tracker serve` on copies of the real record, as many as it
takes. A viewer does what an open page does: it asks once a second whether there is a newer
version, and when there is, for its page. An editor reads the rows, stages edits, looks at the
preview and saves, every few seconds: in rows of its own, in rows that all edit and of which it may
have an old version, and now and then the same save again, as if its answer had got lost.

Exit 1 when a request fails, when an edit that was acknowledged is not in the files or is there
twice, when one was overwritten by somebody who had not seen it, or when a viewer does not come to
show the last version. The times are printed beside their goals, on two cores.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dashboards.asked import SHOWN  # noqa: E402
from tracker import csvfile, store  # noqa: E402

Row = dict[str, str]
Json = dict[str, Any]

VIEWS = ("/", "/timeline", "/slips", "/changes", "/sources", "/milestone/soyuz5-first-flight-0")
CALLS = "/_dash-update-component"
PULSE_SECONDS = 1.0
EDIT_SECONDS = (2.0, 5.0)
# How long viewers may take at the end to come to the last version, before it counts as never.
LAST_SECONDS = 30.0
SHARED_ROWS = 3
SAVE_P95_MS, SHOWN_SECONDS = 500, 6
NEWER = re.compile(rb'"data": ?"([0-9a-f]{16})"')
DATA_VERSION = re.compile(rb"data version ([0-9a-f]{12})")


# The record and its server ----------------------------------------------------------------------


def write_rows(folder: Path, n: int) -> None:
    """The real record over and over until it has n milestones, each with its own statements."""
    milestones = read_rows(ROOT / "data" / store.MILESTONES_FILE)
    statements = read_rows(ROOT / "data" / store.ANNOUNCEMENTS_FILE)
    copies = range(-(-n // len(milestones)))
    rows = [numbered(row, copy) for copy in copies for row in milestones][:n]
    known = {row["id"] for row in rows}
    for row in rows:
        row["depends_on"] = " ".join(id for id in row["depends_on"].split() if id in known)
    said = [
        {**row, "milestone": f"{row['milestone']}-{copy}"} for copy in copies for row in statements
    ]
    save_rows(folder / store.MILESTONES_FILE, rows)
    save_rows(folder / store.ANNOUNCEMENTS_FILE, [row for row in said if row["milestone"] in known])


def numbered(row: Row, copy: int) -> Row:
    needed = " ".join(f"{id}-{copy}" for id in row["depends_on"].split())
    return {**row, "id": f"{row['id']}-{copy}", "depends_on": needed}


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def save_rows(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of a server on the folder."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    command = [sys.executable, "-m", "tracker", "serve", "--data", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout
        assert b"http://" in process.stdout.readline(), "the server did not start"
        yield port
    finally:
        process.terminate()
        process.wait()


# Those who ask ----------------------------------------------------------------------------------


class Took(NamedTuple):
    """One request: what it was for, and the seconds until it was answered."""

    kind: str
    seconds: float


class Seen(NamedTuple):
    """A data version, by its first digits, and when a viewer showed it or a save was answered."""

    at: float
    version: str


class Asking:
    """One browser: its connection, what it asked for and what went wrong."""

    def __init__(self, port: int, seed: int) -> None:
        self.port, self.chance = port, random.Random(seed)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.took: list[Took] = []
        self.faults: list[str] = []

    def ask(self, kind: str, path: str, body: Json | None = None) -> bytes:
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        begun = time.perf_counter()
        data = None if body is None else json.dumps(body).encode()
        self.connection.request("GET" if data is None else "POST", path, data, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.took.append(Took(kind, time.perf_counter() - begun))
        if answer.status not in (200, 204):
            self.faults.append(f"{path}: {answer.status} {text[:200]!r}")
        return text


class Viewer(Asking):
    """An open page, which follows the data."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(port, seed)
        self.path = VIEWS[seed % len(VIEWS)]
        self.version = ""
        self.seen: list[Seen] = []

    def look(self, until: threading.Event) -> None:
        # Tabs are not opened all at the same moment.
        time.sleep(self.chance.random() * PULSE_SECONDS)
        self.ask("first page", self.path)
        while not until.wait(PULSE_SECONDS):
            newer = NEWER.search(self.ask("pulse", CALLS, self.pulse()))
            if newer and newer[1].decode() != self.version:
                self.version = newer[1].decode()
                self.show()

    def show(self) -> None:
        shown = DATA_VERSION.search(self.ask("page", CALLS, self.call()))
        if shown:
            self.seen.append(Seen(time.monotonic(), shown[1].decode()))
        else:
            self.faults.append(f"{self.path} tells no data version")
        if self.path == "/timeline":
            self.ask("drawing", CALLS, self.drawing())

    def pulse(self) -> Json:
        return call_of(
            "data-version.data", {"pulse.n_intervals": 1}, {"data-version.data": self.version}
        )

    def call(self) -> Json:
        given = {"url.pathname": self.path, "url.search": "", "data-version.data": self.version}
        return call_of(SHOWN, {**given, "chart-width.data": 1080}, {"frame.data-kind": "live"})

    def drawing(self) -> Json:
        asked = {"search": "", "width": 1080, "start": 0, "lines": 50}
        return call_of("timeline-drawing.data", {"timeline-asked.data": asked})


def call_of(output: str, inputs: Json, state: Json | None = None) -> Json:
    """A call as the page's own script writes it."""
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    outputs = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [part(name, value) for name, value in inputs.items()],
        "state": [part(name, value) for name, value in (state or {}).items()],
        "changedPropIds": list(inputs)[:1],
    }


def part(name: str, value: Any) -> Json:
    id, property = name.split(".")
    return {"id": id, "property": property, "value": value}


class Editor(Asking):
    """Somebody who edits: cells of rows that nobody else edits, cells that all edit, statements."""

    def __init__(self, port: int, seed: int, own: list[str], common: list[str]) -> None:
        super().__init__(port, seed)
        self.name, self.own, self.common = f"Editor {seed}", own, common
        self.number = 0
        self.rows: dict[str, Json] = {}
        self.version = ""
        self.accepted: list[Json] = []
        self.saves: list[Seen] = []
        self.conflicts = 0

    def work(self, until: threading.Event) -> None:
        while not until.wait(self.chance.uniform(*EDIT_SECONDS)):
            # Now and then somebody goes on with rows that were read some time ago.
            if not self.rows or self.chance.random() < 0.7:
                self.read()
            self.save(self.staged())

    def read(self) -> None:
        told = json.loads(self.ask("rows", "/data/rows?table=milestones"))
        self.version = told["version"]
        self.rows = {row["key"][0]: row["cells"] for row in told["rows"]}

    def staged(self) -> list[Json]:
        edits = [self.change(self.chance.choice(self.own), "note")]
        if self.chance.random() < 0.3:
            edits.append(self.change(self.chance.choice(self.common), "place"))
        if self.chance.random() < 0.5:
            edits.append(self.statement(self.own[0]))
        return edits

    def text(self) -> str:
        """A text that nobody has written before."""
        self.number += 1
        return f"{self.name}, text {self.number}"

    def change(self, id: str, column: str) -> Json:
        row = {"do": "change", "table": "milestones", "key": [id], "version": self.version}
        return {**row, "column": column, "old": self.rows[id][column], "new": self.text()}

    def statement(self, id: str) -> Json:
        said = {"announced": "2026-11-20", "speaker": self.name, "side": "ru", "target": "2030"}
        cells = {**said, "milestone": id, "wording": self.text(), "organisation": "Roscosmos"}
        source = {"source": "https://example.org/page", "language": "en", "confidence": "high"}
        return {"do": "add", "table": "announcements", "cells": {**cells, **source}}

    def save(self, edits: list[Json]) -> None:
        self.ask("preview", "/data/preview", {"edits": edits})
        body = {"edits": edits, "by": self.name, "token": f"{self.name} {self.number}"}
        told = json.loads(self.ask("save", "/data/save", body))
        if self.chance.random() < 0.1:
            again = json.loads(self.ask("the same save again", "/data/save", body))
            if told.get("saved") and again != told:
                self.faults.append(f"the same save was answered otherwise: {again}")
        self.take(told, edits)

    def take(self, told: Json, edits: list[Json]) -> None:
        if told.get("saved"):
            self.saves.append(Seen(time.monotonic(), told["version"][:12]))
            self.accepted += edits
            for edit in edits:
                if edit["do"] == "change":
                    self.rows[edit["key"][0]][edit["column"]] = edit["new"]
            self.version = told["version"]
        elif told.get("conflicts"):
            self.conflicts += 1
            self.rows = {}
        else:
            self.faults.append(f"not saved: {told}")


def guarded(asking: Asking, work: Any, until: threading.Event) -> None:
    try:
        work(until)
    except Exception as failure:  # whatever it is, it is told
        asking.faults.append(repr(failure))


# What came of it --------------------------------------------------------------------------------


def lost(folder: Path, begun: dict[str, Row], editors: list[Editor]) -> list[str]:
    """Edits that were acknowledged and are not in the files, or are there twice."""
    accepted = [edit for editor in editors for edit in editor.accepted]
    table = csvfile.read((folder / store.MILESTONES_FILE).read_bytes(), name="milestones.csv")
    now = dict(zip(table.columns["id"], range(len(table.lines)), strict=True))
    faults = []
    changes = [edit for edit in accepted if edit["do"] == "change"]
    for id, column in {(edit["key"][0], edit["column"]) for edit in changes}:
        own = [edit for edit in changes if (edit["key"][0], edit["column"]) == (id, column)]
        told = end_of_chain(begun[id][column], own)
        stands = table.columns[column][now[id]]
        if told != stands:
            faults.append(f"{id}, {column}: {stands!r} stands there, not {told!r}")
    said = Counter(row["wording"] for row in read_rows(folder / store.ANNOUNCEMENTS_FILE))
    added = [edit["cells"]["wording"] for edit in accepted if edit["do"] == "add"]
    faults += [f"{text!r} is on record {said[text]} times" for text in added if said[text] != 1]
    return faults


def end_of_chain(begun: str, changes: list[Json]) -> str:
    """What a cell says after all of the changes, each made of what the one before had left."""
    after = {edit["old"]: edit["new"] for edit in changes}
    text = begun
    for _ in changes:
        text = after.get(text, f"{text} (overwritten)")
    return text


def waits(viewers: list[Viewer], editors: list[Editor]) -> list[float]:
    """For each save the seconds until the last viewer showed it or a newer version."""
    saves = sorted(seen for editor in editors for seen in editor.saves)
    place = {save.version: number for number, save in enumerate(saves)}
    found = []
    for number, save in enumerate(saves):
        each = [first_shown(viewer, place, number) for viewer in viewers]
        found.append(max(max(each) - save.at, 0.0))
    return found


def first_shown(viewer: Viewer, place: dict[str, int], number: int) -> float:
    shown = (seen.at for seen in viewer.seen if place.get(seen.version, -1) >= number)
    return next(shown, float("inf"))


def table_of(people: list[Asking], seconds: float) -> None:
    """How often each thing was asked for, and how long it took."""
    took = [each for person in people for each in person.took]
    print(f"\n{'':22}{'requests':>9}{'median ms':>11}{'95th ms':>9}{'longest':>9}")
    for kind in dict.fromkeys(each.kind for each in took):
        ms = sorted(each.seconds * 1000 for each in took if each.kind == kind)
        p95 = percentile(ms)
        print(f"{kind:22}{len(ms):>9}{median(ms):>11.0f}{p95:>9.0f}{ms[-1]:>9.0f}")
    print(f"{'all':22}{len(took):>9}, {len(took) / seconds:.0f} a second\n")


def percentile(values: list[float]) -> float:
    """The 95th of 100."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def verdict(viewers: list[Viewer], editors: list[Editor], losses: list[str]) -> bool:
    """Tell what came of it; whether nothing failed and nothing was lost."""
    faults = [fault for person in (*viewers, *editors) for fault in person.faults]
    saves = [each.seconds * 1000 for editor in editors for each in editor.took
             if each.kind == "save"]  # fmt: skip
    shown = waits(viewers, editors)
    never = sum(wait == float("inf") for wait in shown)
    count = sum(len(editor.saves) for editor in editors)
    conflicts = sum(editor.conflicts for editor in editors)
    print(f"{count} saves acknowledged, {conflicts} conflicts told: {len(losses)} lost", *losses,
          sep="\n  ")  # fmt: skip
    print(f"errors: {len(faults)}", *faults[:20], sep="\n  ")
    print(f"viewers that never showed a version: {never}")
    if saves and shown:
        print(f"save, 95th of 100: {percentile(saves):.0f} ms (goal: under {SAVE_P95_MS})")
        print(
            f"until every viewer shows a save: median {median(shown):.1f} s, longest "
            f"{max(shown):.1f} s (goal: at most {SHOWN_SECONDS})"
        )
    return not (losses or faults or never or not count)


def run(folder: Path, asked: argparse.Namespace) -> bool:
    write_rows(folder, asked.rows)
    begun = {row["id"]: row for row in read_rows(folder / store.MILESTONES_FILE)}
    ids = list(begun)
    common, shares = ids[-SHARED_ROWS:], ids[:-SHARED_ROWS]
    with served(folder) as port:
        viewers = [Viewer(port, number) for number in range(asked.viewers)]
        editors = [
            Editor(port, number, shares[number :: asked.editors][:20], common)
            for number in range(asked.editors)
        ]
        over, edited = threading.Event(), threading.Event()
        looking = [start(viewer, viewer.look, over) for viewer in viewers]
        working = [start(editor, editor.work, edited) for editor in editors]
        time.sleep(asked.seconds)
        edited.set()
        for thread in working:
            thread.join()
        wait_for_last(viewers, store.content(folder).version[:12])
        over.set()
        for thread in looking:
            thread.join()
    print(f"{asked.viewers} viewers and {asked.editors} editors on {asked.rows} rows")
    table_of([*viewers, *editors], asked.seconds)
    return verdict(viewers, editors, lost(folder, begun, editors))


def start(asking: Asking, work: Any, until: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=guarded, args=(asking, work, until), daemon=True)
    thread.start()
    return thread


def wait_for_last(viewers: list[Viewer], version: str) -> None:
    """Until every viewer shows what stands on disk at the end, within reason."""
    until = time.monotonic() + LAST_SECONDS
    while time.monotonic() < until:
        if all(viewer.seen and viewer.seen[-1].version == version for viewer in viewers):
            return
        time.sleep(0.1)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--viewers", type=int, default=30)
    options.add_argument("--editors", type=int, default=5)
    options.add_argument("--rows", type=int, default=2000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return int(not run(Path(name), asked))


if __name__ == "__main__":
    sys.exit(main())
