"""The open milestones as a chart, with the key to it and its table twin: what was promised, when
to expect it on the record of other programmes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from dashboards.components import Column, date_text, milestone_link, more_words, section, table
from dashboards.elements import Content, Element, h
from dashboards.forecast_drawing import NARROW, Fans, Told, fans
from dashboards.forecast_svg import fans_svg
from dashboards.page import Page
from tracker.dates import DateWords
from tracker.forecast import CHANCES, NO_FORECAST, Forecast
from tracker.forecast_words import (
    beside,
    chance,
    ends,
    grain,
    period,
    sentence,
    waits,
)
from tracker.outlook import Outlook
from tracker.words import Words

# Widths of the drawing, as on the slip chart: each is shown from 0.92 of its own on.
WIDTHS: Final = (348, 520, 720, 946, 1180)
LEAST: Final = 0.92
# So many are drawn, so many stand in the table; the command has them all.
DRAWN: Final = 60
LISTED: Final = 400
NONE: Final = "–"
# Tag, class, left, top, width, height.
Shapes = Sequence[tuple[str, str, float, float, float, float]]


def expected(found: Sequence[Outlook], page: Page) -> Element:
    """The chart of those with a forecast, how it is read, and its numbers."""
    say = page.say
    heading = say("Promised, and to be expected")
    ordered = in_order(found)
    rest = more_words(len(found) - DRAWN, say)
    return section(
        heading,
        [_group(name, part, page) for name, part in groups(ordered[:DRAWN], say)],
        key(say),
        h("p", rest, class_="more") if rest else None,
        h(
            "details",
            h("summary", say("All numbers as a table")),
            h("div", twin(ordered[:LISTED], page), class_="fc-twin"),
        ),
        name="expected",
        note=say("by the day of even odds; each row leads to its milestone"),
    )


def in_order(found: Sequence[Outlook]) -> list[Outlook]:
    """Those still to come, then those whose promise has passed."""
    return sorted(found, key=lambda each: each.passed)


def groups(found: Sequence[Outlook], say: Words) -> list[tuple[str, list[Outlook]]]:
    """Both kinds under their headings, without one that is empty."""
    live = [each for each in found if not each.passed]
    past = [each for each in found if each.passed]
    both = (
        (say("Promised and still to come"), live),
        (say("Promise passed, no outcome found"), past),
    )
    return [(name, part) for name, part in both if part]


def _group(name: str, part: Sequence[Outlook], page: Page) -> list[Element]:
    return [h("h3", name), charts(lambda width: _chart(part, width, page), name, page)]


def charts(make: Callable[[int], Fans], title: str, page: Page) -> Element:
    """A drawing in its widths; the style sheet shows the one that fits."""
    fitted = page.chart_width in WIDTHS
    about = how_to_read(page.say)
    return h(
        "div",
        [
            fans_svg(make(width), title=title, about=about, name=str(width))
            for width in ((page.chart_width,) if fitted else WIDTHS)
        ],
        class_="sl-chart sl-fitted" if fitted else "sl-chart",
        data_widths=" ".join(map(str, WIDTHS)),
        data_least=LEAST,
    )


def how_to_read(say: Words) -> str:
    return say(
        "Each row: above, the period that was promised; below, the forecast, light from the day "
        "that 1 in 10 do not pass to the day that 9 in 10 do not pass, full from even odds to 4 in "
        "5, with a stroke at even odds."
    )


def _chart(found: Sequence[Outlook], width: int, page: Page) -> Fans:
    say = page.say
    return fans(
        [_told(each, page, narrow=width < NARROW) for each in found],
        width,
        heads=(say("even odds by"), say("4 in 5 by")),
        marked=[day_shown(page)],
        close=False,
        say=say,
    )


def day_shown(page: Page) -> tuple[date, str, str]:
    """The day of the page as its line has it: day, words, kind. A file is read on other days."""
    say = page.say
    if page.is_served and page.as_of == page.today:
        return page.as_of, say("today"), "today"
    return page.as_of, say("as of {day}", day=say.day(page.as_of)), "as-of"


def _told(each: Outlook, page: Page, *, narrow: bool) -> Told:
    say, made = page.say, each.forecast
    assert made is not None
    assert each.claim is not None
    cells = (quantile(made, 0.5, say), quantile(made, 0.8, say))
    return Told(
        name=each.row.title or each.row.id,
        under=_under(each.claim.target_words, cells, page, narrow=narrow),
        cells=cells,
        promise=each.claim.target_words,
        days=ends(made),
        sentence=" ".join([sentence(each, say), *beside(each, say)]),
        href=page.milestone(each.row.id),
    )


def _under(
    target: DateWords, cells: tuple[str, str], page: Page, *, narrow: bool
) -> tuple[str, ...]:
    """What stands under a name. Narrow paper has no columns at the right: there the odds, and what
    was promised is drawn and told in words."""
    say = page.say
    if narrow:
        odds = say("even odds by {even}, 4 in 5 by {likely}", even=cells[0], likely=cells[1])
        return odds, f"{cells[0]} · {cells[1]}"
    promised = say.promised(target)
    return f"{promised[:1].upper()}{promised[1:]}", say.date(target)


def quantile(made: Forecast, chance: float, say: Words) -> str:
    """The period in which a chance is reached, as precise as the spread allows."""
    return say.date(period(made.days[chance], grain(made.days))) or NONE


def key(say: Words, *, back: bool = False) -> Element:
    """Each mark beside what it means; ``back``: of a chart that looks back."""
    marks: list[tuple[Shapes, str]] = [
        ((("rect", "fc-promise", 1, 2, 24, 8),), say("promised: the whole period that the words "
                                                     "allow; fading: no beginning named")),
        ((("rect", "fc-band", 1, 1, 24, 10),), say("8 in 10 fall within (P10 to P90)")),
        ((("rect", "fc-likely", 1, 1, 24, 10),), say("from even odds to 4 in 5 (P50 to P80)")),
        ((("rect", "fc-stroke", 12, 0, 2.5, 12),), say("even odds (P50)")),
    ]  # fmt: skip
    if back:
        marks.append(((("rect", "fc-said", 10, 3.5, 5, 5),), say("the day of the statement")))
    return h("p", [[_explained(shapes, text), " "] for shapes, text in marks], class_="fc-key")


def _explained(shapes: Shapes, text: str) -> Element:
    drawn = [
        h(tag, x=x, y=y, width=width, height=height, class_=kind)
        for tag, kind, x, y, width, height in shapes
    ]
    sample = h("svg", drawn, width=26, height=12, viewBox="0 0 26 12", aria_hidden="true",
               class_="fc-sample")  # fmt: skip
    return h("span", sample, text, class_="fc-explained")


def twin(found: Sequence[Outlook], page: Page) -> Element:
    """The chart as a table: all its numbers, and of how many rows and programmes they are."""
    say = page.say
    columns = (
        Column(say("Milestone"), names_row=True),
        Column(say("Promised")),
        Column(say("Said on")),
        *(Column(say("P{n}", n=round(100 * chance)), "number") for chance in CHANCES),
        Column(say("Odds within what is promised"), "number"),
        Column(say("Never seen kept, at most"), "number"),
        Column(say("Statements"), "number"),
        Column(say("Programmes"), "number"),
        Column(say("Own moves later"), "number"),
    )
    cells = [_cells(each, page) for each in found]
    return table(columns, cells, name=say("Promised, and to be expected"))


def _cells(each: Outlook, page: Page) -> tuple[Content, ...]:
    say, made, claim = page.say, each.forecast, each.claim
    assert made is not None
    assert claim is not None
    later = [h("p", text, class_="muted") for text in waits(each, say)]
    return (
        [milestone_link(each.row.id, each.row.title, page), *later],
        date_text(claim.target_words, say),
        say.date(claim.announced_words),
        *(quantile(made, chance, say) for chance in CHANCES),
        chance(made.kept, say),
        chance(made.never, say),
        say.number(made.cases),
        say.number(made.programmes),
        say.number(each.slips),
    )


def in_words(found: Sequence[Outlook], page: Page) -> Element | None:
    """A sentence for each that can be quoted."""
    if not found:
        return None
    say = page.say
    rest = more_words(len(found) - LISTED, say)
    return section(
        say("In words"),
        [
            (
                h("h3", name),
                h("ul", [_item(each, page) for each in part], class_="plain fc-sentences"),
            )
            for name, part in groups(in_order(found)[:LISTED], say)
        ],
        h("p", rest, class_="more") if rest else None,
        name="words",
        note=say("“By” means by the end."),
    )


def _item(each: Outlook, page: Page) -> Element:
    title = milestone_link(each.row.id, each.row.title, page)
    more = " ".join(beside(each, page.say))
    return h(
        "li",
        h("p", h("strong", title)),
        h("p", sentence(each, page.say)),
        h("p", more, class_="muted") if more else None,
    )


def without(found: Sequence[Outlook], page: Page) -> Element | None:
    """Those without a forecast, each with the reason."""
    if not found:
        return None
    say = page.say
    items = [
        h("li", milestone_link(each.row.id, each.row.title, page), " ",
          h("span", say(NO_FORECAST[each.reason]), class_="muted"))
        for each in found[:LISTED]
    ]  # fmt: skip
    rest = more_words(len(found) - LISTED, say)
    return section(
        say("Without a forecast"),
        h("ul", items, class_="plain listed"),
        h("p", rest, class_="more") if rest else None,
        name="without",
    )
