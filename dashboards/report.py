"""The static report: where the programme stood on a day, in one file that can be mailed and cited.

Everything is in it, the drawings too; it needs no network and no script. The same data, day and
choices give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from dashboards.components import Row
from dashboards.elements import Element, h, to_html
from dashboards.headline import headline
from dashboards.outlet import ONE_FILE
from dashboards.page import Page
from dashboards.recent_changes import recent, recently
from dashboards.register import Spoken, by_track, register
from dashboards.report_asked import Asked, Progress, Scripts
from dashboards.report_cover import cover, title
from dashboards.report_forecast import forecasts
from dashboards.report_method import about, cite, method
from dashboards.report_references import Numbers, references, source_numbers
from dashboards.report_slips import Moved, moved_most, slip_charts
from dashboards.report_style import style_sheet
from dashboards.report_summary import summary
from dashboards.report_timeline import timelines
from dashboards.shell import TAGLINE, VERSION_SHOWN
from dashboards.slip_record import keyed
from dashboards.views import overview
from tracker.change import Change
from tracker.programme import Programme
from tracker.statements import statements_on
from tracker.words import words

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
NO_SCRIPTS: Final = Scripts((), ())


class Told(NamedTuple):
    """What several sections tell of: the statements on each milestone, the newest first; what
    changed lately, the milestones that moved most, the number of each page that is cited."""

    spoken: Spoken
    lately: list[Change]
    moved: Moved
    numbers: Numbers


def report(
    programme: Programme,
    *,
    as_of: date,
    lang: str,
    asked: Asked = Asked(),  # noqa: B008 - a frozen value
    progress: Progress = lambda _done, _of: None,
) -> str:
    """The report as the text of one HTML file: what was known on a day and nothing later."""
    page = page_of_report(programme, as_of, lang, asked)
    run = scripts_of(page, asked)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            "<head>",
            *(to_html(element) for element in about_the_file(page, asked, run)),
            # Written as it is: in an element its > signs would be escaped, and CSS knows no &gt;.
            f"<style>{style_sheet(foot=running_foot(page, asked), landscape=asked.landscape)}"
            "</style>",
            "</head>",
            *body(page, asked, run, progress),
            "</html>",
            "",
        ]
    )


def page_of_report(programme: Programme, as_of: date, lang: str, asked: Asked) -> Page:
    """The report as a page that leads nowhere else."""
    return Page(
        programme=programme,
        as_of=as_of,
        today=as_of,
        lang=lang,
        say=words(lang),
        query={"changed": asked.since.isoformat()} if asked.since else {},
        outlet=ONE_FILE,
        only=asked.only,
    )


def scripts_of(page: Page, asked: Asked) -> Scripts:
    """The scripts of the interactive form; of the other none."""
    if not asked.interactive or not page.known:
        return NO_SCRIPTS
    from dashboards.report_scripts import scripts

    return scripts(page)


def about_the_file(page: Page, asked: Asked, run: Scripts) -> list[Element]:
    """What a browser is told of the file: nothing is fetched, nothing runs but what is in it."""
    policy = f"{POLICY}; script-src {' '.join(run.hashes)}" if run.hashes else POLICY
    return [
        h("meta", charset="utf-8"),
        Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("meta", name="description", content=page.say(TAGLINE)),
        h("title", title(page, asked)),
    ]


def running_foot(page: Page, asked: Asked) -> str:
    """The line at the foot of every printed page."""
    version = page.say("data version {version}", version=page.programme.version[:VERSION_SHOWN])
    return f"{title(page, asked)} · {version}"


def body(page: Page, asked: Asked, run: Scripts, progress: Progress) -> Iterator[str]:
    """The cover, the sentences on top, the sections; written one by one, for they are long."""
    told = told_of(page)
    parts = [part for part in sections(page, asked, told, progress) if part is not None]
    yield "<body>"
    yield to_html(h("a", page.say("Skip to the content"), href="#content", class_="skip"))
    yield to_html(cover(page, asked, parts))
    yield '<main id="content" tabindex="-1" class="view">'
    yield to_html(headline(page))
    if page.known:
        yield to_html(summary(page, asked, lately=told.lately, moved=told.moved.rows))
        yield to_html(overview.cards(page))
    yield from map(to_html, parts)
    yield "</main>"
    yield from run.written
    yield "</body>"


def told_of(page: Page) -> Told:
    """What the sections share; the pages are numbered in the order in which they are cited."""
    said = keyed(statements_on(page.programme, page.titles, as_of=page.as_of))
    spoken: dict[str, list[Row]] = {}
    for row in reversed(said):
        spoken.setdefault(row.milestone, []).append(row)
    shown, is_lately = recently(page)
    lately = shown if is_lately else []
    return Told(spoken, lately, moved_most(page), cited_pages(page, shown, spoken))


def cited_pages(page: Page, changes: list[Change], spoken: Spoken) -> Numbers:
    """The number of each page that the changes and then the register cite."""
    cells = [change.source for change in changes]
    for _, rows in by_track(page.known):
        for row in rows:
            cells += [row.source, *(said.source for said in spoken.get(row.id, ()))]
    return source_numbers(cells)


def sections(page: Page, asked: Asked, told: Told, progress: Progress) -> Iterator[Element | None]:
    """The report in the order in which a reader asks: next, since when, how far, what is late, all
    of it, and on what it rests."""
    makers: list[Callable[[], Element | None]] = [
        lambda: overview.next_table(page),
        lambda: timelines(page),
        lambda: slip_charts(told.moved, told.spoken, page),
        lambda: recent(page, numbers=told.numbers),
        lambda: overview.overdue_table(page),
        lambda: forecasts(page),
        lambda: overview.undated_table(page),
        lambda: overview.track_table(page),
        lambda: register(page, told.numbers, told.spoken),
        lambda: references(told.numbers, chain(*told.spoken.values()), page),
        lambda: method(page),
    ]
    if not page.known:
        makers = []
    makers += [lambda: about(page, asked), lambda: cite(page, asked)]
    for done, make in enumerate(makers):
        progress(done, len(makers))
        yield make()
    progress(len(makers), len(makers))
