"""A page as a value: a frozen tree of elements, written out as HTML text.

The report, the first paint of the dashboard and its live pages show the same cards and tables.
They are built once, as elements; `to_html` writes them for the file and the first answer of the
server, `dash_elements.written` hands what it wrote to Dash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Final, NamedTuple, TypeAlias

VOID_TAGS: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
# Shapes of a drawing, of which a page has thousands; without children they need no end tag.
SHAPES: Final = frozenset({"circle", "path", "rect", "stop"})


class Element(NamedTuple):
    """A tag, its attributes by their HTML names, and what stands inside."""

    tag: str
    attrs: Mapping[str, str]
    children: tuple[Node, ...] = ()


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
    return {
        _html_name(name): "" if value is True else str(value)
        for name, value in attrs.items()
        if value is not None and value is not False
    }


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
        put(_text(node))
        return
    tag, attrs, children = node
    told = [f' {name}="{_value(value)}"' for name, value in attrs.items()]
    if tag in SHAPES and not children:
        put(f"<{tag}{''.join(told)}/>")
        return
    put(f"<{tag}{''.join(told)}>")
    for child in children:
        _write(child, put)
    if tag not in VOID_TAGS:
        put(f"</{tag}>")


# A page has thousands of names, values and texts, and few of them are met only once.


@lru_cache(maxsize=1024)
def _html_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


@lru_cache(maxsize=8192)
def _value(text: str) -> str:
    return escape(text)


@lru_cache(maxsize=8192)
def _text(text: str) -> str:
    return escape(text, quote=False)
