"""The Forecast view: promises and fans, the backtest, hindsight, how it is made; nothing later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from test_leaks import REAL_DAYS, as_it_stood, shown

import tracker
from dashboards.elements import to_html
from dashboards.forecast_chart import LISTED
from dashboards.forecast_record import backtested, told
from dashboards.page import Page, page_of
from dashboards.views import forecast
from tracker.outlook import cases_of
from tracker.programme import Programme

# Said a year ago of a year ahead: what the class speaks of.
PROMISED = said("2026-01-15", "2027")


def built(id: str = "first-flight", **cells: str) -> dict[str, str]:
    return milestone(id, category="vehicle", **cells)


@cache
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def beside_the_class(programme: Programme) -> Programme:
    """A programme with the real reference class beside it."""
    return replace(programme, name=real().name)


def page(programme: Programme, search: str = "", today: date = TODAY) -> Page:
    return page_of(programme, path="/forecast", search=search, today=today)


def html(programme: Programme, search: str = "") -> str:
    return to_html(forecast.content(page(programme, search)))


def words_of(programme: Programme, search: str = "") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(programme, search)))


def test_a_promise_is_told_with_its_fan_in_words_and_as_a_table() -> None:
    text = words_of(beside_the_class(programme_of([built(planned="2027")], [PROMISED])))
    assert "Promised for 2027; on the record of 43 programmes, even odds by" in text
    assert re.search(r"First flight 2027 15 Jan 2026 (Q\d \d{4} ){4}about \d+% ", text)
    assert re.search(r"about \d+% 155 43 0 ", text)


def test_what_waits_for_something_later_says_so_in_sentence_table_and_chart() -> None:
    text = html(real())
    note = "Waits for Soyuz-5 third flight, whose even odds are later (by "
    assert f'</a><p class="muted">{note}' in text
    assert re.search(rf"<p class=\"muted\">Odds that [^<]*{re.escape(note)}", text)
    assert re.search(rf"<title>Promised by 2027[^<]*{re.escape(note)}", text)


def test_the_sentence_on_top_counts_those_with_less_than_even_odds() -> None:
    both = [built(planned="2027"), built("second", planned="2028")]
    near = [PROMISED, said("2026-01-15", "2028", milestone="second")]
    assert "none of 2 open milestones" in words_of(beside_the_class(programme_of(both, near)))


def test_passed_promises_stand_apart_from_those_still_to_come() -> None:
    found, text = told(page(real())).forecast, html(real())
    past = {each.row.id for each in found if each.passed}
    live = {each.row.id for each in found} - past
    assert "proton-pad-transfer" in past
    assert "soyuz5-second-flight" in live
    assert f"no outcome was found: {len(past)}." in words_of(real())
    assert f"none of {len(live)} open milestones" in words_of(real())
    for panel in ("expected", "words"):
        part = text[text.index(f'id="{panel}"') :].split("</section>")[0]
        first, second = part.split(">Promise passed, no outcome found</h3>")
        assert ">Promised and still to come</h3>" in first
        linked = set(re.findall(r"/milestone/([\w-]+)", first))
        assert linked == live
        assert past <= set(re.findall(r"/milestone/([\w-]+)", second))


def test_a_group_of_none_has_no_heading() -> None:
    text = words_of(beside_the_class(programme_of([built(planned="2027")], [PROMISED])))
    assert "Promised and still to come" in text
    assert "Promise passed" not in text


def test_one_without_a_forecast_is_listed_with_the_reason() -> None:
    rows = [built(planned="2027"), built("floor", planned="NET 2028")]
    spoken = [PROMISED, said("2026-01-15", "NET 2028", milestone="floor")]
    text = words_of(beside_the_class(programme_of(rows, spoken)))
    assert "Without a forecast Floor “Not before” is no promise." in text


def test_without_a_class_it_is_said_what_would_fill_the_page() -> None:
    text = words_of(programme_of([built(planned="2027")], [PROMISED]))
    assert "Put announcements.csv and actuals.csv of other programmes" in text
    assert "How a forecast is made" in text
    assert "The rows of the class" not in text


def test_an_empty_record_says_so() -> None:
    assert "No milestone is on record yet." in words_of(beside_the_class(programme_of([])))


def test_what_is_not_official_is_said_so_and_leads_to_the_method() -> None:
    text = html(real())
    assert "No official forecast" in text
    assert 'href="/forecast#method"' in text
    assert 'id="method"' in text


def test_milestones_stand_by_the_day_of_even_odds() -> None:
    days = [each.even for each in told(page(real())).forecast]
    assert days == sorted(days)
    assert len(days) > 10


def test_the_scores_are_those_of_the_backtest_and_not_typed_in() -> None:
    cases = cases_of(real(), TODAY)
    done = backtested(cases)
    assert done is not None
    text = words_of(real())
    own = f"{len(done.held_out.crps)} statements on {done.held_out.cases.programmes} first flights"
    assert own in text
    assert backtested(cases) is done


def test_a_class_too_small_to_score_says_so() -> None:
    text = words_of(real(), "?as_of=1999-01-01")
    assert "Nothing can be scored: fewer than 8 programmes of the class had flown." in text


def test_looking_back_tells_every_statement_and_what_happened() -> None:
    text = words_of(real())
    assert "Looking back: Soyuz-5 first flight" in text
    assert "happened on 30 Apr 2026" in text
    assert re.search(r"It happened before even odds in \d+ of \d+ forecasts\.", text)
    assert "One milestone is one trial" in text


def test_another_milestone_may_be_looked_back_on() -> None:
    chosen = "?milestone=soyuz5-second-flight"
    assert "Looking back: Soyuz-5 second flight" in words_of(real(), chosen)
    assert "Looking back: Soyuz-5 first flight" in words_of(real(), "?milestone=nobody-knows")


def test_every_link_carries_the_day() -> None:
    links = re.findall(r'href="(/[^"]*)"', html(real(), "?as_of=2025-12-27"))
    assert len(links) > 50
    assert [link for link in links if "as_of=2025-12-27" not in link] == []


def test_a_large_record_is_cut_and_says_so() -> None:
    n = LISTED + 5
    rows = [built(f"m{i}", planned="2027") for i in range(n)]
    spoken = [said("2026-01-15", "2027", milestone=f"m{i}") for i in range(n)]
    text = words_of(beside_the_class(programme_of(rows, spoken)))
    assert f"none of {n} open milestones" in text
    assert f"and {n - 60} more" in text
    assert "and 5 more" in text


@pytest.mark.parametrize("lang", ["fr", "ru", "kk"])
def test_every_language_has_its_own_words(lang: str) -> None:
    assert "even odds" not in words_of(real(), f"?lang={lang}")


@pytest.mark.parametrize("asked", ["", "&milestone=soyuz5-second-flight"])
@pytest.mark.parametrize("day", REAL_DAYS, ids=str)
def test_a_past_day_looks_as_it_looked_then_with_the_class_beside_it(day: date, asked: str) -> None:
    """The views are held to this without a class (`test_leaks`); here with it."""
    then = beside_the_class(as_it_stood(real(), day).programme())
    now, past = (
        shown(forecast, page_of(each, path="/forecast", search=f"?as_of={day}{asked}", today=TODAY))
        for each in (real(), then)
    )
    version = re.compile(r"data version \w+")
    assert version.sub("", now) == version.sub("", past)


def test_of_the_class_nothing_is_told_that_came_later() -> None:
    text = html(real(), "?as_of=2016-01-01")
    days = {int(year) for year in re.findall(r">[^<]*(20\d\d)-\d\d-\d\d[^<]*<", text)}
    assert not [year for year in days if year > 2016]
    assert "Amur" not in text
