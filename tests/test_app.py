"""The dashboard as a server: its first answer, its door, its manners."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient

from dashboards.app import create_app, serve
from dashboards.live import LiveProgramme

SAME_SITE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
SMALL = "id,title,category,planned\nfirst,First flight,launch,2027\n"


def client_of(path: Path, day: date = TODAY) -> FlaskClient:
    return create_app(LiveProgramme(path, lambda: day)).server.test_client()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_of(copy_of_real_data(tmp_path / "data"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Soyuz-5 first flight"),
        ("/sources", "By publisher"),
        ("/milestone/soyuz5-first-flight", "What was announced"),
        ("/?as_of=2025-06-01", "As of 1 Jun 2025"),
    ],
)
def test_the_first_answer_holds_the_whole_page(client: FlaskClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text.split('id="react-entry-point"')[0]


def test_the_first_answer_names_its_language_and_no_other_machine(client: FlaskClient) -> None:
    head = client.get("/").text.split("<body>")[0]
    assert '<html lang="en"' in head
    assert "http" not in head.replace('http-equiv="X-UA', "")


def test_an_address_that_leads_nowhere_is_not_found(client: FlaskClient) -> None:
    for path in ("/elsewhere", "/milestone/no-such-thing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert 'id="react-entry-point"' in answer.text


def test_what_is_typed_in_the_address_is_escaped(client: FlaskClient) -> None:
    answer = client.get("/milestone/%3Cscript%3Ealert(1)%3C/script%3E?as_of=%3Cb%3E")
    assert "<script>alert" not in answer.text
    assert "<b>" not in answer.text


def test_the_report_is_one_file_for_the_day_asked_for(client: FlaskClient) -> None:
    answer = client.get("/report.html?as_of=2025-06-01")
    assert answer.mimetype == "text/html"
    assert "1 Jun 2025" in answer.text
    assert "<script" not in answer.text


def test_the_header_leads_to_the_report_of_the_same_day_and_language(client: FlaskClient) -> None:
    page = client.get("/timeline?as_of=2025-06-01&lang=ru&q=pad").text
    assert 'href="/report.html?as_of=2025-06-01&amp;lang=ru"' in page


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8050"])
def test_only_requests_that_name_this_machine_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost", "[::1]:8050"])
def test_the_names_of_this_machine_are_known(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"output": 1}', '"x"'])
def test_a_junk_body_gets_a_short_answer(client: FlaskClient, body: str) -> None:
    answer = client.post(
        "/_dash-update-component", data=body, content_type="application/json", headers=SAME_SITE
    )
    assert answer.status_code == 400
    assert "error" in json.loads(answer.text)


OUTPUT = "data-version.data"
CALL = {
    "output": OUTPUT,
    "outputs": {"id": "data-version", "property": "data"},
    "inputs": [{"id": "pulse", "property": "n_intervals", "value": 1}],
    "state": [{"id": "data-version", "property": "data", "value": "0"}],
    "changedPropIds": ["pulse.n_intervals"],
}


def test_a_call_that_a_page_makes_is_answered(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", json=CALL, headers=SAME_SITE)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"output": "x"},
        {"output": "..a.b...c.d.."},
        {"output": "page"},
        {"inputs": None},
        {"inputs": []},
        {"inputs": {}},
        {"inputs": ["pulse"]},
        {"inputs": [{}]},
        {"inputs": [{"id": "other", "property": "n_intervals"}]},
        {"state": []},
        {"state": [{"id": {"x": 1}, "property": []}]},
        {"outputs": None},
        {"outputs": []},
        {"outputs": {"id": "elsewhere", "property": "data"}},
        {"changedPropIds": 7},
        {"changedPropIds": [[]]},
    ],
)
def test_a_call_that_no_page_makes_gets_a_short_answer_and_no_traceback(
    client: FlaskClient, change: dict[str, object], capfd: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/_dash-update-component", json=CALL | change, headers=SAME_SITE)
    assert answer.status_code == 400
    assert "error" in json.loads(answer.text)
    bare = client.post("/_dash-update-component", json=change, headers=SAME_SITE)
    assert bare.status_code == 400
    assert "Traceback" not in "".join(capfd.readouterr())


def test_an_address_of_the_wrong_kind_is_no_fault_of_the_server(client: FlaskClient) -> None:
    names = json.loads(client.get("/_dash-dependencies").text)
    show = next(each for each in names if "page.children" in each["output"])
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
               for name in show["output"].strip(".").split("...")]  # fmt: skip
    body = {
        "output": show["output"],
        "outputs": outputs,
        "inputs": [{**each, "value": 7} for each in show["inputs"]],
        "state": [{**each, "value": 7} for each in show["state"]],
    }
    assert client.post("/_dash-update-component", json=body, headers=SAME_SITE).status_code == 200


def test_a_huge_body_is_refused(client: FlaskClient) -> None:
    body = json.dumps({"output": "x" * 2_000_000})
    answer = client.post(
        "/_dash-update-component", data=body, content_type="application/json", headers=SAME_SITE
    )
    assert answer.status_code == 413


def test_every_answer_forbids_frames_and_sniffing(client: FlaskClient) -> None:
    for path in ("/", "/assets/style.css", "/_dash-dependencies"):
        answer = client.get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        answer.close()


def test_no_developer_s_tools_are_offered(client: FlaskClient) -> None:
    config = client.get("/").text.split('id="_dash-config"')[1]
    assert '"ui":false' in config
    assert "hot_reload" not in config


def test_two_dashboards_live_in_one_process(tmp_path: Path) -> None:
    clients = []
    for title in ("One", "Two"):
        path = tmp_path / f"{title}.csv"
        path.write_text(SMALL.replace("First flight", title), encoding="utf-8")
        clients.append(client_of(path))
    one, two = (client.get("/").text for client in clients)
    assert "One" in one
    assert "Two" not in one
    assert "Two" in two
    assert len(json.loads(clients[0].get("/_dash-dependencies").text)) == len(
        json.loads(clients[1].get("/_dash-dependencies").text)
    )


def test_an_edit_is_in_the_next_answer(tmp_path: Path) -> None:
    path = tmp_path / "milestones.csv"
    path.write_text(SMALL, encoding="utf-8")
    client = client_of(path)
    assert "2031" not in client.get("/").text
    path.write_text(SMALL.replace("2027", "2031 "), encoding="utf-8")
    assert "2031" in client.get("/").text


def test_importing_does_nothing_but_import() -> None:
    code = (
        "import dashboards.app, sys, threading;"
        "assert threading.active_count() == 1;"
        "import dash; assert not dash._callback.GLOBAL_CALLBACK_LIST"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)


def test_a_taken_port_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "milestones.csv"
    path.write_text(SMALL, encoding="utf-8")
    told: list[str] = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            serve(path, port=port, clock=lambda: TODAY, ready=told.append)
    assert told == []


def test_a_page_asks_for_no_script_that_no_page_uses(client: FlaskClient) -> None:
    page = client.get("/timeline").text
    assert "dash_core_components" in page
    assert "dash_table/bundle" not in page


def version_of(client: FlaskClient) -> str:
    found = re.search(r'data-version="([0-9a-f]{12})"', client.get("/").text)
    assert found
    return found[1]


def test_a_page_may_have_its_version_kept(tmp_path: Path) -> None:
    data = copy_of_real_data(tmp_path / "data")
    client = client_of(data)
    answer = client.post("/keep", json={"version": version_of(client)}, headers=SAME_SITE)
    assert answer.json == {"kept": True, "reason": ""}
    assert len([path for path in (data / ".history").iterdir() if path.is_dir()]) == 1


def test_what_is_kept_is_shown_after_the_data_changed(tmp_path: Path) -> None:
    path = tmp_path / "milestones.csv"
    path.write_text(SMALL, encoding="utf-8")
    client = client_of(path)
    version = version_of(client)
    client.post("/keep", json={"version": version}, headers=SAME_SITE)
    path.write_text(SMALL.replace("2027", "2031 "), encoding="utf-8")
    frozen = client.get(f"/?as_of=2026-11-22&version={version}").text
    assert "2027" in frozen
    assert "2031" not in frozen
    assert "Newer data exist." in frozen
    report = client.get(f"/report.html?as_of=2026-11-22&version={version}").text
    assert "2031" not in report
    assert version in report


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "same-origin"},
        {**SAME_SITE, "Sec-Fetch-Site": "cross-site"},
        {**SAME_SITE, "Sec-Fetch-Site": "same-site"},
        {**SAME_SITE, "Sec-Fetch-Site": "none"},
    ],
)
def test_other_sites_have_nothing_kept(
    tmp_path: Path, headers: dict[str, str], client: FlaskClient
) -> None:
    answer = client.post("/keep", json={"version": version_of(client)}, headers=headers)
    assert answer.status_code == 403
    assert not list(tmp_path.glob("**/.history"))


@pytest.mark.parametrize("body", ["[]", "7", '{"version": 7}', '{"version": "../.."}', "{}"])
def test_a_body_that_names_no_version_has_nothing_kept(
    tmp_path: Path, body: str, client: FlaskClient
) -> None:
    answer = client.post("/keep", data=body, content_type="application/json", headers=SAME_SITE)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["kept"] is False
    assert answer.json["reason"]
    assert not list(tmp_path.glob("**/.history"))


def test_asking_for_the_address_of_keeping_keeps_nothing(client: FlaskClient) -> None:
    assert client.get("/keep").status_code in (404, 405)


def test_a_version_that_is_not_kept_is_told_and_today_s_data_are_shown(client: FlaskClient) -> None:
    text = client.get("/?as_of=2025-06-01&version=000000000000").text
    assert "was not found here" in text
    assert "As of 1 Jun 2025" in text
