"""How a forecast is made, in plain words, and what it is made of: the class by programme, its rows
to download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboards.components import Column, date_text, section, source_link, table
from dashboards.data_addresses import REFERENCE
from dashboards.elements import Content, Element, h
from dashboards.forecast_record import Told
from dashboards.page import Page
from tracker.forecast import Model
from tracker.outlook import cases_of
from tracker.reference import NoReference, reference_of
from tracker.reference_files import Known, programmes
from tracker.words import Words

NAME: Final = "method"
# Pages of a programme that stand beside it.
SOURCES_SHOWN: Final = 40


def method(told: Told, page: Page) -> Element:
    """The panel to which every number leads."""
    say = page.say
    return section(
        say("How a forecast is made"),
        h(
            "div",
            [h("p", text, class_="prose") for text in _in_words(say)],
            _fitted(told.model, say) if told.model else None,
            h("p", _limits(say), class_="prose"),
            _files(page),
            class_="fc-prose",
        ),
        _class(page),
        name=NAME,
    )


def _in_words(say: Words) -> tuple[str, ...]:
    return (
        say(
            "This is an outside view and never official: it asks what became of comparable "
            "promises of others, and knows nothing of the programme itself but the promise."
        ),
        say(
            "The reference class is what was announced of the first flights of other launchers, "
            "complexes and spacecraft. Each statement that named a date at least a month ahead is "
            "a case: how many times longer than announced did it take? The time announced is "
            "counted from the day of the statement to the middle of the period that it named. "
            "Programmes weigh the same however many statements they have; one that has not flown "
            "tells that it took longer than until it was last looked up."
        ),
        say(
            "The promise of a milestone is the newest live statement that names a date. The time "
            "that it announced is multiplied by how many times longer such promises took, given "
            "that it has not happened by the day of the page. How often the programme has moved "
            "its own promise is told beside and does not enter. As of a past day only what was "
            "known by then is used, of the milestone and of the class."
        ),
        say(
            "Each promise is forecast by itself: even odds of a milestone may come earlier than "
            "those of one that it waits for. Where they do, that is said beside it."
        ),
        say(
            "Dates are told as a month, a quarter or a year, the wider the spread the coarser, "
            "never as a day; “by” means by the end. Odds are told in steps of 5%. The share “never "
            "seen kept” is that of promises that had waited as long and had not been kept when "
            "last looked up; some of them will be."
        ),
    )


def _fitted(told: Model, say: Words) -> list[Element]:
    """The fit, written out so that a reader can redo it."""
    made_of = say(
        "{n} statements on {programmes} first flights of launchers, complexes and spacecraft, of "
        "which {unflown} had not flown. “By” means by the end.",
        n=say.number(told.cases),
        programmes=say.number(told.programmes),
        unflown=say.number(told.unflown),
    )
    base, flew = told.base, told.optimistic
    explained = say(
        "Fitted by greatest likelihood: r is how many times longer it took, h the years announced; "
        "first all, then only those that flew."
    )
    return [
        h("p", made_of, class_="prose"),
        h("p", explained, class_="prose"),
        *(
            h("code", f"ln r ~ N({fit.a:.4f} {fit.b:+.4f} ln h, "
              f"exp({fit.c:.4f} {fit.d:+.4f} ln h)²)", class_="fc-formula")
            for fit in (base, flew)
        ),
    ]  # fmt: skip


def _limits(say: Words) -> str:
    return say(
        "Limits: pages about delays are easier to find than pages about punctual launches, so "
        "the forecast is too late for that; cancelled programmes are mostly missing, so it is "
        "too early for that. First flights are the class: for a second flight, a pad or an "
        "engine it is the nearest there is, not the same. That nothing has happened since the "
        "last page was read is assumed, not known. Beyond P90 it rests on few programmes."
    )


def _files(page: Page) -> Element:
    """The rows to download where there are any, and where the whole method is written."""
    say = page.say
    there = cases_of(page.programme, page.as_of) is not None
    links = [
        [h("a", name, href=page.address(f"/{name}"), data_anew=True), " "]
        for name in REFERENCE
        if there and page.outlet.has(name)
    ]
    told = say.parts(
        "The method in full, biases and other readings of the class are in {file}; {command} gives "
        "each case with its numbers.",
        file="docs/forecast.md",
        command=h("span", "tracker forecast --backtest --json", class_="fc-command"),
    )
    rows = h("p", say("The rows of the class as known on the day:"), " ", links) if links else None
    return h("div", rows, h("p", told), class_="prose")


def _class(page: Page) -> Element | None:
    """Every programme of the class with its pages, folded."""
    say = page.say
    try:
        found = programmes(reference_of(page.programme.name), as_of=page.as_of)
    except NoReference:
        return None
    if not found:
        return None
    count = say.plural(
        "{n} programme on file; some statements give no case",
        "{n} programmes on file; some statements give no case",
        len(found),
    )
    return h("details", h("summary", count), _programmes(found, say))


def _programmes(found: Sequence[Known], say: Words) -> Element:
    columns = (
        Column(say("Programme"), names_row=True),
        Column(say("Statements"), "number"),
        Column(say("First statement")),
        Column(say("Last statement")),
        Column(say("First flight")),
        Column(say("Pages")),
    )
    return table(
        columns,
        [_cells(each, say) for each in found],
        name=say("The programmes of the class"),
    )


def _cells(each: Known, say: Words) -> tuple[Content, ...]:
    pages = [h("li", source_link(address)) for address in each.sources[:SOURCES_SHOWN]]
    count = say.plural("{n} address", "{n} addresses", len(each.sources))
    return (
        h("span", each.name, translate="no"),
        say.number(each.statements),
        date_text(each.first, say),
        date_text(each.last, say),
        date_text(each.flew, say) or _waiting(each, say),
        h("details", h("summary", count), h("ul", pages, class_="plain addresses")),
    )


def _waiting(each: Known, say: Words) -> str:
    """What is told in place of the flight."""
    if each.looked is None:
        return say("not known")
    return say("not flown when last looked up ({date})", date=say.date(each.looked))
