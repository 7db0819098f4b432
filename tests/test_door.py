"""Who may edit: nobody on a read-only server, whatever is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient

from dashboards import app as dashboard
from dashboards.asked import asked_of
from dashboards.door import Door
from dashboards.live import LiveProgramme

SAME_SITE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
READ_ONLY = Door(may_edit=False)


def client_of(folder: Path, door: Door) -> FlaskClient:
    app = dashboard.create_app(LiveProgramme(folder, lambda: TODAY), door=door)
    return app.server.test_client()


@pytest.mark.parametrize("path", ["/data/plan", "/data/preview", "/data/save"])
def test_where_nobody_may_edit_the_server_refuses_it_in_one_sentence(
    path: str, tmp_path: Path
) -> None:
    data = copy_of_real_data(tmp_path / "data")
    before = {file: file.read_bytes() for file in data.iterdir()}
    answer = client_of(data, READ_ONLY).post(path, json={"edits": []}, headers=SAME_SITE)
    assert answer.status_code == 403
    assert answer.json == {"refused": "This tracker is read-only: nothing was changed."}
    assert {file: file.read_bytes() for file in data.iterdir()} == before


@pytest.mark.parametrize("may_edit", [True, False])
def test_a_page_knows_whether_its_reader_may_edit(may_edit: bool, tmp_path: Path) -> None:
    data = copy_of_real_data(tmp_path / "data")
    app = dashboard.create_app(LiveProgramme(data, lambda: TODAY), door=Door(may_edit=may_edit))
    with app.server.test_request_context("/"):
        assert asked_of(app.live).may_edit is may_edit
