"""The frame around every page of a site: what a browser is told of it, header, navigation, foot.

It is written once for all pages of a folder, with a slot for what differs; ten thousand pages would
spend most of their time on it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote

from dashboards.elements import Content, Element, h, to_html
from dashboards.feed_list import feeds_link
from dashboards.page import VERSION_DIGITS, Page
from dashboards.shell import OWN_NAME, PRODUCT, TAGLINE, on_record
from dashboards.site_asked import Local
from dashboards.site_links import ASSETS, EDITION, FIRST, INDEX, MILESTONE, VIEWS, climb, folder_of
from dashboards.site_picture import HEIGHT, WIDTH
from tracker.schema import LANGUAGES

# Scripts and style of the site itself, and nothing from elsewhere. On a disk "self" is nothing.
POLICY: Final = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
    "img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
STYLE: Final = f"{ASSETS}site.css"
SCRIPT: Final = f"{ASSETS}site.js"
ICON: Final = f"{ASSETS}favicon.svg"
# What stands in a frame where each page has its own words; no page may hold these signs.
TITLE, PATH, SHORT, WHOLE, CONTENT, ABOUT = (f"\x00{n}\x00" for n in range(6))


class Told(NamedTuple):
    """A page: its path in the folder of its language, its title, what it is about in a sentence,
    its content, and whether it is of the day: then its foot says so without a script."""

    path: str
    title: str
    about: str
    content: Element
    of_day: bool = False


def page_bytes(told: Told, local: Local, *, picture: str) -> bytes:
    """The whole page as UTF-8. ``picture`` is the path of that for Open Graph, "" for none."""
    path = quote(told.path)
    # A folder's own address is the shorter one; a disk knows only files.
    short = path.removesuffix(FIRST) if local.asked.base else path
    filled = {
        TITLE: to_html(told.title),
        ABOUT: _attribute(told.about),
        PATH: path,
        SHORT: short,
        WHOLE: local.canonical(short),
        CONTENT: to_html(told.content),
    }
    text = frame(told.path, local, of_day=told.of_day, picture=picture)
    for slot, value in filled.items():
        text = text.replace(slot, value)
    return text.encode()


def frame(path: str, local: Local, *, picture: str, of_day: bool = False) -> str:
    """The text of a page by its path, with slots for what is its own."""
    return _frame(local, climb(path), path if path in VIEWS else "", of_day, picture)


def _attribute(text: str) -> str:
    return to_html(text).replace('"', "&quot;")


@lru_cache(maxsize=64)
def _frame(local: Local, depth: str, view: str, of_day: bool, picture: str) -> str:
    """The text of a page with its slots."""
    page = local.below if depth else local.top
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{local.lang}">',
        "<head>",
        *(_raw(element) for element in _head(local, depth, picture)),
        "</head>",
        "<body>",
        to_html(h("a", page.say("Skip to the content"), href="#content", class_="skip")),
        _raw(_header(local, page, view)),
        f'<main id="content" tabindex="-1">{CONTENT}</main>',
        to_html(_footer(page, of_day=of_day)),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def _raw(element: Element) -> str:
    return to_html(element)


def _head(local: Local, depth: str, picture: str) -> list[Element]:
    """What a browser, a search engine and whoever shows a link are told."""
    root = depth + ("../" if local.folder else "")
    say = local.say
    feed = say("{product}: what changed", product=PRODUCT)
    return [
        h("meta", charset="utf-8"),
        Element("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("title", f"{TITLE} · {PRODUCT}"),
        h("meta", name="description", content=ABOUT),
        h("link", rel="icon", type="image/svg+xml", href=root + ICON),
        h("link", rel="stylesheet", href=root + STYLE),
        h("link", rel="alternate", type="application/atom+xml", href=f"{depth}feed.atom",
          title=feed),
        *([h("link", rel="canonical", href=WHOLE)] if local.asked.base else []),
        *_alternates(local, depth),
        *_open_graph(local, picture),
        h("script", src=f"{depth}{EDITION}", defer=True),
        h("script", src=root + SCRIPT, defer=True),
    ]  # fmt: skip


def _alternates(local: Local, depth: str) -> list[Element]:
    """The same page in every language; search engines want whole addresses."""
    langs = local.asked.langs
    if len(langs) == 1:
        return []
    start = local.asked.base or depth + ("../" if local.folder else "")
    links = [
        h("link", rel="alternate", hreflang=lang, href=f"{start}{folder_of(lang, langs)}{SHORT}")
        for lang in langs
    ]
    usual = h("link", rel="alternate", hreflang="x-default", href=f"{start}{SHORT}")
    return [*links, usual]


def _open_graph(local: Local, picture: str) -> list[Element]:
    """How a link to the page looks where it is shared; only with whole addresses."""
    if not local.asked.base:
        return []
    told = {
        "og:type": "website",
        "og:site_name": PRODUCT,
        "og:title": TITLE,
        "og:description": ABOUT,
        "og:url": WHOLE,
        "og:locale": LOCALES[local.lang],
        "og:image": local.canonical(picture),
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": local.say("Timeline of {product}", product=PRODUCT),
    }
    shown = [Element("meta", {"property": name, "content": text}) for name, text in told.items()]
    return [*shown, h("meta", name="twitter:card", content="summary_large_image")]


LOCALES: Final = dict(zip(LANGUAGES, ("en_GB", "fr_FR", "ru_RU", "kk_KZ"), strict=True))


def _header(local: Local, page: Page, view: str) -> Element:
    name = h("a", PRODUCT, href=page.address("/"), class_="product")
    tagline = h("span", page.say(TAGLINE), class_="tagline")
    tabs = [
        h("a", page.say(title), href=page.address(f"/{path}"),
          aria_current="page" if path == view else None)
        for path, title in VIEWS.items()
    ]  # fmt: skip
    return h(
        "header",
        h("div", h("div", name, tagline, class_="names"), _search(page), _languages(local, page),
          class_="masthead"),
        h("nav", tabs, class_="tabs", aria_label=page.say("Views")),
        class_="header",
    )  # fmt: skip


def _search(page: Page) -> Element:
    """A field that a script makes work; without one every milestone stands in the list."""
    say = page.say
    field = h("input", type="search", id="search", placeholder=say("Search milestones"),
              aria_label=say("Search milestones"), autocomplete="off", spellcheck="false",
              aria_controls="found", data_index=page.address(f"/{INDEX}"),
              data_milestones=page.address(f"/{MILESTONE}"))  # fmt: skip
    count = h("p", role="status", class_="note", data_none=say("No milestone matches."),
              data_found=say("Found: {n}", n="#"), data_more=say("Found: {n}. Shown: {shown}.",
              n="#", shown="%"))  # fmt: skip
    found = h("div", count, h("ul", class_="plain"), id="found", class_="found", hidden=True)
    return h("div", field, found, class_="search", role="search", hidden=True)


def _languages(local: Local, page: Page) -> Element | None:
    """The same page in the other languages."""
    langs = local.asked.langs
    if len(langs) == 1:
        return None
    root = page.address("/").removesuffix(FIRST) + ("../" if local.folder else "")
    links = [
        h("a", OWN_NAME[lang], href=f"{root}{folder_of(lang, langs)}{PATH}", lang=lang,
          hreflang=lang, aria_current="true" if lang == local.lang else None)
        for lang in langs
    ]  # fmt: skip
    return h("nav", links, class_="site-languages", aria_label=page.say("Language"))


def _footer(page: Page, *, of_day: bool) -> Element:
    """The day and the version: on pages that stand for many days a script says them."""
    told: Content = " · ".join([*on_record(page), edition_words(page)]) if of_day else None
    named = h("span", told, data_edition=None if of_day else True)
    return h("footer", feeds_link(page), " · ", named, class_="footer")


def edition_words(page: Page) -> str:
    """As of which day and of which version of the data everything is told."""
    say, version = page.say, page.programme.version[:VERSION_DIGITS]
    return say("As of {day}, data version {version}", day=say.day(page.as_of), version=version)
