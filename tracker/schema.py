"""Columns, categories, tracks, sides, outcomes and statuses of the record, one table each.

Every closed list of the product stands here once; a word that is missing here is an error
wherever it turns up.
"""

from __future__ import annotations

from typing import Final

from tracker.messages import message

LANGUAGES: Final = ("en", "fr", "ru", "kk")

MILESTONE_COLUMNS: Final = (
    "id",
    "title",
    "category",
    "start",
    "baseline",
    "planned",
    "actual",
    "outcome",
    "place",
    "parties",
    "depends_on",
    "source",
    "confidence",
    "note",
    "title_fr",
    "title_ru",
    "title_kk",
)
# A file with these two is a milestone file; the others may be missing and are then blank.
MILESTONE_REQUIRED: Final = ("id", "title")
MILESTONE_DATES: Final = ("start", "baseline", "planned", "actual")

ANNOUNCEMENT_COLUMNS: Final = (
    "milestone",
    "announced",
    "speaker",
    "organisation",
    "side",
    "target",
    "wording",
    "source",
    "publisher",
    "language",
    "confidence",
    "note",
)
ANNOUNCEMENT_REQUIRED: Final = ("milestone", "announced", "target")
ANNOUNCEMENT_DATES: Final = ("announced", "target")

# In the place of a date: the promise was taken back and no new one given.
WITHDRAWN: Final = "tbd"

TRACK_OF: Final = message(
    {
        "agreement": "Governance",
        "commission": "Governance",
        "meeting": "Governance",
        "finance": "Governance",
        "vehicle": "Vehicle",
        "ground": "Ground complex",
        "flight-test": "Flights",
        "launch": "Flights",
        "anniversary": "Baikonur",
        "heritage": "Baikonur",
        "tourism": "Baikonur",
    }
)
CATEGORIES: Final = tuple(TRACK_OF)
TRACKS: Final = tuple(dict.fromkeys(TRACK_OF.values()))

OUTCOMES: Final = message(("success", "partial", "failure", "cancelled", "unknown"))
SIDES: Final = ("ru", "kz", "joint", "press")
# Whose word counts as a promise; a joint one is both partners', until one says something else.
PARTNERS: Final = ("ru", "kz", "joint")
VOICES: Final = {"ru": ("ru", "joint"), "kz": ("kz", "joint")}
CONFIDENCES: Final = message(("high", "medium", "low"))

# In the order in which a reader asks: what is late, what is due, what comes, what is settled.
STATUSES: Final = ("overdue", "due", "upcoming", "undated", "done", "cancelled")
OPEN_STATUSES: Final = ("overdue", "due", "upcoming", "undated")
