"""The story of one milestone, in sentences that can be quoted, each with its source.

Who promised what first, how often it slipped, what came of it or what stands, how long promises
held; then every statement with what it changed; then the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import isnan
from statistics import median
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tracker.dates import DateWords
from tracker.messages import message
from tracker.moves import moves
from tracker.promises import FEWEST, promises_kept
from tracker.record import slip_history
from tracker.statement_words import (
    Pages,
    changed,
    cited,
    duration,
    in_brackets,
    when_said,
    who,
)
from tracker.statements import known_statements, live_claims
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.programme import Programme

WIDTH: Final = 80
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
NO_PROMISE: Final = message("press report, no promise")
MOVE_NAME: Final = message(
    {
        "first": "first",
        "later": "later",
        "earlier": "earlier",
        "more precise": "more precise",
        "less precise": "less precise",
        "confirmed": "confirmed",
        "withdrawn": "withdrawn",
        "restored": "restored",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A milestone with all that is known of it by a day.

    ``row`` of the snapshot; ``history`` its row of `slip_history`, None while nobody spoke of it;
    the rest are frames of its own statements.
    """

    row: Any
    as_of: date
    claims: pd.DataFrame
    said: pd.DataFrame
    moves: pd.DataFrame
    promises: pd.DataFrame
    history: Any | None


def story_of(programme: Programme, row: Any, *, as_of: date) -> Story:
    """The story of the milestone in a row of the snapshot of that day."""

    def own(frame: pd.DataFrame, column: str = "milestone") -> pd.DataFrame:
        return frame[frame[column] == row.id]

    history = own(slip_history(programme, as_of=as_of), "id")
    return Story(
        row=row,
        as_of=as_of,
        claims=own(live_claims(programme, as_of=as_of)),
        said=own(known_statements(programme, as_of=as_of)),
        moves=own(moves(programme, as_of=as_of)),
        promises=own(promises_kept(programme, as_of=as_of)),
        history=next(history.itertuples(), None),
    )


def text(told: Story, say: Words) -> str:
    """The story as plain text, its sources numbered."""
    pages = pages_of(told, say)
    title = f"{told.row.title}\n{told.row.id}, {say('as of {day}', day=say.day(told.as_of))}"
    lead = wrapped(" ".join(filter(None, sentences(told, pages, say))))
    said = [block(row, told, pages, say) for row in told.said.itertuples()]
    heading = [say("What was said")] if said else []
    return "\n\n".join(
        filter(None, [title, lead, wrapped(told.row.note), *heading, *said, listed(pages, say)])
    )


def wrapped(paragraph: str, indent: str = "") -> str:
    """The paragraph in lines of at most `WIDTH`; addresses stay whole."""
    around = {"initial_indent": indent, "subsequent_indent": indent}
    whole = {"break_long_words": False, "break_on_hyphens": False}
    lines = wrap(paragraph, WIDTH, **around, **whole)  # type: ignore[arg-type]
    return "\n".join(lines).replace("\u00a0", " ")


def pages_of(told: Story, say: Words) -> Pages:
    """Every page behind the story and who published it, in the order of the statements."""
    pages: dict[str, str] = {}
    for row in told.said.itertuples():
        weak = say("weak source") if row.confidence == "low" else ""
        for address in row.source.split():
            pages.setdefault(address, ", ".join(filter(None, (row.publisher, row.language, weak))))
    for address in told.row.source.split():
        pages.setdefault(address, "")
    return pages


def listed(pages: Pages, say: Words) -> str:
    """Every page with its number and publisher."""
    lines = [
        f"  [{number}] {f'{name}: ' if name else ''}{address}"
        for number, (address, name) in enumerate(pages.items(), 1)
    ]
    return "\n".join([say("Sources"), *lines]) if lines else ""


def sentences(told: Story, pages: Pages, say: Words) -> Iterator[str]:
    """The lead, a sentence each: what was promised first, what came of it, how it got there."""
    first = " ".join(first_promise(told, pages, say)) or say("no promise is on record.")
    yield f"{told.row.title}: {first}"
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
    same = [words is not None and is_same(date_words, words) for words in rows["target_words"]]
    named = rows[pd.Series(same, rows.index, dtype=bool)]
    return named[named["announced_latest"] == named["announced_latest"].min()]


def is_same(one: DateWords, other: DateWords) -> bool:
    """Whether two dates allow the same days."""
    return (one.earliest, one.latest) == (other.earliest, other.latest)


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
        happened = say.took_place(row.actual_words) + cited(of_the_event(told), pages)
        return say("It {happened}{slip}.", happened=happened, slip=slip_words(told, say))
    if row.status == "cancelled":
        return say("It was cancelled.")
    if row.unrecorded:
        return planned_by_nobody(told, pages, say)
    if row.contested:
        return differences(told, pages, say, slip=slip_words(told, say))
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
    if moved and is_same(row.baseline_words, row.current_words):
        # It is where it began, but it has not stayed there.
        return say(": in the end {slip}" if row.status == "done" else ": again {slip}", slip=slip)
    return f": {slip}"


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
    newest = told.claims[[words is not None and is_same(words, now) for words in targets]]
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
    least, most = f"{history.rate_min:.2f}", f"{history.rate_max:.2f}"
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


def block(row: Any, told: Story, pages: Pages, say: Words) -> str:
    """One statement: when, what, by whom; how it was put; what it changed."""
    move = next(told.moves[told.moves["line"] == row.line].itertuples(), None)
    target = say("no new date") if row.withdrawn else say.date(row.target_words)
    kind = say(NO_PROMISE if move is None else MOVE_NAME[move.kind])
    day = say.date(row.announced_words)
    head = f"{day}: {target} ({kind}) · {who(row)}{cited(row.source, pages)}"
    change = "" if move is None else changed(move, say, stands=still_stands(move, told))
    lines = [wrapped(head, "  "), wrapped(row.wording, "      "), wrapped(change, "      ")]
    return "\n".join(filter(None, lines))


def still_stands(move: Any, told: Story) -> bool:
    """Whether nothing has put an end to a promise by the day."""
    days = (told.as_of - move.announced_latest.date()).days
    return bool(told.row.status != "done" and move.stood_days >= days)
