"""The loaded folder: frames of milestones and announcements, their problems, their version.

pandas begins here. Cells stay as typed; beside each date column stand the window that its words
allow (`planned_earliest`, `planned_latest`, NaT where a side is open or the cell says nothing) and
the reading itself (`planned_words`, None where there is none).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from tracker import checks, csvfile, schema, store
from tracker.csvfile import Table
from tracker.dates import DateWords, parse_column
from tracker.problems import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Everything that the files say, read once and never changed.

    ``milestones``: one row a milestone in the order of the file; every column as typed, `line`,
    `track` and the date columns described above. ``announcements``: one row a statement, likewise,
    with `withdrawn` where the promise was taken back. ``refused`` says that the structure of a file
    is broken: the rows that could be read are here, but they are not the whole of it. ``files`` are
    the tables as they were read, with columns of the reader's own: milestones, then announcements
    unless there are none.
    """

    milestones: pd.DataFrame
    announcements: pd.DataFrame
    problems: tuple[Problem, ...]
    version: str
    name: str
    refused: bool
    files: tuple[Table, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)


def load(path: str | Path, *, as_of: date) -> Programme:
    """The programme in a folder or in one CSV, as read on a day.

    Raises `store.NotMilestones` when there is no milestone file at all.
    """
    return build(store.read(path), as_of=as_of)


def build(
    files: store.Files, *, as_of: date, problems: tuple[Problem, ...] | None = None
) -> Programme:
    """The programme that the files hold; their problems where these are known already."""
    tables = [table for table in (files.milestones, files.announcements) if table is not None]
    return Programme(
        milestones=_milestones(files.milestones),
        announcements=_said_by(_announcements(files.announcements), as_of),
        problems=tuple(checks.check(files, as_of=as_of)) if problems is None else problems,
        version=files.version,
        name=str(files.path),
        refused=any(table.refused for table in tables),
        files=tuple(tables),
    )


def _milestones(table: Table) -> pd.DataFrame:
    rows = _cells(table, schema.MILESTONE_COLUMNS)
    rows["track"] = rows["category"].map(schema.TRACK_OF).fillna("").astype(object)
    return _with_dates(rows, schema.MILESTONE_DATES)


def _announcements(table: Table | None) -> pd.DataFrame:
    if table is None:
        return _announcements(csvfile.read(",".join(schema.ANNOUNCEMENT_COLUMNS).encode(), name=""))
    rows = _cells(table, schema.ANNOUNCEMENT_COLUMNS)
    rows["withdrawn"] = rows["target"].str.strip().str.lower() == schema.WITHDRAWN
    dated = rows.assign(target=rows["target"].mask(rows["withdrawn"], ""))
    dated = _with_dates(dated, schema.ANNOUNCEMENT_DATES)
    return dated.assign(target=rows["target"])


def _said_by(said: pd.DataFrame, day: date) -> pd.DataFrame:
    """What stands in the file on a day has been said by then, even if dated "2026" only."""
    read_on = pd.Timestamp(day)
    running = (said["announced_earliest"] <= read_on) & (said["announced_latest"] > read_on)
    return said.assign(announced_latest=said["announced_latest"].mask(running, read_on))


def _cells(table: Table, known: Sequence[str]) -> pd.DataFrame:
    """The known columns, blank where the file has none.

    Columns of the reader's own stay in the file; here they could take the name of a worked-out one.
    """
    blank = [""] * len(table.lines)
    cells = {name: table.columns.get(name, blank) for name in known}
    return pd.DataFrame(cells, dtype=object).assign(line=list(table.lines))


def _with_dates(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    read: dict[str, object] = {}
    for column in columns:
        texts = rows[column].tolist()
        found = parse_column(texts)
        words = [item if isinstance(item, DateWords) else None for item in found]
        read[f"{column}_words"] = pd.Series(words, index=rows.index, dtype=object)
        read[f"{column}_earliest"] = _days([w.earliest if w else None for w in words], rows.index)
        read[f"{column}_latest"] = _days([w.latest if w else None for w in words], rows.index)
    return rows.assign(**read)


def _days(days: Sequence[date | None], index: pd.Index) -> pd.Series:
    return pd.Series(
        pd.to_datetime(pd.Series(days, index=index, dtype=object)), dtype="datetime64[s]"
    )
