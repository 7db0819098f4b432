"""A forecast in words: a sentence to quote, the periods it names, the reason where there is none.

A date of a forecast is a month, a quarter or a year, never a day: the wider the spread, the
coarser. What falls into a period is said to happen by it: by its end, so the odds are at least
those that are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from tracker.dates import DateWords, parse
from tracker.forecast import NO_FORECAST, Forecast
from tracker.messages import message
from tracker.outlook import Hindsight, Outlook
from tracker.words import Words

# Days between P10 and P90 up to which a month, and up to which a quarter may be named.
MONTH_UP_TO: Final = 366
QUARTER_UP_TO: Final = 6 * 366
LAST_YEAR: Final = 2100
# Chances are told in steps: the class is too small for more.
STEP: Final = 5
OFTEN: Final = 0.9
# Of these nobody asks for a forecast.
NOT_ASKED: Final = ("settled", "category", "unread")
NOT_OFFICIAL: Final = message(
    "No official forecast: what became of comparable promises of other programmes."
)
# What is said of the odds, by whether the day of even odds and that of 4 in 5 can be written.
ODDS: Final = message(
    {
        (True, True): "{promised}; on the record of {n} programmes, even odds {even}, "
        "4 in 5 {likely}.",
        (True, False): "{promised}; on the record of {n} programmes, even odds {even}, "
        "4 in 5 only after {last}.",
        (False, False): "{promised}; on the record of {n} programmes, even odds only after {last}.",
    }
)
ALIKE: Final = message("{promised}; on the record of {n} programmes, 4 in 5 {likely}.")
VERDICTS: Final = message(
    {
        0.1: "earlier than 9 in 10 would",
        0.5: "before even odds",
        0.8: "between even odds and 4 in 5",
        0.9: "between 4 in 5 and 9 in 10",
        1.0: "later than 9 in 10 would",
    }
)


def sentence(told: Outlook | Hindsight, say: Words) -> str:
    """The forecast, or why there is none."""
    if told.forecast is None or told.claim is None:
        return say(NO_FORECAST[told.reason])
    made, promised = told.forecast, say.promised(told.claim.target_words)
    even, likely = (named(made, chance) for chance in (0.5, 0.8))
    template = ALIKE if even and even == likely else ODDS[even is not None, likely is not None]
    return say(
        template,
        promised=promised[:1].upper() + promised[1:],
        n=say.number(made.programmes),
        even=say.date(even),
        likely=say.date(likely),
        last=LAST_YEAR,
    )


def beside(told: Outlook, say: Words) -> list[str]:
    """What belongs beside the sentence: whether the promise can still be kept, what a long wait
    means, how often the promise has moved, which is not in the odds, and what it waits for that is
    to be expected later."""
    if told.forecast is None:
        return []
    made = told.forecast
    return [standing(told, made, say), *waited(made, say), *moved(told, say), *waits(told, say)]


def standing(told: Outlook, made: Forecast, say: Words) -> str:
    if told.row.outcome == "unknown":
        return say("No outcome was found; these are the odds if it has not happened.")
    if told.row.status == "overdue":
        return say("What was promised has passed.")
    return say("Odds that it happens within what is promised: {chance}.",
               chance=chance(made.kept, say))  # fmt: skip


def waited(made: Forecast, say: Words) -> list[str]:
    if made.behind <= OFTEN:
        return []
    return [say("It has waited longer than 9 in 10 of these did: what is said of it rests on few.")]


def never(made: Forecast, say: Words) -> str:
    """How many never came, as far as is known."""
    share = chance(made.never, say)
    return say("Of comparable promises that had waited as long, {n} were never seen kept.", n=share)


def moved(told: Outlook, say: Words) -> list[str]:
    if not told.slips:
        return []
    later = say.times(told.slips)
    return [say("Its own promise moved later {later}; the odds do not count that.", later=later)]


def waits(told: Outlook, say: Words) -> list[str]:
    """That what it waits for is to be expected later, where the periods that are told show it."""
    if told.forecast is None or told.after is None or told.after.forecast is None:
        return []
    own, last = (named(made, 0.5) for made in (told.forecast, told.after.forecast))
    title = told.after.row.title
    if own is None or own.latest is None:
        return []
    if last is None or last.latest is None:
        return [say("Waits for {title}, whose even odds come only after {last}.",
                    title=title, last=LAST_YEAR)]  # fmt: skip
    if last.latest <= own.latest:
        return []
    return [say("Waits for {title}, whose even odds are later ({date}).",
                title=title, date=say.date(last))]  # fmt: skip


def expected(told: Outlook, say: Words) -> str:
    """The forecast as a paragraph among what is on record, so marked; "" of what has none by its
    nature."""
    if told.reason in NOT_ASKED:
        return ""
    if told.forecast is None:
        return say("Forecast: none. {reason}", reason=sentence(told, say))
    text = " ".join([sentence(told, say), *beside(told, say)])
    return say("Forecast, not official: {text}", text=text)


def named(made: Forecast, chance: float) -> DateWords | None:
    """By when, with a chance: a period as precise as the spread allows, None after 2100."""
    return by(made.days[chance], grain(made.days))


def ends(made: Forecast) -> dict[float, date | None]:
    """Where each chance is drawn: at the end of the period that is told of it, None after 2100."""
    told = {share: named(made, share) for share in made.days}
    return {share: words.latest if words else None for share, words in told.items()}


def grain(days: Mapping[float, date | None]) -> str:
    """How precisely a forecast may be told."""
    low, high = days[0.1], days[0.9]
    if low is None or high is None:
        return "year"
    spread = (high - low).days
    return "month" if spread < MONTH_UP_TO else "quarter" if spread < QUARTER_UP_TO else "year"


def by(day: date | None, grain: str) -> DateWords | None:
    """By the end of the month, quarter or year in which a day lies.

    >>> by(date(2027, 5, 2), "quarter").latest
    datetime.date(2027, 6, 30)
    """
    found = period(day, grain)
    return parse(f"by {found.text}") if found else None


def period(day: date | None, grain: str) -> DateWords | None:
    """The month, quarter or year in which a day lies; None after 2100.

    >>> period(date(2027, 5, 2), "quarter").earliest
    datetime.date(2027, 4, 1)
    """
    if day is None or day.year > LAST_YEAR:
        return None
    names = {
        "month": f"{day.year}-{day.month:02}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": f"{day.year}",
    }
    return parse(names[grain])


def chance(share: float, say: Words) -> str:
    """A probability in steps of five hundredths.

    >>> from tracker.words import words
    >>> [chance(share, words("en")) for share in (0.01, 0.33, 0.99)]
    ['under 5%', 'about 35%', 'over 95%']
    """
    rounded = STEP * round(100 * share / STEP)
    if rounded < STEP:
        return say("under {n}%", n=STEP)
    if rounded > 100 - STEP:
        return say("over {n}%", n=100 - STEP)
    return say("about {n}%", n=rounded)


def verdict(told: Hindsight, say: Words) -> str:
    """Where in what would have been said the day fell on which it happened; "" while it has not."""
    if told.chance is None:
        return ""
    return say(next(text for share, text in VERDICTS.items() if told.chance <= share))
