"""feed.atom: one entry a change, the newest first, as Atom (RFC 4287).

The id of an entry is made of what was said, by whom and on which day, so it is the same on every
machine, under every address and on every later day.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tracker.change import Change
from tracker.exports.edition import PRODUCT, TAGLINE, Edition, plain

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Whoever follows the feed reads the news in it; the whole record is in changes.json.
ENTRIES: Final = 200
# Names made of names (RFC 4122, version 5): no domain has to be owned for them.
OWN_NAMES: Final = uuid.uuid5(uuid.NAMESPACE_URL, "baiterek-soyuz5")
HAPPENED: Final = ("done", "cancelled")


def feed(edition: Edition) -> bytes:
    """The newest changes known on the day."""
    found = edition.changes()
    newest = found[:ENTRIES]
    top = Element("feed", {"xmlns": NAMESPACE, LANG: edition.lang})
    say = edition.say
    _text(top, "id", urn(f"feed {edition.lang}"))
    _text(top, "title", say("{product}: what changed", product=PRODUCT))
    _text(top, "subtitle", f"{say(TAGLINE)}. {_extent(found, edition)}")
    # A record without changes yet says nothing before the day that is asked for.
    _text(top, "updated", instant(next(_days(newest), edition.as_of)))
    _text(SubElement(top, "author"), "name", PRODUCT)
    if edition.address:
        _link(top, "self", edition.address)
    for change, name in zip(newest, names(found), strict=False):
        _entry(top, change, name, edition)
    indent(top)
    written: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _extent(found: Sequence[Change], edition: Edition) -> str:
    """How many of the changes stand here."""
    say = edition.say
    if len(found) <= ENTRIES:
        return say.plural("{n} change on record.", "{n} changes on record.", len(found))
    return say(
        "The newest {shown} of {n} changes on record.",
        shown=say.number(ENTRIES),
        n=say.number(len(found)),
    )


def _entry(top: Element, change: Change, name: str, edition: Edition) -> None:
    say = edition.say
    entry = SubElement(top, "entry")
    title = edition.titles.get(change.id, change.id)
    _text(entry, "id", name)
    _text(entry, "title", f"{title}: {change.text(say)}")
    _text(entry, "updated", instant(change.on or edition.as_of))
    SubElement(entry, "category", {"term": change.kind, "label": say(change.kind)})
    if page := edition.page_of(change.id):
        _link(entry, "alternate", page)
    for address in change.source.split():
        # By itself the page that says so is what an entry leads to, and to no more than one.
        _link(entry, "via" if page else "alternate", address)
        page = address
    _text(entry, "content", _content(change, edition))


def _content(change: Change, edition: Edition) -> str:
    """What changed, when and by whom it was said, and where it stands written."""
    say = edition.say
    title = edition.titles.get(change.id, change.id)
    told = (f"{title}: {change.text(say)}", say.date(change.when), change.who, change.source)
    return " · ".join(filter(None, told))


def names(found: Sequence[Change]) -> list[str]:
    """The id of each change; of equal ones the later in order have a number as well."""
    counted: Counter[str] = Counter()
    told = []
    for change in found:
        key = _key(change)
        counted[key] += 1
        told.append(urn(key if counted[key] == 1 else f"{key}\x1f{counted[key]}"))
    return told


def _key(change: Change) -> str:
    """What makes it this change and no other, whatever becomes known later."""
    day = change.on.isoformat() if change.on else ""
    parts = [change.id, change.kind, day]
    if change.kind not in HAPPENED:
        # That something happened is the same news when another page of it turns up.
        target = change.after.text if change.after else ""
        parts += [change.speaker, change.organisation, target, change.source]
    return "\x1f".join(parts)


def urn(name: str) -> str:
    return uuid.uuid5(OWN_NAMES, name).urn


def instant(day: date) -> str:
    """The day as Atom writes a moment: its beginning.

    >>> instant(date(2026, 11, 22))
    '2026-11-22T00:00:00Z'
    """
    return f"{day.isoformat()}T00:00:00Z"


def _days(found: Iterable[Change]) -> Iterator[date]:
    return (change.on for change in found if change.on)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = plain(text)


def _link(parent: Element, relation: str, address: str) -> None:
    SubElement(parent, "link", {"rel": relation, "href": plain(address)})
