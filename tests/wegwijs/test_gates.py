"""A model takes the place of another only when it is nowhere worse: at danger by nothing, elsewhere by chance alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vocabulary.needs import load as load_needs
from web.review.measured import DANGER, FIGURES
from wegwijs.evaluation import floors as floor_table
from wegwijs.evaluation import result
from wegwijs.evaluation.danger import DangerScores
from wegwijs.evaluation.result import Result
from wegwijs.evaluation.score import Group, Scores, Share
from wegwijs.learning import gates
from wegwijs.paths import ROOT

NEEDS = sorted(load_needs())
FLOORS = floor_table.load(ROOT / "evaluation" / "floors.tsv")


def _measured(changes: dict[str, Share] | None = None, needs: dict[str, int] | None = None) -> Result:
    """A model that is good at everything, but for what is told; `needs`: sentences right of 20."""
    figures = dict.fromkeys(result.FIGURES, Share(970, 1000)) | (changes or {})
    labels = {label: Group(Share((needs or {}).get(label, 18), 20), Share()) for label in [*NEEDS, "groet"]}
    danger = {name: share for name, share in figures.items() if name.startswith("danger_")}
    rest = {name: share for name, share in figures.items() if name not in danger}
    return Result(
        Scores(1000, Share(), rest, labels, {}, {}, [], []),
        DangerScores(1000, 0, danger, {}, Share(), {}),
    )


def _why_not(changes: dict[str, Share] | None = None, needs: dict[str, int] | None = None) -> list[str]:
    return gates.why_not(_measured(), _measured(changes, needs), FLOORS)


def test_every_figure_that_is_measured_has_words_for_staff() -> None:
    assert set(FIGURES) == set(result.FIGURES)


def test_a_model_that_is_as_good_may_be_put_live_and_a_better_one_too() -> None:
    assert _why_not() == []
    assert _why_not(dict.fromkeys(result.FIGURES, Share(1000, 1000)), {"lotgenoten": 20}) == []


@pytest.mark.parametrize("name", list(DANGER))
def test_danger_may_not_fall_by_one_sentence(name: str) -> None:
    (why,) = _why_not({name: Share(969, 1000)})
    assert DANGER[name] in why
    assert "96,9% en was 97,0%" in why


@pytest.mark.parametrize("name", gates.HARDLY_LOWER)
def test_what_people_say_may_fall_by_chance_but_not_by_more(name: str) -> None:
    assert _why_not({name: Share(965, 1000)}) == []
    (why,) = _why_not({name: Share(964, 1000)})
    assert FIGURES[name] in why


def test_other_figures_may_fall_as_long_as_they_keep_their_floor() -> None:
    assert _why_not({"audience": Share(830, 1000)}) == []
    (why,) = _why_not({"audience": Share(819, 1000)})
    assert why == "'over wie het gaat klopt' is 81,9%. Dat moet ten minste 82,0% zijn."


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_every_floor_is_held(name: str) -> None:
    before = _measured({name: Share(0, 1000)})
    (why,) = gates.why_not(before, _measured({name: Share(0, 1000)}), FLOORS)
    assert FIGURES[name] in why


def test_one_need_may_not_lose_four_sentences() -> None:
    assert _why_not(needs={"lotgenoten": 15, "zelftest": 20}) == []
    (why,) = _why_not(needs={"lotgenoten": 14})
    assert why == f"'{load_needs()['lotgenoten'].title}' verliest 4 zinnen die het model dat nu live is wel begrijpt."


def test_what_could_not_be_measured_is_no_promise_kept() -> None:
    assert _why_not({"calm": Share()}) == ["'gewone zinnen gaven geen alarm' kon niet worden gemeten."]
    before = _measured({"danger_self": Share()})
    assert gates.why_not(before, replace(before), {}) == []


def test_the_report_holds_both_by_figure_and_by_need() -> None:
    told = gates.report(_measured(), _measured(needs={"lotgenoten": 20}))
    assert told["figures"]["need_first"] == {"was": [970, 1000], "now": [970, 1000]}
    assert told["needs"]["lotgenoten"] == {"was": [18, 20], "now": [20, 20]}
    assert set(told["needs"]) == set(NEEDS)
