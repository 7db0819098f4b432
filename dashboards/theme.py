"""Colours, symbols and type sizes: each role of the page once, for light and for dark paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.messages import message

FONT: Final = 'system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'
SIZE_SENTENCE, SIZE_FIGURE, SIZE_NAME, SIZE_BODY, SIZE_ROW, SIZE_LABEL = 22, 28, 18, 14, 13, 12


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour of each role. `tracks` and `sides` follow the order of the schema's tables."""

    paper: str
    ground: str
    ink: str
    muted: str
    hairline: str
    accent: str
    alarm: str
    forecast: str
    tracks: dict[str, str]
    sides: dict[str, str]


LIGHT: Final = Palette(
    paper="#ffffff",
    ground="#f6f7f9",
    ink="#16202a",
    muted="#5d6b78",
    hairline="#e4e8ec",
    accent="#0b5cad",
    alarm="#b3261e",
    forecast="#0e7c86",
    tracks={
        "Governance": "#3b6fb6",
        "Vehicle": "#b0562f",
        "Ground complex": "#2f7d5b",
        "Flights": "#7a4fa3",
        "Baikonur": "#a07a16",
    },
    sides={"ru": "#0b5cad", "kz": "#c4791a", "joint": "#16202a", "press": "#8b98a4"},
)
DARK: Final = Palette(
    paper="#161c23",
    ground="#0f1419",
    ink="#e8edf2",
    muted="#9aa7b4",
    hairline="#2b343d",
    accent="#6cb0f5",
    alarm="#ff8a80",
    forecast="#4fc3cf",
    tracks={
        "Governance": "#7ea9e6",
        "Vehicle": "#e0936f",
        "Ground complex": "#6cbf9a",
        "Flights": "#b892e0",
        "Baikonur": "#d4ae4c",
    },
    sides={"ru": "#6cb0f5", "kz": "#e8a552", "joint": "#e8edf2", "press": "#8b98a4"},
)


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status shows: a symbol and a word, so that colour never stands alone."""

    symbol: str
    word: str
    late: bool = False


# Symbols that every system font has as text; the word is the key of the message.
STATUS_LOOK: Final = message(
    {
        "done": StatusLook("●", "done"),
        "cancelled": StatusLook("✕", "cancelled"),
        "undated": StatusLook("?", "no date"),
        "upcoming": StatusLook("◇", "upcoming"),
        "due": StatusLook("◐", "due now"),
        "overdue": StatusLook("⚠\ufe0e", "overdue", late=True),
    }
)
SIDE_NAME: Final = message(
    {
        "ru": "Russian side",
        "kz": "Kazakh side",
        "joint": "both sides",
        "press": "press",
    }
)
SIDE_SYMBOL: Final = {"ru": "●", "kz": "■", "joint": "◇", "press": "▲"}


def css_variables() -> str:
    """The colours as custom properties: light, and dark where the reader's system asks for it.

    Roles are `--paper`, `--ink` and so on, tracks `--track-ground-complex`, sides `--side-ru`.
    """
    dark = ";".join(["color-scheme:dark", *_roles(DARK)])
    told = light_variables()
    return f":root{{{told}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def light_variables() -> str:
    """The custom properties of light paper, with what is the same on dark."""
    sizes = {
        "sentence": SIZE_SENTENCE,
        "figure": SIZE_FIGURE,
        "name": SIZE_NAME,
        "body": SIZE_BODY,
        "row": SIZE_ROW,
        "label": SIZE_LABEL,
    }
    fixed = [f"--font:{FONT}", *(f"--size-{role}:{size}px" for role, size in sizes.items())]
    return ";".join(["color-scheme:light", *fixed, *_roles(LIGHT)])


def slug(name: str) -> str:
    """The name of a track as part of a CSS name."""
    return name.lower().replace(" ", "-")


def _roles(palette: Palette) -> list[str]:
    roles = ("paper", "ground", "ink", "muted", "hairline", "accent", "alarm", "forecast")
    return [
        *(f"--{role}:{getattr(palette, role)}" for role in roles),
        *(f"--track-{slug(track)}:{colour}" for track, colour in palette.tracks.items()),
        *(f"--side-{side}:{colour}" for side, colour in palette.sides.items()),
    ]
