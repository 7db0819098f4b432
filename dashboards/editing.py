"""The routes of the editor: what stands in the files, how staged edits would change them, the save.

A page stages edits and sends them all each time; nothing of it is kept here. What makes no sense is
answered with one sentence under "refused"; a body that no page of this server sends, with 400.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from threading import Lock
from typing import Final, cast

import flask

from dashboards import data_order, deleting, edit_shapes, intentions, staging
from dashboards.components import days_text
from dashboards.edit_shapes import Json, Misshapen
from dashboards.intentions import Unfit
from dashboards.live import LiveProgramme, without_folder
from dashboards.page import LANGUAGE
from dashboards.recent import Recent
from dashboards.sharing import Turns
from tracker import diffs, edits, saving, schema, store
from tracker.csv_edits import CannotWrite
from tracker.csvfile import Table
from tracker.dates import UnreadableDate, parse
from tracker.deltas import CannotEdit, Draft, Edit, Subject
from tracker.edits import Change, Checked, Plan, Rewrite, checked, correct, planned
from tracker.folding import folded
from tracker.messages import filled, reason
from tracker.problems import Problem, visible
from tracker.replacing import NotSaved
from tracker.sheet import is_withdrawn
from tracker.store import Content, Files, NotMilestones
from tracker.words import Words, words

REFUSALS: Final = (CannotEdit, CannotWrite, NotSaved, NotMilestones)
ANSWERS_REMEMBERED: Final = 64
DRAFTS_REMEMBERED: Final = 8
LONGEST_NAME: Final = 80

Answer = Callable[[], "Json | str"]


def register(server: flask.Flask, live: LiveProgramme, turns: Turns) -> None:
    """Add the routes to a server. Whoever edits goes before those who wait for a page."""
    desk = Desk(live)
    looks: tuple[tuple[str, Answer, Json], ...] = (
        ("/data/rows", desk.rows, NO_ROWS),
        ("/data/reading", reading, {}),
    )
    works: tuple[tuple[str, Answer, Json], ...] = (
        ("/data/plan", desk.plan, NO_PLAN),
        ("/data/preview", desk.preview, NOTHING),
        ("/data/save", desk.save, {**NOTHING, "saved": False}),
    )
    for path, answer, nothing in looks:
        server.add_url_rule(path, path, answered(answer, nothing))
    for path, answer, nothing in works:
        view = turns.of_an_editor()(answered(answer, nothing))
        server.add_url_rule(path, path, view, methods=["POST"])


def answered(answer: Answer, nothing: Json) -> Callable[[], flask.Response]:
    """The answer as JSON; with ``nothing`` in it where it is refused."""

    def view() -> flask.Response:
        try:
            told = answer()
        except Misshapen as fault:
            return flask.make_response(flask.jsonify(error=str(fault)), 400)
        except REFUSALS as refusal:
            told = {**nothing, "refused": reader().again(refusal.args[0])}
            if isinstance(refusal, Unfit):
                told["at"] = {name: reader().again(why) for name, why in refusal.at.items()}
        text = told if isinstance(told, str) else json.dumps(told)
        return flask.Response(text, mimetype="application/json")

    return view


class Desk:
    """Where a record is edited; it remembers what could be read last, and its answers to saves."""

    def __init__(self, live: LiveProgramme) -> None:
        self.live = live
        self._good: Content | None = None
        self._saving = Lock()
        self._answers = Recent[str, Json](at_most=ANSWERS_REMEMBERED)
        self._drafts = Recent[tuple[str, str], Draft](at_most=DRAFTS_REMEMBERED)

    def rows(self) -> str:
        """The rows of a table with their problems; of the last good version while none can be read.

        ``refused`` says then why nothing can be edited.
        """
        table = edit_shapes.subject(flask.request.args.get("table"))
        self._refuse_past()
        content, refused = self._standing()
        seen = (str(self.live.path), content, self.live.calendar())
        text = rows_as_json(*seen, table, reader())
        saved = edit_shapes.saved(saving.last_save(self.live.path, content))
        return f'{text[:-1]}, "saved": {json.dumps(saved)}, "refused": {json.dumps(refused)}}}'

    def plan(self) -> Json:
        """The edits that an intention comes down to, made after those that are staged."""
        self._refuse_past()
        body = asked(
            kind=edit_shapes.one_of(*intentions.COLUMNS, deleting.KIND),
            milestone=edit_shapes.text,
            facts=edit_shapes.cells,
            edits=edit_shapes.edits,
        )
        content = store.content(self.live.path)
        made = staging.filled_in(body["edits"])
        staged = self._draft(content, made)
        plan = planned_in(body, staged.files)
        more = staging.on_disk(plan.edits, made, version=content.version)
        if body["kind"] in intentions.COLUMNS:
            with_more = self._draft(content, [*made, *more])
            intentions.refuse_faulty(body["kind"], edits.new_problems(staged, with_more))
        told = {"edits": [edit_shapes.as_json(each) for each in more]}
        return {**told, "remarks": list(map(reader().again, plan.remarks)), "at": {}, "refused": ""}

    def preview(self) -> Json:
        """What the staged edits would make of the newest version."""
        made = staging.filled_in(folded(asked(edits=edit_shapes.edits)["edits"]))
        self._refuse_past()
        change = self._make(made, dry_run=True)
        return self._told(change, made, version=change.before.version)

    def save(self) -> Json:
        """The staged edits saved, all or none; the same save, asked again, is not made again."""
        body = asked(
            edits=edit_shapes.edits,
            by=edit_shapes.text_or_none,
            token=edit_shapes.text_or_none,
        )
        self._refuse_past()
        token = known_by(body["token"], flask.request.get_data())
        with self._saving:
            return self._answers.get(token) or self._saved(folded(body["edits"]), body["by"], token)

    def _refuse_past(self) -> None:
        """Whoever serves a past day shows what was known then, and edits are of today."""
        if self.live.clock() != self.live.calendar():
            raise CannotEdit(
                filled(
                    "A past day is served here, and only the files of today can be edited: start "
                    "the tracker without --as-of."
                )
            )

    def _saved(self, made: Sequence[Edit], by: str, token: str) -> Json:
        version = saving.made_with(self.live.path, token)
        if version:
            # Of an answer that another process gave only its version is known.
            return {**NOTHING, "version": version, "saved": True}
        change = self._make(made, by=visible(by.strip(), LONGEST_NAME), token=token)
        standing = change.after if change.accepted else change.before
        told = self._told(change, made, version=standing.version)
        told["saved"] = change.accepted
        if token and change.accepted:
            self._answers.keep(token, told)
        return told

    def _make(
        self, made: Sequence[Edit], *, by: str = "", token: str = "", dry_run: bool = False
    ) -> Change:
        rewrite = self._rewriting(made)
        day = self.live.calendar()
        return edits.make(self.live.path, rewrite, as_of=day, by=by, token=token, dry_run=dry_run)

    def _rewriting(self, made: Sequence[Edit]) -> Rewrite:
        """What is saved has been looked at just before: it need not be worked out again."""
        told = json.dumps(list(map(edit_shapes.as_json, made)))
        rewrite = planned(correct(*made))

        def remembered(files: Files, standing: Content) -> Draft:
            name = (standing.version, told)
            draft = self._drafts.get(name) or rewrite(files, standing)
            # Who saved last is asked for each time.
            if not draft.conflicts:
                self._drafts.keep(name, draft)
            return draft

        return remembered

    def _told(self, change: Change, made: Sequence[Edit], *, version: str) -> Json:
        """What became of edits, for the page that sent them."""
        path, day = str(self.live.path), self.live.calendar()
        before, after = checked(path, change.before, day), checked(path, change.after, day)
        files, problems = after
        mended = edits.new_problems(after, before)
        tell = partial(
            edit_shapes.problems,
            tables=tables_of(files),
            seen_as=edit_shapes.renamed(made),
            say=reader(),
        )
        return {
            **staging.counts(made),
            "dates": data_order.of_edits(made, columns_of(files)),
            "errors": tell(deleting.explained(change.errors, made)),
            "left": deleting.left_over(made, files, reader()),
            "problems": cells_with_problems(problems),
            "mended": edit_shapes.problems(
                mended, tables=tables_of(before.files), seen_as={}, say=reader()
            ),
            "warnings": tell(change.warnings),
            "version": version,
            "diff": diff(self.live, change),
            "conflicts": list(map(edit_shapes.conflict, change.conflicts)),
            "refused": "",
        }

    def _draft(self, content: Content, staged: Sequence[Edit]) -> Checked:
        """The files as they would be with what is staged. Raises CannotEdit, CannotWrite."""
        made, day = folded(staged), self.live.calendar()
        path = self.live.path
        change = edits.worked_out(path, content, self._rewriting(made), as_of=day)
        if change.conflicts:
            raise CannotEdit(
                reader()(
                    "Somebody else has changed a cell that is among the changes here. Look at the "
                    "changes first and say which text is to stand."
                )
            )
        return checked(str(path), change.after, day)

    def _standing(self) -> tuple[Content, str]:
        """The newest version that can be read whole, and why it is not the one on disk."""
        try:
            content = store.content(self.live.path)
            files = checked(str(self.live.path), content, self.live.calendar()).files
        except NotMilestones as refusal:
            if self._good is None:
                raise
            return self._good, self._said(refusal)
        try:
            edits.refuse_broken(files)
        except CannotEdit as refusal:
            return self._good or content, self._said(refusal)
        self._good = content
        return content, ""

    def _said(self, refusal: Exception) -> str:
        """A refusal in the reader's words; readers need not know where the files stand."""
        return reader().again(without_folder(reason(refusal), self.live.path))


