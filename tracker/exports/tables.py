"""milestones.csv and announcements.csv: the files as they stand, or the rows known on a day.

As they stand they are the same to the byte, columns of the reader's own included. As of a day
before them only the known columns are written, in UTF-8 with commas, without what was said or
happened since; text that a spreadsheet would run is escaped there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from tracker import csvfile, schema
from tracker.csvfile import Table
from tracker.exports.edition import Edition
from tracker.formulas import escaped
from tracker.store import ANNOUNCEMENTS_FILE, MILESTONES_FILE

TO_QUOTE = frozenset(',"\r\n')


def csv_files(edition: Edition) -> dict[str, bytes]:
    """The bytes of each file by its name."""
    if edition.content is None:
        return {
            MILESTONES_FILE: milestones_known(edition),
            ANNOUNCEMENTS_FILE: announcements_known(edition),
        }
    files = {MILESTONES_FILE: edition.content.milestones}
    if edition.content.announcements is not None:
        files[ANNOUNCEMENTS_FILE] = edition.content.announcements
    return files


def tables(edition: Edition) -> dict[str, Table]:
    """The same, read: their columns and how they are written."""
    return {name: csvfile.read(bytes_, name=name) for name, bytes_ in csv_files(edition).items()}


def charset(encoding: str) -> str:
    """The name at IANA of an encoding that Python names.

    >>> charset("cp1251"), charset("utf-16-le")
    ('windows-1251', 'utf-16')
    """
    if encoding.startswith("utf-16"):
        # It goes with a mark, which tells the order of its bytes.
        return "utf-16"
    return encoding.replace("cp125", "windows-125")


def milestones_known(edition: Edition) -> bytes:
    # The titles of each language stand in columns of their own.
    english = type(edition)(edition.programme, edition.as_of)
    return csv_bytes(schema.MILESTONE_COLUMNS, english.rows)


def announcements_known(edition: Edition) -> bytes:
    said = edition.programme.announcements
    by_then = said["announced_latest"] <= pd.Timestamp(edition.as_of)
    return csv_bytes(schema.ANNOUNCEMENT_COLUMNS, said[by_then])


def csv_bytes(columns: Sequence[str], rows: pd.DataFrame) -> bytes:
    """The cells of the rows under these columns, quoted only where needed."""
    cells = (map(escaped, line) for line in zip(*(rows[name] for name in columns), strict=True))
    return "".join(map(csv_line, [columns, *cells])).encode()


def csv_line(cells: Iterable[str]) -> str:
    """One row.

    >>> csv_line(["a", "b, c", 'x"y'])
    'a,"b, c","x""y"\\n'
    """
    return ",".join(map(quoted, cells)) + "\n"


def quoted(cell: str) -> str:
    # A bare CR too: csv.writer leaves it, and readers then take it for the end of the row.
    if TO_QUOTE.isdisjoint(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
