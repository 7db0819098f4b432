"""What several viewers ask for at once is made once, one page after the other.

When the data change, every open page asks for itself anew. Many of them are alike; and made all at
once they would hold up whoever is saving, because one processor's time is all that there is to
share.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from threading import Condition, Lock
from typing import Any, Final, NamedTuple

import flask

from dashboards import guard
from dashboards.asked import asked_of, called_for
from dashboards.data_addresses import REFERENCE
from dashboards.live import LiveProgramme
from dashboards.page import Page
from dashboards.recent import Recent
from tracker.store import beside, file_stamp

KEPT_AT_MOST: Final = 32
PATIENCE_SECONDS: Final = 1.0
# Dash's own names for what answers the address of a page.
PAGES: Final = ("/", "/<path:path>")

View = Callable[..., Any]


class Answer(NamedTuple):
    """The bytes of an answer, and what they are."""

    data: bytes
    mimetype: str

    @property
    def response(self) -> flask.Response:
        return flask.Response(self.data, mimetype=self.mimetype)


class Turns:
    """Who works with the record when: one page is made at a time, and none while somebody edits.

    Pages wait for editors ``patience`` seconds at most, counted from when the first of these began.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._page = Lock()
        self._editors = 0
        self._since = 0.0
        self._none_edits = Condition()

    @contextmanager
    def of_a_page(self) -> Iterator[None]:
        with self._page:
            with self._none_edits:
                left = self._since + self._patience - time.monotonic()
                self._none_edits.wait_for(lambda: not self._editors, max(0.0, left))
            yield

    @contextmanager
    def of_an_editor(self) -> Iterator[None]:
        with self._none_edits:
            if not self._editors:
                self._since = time.monotonic()
            self._editors += 1
        try:
            yield
        finally:
            with self._none_edits:
                self._editors -= 1
                self._none_edits.notify_all()


class Shared:
    """The last answers by all that they depend on."""

    def __init__(self, turns: Turns) -> None:
        self._kept = Recent[Hashable, Answer](at_most=KEPT_AT_MOST)
        self._turns = turns

    def wrapped(
        self,
        view: View,
        asked: Callable[[], Hashable],
        made: Callable[[float], None] = lambda _seconds: None,
    ) -> View:
        """A view whose answers are shared by those who ask for the same.

        ``asked`` names what a request asks for: None where the answer is its own. ``made`` hears
        how many seconds an answer took to make.
        """

        def answer(*args: Any, **parts: Any) -> Any:
            name = asked()
            if name is None:
                return view(*args, **parts)
            known = self._kept.get(name)
            if known:
                return known.response
            with self._turns.of_a_page():
                # While this one waited its turn, somebody else may have been given the same, or
                # the data may have changed.
                name = asked()
                known = self._kept.get(name)
                if known:
                    return known.response
                begun = time.monotonic()
                response = flask.make_response(view(*args, **parts))
                made(time.monotonic() - begun)
            # Should they have changed since, nobody knows which version this is.
            if response.status_code == 200 and asked() == name:
                self._kept.keep(name, Answer(response.get_data(), response.mimetype or ""))
            return response

        return answer


def share_pages(server: flask.Flask, live: LiveProgramme, turns: Turns) -> None:
    """Who looks at the same page of the same version is given the same bytes."""
    shared, views = Shared(turns), server.view_functions
    for name in PAGES:
        views[name] = shared.wrapped(views[name], partial(_name_of, name, asked_of, live))
    call = partial(_name_of, guard.CALLBACKS, called_for, live)
    views[guard.CALLBACKS] = shared.wrapped(views[guard.CALLBACKS], call, live.made_pages)


def _name_of(
    view: str, asked: Callable[[LiveProgramme], Page | None], live: LiveProgramme
) -> Hashable:
    page = asked(live)
    return page and (view, likeness(page, live.trouble))


# These follow from the others: from path and address (which alone does not tell where the query
# begins), the language, the version.
FOLLOW: Final = frozenset({"programme", "say", "query", "carried", "tail"})
LOOKS: Final = tuple(part.name for part in fields(Page) if part.name not in FOLLOW)


def likeness(page: Page, trouble: str) -> Hashable:
    """All that the look of a page depends on; pages that have it in common look the same."""
    parts = (getattr(page, name) for name in LOOKS)
    told = (tuple(part.items()) if isinstance(part, Mapping) else part for part in parts)
    # Forecasts rest on the reference class too, whose files change by themselves.
    cases = (file_stamp(beside(page.programme.name, name)) for name in REFERENCE)
    return (page.programme.version, trouble, *cases, *told)
