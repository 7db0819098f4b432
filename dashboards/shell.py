"""The frame around every view: name, navigation, day, banner, foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboards.as_of import as_of_control
from dashboards.copying import copied, copy_links
from dashboards.elements import Content, Element, h
from dashboards.feed_list import feeds_link
from dashboards.page import ENTRY_PATH, LEAVING_PATH, STATUS_PATH, VERSION_DIGITS, Page, View
from dashboards.problem_list import error_banner, problem_count, problems_address
from tracker.days import days_of_record
from tracker.exports import edition
from tracker.messages import message
from tracker.problems import visible
from tracker.schema import LANGUAGES
from tracker.statements import known_statements
from tracker.words import Words

PRODUCT: Final = edition.PRODUCT
TAGLINE: Final = edition.TAGLINE
# Each as its own speakers call it.
OWN_NAME: Final = {"en": "English", "fr": "Français", "ru": "Русский", "kk": "Қазақша"}
REPORT_PATH: Final = "/report.html"
VERSION_SHOWN: Final = VERSION_DIGITS
LONGEST_SHOWN: Final = 40


def page_title(view: View | None, page: Page) -> str:
    """The title of the window: the view, or what the view is about, then the product."""
    if view is None:
        return f"{page.say('No such page')} · {PRODUCT}"
    own = getattr(view, "title", None)
    return f"{own(page) if own else page.say(view.TITLE)} · {PRODUCT}"


def above(view: View | None, views: Sequence[View], page: Page, trouble: str) -> list[Element]:
    """What stands above the view's content."""
    skip = h("a", page.say("Skip to the content"), href="#content", class_="skip")
    notices = (*misasked(page), "" if page.frozen else page.say.again(trouble))
    # Of files that could not be read whole, the trouble names the first error already.
    errors = None if page.programme.refused else error_banner(page)
    told = (frozen(page), *map(banner, notices), errors, too_early(page))
    parts = (skip, silence(page.say), header(view, views, page), copied(page), *told)
    return [part for part in parts if part]


def main(content: Content) -> Element:
    """The place of the view's content."""
    return h("main", content, id="content", tabindex="-1")


def header(view: View | None, views: Sequence[View], page: Page) -> Element:
    name = h("a", PRODUCT, href=page.address(STATUS_PATH), class_="product")
    tagline = h("span", page.say(TAGLINE), class_="tagline")
    return h(
        "header",
        h("div", h("div", name, tagline, class_="names"), _problems(page), _read_only(page),
          _languages(page), _tools(page), class_="masthead"),
        h("nav", [_tab(entry, view, page) for entry in views if in_navigation(entry)],
          class_="tabs", aria_label=page.say("Views")),
        class_="header",
    )  # fmt: skip


def in_navigation(view: View) -> bool:
    """Views with an address of their own; a milestone's page is reached through its milestone."""
    return view.PATH == STATUS_PATH or not view.PATH.endswith("/")


def _tab(entry: View, shown: View | None, page: Page) -> Element:
    current = "page" if shown is not None and entry.PATH == shown.PATH else None
    return h("a", page.say(entry.TITLE), href=page.address(entry.PATH), aria_current=current)


def _languages(page: Page) -> Element:
    """The same page in the other languages; each is loaded whole, with its own scripts' words."""
    links = [
        h("a", OWN_NAME[lang], href=page.in_language(lang), lang=lang, hreflang=lang,
          aria_current="true" if lang == page.lang else None, data_anew=True)
        for lang in LANGUAGES
    ]  # fmt: skip
    name = h("span", page.say("Language"), class_="unseen")
    summary = h("summary", name, " ", page.lang.upper(), class_="quiet")
    panel = h("nav", links, class_="menu-panel", aria_label=page.say("Language"))
    return h("details", summary, panel, class_="menu languages")


def _tools(page: Page) -> Element:
    report = h("a", page.say("Report"), href=page.address(REPORT_PATH), class_="button",
               download="baiterek-report.html")  # fmt: skip
    return h("div", as_of_control(page), copy_links(page), report, class_="tools")


