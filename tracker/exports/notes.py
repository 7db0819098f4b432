"""The notes that go with a copy of the record: how to edit it, what each column means, and of which
version of the data it is a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.deltas import Subject
from tracker.messages import message

NOTES_SHEET: Final = "notes"
VERSION_LABEL: Final = "Version of the data"
DAY_LABEL: Final = "Day of the copy"

OF_BOTH: Final = message(
    {
        "source": "addresses of the pages that say so, separated by spaces",
        "confidence": "high, medium or low",
        "note": "what the reader should know; free text",
    }
)
COLUMN_NOTES: Final[Mapping[Subject, Mapping[str, str]]] = message(
    {
        "milestones": {
            "id": "lower-case words with hyphens; never changed, never used again",
            "title": "short, in English; title_fr, title_ru and title_kk in the other languages",
            "category": "one of the list",
            "start": "date; for works that last: when they began",
            "baseline": "date; the first one promised",
            "planned": "date; the one promised now; blank: none announced",
            "actual": "date; when it happened",
            "outcome": "one of the list; unknown: its date passed and no report was found",
            "place": "free text",
            "parties": "free text, separated by '; '",
            "depends_on": "ids of what has to come first, separated by spaces",
            **OF_BOTH,
            "title_fr": "the title in French",
            "title_ru": "the title in Russian",
            "title_kk": "the title in Kazakh",
        },
        "announcements": {
            "milestone": "the id of the milestone it is about",
            "announced": "date; the day on which it was said",
            "speaker": "who said it; blank when nobody is named",
            "organisation": "for whom, or who wrote it",
            "side": "ru, kz, joint or press",
            "target": "date; the one promised, or tbd: taken back, no new one given",
            "wording": "how it was put, in short",
            "publisher": "who published it",
            "language": "language of the page, two letters: en, fr, ru, kk ...",
            **OF_BOTH,
        },
    }
)
HOW_TO_EDIT: Final = (
    "Change cells, add rows at the end, delete rows; then: tracker import FILE. It shows what "
    "changed and asks before anything is written.",
    "A date is written as it was said: 2025-12-24, 2025-12, 2025-Q4, 2025-H2, 2025, end of 2025, "
    "NET 2026-03, by 2027. Nothing is made more exact than that.",
    "The cells are text, so that the spreadsheet leaves dates and numbers as they are typed. An "
    "apostrophe stands before text that begins with =, +, - or @; import takes it back.",
    "The order of rows and columns is free. Columns keep their names; a row is known by its id, a "
    "statement by milestone, announced, speaker, organisation, side, target and source.",
    "Leave the version below as it is: by it import knows what you changed, and what others did.",
)
