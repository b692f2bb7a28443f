"""Choosing together: choose, leave the choice, first hear what there is; what does not fit changes what comes next."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.journeys.product import Product
from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey
Catalogue = dict[str, dict[str, Any]]


def shown(talk: Talk) -> Talk:
    """A talk with suggestions for a carer."""
    talk.say("ik zorg voor mijn man met dementie en ik zoek lotgenoten")
    return talk.say("laat maar zien wat er is")


def test_who_wants_to_hear_the_choices_first_hears_what_each_is_and_asks(talk: Talk) -> None:
    talk.say("ik zorg voor mijn man met dementie en het is mij te veel")
    talk.say("vertel eerst maar wat de mogelijkheden zijn")
    assert talk.labels[-1] == "Kies jij maar", str(talk)
    for label in talk.labels[:-1]:
        assert any(text.startswith(label) for text in talk.texts), str(talk)
    talk.tap(talk.labels[0])
    for _ in range(3):
        if talk.cards:
            break
        talk.say("sla maar over")
    assert talk.cards, str(talk)


def test_who_leaves_the_choice_gets_one_suggestion_with_its_reason(talk: Talk) -> None:
    talk.say("ik zorg voor mijn man met dementie en het is mij te veel")
    talk.say("kies jij maar wat")
    assert len(talk.cards) == 1, str(talk)


def test_each_suggestion_says_what_it_asks_of_the_visitor(talk: Talk) -> None:
    shown(talk)
    assert all(card["asks"] for card in talk.cards), str(talk)


def test_who_chooses_gets_a_first_step_and_pages_to_keep(talk: Talk, product: Product) -> None:
    shown(talk).tap("Dit past bij mij")
    title = talk.cards_so_far[0]["title"]
    talk.tap(title)
    assert len(talk.links) >= 3, str(talk)
    with httpx.Client(base_url=product.address, timeout=30, trust_env=False) as client:
        page = client.get(next(url for label, url in talk.links.items() if "overzicht" in label))
        assert page.status_code == httpx.codes.OK
        assert title in page.text
        assert "dementie" in page.text
        for url in talk.links.values():
            assert client.get(url).status_code == httpx.codes.OK, url


def test_not_in_a_group_leads_to_other_suggestions_without_one(talk: Talk) -> None:
    first = {card["instrument"] for card in shown(talk).cards}
    talk.say("niet voor mij, want ik hou niet van groepen")
    assert talk.cards, str(talk)
    assert not first & {card["instrument"] for card in talk.cards}, str(talk)
    talk.say("wat heb je begrepen?")
    assert "liever geen groep" in " ".join(talk.texts), str(talk)


def test_a_tap_on_why_not_changes_what_comes_next(talk: Talk) -> None:
    shown(talk).tap("Liever iets anders")
    talk.tap("Liever niet online")
    assert talk.cards, str(talk)
    assert "online" in " ".join(talk.say("wat heb je begrepen").texts), str(talk)


def test_while_waiting_for_treatment_there_is_something_to_do(talk: Talk) -> None:
    talk.say("ik sta op de wachtlijst voor de psycholoog, nog vier maanden wachten, ik ben somber door mijn reuma")
    talk.say("laat maar zien")
    assert "Dit kun je nu al doen" in " ".join(talk.texts), str(talk)
    assert {need for card in talk.cards for need in card["needs"]} & {"zelf_aan_de_slag", "lotgenoten"}, str(talk)


def test_a_carer_who_is_ill_too_gets_something_for_both_sides(talk: Talk, catalogue: Catalogue) -> None:
    talk.say("ik zorg voor mijn man met dementie maar ik ben zelf ook chronisch ziek en het wordt me te veel")
    talk.say("laat maar zien")
    audiences = [set(catalogue[card["instrument"]]["audiences"]) for card in talk.cards]
    assert any("patient" in one for one in audiences), str(talk)
    assert any({"mantelzorger", "naaste"} & one for one in audiences), str(talk)
