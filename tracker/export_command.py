"""`export FORM`: the record in the form of another program, as a file or a folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracker.edit_commands import Refused

if TYPE_CHECKING:
    from tracker.exports.edition import Edition
    from tracker.store import Content, Files

FORMS: Final = {
    "ics": "a calendar",
    "atom": "a feed of what changed",
    "json": "a folder with all data files and their schemas",
    "md": "a brief to paste into an e-mail",
    "xlsx": "a workbook to edit",
    "zip": "the folder of json, packed",
}


def arguments(command: argparse.ArgumentParser) -> None:
    told = "; ".join(f"{form}: {text}" for form, text in FORMS.items())
    command.add_argument("form", choices=FORMS, help=told)
    where = "where to (default: baiterek-DAY.FORM; of json the folder baiterek-DAY)"
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help=where)


def export(options: Any, path: Path, *, as_of: date) -> str:
    """Write a copy of the record; what was written. Raises Refused."""
    if options.form == "xlsx":
        return export_workbook(options, path, as_of=as_of)
    edition = edition_of(options, path, as_of=as_of)
    if options.form == "json":
        return write_folder(options.output or Path(f"baiterek-{as_of}"), edition, path)
    output = options.output or Path(f"baiterek-{as_of}.{options.form}")
    content = FILES[options.form](edition)
    write(output, content, path)
    return written(output, content)


def edition_of(options: Any, path: Path, *, as_of: date) -> Edition:
    """The record as of the day, with the bytes of its files unless the day is a past one."""
    from tracker.exports.edition import Edition
    from tracker.programme import build

    standing, files = whole(path)
    is_past = as_of < options.read_on
    return Edition(
        programme=build(files, as_of=options.read_on),
        as_of=as_of,
        lang=options.lang,
        content=None if is_past else standing,
    )


def calendar(edition: Edition) -> bytes:
    """The calendar; what is not in it is told beside the answer."""
    from tracker.exports.ics import calendar, left_out_words

    made = calendar(edition)
    if told := left_out_words(made.left_out, edition.say):
        print(f"tracker: {told}", file=sys.stderr)
    return made.content


def feed(edition: Edition) -> bytes:
    from tracker.exports.atom import feed

    return feed(edition)


def brief(edition: Edition) -> bytes:
    from dashboards.brief import brief

    return brief(edition).encode()


def archive(edition: Edition) -> bytes:
    from tracker.exports.package import archive

    return archive(edition)


FILES: Final[Mapping[str, Callable[[Edition], bytes]]] = {
    "ics": calendar,
    "atom": feed,
    "md": brief,
    "zip": archive,
}


def write_folder(folder: Path, edition: Edition, path: Path) -> str:
    """Every data file at its address; what was written. Raises Refused."""
    from tracker.exports.package import folder as files_of

    files = files_of(edition)
    for name in files:
        refuse_data(folder / name, path)
    for name, content in files.items():
        write(folder / name, content, path)
    return "\n".join(written(folder / name, content) for name, content in files.items())


def write(output: Path, content: bytes, path: Path) -> None:
    """Put a file in its place at once, so that nobody reads half of it. Raises Refused."""
    refuse_data(output, path)
    beside = output.with_name(f".{output.name}.coming")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        os.replace(beside, output)
    except OSError as failure:
        with suppress(OSError):
            beside.unlink()
        raise Refused(f"{output} cannot be written: {(failure.strerror or '').lower()}.") from None


def refuse_data(output: Path, path: Path) -> None:
    """No copy takes the place of the record itself. Raises Refused."""
    from tracker import store

    for file in filter(None, store.paths(path)):
        if output.resolve() == file.resolve():
            raise Refused(f"{output} is the record itself: name another place with -o.")


def written(output: Path, content: bytes) -> str:
    return f"{output}: {len(content) / 1000:.0f} kB"


def export_workbook(options: Any, path: Path, *, as_of: date) -> str:
    """Write the workbook, and keep the version that it is a copy of. Raises Refused."""
    from tracker import archive
    from tracker.exports.xlsx import workbook

    standing, files = whole(path)
    output = options.output or Path(f"baiterek-{as_of}.{options.form}")
    content = workbook(files, as_of=as_of)
    try:
        # What stands there may be an edited copy that was not brought back yet.
        with open(output, "xb") as file:
            file.write(content)
    except FileExistsError:
        raise Refused(
            f"{output} is there already and may hold edits: move it away, or name another file "
            "with -o."
        ) from None
    except OSError as failure:
        raise Refused(f"{output} cannot be written: {(failure.strerror or '').lower()}.") from None
    told_so = [written(output, content)]
    try:
        # Against this version the edited copy is held, however much the data change meanwhile.
        archive.keep(path, standing, day=as_of)
    except archive.CannotKeep as refusal:
        told_so.append(f"Bring it back before the data change, or commit them to git. {refusal}")
    return "\n".join(told_so)


def whole(path: Path) -> tuple[Content, Files]:
    """The record, if it can be read whole. Raises Refused."""
    from tracker import store
    from tracker.deltas import CannotEdit
    from tracker.edits import refuse_broken

    try:
        standing = store.content(path)
        files = store.of_content(path, standing)
        refuse_broken(files)
    except (store.NotMilestones, CannotEdit) as refusal:
        raise Refused(str(refusal)) from None
    return standing, files
