"""The record kept fresh: good versions follow each other, bad ones are told about."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from builders import TODAY

from dashboards.live import ATTEMPTS, LiveProgramme
from tracker.programme import Programme, load
from tracker.store import NotMilestones

GOOD = "id,title,category,planned\nfirst,First flight,launch,2027\n"
BETTER = "id,title,category,planned\nfirst,First flight,launch,2028\n"
TORN = 'id,title,category,planned\nfirst,"First fli'


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    # Two writes within one tick of a coarse clock would carry the same time.
    write.tick += 1_000_000_000  # type: ignore[attr-defined]
    os.utime(path, ns=(write.tick, write.tick))  # type: ignore[attr-defined]


write.tick = 1_700_000_000_000_000_000  # type: ignore[attr-defined]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "milestones.csv"
    write(file, GOOD)
    return file


def live(path: Path) -> LiveProgramme:
    return LiveProgramme(path, lambda: TODAY)


def planned(programme: LiveProgramme) -> str:
    return str(programme.read().milestones.loc[0, "planned"])


def test_an_edit_is_seen_at_the_next_look(path: Path) -> None:
    programme = live(path)
    before = programme.version
    write(path, BETTER)
    assert planned(programme) == "2028"
    assert programme.version != before


def test_an_unchanged_file_is_not_read_again(path: Path) -> None:
    programme = live(path)
    assert programme.read() is programme.read()


def test_a_file_replaced_by_another_is_seen(path: Path) -> None:
    programme = live(path)
    write(path.with_name("new.csv"), BETTER)
    path.with_name("new.csv").replace(path)
    assert planned(programme) == "2028"


def test_a_torn_file_keeps_the_last_good_version_and_says_why(path: Path) -> None:
    programme = live(path)
    before = programme.version
    write(path, TORN)
    assert planned(programme) == "2027"
    assert programme.trouble.startswith("Shown: version of ")
    assert "milestones.csv line 2: " in programme.trouble
    assert programme.version != before


def test_a_missing_file_keeps_the_last_good_version(path: Path) -> None:
    programme = live(path)
    path.unlink()
    assert planned(programme) == "2027"
    assert f"{path} is gone. Put it back and the page follows." in programme.trouble
    assert "--data" not in programme.trouble


def test_a_missing_folder_says_to_put_its_file_back(path: Path) -> None:
    programme = live(path.parent)
    path.unlink()
    assert f"{path} is gone. Put it back" in programme.trouble


def test_a_file_that_never_holds_still_is_read_when_it_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that is quicker than every attempt: what it wrote last is seen at the next look."""
    programme = live(path)
    texts = [GOOD.replace("2027", str(year)) for year in range(2028, 2028 + 2 * ATTEMPTS)]

    def written_again_after_reading(*args: object, **options: object) -> Programme:
        found = load(*args, **options)  # type: ignore[arg-type]
        write(path, texts.pop(0))
        return found

    write(path, BETTER)
    with monkeypatch.context() as patch:
        patch.setattr("dashboards.live.load", written_again_after_reading)
        programme.read()
    last = path.read_text(encoding="utf-8").rsplit(",", 1)[1].strip()
    assert planned(programme) == last


def test_the_trouble_ends_when_the_file_is_whole_again(path: Path) -> None:
    programme = live(path)
    before = programme.version
    write(path, TORN)
    assert programme.trouble
    write(path, GOOD)
    assert programme.trouble == ""
    assert programme.version == before


def test_a_file_that_is_torn_at_the_start_shows_what_could_be_read(path: Path) -> None:
    write(path, GOOD + "second,Second flight,launch\n")
    programme = live(path)
    assert planned(programme) == "2027"
    assert programme.trouble.startswith("Not every row could be read.")
    write(path, BETTER)
    assert planned(programme) == "2028"
    assert programme.trouble == ""


def test_a_new_day_makes_another_version(path: Path) -> None:
    days = [date(2026, 11, 22)]
    programme = LiveProgramme(path, lambda: days[-1])
    before = programme.version
    days.append(date(2026, 11, 23))
    assert programme.version != before


def test_nothing_to_show_at_the_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotMilestones):
        live(tmp_path)
