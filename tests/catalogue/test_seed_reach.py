"""Every record of the seed is found by somebody for whom it is meant, and by nobody for whom it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from catalogue.freshness import is_visible
from catalogue.record import InstrumentView
from catalogue.search import Situation, search
from catalogue.transfer.importing import SEED, read_folder
from tests.catalogue.fitting import also_asked, why_not
from tests.common.instruments import TODAY
from vocabulary import avoid, conditions, kinds, municipalities, needs, people

PATIENCE = 9
"""Answers that somebody looks at, saying 'iets anders' after each, before they have had enough."""
AT_ONCE, SOON = 0.75, 0.95
"""The shares of all records that stand in somebody's first answer, and in one of the first four."""
WHOLE_CATALOGUE = 400


@cache
def records() -> dict[str, InstrumentView]:
    return {view.slug: view for view in read_folder(SEED).instruments}


def meant_for(view: InstrumentView) -> Iterator[Situation]:
    """Those for whom a record is made: each need with each audience, and of the other lists the first value."""
    age = None
    if view.age_min is not None or view.age_max is not None:
        age = view.age_max if view.age_min is None else view.age_min
    for need in view.needs:
        for audience in view.audiences:
            for condition in view.conditions or (None,):
                yield Situation(
                    needs=(need,),
                    audience=audience,
                    conditions=(condition,) if condition else (),
                    region=view.regions[0] if view.regions else None,
                    age=age,
                    carer_groups=view.carer_groups[:1] if audience in people.CARERS else (),
                )


def shown_to(session: Session, situation: Situation, times: int) -> Iterator[set[str]]:
    """What is shown, and what next each time that somebody wants something else."""
    for _ in range(times):
        shown = {hit.instrument.slug for hit in search(session, situation, today=TODAY)}
        if not shown:
            return
        yield shown
        situation = replace(situation, exclude=situation.exclude | shown)


VISIBLE = sorted(slug for slug, view in records().items() if is_visible(view, TODAY))


@cache
def answers_until(slug: str, seeded: Engine) -> int | None:
    """How many answers somebody for whom a record is meant looks at until it is there; None when they give up."""
    with Session(seeded) as session:
        numbers = [
            number
            for situation in meant_for(records()[slug])
            for number, shown in enumerate(shown_to(session, situation, PATIENCE), start=1)
            if slug in shown
        ]
    return min(numbers, default=None)


@pytest.mark.parametrize("slug", VISIBLE)
def test_it_is_found_by_somebody_for_whom_it_is_meant(seeded: Engine, slug: str) -> None:
    assert answers_until(slug, seeded)


def test_most_are_found_at_once_and_nearly_all_soon(seeded: Engine) -> None:
    numbers = [answers_until(slug, seeded) or PATIENCE + 1 for slug in VISIBLE]
    assert sum(number == 1 for number in numbers) >= AT_ONCE * len(numbers)
    assert sum(number <= 4 for number in numbers) >= SOON * len(numbers)


@pytest.mark.parametrize("slug", sorted(records().keys() - set(VISIBLE)))
def test_what_is_not_there_now_is_not_found_however_long_one_looks(seed: Session, slug: str) -> None:
    for situation in meant_for(records()[slug]):
        shown = set().union(*shown_to(seed, situation, WHOLE_CATALOGUE))
        assert shown
        assert slug not in shown


situations = st.builds(
    Situation,
    needs=st.lists(st.sampled_from(sorted(needs.load())), max_size=4).map(tuple),
    audience=st.none() | st.sampled_from(sorted(people.audiences())),
    conditions=st.lists(st.sampled_from(sorted(conditions.load())), max_size=2).map(tuple),
    region=st.none()
    | st.sampled_from(sorted({region for view in records().values() for region in view.regions}))
    | st.sampled_from(sorted(municipalities.names())),
    age=st.none() | st.integers(6, 95),
    carer_groups=st.lists(st.sampled_from(sorted(people.carer_groups())), max_size=2).map(tuple),
    exclude=st.frozensets(st.sampled_from(sorted(records())), max_size=12),
    refused_kinds=st.frozensets(st.sampled_from(sorted(kinds.load())), max_size=3),
    avoid=st.frozensets(st.sampled_from(sorted(avoid.load())), max_size=3),
)
days = st.integers(-900, 900).map(lambda days: TODAY + timedelta(days=days))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(situation=situations, today=days)
def test_whoever_asks_and_whenever_nothing_is_shown_that_is_bound_to_others(
    seed: Session, situation: Situation, today: date
) -> None:
    hits = search(seed, situation, today=today)
    for hit in hits:
        assert why_not(hit.instrument, situation, today) == []
        assert also_asked(hit, situation) <= {reason.value for reason in hit.reasons if reason.code == "avoided_anyway"}
    assert len({hit.instrument.slug for hit in hits}) == len(hits) <= 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(situation=situations)
def test_going_on_to_the_end_shows_nothing_twice_and_ends(seed: Session, situation: Situation) -> None:
    seen: set[str] = set()
    for shown in shown_to(seed, situation, WHOLE_CATALOGUE):
        assert not shown & (seen | situation.exclude)
        seen |= shown
    assert len(seen) < len(records())
