"""Answers packed for the way to another machine.

On this machine unpacking takes longer than the way does, so nothing is packed for a browser here.
What a page says is no secret from its reader, so that packing it betrays nothing.
"""

from __future__ import annotations

import gzip
import ipaddress
import re
from typing import Final

import flask

# What is packed by nature gains nothing; what is small goes out in one piece anyway.
PACKABLE: Final = re.compile(r"text/|application/(json|javascript)|.*\+(json|xml)")
LEAST: Final = 1400
# A page is packed for one reader, a file for all: more pains are worth their time there.
QUICKLY, WELL = 4, 9


def pack(response: flask.Response) -> flask.Response:
    """A page or an answer of a callback, packed where that pays."""
    if response.status_code != 200 or response.direct_passthrough or response.content_encoding:
        return response
    if not is_packable(response.mimetype or "", response.content_length or 0):
        return response
    response.vary.add("Accept-Encoding")
    if wants_packed(flask.request):
        response.set_data(packed(response.get_data(), QUICKLY))
        response.headers["Content-Encoding"] = "gzip"
        # The same document in other bytes.
        if tag := response.get_etag()[0]:
            response.set_etag(tag, weak=True)
    return response


def packed(content: bytes, pains: int) -> bytes:
    return gzip.compress(content, pains, mtime=0)


def is_packable(mimetype: str, size: int) -> bool:
    return size >= LEAST and bool(PACKABLE.match(mimetype))


def wants_packed(request: flask.Request) -> bool:
    """Whether the reader can unpack it, and sits at another machine."""
    return request.accept_encodings["gzip"] > 0 and not is_loopback(request.remote_addr or "")


def is_loopback(address: str) -> bool:
    """Whether an address is one of this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("192.0.2.1"), is_loopback("")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
