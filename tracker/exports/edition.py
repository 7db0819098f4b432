"""What an export is made of: a version of the data, the day whose knowledge it tells, a language.

The same edition gives the same bytes in every form, whenever and wherever it is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

import pandas as pd

from tracker import changes
from tracker.change import Change
from tracker.dates import same_window
from tracker.event_pages import event_pages
from tracker.messages import message
from tracker.programme import Programme
from tracker.snapshot import snapshot, titled
from tracker.statements import live_claims
from tracker.store import Content
from tracker.words import Words, words

PRODUCT: Final = "Baiterek · Soyuz-5"
TAGLINE: Final = message("What was promised, when, by whom, and what happened")
# So many digits of a data version name it in a citation.
VERSION_DIGITS: Final = 12


@dataclass(frozen=True, eq=False)
class Edition:
    """The record as it was known on a day.

    ``content`` are the bytes of the files where they may be handed out as they stand; None as of a
    day before them. ``page_of`` tells where a milestone has a page of its own, "" in a file that
    stands by itself; ``address`` is where the edition itself can be asked for again.
    """

    programme: Programme
    as_of: date
    lang: str = "en"
    content: Content | None = None
    page_of: Callable[[str], str] = field(default=lambda _id: "")
    address: str = ""

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The milestones known on the day, in the order of the file, titled in the language."""
        known = snapshot(self.programme, as_of=self.as_of)
        return titled(known[known["known"]], self.lang)

    @cached_property
    def claims(self) -> Mapping[str, list[Any]]:
        """The live claims on each milestone by its id, the newest last."""
        live: dict[str, list[Any]] = {}
        for claim in live_claims(self.programme, as_of=self.as_of).itertuples():
            live.setdefault(claim.milestone, []).append(claim)
        return live

    @cached_property
    def event_pages(self) -> Mapping[str, str]:
        """The pages that tell of what happened, by milestone."""
        return event_pages(self.programme, self.rows.itertuples(), as_of=self.as_of)

    def claim_on(self, row: Any) -> Any | None:
        """The newest live claim that gives the date which holds of a milestone, None where no
        statement on record does: the newest of all may be the other side's."""
        given = [
            claim
            for claim in self.claims.get(row.id, ())
            if same_window(claim.target_words, row.planned_words)
        ]
        return given[-1] if given else None

    @property
    def titles(self) -> dict[str, str]:
        """The title of each milestone by its id."""
        return dict(zip(self.rows["id"], self.rows["title"], strict=True))

    def changes(self) -> list[Change]:
        """Everything that changed by the day, the newest first."""
        return changes.changes(self.programme, since=date.min, until=self.as_of)

    @property
    def say(self) -> Words:
        return words(self.lang)

    @property
    def version(self) -> str:
        """The version of the data, as a citation names it."""
        return self.programme.version[:VERSION_DIGITS]


def how_to_cite(edition: Edition) -> str:
    """The edition in a sentence that leads back to the same data."""
    say = edition.say
    return say(
        "{product}: {tagline}. As of {day}, data version {version}.",
        product=PRODUCT,
        tagline=say(TAGLINE),
        day=say.day(edition.as_of),
        version=edition.version,
    )


def plain(text: str) -> str:
    """A text on one line, without the signs that no calendar and no XML may hold.

    >>> plain("one\\x0b\\r\\n two")
    'one two'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
