"""The JSON documents: held to their schemas by jsonschema, nothing lost, nothing sharpened."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of, said

import tracker
from tracker import json_shapes
from tracker.change_list import as_json
from tracker.dates import parse
from tracker.exports.documents import DOCUMENTS, schema_address
from tracker.exports.edition import Edition
from tracker.exports.json_schemas import PRECISIONS, json_schema

real = tracker.load(REAL_DATA, as_of=TODAY)
DAYS = (date(1990, 1, 1), date(2018, 6, 30), date(2025, 12, 27), TODAY)


def document(name: str, edition: Edition) -> dict[str, Any]:
    """The document, once its schema has nothing to say against it."""
    told = json.loads(DOCUMENTS[name](edition))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(json_schema(name), format_checker=checker).validate(told)
    return dict(told)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(name))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_the_real_record_holds_to_its_schema(name: str, day: date) -> None:
    told = document(name, Edition(real, day, "ru"))
    assert told["$schema"] == schema_address(name)
    assert (told["as_of"], told["data_version"]) == (day.isoformat(), real.version)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("more", [{"extra": 1}, {"title": None}, {"id": 7}, {"confidence": "sure"}])
def test_a_schema_refuses_what_it_does_not_name(name: str, more: dict[str, object]) -> None:
    told = json.loads(DOCUMENTS[name](Edition(real, TODAY)))
    told[name][0] |= more
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, json_schema(name))


def test_no_row_is_lost() -> None:
    edition = Edition(real, TODAY)
    told = {name: document(name, edition)[name] for name in DOCUMENTS}
    assert [row["id"] for row in told["milestones"]] == real.milestones["id"].tolist()
    assert len(told["announcements"]) == len(real.announcements)
    assert told["changes"] == as_json(edition.changes(), edition.titles, edition.say)


def test_a_milestone_is_told_as_list_tells_it() -> None:
    edition = Edition(real, TODAY)
    for told, row in zip(
        document("milestones", edition)["milestones"], edition.rows.itertuples(), strict=True
    ):
        assert json_shapes.milestone(row).items() <= told.items()


def test_a_date_keeps_its_words_beside_its_window() -> None:
    row = milestone(planned="end of 2027", parties="Russia; Kazakhstan", depends_on="a b")
    edition = Edition(programme_of([row], [said("2026-01", "2027")]), TODAY)
    (told,) = document("milestones", edition)["milestones"]
    window = {"earliest": "2027-10-01", "latest": "2027-12-31", "precision": "part-of-year"}
    assert told["current"] == {"text": "end of 2027", **window}
    assert (told["parties"], told["depends_on"]) == (["Russia", "Kazakhstan"], ["a", "b"])
    (said_so,) = document("announcements", edition)["announcements"]
    assert said_so["announced_window"]["latest"] == "2026-01-31"


def test_a_title_that_is_missing_is_told_in_english_and_says_so() -> None:
    rows = [milestone("a", title_ru="Пуск"), milestone("b")]
    told = document("milestones", Edition(programme_of(rows), TODAY, "ru"))
    assert [row["title"] for row in told["milestones"]] == ["Пуск", "B [en]"]


@pytest.mark.parametrize(
    "written",
    ["2027-01-02", "2027-W03", "2027-03", "start of April 2027", "2027-Q1", "summer 2027",
     "2027-H1", "early 2027", "2027", "202X", "2027/2028"],
)  # fmt: skip
def test_every_precision_is_named_in_the_schema(written: str) -> None:
    assert parse(written).precision in PRECISIONS
    document("milestones", Edition(programme_of([milestone(planned=written)]), TODAY))


def test_rows_stand_one_on_a_line() -> None:
    lines = DOCUMENTS["milestones"](Edition(real, TODAY)).splitlines()
    assert sum('"id": ' in line for line in lines) == len(real.milestones)
