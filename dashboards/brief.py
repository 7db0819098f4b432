"""What would I write to a colleague today? The state of the programme as a page of Markdown.

The sentences of Status, what is overdue and due, what changed lately, each with the page that says
so, the day and the version. It can be pasted into an e-mail as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from dashboards.change_filter import period_words
from dashboards.components import Row, more_words, no_date, of_status, reading, sorted_by_date
from dashboards.elements import Element, Node
from dashboards.headline import claims_told, headline, promised
from dashboards.outlet import ONE_FILE
from dashboards.page import Page
from dashboards.recent_changes import asked_period, recently
from dashboards.shell import PRODUCT, on_record
from tracker.addresses import first_address, host_of
from tracker.change import Change
from tracker.exports.edition import Edition, how_to_cite, plain
from tracker.words import Words

# Of each list; the rest is counted.
LISTED: Final = 12
SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|])")
# Of an address only these would end the link that it stands in.
IN_ADDRESS: Final = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E"}


def brief(edition: Edition) -> str:
    """The page as text."""
    page = page_of(edition)
    heading = page.say("{product} as of {day}", product=PRODUCT, day=page.say.day(page.as_of))
    parts = [
        f"# {heading}",
        escaped(text_of(headline(page)) if page.known else nothing(page)),
        *(part for part in (overdue(edition, page), due(edition, page), lately(page)) if part),
        "---",
        escaped(" · ".join(on_record(page))) + ".",
        escaped(how_to_cite(edition)),
    ]
    return "\n\n".join(parts) + "\n"


def nothing(page: Page) -> str:
    return page.say("No milestone was on record by {day}.", day=page.say.day(page.as_of))


def page_of(edition: Edition) -> Page:
    """The edition as the page of a file, which leads to no other view."""
    return Page(
        programme=edition.programme,
        as_of=edition.as_of,
        today=edition.as_of,
        lang=edition.lang,
        say=edition.say,
        outlet=ONE_FILE,
    )


def overdue(edition: Edition, page: Page) -> str:
    """Whose promised date has passed without a report."""
    return listed(page.say("Overdue"), of_status(page.known, "overdue"), edition, page)


def due(edition: Edition, page: Page) -> str:
    """Whose promised date the day lies in."""
    return listed(page.say("Due now"), of_status(page.known, "due"), edition, page)


def listed(name: str, rows: list[Row], edition: Edition, page: Page) -> str:
    """One line a milestone, the nearest end of window first; "" where there is none."""
    if not rows:
        return ""
    shown = sorted_by_date(rows)[:LISTED]
    lines = [line_of(row, edition, page) for row in shown]
    rest = more_words(len(rows) - LISTED, page.say)
    return section(name, [*lines, *([f"- {rest}"] if rest else [])])


def line_of(row: Row, edition: Edition, page: Page) -> str:
    """What is promised of a milestone, by whom, how far the day is from it, and where it stands."""
    claims = edition.claims.get(row.id, []) if row.contested else [edition.claim_on(row)]
    who = "" if row.contested else said_by(claims[0], page.say)
    told = filter(None, (page.say("{name}: {told}", name=row.title, told=standing(row, page)), who))
    pages = [first_address(claim.source) for claim in claims if claim]
    return item(" ".join(told), *(filter(None, pages) if any(pages) else row.source.split()[:1]))


def standing(row: Row, page: Page) -> str:
    """The date that holds, and by how much it has passed; or what each side says."""
    say = page.say
    if row.contested:
        return say("the sides differ: {sides}", sides=claims_told(row, page))
    promise = promised(row, say) if row.current_words is not None else no_date(row, say)
    if row.status == "overdue" and (late := reading(row, page.as_of, say)):
        return say("{promise}, overdue for {duration}", promise=promise, duration=late)
    return promise


def said_by(claim: Any | None, say: Words) -> str:
    """Who gave the date, and when, in brackets."""
    if claim is None:
        return ""
    who = claim.speaker or claim.organisation
    return f"({', '.join(filter(None, (who, say.date(claim.announced_words))))})"


def lately(page: Page) -> str:
    """What changed over the last days, or else what changed last."""
    found, is_lately = recently(page)
    if not found:
        return ""
    say, titles = page.say, page.titles
    when = period_words(*asked_period(page), say)
    if is_lately:
        name = say("What changed {when}", when=when)
        return section(name, list(change_lines(found, titles, page)))
    nothing = say("Nothing changed {when}. The last changes before:", when=when)
    lines = [nothing, "", *change_lines(found, titles, page)]
    return section(say("What changed"), lines)


def change_lines(found: list[Change], titles: dict[str, str], page: Page) -> Iterator[str]:
    say = page.say
    for change in found[:LISTED]:
        told = say("{name}: {told}", name=titles.get(change.id, change.id), told=change.text(say))
        said = " · ".join(filter(None, (say.date(change.when), told, change.who)))
        yield item(said, *change.source.split())
    if rest := more_words(len(found) - LISTED, say):
        yield f"- {rest}"


def section(name: str, lines: list[str]) -> str:
    return "\n".join([f"## {name}", "", *lines])


def item(text: str, *addresses: str) -> str:
    """One point of a list with the pages that say so."""
    return " ".join([f"- {escaped(text)}", *(link(page) for page in addresses if host_of(page))])


def link(address: str) -> str:
    """The page under the name of its site.

    >>> link("https://www.inform.kz/a_(b)")
    '[inform.kz](https://www.inform.kz/a_%28b%29)'
    """
    whole = "".join(IN_ADDRESS.get(sign, sign) for sign in plain(address))
    return f"[{escaped(host_of(address))}]({whole})"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is.

    >>> print(escaped("a_b *c* [d]"))
    a\\_b \\*c\\* \\[d\\]
    """
    return SIGNS.sub(r"\\\1", plain(text))


def text_of(node: Node) -> str:
    """The words of an element."""
    return "".join(map(text_of, node.children)) if isinstance(node, Element) else node
