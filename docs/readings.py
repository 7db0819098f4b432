"""The tables of forecast.md, worked out from the data: the fit, the scores, other readings.

python docs/readings.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker.backtest import (  # noqa: E402
    Scored,
    Told,
    forward,
    leave_one_out,
    resampled,
    score,
    scored_by,
)
from tracker.dates import DateWords, parse  # noqa: E402
from tracker.forecast import CHANCES, fit_of  # noqa: E402
from tracker.lognormal import Fit, fit  # noqa: E402
from tracker.reference import DAYS_A_YEAR, LEAST_HORIZON, Cases  # noqa: E402

FOLDER = ROOT / "data" / "reference"
# Rounds after which the share that never flies moves no more.
ROUNDS = 20
SCORED = (
    *("statements, programmes", "CRPS", "believing", "doubling", "drawing on"),
    *("CRPS against believing", "in the 50% band", "in the 80% band"),
)


class Reading(NamedTuple):
    """How a statement becomes a case."""

    floors: bool = False
    left: bool = True
    said: float = 1.0  # where in a vague day of the statement: 0 its first day, 1 its last
    by_end: bool = False
    without_note: str = ""
    without_low: bool = False


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def within(words: DateWords, share: float) -> float:
    first, last = words.earliest or words.latest, words.latest or words.earliest
    assert first, words
    assert last, words
    return first.toordinal() + share * (last.toordinal() - first.toordinal())


def outcomes() -> dict[str, tuple[float, bool]]:
    found = {}
    for row in rows("actuals.csv"):
        flew = bool(row["actual"])
        words = parse(row["actual"] if flew else row["as_of"])
        found[row["vehicle"]] = (within(words, 0.5 if flew else 0.0), flew)
    return found


def cases(reading: Reading) -> Cases:
    """The class as a reading has it."""
    ended = outcomes()
    found = [
        (row["vehicle"], *case)
        for row in rows("announcements.csv")
        if row["vehicle"] in ended and (case := case_of(row, reading, *ended[row["vehicle"]]))
    ]
    programme, said, horizon, end, flown = map(np.array, zip(*found, strict=True))
    return Cases(programme.astype(object), said, horizon, end, end, flown)


def case_of(
    row: dict[str, str], reading: Reading, ended: float, flown: bool
) -> tuple[float, float, float, bool] | None:
    if reading.without_note and reading.without_note in row["note"]:
        return None
    if reading.without_low and row["confidence"] == "low":
        return None
    target = parse(row["target"].removeprefix("NET ") if reading.floors else row["target"])
    if target.latest is None:
        return None
    said = within(parse(row["announced"]), reading.said)
    last = float(target.latest.toordinal())
    first = within(target, 0.0) if target.earliest else said
    middle = ((max(first, said) if reading.left else first) + last) / 2
    ahead = (last if reading.by_end else middle) - said
    if ahead < LEAST_HORIZON or middle <= said or last < said or ended <= said:
        return None
    return said, (middle - said) / DAYS_A_YEAR, ended, flown


def by_hand(read: Cases, fitting: Callable[[Cases], Fit]) -> Scored:
    """The backtest with another way to fit."""
    told = {}
    for name in dict.fromkeys(read.programme):
        others = read.without(name)
        told[name] = Told(fitting(others), float(others.horizon[others.flown].max()))
    return scored_by(read, lambda i: told[read.programme[i]])


def fitted(read: Cases, weight: Any) -> Fit:
    return fit(np.log(read.ratio), np.log(read.horizon), read.flown, weight)


def with_never(read: Cases) -> Fit:
    """A share of those that have not flown never will (a cure model, by expectation and
    maximisation; Farewell 1982, Biometrics 38, 1041-1046)."""
    coming, never = np.where(read.flown, 1.0, 0.5), 0.0
    for _ in range(ROUNDS):
        told = fitted(read, read.weight * coming)
        pairs = zip(read.horizon, read.ratio, strict=True)
        to_come = np.array([told.at(float(h)).survival(float(r)) for h, r in pairs])
        never = float(np.average(1 - coming, weights=read.weight))
        waiting = (1 - never) * to_come
        coming = np.where(read.flown, 1.0, waiting / np.maximum(waiting + never, 1e-12))
    return told


def readings() -> Iterator[tuple[str, Cases, Callable[[Cases], Scored]]]:
    ours = cases(Reading())
    loo = leave_one_out
    yield "**as chosen**", ours, loo
    yield "floors (“not before”) counted as dates", cases(Reading(floors=True)), loo
    yield "the whole window, also what of it had passed", cases(Reading(left=False)), loo
    yield "a vague day of a statement: its middle", cases(Reading(said=0.5)), loo
    yield "the same: its first day", cases(Reading(said=0.0)), loo
    yield "its end, not its middle, a month ahead", cases(Reading(by_end=True)), loo
    yield "without promises told in retrospect", cases(Reading(without_note="retrospective")), loo
    yield "without sources of low confidence", cases(Reading(without_low=True)), loo
    yield (
        "floors as dates, first days, nothing in retrospect",
        cases(Reading(floors=True, said=0.0, without_note="retrospective")),
        loo,
    )
    yield "fit: each statement weighs the same", ours, partial(by_hand, fitting=unweighted)
    yield "fit: only those that flew", ours.where(ours.flown), loo
    yield "fit: a share never flies", ours, partial(by_hand, fitting=with_never)


def unweighted(read: Cases) -> Fit:
    return fitted(read, np.ones(len(read.said)))


def line(name: str, read: Cases, backtest: Callable[[Cases], Scored]) -> list[str]:
    scored = backtest(read)
    cells = [name, str(len(scored.crps)), str(scored.cases.programmes)]
    for each in (score(scored.by_statement()), score(scored)):
        cells += [f"{each.crps:.2f}", f"{each.against_announced:.2f}"]
        cells += [f"{each.rivals['doubled']:.2f}"]
        cells += [f"{each.coverage['50']:.2f}", f"{each.coverage['80']:.2f}"]
    return cells


def other_readings() -> str:
    columns = ("CRPS", "against believing", "doubling", "50%", "80%")
    return table(("reading", "n", "programmes", *columns, *columns), (line(*r) for r in readings()))


def fits() -> str:
    ours = cases(Reading())
    told = {"all": ours, "only those that flew (optimistic)": ours.where(ours.flown)}
    rows = ([name, *(f"{number:.4f}" for number in fit_of(some))] for name, some in told.items())
    return table(("", "a", "b", "c", "d"), rows)


def factors() -> str:
    """How many times longer it took, by horizon."""
    ours = cases(Reading())
    base, flew = fit_of(ours), fit_of(ours.where(ours.flown))
    head = ("years ahead", "P10", "P50", "P80", "P90", "P50 of those that flew", "P80 of those")
    rows = (
        [
            f"{years:g}",
            *(f"{base.at(years).quantile(p):.1f}" for p in CHANCES),
            *(f"{flew.at(years).quantile(p):.1f}" for p in (0.5, 0.8)),
        ]
        for years in (0.25, 0.5, 1, 2, 4, 6)
    )
    return table(head, rows)


def backtests() -> dict[str, Scored]:
    ours = cases(Reading())
    return {"all other programmes": leave_one_out(ours), "what was known then": forward(ours)}


def scores() -> str:
    head = ("from", "counting once", *SCORED)
    rows = (
        scored_row([name, how], each)
        for name, scored in backtests().items()
        for how, each in (("each statement", scored.by_statement()), ("each programme", scored))
    )
    return table(head, rows)


def scored_row(names: list[str], scored: Scored) -> list[str]:
    told, (low, high) = score(scored), resampled(scored)
    years = (told.crps, *told.rivals.values())
    return [
        *names,
        f"{told.statements}, {told.programmes}",
        *(f"{each:.2f}" for each in years),
        f"{told.against_announced:.2f} ({low:.2f} to {high:.2f})",
        *(f"{share:.2f}" for share in told.coverage.values()),
    ]


def horizons() -> str:
    head = ("from", "years ahead", *SCORED)
    rows = (
        scored_row([name, ahead], part)
        for name, scored in backtests().items()
        for ahead, part in scored.by_horizon().items()
    )
    return table(head, rows)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *map(tuple, rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


TABLES = (fits, factors, scores, horizons, other_readings)

if __name__ == "__main__":
    print("\n\n".join(made() for made in TABLES))
