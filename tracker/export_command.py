"""`export FORM`: the record in the form of another program, as a file or a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracker.arguments import OneLineParser
from tracker.edit_commands import Refused
from tracker.failures import not_written
from tracker.messages import filled, message, reason
from tracker.problems import visible

if TYPE_CHECKING:
    from tracker.exports.edition import Edition
    from tracker.store import Content, Files
    from tracker.words import Words

FORMS: Final = message(
    {
        "ics": "a calendar",
        "atom": "a feed of what changed",
        "json": "a folder with all data files and their schemas",
        "md": "a brief to paste into an e-mail",
        "xlsx": "a workbook to edit",
        "zip": "the folder of json, packed",
    }
)


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    told = "; ".join(
        say("{name}: {told}", name=form, told=say(text)) for form, text in FORMS.items()
    )
    option("form", choices=FORMS, help=told)
    where = say("where to (default: baiterek-DAY.FORM; of json the folder baiterek-DAY)")
    option("-o", "--output", type=Path, metavar=say("FILE"), help=where)


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
    return written(output, content, options.say)


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
    told = (written(folder / name, content, edition.say) for name, content in files.items())
    return "\n".join(told)


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
        raise Refused(not_written(output, failure)) from None


def refuse_data(output: Path, path: Path) -> None:
    """No copy takes the place of the record itself. Raises Refused."""
    from tracker import store

    for file in filter(None, store.paths(path)):
        if output.resolve() == file.resolve():
            raise Refused(
                filled(
                    "{file} is the record itself: name another place with -o.",
                    file=visible(str(output)),
                )
            )


def written(output: Path, content: bytes, say: Words) -> str:
    return size(output, len(content), say)


def size(path: Path, n_bytes: int, say: Words) -> str:
    """What was written, and how large it is."""
    return say("{file}: {n} kB", file=path, n=f"{n_bytes / 1000:.0f}")


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
            filled(
                "{file} is there already and may hold edits: move it away, or name another file "
                "with -o.",
                file=visible(str(output)),
            )
        ) from None
    except OSError as failure:
        raise Refused(not_written(output, failure)) from None
    told_so = [written(output, content, options.say)]
    try:
        # Against this version the edited copy is held, however much the data change meanwhile.
        archive.keep(path, standing, day=as_of)
    except archive.CannotKeep as refusal:
        told_so.append(
            options.say(
                "Bring it back before the data change, or commit them to git. {why}",
                why=options.say.again(reason(refusal)),
            )
        )
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
        raise Refused(reason(refusal)) from None
    return standing, files
