"""Pages that look the same are made once; editors go before them; a burst of saves is followed."""

from __future__ import annotations

import shutil
import threading
import time
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import flask
import pytest
from builders import REAL_DATA, TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.asked import SHOWN
from dashboards.live import LONGEST_REST_SECONDS, LiveProgramme
from dashboards.page import Page
from dashboards.sharing import FOLLOW, KEPT_AT_MOST, Shared, Turns, likeness

CALLS = "/_dash-update-component"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_of_real_data(tmp_path / "data")


@pytest.fixture
def live(data: Path) -> LiveProgramme:
    return LiveProgramme(data, lambda: TODAY)


def client_of(live: LiveProgramme) -> FlaskClient:
    client = create_app(live).server.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return client


def call(path: str, *, search: str = "", width: int = 1180) -> dict[str, Any]:
    """The call with which an open page asks for itself."""
    names = ("url.pathname", "url.search", "data-version.data", "chart-width.data")
    values = (path, search, "0", width)
    return {
        "output": SHOWN,
        "outputs": [parts(name) for name in SHOWN[2:-2].split("...")],
        "inputs": [
            {**parts(name), "value": value} for name, value in zip(names, values, strict=True)
        ],
        "state": [{**parts("frame.data-kind"), "value": "live"}],
        "changedPropIds": ["data-version.data"],
    }


def parts(name: str) -> dict[str, str]:
    return dict(zip(("id", "property"), name.split("."), strict=True))


def edit(data: Path) -> None:
    path = data / "milestones.csv"
    path.write_text(path.read_text("utf-8").replace(",high,", ",low,", 1), "utf-8")


@pytest.mark.parametrize("path", ["/", "/timeline", "/slips", "/changes", "/sources"])
def test_a_page_asked_for_again_is_the_same_bytes(live: LiveProgramme, path: str) -> None:
    client = client_of(live)
    assert client.get(path).data == client.get(path).data
    answers = [client.post(CALLS, json=call(path)) for _ in range(2)]
    assert answers[0].status_code == 200
    assert answers[0].data == answers[1].data
    assert answers[0].data == client_of(live).post(CALLS, json=call(path)).data


def test_another_day_width_or_address_is_another_page(live: LiveProgramme) -> None:
    client = client_of(live)
    answers = {
        client.post(CALLS, json=asked).data
        for asked in (
            call("/slips"),
            call("/slips", search="?as_of=2024-10-15"),
            call("/slips", search="?milestone=soyuz5-first-flight", width=348),
            call("/slips", search="?milestone=soyuz5-first-flight", width=1180),
        )
    }
    assert len(answers) == 4
    hosts = ("http://localhost", "http://127.0.0.1:8050")
    cited = {client.get("/milestone/soyuz5-first-flight", base_url=host).data for host in hosts}
    assert len(cited) == 2


def test_an_edit_is_another_version(live: LiveProgramme, data: Path) -> None:
    client = client_of(live)
    before = client.get("/sources").data
    edit(data)
    assert client.get("/sources").data != before


def test_another_reference_class_is_another_page(live: LiveProgramme, data: Path) -> None:
    shutil.copytree(REAL_DATA / "reference", data / "reference")
    client = client_of(live)
    before = client.get("/forecast").data
    path = data / "reference" / "actuals.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: len(lines) // 2]), "utf-8")
    assert client.get("/forecast").data != before


def test_a_page_that_is_not_there_stays_so(live: LiveProgramme) -> None:
    client = client_of(live)
    assert [client.get("/elsewhere").status_code for _ in range(2)] == [404, 404]


def test_all_that_a_page_depends_on_tells_it_apart(live: LiveProgramme) -> None:
    page = live.page(path="/", search="")
    parts = {part.name for part in fields(Page)} - FOLLOW
    other: dict[str, Any] = dict.fromkeys(parts, "another")
    names = {likeness(replace(page, **{name: value}), "") for name, value in other.items()}
    assert len(names | {likeness(page, ""), likeness(page, "trouble")}) == len(parts) + 2


def answered(shared: Shared, made: list[str], name: str, asked: Any = None) -> bytes:
    """What a viewer is given who asks for a name."""

    def view() -> str:
        made.append(name)
        return name

    with flask.Flask(__name__).test_request_context():
        data: bytes = flask.make_response(shared.wrapped(view, asked or (lambda: name))()).data
        return data


def test_many_who_ask_at_once_are_given_one_answer() -> None:
    shared, made = Shared(Turns()), list[str]()
    asking = [
        threading.Thread(target=answered, args=(shared, made, name))
        for name in "ab"
        for _ in "1234"
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert sorted(made) == ["a", "b"]


def test_what_changed_while_it_was_made_is_not_kept() -> None:
    shared, made = Shared(Turns()), list[str]()
    versions = iter("112")
    assert answered(shared, made, "a", lambda: next(versions)) == b"a"
    answered(shared, made, "a", lambda: "1")
    assert made == ["a", "a"]


def test_what_is_asked_for_longest_ago_goes() -> None:
    shared, made = Shared(Turns()), list[str]()
    for number in range(KEPT_AT_MOST + 1):
        answered(shared, made, str(number))
    answered(shared, made, str(KEPT_AT_MOST))
    answered(shared, made, "0")
    assert made[-1] == "0"
    assert len(made) == KEPT_AT_MOST + 2


def test_no_page_is_made_while_somebody_edits() -> None:
    turns, heard = Turns(), list[str]()

    def make_page() -> None:
        with turns.of_a_page():
            heard.append("page")

    page = threading.Thread(target=make_page)
    with turns.of_an_editor():
        page.start()
        page.join(timeout=0.2)
        heard.append("edited")
    page.join()
    assert heard == ["edited", "page"]


def test_a_page_does_not_wait_for_ever() -> None:
    turns = Turns(patience=0.01)
    with turns.of_an_editor(), turns.of_a_page():
        pass


def test_what_is_saved_once_is_shown_at_once(live: LiveProgramme, data: Path) -> None:
    before = live.version
    edit(data)
    assert live.version != before


def test_pages_rest_between_the_saves_of_a_burst(data: Path) -> None:
    now = [1000.0]
    live = LiveProgramme(data, lambda: TODAY, seconds=lambda: now[0])
    edit(data)
    first = live.version
    live.made_pages(0.5)
    edit(data)
    assert live.version == first
    now[0] += 1.01
    second = live.version
    assert second != first
    live.made_pages(60)
    edit(data)
    now[0] += LONGEST_REST_SECONDS + 0.01
    assert live.version != second


def test_addresses_that_read_alike_when_glued_are_told_apart(live: LiveProgramme) -> None:
    asked, other = ("/timeline", "?status=overdue"), ("/timeline?status=overdue", "")
    pages = [live.page(path=path, search=search) for path, search in (asked, other)]
    assert pages[0].asked == pages[1].asked
    assert likeness(pages[0], "") != likeness(pages[1], "")


def test_pages_wait_for_a_slow_editor_once_not_each() -> None:
    turns, waited = Turns(), list[float]()
    with turns.of_an_editor():
        for _ in range(3):
            begun = time.monotonic()
            with turns.of_a_page():
                waited.append(time.monotonic() - begun)
    assert sum(each > 0.5 for each in waited) == 1
