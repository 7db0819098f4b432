"""The slips view: its sentence, figure, tables and choices, and what it says of nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

from dashboards.elements import to_html
from dashboards.page import Page, page_of
from dashboards.slip_asked import Asked
from dashboards.views import slips
from tracker.programme import Programme, load


@pytest.fixture(scope="module")
def real() -> Programme:
    return load(REAL_DATA, as_of=TODAY)


def page(programme: Programme, search: str = "") -> Page:
    return page_of(programme, path="/slips", search=search, today=TODAY)


def html(programme: Programme, search: str = "") -> str:
    return to_html(slips.content(page(programme, search)))


def text(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def sentence(programme: Programme, search: str = "") -> str:
    found = re.search(r'<p class="sentence">.*?</p>', html(programme, search))
    assert found
    return text(found[0])


FIRST, MOVED, AGAIN = (
    said("2022-03-01", "2023"),
    said("2023-03-01", "2024"),
    said("2024-03-01", "2026"),
)


# The sentence


def test_sentence_of_the_first_flight(real: Programme):
    assert sentence(real) == (
        "Soyuz-5 first flight was first promised for 2022. The promise moved later six times; it "
        "happened on 30 Apr 2026 (medium confidence). 44 of 45 promises named an earlier date."
    )


def test_statement_of_which_no_first_day_is_known_stands_at_its_last():
    record = programme_of([milestone()], [said("by 2017", "2022"), said("2019-05-01", "2023")])
    assert "was first promised for 2022. The promise moved later once" in sentence(record)


def test_sentence_tells_of_the_day_and_of_nothing_later(real: Programme):
    told = sentence(real, "?as_of=2025-12-27")
    assert "the sides differ" in told
    assert "Roscosmos gives no date" in told
    assert "Q1 2026" in told
    assert "happened" not in told


def test_sentence_of_what_is_open_says_what_stands_now():
    programme = programme_of([milestone(baseline="2023", planned="2026")], [FIRST, MOVED, AGAIN])
    assert sentence(programme) == (
        "First flight was first promised for 2023. The promise moved later twice; it is now "
        "promised for 2026."
    )


def test_sentence_of_a_date_that_passed():
    programme = programme_of([milestone(baseline="2023", planned="2024")], [FIRST, MOVED])
    assert sentence(programme).endswith(
        "The promise moved later once; it was last promised for 2024, which passed, and "
        "no outcome was found."
    )


def test_sentence_of_several_gives_the_median_with_its_n(real: Programme):
    told = sentence(real, "?milestone=soyuz5-first-flight,rd171mv-first-firing,soyuz5-third-flight")
    assert told.startswith("Of 3 milestones, 2 came or stand later than first promised")


# What the page is of


def test_leads_with_the_flight_of_which_most_was_said(real: Programme):
    assert 'href="/milestone/soyuz5-first-flight"' in html(real)


def test_milestone_that_is_not_on_record_is_named():
    programme = programme_of([milestone()], [FIRST])
    told = text(html(programme, "?milestone=first-flihgt"))
    assert "Not on record as of 22 Nov 2026: “first-flihgt”." in told


def test_no_announcement_says_what_would_fill_the_page():
    assert "Add rows to announcements.csv" in sentence(programme_of([milestone()]))


def test_no_milestone_says_what_would_fill_the_page():
    assert "milestones.csv" in sentence(programme_of([]))


def test_milestone_without_a_statement_says_so():
    programme = programme_of([milestone(), milestone("other")], [FIRST])
    told = html(programme, "?milestone=other")
    assert "Nobody is on record as having announced a date for “Other”." in text(told)
    assert "No statement about it is on record by 22 Nov 2026." in text(told)
    assert "matches these choices" not in text(told)
    assert "<svg" not in told.split("panel-ranking")[0].split("sl-columns")[1]


def test_what_is_typed_into_the_data_is_only_text():
    row = said(
        "2023-05-01", "2025", wording="<script>alert(1)</script>", source="javascript:alert(1)"
    )
    told = html(programme_of([milestone(title="<b>Flight</b>")], [row]))
    assert "<script>" not in told
    assert "<b>Flight" not in told
    assert 'href="javascript' not in told


# Figure, statements, cards


def test_figure_says_from_where_it_counts_and_how_exactly(real: Programme):
    told = text(html(real))
    assert "+3 y 4 mo" in told
    assert "after the end of the first promised year (2022), exact to the day: +1,216 d" in told


def test_figure_is_at_least_where_what_stands_is_a_period():
    programme = programme_of([milestone(baseline="2023", planned="2026")], [FIRST, AGAIN])
    assert "after the end of the first promised year (2023), at least +732 d" in text(
        html(programme)
    )


def test_statements_stand_newest_first_with_their_sources(real: Programme):
    told = html(real)
    rows = re.findall(r'<tr data-s="([0-9a-f]{8})">(.*?)</tr>', told)
    assert len(rows) == 64
    assert "27 Jan 2026" in rows[0][1]
    assert 'href="https://tass.ru/kosmos/26261457" rel="noopener noreferrer"' in rows[0][1]
    assert len({key for key, _ in rows}) == 64


def test_every_mark_has_its_row_and_its_card(real: Programme):
    told = html(real)
    marks = set(re.findall(r'data-s="([0-9a-f]{8})" data-n=', told))
    cards = set(re.findall(r'id="card-([0-9a-f]{8})"', told))
    rows = set(re.findall(r'<tr data-s="([0-9a-f]{8})"', told))
    assert len(marks) == 64
    assert marks == cards == rows


def test_card_tells_what_a_statement_changed(real: Programme):
    told = text(html(real))
    assert "Moved from 2022 by 1 day to 2 years. Notice: 3 years 10 months." in told
    assert "Takes back the end of 2025. Notice: 5 days." in told
    assert "A report by the press: it counts as no promise." in told


def test_of_one_side_a_statement_is_held_against_what_that_side_said_before():
    record = [said("2024-01-01", "2025"), said("2024-06-01", "2028", "kz"),
              said("2025-01-01", "2027")]  # fmt: skip
    programme = programme_of([milestone(planned="2027")], record)
    asked = "?milestone=first-flight"
    every, own = (text(html(programme, asked + side)) for side in ("", "&side=ru"))
    assert "Brought forward from 2028" in every
    assert "Brought forward from 2028" not in own
    assert "Moved from 2025 by 1 year to 3 years" in own
    assert "The first promise on record of the sides chosen." in own


def test_links_lead_to_the_statement_on_the_page_of_the_milestone(real: Programme):
    assert re.search(r'href="/milestone/soyuz5-first-flight#said-[0-9a-f]{8}"', html(real))
    past = html(real, "?as_of=2024-10-15")
    assert re.search(r'href="/milestone/soyuz5-first-flight\?as_of=2024-10-15#said-', past)


# Choices


def test_side_leaves_out_the_others_and_says_how_many(real: Programme):
    told = html(real, "?side=kz")
    assert len(set(re.findall(r'data-s="([0-9a-f]{8})" data-n=', told))) < 30
    assert "statements are left out by these choices" in told


def test_range_leaves_out_what_was_said_before(real: Programme):
    told = html(real, "?years=2")
    assert "13 Jun 2017" not in told
    assert "27 Jan 2026" in told


def test_choices_that_leave_nothing_offer_a_way_back():
    programme = programme_of([milestone(baseline="2023", planned="2024")], [FIRST])
    assert "Show all statements" in text(html(programme, "?side=kz"))


def test_table_tells_every_statement_with_what_it_changed(real: Programme):
    told = html(real, "?form=table")
    assert 'class="sl-chart"' not in told
    twin = told.split("sl-twin")[1].split("</table>")[0]
    assert twin.count("<tr>") == 65


def test_junk_in_the_address_is_left_out():
    assert Asked.parse({"milestone": ",,", "side": "moon", "years": "-1", "form": "x"}) == Asked()


def test_address_carries_what_was_chosen(real: Programme):
    told = html(real, "?milestone=baiterek-pad-ready&side=kz&years=5&as_of=2026-01-15")
    assert "milestone=baiterek-pad-ready&amp;side=kz&amp;years=2&amp;as_of=2026-01-15" in told


def test_menu_lists_those_with_two_statements_the_largest_slip_first(real: Programme):
    options = re.findall(r'class="sl-option">(.*?) <', html(real))
    assert options[:2] == ["Baiterek pad ready for launches", "Soyuz-5 first flight"]
    assert "Sunkar rocket tests begin" not in options


def test_what_is_typed_opens_the_menu_on_what_matches(real: Programme):
    told = html(real, "?q=pad+ready")
    menu = told.split('class="sl-options"')[1].split("</ul>")[0]
    assert len(re.findall("<li>", menu)) == 1
    assert '<details class="menu" open="">' in told


# All milestones


def test_ranking_gives_certain_slips_first_with_first_promise_and_now(real: Programme):
    told = html(real).split('id="ranking"')[1]
    names = re.findall(r'href="/slips\?milestone=([^"&]+)"', told)
    assert names[:2] == ["baiterek-pad-ready", "soyuz5-first-flight"]
    assert "2022 → 30 Apr 2026" in told
    assert "34 can be compared with a first promise: 16 are later, whatever the reading" in told


def test_record_tells_made_kept_broken_open_and_the_median_by_side(real: Programme):
    told = text(html(real).split('id="records"')[1])
    assert "Russian side" in told
    assert re.search(r"\+9 mo to \+1 y 10 mo of 44 decided", told)


def test_fewer_than_three_promises_are_left_out_and_counted():
    rows = [said(f"202{n}-01-01", f"202{n + 1}", speaker="Often Speaks") for n in range(1, 5)]
    rows.append(said("2025-06-01", "2027", speaker="Once Spoke"))
    told = text(html(programme_of([milestone(baseline="2022", planned="2027")], rows)))
    by_speaker = told.split("By speaker")[1]
    assert "Often Speaks" in by_speaker
    assert "Once Spoke" not in by_speaker
    assert "1 with fewer than 3 promises is not shown." in by_speaker


def test_nothing_promised_says_what_would_fill_the_record():
    programme = programme_of([milestone()], [said("2023-01-01", "2025", "press")])
    assert "No promise is on record." in text(html(programme))


@pytest.mark.parametrize("day", [date(2004, 12, 31), date(2018, 1, 1), date(2025, 12, 26)])
def test_any_day_of_the_record_can_be_shown(real: Programme, day: date):
    assert "sentence" in html(real, f"?as_of={day}")


# What is told of vague, missing and contradicting things


def test_a_plan_that_nobody_announced_is_told_as_that_and_not_as_no_slip():
    programme = programme_of([milestone(baseline="2023", planned="2026")], [FIRST])
    assert sentence(programme) == (
        "First flight was first promised for 2023. No statement moved it later for certain; it is "
        "dated 2026 in the file, a date that no announcement on record gives."
    )
    assert "in the file," in text(html(programme))


def test_the_first_statement_is_told_where_it_named_another_date(real: Programme):
    told = sentence(real, "?milestone=rd171mv-first-firing")
    assert "was first promised for Dec 2019. The first statement on record: promised for" in told


def test_what_is_less_than_sure_says_so_whatever_is_chosen(real: Programme):
    for search in ("", "?side=kz", "?side=press", "?years=2"):
        shown = html(real, search)
        drawings = shown.split('<div class="sl-chart"')[1].split("</div>")[0].split("</svg>")
        flown = [drawing for drawing in drawings if "30 Apr 2026" in drawing]
        assert flown
        assert all("medium confidence" in drawing for drawing in flown)
        assert "(medium confidence)" in sentence(real, search)


def test_no_paraphrase_stands_in_quotation_marks(real: Programme):
    for search in ("", "?form=table"):
        shown = html(real, search)
        assert "“" not in shown
    assert "In short: " in html(real)


def test_of_one_or_two_late_ones_each_is_told_and_no_median():
    rows = [milestone(baseline="2023", planned="2024"), milestone("b", baseline="2022",
            planned="2026"), milestone("c", planned="2027")]  # fmt: skip
    claims = [said("2022-01-01", "2024"), said("2022-01-01", "2026", milestone="b")]
    programme = programme_of([{**row, "planned": "2028"} for row in rows], claims)
    told = sentence(programme, "?milestone=first-flight,b,c")
    assert told == (
        "Of 3 milestones, 2 came or stand later than first promised: First flight by at least "
        "4 years and B by at least 5 years."
    )
    one = sentence(programme, "?milestone=b,c")
    assert one == (
        "Of 2 milestones, 1 came or stands later than first promised: B by at least 5 years."
    )


def test_with_a_side_chosen_sentence_and_figure_say_that_they_are_of_all(real: Programme):
    told = text(html(real, "?side=kz"))
    assert "are those of: Kazakh side." in told
    assert "all sides together" not in text(html(real))


def test_the_largest_slips_leave_out_what_is_overdue():
    rows = [
        milestone("late", baseline="2020", planned="2023"),
        milestone("a", baseline="2020", actual="2022"),
        milestone("b", baseline="2020", actual="2023"),
    ]
    claims = [
        said(day, "2023", milestone=name)
        for name in ("late", "a", "b")
        for day in ("2019-01-01", "2020-01-01")
    ]
    told = html(programme_of(rows, claims))
    preset = re.search(r'href="([^"]*)">The 2 largest slips together', told)
    assert preset
    assert "late" not in preset[1]
    assert "1 overdue: late, and no outcome found" in text(told)


def test_every_milestone_is_accounted_for_and_the_median_of_status_explained(real: Programme):
    told = text(html(real).split('id="ranking"')[1])
    assert "Of 173 milestones 54 have a statement on record, the other 119 none." in told
    assert "The median slip on Status is of 20:" in told
    assert "Full: the part" in told
