"""`forecast`: a sentence a milestone, hindsight, the backtest; as text and JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from builders import REAL_DATA

from tracker.cli import main

DAY = ("--as-of", "2026-11-22")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status = main(["forecast", "--data", str(REAL_DATA), *DAY, *arguments])
    told = capsys.readouterr()
    assert (status, told.err) == (0, "")
    return told.out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(answer(capsys, "--json", *arguments))


def test_each_open_milestone_has_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys)
    assert told.startswith("No official forecast:")
    assert "(soyuz5-second-flight)\n  Promised for 2026; on the record of 43 programmes, " in told
    assert "(superheavy-first-flight)\n  It was promised further ahead" in told


def test_one_milestone_is_told_with_its_chances_and_hindsight(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = answer(capsys, "soyuz5-second-flight")
    assert re.search(r"^  5 in 10  by Q\d 202\d  by Q\d 202\d$", told, re.MULTILINE)
    assert "What would have been said at each statement" in told
    assert "never seen kept" in told


def test_hindsight_says_where_the_first_flight_fell(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "soyuz5-first-flight")
    assert re.search(r"13 Jun 2017 +2022 +by 2031 +by 2037 +before even odds", told)
    assert re.search(r"It happened before even odds in \d+ of 37 forecasts\.", told)


def test_periods_in_json_are_never_days(capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys)
    assert told["official"] is False
    assert told["model"]["programmes"] == 43
    made = [each["forecast"] for each in told["milestones"] if each["forecast"]]
    assert len(made) >= 15
    for each in made:
        for chance in ("p10", "p50", "p80", "p90"):
            assert re.fullmatch(r"20\d\d(-Q[1-4]|-\d\d)?", each[chance] or "2099")
    reasons = [each["reason_for_none"] for each in told["milestones"] if not each["forecast"]]
    assert reasons == ["far", "routine", "far"]


def test_the_model_is_told_with_the_data_that_it_is_made_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """So that a reader can redo it: here by a search that knows nothing of our own."""
    import numpy as np

    from tracker.lognormal import _loss

    told = as_json(capsys, "--backtest")
    cases = told["cases"]
    names = [case["programme"] for case in cases]
    weight = np.array([1 / names.count(name) for name in names])
    data = (
        np.log([case["times_as_long"] for case in cases]),
        np.log([case["years_ahead"] for case in cases]),
        np.array([case["flown"] for case in cases]),
        weight,
    )
    fitted = np.array([told["fit"][name] for name in "abcd"])
    least = _loss(fitted, *data)[0]
    rng = np.random.default_rng(0)
    assert all(_loss(fitted + rng.normal(0, 0.02, 4), *data)[0] >= least for _ in range(500))


def test_the_backtest_tells_both_ways_to_count(capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, "--backtest")["leave_one_out"]
    assert told["each_statement_once"]["against_believing"] <= 0.5
    assert told["each_programme_once"]["against_believing"] > 0.5
    assert sum(told["pit"]) == pytest.approx(1, abs=0.01)
    text = answer(capsys, "--backtest")
    assert re.search(r"Forecast, against believing +0\.\d\d +0\.\d\d", text)
    assert "from what was known on the day of the statement" in text


def test_the_backtest_tells_by_horizon_and_of_the_programme_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = as_json(capsys, "--backtest")
    for part in told["leave_one_out"]["by_horizon"].values():
        assert sum(part["pit"]) == pytest.approx(1, abs=0.01)
    first = told["own_milestones"][0]
    assert first["id"] == "soyuz5-first-flight"
    assert first["before_even_odds"] <= first["forecasts"]
    assert first["within"]["50"] <= first["within"]["80"]
    text = answer(capsys, "--backtest")
    assert "Soyuz-5 first flight: " in text
    assert "CRPS: mean distance between forecast and outcome" in text
    assert re.search(r"Soyuz-5 first flight +\d+ +\d+ +\d+ +\d+", text)


@pytest.mark.parametrize("option", ["--score-on", "--reference"])
def test_another_class_can_be_scored(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("announcements.csv", "actuals.csv"):
        header, *lines = (REAL_DATA / "reference" / name).read_text("utf-8").splitlines(True)
        own = [line for line in lines if line.split(",")[0] in ("Vega", "Vulcan")]
        text = header + "".join(own).replace("Vega", "Alpha").replace("Vulcan", "Beta")
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = as_json(capsys, "--backtest", option, str(tmp_path))
    assert told["leave_one_out"]["each_statement_once"]["programmes"] == 2
    assert told["walking_forward"] is None
    assert told["own_milestones"] == []
    assert len(told["cases"]) == 155


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["forecast", "--data", str(REAL_DATA), *DAY, *arguments]) == 1
    return capsys.readouterr().err


def test_what_cannot_be_scored_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "cannot be read" in complaint(capsys, "--score-on", str(tmp_path))
    early = complaint(capsys, "--backtest", "--as-of", "2000-01-01")
    assert "fewer than 8 programmes" in early


def test_an_unknown_milestone_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Did you mean soyuz5-second-flight" in complaint(capsys, "soyuz5-second-fligth")


def test_a_past_day_knows_nothing_later(capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, "soyuz5-first-flight", "--as-of", "2022-07-02")
    assert told["forecast"]["programmes"] == 40
    assert max(each["said_on"] for each in told["hindsight"]) <= "2022-07-02"
    assert {each["chance_by_the_day_it_happened"] for each in told["hindsight"]} == {None}


def shown(capsys: pytest.CaptureFixture[str], id: str, *more: str) -> str:
    assert main(["show", id, "--data", str(REAL_DATA), *DAY, *more]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_show_carries_the_sentence_and_says_that_it_is_not_official(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = shown(capsys, "soyuz5-second-flight")
    assert "Forecast, not official: Promised for 2026; on the record of 43 programmes" in told
    far = shown(capsys, "superheavy-first-flight")
    assert "Forecast: none. It was promised further ahead than any first flight" in far
    assert "Forecast" not in shown(capsys, "soyuz5-first-flight")
    outlook = json.loads(shown(capsys, "soyuz5-second-flight", "--json"))["outlook"]
    assert outlook["forecast"]["programmes"] == 43


def test_what_waits_for_something_later_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    noted = "Waits for Soyuz-5 third flight, whose even odds are later (by "
    assert noted in answer(capsys)
    assert noted in answer(capsys, "soyuz5-flight-tests-end")
    assert noted in shown(capsys, "soyuz5-flight-tests-end")
    assert "Waits for" not in answer(capsys, "soyuz5-second-flight")


def test_the_report_has_a_sentence_for_each_open_milestone() -> None:
    from builders import TODAY

    import tracker
    from dashboards.report import report

    programme = tracker.load(REAL_DATA, as_of=TODAY)
    html = report(programme, as_of=TODAY, lang="en")
    part = html[html.index('id="forecast"') :]
    part = part[: part.index("</section>")]
    assert "No official forecast" in part
    assert part.count("on the record of 43 programmes") == 16
    settled = report(programme, as_of=TODAY, lang="en", asked=of_one("soyuz5-first-flight"))
    assert 'id="forecast"' not in settled


def of_one(id: str) -> Any:
    from dashboards.report_asked import Asked

    return Asked(only=frozenset({id}), named=(id,))
