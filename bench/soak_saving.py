"""Saves under stress: writers killed in the middle, many at once, an editor who asks nobody.

    make soak
    python bench/soak_saving.py --kills 300 --edits 100 --outside 200

Works on copies of the real record. Each line says what was tried how often and what was lost;
exit 1 when anything was.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker import archive, csvfile, replacing, saving, store  # noqa: E402
from tracker.csv_edits import CannotWrite  # noqa: E402
from tracker.deltas import CannotEdit, Delta  # noqa: E402
from tracker.edits import correct, make, planned  # noqa: E402
from tracker.recording import announce  # noqa: E402

TODAY = date(2026, 11, 22)
FLIGHT = "soyuz5-second-flight"
FIRST_DAY = date(2027, 1, 1)
WRITERS = 8
SECONDS_AT_MOST = 0.25
# Where a writer is killed by its own hand: before or after the n-th of these.
CALLS = ("open", "mkdir", "fsync", "rename", "replace", "unlink", "chmod", "utime", "close")
CALLS_OF_A_SAVE = 90


class Outcome(NamedTuple):
    """What was tried and what went wrong, as lines."""

    tried: str
    faults: list[str]


def fresh(folder: Path) -> Path:
    """A copy of the real record, without history."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in (store.MILESTONES_FILE, store.ANNOUNCEMENTS_FILE):
        shutil.copy(ROOT / "data" / name, folder / name)
    return folder


def promise(number: int) -> str:
    """A day of its own for each statement, so that it is known again."""
    return (FIRST_DAY + timedelta(days=number)).isoformat()


def say(folder: Path, number: int, *, speaker: str = "A. Speaker") -> None:
    """Announce: a row of one file and a cell of the other."""
    statement = {
        "milestone": FLIGHT,
        "announced": "2026-11-20",
        "speaker": speaker,
        "organisation": "Roscosmos",
        "side": "ru",
        "target": promise(number),
        "source": "https://example.org/page",
    }
    change = make(folder, planned(announce(statement)), as_of=TODAY, by=speaker)
    assert change.accepted, change.errors


def said(folder: Path, speaker: str = "A. Speaker") -> list[str]:
    """The promises of a speaker that stand in the file, in its order."""
    table = csvfile.read((folder / store.ANNOUNCEMENTS_FILE).read_bytes(), name="announcements.csv")
    assert not table.refused, table.problems[:1]
    pairs = zip(table.columns["speaker"], table.columns["target"], strict=True)
    return [target for who, target in pairs if who == speaker]


