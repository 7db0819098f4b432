"""The feed: read back by feedparser; an entry keeps its id whatever becomes known later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.exports.atom import ENTRIES, NAMESPACE, feed, names
from tracker.exports.edition import Edition

ATOM = {"a": NAMESPACE}
real = tracker.load(REAL_DATA, as_of=TODAY)
spoken = real.announcements
PRESS = {page for cell in spoken[spoken["side"] == "press"]["source"] for page in cell.split()}


def read_back(edition: Edition) -> Any:
    found = feedparser.parse(feed(edition))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def flight(*spoken: dict[str, str], **cells: str) -> Edition:
    return Edition(programme_of([milestone(**cells)], spoken), TODAY)


def test_an_entry_tells_what_changed_when_and_leads_to_the_page_that_says_so() -> None:
    told = read_back(
        flight(said("2025-01-10", "2026"), said("2025-06-10", "2027", speaker="B. Speaker"))
    )
    newest = told.entries[0]
    assert newest.title == "First flight: moved from 2026 to 2027"
    assert newest.updated == "2025-06-10T00:00:00Z"
    assert newest.link == "https://example.org/2025-06-10"
    assert "B. Speaker" in newest.content[0].value
    assert [tag.term for tag in newest.tags] == ["later"]
    assert told.feed.updated == newest.updated


def test_on_a_server_an_entry_leads_to_the_milestone_and_from_there_to_its_source() -> None:
    programme = programme_of([milestone()], [said("2025-06-10", "2027")])
    home = "http://127.0.0.1:8050"
    told = read_back(
        Edition(programme, TODAY, page_of=lambda id: f"{home}/m/{id}", address=f"{home}/feed.atom")
    )
    links = {link.rel: link.href for link in told.entries[0].links}
    assert links == {
        "alternate": f"{home}/m/first-flight",
        "via": "https://example.org/2025-06-10",
    }
    assert [(link.rel, link.href) for link in told.feed.links] == [("self", f"{home}/feed.atom")]


def test_everything_that_atom_wants_is_there() -> None:
    # RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each; an author; ids once only.
    top = ElementTree.fromstring(feed(Edition(real, TODAY)))
    parts = [top, *top.findall("a:entry", ATOM)]
    for part in parts:
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1
    assert top.find("a:author/a:name", ATOM) is not None
    ids = [part.findtext("a:id", None, ATOM) for part in parts]
    assert len(set(ids)) == len(ids)
    for entry in parts[1:]:
        alternates = [link.get("rel") for link in entry.findall("a:link", ATOM)]
        assert alternates.count("alternate") <= 1
        assert entry.findtext("a:content", None, ATOM)


def test_the_newest_come_first_and_the_rest_is_counted() -> None:
    told = read_back(Edition(real, TODAY))
    count = len(Edition(real, TODAY).changes())
    assert count > ENTRIES == len(told.entries)
    assert f"The newest 200 of {count} changes on record." in told.feed.subtitle
    days = [entry.updated for entry in told.entries]
    assert days == sorted(days, reverse=True)


def test_a_record_without_changes_makes_an_empty_feed() -> None:
    told = read_back(Edition(programme_of([]), TODAY))
    assert told.entries == []
    assert told.feed.updated == "2026-11-22T00:00:00Z"
    assert "0 changes on record." in told.feed.subtitle


def named(day: date) -> dict[str, str]:
    """What each entry of a day tells, by its id."""
    edition = Edition(real, day)
    found = edition.changes()
    told = [f"{change.id} {change.kind} {change.on} {change.source}" for change in found]
    return dict(zip(names(found), told, strict=True))


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=0, max_value=3000), st.integers(min_value=0, max_value=700))
def test_an_entry_keeps_its_id_on_every_later_day(start: int, later: int) -> None:
    day = date(2018, 1, 1) + timedelta(days=start)
    before, after = named(day), named(min(day + timedelta(days=later), TODAY))
    for name, told in before.items():
        if name in after:
            assert after[name].split()[:3] == told.split()[:3]
        else:
            # What the press alone had said goes when a partner speaks; nothing else does.
            assert told.split()[-1] in PRESS


def test_what_is_said_twice_alike_has_two_ids() -> None:
    twice = said("2025-06-10", "2027")
    found = flight(twice, twice, said("2025-07-10", "2028"), said("2025-07-10", "2028")).changes()
    assert len(set(names(found))) == len(found)


@pytest.mark.parametrize("text", ["<b>&amp; ]]>", "\x08\x0c", "\ufffe", "a\r\nb", '"quoted"'])
def test_any_text_makes_valid_xml(text: str) -> None:
    told = read_back(flight(said("2025-06-10", "2027", speaker=f"X{text}Y"), title=f"A{text}Z"))
    assert told.entries[0].title.startswith("A")
    top = ElementTree.fromstring(feed(flight(said("2025-06-10", "2027"), title=f"A{text}Z")))
    shown = "".join(sign if sign.isprintable() else " " for sign in f"A{text}Z")
    title = top.findtext("a:entry/a:title", "", ATOM)
    assert title.startswith(" ".join(shown.split()))


def test_the_same_record_and_day_give_the_same_bytes() -> None:
    again = tracker.load(REAL_DATA, as_of=TODAY)
    assert feed(Edition(real, TODAY)) == feed(Edition(again, TODAY))
