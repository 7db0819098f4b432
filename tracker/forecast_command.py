"""`forecast`: when promises will be kept, going by other programmes; how such forecasts would have
done."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.arguments import OneLineParser
from tracker.edit_commands import Refused
from tracker.messages import filled, reason

if TYPE_CHECKING:
    import pandas as pd

    from tracker.forecast_list import Tested
    from tracker.programme import Programme
    from tracker.reference import Cases


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    option("id", nargs="?", metavar="ID",
           help=say("one milestone, with what would have been said of it earlier"))  # fmt: skip
    option("--backtest", action="store_true",
           help=say("forecast each programme of the class from all the others"))  # fmt: skip
    option("--fit-on", type=Path, metavar=say("FOLDER"),
           help=say("backtest: fit this class (default: the data's own)"))  # fmt: skip
    option("--score-on", "--reference", type=Path, metavar=say("FOLDER"),
           help=say("backtest: score this other class, not used for the fit"))  # fmt: skip


def asks_for_another_class(options: Any) -> bool:
    """Whether a backtest of other classes than the data's own is asked for."""
    return bool(options.fit_on or options.score_on)


def backtest(options: Any, path: Path, *, as_of: date) -> str:
    """How forecasts would have done, as text or JSON. Raises Refused."""
    return told(options, test(options, path, as_of), as_of)


def backtest_of(options: Any, read: Programme, rows: pd.DataFrame, *, as_of: date) -> str:
    """The same of the data's own class, and of the programme itself walking forward. Raises
    Refused."""
    from tracker.own_forecasts import own_flight, own_forecasts

    tested = test(options, Path(read.name), as_of)
    own = own_forecasts(read, rows, as_of=as_of)
    flight = own_flight(read, rows, as_of=as_of)
    return told(options, replace(tested, own=own, flight=flight), as_of)


def told(options: Any, tested: Tested, as_of: date) -> str:
    from tracker import forecast_list

    if options.json:
        return written(forecast_list.tested_as_json(tested, as_of=as_of))
    return forecast_list.tested_as_text(tested, options.say)


def test(options: Any, path: Path, as_of: date) -> Tested:
    from tracker.backtest import forward, held_out
    from tracker.forecast_list import Tested
    from tracker.reference import reference_of

    fit_on = known(options.fit_on or reference_of(path), as_of)
    score_on = known(options.score_on, as_of) if options.score_on else fit_on
    scored = held_out(fit_on, score_on)
    if not len(scored.crps):
        raise Refused(
            filled("Nothing can be scored: fewer than 8 programmes of the class had flown.")
        )
    return Tested(fit_on, scored, forward(fit_on) if score_on is fit_on else None)


def known(folder: Path, as_of: date) -> Cases:
    """A reference class as it was known on a day. Raises Refused."""
    from tracker.reference import NoReference, reference

    try:
        return reference(folder).known_by(as_of)
    except NoReference as refusal:
        raise Refused(reason(refusal)) from None


def forecasts(options: Any, read: Programme, rows: pd.DataFrame, row: Any, *, as_of: date) -> str:
    """Of one milestone with what would have been said of it, or of all that are open; as text or
    JSON. ``rows`` are those of the snapshot of the day, ``row`` the one that is asked for."""
    if row is not None:
        return forecast_of(options, read, rows, row, as_of=as_of)
    from tracker import forecast_list
    from tracker.outlook import model_of, outlooks

    found, model = outlooks(read, rows, as_of=as_of), model_of(read, as_of)
    if options.json:
        return written(forecast_list.as_json(found, model, as_of=as_of))
    return forecast_list.as_text(found, model, options.say)


def forecast_of(options: Any, read: Programme, rows: pd.DataFrame, row: Any, *, as_of: date) -> str:
    from tracker import forecast_list
    from tracker.outlook import hindsight, outlook

    found = outlook(read, row, as_of=as_of, rows=rows)
    earlier = hindsight(read, row, as_of=as_of)
    if options.json:
        return written(forecast_list.one_as_json(found, earlier, as_of=as_of))
    return forecast_list.one_as_text(found, earlier, options.say)


def written(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)
