"""The token: shown once, exchanged for a signed cookie, and kept out of everything else."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from builders import TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient

from dashboards import admission
from dashboards import app as dashboard
from dashboards.door import Door
from dashboards.live import LiveProgramme

TOKEN = "the-token-of-this-test-0123456789"
OPEN = Door(host="0.0.0.0", hosts=("tracker.example.org",), token=TOKEN)
PROXIED = Door(hosts=("tracker.example.org",), token=TOKEN, proxies=1)
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "tracker.example.org"}


class Watch:
    """A clock that a test moves."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_real_data(tmp_path_factory.mktemp("admitted") / "data")


def client_of(data: Path, door: Door = OPEN, *, watch: Watch | None = None) -> FlaskClient:
    """A server with a clock that stands, or that a test moves, and a browser that asks it."""
    live = LiveProgramme(data, lambda: TODAY, seconds=watch or Watch())
    app = dashboard.create_app(live, door=door)
    return app.server.test_client()


def may_edit(client: FlaskClient) -> bool:
    """Whether the server would let this browser save, and the page says the same."""
    offered = "Enter the token to edit" not in client.get("/").text
    refused = client.post("/data/save", json={"edits": []}, headers=OWN)
    assert offered == (refused.status_code != 403)
    return offered


def enter(client: FlaskClient, token: Any, **headers: str) -> Any:
    return client.post("/enter", json={"token": token}, headers={**OWN, **headers})


def test_without_the_token_everything_can_be_read_and_nothing_edited(data: Path) -> None:
    client = client_of(data)
    page = client.get("/timeline")
    assert page.status_code == 200
    assert '<a href="/enter" target="_self"' in page.text
    assert not may_edit(client)
    refused = client.post("/data/save", json={"edits": []}, headers=OWN)
    assert refused.json == {"refused": "Editing needs the token: nothing was changed."}


def test_the_token_in_the_address_is_exchanged_for_a_cookie_and_taken_out(data: Path) -> None:
    client = client_of(data)
    answer = client.get(f"/timeline?status=overdue&token={TOKEN}&zoom=all")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/timeline?status=overdue&zoom=all"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert TOKEN not in answer.text
    assert may_edit(client)


def test_the_token_is_typed_and_exchanged_for_a_cookie(data: Path) -> None:
    client = client_of(data)
    answer = enter(client, f" {TOKEN}\n")
    assert answer.json == {"admitted": True, "reason": ""}
    assert may_edit(client)


def test_the_cookie_is_signed_and_out_of_reach_of_scripts_and_other_sites(data: Path) -> None:
    client = client_of(data)
    cookie = enter(client, TOKEN).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie


def test_behind_a_proxy_that_speaks_https_the_cookie_goes_nowhere_else(data: Path) -> None:
    client = client_of(data, PROXIED)
    own = {"Origin": "https://tracker.example.org", **HTTPS}
    answer = client.post("/enter", json={"token": TOKEN}, headers=own)
    assert "Secure" in answer.headers["Set-Cookie"]
    plainly = enter(client_of(data, PROXIED), TOKEN)
    assert "Secure" not in plainly.headers["Set-Cookie"]


def test_without_a_proxy_nobody_s_word_is_taken_for_https(data: Path) -> None:
    answer = enter(client_of(data), TOKEN, **{"X-Forwarded-Proto": "https"})
    assert "Secure" not in answer.headers["Set-Cookie"]


def cookie_of(client: FlaskClient) -> tuple[str, str]:
    """The cookie that a server gives to who shows the token: its name and its value."""
    name, _, value = enter(client, TOKEN).headers["Set-Cookie"].split(";")[0].partition("=")
    return name, value


def given(client: FlaskClient, name: str, value: str) -> FlaskClient:
    """A browser that has a cookie from elsewhere."""
    client.set_cookie(name, value)
    return client


def test_a_server_with_another_token_knows_nobody(data: Path) -> None:
    cookie = cookie_of(client_of(data))
    other = client_of(data, Door(hosts=("x",), token="another-token-0123456789"))
    assert not may_edit(given(other, *cookie))


def test_a_server_started_again_with_the_same_token_knows_who_was_admitted(data: Path) -> None:
    assert may_edit(given(client_of(data), *cookie_of(client_of(data))))


