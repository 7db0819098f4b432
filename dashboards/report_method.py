"""How was it counted, from what, and how is the report cited?"""

from __future__ import annotations

from collections import Counter
from typing import Final

from dashboards.citation import report_bibtex, report_plain
from dashboards.components import CONFIDENCE, section
from dashboards.elements import Content, Element, h
from dashboards.page import Page
from dashboards.problem_list import problem_count
from dashboards.report_asked import Asked
from dashboards.report_cover import title
from dashboards.shell import on_record

# Which of these there are depends on the day on which the files are read; the report is the same
# whenever it is made.
OF_THE_DAY: Final = frozenset(
    {"future-actual", "future-announcement", "overdue", "plan-not-announced", "stale-claim"}
)


def method(page: Page) -> Element:
    """How dates are read and slips counted: else "2026" and "at least" would be guessed at."""
    say = page.say
    told = (
        say(
            "A date is shown as precisely as it was announced: “2026” means any day of that year, "
            "“end of 2025” any day from October to December, and no day is ever filled in. “Not "
            "before” is no promise and cannot be overdue. A milestone is overdue when the last day "
            "that its words allow has passed and no report of an outcome was found. Slip is the "
            "time from the first promise to what holds now, counted so that no reading of the two "
            "dates makes it shorter: hence “at least”."
        ),
        say(
            "Shown is what was known on {day}: of a statement dated only to a month or a year, "
            "the last day of that. Statements are those of the partners; what only the press "
            "reports counts as no promise. Where the two sides name dates without a day in "
            "common, both are told. A statement is given in a short paraphrase, and the number "
            "after it leads to the page on which it stands written.",
            day=say.day(page.as_of),
        ),
        sureness(page),
    )
    paragraphs = [h("p", text, class_="prose") for text in told if text]
    return section(say("Method"), paragraphs, name="method")


def sureness(page: Page) -> str:
    """On how firm a ground the rows stand, by their own judgement."""
    say, number = page.say, Counter(row.confidence for row in page.known)
    told = [
        say("{n} with {confidence}", n=say.number(number[name]), confidence=say(phrase))
        for name, phrase in CONFIDENCE.items()
        if name in number
    ]
    if not told:
        return ""
    return say(
        "How surely a milestone is known is judged by its sources: {counts}.",
        counts=", ".join(told),
    )


def about(page: Page, asked: Asked) -> Element:
    """From what the report was made, so that it can be made again."""
    say, programme = page.say, page.programme
    lasting = [problem for problem in programme.problems if problem.code not in OF_THE_DAY]
    facts: dict[str, Content] = {
        say("As of"): say.day(page.as_of),
        say("On record by then"): ", ".join(on_record(page)),
        say("Problems in the data, on any day"): problem_count(lasting, say) or say("none found"),
        say("Data version"): h("code", programme.version),
        say("Made with"): h("code", asked.command(page.as_of, page.lang)),
    }
    listed = [[h("dt", name), h("dd", value)] for name, value in facts.items()]
    return section(say("About this report"), h("dl", listed), name="about")


def cite(page: Page, asked: Asked) -> Element:
    """How the report is cited, in a sentence and in BibTeX."""
    say, name = page.say, title(page, asked)
    return section(
        say("How to cite"),
        h("p", report_plain(name, page), class_="citation"),
        h("pre", report_bibtex(name, page), class_="citation", tabindex="0", role="region",
          aria_label=say("BibTeX entry")),
        name="cite",
    )  # fmt: skip
