"""A page as a value: a frozen tree of elements, written out as HTML text.

The report, the first paint of the dashboard and its live pages show the same cards and tables.
They are built once, as elements; `to_html` writes them for the file and the first answer of the
server, `dash_elements.written` hands what it wrote to Dash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final, TypeAlias

VOID_TAGS: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})


@dataclass(frozen=True, slots=True)
class Element:
    """A tag, its attributes by their HTML names, and what stands inside."""

    tag: str
    attrs: Mapping[str, str]
    children: tuple[Node, ...] = field(default=())


Node: TypeAlias = "Element | str"
Content: TypeAlias = "Node | int | float | Iterable[Content] | None"


def h(tag: str, *children: Content, **attrs: str | int | float | bool | None) -> Element:
    """An element; `class_`, `for_` and `aria_label` become `class`, `for` and `aria-label`.

    Attributes that are None or False are left out, True stands without a value. Children may be
    nested lists; None among them is nothing.

    >>> to_html(h("a", "Sources & notes", href="/sources", class_="quiet"))
    '<a href="/sources" class="quiet">Sources &amp; notes</a>'
    """
    return Element(tag, _attributes(attrs), tuple(_flat(children)))


def to_html(node: Node) -> str:
    """The element as HTML text, everything in it escaped."""
    parts: list[str] = []
    _write(node, parts.append)
    return "".join(parts)


def _attributes(attrs: Mapping[str, str | int | float | bool | None]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in attrs.items():
        if value is None or value is False:
            continue
        # A page has thousands of attributes and few underscores.
        html_name = name.rstrip("_").replace("_", "-") if "_" in name else name
        named[html_name] = "" if value is True else str(value)
    return named


def _flat(children: Iterable[Content]) -> list[Node]:
    nodes: list[Node] = []
    for child in children:
        if isinstance(child, (str, Element)):
            nodes.append(child)
        elif isinstance(child, (int, float)):
            nodes.append(str(child))
        elif child is not None:
            nodes += _flat(child)
    return nodes


def _write(node: Node, put: Callable[[str], None]) -> None:
    if isinstance(node, str):
        put(escape(node, quote=False))
        return
    put(f"<{node.tag}")
    for name, value in node.attrs.items():
        put(f' {name}="{escape(value)}"')
    put(">")
    if node.tag in VOID_TAGS:
        return
    for child in node.children:
        _write(child, put)
    put(f"</{node.tag}>")
