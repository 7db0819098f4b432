"""Scripts and styles: kept for a year under names that tell their content, packed for others."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from builders import TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboards import static_files
from dashboards.app import create_app
from dashboards.live import LiveProgramme

PACKED = {"Accept-Encoding": "gzip, deflate"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
YEAR = "public, max-age=31536000, immutable"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data = copy_of_real_data(tmp_path_factory.mktemp("static") / "data")
    return create_app(LiveProgramme(data, lambda: TODAY)).server.test_client()


def files(client: FlaskClient) -> list[str]:
    page = client.get("/timeline").text
    return re.findall(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"', page)


def far(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """What a reader at another machine is sent."""
    told = {**PACKED, **headers}
    return client.get(path, headers=told, environ_overrides=ELSEWHERE)


def test_every_file_of_a_page_is_kept_for_a_year(client: FlaskClient) -> None:
    found = files(client)
    assert len(found) > 15
    assert static_files.plotly_address() in found
    for path in found:
        assert client.get(path).headers["Cache-Control"] == YEAR, path


def test_a_file_is_named_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "ASSETS", tmp_path)
    addresses = []
    for text in ("a", "b", "a"):
        (tmp_path / "x.js").write_text(text, encoding="utf-8")
        addresses.append(static_files.asset("x.js"))
    assert addresses[0] != addresses[1]
    assert addresses[0] == addresses[2]
    assert re.fullmatch(r"/assets/x\.js\?v=[0-9a-f]{16}", addresses[0])


@pytest.mark.parametrize("path", ["/assets/style.css", "/assets/style.css?v=0", PLOTLY])
def test_a_file_asked_for_without_its_name_is_asked_for_again(
    path: str, client: FlaskClient
) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == answer.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_files_travel_packed_to_other_machines_and_say_the_same(client: FlaskClient) -> None:
    for path in files(client):
        here, there = client.get(path), far(client, path)
        if len(here.data) < 1400:
            assert "Content-Encoding" not in there.headers
            continue
        assert there.headers["Content-Encoding"] == "gzip", path
        assert "Accept-Encoding" in there.headers["Vary"]
        assert "Accept-Encoding" in here.headers["Vary"]
        assert gzip.decompress(there.data) == here.data
        assert len(there.data) < 0.5 * len(here.data)


def test_on_this_machine_nothing_is_packed(client: FlaskClient) -> None:
    for path in ("/", "/timeline", static_files.plotly_address(), static_files.asset("style.css")):
        assert "Content-Encoding" not in client.get(path, headers=PACKED).headers


def test_a_reader_who_cannot_unpack_is_sent_it_as_it_is(client: FlaskClient) -> None:
    for refusal in ("", "identity", "gzip;q=0", "br"):
        answer = far(client, "/", **{"Accept-Encoding": refusal})
        assert "Content-Encoding" not in answer.headers
        assert "<!DOCTYPE html>" in answer.text


def test_pages_and_answers_travel_packed_to_other_machines(client: FlaskClient) -> None:
    page = far(client, "/timeline")
    assert page.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.data).startswith(b"<!DOCTYPE html>")
    assert page.content_length == len(page.data)


def test_a_document_that_travels_packed_is_known_again(client: FlaskClient) -> None:
    document = far(client, "/milestones.json")
    assert document.headers["Content-Encoding"] == "gzip"
    again = far(client, "/milestones.json", **{"If-None-Match": document.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert gzip.decompress(document.data) == client.get("/milestones.json").data


def test_only_the_head_is_sent_to_who_asks_for_it(client: FlaskClient) -> None:
    for path in (static_files.asset("style.css"), static_files.plotly_address(), "/timeline"):
        whole, head = (
            far(client, path),
            client.head(path, headers=PACKED, environ_overrides=ELSEWHERE),
        )
        assert head.data == b""
        for name in ("Content-Encoding", "Cache-Control", "Content-Type"):
            assert head.headers.get(name) == whole.headers.get(name)


def test_names_made_up_for_one_file_take_no_memory(client: FlaskClient) -> None:
    suites = [PLOTLY.replace(".min", f".v1m{n}.min") for n in range(50)]
    sizes = {len(client.get(path).data) for path in suites}
    assert len(sizes) == 1
    kept = next(
        function.__self__
        for function in client.application.before_request_funcs[None]
        if isinstance(getattr(function, "__self__", None), static_files.StaticFiles)
    )
    assert len([path for path in kept._suites if "plotly" in path]) == 1


def test_what_is_needed_first_is_packed_ahead(tmp_path: Path) -> None:
    data = copy_of_real_data(tmp_path / "data")
    server = create_app(LiveProgramme(data, lambda: TODAY)).server
    static_files.pack_ahead(server).join(timeout=60)
    kept = next(
        function.__self__
        for function in server.before_request_funcs[None]
        if isinstance(getattr(function, "__self__", None), static_files.StaticFiles)
    )
    assert PLOTLY in kept._suites
    assert not [file for file in kept._suites.values() if file.content[:2] == b"\x1f\x8b"]
    assert all("packed" in vars(file) for file in kept._suites.values() if file.is_packable)


def test_the_form_for_the_token_is_asked_for_by_its_own_page_alone(client: FlaskClient) -> None:
    assert "enter.js" not in client.get("/").text
    assert "enter.js?v=" in client.get("/enter").text
