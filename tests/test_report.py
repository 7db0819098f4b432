"""The report: one file that holds what was known on a day, reads everywhere and prints on A4."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA, TODAY, milestone, programme_of, said
from playwright.sync_api import Page

import tracker
from dashboards.outline import Heading
from dashboards.report import report
from dashboards.report_references import source_numbers
from dashboards.report_style import style_sheet
from dashboards.report_timeline import MOST_LINES, pieces, tracks
from tracker.programme import Programme

EVIL = '"><script>alert(1)</script></style></svg>'
# A4 without the margins of the style sheet, in the pixels of CSS.
PAGE_WIDTH, PAGE_HEIGHT = 688, 997


class Reader(HTMLParser):
    """The tags of a page with their attributes, and its text by the tag it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def written(programme: Programme, as_of: date = TODAY) -> Reader:
    return Reader(report(programme, as_of=as_of, lang="en"))


@pytest.fixture(scope="module")
def real() -> Programme:
    return tracker.load(REAL_DATA, as_of=TODAY)


@pytest.fixture(scope="module")
def real_html(real: Programme) -> str:
    return report(real, as_of=TODAY, lang="en")


@pytest.fixture(scope="module")
def real_file(real_html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the report of the real data, as a file on disk."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(real_html, encoding="utf-8")
    return path.as_uri()


def test_same_data_and_day_give_the_same_bytes(real_html: str) -> None:
    again = tracker.load(REAL_DATA, as_of=TODAY)
    assert report(again, as_of=TODAY, lang="en") == real_html


@pytest.mark.parametrize("as_of", [date(2024, 10, 15), date(2026, 11, 21)])
def test_the_day_on_which_the_files_are_read_changes_nothing(as_of: date) -> None:
    read_on = (date(2026, 11, 22), date(2028, 5, 1))
    one, other = (tracker.load(REAL_DATA, as_of=day) for day in read_on)
    assert len(one.problems) != len(other.problems)
    assert report(one, as_of=as_of, lang="en") == report(other, as_of=as_of, lang="en")


def test_problems_that_come_and_go_with_the_day_are_not_counted() -> None:
    rows = [milestone(planned="2027", confidence="sure"), milestone("other", actual="2026-12-01")]
    claims = [said("2026-01-01", "2027"), said("2026-12-01", "2028")]
    texts = []
    for read_on in (date(2026, 11, 22), date(2027, 1, 1), date(2029, 1, 1)):
        programme = programme_of(rows, claims, as_of=read_on)
        texts.append(report(programme, as_of=date(2026, 11, 1), lang="en"))
    assert "Problems in the data, on any day 1 error" in Reader(texts[0]).text
    assert len(set(texts)) == 1


def test_an_id_may_be_the_name_of_a_section() -> None:
    names = ("overdue", "content", "register", "sources", "m-overdue")
    html = report(programme_of([milestone(id, planned="2020") for id in names]), as_of=TODAY,
                  lang="en")  # fmt: skip
    test_ids_are_unique(html)
    test_every_link_inside_leads_somewhere(html)


def test_what_was_said_of_an_unknown_milestone_is_told_without_a_link() -> None:
    claims = [said("2026-11-01", "2027", milestone="ghost")]
    html = report(programme_of([milestone()], claims), as_of=TODAY, lang="en")
    assert "ghost" in Reader(html).text
    test_every_link_inside_leads_somewhere(html)


def test_what_was_given_up_or_is_overdue_has_no_slip_in_the_register() -> None:
    rows = [
        milestone("gone", baseline="2020", planned="2027", outcome="cancelled"),
        milestone("late", baseline="2020", planned="2025"),
    ]
    register = written(programme_of(rows)).text.partition("Note and sources")[2]
    assert "overdue" in register
    assert "later than first promised" not in register.partition("Method")[0]


def test_signs_beside_the_dates_are_explained_where_they_stand() -> None:
    weak = milestone(planned="2027", confidence="low")
    assert "Beside a date: * weak source." in written(programme_of([weak])).text
    assert "Beside a date" not in written(programme_of([milestone(planned="2027")])).text
    claims = [said("2025-01-01", "2028"), said("2025-02-01", "2026", side="kz")]
    text = written(programme_of([weak], claims)).text
    assert "≠ sides differ, * weak source, † no announcement on record." in text


def test_a_title_that_has_no_translation_is_marked_as_english() -> None:
    rows = [milestone("one", title_ru="Первый полёт"), milestone("two")]
    html = report(programme_of(rows), as_of=TODAY, lang="ru")
    assert '<html lang="ru">' in html
    assert '<th scope="row">Первый полёт</th>' in html
    assert '<th scope="row" lang="en">Two [en]</th>' in html


def test_a_source_learns_nothing_of_where_the_reader_comes_from(real_html: str) -> None:
    told = {meta.get("name"): meta.get("content") for meta in Reader(real_html).all("meta")}
    assert told["referrer"] == "no-referrer"


def test_real_report_is_under_500_kilobytes(real_html: str) -> None:
    assert len(real_html.encode()) < 500_000


def test_report_fetches_nothing_and_runs_nothing(real_html: str) -> None:
    page = Reader(real_html)
    policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert not page.all("script") + page.all("link") + page.all("img") + page.all("iframe")
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", real_html)
    assert "@import" not in real_html


def test_every_milestone_stands_in_the_register_with_its_sources(
    real: Programme, real_html: str
) -> None:
    page = Reader(real_html)
    ids = [str(row["id"]) for row in page.all("tr") if "id" in row]
    assert sorted(ids) == sorted("m-" + real.milestones["id"])
    links = {link["href"] for link in page.all("a")}
    assert {source for cell in real.milestones["source"] for source in cell.split()} <= links


def test_every_link_inside_leads_somewhere(real_html: str) -> None:
    page = Reader(real_html)
    anchors = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    inside = {str(link["href"])[1:] for link in page.all("a") if str(link["href"])[0] == "#"}
    assert inside <= anchors


def test_ids_are_unique(real_html: str) -> None:
    ids = [attributes["id"] for _, attributes in Reader(real_html).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_nothing_later_leaks_into_the_report_of_a_past_day() -> None:
    past = date(2025, 1, 1)
    html = report(tracker.load(REAL_DATA, as_of=past), as_of=past, lang="en")
    assert "1 Jan 2025" in html
    for later in ("2026-04-30", "30 Apr 2026", "2025-09-18", "18 Sep 2025", "22 Nov 2026"):
        assert later not in html


def test_pages_are_numbered_in_the_order_in_which_they_are_cited() -> None:
    claims = [said("2026-10-01", "2026"), said("2026-11-01", "2027")]
    html = report(programme_of([milestone()], claims), as_of=TODAY, lang="en")
    assert listed(html) == {
        "s-1": "https://example.org/2026-11-01",
        "s-2": "https://example.org/2026-10-01",
        "s-3": "https://example.org/page",
    }
    text = Reader(html).text
    assert "A. Speaker · [1]" in text
    assert "high confidence [3]" in text


def listed(html: str) -> dict[str, str]:
    """The addresses of the references by their anchors."""
    part = html[html.index('<ol class="references">') :]
    return dict(re.findall(r'<li id="(s-\d+)"><a href="([^"]*)"', part[: part.index("</ol>")]))


def test_report_names_its_day_and_the_version_of_the_data() -> None:
    programme = replace(programme_of([milestone()]), version="0123456789abcdef" * 4)
    html = report(programme, as_of=TODAY, lang="en")
    assert "as of 22 Nov 2026" in Reader(html).text
    assert programme.version in Reader(html).text
    foot = "Baiterek · Soyuz-5: report as of 22 Nov 2026 · data version 0123456789ab"
    assert f'@bottom-left{{content:"{foot}"' in html


def test_foot_of_the_page_cannot_leave_its_string() -> None:
    assert 'content:"\\22 ;}\\3c /style>"' in style_sheet(foot='";}</style>')


def test_whatever_users_type_is_text() -> None:
    row = milestone(
        id=EVIL, title=EVIL, planned="2026", place=EVIL, confidence=EVIL, note=EVIL, source=EVIL
    )
    statement = said("2025-01-01", "2026", milestone=EVIL, speaker=EVIL, wording=EVIL)
    html = report(programme_of([row], [statement]), as_of=TODAY, lang="en")
    assert not Reader(html).all("script")
    assert "<script" not in html
    assert html.count("</style>") == 1


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("mailto:press@example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("http://[unclosed", False),
    ],
)
def test_only_pages_and_mail_become_links(address: str, linked: bool) -> None:
    page = written(programme_of([milestone(source=address)]))
    assert (address in [link["href"] for link in page.all("a")]) is linked
    assert linked or address in page.text


def test_address_has_one_number_however_often_it_is_named() -> None:
    numbers = source_numbers(["https://b.kz https://a.ru", "", "https://a.ru https://c.org"])
    assert numbers == {"https://b.kz": 1, "https://a.ru": 2, "https://c.org": 3}


def test_number_in_the_register_is_that_of_the_reference() -> None:
    html = report(
        programme_of(
            [milestone("a", source="https://b.kz/1"), milestone("b", source="https://a.ru")]
        ),
        as_of=TODAY,
        lang="en",
    )
    assert listed(html) == {"s-1": "https://b.kz/1", "s-2": "https://a.ru"}
    assert html.index('id="m-a"') < html.index('"#s-1"') < html.index('id="m-b"')


def test_row_tells_first_and_last_promise_outcome_and_slip_in_words() -> None:
    row = milestone(
        baseline="2022", planned="2026-03", actual="2026-04-30", outcome="success", note="A note."
    )
    text = written(programme_of([row])).text
    assert "2022 Mar 2026 30 Apr 2026 at least 3 years 4 months later than first promised" in text
    assert "A note. high confidence [1]" in text


def test_overdue_milestone_has_no_outcome_found() -> None:
    assert "no outcome found" in written(programme_of([milestone(planned="2020")])).text


def test_quiet_quarter_is_said_and_the_changes_before_it_are_told() -> None:
    text = written(programme_of([milestone()], [said("2024-05-01", "2027")])).text
    assert "Nothing changed in the last 90 days. The last changes before:" in text
    assert "1 May 2024" in text


def test_changes_of_the_last_90_days_are_all_told() -> None:
    ids = [f"flight-{n}" for n in range(30)]
    statements = [said("2026-10-01", "2027", milestone=id) for id in ids]
    text = written(programme_of([milestone(id, planned="2027") for id in ids], statements)).text
    told = text.partition("What changed in the last 90 days Day")[2].partition("By track")[0]
    assert told.count("promised for 2027") == 30
    assert "more" not in told


def test_header_alone_gives_a_report_that_says_what_fills_it() -> None:
    page = written(programme_of([]))
    assert "Add a row with an id and a title to milestones.csv" in page.text
    assert not page.all("svg")


def test_milestone_of_no_category_has_a_place() -> None:
    text = written(programme_of([milestone(category="unheard-of")])).text
    assert "Other 1 milestone" in text


def test_headings_go_down_one_level_at_a_time(real_html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(real_html).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_table_heads_say_what_they_head(real_html: str) -> None:
    assert {head.get("scope") for head in Reader(real_html).all("th")} == {"col", "row"}


def test_every_drawing_has_a_title_and_a_description(real_html: str) -> None:
    drawings = re.findall(r"<svg(?![^>]*aria-hidden)[^>]*>(.{0,400})", real_html)
    assert len(drawings) > 20
    assert all(re.match(r"<title>.+</title><desc>.+</desc>", drawing) for drawing in drawings)


def test_pieces_of_a_track_hold_all_lines_and_fit_a_page() -> None:
    for n in range(1, 3 * MOST_LINES):
        parts = list(pieces(range(n)))
        assert [line for part in parts for line in part] == list(range(n))
        assert all(0 < len(part) <= MOST_LINES for part in parts)


def test_track_is_cut_between_categories_where_one_is_near() -> None:
    lines = [*range(15), Heading("meeting", "Governance", 18, level=1), *range(15, 33)]
    assert [len(part) for part in pieces(lines)] == [15, 19]


def test_lines_that_name_a_track_are_left_to_the_headings() -> None:
    entries = [Heading("Vehicle", "Vehicle", 1), 0, Heading("Flights", "Flights", 1), 1]
    assert list(tracks(entries)) == [("Vehicle", [0]), ("Flights", [1])]


def test_report_opens_from_disk_without_a_network(
    real_file: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(offline=True, java_script_enabled=True)
    page.goto(real_file)
    assert page.title() == "Baiterek · Soyuz-5: report as of 22 Nov 2026"
    assert page.locator("svg").first.is_visible()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1200, "light"), (1200, "dark"), (390, "light"), (800, "light")]
)
def test_report_is_accessible_and_no_wider_than_the_screen(
    real_file: str, new_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(real_file)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert [fault["id"] for fault in found.response["violations"]] == []


def test_print_cuts_no_chart_and_repeats_table_heads(
    real_file: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport={"width": PAGE_WIDTH, "height": PAGE_HEIGHT})
    page.emulate_media(media="print")
    page.goto(real_file)
    figures = page.eval_on_selector_all(
        "figure",
        "all => all.map(e => [e.getBoundingClientRect().height, getComputedStyle(e).breakInside])",
    )
    assert figures
    assert all(height < PAGE_HEIGHT and inside == "avoid" for height, inside in figures)
    heads = page.eval_on_selector_all("thead", "all => all.map(e => getComputedStyle(e).display)")
    assert set(heads) == {"table-header-group"}


def test_drawing_has_the_colour_of_its_track(real_file: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(real_file)
    filled = page.locator("figure.t-governance .wide-drawing .filled").first
    assert filled.evaluate("e => getComputedStyle(e).fill") == "rgb(59, 111, 182)"


def test_print_is_light_whatever_the_screen(real_file: str, new_page: Callable[..., Page]) -> None:
    page = new_page(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(real_file)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 32, 42)"


def test_report_prints_on_a4(real_file: str, new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page()
    page.goto(real_file)
    content = page.pdf(prefer_css_page_size=True, path=tmp_path / "report.pdf")
    boxes = set(re.findall(rb"/MediaBox \[([\d. ]+)\]", content))
    assert len(boxes) == 1
    assert [round(float(side)) for side in boxes.pop().split()[2:]] == [595, 842]
