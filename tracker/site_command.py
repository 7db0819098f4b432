"""`site`: the read-only product as static files, in a folder that is brought up to date."""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tracker import schema
from tracker.arguments import OneLineParser
from tracker.edit_commands import Refused
from tracker.export_command import refuse_data, whole
from tracker.failures import not_written
from tracker.messages import filled, message, reason
from tracker.problems import visible

if TYPE_CHECKING:
    from dashboards.site_asked import Asked, File
    from tracker.site_folder import Made, Outcome, SiteFolder, Standing
    from tracker.words import Words

EVERY: Final = "all"
PAGE: Final = ".html"
# Bytes of a file whose making leaves much behind.
LARGE: Final = 1_000_000
NO_BASE: Final = message(
    "Without --base URL, the address under which it will stand, the site has no sitemap, no "
    "canonical addresses and no picture for shared links."
)


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("-o", "--output", type=Path, default=Path("site"), metavar=say("FOLDER"),
           help=say("where to (default: %(default)s); only what differs is written"))  # fmt: skip
    langs = say(
        "a language (en, fr, ru, kk), more than once, or all: the first stands at the top of the "
        "site, each other in a folder"
    )
    option("--lang", action="append", choices=(*schema.LANGUAGES, EVERY), metavar=say("LANG"),
           default=argparse.SUPPRESS, help=langs)  # fmt: skip
    base_help = say("the address under which it will stand: for search engines and links")
    option("--base", type=command.typed(base), metavar="URL", help=base_help)
    program = say(
        "what draws the picture for shared links (default: TRACKER_BROWSER, or what is installed)"
    )
    option("--browser", default="", metavar=say("PROGRAM"), help=program)


