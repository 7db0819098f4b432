"""The routes of the editor: rows as JSON, edits as JSON, and what becomes of them on disk."""

from __future__ import annotations

import csv
import json
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import TODAY, csv_bytes, milestone, said
from conftest import copy_of_real_data
from editors import undoing
from flask.testing import FlaskClient

from dashboards import edit_shapes
from dashboards.app import create_app
from dashboards.live import LiveProgramme
from tracker import schema, store

Json = dict[str, Any]

OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
FLIGHT = milestone("first-flight", planned="2026")
PAD = milestone("pad-ready", category="ground", planned="2026-Q1")
SAID = said("2026-01-10", "2026")


def client_of(path: Path) -> FlaskClient:
    return create_app(LiveProgramme(path, lambda: TODAY)).server.test_client()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, [PAD, FLIGHT]))
    (tmp_path / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, [SAID]))
    return tmp_path


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return client_of(folder)


def post(client: FlaskClient, path: str, **body: object) -> Json:
    answer = client.post(path, json=body, headers=OWN)
    assert answer.status_code == 200, answer.text
    found: Json = answer.get_json()
    return found


def rows_of(client: FlaskClient, table: str = "milestones") -> Json:
    found: Json = client.get("/data/rows", query_string={"table": table}).get_json()
    return found


def change(client: FlaskClient, key: str, column: str, new: str, **seen: str) -> Json:
    """The edit of a cell of a milestone as it stands now, unless the test says what was seen."""
    answer = rows_of(client)
    row = next(row for row in answer["rows"] if row["key"] == [key])
    cell = {"old": row["cells"][column], "version": answer["version"], **seen}
    return {
        "do": "change",
        "table": "milestones",
        "key": [key],
        "column": column,
        "new": new,
        **cell,
    }


def addition(**cells: str) -> Json:
    return {"do": "add", "table": "milestones", "cells": milestone(**cells)}


def on_disk(folder: Path, table: str = "milestones") -> list[dict[str, str]]:
    with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(folder: Path, id: str, column: str) -> str:
    return next(row[column] for row in on_disk(folder) if row["id"] == id)


# What stands in the files -----------------------------------------------------------------------


@pytest.mark.parametrize("table", ["milestones", "announcements"])
def test_rows_say_all_that_the_file_says_in_its_order(tmp_path: Path, table: str) -> None:
    data = copy_of_real_data(tmp_path / "data")
    answer = rows_of(client_of(data), table)
    assert [row["cells"] for row in answer["rows"]] == on_disk(data, table)
    assert answer["columns"] == list(on_disk(data, table)[0])
    assert answer["version"] == store.content(data).version
    assert [row["line"] for row in answer["rows"]][:2] == [2, 3]
    assert answer["saved"]["by"] == answer["refused"] == ""


def test_a_problem_names_the_row_it_is_about(folder: Path, client: FlaskClient) -> None:
    wrong = milestone("first-flight", planned="soon", category="lunch")
    content = csv_bytes(schema.MILESTONE_COLUMNS, [PAD, wrong])
    (folder / "milestones.csv").write_bytes(content)
    found = {each["column"]: each for each in rows_of(client)["problems"]}
    assert found["planned"]["key"] == found["category"]["key"] == ["first-flight"]
    assert found["category"]["severity"] == "error"
    assert "launch" in found["category"]["remedy"]


def test_a_statement_is_known_by_seven_of_its_cells(client: FlaskClient) -> None:
    (row,) = rows_of(client, "announcements")["rows"]
    known = ("milestone", "announced", "speaker", "organisation", "side", "target", "source")
    assert row["key"] == [SAID[name] for name in known]


def test_announcements_that_are_not_there_are_an_empty_table(folder: Path) -> None:
    (folder / "announcements.csv").unlink()
    answer = rows_of(client_of(folder), "announcements")
    assert answer["rows"] == []
    assert answer["columns"] == list(schema.ANNOUNCEMENT_COLUMNS)


