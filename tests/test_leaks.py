"""Nothing that became known later is shown: a past day looks as it looked then.

Each view, each command and each data file is asked about a day twice: of the whole record, and of
the record as it stood on that day, without what was said or happened since. The answers must be the
same. How an invented record stood is told from its rows alone, that of the real one by the
snapshot.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from builders import REAL_DATA, TODAY, csv_bytes, milestone, programme_of, said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tracker
from dashboards import shell
from dashboards.app import VIEWS, holds
from dashboards.data_addresses import FEEDS, WORKBOOK
from dashboards.elements import to_html
from dashboards.page import MILESTONE_PATH, Page, View, page_of
from dashboards.report import report
from dashboards.views import timeline
from tracker import schema
from tracker.cli import main
from tracker.exports.edition import Edition
from tracker.programme import Programme
from tracker.snapshot import snapshot

Rows = list[dict[str, str]]

FIRST_DAY = date(2020, 1, 1)
DAYS = 2000
# Of the real record: before everything, turning points of the first flight, lately.
REAL_DAYS = (
    date(1990, 1, 1),
    date(2005, 1, 1),
    date(2018, 6, 30),
    date(2024, 10, 15),
    date(2025, 12, 25),
    date(2025, 12, 27),
    date(2026, 2, 1),
    date(2026, 5, 1),
)
REAL_MILESTONES = ("soyuz5-first-flight", "soyuz5-second-flight", "baiterek-works-complete")

# What else a reader may ask of a view, days after the one that is shown among it.
FLIGHTS = "soyuz5-first-flight,soyuz5-second-flight"
ASKED = {
    "/": ("changed=365", "changed=all"),
    "/timeline": ("form=table&zoom=all", "zoom=all&group=status", "from=2025&to=2028"),
    "/slips": (f"milestone={FLIGHTS}", f"milestone={FLIGHTS}&form=table", "years=2"),
    "/data": ("table=announcements", "q=soyuz", "table=announcements&q=2026"),
    "/forecast": ("milestone=soyuz5-second-flight", "milestone=baiterek-works-complete"),
    "/changes": ("days=all", "since=2000-01-01&until=2026-11-22", "days=all&kind=confirmed"),
}


# The record as it stood.


@dataclass(frozen=True)
class Record:
    """The rows of the two files."""

    milestones: Rows
    announcements: Rows

    def programme(self) -> Programme:
        return programme_of(self.milestones, self.announcements)

    def write(self, folder: Path) -> Path:
        folder.mkdir()
        tables = {
            "milestones": (schema.MILESTONE_COLUMNS, self.milestones),
            "announcements": (schema.ANNOUNCEMENT_COLUMNS, self.announcements),
        }
        for name, (columns, rows) in tables.items():
            (folder / f"{name}.csv").write_bytes(csv_bytes(columns, rows))
        shutil.copytree(REAL_DATA / "reference", folder / "reference")
        return folder


def as_it_stood(programme: Programme, day: date) -> Record:
    """What the two files would have held on a day, had they been kept then as they are now."""
    rows = snapshot(programme, as_of=day)
    spoken = programme.announcements
    spoken = spoken[spoken["announced_latest"] <= pd.Timestamp(day)]
    return Record(
        rows[rows["known"]][list(schema.MILESTONE_COLUMNS)].to_dict("records"),
        spoken[list(schema.ANNOUNCEMENT_COLUMNS)].to_dict("records"),
    )


def whole(programme: Programme) -> Record:
    return Record(
        programme.milestones[list(schema.MILESTONE_COLUMNS)].to_dict("records"),
        programme.announcements[list(schema.ANNOUNCEMENT_COLUMNS)].to_dict("records"),
    )


def told_by(record: Record, day: date) -> Record:
    """The rows of an invented record as an editor would have had them on a day.

    Whatever the cells of a milestone tell beside its dates (outcome, note, source) may have been
    written after the last thing that was said of it or that happened to it.
    """
    until = day.isoformat()
    spoken = [row for row in record.announcements if row["announced"] <= until]
    dates = [row["announced"] for row in record.announcements]
    happened = [row["actual"] for row in record.milestones if row.get("actual")]
    if dates and min(dates + happened) > until:
        return Record([], [])
    rows = (row_by(row, record.announcements, until) for row in record.milestones)
    return Record([row for row in rows if row], spoken)


def row_by(row: dict[str, str], announcements: Rows, until: str) -> dict[str, str] | None:
    """A row as it stood on a day; None when it was in no file yet."""
    said = [one for one in announcements if one["milestone"] == row["id"]]
    spoken = [one for one in said if one["announced"] <= until]
    happened = bool(row.get("actual")) and row["actual"] <= until
    is_said_later = len(spoken) < len(said)
    if not is_said_later and (happened or not row.get("actual")):
        return row
    if not spoken and not happened:
        return None
    partners = [one for one in spoken if one["side"] != "press"] or spoken
    last = max(partners, default={}, key=spoken_last)
    then = {**row, "outcome": "", "note": ""}
    then |= {name: last.get(name, "") for name in ("source", "confidence")}
    if not happened:
        then["actual"] = ""
    if is_said_later:
        then["planned"] = last.get("target", "").replace("tbd", "")
    if row.get("baseline", "") not in {one["target"] for one in spoken}:
        then["baseline"] = ""
    return then


def spoken_last(row: dict[str, str]) -> tuple[str, bool, str, str]:
    """Of one day a withdrawal is said first, then the earlier date; of equals the names decide."""
    return row["announced"], row["target"] != "tbd", row["target"], row["speaker"]


# What is shown.


def addresses(view: View, ids: Sequence[str]) -> list[str]:
    return [MILESTONE_PATH + id for id in ids] if view.PATH == MILESTONE_PATH else [view.PATH]


def page(programme: Programme, path: str, day: date, asked: str = "") -> Page:
    return page_of(programme, path=path, search=f"?as_of={day}&{asked}", today=TODAY)


def shown(view: View, asked: Page) -> str:
    """Everything of a view that depends on the record: title, content, foot."""
    holds(view, asked)
    parts = [view.content(asked), shell.footer(asked)]
    if view is timeline:
        parts += [timeline.drawn(asked, timeline.Viewport(drawn=drawn)) for drawn in (True, False)]
        cards = [timeline.card_of(id, asked.rows, asked) for id in asked.rows["id"]]
        return "".join([*map(str, parts[2:]), *map(to_html, parts[:2]), *map(str, cards)])
    return "".join([shell.page_title(view, asked), *map(to_html, parts)])


def bare_report(programme: Programme, day: date) -> str:
    """The report without what it says of the files from which it was made."""
    text = report(programme, as_of=day, lang="en")
    return re.sub(r'<section class="panel panel-about".*?</section>', "", text, flags=re.DOTALL)


def exported(programme: Programme, day: date) -> dict[str, bytes]:
    """Every data file of a past day, by its name; the workbook is of the files as they stand."""
    edition = Edition(programme, day)
    return {name: feed.make(edition) for name, feed in FEEDS.items() if name != WORKBOOK}


# Invented records.

offsets = st.integers(min_value=0, max_value=DAYS)
statements = st.lists(
    st.tuples(offsets, st.sampled_from(("ru", "kz", "joint", "press")), st.booleans()), max_size=4
)
stories = st.lists(
    st.tuples(statements, st.none() | offsets, st.sampled_from(("", "success", "cancelled"))),
    min_size=1,
    max_size=4,
)


def invented(told: list[tuple[list[tuple[int, str, bool]], int | None, str]]) -> Record:
    """A record in which every statement has words, a speaker, a page and a month of its own."""
    milestones: Rows = []
    announcements: Rows = []
    for number, (statements, happens, outcome) in enumerate(told):
        spoken = [statement(number, n, *one) for n, one in enumerate(sorted(statements))]
        promised = [row["target"] for row in spoken if row["target"] != "tbd"]
        cells = {"baseline": promised[0], "planned": spoken[-1]["target"]} if promised else {}
        if cells.get("planned") == "tbd":
            cells["planned"] = ""
        if happens is not None:
            cells |= {"actual": day_at(happens), "outcome": outcome, "note": f"note{number}x"}
        milestones.append(milestone(f"m{number}", category="launch", **cells))
        announcements += spoken
    return Record(milestones, announcements)


def statement(number: int, n: int, at: int, side: str, withdrawn: bool) -> dict[str, str]:
    mark = f"{number}-{n}x"
    return said(
        day_at(at),
        "tbd" if withdrawn else f"{2040 + number}-{n + 1:02}",
        side,
        milestone=f"m{number}",
        speaker=f"speaker{mark}",
        wording=f"wording{mark}",
        source=f"https://source{mark}.example/",
        publisher=f"publisher{mark}",
        confidence="medium",
    )


def day_at(offset: int) -> str:
    return (FIRST_DAY + timedelta(days=offset)).isoformat()


def later_words(record: Record, day: date) -> Iterator[str]:
    """The words that nobody could have read by the day."""
    for row in record.announcements:
        if row["announced"] > day.isoformat():
            yield from (row["speaker"], row["wording"], row["source"], row["publisher"])
            yield from () if row["target"] == "tbd" else (row["target"],)
    for row in record.milestones:
        if row.get("actual", "") > day.isoformat():
            yield row["note"]


# Each example costs a page of every view: few, and the turns are what counts.
few = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.TITLE)
@few
@given(told=stories, offset=offsets)
def test_a_view_of_a_past_day_looks_as_it_looked_then(
    view: View, told: list[tuple[list[tuple[int, str, bool]], int | None, str]], offset: int
) -> None:
    record, day = invented(told), FIRST_DAY + timedelta(days=offset)
    now = record.programme()
    then = told_by(record, day).programme()
    for path in addresses(view, [row["id"] for row in record.milestones]):
        text = shown(view, page(now, path, day))
        assert text == shown(view, page(then, path, day))
        assert [word for word in later_words(record, day) if word in text] == []


@few
@given(told=stories, offset=offsets)
def test_the_frame_of_a_past_day_names_nobody_who_spoke_later(
    told: list[tuple[list[tuple[int, str, bool]], int | None, str]], offset: int
) -> None:
    record, day = invented(told), FIRST_DAY + timedelta(days=offset)
    asked = page(record.programme(), "/", day)
    text = "".join(map(to_html, shell.above(VIEWS[0], VIEWS, asked, "")))
    assert [word for word in later_words(record, day) if word in text] == []


@few
@given(told=stories, offset=offsets)
def test_a_report_of_a_past_day_reads_as_it_read_then(
    told: list[tuple[list[tuple[int, str, bool]], int | None, str]], offset: int
) -> None:
    record, day = invented(told), FIRST_DAY + timedelta(days=offset)
    now = record.programme()
    text = bare_report(now, day)
    assert text == bare_report(told_by(record, day).programme(), day)
    assert [word for word in later_words(record, day) if word in text] == []


@few
@given(told=stories, offset=offsets)
def test_the_data_files_of_a_past_day_are_those_of_then(
    told: list[tuple[list[tuple[int, str, bool]], int | None, str]], offset: int
) -> None:
    record, day = invented(told), FIRST_DAY + timedelta(days=offset)
    now, then = (exported(which.programme(), day) for which in (record, told_by(record, day)))
    assert now == then
    texts = b"".join(text for name, text in now.items() if name != "export.zip").decode()
    assert [word for word in later_words(record, day) if word in texts] == []


# The real record.


@pytest.fixture(scope="module")
def real() -> Programme:
    return whole(tracker.load(REAL_DATA, as_of=TODAY)).programme()


@pytest.mark.parametrize("day", REAL_DAYS, ids=str)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.TITLE)
def test_the_real_record_looks_as_it_looked_then(view: View, day: date, real: Programme) -> None:
    then = as_it_stood(real, day).programme()
    for path in addresses(view, REAL_MILESTONES):
        assert shown(view, page(real, path, day)) == shown(view, page(then, path, day))


@pytest.mark.parametrize("day", REAL_DAYS[2::3], ids=str)
@pytest.mark.parametrize(
    ("view", "asked"),
    [(view, asked) for view in VIEWS for asked in ASKED.get(view.PATH, ())],
    ids=lambda value: value if isinstance(value, str) else value.TITLE,
)
def test_nothing_later_can_be_asked_for(view: View, asked: str, day: date, real: Programme) -> None:
    then = as_it_stood(real, day).programme()
    answers = [shown(view, page(which, view.PATH, day, asked)) for which in (real, then)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("day", REAL_DAYS[::3], ids=str)
def test_the_real_report_reads_as_it_read_then(day: date, real: Programme) -> None:
    assert bare_report(real, day) == bare_report(as_it_stood(real, day).programme(), day)


@pytest.mark.parametrize("day", REAL_DAYS, ids=str)
def test_the_real_data_files_are_those_of_then(day: date, real: Programme) -> None:
    assert exported(real, day) == exported(as_it_stood(real, day).programme(), day)


def printed(*arguments: str) -> str:
    """What a command prints, on whichever stream."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(list(arguments))
    return out.getvalue()


COMMANDS = (
    ("status",),
    ("list",),
    ("show", "soyuz5-first-flight"),
    ("changes", "--since", "2017-01-01"),
    ("sources",),
    ("check", "--health"),
    ("forecast",),
    ("forecast", "soyuz5-first-flight"),
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, real: Programme) -> dict[date, Path]:
    """The record as it stood on some days, and under today's the whole of it."""
    top = tmp_path_factory.mktemp("records")
    records = {day: as_it_stood(real, day) for day in REAL_DAYS[2::2]} | {TODAY: whole(real)}
    return {day: record.write(top / str(day)) for day, record in records.items()}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=("text", "json"))
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_about_a_past_day_answers_as_it_did_then(
    command: tuple[str, ...], form: tuple[str, ...], folders: dict[date, Path]
) -> None:
    for day in REAL_DAYS[2::2]:
        asked = (*command, *form, "--as-of", str(day), "--data")
        now, then = (printed(*asked, str(folders[which])) for which in (TODAY, day))
        assert now == then
        assert now.strip()
