"""A milestone that is deleted, and what still names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builders import csv_bytes, milestone, said
from test_edit_routes import change, client_of, on_disk, post, rows_of

from tracker import schema

FIRST = "first-flight"
ROWS = [
    milestone(FIRST, planned="2026"),
    milestone("second-flight", depends_on="first-flight pad-ready"),
    milestone("pad-ready"),
]
SAID = [said("2026-01-10", "2026"), said("2026-02-10", "2026"), said("2026-02-10", "2026")]


def folder(path: Path, *announcements: dict[str, str]) -> Path:
    content = csv_bytes(schema.MILESTONE_COLUMNS, ROWS)
    (path / "milestones.csv").write_bytes(content)
    said_there = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, announcements)
    (path / "announcements.csv").write_bytes(said_there)
    return path


def removal(client: Any, key: str = FIRST) -> dict[str, Any]:
    answer = rows_of(client)
    row = next(row for row in answer["rows"] if row["key"] == [key])
    cells, version = row["cells"], answer["version"]
    return {"do": "remove", "table": "milestones", "cells": cells, "version": version}


def plan(client: Any, *edits: dict[str, Any]) -> list[dict[str, Any]]:
    asked = {"kind": "delete", "milestone": FIRST, "facts": {}, "edits": list(edits)}
    made: list[dict[str, Any]] = post(client, "/data/plan", **asked)["edits"]
    return made


def test_what_still_names_it_is_told_once_and_not_as_a_slip_of_the_pen(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path, *SAID))
    answer = post(client, "/data/preview", edits=[removal(client)])
    assert answer["left"] == [
        {
            "milestone": FIRST,
            "text": "3 announcements are still of first-flight, which is deleted. "
            "1 milestone still depends on first-flight, which is deleted.",
        }
    ]
    told = {(each["message"], each["remedy"]) for each in answer["errors"]}
    assert told == {
        (
            "The milestone that is named here is to be deleted.",
            "Delete what names it too, or keep the milestone.",
        )
    }


def test_another_unknown_milestone_is_told_as_before(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path))
    needs = change(client, "second-flight", "depends_on", "first-flight pad-redy")
    answer = post(client, "/data/preview", edits=[removal(client), needs])
    (unknown,) = [each for each in answer["errors"] if "pad-redy" in each["message"]]
    assert unknown["remedy"] == "Did you mean 'pad-ready'?"


def test_all_that_names_it_goes_with_it(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path, *SAID))
    gone = removal(client)
    answer = post(client, "/data/save", edits=[gone, *plan(client, gone)])
    assert answer["saved"], answer
    assert on_disk(tmp_path, "announcements") == []
    assert [(row["id"], row["depends_on"]) for row in on_disk(tmp_path)] == [
        ("second-flight", "pad-ready"),
        ("pad-ready", ""),
    ]


def test_a_milestone_that_nothing_names_goes_alone(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path))
    gone = removal(client, "second-flight")
    answer = post(client, "/data/preview", edits=[gone])
    assert answer["left"] == answer["errors"] == []


def test_of_an_announcement_that_was_edited_the_row_on_disk_goes(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path, SAID[0]))
    seen = rows_of(client, "announcements")
    edited = {
        **{"do": "change", "table": "announcements", "key": seen["rows"][0]["key"]},
        **{"column": "target", "old": "2026", "new": "2027", "version": seen["version"]},
    }
    more = plan(client, removal(client), edited)
    (other,) = [each for each in more if each["do"] == "remove"]
    assert other["cells"]["target"] == "2026"
    assert other["version"] == seen["version"]


def test_problems_that_an_edit_mends_are_told_with_how_many_stay(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path, SAID[0]))
    before = rows_of(client)["problems"]
    answer = post(client, "/data/preview", edits=[change(client, FIRST, "planned", "soon")])
    assert answer["problems"] == len(answer["errors"]) + len(before) - len(answer["mended"])
    mend = post(client, "/data/preview", edits=[change(client, FIRST, "actual", "2026-04-30")])
    assert {each["column"] for each in mend["mended"]} <= {each["column"] for each in before}


def test_a_new_row_that_says_nothing_is_not_looked_at(tmp_path: Path) -> None:
    client = client_of(folder(tmp_path))
    empty = {"do": "add", "table": "milestones", "cells": {"title": " "}}
    title = change(client, FIRST, "title", "One")
    answer = post(client, "/data/preview", edits=[empty, title])
    assert answer["refused"] == ""
    assert answer["rows"] == 1
    answer = post(client, "/data/save", edits=[empty, title])
    assert not answer["saved"]
    assert "cannot be blank" in answer["refused"]
