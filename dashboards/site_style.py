"""The files that every page of a site shares: its style, its script, its icon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dashboards.report_style import ASSETS, INLINE, bare
from dashboards.site_asked import File
from dashboards.site_frame import ICON, SCRIPT, STYLE
from dashboards.svg import STYLE as DRAWING
from dashboards.theme import css_variables

SHEETS = (
    *(ASSETS / name for name in ("style.css", "slips.css", "forecast.css", "changes.css")),
    *(INLINE / name for name in ("report.css", "site.css")),
)


def shared() -> Iterator[File]:
    """Each once for all languages."""
    yield File(STYLE, lambda: style().encode())
    yield File(SCRIPT, lambda: (INLINE / "site.js").read_bytes())
    yield File(ICON, lambda: (ASSETS / "favicon.svg").read_bytes())


@cache
def style() -> str:
    """The style of the dashboard's pages and of the report's drawings, then the site's own."""
    told = [sheet.read_text(encoding="utf-8") for sheet in SHEETS]
    return bare(css_variables() + DRAWING + "\n".join(told))
