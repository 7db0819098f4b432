"""The page for an address that leads nowhere: one file that any server shows under any address."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.elements import Element, h, to_html
from dashboards.shell import PRODUCT
from dashboards.site_asked import Local
from dashboards.site_links import FIRST
from dashboards.theme import css_variables

STYLE = (
    "body{margin:0 auto;max-width:640px;padding:64px 24px;background:var(--ground);"
    "color:var(--ink);font:var(--size-body)/1.5 var(--font)}"
    "h1{font-size:var(--size-sentence);margin:0 0 24px}p{margin:0 0 4px}"
    "a{color:var(--accent)}div{margin-bottom:24px}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def missing(locals_: Sequence[Local]) -> bytes:
    """It says so in every language of the site.

    A server shows it in the place of any page, so nothing in it is fetched, and its links lead
    somewhere from everywhere only with a base; without one they lead from the top of the site.
    """
    first = locals_[0]
    head = [
        h("meta", charset="utf-8"),
        Element("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="robots", content="noindex"),
        h("title", f"{first.say('No such page')} · {PRODUCT}"),
    ]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{first.lang}">',
        "<head>",
        *map(to_html, head),
        f"<style>{css_variables()}{STYLE}</style>",
        "</head>",
        "<body>",
        to_html(h("main", h("h1", PRODUCT), [_said(local) for local in locals_])),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


def _said(local: Local) -> Element:
    say = local.say
    start = local.canonical("") or f"{local.folder}{FIRST}"
    link = h("a", say("← Status"), href=start)
    return h("div", h("p", say("There is no such page here.")), h("p", link), lang=local.lang)
