"""The static report: where the programme stood on a day, in one file that can be mailed and cited.

Everything is in it, the drawing too; it needs no network and no script, and forbids both. The same
data and the same day give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dashboards.components import section
from dashboards.elements import Content, Element, h, to_html
from dashboards.headline import headline
from dashboards.page import Page
from dashboards.problem_list import problem_count
from dashboards.recent_changes import recent, recently
from dashboards.register import PAPER_ONLY, register, source_notes, source_numbers
from dashboards.report_style import style_sheet
from dashboards.report_timeline import timelines
from dashboards.shell import PRODUCT, TAGLINE, VERSION_SHOWN, on_record
from dashboards.views import overview
from tracker.programme import Programme
from tracker.words import words

# Which of these there are depends on the day on which the files are read; the report is the same
# whenever it is made.
OF_THE_DAY: Final = frozenset(
    {"future-actual", "future-announcement", "overdue", "plan-not-announced", "stale-claim"}
)
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def report(programme: Programme, *, as_of: date, lang: str) -> str:
    """The report as the text of one HTML file: what was known on a day and nothing later."""
    page = Page(
        programme=programme,
        as_of=as_of,
        today=as_of,
        lang=lang,
        say=words(lang),
        in_file=True,
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            "<head>",
            *(to_html(element) for element in about_the_file(page)),
            # Written as it is: in an element its > signs would be escaped, and CSS knows no &gt;.
            f"<style>{style_sheet(foot=running_foot(page))}</style>",
            "</head>",
            to_html(body(page)),
            "</html>",
            "",
        ]
    )


def about_the_file(page: Page) -> list[Element]:
    """What a browser is told of the file: nothing is fetched, nothing runs."""
    return [
        h("meta", charset="utf-8"),
        Element("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("meta", name="description", content=page.say(TAGLINE)),
        h("title", title(page)),
    ]


def title(page: Page) -> str:
    """What the report is and as of which day."""
    day = page.say.day(page.as_of)
    return page.say("{product}: report as of {day}", product=PRODUCT, day=day)


def running_foot(page: Page) -> str:
    """The line at the foot of every printed page."""
    version = page.say("data version {version}", version=page.programme.version[:VERSION_SHOWN])
    return f"{title(page)} · {version}"


def body(page: Page) -> Element:
    parts = sections(page)
    return h(
        "body",
        h("a", page.say("Skip to the content"), href="#content", class_="skip"),
        header(page, parts),
        h("main", headline(page), parts, id="content", tabindex="-1", class_="view"),
    )


def header(page: Page, parts: list[Element]) -> Element:
    say = page.say
    day = h("span", say("as of {day}", day=say.day(page.as_of)), class_="muted")
    links = [h("a", name, href=f"#{anchor}") for anchor, name in _contents(parts)]
    return h(
        "header",
        h("h1", PRODUCT, " ", day),
        h("p", say(TAGLINE)),
        h("nav", links, class_="contents", aria_label=say("Contents")),
        class_="report-head",
    )


def _contents(parts: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Anchor and heading of each section that a screen shows."""
    for part in parts:
        name = _heading(part)
        if name and part.attrs["id"] != PAPER_ONLY:
            yield part.attrs["id"], name


def _heading(part: Element) -> str:
    """The words of the first heading inside, "" for a part without one."""
    if part.tag == "h2":
        return "".join(map(str, part.children))
    inside = (_heading(child) for child in part.children if isinstance(child, Element))
    return next(filter(None, inside), "")


def sections(page: Page) -> list[Element]:
    """The report in the order in which a reader asks: now, next, late, lately, all of it."""
    if page.rows.empty:
        return [about(page)]
    # The register numbers the pages of its rows likewise; those of the changes come after them.
    lately = [change.source for change in recently(page)[0]]
    numbers = source_numbers([*page.rows["source"], *lately])
    parts = [
        overview.cards(page),
        overview.next_table(page),
        overview.overdue_table(page),
        overview.undated_table(page),
        recent(page, numbers=numbers),
        overview.track_table(page),
        reading_dates(page),
        timelines(page),
        register(page),
        source_notes(numbers, page),
        about(page),
    ]
    return [part for part in parts if part is not None]


def reading_dates(page: Page) -> Element:
    """How dates are to be read: without it "2026" and "at least" would be guessed at."""
    say = page.say
    text = say(
        "A date is shown as precisely as it was announced: “2026” means any day of that year, "
        "“end of 2025” any day from October to December, and no day is ever filled in. “Not "
        "before” is no promise and cannot be overdue. A milestone is overdue when the last day "
        "that its words allow has passed and no report of an outcome was found. Slip is the time "
        "from the first promise to what holds now, counted so that no reading of the two dates "
        "makes it shorter: hence “at least”."
    )
    return section(say("How to read the dates"), h("p", text, class_="prose"), name="dates")


def about(page: Page) -> Element:
    """From what the report was made, so that it can be made again and cited."""
    say, programme = page.say, page.programme
    lasting = [problem for problem in programme.problems if problem.code not in OF_THE_DAY]
    command = f"python -m tracker report --as-of {page.as_of.isoformat()}"
    facts: dict[str, Content] = {
        say("As of"): say.day(page.as_of),
        say("On record by then"): ", ".join(on_record(page)),
        say("Problems in the data, on any day"): problem_count(lasting, say) or say("none found"),
        say("Data version"): h("code", programme.version),
        say("Made with"): h("code", command),
    }
    listed = [[h("dt", name), h("dd", value)] for name, value in facts.items()]
    return section(say("About this report"), h("dl", listed), name="about")
