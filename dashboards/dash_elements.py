"""Elements for Dash: what the report writes as text, as one component of a live page."""

from __future__ import annotations

from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from dashboards.elements import Element, Node, to_html


class Held(NamedTuple):
    """A live page of which one part stays as it is while only the address or the data change.

    ``head`` is written and patched like any page; ``body`` is built once, and its own script keeps
    it up to date.
    """

    head: Element
    body: Component


def written(*nodes: Node, id: str) -> Component:
    """A part of a page that only shows something, as one component however long it is.

    It carries its HTML, which `assets/written.js` writes and, when the data change, patches, so
    that focus and what is unfolded stay. Dash needs seconds for the components of a long table.
    """
    text = "".join(map(to_html, nodes))
    return html.Div(id=id, className="written", **{"data-html": text})
