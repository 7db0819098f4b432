"""How long dates take to read: a million cells of 7,640 distinct texts, and one distinct text.

Run ``python bench/bench_dates.py``. Every figure stands beside a floor measured in the same run:
for the column a plain look-up of the same cells, for one text what ``date.fromisoformat`` needs
for the one form that it knows and ``dateutil.parser`` for a day in English.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dateutil import parser as dateutil_parser

from tracker.dates import DateWords, format_date, parse, parse_column

CELLS = 1_000_000
DISTINCT = 7_640
REPEATS = 5

WORDINGS = (
    "Q{q} {y}",
    "{y}-Q{q}",
    "end of {y}",
    "fin {y}",
    "конец {y}",
    "{y}-{m:02}",
    "IV кв. {y}",
    "не ранее 2 квартала {y} года",
    "8 апреля {y}",
    "{y} жылдың IV тоқсаны",
    "NET {y}-{m:02}",
    "by {y}",
    "{y}-{m:02}-01/{y}-{m:02}-20",
    "mi-décembre {y}",
    "{m:02}/{y}",
    "{y}~",
)


def distinct_texts() -> list[str]:
    """Half of them days, as in real data; half the wordings of four languages."""
    first = date(2010, 1, 1)
    days = [str(first + timedelta(days=n)) for n in range(DISTINCT // 2)]
    wordings = [
        wording.format(y=year, m=month, q=(month + 2) // 3)
        for year in range(1990, 2050)
        for month in range(1, 13)
        for wording in WORDINGS
    ]
    return days + list(dict.fromkeys(wordings))[: DISTINCT - len(days)]


def cells_of(texts: Sequence[str]) -> list[str]:
    """A million cells, each a string of its own as a file's reader makes them."""
    chosen = random.Random(20251224).choices(texts, k=CELLS)
    return [text.encode().decode() for text in chosen]


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def table() -> list[tuple[str, str, str]]:
    """Rows of what was measured, the figure, and the ratio to the row of its floor."""
    texts = distinct_texts()
    days, wordings = texts[: DISTINCT // 2], texts[DISTINCT // 2 :]
    english = [f"{date.fromisoformat(day):%d %B %Y}" for day in days]
    read = [parse(wording) for wording in wordings]
    column, look_up = seconds_of_columns(texts), seconds_of_columns(texts, look_up=True)
    iso = microseconds(parse, days), microseconds(date.fromisoformat, days)
    worded = microseconds(parse, english), microseconds(dateutil_parser.parse, english)
    return [
        row("a million cells, 7,640 distinct: parse_column", column, look_up, "s"),
        row("    look-up of the same cells", look_up, look_up, "s"),
        row("a day: parse", iso[0], iso[1], "us"),
        row("    date.fromisoformat", iso[1], iso[1], "us"),
        row("a day in English: parse", worded[0], worded[1], "us"),
        row("    dateutil.parser.parse", worded[1], worded[1], "us"),
        row("a wording of four languages: parse", microseconds(parse, wordings), worded[1], "us"),
        row("    format_date in Russian", microseconds(written, read), worded[1], "us"),
    ]


def row(what: str, figure: float, floor: float, unit: str) -> tuple[str, str, str]:
    return what, f"{figure:.3f} {unit}", f"{figure / floor:.2f} x"


def written(words: DateWords) -> str:
    return format_date(words, "ru")


def microseconds(work: Callable[[Any], object], texts: Sequence[Any]) -> float:
    """The median time for one text, over runs through all of them."""
    return seconds(lambda: [work(text) for text in texts]) * 1e6 / len(texts)


def seconds_of_columns(texts: Sequence[str], *, look_up: bool = False) -> float:
    """The median over fresh columns: a string keeps its hash once it has been looked up."""
    taken = []
    for _ in range(REPEATS):
        cells = cells_of(texts)
        began = time.perf_counter()
        if look_up:
            known = dict.fromkeys(set(cells), 0)
            list(map(known.__getitem__, cells))
        else:
            parse_column(cells)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    for what, figure, ratio in table():
        print(f"{what:48} {figure:>10} {ratio:>8}")


if __name__ == "__main__":
    main()
