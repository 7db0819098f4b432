"""What the slips view is asked to show: a value, and its words in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from dateutil.relativedelta import relativedelta

from dashboards.page import SLIPS_PATH, Page
from tracker import schema

FORMS: Final = ("chart", "table")
# Years back from the day of the page; "" is the whole record.
YEARS: Final = ("", "5", "2")
# Forecasts are shown where they are asked for.
FORECASTS: Final = ("", "1")
# More lines than these nobody tells apart.
MOST_MILESTONES: Final = 40
LONGEST_SEARCH: Final = 200


class Asked(NamedTuple):
    """Which milestones, whose statements, of how many years, as a chart or a table.

    No milestone means the leading one, no side all of them. ``search`` is what was typed to find
    a milestone. ``forecast`` is "1" where what is expected of them is shown as well.
    """

    milestones: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    years: str = ""
    form: str = "chart"
    search: str = ""
    forecast: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Asked:
        """What a query asks for; what is on no list is left out.

        >>> Asked.parse({"milestone": "a,b,a", "side": "kz,moon", "form": "opera"})
        Asked(milestones=('a', 'b'), sides=('kz',), years='', form='chart', search='', forecast='')
        """
        names = dict.fromkeys(filter(None, query.get("milestone", "").split(",")))
        sides = query.get("side", "").split(",")
        return cls(
            milestones=tuple(names)[:MOST_MILESTONES],
            sides=tuple(side for side in schema.SIDES if side in sides),
            years=_one_of(query.get("years", ""), YEARS),
            form=_one_of(query.get("form", ""), FORMS),
            search=" ".join(query.get("q", "").split())[:LONGEST_SEARCH],
            forecast=_one_of(query.get("forecast", ""), FORECASTS),
        )

    def but(self, **changes: Any) -> Asked:
        """The same with some choices changed; what was typed is done with."""
        return self._replace(**{"search": "", **changes})

    def with_milestone(self, name: str) -> Asked:
        """With a milestone more, or without one that is already there."""
        shown = [other for other in self.milestones if other != name]
        added = shown if name in self.milestones else [*shown, name]
        return self.but(milestones=tuple(added))

    def with_side(self, side: str) -> Asked:
        sides = set(self.sides) ^ {side}
        return self.but(sides=tuple(name for name in schema.SIDES if name in sides))

    def since(self, as_of: date) -> date | None:
        """The first day of the range, None for the whole record."""
        return as_of - relativedelta(years=int(self.years)) if self.years else None

    def to_query(self) -> dict[str, str]:
        """The words of the address; only what differs from the usual."""
        return {
            "milestone": ",".join(self.milestones),
            "side": ",".join(self.sides),
            "years": self.years,
            "form": "" if self.form == "chart" else self.form,
            "forecast": self.forecast,
        }


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    return text if text in allowed else allowed[0]


def address(asked: Asked, page: Page) -> str:
    """The page with other choices."""
    return page.address(SLIPS_PATH, **asked.to_query())


def slips_of(milestone_id: str, page: Page) -> str:
    """Where it is told how the date of a milestone moved."""
    return page.slips(milestone_id)
