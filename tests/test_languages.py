"""Every word on the screen comes from the catalogue, and fits when it is longer elsewhere.

The real record is shown in a language made up for the test: each message stands in brackets and is
longer, dates are Russian, and what the record itself says is Greek. A Latin letter outside the
brackets is then a text that nobody can translate.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest
from builders import REAL_DATA, TODAY

from catalogue.extraction import said_in_product
from dashboards import data_columns, data_forms, data_tools, data_words, shell
from dashboards.app import VIEWS
from dashboards.elements import to_html
from dashboards.page import View, is_milestone, page_of
from tracker import csvfile
from tracker.messages import Messages
from tracker.programme import Programme, build
from tracker.store import Files
from tracker.words import Words

LONGER = 1.4
PLACE = re.compile(r"\{[^{}]*\}")
# The cells and columns of a file as they stand in it, the names of other programmes.
FILE_AS_IT_IS = re.compile(r'<(table|span)[^>]* translate="no">.*?</\1>', re.DOTALL)
# Where a reader sees or hears it.
SPOKEN = frozenset({"title", "aria-label", "alt", "placeholder", "content", "value"})
# Stands between the parts of a sentence, and is no letter.
JOINED = "|"
SILENT = frozenset({"style", "script", "code", "pre"})
WITHIN = frozenset({"a", "b", "em", "span", "strong"})
GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβψδεφγηιξκλμνοπχρστυωωξυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΧΡΣΤΥΩΩΞΥΖ",
)
KEPT = frozenset(
    {
        *("id", "milestone", "depends_on", "category", "outcome", "confidence", "side", "source"),
        *("language", "start", "baseline", "planned", "actual", "announced", "target"),
    }
)
# What is the same in every language: the product's name, addresses, codes, names of files,
# columns and commands, the names of the languages in themselves.
SAME = re.compile(
    r"Baiterek|Soyuz|https?://\S+|[\w/-]+(?:\.[\w-]+)+|\b[a-z0-9]+(?:-[a-z0-9]+)+\b|[0-9a-f]{12}|"
    r"\b(?:CSV|ID|EN|FR|RU|KK|English|Français|Atom|BibTeX|en|planned|[IV]+ (?:кв|полугодие))\b|"
    r"python -m tracker|Ctrl\+[A-Z]|\bschema/"
)


def made_up(text: str) -> str:
    """A message as the made-up language says it: in brackets, each word longer, with its places."""
    words = [
        word if PLACE.search(word) else word + "~" * longer_by(word) for word in text.split(" ")
    ]
    return f"⟦{' '.join(words)}⟧"


def longer_by(word: str) -> int:
    return round(len(word) * (LONGER - 1))


@cache
def pseudo() -> Words:
    single, several = {}, {}
    for each in said_in_product():
        if each.many:
            several[each.text] = (made_up(each.text), made_up(each.many))
        else:
            single[each.text] = made_up(each.text)
    return Words("ru", Messages(single, several))


@cache
def in_greek() -> Programme:
    """The real record with all that is written in it in letters that no message has."""
    tables = []
    for name in ("milestones.csv", "announcements.csv"):
        rows = list(csv.DictReader((REAL_DATA / name).read_text(encoding="utf-8").splitlines(True)))
        written = io.StringIO()
        writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            told = {n: t if n in KEPT else t.translate(GREEK) for n, t in row.items()}
            writer.writerow(told)
        tables.append(csvfile.read(written.getvalue().encode(), name=f"data/{name}"))
    return build(Files(REAL_DATA, tables[0], tables[1], "0" * 64), as_of=TODAY)


class Texts(HTMLParser):
    """The texts that a page shows or has read out; a sentence with a link in it is one text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = [""]
        self.heard: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.break_at(tag)
        told = dict(attrs)
        named = SPOKEN if told.get("type") not in ("hidden", "radio") else frozenset()
        self.heard += [text for name, text in attrs if name in named and text]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        self.break_at(tag)

    def break_at(self, tag: str) -> None:
        if tag in WITHIN:
            self.found[-1] += JOINED
        else:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found[-1] += data


def untranslated(html: str) -> set[str]:
    """The texts in which something stands outside the brackets that a translator should see."""
    parser = Texts()
    parser.feed(FILE_AS_IT_IS.sub("", html))
    return {
        text
        for text in [*parser.found, *parser.heard]
        if re.search("[A-Za-z]", SAME.sub("", outside(text)))
    }


def outside(text: str) -> str:
    """What is left of a text without its messages, which may stand in one another."""
    before = ""
    while text != before:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return text


PAGES = (
    *("/", "/?changed=365", "/timeline", "/timeline?form=table&zoom=all&group=status"),
    *("/timeline?zoom=near&group=category&q=7", "/slips", "/slips?form=table&years=2"),
    "/slips?milestone=soyuz5-first-flight,soyuz5-second-flight",
    *("/changes", "/changes?days=all", "/changes?since=2025-01-01&until=2026-02-01"),
    *("/sources", "/data", "/data?table=announcements"),
    *("/forecast", "/forecast?milestone=soyuz5-second-flight&as_of=2025-12-27"),
    "/forecast?as_of=1990-01-01",
    *("/milestone/soyuz5-first-flight", "/milestone/soyuz5-second-flight", "/milestone/none"),
    *("/nowhere", "/?as_of=2025-12-27", "/timeline?as_of=1990-01-01", "/slips?as_of=soon"),
)


def shown(address: str) -> str:
    """A whole page in the made-up language."""
    path, _, search = address.partition("?")
    asked = page_of(in_greek(), path=path, search=f"?{search}", today=TODAY)
    page = replace(asked, say=pseudo())
    view = view_of(path)
    content = view.content(page) if view else shell.no_such_page(page)
    frame = [*shell.above(view, VIEWS, page, ""), content, shell.footer(page)]
    return "".join(map(to_html, frame)) + shell.page_title(view, page)


def view_of(path: str) -> View | None:
    if is_milestone(path):
        return next(view for view in VIEWS if view.PATH == "/milestone/")
    return next((view for view in VIEWS if path == view.PATH), None)


def test_no_text_around_the_grid_is_written_into_the_code() -> None:
    asked = page_of(in_greek(), path="/data", search="", today=TODAY)
    page = replace(asked, say=pseudo(), may_edit=True)
    parts = [data_tools.controls(page), data_tools.desk(page), *data_forms.forms(page)]
    assert untranslated(re.sub(r"<option.*?</option>", "", "".join(map(to_html, parts)))) == set()


def test_what_scripts_say_is_translated() -> None:
    told = data_words.for_script(pseudo())
    texts = [
        each for one in told.values() for each in ([one] if isinstance(one, str) else one.values())
    ]
    columns = data_columns.for_script(pseudo())
    texts += [
        column["help"]
        for table in columns["tables"].values()
        for column in table["columns"].values()
    ]
    texts += data_words.for_grid(pseudo()).values()
    assert [text for text in texts if not text.startswith("⟦")] == []


@pytest.mark.parametrize("address", PAGES)
def test_no_text_of_a_page_is_written_into_the_code(address: str) -> None:
    assert untranslated(shown(address)) == set()
