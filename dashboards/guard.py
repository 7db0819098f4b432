"""Who may ask and how much: the host's name, the size, the shape of a body, the headers back.

A page on another site must not be able to read the record through a reader's own browser, so only
requests that name this server are answered.
"""

from __future__ import annotations

from typing import Any, Final

import flask

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
ANY: Final = ("0.0.0.0", "::")
MAX_BODY: Final = 1_000_000
CALLBACKS: Final = "/_dash-update-component"
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guard(server: flask.Flask, *, host: str) -> None:
    """Set the limits on a server that listens on ``host``."""
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    # Whoever opens it to the network on purpose names it as the network does.
    if host not in ANY:
        names = {*LOOPBACK, host, f"[{host}]"}
        server.before_request(lambda: refuse_strangers(names))
    server.before_request(refuse_junk)
    server.after_request(with_headers)


def refuse_strangers(names: set[str]) -> Any:
    """The Host header must name this server. (Werkzeug's TRUSTED_HOSTS knows no IPv6 address.)"""
    name, _, port = flask.request.headers.get("Host", "").rpartition(":")
    if not port.isdigit():
        name = flask.request.headers.get("Host", "")
    if name.lower() in names:
        return None
    return flask.Response("This server does not answer to that name.\n", 400, mimetype="text/plain")


def refuse_junk() -> Any:
    """A callback's body is a JSON object that names its output; anything else is told so."""
    request = flask.request
    if request.path != CALLBACKS or request.method != "POST":
        return None
    body = request.get_json(silent=True)
    if isinstance(body, dict) and isinstance(body.get("output"), str):
        return None
    return flask.jsonify(error="The body must be a JSON object with an output."), 400


def with_headers(response: flask.Response) -> flask.Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