NOTHING: Final[Json] = {
    **{"version": "", "diff": "", "cells": 0, "rows": 0},
    **{"errors": [], "warnings": [], "conflicts": [], "refused": "", "dates": {}},
    **{"left": [], "problems": 0, "mended": []},
}
NO_PLAN: Final[Json] = {"edits": [], "remarks": [], "at": {}}
NO_ROWS: Final[Json] = {
    **{"version": "", "columns": [], "rows": [], "problems": [], "dates": {}, "saved": None}
}


def asked(**parts: Callable[[object], object]) -> Json:
    """The body of the request at hand. Raises Misshapen."""
    if not flask.request.is_json:
        raise Misshapen("The body is not sent as JSON.")
    return edit_shapes.body_of(flask.request.get_data(), **parts)


def known_by(token: str, body: bytes) -> str:
    """The name of one save: what the page called it, and what it asked for."""
    return hashlib.sha256(body).hexdigest() if token else ""


def diff(live: LiveProgramme, change: Change) -> str:
    """What the files would say otherwise, each under its name without its folders."""
    files = [file for file in store.paths(live.path) if file]
    pairs = zip(files, change.before, change.after, strict=False)
    return "\n".join(part for file, *two in pairs if (part := diffs.one(file.name, *two)))


def planned_in(body: Json, files: Files) -> Plan:
    """What a page asks to have planned. Raises Unfit, CannotEdit."""
    if body["kind"] == deleting.KIND:
        return deleting.of_milestone(body["milestone"], files)
    return intentions.plan(body["kind"], body["milestone"], body["facts"], files)


