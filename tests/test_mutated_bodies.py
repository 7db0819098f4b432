"""Whatever is sent where a page sends something is answered, never with a fault of the server."""

from __future__ import annotations

import copy
import json
import logging
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from builders import TODAY, csv_bytes, milestone, said
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.live import LiveProgramme
from tracker import schema

OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
CALLBACKS = "/_dash-update-component"
TRIED = 400
# What the pages of the product send, by the property that it comes from.
USUAL: dict[str, Any] = {
    "url.pathname": "/slips",
    "url.search": "?milestone=first-flight&as_of=2026-01-01",
    "pulse.n_intervals": 3,
    "data-version.data": "0",
    "chart-width.data": 720,
    "timeline-asked.data": {
        **{"search": "?q=first&zoom=all", "width": 1190, "dark": False},
        **{"start": 0, "lines": 50, "drawn": True, "at": 8746},
    },
    "timeline-card-asked.data": {"id": "first-flight", "search": ""},
}
CHANGE = {
    **{"do": "change", "table": "milestones", "key": ["first-flight"], "column": "note"},
    **{"old": "", "new": "x", "version": "0" * 64},
}
ADDED = {"do": "add", "table": "milestones", "cells": milestone("second-flight")}
REMOVED = {"do": "remove", "table": "announcements", "cells": said("2026-01-02", "2027"),
           "version": "0" * 64}  # fmt: skip
EDITS: list[dict[str, Any]] = [CHANGE, ADDED, REMOVED]
BODIES: dict[str, dict[str, Any]] = {
    "/keep": {"version": "0" * 12},
    "/data/preview": {"edits": EDITS},
    "/data/save": {"edits": EDITS, "by": "A. Editor", "token": "0"},
    "/data/plan": {
        **{"kind": "announce", "milestone": "first-flight", "edits": EDITS},
        "facts": {"announced": "2026-11-20", "target": "2028", "side": "ru", "speaker": "A"},
    },
}
# What was met where somebody looked for holes, and what JSON can say that Python stumbles over.
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, 10**400, -(10**20), float("nan"), float("inf")),
    *("", " ", "\x00", "\ud800", "..", "../../etc/passwd", "%00", "%ED%A0%80", "\u202e", "\r\n"),
    *("<script>alert(1)</script>", "{{7*7}}", "${7*7}", "'; --", "=1+1", "x" * 5000, "ы" * 999),
    *("page.children", "..a.b...c.d..", "/milestone/%2F", "//evil.example", "/data", "/changes"),
    *("?as_of=0000-00-00", "?as_of=9999-12-31", "?version=" + "0" * 64, "?lang=xx", "?q=%F0"),
    *("?from=1&to=0", "?milestone=" + "a," * 300, "?days=-1", "?since=x&until=", "?form=table"),
    *([], {}, [[]], [None], {"": ""}, {"id": {"id": "x"}}, [[[[[]]]]], {"a": [{"b": {}}]}),
]


class Call(NamedTuple):
    path: str
    body: bytes


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_of(tmp_path)


