"""Why a row has more or fewer cells than the header: the likeliest cause, by its shape."""

from __future__ import annotations

from typing import Final, NamedTuple

from tracker.records import Misquoted, cells

CONFLICT_BEGINS: Final = "<<<<<<< "
CONFLICT_GOES_ON: Final = ("=======", ">>>>>>> ", "||||||| ")
SEPARATOR_NAMES: Final = {"\t": "tab", ",": ",", ";": ";"}


class Neighbours(NamedTuple):
    """The line a misfit stands on and the one after it; unfinished: no line end follows it."""

    line: str
    following: str
    unfinished: bool


class Misfit(NamedTuple):
    """A cause; ``cell`` counts from 0 and is -1 when the cause is the whole row's."""

    code: str
    cell: int = -1
    value: str = ""
    other: str = ""  # the separator that was used instead
    whole: str = ""  # the cell as it was meant


def misfit(found: list[str], width: int, separator: str, around: Neighbours) -> Misfit:
    """The cause of a row that has not ``width`` cells."""
    if around.line.startswith(CONFLICT_BEGINS):
        return Misfit("git-conflict")
    if around.line.startswith(CONFLICT_GOES_ON):
        return Misfit("conflict-goes-on")
    if len(found) < width:
        return too_few(found, width, separator, around)
    return too_many(found, width, separator)


def too_few(found: list[str], width: int, separator: str, around: Neighbours) -> Misfit:
    if around.unfinished:
        return Misfit("truncated-file")
    for other in SEPARATOR_NAMES:
        if other != separator and around.line.count(other) >= width - len(found):
            return Misfit("too-few-cells:separator", other=other)
    joined = cells(f"{around.line} {around.following}", separator)
    if around.following.strip() and not isinstance(joined, Misquoted) and len(joined) == width:
        return Misfit("too-few-cells:line-break")
    return Misfit("too-few-cells")


def too_many(found: list[str], width: int, separator: str) -> Misfit:
    if not "".join(found[width:]).strip():
        return Misfit("too-many-cells:blank")
    # Prose has a blank after its commas; a separator has none.
    cut = next((at for at, cell in enumerate(found) if at and cell.startswith(" ")), 0)
    if separator != "," or not cut or len(found) != width + 1 or not found[cut - 1].strip():
        return Misfit("too-many-cells")
    whole = f"{found[cut - 1]},{found[cut]}".replace('"', '""')
    return Misfit("too-many-cells:comma", cut - 1, found[cut - 1], whole=whole)


def named(separator: str) -> str:
    return SEPARATOR_NAMES.get(separator, separator)
