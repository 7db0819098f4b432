"""Who may ask and how much: the host's name, the size, the shape of a body, the headers back.

A page on another site must not be able to read the record through a reader's own browser, so only
requests that name this server are answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import flask

from dashboards.door import Door
from dashboards.page import KEEP_PATH

MAX_BODY: Final = 1_000_000
CALLBACKS: Final = "/_dash-update-component"
# What writes something on this machine.
WRITES: Final = (KEEP_PATH,)
# What only an editor may ask for.
EDITS: Final = ("/data/plan", "/data/preview", "/data/save")
READ_ONLY: Final = "This tracker is read-only: nothing was changed."
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guard(server: flask.Flask, *, door: Door, callbacks: Mapping[str, Any]) -> None:
    """Set the limits on a server with this door and these callbacks of Dash."""
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    server.extensions["door"] = door
    server.before_request(lambda: refuse_strangers(door.names))
    server.before_request(refuse_other_sites)
    server.before_request(refuse_edits)
    server.before_request(lambda: refuse_junk(callbacks))
    server.after_request(with_headers)


def may_edit() -> bool:
    """Whether whoever sent the request at hand may edit the record."""
    door: Door = flask.current_app.extensions["door"]
    return door.may_edit and not door.token


def refuse_edits() -> Any:
    """Where nobody may edit, what only an editor asks for is refused, in one sentence."""
    if flask.request.path not in EDITS or may_edit():
        return None
    return flask.jsonify(refused=READ_ONLY), 403


def refuse_strangers(names: frozenset[str]) -> Any:
    """The Host header must name this server. (Werkzeug's TRUSTED_HOSTS knows no IPv6 address.)"""
    name, _, port = flask.request.headers.get("Host", "").rpartition(":")
    if not port.isdigit():
        name = flask.request.headers.get("Host", "")
    if name.lower() in names:
        return None
    return flask.Response("This server does not answer to that name.\n", 400, mimetype="text/plain")


def refuse_other_sites() -> Any:
    """What changes something on this machine is done only when a page of this server asks for it.

    A browser says in every POST from where it comes; whoever says nothing is no page.
    """
    request = flask.request
    if request.path not in WRITES or request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = urlsplit(request.headers.get("Origin", ""))
    if site == "same-origin" and origin.netloc == request.headers.get("Host"):
        return None
    return flask.Response(
        "Only a page of this server may ask for that.\n", 403, mimetype="text/plain"
    )


def refuse_junk(callbacks: Mapping[str, Any]) -> Any:
    """What no page of ours would send is told so, before Dash answers it with a traceback."""
    request = flask.request
    if request.path != CALLBACKS or request.method != "POST":
        return None
    if is_a_call(request.get_json(silent=True), callbacks):
        return None
    return flask.jsonify(error="The body is no call that a page of this server makes."), 400


def is_a_call(body: Any, callbacks: Mapping[str, Any]) -> bool:
    """Whether a body names a callback and brings the inputs, states and outputs that it has."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    known = callbacks.get(body["output"])
    if known is None:
        return False
    triggers = body.get("changedPropIds", [])
    return (
        properties(body.get("inputs")) == properties(known["inputs"])
        and properties(body.get("state", [])) == properties(known["state"])
        and properties(outputs(body)) == names(body["output"])
        and isinstance(triggers, list)
        and all(isinstance(trigger, str) for trigger in triggers)
    )


def outputs(body: Mapping[str, Any]) -> Any:
    """One output comes by itself, several in a list."""
    given = body.get("outputs")
    return [given] if isinstance(given, dict) else given


def properties(parts: Any) -> list[str] | None:
    """The properties that a list names, as Dash writes them: id.property."""
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        return None
    return [f"{part.get('id')}.{part.get('property')}" for part in parts]


def names(output: str) -> list[str]:
    """What the name of a callback is made of: one property, or several between dots.

    >>> names("page.children"), names("..page.children...frame.data-title..")
    (['page.children'], ['page.children', 'frame.data-title'])
    """
    several = output.startswith("..") and output.endswith("..")
    return output[2:-2].split("...") if several else [output]


def with_headers(response: flask.Response) -> flask.Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
