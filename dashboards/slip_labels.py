"""Where words find room among bars, lines and other words: near their mark, touching nothing.

Of the places around a mark, near ones first, the first is taken that is free; words that find none
are left out rather than laid over something. Names of lines stand in a column, in the order of
their lines and pushed apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot, inf
from typing import Any, Final, NamedTuple

import numpy as np

from dashboards.places import Box

Point = tuple[float, float]
# Words keep so far from everything else.
AIR: Final = 3.0
GROWN: Final = np.array([-AIR, -AIR, AIR, AIR])
# How far from the mark words may stand, and on which side: the direction to the middle of a box as
# a share of its half width and of its half height.
DISTANCES: Final = (9, 16, 26, 38, 52, 70, 92, 120, 155, 195)
SIDES: Final = (
    *((0.0, -1.0), (-0.7, -1.0), (0.7, -1.0), (-1.0, -1.0), (1.0, -1.0)),
    *((1.0, 0.0), (-1.0, 0.0), (1.0, 1.0), (0.7, 1.0), (0.0, 1.0), (-0.7, 1.0), (-1.0, 1.0)),
)
# So much farther away may a wording stand than the next barer one.
BARER: Final = 28.0
_PLACES: Final = sorted((far + i, far, *side) for far in DISTANCES for i, side in enumerate(SIDES))
COSTS, FAR, ACROSS, DOWN = np.array(_PLACES, dtype=float).T
# Nearer than this it is plain what the words belong to.
LEAD_FROM: Final = 20
# So much farther away may words stand rather than have their line cross something.
CROSSING: Final = 150.0


class Wanted(NamedTuple):
    """Words that want a place by a point: their sizes from the fullest wording to the barest."""

    at: Point
    sizes: tuple[tuple[float, float], ...]


class Placed(NamedTuple):
    """Which wording stands where, and the line to it from its point, () where it stands close."""

    number: int
    box: Box
    lead: tuple[Point, ...]


class Ground:
    """What is taken of a drawing: boxes, a slanted line, and the words placed so far."""

    def __init__(self, room: Box, taken: Iterable[Box], slant: tuple[Point, Point] | None) -> None:
        self.room = room
        self._fixed = np.array(list(taken), dtype=float).reshape(-1, 4)
        self._words = np.empty((0, 4))
        self._leads: list[tuple[Point, ...]] = []
        self._slant = slant

    def take(self, *boxes: Box) -> None:
        """Words stand here."""
        self._words = np.vstack([self._words, np.array(boxes, dtype=float).reshape(-1, 4)])

    def free(self, boxes: Any) -> Any:
        """Which of the boxes (rows of four edges) touch nothing and stand within the room."""
        room = self.room
        inside = (boxes[:, 0] >= room.x0) & (boxes[:, 2] <= room.x1)
        inside &= (boxes[:, 1] >= room.y0) & (boxes[:, 3] <= room.y1)
        asked = np.flatnonzero(inside)
        wide = boxes[asked] + GROWN
        clear = ~(_meet(wide, self._fixed) | _meet(wide, self._words) | self._on_slant(wide))
        for number in np.flatnonzero(clear) if self._leads else ():
            box = Box(*wide[number])
            clear[number] = not any(crosses(lead, box) for lead in self._leads)
        inside[asked] = clear
        return inside

    def clear(self, boxes: Sequence[Box]) -> bool:
        """Whether words that stand along the slanted line touch nothing else."""
        asked = np.array(boxes, dtype=float).reshape(-1, 4)
        return not (_meet(asked, self._fixed) | _meet(asked, self._words)).any()

    def _on_slant(self, boxes: Any) -> Any:
        """Where the slanted line runs through: corners on both of its sides."""
        if self._slant is None:
            return np.zeros(len(boxes), dtype=bool)
        (x0, y0), (x1, y1) = self._slant
        xs, ys = boxes[:, (0, 0, 2, 2)], boxes[:, (1, 3, 1, 3)]
        sides = (x1 - x0) * (ys - y0) - (y1 - y0) * (xs - x0)
        along = (boxes[:, 2] > min(x0, x1)) & (boxes[:, 0] < max(x0, x1))
        return along & (sides.min(axis=1) < 0) & (sides.max(axis=1) > 0)

    def place(self, wanted: Wanted) -> Placed | None:
        """The best place for words, taken from now on; None where there is none.

        A barer wording close by is better than a fuller one far away.
        """
        best: tuple[float, Placed] | None = None
        for number, size in enumerate(wanted.sizes):
            lost = number * BARER
            found = self._best(wanted.at, size, best[0] - lost if best else inf)
            if found:
                cost, box, lead = found
                best = cost + lost, Placed(number, box, lead)
        if best is None:
            return None
        self.take(best[1].box)
        if best[1].lead:
            self._leads.append(best[1].lead)
        return best[1]

    def _best(
        self, at: Point, size: tuple[float, float], limit: float
    ) -> tuple[float, Box, tuple[Point, ...]] | None:
        """The cheapest free place below a limit, looked for from the mark outwards."""
        found = None
        places = _around(at, size)
        for number in np.flatnonzero(self.free(places)):
            cost = float(COSTS[number])
            if cost >= limit:
                break
            box = Box(*places[number].tolist())
            lead = _lead(at, box)
            if lead and (self._hits_words(lead) or self._crosses_leads(lead)):
                continue
            cost += CROSSING * self._crossed(lead, at) if lead else 0
            if cost < limit:
                found, limit = (cost, box, lead), cost
        return found

    def _hits_words(self, lead: tuple[Point, ...]) -> bool:
        return any(crosses(lead, Box(*box)) for box in self._words)

    def _crosses_leads(self, lead: tuple[Point, ...]) -> bool:
        return any(meet(lead[0], lead[1], other[0], other[1]) for other in self._leads)

    def _crossed(self, lead: tuple[Point, ...], at: Point) -> int:
        """How many marks and lines a line to words runs over, its own aside."""
        (x0, y0), (x1, y1) = lead
        around = Box(min(x0, x1), min(y0, y1), max(x0, x1) + 0.1, max(y0, y1) + 0.1)
        near = self._fixed[_meet(self._fixed, np.array([around]))]
        own = Box(at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5)
        boxes = [Box(*box) for box in near]
        return sum(crosses(lead, box) for box in boxes if not box.meets(own))


def _meet(boxes: Any, others: Any) -> Any:
    """Whether each box meets any of the others."""
    if not len(others):
        return np.zeros(len(boxes), dtype=bool)
    return (
        (boxes[:, None, 0] < others[None, :, 2])
        & (others[None, :, 0] < boxes[:, None, 2])
        & (boxes[:, None, 1] < others[None, :, 3])
        & (others[None, :, 1] < boxes[:, None, 3])
    ).any(axis=1)


def _around(at: Point, size: tuple[float, float]) -> Any:
    """Boxes of a size around a point, the nearest first."""
    half_width, half_height = size[0] / 2, size[1] / 2
    x = at[0] + ACROSS * half_width + FAR * np.where(np.abs(ACROSS) == 1, ACROSS, 0)
    y = at[1] + DOWN * (half_height + FAR * np.where(np.abs(ACROSS) < 1, 1, 0.75))
    return np.stack([x - half_width, y - half_height, x + half_width, y + half_height], axis=1)


def _lead(at: Point, box: Box) -> tuple[Point, ...]:
    """The line from a point to the nearest of a box, () where they stand close."""
    near = (min(max(at[0], box.x0), box.x1), min(max(at[1], box.y0), box.y1))
    length = hypot(near[0] - at[0], near[1] - at[1])
    if length < LEAD_FROM:
        return ()
    start, end = 7 / length, 1 - 2 / length
    return _between(at, near, start), _between(at, near, end)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def crosses(line: Sequence[Point], box: Box) -> bool:
    """Whether a straight line runs through a box."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    enter, leave = 0.0, 1.0
    for start, step, low, high in (
        (x0, x1 - x0, box.x0, box.x1),
        (y0, y1 - y0, box.y0, box.y1),
    ):
        if step == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight lines cross."""

    def turn(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def spread(wanted: Sequence[Point], top: float, bottom: float) -> list[float | None]:
    """Where items of a column begin so that none meets: each is (middle, height), sorted.

    Each stands as near its wanted middle as the others allow; the last ones get None when there is
    no room for all.
    """
    kept: list[int] = []
    for number, (_, height) in enumerate(wanted):
        if sum(wanted[i][1] for i in kept) + height <= bottom - top:
            kept.append(number)
    places: list[float | None] = [None] * len(wanted)
    groups: list[tuple[float, list[int]]] = []  # where a run of items begins, and which they are
    for number in kept:
        middle, height = wanted[number]
        run = [number]
        start = _held(middle - height / 2, height, top, bottom)
        while groups and groups[-1][0] + _sum(groups[-1][1], wanted) > start:
            run = groups.pop()[1] + run
            ideal = _ideal(run, wanted)
            start = _held(ideal, _sum(run, wanted), top, bottom)
        groups.append((start, run))
    for start, run in groups:
        for number in run:
            places[number] = start
            start += wanted[number][1]
    return places


def _held(start: float, height: float, top: float, bottom: float) -> float:
    return min(max(start, top), bottom - height)


def _sum(run: Sequence[int], wanted: Sequence[Point]) -> float:
    return sum(wanted[number][1] for number in run)


def _ideal(run: Sequence[int], wanted: Sequence[Point]) -> float:
    """The beginning of a run that is nearest to what its items want."""
    above = 0.0
    starts = []
    for number in run:
        middle, height = wanted[number]
        starts.append(middle - height / 2 - above)
        above += height
    return sum(starts) / len(starts)
