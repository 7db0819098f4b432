"""The pieces of a page: what they say, where they lead, and that nothing typed gets loose."""

from __future__ import annotations

import pytest
from builders import TODAY, milestone, programme_of, said

from dashboards import components
from dashboards.elements import to_html
from dashboards.outlet import ONE_FILE
from dashboards.page import Page, page_of
from dashboards.theme import STATUS_LOOK
from tracker import schema
from tracker.dates import parse
from tracker.words import words

SAY = words("en")


def page(*rows: dict[str, str], claims: tuple[dict[str, str], ...] = ()) -> Page:
    return page_of(programme_of(rows, claims), path="/", search="", today=TODAY)


def row_of(**cells: str) -> components.Row:
    return next(page(milestone(**cells)).rows.itertuples())


@pytest.mark.parametrize("status", schema.STATUSES)
def test_a_status_shows_by_symbol_and_word(status: str) -> None:
    shown = to_html(components.status_chip(status, SAY))
    assert STATUS_LOOK[status].symbol in shown
    assert STATUS_LOOK[status].word in shown


@pytest.mark.parametrize("side", schema.SIDES)
def test_a_side_shows_by_symbol_and_word(side: str) -> None:
    shown = to_html(components.side_chip(side, SAY) or "")
    assert 'aria-hidden="true"' in shown
    assert components.SIDE_NAME[side] in shown


def test_an_unknown_side_shows_nothing() -> None:
    assert components.side_chip("moon", SAY) is None


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2026", "1 Jan 2026 to 31 Dec 2026"),
        ("2026-04-30", "30 Apr 2026"),
        ("NET 2026-03", "1 Mar 2026 or later"),
        ("by 2027", "31 Dec 2027 or sooner"),
    ],
)
def test_a_window_is_told_in_days(text: str, window: str) -> None:
    assert components.window_text(parse(text), SAY) == window


def test_a_late_slip_is_red_and_tells_the_whole_sentence_on_hover() -> None:
    shown = to_html(components.slip_mark(row_of(baseline="2022", actual="2026-04-30"), SAY) or "")
    assert 'class="slip late"' in shown
    assert "at least 3 years 4 months later than first promised" in shown


def test_an_earlier_date_is_not_red() -> None:
    shown = to_html(components.slip_mark(row_of(baseline="2026", actual="2025-12-30"), SAY) or "")
    assert 'class="slip"' in shown
    assert "−" in shown


def test_a_date_inside_the_first_promise_has_no_slip() -> None:
    assert components.slip_mark(row_of(baseline="2026", actual="2026-04-30"), SAY) is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"baseline": "2022", "planned": "2025"}, ""),
        ({"baseline": "2022", "planned": "2027", "outcome": "cancelled"}, ""),
        ({"baseline": "2022", "actual": "2025-02"}, "at least 2 years 1 month later"),
        ({"baseline": "2022", "planned": "2027"}, "at least 4 years later"),
        ({"baseline": "2027", "planned": "2027"}, "as first promised"),
        ({"baseline": "2022", "actual": "2022-05-01"}, "within what was first promised"),
        ({"planned": "2027"}, ""),
        ({"baseline": "2022"}, ""),
    ],
)
def test_a_slip_is_told_of_what_happened_or_can_still_be_kept(
    cells: dict[str, str], words: str
) -> None:
    row = row_of(**cells)
    assert components.slip_words(row, SAY).startswith(words)
    assert bool(components.slip_words(row, SAY)) is bool(words)
    if not words:
        assert components.slip_mark(row, SAY) is None


def test_when_a_date_was_said_follows_the_order_of_its_column() -> None:
    rows = page(
        milestone("first-flight", planned="2027"),
        claims=(said("25/01/2025", "2026"), said("03/04/2025", "2027")),
    ).rows
    shown = to_html(components.last_said(next(rows.itertuples()), SAY) or "")
    assert "A. Speaker, 3 Apr 2025" in shown


def test_only_web_and_mail_addresses_become_links() -> None:
    assert components.source_link("javascript:alert(1)").tag == "span"
    assert components.source_link("data:text/html,x").tag == "span"
    assert components.source_link("http://[broken").tag == "span"
    assert components.source_link("mailto:a@example.org").tag == "a"


def test_a_source_link_tells_the_other_site_nothing() -> None:
    link = components.source_link("https://www.example.org/page?x=1")
    assert link.attrs["rel"] == "noopener noreferrer"
    assert link.children == ("example.org",)


def test_a_sources_cell_may_hold_several_addresses() -> None:
    assert len(components.source_links("https://a.org/1 https://b.org/2")) == 2


def test_what_is_typed_is_escaped() -> None:
    asked = page(milestone("first", title="<script>alert(1)</script>"))
    link = components.milestone_link("first", asked.rows.loc[0, "title"], asked)
    assert "<script" not in to_html(link)


def test_an_id_of_any_form_makes_an_address_of_one_part() -> None:
    assert page().milestone("a/b?c#d") == "/milestone/a%2Fb%3Fc%23d"


def test_a_weak_source_a_contradiction_and_a_gap_are_marked() -> None:
    rows = page(
        milestone("first-flight", planned="2027", confidence="low"),
        claims=(said("2025-01-01", "2026-Q1"), said("2025-01-02", "2025", side="kz")),
    ).rows
    phrases = [mark.children[0] for mark in components.marks(next(rows.itertuples()), SAY)]
    assert phrases == ["sides differ", "weak source", "no announcement on record"]


def test_a_table_names_its_rows_for_those_who_cannot_see_it() -> None:
    columns = (components.Column("Milestone", names_row=True), components.Column("Status"))
    shown = to_html(components.table(columns, [("First", "done")], name="Next"))
    assert '<th scope="row" class="names-row">First</th>' in shown
    assert '<td data-label="Status">done</td>' in shown
    assert 'aria-label="Next"' in shown


def test_in_the_report_a_milestone_is_an_anchor() -> None:
    asked = Page(programme_of([]), TODAY, TODAY, "en", SAY, outlet=ONE_FILE)
    assert asked.milestone("first") == "#m-first"
    assert asked.timeline(status="due") is None


def test_the_day_and_the_language_go_along_to_every_page() -> None:
    asked = page_of(programme_of([]), path="/", search="?as_of=2025-01-01&q=x", today=TODAY)
    assert asked.as_of.isoformat() == "2025-01-01"
    assert asked.address("/sources") == "/sources?as_of=2025-01-01"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2025", "0001-01-01", "9999-12-31", "20260430", "2026-W18-4", "2026-04-30 "],
)
def test_a_day_that_cannot_be_read_is_today(text: str) -> None:
    assert page_of(programme_of([]), path="/", search=f"?as_of={text}", today=TODAY).as_of == TODAY


def test_pieces_leave_their_rows_alone() -> None:
    rows = list(page(milestone("b", planned="2027"), milestone("a", planned="2026")).known)
    before = rows.copy()
    assert [row.id for row in components.sorted_by_date(rows)] == ["a", "b"]
    components.of_status(rows, "due")
    assert rows == before


def test_open_ends_come_last_and_equals_in_the_order_of_their_ids() -> None:
    dates = {"c": "2026", "b": "2026", "floor": "NET 2025", "late": "2026-H2", "none": ""}
    rows = page(*(milestone(name, planned=planned) for name, planned in dates.items())).known
    assert [row.id for row in components.sorted_by_date(rows)] == [
        "b",
        "c",
        "late",
        "floor",
        "none",
    ]


def test_a_status_that_no_list_knows_is_refused() -> None:
    with pytest.raises(KeyError, match="late"):
        components.of_status(page(milestone()).known, "late")
