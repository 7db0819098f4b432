"""Everything that can be wrong with the rows, as problems with file, line and column.

Each check is one line of ``found``; its words stand in ``faults``. To add one: a row there, a
generator here or in the module of its subject, a line in ``found``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import filterfalse
from typing import Final

from tracker import schema
from tracker.chronology import date_problems, order_problems
from tracker.claims import claim_problems
from tracker.distortions import is_only_a_day
from tracker.faults import Place, fault
from tracker.identifiers import (
    SUGGESTIONS_AT_MOST,
    Suggestions,
    dependency_problems,
    id_problems,
    reference_problems,
)
from tracker.problems import Problem, visible
from tracker.sheet import Sheet, is_blank, sheet
from tracker.store import Files

CLOSED_LISTS: Final = {
    "category": schema.CATEGORIES,
    "outcome": schema.OUTCOMES,
    "side": schema.SIDES,
    "confidence": schema.CONFIDENCES,
}
WORDED: Final = ("title", "title_fr", "title_ru", "title_kk", "wording", "note")
# A day in digits with blanks around it; a longer text need not be looked at.
LONGEST_DAY: Final = 16
ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
BIDI_CONTROLS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL_CHARACTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

# ISO 639-1, and what is typed for it: codes of countries.
LANGUAGES: Final = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb
    lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om
    or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw
    ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGE_CODES: Final = frozenset(LANGUAGES.split())
LANGUAGE_MEANT: Final = {"kz": "kk", "ua": "uk", "cn": "zh", "jp": "ja", "gb": "en", "us": "en"}


def check(files: Files, *, as_of: date) -> list[Problem]:
    """All faults of the record, by file, line and column.

    While a file cannot be read whole, what would follow only from its missing rows is not said.
    """
    return sorted(found(files, as_of=as_of))


def found(files: Files, *, as_of: date) -> Iterator[Problem]:
    for table in files.tables:
        yield from table.problems
    milestones = sheet(files.milestones, schema.MILESTONE_DATES)
    yield from id_problems(milestones)
    yield from blanks(milestones, {"title": "blank-title"})
    yield from row_problems(milestones, as_of=as_of)
    yield from order_problems(milestones, as_of=as_of)
    if not files.milestones.refused:
        yield from dependency_problems(milestones, Suggestions(milestones["id"]))
    if files.announcements is None:
        return
    announcements = sheet(files.announcements, schema.ANNOUNCEMENT_DATES)
    yield from blanks(announcements, {"announced": "blank-announced", "target": "blank-target"})
    yield from row_problems(announcements, as_of=as_of)
    if not files.milestones.refused:
        yield from reference_problems(announcements, milestones)
    if not files.refused:
        yield from claim_problems(milestones, announcements, as_of=as_of)


def row_problems(rows: Sheet, *, as_of: date) -> Iterator[Problem]:
    """What is asked of both files alike."""
    yield from date_problems(rows, as_of=as_of)
    yield from unknown_words(rows)
    yield from unknown_languages(rows)
    yield from source_problems(rows)
    yield from hidden_characters(rows)
    yield from bare_dates(rows)


def bare_dates(rows: Sheet) -> Iterator[Problem]:
    """Words that are nothing but a date in digits: seldom what was typed."""
    for column in WORDED:
        # A header may leave the column out; then there is nothing in it.
        short = {text for text in rows.table.columns.get(column, ()) if len(text) <= LONGEST_DAY}
        texts = set(filter(is_only_a_day, short))
        for row in rows.rows_with(column, texts):
            yield rows.fault("date-in-digits", row, column)


def blanks(rows: Sheet, codes: dict[str, str]) -> Iterator[Problem]:
    for column in codes.keys() & rows.table.header:
        code = codes[column]
        for row in rows.rows_with(column, {"", *filter(str.isspace, rows[column])}):
            yield rows.fault(code, row, column)


def unknown_words(rows: Sheet) -> Iterator[Problem]:
    """Cells of a closed list that hold another word."""
    for column, known in CLOSED_LISTS.items():
        texts = set(rows.table.columns.get(column, ()))
        unknown = {text for text in texts.difference(known) if not is_blank(text)}
        meant = {text: near(text, known) for text in sorted(unknown)[:SUGGESTIONS_AT_MOST]}
        for row in rows.rows_with(column, unknown):
            text = rows[column][row]
            key = f"unknown-{column}:near" if meant.get(text) else f"unknown-{column}"
            facts = {"known": ", ".join(known), "meant": meant.get(text)}
            yield rows.fault(key, row, column, **facts)


def near(text: str, known: tuple[str, ...]) -> str:
    plain = text.strip().casefold()
    if plain in known:
        return plain
    from difflib import get_close_matches  # seldom needed, and slow to import

    return next(iter(get_close_matches(plain, known, n=1, cutoff=0.6)), "")


def unknown_languages(rows: Sheet) -> Iterator[Problem]:
    texts = set(rows.table.columns.get("language", ()))
    unknown = {text for text in texts - LANGUAGE_CODES if not is_blank(text)}
    for row in rows.rows_with("language", unknown):
        plain = rows["language"][row].strip().casefold()
        meant = plain if plain in LANGUAGE_CODES else LANGUAGE_MEANT.get(plain, "")
        key = "unknown-language:near" if meant else "unknown-language"
        yield rows.fault(key, row, "language", meant=meant)


def source_problems(rows: Sheet) -> Iterator[Problem]:
    """Every row says where it is from, in addresses that open."""
    if "source" not in rows.table.header:
        if len(rows.table.lines):
            yield fault("no-source:column", Place(rows.table.name, column="source"))
        return
    suspects = {*filterfalse(ADDRESS.fullmatch, rows["source"])}
    bad = {text: address for text in suspects if (address := bad_address(text))}
    for row in rows.rows_with("source", bad):
        yield rows.fault("bad-address", row, "source", address=bad[rows["source"][row]])
    yield from blanks(rows, {"source": "no-source"})


def bad_address(text: str) -> str:
    """The first word of a source that is no address, "" when all are."""
    return next((word for word in text.split() if not ADDRESS.fullmatch(word)), "")


def hidden_characters(rows: Sheet) -> Iterator[Problem]:
    """Characters that act on a text without being seen in it."""
    for column in rows.table.header:
        suspects = {*filterfalse(str.isprintable, rows.table.columns.get(column, ()))}
        for key, pattern in (
            ("bidi-control", BIDI_CONTROLS),
            ("control-character", CONTROL_CHARACTERS),
        ):
            marks = {text: found for text in suspects if (found := pattern.findall(text))}
            for row in rows.rows_with(column, marks):
                shown = ", ".join(visible(mark) for mark in dict.fromkeys(marks[rows[column][row]]))
                yield rows.fault(key, row, column, marks=shown)
