"""What changed, on a site: the last days and the years on one page, then a page a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from dashboards.change_filter import DAYS, ChangeFilter, Period, last_days
from dashboards.change_tables import change_days, changes_known
from dashboards.components import section
from dashboards.elements import Element, h
from dashboards.page import Page
from dashboards.site_links import YEARS
from dashboards.views.changes import how_to_read, sentence
from tracker.change import Change

# What changed in each year, the newest first.
Years = Mapping[int, Sequence[Change]]


def by_year(page: Page) -> Years:
    """What changed in each year, the newest first."""
    dated = (change for change in changes_known(page, confirmed=True) if change.on)
    return {
        year: list(found)
        for year, found in groupby(dated, key=lambda change: change.on.year if change.on else 0)
    }


def year_path(year: int) -> str:
    return f"{YEARS}{year}.html"


def overview(page: Page, years: Years) -> Element:
    """What changed lately, over the shortest of the usual periods that holds anything, and the way
    to every year."""
    say = page.say
    asked, period, found = next(_lately(page), (ChangeFilter(), Period(None, page.as_of), []))
    links = [_year_link(year, changes, page) for year, changes in years.items()]
    title = say("Year by year")
    listed = section(title, h("ul", links, class_="plain years"), name="years") if links else None
    text = say("A statement in announcements.csv, or a date under actual, shows here.")
    latest = h("div", _unseen(page), change_days(found, page), class_="panel panel-changes")
    return h(
        "div",
        h("h1", say("Changes as of {day}", day=say.day(page.as_of)), class_="unseen"),
        h("p", sentence(found, asked, period, page), class_="sentence"),
        latest if found else None if links else h("p", text, class_="empty"),
        listed,
        how_to_read(page),
        class_="view view-changes",
    )


def _lately(page: Page) -> Iterator[tuple[ChangeFilter, Period, list[Change]]]:
    for days in map(str, DAYS):
        period = last_days(days, page.as_of)
        found = period.of(changes_known(page, confirmed=True)) if period else []
        if period and found:
            yield ChangeFilter(days=days), period, found


def _unseen(page: Page) -> Element:
    return h("h2", page.say("Day by day"), class_="unseen")


def _year_link(year: int, found: Sequence[Change], page: Page) -> Element:
    count = page.say.plural("{n} change", "{n} changes", len(found))
    link = h("a", str(year), href=page.address(f"/{year_path(year)}"))
    return h("li", link, " ", h("span", count, class_="muted"))


def of_year(year: int, years: Years, page: Page) -> Element:
    """All that changed in a year, day by day; the years beside it."""
    say, found = page.say, years[year]
    listed = h("div", _unseen(page), change_days(_in_year(year, found), page),
               class_="panel panel-changes")  # fmt: skip
    return h(
        "div",
        _ways(year, years, page),
        h("h1", say("Changes in {year}", year=year), class_="title"),
        h("p", sentence_of(year, found, page), class_="note"),
        listed,
        class_="view view-changes",
    )


def sentence_of(year: int, found: Sequence[Change], page: Page) -> str:
    """How much changed in a year."""
    asked = ChangeFilter(since=str(year - 1), until=str(year))
    return sentence(_in_year(year, found), asked, _period(year), page)


def _in_year(year: int, found: Sequence[Change]) -> list[Change]:
    return _period(year).of(found)


def _period(year: int) -> Period:
    return Period(date(year - 1, 12, 31), date(year, 12, 31))


def beside(year: int, years: Years) -> tuple[int, ...]:
    """The year before and the year after in which anything changed."""
    before = max((other for other in years if other < year), default=None)
    after = min((other for other in years if other > year), default=None)
    return tuple(other for other in (before, after) if other is not None)


def _ways(year: int, years: Years, page: Page) -> Element:
    say = page.say
    links = [
        h("a", f"← {other}" if other < year else f"{other} →",
          href=page.address(f"/{year_path(other)}"))
        for other in beside(year, years)
    ]  # fmt: skip
    whole = h("a", say("All years"), href=page.address("/changes"))
    return h("nav", whole, links, class_="ways", aria_label=say("From here"))
