"""Where a label can stand without touching anything: widths of text and free room in a row.

The browser is not asked. A table of glyph widths, wide enough for the fonts of the page, decides
before anything is drawn, so that the picture, the live chart and the tests agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import Final, NamedTuple

# Widths in hundredths of the type size: the wider of Noto Sans and Arial, rounded up.
_GLYPHS: Final = {
    30: " !,.:;ijl·îïі'’",
    35: "()-I[]`f",
    40: "/\\t{}“”",
    45: '"rгғ',
    50: "Jcszçзст◂▸",
    55: "*kvxy|≥≤†ГкухэұүҒ",
    60: "$+0123456789<=>?L^_aeo~–−≠×●«»àâäéèêëôöабвделоьяёәқөЗҰҮ",
    65: "#FTZbdghnpquùûüКТУийнпрцчһ",
    70: "ABEKPSVXYÀÉÈАБВДЕРХЧЬъЁңҚҺ",
    75: "&CDHRUÇЛНПСЦЭЯжмӘҢ",
    80: "GNOQw◇ИЙОФЪыӨ",
    85: "✕фю",
    95: "MWm%⚠◐ЖМщЫш",
    110: "—…→@ШЩЮ№",
}
_NO_WIDTH: Final = "\ufe0e\ufe0f\u200b\u00ad"


class _Widths(dict[str, int]):
    """Hundredths of the type size by glyph; what the table does not know is taken for wide."""

    def __missing__(self, glyph: str) -> int:
        return 110


_WIDTH: Final = _Widths({glyph: width for width, glyphs in _GLYPHS.items() for glyph in glyphs})
_WIDTH.update(dict.fromkeys(_NO_WIDTH, 0))
# Bold letters of either font are at most so much wider.
_BOLD: Final = 1.09
ELLIPSIS: Final = "…"


@lru_cache(maxsize=16_384)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text needs at most.

    >>> text_width("30 Apr 2026", 12) < text_width("30 Apr 2026", 12, bold=True)
    True
    """
    return sum(map(_WIDTH.__getitem__, text)) * size / 100 * (_BOLD if bold else 1)


@lru_cache(maxsize=16_384)
def shortened(text: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than its room.

    >>> shortened("Interstate flight-test commission", 13, 120)
    'Interstate flight…'
    """
    if text_width(text, size) <= width:
        return text
    room = width - text_width(ELLIPSIS, size)
    ends = accumulate(map(_WIDTH.__getitem__, text))
    kept = text[: sum(1 for _ in takewhile(lambda end: end * size / 100 <= room, ends))]
    return kept.rstrip(" ,:–-") + ELLIPSIS


class Box(NamedTuple):
    """A rectangle on the page, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )


class Interval(NamedTuple):
    """A stretch of a row, in pixels."""

    x0: float
    x1: float


def free(room: Interval, taken: Iterable[Interval], *, air: float) -> list[Interval]:
    """What is left of a row between the things that stand in it, each with air around it."""
    gaps: list[Interval] = []
    at = room.x0
    for item in sorted(taken):
        if item.x0 - air > at:
            gaps.append(Interval(at, item.x0 - air))
        at = max(at, item.x1 + air)
    if at < room.x1:
        gaps.append(Interval(at, room.x1))
    return gaps


# Wordings go from the fullest to the barest. Beside the mark all are tried, right before left, and
# only then beyond its arrow, where words would look like those of the first promise.
PREFERENCES: Final = (
    *((0, "right"), (1, "right"), (0, "left"), (1, "left")),
    *((2, "right"), (2, "left"), (3, "right"), (3, "left")),
    *((1, "far right"), (1, "far left"), (3, "far right"), (3, "far left")),
)


def place(
    widths: Sequence[float], mark: Interval, gaps: Sequence[Interval], *, air: float
) -> tuple[int, float] | None:
    """Which of four wordings stands where: its number and its left end; None for no room."""
    near = {"right": mark.x1 + air, "left": mark.x0 - air}
    sides: dict[str, list[Interval]] = {"right": [], "left": [], "far right": [], "far left": []}
    for gap in gaps:
        if gap.x0 >= mark.x1:
            sides["right" if gap.x0 <= near["right"] else "far right"].append(gap)
        elif gap.x1 <= mark.x0:
            sides["left" if gap.x1 >= near["left"] else "far left"].insert(0, gap)
    for number, side in PREFERENCES:
        width = widths[number]
        for gap in sides[side]:
            if gap.x1 - gap.x0 >= width:
                return number, gap.x1 - width if side.endswith("left") else gap.x0
    return None
