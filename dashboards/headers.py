"""What every answer tells the browser: what may run, load and frame it, and what it may pass on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# A style may stand in the page: plotly and the grid set sizes and colours of what they draw, and
# so do our drawings. A script may not, but for the one line of Dash whose hash is named.
POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",  # the grid's arrows; plotly's picture of a chart
    "font-src": "'self' data:",  # the grid's signs
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# The report has no script at all.
STILL_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)
UNUSED: Final = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb", "xr-spatial-tracking"),
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
}
# What lies in no store: whoever asks again is told whether it has changed.
ASK_AGAIN: Final = "no-cache"


def policy(hashes: Iterable[str]) -> str:
    """What a page may run and load; ``hashes`` are those of the scripts that stand in it.

    >>> policy(["'sha256-x'"]).split("; ")[1]
    "script-src 'self' 'sha256-x'"
    """
    told = POLICY | {"script-src": " ".join([POLICY["script-src"], *hashes])}
    return "; ".join(f"{name} {sources}" for name, sources in told.items())


def isolates(*, secure: bool, name: str) -> bool:
    """Whether a browser heeds that a page wants to share no window with pages of other sites.

    Where it is asked by http and by a name that is not this machine's own, it does not, and
    complains to the reader's console.
    """
    return secure or name in ("localhost", "127.0.0.1", "[::1]")
