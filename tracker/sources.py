"""On whom the record rests: every use of an address, by publisher and by language.

What rests on too little is told too: milestones on one weak source, rows without any.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from tracker.addresses import addresses_in, host_of, site_of
from tracker.columns import Row, columns_of, rows_of
from tracker.dates import DateWords
from tracker.messages import message
from tracker.programme import Programme

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


STATEMENT, ROW = "statement", "row"
# What is read of a statement.
SAID: Final = (
    *("milestone", "line", "announced_latest", "announced_words"),
    *("source", "publisher", "language", "confidence"),
)


class Use(NamedTuple):
    """One use of an address: of what it says something, as a statement or as a row of its file.

    ``used`` is the last day of the statement or of what happened, in ``used_words``; NaT and None
    for what is still to come. ``language`` is "" where none is noted.
    """

    milestone: str
    kind: str
    line: int
    used: pd.Timestamp
    used_words: DateWords | None
    address: str
    publisher: str
    language: str
    confidence: str


class Share(NamedTuple):
    """What rests on one publisher, or on pages in one language.

    ``milestones`` and ``statements``: how many; ``uses``: how often an address of it is given;
    ``confidence``: how many rows and statements have each (one that rests on two of its pages
    counts once); ``used_words``: the newest; ``languages``, ``publishers`` and ``addresses``
    sorted.
    """

    name: str
    milestones: int
    statements: int
    uses: int
    confidence: Mapping[str, int]
    used_words: DateWords | None
    languages: tuple[str, ...]
    publishers: tuple[str, ...]
    addresses: tuple[str, ...]


def source_uses(programme: Programme, rows: Iterable[Row], *, as_of: date) -> list[Use]:
    """Every use of an address; ``rows`` are the milestones known on the day (`tracker.snapshot`).

    What is no address leads to nobody: `unsourced` tells of it.
    """
    uses = [*_of_statements(programme, as_of), *_of_rows(rows)]
    names, languages = _publisher_names(uses), _languages(uses)
    return [
        use._replace(publisher=name, language=language)
        for use, name, language in zip(uses, names, languages, strict=True)
    ]


def _of_statements(programme: Programme, as_of: date) -> Iterator[Use]:
    said = columns_of(programme.announcements[list(SAID)])
    known = np.flatnonzero(said["announced_latest"] <= np.datetime64(as_of, "s"))
    for row in rows_of(said, known):
        when = row.announced_latest, row.announced_words
        noted = row.publisher, row.language, row.confidence
        for address in addresses_in(row.source):
            yield Use(row.milestone, STATEMENT, row.line, *when, address, *noted)


def _of_rows(rows: Iterable[Row]) -> Iterator[Use]:
    for row in rows:
        when = row.actual_latest, row.actual_words
        for address in addresses_in(row.source):
            yield Use(row.id, ROW, row.line, *when, address, "", "", row.confidence)


def _publisher_names(uses: Sequence[Use]) -> list[str]:
    """The publisher as named, else the one that the record names for the host, else the one that
    it names for all of the site that has any, else the host."""
    hosts = [host_of(use.address) for use in uses]
    # "Kosmosnews (citing TASS)": the page is Kosmosnews's, whoever it cites.
    owners = [CITING.sub("", use.publisher) for use in uses]
    usual = _usual(hosts, owners)
    sole = _sole(map(site_of, usual), usual.values())
    return [
        owner or usual.get(host) or sole.get(site_of(host)) or host
        for owner, host in zip(owners, hosts, strict=True)
    ]


def _languages(uses: Sequence[Use]) -> list[str]:
    """The language as noted, else the one that a statement notes of the same page, else ""."""
    usual = _usual((use.address for use in uses), (use.language for use in uses))
    return [use.language or usual.get(use.address, "") for use in uses]


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


def by_publisher(uses: Iterable[Use]) -> list[Share]:
    """What rests on each publisher, those on whom most rests first."""
    return _shares(uses, attrgetter("publisher"))


def by_language(uses: Iterable[Use]) -> list[Share]:
    """What rests on pages in each language, likewise; last, pages of which it is not noted."""
    return sorted(_shares(uses, attrgetter("language")), key=lambda share: share.name == "")


def _shares(uses: Iterable[Use], name_of: Callable[[Use], str]) -> list[Share]:
    groups: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        groups[name_of(use)].append(use)
    shares = [_share(name, group) for name, group in groups.items()]
    return sorted(shares, key=lambda share: (-share.milestones, -share.statements, share.name))


def _share(name: str, uses: Sequence[Use]) -> Share:
    founded = {(use.kind, use.line): use.confidence for use in reversed(uses)}
    # Of two of one day the later in the record.
    newest = max(reversed(uses), key=_last_day)
    return Share(
        name=name,
        milestones=len({use.milestone for use in uses}),
        statements=sum(kind == STATEMENT for kind, _ in founded),
        uses=len(uses),
        confidence=Counter(founded.values()),
        used_words=newest.used_words,
        languages=_distinct(use.language for use in uses),
        publishers=_distinct(use.publisher for use in uses),
        addresses=_distinct(use.address for use in uses),
    )


def _last_day(use: Use) -> int:
    return 0 if use.used is pd.NaT else use.used.toordinal()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(filter(None, values))))


def weakly_founded(rows: Iterable[Row]) -> list[Row]:
    """Milestones that rest on one address alone, and that of low confidence."""
    return [row for row in rows if row.confidence == "low" and len(addresses_in(row.source)) == 1]


def unsourced(rows: Iterable[Row]) -> list[Row]:
    """Milestones or statements without any address."""
    return [row for row in rows if not addresses_in(row.source)]


def language_name(code: str) -> str:
    """The language in words; a code that no list knows stands for itself."""
    return LANGUAGE_NAME.get(code, code) or NOT_NOTED
