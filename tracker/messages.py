"""The messages of the product in other languages: tables from English text to the reader's.

They stand in ``locale/fr.po`` and so on, in the form that translators know (gettext); `catalogue`
at the top of the repository keeps them in step with the code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

LOCALE: Final = Path(__file__).resolve().parent / "locale"
Texts = TypeVar("Texts")


def english_form(n: int) -> int:
    """Which of two forms belongs to a number."""
    return 0 if n == 1 else 1


class Messages(NamedTuple):
    """The messages of a language; ``form`` tells which of several forms belongs to a number."""

    single: Mapping[str, str] = {}
    several: Mapping[str, tuple[str, ...]] = {}
    form: Callable[[int], int] = english_form


def message(texts: Texts) -> Texts:
    """Marks texts that are said elsewhere: one, or the values of a table. They stay as they are.

    >>> message({"ru": "Russian side"})
    {'ru': 'Russian side'}
    """
    return texts


def counted(texts: Texts) -> Texts:
    """Marks pairs that are counted with elsewhere: for one, for many. They stay as they are.

    >>> counted(("{n} date", "{n} dates"))
    ('{n} date', '{n} dates')
    """
    return texts


class Wording(NamedTuple):
    """Of what a text was made: ``facts`` fill the places of the message ``template``.

    Where something is counted, ``many`` is the message for more than one, ``n`` how many there are;
    ``finish`` is what was done to the text then.
    """

    template: str = ""
    facts: Mapping[str, object] = MappingProxyType({})
    many: str = ""
    n: int = 1
    finish: Callable[[str], str] = str


class Filled(str):
    """An English text that knows of what it was made, to be said in other languages."""

    __slots__ = ("wording",)

    wording: Wording

    def __new__(cls, text: str, wording: Wording = Wording()) -> Filled:  # noqa: B008 - frozen
        made = super().__new__(cls, text)
        made.wording = wording
        return made


class Written(str):
    """What is written otherwise in another language, such as a day; here as English has it."""

    __slots__ = ("written_in",)

    written_in: Callable[[str], str]

    def __new__(cls, written_in: Callable[[str], str]) -> Written:
        made = super().__new__(cls, written_in("en"))
        made.written_in = written_in
        return made


def filled(template: str, /, **facts: object) -> Filled:
    """A message with its places filled, here in English; `Words.again` says it as the reader does.

    >>> filled("there is no month {number}", number=13)
    'there is no month 13'
    """
    return Filled(template.format_map(facts), Wording(template, facts))


def several(one: str, many: str, n: int, /, **facts: object) -> Filled:
    """A message that counts, with its places filled; ``{n}`` is the number.

    >>> several("{n} row is gone", "{n} rows are gone", 2)
    '2 rows are gone'
    """
    told = (one if n == 1 else many).format_map({"n": f"{n:,}", **facts})
    return Filled(told, Wording(one, facts, many, n))


def joined(texts: Iterable[str], between: str = "\n") -> str:
    """Texts one after the other, each still knowing of what it was made.

    >>> joined(["Nothing was changed.", filled("Line {n} is blank.", n=2)], between=" ")
    'Nothing was changed. Line 2 is blank.'
    """
    parts = {f"part{number}": text for number, text in enumerate(texts)}
    return filled(between.join(f"{{{name}}}" for name in parts), **parts)


def reason(refusal: Exception) -> str:
    """What a refusal says, as it was given to it: `str` forgets of what the text was made."""
    return str(refusal) if not refusal.args else refusal.args[0]


def finished(text: str, finish: Callable[[str], str]) -> str:
    """A text with something done to it that is to be done in every language."""
    if isinstance(text, Filled):
        before = text.wording.finish
        wording = text.wording._replace(finish=lambda said: finish(before(said)))
        return Filled(finish(text), wording)
    return finish(text)


def messages(lang: str) -> Messages:
    """The messages of a language as its file has them; those not translated yet are left out."""
    path = LOCALE / f"{lang}.po"
    if not path.exists():
        return Messages()
    # English needs none of it, and `check` takes no longer than to load it.
    from gettext import c2py

    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        read = read_po(file, locale=lang)
    single: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {}
    for entry in read:
        told = entry.string
        if isinstance(told, str) and told and isinstance(entry.id, str) and entry.id:
            single[entry.id] = told
        elif isinstance(told, (tuple, list)) and all(told):
            several[entry.id[0]] = tuple(told)
            # The same words said without a number.
            single.setdefault(entry.id[0], told[0])
    return Messages(single, several, c2py(read.plural_expr))
