"""The backtest's panel: its curves and tables say what the scores are."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from builders import REAL_DATA, TODAY

import tracker
from dashboards import forecast_record
from dashboards.elements import to_html
from dashboards.forecast_curves import NOMINAL, calibration, coverage, histogram
from dashboards.forecast_record import backtested
from dashboards.forecast_scores import coverage_table, pinball_table, pit_table, score_table
from tracker.backtest import score
from tracker.outlook import cases_of
from tracker.words import words

SAY = words("en")


@cache
def done() -> forecast_record.Tested:
    found = backtested(cases_of(tracker.load(REAL_DATA, as_of=TODAY), TODAY))
    assert found is not None
    return found


def texts(html: str) -> list[str]:
    return [text for text in re.sub(r"<[^>]+>", "\n", html).split("\n") if text.strip()]


def test_coverage_is_that_of_the_scores() -> None:
    curve = dict(coverage(done().held_out))
    assert list(curve) == list(NOMINAL)
    assert curve[0.5] == done().held_out.coverage(0.25, 0.75)
    assert curve[0.8] == pytest.approx(done().held_out.coverage(0.1, 0.9))


def test_wider_bands_hold_more() -> None:
    held = [share for _, share in coverage(done().held_out)]
    assert held == sorted(held)


def test_the_calibration_has_a_point_for_each_band_in_both_ways_of_counting() -> None:
    parts = [coverage(done().held_out.by_statement()), coverage(done().held_out)]
    html = to_html(calibration(*parts, SAY, title="Coverage"))
    assert html.count("<circle") == len(NOMINAL)
    assert html.count('class="fc-point fc-by-programme"') == len(NOMINAL)


def test_a_perfect_curve_lies_on_the_diagonal() -> None:
    perfect = [(share, share) for share in NOMINAL]
    html = to_html(calibration(perfect, perfect, SAY, title="Coverage"))
    points = [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', html)
    ]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    assert slopes == [pytest.approx(slopes[0], abs=0.02)] * len(slopes)


def test_the_histogram_says_each_share() -> None:
    shares = [0.3, *[0.7 / 9] * 9]
    told = texts(to_html(histogram(shares, SAY, title="PIT")))
    assert told.count("8%") == 9
    assert "30%" in told


def test_the_score_table_has_each_horizon_and_marks_the_least_error() -> None:
    told, scored = score(done().held_out), done().held_out
    html = to_html(score_table(scored, "Scores", SAY))
    assert f'<span class="fc-best">{told.crps:.2f}</span>' in html
    assert f">{told.statements}<" in html
    assert [name for name in ("Under 1 year ahead", "1 to 2 years ahead", "2 years ahead or more")
            if name not in html] == []  # fmt: skip


def test_the_tables_have_every_number_of_the_drawings() -> None:
    scored = done().held_out
    held = texts(to_html(coverage_table(scored, SAY)))
    assert f"{100 * scored.coverage(0.25, 0.75):.0f}%" in held
    spread = texts(to_html(pit_table(scored, SAY)))
    last = list(scored.by_horizon().values())[-1]
    assert [f"{100 * share:.0f}%" for share in last.histogram()] == spread[-10:]
    losses = texts(to_html(pinball_table(done(), SAY)))
    assert f"{score(scored).pinball['80%']:.2f}" in losses


def test_of_a_class_of_few_nothing_is_scored() -> None:
    programme = tracker.load(REAL_DATA, as_of=TODAY)
    assert backtested(cases_of(programme, date(1999, 1, 1))) is None
    assert backtested(None) is None
