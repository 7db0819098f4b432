"""The frame around every view: the way about, the day, the state of the data."""

from __future__ import annotations

from builders import TODAY, milestone, programme_of, said

from dashboards import shell
from dashboards.app import VIEWS, view_at
from dashboards.elements import h, to_html
from dashboards.page import Page, page_of
from dashboards.theme import DARK, LIGHT, css_variables


def page(*rows: dict[str, str], path: str = "/", search: str = "") -> Page:
    return page_of(programme_of(rows), path=path, search=search, today=TODAY)


def framed(asked: Page, trouble: str = "") -> str:
    view = view_at(asked.path)
    above = shell.above(view, VIEWS, asked, trouble)
    parts = [*above, shell.main(h("p", "inside")), shell.footer(asked)]
    return "".join(map(to_html, parts))


def test_the_view_shown_is_marked_in_the_navigation() -> None:
    html = framed(page(path="/sources"))
    assert '<a href="/sources" aria-current="page">Sources</a>' in html
    assert html.count("aria-current") == 1


def test_a_milestone_s_page_marks_no_view() -> None:
    assert "aria-current" not in framed(page(path="/milestone/first"))


def test_a_keyboard_reaches_the_content_first() -> None:
    html = framed(page())
    assert html.startswith('<a href="#content" class="skip">')
    assert '<main id="content" tabindex="-1"><p>inside</p></main>' in html


def test_the_day_goes_along_to_every_view() -> None:
    html = framed(page(search="?as_of=2025-01-31&q=x"))
    assert "As of 31 Jan 2025" in html
    assert 'href="/sources?as_of=2025-01-31"' in html
    assert '<a href="/?q=x">Back to today</a>' in html


def test_a_day_that_cannot_be_read_is_told_and_not_carried_on() -> None:
    html = framed(page(search="?as_of=2024-13-45"))
    notice = "The day “2024-13-45” cannot be read, so today is shown. Type it as 2024-10-15."
    assert f'<p class="banner" role="status">{notice}</p>' in html
    assert 'href="/sources"' in html
    assert "banner" not in framed(page(search="?as_of=2024-10-15"))


def test_a_long_day_is_cut_and_a_marked_up_one_is_text() -> None:
    html = framed(page(search=f"?as_of=%3Cb%3E{'x' * 500}"))
    assert "&lt;b&gt;x" in html
    assert "x" * 100 not in html


def test_the_foot_counts_what_was_on_record_on_the_day() -> None:
    programme = programme_of(
        [milestone(planned="2027"), milestone("later", actual="2026-02-01")],
        [said("2024-01-01", "2025"), said("2026-01-01", "2027")],
    )
    then = page_of(programme, path="/", search="?as_of=2025-01-01", today=TODAY)
    assert "1 milestone · 1 announcement · " in to_html(shell.footer(then))
    now = page_of(programme, path="/", search="", today=TODAY)
    assert "2 milestones · 2 announcements · " in to_html(shell.footer(now))


def test_problems_are_counted_and_lead_to_their_list() -> None:
    html = framed(page(milestone(planned="next year", source="")))
    assert 'href="/#problems"' in html
    assert "1 error, 1 warning" in html


def test_clean_data_say_nothing_of_problems() -> None:
    assert "#problems" not in framed(page(milestone(actual="2024-01-01")))


def test_a_banner_says_why_the_newest_version_is_not_shown() -> None:
    assert 'role="status"' not in framed(page())
    html = framed(page(), "Shown: version of 14:02. <b>")
    assert '<p class="banner" role="status">Shown: version of 14:02. &lt;b&gt;</p>' in html


def test_each_address_has_its_title() -> None:
    first = milestone("first", title="First & foremost")
    titles = {
        path: shell.page_title(view_at(path), page(first, path=path))
        for path in ("/", "/sources", "/milestone/first", "/milestone/none", "/elsewhere")
    }
    assert titles == {
        "/": "Status · Baiterek · Soyuz-5",
        "/sources": "Sources · Baiterek · Soyuz-5",
        "/milestone/first": "First & foremost · Baiterek · Soyuz-5",
        "/milestone/none": "Unknown milestone · Baiterek · Soyuz-5",
        "/elsewhere": "No such page · Baiterek · Soyuz-5",
    }


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_stands_out_on_both_papers_in_light_and_dark() -> None:
    for palette in (LIGHT, DARK):
        for ground in (palette.paper, palette.ground):
            for text in (palette.ink, palette.muted, palette.accent, palette.alarm):
                assert contrast(text, ground) >= 4.5


def test_every_colour_of_both_palettes_is_a_property() -> None:
    text = css_variables()
    assert text.count("--track-ground-complex:") == 2
    assert text.count("--side-kz:") == 2
    assert "@media screen and (prefers-color-scheme:dark)" in text
