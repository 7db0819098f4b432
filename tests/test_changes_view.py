"""The Changes view: day by day, the weightiest in ink, every one with its source."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.app import create_app
from dashboards.change_filter import CHOICES
from dashboards.elements import to_html
from dashboards.live import LiveProgramme
from dashboards.page import Frozen, Page, page_of
from dashboards.views import changes
from tracker.programme import Programme

CLAIMS = (said("2026-01-01", "2026"), said("2026-11-01", "2027", speaker="Dmitry Bakanov"))
SMALL = programme_of([milestone(planned="2027")], CLAIMS)


def page(programme: Programme, search: str = "", today: date = TODAY) -> Page:
    return page_of(programme, path="/changes", search=search, today=today)


def html(search: str = "", programme: Programme = SMALL) -> str:
    return to_html(changes.content(page(programme, search)))


def words_in(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def sentence(text: str) -> str:
    found = re.search(r'<p class="sentence">(.*?)</p>', text)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def test_the_sentence_counts_what_changed() -> None:
    assert sentence(html()) == "In the last 90 days: 1 date moved later."
    assert sentence(html("?days=all")) == (
        "Up to 22 Nov 2026: 1 milestone was first promised; 1 date moved later."
    )
    assert sentence(html("?since=2025&until=2026-06-30")) == (
        "After 31 Dec 2025, up to 30 Jun 2026: 1 milestone was first promised."
    )


def test_things_of_one_sort_are_named_once(real: Programme) -> None:
    assert sentence(html("?days=365", real)) == (
        "In the last 365 days: 14 milestones happened, 6 were first promised; 1 date moved later, "
        "1 was withdrawn, 1 became more precise; the sides came to differ once, came to agree "
        "once; 4 more may be earlier."
    )


def test_every_kind_has_its_words_in_the_sentence() -> None:
    counted = [kind for group in changes.COUNTED for kind in group]
    assert sorted(counted) == sorted(CHOICES)


def test_a_change_is_told_with_its_day_its_words_its_speaker_and_its_source() -> None:
    text = html()
    assert "1 Nov 2026 First flight moved from 2026 to 2027 +1 d Dmitry Bakanov · example.org" in (
        words_in(text)
    )
    assert 'href="/milestone/first-flight"' in text
    assert 'href="https://example.org/2026-11-01" rel="noopener noreferrer"' in text


def test_small_things_are_muted_and_important_ones_are_not() -> None:
    talk = milestone("talk", category="meeting", actual="2026-11-01")
    text = html(programme=programme_of([milestone(actual="2026-11-01"), talk]))
    assert text.count('<li class="change">') == 1
    assert text.count('<li class="change small">') == 1


def test_an_empty_period_tells_the_last_changes_before_it_and_the_way_there(
    real: Programme,
) -> None:
    text = html("?days=30", real)
    assert sentence(text) == "Nothing changed in the last 30 days."
    assert "The last changes before that 30 Apr 2026 Soyuz-5 first flight" in words_in(text)
    assert 'href="/changes?days=365">Show a longer period' in text


def test_an_empty_record_says_what_would_fill_it() -> None:
    text = words_in(html(programme=programme_of([])))
    assert "Nothing changed in the last 90 days." in text
    assert "A statement in announcements.csv, or a date under actual, shows here." in text


def test_a_filter_that_leaves_nothing_leads_out_of_itself() -> None:
    text = html("?track=Vehicle")
    assert 'href="/changes">All kinds on all tracks' in text


def test_a_kind_and_a_track_narrow_the_list(real: Programme) -> None:
    text = words_in(html("?days=all&kind=withdrawn&track=Flights", real))
    assert sentence(html("?days=all&kind=withdrawn&track=Flights", real)) == (
        "Up to 22 Nov 2026: 1 date was withdrawn."
    )
    assert "withdrawn: was promised for the end of 2025, no new date" in text


def test_choices_are_links_that_keep_the_rest_of_the_address() -> None:
    text = html("?days=365&kind=later&as_of=2026-11-20")
    assert (
        'href="/changes?days=30&amp;kind=later&amp;as_of=2026-11-20" class="tl-button">30 days'
        in text
    )
    assert 'href="/changes?days=365&amp;kind=done%2Clater&amp;as_of=2026-11-20">happened' in text
    assert '<input type="hidden" name="kind" value="later">' in text
    assert '<input type="hidden" name="as_of" value="2026-11-20">' in text


def test_what_was_typed_wrong_is_told_with_what_to_type() -> None:
    text = words_in(html("?since=soon"))
    assert "soon" in text
    assert "In the last 90 days" in text


def test_markup_in_the_address_stays_text() -> None:
    text = html("?since=%3Cscript%3E&kind=%3Cb%3E&track=%22%3E")
    assert "<script" not in text
    assert "<b>&lt;" not in text


def test_a_long_list_is_folded_by_years_with_the_newest_open(real: Programme) -> None:
    text = html("?days=all", real)
    folds = re.findall(r"<details( open=\"\")? id=\"year-(\d+)\">", text)
    assert [year for is_open, year in folds if is_open] == ["2026"]
    years = [int(year) for _, year in folds]
    assert years == sorted(years, reverse=True)
    counts = [int(n.replace(",", "")) for n in re.findall(r">([\d,]+) changes?</span>", text)]
    assert sum(counts) == text.count('<li class="change')


def test_a_list_that_is_not_long_is_not_folded(real: Programme) -> None:
    assert "<details id=" not in html("?days=365", real)


def test_no_day_later_than_the_page_is_told(real: Programme) -> None:
    text = words_in(html("?as_of=2025-12-25&days=all&until=2027", real))
    for later in ("2025-12-26", "26 Dec 2025", "30 Apr 2026", "Zhaslan Madiyev"):
        assert later not in text


def test_every_change_shown_leads_to_a_page(real: Programme) -> None:
    text = html("?days=all", real)
    assert "no source on record" not in text
    _, *shown = text.split('<li class="change')
    assert len(shown) > 200
    assert all('class="source"' in change for change in shown)


def test_the_last_visit_has_its_place_today_and_none_on_a_past_day() -> None:
    # What is counted for the link is what it leads to, whatever is chosen now.
    for search in ("", "?kind=later&days=365"):
        assert 'data-address="/changes?since=DAY"' in html(search)
    assert 'data-count="/changes/since/en/DAY"' in html()
    assert "last-visit" not in html("?as_of=2026-11-20")


@pytest.fixture
def live() -> LiveProgramme:
    return LiveProgramme(REAL_DATA, lambda: TODAY)


def test_the_server_counts_what_changed_since_a_day(live: LiveProgramme) -> None:
    client = create_app(live).server.test_client()
    answer = client.get("/changes/since/en/2026-03-01")
    assert answer.text == "since your last visit, 1 Mar 2026 (6 changes)"
    assert answer.mimetype == "text/plain"
    for nothing in ("soon", "2026-02-30", "<script>"):
        answer = client.get(f"/changes/since/en/{nothing}")
        assert (answer.status_code, answer.text) == (404, "")


def test_an_earlier_date_is_sooner_by_the_time_to_its_last_day() -> None:
    record = said("2025-01-01", "2026-08-29"), said("2026-11-20", "2026-Q1")
    text = html("?days=all", programme_of([milestone()], record))
    # From 31 March to 29 August; from 1 January as many days would make five months.
    assert "at least 4 months sooner than promised before" in text
    assert ">−4 mo<" in text


def test_what_is_dated_to_a_longer_period_is_not_counted_as_of_these_days() -> None:
    claims = (said("2026-01-01", "2026"), said("2026", "2027"))
    vague = html("?days=30", programme_of([milestone(planned="2027")], claims))
    assert sentence(vague) == (
        "In the last 30 days: 1 change, dated only to a period that began before."
    )
    assert "(dated only to 2026: may be earlier)" in words_in(vague)
    both = programme_of([milestone(planned="2028")], (*claims, said("2026-11-20", "2028")))
    assert sentence(html("?days=30", both)) == (
        "In the last 30 days: 1 date moved later; 1 more may be earlier."
    )


def test_days_that_cannot_be_read_leave_the_usual_period_marked() -> None:
    text = html("?since=soon")
    assert re.search(r'aria-current="true" class="tl-button">90 days<', text)
    assert " as 2025-12-24 or 2026." in words_in(text)
    assert 'aria-current="true" class="tl-button">90 days<' not in html("?since=2026-01-01")


def test_a_frozen_page_counts_no_visits() -> None:
    frozen = page_of(
        SMALL,
        path="/changes",
        search="?version=000000000000",
        today=TODAY,
        frozen=Frozen(TODAY, TODAY, newer=False),
    )
    assert "last-visit" not in to_html(changes.content(frozen))


def test_that_the_sides_agree_again_is_said_by_nobody() -> None:
    claims = (
        said("2026-01-01", "2026", "ru"),
        said("2026-02-01", "2027", "kz"),
        said("2026-03-01", "2027", "ru", speaker="Dmitry Bakanov"),
    )
    text = words_in(html("?days=all&kind=agreed", programme_of([milestone()], claims)))
    assert "the sides no longer differ by the statement that ended it: example.org" in text
    assert "Bakanov" not in text


def test_under_the_list_stands_what_bold_means_and_where_edits_are_told() -> None:
    text = words_in(html())
    assert "Grey: small changes." in text
    assert "python -m tracker changes --against OTHER" in text
