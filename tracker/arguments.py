"""What may be typed on the command line: days, ports; what was not understood, in one line."""

from __future__ import annotations

import argparse
from datetime import date
from typing import NoReturn

USAGE = 2


class OneLineParser(argparse.ArgumentParser):
    """Says what was not understood in one line; `--help` tells the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message.rstrip('.')}. `{self.prog} --help` tells more.\n")


def day(text: str) -> date:
    """A day of the calendar; anything vaguer is no as-of day."""
    from tracker.dates import UnreadableDate, parse

    try:
        words = parse(text)
    except UnreadableDate as refusal:
        message = f"{text!r} cannot be read: {refusal.message}; {refusal.remedy}."
        raise argparse.ArgumentTypeError(message) from None
    if words.precision != "day" or words.earliest is None or words.latest is None:
        message = f"{text!r} is no day. Type it as year, month, day: 2026-03-31."
        raise argparse.ArgumentTypeError(message)
    return words.earliest


def port(text: str) -> int:
    """A port to listen on; 0 lets the system choose."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: type a number up to 65535.")
    return int(text)
