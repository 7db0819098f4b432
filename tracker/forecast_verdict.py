"""What speaks against the forecast as far as it was tried: going forward from only what was known
on each day, beside doubling what remains; and on this programme's own first flight.

Also what the scores mean, in a few words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.backtest import Scored, score
from tracker.messages import message
from tracker.own_forecasts import Own
from tracker.words import Words

FAR: Final = "2 or more"
# By which of the two errs less, to the hundredths that are told.
EVERY: Final = message(
    {
        "forecast": "Going forward with only what was known on the day of each statement, the "
        "forecast’s CRPS is {own} years, that of doubling what remains {doubled}, each programme "
        "counting once: the forecast is better.",
        "doubled": "Going forward with only what was known on the day of each statement, the "
        "forecast’s CRPS is {own} years, that of doubling what remains {doubled}, each programme "
        "counting once: doubling is better.",
        "alike": "Going forward with only what was known on the day of each statement, the "
        "forecast’s CRPS and that of doubling what remains are both {own} years, each programme "
        "counting once.",
    }
)
AHEAD: Final = message(
    {
        "forecast": "Two years ahead or more it is {own} against {doubled}: the forecast is "
        "better.",
        "doubled": "Two years ahead or more it is {own} against {doubled}: doubling is better.",
        "alike": "Two years ahead or more both are {own}.",
    }
)
SCORES: Final[Mapping[str, str]] = message(
    {
        "crps": "CRPS: mean distance between forecast and outcome in years; less is better.",
        "pinball": "Pinball loss at 80%: the distance in years from the date of 4 in 5 to the "
        "outcome, times 0.8 where the date was too early, 0.2 where too late; less is better.",
        "draws": "Draws: as many programmes taken at random, some more than once; in 9 of 10 draws "
        "the ratio lies between the two figures.",
    }
)


def going_forward(walking: Scored | None, flight: Own | None, say: Words) -> str:
    """The comparison in words; "" of what could not be scored."""
    told = []
    if walking is not None and len(walking.crps):
        told.append(_compared(EVERY, walking, say))
        far = walking.by_horizon()[FAR]
        told += [_compared(AHEAD, far, say)] if len(far.crps) else []
    if flight is not None:
        told.append(_of_own(flight, say))
    return " ".join(told)


def _compared(wordings: Mapping[str, str], scored: Scored, say: Words) -> str:
    made = score(scored)
    own, doubled = round(made.crps, 2), round(made.rivals["doubled"], 2)
    better = "alike" if own == doubled else "forecast" if own < doubled else "doubled"
    return say(wordings[better], own=say.decimal(made.crps),
               doubled=say.decimal(made.rivals["doubled"]))  # fmt: skip


def _of_own(flight: Own, say: Words) -> str:
    late, n = say.number(flight.early), say.number(len(flight.chances))
    return say(
        "{title}: {late} of {n} forecasts had even odds later than it happened.",
        title=flight.title, late=late, n=n,
    )  # fmt: skip


def what_scores_mean(say: Words) -> list[str]:
    return [say(text) for text in SCORES.values()]
