"""What does a reader hold in hand? The cover: title, day, extent, version of the data, contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboards.elements import Element, h
from dashboards.page import VERSION_DIGITS, Page, known_rows
from dashboards.report_asked import Asked
from dashboards.row_words import CATEGORY_NAME
from dashboards.shell import PRODUCT, TAGLINE, on_record
from tracker import schema


def cover(page: Page, asked: Asked, parts: Iterable[Element]) -> Element:
    """The head of the report; its contents lead to the sections."""
    say = page.say
    links = [h("a", name, href=f"#{anchor}") for anchor, name in _contents(parts)]
    return h(
        "header",
        h("p", PRODUCT if asked.title else None, ". " if asked.title else None, say(TAGLINE),
          class_="kicker"),
        h("h1", asked.title or PRODUCT),
        h("p", cover_line(page, asked), class_="cover-line"),
        h("p", extent(page, asked), class_="cover-line") if asked.only else None,
        h("nav", links, class_="contents", aria_label=say("Contents")),
        class_="report-head",
    )  # fmt: skip


def title(page: Page, asked: Asked) -> str:
    """What the report is and as of which day."""
    return page.say(
        "{product}: report as of {day}",
        product=asked.title or PRODUCT,
        day=page.say.day(page.as_of),
    )


def cover_line(page: Page, asked: Asked) -> list[Element | str]:
    """As of which day, how much is on record, which version of the data."""
    say = page.say
    told = [
        say("as of {day}", day=say.day(page.as_of)),
        *on_record(page),
        say("data version {version}", version=page.programme.version[:VERSION_DIGITS]),
    ]
    if asked.since:
        told.insert(1, say("changes since {day}", day=say.day(asked.since)))
    return [part for n, text in enumerate(told)
            for part in ((" · ", h("span", text, class_="unbroken")) if n else
                         (h("span", text, class_="unbroken"),))]  # fmt: skip


def extent(page: Page, asked: Asked) -> str:
    """Of a part of the record: which, and that everything is counted of this part alone."""
    say = page.say
    whole = len(known_rows(page.programme, page.as_of, page.lang))
    return say(
        "A part of the record: {n} of {whole} milestones ({named}). Everything here is counted of "
        "these alone.",
        n=say.number(len(page.known)), whole=say.number(whole), named=_named(page, asked),
    )  # fmt: skip


def _named(page: Page, asked: Asked) -> str:
    """Categories by their names, milestones by their titles."""
    names = [
        page.say(CATEGORY_NAME[name]) if name in schema.CATEGORIES else page.titles.get(name, name)
        for name in asked.named
    ]
    return "; ".join(names)


def _contents(parts: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Anchor and heading of each section."""
    for part in parts:
        name = _heading(part)
        if name:
            yield part.attrs["id"], name


def _heading(part: Element) -> str:
    """The words of the first heading inside, "" for a part without one."""
    if part.tag == "h2":
        return "".join(map(str, part.children))
    inside = (_heading(child) for child in part.children if isinstance(child, Element))
    return next(filter(None, inside), "")
