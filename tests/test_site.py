"""The site: static files that lead to one another, tell of no later day, and stay as they were."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from builders import REAL_DATA, TODAY, csv_bytes, milestone, programme_of, said

from dashboards.data_addresses import FEEDS
from dashboards.site import files
from dashboards.site_asked import Asked
from dashboards.site_data import sitemaps
from dashboards.site_links import file_names
from tracker import schema
from tracker.cli import main
from tracker.exports.edition import Edition
from tracker.programme import Programme, load
from tracker.site_folder import MANIFEST, NotOurs, SiteFolder, Standing
from tracker.store import Content

BASE = "https://example.org/baiterek/"
ROWS = [
    milestone(baseline="2020", planned="2027", title_fr="Premier vol"),
    milestone("second-flight", planned="2028-Q1", depends_on="first-flight"),
    milestone(
        "Pad: A/B", category="ground", baseline="2019", actual="2021-05-04", outcome="success"
    ),
    milestone("treaty", category="agreement", actual="2004-01-22", outcome="success"),
    milestone("museum", category="tourism"),
]
SAID = [
    said("2018-02-01", "2020"),
    said("2019-02-01", "2021"),
    said("2020-02-01", "2023", side="kz"),
    said("2021-02-01", "2027"),
    said("2021-03-01", "2028-Q1", milestone="second-flight"),
]


class Links(HTMLParser):
    """What a page leads to or loads, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        is_canonical = told.get("rel") in ("canonical", "alternate") and tag == "link"
        self.anchors |= {told["id"]} if "id" in told else set()
        if not is_canonical:
            self.found += [told[name] for name in ("href", "src", "data-index") if name in told]


def made(
    programme: Programme,
    *,
    as_of: date = TODAY,
    langs: tuple[str, ...] = ("en",),
    base: str = "",
    content: Content | None = None,
) -> dict[str, bytes]:
    """The files of a site by their path."""
    edition = Edition(programme, as_of, content=content)
    asked = Asked(edition, read_on=TODAY, langs=langs, base=base)
    return {file.path: file.make() for file in files(asked)}


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    """A small site in two languages."""
    return made(programme_of(ROWS, SAID), langs=("en", "fr"))


