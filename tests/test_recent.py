"""What was asked for last stays at hand; of more than fit, what was asked for longest ago goes."""

from __future__ import annotations

import threading

from dashboards.recent import Recent


def test_what_was_asked_for_longest_ago_goes() -> None:
    recent = Recent[str, int](at_most=2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert [recent.get(name) for name in "abc"] == [1, None, 3]


def test_what_is_kept_again_is_the_newest_and_takes_no_second_place() -> None:
    recent = Recent[str, int](at_most=2)
    for name, thing in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        recent.keep(name, thing)
    assert [recent.get(name) for name in "abc"] == [3, None, 4]
    assert len(recent) == 2


def test_many_threads_leave_no_more_than_fit() -> None:
    recent = Recent[int, int](at_most=8)

    def use(first: int) -> None:
        for n in range(first, first + 500):
            recent.keep(n % 50, n)
            found = recent.get((n * 7) % 50)
            assert found is None or found % 50 == (n * 7) % 50

    threads = [threading.Thread(target=use, args=(100 * n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recent) == 8
