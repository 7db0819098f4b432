"""The story of one milestone, in sentences that can be quoted, each with its source.

Who promised what first, how often it slipped, what came of it or what stands, how long promises
held; then every statement with what it changed; then the pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tracker.forecast_words import expected
from tracker.lead import sentences
from tracker.messages import message
from tracker.moves import moves
from tracker.outlook import Outlook, outlook
from tracker.promises import promises_kept
from tracker.record import slip_history
from tracker.statement_words import (
    Pages,
    changed,
    cited,
    who,
)
from tracker.statements import known_statements, live_claims
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.programme import Programme

WIDTH: Final = 80
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
    ``outlook`` what other programmes let expect of it; the rest are frames of its own statements.
    """

    row: Any
    as_of: date
    claims: pd.DataFrame
    said: pd.DataFrame
    moves: pd.DataFrame
    promises: pd.DataFrame
    history: Any | None
    outlook: Outlook


def story_of(
    programme: Programme, row: Any, *, as_of: date, rows: pd.DataFrame | None = None
) -> Story:
    """The story of the milestone in a row of the snapshot of that day, other milestones titled as
    in ``rows``."""

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
        outlook=outlook(programme, row, as_of=as_of, rows=rows),
    )


def text(told: Story, say: Words) -> str:
    """The story as plain text, its sources numbered."""
    pages = pages_of(told, say)
    title = f"{told.row.title}\n{told.row.id}, {say('as of {day}', day=say.day(told.as_of))}"
    lead = wrapped(" ".join(filter(None, sentences(told, pages, say))))
    said = [block(row, told, pages, say) for row in told.said.itertuples()]
    heading = [say("What was said")] if said else []
    expects = wrapped(expected(told.outlook, say))
    pages_listed = listed(pages, say)
    return "\n\n".join(
        filter(None, [title, lead, expects, wrapped(told.row.note), *heading, *said, pages_listed])
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
        f"  [{number}] {say('{name}: {told}', name=name, told=address) if name else address}"
        for number, (address, name) in enumerate(pages.items(), 1)
    ]
    return "\n".join([say("Sources"), *lines]) if lines else ""


def block(row: Any, told: Story, pages: Pages, say: Words) -> str:
    """One statement: when, what, by whom; how it was put; what it changed."""
    move = next(told.moves[told.moves["line"] == row.line].itertuples(), None)
    target = say("no new date") if row.withdrawn else say.date(row.target_words)
    kind = say(NO_PROMISE if move is None else MOVE_NAME[move.kind])
    head = say("{name}: {told}", name=say.date(row.announced_words), told=f"{target} ({kind})")
    head += f" · {who(row)}{cited(row.source, pages)}"
    change = "" if move is None else changed(move, say, stands=still_stands(move, told))
    lines = [wrapped(head, "  "), wrapped(row.wording, "      "), wrapped(change, "      ")]
    return "\n".join(filter(None, lines))


def still_stands(move: Any, told: Story) -> bool:
    """Whether nothing has put an end to a promise by the day."""
    days = (told.as_of - move.announced_latest.date()).days
    return bool(told.row.status != "done" and move.stood_days >= days)
