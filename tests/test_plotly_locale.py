"""plotly's own texts: its buttons and dates speak the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import TODAY, milestone, programme_of
from conftest import go, until
from playwright.sync_api import Page

from dashboards.plotly_locale import BUTTONS, locale_of
from dashboards.report import report
from dashboards.report_asked import Asked
from tracker.schema import LANGUAGES
from tracker.words import words

TITLES = {
    "en": ["Zoom in", "Zoom out", "Reset axes"],
    "fr": ["Agrandir", "Réduire", "Revenir à l’échelle initiale"],
    "ru": ["Приблизить", "Отдалить", "Вернуть исходный масштаб"],
    "kk": ["Жақындату", "Алыстату", "Бастапқы масштабқа қайтару"],
}
# On an axis: of months, of days, of the first day with its year.
DATES = {
    "en": ("Feb 2026", "2 Feb"),
    "fr": ("févr. 2026", "2 févr."),
    "ru": ("февр. 2026", "02.02"),
    "kk": ("2026 ж. ақпан", "2 ақпан"),
}
# What pointing at a day says.
POINTED = {"en": "1 Feb 2026", "fr": "1 févr. 2026", "ru": "01.02.2026", "kk": "2026 ж. 1 ақпан"}
AXIS = "[...document.querySelectorAll('.live-chart .xtick text')].map(e => e.textContent)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interactive report on one milestone, in each language."""
    made = tmp_path_factory.mktemp("locale")
    programme = programme_of([milestone("day", planned="2026-02-01")])
    for lang in LANGUAGES:
        text = report(programme, as_of=TODAY, lang=lang, asked=Asked(interactive=True))
        (made / f"{lang}.html").write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_and_days_begin_with_january_and_sunday(lang: str) -> None:
    names = locale_of(words(lang))["locales"][lang]["format"]
    assert [len(names[key]) for key in ("months", "shortMonths", "days", "shortDays")] == [
        *(12, 12, 7, 7)
    ]
    firsts = {"en": "January Sunday", "fr": "janvier dimanche", "ru": "январь воскресенье"}
    told = f"{names['months'][0]} {names['days'][0]}"
    assert told.lower() == firsts.get(lang, "қаңтар жексенбі").lower()


def test_every_button_is_named_in_each_language() -> None:
    for lang, titles in TITLES.items():
        texts = locale_of(words(lang))["locales"][lang]["dictionary"]
        assert [texts[text] for text in BUTTONS] == titles


@pytest.mark.parametrize("lang", LANGUAGES)
def test_buttons_and_dates_of_a_report_are_in_its_language(
    folder: Path, new_page: Callable[..., Page], lang: str
) -> None:
    page = new_page()
    page.goto((folder / f"{lang}.html").as_uri())
    page.wait_for_selector("#timeline.drawn")
    buttons = page.locator(".live-chart .modebar-btn")
    assert buttons.evaluate_all("all => all.map(e => e.dataset.title)") == TITLES[lang]
    assert buttons.evaluate_all("all => all.map(e => e.ariaLabel)") == TITLES[lang]
    months, days = DATES[lang]
    zoom(page, "2026-01-01", "2026-12-01")
    until(page, f"{AXIS}.includes({months!r})")
    zoom(page, "2026-01-28", "2026-02-08")
    until(page, f"{AXIS}.some(text => text.startsWith({days!r}))")
    # What the report says there itself stands in the file; here plotly says the day.
    page.evaluate("Plotly.restyle(document.querySelector('.live-chart'), {hoverinfo: 'x'})")
    point = page.locator(".live-chart .point").first.bounding_box()
    assert point
    page.mouse.move(point["x"] + 5, point["y"] + 5)
    until(page, f"document.querySelector('.hoverlayer').textContent.includes({POINTED[lang]!r})")


def zoom(page: Page, first: str, last: str) -> None:
    chart = "document.querySelector('.live-chart')"
    page.evaluate(f"Plotly.relayout({chart}, {{'xaxis.range': ['{first}', '{last}']}})")


@pytest.mark.parametrize("lang", ["fr", "ru", "kk"])
def test_chart_of_the_dashboard_speaks_the_language_of_the_page(
    standing: str, new_page: Callable[..., Page], lang: str
) -> None:
    page = new_page()
    go(page, f"{standing}/timeline?lang={lang}")
    chart = "document.querySelector('.js-plotly-plot')"
    until(page, f"{chart} && {chart}._context && {chart}._fullLayout")
    assert page.evaluate(f"{chart}._context.locale") == lang
    dictionary = page.evaluate(f"{chart}._context.locales.{lang}.dictionary")
    assert list(dictionary.values()) == TITLES[lang]
