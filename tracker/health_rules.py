"""The rules by which the health of the record is told, as data: what is counted, against what, and
on whose word.

Schedules are assessed by rules for networks of activities. What of them holds for a bare list of
milestones stands here, each with its source; docs/health.md tells what was adapted and left out.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tracker.messages import message


class Basis(NamedTuple):
    """The document that a rule is adapted from, the part of it, and its public address."""

    document: str
    part: str
    address: str


class Rule(NamedTuple):
    """A rule in words.

    ``title`` names it, ``counts`` says what is counted of what, ``remedy`` what to do, ``says``
    what its source asks for, in short. ``least`` and ``most`` are the share that it asks for, None
    where it gives none.
    """

    title: str
    counts: str
    remedy: str
    says: str
    basis: Basis
    least: float | None = None
    most: float | None = None


GAO: Final = message("GAO-16-89G")
DCMA: Final = message("DCMA 14-Point Assessment")
CONCEPTS: Final = "https://gaoinnovations.gov/schedule-guide/concepts.html"
UPDATING: Final = Basis(
    GAO,
    message("Best Practice 9"),
    "https://gaoinnovations.gov/schedule-guide/"
    "best-practice-9-updating-the-schedule-using-actual-progress-and-logic.html",
)
TRACEABLE: Final = Basis(GAO, message("Best Practice 5"), CONCEPTS)
MEASURED: Final = Basis(GAO, message("Best Practice 10"), CONCEPTS)
INVALID: Final = Basis(
    DCMA,
    message("check 9"),
    "https://help.deltek.com/product/Acumen/8.4/GA/"
    "DCMA%2014%20Point%20Assessment%20Metric%20Descriptions.html",
)
EXECUTION: Final = Basis(
    DCMA,
    message("check 14"),
    "https://www.dau.edu/acquipedia-article/baseline-execution-index-bei",
)
ACCURACY: Final = Basis(
    message("BBC Editorial Guidelines"),
    message("section 3.3.4"),
    "https://www.bbc.co.uk/editorialguidelines/guidelines/accuracy",
)

# In the order in which they are told: what was done, what is late, what is uncertain, on what all
# of it rests.
RULES: Final[dict[str, Rule]] = message(
    {
        "executed": Rule(
            "Done of what was promised",
            "Of the milestones whose first promise has ended, without anniversaries: those that "
            "happened, in time or later.",
            "Look for what became of the others, and record it with complete.",
            "Baseline Execution Index: tasks finished, of those that the baseline had finished by "
            "the day, at least 0.95.",
            EXECUTION,
            least=0.95,
        ),
        "overdue": Rule(
            "Overdue without news",
            "Of the open milestones with a date: those whose last day has passed, with no report "
            "and no statement since.",
            "Look for a report and record it with complete, or for a newer statement and record it "
            "with announce.",
            "Invalid Dates: no unfinished activity has a date before the status date.",
            INVALID,
            most=0.0,
        ),
        "stale": Rule(
            "Nothing said for a year",
            "Of the milestones due or to come, without anniversaries: those on which nothing was "
            "said for more than a year.",
            "Look for a newer statement, even one that only repeats the date, and record it with "
            "announce.",
            "Updates should be regular; how often depends on the program.",
            UPDATING,
        ),
        "moved": Rule(
            "Moved later within a year",
            "Of the milestones promised and open in the last year: those that were moved later or "
            "lost their date in it.",
            "Nothing is wrong with the record. Slips shows how each of them moved, and who said "
            "so.",
            "Regular updates allow trend reports that show actual and potential problems.",
            UPDATING,
        ),
        "contested": Rule(
            "Contested dates",
            "Of the open milestones: those for which the two sides last named dates that have no "
            "day in common.",
            "Look for a joint statement, or for a newer one of either side.",
            "Schedules of different levels agree, so that all work to the same dates.",
            TRACEABLE,
        ),
        "undated": Rule(
            "No date to hold it to",
            "Of the open milestones: those for which nobody names a date that could pass; “not "
            "before” is none.",
            "Look for a statement that names a period or a last day.",
            "Updates provide a realistic forecast of completion dates.",
            UPDATING,
        ),
        "baseline": Rule(
            "No first promise",
            "Of the open milestones: those without a first promise on record, of which no slip can "
            "be told.",
            "Look for the first statement that named a date, and fill in the column baseline.",
            "Progress is measured against a baseline schedule.",
            MEASURED,
        ),
        "source": Rule(
            "One publisher without high confidence, or no page",
            "Of all milestones: those that rest on one publisher without high confidence, or on no "
            "page.",
            "Add a page of another publisher to the column source.",
            "Be reluctant to rely on a single source; one that is relied on should be credible.",
            ACCURACY,
        ),
    }
)
