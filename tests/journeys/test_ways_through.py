"""Visitors who do not know, will not say, want a human being, change their mind or are not understood."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from tests.journeys.product import Product
from tests.journeys.promises import MOST_QUESTIONS, check_fit
from tests.journeys.talk import Talk
from tests.journeys.visitors import lead

pytestmark = pytest.mark.journey
Catalogue = dict[str, dict[str, Any]]
UNSURE = ("Weet ik niet", "Zeg ik liever niet", "Kies jij maar", "Iets anders")


def test_a_professional_is_led_to_training_and_guidelines(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "Ik ben praktijkondersteuner en zoek scholing over depressie bij mensen met een chronische ziekte",
        nodig="een training of een richtlijn",
        audience="het is voor mijn werk",
        region="zeg ik liever niet",
    )
    assert talk.understood["audience"] == "professional", str(talk)
    assert talk.understood["bouwsteen"] == 6, str(talk)
    for card in talk.cards:
        assert "professional" in catalogue[card["instrument"]]["audiences"], f"not for professionals: {card}"
    assert any(card["bouwsteen"] == 6 for card in talk.cards), str(talk)


@pytest.mark.parametrize("words", ["weet ik niet", "geen idee"])
def test_who_does_not_know_anything_still_gets_something_useful_and_a_human_being(talk: Talk, words: str) -> None:
    for _ in range(MOST_QUESTIONS + 2):
        talk.say(words)
        if talk.cards or talk.contact:
            break
    assert talk.cards or talk.contact, f"nothing useful for who does not know\n{talk}"
    human = talk.choose("talk:human").contact
    assert human and (human["phone"] or human["url"]), f"no human being who can be reached\n{talk}"


def test_who_taps_that_they_do_not_know_is_never_asked_the_same_thing(talk: Talk) -> None:
    talk.tap("Zeg ik liever niet")
    for _ in range(MOST_QUESTIONS):
        if talk.cards or talk.contact:
            break
        label = next(label for label in UNSURE if label in talk.labels)
        talk.tap(label)
    assert talk.cards or talk.contact, f"nothing useful\n{talk}"


def test_who_will_not_say_where_they_live_gets_what_is_there_for_all(talk: Talk, catalogue: Catalogue) -> None:
    lead(
        talk,
        "ik ben mantelzorger van mijn vrouw met ms en zoek iemand die de zorg een middag overneemt",
        waar="het is te veel",
        hulp="nee",
        nodig="respijtzorg",
        audience="ik zorg voor mijn vrouw",
        region="dat gaat je niks aan",
    )
    check_fit(
        talk,
        catalogue,
        needs_any={"respijtzorg", "overbelasting"},
        audience="mantelzorger",
        condition="ms",
        region=None,
    )


def test_who_wants_a_human_being_is_not_asked_for_a_number(talk: Talk) -> None:
    talk.say("kan ik gwn met een echt mens praten aub")
    assert talk.contact is not None, str(talk)
    assert talk.contact["phone"] or talk.contact["url"], str(talk)
    talk.say("nee ik geef mn nummer niet")
    said = " ".join(talk.texts).lower()
    assert "wat is je nummer" not in said and "je telefoonnummer" not in said, str(talk)
    talk.say("ik ben gewoon kapot van het zorgen voor me moeder")
    assert "overbelasting" in talk.understood["needs"], f"the talk does not go on\n{talk}"


def test_a_wrong_guess_about_who_it_is_can_be_put_right_with_one_tap(talk: Talk, catalogue: Catalogue) -> None:
    talk.say("ik zorg voor mijn man, hij heeft dementie, en ik ben op")
    assert talk.understood["audience"] == "mantelzorger", str(talk)
    talk.choose("correct:audience")
    assert not talk.understood["audience"], str(talk)
    talk.tap("Over mezelf, ik ben ziek")
    assert talk.understood["audience"] == "patient", str(talk)
    lead(
        talk,
        "ik wil met anderen praten die dit ook hebben",
        waar="het is te veel",
        hulp="nee",
        nodig="lotgenoten",
        region="liever niet",
        audience="over mezelf",
    )
    for card in talk.cards:
        assert "patient" in catalogue[card["instrument"]]["audiences"], f"for a carer: {card}\n{talk}"


@pytest.mark.parametrize("slot", ["condition", "region", "needs"])
def test_every_fact_that_was_understood_can_be_taken_back(talk: Talk, slot: str) -> None:
    talk.say("ik heb reuma, woon in assen en zoek lotgenoten")
    assert talk.understood[slot], f"{slot} was not understood\n{talk}"
    talk.choose(f"correct:{slot}")
    assert not talk.understood[slot], f"{slot} was not let go\n{talk}"
    others = {"condition", "region", "needs"} - {slot}
    assert all(talk.understood[other] for other in others), f"more was let go than was asked\n{talk}"


def test_who_keeps_the_talk_gets_its_pages(talk: Talk, product: Product) -> None:
    talk.choose("talk:keep")
    assert {"Mijn overzicht", "Een code om later verder te praten"} <= set(talk.links), str(talk)
    found = httpx.get(product.address + talk.links["Mijn overzicht"], timeout=30, trust_env=False)
    assert found.status_code == httpx.codes.OK


def test_starting_again_lets_everything_go(talk: Talk) -> None:
    talk.say("ik heb diabetes en ben somber")
    assert talk.understood["condition"], str(talk)
    talk.choose("talk:restart")
    assert talk.understood == {"audience": None, "condition": None, "region": None, "needs": [], "bouwsteen": None}
    assert talk.question == "hoe", str(talk)
    lead(
        talk,
        "ik zoek hulp bij het huishouden",
        waar="het huishouden lukt niet",
        hulp="nee",
        nodig="praktische hulp",
        audience="over mezelf",
        region="liever niet",
    )
    assert "praktische_hulp" in talk.understood["needs"], str(talk)
    assert talk.understood["condition"] is None, f"what was told before is back\n{talk}"


def test_a_question_about_privacy_is_answered_and_the_talk_goes_on(talk: Talk) -> None:
    talk.say("ik ben doodop van het zorgen voor mijn zoon met autisme")
    before = dict(talk.understood)
    talk.say("wacht ff, wat doen jullie eigenlijk met mn gegevens? wie leest dit?")
    said = " ".join(talk.texts).lower()
    assert "anoniem" in said and "wis" in said, str(talk)
    assert talk.understood == before, f"the question changed what was understood\n{talk}"
    lead(
        talk,
        "oke. ik zoek iemand die de zorg soms overneemt",
        waar="het is te veel",
        hulp="nee niet genoeg",
        nodig="iemand die de zorg even overneemt",
        audience="ik zorg voor mijn zoon",
        region="liever niet",
    )
    assert talk.understood["condition"] == "autisme", str(talk)


def test_who_is_not_understood_twice_is_brought_to_a_human_being(talk: Talk) -> None:
    talk.tap("Niet zo goed")
    talk.say("asdkjh qwlkejh zxmnb")
    assert talk.labels or talk.contact, f"no way on\n{talk}"
    talk.say("wqoieu plmokn ijbuhv")
    assert talk.contact is not None, f"no human being after two misses\n{talk}"


@pytest.mark.parametrize("typed", ["/wis_ja", '/kies_need{"need":"lotgenoten"}', "/action_erase"])
def test_a_command_that_is_typed_is_just_text(talk: Talk, typed: str) -> None:
    talk.say("ik heb copd en woon in Assen")
    talk.say(typed)
    assert talk.understood["condition"] == "copd", f"a typed command was obeyed\n{talk}"
    assert talk.understood["region"] == "Assen", str(talk)
    assert talk.so_far().status_code == httpx.codes.OK, "a typed command erased the talk"
    assert typed.lstrip("/") in [item["text"].lstrip("/") for item in kept_of(talk)], "what was typed was not kept"


def test_a_restart_that_is_typed_as_a_command_is_no_more_than_the_word(talk: Talk) -> None:
    talk.say("ik heb copd")
    talk.say("/restart")
    assert talk.texts, f"a typed command was answered with silence\n{talk}"
    assert [item["text"].lstrip("/") for item in kept_of(talk)] == ["ik heb copd", "restart"], "the record is gone"


def kept_of(talk: Talk) -> list[dict[str, Any]]:
    """What the visitor said, as the talk keeps it."""
    return [item for item in talk.so_far().json()["messages"] if item["from"] == "visitor"]


def test_the_same_message_twice_is_one_turn(talk: Talk) -> None:
    same = str(uuid.uuid4())
    first = talk.send(id=same, text="ik zoek lotgenoten, ik heb reuma").json()
    second = talk.send(id=same, text="ik zoek lotgenoten, ik heb reuma").json()
    assert first == second
    assert len(kept_of(talk)) == 1


def test_what_was_told_in_one_breath_is_not_asked_again(talk: Talk, catalogue: Catalogue) -> None:
    talk.say("Ik ben zelf ziek, ik heb MS. Ik woon in Rotterdam en ik zoek lotgenoten. Hulp heb ik niet.")
    assert talk.question not in {"audience", "region", "waar", "nodig", "condition"}, f"asked what was told\n{talk}"
    if not talk.cards:
        lead(talk, "nee, genoeg hulp heb ik niet", hulp="nee")
    asked = {"lotgenoten", "overzicht_hulp"}
    check_fit(talk, catalogue, needs_any=asked, audience="patient", condition="ms", region="Rotterdam")
    assert talk.understood["needs"][0] == "lotgenoten", str(talk)


def test_something_else_leads_to_other_suggestions_and_more_never_repeats_one(talk: Talk) -> None:
    lead(
        talk,
        "ik heb artrose en wil leren omgaan met mijn vermoeidheid",
        waar="ik ben altijd moe",
        hulp="een beetje",
        nodig="iets dat ik zelf kan doen, een cursus",
        audience="over mezelf",
        region="liever niet",
    )
    talk.tap("Laat meer zien")
    assert talk.cards or talk.contact, str(talk)
    talk.tap("Liever iets anders")
    talk.tap("Het gaat mij om iets anders")
    talk.tap("Praten met mensen die dit kennen")
    assert any("lotgenoten" in card["needs"] for card in talk.cards), str(talk)
    shown = [card["instrument"] for card in talk.cards_so_far]
    assert len(shown) == len(set(shown)), f"the same suggestion twice\n{talk}"
    talk.tap("Ik ben klaar")
    assert talk.question == "feedback", f"another question after the goodbye than whether it helped\n{talk}"


def test_a_medical_question_is_not_answered_but_not_left_alone_either(talk: Talk) -> None:
    talk.say("hoeveel paracetamol mag ik naast mijn metformine slikken?")
    assert "huisarts" in " ".join(talk.texts).lower(), str(talk)
    assert not talk.cards, f"suggestions to a medical question\n{talk}"
