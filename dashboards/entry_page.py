"""The page on which the token is typed: a form that posts it as JSON, without Dash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dashboards.elements import Element, h, to_html
from dashboards.page import ENTRY_PATH, STATUS_PATH, Page
from dashboards.shell import PRODUCT, TAGLINE
from dashboards.theme import css_variables
from tracker.messages import message

TITLE: Final = message("Enter the token")
# Why a token was not taken, as the address of the page names it.
REASONS: Final = message(
    {
        "wrong": "This is not the token. Copy it from where the tracker was started.",
        "closed": "Too many wrong tokens came from here. Wait a minute, then enter the right one.",
    }
)
EXPLAINED: Final = message(
    "Anybody may read here; editing needs the token that was shown where the tracker was started."
)
SILENT: Final = message("The tracker does not answer. Try again.")
WITHOUT_SCRIPTS: Final = message(
    "Without scripts, open the address that was shown where the tracker was started: the token "
    "stands in it."
)


def entry_page(page: Page, asset: Callable[[str], str]) -> str:
    """The page as HTML; ``asset`` tells the address of a file of ours."""
    title = f"{_title(page)} · {PRODUCT}"
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("title", title),
        h("link", rel="icon", type="image/svg+xml", href=asset("favicon.svg")),
        [h("link", rel="stylesheet", href=asset(name)) for name in ("style.css", "enter.css")],
        h("script", src=asset("enter.js"), defer=True),
        h("noscript", h("style", ".needs-script { display: none; }")),
    )
    body = h("body", h("div", _header(page), _main(page), class_="frame"))
    # Custom properties are no text of the page: what stands in a style is not escaped.
    style = f"<style>{css_variables()}</style></head>"
    written = to_html(h("html", head, body, lang=page.lang)).replace("</head>", style, 1)
    return f"<!DOCTYPE html>\n{written}\n"


def _title(page: Page) -> str:
    return page.say(TITLE) if page.may_enter else page.say("Editing")


def _header(page: Page) -> Element:
    name = h("a", PRODUCT, href=page.address(STATUS_PATH), class_="product")
    tagline = h("span", page.say(TAGLINE), class_="tagline")
    names = h("div", name, tagline, class_="names")
    return h("header", h("div", names, class_="masthead"), class_="header entry-header")


def _main(page: Page) -> Element:
    inside = _form(page) if page.may_enter else _nothing_to_enter(page)
    return h(
        "main",
        h("div", h("h1", _title(page), class_="title"), inside, class_="view view-entry"),
        id="content",
    )


def _form(page: Page) -> list[Element]:
    say = page.say
    refused = REASONS.get(page.query.get("refused", ""), "")
    told = h("p", say(refused) if refused else "", id="entry-told", role="alert")
    field = h("input", id="token", type="password", required=True, spellcheck="false",
              autocomplete="current-password", aria_describedby="entry-told")  # fmt: skip
    form = h(
        "form",
        h("label", say("Token"), for_="token"),
        h("div", field, h("button", say("Enter"), class_="button"), class_="entry-field"),
        told,
        action=page.address(ENTRY_PATH), method="post", class_="entry-form needs-script",
        data_done=page.address(STATUS_PATH), data_silent=say(SILENT),
    )  # fmt: skip
    unscripted = h("noscript", h("p", say(WITHOUT_SCRIPTS)))
    return [h("p", say(EXPLAINED)), form, unscripted]


def _nothing_to_enter(page: Page) -> list[Element]:
    say = page.say
    text = say("You may edit.") if page.may_edit else say("This tracker is read-only.")
    return [h("p", text), h("p", h("a", say("← Status"), href=page.address(STATUS_PATH)))]