def test_while_a_file_is_broken_the_last_good_rows_stay(folder: Path, client: FlaskClient) -> None:
    good = rows_of(client)
    with open(folder / "milestones.csv", "ab") as file:
        file.write(b'x,"never closed\n')
    answer = rows_of(client)
    assert answer["rows"] == good["rows"]
    assert answer["version"] == good["version"]
    assert "line 4" in answer["refused"]
    (folder / "milestones.csv").unlink()
    answer = rows_of(client)
    assert answer["rows"] == good["rows"]
    assert "no milestones.csv" in answer["refused"]


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("end of 2025", "1 Oct – 31 Dec 2025"),
        ("winter 2025/26", "1 Dec 2025 – 28 Feb 2026"),
        ("24 декабря 2025", "24 Dec 2025"),
        ("NET 2026-03", "1 Mar 2026 or later"),
        ("by 2027", "31 Dec 2027 or sooner"),
    ],
)
def test_a_date_is_read_as_it_is_typed(client: FlaskClient, typed: str, reading: str) -> None:
    answer = client.get("/data/reading", query_string={"words": typed}).get_json()
    assert answer == {"reading": reading, "refused": ""}


def test_words_that_are_no_date_are_told_why(client: FlaskClient) -> None:
    answer = client.get("/data/reading", query_string={"words": "03/04/2026"}).get_json()
    assert answer["reading"] == ""
    assert answer["refused"] == "3 Apr 2026 or 4 Mar 2026: type 2026-04-03 or 2026-03-04."


def test_the_reader_is_answered_in_the_language_of_the_address(client: FlaskClient) -> None:
    asked = {"words": "end of 2025", "lang": "fr"}
    answer = client.get("/data/reading", query_string=asked).get_json()
    assert answer["reading"] == "1er oct. – 31 déc. 2025"


# What edits would make of them ------------------------------------------------------------------


def test_a_preview_shows_the_diff_and_changes_nothing(folder: Path, client: FlaskClient) -> None:
    before = (folder / "milestones.csv").read_bytes()
    answer = post(client, "/data/preview", edits=[change(client, "pad-ready", "planned", "2027")])
    assert (answer["cells"], answer["rows"]) == (1, 1)
    assert answer["diff"].splitlines()[:2] == ["--- milestones.csv", "+++ milestones.csv"]
    assert "+pad-ready,Pad ready,ground,,,2027," in answer["diff"]
    assert answer["version"] == store.content(folder).version
    assert (folder / "milestones.csv").read_bytes() == before


def test_an_error_that_an_edit_would_make_is_told_with_its_row(client: FlaskClient) -> None:
    answer = post(client, "/data/preview", edits=[change(client, "pad-ready", "planned", "soon")])
    (error,) = answer["errors"]
    assert (error["table"], error["key"], error["column"]) == (
        "milestones",
        ["pad-ready"],
        "planned",
    )
    assert error["line"] == 2
    refused = post(
        client, "/data/save", edits=[change(client, "pad-ready", "planned", "soon")], by=""
    )
    assert refused["saved"] is False
    assert refused["errors"] == answer["errors"]


def test_an_error_goes_by_the_key_that_the_row_had_where_it_was_edited(
    client: FlaskClient,
) -> None:
    answer = rows_of(client, "announcements")
    (row,) = answer["rows"]
    seen = {
        "do": "change",
        "table": "announcements",
        "key": row["key"],
        "version": answer["version"],
    }
    edits = [
        {**seen, "column": "target", "old": "2026", "new": "one day"},
        {**seen, "column": "side", "old": "ru", "new": "nobody"},
    ]
    found = post(client, "/data/preview", edits=edits)["errors"]
    assert {error["column"] for error in found} == {"target", "side"}
    assert all(error["key"] == row["key"] for error in found)


# The save ---------------------------------------------------------------------------------------


def test_a_save_changes_one_line_and_tells_the_new_version(
    folder: Path, client: FlaskClient
) -> None:
    before = (folder / "milestones.csv").read_bytes().splitlines()
    edits = [change(client, "pad-ready", "note", "as reported")]
    answer = post(client, "/data/save", edits=edits, by="Anna")
    after = (folder / "milestones.csv").read_bytes().splitlines()
    assert answer["saved"] is True
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
    assert answer["version"] == store.content(folder).version == rows_of(client)["version"]
    assert rows_of(client)["saved"]["by"] == "Anna"


def test_two_tabs_on_different_rows_both_survive(folder: Path, client: FlaskClient) -> None:
    mine = change(client, "pad-ready", "planned", "2027")
    theirs = change(client, "first-flight", "planned", "2028")
    assert post(client, "/data/save", edits=[mine], by="Anna")["saved"]
    assert post(client, "/data/save", edits=[theirs], by="Bolat")["saved"]
    assert cell(folder, "pad-ready", "planned") == "2027"
    assert cell(folder, "first-flight", "planned") == "2028"


