"""How the slip chart is read: each of its marks beside what it means."""

from __future__ import annotations

from typing import Final

from dashboards.elements import Element, h
from dashboards.slip_tables import side_sign
from dashboards.theme import SIDE_NAME
from tracker import schema
from tracker.words import Words

WIDE, HIGH = 26, 12
# Marks as they are drawn (`slip_svg`), around the middle of a small drawing.
BAR: Final = (("rect", {"x": "10.5", "y": "0", "width": "5", "height": "12", "class": "sl-bar"}),)
WHEN: Final = (
    ("path", {"d": "M1 6H22", "class": "sl-when"}),
    ("circle", {"cx": "22", "cy": "6", "r": "3.5", "class": "sl-mark"}),
)
HOLLOW: Final = (("circle", {"cx": "13", "cy": "6", "r": "4", "class": "sl-mark"}),)
CROSS: Final = (("path", {"d": "M8 1L18 11M8 11L18 1", "class": "sl-cross"}),)
HAPPENED: Final = (("path", {"d": "M13 0L19 6L13 12L7 6Z", "class": "sl-happened"}),)
LIVE: Final = (("path", {"d": "M0 11H13V1H26", "class": "sl-line sl-live"}),)
OTHER: Final = (("path", {"d": "M1 6H26", "class": "sl-line sl-other"}),)
DIAGONAL: Final = (("path", {"d": "M0 12L26 0", "class": "sl-diagonal"}),)
DASHES: Final = (("path", {"d": "M0 6H26", "class": "sl-swatch"}),)
# These take no more than the middle.
NARROW: Final = (BAR, HOLLOW, CROSS, HAPPENED)

Shapes = tuple[tuple[str, dict[str, str]], ...]


def key(sides: set[str], say: Words, *, several: bool) -> Element:
    """The sides that are drawn by shape, and of one milestone by colour, then every other mark."""
    named = [
        h("span", side_sign(side, say), " ", say(SIDE_NAME[side]), class_="unbroken")
        for side in schema.SIDES
        if side in sides
    ]
    marks = [
        _explained(BAR, say("the whole period that the words allow; fading: no end named")),
        _explained(WHEN, say("said some day in this time")),
        _explained(HOLLOW, say("weak source"), kind="sl-hollow"),
        _explained(CROSS, say("withdrawn")),
        _explained(LIVE, say("the newest promise")),
        _explained(HAPPENED, say("happened; a line through it: on one of these days")),
        _explained(DIAGONAL, say("promised for the day on which it is said")),
    ]
    if several:
        marks.append(_explained(DASHES, say("colour: the track; dashes tell its lines apart"),
                                kind="sl-pattern-1"))  # fmt: skip
    else:
        marks.append(_explained(OTHER, say("what the other side still said where they differ")))
    kind = "tl-key sl-key sl-key-several" if several else "tl-key sl-key"
    return h("p", [[side, " "] for side in named], [[mark, " "] for mark in marks], class_=kind)


def _explained(shapes: Shapes, text: str, *, kind: str = "") -> Element:
    drawn = [Element(tag, attributes) for tag, attributes in shapes]
    left, wide = (6, 14) if shapes in NARROW else (0, WIDE)
    marks = h("g", drawn, class_=f"sl-of-none {kind}".strip())
    sample = h(
        "svg",
        marks,
        width=wide,
        height=HIGH,
        viewBox=f"{left} 0 {wide} {HIGH}",
        aria_hidden="true",
        class_="sl-samples",
    )
    return h("span", sample, text, class_="sl-explained")
