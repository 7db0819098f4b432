"""`report`: the programme as of a day in one HTML file, of all of it or of a part; as a PDF too."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tracker import schema
from tracker.arguments import OneLineParser, day
from tracker.edit_commands import Misunderstood, Refused
from tracker.export_command import size
from tracker.failures import not_written
from tracker.messages import filled, reason
from tracker.nearest import did_you_mean
from tracker.problems import visible

# An id has fewer signs than that.
LONGEST_SHOWN: Final = 100

if TYPE_CHECKING:
    from dashboards.report_asked import Asked
    from tracker.programme import Programme


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("-o", "--output", type=Path, default=Path("report.html"), metavar=say("FILE"),
           help=say("where to (default: %(default)s)"))  # fmt: skip
    option("--since", type=command.typed(day), metavar=say("D"),
           help=say("tell what changed after day D, that of the last report"))  # fmt: skip
    option("--only", nargs="+", default=(), metavar=say("CATEGORY|ID"),
           help=say("of these categories and milestones alone"))  # fmt: skip
    option("--title", default="", metavar=say("T"), help=say("a title of your own"))
    drawn = say("with charts to zoom and point at, drawn by plotly.js inside the file")
    option("--interactive", action="store_true", help=drawn)
    option("--landscape", action="store_true", help=say("for paper that lies on its side"))
    option("--pdf", action="store_true",
           help=say("print it to a PDF beside it, with an installed Chromium"))  # fmt: skip
    option("--browser", default="", metavar=say("PROGRAM"),
           help=say("what prints (default: TRACKER_BROWSER, or what is installed)"))  # fmt: skip


def write(options: Any, read: Programme, *, as_of: date) -> str:
    """Write the report; which files were written. Raises Refused, Misunderstood."""
    from dashboards.report import report
    from tracker.progress import progress_line

    program = printer(options)
    asked = asked_for(options, read, as_of)
    # The places stay: the line fills them each time.
    parts = options.say("Report: {done} of {of} parts", done="{done}", of="{of}")
    told = progress_line(parts, sys.stderr)
    page = report(read, as_of=as_of, lang=options.lang, asked=asked, progress=told)
    try:
        options.output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as failure:
        raise Refused(not_written(options.output, failure)) from None
    written = [options.output]
    if program:
        written.append(printed(options.output, program))
    return "\n".join(size(path, path.stat().st_size, options.say) for path in written)


def printer(options: Any) -> str:
    """The program that prints, looked for before the work begins; "" where no PDF is asked for."""
    from tracker.printing import NoBrowser, browser

    if not options.pdf:
        return ""
    try:
        return browser(options.browser, os.environ)
    except NoBrowser as refusal:
        raise Refused(reason(refusal)) from None


def printed(page: Path, program: str) -> Path:
    """The PDF beside a page. Raises Refused."""
    from tracker.printing import NotPrinted, print_pdf

    pdf = page.with_suffix(".pdf")
    try:
        print_pdf(page, pdf, program=program)
    except NotPrinted as refusal:
        told = filled(
            "{file} is written, its PDF is not. {why}", file=visible(str(page)), why=reason(refusal)
        )
        raise Refused(told) from None
    return pdf


def asked_for(options: Any, read: Programme, as_of: date) -> Asked:
    """What is asked of the report. Raises Misunderstood."""
    from dashboards.report_asked import Asked

    refuse_later("--since ", options.since, as_of)
    return Asked(
        since=options.since,
        only=frozenset(chosen(options.only, read, as_of)),
        named=tuple(dict.fromkeys(options.only)),
        title=" ".join(options.title.split()),
        interactive=options.interactive,
        landscape=options.landscape,
    )


def refuse_later(option: str, since: date | None, as_of: date) -> None:
    """Nothing can have changed since a day that comes after that of the report.

    ``option`` is what stands before the day where it was typed. Raises Misunderstood.
    """
    if since and since > as_of:
        raise Misunderstood(
            filled(
                "{option}{since} lies after {day}, the day of the report.",
                option=option,
                since=since,
                day=as_of,
            )
        )


def chosen(
    names: Sequence[str], read: Programme, as_of: date, *, option: str = "--only "
) -> list[str]:
    """The ids of the milestones that were on record by the day and are meant by categories and ids.

    ``option`` is what stands before the names where they were typed. Raises Misunderstood where a
    name means none.
    """
    from tracker.snapshot import snapshot

    if not names:
        return []
    rows = snapshot(read, as_of=as_of)
    known = rows[rows["known"]]
    category_of = dict(zip(known["id"], known["category"], strict=True))
    found: list[str] = []
    for name in names:
        meant = [id for id, category in category_of.items() if name in (id, category)]
        if not meant:
            shown = f"{option}{visible(name, LONGEST_SHOWN)}"
            raise Misunderstood(nothing_by(name, shown, list(rows["id"]), list(category_of), as_of))
        found += meant
    return found


def nothing_by(name: str, shown: str, ids: Sequence[str], known: Sequence[str], as_of: date) -> str:
    """Why a name, ``shown`` as it was typed, means no milestone; and what may have been meant."""
    if name in ids:
        return filled("{name}: it was not on record by {day}.", name=shown, day=as_of)
    if name in schema.CATEGORIES:
        return filled(
            "{name}: no milestone of this category was on record by {day}.",
            name=shown,
            day=as_of,
        )
    meant = [*schema.CATEGORIES, *known]
    return filled(
        "{name}: there is no such category and no such milestone. {hint}",
        name=shown,
        hint=did_you_mean(name, meant, otherwise=filled("`tracker list` shows the ids.")),
    )
