"""The frame around every view: the way about, the day, the state of the data."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from builders import TODAY, csv_bytes, milestone, programme_of, said

from dashboards import shell
from dashboards.app import VIEWS, view_at
from dashboards.elements import h, to_html
from dashboards.page import Frozen, Page, page_of
from dashboards.theme import DARK, LIGHT, css_variables
from tracker import csvfile, schema
from tracker.programme import build
from tracker.store import Files


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
    assert html.count('aria-current="page"') == 1


def test_a_milestone_s_page_marks_no_view() -> None:
    assert 'aria-current="page"' not in framed(page(path="/milestone/first"))


def test_a_keyboard_reaches_the_content_first() -> None:
    html = framed(page())
    assert html.startswith('<a href="#content" class="skip">')
    assert '<main id="content" tabindex="-1"><p>inside</p></main>' in html


def test_the_day_goes_along_to_every_view() -> None:
    html = framed(page(search="?as_of=2025-01-31&q=x"))
    assert "As of 31 Jan 2025" in html
    assert 'href="/sources?as_of=2025-01-31"' in html
    assert 'href="/?q=x" title="Back to 22 Nov 2026"' in html


def test_a_day_that_cannot_be_read_is_told_and_not_carried_on() -> None:
    html = framed(page(search="?as_of=2024-13-45"))
    notice = "The day “2024-13-45” cannot be read, so today is shown. Type it as 2024-10-15."
    assert f'<p class="banner" role="status">{notice}</p>' in html
    assert 'href="/sources"' in html
    assert "banner" not in framed(page(search="?as_of=2024-10-15"))


def test_a_day_that_has_not_come_is_told_and_not_carried_on() -> None:
    html = framed(page(search="?as_of=2030-01-01"))
    assert "1 Jan 2030 lies in the future. What is known today is shown." in html
    assert "As of 22 Nov 2026" in html
    assert 'href="/sources"' in html


def test_a_version_that_is_not_kept_is_told_and_not_carried_on() -> None:
    html = framed(page(search="?as_of=2024-10-15&version=0123456789ab"))
    assert "The data version “0123456789ab” was not found here." in html
    assert "Shown is what the data of today say as of 15 Oct 2024" in html
    assert "version=0123456789ab" not in html


def test_a_day_before_the_record_says_so_and_leads_to_its_first_day() -> None:
    record = programme_of([milestone(actual="2024-04-30")], [said("2024-10-15", "2026")])
    for path in ("/", "/timeline", "/sources", "/milestone/first-flight"):
        html = framed(page_of(record, path=path, search="?as_of=1950-01-01", today=TODAY))
        assert "Nothing was on record by 1 Jan 1950. " in html
        assert f'<a href="{path}?as_of=2024-04-30">The record begins on 30 Apr 2024 →</a>' in html
    assert "The record begins" not in framed(page_of(record, path="/", search="", today=TODAY))


def frozen(newer: bool) -> str:
    pinned = Frozen(kept=date(2026, 11, 5), opened=TODAY, newer=newer)
    search = "?q=x&as_of=2024-10-15&version=000000000000"
    asked = page_of(programme_of([]), path="/sources", search=search, today=TODAY, frozen=pinned)
    return framed(asked, "Shown: version of 14:02.")


def test_a_frozen_page_says_of_what_it_is_and_that_newer_data_exist() -> None:
    html = frozen(newer=True)
    told = "Frozen: data version 000000000000 of 5 Nov 2026, as of 15 Oct 2024. Newer data exist."
    assert told in html
    assert '<a href="/sources?q=x">See the same page today →</a>' in html
    assert "Shown: version" not in html


def test_a_frozen_page_of_the_newest_data_says_so() -> None:
    assert "No newer data exist: this version is the current one." in frozen(newer=False)


def test_what_is_frozen_stays_so_wherever_a_link_leads() -> None:
    html = frozen(newer=True)
    links = re.findall(r'href="(/[^"]*)"', html)
    fleeing = [link for link in links if "version=000000000000" not in link]
    assert set(fleeing) == {"/sources?q=x"}
    assert '<input type="hidden" name="version" value="000000000000">' in html


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


def test_a_past_day_has_no_problems_of_its_own() -> None:
    html = framed(page(milestone(planned="next year", source=""), search="?as_of=2024-10-15"))
    assert "problem-count" not in html
    assert "Data: " not in html


def test_clean_data_say_nothing_of_problems() -> None:
    assert "#problems" not in framed(page(milestone(actual="2024-01-01")))


def test_a_banner_says_why_the_newest_version_is_not_shown() -> None:
    assert "banner" not in framed(page())
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


def test_errors_in_the_data_stand_above_every_view_with_the_first_and_its_remedy() -> None:
    for search in ("", "?as_of=2026-01-01"):
        html = framed(page(milestone(planned="somewhen"), path="/timeline", search=search))
        assert "1 error in the data." in html
        assert "milestones.csv line 2: “somewhen” is not a word of a date. Type 2025-12-24" in html
        assert 'href="/#problems">All problems →' in html
    assert "in the data." not in framed(page(milestone(planned="2027")))


def test_of_a_frozen_version_that_could_not_be_read_whole_that_is_told() -> None:
    rows = [milestone(), milestone("second")]
    table = csvfile.read(csv_bytes(schema.MILESTONE_COLUMNS, rows) + b"third\n", name="m.csv")
    torn = build(Files(Path("data"), table, None, "0" * 64), as_of=TODAY)
    frozen = Frozen(TODAY, TODAY, newer=True)
    for programme, told in ((torn, True), (programme_of(rows), False)):
        asked = page_of(
            programme, path="/", search="?version=000000000000", today=TODAY, frozen=frozen
        )
        assert ("Not every row of it could be read. Newer data exist." in framed(asked)) is told


@pytest.mark.parametrize(
    "path",
    ["//evil.example/login", "///evil.example", "/%2Fevil.example", "/\\evil.example",
     "/\t/evil.example", "/%5Cevil.example", "/%09/evil.example"],
)  # fmt: skip
def test_no_path_leads_to_another_machine(path: str) -> None:
    html = framed(page(path=path, search="?as_of=2024-10-15"))
    addresses = re.findall(r'(?:href|action|formaction)="([^"]*)"', html)
    assert any("evil.example" in address for address in addresses)
    assert not [address for address in addresses if re.match(r"[/\\\s]{2}|[a-z]+:", address)]


def test_every_language_leads_to_the_same_page() -> None:
    html = framed(page(path="/slips", search="?as_of=2024-10-15&lang=ru"))
    assert '<a href="/slips?as_of=2024-10-15&amp;lang=kk" lang="kk" hreflang="kk"' in html
    assert '<a href="/slips?as_of=2024-10-15" lang="en" hreflang="en"' in html
    assert 'href="/sources?as_of=2024-10-15&amp;lang=ru"' in html


def test_a_language_that_is_not_spoken_is_english_and_not_carried_on() -> None:
    html = framed(page(search="?lang=tlh"))
    assert "tlh" not in html
