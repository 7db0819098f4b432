"""Every message that the code can say, with the places where it does.

A message is the text given to `say`, to a method of `Words` or to ``plural``, whichever
way a condition goes; and every text that `tracker.messages.message` marks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ("tracker", "dashboards")
SAYING: Final = frozenset({"say", "self", "filled", "parts", "refused"})
MARKING: Final = "message"
COUNTING: Final = "counted"
PLURAL: Final = frozenset({"plural", "several"})
# French sets a space before these, and every language has quotation marks of its own.
PUNCTUATED: Final = frozenset(":;?!“”")
PLACES: Final = re.compile(r"\{[^{}]*\}")


class Said(NamedTuple):
    """A message where it is said; ``many`` is "" when it does not count anything."""

    text: str
    many: str
    file: str
    line: int


def said_in_product() -> list[Said]:
    """The messages of the whole product, in the order of the files."""
    files = (path for folder in SOURCES for path in sorted((ROOT / folder).rglob("*.py")))
    return [each for path in files for each in said_in(path)]


def said_in(path: Path) -> Iterator[Said]:
    """The messages of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for text, many in messages_of(node):
                yield Said(text, many, name, node.lineno)


def messages_of(call: ast.Call) -> Iterator[tuple[str, str]]:
    """What a call says or marks, each with its plural."""
    name = called(call)
    if name in PLURAL and len(call.args) >= 2:
        yield from zip(texts(call.args[0]), texts(call.args[1]), strict=True)
    elif name in SAYING and call.args:
        yield from ((text, "") for text in texts(call.args[0]))
    elif name == MARKING and call.args:
        yield from ((text, "") for text in marked(call.args[0]))
    elif name == COUNTING and call.args:
        yield from batched(marked(call.args[0]))


def called(call: ast.Call) -> str:
    """The name of what is called: ``say`` of ``page.say``; of ``words("en")(…)`` the maker's."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    if isinstance(call.func, ast.Call):
        return "say" if called(call.func) == "words" else ""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be, as far as it is written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if says_something(node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.BoolOp):
        yield from all_texts(node.values)


def says_something(text: str) -> bool:
    """Whether there are words in it besides its places, signs that languages set differently, or
    several places, which are in another order elsewhere; symbols are the same in all."""
    several = len(PLACES.findall(text)) > 1
    return several or any(sign.isalpha() or sign in PUNCTUATED for sign in PLACES.sub("", text))


def marked(node: ast.expr) -> Iterator[str]:
    """The texts of a table: the values of a mapping, the members of a sequence or of a call."""
    if isinstance(node, ast.Dict):
        yield from (text for value in node.values for text in marked(value))
    elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        yield from (text for value in node.elts for text in marked(value))
    elif isinstance(node, ast.Call):
        yield from (text for value in node.args for text in marked(value))
    elif isinstance(node, ast.DictComp):
        yield from marked(node.value)
    else:
        yield from texts(node)


def batched(singles: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Two by two: the form for one, the form for many."""
    return zip(singles, singles, strict=True)


def all_texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        yield from texts(node)
