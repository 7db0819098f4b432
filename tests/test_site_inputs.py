"""A site brought up to date is the site made anew, and nothing is drawn that would be the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import REAL_DATA, TODAY, csv_bytes, milestone, said

from dashboards import site, site_frame
from dashboards.site_asked import Asked
from tracker import schema
from tracker.cli import main
from tracker.exports.edition import Edition
from tracker.programme import load
from tracker.site_folder import MANIFEST

Rows = list[dict[str, str]]

ROWS = [
    milestone(baseline="2020", planned="2027", title_fr="Premier vol"),
    milestone("second-flight", planned="2028-Q1", depends_on="first-flight"),
    milestone("pad", category="ground", baseline="2019", actual="2021-05-04", outcome="success"),
    milestone("treaty", category="agreement", actual="2004-01-22", outcome="success"),
    milestone("museum", category="tourism", planned="2026-10"),
]
SAID = [
    said("2018-02-01", "2020"),
    said("2019-02-01", "2021"),
    said("2020-02-01", "2023", side="kz"),
    said("2021-02-01", "2027"),
    said("2021-03-01", "2028-Q1", milestone="second-flight"),
    said("2026-03", "2026-10", milestone="museum"),
]


def but(rows: Rows, number: int, **cells: str) -> Rows:
    """The rows, with other cells in one of them."""
    return [{**row, **cells} if n == number else row for n, row in enumerate(rows)]


def column_more(rows: Rows) -> Rows:
    return [{**row, "own": "x"} for row in rows]


# What may become of the data, by what it is called.
EDITS: dict[str, Callable[[Rows, Rows], tuple[Rows, Rows]]] = {
    "a note": lambda rows, told: (but(rows, 4, note="To be told."), told),
    "a plan": lambda rows, told: (but(rows, 1, planned="2029"), told),
    "what happened": lambda rows, told: (
        but(rows, 4, actual="2026-11-01", outcome="success"), told),
    "a title": lambda rows, told: (but(rows, 0, title="Maiden flight"), told),
    "a title in French": lambda rows, told: (but(rows, 1, title_fr="Deuxième vol"), told),
    "another category": lambda rows, told: (but(rows, 0, category="ground"), told),
    "what is waited for": lambda rows, told: (but(rows, 1, depends_on="pad"), told),
    "a milestone more": lambda rows, told: (
        [milestone("new-one", planned="2030", depends_on="treaty"), *rows], told),
    "a milestone removed": lambda rows, told: (rows[1:], told),
    "the order of the rows": lambda rows, told: (rows[::-1], told[::-1]),
    "a column more": lambda rows, told: (column_more(rows), column_more(told)),
    "a statement more": lambda rows, told: (
        rows, [*told, said("2026-11-20", "2028")]),
    "a statement more, of a year that had none": lambda rows, told: (
        rows, [said("2015-11-20", "2019"), *told]),
    "a statement removed": lambda rows, told: (rows, told[:-2]),
    "another speaker": lambda rows, told: (rows, but(told, 1, speaker="Somebody Else")),
    "other words": lambda rows, told: (rows, but(told, 0, wording="Put otherwise.")),
    "another target": lambda rows, told: (rows, but(told, 3, target="2026-Q4")),
    "no statements at all": lambda rows, _told: (rows, []),
    "no milestones at all": lambda _rows, _told: ([], []),
}  # fmt: skip


def write(data: Path, rows: Rows, told: Rows) -> None:
    for name, columns, of_file in (
        ("milestones.csv", schema.MILESTONE_COLUMNS, rows),
        ("announcements.csv", schema.ANNOUNCEMENT_COLUMNS, told),
    ):
        own = [*columns, *(["own"] if any("own" in row for row in of_file) else [])]
        (data / name).write_bytes(
            csv_bytes(own, [{**dict.fromkeys(own, ""), **row} for row in of_file])
        )


def build(data: Path, folder: str, *, day: date = TODAY, langs: tuple[str, ...] = ()) -> Path:
    """The site that the command makes of some data."""
    top = data.parent / folder
    asked = [word for lang in langs for word in ("--lang", lang)]
    options = ["--data", str(data), "-o", str(top), "--as-of", day.isoformat(), *asked]
    assert main(["site", *options]) == 0
    return top


def files(top: Path) -> dict[str, bytes]:
    """Everything in a folder, by its path."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (folder := tmp_path / "data").mkdir()
    write(folder, ROWS, SAID)
    return folder


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are drawn, as they are."""
    found: list[str] = []
    page_bytes = site_frame.page_bytes

    def watched(told: Any, local: Any, **more: Any) -> bytes:
        found.append(local.folder + told.path)
        return page_bytes(told, local, **more)

    monkeypatch.setattr(site, "page_bytes", watched)
    return found


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_a_site_is_as_if_made_anew(edit: str, data: Path) -> None:
    build(data, "site")
    write(data, *EDITS[edit](ROWS, SAID))
    again = build(data, "site")
    assert files(again) == files(build(data, "fresh"))


def test_after_every_edit_in_turn_a_site_is_as_if_made_anew(data: Path) -> None:
    rows, told = ROWS, SAID
    for edit in list(EDITS)[:-2]:
        rows, told = EDITS[edit](rows, told)
        write(data, rows, told)
        again = build(data, "site", langs=("en", "fr"))
    assert files(again) == files(build(data, "fresh", langs=("en", "fr")))


@pytest.mark.parametrize("days", [-900, -1, 1, 40])
def test_on_another_day_a_site_is_as_if_made_anew(days: int, data: Path) -> None:
    day = TODAY - timedelta(days=100)
    build(data, "site", day=day)
    other = day + timedelta(days=days)
    again = build(data, "site", day=other)
    assert files(again) == files(build(data, "fresh", day=other))


def test_in_other_languages_a_site_is_as_if_made_anew(data: Path) -> None:
    build(data, "site", langs=("en", "fr"))
    again = build(data, "site", langs=("fr", "ru"))
    assert files(again) == files(build(data, "fresh", langs=("fr", "ru")))


def test_nothing_is_drawn_again_for_nothing(data: Path, drawn: list[str]) -> None:
    build(data, "site")
    assert "milestone/museum.html" in drawn
    drawn.clear()
    build(data, "site")
    assert drawn == []


def test_of_the_pages_of_milestones_only_those_are_drawn_of_which_something_changed(
    data: Path, drawn: list[str]
) -> None:
    build(data, "site")
    drawn.clear()
    rows = [milestone("a-new-one", planned="2031"), *but(ROWS, 3, note="To be told.")]
    write(data, rows, SAID)
    build(data, "site")
    of_rows = {path for path in drawn if path.startswith(("milestone/", "changes/"))}
    assert of_rows == {"milestone/treaty.html", "milestone/a-new-one.html"}


def test_a_neighbour_is_told_of_a_new_title(data: Path, drawn: list[str]) -> None:
    build(data, "site")
    drawn.clear()
    write(data, but(ROWS, 0, title="Maiden flight"), SAID)
    build(data, "site")
    of_rows = {path for path in drawn if path.startswith("milestone/")}
    assert of_rows == {"milestone/first-flight.html", "milestone/second-flight.html"}


def test_the_next_day_draws_no_page_of_a_milestone(data: Path, drawn: list[str]) -> None:
    build(data, "site", day=TODAY - timedelta(days=1))
    drawn.clear()
    build(data, "site")
    assert "index.html" in drawn
    assert not [path for path in drawn if path.startswith(("milestone/", "changes/"))]


def test_a_page_that_was_deleted_or_edited_is_made_anew(data: Path, drawn: list[str]) -> None:
    top = build(data, "site")
    before = files(top)
    (top / "milestone" / "museum.html").unlink()
    (top / "milestone" / "treaty.html").write_text("<p>mine</p>")
    (top / "calendar.ics").write_bytes(b"")
    drawn.clear()
    assert files(build(data, "site")) == before
    assert sorted(drawn) == ["milestone/museum.html", "milestone/treaty.html"]


def test_another_program_draws_everything_again(
    data: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(data, "site")
    drawn.clear()
    monkeypatch.setattr("tracker.site_command.program", lambda _path: "another")
    top = build(data, "site")
    assert {path for path in files(top) if path.endswith(".html")} - {"404.html"} == set(drawn)


def test_a_list_of_files_that_cannot_be_read_is_not_believed(data: Path) -> None:
    top = build(data, "site")
    before = files(top)
    text = before[MANIFEST].decode()
    (top / MANIFEST).write_text(text.replace('"format": 2', '"format": 1'))
    assert files(build(data, "site")) == before


def test_two_processes_make_the_same_site(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = build(data, "site", langs=("en", "ru"))
    monkeypatch.setattr("tracker.both_ends.WORTH_IT", 2)
    monkeypatch.setattr("tracker.both_ends.has_second", lambda: True)
    assert files(build(data, "fresh", langs=("en", "ru"))) == files(one)


def test_what_is_made_of_the_same_is_the_same() -> None:
    """On the real record, over days that lie close together and far apart."""
    made: dict[tuple[str, str], bytes] = {}
    apart = 0
    for day in (date(2026, 11, 22), date(2026, 11, 21), date(2026, 10, 31), date(2024, 6, 1)):
        asked = Asked(Edition(load(REAL_DATA, as_of=TODAY), day), read_on=TODAY, langs=("en",))
        for file in site.files(asked):
            if file.path.startswith(("milestone/", "changes/")):
                assert file.made_of
                content = file.make()
                apart += made.setdefault((file.path, file.made_of()), content) != content
    assert apart == 0
    assert len(made) < 2.5 * len({path for path, _ in made})
