"""The record kept fresh: good versions follow each other, bad ones are told about."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from builders import TODAY

from dashboards.editions import REMEMBERED
from dashboards.live import ATTEMPTS, LiveProgramme
from dashboards.page import Frozen, Page
from tracker import archive, store
from tracker.programme import Programme, build
from tracker.store import Content, NotMilestones

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
    assert programme.trouble.endswith(". milestones.csv is gone. Put it back and the page follows.")
    assert "--data" not in programme.trouble


def test_a_missing_folder_says_to_put_its_file_back(path: Path) -> None:
    programme = live(path.parent)
    path.unlink()
    assert ". milestones.csv is gone. Put it back" in programme.trouble


def test_a_file_that_never_holds_still_is_read_when_it_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that is quicker than every attempt: what it wrote last is seen at the next look."""
    programme = live(path)
    texts = [GOOD.replace("2027", str(year)) for year in range(2028, 2028 + 2 * ATTEMPTS)]

    def written_again_after_reading(*args: object, **options: object) -> Programme:
        found = build(*args, **options)  # type: ignore[arg-type]
        write(path, texts.pop(0))
        return found

    write(path, BETTER)
    with monkeypatch.context() as patch:
        patch.setattr("dashboards.live.build", written_again_after_reading)
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


def page_of_version(programme: LiveProgramme, version: str, as_of: str = "2026-11-22") -> Page:
    return programme.page(path="/", search=f"?as_of={as_of}&version={version}")


def planned_on(page: Page) -> str:
    return str(page.programme.milestones.loc[0, "planned"])


def test_a_version_that_was_kept_is_shown_after_the_data_changed(path: Path) -> None:
    programme = live(path)
    version = programme.read().version[:12]
    assert programme.keep(version) == ""
    write(path, BETTER)
    page = page_of_version(programme, version)
    assert (planned_on(page), page.frozen) == ("2027", Frozen(TODAY, TODAY, newer=True))
    assert planned_on(programme.page(path="/", search="")) == "2028"


def test_a_version_is_found_by_another_process(path: Path) -> None:
    first = live(path)
    version = first.read().version[:12]
    first.keep(version)
    write(path, BETTER)
    assert planned_on(page_of_version(live(path), version)) == "2027"


def test_the_version_at_hand_is_pinned_even_if_it_was_not_kept(path: Path) -> None:
    programme = live(path)
    page = page_of_version(programme, programme.read().version[:12])
    assert page.frozen == Frozen(TODAY, TODAY, newer=False)


@pytest.mark.parametrize("version", ["0" * 12, "zz", "../..", "%00"])
def test_a_version_that_is_not_kept_is_not_pretended(path: Path, version: str) -> None:
    page = page_of_version(live(path), version)
    assert page.frozen is None
    assert page.missing_version
    assert planned_on(page) == "2027"


def test_a_version_that_is_gone_from_the_page_s_data_is_not_kept(path: Path) -> None:
    programme = live(path)
    version = programme.read().version[:12]
    write(path, BETTER)
    assert "The data have changed since" in programme.keep(version)
    assert "The data have changed since" in programme.keep("0" * 12)


def test_a_version_that_is_torn_is_not_kept(path: Path) -> None:
    programme = live(path)
    good = programme.read().version[:12]
    write(path, TORN)
    assert programme.keep(good) != ""
    assert programme.keep(hashlib.sha256(TORN.encode()).hexdigest()[:12]) != ""
    assert not (path.parent / ".history").exists()


def test_a_record_that_could_not_be_read_whole_is_not_kept(path: Path) -> None:
    write(path, GOOD + "second,Second flight,launch\n")
    programme = live(path)
    assert "not every row of it could be read" in programme.keep(programme.read().version[:12])


def test_a_version_that_cannot_be_written_says_so(path: Path) -> None:
    (path.parent / ".history").write_text("in the way", encoding="utf-8")
    programme = live(path)
    assert "cannot be written" in programme.keep(programme.read().version[:12])


