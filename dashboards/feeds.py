"""The data addresses of the dashboard: calendar, feed, documents, tables, brief, archive.

Each answers for the day, the version and the language of its address, like any page. Whoever asks
again and has the same edition already is told so by its ETag, before anything is made. A day or a
version that cannot be had is refused: a program would not notice a banner.
"""

from __future__ import annotations

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Final

import flask

import tracker
from dashboards.data_addresses import FEEDS as FEEDS
from dashboards.data_addresses import REFERENCE
from dashboards.live import LiveProgramme
from dashboards.page import Page
from dashboards.recent import Recent
from dashboards.shell import LONGEST_SHOWN
from tracker.decoding import decoding
from tracker.exports.addresses import CSV, Address, NotAtHand
from tracker.exports.edition import Edition
from tracker.exports.tables import charset
from tracker.problems import visible
from tracker.store import ANNOUNCEMENTS_FILE, MILESTONES_FILE, Content

# Feeds are asked for again and again by many readers; so many answers stay as they were made.
REMEMBERED: Final = 16


def register(server: flask.Flask, live: LiveProgramme) -> None:
    """Add every data address to a server."""
    answers = Answers(live)
    for name, feed in FEEDS.items():
        server.add_url_rule(f"/{name}", name.replace(".", "-"), partial(answers.answer, feed))
    for name, table in REFERENCE.items():
        server.add_url_rule(f"/{name}", name.replace(".", "-"), partial(of_class, live, table))


def of_class(live: LiveProgramme, table: Address) -> flask.Response:
    """A file of the reference class: no tag of an edition names it, it is made each time."""
    page = asked_of(live)
    if told := refusal(page):
        return sentence(*told)
    try:
        body = table.make(edition_of(page, None))
    except NotAtHand as reason:
        return sentence(str(reason), 404)
    response = flask.Response(body, mimetype=table.mimetype)
    name = f"baiterek-{page.as_of}-{table.name.replace('/', '-')}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-cache"
    return response


class Answers:
    """The answers that were made last, by their tag."""

    def __init__(self, live: LiveProgramme) -> None:
        self._live = live
        self._made = Recent[str, bytes](at_most=REMEMBERED)

    def answer(self, feed: Address) -> flask.Response:
        """The file as the address of the request at hand asks for it."""
        page = asked_of(self._live)
        if told := refusal(page):
            return sentence(*told)
        content = self._live.content(page)
        tag = etag(feed, page, content)
        if flask.request.if_none_match.contains_weak(tag):
            return tagged(flask.Response(status=304), tag)
        edition = edition_of(page, content)
        try:
            body = self._body(tag, feed, edition)
        except NotAtHand as reason:
            return sentence(str(reason), 404)
        return tagged(file(feed, body, page, charset=charset_of(feed, edition)), tag)

    def _body(self, tag: str, feed: Address, edition: Edition) -> bytes:
        body = self._made.get(tag)
        if body is None:
            # Two who ask at once may both make it: nobody waits for the other.
            body = feed.make(edition)
            self._made.keep(tag, body)
        return body


def asked_of(live: LiveProgramme) -> Page:
    """What the request at hand asks for."""
    request = flask.request
    query = request.query_string.decode("latin-1")
    return live.page(path=request.path, search=f"?{query}", origin=request.host_url.rstrip("/"))


def refusal(page: Page) -> tuple[str, int] | None:
    """Why the address cannot be answered, and the status that says so; None when it can."""
    say = page.say
    if page.misread_day:
        day = visible(page.misread_day, LONGEST_SHOWN)
        return say("The day “{day}” cannot be read. Type it as 2024-10-15.", day=day), 400
    if page.future_day:
        day = say.day(page.future_day)
        return say("{day} lies in the future: nothing is known as of then.", day=day), 400
    if page.missing_version:
        version = visible(page.missing_version, LONGEST_SHOWN)
        return say("The data version “{version}” was not found here.", version=version), 404
    if page.programme.refused:
        return say("The data cannot be read whole. `tracker check` says why."), 503
    return None


def sentence(text: str, status: int) -> flask.Response:
    return flask.Response(f"{text}\n", status, mimetype="text/plain")


def edition_of(page: Page, content: Content | None) -> Edition:
    """What the page is of, with links that lead back to this server."""
    return Edition(
        programme=page.programme,
        as_of=page.as_of,
        lang=page.lang,
        content=content,
        page_of=lambda id: page.origin + page.milestone(id),
        address=page.origin + page.address(page.path),
    )


def etag(feed: Address, page: Page, content: Content | None) -> str:
    """Another word whenever the file would be another: its kind, the version, the day, the links.

    On its last day a version may tell more than it tells of that day later on, hence whether it is.
    """
    told = (
        *(feed.name, page.programme.version, page.as_of.isoformat(), page.lang),
        *(page.origin, page.tail, str(page.as_of == page.today), str(content is None)),
        program(),
    )
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:20]


@cache
def program() -> str:
    """The program that makes the files, by its own text: another may write them in another form."""
    files = sorted(Path(tracker.__file__).parent.rglob("*.p[yo]"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def charset_of(feed: Address, edition: Edition) -> str:
    """How a table is written that is handed out as it stands; everything else is in UTF-8."""
    content = edition.content
    if feed.mimetype != CSV or content is None:
        return ""
    files = {MILESTONES_FILE: content.milestones, ANNOUNCEMENTS_FILE: content.announcements}
    return charset(decoding(files[feed.name] or b"", name=feed.name).encoding)


def file(feed: Address, body: bytes, page: Page, *, charset: str) -> flask.Response:
    response = flask.Response(body, mimetype=feed.mimetype)
    if charset:
        response.headers["Content-Type"] = f"{feed.mimetype}; charset={charset}"
    if feed.is_download:
        name = f"baiterek-{page.as_of}-{feed.name}"
        response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def tagged(response: flask.Response, tag: str) -> flask.Response:
    """With its tag; whoever keeps the answer asks whether it still holds before using it."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response
