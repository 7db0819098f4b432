"""A page as a PDF, a drawing as a PNG: by the Chromium that is installed, offline and in a profile
of its own.

NoBrowser     no program was found that could
NotPrinted    it was there, and made no PDF
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tracker.failures import failure_reason, not_written
from tracker.messages import filled, several
from tracker.problems import visible

VARIABLE: Final = "TRACKER_BROWSER"
PROGRAMS: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge"),
)
# Every name of a machine leads nowhere: whatever the page or the program may want to fetch.
OFFLINE: Final = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking")
QUIET: Final = ("--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-sync")
# Width and height of a picture, as Open Graph asks for.
PICTURE: Final = "1200,630"
LONGEST_SECONDS: Final = 300


class NoBrowser(Exception):  # noqa: N818 - what the user is told, not a fault of the program
    """No program was found that prints; the message says how to have one."""


class NotPrinted(Exception):  # noqa: N818 - likewise
    """The browser made no PDF; the message says why."""


def browser(named: str, environment: Mapping[str, str]) -> str:
    """The program that prints: the one that is named, else that of the environment, else the first
    that is installed. Raises NoBrowser."""
    wanted = named or environment.get(VARIABLE, "")
    names = (wanted,) if wanted else PROGRAMS
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    if wanted:
        told = filled("There is no program '{program}' to print with.", program=visible(wanted))
        raise NoBrowser(told)
    raise NoBrowser(
        filled(
            "No Chromium was found to print with. Install one (Debian: apt install chromium), or "
            "name its program with --browser or in {variable}.",
            variable=VARIABLE,
        )
    )


def print_pdf(page: Path, pdf: Path, *, program: str) -> None:
    """Print a page that stands on disk. Raises NotPrinted."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # Into a folder of its own first: what stood there before goes only for a whole PDF.
        made = Path(profile) / "page.pdf"
        command = [
            program,
            "--headless",
            *OFFLINE,
            *QUIET,
            *_sandbox(),
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            page.resolve().as_uri(),
        ]
        said = _run(command)
        if not made.exists() or not made.read_bytes().startswith(b"%PDF"):
            raise NotPrinted(made_none(program, said, what="PDF"))
        try:
            shutil.copyfile(made, pdf)
        except OSError as failure:
            raise NotPrinted(not_written(pdf, failure)) from None


def made_none(program: str, said: str, *, what: str) -> str:
    """That a program made no PDF or PNG, and what it complained of."""
    if not said:
        return filled("{program} made no {what}.", program=program, what=what)
    return filled(
        "{program} made no {what}. It said: {said}", program=program, what=what, said=said
    )


def take_picture(drawing: Path, *, program: str) -> bytes:
    """A drawing that stands on disk as PNG, in the size that it names. Raises NotPrinted."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        made = Path(profile) / "picture.png"
        command = [
            program,
            "--headless",
            *OFFLINE,
            *QUIET,
            *_sandbox(),
            f"--user-data-dir={profile}",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            f"--window-size={PICTURE}",
            f"--screenshot={made}",
            drawing.resolve().as_uri(),
        ]
        said = _run(command)
        if not made.exists():
            raise NotPrinted(made_none(program, said, what="PNG"))
        return made.read_bytes()


def _run(command: list[str]) -> str:
    """What the program complained of last; "" for nothing. Raises NotPrinted."""
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted(
            several(
                "{program} did not end within {n} minute.",
                "{program} did not end within {n} minutes.",
                LONGEST_SECONDS // 60,
                program=command[0],
            )
        ) from None
    except OSError as failure:
        told = filled(
            "{program} cannot be run: {why}.", program=command[0], why=failure_reason(failure)
        )
        raise NotPrinted(told) from None
    lines = run.stderr.strip().splitlines()
    return visible(lines[-1]) if lines else ""


def _sandbox() -> tuple[str, ...]:
    """Chromium refuses to run as root with its sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()
