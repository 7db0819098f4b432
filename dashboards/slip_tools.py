"""The choices above the slip chart: milestones, sides, years, chart or table.

Every choice is a link to the page as it would then be, and what is typed goes in a plain form, so
they work before any script has been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from dashboards.components import COMPARED, Row, hidden_fields, slip_mark
from dashboards.elements import Content, Element, h
from dashboards.fans import fans
from dashboards.page import SLIPS_PATH, Page
from dashboards.slip_asked import YEARS, Asked, address
from dashboards.theme import SIDE_NAME, SIDE_SYMBOL
from tracker import schema
from tracker.messages import message
from tracker.snapshot import certain_slip

# A line needs two points.
LEAST_STATEMENTS: Final = 2
LARGEST: Final = 10
YEARS_NAME: Final = message({"": "Whole record", "5": "5 years", "2": "2 years"})


class Choice(NamedTuple):
    """A milestone to choose, how much was said of it, and the days that it certainly slipped by."""

    row: Row
    statements: int
    certain: float


def tools(asked: Asked, found: Sequence[Choice], page: Page) -> Element:
    """The toolbar; ``found`` are the milestones to choose from (`choices`)."""
    return h(
        "div",
        h(
            "div",
            _milestones(asked, found, page),
            _sides(asked, page),
            _forecast(asked, page),
            h("span", class_="tl-gap"),
            _years(asked, page),
            _forms(asked, page),
            class_="tl-choices",
            id="sl-choices",
        ),
        class_="tl-tools sl-tools",
        role="search",
        aria_label=page.say("What the slip chart shows"),
    )


def choices(page: Page, counts: Mapping[str, int]) -> list[Choice]:
    """The milestones of which enough was said, the largest certain slip first."""
    found = [
        # What is overdue or given up has no slip that could be told.
        Choice(row, n, certain_slip(row.slip_min, row.slip_max) if row.status in COMPARED else 0.0)
        for row in page.known
        if (n := counts.get(row.id, 0)) >= LEAST_STATEMENTS
    ]
    return sorted(found, key=lambda choice: (-choice.certain, -choice.statements, choice.row.id))


def _milestones(asked: Asked, found: Sequence[Choice], page: Page) -> Element:
    """The milestones to choose from, with a search; opened when something was searched for."""
    say = page.say
    chosen = asked.milestones
    text = page.titles[chosen[0]] if len(chosen) == 1 else say("{n} chosen", n=len(chosen))
    return h(
        "details",
        h("summary", say.parts("{name}: {told}", name=say("Milestone"), told=h("b", text)),
          id="sl-milestone", class_="tl-button"),
        h(
            "div",
            _search(asked, page),
            h("ul", [_option(choice, asked, page) for choice in found], class_="sl-options"),
            h("p", say("No milestone with two statements matches."), class_="tl-hint sl-none",
              hidden=any(_matches(choice.row, asked) for choice in found)),
            _presets(asked, found, page),
            class_="tl-menu sl-menu",
        ),
        class_="menu",
        open=bool(asked.search),
    )  # fmt: skip


def _search(asked: Asked, page: Page) -> Element:
    words = page.say("Search milestones")
    hidden = hidden_fields(asked.to_query() | dict(page.carried))
    field = h(
        "input", type="search", name="q", id="sl-search", value=asked.search, placeholder=words,
        aria_label=words, autocomplete="off", spellcheck="false", maxlength=200,
    )  # fmt: skip
    return h("form", hidden, field, action=SLIPS_PATH, class_="tl-search sl-search")


def _matches(row: Row, asked: Asked) -> bool:
    """Whether a milestone has all words that were typed."""
    told = f"{row.title} {row.id}".casefold()
    return all(word in told for word in asked.search.casefold().split())


def _option(choice: Choice, asked: Asked, page: Page) -> Element:
    """A milestone to be shown alone, or beside those that are shown."""
    say, row = page.say, choice.row
    beside = asked.with_milestone(row.id)
    is_shown = row.id in asked.milestones
    sign = "−" if is_shown else "+"
    both = say("Remove {title}" if is_shown else "Add {title}", title=row.title)
    count = say.plural("{n} statement", "{n} statements", choice.statements)
    slip = slip_mark(row, say) if row.status in COMPARED else None
    alone = h(
        "a",
        row.title,
        [" ", h("span", count, class_="muted"), " ", slip],
        href=address(asked.but(milestones=(row.id,)), page),
        aria_current="true" if asked.milestones == (row.id,) else None,
        class_="sl-option",
    )
    other = h("a", sign, href=address(beside, page), aria_label=both, title=both, class_="sl-add")
    matching = _matches(row, asked)
    return h("li", alone, other if beside.milestones else None, hidden=not matching)


def _presets(asked: Asked, found: Sequence[Choice], page: Page) -> Element | None:
    """Several at once."""
    late = [choice.row.id for choice in found if choice.certain > 0][:LARGEST]
    if len(late) < LEAST_STATEMENTS:
        return None
    text = page.say("The {n} largest slips together", n=len(late))
    return h("p", h("a", text, href=address(asked.but(milestones=tuple(late)), page)),
             class_="sl-preset")  # fmt: skip


def _sides(asked: Asked, page: Page) -> Element:
    say = page.say
    everyone = h("a", say("All"), href=address(asked.but(sides=()), page),
                 aria_current=None if asked.sides else "true")  # fmt: skip
    links: list[Content] = [everyone]
    for side in schema.SIDES:
        symbol = h("span", SIDE_SYMBOL[side], class_=f"symbol side-{side}", aria_hidden="true")
        current = "true" if side in asked.sides else None
        links.append(h("a", symbol, say(SIDE_NAME[side]), href=address(asked.with_side(side), page),
                       aria_current=current))  # fmt: skip
    names = [say(SIDE_NAME[side]) for side in asked.sides]
    text = ", ".join(names) if len(names) < 3 else say("{n} chosen", n=len(names))
    told = say.parts("{name}: {told}", name=say("Said by"), told=h("b", text or say("all")))
    return h(
        "details",
        h("summary", told, class_="tl-button", id="sl-side"),
        h("div", links, class_="tl-menu"),
        class_="menu",
    )  # fmt: skip


def _links(texts: Iterable[tuple[str, Asked, bool]], page: Page) -> list[Element]:
    return [
        h(
            "a",
            text,
            href=address(to, page),
            class_="tl-button",
            aria_current="true" if on else None,
        )
        for text, to, on in texts
    ]


def _years(asked: Asked, page: Page) -> Element:
    say = page.say
    texts = [
        (say(YEARS_NAME[years]), asked.but(years=years), years == asked.years) for years in YEARS
    ]
    return h("div", _links(texts, page), class_="tl-zooms", role="group",
             aria_label=say("Said in the last"))  # fmt: skip


def _forecast(asked: Asked, page: Page) -> Element:
    """Forecasts shown or not, once they are with how many there are; off, none is worked out."""
    say = page.say
    text: Content = say("Forecast")
    if asked.forecast:
        n = sum(name in fans(page) for name in asked.milestones)
        text = [text, h("span", f" {say.number(n)}", class_="muted")]
    other = asked.but(forecast="" if asked.forecast else "1")
    return h("a", text, href=address(other, page), class_="tl-button tl-forecast",
             aria_current="true" if asked.forecast else None)  # fmt: skip


def _forms(asked: Asked, page: Page) -> Sequence[Element]:
    say = page.say
    if asked.form == "chart":
        return _links([(say("Table"), asked.but(form="table"), False)], page)
    return _links([(say("Chart"), asked.but(form="chart"), False)], page)
