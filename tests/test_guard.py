"""What is refused before anybody looks at it: strangers, other sites, junk, too much of it."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from builders import TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.door import Door
from dashboards.live import LiveProgramme

NAMED = Door(host="0.0.0.0", hosts=("tracker.example.org", "10.0.0.7"), may_edit=False)
BEHIND_A_PROXY = Door(hosts=("tracker.example.org",), may_edit=False, proxies=1)
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
CALLBACKS = "/_dash-update-component"
CALL = {
    "output": "data-version.data",
    "outputs": {"id": "data-version", "property": "data"},
    "inputs": [{"id": "pulse", "property": "n_intervals", "value": 1}],
    "state": [{"id": "data-version", "property": "data", "value": "0"}],
    "changedPropIds": ["pulse.n_intervals"],
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_real_data(tmp_path_factory.mktemp("guarded") / "data")


def client_of(data: Path, door: Door) -> FlaskClient:
    return create_app(LiveProgramme(data, lambda: TODAY), door=door).server.test_client()


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return client_of(data, Door())


@pytest.fixture(scope="module")
def named(data: Path) -> FlaskClient:
    return client_of(data, NAMED)


@pytest.mark.parametrize("host", ["tracker.example.org", "Tracker.Example.org:8050", "10.0.0.7:80"])
def test_a_server_answers_to_the_names_it_was_given(host: str, named: FlaskClient) -> None:
    assert named.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8050", "tracker.example.org.evil.example", "10.0.0.8"),
        *("tracker.example.org@evil.example", "tracker.example.org:x", "localhost.", "0.0.0.0"),
        *("xtracker.example.org", "::1", "[::1]x"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/report.html", "/assets/style.css", "/enter"])
def test_a_server_answers_to_no_other_name(host: str, path: str, named: FlaskClient) -> None:
    answer = named.get(path, headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text == "This server does not answer to that name.\n"


def test_a_name_forwarded_is_believed_behind_a_proxy_alone(data: Path, named: FlaskClient) -> None:
    forwarded = {"X-Forwarded-Host": "evil.example", "Host": "tracker.example.org"}
    assert named.get("/healthz", headers=forwarded).status_code == 200
    behind = client_of(data, BEHIND_A_PROXY)
    assert behind.get("/healthz", headers=forwarded).status_code == 400
    named_so = {"X-Forwarded-Host": "tracker.example.org", "Host": "127.0.0.1:8050"}
    assert behind.get("/healthz", headers=named_so).status_code == 200


def test_an_address_on_a_page_behind_a_proxy_is_that_of_the_proxy(data: Path) -> None:
    forwarded = {"X-Forwarded-Host": "tracker.example.org", "X-Forwarded-Proto": "https"}
    page = client_of(data, BEHIND_A_PROXY).get("/milestone/soyuz5-first-flight", headers=forwarded)
    assert "https://tracker.example.org/milestone/soyuz5-first-flight" in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://localhost.evil.example"},
        *({"Origin": broken} for broken in ("http://[", "//[", "http://[x]:1")),
        {"Sec-Fetch-Site": "same-origin"},
        {**OWN, "Sec-Fetch-Site": "cross-site"},
        {**OWN, "Sec-Fetch-Site": "same-site"},
        {**OWN, "Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("path", [CALLBACKS, "/keep", "/data/save", "/enter", "/nowhere"])
def test_only_a_page_of_this_server_may_send_anything(
    path: str, headers: dict[str, str], client: FlaskClient
) -> None:
    answer = client.post(path, json=CALL, headers=headers)
    assert answer.status_code == 403
    assert answer.json == {"error": "Only a page of this server may ask for that."}


@pytest.mark.parametrize(
    "kind",
    [
        *("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"),
        *("application/jsonp", "text/json"),
    ],
)
def test_only_json_is_read(kind: str, client: FlaskClient) -> None:
    answer = client.post(CALLBACKS, data=json.dumps(CALL), content_type=kind, headers=OWN)
    assert answer.status_code == 415
    assert answer.json == {"error": "Only JSON is read here: send it as application/json."}


def test_too_much_is_refused_in_words(client: FlaskClient) -> None:
    body = json.dumps(CALL | {"changedPropIds": ["x" * 1_000_000]})
    answer = client.post(CALLBACKS, data=body, content_type="application/json", headers=OWN)
    assert answer.status_code == 413
    assert answer.json == {"error": "This is more than the 1 MB that is read here at once."}


BOMBS = [
    "[" * 400_000,
    '{"a":' * 150_000,
    '{"output":' + "[" * 5_000 + "]" * 5_000 + "}",
    "9" * 900_000,
    "1e999999",
    json.dumps(CALL).replace('"0"', '"\\ud800"'),
    json.dumps(CALL)[:-1],
    "\x00",
]


@pytest.mark.parametrize("body", BOMBS, ids=range(len(BOMBS)))
def test_what_nobody_could_read_is_refused_in_one_line(
    body: str, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.post(CALLBACKS, data=body, content_type="application/json", headers=OWN)
    assert answer.status_code == 400
    assert answer.json == {"error": "The body is no call that a page of this server makes."}
    assert [record.getMessage() for record in caplog.records] == [
        "POST /_dash-update-component: 400, The body is no call that a page of this server makes."
    ]


def test_the_log_repeats_nothing_of_what_was_asked(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/canary-in-the-path\nand a second line?canary=1", json=["canary"])
    client.post(CALLBACKS, json={"output": "canary"}, headers=OWN)
    client.get("/canary", headers={"Host": "canary.example"})
    assert len(caplog.records) == 3
    assert not [record for record in caplog.records if "canary" in record.getMessage()]
    assert not [record for record in caplog.records if "\n" in record.getMessage()]


@pytest.mark.parametrize(
    "change",
    [
        {"output": "timeline-painted.data"},
        {"cacheKey": "x"},
        {"job": "1"},
        {"cancelJob": ["1"]},
        {"changedPropIds": None},
    ],
)
def test_a_call_that_dash_knows_and_no_page_makes_is_refused(
    change: dict[str, object], client: FlaskClient
) -> None:
    assert client.post(CALLBACKS, json=CALL | change, headers=OWN).status_code == 400


def test_the_mark_that_dash_gives_its_pages_is_all_that_stands_in_the_query(
    client: FlaskClient,
) -> None:
    assert client.post(f"{CALLBACKS}?endId=x", json=CALL, headers=OWN).status_code == 200
    assert client.post(f"{CALLBACKS}?oldJob=1", json=CALL, headers=OWN).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/<img src=x onerror=alert(1)>/x.js",
        "/_dash-component-suites/dash/<b>.js",
        "/_dash-component-suites/dash/../../../../etc/passwd",
        "/assets/../guard.py",
        "/assets/%2e%2e/guard.py",
        "/assets/<b>.js",
        "/static/x",
    ],
)
def test_a_file_that_is_not_there_is_not_found_and_not_repeated(
    path: str, client: FlaskClient, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in "".join(capfd.readouterr())
    if answer.mimetype == "text/plain":
        assert answer.text == "There is nothing at this address.\n"
    assert "<b>" not in answer.text
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_what_no_page_does_is_refused(method: str, client: FlaskClient) -> None:
    assert client.open("/keep", method=method).status_code == 403
    assert client.open("/keep", method=method, json={}, headers=OWN).status_code == 405


def test_health_tells_what_is_shown_and_how_much_is_wrong(data: Path) -> None:
    client = client_of(data, Door())
    answer = client.get("/healthz")
    told = answer.json
    assert told is not None
    assert told.keys() == {"ok", "version", "problems"}
    assert told["ok"] is True
    assert len(told["version"]) == 64
    assert answer.headers["Cache-Control"] == "no-store"


def test_health_tells_when_the_newest_version_is_not_shown(tmp_path: Path) -> None:
    folder = copy_of_real_data(tmp_path / "data")
    client = client_of(folder, Door())
    (folder / "milestones.csv").write_text("broken", encoding="utf-8")
    assert client.get("/healthz").json["ok"] is False  # type: ignore[index]


def test_every_answer_says_what_may_run_and_load(client: FlaskClient) -> None:
    for path in ("/", "/timeline", "/assets/style.css", "/healthz", "/enter", "/nowhere"):
        answer = client.get(path)
        policy = dict(
            part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"].startswith("'self' 'sha256-")
        assert "unsafe" not in policy["script-src"]
        assert policy["frame-ancestors"] == "'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert "Server" not in answer.headers


def test_the_report_may_run_nothing(client: FlaskClient) -> None:
    policy = client.get("/report.html").headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'")


def test_a_page_that_a_browser_does_not_trust_is_not_told_to_stand_alone(
    named: FlaskClient,
) -> None:
    answer = named.get("/healthz", headers={"Host": "tracker.example.org"})
    assert "Cross-Origin-Opener-Policy" not in answer.headers
