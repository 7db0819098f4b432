"""How the report looks: the dashboard's own style sheet, and what paper and one long page need."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from dashboards.svg import STYLE as DRAWING
from dashboards.theme import FONT, LIGHT, css_variables

ASSETS: Final = Path(__file__).parent / "assets"
INLINE: Final = Path(__file__).parent / "inline"
# Of the style of the slips view the report needs how the marks look; the rest is for the view.
SLIPS_END: Final = "/* Several milestones */"
# Of the style of every view it needs no header, no day to choose, no links to copy.
FRAME: Final = ("/* Header */", "/* Words on top */")
# It tells the health of the record in a sentence.
HEALTH: Final = ("/* Health of the record */", "/* What an address leads to */")


@cache
def _sheet() -> str:
    whole = (ASSETS / "style.css").read_text(encoding="utf-8")
    shared = _without(_without(whole, *FRAME), *HEALTH)
    slips, _, _ = (ASSETS / "slips.css").read_text(encoding="utf-8").partition(SLIPS_END)
    own = (INLINE / "report.css").read_text(encoding="utf-8")
    return bare(css_variables() + shared + DRAWING + slips + own)


def bare(sheet: str) -> str:
    """A sheet without comments and needless blanks: every report carries it along."""
    told = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    told = re.sub(r"\s*([{};,])\s*|(?<=[a-z]:) +", r"\1", re.sub(r"\s+", " ", told))
    return told.replace(";}", "}").replace("}", "}\n").replace("}\n}", "}}")


def _without(sheet: str, first: str, after: str) -> str:
    """A sheet without the rules from one heading to another."""
    return sheet[: sheet.index(first)] + sheet[sheet.index(after) :]


def style_sheet(*, foot: str, landscape: bool = False) -> str:
    """The whole sheet. `foot` stands at the foot of every printed page, beside its number."""
    quoted = foot.translate({ord(sign): f"\\{ord(sign):x} " for sign in '\\"<\n'})
    type_ = f"font:7pt {FONT};color:{LIGHT.muted}"
    page = (
        f"@page{{size:A4{' landscape' if landscape else ''};margin:15mm 14mm 18mm;"
        f'@bottom-left{{content:"{quoted}";{type_}}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);{type_}}}}}'
    )
    return _sheet() + page
