"""The timeline for a page that is read without scripts and printed: one drawing a track.

Each piece is lower than a sheet of A4, so that no print cuts a chart. A narrow screen gets the same
marks drawn for its width, the names above the bars.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Final, NamedTuple

import pandas as pd

from dashboards.components import section
from dashboards.drawing import Sheet
from dashboards.elements import Element, Node, h
from dashboards.marks import default_span, timeline
from dashboards.outline import Entry, Heading, in_order, outline
from dashboards.page import Page
from dashboards.row_words import SIGNS
from dashboards.svg import timeline_svg
from dashboards.theme import slug
from tracker.words import Words

# On A4 the wide drawing shrinks to two thirds: small type that can still be read.
WIDE, NARROW = 1020, 360
# Paper has no hover to tell the rest of a name: the column takes nearly all of them whole.
NAMES: Final = 350
# So many lines with axis and heading fill a sheet that lies on its side, half of one that stands.
MOST_LINES: Final = 22
# A name without room ends so.
CUT: Final = "…"
# Outside of every drawing.
NO_DAY: Final = date.max
# Begins the class that gives a row the colour of its track.
COLOURED: Final = "t-"
DRAWN_BY_STYLE: Final = frozenset({"rail", "paper"})
# A cut moves by at most so many lines to fall between two categories.
SLACK: Final = 3


class Kind(NamedTuple):
    """A drawing for a width; ``name`` is the class by which the style sheet shows it."""

    width: int
    name: str


class Titled(NamedTuple):
    """The heading of a drawing, its name apart from all others, its track."""

    text: str
    name: str
    track: str


KINDS: Final = (Kind(WIDE, "wide-drawing"), Kind(NARROW, "narrow-drawing"))
# The track of what belongs to none.
OTHER: Final = "other"


def timelines(page: Page) -> Element:
    """The drawings of all tracks under one heading, with the key to their marks."""
    say, rows = page.say, in_order(page.rows)
    figures = [figure(titled, piece, rows, page) for titled, piece in titled_pieces(rows, say)]
    told = h("p", how_to_read(rows, say), class_="prose")
    return section(say("Timeline"), told, figures, name="timeline")


def titled_pieces(rows: pd.DataFrame, say: Words) -> Iterator[tuple[Titled, Sequence[Entry]]]:
    """The lines of each drawing under its heading, for rows in their order."""
    for track, lines in tracks(outline(rows)):
        for number, piece in enumerate(pieces(lines)):
            yield heading(track, number, say), piece


def how_to_read(rows: pd.DataFrame, say: Words) -> str:
    """The key to the marks, and to the signs that stand there."""
    key = say(
        "Filled: it happened. Light: promised. Dashed: the first promise, with an arrow to where "
        "it moved; in red, how much later. A diamond is a day, a bar the whole period announced. "
        "What lies outside the years shown stands at the edge with its date."
    )
    return " ".join(filter(None, (key, signs(rows, say))))


def signs(rows: pd.DataFrame, say: Words) -> str:
    """What the small signs beside the dates mean, those that stand there; "" when none does."""
    drawn = {
        "contested": rows["contested"].any(),
        "weak": (rows["confidence"] == "low").any(),
        "unrecorded": rows["unrecorded"].any(),
    }
    meant = [f"{sign} {say(phrase)}" for name, (sign, phrase) in SIGNS.items() if drawn[name]]
    return say("Beside a date: {signs}.", signs=", ".join(meant)) if meant else ""


def tracks(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The lines of each track without the line that names it: the heading of the page does that."""
    track = ""
    lines: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Heading) and not entry.level:
            if lines:
                yield track, lines
            track, lines = entry.track, []
        else:
            lines.append(entry)
    if lines:
        yield track, lines