def test_two_tabs_on_one_cell_are_shown_both_texts(folder: Path, client: FlaskClient) -> None:
    mine = change(client, "pad-ready", "planned", "2027")
    theirs = {**mine, "new": "2028"}
    assert post(client, "/data/save", edits=[theirs], by="Bolat")["saved"]
    answer = post(client, "/data/save", edits=[mine], by="Anna")
    (conflict,) = answer["conflicts"]
    assert answer["saved"] is False
    assert (conflict["mine"], conflict["theirs"]) == ("2027", "2028")
    assert (conflict["key"], conflict["column"]) == (["pad-ready"], "planned")
    assert conflict["saved"]["by"] == "Bolat"
    assert cell(folder, "pad-ready", "planned") == "2028"
    # "Keep mine": the same edit again, now of the cell as it stands.
    mine = {**mine, "old": conflict["theirs"], "version": answer["version"]}
    assert post(client, "/data/save", edits=[mine], by="Anna")["saved"]
    assert cell(folder, "pad-ready", "planned") == "2027"


def test_rows_come_and_go(folder: Path, client: FlaskClient) -> None:
    assert post(client, "/data/save", edits=[addition(id="museum", category="heritage")])["saved"]
    assert [row["id"] for row in on_disk(folder)] == ["pad-ready", "first-flight", "museum"]
    answer = rows_of(client)
    gone = {"do": "remove", "table": "milestones", "cells": answer["rows"][2]["cells"]}
    assert post(client, "/data/save", edits=[{**gone, "version": answer["version"]}])["saved"]
    assert [row["id"] for row in on_disk(folder)] == ["pad-ready", "first-flight"]


def test_what_was_saved_is_taken_back_by_its_inverse(folder: Path, client: FlaskClient) -> None:
    before = store.content(folder)
    answer = rows_of(client)
    gone = answer["rows"][0]["cells"]
    edits = [
        {"do": "remove", "table": "milestones", "cells": gone, "version": answer["version"]},
        change(client, "first-flight", "note", "as reported"),
        change(client, "first-flight", "id", "maiden-flight"),
        addition(id="museum", category="heritage"),
    ]
    said_of = rows_of(client, "announcements")
    edits.append(
        {
            **{"do": "change", "table": "announcements", "key": said_of["rows"][0]["key"]},
            **{"column": "milestone", "old": "first-flight", "new": "maiden-flight"},
            "version": said_of["version"],
        }
    )
    saved = post(client, "/data/save", edits=edits, by="Anna")
    assert saved["saved"], saved
    inverse = undoing(edit_shapes.edits(edits), version=saved["version"])
    back = post(client, "/data/save", edits=list(map(edit_shapes.as_json, inverse)), by="Anna")
    assert back["saved"], back
    assert store.content(folder) == before


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "\udfff\ud800"])
def test_what_no_file_can_hold_is_refused(folder: Path, client: FlaskClient, text: str) -> None:
    before = store.content(folder)
    answer = post(client, "/data/save", edits=[change(client, "pad-ready", "note", text)], by=text)
    assert answer["saved"] is False
    assert "type it again" in answer["refused"]
    assert store.content(folder) == before


def test_what_the_encoding_of_the_file_cannot_hold_is_refused(folder: Path) -> None:
    text = "id,title,category,note,source\na,Пуск,launch,Да и нет,https://e.org\n"
    (folder / "milestones.csv").write_bytes(text.encode("cp1251"))
    (folder / "announcements.csv").unlink()
    client = client_of(folder)
    answer = post(client, "/data/save", edits=[change(client, "a", "note", "Жоқ")])
    assert "windows-1251" in answer["refused"]
    assert post(client, "/data/save", edits=[change(client, "a", "note", "Нет")])["saved"]


def test_an_announcement_needs_a_folder(folder: Path) -> None:
    client = client_of(folder / "milestones.csv")
    assert rows_of(client, "announcements")["rows"] == []
    edit = {"do": "add", "table": "announcements", "cells": said("2026-05-01", "2027")}
    assert "Name the folder" in post(client, "/data/save", edits=[edit])["refused"]


def test_the_first_announcement_makes_the_file(folder: Path) -> None:
    (folder / "announcements.csv").unlink()
    client = client_of(folder)
    edit = {"do": "add", "table": "announcements", "cells": said("2026-05-01", "2027")}
    assert post(client, "/data/save", edits=[edit])["saved"]
    assert on_disk(folder, "announcements")[0]["target"] == "2027"


