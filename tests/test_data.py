"""What the curated record has to hold, read with nothing but the csv module."""

import csv
import re
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
TRACKS = (
    ("agreement", "commission", "meeting", "finance"),
    ("vehicle",),
    ("ground",),
    ("flight-test", "launch"),
    ("anniversary", "heritage", "tourism"),
)
FIRST = "soyuz5-first-flight"


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


MILESTONES = read("milestones.csv")
ANNOUNCEMENTS = read("announcements.csv")
BY_ID = {row["id"]: row for row in MILESTONES}


def last_day(words: str) -> str:
    """The end of a day, month, year or period, as text that sorts."""
    words = words.split("/")[-1].split(" ")[-1]
    return words + {4: "-12-31", 7: "-31"}.get(len(words), "")


def known_on(day: str, milestone: str = FIRST) -> list[dict[str, str]]:
    rows = [r for r in ANNOUNCEMENTS if r["milestone"] == milestone and r["side"] != "press"]
    return [r for r in rows if last_day(r["announced"]) <= day]


def test_the_record_is_of_some_size():
    assert len(MILESTONES) >= 120
    assert len(ANNOUNCEMENTS) >= 150


def test_ids_are_words_with_hyphens_and_unique():
    assert len(BY_ID) == len(MILESTONES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each) for each in BY_ID)


def test_every_milestone_has_four_titles_and_no_two_share_one():
    for column in ("title", "title_fr", "title_ru", "title_kk"):
        titles = [row[column] for row in MILESTONES]
        assert all(titles), column
        assert len(set(titles)) == len(titles), column


def test_english_titles_fit_a_label():
    assert [row["title"] for row in MILESTONES if len(row["title"]) > 55] == []


def test_milestones_are_sorted_by_track():
    tracks = [next(i for i, t in enumerate(TRACKS) if r["category"] in t) for r in MILESTONES]
    assert tracks == sorted(tracks)


def test_milestones_of_a_track_are_sorted_by_the_days_that_are_exact():
    exact = [(r["category"], r["actual"]) for r in MILESTONES if len(r["actual"]) == 10]
    for track in TRACKS:
        days = [day for category, day in exact if category in track and day[0].isdigit()]
        assert days == sorted(days)


def test_announcements_are_sorted_by_milestone_then_day():
    keys = [(r["milestone"], last_day(r["announced"])) for r in ANNOUNCEMENTS]
    assert all(a <= b for a, b in pairwise(keys))


def test_every_announcement_has_a_day_a_target_and_a_milestone():
    for row in ANNOUNCEMENTS:
        assert all((row["announced"], row["target"], row["wording"])), row
        assert row["milestone"] in BY_ID, row


def test_every_row_has_a_source_and_a_confidence():
    for row in MILESTONES + ANNOUNCEMENTS:
        assert all(re.match(r"https?://", each) for each in row["source"].split()), row
        assert row["source"], row
        assert row["confidence"] in ("high", "medium", "low"), row


def test_press_rows_name_no_person_of_a_side():
    speakers = {r["speaker"] for r in ANNOUNCEMENTS if r["side"] == "press"}
    assert speakers <= {"", "Anil Menon"}


def test_dependencies_exist_and_do_not_loop():
    def walk(each: str, path: tuple[str, ...]) -> None:
        assert each not in path, path
        for before in BY_ID[each]["depends_on"].split():
            walk(before, (*path, each))

    for each in BY_ID:
        walk(each, ())


def test_everything_the_founding_article_names_is_here():
    actual = {
        "ipc-session-23": "2025-04-21",
        "ipc-session-16": "2021-06",
        "baiterek-protocol-2024": "2024",
        "soyuz-ms-27-launch": "2025-04-08",
        "soyuz-ms-27-visitors": "2025-04-08",
        "bakanov-madiyev-2025": "2025-04-21",
        "baikonur-70-anniversary": "2025-06-02",
        "gagarin-start-museum": "",
        "unesco-initiative-2025": "2025-04-21",
        "heads-of-state-declaration-2024": "2024-11-27",
    }
    assert {each: BY_ID[each]["actual"] for each in actual} == actual
    assert "about 3,000" in BY_ID["soyuz-ms-27-visitors"]["title"]
    said = known_on("2025-04-21")[-1]
    assert (said["target"], said["organisation"]) == ("end of 2025", "Roscosmos")


def test_the_first_flight_was_promised_for_2022_and_flew_on_30_april_2026():
    row = BY_ID[FIRST]
    assert (row["baseline"], row["planned"]) == ("2022", "end of March 2026")
    assert (row["actual"], row["outcome"], row["confidence"]) == (
        "2026-04-30",
        "success",
        "medium",
    )


def test_rcc_progress_once_said_2026():
    said = known_on("2024-10-15")[-1]
    assert (said["target"], said["speaker"], said["side"]) == ("2026", "Ravil Akhmetov", "ru")


def test_until_christmas_2025_the_promise_was_the_end_of_the_year():
    assert known_on("2025-12-25")[-1]["target"] in ("end of 2025", "2025-12")


def test_on_26_december_2025_the_partners_disagreed():
    said = {
        r["side"]: r["target"] for r in known_on("2025-12-26") if r["announced"] == "2025-12-26"
    }
    assert said == {"ru": "tbd", "kz": "2026-Q1"}


def test_a_month_later_it_was_the_end_of_march():
    said = known_on("2026-02-01")[-1]
    assert (said["target"], said["speaker"]) == ("end of March 2026", "Dmitry Baranov")


def test_what_has_no_report_is_never_done():
    for row in MILESTONES:
        assert not (row["outcome"] == "unknown" and row["actual"]), row["id"]
        if row["outcome"] in ("success", "partial", "failure"):
            assert row["actual"], row["id"]


def test_the_two_look_alike_protocols_are_two():
    assert BY_ID["land-protocol-2017"]["actual"] == "2017-11-09"
    assert BY_ID["lease-protocol-2050"]["actual"] == "2018-11-09"


def test_the_reference_class_is_whole():
    said = read("reference/announcements.csv")
    became = read("reference/actuals.csv")
    assert {row["vehicle"] for row in said} == {row["vehicle"] for row in became}
    assert (len(said), len(became)) == (187, 47)
    assert all(row["actual"] for row in became if row["status"] == "flown")


def test_the_files_are_plain_utf8_with_line_feeds():
    for path in DATA.rglob("*.csv"):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
