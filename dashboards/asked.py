"""The page that a request asks for: by its address, or by the call with which an open page asks for
itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import flask
from dash import Output

from dashboards import guard, static_files
from dashboards.live import LiveProgramme
from dashboards.page import PLOTLY, Page

# What of a live page is filled when its address, its data or its width change.
PLACES: Final = {
    "above": Output("above", "data-html"),
    "still": Output("still", "data-html"),
    "page": Output("page", "children"),
    "below": Output("below", "data-html"),
    "title": Output("frame", "data-title"),
    "address": Output("frame", "data-address"),
    "kind": Output("frame", "data-kind"),
}
SHOWN: Final = f"..{'...'.join(map(str, PLACES.values()))}.."
# How the kind of a page begins that stays where it stands.
HELD: Final = "held "


def asked_of(live: LiveProgramme) -> Page:
    """What the request at hand asks for."""
    query = flask.request.query_string.decode("latin-1")
    return page_at(live, flask.request.path, f"?{query}" if query else "")


def called_for(live: LiveProgramme) -> Page | None:
    """The page that the call at hand of a live page is about, None when it is about another thing.

    `show` in `app` takes the same from the call.
    """
    call = flask.g.body
    if call["output"] != SHOWN:
        return None
    path, search, _, width = (part.get("value") for part in call["inputs"])
    if path is None:
        return None
    (kind,) = (part.get("value") for part in call["state"])
    return page_at(live, str(path), str(search or ""), chart_width=width, standing=kind)


def page_at(
    live: LiveProgramme, path: str, search: str, *, chart_width: Any = None, standing: Any = None
) -> Page:
    """What an address of this server asks for, and for how wide a drawing, if that is known."""
    page = live.page(path=path, search=search, origin=flask.request.host_url.rstrip("/"))
    width = chart_width if isinstance(chart_width, int) else 0
    return replace(
        page,
        chart_width=width,
        may_edit=guard.may_edit(),
        may_enter=guard.may_enter(),
        may_leave=guard.may_leave(),
        standing=standing if isinstance(standing, str) and standing.startswith(HELD) else "",
        files={PLOTLY: static_files.plotly_address()},
    )
