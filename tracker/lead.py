"""The lead of a milestone's story: a sentence for each thing that a reader wants to know first.

Who promised what first, how often it slipped, what came of it or what stands, how long promises
held.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tracker.dates import DateWords, same_window
from tracker.messages import message
from tracker.promises import FEWEST
from tracker.statement_words import Pages, cited, duration, in_brackets, when_said, who
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.story import Story

# Of what is late without news or given up, the last promise says nothing about a slip.
NOT_COMPARED: Final = ("cancelled", "overdue")
# Of a single promise, by whether it cannot be told and whether its date was earlier.
ONE_PROMISE: Final = message(
    {
        (False, False): "The one promise on record named no earlier date.",
        (False, True): "The one promise on record named an earlier date.",
        (True, False): "Whether the one promise on record named an earlier date cannot be told.",
    }
)
SOME_EARLY: Final = message(
    "At least {early} of {n} promises named an earlier date; of {unclear} it cannot be told."
)


def sentences(told: Story, pages: Pages, say: Words) -> Iterator[str]:
    """The lead, a sentence each: what was promised first, what came of it, how it got there."""
    first = " ".join(first_promise(told, pages, say)) or say("no promise is on record.")
    yield say("{name}: {told}", name=told.row.title, told=first)
    yield slips(told, say)
    yield outcome(told, pages, say)
    if told.history is not None:
        yield named_before(told.history, say)
        yield rate(told.history, say)
        yield stood(told, say)
    if told.row.confidence:
        yield say("Confidence: {confidence}.", confidence=say(told.row.confidence))


def first_promise(told: Story, pages: Pages, say: Words) -> Iterator[str]:
    """Who promised what first; of a first statement on record that promised another date, that."""
    baseline, firsts = told.row.baseline_words, told.moves[told.moves["kind"] == "first"]
    own = firsts if baseline is None else first_naming(baseline, told.moves)
    if not own.empty:
        yield say("first {promised}{by}.", promised=say.promised(own["target_words"].iat[-1]),
                  by=together(own, pages, say))  # fmt: skip
    elif baseline is not None:
        yield say("first {promised}.", promised=say.promised(baseline))
    if baseline is not None and first_naming(baseline, firsts).empty and not firsts.empty:
        last = firsts.tail(1)
        date_words = say.date(last["target_words"].iat[-1], after=True)
        yield say("The first statement on record said {date}{by}.",
                  date=date_words, by=together(last, pages, say))  # fmt: skip


def first_naming(date_words: DateWords, rows: pd.DataFrame) -> pd.DataFrame:
    """The statements of the first day on which somebody named those very days."""
    same = [same_window(date_words, words) for words in rows["target_words"]]
    named = rows[pd.Series(same, rows.index, dtype=bool)]
    return named[named["announced_latest"] == named["announced_latest"].min()]


def together(rows: pd.DataFrame, pages: Pages, say: Words) -> str:
    """Those who said the same on one day, and that day, in brackets; the press only tells."""
    named = [f"{in_brackets(row)}{cited(row.source, pages)}" for row in rows.itertuples()]
    reported = (rows["side"] == "press").all()
    when = when_said(rows["announced_words"].iat[-1], say).strip(" ()")
    return say(
        ", as reported ({names}, {when})" if reported else " ({names}, {when})",
        names=say(" and ").join(named),
        when=when,
    )


def slips(told: Story, say: Words) -> str:
    """How often the promise moved later, and was withdrawn; nothing where there was but one, nor
    where a slip is certain that no statement tells of."""
    if told.history is None or len(told.moves) < 2:
        return ""
    n, back = int(told.history.slips), int((told.moves["kind"] == "withdrawn").sum())
    later, withdrawn = say.times(n), say.times(back)
    if n and back:
        return say("The promise moved later {later}, and the date was withdrawn {withdrawn}.",
                   later=later, withdrawn=withdrawn)  # fmt: skip
    if n:
        return say("The promise moved later {later}.", later=later)
    if back:
        return say("The date was withdrawn {withdrawn}.", withdrawn=withdrawn)
    return "" if told.row.slip_min >= 1 else say("No slip is certain.")


def outcome(told: Story, pages: Pages, say: Words) -> str:
    """What came of it, or what is promised now and by whom."""
    row = told.row
    if row.status == "done":
        happened = say.happened(row.actual_words) + cited(of_the_event(told), pages)
        return say("It {happened}{slip}.", happened=happened, slip=slip_words(told, say))
    if row.status == "cancelled":
        return say("It was cancelled.")
    if row.unrecorded:
        return planned_by_nobody(told, pages, say)
    if row.contested:
        return differences(told, pages, say, slip=slip_words(told, say))
    if row.unread:
        return say("Its date cannot be read.")
    if row.current_words is None:
        overdue = row.status == "overdue"
        return say("No outcome was found.") if overdue else say("No date is announced.")
    if row.status == "overdue":
        return say("{last} {passed}.", last=last_promise(told, pages, say), passed=passed(row, say))
    if len(told.moves) == 1:
        return say("Nothing newer is on record.")
    now = say.promised(row.current_words) + as_said(told, pages, say)
    return say("It is now {promised}{slip}.", promised=now, slip=slip_words(told, say))


def of_the_event(told: Story) -> str:
    """The addresses of the row that may tell of what happened: none that a statement made before
    it already carries, unless there is no other."""
    row = told.row
    happened = row.actual_words.earliest or row.actual_words.latest
    before = told.said.loc[told.said["announced_latest"] < pd.Timestamp(happened), "source"]
    carried = {address for cell in before for address in cell.split()}
    new = [address for address in row.source.split() if address not in carried]
    return " ".join(new) or row.source


def planned_by_nobody(told: Story, pages: Pages, say: Words) -> str:
    """What the planned cell says where no statement on record does."""
    row, differ = told.row, ""
    if row.contested:
        differ = differences(told, pages, say) + " "
    if row.current_words is None:
        return differ + say("The plan names no date. No announcement on record withdraws it.")
    date_words = say.date(row.current_words, after=True)
    if row.status == "overdue":
        plan = say("The plan last said {date}; that {passed}.",
                   date=date_words, passed=passed(row, say))  # fmt: skip
    else:
        plan = say("The plan now says {date}{slip}.", date=date_words, slip=slip_words(told, say))
    return differ + plan + " " + say("No announcement on record says this date.")


def slip_words(told: Story, say: Words) -> str:
    """How far from the first promise, after a colon; nothing for what cannot be compared."""
    row = told.row
    if row.current_words is None or row.baseline_words is None or row.status in NOT_COMPARED:
        return ""
    slip = say.slip(row.slip_min, row.slip_max, row.baseline_words, row.current_words)
    if not slip:
        return ""
    moved = told.history is not None and told.history.slips > 0
    if moved and same_window(row.baseline_words, row.current_words):
        # It is where it began, but it has not stayed there.
        return say(": in the end {slip}" if row.status == "done" else ": again {slip}", slip=slip)
    return say(": {slip}", slip=slip)


def last_promise(told: Story, pages: Pages, say: Words) -> str:
    """The promise that has passed; of a single one, no more than that it has."""
    if len(told.moves) == 1:
        return say("That")
    now = say.promised(told.row.current_words) + as_said(told, pages, say)
    return say("It was last {promised}; that", promised=now)


def passed(row: Any, say: Words) -> str:
    """How long a promise is overdue."""
    if row.outcome == "unknown" or isnan(row.overdue_days):
        return say("has passed and no outcome was found")
    late = say.plural("{n} day ago", "{n} days ago", int(row.overdue_days))
    return say("ended {late} and no report is on record", late=late)


def as_said(told: Story, pages: Pages, say: Words) -> str:
    """Who gave the date that counts now."""
    now, targets = told.row.current_words, told.claims["target_words"]
    newest = told.claims[[same_window(words, now) for words in targets]]
    for claim in newest.tail(1).itertuples():
        when = when_said(claim.announced_words, say) + cited(claim.source, pages)
        return say(
            ", as {who} reported{when}" if claim.side == "press" else ", as {who} said{when}",
            who=who(claim),
            when=when,
        )
    return ""


def differences(told: Story, pages: Pages, say: Words, *, slip: str = "") -> str:
    """What each side says, where the two have no day in common; ``slip`` is that of the newest."""
    sides = "; ".join(claim_words(claim, pages, say) for claim in told.claims.itertuples())
    newest = say(" By the newest statement{slip}.", slip=slip) if slip else ""
    return say("The sides differ: {sides}.", sides=sides) + newest


def claim_words(claim: Any, pages: Pages, say: Words) -> str:
    """What one side says now: "Roscosmos gave no date on 26 Dec 2025 [1]"."""
    when = when_said(claim.announced_words, say) + cited(claim.source, pages)
    if claim.withdrawn:
        return say("{who} gave no date{when}", who=who(claim), when=when)
    date_words = say.date(claim.target_words, after=True)
    return say("{who} said {date}{when}", who=who(claim), date=date_words, when=when)


def named_before(history: Any, say: Words) -> str:
    """How many promises named a time that was over when it happened; "" while it has not."""
    if isnan(history.named_before) or not history.dated:
        return ""
    early, unclear, n = map(int, (history.named_before, history.named_before_open, history.dated))
    sentence = ONE_PROMISE[bool(unclear), bool(early)] if n == 1 else _share(early, unclear, n)
    return say(sentence, early=say.number(early), unclear=say.number(unclear), n=say.number(n))


def _share(early: int, unclear: int, n: int) -> str:
    """The sentence for so many early ones of several, and so many of which it cannot be told."""
    if not unclear:
        return message("{early} of {n} promises named an earlier date.")
    if early:
        return SOME_EARLY
    if unclear == n:
        return message("Of {n} promises it cannot be told whether they named an earlier date.")
    return message(
        "Of {unclear} of {n} promises it cannot be told whether they named an earlier date; "
        "the others did not."
    )


def rate(history: Any, say: Words) -> str:
    """By how much the promise moved for each month that went by, where that is certain."""
    if not history.rate_min > 0:
        return ""
    least, most = say.decimal(history.rate_min), say.decimal(history.rate_max)
    if isnan(history.rate_max):
        return say(
            "From the first promise to the last, the date moved by at least {least} months for "
            "each month that went by.",
            least=least,
        )
    return say(
        "From the first promise to the last, the date moved by {least} to {most} months for each "
        "month that went by.",
        least=least,
        most=most,
    )


def stood(told: Story, say: Words) -> str:
    """How long its promises held, at the median; never of a few."""
    days = told.moves["stood_days"].dropna()
    if len(days) < FEWEST:
        return ""
    held = duration(median(days.tolist()), until=told.as_of, say=say)
    return say("At the median a promise stood for {held} (n = {n}).", held=held, n=len(days))
