"""The health of the record on Status: every rule with its figure, its rows and its source."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from conftest import go
from playwright.sync_api import Page as Browser

import tracker
from dashboards.elements import to_html
from dashboards.health_chart import BAR, SHOWN, STEP, chart, drawing, last_quarters
from dashboards.health_panel import health_panel
from dashboards.outlet import ONE_FILE
from dashboards.page import Page, page_of
from dashboards.report_summary import healthy
from dashboards.views import overview
from tracker.execution import FATES, Quarter
from tracker.health import health
from tracker.health_list import FATE_WORD
from tracker.health_rules import RULES
from tracker.health_words import figure
from tracker.programme import Programme


def page(programme: Programme, day: date = TODAY, query: str = "") -> Page:
    return page_of(programme, path="/", search=query, today=day)


@pytest.fixture(scope="module")
def real() -> Page:
    return page(tracker.load(REAL_DATA, as_of=TODAY))


def quarter(year: int, number: int, **fates: int) -> Quarter:
    return Quarter(year, number, Counter({name.replace("_", " "): n for name, n in fates.items()}))


def words_in(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_rule_has_its_figure_and_its_source(real: Page) -> None:
    html = to_html(health_panel(real))
    figures = re.findall(r"rule-figure[^>]*>([^<]+)<", html)
    found = health(real.programme, real.known, as_of=TODAY).findings
    assert figures == [figure(finding, real.say) for finding in found]
    assert all(f'href="{rule.basis.address}"' in html for rule in RULES.values())


def test_every_milestone_that_is_named_is_a_link(real: Page) -> None:
    html = to_html(health_panel(real))
    found = health(real.programme, real.known, as_of=TODAY).findings
    named = [flag.row.id for finding in found for flag in finding.flags]
    assert re.findall(r'href="/milestone/([^"?]+)"', html) == named


def test_the_panel_agrees_with_the_cards(real: Page) -> None:
    cards = to_html(overview.cards(real))
    overdue = int(re.search(r'card-figure">(\d+)<', cards)[1])  # type: ignore[index]
    found = {each.name: each for each in health(real.programme, real.known, as_of=TODAY).findings}
    assert found["overdue"].n <= overdue


def test_links_carry_the_day() -> None:
    programme = programme_of([milestone(planned="2020")], [said("2019-01-01", "2020")])
    html = to_html(health_panel(page(programme, query="?as_of=2024-01-01")))
    assert 'href="/milestone/first-flight?as_of=2024-01-01"' in html


def test_the_moves_of_each_year_are_told_under_their_rule() -> None:
    claims = (said("2024-01-10", "2025"), said("2024-06-10", "2026"), said("2026-01-10", "2027"))
    html = to_html(health_panel(page(programme_of([milestone(planned="2027")], claims))))
    assert "Moves by year 2026 later: 1 2024 later: 1" in words_in(html)


def test_only_what_is_late_is_red() -> None:
    late = to_html(health_panel(page(programme_of([milestone(planned="2020")]))))
    assert re.findall(r'rule-figure late">([^<]+)<', late) == ["1 of 1"]
    none = to_html(health_panel(page(programme_of([milestone(planned="2030")]))))
    assert "rule-figure late" not in none


def test_status_has_the_panel_after_what_is_overdue(real: Page) -> None:
    html = to_html(overview.content(real))
    assert html.index('id="next"') < html.index('id="overdue"') < html.index('id="health"')


def test_before_the_record_there_is_no_panel() -> None:
    html = to_html(overview.content(page(programme_of([]))))
    assert 'id="health"' not in html


# The chart.


def test_bars_stand_on_the_floor_and_on_one_another() -> None:
    told = drawing([quarter(2025, 4, in_time=2, late=1), quarter(2026, 1, not_yet=1)])
    low, high, next_one = told.bars
    floor = low.y + low.height
    assert (low.fate, high.fate, next_one.fate) == ("in time", "late", "not yet")
    assert high.y + high.height == low.y
    assert next_one.y + next_one.height == floor
    assert (low.height, next_one.x - low.x) == (2 * high.height, STEP)
    assert [
        (n, y < bar.y) for (_, y, n), bar in zip(told.counts, (high, next_one), strict=True)
    ] == [
        (3, True),
        (1, True),
    ]
    assert told.years == [(next_one.x, 2026)]


def test_a_tall_quarter_keeps_to_the_sheet() -> None:
    told = drawing([quarter(2025, 4, in_time=4000, late=1), quarter(2026, 1, not_yet=1)])
    assert min(y for _, y, _ in told.counts) > 8
    assert all(bar.x + BAR <= told.width for bar in told.bars)


def test_quarters_in_which_nothing_ended_are_an_empty_axis() -> None:
    told = drawing([quarter(2025, 4), quarter(2026, 1)])
    assert (told.bars, told.counts, len(told.years)) == ([], [], 1)


def test_the_chart_ends_with_the_quarter_of_the_day() -> None:
    shown = last_quarters([quarter(2008, 4, late=1), quarter(2009, 1)], TODAY)
    assert (len(shown), shown[0].code, shown[-1].code) == (SHOWN, "2022-Q1", "2026-Q4")


def test_the_table_has_every_quarter_in_which_a_promise_ended(real: Page) -> None:
    listed = [quarter(2008, 4, late=1), quarter(2009, 1), quarter(2025, 4, in_time=2, late=1)]
    html = to_html(chart(listed, real))  # type: ignore[arg-type]
    table = words_in(html[html.index("<table") :])
    assert table.strip() == (
        "Quarter promised What became of them Q4 2025 3 in time: 2, later: 1 Q4 2008 1 later: 1"
    )


def test_every_bar_is_told_in_words(real: Page) -> None:
    html = to_html(chart([quarter(2025, 4, in_time=2, no_outcome_found=1)], real))  # type: ignore[arg-type]
    assert "<title>Q4 2025, in time: 2</title>" in html
    assert "<title>Q4 2025, no outcome found: 1</title>" in html


def test_where_nothing_was_promised_there_is_no_chart(real: Page) -> None:
    assert chart([], real) is None
    assert 'class="quarters"' not in to_html(health_panel(page(programme_of([milestone()]))))


def test_every_fate_has_a_word_and_a_look() -> None:
    style = (REAL_DATA.parent / "dashboards/assets/style.css").read_text(encoding="utf-8")
    assert set(FATE_WORD) == set(FATES)
    assert all(f".fate-{fate.replace(' ', '-')} {{" in style for fate in FATES)


# The report.


def test_the_report_tells_it_in_a_sentence() -> None:
    rows = [milestone(baseline="2024", planned="2024"), milestone("done", baseline="2024",
            actual="2024-05-01", confidence="low")]  # fmt: skip
    made = Page(programme_of(rows), TODAY, TODAY, "en", page(programme_of([])).say, outlet=ONE_FILE)
    assert healthy(made) == (
        "Done of what was first promised for by now: 1 of 2, anniversaries left out; open "
        "milestones with a date that are overdue without news: 1 of 1; milestones that rest on "
        "one publisher without high confidence, or on no page: 1 of 2."
    )


# In a browser.


@pytest.mark.parametrize("lang", ["en", "kk"])
def test_opened_rules_have_no_fault_for_a_screen_reader_and_keep_to_the_page(
    page: Browser, standing: str, lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, f"{standing}/?lang={lang}")
    for fold in page.locator("#react-entry-point #health summary").all():
        fold.click()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert Axe().run(page, context="#health").response["violations"] == []
