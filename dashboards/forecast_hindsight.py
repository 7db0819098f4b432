"""What would have been forecast of a milestone at each statement, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboards.components import Column, Row, date_text, section, table
from dashboards.elements import Content, Element, h
from dashboards.forecast_chart import NONE, charts, day_shown, key, quantile
from dashboards.forecast_drawing import Fans, Told, fans
from dashboards.forecast_record import Told as Record
from dashboards.page import FORECAST_PATH, Page, statement_anchor
from tracker.forecast import CHANCES
from tracker.forecast_list import fell
from tracker.forecast_words import ends, sentence, verdict
from tracker.outlook import Hindsight


def looked_back(record: Record, page: Page) -> Element | None:
    """The forecasts as of each statement, with what happened; and which other milestone may be
    looked back on."""
    row = record.looked_back
    if row is None or record.cases is None:
        return None
    say = page.say
    heading = say("Looking back: {title}", title=row.title or row.id)
    note = say("what would have been forecast at each statement, of what was known then")
    return section(
        heading,
        _choices(record.choices, row, page),
        _evidence(row, record.earlier, heading, page),
        name="hindsight",
        note=note,
    )


def _choices(choices: Sequence[Row], shown: Row, page: Page) -> Element | None:
    """The milestones of which most was said, each to be looked back on."""
    if not page.is_served or len(choices) < 2:
        return None
    links = [
        [h("a", row.title or row.id, aria_current="true" if row.id == shown.id else None,
           href=page.address(FORECAST_PATH, milestone=row.id) + "#hindsight"), " "]
        for row in choices
    ]  # fmt: skip
    return h("p", links, class_="fc-choices")


def _evidence(row: Row, earlier: Sequence[Hindsight], heading: str, page: Page) -> list[Content]:
    say = page.say
    drawn = [past for past in earlier if past.forecast]
    if not drawn:
        if not earlier:
            return [h("p", say("Nobody is on record to have named a date for it."), class_="empty")]
        none = say("No statement on it could be forecast from; the table says why of each.")
        return [h("p", none, class_="empty"), _twin(earlier, page)]
    fallen = fell(earlier, say)
    return [
        h("p", fallen, " ", say("One milestone is one trial, however much was said of it."),
          class_="prose") if fallen else None,
        charts(lambda width: _chart(row, drawn, width, page), heading, page),
        key(say, back=True),
        h("details", h("summary", say("All numbers as a table")), _twin(earlier, page)),
    ]  # fmt: skip


def _chart(row: Row, drawn: Sequence[Hindsight], width: int, page: Page) -> Fans:
    say = page.say
    return fans(
        [_told(past, page) for past in drawn],
        width,
        heads=(say("even odds by"), say("4 in 5 by")),
        marked=[_marked(row, page)],
        close=True,
        say=say,
    )


def _marked(row: Row, page: Page) -> tuple[date, str, str]:
    """The day on which it happened; else the one whose knowledge is shown."""
    say, words = page.say, row.actual_words if row.status == "done" else None
    if words and words.latest:
        return words.latest, say.happened(words), "happened"
    return day_shown(page)


def _told(past: Hindsight, page: Page) -> Told:
    say, claim, made = page.say, past.claim, past.forecast
    assert made is not None
    told = verdict(past, say)
    outcome = say("It happened {where}.", where=told) if told else ""
    return Told(
        name=say.date(claim.announced_words),
        under=(say.date(claim.target_words),),
        cells=(quantile(made, 0.5, say), quantile(made, 0.8, say)),
        promise=claim.target_words,
        days=ends(made),
        sentence=f"{sentence(past, say)} {outcome}".strip(),
        href=_where(claim, page),
        said=claim.announced_latest.date(),
    )


def _where(claim: Row, page: Page) -> str:
    return page.outlet.statement(page, claim.milestone, statement_anchor(claim))


def _twin(earlier: Sequence[Hindsight], page: Page) -> Element:
    """All numbers, also of statements from which nothing could be forecast."""
    say = page.say
    columns = (
        Column(say("Said on"), "when", names_row=True),
        Column(say("Promised")),
        *(Column(say("P{n}", n=round(100 * chance)), "number") for chance in CHANCES),
        Column(say("Statements"), "number"),
        Column(say("Programmes"), "number"),
        Column(say("It happened")),
    )
    cells = [_cells(past, page) for past in earlier]
    listed = table(columns, cells, name=say("What would have been forecast"))
    return h("div", listed, class_="fc-twin")


def _cells(past: Hindsight, page: Page) -> tuple[Content, ...]:
    say, claim, made = page.say, past.claim, past.forecast
    said_on = h("a", say.date(claim.announced_words), href=_where(claim, page))
    promised = date_text(claim.target_words, say)
    if made is None:
        return said_on, promised, *[NONE] * (len(CHANCES) + 2), sentence(past, say)
    return (
        said_on,
        promised,
        *(quantile(made, chance, say) for chance in CHANCES),
        say.number(made.cases),
        say.number(made.programmes),
        verdict(past, say) or NONE,
    )
