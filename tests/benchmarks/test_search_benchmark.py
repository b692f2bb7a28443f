"""The benchmark of the search works on a small catalogue, made of records that would pass every check."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from benchmarks.filling import fill
from benchmarks.made_up import TODAY, instruments, typical, with_everything
from benchmarks.search import AIM_RATIO, Times, measure, table
from catalogue.database import engine_for
from catalogue.record import as_dict, parse_record
from catalogue.search import search
from catalogue.transfer import check

SIZE = 150


def test_made_up_records_are_right_and_the_same_each_time() -> None:
    made = list(instruments(SIZE))
    assert made == list(instruments(SIZE))
    assert [parse_record(as_dict(view)) for view in made] == made
    assert len({view.slug for view in made}) == SIZE


def test_made_up_records_are_spread_as_in_life() -> None:
    made = list(instruments(2_000))
    shares = {
        "local": sum(bool(view.regions) for view in made) / len(made),
        "ill": sum(bool(view.conditions) for view in made) / len(made),
        "group": sum(bool(view.carer_groups) for view in made) / len(made),
        "hidden": sum(view.status != "gepubliceerd" for view in made) / len(made),
    }
    assert 0.8 < shares["local"] < 0.95
    assert 0.4 < shares["ill"] < 0.6
    assert 0.05 < shares["group"] < 0.2
    assert 0.01 < shares["hidden"] < 0.06


def test_questions_with_everything_use_every_filter() -> None:
    for situation in with_everything(40):
        assert situation.needs and situation.audience and situation.conditions and situation.region
        assert situation.age and situation.avoid and situation.refused_kinds
        assert bool(situation.carer_groups) == (situation.audience != "patient")


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    address: str = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    return address or f"sqlite:///{tmp_path / 'catalogue.db'}"


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_a_small_catalogue_is_filled_searched_and_timed(url: str) -> None:
    engine = engine_for(url)
    heard: list[int] = []
    assert fill(engine, instruments(SIZE), heard.append) > SIZE
    assert heard == [SIZE]
    with Session(engine) as session:
        assert [finding for finding in check(session, TODAY) if finding.code == "unindexed"] == []
        assert all(search(session, situation, today=TODAY) for situation in typical(5))
    found = measure(engine, "here", SIZE, 4)
    engine.dispose()
    assert [one.questions for one in found] == ["typical", "all filters"]
    assert all(0 < one.p50 <= one.p95 and one.instruments == SIZE for one in found)


def test_the_table_says_whether_the_aims_are_met() -> None:
    found = [
        Times(database, "typical", size, p50=1.0, p95=p95, p95_raw=p95, cpu=1.0)
        for (database, size), p95 in zip(
            product(("sqlite", "postgresql", "slow"), (100, 100_000)), (5.0, 14.0, 2.0, 2.1 * AIM_RATIO, 9.0, 21.0)
        )
    ]
    rows = list(table(found))[2:]
    assert [("NOT met" in row) for row in rows] == [False, False, False, True, False, True]
    assert "| 2.80 |" in rows[1]
