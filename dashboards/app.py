"""The dashboard put together: the views, their addresses, the first answer, the live page.

The server's first answer is the whole page as HTML; Dash builds the same page beside it, and a
script takes the first away when the second is ready.
"""

from __future__ import annotations

import gc
import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

import flask
from dash import Dash, Input, Output, State, dcc, html, no_update

from dashboards import editing, feeds, guard, headers, packing, report_address, shell, static_files
from dashboards.asked import HELD, PLACES, asked_of, page_at
from dashboards.dash_elements import Held, written
from dashboards.door import Door
from dashboards.elements import Element, h, to_html
from dashboards.entry_page import entry_page
from dashboards.live import LiveProgramme
from dashboards.loading import needed
from dashboards.page import (
    ENTRY_PATH,
    HEALTH_PATH,
    KEEP_PATH,
    Clock,
    Page,
    View,
    is_milestone,
)
from dashboards.sharing import PAGES, Turns, share_pages
from dashboards.theme import css_variables
from dashboards.views import (
    changes,
    data,
    forecast,
    milestone,
    overview,
    slips,
    sources,
    timeline,
)

VIEWS: Final = cast(
    "tuple[View, ...]", (overview, timeline, slips, forecast, changes, data, sources, milestone)
)

# What no page of Dash needs: it is asked for by the page that does.
OF_ONE_PAGE: Final = r"^enter\."
POLL_MS: Final = 1000
ON_THIS_MACHINE: Final = Door()
# A thread waits most of the time: for its turn to make a page, for the disk. There are as many as
# people who look at once, so that a save does not stand in the queue behind them.
THREADS: Final = 48
# Whoever comes back from the disk waits so long for a page that is being made; a save comes back
# from the disk a hundred times, and Python's own 5 ms would make half a second of that.
SWITCH_SECONDS: Final = 0.0005
WAITRESS: Final = {
    "threads": THREADS,
    "ident": None,  # nobody needs to know what serves
    "max_request_body_size": 4 * guard.MAX_BODY,  # up to here the guard says itself what is wrong
    "clear_untrusted_proxy_headers": False,  # the guard believes them behind a proxy alone
}

INDEX: Final = """<!DOCTYPE html>
<html lang="{lang}" data-plotly="{plotly}">
<head>
{metas}
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="alternate" type="application/atom+xml" href="/feed.atom" title="{feed}">
<style>{variables}</style>
{css}
<noscript><style>.needs-script {{ display: none !important; }}</style></noscript>
</head>
<body>
<div id="stage">
<div id="first-paint">{first_paint}</div>
{app_entry}
</div>
{config}
{scripts}
{renderer}
</body>
</html>
"""
ENTRY: Final = '<div id="react-entry-point"></div>'


class Dashboard(Dash):  # type: ignore[misc]  # Dash is not typed here
    """Dash whose first answer already holds the page that was asked for."""

    live: LiveProgramme

    def interpolate_index(self, **parts: str) -> str:
        page = asked_of(self.live)
        view = view_at(page.path)
        flask.g.nothing_there = not holds(view, page)
        return INDEX.format(
            lang=page.lang,
            title=to_html(shell.page_title(view, page)),
            description=to_html(page.say(shell.TAGLINE)),
            feed=to_html(page.say("{product}: what changed", product=shell.PRODUCT)),
            icon=static_files.asset("favicon.svg"),
            plotly=static_files.plotly_address(),
            variables=css_variables(),
            first_paint=to_html(static_frame(view, page, self.live.trouble)),
            app_entry=ENTRY,
            css=static_files.by_content(needed(parts["css"], page)),
            scripts=static_files.by_content(needed(parts["scripts"], page)),
            **{name: parts[name] for name in ("metas", "config", "renderer")},
        )


