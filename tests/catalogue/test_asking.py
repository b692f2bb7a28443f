"""Whom to ask: who has something visible that is stale or soon will be, once, at the address it uses most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.asking import AHEAD, Ask, due, of_provider, providers, spellings
from tests.common.instruments import TODAY, store, view

DAY = timedelta(days=1)
OLD = TODAY - 400 * DAY
TITLE = "Hulp van {}".format


@pytest.fixture
def filled(session: Session) -> Session:
    store(
        session,
        view("oud", provider="Welzijn Ede", email="a@ede.nl", verified_on=OLD),
        view("ooit", provider="WELZIJN EDE", email="b@ede.nl", verified_on=None),
        view("bijna", provider="welzijn Ede", email="b@ede.nl", verified_on=TODAY + AHEAD - 181 * DAY),
        view("fris", provider="Welzijn Ede", email="a@ede.nl", verified_on=TODAY),
        view("concept", provider="Concept", verified_on=OLD, status="concept"),
        view("voorbij", provider="Voorbij", verified_on=OLD, valid_to=TODAY - DAY),
        view("zonder", provider="Aan Huis", email=None, verified_on=OLD),
        view("vers", provider="Fris", email="c@fris.nl", verified_on=TODAY),
    )
    return session


def test_one_provider_is_asked_once_however_its_name_is_written(filled: Session) -> None:
    asked = due(filled, TODAY)
    assert [(ask.provider.casefold(), ask.email) for ask in asked] == [("aan huis", None), ("welzijn ede", "b@ede.nl")]
    assert asked[1].titles == (TITLE("bijna"), TITLE("ooit"), TITLE("oud"))


def test_a_provider_without_anything_stale_is_asked_about_all_it_has(filled: Session) -> None:
    assert of_provider(filled, " FRIS", TODAY) == Ask("Fris", "c@fris.nl", (TITLE("vers"),))
    found = of_provider(filled, "welzijn  ede", TODAY)
    assert found
    assert len(found.titles) == 3
    for name in ("Concept", "Voorbij", "Niemand", "", "welzijn"):
        assert of_provider(filled, name, TODAY) is None


def test_the_list_of_providers_counts_a_name_once(filled: Session) -> None:
    rows = {one.provider.casefold(): one for one in providers(filled, TODAY)}
    assert list(rows) == ["aan huis", "fris", "welzijn ede"]
    ede = rows["welzijn ede"]
    assert (ede.provider, ede.records, ede.stale, ede.email) == ("Welzijn Ede", 4, 2, "a@ede.nl")
    assert [one.provider for one in providers(filled, TODAY, "EDE")] == ["Welzijn Ede"]
    assert providers(filled, TODAY, "100%_") == []


def test_every_spelling_is_known(filled: Session) -> None:
    assert set(spellings(filled, "welzijn ede ")) == {"Welzijn Ede", "WELZIJN EDE", "welzijn Ede"}
