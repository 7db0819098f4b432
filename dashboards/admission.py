"""The token that lets a reader edit: shown once, exchanged for a signed cookie.

It stands in the address that the server prints, or is typed on a page of its own. Whoever has shown
it is known by Flask's own session, which is signed with the token, so a server with another token
knows nobody, and one that is started again with the same token knows everybody.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections import deque
from collections.abc import Callable
from threading import RLock
from time import monotonic
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

import flask
from flask.sessions import SecureCookieSessionInterface

from dashboards.door import port_of
from dashboards.entry_page import REASONS
from dashboards.page import ENTRY_PATH, LANGUAGE, LEAVING_PATH, path_asked, spoken
from tracker.words import Words, words

TRIES: Final = 5
# Guesses from very many addresses at once are guesses all the same.
TRIES_OF_ALL: Final = 100
WITHIN_SECONDS: Final = 60.0
# All that one household or one machine may have of the newer addresses.
PREFIX_BITS: Final = 64
ADMITTED: Final = "may_edit"

Clock = Callable[[], float]


class Try(NamedTuple):
    """A wrong token: when, in seconds of any clock, and from where."""

    at: float
    origin: str


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions, each server's under its own name: browsers tell no ports apart."""

    def get_cookie_name(self, app: flask.Flask) -> str:  # noqa: ARG002 - Flask's signature
        return f"tracker-{port_of(flask.request.headers.get('Host', ''))}"

    def get_cookie_secure(self, app: flask.Flask) -> bool:  # noqa: ARG002 - likewise
        return flask.request.is_secure


class Entry:
    """A token, and the wrong ones that were tried within the last minute."""

    def __init__(self, token: str, clock: Clock = monotonic) -> None:
        self._token = token.encode()
        self._clock = clock
        self._tries: deque[Try] = deque()
        # Many ask at once; each must see the tries of all others.
        self._one_by_one = RLock()

    def is_closed(self, origin: str) -> bool:
        """Whether so many wrong tokens came from there that no other is looked at for a while."""
        with self._one_by_one:
            return self._is_closed(origin)

    def _is_closed(self, origin: str) -> bool:
        since = self._clock() - WITHIN_SECONDS
        while self._tries and self._tries[0].at <= since:
            self._tries.popleft()
        own = sum(wrong.origin == origin for wrong in self._tries)
        return own >= TRIES or len(self._tries) >= TRIES_OF_ALL

    def accepts(self, token: str, origin: str) -> bool:
        """Whether it is the token; one that is not is remembered."""
        with self._one_by_one:
            if self._is_closed(origin):
                return False
            # In a time that does not tell how much of it was right.
            right = hmac.compare_digest(token.encode("utf-8", "replace"), self._token)
            if not right:
                self._tries.append(Try(self._clock(), origin))
            return right


def admit(server: flask.Flask, token: str, clock: Clock) -> None:
    """Let those who show the token edit on this server."""
    entry = Entry(token, clock)
    server.secret_key = hashlib.sha256(b"session\0" + token.encode()).digest()
    server.session_interface = Sessions()
    server.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Strict")
    server.before_request(lambda: take_from_address(entry))
    server.add_url_rule(ENTRY_PATH, "enter", lambda: take(entry), methods=["POST"])
    server.add_url_rule(LEAVING_PATH, "leave", leave, methods=["POST"])


def is_admitted() -> bool:
    """Whether whoever sent the request at hand has shown the token."""
    return flask.session.get(ADMITTED) is True


def take_from_address(entry: Entry) -> Any:
    """A token in the address is taken out of it, so that no history and no other page keeps it."""
    request = flask.request
    if request.method != "GET" or "token" not in request.args:
        return None
    # A picture on another site must not use up the tries of whoever looks at it.
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return flask.Response("", 403)
    origin = origin_of(request)
    if entry.accepts(request.args["token"], origin):
        flask.session[ADMITTED] = True
        target = address_without_token(request)
    else:
        reason = "closed" if entry.is_closed(origin) else "wrong"
        spoken_here = {name: request.args[name] for name in ("lang",) if name in request.args}
        target = f"{ENTRY_PATH}?{urlencode({'refused': reason, **spoken_here})}"
    answer = flask.redirect(target, 303)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def take(entry: Entry) -> Any:
    """A token that was typed: whether it is the right one, and why the reader may not edit."""
    body = flask.g.body
    token = body.get("token") if isinstance(body, dict) else None
    origin = origin_of(flask.request)
    if entry.is_closed(origin):
        return answered("closed", 429)
    if not isinstance(token, str) or not entry.accepts(token.strip(), origin):
        return answered("wrong", 403)
    flask.session[ADMITTED] = True
    return flask.jsonify(admitted=True, reason="")


def leave() -> Any:
    """Whoever was admitted is so no more: the cookie is taken back."""
    flask.session.clear()
    return flask.jsonify(admitted=False)


def answered(reason: str, status: int) -> Any:
    """Why a token was not taken."""
    answer = flask.jsonify(admitted=False, reason=in_language()(REASONS[reason]))
    if status == 429:
        answer.headers["Retry-After"] = str(int(WITHIN_SECONDS))
    return answer, status


def in_language() -> Words:
    """The reader's language, as the address of the request at hand says."""
    return words(spoken(flask.request.args.get("lang", LANGUAGE)))


def address_without_token(request: flask.Request) -> str:
    """The same page of this server (`path_asked`: never another machine's), its token left out."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "token"]
    return quote(path_asked(request.path)) + ("?" + urlencode(kept) if kept else "")


def origin_of(request: flask.Request) -> str:
    """Whose try it is: an address, of the newer kind with all its neighbours."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, PREFIX_BITS), strict=False))
