"""The parts of the report: cover, summary, slip charts, changes, register, method, citation."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from dashboards.elements import Element, to_html
from dashboards.report import page_of_report, report, told_of
from dashboards.report_asked import Asked
from dashboards.report_references import source_numbers
from dashboards.report_slips import CHARTS, moved_most, slip_charts
from dashboards.report_summary import summary
from tracker.programme import Programme

FLIGHT = milestone(baseline="2022", planned="2026", actual="2026-04-30", outcome="success")
USUAL = Asked()
MOVED = [said("2017-06-01", "2022"), said("2021-02-01", "2024"), said("2024-05-01", "2026")]


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


def written(programme: Programme, asked: Asked = USUAL) -> str:
    return report(programme, as_of=TODAY, lang="en", asked=asked)


def words_of(html: str) -> str:
    """The text of a part of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.replace("&quot;", '"')).split())


def part(html: str, name: str) -> str:
    """The text of one section."""
    found = re.search(rf'<section class="panel panel-{name}".*?</section>', html, re.S)
    assert found, name
    return words_of(found[0])


def head(html: str) -> str:
    return words_of(html[html.index("<header") : html.index("</header>")])


def told(programme: Programme, asked: Asked = USUAL) -> str:
    page = page_of_report(programme, TODAY, "en", asked)
    shared = told_of(page)
    return words_of(to_html(summary(page, asked, lately=shared.lately, moved=shared.moved.rows)))


def test_cover_tells_day_extent_and_version() -> None:
    cover = head(written(programme_of([FLIGHT], MOVED)))
    assert "Baiterek · Soyuz-5 as of 22 Nov 2026 · 1 milestone · 3 announcements" in cover
    assert "data version 000000000000" in cover


def test_a_title_of_ones_own_takes_the_place_of_the_product() -> None:
    html = written(programme_of([FLIGHT]), Asked(title="Flights & pads <1>"))
    assert "<title>Flights &amp; pads &lt;1&gt;: report as of 22 Nov 2026</title>" in html
    assert "<h1>Flights &amp; pads &lt;1&gt;</h1>" in html
    assert head(html).startswith("Baiterek · Soyuz-5. What was promised")


def test_summary_counts_what_stands_where() -> None:
    rows = [FLIGHT, milestone("two", planned="2020"), milestone("three")]
    assert "3 milestones are on record: 1 overdue, 1 no date, 1 done." in told(programme_of(rows))


def test_summary_gives_a_median_of_three_works_and_not_of_two() -> None:
    done = [
        milestone(f"pad-{n}", category="ground", baseline="2020", planned="2020", actual=day)
        for n, day in enumerate(("2021-03-01", "2021-07-01", "2020-05-01"))
    ]
    text = told(programme_of(done))
    assert (
        "Of 3 launches and works that were promised and are done, 2 came later than first "
        "promised, whatever the reading; the median slip of all 3 is at least 1 month." in text
    )
    assert "median" not in told(programme_of(done[:2]))


def test_summary_names_what_moved_most_and_where_sides_differ() -> None:
    claims = [
        *MOVED,
        said("2025-01-01", "2027", milestone="pad"),
        said("2025-01-01", "2028", "kz", milestone="pad"),
    ]
    text = told(programme_of([FLIGHT, milestone("pad", planned="2028")], claims))
    assert "“First flight” moved most: at least 3 years 4 months later than first promised" in text
    assert "On 1 milestone the sides differ." in text


def test_charts_are_of_those_whose_date_a_statement_moved() -> None:
    silent = milestone("silent", baseline="2000", planned="2000", actual="2020-01-01")
    page = page_of_report(programme_of([silent, FLIGHT], MOVED), TODAY, "en", USUAL)
    assert [row.id for row in moved_most(page).rows] == ["first-flight"]


def test_farthest_slip_comes_first_and_few_are_drawn(real: Programme) -> None:
    rows = moved_most(page_of_report(real, TODAY, "en", USUAL)).rows
    assert len(rows) == CHARTS
    slips = [row.slip_min for row in rows]
    assert slips == sorted(slips, reverse=True)


def test_marks_of_a_chart_lead_to_their_statements_in_the_register() -> None:
    html = written(programme_of([FLIGHT], MOVED))
    links = set(re.findall(r'<a href="#(said-[0-9a-f]+)" class="sl-s', html))
    assert len(links) == 3
    assert links == set(re.findall(r'<li id="(said-[0-9a-f]+)"', html))
    assert "<title>1 Feb 2021: promised for 2024 (A. Speaker)</title>" in html


def test_a_chart_for_phones_has_nothing_too_small_to_touch() -> None:
    page = page_of_report(programme_of([FLIGHT], MOVED), TODAY, "en", USUAL)
    shared = told_of(page)
    figures = drawings(slip_charts(shared.moved, shared.spoken, page))
    assert [count_of(figure, "a") for figure in figures] == [3, 0]


def drawings(element: Element) -> list[Element]:
    """The charts in a section, without the samples of the key."""
    inside = [child for child in element.children if isinstance(child, Element)]
    own = [element] if element.attrs.get("class", "").startswith("sl sl-") else []
    return own + [found for child in inside for found in drawings(child)]


