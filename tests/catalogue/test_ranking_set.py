"""What a good casusregisseur would suggest comes out of the first catalogue (evaluation/ranking.yml)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.problems import RecordError
from catalogue.search import Hit, search
from tests.catalogue.fitting import also_asked, why_not
from tests.catalogue.ranking_set import FILE, Expectation, Kind, read
from tests.common.instruments import TODAY
from vocabulary import avoid, needs, people

Outcome = tuple[Expectation, list[Hit]]
SITUATIONS = 60
MOST_MISSED = 2
BROKEN = """\
- who: iemand
  asks: {needs: [somberheid], audience: buurman}
  first: [bestaat-niet]
  within: [{soort: ehealth}, {kind: fiets}]
  never: []
  altijd: ja
"""


@pytest.fixture(scope="module")
def slugs(seeded: Engine) -> set[str]:
    with Session(seeded) as session:
        return set(session.scalars(select(Instrument.slug)))


@pytest.fixture(scope="module")
def outcomes(seeded: Engine, slugs: set[str]) -> list[Outcome]:
    with Session(seeded) as session:
        return [(one, search(session, one.situation, today=TODAY)) for one in read(slugs)]


def among(kinds: Sequence[Kind], hits: Sequence[Hit]) -> bool:
    return any(kind.fits(hit.instrument) for kind in kinds for hit in hits)


def told(one: Expectation, hits: Sequence[Hit]) -> str:
    return f"{FILE.name}, line {one.line}, {one.who}: got {[hit.instrument.slug for hit in hits]}"


def test_what_should_come_first_comes_first(outcomes: list[Outcome]) -> None:
    wrong = [(one, told(one, hits)) for one, hits in outcomes if not among(one.first, hits[:1])]
    assert [text for one, text in wrong if not one.missed] == []
    assert len(wrong) <= MOST_MISSED
    kept = {one.line for one, _ in wrong}
    assert [one.who for one, _ in outcomes if one.missed and one.line not in kept] == []


def test_what_should_be_there_is_among_the_three(outcomes: list[Outcome]) -> None:
    wrong = [told(one, hits) for one, hits in outcomes if not all(among(choice, hits) for choice in one.within)]
    assert wrong == []


def test_what_should_not_be_there_is_not(outcomes: list[Outcome]) -> None:
    assert [told(one, hits) for one, hits in outcomes if among(one.never, hits)] == []


def test_nothing_is_shown_that_is_bound_to_others(outcomes: list[Outcome]) -> None:
    wrong = [
        (told(one, hits), hit.instrument.slug, reasons)
        for one, hits in outcomes
        for hit in hits
        if (reasons := why_not(hit.instrument, one.situation, TODAY))
    ]
    assert wrong == []


def test_what_asks_something_unwanted_says_so_and_comes_last(outcomes: list[Outcome]) -> None:
    for one, hits in outcomes:
        said = [{reason.value for reason in hit.reasons if reason.code == "avoided_anyway"} for hit in hits]
        assert all(also_asked(hit, one.situation) <= those for hit, those in zip(hits, said)), told(one, hits)
        assert sorted(map(bool, said)) == list(map(bool, said)), told(one, hits)


def test_everybody_gets_three_and_a_way_to_a_person(outcomes: list[Outcome]) -> None:
    assert [told(one, hits) for one, hits in outcomes if len(hits) < 3] == []
    assert [
        told(one, hits) for one, hits in outcomes if not any(hit.instrument.leads_to_a_person for hit in hits)
    ] == []


def test_the_situations_reach_every_need_audience_group_and_wish(slugs: set[str]) -> None:
    situations = [one.situation for one in read(slugs)]
    assert len(situations) >= SITUATIONS
    assert {need for one in situations for need in one.needs} == set(needs.load())
    assert {one.audience for one in situations} == {None, *people.audiences()}
    assert {group for one in situations for group in one.carer_groups} == set(people.carer_groups())
    assert {code for one in situations for code in one.avoid} == set(avoid.load())
    assert any(one.exclude for one in situations)
    assert any(one.refused_kinds for one in situations)
    assert len({one.region for one in situations}) > 8
    assert len({name for one in situations for name in one.conditions}) > 20


def test_a_broken_situation_is_refused_with_its_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "kapot.yml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(RecordError) as refused:
        read({"bestaat"}, path)
    said = {(problem.file, problem.line, problem.field) for problem in refused.value.problems}
    assert said == {
        ("kapot.yml", 2, "asks.audience"),
        ("kapot.yml", 3, "first"),
        ("kapot.yml", 4, "within"),
        ("kapot.yml", 5, "never"),
        ("kapot.yml", 6, "altijd"),
    }
