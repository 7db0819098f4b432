"""Which of the scripts and styles that there are does a page load, and in which order?"""

from __future__ import annotations

from typing import Final

from dashboards.page import DATA_PATH, FORECAST_PATH, Page

# Scripts of Dash that take long to read and that no page here needs: its table, and what stands in
# for features that browsers have had since 2018 (only its Graph and Markdown still ask for a part).
UNUSED: Final = ("/dash_table/", "/polyfill@")
# What one view alone needs: a grid of over a megabyte, scripts and styles of its own.
OF_ONE_VIEW: Final = {
    DATA_PATH: ("/dash_ag_grid/", "/assets/data"),
    FORECAST_PATH: ("/assets/forecast",),
}


def needed(tags: str, page: Page) -> str:
    """The scripts or styles of the page, our own first: what they begin need not wait for Dash's.

    A page that was loaded without what one view alone needs cannot turn into that: `navigation.js`
    has the browser load it anew.
    """
    of_others = [name for path, names in OF_ONE_VIEW.items() if path != page.path for name in names]
    left = (*UNUSED, *of_others)
    lines = [line for line in tags.splitlines() if not any(name in line for name in left)]
    return "\n".join(sorted(lines, key=lambda line: "/assets/" not in line))
