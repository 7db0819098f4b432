"""What `forecast` answers: a sentence a milestone, hindsight, the score table; as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker import json_shapes
from tracker.backtest import BANDS, Score, Scored, resampled, score
from tracker.forecast import CHANCES, Forecast, Model, fit_of
from tracker.forecast_verdict import going_forward, what_scores_mean
from tracker.forecast_words import NOT_OFFICIAL, beside, by, grain, named, never, sentence, verdict
from tracker.json_shapes import Json
from tracker.messages import message
from tracker.outlook import Hindsight, Outlook
from tracker.own_forecasts import Own
from tracker.reference import Cases
from tracker.terminal import columns, indented
from tracker.words import Words

NONE: Final = "–"
IN_FULL: Final = "python -m tracker forecast ID"
HORIZON_NAME: Final = message(
    {
        "under 1": "Under 1 year ahead",
        "1 to 2": "1 to 2 years ahead",
        "2 or more": "2 years ahead or more",
    }
)
RIVAL_NAME: Final = message(
    {
        "announced": "Believing the announcement",
        "doubled": "Doubling what remains",
        "straight line": "Drawing the last moves on",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """A backtest: the class of the fit, how programmes scored that it had not seen, and how
    statements did from what was known on their day, None where two classes are used; ``own`` how
    the programme's own milestones would have been forecast, ``flight`` its first flight."""

    fit_on: Cases
    scored: Scored
    forward: Scored | None
    own: Sequence[Own] = ()
    flight: Own | None = None


def as_text(found: Sequence[Outlook], told: Model | None, say: Words) -> str:
    """The class, then each open milestone with its sentence."""
    if not found:
        return say("No open milestone that is built or flies is on record.")
    blocks = [block(each, say) for each in found]
    return "\n\n".join(filter(None, [class_words(told, say), *blocks]))


def class_words(told: Model | None, say: Words) -> str:
    """Of what the forecasts are made."""
    if told is None:
        return ""
    made_of = say(
        "{n} statements on {programmes} first flights of launchers, complexes and spacecraft, of "
        "which {unflown} had not flown. “By” means by the end.",
        n=say.number(told.cases),
        programmes=say.number(told.programmes),
        unflown=say.number(told.unflown),
    )
    return f"{say(NOT_OFFICIAL)}\n{made_of}"


def block(each: Outlook, say: Words, more: Sequence[str] = ()) -> str:
    lines = [sentence(each, say), *beside(each, say), *more]
    return "\n".join([f"{each.row.title} ({each.row.id})", indented("\n".join(lines))])


def one_as_text(each: Outlook, earlier: Sequence[Hindsight], say: Words) -> str:
    """One milestone: its sentence, the chances, then what would have been said before."""
    parts = [block(each, say, [never(each.forecast, say)] if each.forecast else [])]
    if each.forecast:
        parts += [indented(chances(each.forecast, say)), indented(say(NOT_OFFICIAL))]
    if earlier:
        parts.append(say("What would have been said at each statement, of what was known then"))
        parts += [indented(then(earlier, say)), indented(fell(earlier, say))]
    return "\n\n".join(filter(None, parts))


def chances(made: Forecast, say: Words) -> str:
    """By when, for each chance: with those that never flew, and without."""
    rows = [["", say("all"), say("those that flew")]]
    for chance in CHANCES:
        cells = [by(days[chance], grain(days)) for days in (made.days, made.optimistic)]
        rows.append([say("{n} in 10", n=round(10 * chance)), *(say.date(c) or NONE for c in cells)])
    return columns(rows)


def then(earlier: Sequence[Hindsight], say: Words) -> str:
    """A line a statement: its day, what it promised, the odds of then, where it fell."""
    happened = say("It happened") if any(past.chance is not None for past in earlier) else ""
    heads = (say("Said on"), say("Promised"), say("Even odds"), say("4 in 5"), happened)
    return columns([heads, *(line(past, say) for past in earlier)])