def pieces(lines: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The lines in as few parts of about one length as sheets can hold, cut between categories."""
    left = lines
    for remaining in range(ceil(len(lines) / MOST_LINES), 1, -1):
        cut = _cut(left, ceil(len(left) / remaining))
        yield left[:cut]
        left = left[cut:]
    yield left


def _cut(lines: Sequence[Entry], wanted: int) -> int:
    longest = min(MOST_LINES, wanted + SLACK)
    near = range(max(1, wanted - SLACK), longest + 1)
    between = [n for n in near if n < len(lines) and isinstance(lines[n], Heading)]
    return min(between, key=lambda n: abs(n - wanted), default=wanted)


def heading(track: str, number: int, say: Words) -> Titled:
    """What a drawing is called, and its track as the style sheet has it."""
    name = say(track) if track else say("Other")
    text = say("{track}, continued", track=name) if number else name
    return Titled(text, f"{slug(track) or OTHER}-{number}", slug(track) or OTHER)


def figure(titled: Titled, lines: Sequence[Entry], rows: pd.DataFrame, page: Page) -> Element:
    """The drawings of some lines under their heading, one for each width."""
    drawings = [
        h("div", _drawing(kind.width, titled, lines, rows, page), class_=kind.name)
        for kind in KINDS
    ]
    return h(
        "figure",
        h("h3", titled.text, class_="track-name"),
        drawings,
        class_=f"rail {COLOURED}{titled.track}",
    )


class ReportSheet(Sheet):
    """A sheet with one marked day: read later, a report has no today."""

    @property
    def names(self) -> int:
        return 0 if self.narrow else NAMES


def _drawing(
    width: int, titled: Titled, lines: Sequence[Entry], rows: pd.DataFrame, page: Page
) -> Element:
    say = page.say
    sheet = ReportSheet(width, default_span(page.as_of), page.as_of, NO_DAY)
    drawn = timeline(rows, sheet, say=say, lines=lines)
    title = say("Timeline: {track}", track=titled.text)
    svg = timeline_svg(drawn, title=title, link=page.milestone, name=f"tl-{width}-{titled.name}")
    names = {page.milestone(row.id): row.title for row in drawn.rows}
    return _described(svg, lines, sheet, names, say)


def _described(
    svg: Element, lines: Sequence[Entry], sheet: Sheet, names: Mapping[str, str], say: Words
) -> Element:
    """With a description for those who do not see it; the register tells the same in words."""
    n = sum(isinstance(entry, int) for entry in lines)
    count = say.plural("{n} milestone", "{n} milestones", n)
    first, last = sheet.span.first.year, sheet.span.last.year
    text = say("{count} between {first} and {last}", count=count, first=first, last=last)
    title, *rest = svg.children
    lean = [kept for node in rest for kept in _lean(node, names)]
    return svg._replace(children=(title, h("desc", text), *lean))


def _lean(node: Node, names: Mapping[str, str]) -> list[Node]:
    """Without what the page draws once for all rows: rail, colour of the track, paper behind words.

    A row is titled by its whole name (``names``, by address) where not all of it is written; the
    rest of the title stands beside its marks.
    """
    if isinstance(node, str):
        return [node]
    kept = [lean for child in node.children if _needed(child) for lean in _lean(child, names)]
    if node.tag == "a" and _is_cut(node):
        kept = [h("title", names[node.attrs["href"]]), *kept]
    return kept if _is_bare(node) else [Element(node.tag, node.attrs, tuple(kept))]


def _is_cut(link: Element) -> bool:
    """Whether the name that a link shows is not all of it."""
    texts = [child for child in link.children if isinstance(child, Element) and child.tag == "text"]
    return any(str(text.children[-1]).endswith(CUT) for text in texts if text.children)


def _is_bare(node: Element) -> bool:
    """A group that says nothing, or only of which track it is, as the figure around it does."""
    if node.tag != "g" or node.attrs.keys() - {"class"}:
        return False
    return node.attrs.get("class", COLOURED).startswith(COLOURED)


def _needed(node: Node) -> bool:
    if isinstance(node, str):
        return True
    return node.attrs.get("class") not in DRAWN_BY_STYLE and node.tag != "title"
