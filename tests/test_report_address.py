"""The report of the dashboard takes from its address what the command takes from its options."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import csv_bytes, milestone, said
from flask.testing import FlaskClient

from dashboards.app import create_app
from dashboards.live import LiveProgramme
from dashboards.report import report
from dashboards.report_asked import Asked
from tracker import schema
from tracker.programme import load

TODAY = date(2026, 11, 22)
ROWS = [
    milestone(baseline="2020", planned="2027"),
    milestone("Pad: A/B", category="ground", baseline="2019", actual="2021-05-04"),
    milestone("treaty", category="agreement", actual="2004-01-22", outcome="success"),
]
SAID = [said("2018-02-01", "2020"), said("2026-10-01", "2027")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    (data / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, ROWS))
    (data / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, SAID))
    return data


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    live = LiveProgramme(folder, lambda: TODAY)
    return create_app(live).server.test_client()


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", Asked()),
        ("since=2026-09-01", Asked(since=date(2026, 9, 1))),
        ("only=ground", Asked(only=frozenset({"Pad: A/B"}), named=("ground",))),
        ("only=Pad:%20A/B", Asked(only=frozenset({"Pad: A/B"}), named=("Pad: A/B",))),
        (
            "only=treaty,ground&only=treaty",
            Asked(only=frozenset({"Pad: A/B", "treaty"}), named=("treaty", "ground")),
        ),
        (
            "only=treaty+ground",
            Asked(only=frozenset({"Pad: A/B", "treaty"}), named=("treaty", "ground")),
        ),
        ("title=For%20%20the+%3Cboard%3E", Asked(title="For the <board>")),
    ],
)
def test_the_address_asks_for_what_the_command_is_asked_for(
    query: str, asked: Asked, client: FlaskClient, folder: Path
) -> None:
    answer = client.get(f"/report.html?{query}")
    assert answer.status_code == 200
    assert answer.text == report(load(folder, as_of=TODAY), as_of=TODAY, lang="en", asked=asked)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=lately", "The day “lately” cannot be read. Type it as 2024-10-15."),
        ("since=2026-12-01", "since=2026-12-01 lies after 2026-11-22, the day of the report."),
        ("since=2026-10-01&as_of=2026-09-01", "since=2026-10-01 lies after 2026-09-01"),
        ("only=lanch", "only=lanch: there is no such category and no such milestone."),
        ("only=lanch", "Did you mean launch or finance?"),
        ("only=vehicle", "only=vehicle: no milestone of this category was on record by"),
        ("only=first-flight&as_of=2010-01-01", "only=first-flight: it was not on record by"),
        ("as_of=yesterday", "The day “yesterday” cannot be read."),
        ("as_of=2030-01-01", "lies in the future"),
        ("only=%3Cscript%3E%0A", "only=<script>: there is no such category"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    query: str, told: str, client: FlaskClient
) -> None:
    answer = client.get(f"/report.html?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert told in answer.text


def test_it_is_refused_in_the_language_of_the_address(client: FlaskClient) -> None:
    answer = client.get("/report.html?since=2026-12-01&lang=fr")
    assert answer.status_code == 400
    assert answer.text == "since=2026-12-01 est postérieur au 2026-11-22, jour du rapport.\n"


def test_a_version_that_is_not_kept_is_not_found(client: FlaskClient) -> None:
    assert client.get("/report.html?version=0123456789ab").status_code == 404


def test_a_title_ends_somewhere_and_stays_text(client: FlaskClient) -> None:
    long = client.get(f"/report.html?title={'x' * 5000}").text
    assert "x" * 199 + "…" in long
    assert "x" * 200 not in long
    wild = client.get("/report.html?title=%3C/style%3E%3Cscript%3Ealert(1)").text
    assert "<script" not in wild
    assert wild.count("</style>") == 1