def line(past: Hindsight, say: Words) -> list[str]:
    claim, made = past.claim, past.forecast
    said = [say.date(claim.announced_words), say.date(claim.target_words)]
    if made is None:
        return [*said, NONE, NONE, sentence(past, say)]
    odds = [say.date(named(made, chance)) or NONE for chance in (0.5, 0.8)]
    return [*said, *odds, verdict(past, say)]


def fell(earlier: Sequence[Hindsight], say: Words) -> str:
    """How often it happened before even odds; "" while it has not."""
    given = [past.chance for past in earlier if past.chance is not None]
    if not given:
        return ""
    early = sum(share <= 0.5 for share in given)
    n, of = say.number(early), say.number(len(given))
    return say("It happened before even odds in {early} of {n} forecasts.", early=n, n=of)


def as_json(found: Sequence[Outlook], told: Model | None, *, as_of: date) -> Json:
    return {
        "as_of": as_of.isoformat(),
        "official": False,
        "model": None
        if told is None
        else {
            "statements": told.cases,
            "programmes": told.programmes,
            "unflown": told.unflown,
            "base": told.base._asdict(),
            "optimistic": told.optimistic._asdict(),
        },
        "milestones": [outlook_json(each) for each in found],
    }


def one_as_json(each: Outlook, earlier: Sequence[Hindsight], *, as_of: date) -> Json:
    past = [
        {
            **json_shapes.forecast(each_then),
            "chance_by_the_day_it_happened": json_shapes.share(each_then.chance),
        }
        for each_then in earlier
    ]
    return {"as_of": as_of.isoformat(), "official": False, **outlook_json(each), "hindsight": past}


def outlook_json(each: Outlook) -> Json:
    told = {"id": each.row.id, "title": each.row.title, "moved_later": each.slips}
    return {**told, **json_shapes.forecast(each)}


def tested_as_text(tested: Tested, say: Words) -> str:
    """The score table of all, by horizon and walking forward; that of the programme itself; the fit
    that a reader can redo."""
    scored = tested.scored
    spread = " ".join(say.decimal(share) for share in scored.histogram())
    told = say(
        "{n} statements on {programmes} first flights, each forecast without its own programme.",
        n=say.number(len(scored.crps)),
        programmes=say.number(scored.cases.programmes),
    )
    tenths = say("Outcomes in each tenth of their forecasts, even when all is well: {shares}",
                 shares=spread)  # fmt: skip
    against = going_forward(tested.forward, tested.flight, say)
    meaning = "\n".join(what_scores_mean(say))
    parts = [*filter(None, [told, against, meaning]), score_table(scored, say), tenths]
    parts.append(horizon_table(scored, say))
    if tested.forward is not None and len(tested.forward.crps):
        parts.append(say("The same, each from what was known on the day of the statement"))
        parts += [score_table(tested.forward, say), horizon_table(tested.forward, say)]
    if tested.own:
        parts.append(say("On this programme itself, at each statement from what was known then"))
        parts += [own_table(tested.own, say), say("Each in full: {command}", command=IN_FULL)]
    fitted = fit_of(tested.fit_on)
    parts.append(
        f"ln r ~ N({fitted.a:.4f} {fitted.b:+.4f} ln h, exp({fitted.c:.4f} {fitted.d:+.4f} ln h)²)"
    )
    return "\n\n".join(parts)


def score_table(scored: Scored, say: Words) -> str:
    """Years of error and shares within the bands; each statement, each programme counting once."""
    both = scored.by_statement(), scored
    told = [score(each) for each in both]
    spread = [resampled(each) for each in both]
    rows = [
        ["", say("each statement once"), say("each programme once")],
        [say("Forecast, error in years (CRPS)"), *(say.decimal(each.crps) for each in told)],
        *(
            [say(name), *(say.decimal(each.rivals[rival]) for each in told)]
            for rival, name in RIVAL_NAME.items()
        ),
        [say("Forecast, against believing"), *(say.decimal(e.against_announced) for e in told)],
        [
            say("in 9 of 10 draws of programmes"),
            *(f"{say.decimal(low)}–{say.decimal(high)}" for low, high in spread),
        ],
        [say("Outcomes within the band of 50%"), *(say.decimal(e.coverage["50"]) for e in told)],
        [say("Outcomes within the band of 80%"), *(say.decimal(e.coverage["80"]) for e in told)],
        *(
            [say("Pinball loss at {share}", share=p), *(say.decimal(e.pinball[p]) for e in told)]
            for p in told[0].pinball
        ),
    ]
    return columns(rows)


