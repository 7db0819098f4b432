"""The routes of the editor: what stands in the files, how staged edits would change them, the save.

A page stages edits and sends them all each time; nothing of it is kept here. What makes no sense is
answered with one sentence under "refused"; a body that no page of this server sends, with 400.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Final, cast

import flask

from dashboards import edit_shapes, staging
from dashboards.components import days_text
from dashboards.edit_shapes import Json, Misshapen
from dashboards.live import LiveProgramme
from dashboards.page import LANGUAGE
from tracker import diffs, edits, saving, schema, store
from tracker.csv_edits import CannotWrite
from tracker.csvfile import Table
from tracker.dates import UnreadableDate, parse
from tracker.deltas import CannotEdit, Edit, Subject
from tracker.edits import Change, checked, correct, planned
from tracker.folding import folded
from tracker.problems import visible
from tracker.replacing import NotSaved
from tracker.store import Content, Files, NotMilestones
from tracker.words import words

REFUSALS: Final = (CannotEdit, CannotWrite, NotSaved, NotMilestones)
ANSWERS_REMEMBERED: Final = 64
LONGEST_NAME: Final = 80

Answer = Callable[[], "Json | str"]


def register(server: flask.Flask, live: LiveProgramme) -> None:
    """Add the routes to a server."""
    desk = Desk(live)
    routes: tuple[tuple[str, str, Answer, Json], ...] = (
        ("GET", "/data/rows", desk.rows, NO_ROWS),
        ("GET", "/data/reading", reading, {}),
        ("POST", "/data/plan", desk.plan, NO_PLAN),
        ("POST", "/data/preview", desk.preview, NOTHING),
        ("POST", "/data/save", desk.save, {**NOTHING, "saved": False}),
    )
    for method, path, answer, nothing in routes:
        server.add_url_rule(path, path, answered(answer, nothing), methods=[method])


def answered(answer: Answer, nothing: Json) -> Callable[[], flask.Response]:
    """The answer as JSON; with ``nothing`` in it where it is refused."""

    def view() -> flask.Response:
        try:
            told = answer()
        except Misshapen as fault:
            return flask.make_response(flask.jsonify(error=str(fault)), 400)
        except REFUSALS as refusal:
            told = {**nothing, "refused": str(refusal)}
        text = told if isinstance(told, str) else json.dumps(told)
        return flask.Response(text, mimetype="application/json")

    return view


class Desk:
    """Where a record is edited; it remembers what could be read last, and its answers to saves."""

    def __init__(self, live: LiveProgramme) -> None:
        self.live = live
        self._good: Content | None = None
        self._saving = Lock()
        self._answers: OrderedDict[str, Json] = OrderedDict()

    def rows(self) -> str:
        """The rows of a table with their problems; of the last good version while none can be read.

        ``refused`` says then why nothing can be edited.
        """
        table = edit_shapes.subject(flask.request.args.get("table"))
        content, refused = self._standing()
        text = rows_as_json(str(self.live.path), content, self.live.calendar(), table)
        saved = edit_shapes.saved(saving.last_save(self.live.path, content))
        return f'{text[:-1]}, "saved": {json.dumps(saved)}, "refused": {json.dumps(refused)}}}'

    def plan(self) -> Json:
        """The edits that an intention comes down to, made after those that are staged."""
        body = asked(
            kind=edit_shapes.one_of("announce", "complete"),
            milestone=edit_shapes.text,
            facts=edit_shapes.cells,
            edits=edit_shapes.edits,
        )
        intention = staging.intention(body["kind"], body["milestone"], body["facts"])
        content = store.content(self.live.path)
        staged = self._draft(content, body["edits"])
        plan = intention(staged)
        more = staging.on_disk(plan.edits, body["edits"], version=content.version)
        told = {"edits": [edit_shapes.as_json(each) for each in more]}
        return {**told, "remarks": list(plan.remarks), "refused": ""}

    def preview(self) -> Json:
        """What the staged edits would make of the newest version."""
        made = folded(asked(edits=edit_shapes.edits)["edits"])
        change = self._make(made, dry_run=True)
        return self._told(change, made, version=change.before.version)

    def save(self) -> Json:
        """The staged edits saved, all or none; the same save, asked again, is not made again."""
        body = asked(
            edits=edit_shapes.edits,
            by=edit_shapes.text_or_none,
            token=edit_shapes.text_or_none,
        )
        token = known_by(body["token"], flask.request.get_data())
        with self._saving:
            return self._answers.get(token) or self._saved(folded(body["edits"]), body["by"], token)

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
            self._answers[token] = told
            if len(self._answers) > ANSWERS_REMEMBERED:
                self._answers.popitem(last=False)
        return told

    def _make(
        self, made: Sequence[Edit], *, by: str = "", token: str = "", dry_run: bool = False
    ) -> Change:
        rewrite = planned(correct(*made))
        day = self.live.calendar()
        return edits.make(self.live.path, rewrite, as_of=day, by=by, token=token, dry_run=dry_run)

    def _told(self, change: Change, made: Sequence[Edit], *, version: str) -> Json:
        """What became of edits, for the page that sent them."""
        files = checked(str(self.live.path), change.after, self.live.calendar()).files
        tables, names = tables_of(files), edit_shapes.renamed(made)
        found = {
            name: list(edit_shapes.problems(problems, tables, names))
            for name, problems in (("errors", change.errors), ("warnings", change.warnings))
        }
        return {
            **staging.counts(made),
            **found,
            "version": version,
            "diff": diff(self.live, change),
            "conflicts": list(map(edit_shapes.conflict, change.conflicts)),
            "refused": "",
        }

    def _draft(self, content: Content, staged: Sequence[Edit]) -> Files:
        """The files as they would be with what is staged. Raises CannotEdit, CannotWrite."""
        made, day = folded(staged), self.live.calendar()
        path = self.live.path
        change = edits.worked_out(path, content, planned(correct(*made)), as_of=day)
        if change.conflicts:
            raise CannotEdit(
                words(LANGUAGE)(
                    "Somebody else has changed a cell that is among the changes here. Look at the "
                    "changes first and say which text is to stand."
                )
            )
        return checked(str(path), change.after, day).files

    def _standing(self) -> tuple[Content, str]:
        """The newest version that can be read whole, and why it is not the one on disk."""
        try:
            content = store.content(self.live.path)
            files = checked(str(self.live.path), content, self.live.calendar()).files
        except NotMilestones as refusal:
            if self._good is None:
                raise
            return self._good, str(refusal)
        try:
            edits.refuse_broken(files)
        except CannotEdit as refusal:
            return self._good or content, str(refusal)
        self._good = content
        return content, ""


NOTHING: Final[Json] = {
    **{"version": "", "diff": "", "cells": 0, "rows": 0},
    **{"errors": [], "warnings": [], "conflicts": [], "refused": ""},
}
NO_PLAN: Final[Json] = {"edits": [], "remarks": []}
NO_ROWS: Final[Json] = {"version": "", "columns": [], "rows": [], "problems": [], "saved": None}


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


def tables_of(files: Files) -> dict[Subject, Table]:
    tables = {"milestones": files.milestones, "announcements": files.announcements}
    return {cast(Subject, name): table for name, table in tables.items() if table is not None}


# Every page that edits asks for the same rows when a version is new.
@lru_cache(maxsize=4)
def rows_as_json(path: str, content: Content, as_of: date, subject: Subject) -> str:
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
            "problems": list(edit_shapes.problems(own, tables, {})),
        }
    )


def reading() -> Json:
    """How the words of a date are read: the days that they allow, or why they are no date."""
    say, text = words(LANGUAGE), flask.request.args.get("words", "")
    try:
        return {"reading": days_text(parse(text), say), "refused": ""}
    except UnreadableDate as refusal:
        told = say("{message}: {remedy}.", message=refusal.message, remedy=refusal.remedy)
        return {"reading": "", "refused": visible(told)}
