"""In which order milestones stand, under which headings, and what is folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

import pandas as pd

from tracker import schema

GROUPINGS: Final = ("track", "category", "status", "none")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what stands below it.

    `key` is the value of the group, `level` 1 for a category within its track. `folded` groups show
    nothing but this line.
    """

    key: str
    track: str
    count: int
    level: int = 0
    folded: bool = False


# A milestone is named by its position in the frame.
Entry: TypeAlias = "Heading | int"


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by track, category and date: end of the window, then its start, then id.

    Undated rows come last in their category.
    """
    place = {name: number for number, name in enumerate(schema.CATEGORIES)}
    keys = pd.DataFrame(
        {
            "category": rows["category"].map(place).fillna(len(place)),
            "latest": rows["current_latest"].fillna(rows["current_earliest"]),
            "earliest": rows["current_earliest"],
            "id": rows["id"],
        }
    )
    order = keys.sort_values(list(keys.columns), na_position="last").index
    return rows.loc[order].reset_index(drop=True)


def outline(
    rows: pd.DataFrame, *, group_by: str = "track", collapsed: Iterable[str] = ()
) -> tuple[Entry, ...]:
    """The lines of the chart for rows that stand in order."""
    if group_by == "none":
        return tuple(_by_date(rows))
    folded = frozenset(collapsed)
    if group_by == "track":
        return tuple(_by_track(rows, folded))
    known = schema.CATEGORIES if group_by == "category" else schema.STATUSES
    return tuple(_by_column(rows, group_by, known, folded))


def _by_date(rows: pd.DataFrame) -> list[int]:
    dates = pd.DataFrame(
        {
            "latest": rows["current_latest"].fillna(rows["current_earliest"]),
            "earliest": rows["current_earliest"],
            "id": rows["id"],
        }
    )
    order: list[int] = dates.sort_values(list(dates.columns), na_position="last").index.tolist()
    return order


def _by_track(rows: pd.DataFrame, folded: frozenset[str]) -> Iterator[Entry]:
    tracks, categories = rows["track"].tolist(), rows["category"].tolist()
    # The schema orders categories by track, so the rows of a track stand together.
    for track, of_track in groupby(range(len(rows)), key=tracks.__getitem__):
        members = list(of_track)
        yield Heading(track, track, len(members), folded=track in folded)
        if track in folded:
            continue
        kinds = [
            (category, list(items))
            for category, items in groupby(members, key=categories.__getitem__)
        ]
        for category, items in kinds:
            if len(kinds) > 1:
                yield Heading(category, track, len(items), level=1)
            yield from items


def _by_column(
    rows: pd.DataFrame, column: str, known: Iterable[str], folded: frozenset[str]
) -> Iterator[Entry]:
    values, tracks = rows[column].tolist(), rows["track"].tolist()
    members: dict[str, list[int]] = {value: [] for value in known}
    for position, value in enumerate(values):
        members.setdefault(value, []).append(position)
    for value, items in members.items():
        if items:
            track = tracks[items[0]] if column == "category" else ""
            yield Heading(value, track, len(items), folded=value in folded)
            if value not in folded:
                yield from items