def test_a_cookie_that_was_changed_is_no_cookie(data: Path) -> None:
    name, value = cookie_of(client_of(data))
    forged = [value[:-2] + "xx", "eyJtYXlfZWRpdCI6dHJ1ZX0", value.split(".")[0], "", "{}"]
    for text in forged:
        assert not may_edit(given(client_of(data), name, text))


def test_two_servers_on_one_machine_keep_their_cookies_apart(data: Path) -> None:
    names = {
        client_of(data)
        .post(
            "/enter",
            json={"token": TOKEN},
            headers={"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"},
        )
        .headers["Set-Cookie"]
        .split("=")[0]
        for port in (8050, 8051)
    }
    assert names == {"tracker-8050", "tracker-8051"}


@pytest.mark.parametrize(
    "token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "ключ", 7, None]
)
def test_a_wrong_token_admits_nobody(token: Any, data: Path) -> None:
    client = client_of(data)
    answer = enter(client, token)
    assert answer.status_code == 403
    assert answer.json["admitted"] is False
    assert answer.json["reason"].startswith("This is not the token.")
    assert "Set-Cookie" not in answer.headers
    assert not may_edit(client)


@pytest.mark.parametrize("body", [[], "x", 7, {"other": 1}, {"token": [TOKEN]}])
def test_a_body_of_another_shape_admits_nobody(body: Any, data: Path) -> None:
    assert client_of(data).post("/enter", json=body, headers=OWN).status_code == 403


def test_a_wrong_token_in_the_address_leads_to_where_it_is_typed(data: Path) -> None:
    answer = client_of(data).get("/timeline?token=wrong")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/enter?refused=wrong")
    page = client_of(data).get("/enter?refused=wrong").text
    assert "This is not the token." in page


def test_after_five_tries_within_a_minute_none_is_looked_at(data: Path) -> None:
    watch = Watch()
    client = client_of(data, watch=watch)
    assert [enter(client, f"guess {n}").status_code for n in range(5)] == [403] * 5
    late = enter(client, TOKEN)
    assert late.status_code == 429
    assert late.json["reason"].startswith("Too many wrong tokens came from here.")
    assert late.headers["Retry-After"] == "60"
    by_address = client.get(f"/?token={TOKEN}")
    assert by_address.headers["Location"] == "/enter?refused=closed"
    assert not may_edit(client)
    watch.seconds += 59
    assert enter(client, TOKEN).status_code == 429
    watch.seconds += 2
    assert enter(client, TOKEN).status_code == 200


def test_tries_by_address_and_by_form_count_together(data: Path) -> None:
    client = client_of(data)
    for n in range(3):
        client.get(f"/?token=guess{n}")
    assert [enter(client, "x").status_code for _ in range(3)] == [403, 403, 429]


def test_one_who_guesses_shuts_no_other_out(data: Path) -> None:
    client = client_of(data)
    guesser, reader = "203.0.113.9", "198.51.100.7"
    for _ in range(6):
        client.post(
            "/enter", json={"token": "x"}, headers=OWN, environ_base={"REMOTE_ADDR": guesser}
        )
    for origin, status in ((guesser, 429), (reader, 200)):
        answer = client.post(
            "/enter", json={"token": TOKEN}, headers=OWN, environ_base={"REMOTE_ADDR": origin}
        )
        assert answer.status_code == status


def test_the_many_addresses_of_one_household_are_one(data: Path) -> None:
    client = client_of(data)
    statuses = [
        client.post(
            "/enter",
            json={"token": "x"},
            headers=OWN,
            environ_base={"REMOTE_ADDR": f"2001:db8::{n:x}"},
        ).status_code
        for n in range(6)
    ]
    assert statuses == [403] * 5 + [429]


def test_guesses_from_everywhere_are_guesses_all_the_same() -> None:
    entry = admission.Entry(TOKEN, Watch())
    for n in range(admission.TRIES_OF_ALL):
        assert not entry.accepts("x", f"198.51.{n // 250}.{n % 250}")
    assert entry.is_closed("203.0.113.9")


def test_an_address_claimed_in_a_header_is_believed_behind_a_proxy_alone(data: Path) -> None:
    claimed = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(6)]
    direct, behind = client_of(data), client_of(data, PROXIED)
    assert [enter(direct, "x", **header).status_code for header in claimed][-1] == 429
    assert [enter(behind, "x", **header).status_code for header in claimed][-1] == 403


