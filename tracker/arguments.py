"""What may be typed on the command line: days, ports; what was not understood, in one line.

What argparse says by itself is said in the reader's language too (`speaking`).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import zip_longest
from typing import Any, Final, NoReturn, TypeVar

from tracker import schema
from tracker.messages import counted, filled, message, reason
from tracker.problems import ENGLISH, unreadable, visible
from tracker.words import Words

USAGE = 2
LANG: Final = "--lang"
Read = TypeVar("Read")

# The sentences of argparse itself, as it asks for them.
OF_ARGPARSE: Final = message(
    (
        "usage: ",
        "positional arguments",
        "options",
        "show this help message and exit",
        "argument %(argument_name)s: %(message)s",
        "the following arguments are required: %s",
        "one of the arguments %s is required",
        "unrecognized arguments: %s",
        "invalid choice: %(value)r (choose from %(choices)s)",
        "invalid %(type)s value: %(value)r",
        "not allowed with argument %s",
        "ignored explicit argument %r",
        "ambiguous option: %(option)s could match %(matches)s",
        "expected one argument",
        "expected at least one argument",
    )
)
COUNTED_BY_ARGPARSE: Final = counted((("expected %s argument", "expected %s arguments"),))


class OneLineParser(argparse.ArgumentParser):
    """Says what was not understood in one line; `--help` tells the rest."""

    def __init__(self, *args: Any, say: Words = ENGLISH, **kwargs: Any) -> None:
        self.say = say
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        more = self.say("`{command} --help` tells more.", command=self.prog)
        self.exit(USAGE, f"{self.prog}: {message.rstrip('.')}. {more}\n")

    def typed(self, read: Callable[[str], Read]) -> Callable[[str], Read]:
        """The same reading of what was typed; a refusal is in the reader's language."""

        def told(text: str) -> Read:
            try:
                return read(text)
            except argparse.ArgumentTypeError as refusal:
                raise argparse.ArgumentTypeError(self.say.again(reason(refusal))) from None

        return told


@contextmanager
def speaking(say: Words) -> Iterator[None]:
    """Argparse asks for its sentences by these two names of its own; they are the only door."""
    names = ("_", "ngettext")
    standing = [getattr(argparse, name) for name in names]
    for name, answer in zip(names, (say, say.plural), strict=True):
        setattr(argparse, name, answer)
    try:
        yield
    finally:
        for name, answer in zip(names, standing, strict=True):
            setattr(argparse, name, answer)


def language(typed: Sequence[str]) -> str:
    """The language that is asked for, before anything else is understood: so that what is not can
    be said in it.

    >>> language(["list", "--lang", "ru"]), language(["list", "--lang=xx"])
    ('ru', 'en')
    """
    asked = schema.LANGUAGES[0]
    for word, after in zip_longest(typed, typed[1:], fillvalue=""):
        name, is_one, value = word.partition("=")
        given = value if is_one else after
        if name.startswith("--l") and LANG.startswith(name) and given in schema.LANGUAGES:
            asked = given
    return asked


def day(text: str) -> date:
    """A day of the calendar; anything vaguer is no as-of day."""
    from tracker.dates import UnreadableDate, parse

    try:
        words = parse(text)
    except UnreadableDate as refusal:
        raise argparse.ArgumentTypeError(unreadable(refusal)) from None
    if words.precision != "day" or words.earliest is None or words.latest is None:
        raise argparse.ArgumentTypeError(
            filled(
                "'{text}' is no day. Type it as year, month, day: 2026-03-31.", text=visible(text)
            )
        )
    return words.earliest


def port(text: str) -> int:
    """A port to listen on; 0 lets the system choose."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(
            filled("'{text}' is no port: type a number up to 65535.", text=visible(text))
        )
    return int(text)
