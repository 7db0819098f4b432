"""What a cell of an edited copy says, once the spreadsheet's own doing is taken back.

Certain is what can have been no other text: a day that the cell holds as such, a year that became
a number, and whatever reads as the text that stood there before. All else is refused.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final, NamedTuple

from tracker.date_tokens import Order
from tracker.dates import UnreadableDate, parse
from tracker.distortions import Value, distorted, plain_code, plainly
from tracker.formulas import unescaped
from tracker.messages import filled, message
from tracker.problems import visible
from tracker.sheet import is_withdrawn
from tracker.tidying import code_of

# Excel keeps fifteen digits of a number.
EXACT: Final = 10**15
HOLDS: Final = message("the cell holds {value}")
MADE_A_DATE: Final = message(
    "a spreadsheet made a date ({day}) of what was typed. Format the cell as text, then type the "
    "words again."
)
AS_TEXT: Final = filled("Format the cell as text, then type it again.")


FORMULA: Final = filled(
    "the cell holds a formula, and what it gives was typed by nobody. Type its text."
)


class Settled(NamedTuple):
    """The text of a cell; ``why`` tells what was undone to find it, "" when nothing was.

    ``refused`` says why no text is certain; it is "" when one is.
    """

    text: str
    why: str = ""
    refused: str = ""


def settled(value: Value, old: str, *, dated: bool, order: Order | None) -> Settled:
    """The text of a cell in whose place ``old`` stood ("" for a new row).

    ``order`` is what the column proves about 03/04/2026, where it is a column of dates.
    """
    if plainly(value) == old:
        return Settled(old)
    if distorted(old, value):
        why = filled(
            "a spreadsheet made {value} of '{text}'", value=shown(value), text=visible(old)
        )
        return Settled(old, why)
    if isinstance(value, str):
        text = with_line_ends_of(old, value)
        if unescaped(text) == old:
            return Settled(old)
        return of_date(text, order) if dated and text != old else Settled(text)
    if isinstance(value, (bool, time)):
        return refused(
            "{value} is a truth value. {remedy}"
            if isinstance(value, bool)
            else "{value} is a time of day. {remedy}",
            value,
        )
    if isinstance(value, date):
        return of_day(value, dated=dated)
    return of_number(value, dated=dated)


def of_formula(formula: str, old: str) -> Settled:
    """A cell whose value the spreadsheet worked out, or could not."""
    if formula and formula.replace(" ", "") == old.replace(" ", ""):
        return Settled(old, filled("a spreadsheet took '{text}' for a formula", text=visible(old)))
    return Settled("", refused=FORMULA)


def refused(why: str, value: Value) -> Settled:
    """That no text is certain: ``why`` has places for the value and for what to do."""
    return Settled("", refused=filled(why, value=shown(value), remedy=AS_TEXT))


def shown(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return filled("the number {number}", number=f"{value:.0f}")
    if isinstance(value, date):
        return filled("the date {date}", date=value)
    if isinstance(value, float):
        return filled("the number {number}", number=value)
    return f"'{visible(str(value), 60)}'"


def with_line_ends_of(old: str, text: str) -> str:
    """Workbooks have LF within a cell; what differs in nothing else was not edited."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    same = plain == old.replace("\r\n", "\n").replace("\r", "\n")
    return old if same else text


def of_date(text: str, order: Order | None) -> Settled:
    """A date that was typed, or shown by a spreadsheet in a way that only one text has.

    What cannot be read is told by the checks, with its remedy.
    """
    if not text.strip() or is_withdrawn(text):
        return Settled(text)
    for code in plain_code(text):
        why = filled(
            "'{text}' is a spreadsheet's way to write {code}", text=visible(text), code=code
        )
        return Settled(code, why)
    try:
        words = parse(text, order=order)
    except UnreadableDate:
        return Settled(text)
    code = code_of(words)
    if words.caution and code != text:
        return Settled(code, filled("'{text}' is written {code}", text=visible(text), code=code))
    return Settled(text)


def of_day(value: date, *, dated: bool) -> Settled:
    """A cell that holds a day, however it is shown."""
    if isinstance(value, datetime) and value.time() != time():
        return refused("{value} has a time of day. {remedy}", value)
    day = date(value.year, value.month, value.day)
    if not dated:
        return Settled("", refused=filled(MADE_A_DATE, day=day))
    if day.day == 1:
        # "April 2025" is kept by a spreadsheet as its first day.
        month = f"{day:%Y-%m}"
        return Settled(
            "",
            refused=filled(
                "the cell holds the date {day}, which may be that day or the month {month}. Format "
                "it as text and type {day} or {month}.",
                day=day,
                month=month,
            ),
        )
    return Settled(day.isoformat(), filled("the cell holds a date: {day}", day=day))


def of_number(value: float, *, dated: bool) -> Settled:
    """A cell that holds a number."""
    if not float(value).is_integer():
        if dated:
            return refused("the cell holds {value}, no date. {remedy}", value)
        return Settled(str(value), filled(HOLDS, value=shown(value)))
    if abs(value) >= EXACT:
        return refused("{value} has more digits than a spreadsheet keeps. {remedy}", value)
    whole = str(int(value))
    if dated and not 1900 <= value <= 2100:
        return refused("the cell holds {value}, which is no year. {remedy}", value)
    return Settled(whole, filled(HOLDS, value=shown(value)))
