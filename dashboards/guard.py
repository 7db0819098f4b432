"""Who may ask and how much: the host's name, the sender, the size, the shape of a body.

A page on another site must not be able to read the record through a reader's own browser, so only
requests that name this server are answered, and only its own pages may send anything. Whatever is
refused is refused before Dash sees it, in a sentence and a line of the log that repeats nothing of
what was sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final

import flask
from dash.exceptions import DependencyException
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboards import admission, calls, headers
from dashboards.admission import in_language
from dashboards.door import Door, without_port
from tracker.messages import message

MAX_BODY: Final = 1_000_000
CALLBACKS: Final = "/_dash-update-component"
MARK: Final = "endId"
# What only an editor may ask for.
EDITS: Final = ("/data/plan", "/data/preview", "/data/save")
READ_ONLY: Final = message("This tracker is read-only: nothing was changed.")
NEEDS_TOKEN: Final = message("Editing needs the token: nothing was changed.")
MISDIRECTED: Final = message("This server does not answer to that name.")
FOREIGN: Final = message("Only a page of this server may ask for that.")
NOT_JSON: Final = message("Only JSON is read here: send it as application/json.")
TOO_LARGE: Final = message("This is more than the 1 MB that is read here at once.")
NO_CALL: Final = message("The body is no call that a page of this server makes.")
NOTHING_HERE: Final = message("There is nothing at this address.")
IN_WORDS: Final = message(
    {
        404: NOTHING_HERE,
        405: "This address is not to be asked in that way.",
        413: TOO_LARGE,
        500: "The tracker failed over this; where it was started, it says over what.",
    }
)

log = logging.getLogger(__name__)


def guard(
    server: flask.Flask,
    *,
    door: Door,
    callbacks: Mapping[str, Any],
    policy: str,
    seconds: Callable[[], float] = monotonic,
) -> None:
    """Set the limits on a server with this door, these callbacks of Dash, this content policy.

    ``seconds`` counts seconds from any moment on: wrong tokens are forgotten after some.
    """
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    server.extensions["door"] = door
    if door.proxies:
        hops = {"x_for": door.proxies, "x_proto": door.proxies, "x_host": door.proxies}
        server.wsgi_app = ProxyFix(server.wsgi_app, **hops)  # type: ignore[method-assign]
    server.before_request(lambda: refuse_strangers(door))
    server.before_request(refuse_bodies)
    if door.token:
        admission.admit(server, door.token, seconds)
    server.before_request(refuse_edits)
    server.before_request(lambda: refuse_junk(callbacks))
    server.after_request(lambda response: with_headers(response, policy))
    server.register_error_handler(HTTPException, in_words)
    server.register_error_handler(DependencyException, nowhere)


def may_edit() -> bool:
    """Whether whoever sent the request at hand may edit the record."""
    door: Door = flask.current_app.extensions["door"]
    return door.may_edit and (not door.token or admission.is_admitted())


def may_enter() -> bool:
    """Whether whoever sent the request at hand may edit once the token is entered."""
    door: Door = flask.current_app.extensions["door"]
    return door.may_edit and not may_edit()


def may_leave() -> bool:
    """Whether whoever sent the request at hand may edit because they have shown the token."""
    door: Door = flask.current_app.extensions["door"]
    return bool(door.token) and may_edit()


def refuse_strangers(door: Door) -> Any:
    """The Host header must name this server. (Werkzeug's TRUSTED_HOSTS knows no IPv6 address.)"""
    name = without_port(flask.request.headers.get("Host", ""))
    return None if name in door.names else refused(MISDIRECTED, 400)


def refuse_bodies() -> Any:
    """What is sent comes from a page of this server, is JSON, and not too long to be read."""
    request = flask.request
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    if not is_own(request):
        return refused(FOREIGN, 403)
    if request.mimetype != "application/json":
        return refused(NOT_JSON, 415)
    if (request.content_length or 0) > MAX_BODY:
        return refused(TOO_LARGE, 413)
    try:
        flask.g.body = calls.read(request.get_data(cache=True))
    except calls.NotReadable:
        return refused(NO_CALL, 400)
    return None


def is_own(request: flask.Request) -> bool:
    """Whether a page of this server sends the request.

    A browser says in every POST from where it comes; whoever says nothing is no page.
    """
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    host = request.headers.get("Origin", "").partition("://")[2]
    return site == "same-origin" and host == request.headers.get("Host")


def refuse_edits() -> Any:
    """Where nobody may edit, what only an editor asks for is refused, in one sentence."""
    if flask.request.path not in EDITS or may_edit():
        return None
    reason = NEEDS_TOKEN if may_enter() else READ_ONLY
    return flask.jsonify(refused=in_language()(reason)), 403


def refuse_junk(callbacks: Mapping[str, Any]) -> Any:
    """What no page of ours would send is told so, before Dash answers it with a traceback."""
    request = flask.request
    if request.path != CALLBACKS or request.method != "POST":
        return None
    body = flask.g.body
    # Dash marks its pages in the query; what else it reads there is about jobs, and begins none.
    is_ours = {MARK}.issuperset(request.args) and calls.is_a_call(body, callbacks)
    return None if is_ours and calls.can_be_written(body) else refused(NO_CALL, 400)


def refused(reason: str, status: int) -> Any:
    """The answer to what is refused, which the log tells in one line."""
    request = flask.request
    # Of what was asked for only what stands in the code is told.
    known = request.url_rule.rule if request.url_rule else "an address that leads nowhere"
    log.warning("%s %s: %d, %s", request.method, known, status, reason)
    if request.method == "POST":
        return flask.jsonify(error=in_language()(reason)), status
    return plain(reason, status)


def in_words(failure: HTTPException) -> flask.Response:
    """A refusal of the framework as a line of text."""
    status = failure.code or 500
    return plain(IN_WORDS.get(status, f"{failure.name}."), status, failure.get_headers())


def nowhere(_failure: DependencyException) -> flask.Response:
    """Dash knows no such file of a package, and would tell so with a traceback."""
    return plain(NOTHING_HERE, 404)


def plain(text: str, status: int, told: Any = ()) -> flask.Response:
    """A line of text as an answer, with the headers that go with its status."""
    kept = [(name, value) for name, value in told if name.lower() == "allow"]
    said = in_language()(text)
    return flask.Response(f"{said}\n", status, kept, mimetype="text/plain")


def with_headers(response: flask.Response, policy: str) -> flask.Response:
    """What the browser must know, unless the answer says it already."""
    told = headers.HEADERS | {"Content-Security-Policy": policy}
    if headers.isolates(
        secure=flask.request.is_secure, name=without_port(flask.request.headers.get("Host", ""))
    ):
        told["Cross-Origin-Opener-Policy"] = "same-origin"
    for name, value in told.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", headers.ASK_AGAIN)
    return response