def _read_only(page: Page) -> Element | None:
    """That nothing can be edited, or the way to where the token is entered, or out again."""
    if page.may_leave:
        out = h("button", page.say("Sign out"), type="button", class_="link needs-script",
                data_leave=LEAVING_PATH)  # fmt: skip
        may = h("span", page.say("You may edit."), class_="quiet")
        return h("span", may, " ", out, class_="read-only", id="read-only")
    if page.may_edit:
        return None
    if page.may_enter:
        lead = page.say("Read-only. Enter the token to edit")
        # The form is no page of Dash: the target leaves the way to the browser.
        return h("a", lead, href=page.address(ENTRY_PATH), target="_self", class_="quiet read-only",
                 id="read-only")  # fmt: skip
    return h("span", page.say("Read-only"), class_="quiet read-only", id="read-only")


def _problems(page: Page) -> Element | None:
    count = problem_count(page.programme.problems, page.say)
    # They are those of the file as it is: no past day has any of its own.
    if not count or page.as_of < page.today:
        return None
    text = page.say("Data: {count}", count=count)
    # By its id the script that patches the page sees that it has gone, and leaves the rest alone.
    return h(
        "a", text, href=problems_address(page), class_="quiet problem-count", id="problem-count"
    )


def banner(trouble: str) -> Element | None:
    """Why the newest version is not shown; it names the file, the line and the remedy."""
    return h("p", trouble, class_="banner", role="status") if trouble else None


def misasked(page: Page) -> list[str]:
    """What the address asks for that cannot be shown, and what is shown instead."""
    say, told = page.say, []
    if page.misread_day:
        day = visible(page.misread_day, LONGEST_SHOWN)
        told.append(
            say(
                "The day “{day}” cannot be read, so today is shown. Type it as 2024-10-15.", day=day
            )
        )
    if page.future_day:
        told.append(
            say(
                "{day} lies in the future. What is known today is shown.",
                day=say.day(page.future_day),
            )
        )
    if page.missing_version:
        version = visible(page.missing_version, LONGEST_SHOWN)
        text = message(
            "The data version “{version}” was not found here. Shown is what the data of today say "
            "as of {day}, which may differ from what the link once showed."
        )
        told.append(say(text, version=version, day=say.day(page.as_of)))
    return told


def too_early(page: Page) -> Element | None:
    """That the day lies before the record, and the way to its first day."""
    days = days_of_record(page.programme)
    if not days or page.as_of >= days[0].day or page.known:
        return None
    say, first = page.say, days[0].day
    text = say("Nothing was on record by {day}.", day=say.day(page.as_of))
    lead = say("The record begins on {day} →", day=say.day(first))
    return h("p", text, " ", h("a", lead, href=page.on(first)), class_="banner", role="status")


def frozen(page: Page) -> Element | None:
    """That the page is pinned to a version, whether newer data exist, and the way to them."""
    if not page.frozen:
        return None
    say = page.say
    pinned = say(
        "Frozen: data version {version} of {kept}, as of {day}.",
        version=page.programme.version[:VERSION_DIGITS],
        kept=say.day(page.frozen.kept),
        day=say.day(page.as_of),
    )
    if page.frozen.newer:
        state = say("Newer data exist.")
    else:
        state = say("No newer data exist: this version is the current one.")
    if page.programme.refused:
        state = f"{say('Not every row of it could be read.')} {state}"
    leave = h("a", say("See the same page today →"), href=page.of_today)
    return h("p", pinned, " ", state, " ", leave, class_="banner frozen", role="status")


def silence(say: Words) -> Element:
    """What a script shows when the server has stopped answering."""
    text = say("The tracker does not answer. What is shown may be out of date; start it again.")
    return h("p", text, class_="silence", role="status", id="silence", hidden=True)


def footer(page: Page) -> Element:
    version = page.say("data version {version}", version=page.programme.version[:VERSION_SHOWN])
    told = " · ".join([*on_record(page), version])
    return h("footer", told, " · ", feeds_link(page), class_="footer")


def on_record(page: Page) -> tuple[str, str]:
    """How many milestones and announcements were on record by the day of the page."""
    say = page.say
    statements = known_statements(page.programme, as_of=page.as_of)
    if page.only:
        statements = statements[statements["milestone"].isin(page.only)]
    return (
        say.plural("{n} milestone", "{n} milestones", len(page.known)),
        say.plural("{n} announcement", "{n} announcements", len(statements)),
    )


def no_such_page(page: Page) -> Element:
    """The answer to an address that leads nowhere."""
    say = page.say
    return h(
        "div",
        h("h1", say("No such page"), class_="title"),
        h("p", say("There is nothing at {path}.", path=page.path), class_="sentence"),
        h("p", h("a", say("← Status"), href=page.address(STATUS_PATH))),
        class_="view",
    )
