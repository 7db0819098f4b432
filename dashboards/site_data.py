"""What a site holds beside its pages: data files, the search index, what is told to robots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from dashboards.components import no_date
from dashboards.data_addresses import FEEDS, REFERENCE
from dashboards.site_asked import Asked, File, Local
from dashboards.site_frame import edition_words
from dashboards.site_links import EDITION, FIRST, INDEX
from dashboards.theme import STATUS_LOOK
from tracker import schema
from tracker.exports.addresses import Address

# So many addresses one sitemap may hold (sitemaps.org).
MOST_ADDRESSES: Final = 50_000
SITEMAP: Final = "sitemap.xml"
NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def data_files(local: Local) -> Iterator[File]:
    """Every data file under the address that it has on the dashboard."""
    for name, feed in (FEEDS | REFERENCE).items():
        if name in local.asked.data:
            yield File(name, partial(_made, feed, local))


def _made(feed: Address, local: Local) -> bytes:
    address = local.canonical(feed.name)
    return feed.make(replace(local.edition, address=address) if address else local.edition)


def scripts(local: Local) -> Iterator[File]:
    """What the script of every page asks for: of which day it all is, and what can be searched."""
    yield File(EDITION, lambda: _setting("edition", edition_words(local.top)))
    yield File(INDEX, lambda: _setting("milestones", search_index(local)))


def _setting(name: str, value: object) -> bytes:
    # A script, for a page that was opened from a disk may read no other file.
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"window.{name}={told};\n".encode()


def search_index(local: Local) -> dict[str, object]:
    """Each milestone as file, title, date and number of its status; the words of the statuses."""
    say, names = local.say, local.names
    number = {status: n for n, status in enumerate(schema.STATUSES)}
    rows = [
        [names[row.id], row.title or row.id, say.date(row.current_words) or no_date(row, say),
         number[row.status]]
        for row in local.top.known
    ]  # fmt: skip
    statuses = [[STATUS_LOOK[status].symbol, say(STATUS_LOOK[status].word)] for status in number]
    return {"statuses": statuses, "rows": rows}


def for_robots(asked: Asked, pages: Sequence[str]) -> Iterator[File]:
    """That everything may be read, and where the list of pages is, which needs whole addresses."""
    where = f"Sitemap: {asked.base}{SITEMAP}\n" if asked.base else ""
    yield File("robots.txt", lambda: f"User-agent: *\nDisallow:\n{where}".encode())
    if asked.base:
        yield from sitemaps(asked.base, [page.removesuffix(FIRST) for page in pages])


def sitemaps(base: str, pages: Sequence[str]) -> Iterator[File]:
    """The list of all pages, in several files where one may not hold them."""
    if len(pages) <= MOST_ADDRESSES:
        yield File(SITEMAP, partial(_sitemap, "urlset", "url", base, pages))
        return
    starts = range(0, len(pages), MOST_ADDRESSES)
    names = [f"sitemap-{n}.xml" for n in range(1, len(starts) + 1)]
    yield File(SITEMAP, partial(_sitemap, "sitemapindex", "sitemap", base, names))
    for name, start in zip(names, starts, strict=True):
        own = pages[start : start + MOST_ADDRESSES]
        yield File(name, partial(_sitemap, "urlset", "url", base, own))


def _sitemap(whole: str, each: str, base: str, paths: Sequence[str]) -> bytes:
    lines = [f"<{each}><loc>{escape(base + path)}</loc></{each}>" for path in paths]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{NAMESPACE}">'
    return "\n".join([head, *lines, f"</{whole}>", ""]).encode()