def client_of(folder: Path) -> FlaskClient:
    """A dashboard on three milestones, which those calls may edit that make sense."""
    rows = [milestone(planned="2027", note="x"), milestone("pad-ready", actual="2025-01-01")]
    files = {
        "milestones.csv": csv_bytes(schema.MILESTONE_COLUMNS, [*rows, milestone("undated")]),
        "announcements.csv": csv_bytes(
            schema.ANNOUNCEMENT_COLUMNS, [said("2026-01-02", "2027"), said("2025-01-02", "2026")]
        ),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return create_app(LiveProgramme(folder, lambda: TODAY)).server.test_client()


def calls(client: FlaskClient) -> list[tuple[str, Any]]:
    """One sound call of everything that can be called."""
    found: list[tuple[str, Any]] = list(BODIES.items())
    for each in client.get("/_dash-dependencies").json or []:
        if each["clientside_function"] is None:
            found.append((CALLBACKS, call_of(each)))
    return found


def call_of(callback: dict[str, Any]) -> dict[str, Any]:
    """What a page sends to have a callback answer."""
    name = callback["output"]
    outputs = [
        dict(zip(("id", "property"), part.rsplit(".", 1), strict=True))
        for part in name.strip(".").split("...")
    ]
    inputs, state = (
        [{**part, "value": USUAL.get(f"{part['id']}.{part['property']}")} for part in parts]
        for parts in (callback["inputs"], callback["state"])
    )
    triggers = [f"{part['id']}.{part['property']}" for part in callback["inputs"][:1]]
    return {
        "output": name,
        "outputs": outputs if name.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": triggers,
        "parsedChangedPropsIds": triggers,
    }


def mutants(sound: list[tuple[str, Any]], dice: random.Random) -> Iterator[Call]:
    """Sound calls with something in them changed: values, parts, or the bytes themselves."""
    while True:
        path, body = dice.choice(sound)
        body = copy.deepcopy(body)
        for _ in range(dice.choice((1, 1, 1, 2, 5))):
            body = mutated(body, dice)
        text = json.dumps(body).encode()
        yield Call(path, torn(text, dice) if dice.random() < 0.15 else text)


def mutated(body: Any, dice: random.Random) -> Any:
    """The same with one of its parts replaced, taken away, doubled or joined by another."""
    places = list(parts_of(body))
    # Most of what is deep is a value, and what becomes of values is what Dash does not look at.
    values = [place for place in places if place[1] in ("value", "new", "cells", "search", "id")]
    if not places or dice.random() < 0.03:
        return copy.deepcopy(dice.choice(ODD))
    holder, key = dice.choice(values if values and dice.random() < 0.5 else places)
    what = dice.random()
    if what < 0.6:
        holder[key] = copy.deepcopy(dice.choice(ODD))
    elif what < 0.75:
        del holder[key]
    elif isinstance(holder, list):
        holder.insert(key, copy.deepcopy(dice.choice([holder[key], *ODD])))
    else:
        holder[dice.choice([f"{key}x", "background", "job", "", "__class__"])] = holder[key]
    return body


def parts_of(body: Any) -> Iterator[tuple[Any, Any]]:
    """Every part of a body: what holds it, and where."""
    pairs: Any = ()
    if isinstance(body, dict):
        pairs = list(body.items())
    elif isinstance(body, list):
        pairs = list(enumerate(body))
    for key, part in pairs:
        yield body, key
        yield from parts_of(part)


def torn(text: bytes, dice: random.Random) -> bytes:
    """The bytes with some of them lost, changed or doubled."""
    at, end = sorted(dice.randrange(len(text) + 1) for _ in range(2))
    other = dice.choice((b"", bytes([dice.randrange(256)]), text[at:end] * 2, b'\\u0000"', b"\xff"))
    return text[:at] + other + text[dice.choice((at, end, min(at + 1, len(text)))) :]


def answer(client: FlaskClient, call: Call) -> int:
    """How a call is answered."""
    answered = client.post(call.path, data=call.body, content_type="application/json", headers=OWN)
    return answered.status_code


def tried(client: FlaskClient, number: int, seed: int) -> Counter[int]:
    """How many calls were answered how; the first that the server stumbles over is raised."""
    sound = calls(client)
    for path, body in sound:
        assert answer(client, Call(path, json.dumps(body).encode())) in (200, 204), (path, body)
    statuses: Counter[int] = Counter()
    for call, _ in zip(mutants(sound, random.Random(seed)), range(number), strict=False):
        status = answer(client, call)
        assert status < 500, call
        statuses[status] += 1
    return statuses


@pytest.mark.parametrize("seed", range(2))
def test_no_body_makes_the_server_stumble(
    seed: int,
    client: FlaskClient,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        statuses = tried(client, TRIED, seed)
    assert set(statuses) <= {200, 204, 400}
    # Some still make sense and some do not, else nothing was tried.
    assert min(statuses[200], statuses[400]) > TRIED / 10
    assert "Traceback" not in "".join(capfd.readouterr()) + caplog.text
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_no_value_of_another_kind_makes_a_callback_stumble(
    value: object, client: FlaskClient
) -> None:
    for path, body in calls(client):
        for part in body.get("inputs", []) + body.get("state", []) if path == CALLBACKS else []:
            kept = part["value"]
            for odd in (
                value,
                {**kept, "search": value, "id": value} if isinstance(kept, dict) else value,
            ):
                part["value"] = odd
                assert answer(client, Call(path, json.dumps(body).encode())) < 500, (body, odd)
            part["value"] = kept
