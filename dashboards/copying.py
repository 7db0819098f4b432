"""Buttons that copy: the address of a view, a frozen address, a citation.

They need a script (`assets/copy.js`) and are not there without one. A frozen address is handed out
only once the server has kept the version that it pins.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from dashboards.elements import Element, h
from dashboards.page import KEEP_PATH, LANGUAGE, VERSION_DIGITS, Page

# Names under which a computer reaches itself and nobody else does.
LOOPBACK: Final = ("localhost", "::1")


def copy_links(page: Page) -> Element:
    """The address of the view as it is, or fixed to its day and its version of the data."""
    say = page.say
    version = page.programme.version[:VERSION_DIGITS]
    frozen = say(
        "Fixes the day, {day}, and the version of the data, {version}. The address shows the page "
        "as it is now even after the data have changed, and says that they have.",
        day=say.day(page.as_of),
        version=version,
    )
    return h(
        "div",
        h("button", say("Copy link"), type="button", class_="button", data_copy="address"),
        h(
            "details",
            h("summary", h("span", say("More links to copy"), class_="unseen"), class_="button"),
            h(
                "div",
                h("button", say("Copy frozen link"), type="button", class_="button",
                  data_copy="frozen", data_as_of=page.as_of.isoformat(), **what_is_kept(page)),
                h("p", frozen, class_="hint"),
                on_this_computer(page),
                class_="menu-panel",
            ),
            class_="menu",
        ),
        class_="copy-links needs-script",
    )  # fmt: skip


def on_this_computer(page: Page) -> Element | None:
    """That an address of this server leads nowhere elsewhere; nothing where it does."""
    name = urlsplit(page.origin).hostname or ""
    if not (name in LOOPBACK or name.startswith("127.")):
        return None
    return h("p", page.say("The address opens on this computer only."), class_="hint local")


def copy_text(of: str, label: str, page: Page) -> Element:
    """A button for the text of another element in which there is a frozen address."""
    return h("button", label, type="button", class_="button needs-script", data_copy="text",
             data_of=of, **what_is_kept(page))  # fmt: skip


def copy_anchor(anchor: str, text: str, title: str) -> Element:
    """A link to a place on the page that copies its own address; without a script it only leads
    there."""
    return h("a", text, href=f"#{anchor}", class_="anchor", data_copy="anchor", title=title)


def copied(page: Page) -> Element:
    """Where a script says what it has copied, or why it could not."""
    say = page.say
    return h(
        "div",
        id="copied",
        class_="copied",
        role="status",
        data_copied=say("Copied"),
        data_by_hand=say("The browser does not let a page copy. Copy it from here:"),
        data_silent=say("The tracker does not answer, so nothing was copied."),
    )


def what_is_kept(page: Page) -> dict[str, str]:
    """What the server is asked to keep before anything that pins it is handed out."""
    # The reason for which it cannot be kept is told in the reader's language.
    keep = KEEP_PATH if page.lang == LANGUAGE else f"{KEEP_PATH}?lang={page.lang}"
    version = page.programme.version[:VERSION_DIGITS]
    return {"data_keep": keep, "data_version": version}
