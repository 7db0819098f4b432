"""The walk of `test_editing`, through the routes of the editor; and answers that get lost.

Every save goes as JSON, some of them twice, as from a page whose answer got lost; to start anew is
to make a server that remembers nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import flask
import pytest
from builders import TODAY, csv_bytes, milestone, said
from flask.testing import FlaskClient
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from test_editing import FORMS, Editing

from dashboards import edit_shapes, editing
from dashboards.live import LiveProgramme
from dashboards.sharing import Turns
from tracker import csvfile, replacing, saving, schema, store
from tracker.deltas import Edit

Json = dict[str, Any]


def client_of(folder: Path) -> FlaskClient:
    """A server that has the routes of the editor and nothing else."""
    server = flask.Flask(__name__)
    server.testing = True  # what fails in it fails here
    editing.register(server, LiveProgramme(folder, lambda: TODAY), Turns())
    return server.test_client()


def answer(client: FlaskClient, body: Json, path: str = "/data/save") -> Json:
    told: Json = client.post(path, json=body).get_json()
    return told


class EditingOverHttp(Editing):
    """The same walk; what an editor asks for and is told is JSON."""

    @initialize(form=FORMS)
    def begin(self, form: dict[str, object]) -> None:
        super().begin(form)
        self.client, self.asked = client_of(self.folder), 0
        self.again = False

    def make(self, editor: str, *edits: Edit) -> Any:
        self.asked += 1
        body = {"edits": list(map(edit_shapes.as_json, edits)), "by": editor}
        looked = answer(self.client, {"edits": body["edits"]}, "/data/preview")
        told = answer(self.client, {**body, "token": str(self.asked)})
        if self.again and told["saved"]:
            assert answer(self.client, {**body, "token": str(self.asked)}) == told
        assert told["refused"] == looked["refused"] == ""
        for name in ("errors", "warnings", "conflicts", "diff", "cells", "rows"):
            assert told[name] == looked[name], name
        assert told["version"] == store.content(self.folder).version
        assert told["saved"] == (not told["errors"] and not told["conflicts"])
        return SimpleNamespace(
            accepted=told["saved"],
            conflicts=[SimpleNamespace(**each) for each in told["conflicts"]],
            errors=[SimpleNamespace(**each) for each in told["errors"]],
        )

    @rule(again=st.booleans())
    def lose_answers(self, again: bool) -> None:
        self.again = again

    @rule()
    def start_anew(self) -> None:
        super().start_anew()
        self.client = client_of(self.folder)

    @rule()
    def load_rows(self) -> None:
        told = self.client.get("/data/rows?table=milestones").get_json()
        assert {row["key"][0]: row["cells"] for row in told["rows"]} == self.rows


TestEditingOverHttp = EditingOverHttp.TestCase
TestEditingOverHttp.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


# Where an answer gets lost ----------------------------------------------------------------------


class Stopped(BaseException):
    """The server is ended here."""


def before_the_files_are_replaced(patch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Stopped

    patch.setattr(replacing, "replace_all", stop)


def after_one_of_two_files(patch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Stopped

    # As after a power cut: nothing is taken back on the way out.
    patch.setattr(replacing, "settle_names", stop)
    patch.setattr(replacing, "take_back", lambda *_, **__: None)


def before_it_is_written_down(patch: pytest.MonkeyPatch) -> None:
    real = saving.write_down

    def stop(history: Path, told: saving.Told) -> None:
        if told.done:
            raise Stopped
        real(history, told)

    patch.setattr(saving, "write_down", stop)


def on_its_way(patch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> Json:
        raise Stopped

    patch.setattr(editing.Desk, "_told", stop)


STOPS: list[Callable[[pytest.MonkeyPatch], None]] = [
    before_the_files_are_replaced,
    after_one_of_two_files,
    before_it_is_written_down,
    on_its_way,
]


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.__name__)
def test_a_server_that_is_ended_in_a_save_loses_nothing_and_records_nothing_twice(
    tmp_path: Path, stop: Callable[[pytest.MonkeyPatch], None]
) -> None:
    flight = milestone("first-flight", planned="2026")
    (tmp_path / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, [flight]))
    (tmp_path / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, []))
    planned, rows = "2026", 0
    for number in range(5):  # four ways to be ended, five times each: twenty restarts
        target = str(2030 + number)
        body: Json = {"edits": announcement(planned, target, tmp_path), "token": f"save {number}"}
        with pytest.MonkeyPatch.context() as patch:
            stop(patch)
            with pytest.raises(Stopped):
                client_of(tmp_path).post("/data/save", json=body)
        saving.start(tmp_path)
        told = answer(client_of(tmp_path), body)
        assert told["saved"], told
        planned, rows = target, rows + 1
        assert columns(tmp_path, "milestones")["planned"] == [planned]
        assert len(columns(tmp_path, "announcements")["target"]) == rows
        assert not list(tmp_path.rglob("*.coming"))


def announcement(planned: str, target: str, folder: Path) -> list[Json]:
    """A row of one file and a cell of the other."""
    cells = said("2026-10-01", target, wording=f"in {target}")
    change = {"do": "change", "table": "milestones", "key": ["first-flight"], "column": "planned"}
    version = store.content(folder).version
    return [
        {"do": "add", "table": "announcements", "cells": cells},
        {**change, "old": planned, "new": target, "version": version},
    ]


def columns(folder: Path, name: str) -> dict[str, list[str]]:
    return csvfile.read((folder / f"{name}.csv").read_bytes(), name=f"{name}.csv").columns
