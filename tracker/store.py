"""The data folder: the two files of the record, read together with the version of their bytes.

NotMilestones        what the path names is no milestone file; the message says what to do
└── CannotOpen       it may be one, but the system does not let it be read
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from tracker import csvfile, replacing
from tracker.csvfile import ANNOUNCEMENTS, MILESTONES, NO_TABLE, Table
from tracker.decoding import MAX_BYTES
from tracker.failures import failure_reason
from tracker.messages import filled
from tracker.problems import visible

MILESTONES_FILE: Final = "milestones.csv"
ANNOUNCEMENTS_FILE: Final = "announcements.csv"
# Files that are saved while they are read are read again, but not for ever.
ATTEMPTS: Final = 5


class NotMilestones(Exception):  # noqa: N818 - the name says what the path is
    """There is no milestone file at the path; the message says what to do."""


class CannotOpen(NotMilestones):
    """The file is there, but it cannot be opened or read."""


Reader = Callable[..., Table]


class Content(NamedTuple):
    """The bytes of the two files; ``announcements`` is None when there is no such file."""

    milestones: bytes
    announcements: bytes | None

    @property
    def version(self) -> str:
        """The SHA-256 of milestones.csv and then announcements.csv, as
        ``cat milestones.csv announcements.csv | sha256sum`` prints it."""
        digest = hashlib.sha256(self.milestones)
        digest.update(self.announcements or b"")
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Files:
    """What stood on disk at one moment; ``announcements`` is None when there is no such file.

    ``version`` is that of the bytes (`Content.version`).
    """

    path: Path
    milestones: Table
    announcements: Table | None
    version: str

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in (self.milestones, self.announcements) if table is not None)

    @property
    def refused(self) -> bool:
        """Whether an error of form keeps this version from replacing a good one."""
        return any(table.refused for table in self.tables)


def read(path: str | os.PathLike[str]) -> Files:
    """The record in a folder, or in one CSV file of milestones alone."""
    return of_content(path, content(path))


def content(path: str | os.PathLike[str]) -> Content:
    """The bytes of the record as they stand on disk now, both files from between the same saves.

    A save that was stopped in its middle is taken back first, where the folder may be written.
    """
    folder = paths(Path(path))[0].parent
    for _ in range(ATTEMPTS):
        if replacing.is_under_way(folder):
            with suppress(replacing.NotSaved):
                replacing.settle(folder)
        before = stamp(path)
        found = content_on_disk(path)
        if stamp(path) == before and not replacing.is_under_way(folder):
            break
    return found


def content_on_disk(path: str | os.PathLike[str]) -> Content:
    """The bytes of the two files, read one after the other."""
    milestones_path, announcements_path = paths(Path(path))
    milestones = content_of(milestones_path)
    if announcements_path and announcements_path.exists():
        return Content(milestones, content_of(announcements_path))
    return Content(milestones, None)


def of_content(
    path: str | os.PathLike[str], content: Content, *, read: Reader = csvfile.read
) -> Files:
    """The record that these bytes hold, under the names that its files have at the path."""
    milestones_path, announcements_path = paths(Path(path))
    milestones = read(content.milestones, name=str(milestones_path), kind=MILESTONES)
    refuse_what_is_no_table(milestones)
    announcements = None
    if content.announcements is not None:
        name = str(announcements_path or milestones_path.with_name(ANNOUNCEMENTS_FILE))
        announcements = read(content.announcements, name=name, kind=ANNOUNCEMENTS)
    return Files(Path(path), milestones, announcements, content.version)


def sources(files: Files) -> dict[str, csvfile.Source]:
    """The lines of the files by the names they have in messages, as they stand on disk now."""
    found: dict[str, csvfile.Source] = {}
    for table in files.tables:
        try:
            found[table.name] = csvfile.source(content_of(Path(table.name)), table)
        except NotMilestones:
            continue  # gone meanwhile: the messages stand without their lines
    return found


def stamp(path: str | os.PathLike[str]) -> tuple[tuple[int, int, int] | None, ...]:
    """What changes when the record does, cheap enough to ask for twice a second."""
    candidates = Path(path) / MILESTONES_FILE, Path(path) / ANNOUNCEMENTS_FILE
    return tuple(file_stamp(file) for file in (Path(path), *candidates))


def beside(path: str | os.PathLike[str], name: str) -> Path:
    """Where a file that goes with the record stands: in its folder, also where that is one CSV."""
    return (Path(path).parent if Path(path).suffix.lower() == ".csv" else Path(path)) / name


def file_stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    # A folder's own time changes with every backup and lock beside the data.
    return None if path.is_dir() else (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def paths(path: Path) -> tuple[Path, Path | None]:
    """The milestone file, and where the announcements would be."""
    try:
        if path.is_dir():
            return path / MILESTONES_FILE, path / ANNOUNCEMENTS_FILE
    except (OSError, ValueError) as error:
        told = filled(
            "{file} cannot be opened: {why}.", file=named(path), why=failure_reason(error)
        )
        raise CannotOpen(told) from error
    return path, None


def content_of(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            # One byte too many is enough to know that a file is too large.
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotMilestones(missing(path)) from None
    except IsADirectoryError:
        told = filled("{file} is a folder, not a file: move it away.", file=named(path))
        raise CannotOpen(told) from None
    except PermissionError:
        raise CannotOpen(
            filled(
                "{file} may not be read: permission denied. Close it in the program that holds it, "
                "or change its permissions.",
                file=named(path),
            )
        ) from None
    except (OSError, ValueError) as error:
        told = filled("{file} cannot be read: {why}.", file=named(path), why=failure_reason(error))
        raise CannotOpen(told) from error


def missing(path: Path) -> str:
    if path.name == MILESTONES_FILE and path.parent.is_dir():
        return filled(
            "There is no {file} in {folder}. Name the folder that holds it, or a CSV file of "
            "milestones, with --data.",
            file=MILESTONES_FILE,
            folder=named(path.parent),
        )
    return filled(
        "There is no file or folder {path}. Name the folder that holds {file}, or a CSV file of "
        "milestones, with --data.",
        path=named(path),
        file=MILESTONES_FILE,
    )


def refuse_what_is_no_table(milestones: Table) -> None:
    for problem in milestones.problems:
        if problem.code in NO_TABLE:
            raise NotMilestones(
                filled(
                    "{file} is no milestone file: {message} {remedy}",
                    file=visible(problem.file),
                    message=problem.message,
                    remedy=problem.remedy,
                )
            )


def named(path: Path) -> str:
    return f"'{visible(str(path))}'"
