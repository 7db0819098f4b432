"""The choices above the timeline: search, filters, grouping, days, chart or table.

Every choice is a link to the page as it would then be; what is typed goes in a form to the same
address. So they work before any script has been read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import pandas as pd

from dashboards.axis import Span, shifted
from dashboards.components import hidden_fields
from dashboards.elements import Content, Element, h
from dashboards.fans import fans
from dashboards.filters import FORECAST, Filter, ranged, usual_span
from dashboards.page import TIMELINE_PATH, Page, known_milestones
from dashboards.row_words import CATEGORY_NAME
from dashboards.theme import STATUS_LOOK
from tracker import schema
from tracker.messages import message
from tracker.programme import Programme
from tracker.words import Words

GROUPING_NAME: Final = message(
    {
        "track": "track",
        "category": "category",
        "status": "status",
        "none": "nothing",
    }
)


def tools(asked: Filter, span: Span, page: Page) -> Element:
    """The toolbar: what is shown on the left, over which days and in which form on the right."""
    return h(
        "div",
        _search(asked, page),
        h(
            "div",
            _categories(asked, page),
            _statuses(asked, page),
            _groupings(asked, page),
            _forecast(asked, page),
            h("span", class_="tl-gap"),
            _zooms(asked, page) if asked.form == "chart" else None,
            _range(asked, span, page) if asked.form == "chart" else None,
            _forms(asked, page),
            class_="tl-choices",
            id="tl-choices",
        ),
        class_="tl-tools",
        role="search",
        aria_label=page.say("What the timeline shows"),
    )


def address(asked: Filter, page: Page) -> str:
    """The page with another filter."""
    told = [_pair(name, value) for name, value in asked.to_query().items()]
    if not told:
        return page.address(TIMELINE_PATH)
    path, _, carried = page.address(TIMELINE_PATH).partition("?")
    return f"{path}?{'&'.join([*told, carried] if carried else told)}"


@lru_cache(maxsize=4096)
def _pair(name: str, value: str) -> str:
    """A word of an address; a toolbar has forty links that differ in one."""
    return urlencode({name: value})


@lru_cache(maxsize=4)
def _counts(programme: Programme, as_of: date) -> dict[str, dict[str, int]]:
    """How many milestones there are of each category and of each status."""
    rows = known_milestones(programme, as_of)
    return {column: rows[column].value_counts().to_dict() for column in ("category", "status")}


def _search(asked: Filter, page: Page) -> Element:
    words = page.say("Search milestones")
    field = h(
        "input", type="search", name="q", id="tl-search", value=asked.search, placeholder=words,
        aria_label=words, autocomplete="off", spellcheck="false", maxlength=200,
    )  # fmt: skip
    return h("form", _carried(asked, page, "q"), field, action=TIMELINE_PATH, class_="tl-search")


def _carried(asked: Filter, page: Page, *typed: str) -> list[Element]:
    """The rest of the address, which a form would otherwise leave behind."""
    kept = asked.to_query() | dict(page.carried)
    return hidden_fields({k: v for k, v in kept.items() if k not in (*typed, "page")})


def _menu(label: str, chosen: str, links: Iterable[Content], say: Words, *, name: str) -> Element:
    told = say.parts("{name}: {told}", name=label, told=h("b", chosen))
    return h(
        "details",
        h("summary", told, id=f"tl-{name}", class_="tl-button"),
        h("div", links, class_="tl-menu"),
        class_="menu",
    )


def _link(text: Content, asked: Filter, page: Page, *, on: bool, kind: str = "") -> Element:
    current = "true" if on else None
    return h("a", text, href=address(asked, page), aria_current=current, class_=kind or None)


def _chosen(names: list[str], page: Page) -> str:
    if not names:
        return page.say("all")
    return names[0] if len(names) == 1 else page.say("{n} chosen", n=len(names))


def _categories(asked: Filter, page: Page) -> Element:
    say = page.say
    counts = _counts(page.programme, page.as_of)["category"]
    nothing = asked.but(tracks=(), categories=())
    links = [_link(say("All"), nothing, page, on=not (asked.tracks or asked.categories))]
    for track in schema.TRACKS:
        changed = asked.toggled("tracks", track)
        links.append(_link(say(track), changed, page, on=track in asked.tracks, kind="tl-group"))
        for category in (c for c, of in schema.TRACK_OF.items() if of == track):
            if CATEGORY_NAME[category] != track and counts.get(category):
                text: Content = [say(CATEGORY_NAME[category]), _count(counts[category], page)]
                changed = asked.toggled("categories", category)
                links.append(
                    _link(text, changed, page, on=category in asked.categories, kind="tl-member")
                )
    names = [*asked.tracks, *(CATEGORY_NAME[c] for c in asked.categories)]
    return _menu(
        say("Category"), _chosen([say(n) for n in names], page), links, say, name="category"
    )


def _count(n: int, page: Page) -> Element:
    return h("span", f" {page.say.number(n)}", class_="muted")


def _statuses(asked: Filter, page: Page) -> Element:
    say = page.say
    counts = _counts(page.programme, page.as_of)["status"]
    links = [_link(say("All"), asked.but(statuses=()), page, on=not asked.statuses)]
    for status in schema.STATUSES:
        look = STATUS_LOOK[status]
        symbol = h("span", look.symbol, class_="symbol", aria_hidden="true")
        text: Content = [symbol, say(look.word), _count(counts.get(status, 0), page)]
        changed = asked.toggled("statuses", status)
        links.append(_link(text, changed, page, on=status in asked.statuses))
    names = [say(STATUS_LOOK[status].word) for status in asked.statuses]
    return _menu(say("Status"), _chosen(names, page), links, say, name="status")


def _groupings(asked: Filter, page: Page) -> Element:
    say = page.say
    links = [
        _link(say(name), asked.but(group_by=key, collapsed=()), page, on=key == asked.group_by)
        for key, name in GROUPING_NAME.items()
    ]
    return _menu(say("Group by"), say(GROUPING_NAME[asked.group_by]), links, say, name="group")


def _zooms(asked: Filter, page: Page) -> Element:
    """The presets; none is current while days are typed."""
    say, years = page.say, usual_span(asked, page.as_of)
    names = {
        "all": say("All"),
        "years": f"{years.first.year}–{years.last.year}",
        "near": say("±1 year"),
        "months": say("±3 months"),
    }
    typed = bool(asked.since or asked.until)
    links = [
        _link(
            text,
            asked.but(zoom=zoom, since="", until=""),
            page,
            on=zoom == asked.zoom and not typed,
            kind="tl-button",
        )
        for zoom, text in names.items()
    ]
    return h("div", links, class_="tl-zooms", role="group", aria_label=say("Days on show"))


def _range(asked: Filter, span: Span, page: Page) -> Element:
    """Days typed in words, and steps for those who do not drag."""
    say = page.say
    fields = [
        h("label", name, _field(word, value, shown))
        for word, name, value, shown in (
            ("from", say("From"), asked.since, span.first),
            ("to", say("To"), asked.until, span.last),
        )
    ]
    form = h(
        "form",
        _carried(asked, page, "from", "to", "zoom"),
        fields,
        h("button", say("Show"), class_="tl-button"),
        action=TIMELINE_PATH,
        class_="tl-range",
    )
    hint = h("p", say("A year, a quarter, a day: 2018, Q1 2026, end of 2025, 30 Apr 2026."),
             class_="tl-hint")  # fmt: skip
    steps = [
        h("a", name, href=address(ranged(asked, to), page), class_="tl-button")
        for name, to in _steps(span, say).items()
    ]
    return h(
        "details",
        h("summary", say("Range"), id="tl-range", class_="tl-button"),
        h("div", form, hint, h("div", steps, class_="tl-steps"), class_="tl-menu tl-wide-menu"),
        class_="menu",
    )


def _field(word: str, value: str, shown: object) -> Element:
    return h("input", type="text", name=word, id=f"tl-{word}", value=value, placeholder=str(shown),
             autocomplete="off", size=14, maxlength=60)  # fmt: skip


def _steps(span: Span, say: Words) -> dict[str, Span]:
    """Half a page earlier or later, half or twice as many days."""
    half, quarter = span.days // 2, max(1, span.days // 4)
    return {
        say("← Earlier"): Span(shifted(span.first, -half), shifted(span.last, -half)),
        say("Later →"): Span(shifted(span.first, half), shifted(span.last, half)),
        say("+ Closer"): Span(shifted(span.first, quarter), shifted(span.last, -quarter)),
        say("− Wider"): Span(shifted(span.first, -half), shifted(span.last, half)),
    }


def _forecast(asked: Filter, page: Page) -> Element:
    """Forecasts shown or not, once they are with how many there are; off, none is worked out."""
    say = page.say
    text: Content = say("Forecast")
    if asked.forecast:
        text = [text, _count(len(fans(page)), page)]
    other = asked.but(forecast="" if asked.forecast else FORECAST)
    return h("a", text, href=address(other, page), class_="tl-button tl-forecast",
             aria_current="true" if asked.forecast else None)  # fmt: skip


def _forms(asked: Filter, page: Page) -> Element:
    table = asked.form == "chart"
    other = asked.but(form="table" if table else "chart")
    return h("a", page.say("Table") if table else page.say("Chart"), href=address(other, page),
             class_="tl-button")  # fmt: skip


def summary(asked: Filter, rows: pd.DataFrame, page: Page) -> Element:
    """How many milestones are shown and how they stand, in one sentence."""
    say = page.say
    counts = Counter(rows["status"].tolist())
    standing = ", ".join(
        say.standing(status, counts[status]) for status in schema.STATUSES if counts.get(status)
    )
    every = say.plural("{n} milestone", "{n} milestones", len(page.rows))
    if asked.narrows:
        every = say("{n} of {every}", n=say.number(len(rows)), every=every)
    text = say("{every}: {standing}.", every=every, standing=standing) if standing else f"{every}."
    clear = h("a", say("Clear the filters"), href=address(asked.cleared(), page))
    trouble = asked.trouble(say)
    return h(
        "p",
        text,
        [" ", clear] if asked.narrows else None,
        h("span", " ", trouble, class_="tl-trouble") if trouble else None,
        class_="tl-summary",
        role="status",
    )


def nothing_found(asked: Filter, page: Page) -> Element:
    """What would fill an empty timeline, and how."""
    say = page.say
    if page.rows.empty:
        text = say("No milestone was on record by {day}.", day=page.say.day(page.as_of))
        return h("p", text, class_="tl-nothing")
    told = [page.say("“{text}”", text=asked.search)] if asked.search else []
    told += [say(track) for track in asked.tracks]
    told += [say(CATEGORY_NAME[category]) for category in asked.categories]
    told += [say(STATUS_LOOK[status].word) for status in asked.statuses]
    clear = h("a", say("Clear the filters"), href=address(asked.cleared(), page))
    text = say("No milestone matches {what}.", what=", ".join(told))
    return h("p", text, " ", clear, class_="tl-nothing")
