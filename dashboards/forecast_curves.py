"""Whether the forecasts were as sure as they said: nominal against observed coverage, and where in
their distributions outcomes fell (PIT). Two small drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from dashboards.elements import Element, h
from dashboards.places import text_width
from dashboards.theme import SIZE_LABEL
from tracker.backtest import PIT_BINS, Scored
from tracker.words import Words

NOMINAL: Final = tuple(n / 10 for n in range(1, 10))
WIDTH, HEIGHT = 352, 276
LEFT, TOP, RIGHT, BELOW = 46, 26, 16, 48
ACROSS, UP = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BELOW
# Shares of the axis that have a name.
NAMED: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
POINT: Final = 4.0

Curve = Sequence[tuple[float, float]]


def coverage(scored: Scored) -> Curve:
    """For each band around even odds: the share it should hold, and the share of outcomes that it
    did hold."""
    return [(share, scored.coverage(0.5 - share / 2, 0.5 + share / 2)) for share in NOMINAL]


def calibration(by_statement: Curve, by_programme: Curve, say: Words, *, title: str) -> Element:
    """Observed against nominal coverage, counted in both ways; on the diagonal all is well."""
    perfect = h("path", d=f"M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}", class_="fc-perfect")
    across, up = say("band of the forecast"), say("↑ outcomes within it")
    return _paper(
        title,
        _frame(across, up, say, NAMED),
        perfect,
        h("path", d=_path(by_programme), class_="fc-observed fc-by-programme"),
        h("path", d=_path(by_statement), class_="fc-observed"),
        [_square(x, y) for x, y in by_programme],
        [h("circle", cx=_x(x), cy=_y(y), r=POINT, class_="fc-point") for x, y in by_statement],
        list(_names(say)),
    )


def _names(say: Words) -> Iterator[Element]:
    """Which line is which, where neither runs."""
    lines = (
        ("", say("each statement once")),
        (" fc-by-programme", say("each programme once")),
    )
    widest = max(text_width(text, SIZE_LABEL) for _, text in lines)
    x = WIDTH - RIGHT - widest - 4
    for number, (kind, text) in enumerate(lines):
        y = TOP + UP - 34 + 18 * number
        yield h("path", d=f"M{_n(x - 34)} {_n(y)}H{_n(x - 8)}", class_=f"fc-observed{kind}")
        yield h("text", text, x=_n(x), y=_n(y + 4), class_="fc-value")


def histogram(shares: Sequence[float], say: Words, *, title: str) -> Element:
    """The share of outcomes in each tenth of their distributions, beside the even share."""
    most = max([2 / PIT_BINS, *shares])
    step = 0.05 if most <= 5 * 0.05 else 0.1
    steps = ceil(most / step - 1e-9)
    top = step * steps
    even = TOP + UP * (1 - 1 / PIT_BINS / top)
    across, up = say("tenths of the distribution, early to late"), say("↑ share of outcomes")
    named = [step * n for n in range(steps + 1)]
    return _paper(
        title,
        _frame(across, up, say, named, top=top, tenths=True),
        [_column(number, share, top) for number, share in enumerate(shares)],
        h("path", d=f"M{LEFT} {_n(even)}H{WIDTH - RIGHT}", class_="fc-perfect"),
        [_value(number, share, top, say) for number, share in enumerate(shares)],
    )


def _column(number: int, share: float, top: float) -> Element:
    wide = ACROSS / PIT_BINS
    high = UP * share / top
    return h(
        "rect", x=_n(LEFT + number * wide + 2), y=_n(TOP + UP - high), width=_n(wide - 4),
        height=_n(high), class_="fc-column",
    )  # fmt: skip


def _value(number: int, share: float, top: float, say: Words) -> Element:
    wide = ACROSS / PIT_BINS
    y = TOP + UP * (1 - share / top) - 4
    return h("text", say.percent(share), x=_n(LEFT + (number + 0.5) * wide), y=_n(y),
             class_="fc-value fc-mid")  # fmt: skip


def _paper(title: str, *drawn: object) -> Element:
    return h(
        "svg",
        h("title", title),
        *drawn,  # type: ignore[arg-type]
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=title,
        class_="fc-curve",
    )


def _frame(
    across: str,
    up: str,
    say: Words,
    named: Sequence[float],
    *,
    top: float = 1.0,
    tenths: bool = False,
) -> list[Element]:
    """Lines and names of both axes: percent upward; across percent, or tenths by number."""
    lines = "".join(f"M{LEFT} {_y(share / top)}H{WIDTH - RIGHT}" for share in named)
    below = TOP + UP + 20
    if tenths:
        wide = ACROSS / PIT_BINS
        marks = [(LEFT + (n + 0.5) * wide, str(n + 1)) for n in range(PIT_BINS)]
    else:
        marks = [(LEFT + share * ACROSS, say.percent(share)) for share in named]
    return [
        h("path", d=lines, class_="sl-grid"),
        h("text", up, x=0, y=12),
        h("text", f"{across} →", x=WIDTH - RIGHT, y=HEIGHT - 6, class_="fc-end"),
        *(_share(share, float(_y(share / top)), say) for share in named),
        *(h("text", text, x=_n(x), y=_n(below), class_="fc-mid") for x, text in marks),
    ]


def _share(share: float, y: float, say: Words) -> Element:
    """The name of a share at the left of its line."""
    text = say.percent(share)
    return h("text", text, x=LEFT - 8, y=_n(y + 4), class_="fc-end")


def _square(x: float, y: float) -> Element:
    left, top = float(_x(x)) - POINT, float(_y(y)) - POINT
    return h("rect", x=_n(left), y=_n(top), width=2 * POINT, height=2 * POINT,
             class_="fc-point fc-by-programme")  # fmt: skip


def _path(curve: Curve) -> str:
    return "M" + "L".join(f"{_x(x)} {_y(y)}" for x, y in curve)


def _x(share: float) -> str:
    return _n(LEFT + share * ACROSS)


def _y(share: float) -> str:
    return _n(TOP + (1 - share) * UP)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
