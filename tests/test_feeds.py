"""The data addresses of the dashboard: their kinds, their tags, their days."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import feedparser
import icalendar
import pytest
from builders import TODAY
from conftest import copy_of_real_data
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from dashboards.app import create_app
from dashboards.door import Door
from dashboards.feeds import FEEDS
from dashboards.live import LiveProgramme
from tracker import archive
from tracker.cli import main
from tracker.store import Content

THEN = "as_of=2024-10-15"
SMALL = b"id,title,category,planned\nfirst,First flight,launch,2027\n"


def client_of(folder: Path, clock: Callable[[], date] = lambda: TODAY, **door: bool) -> FlaskClient:
    live = LiveProgramme(folder, clock, calendar=lambda: TODAY)
    return create_app(live, door=Door(**door)).server.test_client()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_real_data(tmp_path_factory.mktemp("feeds") / "data")


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return client_of(folder)


KINDS = {
    "calendar.ics": "text/calendar",
    "feed.atom": "application/atom+xml",
    "milestones.json": "application/json",
    "announcements.json": "application/json",
    "changes.json": "application/json",
    "schema/milestones.json": "application/schema+json",
    "schema/announcements.json": "application/schema+json",
    "schema/changes.json": "application/schema+json",
    "datapackage.json": "application/json",
    "milestones.csv": "text/csv",
    "announcements.csv": "text/csv",
    "milestones.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "export.zip": "application/zip",
    "brief.md": "text/markdown",
}


def test_these_are_the_addresses() -> None:
    assert {name: feed.mimetype for name, feed in FEEDS.items()} == KINDS


@pytest.mark.parametrize("name", FEEDS)
def test_each_address_answers_and_whoever_has_it_is_told_so(name: str, client: FlaskClient) -> None:
    answer = client.get(f"/{name}")
    assert (answer.status_code, answer.mimetype) == (200, KINDS[name])
    head = client.head(f"/{name}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(answer.data))
    assert head.headers["ETag"] == answer.headers["ETag"]
    for known in (
        answer.headers["ETag"],
        f"W/{answer.headers['ETag']}",
        f'"x", {head.headers["ETag"]}',
    ):
        again = client.get(f"/{name}", headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
    assert client.get(f"/{name}", headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize("name", [name for name in FEEDS if name != "milestones.xlsx"])
def test_another_day_has_another_tag(name: str, client: FlaskClient) -> None:
    tags = {client.head(f"/{name}{asked}").headers["ETag"] for asked in ("", f"?{THEN}")}
    assert len(tags) == 2


def test_another_kind_has_another_tag(client: FlaskClient) -> None:
    assert len({client.head(f"/{name}").headers["ETag"] for name in FEEDS}) == len(FEEDS)


def test_an_edit_changes_the_tag(tmp_path: Path) -> None:
    (tmp_path / "milestones.csv").write_bytes(SMALL)
    client = client_of(tmp_path)
    before = client.get("/calendar.ics")
    (tmp_path / "milestones.csv").write_bytes(SMALL.replace(b"2027", b"2028-05"))
    after = client.get("/calendar.ics", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    (event,) = icalendar.Calendar.from_ical(after.data).events
    assert event["DTSTART"].dt == date(2028, 5, 1)


@pytest.mark.parametrize("name", FEEDS)
def test_what_a_browser_saves_has_a_name_with_its_day(name: str, client: FlaskClient) -> None:
    told = client.head(f"/{name}").headers.get("Content-Disposition", "")
    saved = f"attachment; filename=baiterek-2026-11-22-{name}"
    assert told == (saved if name.endswith((".csv", ".xlsx", ".zip")) else "")


def test_the_tables_are_the_files_to_the_byte(client: FlaskClient, folder: Path) -> None:
    for name in ("milestones.csv", "announcements.csv"):
        assert client.get(f"/{name}").data == (folder / name).read_bytes()
    with ZipFile(io.BytesIO(client.get("/export.zip").data)) as packed:
        assert packed.read("milestones.csv") == (folder / "milestones.csv").read_bytes()


def test_a_table_says_how_it_is_written(tmp_path: Path) -> None:
    table = "id;title\nfirst;Первый пуск ракеты-носителя\n"
    (tmp_path / "milestones.csv").write_bytes(table.encode("cp1251"))
    answer = client_of(tmp_path).get("/milestones.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=windows-1251"
    assert answer.data.decode("windows-1251") == table


@pytest.mark.parametrize("name", [name for name in FEEDS if not name.startswith("schema")])
def test_nothing_of_later_days_stands_in_what_is_asked_for_a_past_one(
    name: str, client: FlaskClient
) -> None:
    answer = client.get(f"/{name}?{THEN}")
    body = answer.data
    if name == "export.zip":
        with ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(map(packed.read, packed.namelist()))
    assert b"github.com/chipi/orrery" not in body
    assert b"2026-04-30" not in body
    assert b"20260430" not in body


def test_a_served_past_day_hands_out_no_files_of_today(folder: Path) -> None:
    answer = client_of(folder, lambda: date(2024, 10, 15)).get("/milestones.csv")
    assert answer.status_code == 200
    assert b"2026-04-30" not in answer.data


def test_of_a_past_day_there_is_no_workbook_and_the_answer_says_what_to_do(
    client: FlaskClient,
) -> None:
    answer = client.get(f"/milestones.xlsx?{THEN}")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert "take the CSV files of that day" in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("as_of=2024-13-15", 400, "The day “2024-13-15” cannot be read. Type it as 2024-10-15."),
        ("as_of=2099-01-01", 400, "1 Jan 2099 lies in the future"),
        ("version=abcdefabcdef", 404, "“abcdefabcdef” was not found here"),
    ],
)
def test_a_day_or_a_version_that_cannot_be_had_is_refused(
    asked: str, status: int, words: str, client: FlaskClient
) -> None:
    answer = client.get(f"/milestones.json?{asked}")
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert words in answer.text
    assert "ETag" not in answer.headers


def test_data_that_cannot_be_read_whole_are_not_handed_out(tmp_path: Path) -> None:
    (tmp_path / "milestones.csv").write_bytes(SMALL + b'second,"open,launch,2028\n')
    answer = client_of(tmp_path).get("/milestones.json")
    assert answer.status_code == 503
    assert "tracker check" in answer.text


def test_a_broken_save_leaves_the_last_good_files_at_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "milestones.csv").write_bytes(SMALL)
    client = client_of(tmp_path)
    (tmp_path / "milestones.csv").write_bytes(SMALL + b'second,"open,launch,2028\n')
    assert client.get("/milestones.csv").data == SMALL


def test_data_without_announcements_have_no_file_of_them(tmp_path: Path) -> None:
    (tmp_path / "milestones.csv").write_bytes(SMALL)
    client = client_of(tmp_path)
    assert client.get("/announcements.csv").status_code == 404
    assert client.get("/announcements.json").get_json()["announcements"] == []


def test_a_pinned_version_has_its_own_bytes(tmp_path: Path) -> None:
    old = Content(SMALL, None)
    (tmp_path / "milestones.csv").write_bytes(SMALL.replace(b"2027", b"2028"))
    archive.keep(tmp_path, old, day=date(2026, 11, 1))
    client, version = client_of(tmp_path), old.version[:12]
    assert client.get(f"/milestones.csv?version={version}&as_of=2026-11-01").data == SMALL
    told = client.get(f"/milestones.json?version={version}").get_json()
    assert told["data_version"] == old.version


def test_the_feed_leads_back_to_this_server_on_its_day(client: FlaskClient) -> None:
    now = feedparser.parse(client.get("/feed.atom").data)
    assert now.entries[0].link == "http://localhost/milestone/soyuz5-first-flight"
    assert now.feed.links[0].href == "http://localhost/feed.atom"
    then = feedparser.parse(client.get(f"/feed.atom?{THEN}").data)
    assert then.entries[0].link.endswith(f"?{THEN}")
    assert then.feed.links[0].href == f"http://localhost/feed.atom?{THEN}"


@pytest.mark.parametrize("may_edit", [True, False])
def test_a_workbook_is_handed_out_and_nothing_is_written(tmp_path: Path, may_edit: bool) -> None:
    (tmp_path / "milestones.csv").write_bytes(SMALL)
    client = client_of(tmp_path, may_edit=may_edit)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/milestones.xlsx").data))
    assert book.sheet_names == ["milestones", "notes"]
    for name in FEEDS:
        client.get(f"/{name}")
    assert [file.name for file in tmp_path.iterdir()] == ["milestones.csv"]


@pytest.mark.parametrize("may_edit", [True, False])
def test_who_may_edit_has_the_version_of_the_workbook_kept_by_its_link(
    tmp_path: Path, may_edit: bool
) -> None:
    (tmp_path / "milestones.csv").write_bytes(SMALL)
    version = Content(SMALL, None).version[:12]
    listed = client_of(tmp_path, may_edit=may_edit).get("/sources").text
    (link,) = re.findall(r'<a [^>]*href="/milestones.xlsx"[^>]*>', listed)
    assert (f'data-keep="/keep" data-version="{version}"' in link) == may_edit


def test_every_page_names_the_feed_and_leads_to_the_list(client: FlaskClient) -> None:
    page = client.get(f"/sources?{THEN}").text
    assert '<link rel="alternate" type="application/atom+xml" href="/feed.atom"' in page
    assert 'href="/sources?as_of=2024-10-15#feeds"' in client.get(f"/?{THEN}").text
    listed = page.split('id="feeds"')[1] if 'id="feeds"' in page else page.split("panel-feeds")[1]
    for name in FEEDS:
        assert (f'href="/{name}?{THEN}"' in listed) == (name != "milestones.xlsx")


def test_the_file_of_a_command_is_the_answer_of_its_address(
    client: FlaskClient, folder: Path, tmp_path: Path
) -> None:
    asked = ("--data", str(folder), "--as-of", "2024-10-15", "-o")
    for form, name in {"ics": "calendar.ics", "md": "brief.md", "zip": "export.zip"}.items():
        assert main(["export", form, *asked, str(tmp_path / form)]) == 0
        assert (tmp_path / form).read_bytes() == client.get(f"/{name}?{THEN}").data
    main(["export", "json", *asked, str(tmp_path / "files")])
    told = json.loads((tmp_path / "files" / "milestones.json").read_text())
    assert told == client.get(f"/milestones.json?{THEN}").get_json()
