"""`site`: the read-only product as static files, in a folder that is brought up to date."""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
    from tracker.site_folder import Outcome, SiteFolder
    from tracker.words import Words

EVERY: Final = "all"
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
    from tracker.site_folder import NotOurs, SiteFolder

    asked = asked_for(options, path, as_of)
    drawn, remark = pictures(asked, options)
    made = files(asked, has_png=bool(drawn))
    paths = [*(file.path for file in made), *drawn]
    for name in paths:
        refuse_data(options.output / name, path)
    try:
        folder = SiteFolder(options.output, paths)
        outcome = put(folder, made, drawn, options.say)
    except NotOurs as refusal:
        raise Refused(reason(refusal)) from None
    except OSError as failure:
        raise Refused(not_written(options.output, failure)) from None
    return "\n".join(filter(None, [remark, summary(options.output, outcome, options.say)]))


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


def put(
    folder: SiteFolder, made: Sequence[File], drawn: Mapping[str, bytes], say: Words
) -> Outcome:
    """Write what differs, file by file, and remove what is no longer there."""
    from tracker.progress import progress_line

    # The places stay: the line fills them each time.
    line = say("Site: {done} of {of} files", done="{done}", of="{of}")
    progress = progress_line(line, sys.stderr)
    for done, file in enumerate(made):
        progress(done, len(made))
        content = file.make()
        folder.put(file.path, content)
        if len(content) > LARGE:
            # What it was made of goes before the next begins.
            gc.collect()
    for name, content in drawn.items():
        folder.put(name, content)
    progress(len(made), len(made))
    return folder.finish()


def pictures(asked: Asked, options: Any) -> tuple[dict[str, bytes], str]:
    """The picture of each language as PNG by its path, none where nothing can draw them; and what
    the user should know. Raises Refused where the program named is not there."""
    from dashboards.site import drawings
    from tracker.printing import NoBrowser, NotPrinted, browser

    say: Words = options.say
    if not asked.base:
        return {}, say(NO_BASE)
    try:
        program = browser(options.browser, os.environ)
        return dict(as_png(drawings(asked), options.output, program)), ""
    except (NoBrowser, NotPrinted) as refusal:
        if options.browser:
            raise Refused(reason(refusal)) from None
        why = say.again(reason(refusal))
        return {}, say("The picture for shared links is an SVG, which few show. {why}", why=why)


def as_png(drawings: Iterable[File], output: Path, program: str) -> list[tuple[str, bytes]]:
    """Each drawing as a PNG beside it; where it was drawn before, that one. Raises NotPrinted."""
    from tracker.printing import take_picture
    from tracker.site_folder import SiteFolder

    before = SiteFolder.standing(output)
    told: list[tuple[str, bytes]] = []
    for drawing in drawings:
        svg, name = drawing.make(), str(Path(drawing.path).with_suffix(".png").as_posix())
        is_drawn = before.get(drawing.path) == hashlib.sha256(svg).hexdigest() and name in before
        if is_drawn and (output / name).is_file():
            told.append((name, (output / name).read_bytes()))
            continue
        with tempfile.TemporaryDirectory() as beside:
            source = Path(beside) / "picture.svg"
            source.write_bytes(svg)
            told.append((name, take_picture(source, program=program)))
    return told


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