def test_what_is_dated_to_a_running_period_stays_said_when_it_was_pinned(path: Path) -> None:
    """Read in November, "2026" has been said by then; read next year, only by its end."""
    folder = path.parent
    said = "milestone,announced,target\nfirst,2026,2028\n"
    (folder / "announcements.csv").write_text(said, encoding="utf-8")
    days = [TODAY]
    programme = LiveProgramme(folder, lambda: days[-1])
    version = programme.read().version[:12]
    programme.keep(version)
    days.append(date(2027, 3, 1))
    page = page_of_version(programme, version)
    assert (page.as_of, page.today, page.opened) == (TODAY, TODAY, days[-1])
    assert page.rows.loc[0, "announced"] == "2026"


def test_few_old_versions_stay_in_memory(path: Path) -> None:
    programme = live(path)
    versions = []
    for year in range(2027, 2027 + 2 * REMEMBERED):
        write(path, GOOD.replace("2027", str(year)))
        versions.append(programme.read().version[:12])
        assert programme.keep(versions[-1]) == ""
    write(path, BETTER)
    years = [planned_on(page_of_version(programme, version)) for version in versions]
    assert years == [str(year) for year in range(2027, 2027 + 2 * REMEMBERED)]
    assert len(programme._editions._programmes) == REMEMBERED


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions that were looked for in git, where none is found."""
    asked: list[str] = []
    monkeypatch.setattr(archive, "in_git", lambda _path, version: asked.append(version))
    return asked


def test_a_version_that_git_has_not_is_not_looked_for_with_every_page(
    path: Path, searches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = live(path)
    for _ in range(3):
        assert page_of_version(programme, "0" * 12).missing_version
    assert searches == ["0" * 12]
    monkeypatch.setattr("dashboards.editions.MISSED_SECONDS", 0.0)
    assert page_of_version(programme, "0" * 12).missing_version
    assert searches == ["0" * 12] * 2


def test_a_version_that_is_kept_after_it_was_missed_is_found(
    path: Path, searches: list[str]
) -> None:
    programme = live(path)
    write(path, BETTER)
    coming = store.content(path)
    write(path, GOOD)
    assert page_of_version(programme, coming.version[:12]).missing_version
    archive.keep(path, coming, day=TODAY)
    assert planned_on(page_of_version(programme, coming.version[:12])) == "2028"
    assert searches


def test_the_version_at_hand_is_not_looked_for_in_git(path: Path, searches: list[str]) -> None:
    programme = live(path)
    assert page_of_version(programme, programme.read().version[:12]).frozen
    assert searches == []


def test_nobody_waits_for_the_search_of_another(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme, begun, over = live(path), Event(), Event()

    def long_search(*_: object) -> None:
        begun.set()
        assert over.wait(30)

    version = programme.read().version[:12]
    programme.keep(version)
    monkeypatch.setattr(archive, "in_git", long_search)
    other = Thread(target=page_of_version, args=(programme, "0" * 12))
    other.start()
    assert begun.wait(30)
    answered = Thread(target=page_of_version, args=(programme, version))
    answered.start()
    answered.join(10)
    waited = answered.is_alive()
    over.set()
    other.join()
    assert not waited


def test_a_past_day_that_is_served_is_not_the_day_on_which_a_version_is_kept(path: Path) -> None:
    past = date(2019, 1, 1)
    programme = LiveProgramme(path, lambda: past, calendar=lambda: TODAY)
    version = programme.read().version[:12]
    before = page_of_version(programme, version, as_of="2019-01-01")
    assert programme.keep(version) == ""
    kept = archive.beside(path, version)
    assert kept
    assert kept.day == TODAY
    after = page_of_version(programme, version, as_of="2019-01-01")
    for page in (before, after):
        assert (page.as_of, page.retrieved) == (past, TODAY)
        assert page.frozen == Frozen(TODAY, past, newer=False)


def test_a_committed_version_that_was_torn_is_told_and_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn = Content(TORN.encode(), None)
    monkeypatch.setattr(archive, "in_git", lambda *_: archive.Kept(torn, TODAY))
    programme = live(path)
    page = page_of_version(programme, torn.version[:12])
    assert page.frozen
    assert page.programme.refused
    assert "not every row of it could be read" in programme.keep(torn.version[:12])
    assert not (path.parent / ".history").exists()
