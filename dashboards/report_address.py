"""`/report.html`: the static report of the day, the version and the language of its address.

`since`, `only` and `title` ask for what the options of the command ask for. `only` may stand there
several times, or name several separated by commas or spaces.
"""

from __future__ import annotations

import flask

from dashboards import headers
from dashboards.feeds import asked_of, refusal, sentence
from dashboards.live import LiveProgramme
from dashboards.page import Page, day_asked
from dashboards.report_asked import Asked
from dashboards.shell import LONGEST_SHOWN, REPORT_PATH
from tracker.edit_commands import Misunderstood
from tracker.messages import reason
from tracker.problems import visible
from tracker.report_command import chosen, refuse_later

# A title stands on the cover and at the foot of every printed page.
LONGEST_TITLE = 200


def register(server: flask.Flask, live: LiveProgramme) -> None:
    """Add the report to a server."""
    server.add_url_rule(REPORT_PATH, "report", lambda: answer(live))


def answer(live: LiveProgramme) -> flask.Response:
    """The report that the request at hand asks for, or in a sentence why there is none."""
    # Its drawing is loaded when somebody asks for it, not before the first page can be shown.
    from dashboards.report import report

    page = asked_of(live)
    if told := refusal(page) or misread(page):
        return sentence(*told)
    try:
        asked = asked_for(page)
    except Misunderstood as misunderstood:
        return sentence(page.say.again(reason(misunderstood)), 400)
    text = report(page.programme, as_of=page.as_of, lang=page.lang, asked=asked)
    still = {"Content-Security-Policy": headers.STILL_POLICY}
    return flask.Response(text, mimetype="text/html", headers=still)


def misread(page: Page) -> tuple[str, int] | None:
    """Why the day of `since` is none, and the status that says so; None where it is one."""
    since = page.query.get("since", "")
    if not since or day_asked(since):
        return None
    day = visible(since, LONGEST_SHOWN)
    return page.say("The day “{day}” cannot be read. Type it as 2024-10-15.", day=day), 400


def asked_for(page: Page) -> Asked:
    """What the address asks of the report. Raises Misunderstood."""
    since = day_asked(page.query.get("since", ""))
    refuse_later("since=", since, page.as_of)
    named = tuple(dict.fromkeys(names(page)))
    title = " ".join(page.query.get("title", "").split())
    return Asked(
        since=since,
        only=frozenset(chosen(named, page.programme, page.as_of, option="only=")),
        named=named,
        title=visible(title, LONGEST_TITLE),
    )


def names(page: Page) -> list[str]:
    """The categories and ids that the address names; an id that has a space in it, too."""
    known = {row.id for row in page.known}
    told: list[str] = []
    for text in flask.request.args.getlist("only"):
        told += [text] if text in known else text.replace(",", " ").split()
    return told