def cell(folder: Path, id: str, column: str) -> str:
    table = csvfile.read((folder / store.MILESTONES_FILE).read_bytes(), name="milestones.csv")
    assert not table.refused, table.problems[:1]
    return table.columns[column][table.columns["id"].index(id)]


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """A process that does the work and writes what it has done into a pipe: its id, the pipe."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    status = 1
    try:
        os.close(reading)
        work(writing)
        status = 0
    finally:
        os._exit(status)


def acknowledged(reading: int) -> list[str]:
    with os.fdopen(reading) as pipe:
        return pipe.read().split()


# Killed in the middle ---------------------------------------------------------------------------


def kills(folder: Path, rounds: int, chance: random.Random) -> Outcome:
    """Writers killed at a random moment, or by their own hand before or after a random call."""
    faults: list[str] = []
    accepted = taken_back = 0
    for number in range(rounds):
        fresh(folder)
        at = chance.randrange(CALLS_OF_A_SAVE) if number % 2 else None
        process, pipe = child(partial(announce_until_killed, folder, at, chance.random() < 0.5))
        if at is None:
            time.sleep(chance.random() * SECONDS_AT_MOST)
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        done = acknowledged(pipe)
        accepted += len(done)
        taken_back += replacing.is_under_way(folder)
        faults += [f"kill {number}: {fault}" for fault in found_after_kill(folder, done)]
    tried = f"{rounds} kills, {accepted} saves acknowledged, {taken_back} taken back"
    return Outcome(tried, faults)


def announce_until_killed(folder: Path, at: int | None, before: bool, pipe: int) -> None:
    if at is not None:
        die_at_call(at, before=before)
    for number in range(1_000):
        say(folder, number)
        os.write(pipe, f"{promise(number)} ".encode())


def die_at_call(number: int, *, before: bool) -> None:
    left = [number]

    def deadly(call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if before and left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = call(*arguments, **options)
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return counted

    for name in CALLS:
        setattr(os, name, deadly(getattr(os, name)))


def found_after_kill(folder: Path, done: list[str]) -> list[str]:
    """What is torn, lost, done by half or left lying about."""
    faults = []
    for name in (store.MILESTONES_FILE, store.ANNOUNCEMENTS_FILE):
        content = (folder / name).read_bytes()
        if len(content) < len((ROOT / "data" / name).read_bytes()):
            faults.append(f"{name} is shorter than it was")
        if csvfile.read(content, name=name).refused:
            faults.append(f"{name} is torn")
    saving.start(folder)
    standing = said(folder)
    plan = cell(folder, FLIGHT, "planned")
    if missing := [promised for promised in done if promised not in standing]:
        faults.append(f"acknowledged and lost: {missing}")
    if plan != (standing[-1] if standing else "2026"):
        faults.append(f"one file without the other: {plan}, {standing[-1:]}")
    strays = [path for path in folder.rglob("*") if "coming" in path.name]
    return faults + [f"left behind: {stray.name}" for stray in strays]


# Many at once -----------------------------------------------------------------------------------


def together(folder: Path, edits: int) -> Outcome:
    """Eight processes that each announce and correct a cell of their own, all on one record."""
    fresh(folder)
    table = store.read(folder).milestones
    rows = table.columns["id"][:WRITERS]
    begun = time.monotonic()
    running = [child(partial(edit_by_turns, folder, edits, row)) for row in rows]
    done = [acknowledged(pipe) for _, pipe in running]
    for process, _ in running:
        os.waitpid(process, 0)
    seconds = time.monotonic() - begun
    faults = []
    for row, accepted in zip(rows, done, strict=True):
        if len(accepted) != edits:
            faults.append(f"{row}: {len(accepted)} of {edits} edits accepted")
        statements = [text for text in accepted if text[4:5] == "-"]
        lost = set(statements) - set(said(folder, row))
        notes = [text for text in accepted if text not in statements]
        if lost or cell(folder, row, "note") != notes[-1]:
            faults.append(f"{row}: lost {sorted(lost)}, note {cell(folder, row, 'note')!r}")
    count = sum(map(len, done))
    each = seconds / max(count, 1) * 1000
    tried = f"{WRITERS} processes x {edits} edits, {count} accepted, {each:.0f} ms each"
    return Outcome(tried, faults)


def edit_by_turns(folder: Path, edits: int, row: str, pipe: int) -> None:
    note = cell(folder, row, "note")
    for number in range(edits):
        if number % 2:
            say(folder, number, speaker=row)
            done = promise(number)
        else:
            done = f"note{number}"
            version = store.content(folder).version
            delta = Delta("milestones", (row,), "note", note, done, version)
            assert make(folder, planned(correct(delta)), as_of=TODAY).accepted
            note = done
        os.write(pipe, f"{done} ".encode())


# An editor who asks nobody ----------------------------------------------------------------------


def outside(folder: Path, rounds: int, chance: random.Random) -> Outcome:
    """A program that saves the file as text editors do, at a random moment of our save.

    What it wrote has to stand. What we saved has to stand too, or to be found in the history when
    the other one wrote back what it had read before.
    """
    faults: list[str] = []
    overtaken = 0
    for number in range(rounds):
        fresh(folder)
        process, pipe = child(partial(announce_in_spite, folder, number))
        time.sleep(chance.random() * SECONDS_AT_MOST / 2)
        theirs = save_as_editors_do(folder, number, chance)
        os.waitpid(process, 0)
        (done,) = acknowledged(pipe)
        if theirs not in cell(folder, "soyuz5-third-flight", "note"):
            faults.append(f"round {number}: the other editor's text is overwritten")
        if cell(folder, FLIGHT, "planned") != done:
            overtaken += 1
            if not is_in_history(folder, done):
                faults.append(f"round {number}: our save is lost")
    tried = f"{rounds} saves from outside, {overtaken} over ours, which the history has"
    return Outcome(tried, faults)


def announce_in_spite(folder: Path, number: int, pipe: int) -> None:
    for _ in range(100):
        try:
            say(folder, number)
            break
        except (CannotEdit, CannotWrite, store.NotMilestones):
            time.sleep(0.005)  # the file is half written: it cannot be read, so it is not edited
    os.write(pipe, promise(number).encode())


def save_as_editors_do(folder: Path, number: int, chance: random.Random) -> str:
    """Read all, think or not, change a cell, write all: in place or under another name."""
    path = folder / store.MILESTONES_FILE
    text = path.read_text("utf-8")
    time.sleep(chance.choice([0.0, chance.random() * SECONDS_AT_MOST]))
    theirs = f"theirs{number}"
    lines = text.split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("soyuz5-third-flight,"))
    lines[at] = (
        lines[at]
        .replace(",high,", f",high,{theirs} ", 1)
        .replace(",medium,", f",medium,{theirs} ", 1)
    )
    if ',"' in lines[at] and f'{theirs} "' in lines[at]:
        lines[at] = lines[at].replace(f'{theirs} "', f'"{theirs} ', 1)
    if chance.random() < 0.5:
        path.write_text("\n".join(lines), "utf-8", newline="")
    else:
        beside = folder / "editor.tmp"
        beside.write_text("\n".join(lines), "utf-8", newline="")
        os.replace(beside, path)
    return theirs


def is_in_history(folder: Path, promised: str) -> bool:
    found = (folder / replacing.HISTORY / archive.SAVED).glob("*/milestones.csv")
    return any(promised.encode() in file.read_bytes() for file in found)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=300)
    options.add_argument("--edits", type=int, default=100)
    options.add_argument("--outside", type=int, default=200)
    options.add_argument("--seed", type=int, default=None)
    asked = options.parse_args()
    seed = random.randrange(10**6) if asked.seed is None else asked.seed
    chance = random.Random(seed)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        for outcome in (
            kills(folder, asked.kills, chance),
            together(folder, asked.edits),
            outside(folder, asked.outside, chance),
        ):
            print(f"{outcome.tried}: {len(outcome.faults)} lost", *outcome.faults, sep="\n  ")
            failed |= bool(outcome.faults)
    if failed:
        print(f"Try again with --seed {seed}.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
