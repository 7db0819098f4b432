"""The calendar: read back by icalendar, shown by khal, nothing in it sharper than it was said."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tracker.dates import parse
from tracker.exports import ics
from tracker.exports.edition import Edition
from tracker.schema import LANGUAGES

Rows = list[dict[str, str]]
DAY = timedelta(days=1)


def edition(rows: Rows, spoken: Rows = [], *, day: date = TODAY) -> Edition:  # noqa: B006
    return Edition(programme_of(rows, spoken), day)


def read_back(of: Edition) -> dict[str, Any]:
    """The events that icalendar finds in the bytes, by the first part of their UID."""
    whole = icalendar.Calendar.from_ical(ics.calendar(of).content)
    assert whole.errors == []
    assert all(event.errors == [] for event in whole.events)
    return {str(event["UID"]).partition("@")[0]: event for event in whole.events}


def only(planned: str, **cells: str) -> Any:
    return read_back(edition([milestone(planned=planned, **cells)]))["first-flight"]


@pytest.mark.parametrize(
    ("written", "first", "last", "title"),
    [
        ("2027-10-04", "2027-10-04", "2027-10-04", "4 Oct 2027"),
        ("2027-02", "2027-02-01", "2027-02-28", "Feb 2027"),
        ("end of 2027", "2027-10-01", "2027-12-31", "end of 2027"),
        ("2028/2039", "2028-01-01", "2039-12-31", "2028–2039"),
        ("2027~", "2027-01-01", "2027-12-31", "about 2027"),
        ("2027-12?", "2027-12-01", "2027-12-31", "Dec 2027?"),
        # Of a ceiling no first day was said, so none is made up.
        ("by 2027", "2027-12-31", "2027-12-31", "by 2027"),
    ],
)
def test_a_date_is_a_span_over_its_whole_window(
    written: str, first: str, last: str, title: str
) -> None:
    event = only(written)
    assert event["DTSTART"].dt == date.fromisoformat(first)
    # The end of an all-day event is the day after its last one (RFC 5545, 3.6.1).
    assert event["DTEND"].dt - DAY == date.fromisoformat(last)
    assert event["SUMMARY"] == f"First flight ({title}, promised)"
    assert event["STATUS"] == "TENTATIVE"


def test_what_happened_is_confirmed_on_its_day() -> None:
    event = only("2026", actual="2026-04-30", outcome="success")
    assert (event["SUMMARY"], event["STATUS"]) == ("First flight", "CONFIRMED")
    assert event["DTSTART"].dt == date(2026, 4, 30)


def test_what_happened_some_day_of_a_period_says_so() -> None:
    assert only("", actual="2026-04")["SUMMARY"] == "First flight (Apr 2026)"


def test_what_was_given_up_is_cancelled() -> None:
    event = only("2027", outcome="cancelled")
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "First flight (2027, cancelled)")


def test_a_date_that_passed_without_report_stays_tentative() -> None:
    event = only("2025")
    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"] == "First flight (2025, promised, no outcome found)"


@pytest.mark.parametrize(
    ("side", "planned", "basis"),
    [
        ("ru", "2027", "promised"),
        ("press", "2027", "reported"),
        ("ru", "2028", "no announcement on record"),
    ],
)
def test_a_title_says_on_whose_word_a_date_rests(side: str, planned: str, basis: str) -> None:
    row = milestone(planned=planned)
    events = read_back(edition([row], [said("2026-01-10", "2027", side)]))
    assert events["first-flight"]["SUMMARY"] == f"First flight ({planned}, {basis})"


def test_what_stands_on_no_day_is_left_out_and_counted() -> None:
    rows = [milestone("a"), milestone("b"), milestone("c", planned="NET 2027")]
    made = ics.calendar(edition([*rows, milestone("d", planned="2027")]))
    assert (made.events, made.left_out) == (1, {"no date": 2, "not before a date": 1})
    whole = icalendar.Calendar.from_ical(made.content)
    told = "Left out: 2 without a date, 1 with “not before” only."
    assert told in whole["DESCRIPTION"]
    assert "Left out: 2 without a date\\, 1 with" in whole["X-WR-CALDESC"]


def test_a_moved_date_is_the_same_event_with_a_higher_sequence() -> None:
    spoken = [said("2025-01-10", "2026"), said("2025-06-10", "2027")]
    rows = [milestone(planned="2027")]
    before, after = (
        read_back(edition(rows, spoken, day=day))["first-flight"]
        for day in (date(2025, 2, 1), date(2025, 7, 1))
    )
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert before["DTSTART"].dt < after["DTSTART"].dt
    assert after["LAST-MODIFIED"].dt.date() == date(2025, 6, 10)
    assert after["DTSTAMP"].dt.date() == date(2025, 7, 1)


def test_the_description_leads_to_speakers_and_sources() -> None:
    spoken = [
        said("2026-01-10", "2027", source="https://example.org/a https://example.org/b"),
        said("2026-02-10", "tbd", "kz"),
    ]
    event = read_back(edition([milestone(planned="2027", baseline="2025")], spoken))["first-flight"]
    lines = str(event["DESCRIPTION"]).split("\n")
    assert "A. Speaker, Roscosmos, 10 Jan 2026: 2027." in lines
    assert "A. Speaker, Kazcosmos, 10 Feb 2026: date taken back." in lines
    assert "The sides name dates that have no day in common." in lines
    assert "First promised: 2025." in lines
    assert lines[-1] == "As of 22 Nov 2026."
    # That of the side whose date it is, though the other spoke last.
    assert event["URL"] == "https://example.org/a"


def test_an_address_that_runs_something_becomes_no_link() -> None:
    assert "URL" not in only("2027", source="javascript:alert(1)")


def test_of_an_id_that_stands_twice_both_events_are_there() -> None:
    rows = [milestone(planned="2027"), milestone(planned="2028")]
    assert list(read_back(edition(rows))) == ["first-flight", "first-flight.2"]


# Forms of dates, each with its own way to a window.
years = st.integers(min_value=1990, max_value=2099)
dates = st.one_of(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(date.isoformat),
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{} {}".format, st.sampled_from(("end of", "early", "NET", "by")), years),
    years.map(str),
    years.map("{}~".format),
)
texts = st.text(alphabet="aZ я,;:\\\"'\n|^é🚀\u2028", max_size=120).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(written=dates, title=texts, place=texts)
def test_any_window_and_any_words_come_back_as_they_are(
    written: str, title: str, place: str
) -> None:
    of = edition([milestone(planned=written, title=title, place=place)])
    words, events = parse(written), read_back(of)
    if words.latest is None:
        assert events == {}
        return
    event = events["first-flight"]
    assert event["DTSTART"].dt == (words.earliest or words.latest)
    assert event["DTEND"].dt == words.latest + DAY
    assert str(event["SUMMARY"]).startswith(" ".join(title.split()))
    assert str(event["LOCATION"]) == " ".join(place.split())
    # Longer lines are folded (RFC 5545, 3.1).
    assert max(map(len, ics.calendar(of).content.split(b"\r\n"))) <= 75


days = st.integers(min_value=0, max_value=3000).map(lambda n: date(2019, 1, 1) + DAY * n)
real = tracker.load(REAL_DATA, as_of=TODAY)


@settings(max_examples=15, deadline=None)
@given(one=days, other=days)
def test_no_sequence_of_the_real_record_ever_falls(one: date, other: date) -> None:
    earlier, later = (read_back(Edition(real, min(day, TODAY))) for day in sorted((one, other)))
    for uid in earlier.keys() & later.keys():
        assert earlier[uid]["SEQUENCE"] <= later[uid]["SEQUENCE"]
        if any(earlier[uid][edge].dt != later[uid][edge].dt for edge in ("DTSTART", "DTEND")):
            assert earlier[uid]["SEQUENCE"] < later[uid]["SEQUENCE"], uid


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_every_language_the_events_stand_on_the_same_days(lang: str) -> None:
    english, other = (read_back(Edition(real, TODAY, of)) for of in ("en", lang))
    for uid, event in english.items():
        for name in ("DTSTART", "DTEND", "STATUS", "SEQUENCE", "UID"):
            assert str(other[uid][name]) == str(event[name])


def test_the_same_record_and_day_give_the_same_bytes() -> None:
    again = tracker.load(REAL_DATA, as_of=TODAY)
    assert ics.calendar(Edition(real, TODAY)) == ics.calendar(Edition(again, TODAY))


def test_every_milestone_of_the_real_record_is_there_or_counted() -> None:
    made = ics.calendar(Edition(real, TODAY))
    assert made.events + sum(made.left_out.values()) == len(real.milestones)


KHAL = """[calendars]
[[record]]
path = {folder}/calendar
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = record
"""


def test_khal_shows_each_event_on_the_days_of_its_window(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(KHAL.format(folder=tmp_path))
    (tmp_path / "a.ics").write_bytes(ics.calendar(Edition(real, TODAY)).content)

    def khal(*arguments: str) -> str:
        told = ["-c", "from khal.cli import main_khal; main_khal()", "-c", str(tmp_path / "config")]
        run = subprocess.run(
            [sys.executable, *told, *arguments],
            capture_output=True,
            env=os.environ | {"HOME": str(tmp_path), "PYTHONUTF8": "1"},
            check=True,
        )
        return run.stdout.decode()

    khal("import", "--batch", str(tmp_path / "a.ics"))
    told = ["--format", "{title} | {start} to {end}", "--day-format", ""]
    on_the_day = khal("list", *told, "2026-04-30", "1d")
    assert "Soyuz-5 first flight | 2026-04-30 to 2026-04-30" in on_the_day
    assert "Soyuz-5 second flight (2026, promised) | 2026-01-01 to 2026-12-31" in on_the_day
    assert "Soyuz-5 first flight |" not in khal("list", *told, "2026-05-01", "1d")
