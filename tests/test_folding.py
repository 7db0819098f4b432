"""Edits made one after the other, as those that lead to the same."""

from __future__ import annotations

from tracker.deltas import Addition, Delta, Edit, Removal
from tracker.folding import folded

V = "0" * 64


def change(old: str, new: str, *, id: str = "pad", column: str = "note", version: str = V) -> Delta:
    return Delta("milestones", (id,), column, old, new, version)


def test_a_cell_that_is_typed_twice_has_changed_once() -> None:
    assert folded([change("", "a"), change("a", "b")]) == [change("", "b")]


def test_a_cell_that_is_typed_back_has_not_changed() -> None:
    assert folded([change("", "a"), change("a", "")]) == []


def test_other_cells_and_other_rows_stay_apart() -> None:
    edits: list[Edit] = [
        change("", "a"),
        change("a", "b", column="place"),
        change("a", "b", id="x"),
    ]
    assert folded(edits) == edits


def test_a_row_that_is_added_is_added_as_it_was_typed_last() -> None:
    typed = [
        Addition("milestones", {"id": "pad", "note": ""}),
        change("", "a", version=""),
        change("pad", "new-pad", column="id", version=""),
        change("a", "b", id="new-pad", version=""),
    ]
    assert folded(typed) == [Addition("milestones", {"id": "new-pad", "note": "b"})]


def test_a_row_that_is_added_leaves_its_look_alike_on_disk_alone() -> None:
    edits: list[Edit] = [Addition("milestones", {"id": "pad"}), change("", "a")]
    assert folded(edits) == edits


def test_a_row_that_is_added_and_removed_was_never_there() -> None:
    added = Addition("milestones", {"id": "pad", "note": "a"})
    assert folded([added, Removal("milestones", {"id": "pad"}, "")]) == []
    gone = Removal("milestones", {"id": "pad", "note": "a"}, V)
    assert folded([added, gone]) == [added, gone]
