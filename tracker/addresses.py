"""Addresses of pages: which of them a reader may be led to, and whose they are."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

# Addresses that a browser may be led to; anything else is shown as the text that it is.
SAFE_SCHEMES: Final = ("http", "https", "mailto")
# The longest label that countries put before their own for a class of names: com, org, gov, edu.
LONGEST_CLASS: Final = 3


@lru_cache(maxsize=4096)
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


def site_of(host: str) -> str:
    """The part of a host's name that somebody has registered, as far as the name itself tells.

    It is the last two labels, or three where the second looks like a class of names ("gov.kz",
    "co.uk"): rather two sites for one owner than one for two.

    >>> site_of("kaz.tengrinews.kz"), site_of("www.parlam.gov.kz"), site_of("gov.kz")
    ('tengrinews.kz', 'parlam.gov.kz', 'gov.kz')
    """
    labels = host.split(".")
    classed = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= LONGEST_CLASS
    return ".".join(labels[-3 if classed else -2 :])


def addresses_in(cell: str) -> list[str]:
    """The addresses in a `source` cell."""
    return [word for word in cell.split() if host_of(word)]


def first_address(cell: str) -> str:
    """The first page of a `source` cell, "" where there is none."""
    return next(filter(host_of, cell.split()), "")
