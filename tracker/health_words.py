"""What the rules of health found, in sentences: whether a share is reached, why a row is named."""

from __future__ import annotations

import math
from functools import lru_cache

from tracker.dates import DateWords, parse
from tracker.execution import Quarter
from tracker.health import Finding, Flag
from tracker.health_rules import Basis
from tracker.words import Words


def figure(finding: Finding, say: Words) -> str:
    """ "30 of 49"."""
    return say("{n} of {of}", n=say.number(finding.n), of=say.number(finding.of))


def verdict(finding: Finding, say: Words) -> str:
    """Whether the share that the source asks for is reached; "" where it asks for none."""
    if finding.share is None:
        return ""
    if finding.rule.most is not None:
        return say("none, as its source asks") if finding.is_met else say("its source allows none")
    if finding.rule.least is None:
        return ""
    facts = {"share": _share(finding, say), "asked": say.decimal(finding.rule.least)}
    if finding.is_met is None:
        return say("whether the {asked} asked for is reached cannot be told: {share}", **facts)
    if finding.is_met:
        return say("the {asked} asked for is reached: {share}", **facts)
    return say("below the {asked} asked for: {share}", **facts)


def _share(finding: Finding, say: Words) -> str:
    """The share with two decimals; both ends of it where some may be done and nobody found out."""
    least = say.decimal(_floored(finding.n / finding.of))
    if not finding.unclear:
        return least
    most = say.decimal(_floored((finding.n + finding.unclear) / finding.of))
    return say.plural(
        "{least}, or up to {most} if the {n} without an outcome happened",
        "{least}, or up to {most} if the {n} without an outcome happened",
        finding.unclear,
        least=least,
        most=most,
    )


def _floored(share: float) -> float:
    """A share to two decimals that never reads as reached what it falls short of."""
    return math.floor(share * 100 + 1e-9) / 100


def why(flag: Flag, say: Words) -> str:
    """Why a rule names a milestone."""
    return say(flag.why, **{name: _fact(fact, say) for name, fact in flag.facts.items()})


def _fact(fact: object, say: Words) -> str:
    if isinstance(fact, int):
        return say.number(fact)
    return say.date(fact) if isinstance(fact, DateWords) else say("no date")


def basis_name(basis: Basis, say: Words) -> str:
    """The document and its part: "GAO-16-89G, Best Practice 9"."""
    return say("{document}, {part}", document=say(basis.document), part=say(basis.part))


def quarter_name(quarter: Quarter, say: Words) -> str:
    """ "Q4 2025"."""
    return say.date(_read(quarter.code))


@lru_cache(maxsize=256)
def _read(code: str) -> DateWords:
    """A page names each quarter several times, and the next page the same ones."""
    return parse(code)
