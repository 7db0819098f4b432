"""The timeline as a figure: valid for plotly, and light enough to be sent again and again."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import REAL_DATA, TODAY, milestone, programme_of

from dashboards.drawing import Part
from dashboards.figures import CONFIG, timeline_figure
from dashboards.marks import Sheet, default_span, timeline
from dashboards.outline import in_order
from dashboards.theme import DARK, LIGHT
from tracker.programme import load
from tracker.snapshot import snapshot
from tracker.words import words

SAY = words("en")
EVERY_KIND = (
    milestone("day", baseline="2024~", actual="2026-04-30"),
    milestone("period", baseline="2022", planned="2027"),
    milestone("floor", planned="not before 2027"),
    milestone("ceiling", planned="by 2027", start="2020"),
    milestone("doubtful", planned="2027-01-01~"),
    milestone("off", planned="2024", outcome="cancelled"),
    milestone("undated"),
    milestone("past", actual="1955-06-02"),
)


def figure_of(*cells: dict[str, str]) -> dict[str, Any]:
    rows = in_order(snapshot(programme_of(cells), as_of=TODAY))
    sheet = Sheet(1352, default_span(TODAY), TODAY, TODAY)
    return timeline_figure(timeline(rows, sheet, say=SAY), LIGHT)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_accepts_the_figure(palette: Any):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import plotly.graph_objects as go
    rows = in_order(snapshot(programme_of(EVERY_KIND), as_of=TODAY))
    sheet = Sheet(1352, default_span(TODAY), date(2025, 1, 1), TODAY)
    go.Figure(timeline_figure(timeline(rows, sheet, say=SAY), palette))


def test_figure_of_nothing_is_a_figure():
    assert figure_of()["layout"]["height"] == 0


def test_bars_have_a_base_a_width_and_round_corners():
    bars = [trace for trace in figure_of(*EVERY_KIND)["data"] if trace["type"] == "bar"]
    assert all(trace["width"] and len(trace["base"]) == len(trace["x"]) for trace in bars)
    assert any(trace["marker"]["cornerradius"] for trace in bars)


def test_bar_covers_the_days_of_its_window():
    bars = [t for t in figure_of(milestone(planned="2027"))["data"] if t["type"] == "bar"]
    scale = Sheet(1352, default_span(TODAY), TODAY, TODAY).scale
    assert bars[-1]["base"] == pytest.approx([scale.at(date(2027, 1, 1))], abs=0.1)
    assert bars[-1]["x"] == pytest.approx([365 * scale.day_width], abs=0.1)


def test_figure_fills_the_plot():
    layout = figure_of(milestone(planned="2027"))["layout"]
    assert layout["xaxis"]["range"] == [310, 1352]
    assert layout["width"] == 1042


def test_same_days_keep_what_the_reader_drags():
    first, second = (figure_of(milestone(planned=year)) for year in ("2026", "2027"))
    assert first["layout"]["uirevision"] == second["layout"]["uirevision"]


def test_markup_in_words_stays_words():
    rows = in_order(snapshot(programme_of([milestone(planned="2027")]), as_of=TODAY))
    drawing = timeline(rows, Sheet(1352, default_span(TODAY), TODAY, TODAY), say=SAY)
    label = drawing.rows[0].labels[0]._replace(parts=(Part("<b>&", "date"),))
    sly = replace(drawing, rows=(drawing.rows[0]._replace(labels=(label,)),))
    assert timeline_figure(sly, LIGHT)["data"][-1]["text"] == ["&lt;b&gt;&amp;"]


def test_chart_is_dragged_and_shared_with_nobody():
    assert figure_of()["layout"]["dragmode"] == "pan"
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displayModeBar"] is False


def test_figure_has_few_traces_however_many_rows():
    rows = in_order(snapshot(load(REAL_DATA, as_of=TODAY), as_of=TODAY))
    sheet = Sheet(1352, default_span(TODAY), TODAY, TODAY)
    figure = timeline_figure(timeline(rows, sheet, say=SAY), LIGHT)
    assert len(figure["data"]) < 30