def horizon_table(scored: Scored, say: Words) -> str:
    """By how far ahead was promised; each programme counts once."""
    rows = [
        [
            "",
            say("statements"),
            say("error, years"),
            say("believing"),
            say("doubling"),
            "50%",
            "80%",
        ]
    ]
    for name, part in scored.by_horizon().items():
        if not len(part.crps):
            continue
        told = score(part)
        years = (told.crps, told.rivals["announced"], told.rivals["doubled"])
        figures = (*years, told.coverage["50"], told.coverage["80"])
        cells = [say.decimal(figure) for figure in figures]
        rows.append([say(HORIZON_NAME[name]), say.number(told.statements), *cells])
    return columns(rows)


def own_table(own: Sequence[Own], say: Words) -> str:
    """Of each milestone that happened, in how many of its forecasts it fell where."""
    heads = ["", say("forecasts"), say("before even odds"), "50%", "80%"]
    rows = [
        [each.title, *(say.number(n) for n in (len(each.chances), each.early)),
         *(say.number(each.within(band)) for band in BANDS)]
        for each in own
    ]  # fmt: skip
    return columns([heads, *rows])


def tested_as_json(tested: Tested, *, as_of: date) -> Json:
    return {
        "as_of": as_of.isoformat(),
        "fit": fit_of(tested.fit_on)._asdict(),
        "leave_one_out": scored_json(tested.scored),
        "walking_forward": None if tested.forward is None else scored_json(tested.forward),
        "own_milestones": [own_json(each) for each in tested.own],
        "cases": cases_json(tested.fit_on),
    }


def own_json(each: Own) -> Json:
    within = {band: each.within(band) for band in BANDS}
    told = {"forecasts": len(each.chances), "before_even_odds": each.early, "within": within}
    return {"id": each.id, "title": each.title, **told}


def scored_json(scored: Scored) -> Json:
    return {
        "each_statement_once": score_json(score(scored.by_statement())),
        "each_programme_once": score_json(score(scored)),
        "pit": shares_json(scored),
        "by_horizon": {
            name: {**score_json(score(part)), "pit": shares_json(part)}
            for name, part in scored.by_horizon().items()
            if len(part.crps)
        },
    }


def shares_json(scored: Scored) -> list[float]:
    """The share of outcomes in each tenth of their forecasts."""
    return [round(float(share), 3) for share in scored.histogram()]


def _rounded(ratio: float) -> float | None:
    return None if ratio != ratio else round(ratio, 3)


def score_json(told: Score) -> Json:
    return {
        "statements": told.statements,
        "programmes": told.programmes,
        "crps_years": round(told.crps, 3),
        "rivals_years": {name: round(years, 3) for name, years in told.rivals.items()},
        "against_believing": _rounded(told.against_announced),
        "coverage": {band: round(share, 3) for band, share in told.coverage.items()},
        "pinball_years": {share: round(years, 3) for share, years in told.pinball.items()},
    }


def cases_json(cases: Cases) -> list[Json]:
    """The data of the fit, so that a reader can redo it."""
    rows = zip(cases.programme, cases.said, cases.horizon, cases.ratio, cases.flown, strict=True)
    return [
        {
            "programme": programme,
            "said_on": date.fromordinal(int(said)).isoformat(),
            "years_ahead": round(float(horizon), 4),
            "times_as_long": round(float(ratio), 4),
            "flown": bool(flown),
        }
        for programme, said, horizon, ratio, flown in rows
    ]
