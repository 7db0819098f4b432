"""The health of the record on the Status page: a line a rule, what each found in its fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboards.components import milestone_link, section
from dashboards.elements import Content, Element, h
from dashboards.health_chart import chart
from dashboards.page import Page
from tracker.health import Finding, Flag, Health, Moves, health
from tracker.health_words import basis_name, figure, verdict, why
from tracker.messages import message
from tracker.words import Words

# Where a promise can move, in the order in which `Moves` counts them.
WAYS: Final = message(("later", "withdrawn", "earlier"))


def health_panel(page: Page) -> Element:
    """The rules in their order; beside them what became of first promises, by quarter."""
    told = health(page.programme, page.known, as_of=page.as_of)
    rules = h("ul", [_rule(finding, told, page) for finding in told.findings], class_="rules")
    inside = h("div", rules, chart(told.quarters, page), class_="health")
    note = page.say("Open a rule to see what it counts, and which milestones it names.")
    return section(page.say("Health of the record"), inside, name="health", note=note)


def _rule(finding: Finding, told: Health, page: Page) -> Element:
    """The figure, the rule in words with what it found, its source."""
    say, rule = page.say, finding.rule
    judged = verdict(finding, say)
    # What is overdue is late; a share is not.
    late = " late" if finding.name == "overdue" and finding.n else ""
    source = h(
        "a",
        basis_name(rule.basis, say),
        href=rule.basis.address,
        rel="noopener noreferrer",
        title=say(rule.says),
        class_="source",
    )
    return h(
        "li",
        h("span", figure(finding, say), class_=f"rule-figure{late}"),
        h(
            "details",
            h(
                "summary",
                h("b", say(rule.title)),
                h("span", judged, class_="rule-verdict") if judged else None,
            ),
            _found(finding, told, page),
        ),
        source,
    )


def _found(finding: Finding, told: Health, page: Page) -> Content:
    """What is counted, whom the rule names and why, what to do about it."""
    say, rule = page.say, finding.rule
    flags = h("ul", [_flag(flag, page) for flag in finding.flags], class_="plain listed")
    return [
        h("p", say(rule.counts), class_="note"),
        flags if finding.flags else None,
        _by_year(told.moves, say) if finding.name == "moved" and told.moves else None,
        h("p", say(rule.remedy), class_="note") if finding.flags else None,
    ]


def _flag(flag: Flag, page: Page) -> Element:
    link = milestone_link(flag.row.id, flag.row.title, page)
    return h("li", link, " ", h("span", why(flag, page.say), class_="muted"))


def _by_year(moves: Sequence[Moves], say: Words) -> list[Element]:
    """How often promises moved, a line a year in which one did, the last year first."""
    lines = [
        h("li", str(each.year), " ", h("span", _moves(each, say), class_="muted"))
        for each in reversed(moves)
        if any(each[1:])
    ]
    return [h("p", say("Moves by year"), class_="note"), h("ul", lines, class_="plain")]


def _moves(of_year: Moves, say: Words) -> str:
    counts = zip(WAYS, of_year[1:], strict=True)
    return ", ".join(say("{fate}: {n}", fate=say(way), n=say.number(n)) for way, n in counts if n)
