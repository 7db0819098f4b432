"""How is a milestone's page cited, so that a reader in ten years sees what the author saw?

The address is the frozen one: it names the day and the version of the data. A report has none: it
is a file, and its day and data version tell it from every other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from dashboards.components import section
from dashboards.copying import copy_text, on_this_computer
from dashboards.elements import Element, h
from dashboards.page import VERSION_DIGITS, Page
from dashboards.shell import PRODUCT, TAGLINE

# What LaTeX would take for a command, in words that it understands.
LATEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "·": r"\textperiodcentered{}",
    # BibTeX counts braces, escaped ones too.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
SPECIAL: Final = re.compile("|".join(map(re.escape, LATEX)))
# Of an address only these would break a BibTeX field; the rest is taken as it stands.
IN_ADDRESS: Final = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def citation(milestone_id: str, title: str, page: Page) -> Element:
    """The citation as a sentence and as BibTeX, each with a button that copies it."""
    say = page.say
    note = say("Copied with a button, the version is kept, and the address goes on showing it.")
    return section(
        say("Cite this page"),
        h("p", plain(title, page), id="cite-plain", class_="citation"),
        copy_text("cite-plain", say("Copy"), page),
        h("pre", bibtex(milestone_id, title, page), id="cite-bibtex", class_="citation",
          tabindex="0", role="region", aria_label=say("BibTeX entry")),
        copy_text("cite-bibtex", say("Copy BibTeX"), page),
        h("p", note, class_="note needs-script"),
        on_this_computer(page),
        name="cite",
    )  # fmt: skip


def plain(title: str, page: Page) -> str:
    """The citation as a sentence."""
    return page.say(
        "“{title}”. {product}: {tagline}. As of {day}, data version {version}. "
        "{address} (retrieved {retrieved}).",
        title=title,
        product=PRODUCT,
        tagline=page.say(TAGLINE),
        day=page.say.day(page.as_of),
        version=page.programme.version[:VERSION_DIGITS],
        address=_address(page),
        retrieved=page.say.day(page.retrieved),
    )


def bibtex(milestone_id: str, title: str, page: Page) -> str:
    """The citation as an entry of BibTeX, which old and new styles both read."""
    found = {
        "url": "".join(IN_ADDRESS.get(sign, sign) for sign in _address(page)),
        "urldate": page.retrieved.isoformat(),
    }
    return _entry(_key(milestone_id, page.as_of), {**_about(title, page), **found})


def report_plain(title: str, page: Page) -> str:
    """The citation of a report as a sentence: the whole data version, for it is all there is."""
    return page.say(
        "“{title}”. {product}: {tagline}. Data version {version}.",
        title=title,
        product=PRODUCT,
        tagline=page.say(TAGLINE),
        version=page.programme.version,
    )


def report_bibtex(title: str, page: Page) -> str:
    """The citation of a report as an entry of BibTeX."""
    return _entry(_key("baiterek-report", page.as_of), _about(title, page))


def _about(title: str, page: Page) -> dict[str, str]:
    """The fields that tell what is cited, as of which day and of which version of the data."""
    day, version = page.as_of, page.programme.version[:VERSION_DIGITS]
    return {
        # Two pairs of braces: the name of a product is not taken apart as that of a person.
        "author": f"{{{latex(PRODUCT)}}}",
        "title": f"{{{latex(title)}}}",
        "howpublished": latex(f"{PRODUCT}: {page.say(TAGLINE)}"),
        "year": str(day.year),
        "month": str(day.month),
        "note": latex(page.say("As of {day}, data version {version}", day=page.say.day(day),
                               version=version)),
    }  # fmt: skip


def _entry(key: str, fields: Mapping[str, str]) -> str:
    told = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{told}\n}}"


def latex(text: str) -> str:
    """A text as LaTeX takes it.

    >>> print(latex("R&D: 5% of {x}_1"))
    R\\&D: 5\\% of \\textbraceleft{}x\\textbraceright{}\\_1
    """
    return SPECIAL.sub(lambda found: LATEX[found[0]], " ".join(text.split()))


def _key(milestone_id: str, day: date) -> str:
    """The name of the entry, of the few signs that every BibTeX takes."""
    return re.sub(r"[^A-Za-z0-9:-]+", "-", f"{milestone_id}:{day.isoformat()}")


def _address(page: Page) -> str:
    return page.origin + page.pinned
