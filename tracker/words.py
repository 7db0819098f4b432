"""What the product says: messages, dates and durations in the reader's language.

A message is looked up by its English text, so the code reads as the page does. English needs no
catalogue; the other languages bring theirs (`tracker.messages`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isnan
from string import Formatter
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from tracker.dates import DateWords, format_date, parse
from tracker.messages import Filled, Messages, Written, counted, message, messages

# Below this a duration is told in days: "45 days" says more than "1 month".
DAYS_UNTIL_MONTHS: Final = 60
# Periods that something happens "in"; of the others ("end of 2025") the words stand by themselves.
NAMED_PERIODS: Final = frozenset({"month", "quarter", "half", "year", "decade"})
# What stands between thousands (Unicode CLDR 47): no line may be broken there.
GROUPS: Final = {"fr": "\u202f", "ru": "\u00a0", "kk": "\u00a0"}
PERCENT: Final = {"fr": "\u00a0%", "ru": "\u00a0%"}


# How many have a status: an adjective in most languages, which the number changes.
STANDING: Final = counted(
    {
        "overdue": ("{n} overdue", "{n} overdue"),
        "due": ("{n} due now", "{n} due now"),
        "upcoming": ("{n} upcoming", "{n} upcoming"),
        "undated": ("{n} no date", "{n} no date"),
        "done": ("{n} done", "{n} done"),
        "cancelled": ("{n} cancelled", "{n} cancelled"),
    }
)
TIMES: Final = message(
    (
        "never",
        "once",
        "twice",
        "three times",
        "four times",
        "five times",
        "six times",
        "seven times",
        "eight times",
        "nine times",
    )
)


class DatePhrase(str):
    """A date as it stands after a preposition; ``{date:alone}`` in a message takes it by itself.

    English has "for" where other languages have a colon, and no case but one.
    """

    __slots__ = ("alone",)
    alone: str

    def __new__(cls, text: str, *, alone: str) -> DatePhrase:
        made = super().__new__(cls, text)
        made.alone = alone
        return made

    def __format__(self, form: str) -> str:
        return self.alone if form == "alone" else super().__format__(form)


class Filling(Formatter):
    """Fills places where a date may stand and something else stands: it stands alone anyway."""

    def format_field(self, value: Any, form: str) -> Any:
        is_plain = form == "alone" and not isinstance(value, DatePhrase)
        return str(value) if is_plain else format(value, form)


def filled_in(message: str, values: Mapping[str, object]) -> str:
    """The message with its places filled."""
    # Python's own way is ten times as fast, and few messages name a form.
    if ":alone}" in message:
        return Filling().vformat(message, (), values)
    return message.format_map(values)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The messages of one language; called with an English text, it answers in its own.

    One is another's equal only if it is the same, so that what was told can be kept by it.
    """

    lang: str
    messages: Messages = field(default_factory=Messages)

    def __call__(self, text: str, /, **values: object) -> str:
        """The message with its placeholders filled.

        >>> Words("en")("Promised for {date}", date="2027")
        'Promised for 2027'
        """
        return filled_in(self.messages.single.get(text, text), values)

    def parts(self, text: str, /, **values: object) -> list[Any]:
        """The message as parts in order, for places that hold more than text, such as links.

        >>> Words("en").parts("{title} was {promise}.", title=("a link",), promise="kept")
        [('a link',), ' was ', 'kept', '.']
        """
        told: list[Any] = []
        for literal, name, form, _ in Formatter().parse(self.messages.single.get(text, text)):
            told += [literal] if literal else []
            if name is not None:
                value = values[name]
                told.append(format(value, form or "") if isinstance(value, DatePhrase) else value)
        return told

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form of the message that belongs to the number; ``{n}`` is the number itself.

        >>> Words("en").plural("{n} milestone", "{n} milestones", 1200)
        '1,200 milestones'
        """
        forms = self.messages.several.get(one)
        text = forms[self.messages.form(n)] if forms else one if n == 1 else many
        return filled_in(text, {"n": self.number(n), **values})

    def standing(self, status: str, n: int) -> str:
        """How many have a status.

        >>> Words("en").standing("undated", 3)
        '3 no date'
        """
        return self.plural(*STANDING[status], n)

    def again(self, text: str) -> str:
        """A text that was made in English, in the reader's language.

        >>> Words("en").again("told already")
        'told already'
        """
        if not isinstance(text, Filled):
            return self.messages.single.get(text, text)
        template, found, many, n, finish = text.wording
        facts = {name: self._fact(fact) for name, fact in found.items()}
        if many:
            return finish(self.plural(template, many, n, **facts))
        return finish(self(template, **facts))

    def _fact(self, fact: object) -> object:
        if isinstance(fact, Filled):
            return self.again(fact)
        return fact.written_in(self.lang) if isinstance(fact, Written) else fact

    def number(self, value: int) -> str:
        """A whole number with its thousands marked."""
        return f"{value:,}".replace(",", GROUPS.get(self.lang, ","))

    def decimal(self, value: float) -> str:
        """A number with two decimals; a dash where there is none to tell (nan).

        >>> Words("en").decimal(0.371), Words("fr").decimal(0.371)
        ('0.37', '0,37')
        """
        if value != value:
            return "–"
        return f"{value:.2f}" if self.lang == "en" else f"{value:.2f}".replace(".", ",")

    def percent(self, share: float) -> str:
        """A share in whole hundredths.

        >>> Words("en").percent(0.541), Words("fr").percent(0.541)
        ('54%', '54\\xa0%')
        """
        return f"{100 * share:.0f}{PERCENT.get(self.lang, '%')}"

    def times(self, n: int) -> str:
        """How often: "once", "six times", in letters below ten as an editor writes it.

        >>> Words("en").times(1), Words("en").times(6), Words("en").times(12)
        ('once', 'six times', '12 times')
        """
        return self(TIMES[n]) if n < len(TIMES) else self.plural("{n} time", "{n} times", n)

    def date(self, words: DateWords | None, *, after: bool = False) -> str:
        """A date as precise as it was put, "" for none; ``after`` a preposition with its article.

        >>> say = Words("en")
        >>> say.date(parse("end of 2025")), say.date(parse("end of 2025"), after=True)
        ('end of 2025', 'the end of 2025')
        """
        if words is None:
            return ""
        told = format_date(words, self.lang, after=after)
        if not after or self.lang == "en":
            return told
        return DatePhrase(told, alone=format_date(words, self.lang))

    def promised(self, words: DateWords | None) -> str:
        """What was promised, with the preposition that the date wants; "" for no date.

        >>> say = Words("en")
        >>> say.promised(parse("2027")), say.promised(parse("by 2027"))
        ('promised for 2027', 'promised by 2027')
        """
        if words is None:
            return ""
        if words.ceiling or words.floor:
            return self("promised {date}", date=self.date(words))
        return self("promised for {date}", date=self.date(words, after=True))

    def happened(self, words: DateWords | None) -> str:
        """When something happened, with the preposition that the date wants; "" for no date.

        >>> say = Words("en")
        >>> say.happened(parse("2026-04-30")), say.happened(parse("Q1 2026"))
        ('happened on 30 Apr 2026', 'happened in Q1 2026')
        """
        if words is None:
            return ""
        if words.ceiling or words.floor:
            return self("happened {date}", date=self.date(words))
        if words.precision == "day" and not words.qualifier:
            return self("happened on {date}", date=self.date(words))
        if words.precision in NAMED_PERIODS and not words.qualifier:
            return self("happened in {date}", date=self.date(words))
        if words.precision == "range" and not words.qualifier:
            return self("happened within {date}", date=self.date(words))
        return self("happened ({date})", date=self.date(words))

    def day(self, day: datetime.date) -> str:
        """One day, written out."""
        return format_date(parse(day.isoformat()), self.lang)

    def duration(self, earlier: datetime.date, later: datetime.date) -> str:
        """The time between two days in whole years and months, or in days when it is short.

        Months are counted by the calendar: from 31 December 2022 to 30 April 2026 it is 40.

        >>> Words("en").duration(datetime.date(2022, 12, 31), datetime.date(2026, 4, 30))
        '3 years 4 months'
        """
        days = (later - earlier).days
        if days < DAYS_UNTIL_MONTHS:
            return self.plural("{n} day", "{n} days", days)
        years, months = divmod(whole_months(earlier, later), 12)
        parts = []
        if years:
            parts.append(self.plural("{n} year", "{n} years", years))
        if months:
            parts.append(self.plural("{n} month", "{n} months", months))
        return " ".join(parts)

    def short_duration(self, earlier: datetime.date, later: datetime.date) -> str:
        """The same for the end of a row: "+3 y 4 mo", "+42 d"; earlier dates get a minus.

        >>> Words("en").short_duration(datetime.date(2026, 3, 1), datetime.date(2026, 1, 18))
        '−42 d'
        """
        sign, first, last = ("+", earlier, later) if later >= earlier else ("−", later, earlier)
        days = (last - first).days
        if days < DAYS_UNTIL_MONTHS:
            return sign + self("{n} d", n=days)
        years, months = divmod(whole_months(first, last), 12)
        parts = [self.plural("{n} y", "{n} y", years)] if years else []
        if months:
            parts.append(self("{n} mo", n=months))
        return sign + " ".join(parts)

    def slip(self, slip_min: float, slip_max: float, first: DateWords, now: DateWords) -> str:
        """How far a date stands from the first promise: the part that no reading can argue away.

        ``slip_min`` and ``slip_max`` are days, NaN where a side is open or nothing is compared.
        """
        exact = slip_min == slip_max
        if span := certain_span(slip_min, slip_max, first, now):
            duration = self.duration(*sorted(span))
            if span[0] < span[1]:
                if exact:
                    return self("{duration} later than first promised", duration=duration)
                return self("at least {duration} later than first promised", duration=duration)
            if exact:
                return self("{duration} sooner than first promised", duration=duration)
            return self("at least {duration} sooner than first promised", duration=duration)
        if isnan(slip_min) and isnan(slip_max):
            return ""
        if (first.earliest, first.latest) == (now.earliest, now.latest):
            return self("as first promised")
        if exact and slip_min == 0:
            return self("on the day first promised")
        if lies_within(now, first):
            return self("within what was first promised")
        return self("overlaps what was first promised")


def certain_span(
    slip_min: float | None, slip_max: float | None, first: DateWords, now: DateWords
) -> tuple[datetime.date, datetime.date] | None:
    """From which day of the first promise to which day of what holds now a date has moved, whatever
    the reading; None where some reading denies it. It is late when the second day is the later.

    >>> certain_span(1, 120, parse("2025-12"), parse("2026-Q1"))
    (datetime.date(2025, 12, 31), datetime.date(2026, 1, 1))
    """
    if slip_min and slip_min > 0 and first.latest and now.earliest:
        return first.latest, now.earliest
    if slip_max and slip_max < 0 and first.earliest and now.latest:
        return first.earliest, now.latest
    return None


def lies_within(inner: DateWords, outer: DateWords) -> bool:
    """Whether every day that one date allows is allowed by the other; an open side has no end."""
    begins = outer.earliest is None or (
        inner.earliest is not None and inner.earliest >= outer.earliest
    )
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return begins and ends


def whole_months(earlier: datetime.date, later: datetime.date) -> int:
    """How many calendar months fit between two days, the last day of a month counting as one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if earlier + relativedelta(months=months) <= later else months - 1


@cache
def words(lang: str) -> Words:
    """The messages of a language; what its catalogue lacks is said in English."""
    return Words(lang, messages(lang))