def base(text: str) -> str:
    """An address for the whole site, with a slash at its end."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    told = parts.scheme in ("http", "https") and parts.hostname and (port is None or port > 0)
    if not told or parts.query or parts.fragment or not text.isascii() or set(text) & set('"<>\\ '):
        raise argparse.ArgumentTypeError(
            filled(
                "'{text}' is no address of a site. Type it as https://example.org/baiterek/.",
                text=visible(text),
            )
        )
    return text if text.endswith("/") else f"{text}/"


def languages(chosen: str | Sequence[str]) -> tuple[str, ...]:
    """The languages of the site in the order in which they were named.

    One alone is that of the command line, named before the command or nowhere.
    """
    named = [chosen] if isinstance(chosen, str) else chosen
    told = [lang for name in named for lang in (schema.LANGUAGES if name == EVERY else [name])]
    return tuple(dict.fromkeys(told))


def write(options: Any, path: Path, *, as_of: date) -> str:
    """Bring the site up to date; what was written. Raises Refused."""
    from dashboards.site import files
    from tracker.site_folder import NotOurs, SiteFolder, Standing

    asked = asked_for(options, path, as_of)
    standing = Standing(options.output, program(path))
    drawn, remark = pictures(asked, standing, options)
    made = [*files(asked, has_png=bool(drawn)), *drawn]
    refuse_record(made, options.output, path)
    try:
        folder = SiteFolder(standing, [file.path for file in made])
        outcome = put(folder, standing, made, options.say)
    except NotOurs as refusal:
        raise Refused(reason(refusal)) from None
    except OSError as failure:
        raise Refused(not_written(options.output, failure)) from None
    return "\n".join(filter(None, [remark, summary(options.output, outcome, options.say)]))


def refuse_record(made: Sequence[File], output: Path, path: Path) -> None:
    """No page takes the place of the record itself. Raises Refused."""
    from tracker import store

    # Ten thousand places are looked for on the disk in more time than it takes to draw a tenth.
    names = {file.name.casefold() for file in filter(None, store.paths(path))}
    for file in made:
        if Path(file.path).name.casefold() in names:
            refuse_data(output / file.path, path)


def program(path: Path) -> str:
    """What makes the site beside the record: the program, and the reference class by the data."""
    import dashboards
    import tracker
    from tracker.program_text import program_text
    from tracker.reference import reference_of

    folders = [Path(folder) for package in (tracker, dashboards) for folder in package.__path__]
    return program_text([*folders, reference_of(path)])


def asked_for(options: Any, path: Path, as_of: date) -> Asked:
    """What is asked of the site. Raises Refused."""
    from dashboards.site_asked import Asked
    from tracker.exports.edition import Edition
    from tracker.programme import build

    standing, read = whole(path)
    edition = Edition(
        programme=build(read, as_of=options.read_on),
        as_of=as_of,
        content=None if as_of < options.read_on else standing,
    )
    langs = languages(options.lang)
    return Asked(edition, read_on=options.read_on, langs=langs, base=options.base or "")


def put(folder: SiteFolder, standing: Standing, made: Sequence[File], say: Words) -> Outcome:
    """Make what is made of something else than before, and remove what is no longer there."""
    from tracker.both_ends import from_both_ends
    from tracker.progress import progress_line

    # The places stay: the line fills them each time.
    line = say("Site: {done} of {of} files", done="{done}", of="{of}")
    progress = progress_line(line, sys.stderr)
    left: list[tuple[File, str]] = []
    for number, file in enumerate(made):
        progress(number - len(left), len(made))
        made_of = file.made_of() if file.made_of else ""
        if stood := standing.as_it_was(file.path, made_of):
            folder.note(file.path, stood)
        else:
            left.append((file, made_of))
    if left:
        folder.expect(file.path for file, _ in left)
    # What is no page tells of everything at once, and leaves behind what two would hold twice.
    left.sort(key=lambda made: not made[0].path.endswith(PAGE))
    alone = sum(not file.path.endswith(PAGE) for file, _ in left)
    done = len(made) - len(left)
    told = from_both_ends(
        len(left),
        lambda number: write_out(folder, *left[number]),
        heard=lambda n: progress(done + n, len(made)),
        alone=alone,
    )
    for number, text in told.items():
        folder.note(left[number][0].path, told_of(text))
    progress(len(made), len(made))
    return folder.finish()


def write_out(folder: SiteFolder, file: File, made_of: str) -> str:
    """Make a file and see to it that it stands; what came of it in a line (`told_of`)."""
    content = file.make()
    made = folder.write(file.path, content, made_of)
    if len(content) > LARGE:
        # What it was made of goes before the next begins.
        gc.collect()
    return json.dumps(made)


def told_of(line: str) -> Made:
    from tracker.site_folder import Made

    return Made(*json.loads(line))


def pictures(asked: Asked, standing: Standing, options: Any) -> tuple[list[File], str]:
    """The picture of each language as PNG, none where nothing can draw them; and what the user
    should know. Raises Refused where the program named is not there."""
    from dashboards.site import drawings
    from tracker.printing import NoBrowser, NotPrinted, browser

    say: Words = options.say
    if not asked.base:
        return [], say(NO_BASE)
    try:
        program = browser(options.browser, os.environ)
        return [as_png(drawing, standing, program) for drawing in drawings(asked)], ""
    except (NoBrowser, NotPrinted) as refusal:
        if options.browser:
            raise Refused(reason(refusal)) from None
        why = say.again(reason(refusal))
        return [], say("The picture for shared links is an SVG, which few show. {why}", why=why)


def as_png(drawing: File, standing: Standing, program: str) -> File:
    """A drawing as a PNG beside it; where the same was drawn before, that one. Raises
    NotPrinted."""
    from dashboards.site_asked import File
    from tracker.printing import take_picture

    svg, name = drawing.make(), str(Path(drawing.path).with_suffix(".png").as_posix())
    made_of = hashlib.sha256(svg).hexdigest()
    picture = standing.content(name) if standing.as_it_was(name, made_of) else None
    if picture is None:
        with tempfile.TemporaryDirectory() as beside:
            source = Path(beside) / "picture.svg"
            source.write_bytes(svg)
            picture = take_picture(source, program=program)
    return File(name, partial(bytes, picture), lambda: made_of)


def summary(output: Path, outcome: Outcome, say: Words) -> str:
    """What became of the files, and how large they are."""
    return say(
        "{folder}: written {written}, unchanged {unchanged}, removed {removed}; {size} MB in all",
        folder=output,
        written=say.number(outcome.written),
        unchanged=say.number(outcome.unchanged),
        removed=say.number(outcome.removed),
        size=f"{outcome.size / 1_000_000:.1f}",
    )
