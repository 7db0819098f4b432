"""Work by two processes: everything is done once, whatever becomes of the other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tracker import both_ends
from tracker.both_ends import from_both_ends

N = 40


@pytest.fixture(autouse=True)
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few processors the machine of the tests has."""
    monkeypatch.setattr(both_ends, "WORTH_IT", 2)
    monkeypatch.setattr(both_ends, "has_second", lambda: True)


def written(folder: Path) -> list[str]:
    """What was done, a line a time."""
    return [line for file in folder.iterdir() for line in file.read_text().splitlines()]


def doing(folder: Path, number: int) -> str:
    with open(folder / str(os.getpid()), "a") as file:
        file.write(f"{number}\n")
    return f"done {number}"


def test_everything_is_done_once_by_two(tmp_path: Path) -> None:
    told = from_both_ends(N, lambda number: doing(tmp_path, number), heard=lambda _n: None)
    assert told == {number: f"done {number}" for number in range(N)}
    assert sorted(map(int, written(tmp_path))) == list(range(N))


def test_the_last_are_done_by_this_process_in_the_end(tmp_path: Path) -> None:
    from_both_ends(N, lambda number: doing(tmp_path, number), heard=lambda _n: None, alone=30)
    own = (tmp_path / str(os.getpid())).read_text().splitlines()
    assert own[-30:] == [str(number) for number in range(N - 30, N)]


def test_what_the_other_leaves_undone_is_done_here(tmp_path: Path) -> None:
    here = os.getpid()

    def work(number: int) -> str:
        if os.getpid() != here and number < N - 1:
            os._exit(9)
        return doing(tmp_path, number)

    told = from_both_ends(N, work, heard=lambda _n: None)
    assert told == {number: f"done {number}" for number in range(N)}


def test_a_failure_is_that_of_this_process() -> None:
    def work(number: int) -> str:
        if number == N - 1:
            raise OSError("full")
        return ""

    with pytest.raises(OSError, match="full"):
        from_both_ends(N, work, heard=lambda _n: None)


def test_progress_never_goes_back_nor_to_the_end_before_it() -> None:
    heard: list[int] = []
    from_both_ends(N, str, heard=heard.append, alone=3)
    assert heard == sorted(heard)
    assert heard[0] == 0
    assert heard[-1] < N


def test_one_processor_does_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_ends, "has_second", lambda: False)
    told = from_both_ends(N, lambda _number: str(os.getpid()), heard=lambda _n: None)
    assert set(told.values()) == {str(os.getpid())}
