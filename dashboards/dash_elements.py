"""Elements for Dash: the tree that the report writes as text, as live components."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboards.elements import Element, Node, to_html

_RENAMED = {"class": "className", "for": "htmlFor", "colspan": "colSpan", "rowspan": "rowSpan",
            "tabindex": "tabIndex", "datetime": "dateTime", "hreflang": "hrefLang"}  # fmt: skip
# React takes the empty string of `<details open>` for False.
_BOOLEAN = frozenset({"open", "hidden", "disabled", "checked"})


def written(*nodes: Node, id: str) -> Component:
    """A part of a page that only shows something, as one component however long it is.

    It carries its HTML, which `assets/written.js` writes and, when the data change, patches, so
    that focus and what is unfolded stay. Dash needs seconds for the components of a long table.
    """
    text = "".join(map(to_html, nodes))
    return html.Div(id=id, className="written", **{"data-html": text})


def to_dash(node: Node) -> Component | str:
    """The same tree as Dash components.

    Links stay plain links, so they keep their attributes; `assets/navigation.js` makes those within
    the product change the page in place. Dash has no SVG: a drawing becomes a picture with its
    title as the text alternative.
    """
    if isinstance(node, str):
        return node
    if node.tag == "svg":
        return _picture(node)
    component = getattr(html, node.tag.capitalize())
    return component([to_dash(child) for child in node.children], **_properties(node))


def _properties(node: Element) -> dict[str, Any]:
    properties: dict[str, Any] = {
        _RENAMED.get(name, name): (value or True) if name in _BOOLEAN else value
        for name, value in node.attrs.items()
    }
    if "style" in properties:
        properties["style"] = _style(properties["style"])
    return properties


def _style(text: str) -> dict[str, str]:
    pairs = (rule.split(":", 1) for rule in text.split(";") if ":" in rule)
    return {_camel(name.strip()): value.strip() for name, value in pairs}


def _camel(name: str) -> str:
    if name.startswith("--"):
        return name
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def _picture(svg: Element) -> Component:
    address = "data:image/svg+xml," + quote(to_html(svg))
    title = next(
        (child for child in svg.children if isinstance(child, Element) and child.tag == "title"),
        None,
    )
    words = "".join(map(str, title.children)) if title else ""
    return html.Img(src=address, alt=words, className=svg.attrs.get("class", ""))
