"""The records the catalogue begins with: all valid, and nobody is left without a way to a person."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.models import Instrument, Partner, Role
from catalogue.roles import contact_for
from catalogue.search import Situation, search
from catalogue.transfer import check
from catalogue.transfer.checking import ENOUGH, pairs
from vocabulary import people


def test_the_seed_comes_in_without_a_problem(seed: Session) -> None:
    for table in (Instrument, Partner, Role):
        assert (seed.scalar(select(func.count()).select_from(table)) or 0) > 0


@pytest.mark.parametrize(("need", "audience"), list(pairs()))
def test_every_need_finds_enough_and_a_person_whoever_asks(seed: Session, need: str, audience: str) -> None:
    hits = search(seed, Situation(needs=(need,), audience=audience))
    assert len(hits) >= ENOUGH
    assert any(hit.instrument.leads_to_a_person for hit in hits)
    assert need in hits[0].instrument.needs


def test_there_is_enough_that_answers_each_need_itself(seed: Session) -> None:
    assert [finding for finding in check(seed) if finding.code in ("too_few", "no_person")] == []


def test_nothing_in_the_seed_is_broken_or_expired(seed: Session) -> None:
    assert [finding for finding in check(seed) if finding.code in ("invalid", "expired", "unindexed")] == []


@pytest.mark.parametrize("role", ["informatiepunt", "casusregisseur"])
@pytest.mark.parametrize("audience", [*people.audiences(), None])
def test_everybody_has_an_information_point_and_somebody_who_keeps_the_overview(
    seed: Session, role: str, audience: str | None
) -> None:
    for region in (None, "Schiermonnikoog"):
        contact = contact_for(seed, role, region, audience)
        assert contact is not None
        assert contact.phone or contact.url


def test_a_pilot_keeps_its_own_word(seed: Session) -> None:
    contact = contact_for(seed, "casusregisseur", "Haarlemmermeer", "patient")
    assert contact is not None
    assert contact.own_word == "gezinsassistent"
