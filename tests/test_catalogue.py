"""The catalogues: every message of the code found, every translation usable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from catalogue import extraction
from catalogue.__main__ import is_translated, template_of
from tracker.dates import UnreadableDate, parse
from tracker.faults import Place, fault
from tracker.messages import LOCALE, Messages, filled, finished, joined, message, reason, several
from tracker.problems import in_language
from tracker.schema import LANGUAGES
from tracker.words import Words


def found_in(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    monkeypatch.setattr(extraction, "ROOT", folder)
    path = folder / "told.py"
    path.write_text(code, encoding="utf-8")
    return {(each.text, each.many) for each in extraction.said_in(path)}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("no date")', {("no date", "")}),
        ('page.say("as of {day}", day=day)', {("as of {day}", "")}),
        ('words("en")("{file} is gone.")', {("{file} is gone.", "")}),
        ('say("later" if late else "sooner")', {("later", ""), ("sooner", "")}),
        ('say.plural("{n} day", "{n} days", n)', {("{n} day", "{n} days")}),
        ('NAMES = message({"ru": "Russian side"})', {("Russian side", "")}),
        ('LOOK = message({"done": Look("●", "done")})', {("done", "")}),
        ('several("{n} row", "{n} rows", n)', {("{n} row", "{n} rows")}),
        ('NOUNS = counted((("{n} date", "{n} dates"),))', {("{n} date", "{n} dates")}),
        ('say(STATUS[row.status]); print("not said"); say("→")', set()),
    ],
)
def test_every_way_to_say_a_message_is_found(
    code: str, found: set[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found_in(code, tmp_path, monkeypatch) == found


def test_a_marked_table_stays_as_it_is() -> None:
    table = {"ru": "Russian side"}
    assert message(table) is table


def test_a_message_without_translation_is_said_in_english() -> None:
    say = Words("ru", Messages({"no date": "без даты"}))
    assert say("no date") == "без даты"
    assert say("as of {day}", day="1 May 2026") == "as of 1 May 2026"


def test_the_form_that_belongs_to_a_number_is_taken() -> None:
    forms = ("{n} день", "{n} дня", "{n} дней")
    russian = Messages(
        several={"{n} day": forms},
        form=lambda n: 0 if n % 10 == 1 and n % 100 != 11 else 1 if 2 <= n % 10 <= 4 else 2,
    )
    say = Words("ru", russian)
    told = [say.plural("{n} day", "{n} days", n) for n in (1, 3, 5, 21)]
    assert told == ["1 день", "3 дня", "5 дней", "21 день"]


def test_thousands_are_marked_as_the_language_does() -> None:
    assert [Words(lang).number(1200) for lang in ("en", "fr", "ru")] == [
        "1,200",
        "1\u202f200",
        "1\u00a0200",
    ]


RUSSIAN = Words(
    "ru",
    Messages(
        {
            "there is no month {number}": "нет месяца {number}",
            "'{value}' cannot be read: {why}.": "«{value}» не читается: {why}.",
            "{instead}": "{instead}",
            "type {date}": "введите {date}",
        }
    ),
)


def test_a_finished_text_is_said_again_with_all_that_it_is_made_of() -> None:
    why = filled("there is no month {number}", number=13)
    told = filled("'{value}' cannot be read: {why}.", value="2025-13", why=why)
    assert told == "'2025-13' cannot be read: there is no month 13."
    assert RUSSIAN.again(told) == "«2025-13» не читается: нет месяца 13."


def test_what_is_counted_is_counted_again() -> None:
    forms = Messages(several={"{n} row of {file}": ("{n} ряд {file}", "{n} рядов {file}")})
    told = several("{n} row of {file}", "{n} rows of {file}", 1200, file="a.csv")
    assert told == "1,200 rows of a.csv"
    assert Words("ru", forms).again(told) == "1\u00a0200 рядов a.csv"


def test_texts_that_are_joined_are_said_again_one_by_one() -> None:
    told = joined(["a.csv", filled("there is no month {number}", number=13)])
    assert told == "a.csv\nthere is no month 13"
    assert RUSSIAN.again(told) == "a.csv\nнет месяца 13"


def test_a_refusal_is_told_in_the_reader_s_language() -> None:
    refusal = ValueError(filled("there is no month {number}", number=13))
    assert str(refusal) == "there is no month 13"
    assert RUSSIAN.again(reason(refusal)) == "нет месяца 13"


def test_what_was_done_to_a_text_is_done_in_every_language() -> None:
    remedy = finished(filled("type {date}", date="2025-12"), str.capitalize)
    assert remedy == "Type 2025-12"
    assert RUSSIAN.again(remedy) == "Введите 2025-12"


def test_what_a_reader_typed_is_never_translated() -> None:
    say = Words("ru", Messages({"2025": "no", "“{text}” is no date": "«{text}» не дата"}))
    assert say.again(filled("“{text}” is no date", text="2025")) == "«2025» не дата"


def test_a_fault_is_told_in_the_reader_s_language() -> None:
    why = parse_failure("2025-13")
    problem = fault("unreadable-date", Place("m.csv", 2, "planned"), "2025-13", why=why, instead="")
    assert in_language([problem], RUSSIAN)[0].message == "«2025-13» не читается: нет месяца 13."


def parse_failure(text: str) -> str:
    with pytest.raises(UnreadableDate) as refusal:
        parse(text)
    return refusal.value.message


def test_a_translation_takes_a_date_with_or_without_what_a_preposition_does_to_it() -> None:
    told = {"promised for {date}": "обещано: {date:alone}", "after {date}": "после {date}"}
    say = Words("ru", Messages(told))
    end = say.date(parse("end of 2025"), after=True)
    assert say("promised for {date}", date=end) == "обещано: конец 2025"
    assert say("after {date}", date=end) == "после конца 2025"


# The files themselves -----------------------------------------------------------------------------

OTHERS = LANGUAGES[1:]
# The places of argparse, whose sentences are filled by the way of C.
OF_ARGPARSE = re.compile(r"%(?:\((\w+)\))?[rs]")


@cache
def said() -> dict[str, Message]:
    """The messages of the code, each by its text, or that for one."""
    return {singular(each): each for each in template_of(extraction.said_in_product()) if each.id}


@cache
def catalogue_of(lang: str) -> Catalog:
    with (LOCALE / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def translated(lang: str) -> dict[str, Message]:
    return {singular(each): each for each in catalogue_of(lang) if each.id}


def pairs(lang: str) -> Iterator[tuple[list[str], list[str]]]:
    """The forms of each message, and of its translation."""
    for text, entry in translated(lang).items():
        if text in said() and is_translated(entry.string):
            yield forms(said()[text].id), forms(entry.string)


def singular(entry: Message) -> str:
    return forms(entry.id)[0]


def forms(told: object) -> list[str]:
    return list(told) if isinstance(told, (tuple, list)) else [str(told)]


def places(text: str) -> set[str]:
    """What is filled in; `{date:alone}` is `{date}`. Raises ValueError where a bracket is open."""
    found = [(name, form) for _, name, form, _ in Formatter().parse(text) if name is not None]
    assert {form for _, form in found} <= {"", "alone"}, text
    return {name for name, _ in found} | {f"%{name}" for name in OF_ARGPARSE.findall(text)}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_message_is_translated(lang: str) -> None:
    known = translated(lang)
    assert [text for text in said() if text not in known] == []
    assert [text for text, entry in known.items() if not is_translated(entry.string)] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_is_of_a_message_that_is_gone(lang: str) -> None:
    assert [text for text in translated(lang) if text not in said()] == []
    assert [*catalogue_of(lang).obsolete] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_is_in_doubt(lang: str) -> None:
    assert [text for text, entry in translated(lang).items() if entry.fuzzy] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_counted_has_every_form_of_the_language(lang: str) -> None:
    several = catalogue_of(lang).num_plurals
    for texts, told in pairs(lang):
        assert len(told) == (several if len(texts) > 1 else 1), texts


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_places_of_its_message(lang: str) -> None:
    for texts, told in pairs(lang):
        # "The only one" names no number, "the 5 largest" does.
        allowed = list(map(places, texts))
        assert [form for form in told if places(form) not in allowed] == [], texts


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_keeps_the_spaces_by_which_parts_are_joined(lang: str) -> None:
    for (text, *_), told in pairs(lang):
        for form in told:
            # A French heading brings the space before the colon that argparse sets after it.
            assert form.endswith(" ") == text.endswith(" "), text
            assert form[:1].isspace() or not text.startswith(" "), text
