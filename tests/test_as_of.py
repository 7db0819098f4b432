"""The as-of day in the header: where it stands, the steps to either side, the days behind it."""

from __future__ import annotations

import re
from datetime import date

from builders import TODAY, milestone, programme_of, said

from dashboards.as_of import DAYS_SHOWN, as_of_control
from dashboards.elements import to_html
from dashboards.page import Frozen, page_of
from tracker.programme import Programme

RECORD = programme_of(
    [milestone(title="First flight", actual="2026-04-30")],
    [
        said("2024-10-15", "2026", speaker="N. Akhmetov", side="kz"),
        said("2025-12-26", "tbd", speaker="", organisation="Roscosmos"),
        said("2025-12-26", "2026-Q1", speaker="Zh. Madiyev", side="kz"),
    ],
)


def control(search: str = "", *, of: Programme = RECORD, frozen: Frozen | None = None) -> str:
    page = page_of(of, path="/timeline", search=search, today=TODAY, frozen=frozen)
    return to_html(as_of_control(page))


def step(name: str, html: str) -> str:
    """The tag of a step."""
    return re.findall(rf'<a id="as-of-{name}"[^>]*>', html)[0]


def test_the_steps_lead_to_the_days_on_record_and_keep_the_rest_of_the_address() -> None:
    html = control("?q=pad&as_of=2026-01-01")
    assert 'href="/timeline?q=pad&amp;as_of=2025-12-26"' in step("previous", html)
    assert 'title="Previous day on record: 26 Dec 2025"' in step("previous", html)
    assert 'href="/timeline?q=pad&amp;as_of=2026-04-30"' in step("next", html)


def test_today_is_the_last_step_and_has_no_day_in_its_address() -> None:
    html = control("?q=pad&as_of=2026-04-30")
    assert 'href="/timeline?q=pad"' in step("next", html)
    assert 'title="Today, 22 Nov 2026"' in step("next", html)


def test_a_step_that_leads_nowhere_stays_in_its_place_and_says_so() -> None:
    first = step("previous", control("?as_of=2024-10-15"))
    assert 'aria-disabled="true"' in first
    assert 'title="Nothing is on record before this day"' in first
    assert "href" not in first
    last = step("next", control())
    assert 'aria-disabled="true"' in last
    assert 'title="This is today"' in last


def test_the_way_back_to_today_is_there_only_on_other_days() -> None:
    assert 'id="as-of-today"' not in control()
    assert '<a href="/timeline" title="Back to 22 Nov 2026"' in control("?as_of=2025-01-01")


def test_the_days_tell_who_spoke_and_what_happened() -> None:
    text = re.sub(r"<[^>]+>", "", control())
    assert "30 Apr 2026 First flight" in text
    assert "26 Dec 2025 2 statements: Roscosmos, Zh. Madiyev" in text
    assert "15 Oct 2024 1 statement: N. Akhmetov" in text


def test_no_later_day_is_told_of() -> None:
    html = control("?as_of=2025-01-01")
    assert "1 statement: N. Akhmetov" in html
    assert "Madiyev" not in html
    assert "First flight" not in html


def test_many_names_and_many_days_are_cut() -> None:
    rows = [said("2025-12-26", "2026", speaker=f"Speaker {n}") for n in range(5)]
    rows += [said(f"2020-01-{day:02}", "2026") for day in range(1, 29)]
    html = control(of=programme_of([milestone()], rows))
    assert "5 statements: Speaker 0, Speaker 1, Speaker 2 and 2 more" in html
    assert html.count("<li>") == DAYS_SHOWN


def test_a_day_before_the_record_says_so() -> None:
    html = control("?as_of=1990-01-01")
    assert "Nothing is on record by 1 Jan 1990." in html
    assert 'href="/timeline?as_of=2024-10-15"' in step("next", html)


def test_an_empty_record_has_a_day_and_no_steps() -> None:
    html = control(of=programme_of([]))
    assert html.count('aria-disabled="true"') == 2
    assert "Nothing is on record by 22 Nov 2026." in html


def test_any_day_can_be_typed_and_the_rest_of_the_address_goes_along() -> None:
    html = control("?q=pad&as_of=2025-01-01")
    assert '<form action="/timeline" method="get"' in html
    assert '<input type="hidden" name="q" value="pad">' in html
    # A field for dates of the browser's own would ask for 01/01/2025.
    assert 'type="text" name="as_of" id="as-of-field" value="2025-01-01"' in html
    assert 'placeholder="2024-10-15"' in html
    assert "Year, month, day: 2024-10-15" in html
    assert html.count('name="as_of"') == 1


def test_a_version_that_is_not_kept_is_left_behind_by_the_form() -> None:
    assert "0123456789ab" not in control("?version=0123456789ab")


def test_a_frozen_page_leads_back_to_its_own_last_day() -> None:
    search = "?as_of=2025-01-01&version=000000000000"
    html = control(search, frozen=Frozen(TODAY, date(2027, 5, 1), newer=True))
    assert "Its last day" in html
    assert 'href="/timeline?as_of=2026-11-22&amp;version=000000000000"' in html
    last = search.replace("2025-01-01", "2026-11-22")
    end = step("next", control(last, frozen=Frozen(TODAY, date(2027, 5, 1), newer=True)))
    assert 'title="This version of the data has no later day"' in end
