"""Citations: the address that holds, the words, BibTeX that compiles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from builders import TODAY, milestone, programme_of

from dashboards.citation import bibtex, citation, latex, plain
from dashboards.elements import to_html
from dashboards.page import Frozen, Page, page_of

ADDRESS = "http://127.0.0.1:8050/milestone/first-flight?as_of=2024-10-15&version=000000000000"


def page(*, frozen: Frozen | None = None, path: str = "/milestone/first-flight") -> Page:
    return page_of(
        programme_of([milestone()]),
        path=path,
        search="?as_of=2024-10-15" + ("&version=000000000000" if frozen else ""),
        today=TODAY,
        origin="http://127.0.0.1:8050",
        frozen=frozen,
    )


def test_a_citation_names_title_product_day_version_address_and_when_it_was_read() -> None:
    assert plain("First flight", page()) == (
        "“First flight”. Baiterek · Soyuz-5: What was promised, when, by whom, and what happened. "
        "As of 15 Oct 2024, data version 000000000000. "
        f"{ADDRESS} (retrieved 22 Nov 2026)."
    )


def test_bibtex_names_the_same() -> None:
    product = r"Baiterek \textperiodcentered{} Soyuz-5"
    assert bibtex("first-flight", "First flight", page()).splitlines() == [
        "@misc{first-flight:2024-10-15,",
        f"  author = {{{{{product}}}}},",
        "  title = {{First flight}},",
        f"  howpublished = {{{product}: What was promised, when, by whom, and what happened}},",
        "  year = {2024},",
        "  month = {10},",
        "  note = {As of 15 Oct 2024, data version 000000000000},",
        f"  url = {{{ADDRESS}}},",
        "  urldate = {2026-11-22}",
        "}",
    ]


def test_a_frozen_page_is_cited_as_it_is_and_read_today() -> None:
    pinned = Frozen(kept=date(2026, 11, 5), opened=date(2027, 5, 1), newer=True)
    text = plain("First flight", page(frozen=pinned))
    assert f"{ADDRESS} (retrieved 1 May 2027)." in text


@pytest.mark.parametrize(
    "title",
    ["R&D: 5% of $100", "{", "}}}", "a\\b", "#1_2~3^4", "Полёт «Союза-5»", "two\nlines", '"x", y'],
)
def test_any_title_leaves_the_entry_whole(title: str) -> None:
    entry = bibtex("first-flight", title, page())
    assert entry.count("{") == entry.count("}")
    assert len(re.findall(r"^  [a-z]+ = \{.*\},?$", entry, re.MULTILINE)) == 8
    inside = re.findall(r"title = \{\{(.*)\}\},", entry)[0]
    assert not re.search(r"(?<!\\)[&%$#_]", inside)


def test_a_page_of_a_past_day_is_cited_with_the_day_on_which_it_was_read() -> None:
    served = replace(page(), read_on=date(2026, 12, 24))
    assert "(retrieved 24 Dec 2026)." in plain("First flight", served)
    assert "urldate = {2026-12-24}" in bibtex("first-flight", "First flight", served)


def test_no_sign_of_an_address_ends_its_field() -> None:
    odd = "http://h/{x}\\ y"
    entry = bibtex("x", "X", replace(page(), origin=odd))
    assert "url = {http://h/%7Bx%7D%5C%20y/milestone/" in entry


def test_an_address_cannot_end_its_field() -> None:
    entry = bibtex("x", "X", page(path="/milestone/{x}"))
    assert "/milestone/%7Bx%7D?" in entry


def test_the_key_is_of_signs_that_bibtex_takes() -> None:
    assert bibtex('a,"b c}', "X", page()).startswith("@misc{a-b-c-:2024-10-15,")


def test_latex_keeps_other_letters_as_they_are() -> None:
    assert latex("Байтерек, Қазақстан") == "Байтерек, Қазақстан"


def test_both_forms_can_be_copied() -> None:
    html = to_html(citation("first-flight", "First flight", page()))
    assert html.count('data-copy="text"') == 2
    assert 'data-of="cite-plain"' in html
    assert 'id="cite-bibtex"' in html
