"""Elements for Dash: what the report writes as text, as one component of a live page."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboards.elements import Node, to_html


def written(*nodes: Node, id: str) -> Component:
    """A part of a page that only shows something, as one component however long it is.

    It carries its HTML, which `assets/written.js` writes and, when the data change, patches, so
    that focus and what is unfolded stay. Dash needs seconds for the components of a long table.
    """
    text = "".join(map(to_html, nodes))
    return html.Div(id=id, className="written", **{"data-html": text})
