"""Scripts, styles and pictures: packed once, and kept by browsers for a year.

A file of ours is asked for by the hash of its content (`?v=`), one of Dash or plotly by the version
and the time of its installation, which stand in its name: what has changed is asked for anew.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any, Final

import flask
import plotly
from dash.fingerprint import build_fingerprint, check_fingerprint

from dashboards.packing import WELL, is_packable, packed, wants_packed

ASSETS: Final = Path(__file__).parent / "assets"
ASSETS_PATH: Final = "/assets/"
SUITES_PATH: Final = "/_dash-component-suites/"
PLOTLY_FILE: Final = "package_data/plotly.min.js"
FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
HASH_DIGITS: Final = 16
# How Dash names a file of ours, by the time of its last change.
BY_TIME: Final = re.compile(rf'"{ASSETS_PATH}([^"?]+)\?m=[0-9.]+"')
ADDRESS: Final = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')
# An address that is kept free for examples (RFC 5737): a reader on another machine.
ELSEWHERE: Final = "192.0.2.1"


@dataclass(frozen=True)
class File:
    """A file as it is sent: the hash of its content, its bytes as they are and packed."""

    tag: str
    content: bytes
    mimetype: str

    @property
    def is_packable(self) -> bool:
        return is_packable(self.mimetype, len(self.content))

    @cached_property
    def packed(self) -> bytes:
        return packed(self.content, WELL)


class StaticFiles:
    """Files that somebody has asked for stay in memory, as they are sent."""

    def __init__(self, server: flask.Flask) -> None:
        self._suites: dict[str, File] = {}
        # Our own change when the product is worked on: they are read anew and packed once.
        self._own: dict[str, File] = {}
        server.before_request(self.at_hand)
        server.after_request(self.sent)

    def at_hand(self) -> Any:
        """A file of a package that was asked for before."""
        request = flask.request
        file = self._suites.get(plain(request.path)) if request.method != "POST" else None
        return as_answer(file) if file else None

    def sent(self, response: flask.Response) -> flask.Response:
        """A file on its way out: named, packed, and kept if it is one of a package."""
        path = flask.request.path
        if response.status_code != 200 or not path.startswith((ASSETS_PATH, SUITES_PATH)):
            return response
        if plain(path) in self._suites:
            return response
        response.direct_passthrough = False
        content = response.get_data()
        response.close()
        if path.startswith(SUITES_PATH) and flask.request.method == "GET":
            file = self._suites[plain(path)] = file_of(plain(path), content)
        else:
            file = file_of(path, content)
            known = self._own.get(path)
            file = self._own[path] = known if known and known.tag == file.tag else file
        return as_answer(file)


def file_of(path: str, content: bytes) -> File:
    mimetype = guess_type(path)[0] or "application/octet-stream"
    return File(tag_of(content), content, mimetype)


def as_answer(file: File) -> flask.Response:
    """A file as the request at hand wants it: whole or packed, or that it has not changed."""
    request = flask.request
    if request.if_none_match.contains_weak(file.tag):
        response = flask.Response(status=304)
    elif file.is_packable and wants_packed(request):
        response = flask.Response(file.packed, mimetype=file.mimetype)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = flask.Response(file.content, mimetype=file.mimetype)
    response.set_etag(file.tag, weak=True)
    response.headers["Cache-Control"] = FOR_A_YEAR if is_named(request, file.tag) else "no-cache"
    if file.is_packable:
        response.vary.add("Accept-Encoding")
    return response


def is_named(request: flask.Request, tag: str) -> bool:
    """Whether the address names this content, and will never name another."""
    return request.args.get("v") == tag or bool(check_fingerprint(request.path)[1])


def plain(path: str) -> str:
    """The address of a file without what tells its versions apart; all have the same content."""
    if not path.startswith(SUITES_PATH):
        return path
    return str(check_fingerprint(path)[0])


def tag_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=HASH_DIGITS // 2).hexdigest()


def asset(name: str) -> str:
    """The address of a file of ours, by its content."""
    path = ASSETS / name
    return f"{ASSETS_PATH}{name}?v={_tag_of_file(path, path.stat().st_mtime_ns)}"


@lru_cache(maxsize=256)
def _tag_of_file(path: Path, _changed: int) -> str:
    return tag_of(path.read_bytes())


def by_content(tags: str) -> str:
    """Tags of scripts and styles as Dash writes them, ours named by their content."""
    return BY_TIME.sub(lambda found: f'"{asset(found[1])}"', tags)


@lru_cache(maxsize=1)
def plotly_address() -> str:
    """Where plotly.js is served, by version and time of installation, as Dash names its files."""
    path = Path(plotly.__file__).parent / PLOTLY_FILE
    name = build_fingerprint(PLOTLY_FILE, plotly.__version__, int(path.stat().st_mtime))
    return f"{SUITES_PATH}plotly/{name}"


def pack_ahead(server: flask.Flask) -> Thread:
    """Have the files of the first page packed before anybody on another machine asks for them."""

    def ask() -> None:
        client = server.test_client()
        client.environ_base["REMOTE_ADDR"] = ELSEWHERE
        asked = ADDRESS.findall(client.get("/").text)
        for address in dict.fromkeys([*asked, plotly_address()]):
            client.get(address, headers={"Accept-Encoding": "gzip"}).close()

    thread = Thread(target=ask, daemon=True, name="packing")
    thread.start()
    return thread
