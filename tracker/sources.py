"""On whom the record rests: every use of an address, by publisher and by language.

What rests on too little is told too: milestones on one weak source, rows without any.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

import pandas as pd

from tracker import schema
from tracker.addresses import host_of, site_of
from tracker.messages import message
from tracker.programme import Programme

# One use of an address; `used` is the last day of the date in words.
USE: Final = [
    "milestone",
    "kind",
    "line",
    "used",
    "used_words",
    "address",
    "publisher",
    "language",
    "confidence",
]

# The languages in which the press writes of the programme, by the codes of ISO 639-1.
LANGUAGE_NAME: Final = message(
    {
        "ar": "Arabic",
        "be": "Belarusian",
        "bg": "Bulgarian",
        "cs": "Czech",
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "it": "Italian",
        "ja": "Japanese",
        "kk": "Kazakh",
        "ky": "Kyrgyz",
        "pl": "Polish",
        "pt": "Portuguese",
        "ru": "Russian",
        "sr": "Serbian",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "uz": "Uzbek",
        "zh": "Chinese",
    }
)
CITING: Final = re.compile(r"\s*\(.*\)$")
# What stands for the language of a page that no statement quotes.
NOT_NOTED: Final = message("not noted")


def source_uses(programme: Programme, rows: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """One row a use of an address: what it supports (milestone), as a statement or as a row.

    ``rows`` are the milestones known on the day (`tracker.snapshot`). Columns: `milestone`, `kind`
    (statement, row), `line` in its file, `used` and `used_words` (the day of the statement or of
    what happened; NaT and None for what is still to come), `address`, `publisher`, `language` (""
    where none is noted) and `confidence`.
    """
    said = programme.announcements
    known = said[said["announced_latest"] <= pd.Timestamp(as_of)]
    statements = known.assign(
        kind="statement",
        used=known["announced_latest"],
        used_words=known["announced_words"],
        address=known["source"].str.split(),
    )
    supported = rows.assign(
        kind="row",
        milestone=rows["id"],
        used=rows["actual_latest"],
        used_words=rows["actual_words"],
        address=rows["source"].str.split(),
        publisher="",
        language="",
    )
    uses = pd.concat([statements[USE], supported[USE]], ignore_index=True).explode("address")
    # What is no address leads to nobody: `unsourced` tells of it.
    uses = uses[uses["address"].fillna("").map(host_of) != ""].reset_index(drop=True)
    return uses.assign(publisher=_publisher_names(uses), language=_languages(uses))


def _publisher_names(uses: pd.DataFrame) -> list[str]:
    """The publisher as named, else the one that the record names for the host, else the one that
    it names for all of the site that has any, else the host."""
    hosts = [host_of(address) for address in uses["address"]]
    # "Kosmosnews (citing TASS)": the page is Kosmosnews's, whoever it cites.
    owners = [CITING.sub("", name) for name in uses["publisher"]]
    usual = _usual(hosts, owners)
    sole = _sole(map(site_of, usual), usual.values())
    return [
        owner or usual.get(host) or sole.get(site_of(host)) or host
        for owner, host in zip(owners, hosts, strict=True)
    ]


def _languages(uses: pd.DataFrame) -> list[str]:
    """The language as noted, else the one that a statement notes of the same page, else ""."""
    pages, noted = uses["address"].tolist(), uses["language"].tolist()
    usual = _usual(pages, noted)
    return [own or usual.get(page, "") for own, page in zip(noted, pages, strict=True)]


def _usual(keys: Iterable[str], values: Iterable[str]) -> dict[str, str]:
    """For each key the value given most often, of equals the first by the alphabet."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for key, value in zip(keys, values, strict=True):
        if value:
            given[key][value] += 1
    return {
        key: min(counts, key=lambda value: (-counts[value], value)) for key, counts in given.items()
    }


def _sole(keys: Iterable[str], values: Iterable[str]) -> dict[str, str]:
    """The value of each key that has but one: a site where several publish belongs to none."""
    given: dict[str, set[str]] = defaultdict(set)
    for key, value in zip(keys, values, strict=True):
        given[key].add(value)
    return {key: next(iter(found)) for key, found in given.items() if key and len(found) == 1}


def by_publisher(uses: pd.DataFrame) -> pd.DataFrame:
    """One row a publisher, those on whom most rests first.

    Columns: `publisher`, `milestones` and `statements` (how many rest on it), `uses` (how often an
    address of it is given), `high`, `medium` and `low` (how many rows and statements with that
    confidence: one that rests on two of its pages counts once), `used_words` (the newest),
    `languages` (codes, sorted), `addresses` (sorted).
    """
    counted = _by(uses, "publisher")
    groups = uses.groupby("publisher")
    return counted.assign(
        languages=counted["publisher"].map(groups["language"].agg(_distinct)),
        addresses=counted["publisher"].map(groups["address"].agg(_distinct)),
    )


def by_language(uses: pd.DataFrame) -> pd.DataFrame:
    """One row a language, likewise, with `publishers` (how many); last, pages of which the
    language is not noted."""
    counted = _by(uses, "language")
    publishers = uses.groupby("language")["publisher"].nunique()
    counted = counted.assign(publishers=counted["language"].map(publishers).astype(int))
    is_unnoted = counted["language"] == ""
    return pd.concat([counted[~is_unnoted], counted[is_unnoted]], ignore_index=True)


def _by(uses: pd.DataFrame, name: str) -> pd.DataFrame:
    groups = uses.groupby(name, sort=True)
    founded = uses.drop_duplicates([name, "kind", "line"])
    counted = pd.DataFrame(
        {
            "milestones": groups["milestone"].nunique(),
            "statements": _count(founded, name, founded["kind"] == "statement"),
            "uses": groups.size(),
            **{
                level: _count(founded, name, founded["confidence"] == level)
                for level in schema.CONFIDENCES
            },
            "used_words": _newest(uses, name),
        }
    )
    order = ["milestones", "statements", name]
    return counted.reset_index(names=name).sort_values(
        order, ascending=[False, False, True], ignore_index=True
    )


def _count(uses: pd.DataFrame, name: str, counted: pd.Series) -> pd.Series:
    return counted.groupby(uses[name]).sum().astype(int)


def _newest(uses: pd.DataFrame, name: str) -> pd.Series:
    """When each was last of use, in the words in which the date was put."""
    in_time = uses.sort_values("used", kind="stable", na_position="first")
    return in_time.drop_duplicates(name, keep="last").set_index(name)["used_words"]


def _distinct(values: pd.Series) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def weakly_founded(rows: pd.DataFrame) -> pd.DataFrame:
    """Milestones that rest on one address alone, and that of low confidence."""
    return rows[(_pages(rows) == 1) & (rows["confidence"] == "low")]


def unsourced(rows: pd.DataFrame) -> pd.DataFrame:
    """Milestones or statements without any address."""
    return rows[_pages(rows) == 0]


def _pages(rows: pd.DataFrame) -> pd.Series:
    """How many addresses the source of each row names."""
    named = [sum(bool(host_of(word)) for word in cell.split()) for cell in rows["source"]]
    return pd.Series(named, rows.index, dtype=int)


def language_name(code: str) -> str:
    """The language in words; a code that no list knows stands for itself."""
    return LANGUAGE_NAME.get(code, code) or NOT_NOTED
