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
from tracker.problems import visible
from tracker.sheet import is_withdrawn
from tracker.tidying import code_of

# Excel keeps fifteen digits of a number.
EXACT: Final = 10**15
AS_TEXT: Final = "Format the cell as text, then type it again."


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
        return Settled(old, f"a spreadsheet made {shown(value)} of '{visible(old)}'")
    if isinstance(value, str):
        text = with_line_ends_of(old, value)
        if unescaped(text) == old:
            return Settled(old)
        return of_date(text, order) if dated and text != old else Settled(text)
    if isinstance(value, (bool, time)):
        kind = "a truth value" if isinstance(value, bool) else "a time of day"
        return Settled("", refused=f"{shown(value)} is {kind}. {AS_TEXT}")
    if isinstance(value, date):
        return of_day(value, dated=dated)
    return of_number(value, dated=dated)


def of_formula(formula: str, old: str) -> Settled:
    """A cell whose value the spreadsheet worked out, or could not."""
    if formula and formula.replace(" ", "") == old.replace(" ", ""):
        return Settled(old, f"a spreadsheet took '{visible(old)}' for a formula")
    refused = "the cell holds a formula, and what it gives was typed by nobody. Type its text."
    return Settled("", refused=refused)


def shown(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"the number {value:.0f}"
    if isinstance(value, (date, float)) and not isinstance(value, bool):
        return f"the {'date' if isinstance(value, date) else 'number'} {value}"
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
        return Settled(code, f"'{visible(text)}' is a spreadsheet's way to write {code}")
    try:
        words = parse(text, order=order)
    except UnreadableDate:
        return Settled(text)
    code = code_of(words)
    if words.caution and code != text:
        return Settled(code, f"'{visible(text)}' is written {code}")
    return Settled(text)


def of_day(value: date, *, dated: bool) -> Settled:
    """A cell that holds a day, however it is shown."""
    if isinstance(value, datetime) and value.time() != time():
        return Settled("", refused=f"{shown(value)} has a time of day. {AS_TEXT}")
    day = date(value.year, value.month, value.day)
    if not dated:
        remedy = "Format the cell as text, then type the words again."
        return Settled("", refused=f"a spreadsheet made a date ({day}) of what was typed. {remedy}")
    if day.day == 1:
        # "April 2025" is kept by a spreadsheet as its first day.
        month = f"{day:%Y-%m}"
        return Settled(
            "",
            refused=f"the cell holds the date {day}, which may be that day or the month {month}. "
            f"Format it as text and type {day} or {month}.",
        )
    return Settled(day.isoformat(), f"the cell holds a date: {day}")


def of_number(value: float, *, dated: bool) -> Settled:
    """A cell that holds a number."""
    if not float(value).is_integer():
        if dated:
            return Settled("", refused=f"the cell holds {shown(value)}, no date. {AS_TEXT}")
        return Settled(str(value), f"the cell holds {shown(value)}")
    if abs(value) >= EXACT:
        said = f"{shown(value)} has more digits than a spreadsheet keeps"
        return Settled("", refused=f"{said}. {AS_TEXT}")
    whole = str(int(value))
    if dated and not 1900 <= value <= 2100:
        said = f"the cell holds {shown(value)}, which is no year"
        return Settled("", refused=f"{said}. {AS_TEXT}")
    return Settled(whole, f"the cell holds {shown(value)}")
