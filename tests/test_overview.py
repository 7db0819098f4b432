"""Status: the counts agree with the record, every figure leads to its rows, empty states speak."""

from __future__ import annotations

import re
from datetime import date

from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.elements import to_html
from dashboards.page import Page, page_of
from dashboards.views import overview
from tracker.programme import Programme


def page(programme: Programme, day: date = TODAY) -> Page:
    return page_of(programme, path="/", search="", today=day)


def shown(*rows: dict[str, str], claims: tuple[dict[str, str], ...] = ()) -> str:
    return to_html(overview.content(page(programme_of(rows, claims))))


def words_in(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_cards_count_every_milestone_once() -> None:
    real = page(tracker.load(REAL_DATA, as_of=TODAY))
    html = to_html(overview.cards(real))
    figures = [int(n) for n in re.findall(r'card-figure">(\d+)<', html)]
    cancelled = int(re.search(r"(\d+) cancelled", html)[1])  # type: ignore[index]
    assert sum(figures) + cancelled == len(real.rows)


def test_a_card_leads_to_the_rows_behind_it() -> None:
    html = shown(milestone(planned="2025"))
    assert 'href="/timeline?status=overdue"' in html


def test_an_empty_card_leads_nowhere() -> None:
    assert 'href="/timeline?status=done"' not in shown(milestone(planned="2025"))


def test_the_table_by_track_counts_every_milestone() -> None:
    real = page(tracker.load(REAL_DATA, as_of=TODAY))
    cells = re.findall(r"<a [^>]*status=[^>]*>(\d+)</a>", to_html(overview.track_table(real)))
    assert sum(map(int, cells)) == len(real.rows)


def test_next_is_ordered_by_the_end_of_the_window() -> None:
    rows = (
        milestone("later", planned="2028"),
        milestone("soon", planned="2026-12"),
        milestone("wide", planned="2025/2027"),
    )
    html = to_html(overview.next_table(page(programme_of(rows))))
    assert re.findall(r"/milestone/(\w+)", html) == ["soon", "wide", "later"]


def test_next_tells_the_window_in_time_and_who_said_so() -> None:
    text = words_in(shown(milestone(planned="2026"), claims=(said("2025-09-01", "2026"),)))
    assert "2026 First flight ◐ due now window closes in 39 days A. Speaker, 1 Sep 2025" in text


def test_overdue_tells_for_how_long() -> None:
    text = words_in(shown(milestone(planned="2026-08")))
    assert "Aug 2026 First flight 2 months" in text


def test_an_outcome_not_found_without_a_date_is_listed_without_a_length() -> None:
    assert "First flight" in words_in(shown(milestone(outcome="unknown")))


def test_undated_milestones_are_listed() -> None:
    assert "No date announced Milestone Last said by First flight" in words_in(shown(milestone()))


def test_recent_changes_are_told() -> None:
    claims = (said("2026-01-01", "2026"), said("2026-11-01", "2027"))
    text = words_in(shown(milestone(planned="2027"), claims=claims))
    assert "moved from 2026 to 2027" in text
    assert "Nothing changed" not in text


def test_a_quiet_quarter_says_so_and_tells_the_last_changes_before() -> None:
    claims = (said("2024-01-01", "2026"), said("2025-11-01", "2027"))
    text = words_in(shown(milestone(planned="2027"), claims=claims))
    assert "Nothing changed in the last 90 days." in text
    assert "The last changes before:" in text


def test_the_median_slip_names_its_number() -> None:
    rows = (
        milestone("a", baseline="2024-01-01", actual="2024-03-31"),
        milestone("b", baseline="2024-01-01", actual="2024-01-01"),
        milestone("c", baseline="2024-01-01", actual="2025-01-01"),
    )
    text = words_in(to_html(overview.median_card(page(programme_of(rows)))))
    assert "at least; launches and works · n = 3 , 2 came late" in text
    assert "+2 mo" in text


def test_the_median_is_of_launches_and_works_and_of_what_is_certain() -> None:
    rows = (
        milestone("early", baseline="2024", actual="2022-01-01"),
        milestone("inside", baseline="2024", actual="2024-06", category="ground"),
        milestone("by-then", baseline="by 2023", actual="2024-01-31", category="vehicle"),
        milestone("open", baseline="NET 2020", actual="2024-01-31"),
        milestone("meeting", baseline="2020", actual="2024-01-31", category="meeting"),
        milestone("waiting", baseline="2020", planned="2028"),
    )
    text = words_in(to_html(overview.median_card(page(programme_of(rows)))))
    assert "n = 3 , 1 came late" in text
    assert "0 d" in text


def test_a_record_without_promises_has_no_median() -> None:
    assert "no promised launch or work is done yet" in shown(milestone(actual="2024-01-01"))


def test_an_empty_record_shows_only_how_to_fill_it() -> None:
    text = words_in(shown())
    assert "No milestone is on record yet." in text
    assert "Median" not in text


def test_problems_stand_at_the_foot_with_their_remedy() -> None:
    text = words_in(shown(milestone(planned="next year")))
    assert "Problems in the data" in text
    assert "milestones.csv:2" in text


def test_the_problems_of_today_s_files_are_not_those_of_a_past_day() -> None:
    programme = programme_of([milestone(planned="next year")])
    asked = page_of(programme, path="/", search="?as_of=2024-10-15", today=TODAY)
    assert "Problems in the data" not in to_html(overview.content(asked))


def test_a_long_list_is_cut_and_leads_to_the_rest() -> None:
    rows = [milestone(f"m{n}", planned="2027") for n in range(30)]
    html = to_html(overview.next_table(page(programme_of(rows))))
    assert "and 22 more" in html
    assert html.count("/milestone/") == overview.NEXT_SHOWN


def test_nothing_later_than_the_day_is_shown() -> None:
    then = date(2025, 1, 1)
    html = to_html(overview.content(page(tracker.load(REAL_DATA, as_of=then), then)))
    now = to_html(overview.content(page(tracker.load(REAL_DATA, as_of=TODAY), TODAY)))
    assert "1 Jan 2025" in html
    assert "30 Apr 2026" in now
    for later in ("30 Apr 2026", "18 Sep 2025", "27 Jan 2026", "Mar 2026"):
        assert later not in html


def recent(search: str, *claims: dict[str, str], day: date = TODAY) -> str:
    programme = programme_of([milestone(planned="2027")], claims)
    return to_html(overview.recent(page_of(programme, path="/", search=search, today=day)))


def test_what_was_said_of_an_unknown_milestone_leads_to_no_page() -> None:
    html = recent("", said("2026-11-01", "2027", milestone="ghost"))
    assert "ghost" in html
    assert "/milestone/" not in html


def test_every_change_leads_to_its_source() -> None:
    html = recent("", said("2026-01-01", "2026"), said("2026-11-01", "2027"))
    assert "moved from 2026 to 2027" in html
    assert "A. Speaker" in html
    assert 'href="https://example.org/2026-11-01" rel="noopener noreferrer"' in html


def test_a_move_tells_how_late_it_is_for_certain() -> None:
    claims = said("2026-01-01", "2025"), said("2026-11-01", "2027")
    assert '<span class="slip late" title="at least 1 year later than promised before">+1 y' in (
        recent("", *claims)
    )


def test_changes_are_those_of_90_days_unless_the_address_asks_for_others() -> None:
    claims = said("2026-01-01", "2026"), said("2026-08-01", "2027")
    assert "Nothing changed in the last 90 days." in recent("", *claims)
    assert "What changed in the last 365 days" in recent("?changed=365", *claims)
    assert "moved from 2026 to 2027" in recent("?changed=365", *claims)
    assert "What changed since 1 Jul 2026" in recent("?changed=2026-07-01", *claims)
    for unknown in ("7", "all", "yesterday", "2030-01-01"):
        assert "What changed in the last 90 days" in recent(f"?changed={unknown}", *claims)


def test_the_periods_are_links_in_place_that_keep_the_day() -> None:
    html = recent("?changed=30&as_of=2026-08-15", said("2026-08-01", "2027"))
    assert 'href="/?as_of=2026-08-15#recent">90 days' in html
    assert 'href="/?changed=365&amp;as_of=2026-08-15#recent">365 days' in html
    assert 'href="/?changed=30&amp;as_of=2026-08-15#recent" aria-current="true">30 days' in html
    assert 'href="/changes?days=30&amp;as_of=2026-08-15">All changes' in html


def test_the_last_visit_has_its_place_today_and_none_on_a_past_day() -> None:
    assert 'hidden="" data-today="2026-11-22"' in recent("", said("2026-11-01", "2027"))
    assert "last-visit" not in recent("?as_of=2026-08-15", said("2026-08-01", "2027"))


def test_a_month_in_which_something_was_said_stays_a_month() -> None:
    assert '<td class="when" data-label="Day">Oct 2026</td>' in (
        recent("", said("2026-10", "2027"))
    )


def test_a_date_that_cannot_be_read_is_not_counted_as_never_announced() -> None:
    html = words_in(shown(milestone(planned="somewhen"), milestone("b", category="tourism")))
    assert "No date announced, or none that can be read" in html
    assert "1 has a date that cannot be read" in html
    assert "Date cannot be read" in words_in(shown(milestone(planned="somewhen")))


def test_only_the_press_is_named_as_such_beside_a_date() -> None:
    row, claim = milestone(planned="2027"), said("2026-01-01", "2027", "press", speaker="TASS")
    assert "TASS (press), 1 Jan 2026" in words_in(shown(row, claims=(claim,)))


def test_a_range_may_break_between_its_days_only() -> None:
    html = recent("?changed=all", said("2026-01-27/2026-04-30", "2027"), day=TODAY)
    assert '<span class="unbroken">27 Jan 2026</span>' in html
