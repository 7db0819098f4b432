"""Addresses of pages: which of them a reader may be led to, and whose they are."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

# Addresses that a browser may be led to; anything else is shown as the text that it is.
SAFE_SCHEMES: Final = ("http", "https", "mailto")


def host_of(address: str) -> str:
    """The name of the site, "" for an address that is none or that must not become a link.

    >>> host_of("https://www.inform.kz/ru/1"), host_of("javascript:alert(1)")
    ('inform.kz', '')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in SAFE_SCHEMES:
        return ""
    return (parts.netloc or parts.path).removeprefix("www.")
