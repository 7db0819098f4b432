"""How such forecasts would have done: the backtest in a sentence, two drawings and its scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboards.components import Column, section, table
from dashboards.elements import Content, Element, h
from dashboards.forecast_curves import NOMINAL, calibration, coverage, histogram
from dashboards.forecast_record import Tested, backtested, own_flight_of
from dashboards.page import Page
from tracker.backtest import Score, Scored, resampled, score
from tracker.forecast import CHANCES
from tracker.forecast_list import HORIZON_NAME, RIVAL_NAME
from tracker.forecast_verdict import going_forward
from tracker.messages import message
from tracker.reference import Cases
from tracker.words import Words

# The parts of the backtest, and the two ways to count in each.
FROM: Final = message(
    {
        "held_out": "from all other programmes, also what came later",
        "walking": "from what was known on the day of the statement",
    }
)
COUNTED: Final = message({"statement": "each statement once", "programme": "each programme once"})


def backtest(cases: Cases | None, page: Page) -> Element | None:
    """The panel; None where there is no class."""
    if cases is None:
        return None
    say = page.say
    heading = say("How such forecasts would have done")
    done = backtested(cases)
    if done is None:
        none = say("Nothing can be scored: fewer than 8 programmes of the class had flown.")
        return section(heading, h("p", none, class_="empty"), name="backtest")
    against = going_forward(done.walking, own_flight_of(page, cases), say)
    return section(
        heading,
        h(
            "div",
            h(
                "div",
                h("p", verdict(done.held_out, say), class_="prose"),
                h("p", against, class_="prose") if against else None,
            ),
            _calibrated(done.held_out, say),
            _spread(done.held_out, say),
            class_="fc-curves",
        ),
        [_scored(scored, say(FROM[name]), say) for name, scored in done.parts()],
        h("p", _rivals(say), class_="note prose"),
        h(
            "details",
            h("summary", say("Pinball loss, coverage and PIT as tables")),
            h("h3", say("Pinball loss in years, by chance")),
            h("div", pinball_table(done, say), class_="fc-scores"),
            h("h3", say("Coverage")),
            coverage_table(done.held_out, say),
            h("h3", say("Outcomes in each tenth of their distributions (PIT)")),
            pit_table(done.held_out, say),
        ),
        name="backtest",
        note=say("recomputed from the data on each change; nothing is typed in"),
    )


def verdict(scored: Scored, say: Words) -> str:
    """The score in words: as each statement and as each programme counts once."""
    once, programmes = score(scored.by_statement()), score(scored)
    low, high = resampled(scored)
    return say(
        "{n} statements on {programmes} first flights, each forecast from all other programmes: "
        "the error is {ratio} of that of believing the announcement when each statement counts "
        "once, {by_programme} when each programme does (between {low} and {high} in 9 of 10 draws "
        "of programmes). Of the outcomes {half} fell within the band of 50%, {most} within that "
        "of 80%.",
        n=say.number(once.statements),
        programmes=say.number(once.programmes),
        ratio=say.decimal(once.against_announced),
        by_programme=say.decimal(programmes.against_announced),
        low=say.decimal(low),
        high=say.decimal(high),
        half=say.percent(once.coverage["50"]),
        most=say.percent(once.coverage["80"]),
    )


def _rivals(say: Words) -> str:
    return say(
        "Rivals name a day, whose score is its plain error: believing the announcement; doubling "
        "what remains; drawing the line through the last two statements on until it meets the "
        "calendar. The least error of a row is bold. By how far ahead was promised, each programme "
        "counts once."
    )


def _calibrated(scored: Scored, say: Words) -> Element:
    title = say("Coverage: what the bands promise, and what they held")
    drawn = calibration(coverage(scored.by_statement()), coverage(scored), say, title=title)
    told = say(
        "On the dashed line all is well; above it the bands are wider than they need be, below it "
        "the forecast is too sure. n = {n}.",
        n=say.number(len(scored.pit)),
    )
    return h("figure", h("h3", title), drawn, h("figcaption", told))


def _spread(scored: Scored, say: Words) -> Element:
    title = say("PIT: where in their distributions outcomes fell")
    shares = [float(share) for share in scored.by_statement().histogram()]
    told = say(
        "Even when all is well (dashed); full at the left: earlier than forecast. Each statement "
        "once, n = {n}.",
        n=say.number(len(scored.pit)),
    )
    return h("figure", h("h3", title), histogram(shares, say, title=title), h("figcaption", told))


def _scored(scored: Scored, begin: str, say: Words) -> list[Element]:
    """The scores of one way to forecast the class."""
    heading = say("Error in years (CRPS) and outcomes within the bands: {from_what}",
                  from_what=begin)  # fmt: skip
    return [
        h("h3", heading),
        h("div", score_table(scored, heading, say), class_="fc-scores", tabindex="0",
          role="region", aria_label=heading),
    ]  # fmt: skip


def score_table(scored: Scored, name: str, say: Words) -> Element:
    """Both ways of counting, then by how far ahead was promised, where each programme counts once:
    n, the errors of all four, coverage."""
    columns = (
        Column(say("Counted"), names_row=True),
        Column(say("Statements"), "number"),
        Column(say("Programmes"), "number"),
        Column(say("Forecast"), "number"),
        *(Column(say(name), "number") for name in RIVAL_NAME.values()),
        Column(say("In the 50% band"), "number"),
        Column(say("In the 80% band"), "number"),
    )
    both = {"statement": scored.by_statement(), "programme": scored}
    cells = [
        *(_score_cells(say(COUNTED[way]), score(part), say) for way, part in both.items()),
        *(
            _score_cells(h("span", say(HORIZON_NAME[name]), class_="muted"), score(part), say)
            for name, part in scored.by_horizon().items()
            if len(part.crps)
        ),
    ]
    return table(columns, cells, name=name)


def _score_cells(name: Content, told: Score, say: Words) -> Sequence[Content]:
    errors = [told.crps, *(told.rivals[rival] for rival in RIVAL_NAME)]
    least = min(errors)
    return (
        name,
        say.number(told.statements),
        say.number(told.programmes),
        *(
            h("span", say.decimal(error), class_="fc-best" if error == least else None)
            for error in errors
        ),
        say.percent(told.coverage["50"]),
        say.percent(told.coverage["80"]),
    )


def pinball_table(done: Tested, say: Words) -> Element:
    """The loss of each chance that is named, by what was known and by way of counting."""
    parts = [
        (say(FROM[name]), say(COUNTED[way]), score(part))
        for name, scored in done.parts()
        for way, part in (("statement", scored.by_statement()), ("programme", scored))
    ]
    columns = (
        Column(say("Forecast, and how counted"), names_row=True),
        *(Column(say.percent(chance), "number") for chance in CHANCES),
    )
    cells = [
        (
            say("{from_what}: {counted}", from_what=begin, counted=way),
            *map(say.decimal, told.pinball.values()),
        )
        for begin, way, told in parts
    ]
    return table(columns, cells, name=say("Pinball loss in years, by chance"))


def coverage_table(scored: Scored, say: Words) -> Element:
    """The calibration curve in numbers."""
    columns = (
        Column(say("Band of the forecast"), names_row=True),
        *(Column(say.percent(share), "number") for share in NOMINAL),
    )
    cells = [
        (say(COUNTED[way]), *(say.percent(held) for _, held in coverage(part)))
        for way, part in (("statement", scored.by_statement()), ("programme", scored))
    ]
    return table(columns, cells, name=say("Coverage"))


def pit_table(scored: Scored, say: Words) -> Element:
    """The histogram in numbers, then by how far ahead was promised."""
    both = {"statement": scored.by_statement(), "programme": scored}
    parts = [
        *((say(COUNTED[way]), part) for way, part in both.items()),
        *(
            (say(HORIZON_NAME[name]), part)
            for name, part in scored.by_horizon().items()
            if len(part.pit)
        ),
    ]
    columns = (
        Column(say("Tenth of the distribution"), names_row=True),
        *(Column(str(number + 1), "number") for number in range(len(scored.histogram()))),
    )
    cells = [
        (name, *(say.percent(float(share)) for share in part.histogram())) for name, part in parts
    ]
    return table(columns, cells, name=say("Outcomes in each tenth of their distributions (PIT)"))
