"""No wording comes twice while a fresh one is left, and carers are spoken to as carers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.texts import load
from tests.actions.talk import Talk

PLAIN = sorted(name for name, variants in load().items() if all("{" not in text.text for text in variants))


@settings(deadline=None)
@given(names=st.lists(st.sampled_from(PLAIN), max_size=25), carer=st.booleans())
def test_no_wording_comes_again_while_a_fresh_one_is_left(names: list[str], carer: bool) -> None:
    talk = Talk(audience="mantelzorger" if carer else "patient")
    for name in names:
        said = f"{name}_zorg" if carer and f"{name}_zorg" in load() else name
        all_said = all(f"{said}:{n}" in talk.state.said for n in range(len(load()[said])))
        before = set(talk.state.said)
        talk.saying.say(name)
        assert all_said or len(set(talk.state.said) - before) == 1
    assert len(set(talk.state.said)) == len(talk.state.said)


@pytest.mark.parametrize("name", ["heard_thanks", "cards_intro", "after_cards", "ask_waar"])
def test_all_wordings_come_by_before_one_comes_again(name: str) -> None:
    talk, wordings = Talk(), [text.text for text in load()[name]]
    for _ in wordings:
        talk.saying.say(name)
    assert talk.texts == wordings
    talk.saying.say(name)
    assert talk.texts[-1] in wordings


def test_what_is_to_be_said_once_is_left_out_when_every_wording_was_used() -> None:
    talk = Talk()
    told = [talk.saying.say("heard_good", once=True) for _ in range(2)]
    assert told == [True, False]
    assert talk.texts == ["Fijn om te horen."]


def test_what_was_said_is_remembered_in_the_state_so_the_next_turn_says_it_otherwise() -> None:
    first = Talk()
    first.saying.say("heard_lotgenoten")
    second = Talk(said=first.state.said)
    second.saying.say("heard_lotgenoten")
    assert first.texts != second.texts


@pytest.mark.parametrize("audience", ["mantelzorger", "naaste"])
@pytest.mark.parametrize("name", sorted(name for name in load() if f"{name}_zorg" in load()))
def test_carers_get_the_wording_for_carers(name: str, audience: str) -> None:
    talk = Talk(audience=audience)
    talk.saying.say(name)
    assert talk.texts == [load()[f"{name}_zorg"][0].text]


@pytest.mark.parametrize("audience", [None, "patient", "professional"])
def test_nobody_else_gets_the_wording_for_carers(audience: str | None) -> None:
    talk = Talk(audience=audience)
    talk.saying.say("ask_hoe")
    assert talk.texts == ["Hoe gaat het met je?"]


def test_choices_made_for_the_moment_stand_below_the_text_and_the_text_varies() -> None:
    talk = Talk()
    for _ in range(2):
        talk.saying.offer("not_understood", [("Iets anders", "/iets_anders")])
    assert talk.taps == [("Iets anders", "/iets_anders")]
    assert len(set(talk.texts)) == 2


def test_a_place_with_odd_characters_is_said_as_it_is() -> None:
    talk = Talk()
    talk.saying.say("heard_region", region="{'s-Hertogenbosch}")
    assert "{'s-Hertogenbosch}" in talk.texts[0]