def create_app(live: LiveProgramme, *, door: Door = ON_THIS_MACHINE) -> Dash:
    """A dashboard on a live programme, behind a door; several may live in one process."""
    app = Dashboard(
        __name__,
        title=shell.PRODUCT,
        update_title=None,
        serve_locally=True,
        suppress_callback_exceptions=True,
        assets_ignore=OF_ONE_PAGE,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.live = live
    app.layout = lambda: skeleton(live)
    _register(app, live)
    for view in VIEWS:
        view.register(app, live)
    turns = Turns()
    _add_addresses(app.server, live, turns)
    views = app.server.view_functions
    views |= {name: say_not_found(views[name]) for name in PAGES}
    share_pages(app.server, live, turns)
    # Dash's only script within the page is known once every callback is.
    policy = headers.policy(app.csp_hashes())
    guard.guard(
        app.server,
        door=door,
        callbacks=app.callback_map,
        policy=policy,
        seconds=live.seconds,
    )
    app.server.after_request(packing.pack)
    static_files.StaticFiles(app.server)
    return app


def _add_addresses(server: flask.Flask, live: LiveProgramme, turns: Turns) -> None:
    server.add_url_rule(HEALTH_PATH, "health", lambda: _health(live))
    server.add_url_rule(ENTRY_PATH, "entry", lambda: entry_page(asked_of(live), static_files.asset))
    server.add_url_rule(KEEP_PATH, "keep", lambda: _keep(live), methods=["POST"])
    editing.register(server, live, turns)
    feeds.register(server, live)
    report_address.register(server, live)


def serve(
    path: Path,
    *,
    port: int,
    clock: Clock,
    calendar: Clock | None = None,
    door: Door = ON_THIS_MACHINE,
    ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Show the programme at a path until the process is ended; `ready` hears the address first.

    ``clock`` tells the day that is shown as today, ``calendar`` the day that it is, if another.
    Raises OSError when the port cannot be had and `store.NotMilestones` when there is nothing to
    show.
    """
    import waitress

    # That requests wait a moment for a thread is no news for whoever started the tracker.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    host = door.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listener:
        app = create_app(LiveProgramme(path, clock, calendar=calendar), door=door)
        # What is loaded by now stays: looking through it for garbage would hold up a page now and
        # then for as long as the page itself takes.
        gc.collect()
        gc.freeze()
        if not door.is_private:
            static_files.pack_ahead(app.server)
        sys.setswitchinterval(SWITCH_SECONDS)
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        waitress.serve(app.server, sockets=[listener], **WAITRESS, _quiet=True)


def view_at(path: str) -> View | None:
    """The view of an address."""
    if is_milestone(path):
        return cast(View, milestone)
    return next((view for view in VIEWS if path == view.PATH), None)


def holds(view: View | None, page: Page) -> bool:
    """Whether there is anything at the address."""
    return view is not None and (not page.milestone_id or milestone.row_of(page) is not None)


def say_not_found(view: Callable[..., Any]) -> Callable[..., flask.Response]:
    """Dash answers 200 to every address; a page that is not there is told so in the status too."""

    def answer(*args: Any, **parts: Any) -> flask.Response:
        response = flask.make_response(view(*args, **parts))
        if flask.g.get("nothing_there"):
            response.status_code = 404
        return response

    return answer


def skeleton(live: LiveProgramme) -> html.Div:
    """What never changes on the live page: the address, the pulse, the places to be filled.

    Dash builds anew whatever stands in a list of children that changes. So that a change of the
    data leaves focus and scrolling alone, the places stay and only what they hold is changed.
    """
    content = [written(id="still"), html.Div(id="page", className="live")]
    places = [
        written(id="above"),
        html.Main(content, id="content", tabIndex="-1"),
        written(id="below"),
    ]
    return html.Div(
        [
            dcc.Location(id="url", refresh="callback-nav"),
            dcc.Interval(id="pulse", interval=POLL_MS),
            dcc.Store(id="data-version", data=live.version),
            dcc.Store(id="chart-width"),
            html.Div(places, id="frame", className="frame"),
        ]
    )


def static_frame(view: View | None, page: Page, trouble: str) -> Element:
    """The whole page as elements."""
    content = view.content(page) if view else shell.no_such_page(page)
    above = shell.above(view, VIEWS, page, trouble)
    return h("div", above, shell.main(content), shell.footer(page), class_="frame")


def live_frame(view: View | None, page: Page, trouble: str) -> dict[str, Any]:
    """What the places of the live page hold: elements are written, components go to `page`."""
    layout = view.layout(page) if view else shell.no_such_page(page)
    still, body, kind = parts_of(layout, page)
    return {
        "above": "".join(map(to_html, shell.above(view, VIEWS, page, trouble))),
        "still": to_html(still) if still else "",
        "page": no_update if isinstance(layout, Held) and kind == page.standing else body,
        "below": to_html(shell.footer(page)),
        "title": shell.page_title(view, page),
        "address": page.asked,
        "kind": kind,
    }


def parts_of(layout: Any, page: Page) -> tuple[Element | None, list[Any], str]:
    """What of a layout is written, what is built by Dash, and of which kind it is for a script."""
    if isinstance(layout, Held):
        return layout.head, [layout.body], f"{HELD}{page.path}"
    if isinstance(layout, Element):
        return layout, [], "still"
    return None, [layout], "live"


def _health(live: LiveProgramme) -> flask.Response:
    """Whether the newest version is shown, which one it is, and how much is wrong with it."""
    programme = live.read()
    answer = flask.jsonify(
        ok=not live.trouble, version=programme.version, problems=len(programme.problems)
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _keep(live: LiveProgramme) -> flask.Response:
    """Keep the version that a page shows, so that a link may pin it; or say why it cannot be."""
    asked = flask.g.body
    version = asked.get("version") if isinstance(asked, dict) else None
    reason = live.keep(str(version or ""))
    return flask.jsonify(kept=not reason, reason=asked_of(live).say.again(reason))


def _register(app: Dash, live: LiveProgramme) -> None:
    @app.callback(  # type: ignore[untyped-decorator]
        Output("data-version", "data"),
        Input("pulse", "n_intervals"),
        State("data-version", "data"),
        prevent_initial_call=True,
    )
    def notice(_beat: int, shown: str) -> Any:
        version = live.version
        return no_update if version == shown else version

    @app.callback(  # type: ignore[untyped-decorator]
        PLACES,
        Input("url", "pathname"),
        Input("url", "search"),
        Input("data-version", "data"),
        Input("chart-width", "data"),
        State("frame", "data-kind"),
    )
    def show(path: str | None, search: str | None, _version: str, width: Any, standing: Any) -> Any:
        if path is None:
            return dict.fromkeys(PLACES, no_update)
        page = page_at(live, str(path), str(search or ""), chart_width=width, standing=standing)
        return live_frame(view_at(page.path), page, live.trouble)
