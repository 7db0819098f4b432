"""What changed between two versions of the data: rows added and dropped, dates moved, cells mended.

Both are read as of one day, so nothing of either is told that was not known by then. What was said
and what happened have days of their own; edits of a row have none.

NoSuchVersion   there is nothing to compare with; the message says what to do
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tracker import git_history, store
from tracker.change import Change, in_order, placed
from tracker.messages import filled, reason
from tracker.programme import Programme, build, load
from tracker.snapshot import snapshot
from tracker.version_rows import row_changes
from tracker.version_statements import statement_changes


class NoSuchVersion(Exception):  # noqa: N818 - what the user is told, not a fault of the program
    """There are no such data to compare with; the message says what to do."""


def version(name: str, *, of: Path, as_of: date) -> Programme:
    """The data in a folder or a file of that name, else those at ``of`` in that revision of git.

    Raises NoSuchVersion.
    """
    try:
        if os.path.exists(name):
            read = load(name, as_of=as_of)
        else:
            read = build(store.of_content(of, git_history.read(of, name)), as_of=as_of)
    except store.NotMilestones as refusal:
        raise NoSuchVersion(reason(refusal)) from None
    except git_history.NotInGit as refusal:
        told = filled("there is no such folder or file, and {why}", why=reason(refusal))
        raise NoSuchVersion(told) from None
    if read.refused:
        raise NoSuchVersion(filled("these data cannot be read whole. `tracker check` says why."))
    return read


def comparable(one: Programme, other: Programme) -> tuple[Programme, Programme]:
    """Two versions as far as both go: beside one without a record of what was said, the milestones
    alone, or every statement of the other would seem new or gone."""
    if one.announcements.empty == other.announcements.empty:
        return one, other
    return _unsaid(one), _unsaid(other)


def _unsaid(programme: Programme) -> Programme:
    return replace(programme, announcements=programme.announcements.iloc[:0])


def changes_between(
    old: Programme, new: Programme, *, as_of: date, since: date | None = None
) -> list[Change]:
    """What the new version says otherwise than the old one, as known on a day.

    With ``since``, of what has a day only what is later than that.
    """
    were, are = _milestones(old, as_of), _milestones(new, as_of)
    categories = {id: row.category for id, row in (were | are).items()}
    said = list(statement_changes(old, new, categories, as_of))
    found = [*row_changes(were, are, said), *said]
    if since is None:
        return in_order(found)
    return in_order(
        placed(change, since) for change in found if change.on is None or change.on > since
    )


def _milestones(programme: Programme, as_of: date) -> dict[str, Any]:
    rows = snapshot(programme, as_of=as_of)
    return {row.id: row for row in rows[rows["known"]].itertuples()}
