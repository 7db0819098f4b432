"""Who slipped most, and who kept what was promised: all milestones by slip, the record by side,
organisation and speaker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from math import isnan
from typing import Final

import pandas as pd

from dashboards.components import (
    COMPARED,
    Column,
    Row,
    built_and_flown,
    more,
    of_status,
    reading,
    section,
    slip_mark,
    slip_words,
    table,
)
from dashboards.elements import Content, Element, h
from dashboards.page import STATUS_PATH, Page
from dashboards.slip_asked import slips_of
from dashboards.slip_tables import side_sign
from dashboards.theme import SIDE_NAME
from tracker.columns import Columns
from tracker.promises import FEWEST, Name, Tally, by, promise_columns
from tracker.words import Words

# So many stand open; the rest unfold.
SHOWN: Final = 12
NAMES_SHOWN: Final = 10
DAYS_OF_YEAR: Final = 365.25
# Steps of the scale of the bars, in years; the finest that gives at most so many.
STEPS: Final = (1, 2, 5, 10, 20)
MOST_STEPS: Final = 5


def ranking(page: Page, counts: Mapping[str, int], *, most: int | None = None) -> Element:
    """All milestones of which something was said, by the part of their slip that is certain; of
    each list the first ``most``, where there is a limit."""
    say = page.say
    spoken_of = [row for row in page.known if row.id in counts]
    compared = [row for row in spoken_of if is_compared(row)]
    late = sorted(
        (row for row in compared if row.slip_min > 0), key=lambda row: (-row.slip_min, row.id)
    )
    rest = sorted((row for row in compared if not row.slip_min > 0), key=lambda row: row.id)
    heading = say("All milestones by slip")
    flown = len(built_and_flown(page.known))
    notes = [
        h("p", _counted(len(late), len(compared), counts, page), class_="note"),
        h("p", _on_status(flown, page), class_="note") if flown else None,
    ]
    if not compared:
        empty = h(
            "p", say("No milestone with an announcement has two dates to compare."), class_="empty"
        )
        return section(heading, empty, name="ranking")
    listed = _ranked(late[:most], page, counts) if late else None
    overdue = overdue_first(spoken_of)
    unfolded = [_not_late(rest[:most], page), _overdue(overdue[:most], page)]
    left_out = sum(max(0, len(rows) - most) for rows in (late, rest, overdue)) if most else 0
    cut = more(left_out, page.timeline(status="done"), page.say)
    return section(heading, notes, listed, unfolded, cut, name="ranking")


def is_compared(row: Row) -> bool:
    """Whether a milestone stands against a first promise, by one edge of it at least."""
    told = row.status in COMPARED and row.baseline_words is not None
    return told and not (isnan(row.slip_min) and isnan(row.slip_max))


def _counted(late: int, compared: int, counts: Mapping[str, int], page: Page) -> str:
    """How many milestones are ranked, and why the others are not."""
    return page.say(
        "Of {all} milestones {said} have a statement on record, the other {silent} none. Of these "
        "{said}, {n} can be compared with a first promise: {late} are later, whatever the reading. "
        "{left_out} cannot: overdue, cancelled, or without a date or a first promise.",
        all=len(page.known), said=len(counts), silent=len(page.known) - len(counts),
        n=compared, late=late, left_out=len(counts) - compared,
    )  # fmt: skip


def _on_status(flown: int, page: Page) -> list[Content]:
    """Why the median on Status is of other milestones."""
    say = page.say
    text = say(
        "is of {n}: launches and works that happened, with a statement on record or only "
        "a first promise in the file.",
        n=flown,
    )
    return [h("a", say("The median slip on Status"), href=page.address(STATUS_PATH)), " ", text]


def overdue_first(rows: Iterable[Row]) -> list[Row]:
    """What is late without a report, the longest first."""
    overdue = (row for row in of_status(rows, "overdue") if row.current_latest is not pd.NaT)
    return sorted(overdue, key=lambda row: (row.current_latest, row.id))


def _overdue(rows: Sequence[Row], page: Page) -> Element | None:
    """Late without a report: how late they came, or will come, nobody knows."""
    if not rows:
        return None
    say = page.say
    text = say.plural("{n} overdue: late, and no outcome found",
                      "{n} overdue: late, and no outcome found", len(rows))  # fmt: skip
    columns = (
        Column(say("Milestone"), names_row=True),
        Column(say("Promised for"), "path"),
        Column(say("Overdue for"), "when"),
    )
    cells = [
        (
            h("a", row.title or row.id, href=slips_of(row.id, page), class_="milestone"),
            say.date(row.current_words),
            h("span", reading(row, page.as_of, say), class_="slip late"),
        )
        for row in rows
    ]
    listed = table(columns, cells, name=say("Overdue"))
    return h("details", h("summary", text), listed, class_="sl-rest")


def _ranked(late: Sequence[Row], page: Page, counts: Mapping[str, int]) -> list[Element | None]:
    say = page.say
    ends = [edge for row in late for edge in (row.slip_min, row.slip_max)]
    longest = max(edge for edge in ends if not isnan(edge))
    columns = (
        Column(say("Milestone"), names_row=True),
        Column(say("First promise → now"), "path"),
        Column(_scale(longest, say), "bars", label=say("Slip")),
        Column(say("Slip, at least"), "when"),
        Column(say("Statements"), "number"),
    )
    cells = [_rank_cells(row, longest, page, counts) for row in late]
    key = say(
        "Full: the part of the slip that no reading can argue away. Pale: as far as the words "
        "allow; fading where no end was named."
    )
    first = table(columns, cells[:SHOWN], name=say("Milestones by slip"))
    return [
        h("div", first, class_="sl-ranked"),
        _unfolded(columns, cells[SHOWN:], say),
        h("p", key, class_="tl-key"),
    ]


def _unfolded(
    columns: Sequence[Column], cells: Sequence[Sequence[Content]], say: Words
) -> Element | None:
    if not cells:
        return None
    text = say.plural("{n} more", "{n} more", len(cells))
    listed = table(columns, cells, name=say("More milestones by slip"))
    return h("details", h("summary", text), listed, class_="sl-ranked sl-rest")


def _rank_cells(
    row: Row, longest: float, page: Page, counts: Mapping[str, int]
) -> tuple[Content, ...]:
    say = page.say
    path = f"{say.date(row.baseline_words)} → {say.date(row.current_words)}"
    return (
        h("a", row.title or row.id, href=slips_of(row.id, page), class_="milestone"),
        path,
        _bar(row.slip_min, row.slip_max, longest, slip_words(row, say)),
        slip_mark(row, say),
        say.number(counts[row.id]),
    )


def _bar(least: float, most: float, longest: float, words: str) -> Element:
    """The slip from its first promise on: the certain part full, the rest pale."""
    end = longest if isnan(most) else most
    certain, possible = 100 * least / longest, 100 * (end - least) / longest
    fading = " sl-open" if isnan(most) else ""
    return h(
        "span",
        h("span", class_="sl-certain", style=f"width:{certain:.2f}%"),
        h("span", class_=f"sl-possible{fading}", style=f"width:{possible:.2f}%"),
        class_="sl-rank-bar",
        role="img",
        aria_label=words,
        title=words,
    )


def _scale(longest: float, say: Words) -> Element:
    """The years along the bars."""
    years = longest / DAYS_OF_YEAR
    step = next((step for step in STEPS if years / step <= MOST_STEPS), STEPS[-1])
    marks = [
        h(
            "span",
            say.plural("{n} y", "{n} y", year) if year else "0",
            style=f"left:{100 * year / years:.2f}%",
        )
        for year in range(0, int(years) + 1, step)
    ]
    return h("span", h("span", say("Slip"), class_="unseen"), marks, class_="sl-scale")


def _not_late(rest: Sequence[Row], page: Page) -> Element | None:
    """Those that some reading keeps on time."""
    if not rest:
        return None
    say = page.say
    text = say.plural(
        "{n} that some reading keeps on time", "{n} that some reading keeps on time", len(rest)
    )
    items = [
        h("li", h("a", row.title or row.id, href=slips_of(row.id, page), class_="milestone"), " ",
          h("span", slip_words(row, say), class_="muted"))
        for row in rest
    ]  # fmt: skip
    return h("details", h("summary", text), h("ul", items, class_="plain listed"))


def records(page: Page) -> Element:
    """Promises made, kept, broken and open: by side, by organisation, by speaker."""
    say = page.say
    made = promise_columns(page.programme, page.as_of)
    heading = say("Promises kept and broken")
    note = say(
        "A promise is a date named by one of the two sides, told once however often it was "
        "repeated. Kept: it happened by the end of what was promised. What cannot be told stays "
        "open.",
    )
    if not len(made["fate"]):
        empty = say("No promise is on record. Add a statement with its side to announcements.csv.")
        return section(heading, h("p", empty, class_="empty"), name="records")
    told: list[tuple[str, Name]] = [
        (say("By side"), "side"),
        (say("By organisation"), "organisation"),
        (say("By speaker"), "speaker"),
    ]
    parts = [_record(title, name, made, page) for title, name in told]
    none = say(
        "Median slip: of the promises that are kept or broken. –: fewer than {least} are, or half "
        "of them have no end in sight.",
        least=FEWEST,
    )
    notes = [h("p", note, class_="note"), h("div", parts, class_="sl-records")]
    return section(heading, notes, h("p", none, class_="tl-key"), name="records")


def _record(title: str, name: Name, made: Columns, page: Page) -> Element:
    say, found = page.say, by(made, name)
    columns = (
        Column(title, names_row=True),
        Column(say("Made"), "number"),
        Column(say("Kept"), "number"),
        Column(say("Broken"), "number"),
        Column(say("Open"), "number"),
        Column(say("Median slip"), "number"),
    )
    cells = [_record_cells(row, name, page) for row in found.told]
    first = table(columns, cells[:NAMES_SHOWN], name=title) if cells else h("h3", title)
    rest = cells[NAMES_SHOWN:]
    beyond = say.plural("{n} more", "{n} more", len(rest))
    unfolded = (
        h("details", h("summary", beyond), table(columns, rest, name=beyond)) if rest else None
    )
    few = found.left_out
    left_out = say.plural(
        "{n} with fewer than {least} promises is not shown.",
        "{n} with fewer than {least} promises are not shown.",
        few,
        least=FEWEST,
    )
    return h("div", first, unfolded, h("p", left_out, class_="note") if few else None,
             class_=f"sl-record sl-by-{name}")  # fmt: skip


def _record_cells(row: Tally, name: Name, page: Page) -> tuple[Content, ...]:
    say = page.say
    who: Content = row.name
    if name == "side":
        who = [side_sign(row.name, say), " ", say(SIDE_NAME[row.name])]
    return (who, *(say.number(int(n)) for n in (row.made, row.kept, row.broken, row.open)),
            _median(row, page))  # fmt: skip


def _median(row: Tally, page: Page) -> Content:
    """The median of what was decided, as an interval, in days where one points at it; red where
    even the least is late."""
    say = page.say
    if isnan(row.median_slip_min) or isnan(row.median_slip_max):
        return h(
            "span",
            "–",
            title=say("fewer than {least} decided, or no end in sight", least=FEWEST),
        )
    least, most = int(row.median_slip_min), int(row.median_slip_max)
    days = say("{least} to {most} days", least=say.number(least), most=say.number(most))
    ends = [
        say.short_duration(page.as_of - timedelta(days=end), page.as_of) for end in (least, most)
    ]
    text = ends[0] if ends[0] == ends[1] else say("{least} to {most}", least=ends[0], most=ends[1])
    n = say("of {n} decided", n=say.number(int(row.decided)))
    return [
        h("span", text, class_="slip late" if least > 0 else "slip", title=days),
        " ",
        h("span", n, class_="muted sl-n"),
    ]