@pytest.fixture(scope="module")
def real() -> dict[str, bytes]:
    """The site of the real record."""
    return made(load(REAL_DATA, as_of=TODAY))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data to be edited, in a folder."""
    data = tmp_path / "data"
    data.mkdir()
    write(data, ROWS)
    return data


def write(data: Path, rows: list[dict[str, str]]) -> None:
    (data / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    (data / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, SAID))


def build(data: Path, *more: str) -> Path:
    """The site that the command writes of some data."""
    site = data.parent / "site"
    day = ("--as-of", TODAY.isoformat()) if "--as-of" not in more else ()
    assert main(["site", "--data", str(data), "-o", str(site), *day, *more]) == 0
    return site


def times(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_mtime_ns
        for path in site.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def changed(site: Path, before: dict[str, int]) -> set[str]:
    """The files written since."""
    return {path for path, time in times(site).items() if before.get(path) != time}


def pages(site: dict[str, bytes]) -> dict[str, Links]:
    return {path: Links(file.decode()) for path, file in site.items() if path.endswith(".html")}


@pytest.mark.parametrize("name", ["small", "real"])
def test_every_link_leads_to_a_file_and_a_place_that_are_there(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: dict[str, bytes] = request.getfixturevalue(name)
    parsed = pages(site)
    lost = []
    for path, page in parsed.items():
        for link in page.found:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue
            assert (parts.netloc, parts.query) == ("", ""), (path, link)
            assert not parts.path.startswith("/"), (path, link)
            assert not parts.path.endswith("/"), (path, link)
            target = (
                os.path.normpath(Path(path).parent / unquote(parts.path)) if parts.path else path
            )
            place = parts.fragment
            if target not in site or (place and place not in parsed[target].anchors):
                lost.append((path, link))
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(real: dict[str, bytes]) -> None:
    for path, file in real.items():
        if path.endswith(".html"):
            loads = re.findall(
                r'<(?:link|script|img|iframe)\b[^>]*?(?:href|src)="([^"]*)"', file.decode()
            )
            assert loads or path == "404.html"
            assert not [address for address in loads if ":" in address or address.startswith("/")]


def test_without_a_base_no_address_is_made_up(small: dict[str, bytes]) -> None:
    assert not [path for path in small if path.startswith(("sitemap", "timeline.svg"))]
    assert b"canonical" not in small["index.html"]
    assert b'hreflang="fr" href="fr/index.html"' in small["index.html"]
    assert b'hreflang="en" href="../../milestone/treaty.html"' in small["fr/milestone/treaty.html"]


def test_with_a_base_each_page_says_where_it_stands() -> None:
    site = made(programme_of(ROWS, SAID), langs=("en", "fr"), base=BASE)
    page = site["fr/milestone/treaty.html"].decode()
    assert f'<link rel="canonical" href="{BASE}fr/milestone/treaty.html">' in page
    assert f'hreflang="en" href="{BASE}milestone/treaty.html"' in page
    assert f'hreflang="x-default" href="{BASE}milestone/treaty.html"' in page
    assert f'property="og:image" content="{BASE}fr/timeline.svg"' in page
    assert f'<link rel="canonical" href="{BASE}">' in site["index.html"].decode()
    listed = re.findall(r"<loc>(.*?)</loc>", site["sitemap.xml"].decode())
    assert f"{BASE}fr/" in listed
    assert (
        len(set(listed)) == len(listed) == len(pages(site)) - 1
    )  # without that for what is missing
    assert f"Sitemap: {BASE}sitemap.xml" in site["robots.txt"].decode()
    assert f"{BASE}milestone/first-flight.html" in site["feed.atom"].decode()


def test_a_long_sitemap_is_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.site_data.MOST_ADDRESSES", 2)
    told = {file.path: file.make().decode() for file in sitemaps(BASE, ["", "a.html", "b.html"])}
    assert list(told) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert re.findall(r"<loc>(.*?)</loc>", told["sitemap.xml"]) == [
        f"{BASE}sitemap-1.xml",
        f"{BASE}sitemap-2.xml",
    ]
    assert f"<loc>{BASE}b.html</loc>" in told["sitemap-2.xml"]


def test_the_data_files_have_the_addresses_of_the_dashboard() -> None:
    content = Content(
        csv_bytes(schema.MILESTONE_COLUMNS, ROWS), csv_bytes(schema.ANNOUNCEMENT_COLUMNS, SAID)
    )
    site = made(programme_of(ROWS, SAID), langs=("en", "fr"), content=content)
    for name in FEEDS:
        assert {name, f"fr/{name}"} <= site.keys()
    assert site["milestones.csv"] == content.milestones


def test_the_same_data_give_the_same_bytes(small: dict[str, bytes]) -> None:
    assert made(programme_of(ROWS, SAID), langs=("en", "fr")) == small


def test_file_names_differ_in_every_case_of_letters() -> None:
    ids = ["a-b", "A-b", "A-B", "a b", "con", "a/b", "../x", "é", "", "x" * 300, "a.html", "nul"]
    names = [name.casefold() for name in file_names(ids).values()]
    assert len(set(names)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}", name) for name in names)
    assert file_names(["first-flight"]) == {"first-flight": "first-flight"}


def test_nothing_later_than_the_day_is_told() -> None:
    day = date(2020, 6, 1)
    whole = made(programme_of(ROWS, SAID), as_of=day)
    then = [row for row in SAID if row["announced"] <= day.isoformat()]
    stood = made(
        programme_of(
            [
                # Of a past day the pages behind a plan are those on which it was announced.
                {**ROWS[0], "planned": "2023", "source": "https://example.org/2020-02-01"},
                milestone("treaty", category="agreement", actual="2004-01-22", outcome="success"),
                milestone("museum", category="tourism"),
            ],
            then,
        ),
        as_of=day,
    )
    shown, alike = (
        {path: file for path, file in site.items() if path.endswith((".html", "search.js"))}
        for site in (whole, stood)
    )
    assert not [path for path in shown if "second-flight" in path]
    assert not [path for path, file in shown.items() if b"2027" in file or b"2028" in file]
    assert shown == alike


def test_one_milestone_touched_changes_its_page_and_the_overviews(folder: Path) -> None:
    site = build(folder)
    before = times(site)
    rows = [*ROWS[:4], {**ROWS[4], "note": "To be told."}]
    write(folder, rows)
    assert main(["site", "--data", str(folder), "-o", str(site), "--as-of", "2026-11-22"]) == 0
    touched = {path for path in changed(site, before) if path.startswith("milestone/")}
    assert touched == {"milestone/museum.html"}
    assert "changes/2018.html" not in changed(site, before)


def test_the_next_day_changes_no_page_of_a_milestone(folder: Path) -> None:
    site = build(folder)
    before = times(site)
    build(folder, "--as-of", (TODAY - timedelta(days=1)).isoformat())
    touched = changed(site, before)
    assert {"index.html", "edition.js"} <= touched
    assert not [path for path in touched if path.startswith(("milestone/", "changes/"))]


def test_an_unchanged_site_keeps_its_times(folder: Path) -> None:
    site = build(folder)
    before = times(site)
    build(folder)
    assert changed(site, before) == set()


def test_what_is_gone_is_removed_and_what_is_not_ours_stays(folder: Path) -> None:
    site = build(folder)
    (site / "CNAME").write_text("example.org")
    (site / "milestone" / "notes.txt").write_text("mine")
    write(folder, ROWS[:4])
    build(folder)
    assert not (site / "milestone" / "museum.html").exists()
    assert (site / "milestone" / "notes.txt").read_text() == "mine"
    assert (site / "CNAME").read_text() == "example.org"


def test_a_file_put_in_the_place_of_one_of_the_site_is_not_removed(tmp_path: Path) -> None:
    first = SiteFolder(Standing(tmp_path), ["a.html", "b.html"])
    first.put("a.html", b"1")
    first.put("b.html", b"1")
    first.finish()
    (tmp_path / "b.html").write_bytes(b"mine")
    later = SiteFolder(Standing(tmp_path), ["a.html"])
    later.put("a.html", b"1")
    assert later.finish() == (0, 1, 0, 1)
    assert (tmp_path / "b.html").read_bytes() == b"mine"


def test_a_stranger_s_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(NotOurs, match=r"index\.html is there already"):
        SiteFolder(Standing(tmp_path), ["index.html"])
    assert (tmp_path / "index.html").read_text() == "mine"
    assert not (tmp_path / MANIFEST).exists()


def test_a_site_that_was_stopped_half_way_is_taken_up_again(tmp_path: Path) -> None:
    stopped = SiteFolder(Standing(tmp_path), ["a.html", "b.html"])
    stopped.expect(["a.html", "b.html"])
    stopped.put("a.html", b"1")
    again = SiteFolder(Standing(tmp_path), ["a.html", "b.html"])
    again.put("a.html", b"1")
    again.put("b.html", b"2")
    assert again.finish() == (1, 1, 0, 2)


def test_the_record_itself_is_never_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "milestones.csv").read_bytes()
    assert main(["site", "--data", str(folder), "-o", str(folder)]) == 1
    assert "is the record itself" in capsys.readouterr().err
    assert (folder / "milestones.csv").read_bytes() == before


@pytest.mark.parametrize(
    "base", ["example.org", "ftp://e.org/", "https://e.org/?a=1", 'https://e.org/"']
)
def test_a_base_that_is_no_address_is_refused(
    base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["site", "--base", base])
    assert refusal.value.code == 2
    assert "no address of a site" in capsys.readouterr().err


def test_the_first_language_named_stands_at_the_top(folder: Path) -> None:
    site = build(folder, "--lang", "fr", "--lang", "en")
    assert '<html lang="fr">' in (site / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (site / "en" / "index.html").read_text(encoding="utf-8")


def test_an_empty_record_makes_a_site_that_says_so() -> None:
    site = made(programme_of([]))
    assert "No milestone is on record yet" in site["index.html"].decode()
    assert "No milestone is on record yet" in site["milestones.html"].decode()
    assert not [path for path in site if path.startswith("milestone/")]