def test_nothing_is_edited_while_a_file_is_broken(folder: Path, client: FlaskClient) -> None:
    edit = change(client, "pad-ready", "planned", "2027")
    with open(folder / "milestones.csv", "ab") as file:
        file.write(b'x,"never closed\n')
    broken = store.content(folder)
    answer = post(client, "/data/save", edits=[edit])
    assert answer["saved"] is False
    assert "line 4" in answer["refused"]
    assert store.content(folder) == broken


def test_a_file_that_may_not_be_written_is_left_alone(folder: Path, client: FlaskClient) -> None:
    edit = change(client, "pad-ready", "planned", "2027")
    (folder / "milestones.csv").chmod(0o444)
    answer = post(client, "/data/save", edits=[edit])
    assert answer["saved"] is False
    assert "may not be written" in answer["refused"]


def test_of_rows_that_say_all_the_same_each_edit_takes_one(folder: Path) -> None:
    content = csv_bytes(schema.ANNOUNCEMENT_COLUMNS, [SAID, SAID])
    (folder / "announcements.csv").write_bytes(content)
    client = client_of(folder)
    answer = rows_of(client, "announcements")
    edit = {
        **{"do": "change", "table": "announcements", "key": answer["rows"][0]["key"]},
        **{"column": "note", "old": "", "version": answer["version"]},
    }
    edits = [{**edit, "new": "first"}, {**edit, "new": "second"}]
    assert post(client, "/data/save", edits=edits)["saved"]
    assert [row["note"] for row in on_disk(folder, "announcements")] == ["first", "second"]


def test_of_rows_with_one_key_no_edit_takes_the_wrong_one(folder: Path) -> None:
    rows = [{**SAID, "wording": "one"}, {**SAID, "wording": "two"}]
    (folder / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, rows))
    client = client_of(folder)
    answer = rows_of(client, "announcements")
    edit = {
        **{"do": "change", "table": "announcements", "key": answer["rows"][1]["key"]},
        **{"column": "note", "old": "", "new": "of the second", "version": answer["version"]},
    }
    told = post(client, "/data/save", edits=[edit])
    assert "lines 2, 3" in told["refused"]
    # A cell in which they differ tells them apart.
    edit |= {"column": "wording", "old": "two", "new": "three"}
    assert post(client, "/data/save", edits=[edit])["saved"]
    assert [row["wording"] for row in on_disk(folder, "announcements")] == ["one", "three"]


def test_a_cell_cannot_become_two_things(client: FlaskClient) -> None:
    edit = change(client, "pad-ready", "note", "this")
    answer = post(client, "/data/preview", edits=[edit, {**edit, "new": "that"}])
    assert "cannot become both 'this' and 'that'" in answer["refused"]


# An answer that got lost ------------------------------------------------------------------------


def statement(token: str) -> Json:
    edit = {"do": "add", "table": "announcements", "cells": said("2026-05-01", "2027")}
    return {"edits": [edit], "by": "Anna", "token": token}


def test_a_save_asked_for_again_is_made_once(folder: Path, client: FlaskClient) -> None:
    first = post(client, "/data/save", **statement("t1"))
    again = post(client, "/data/save", **statement("t1"))
    assert again == first
    assert len(on_disk(folder, "announcements")) == 2


def test_a_save_asked_for_again_after_a_restart_is_made_once(folder: Path) -> None:
    first = post(client_of(folder), "/data/save", **statement("t1"))
    again = post(client_of(folder), "/data/save", **statement("t1"))
    assert (again["saved"], again["version"]) == (True, first["version"])
    assert len(on_disk(folder, "announcements")) == 2
    # Another save that says the same is another save.
    post(client_of(folder), "/data/save", **statement("t2"))
    assert len(on_disk(folder, "announcements")) == 3


