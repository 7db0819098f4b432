"""The read-only product as files for any web server: every view, milestone and data file, in every
language asked for.

The same data, day, languages and base give the same bytes. Each file is made when its turn comes,
so a site of ten thousand pages needs no more room than one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dashboards import site_changes, site_inputs, site_lists, site_milestone, site_timeline
from dashboards.components import Row
from dashboards.elements import Element
from dashboards.page import Page
from dashboards.shell import TAGLINE
from dashboards.site_asked import Asked, File, Local
from dashboards.site_changes import Years
from dashboards.site_data import data_files, for_robots, scripts
from dashboards.site_frame import Told, frame, page_bytes
from dashboards.site_links import (
    CHANGES,
    FIRST,
    FORECAST,
    MILESTONE,
    MILESTONES,
    SLIPS,
    SOURCES,
    VIEWS,
)
from dashboards.site_missing import missing
from dashboards.site_picture import picture
from dashboards.site_style import shared
from dashboards.views import forecast, milestone, overview

SVG, PNG = "timeline.svg", "timeline.png"
MISSING = "404.html"


def files(asked: Asked, *, has_png: bool = False) -> list[File]:
    """Every file of the site by its path, in the order in which they are made.

    ``has_png``: somebody turns the picture of each language into a PNG, which more readers show.
    """
    told = [Local(asked, lang) for lang in asked.langs]
    made = [*shared(), File(MISSING, partial(missing, told))]
    addresses: list[str] = []
    for local in told:
        pages = list(pages_of(local, PNG if has_png else SVG))
        addresses += [local.folder + page.path for page in pages]
        others = [*scripts(local), *data_files(local), *pictures(local)]
        # Making the data files takes the most room: they come while nothing else is held.
        made += [in_folder(file, local) for file in (*others, *pages)]
    whole = site_inputs.of_record(asked, has_png=has_png)
    return [
        file if file.made_of else file._replace(made_of=lambda: whole)
        for file in (*made, *for_robots(asked, addresses))
    ]


def drawings(asked: Asked) -> list[File]:
    """The pictures of all languages."""
    told = [Local(asked, lang) for lang in asked.langs]
    return [in_folder(file, local) for local in told for file in pictures(local)]


def in_folder(file: File, local: Local) -> File:
    """The file in the folder of its language."""
    return file._replace(path=local.folder + file.path)


def pictures(local: Local) -> Iterator[File]:
    """The picture of the site; only a whole address of it can be given to who shares a link."""
    if local.asked.base:
        yield File(SVG, lambda: picture(local.top))


def pages_of(local: Local, shown: str) -> Iterator[File]:
    """The pages in a language."""

    def file(path: str, tell: Callable[[], Told], made_of: Callable[[], str] | None = None) -> File:
        return File(path, lambda: page_bytes(tell(), local, picture=shown), made_of)

    for path, make in _views().items():
        yield file(path, partial(_view, path, make, local))
    yield from (file(told.path, partial(_part, told, local)) for told in local.parts)
    years = site_changes.by_year(local.below)
    for year in years:
        told = partial(_year, year, years, local)
        yield file(site_changes.year_path(year), told, partial(_year_of, year, years, local, shown))
    for row in local.top.known:
        path = f"{MILESTONE}{local.names[row.id]}.html"
        told = partial(_milestone, row, path, local)
        yield file(path, told, partial(_milestone_of, row, path, local, shown))


def _views() -> dict[str, Callable[[Page], Element]]:
    return {
        FIRST: overview.content,
        SLIPS: site_lists.slips,
        FORECAST: forecast.content,
        CHANGES: lambda page: site_changes.overview(page, site_changes.by_year(page)),
        SOURCES: site_lists.on_whom,
        MILESTONES: site_lists.milestones,
    }


def _view(path: str, make: Callable[[Page], Element], local: Local) -> Told:
    say = local.say
    return Told(path, say(VIEWS[path]), f"{say(TAGLINE)}.", make(local.top), of_day=True)


def _part(part: site_timeline.Part, local: Local) -> Told:
    page = local.below if "/" in part.path else local.top
    content = site_timeline.content(part, local.parts, page)
    return Told(part.path, local.say("Timeline"), f"{local.say(TAGLINE)}.", content, of_day=True)


def _year(year: int, years: Years, local: Local) -> Told:
    say = local.say
    content = site_changes.of_year(year, years, local.below)
    title = say("Changes in {year}", year=year)
    return Told(site_changes.year_path(year), title, f"{say(TAGLINE)}.", content)


def _year_of(year: int, years: Years, local: Local, shown: str) -> str:
    """What the page of a year is made of."""
    page, path = local.below, site_changes.year_path(year)
    sentence = site_changes.sentence_of(year, years[year], page)
    beside = site_changes.beside(year, years)
    around = frame(path, local, picture=shown) + local.canonical(path)
    return site_inputs.of_year(years[year], beside, sentence, page, around)


def _milestone(row: Row, path: str, local: Local) -> Told:
    page = local.below
    content = site_milestone.content(row, page, local.canonical(path))
    about = milestone.sentence(row, page) or f"{local.say(TAGLINE)}."
    return Told(path, row.title or row.id, about, content)


def _milestone_of(row: Row, path: str, local: Local, shown: str) -> str:
    """What the page of a milestone is made of."""
    page = local.below
    around = frame(path, local, picture=shown) + local.canonical(path)
    return site_inputs.of_milestone(row, site_milestone.drawn_until(row, page), page, around)
