"""A milestone's page: its dates, its record, its neighbours, and help when it is not there."""

from __future__ import annotations

import re
from datetime import date

from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.elements import to_html
from dashboards.page import MILESTONE_PATH, known_rows, page_of
from dashboards.views import milestone as view
from tracker.forecast_words import NOT_ASKED, sentence
from tracker.outlook import outlook
from tracker.problems import ENGLISH
from tracker.programme import Programme


def html_of(programme: Programme, id: str, search: str = "") -> str:
    page = page_of(programme, path=MILESTONE_PATH + id, search=search, today=TODAY)
    return to_html(view.content(page))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def shown(
    row: dict[str, str], *others: dict[str, str], claims: tuple[dict[str, str], ...] = ()
) -> str:
    return text_of(html_of(programme_of([row, *others], claims), row["id"]))


def test_every_milestone_of_the_real_record_has_a_page() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    for id, title in zip(programme.milestones["id"], programme.milestones["title"], strict=True):
        assert title in text_of(html_of(programme, id)).replace("&amp;", "&")


def test_the_sentence_tells_the_slip_in_words() -> None:
    text = shown(milestone(baseline="2022", actual="2026-04-30"))
    assert "Happened on 30 Apr 2026. At least 3 years 4 months later than first promised." in text


def test_what_is_less_than_sure_says_so_beside_the_day_on_which_it_happened() -> None:
    for sure, told in (("medium", " (medium confidence)."), ("low", " (low confidence)."),
                       ("high", "."), ("", ".")):  # fmt: skip
        text = shown(milestone(actual="2026-04-30", confidence=sure))
        assert f"Happened on 30 Apr 2026{told}" in text


def expected_on(programme: Programme, id: str, search: str = "") -> str:
    html = html_of(programme, id, search)
    _, begin, after = html.partition('id="forecast"')
    return text_of(begin and after.partition("</section>")[0])


def test_an_open_milestone_tells_the_forecast_that_show_tells_and_where_it_is_explained() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    rows = known_rows(programme, TODAY, "en")
    forecast = {row.id: outlook(programme, row, as_of=TODAY) for row in rows}
    for id, each in forecast.items():
        told = expected_on(programme, id)
        assert bool(told) == (each.reason not in NOT_ASKED), id
        assert not told or sentence(each, ENGLISH) in told
        assert ("No official forecast" in told) == (each.forecast is not None)
    made = next(id for id, each in forecast.items() if each.forecast)
    assert 'href="/forecast#' in html_of(programme, made)


def test_without_a_reference_class_no_page_asks_for_a_forecast() -> None:
    assert "orecast" not in shown(milestone(planned="2027"), claims=(said("2025-01-01", "2027"),))


def test_the_forecast_of_a_past_day_is_the_one_of_that_day() -> None:
    programme, day = tracker.load(REAL_DATA, as_of=TODAY), date(2025, 6, 1)
    row = next(row for row in known_rows(programme, day, "en") if row.id == "soyuz5-first-flight")
    made = outlook(programme, row, as_of=day)
    assert made.forecast is not None
    told = expected_on(programme, row.id, "?as_of=2025-06-01")
    assert sentence(made, ENGLISH) in told
    assert not expected_on(programme, row.id)


def test_an_open_promise_tells_where_in_its_window_the_day_is() -> None:
    assert "Promised for 2026; window closes in 39 days." in shown(milestone(planned="2026"))


def test_a_passed_promise_says_that_no_outcome_was_found() -> None:
    text = shown(milestone(planned="2025", outcome="unknown"))
    assert "Promised for 2025; that date passed and no outcome was found." in text
    assert "unknown" not in text


def test_what_was_given_up_or_is_overdue_has_no_slip() -> None:
    assert "Cancelled." in shown(milestone(baseline="2022", planned="2027", outcome="cancelled"))
    for cells in ({"outcome": "cancelled", "planned": "2027"}, {"planned": "2025"}):
        assert "first promised." not in shown(milestone(baseline="2022", **cells))


def test_an_open_promise_that_still_holds_says_so() -> None:
    text = shown(milestone(baseline="2027", planned="2027"))
    assert "Promised for 2027; begins in 40 days. As first promised." in text


def test_periods_show_the_days_that_they_allow() -> None:
    assert "Promised for 2027 1 Jan 2027 to 31 Dec 2027" in shown(milestone(planned="2027"))


def test_titles_in_other_languages_say_which() -> None:
    programme = programme_of([milestone(title_ru="Первый полёт")])
    assert '<span lang="ru">Первый полёт</span>' in html_of(programme, "first-flight")


def test_statements_stand_newest_first_with_their_side() -> None:
    claims = (said("2024-01-01", "2025"), said("2025-06-01", "2026", side="kz"))
    text = shown(milestone(planned="2026"), claims=claims)
    assert "2 statements, newest first" in text
    assert text.index("1 Jun 2025 2026 A. Speaker Kazcosmos ■ Kazakh side") < text.index(
        "1 Jan 2024 2025 A. Speaker Roscosmos ● Russian side"
    )


def test_a_withdrawn_promise_is_told_in_words() -> None:
    text = shown(milestone(), claims=(said("2025-12-26", "tbd"),))
    assert "withdrawn, no new date" in text
    assert "tbd" not in text


def test_statements_after_the_day_are_not_shown() -> None:
    programme = programme_of(
        [milestone(planned="2027")], [said("2024-01-01", "2025"), said("2026-01-01", "2027")]
    )
    text = text_of(html_of(programme, "first-flight", "?as_of=2025-01-01"))
    assert "1 statement," in text
    assert "2027" not in text


def test_neighbours_are_shown_both_ways_with_their_status() -> None:
    text = shown(
        milestone("pad", actual="2025-01-01", depends_on="money"),
        milestone("money", actual="2020-01-01"),
        milestone("flight", planned="2027", depends_on="other pad"),
    )
    assert "Needs Money ● done · 1 Jan 2020" in text
    assert "Needed by Flight ◇ upcoming · 2027" in text


def test_whole_addresses_of_the_sources_are_links() -> None:
    html = html_of(
        programme_of([milestone(source="https://a.org/x mailto:b@c.org")]), "first-flight"
    )
    assert '<a href="https://a.org/x" rel="noopener noreferrer"' in html
    assert ">https://a.org/x</a>" in html


def test_a_milestone_without_record_or_source_says_so() -> None:
    text = shown(milestone(source=""))
    assert "No announcement of a date is on record." in text
    assert "No source is on record for this row." in text
    assert "No date is announced." in text


def test_an_unknown_id_gets_help() -> None:
    html = html_of(tracker.load(REAL_DATA, as_of=TODAY), "soyuz5-first-flihgt")
    assert "Did you mean" in html
    assert 'href="/milestone/soyuz5-first-flight"' in html


def test_a_hopeless_id_is_shown_as_text() -> None:
    html = html_of(programme_of([]), "%3Cscript%3E")
    assert "&lt;script&gt;" in html
    assert "Did you mean" not in html


def test_a_date_that_cannot_be_read_is_told_as_such() -> None:
    html = shown(milestone(planned="somewhen", baseline="somewhen"))
    assert "Its date cannot be read." in html
    assert html.count("date cannot be read") == 3
    assert "no date announced" not in html
