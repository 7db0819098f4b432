"""Whoever edits in whichever order, the file says what a plain model of it says.

Two editors look, type, add, delete and undo; a spreadsheet saves the file in another form; the
program starts anew. `make soak` walks longer.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from builders import TODAY, saved_by_spreadsheet
from editors import undoing
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tracker import csvfile, saving, store
from tracker.deltas import Addition, Delta, Edit, Removal
from tracker.edits import Change, correct, make, planned

Row = dict[str, str]
Rows = dict[str, Row]

COLUMNS = ("title", "note", "mine", "id", "place")
# Two who type often meet in the same cell.
TYPED = st.sampled_from(["note", "note", "place", "title", "mine"])
PICKS = st.integers(0, 11)
EDITORS = st.sampled_from(["Anna", "Bolat"])
IDS = st.sampled_from(["pad", "flight", "engine", "museum", "treaty"])
TEXTS = st.one_of(
    st.sampled_from(["", "x", "a,b", 'say "so"', "two\nlines", "a\rb", "=1+1", "é;қ\t№", " "]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
)
FORMS = st.fixed_dictionaries(
    {
        "separator": st.sampled_from([",", ";", "\t"]),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        "newline": st.sampled_from(["\n", "\r\n", "\r"]),
        "always": st.booleans(),
    }
)


class Editing(RuleBasedStateMachine):
    """The rows as they should stand, and what each editor has seen and done."""

    @initialize(form=FORMS)
    def begin(self, form: dict[str, object]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.rows: Rows = {
            id: {**dict.fromkeys(COLUMNS, ""), "id": id, "title": id.upper()}
            for id in ("pad", "flight")
        }
        self.write(form)
        self.seen: dict[str, tuple[str, Rows]] = {}
        self.done: dict[str, list[tuple[list[Edit], str]]] = {"Anna": [], "Bolat": []}
        for editor in self.done:
            self.look(editor)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, form: dict[str, object]) -> None:
        content = saved_by_spreadsheet(COLUMNS, self.rows.values(), **form)  # type: ignore[arg-type]
        (self.folder / "milestones.csv").write_bytes(content)

    def make(self, editor: str, *edits: Edit) -> Change:
        return make(self.folder, planned(correct(*edits)), as_of=TODAY, by=editor)

    @rule(editor=EDITORS)
    def look(self, editor: str) -> None:
        version = store.content(self.folder).version
        self.seen[editor] = version, {id: dict(row) for id, row in self.rows.items()}

    @rule(editor=EDITORS, pick=PICKS, column=TYPED, text=TEXTS)
    def type_in(self, editor: str, pick: int, column: str, text: str) -> None:
        version, seen = self.seen[editor]
        if not seen:
            return
        id = sorted(seen)[pick % len(seen)]
        delta = Delta("milestones", (id,), column, seen[id][column], text, version)
        change = self.make(editor, delta)
        theirs = self.rows[id][column] if id in self.rows else None
        if theirs in (delta.old, text):
            assert change.accepted
            self.rows[id][column] = text
            self.accepted(editor, delta)
        else:
            (conflict,) = change.conflicts
            assert (conflict.mine, conflict.theirs) == (text, theirs)

    @rule(editor=EDITORS, id=IDS, note=TEXTS)
    def add(self, editor: str, id: str, note: str) -> None:
        row = {"id": id, "title": "New", "note": note, "mine": "", "place": ""}
        addition = Addition("milestones", row)
        change = self.make(editor, addition)
        assert change.accepted == (id not in self.rows)
        if change.accepted:
            self.rows[id] = row
            self.accepted(editor, addition)
        else:
            assert [problem.code for problem in change.errors] == ["duplicate-id"]

    @rule(editor=EDITORS, pick=PICKS)
    def delete(self, editor: str, pick: int) -> None:
        version, seen = self.seen[editor]
        if seen:
            id = sorted(seen)[pick % len(seen)]
            removal = Removal("milestones", seen[id], version)
            if self.removed(self.make(editor, removal), removal):
                self.accepted(editor, removal)

    def removed(self, change: Change, removal: Removal) -> bool:
        id = removal.cells["id"]
        assert change.accepted == (self.rows.get(id) == removal.cells)
        if change.accepted:
            del self.rows[id]
        return change.accepted

    def accepted(self, editor: str, *edits: Edit) -> None:
        """What an editor has saved is what this editor sees; the other one still sees the old."""
        self.look(editor)
        self.done[editor].append((list(edits), self.seen[editor][0]))

    @precondition(lambda self: any(self.done.values()))
    @rule(editor=EDITORS)
    def undo(self, editor: str) -> None:
        if not self.done[editor]:
            return
        edits, version = self.done[editor].pop()
        (edit,) = undoing(edits, version=version)
        if isinstance(edit, Removal):
            self.removed(self.make(editor, edit), edit)
        elif isinstance(edit, Addition):
            change = self.make(editor, edit)
            assert change.accepted == (edit.cells["id"] not in self.rows)
            if change.accepted:
                self.rows[edit.cells["id"]] = dict(edit.cells)
        else:
            (id,) = edit.key
            standing = self.rows[id][edit.column] if id in self.rows else None
            change = self.make(editor, edit)
            assert change.accepted == (standing in (edit.old, edit.new))
            if change.accepted:
                self.rows[id][edit.column] = edit.new
        self.look(editor)

    @rule(pick=PICKS, text=TEXTS, form=FORMS)
    def save_from_outside(self, pick: int, text: str, form: dict[str, object]) -> None:
        if self.rows:
            self.rows[sorted(self.rows)[pick % len(self.rows)]]["note"] = text
        self.write(form)

    @rule()
    def start_anew(self) -> None:
        (self.folder / ".milestones.csv.stopped.coming").write_bytes(b"half")
        saving.start(self.folder)
        assert not list(self.folder.glob("*.coming")) or not (self.folder / ".history").exists()

    @invariant()
    def the_file_says_what_the_model_says(self) -> None:
        if not hasattr(self, "folder"):
            return
        content = (self.folder / "milestones.csv").read_bytes()
        table = csvfile.read(content, name="milestones.csv")
        assert not table.refused
        rows = zip(*(table.columns[name] for name in COLUMNS), strict=True)
        found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        assert {row["id"]: row for row in found} == self.rows
        assert len(found) == len(self.rows)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