def tables_of(files: Files) -> dict[Subject, Table]:
    tables = {"milestones": files.milestones, "announcements": files.announcements}
    return {cast(Subject, name): table for name, table in tables.items() if table is not None}


def columns_of(files: Files) -> dict[Subject, Mapping[str, list[str]]]:
    return {subject: table.columns for subject, table in tables_of(files).items()}


def cells_with_problems(problems: Iterable[Problem]) -> int:
    return len({(problem.file, problem.line, problem.column) for problem in problems})


# Every page that edits asks for the same rows when a version is new.
@lru_cache(maxsize=4)
def rows_as_json(path: str, content: Content, as_of: date, subject: Subject, say: Words) -> str:
    """The rows and problems of one table as JSON."""
    files, problems = checked(path, content, as_of)
    tables = tables_of(files)
    known = {"milestones": schema.MILESTONE_COLUMNS, "announcements": schema.ANNOUNCEMENT_COLUMNS}
    table = tables.get(subject)
    own = [each for each in problems if table is not None and each.file == table.name]
    lines = range(len(table.lines)) if table else range(0)
    return json.dumps(
        {
            "version": content.version,
            "table": subject,
            "columns": [name for name in table.header if name] if table else known[subject],
            "rows": [edit_shapes.row(table, subject, line) for line in lines if table],
            "dates": data_order.of_columns(table.columns, subject) if table else {},
            "problems": edit_shapes.problems(own, tables=tables, seen_as={}, say=say),
        }
    )


def reading() -> Json:
    """How the words of a date are read: the days that they allow, or why they are no date."""
    say, text = reader(), flask.request.args.get("words", "")
    if flask.request.args.get("column") == "target" and is_withdrawn(text):
        return {"reading": say("withdrawn, no new date"), "refused": ""}
    try:
        return {"reading": days_text(parse(text), say), "refused": ""}
    except UnreadableDate as refusal:
        message, remedy = map(say.again, (refusal.message, refusal.remedy))
        told = say("{message}: {remedy}.", message=message, remedy=remedy)
        return {"reading": "", "refused": visible(told)}


def reader() -> Words:
    """The words of the reader at hand, in the language that the address carries."""
    asked = flask.request.args.get("lang", "")
    return words(asked if asked in schema.LANGUAGES else LANGUAGE)