def test_the_token_stands_in_no_answer_and_no_log(
    data: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        client = client_of(data)
        answers = [
            client.get(f"/?token={TOKEN}"),
            enter(client, TOKEN),
            *(client.get(path) for path in ("/", "/enter", "/healthz", "/_dash-layout")),
        ]
    assert not [answer for answer in answers if TOKEN in answer.text + str(answer.headers)]
    assert TOKEN not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example", "/%2Fevil.example"])
def test_taking_the_token_out_leads_to_no_other_machine(path: str, data: Path) -> None:
    asked = {"PATH_INFO": path, "QUERY_STRING": f"token={TOKEN}"}
    target = client_of(data).get("/", environ_overrides=asked).headers["Location"]
    assert target.startswith("/")
    assert not target.startswith("//")


def test_where_there_is_no_token_there_is_nothing_to_enter(data: Path) -> None:
    for door, words in (
        (Door(), "You may edit."),
        (Door(may_edit=False), "This tracker is read-only."),
    ):
        client = client_of(data, door)
        assert words in client.get("/enter").text
        assert "entry-form" not in client.get("/enter").text
        assert enter(client, TOKEN).status_code == 405
        assert client.get(f"/?token={TOKEN}").status_code == 200


def test_many_guesses_at_once_are_counted_like_one_after_the_other() -> None:
    entry = admission.Entry("right")
    looked_at: list[str] = []

    def guess(number: int) -> None:
        if not entry.is_closed("10.0.0.1"):
            entry.accepts(f"wrong {number}", "10.0.0.1")
            looked_at.append("")

    with ThreadPoolExecutor(16) as many:
        list(many.map(guess, range(400)))
    assert entry.is_closed("10.0.0.1")
    assert not entry.accepts("right", "10.0.0.1")
    assert len(entry._tries) == admission.TRIES


def test_a_picture_on_another_site_uses_up_no_tries(data: Path) -> None:
    client = client_of(data)
    for _ in range(admission.TRIES + 1):
        told = client.get("/?token=x", headers={"Sec-Fetch-Mode": "no-cors"})
        assert told.status_code == 403
    assert enter(client, TOKEN).status_code == 200


def test_who_signs_out_may_edit_no_more_and_keeps_no_cookie(data: Path) -> None:
    client = client_of(data)
    assert "Sign out" not in client.get("/").text
    enter(client, TOKEN)
    page = client.get("/data").text
    assert "Sign out" in page
    assert "Enter the token" not in page
    answer = client.post("/leave", json={}, headers=OWN)
    assert answer.json == {"admitted": False}
    assert "Expires=Thu, 01 Jan 1970" in answer.headers["Set-Cookie"]
    assert not may_edit(client)
    assert "Sign out" not in client.get("/").text


def test_no_other_site_signs_a_reader_out(data: Path) -> None:
    client = client_of(data)
    enter(client, TOKEN)
    foreign = {"Origin": "https://elsewhere.example"}
    assert client.post("/leave", json={}, headers=foreign).status_code == 403
    client.get("/leave")
    assert may_edit(client)


def test_where_no_token_is_asked_for_nobody_signs_out(data: Path) -> None:
    for door in (Door(), Door(may_edit=False)):
        client = client_of(data, door)
        assert "Sign out" not in client.get("/data").text
        assert client.post("/leave", json={}, headers=OWN).status_code == 405


def test_only_who_may_edit_is_told_where_the_files_stand(data: Path) -> None:
    client = client_of(data)
    stranger = client.get("/data").text
    assert "announcements are on record; 13 cells have problems." in stranger
    assert str(data) not in stranger
    enter(client, TOKEN)
    assert f"are on file in {data}; 13 cells have problems." in client.get("/data").text


def test_a_file_that_cannot_be_read_is_named_without_where_it_stands(tmp_path: Path) -> None:
    data = copy_of_real_data(tmp_path / "data")
    client = client_of(data)
    with (data / "milestones.csv").open("a") as file:
        file.write('torn,"half a')
    for path in ("/", "/data", "/data/rows?table=milestones"):
        told = client.get(path).text
        assert "milestones.csv" in told
        assert str(data) not in told