def test_a_save_asked_for_twice_at_once_is_made_once(folder: Path, client: FlaskClient) -> None:
    app = client.application
    answers: list[Json] = []

    def ask() -> None:
        answers.append(post(app.test_client(), "/data/save", **statement("t1")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer["saved"] for answer in answers] == [True] * 4
    assert len(on_disk(folder, "announcements")) == 2


def test_a_save_that_was_refused_may_be_asked_for_again(folder: Path, client: FlaskClient) -> None:
    edit = change(client, "pad-ready", "planned", "2027")
    content = (folder / "milestones.csv").read_bytes()
    (folder / "milestones.csv").write_bytes(content + b'x,"never closed\n')
    assert not post(client, "/data/save", edits=[edit], token="t1")["saved"]
    (folder / "milestones.csv").write_bytes(content)
    assert post(client, "/data/save", edits=[edit], token="t1")["saved"]
    assert cell(folder, "pad-ready", "planned") == "2027"


# What a person wants to record ------------------------------------------------------------------

FACTS = {
    "announced": "2026-11-20",
    "speaker": "Dmitry Bakanov",
    "organisation": "Roscosmos",
    "side": "ru",
    "target": "2027-H1",
    "source": "https://example.org/page",
}


def announced(
    client: FlaskClient, *staged: Json, milestone: str = "first-flight", **facts: str
) -> Json:
    told = {**FACTS, **facts}
    body = {"kind": "announce", "milestone": milestone, "facts": told, "edits": list(staged)}
    return post(client, "/data/plan", **body)


def test_an_announcement_is_a_row_and_the_plan_that_it_moves(
    folder: Path, client: FlaskClient
) -> None:
    plan = announced(client)
    assert plan["refused"] == ""
    assert [edit["do"] for edit in plan["edits"]] == ["add", "change"]
    assert post(client, "/data/save", edits=plan["edits"])["saved"]
    assert cell(folder, "first-flight", "planned") == "2027-H1"
    assert on_disk(folder, "announcements")[1]["speaker"] == "Dmitry Bakanov"


def test_an_announcement_goes_after_what_is_staged(folder: Path, client: FlaskClient) -> None:
    first = announced(client)["edits"]
    second = announced(client, *first, announced="2026-11-21", target="2028")["edits"]
    assert second[1]["old"] == "2027-H1"
    answer = post(client, "/data/save", edits=[*first, *second])
    assert answer["saved"], answer
    assert (answer["cells"], answer["rows"]) == (1, 3)
    assert cell(folder, "first-flight", "planned") == "2028"


def test_what_was_said_earlier_does_not_move_the_plan(client: FlaskClient) -> None:
    first = announced(client)["edits"]
    plan = announced(client, *first, announced="2026-10-01", target="2030")
    assert [edit["do"] for edit in plan["edits"]] == ["add"]
    assert "stays as it is" in plan["remarks"][0]


def test_a_row_that_is_only_staged_can_be_announced(folder: Path, client: FlaskClient) -> None:
    new = addition(id="museum", category="heritage")
    plan = announced(client, new, milestone="museum")
    assert plan["edits"][1]["version"] == ""
    assert post(client, "/data/save", edits=[new, *plan["edits"]])["saved"]
    assert cell(folder, "museum", "planned") == "2027-H1"


def test_a_row_whose_id_is_changed_can_be_announced(folder: Path, client: FlaskClient) -> None:
    new = change(client, "pad-ready", "id", "pad-done")
    plan = announced(client, new, milestone="pad-done")
    assert plan["edits"][1]["key"] == ["pad-ready"]
    assert post(client, "/data/save", edits=[new, *plan["edits"]])["saved"]
    assert cell(folder, "pad-done", "planned") == "2027-H1"


def test_what_happened_is_recorded_with_its_source(folder: Path, client: FlaskClient) -> None:
    facts = {"actual": "2026-04-30", "outcome": "success", "source": "https://example.org/flew"}
    body = {"kind": "complete", "milestone": "first-flight", "facts": facts, "edits": []}
    plan = post(client, "/data/plan", **body)
    assert post(client, "/data/save", edits=plan["edits"])["saved"]
    assert cell(folder, "first-flight", "actual") == "2026-04-30"
    assert cell(folder, "first-flight", "source").endswith("https://example.org/flew")


@pytest.mark.parametrize(
    ("facts", "column", "told"),
    [
        ({"source": ""}, "source", "Fill in first: the address of the page that says so."),
        ({"announced": "soon"}, "announced", "cannot be read"),
        ({"target": "03/04/2026"}, "target", "3 Apr 2026 or 4 Mar 2026"),
        ({"side": ""}, "side", "Fill in first: the side that said it."),
        ({"milestone": " "}, "milestone", "Fill in first: the milestone"),
        ({"milestone": "first-fligth"}, "milestone", "Did you mean first-flight?"),
        ({"announced": "2031-01-01"}, "announced", "cannot have been said yet"),
        ({"source": "example"}, "source", "is no address"),
        ({"language": "french"}, "language", "french"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(
    client: FlaskClient, facts: dict[str, str], column: str, told: str
) -> None:
    plan = announced(client, **facts)
    assert list(plan["at"]) == [column]
    assert told in plan["at"][column]
    assert plan["refused"] == "Nothing is staged yet: 1 field is to be filled in or corrected."
    assert plan["edits"] == []


def test_all_that_is_wrong_with_a_form_is_told_at_once(client: FlaskClient) -> None:
    plan = announced(client, milestone="x", announced="soon", target="", side="", source="")
    assert set(plan["at"]) == {"milestone", "announced", "target", "side", "source"}
    assert plan["refused"].startswith("Nothing is staged yet: 5 fields")
    body = {"kind": "complete", "milestone": "", "facts": {"actual": "?"}, "edits": []}
    assert set(post(client, "/data/plan", **body)["at"]) == {"milestone", "actual", "source"}


def test_faults_of_a_form_are_told_in_the_language_of_the_page(client: FlaskClient) -> None:
    body = {"kind": "announce", "milestone": "first-flight", "facts": {}, "edits": []}
    plan = post(client, "/data/plan?lang=fr", **body)
    assert plan["refused"].startswith("Rien n’est encore ajouté : 5 champs")
    assert all("first" not in told for told in plan["at"].values())


def test_a_column_that_no_form_has_is_refused(client: FlaskClient) -> None:
    plan = announced(client, colour="red")
    assert "no column “colour”" in plan["refused"]
    assert plan["at"] == {}


def test_what_is_staged_and_in_conflict_is_settled_first(client: FlaskClient) -> None:
    mine = change(client, "pad-ready", "planned", "2027")
    post(client, "/data/save", edits=[{**mine, "new": "2028"}])
    assert "Somebody else" in announced(client, mine)["refused"]


# Bodies that no page sends ----------------------------------------------------------------------

SHAPED = {
    **{"do": "change", "table": "milestones", "key": ["pad-ready"], "column": "note"},
    **{"old": "", "new": "x", "version": "0" * 64},
}


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "null", '"x"', "[" * 100_000, '{"edits": NaN}', "\xff\xfe"),
        *({}, {"edits": None}, {"edits": {}}, {"edits": [1]}, {"edits": [{}]}),
        *({"edits": [], "more": 1}, {"edits": [{"do": ["change"]}]}),
        {"edits": [{**SHAPED, "key": "pad-ready"}]},
        {"edits": [{**SHAPED, "key": []}]},
        {"edits": [{**SHAPED, "key": [1]}]},
        {"edits": [{**SHAPED, "table": "lock"}]},
        {"edits": [{**SHAPED, "table": "announcements"}]},
        {"edits": [{**SHAPED, "new": None}]},
        {"edits": [{**SHAPED, "new": 2027}]},
        {"edits": [{**SHAPED, "line": "2"}]},
        {"edits": [{name: SHAPED[name] for name in SHAPED if name != "old"}]},
        {"edits": [{"do": "add", "table": "milestones", "cells": []}]},
        {"edits": [{"do": "add", "table": "milestones", "cells": {"id": 1}}]},
        {"edits": [{"do": "remove", "table": "milestones", "cells": {}}]},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/data/preview", "/data/save", "/data/plan"])
def test_a_body_of_another_shape_gets_a_short_answer(
    client: FlaskClient, path: str, body: Json | str
) -> None:
    data = body if isinstance(body, str) else json.dumps(body)
    answer = client.post(path, data=data, content_type="application/json", headers=OWN)
    assert answer.status_code == 400
    assert len(answer.text) < 300


def test_only_json_is_read(client: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = client.post("/data/save", data='{"edits": []}', content_type=kind, headers=OWN)
        assert answer.status_code in (400, 415)


def test_a_table_that_is_not_there_is_no_request(client: FlaskClient) -> None:
    for query in ("", "?table=", "?table=lock", "?table=../milestones"):
        assert client.get(f"/data/rows{query}").status_code == 400


def test_where_a_past_day_is_served_the_files_of_today_are_neither_told_nor_edited(
    folder: Path,
) -> None:
    past = LiveProgramme(folder, lambda: date(2020, 1, 1), calendar=lambda: TODAY)
    client = create_app(past).server.test_client()
    answer = rows_of(client)
    assert (answer["rows"], answer["refused"][:25]) == ([], "A past day is served here")
    before = (folder / "milestones.csv").read_bytes()
    for path in ("/data/preview", "/data/save"):
        told = post(client, path, edits=[addition(id="new", title="New")])
        assert "A past day is served here" in told["refused"]
    assert (folder / "milestones.csv").read_bytes() == before
