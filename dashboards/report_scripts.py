"""The scripts of an interactive report: plotly.js packed inside the file, and what unpacks it.

Nothing is fetched. The file's own policy names the hash of each script; no other runs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import lzma
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from dashboards.elements import Element, h, to_html
from dashboards.page import Page
from dashboards.plotly_locale import locale_of
from dashboards.report_asked import Scripts
from dashboards.report_figure import timeline_figures

INLINE: Final = Path(__file__).parent / "inline"
SCRIPTS: Final = ("lzma.js", "report.js")
# What lzma.js takes for granted. Of plotly.js gzip leaves a fifth more, a higher preset of this a
# tenth less for three times the work.
LZMA: Final = (
    {"id": lzma.FILTER_LZMA1, "preset": 2, "dict_size": 1 << 23, "lc": 3, "lp": 0, "pb": 0},
)
# Printable, and none that HTML might take for markup; the script knows them too. Two of them hold
# 13 bits, for 91² > 2¹³: of the same bytes base64 makes a twelfth more.
SIGNS: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in "<>&")
BITS: Final = 13
CONFIG: Final = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": "hover",
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
    "scrollZoom": False,
    "doubleClick": "reset",
    "showTips": False,
    "responsive": False,
}


def scripts(page: Page) -> Scripts:
    """The figures and plotly.js as packed text, and the one script that runs by itself."""
    own = "".join((INLINE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    plotly = _plotly()
    figures = json.dumps(
        {"figures": timeline_figures(page), "config": {**CONFIG, **locale_of(page.say)}},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Scripts(
        written=(
            _data("figures", compressed(figures.encode())),
            _data("plotly", plotly.compressed),
            _raw(h("script"), own),
        ),
        hashes=(_hash(own.encode()), plotly.hash),
    )


class Compressed(NamedTuple):
    """Bytes made shorter, and how many there were."""

    content: bytes
    size: int


def compressed(content: bytes) -> Compressed:
    """Bytes as `lzma.js` reads them."""
    return Compressed(lzma.compress(content, lzma.FORMAT_RAW, filters=LZMA), len(content))


def _data(name: str, data: Compressed) -> str:
    """Data that no browser runs: the script finds it by its name."""
    element = h(
        "script",
        type="text/plain",
        id=name,
        data_size=data.size,
        data_packed=len(data.content),
    )
    return _raw(element, packed(data.content))


class _Plotly(NamedTuple):
    compressed: Compressed
    hash: str


@cache
def _plotly() -> _Plotly:
    """plotly.js of the installed package, found without running it."""
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise FileNotFoundError("plotly is not installed: pip install -r requirements.txt")
    script = (Path(found.origin).parent / "package_data" / "plotly.min.js").read_bytes()
    return _Plotly(compressed(script), _hash(script))


def packed(content: bytes) -> str:
    """Bytes as text: each 13 bits, the lowest first, as two signs.

    >>> packed(b"ab")
    'c($!'
    """
    bits = np.unpackbits(np.frombuffer(content, dtype=np.uint8), bitorder="little")
    whole = np.concatenate([bits, np.zeros(-len(bits) % BITS, dtype=np.uint8)])
    values = whole.reshape(-1, BITS).astype(np.uint16) @ (1 << np.arange(BITS, dtype=np.uint16))
    pairs = np.stack([values % len(SIGNS), values // len(SIGNS)], axis=1)
    text: bytes = np.frombuffer(SIGNS.encode(), dtype=np.uint8)[pairs].tobytes()
    return text.decode()


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def _raw(element: Element, text: str) -> str:
    """An element whose text is not escaped: HTML takes that of a script as it is."""
    return to_html(element).replace("></script>", f">{text}</script>")