def count_of(element: Element, tag: str) -> int:
    inside = (count_of(child, tag) for child in element.children if isinstance(child, Element))
    return (element.tag == tag) + sum(inside)


def test_where_nothing_moved_the_place_of_the_charts_says_what_fills_it() -> None:
    text = part(written(programme_of([milestone()])), "slips")
    assert "Statements in announcements.csv fill this." in text


def test_changes_since_the_last_report_are_told_and_none_before() -> None:
    html = written(programme_of([FLIGHT], MOVED), Asked(since=date(2024, 1, 1)))
    text = part(html, "recent")
    assert text.startswith("What changed since 1 Jan 2024")
    assert "1 May 2024" in text
    assert "1 Feb 2021" not in text
    assert "changes since 1 Jan 2024" in head(html)


def test_nothing_since_the_last_report_is_said_in_the_summary_too() -> None:
    programme = programme_of([FLIGHT], MOVED)
    asked = Asked(since=date(2026, 5, 1))
    assert "Nothing changed since 1 May 2026." in part(written(programme, asked), "recent")
    assert "Nothing changed" in told(programme, asked)


def test_report_of_a_part_says_so_and_counts_these_alone() -> None:
    rows = [FLIGHT, milestone("pad", category="ground", planned="2020"), milestone("law")]
    claims = [*MOVED, said("2026-11-01", "2021", milestone="pad")]
    asked = Asked(only=frozenset(["first-flight", "law"]), named=("launch", "law"))
    html = written(programme_of(rows, claims), asked)
    assert (
        "A part of the record: 2 of 3 milestones (Launches; Law). Everything here is counted of "
        "these alone." in head(html)
    )
    assert "2 milestones · 3 announcements" in head(html)
    assert "pad" not in words_of(html[html.index("<body") :]).lower().replace("padding", "")


def test_a_part_is_the_same_as_the_whole_where_it_speaks(real: Programme) -> None:
    whole, flights = written(real), frozenset(["soyuz5-first-flight", "soyuz5-second-flight"])
    partly = written(real, Asked(only=flights, named=("x",)))
    for id in flights:
        rows = [re.search(rf'<tr id="m-{id}">.*?</tr>', html) for html in (whole, partly)]
        one, other = (re.sub(r'"#s-\d+">\[\d+\]', "", row[0]) for row in rows if row)
        assert one == other


def test_register_tells_all_that_was_announced_newest_first() -> None:
    claims = [*MOVED, said("2025-01-01", "tbd", "kz", wording="no date any more", confidence="low")]
    text = part(written(programme_of([FLIGHT], claims)), "register")
    newest = "1 Jan 2025 withdrawn, no new date Kazakh side: A. Speaker, Kazcosmos no date any more"
    assert newest + " weak source [" in text
    assert text.index("1 Jan 2025") < text.index("1 May 2024") < text.index("1 Jun 2017")


def test_every_statement_of_the_real_record_stands_in_the_register(real: Programme) -> None:
    html = written(real)
    assert len(re.findall(r'<li id="said-', html)) == len(real.announcements)


def test_every_number_is_that_of_a_reference(real: Programme) -> None:
    html = written(real)
    cited = set(re.findall(r'href="#s-(\d+)">\[\1\]', html))
    assert cited == set(re.findall(r'<li id="s-(\d+)"', html))
    numbers = [int(number) for number in re.findall(r'<li id="s-(\d+)"', html)]
    assert numbers == list(range(1, len(cited) + 1))


def test_a_reference_is_named_by_its_publisher() -> None:
    claims = [said("2024-05-01", "2026", publisher="Interfax", source="https://example.org/a")]
    html = written(programme_of([FLIGHT], claims))
    assert '<a href="https://example.org/a">Interfax</a>' in html
    assert source_numbers(["https://example.org/a"]) == {"https://example.org/a": 1}


def test_method_tells_how_surely_the_rows_are_known() -> None:
    rows = [FLIGHT, milestone("two", confidence="low"), milestone("three", confidence="low")]
    text = part(written(programme_of(rows)), "method")
    assert "judged by its sources: 1 with high confidence, 2 with low confidence." in text


def test_report_says_how_it_is_cited_and_made_again() -> None:
    asked = Asked(
        since=date(2026, 1, 1), only=frozenset(["first-flight"]), named=("launch",), title="It's"
    )
    html = written(programme_of([FLIGHT]), asked)
    assert "“It's: report as of 22 Nov 2026”. Baiterek · Soyuz-5: What was promised" in part(
        html, "cite"
    )
    assert "@misc{baiterek-report:2026-11-22," in part(html, "cite")
    assert (
        "python -m tracker report --as-of 2026-11-22 --since 2026-01-01 --only launch "
        "--title 'It'\\''s'" in part(html, "about").replace("&#x27;", "'")
    )


def test_parts_are_told_one_by_one_as_they_are_written() -> None:
    heard: list[tuple[int, int]] = []
    report(
        programme_of([FLIGHT]),
        as_of=TODAY,
        lang="en",
        progress=lambda done, of: heard.append((done, of)),
    )
    of = heard[0][1]
    assert heard == [(done, of) for done in range(of + 1)]
