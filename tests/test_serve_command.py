"""`serve`: on which address, by which names, who may edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboards.door import Door
from tracker.cli import parser
from tracker.edit_commands import Misunderstood
from tracker.problems import ENGLISH
from tracker.serve_command import door_of, welcome

LONG: Mapping[str, str] = {"TRACKER_TOKEN": "a-token-that-is-long-enough"}


def door(*arguments: str, environment: Mapping[str, str] = LONG) -> Door:
    return door_of(parser().parse_args(["serve", *arguments]), environment)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_on_this_machine_everybody_may_edit(host: str) -> None:
    opened = door("--host", host)
    assert opened.may_edit
    assert not opened.token


@pytest.mark.parametrize(
    "arguments",
    [
        ("--read-only",),
        ("--host", "0.0.0.0", "--hosts", "tracker.example.org"),
        ("--host", "::", "--hosts", "tracker.example.org"),
        ("--hosts", "tracker.example.org"),
        ("--proxy",),
    ],
)
def test_where_others_can_come_in_nobody_may_edit_unasked(arguments: tuple[str, ...]) -> None:
    opened = door(*arguments)
    assert not opened.may_edit
    assert not opened.token


def test_others_edit_with_a_token_alone() -> None:
    opened = door("--host", "0.0.0.0", "--hosts", "tracker.example.org", "--allow-edit")
    assert opened.may_edit
    assert opened.token == LONG["TRACKER_TOKEN"]


def test_a_token_is_made_up_anew_at_each_start() -> None:
    arguments = ("--host", "0.0.0.0", "--hosts", "tracker.example.org", "--allow-edit")
    tokens = {door(*arguments, environment={}).token for _ in range(3)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 32


def test_a_short_token_is_refused() -> None:
    with pytest.raises(Misunderstood, match="has 6 characters: choose 16 or more"):
        door("--proxy", "--allow-edit", environment={"TRACKER_TOKEN": "secret"})


@pytest.mark.parametrize(
    ("host", "named"), [("0.0.0.0", "tracker.example.org"), ("10.0.0.7", "10.0.0.7")]
)
def test_an_address_for_others_needs_its_names_and_says_what_to_type(host: str, named: str) -> None:
    with pytest.raises(Misunderstood, match=f"--host {host} .* with --hosts {named}"):
        door("--host", host)


@pytest.mark.parametrize("text", ["", ",", "http://tracker.example.org", "*.example.org", "a b"])
def test_what_is_no_name_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        door("--hosts", text)
    assert end.value.code == 2
    assert "is no name" in capsys.readouterr().err


def test_reading_only_and_editing_exclude_each_other() -> None:
    with pytest.raises(SystemExit):
        door("--read-only", "--allow-edit")


def test_the_names_are_those_of_this_machine_and_those_that_were_given() -> None:
    opened = door("--host", "0.0.0.0", "--hosts", "Tracker.example.org, 10.0.0.7,FE80::1")
    assert opened.names == {
        *("127.0.0.1", "localhost", "[::1]"),
        *("tracker.example.org", "10.0.0.7", "[fe80::1]"),
    }


def test_the_start_says_who_may_edit() -> None:
    address, path = "http://127.0.0.1:8050/", Path("data")
    alone = welcome(address, path, Door(), ENGLISH)
    assert alone == "http://127.0.0.1:8050/ shows data. Ctrl+C ends it."
    assert "Nobody may edit" in welcome(address, path, Door(may_edit=False), ENGLISH)
    open_to_others = Door(host="0.0.0.0", hosts=("tracker.example.org",), token="abc")
    told = welcome("http://0.0.0.0:8050/", path, open_to_others, ENGLISH)
    assert told == (
        "http://tracker.example.org:8050/ shows data. Ctrl+C ends it.\n"
        "To edit, open http://tracker.example.org:8050/?token=abc"
    )
    behind = Door(hosts=("tracker.example.org",), token="abc", proxies=1)
    told = welcome(address, path, behind, ENGLISH)
    assert told.endswith("\nTo edit, open https://tracker.example.org/?token=abc")


def test_a_door_shows_its_token_to_nobody() -> None:
    assert "secret" not in repr(Door(token="secret"))
