"""Kaplan-Meier, against a table worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.survival import survival


def test_it_agrees_with_a_table_worked_out_by_hand() -> None:
    """Six waits: 1, 2, 2+, 3, 4+, 5, where + was last seen waiting.

    After 1: 5/6. After 2: 5/6 * 4/5 = 2/3. After 3: 2/3 * 2/3 = 4/9. After 5: 4/9 * 0 = 0.
    """
    waited = np.array([1.0, 2.0, 2.0, 3.0, 4.0, 5.0])
    came = np.array([True, True, False, True, False, True])
    found = survival(waited, came, np.ones(6))
    assert found.after.tolist() == [1.0, 2.0, 3.0, 5.0]
    assert found.share.tolist() == pytest.approx([5 / 6, 2 / 3, 4 / 9, 0.0])
    assert [found.at(x) for x in (0.9, 1.0, 2.5, 4.5, 9.0)] == pytest.approx(
        [1.0, 5 / 6, 2 / 3, 4 / 9, 0.0]
    )


def test_who_waits_longest_of_all_keeps_the_last_share_up() -> None:
    found = survival(np.array([1.0, 2.0]), np.array([True, False]), np.ones(2))
    assert found.at(100.0) == 0.5


def test_a_weight_of_two_is_the_case_twice() -> None:
    waited, came = np.array([1.0, 2.0, 3.0]), np.array([True, False, True])
    one = survival(waited, came, np.array([2.0, 1.0, 1.0]))
    other = survival(np.array([1.0, *waited]), np.array([True, *came]), np.ones(4))
    assert one.share.tolist() == pytest.approx(other.share.tolist())


def test_where_nobody_came_all_are_still_to_come() -> None:
    assert survival(np.array([1.0]), np.array([False]), np.ones(1)).at(9.0) == 1.0
