"""datapackage.json: the record as frictionless reads and checks it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
from builders import REAL_DATA, TODAY, csv_bytes, milestone, said, saved_by_spreadsheet

import tracker
from tracker import schema, store
from tracker.exports.datapackage import datapackage
from tracker.exports.edition import Edition
from tracker.exports.package import folder
from tracker.programme import build
from tracker.store import Content

ROOT = REAL_DATA.parent


def edition(content: Content, day: date | None = None) -> Edition:
    programme = build(store.of_content("data", content), as_of=TODAY)
    return Edition(programme, day or TODAY, content=None if day else content)


def unpacked(of: Edition, target: Path) -> frictionless.Package:
    """The package as it lies in a folder."""
    for name, content in folder(of).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    return frictionless.Package(str(target / "datapackage.json"))


def faults(package: frictionless.Package) -> list[str]:
    report = package.validate()
    return [error for (error,) in report.flatten(["message"])]


@pytest.mark.parametrize("day", [None, date(2025, 12, 27)], ids=("now", "then"))
def test_frictionless_finds_the_real_record_valid(day: date | None, tmp_path: Path) -> None:
    of = edition(store.content(REAL_DATA), day)
    package = unpacked(of, tmp_path)
    assert faults(package) == []
    assert [resource.name for resource in package.resources] == ["milestones", "announcements"]
    rows = package.get_resource("milestones").read_rows()
    assert [row["id"] for row in rows] == of.rows["id"].tolist()


DIALECTS: list[dict[str, Any]] = [
    {},
    {"separator": ";", "encoding": "cp1252", "newline": "\r\n"},
    {"separator": "\t", "encoding": "utf-16"},
    {"separator": ";", "encoding": "utf-8-sig", "always": True},
]


@pytest.mark.parametrize("how", DIALECTS, ids=str)
def test_files_saved_by_a_spreadsheet_are_described_as_they_are(
    how: dict[str, Any], tmp_path: Path
) -> None:
    cells = dict.fromkeys(schema.MILESTONE_COLUMNS, "") | milestone(title="Premier vol, été")
    columns = (*schema.MILESTONE_COLUMNS, "mine")
    content = saved_by_spreadsheet(columns, [{**cells, "mine": "-5"}], **how)
    package = unpacked(edition(Content(content, None)), tmp_path)
    assert faults(package) == []
    (row,) = package.get_resource("milestones").read_rows()
    assert (row["title"], row["mine"]) == ("Premier vol, été", "-5")


def test_excel_s_line_above_the_header_is_no_header(tmp_path: Path) -> None:
    content = b"sep=;\r\nid;title\r\na;First flight\r\n"
    package = unpacked(edition(Content(content, None)), tmp_path)
    assert faults(package) == []
    assert package.get_resource("milestones").read_rows()[0]["title"] == "First flight"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"id": "first-flight", "title": "Again"}, "primary-key"),
        ({"title": ""}, "constraint-error"),
        ({"id": "Not An Id"}, "constraint-error"),
        ({"category": "rocket"}, "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_wrong(cells: dict[str, str], code: str, tmp_path: Path) -> None:
    rows = [milestone(), milestone(**{"id": "other", **cells})]
    content = Content(csv_bytes(schema.MILESTONE_COLUMNS, rows), None)
    report = unpacked(edition(content), tmp_path).validate()
    assert [found for (found,) in report.flatten(["type"])] == [code]


def test_a_statement_of_no_milestone_is_found(tmp_path: Path) -> None:
    statements = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, [said("2026-01-01", "2027", milestone="x")])
    content = Content(csv_bytes(schema.MILESTONE_COLUMNS, [milestone()]), statements)
    report = unpacked(edition(content), tmp_path).validate()
    assert [found for (found,) in report.flatten(["type"])] == ["foreign-key"]


def test_it_names_the_version_the_publishers_and_the_bytes() -> None:
    content = store.content(REAL_DATA)
    told = datapackage(edition(content))
    assert told["version"] == content.version
    assert {source["title"] for source in told["sources"]} >= {"TASS", "Kosmosnews"}
    assert all(source["path"].startswith("http") for source in told["sources"])
    (first, _) = told["resources"]
    assert first["hash"] == f"sha256:{hashlib.sha256(content.milestones).hexdigest()}"
    assert json.loads(json.dumps(told)) == told


def test_every_column_is_described() -> None:
    for resource in datapackage(Edition(tracker.load(REAL_DATA, as_of=TODAY), TODAY))["resources"]:
        assert all(len(field["description"]) > 3 for field in resource["schema"]["fields"])


def test_a_licence_is_named_only_where_there_is_one() -> None:
    told = datapackage(edition(store.content(REAL_DATA)))
    assert ("licenses" in told) == any(ROOT.glob("LICEN[CS]E*"))
