"""Small programmes for tests, built from the few cells that matter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from tracker import csvfile, schema
from tracker.programme import Programme, build
from tracker.store import Files

REAL_DATA = Path(__file__).resolve().parent.parent / "data"
TODAY = date(2026, 11, 22)


def csv_bytes(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as a file; cells not named are blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def saved_by_spreadsheet(
    columns: Iterable[str],
    rows: Iterable[Mapping[str, str]],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    newline: str = "\n",
    always: bool = False,
) -> bytes:
    """The rows as another program may write them; ``always``: with quotes around every cell."""
    columns = list(columns)
    lines = [columns, *([row[name] for name in columns] for row in rows)]

    def quoted(cell: str) -> str:
        if always or any(letter in cell for letter in (separator, '"', "\r", "\n")):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    return "".join(separator.join(map(quoted, line)) + newline for line in lines).encode(encoding)


def milestone(id: str = "first-flight", **cells: str) -> dict[str, str]:
    """A row of milestones.csv that is complete but for what the test says."""
    usual = {
        "title": id.replace("-", " ").capitalize(),
        "category": "launch",
        "source": "https://example.org/page",
        "confidence": "high",
    }
    return {"id": id, **usual, **cells}


def said(announced: str, target: str, side: str = "ru", **cells: str) -> dict[str, str]:
    """A row of announcements.csv about the first flight unless it says otherwise."""
    usual = {
        "milestone": "first-flight",
        "speaker": "A. Speaker",
        "organisation": "Roscosmos" if side == "ru" else "Kazcosmos",
        "source": f"https://example.org/{announced}",
        "confidence": "high",
    }
    return {**usual, "announced": announced, "target": target, "side": side, **cells}


def files_of(
    milestones: Iterable[Mapping[str, str]],
    announcements: Iterable[Mapping[str, str]] = (),
    *,
    own: Mapping[str, str] = MappingProxyType({}),
) -> Files:
    """The two files with these rows, and columns of the reader's own, as if read from a folder."""
    announcements = [{**row, **own} for row in announcements]
    return Files(
        # Not where the real data stand: beside them is a reference class.
        path=Path("invented"),
        milestones=csvfile.read(
            csv_bytes(schema.MILESTONE_COLUMNS, milestones), name="data/milestones.csv"
        ),
        announcements=csvfile.read(
            csv_bytes([*schema.ANNOUNCEMENT_COLUMNS, *own], announcements),
            name="data/announcements.csv",
        ),
        version="0" * 64,
    )


def programme_of(
    milestones: Iterable[Mapping[str, str]],
    announcements: Iterable[Mapping[str, str]] = (),
    *,
    as_of: date = TODAY,
) -> Programme:
    """The programme with these rows."""
    return build(files_of(milestones, announcements), as_of=as_of)
