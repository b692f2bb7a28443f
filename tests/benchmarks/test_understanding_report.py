"""The report of the benchmark: figures, ratios and table as counted by hand; no training."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from benchmarks.pipelines import with_needs
from benchmarks.report import ACCURACY, MEANING, Measured, ratios, table
from wegwijs.evaluation.score import Share

OURS = Measured(
    shares=dict.fromkeys(ACCURACY, Share(9, 10)),
    milliseconds=(10.0, 20.0, 30.0),
    cpu_seconds=0.09,
    memory_mb=600.0,
    start_seconds=5.0,
    training_seconds=100.0,
    training_cpu_seconds=150.0,
    model_mb=6.0,
)
DEFAULT = Measured(
    shares=dict.fromkeys(ACCURACY, Share(6, 10)),
    milliseconds=(40.0, 40.0, 40.0),
    cpu_seconds=0.12,
    memory_mb=800.0,
    start_seconds=10.0,
    training_seconds=1000.0,
    training_cpu_seconds=1500.0,
    model_mb=24.0,
)


def test_a_ratio_is_ours_divided_by_the_default() -> None:
    found = ratios(OURS, DEFAULT)
    assert found["need_first"] == pytest.approx(1.5)
    assert found["ms_p50"] == pytest.approx(0.5)
    assert found["ms_cpu"] == pytest.approx(0.75)
    assert found["training_seconds"] == pytest.approx(0.1)
    assert found["model_mb"] == pytest.approx(0.25)


def test_there_is_no_ratio_where_nothing_was_scored_or_the_default_is_nought() -> None:
    nothing = replace(OURS, shares={**OURS.shares, "other_talk": Share()})
    nought = replace(DEFAULT, shares={**DEFAULT.shares, "weakest_need": Share(0, 10)})
    found = ratios(nothing, nought)
    assert (found["other_talk"], found["weakest_need"]) == (None, None)


def test_the_slowest_sentences_show_in_p95_and_not_in_p50() -> None:
    hundred = replace(OURS, milliseconds=(*(10.0,) * 90, *(100.0,) * 10)).figures()
    assert (hundred["ms_p50"], hundred["ms_p95"]) == (10.0, 100.0)


def test_processor_time_is_shared_out_over_the_sentences() -> None:
    assert OURS.figures()["ms_cpu"] == pytest.approx(30.0)


def test_the_table_has_a_line_for_every_figure_with_its_meaning() -> None:
    head, _, *lines = table(OURS, DEFAULT)
    assert head.count("|") == 6
    assert len(lines) == len(MEANING)
    assert lines[0] == f"| `need_first` | 0.900 | 0.600 | 1.500 | {MEANING['need_first']} |"
    assert lines[-1] == f"| `model_mb` | 6.0 | 24.0 | 0.250 | {MEANING['model_mb']} |"


def test_figures_and_ratios_can_be_written_as_json() -> None:
    text = json.dumps([OURS.figures(), ratios(OURS, DEFAULT)])
    assert [list(each) for each in json.loads(text)] == [list(MEANING), list(MEANING)]


def test_doubt_of_the_default_pipeline_is_fallback_and_its_guess_still_counts() -> None:
    ranking = [{"name": name, "confidence": 0.2} for name in ("nlu_fallback", "groet", "respijtzorg")]
    read = with_needs({"text": "x", "intent_ranking": ranking, "entities": [], "danger": None})
    assert read["fallback"] is True
    assert read["intent_ranking"][0]["name"] == "groet"
    assert [each["need"] for each in read["needs"]] == ["respijtzorg"]
    sure = with_needs({"text": "x", "intent_ranking": ranking[1:], "entities": [], "danger": None})
    assert sure["fallback"] is False
