"""What a visitor tells is kept, a correction goes before what was thought, and a guess never before what was said."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa_sdk.executor import CollectingDispatcher

from actions.correct import correct
from actions.heard import heard
from actions.remember import ActionRemember, remember
from actions.state import MOST_NEEDS, TalkState
from actions.understood import sentences
from tests.actions.talk import Talk, message, tapped, tracker, typed
from vocabulary.needs import bouwsteen_of
from vocabulary.needs import load as load_needs


def test_the_latest_need_stands_in_front_and_the_others_are_kept() -> None:
    state = TalkState(needs=["somberheid", "lotgenoten"])
    remember(state, typed("lotgenoten"))
    remember(state, typed("respijtzorg"))
    assert state.needs == ["respijtzorg", "lotgenoten", "somberheid"]
    assert state.bouwsteen == 3


def test_a_second_need_in_one_message_counts_and_stands_behind_the_first() -> None:
    state = TalkState()
    remember(state, typed("overbelasting", needs={"overbelasting": 0.5, "respijtzorg": 0.3, "somberheid": 0.1}))
    assert state.needs == ["overbelasting", "respijtzorg"]


def test_a_second_need_is_not_taken_from_a_message_that_is_no_need() -> None:
    state = TalkState()
    remember(state, typed("bedankt", needs={"lotgenoten": 0.4}))
    assert state.needs == []


def test_a_need_that_was_not_understood_well_enough_is_not_kept() -> None:
    state = TalkState()
    remember(state, typed("somberheid", confidence=0.2, fallback=True, needs={"somberheid": 0.2}))
    assert state.needs == []


def test_what_was_half_heard_serves_only_when_nothing_was_heard_well() -> None:
    lost = typed("somberheid", confidence=0.2, fallback=True, needs={"somberheid": 0.2, "lotgenoten": 0.15})
    unheard, heard_well = TalkState(), TalkState(needs=["respijtzorg"])
    for state in (unheard, heard_well):
        remember(state, lost)
        assert state.settle()
    assert unheard.needs == ["somberheid", "lotgenoten"]
    assert heard_well.needs == ["respijtzorg"]


def test_what_is_half_heard_never_leads_a_visitor_to_training_or_research() -> None:
    state = TalkState()
    remember(state, typed("onderzoek_monitoring", confidence=0.2, fallback=True, needs={"onderzoek_monitoring": 0.2}))
    assert not state.settle()


def test_a_tap_on_a_need_is_that_need() -> None:
    state = TalkState()
    remember(state, tapped("kies_need", need="geld_en_regelingen"))
    assert state.needs == ["geld_en_regelingen"]


def test_a_tap_with_a_need_that_does_not_exist_changes_nothing() -> None:
    state = TalkState(needs=["lotgenoten"])
    remember(state, tapped("kies_need", need="loterij"))
    assert state.needs == ["lotgenoten"]


def test_after_something_else_the_need_in_front_goes_to_the_back() -> None:
    state = TalkState(needs=["lotgenoten", "respijtzorg"])
    remember(state, tapped("iets_anders"))
    assert state.needs == ["respijtzorg", "lotgenoten"]


def test_a_cry_for_help_adds_no_need_but_what_was_told_in_it_is_kept() -> None:
    state = TalkState(needs=["lotgenoten"])
    remember(state, typed("crisis", needs={"somberheid": 0.9}, facts={"audience": "mantelzorger"}))
    assert (state.needs, state.audience) == (["lotgenoten"], "mantelzorger")


@settings(deadline=None)
@given(said=st.lists(st.sampled_from(sorted(load_needs())), max_size=12))
def test_needs_never_stand_twice_never_pile_up_and_the_bouwsteen_follows_the_first(said: list[str]) -> None:
    state = TalkState(audience="patient")
    for need in said:
        remember(state, typed(need))
    assert len(set(state.needs)) == len(state.needs) <= MOST_NEEDS
    assert state.bouwsteen == (bouwsteen_of(state.needs[0]) if state.needs else None)


# --- What is not wanted


def test_a_refused_need_goes_and_what_was_told_besides_stays_in_front() -> None:
    state = TalkState(needs=["lotgenoten", "somberheid"], maybe=["lotgenoten"])
    remember(state, typed("praktische_hulp", needs={"praktische_hulp": 0.9}, facts={"refused": "lotgenoten"}))
    assert (state.needs, state.maybe, state.refused) == (["praktische_hulp", "somberheid"], [], ["lotgenoten"])


def test_a_refusal_leaves_the_order_of_the_other_needs_alone() -> None:
    state = TalkState(needs=["lotgenoten", "somberheid", "respijtzorg"])
    remember(state, typed("iets_anders", facts={"refused": "lotgenoten"}))
    assert state.needs == ["somberheid", "respijtzorg"]


def test_a_refused_need_comes_back_only_when_it_is_asked_for() -> None:
    state = TalkState(refused=["lotgenoten"])
    remember(state, typed("x", confidence=0.2, fallback=True, needs={"lotgenoten": 0.3}))
    assert not state.settle()
    remember(state, typed("lotgenoten"))
    assert (state.needs, state.refused) == (["lotgenoten"], [])


# --- Who it is about


def test_a_guess_counts_until_something_is_said_plainly() -> None:
    state = TalkState()
    remember(state, typed("vertelt_feit", guessed={"audience": "patient"}))
    assert (state.audience, state.audience_sure) == ("patient", False)
    remember(state, typed("vertelt_feit", facts={"audience": "mantelzorger"}))
    assert (state.audience, state.audience_sure) == ("mantelzorger", True)
    remember(state, typed("vertelt_feit", guessed={"audience": "patient"}))
    assert (state.audience, state.audience_sure) == ("mantelzorger", True)


def test_what_is_said_plainly_later_goes_before_what_was_said_before() -> None:
    state = TalkState(audience="patient", audience_sure=True)
    remember(state, typed("vertelt_feit", facts={"audience": "mantelzorger"}))
    assert state.audience == "mantelzorger"


def test_an_answer_to_the_question_counts_as_plain() -> None:
    state = TalkState(audience="patient", audience_sure=True, question="audience")
    remember(state, typed("vertelt_feit", guessed={"audience": "naaste"}))
    assert (state.audience, state.audience_sure) == ("naaste", True)


def test_a_carer_who_speaks_of_their_partner_stays_a_carer_unless_they_tap_otherwise() -> None:
    state = TalkState(audience="mantelzorger")
    remember(state, typed("vertelt_feit", facts={"audience": "naaste"}))
    assert state.audience == "mantelzorger"
    remember(state, tapped("kies_audience", audience="naaste"))
    assert state.audience == "naaste"


def test_a_carer_group_makes_a_carer_of_who_is_not_known_yet() -> None:
    state = TalkState()
    remember(state, typed("vertelt_feit", facts={"carer_group": "jonge mantelzorger"}))
    remember(state, typed("vertelt_feit", facts={"carer_group": "dementie"}))
    remember(state, typed("vertelt_feit", facts={"carer_group": "dementie"}))
    assert (state.audience, state.carer_groups) == ("mantelzorger", ["jonge mantelzorger", "dementie"])


def test_many_signs_weigh_more_than_one_and_the_two_kinds_of_carers_stand_together() -> None:
    state = TalkState()
    for sign in ("patient", "naaste", "mantelzorger"):
        remember(state, typed("vertelt_feit", guessed={"audience": sign}))
    assert state.carer
    assert not state.audience_sure


def test_after_a_correction_old_signs_do_not_come_back() -> None:
    talk = Talk(audience="patient", audience_signs={"patient": 5.0})
    correct(talk.state, "audience", talk.saying)
    remember(talk.state, typed("vertelt_feit", guessed={"audience": "naaste"}))
    assert talk.state.audience == "naaste"


def test_who_turns_out_to_be_a_patient_leaves_the_carer_groups_behind() -> None:
    state = TalkState(audience="mantelzorger", carer_groups=["dementie"])
    remember(state, tapped("kies_audience", audience="patient"))
    assert (state.audience, state.carer_groups) == ("patient", [])


# --- Illness, place, age


@pytest.mark.parametrize(
    ("known", "said", "kept"),
    [
        ("borstkanker", "kanker", "borstkanker"),
        ("kanker", "borstkanker", "borstkanker"),
        ("kanker", "kanker", "kanker"),
        ("borstkanker", "reuma", "reuma"),
        (None, "dementie", "dementie"),
        ("borstkanker", "longkanker", "longkanker"),
    ],
)
def test_the_most_specific_illness_that_was_said_is_kept(known: str | None, said: str, kept: str) -> None:
    state = TalkState(condition=known)
    remember(state, typed("vertelt_feit", facts={"condition": said}))
    assert state.condition == kept


def test_a_place_said_plainly_goes_before_one_that_was_guessed_and_not_the_other_way() -> None:
    state = TalkState()
    remember(state, typed("vertelt_feit", guessed={"region": "Zeist"}))
    remember(state, typed("vertelt_feit", facts={"region": "Ermelo"}))
    remember(state, typed("vertelt_feit", guessed={"region": "Best"}))
    assert state.region == "Ermelo"


def test_the_age_is_kept_in_years() -> None:
    state = TalkState()
    remember(state, typed("vertelt_feit", facts={"age": "45"}))
    assert state.age == 45


# --- How are you?


def test_a_mood_after_how_are_you_is_only_a_need_when_it_is_heard_well() -> None:
    state = TalkState(question="hoe")
    remember(state, typed("somberheid", text="mwah", confidence=0.45, needs={"somberheid": 0.45}))
    assert state.needs == []
    remember(state, typed("somberheid", text="ik ben al weken somber", confidence=0.8))
    assert state.needs == ["somberheid"]


# --- Enough help?


@pytest.mark.parametrize(("said", "kept"), [("bevestigen", "ja"), ("ontkennen", "nee"), ("weet_niet", "deels")])
def test_yes_and_no_answer_whether_there_is_enough_help_only_when_that_was_asked(said: str, kept: str) -> None:
    asked, not_asked = TalkState(question="hulp"), TalkState(question="waar")
    remember(asked, typed(said))
    remember(not_asked, typed(said))
    assert (asked.help, not_asked.help) == (kept, None)


@pytest.mark.parametrize("intent", ["vertelt_feit", "overbelasting"])
def test_an_answer_in_words_tells_whether_there_is_enough_help(intent: str) -> None:
    state = TalkState(question="hulp")
    remember(state, typed(intent, text="niemand helpt me", facts={"help": "nee"}))
    assert state.help == "nee"


def test_a_tap_tells_whether_there_is_enough_help() -> None:
    state = TalkState(question="hulp")
    remember(state, tapped("kies_hulp", answer="deels"))
    assert state.help == "deels"


# --- Professionals


def test_only_a_professional_is_led_to_training_and_research() -> None:
    patient, unknown = TalkState(audience="patient"), TalkState()
    for state in (patient, unknown):
        remember(state, typed("onderzoek_monitoring"))
    assert (patient.needs, unknown.needs) == ([], ["onderzoek_monitoring"])


def test_who_taps_training_gets_it() -> None:
    state = TalkState(audience="naaste")
    remember(state, tapped("kies_need", need="opleiding_richtlijn"))
    assert state.needs == ["opleiding_richtlijn"]


def test_a_professional_who_names_another_need_is_led_to_training() -> None:
    state = TalkState(audience="professional")
    remember(state, typed("overbelasting", needs={"overbelasting": 0.8, "somberheid": 0.3}))
    assert state.needs == ["opleiding_richtlijn"]
    remember(state, typed("onderzoek_monitoring"))
    assert state.needs == ["onderzoek_monitoring", "opleiding_richtlijn"]


# --- Rasa's side


def test_only_the_slots_that_changed_are_set() -> None:
    latest = message("vertelt_feit", facts={"region": "Ermelo"})
    events = asyncio.run(ActionRemember().run(CollectingDispatcher(), tracker(latest, audience="patient"), {}))
    changed = {event["name"]: event["value"] for event in events}
    assert changed["region"] == "Ermelo"
    assert "audience" not in changed


def test_a_message_without_anything_changes_nothing_that_was_known() -> None:
    state = TalkState(audience="patient", condition="ms", region="Ermelo", age=40, needs=["lotgenoten"], help="nee")
    before = vars(state).copy()
    remember(
        state, heard({"text": "hm", "intent": {"name": None, "confidence": 0.0}, "entities": [], "fallback": True})
    )
    assert vars(state) == before


def test_a_crisis_that_is_over_is_no_need_of_today() -> None:
    talk = Talk(question="waar")
    remember(talk.state, typed("na_de_zorg", text="Tien jaar geleden dacht ik aan zelfmoord, dat is over"))
    assert talk.state.needs == []


def test_asking_to_see_what_there_is_adds_no_need_to_what_was_told() -> None:
    talk = Talk(needs=["overbelasting"])
    remember(talk.state, typed("overzicht_hulp", text="laat maar zien wat er is", facts={"request": "tonen"}))
    assert talk.state.needs == ["overbelasting"]


def test_what_was_heard_faintly_is_acted_on_but_not_told_back() -> None:
    talk = Talk()
    remember(talk.state, typed("na_de_zorg", confidence=0.5))
    assert talk.state.needs == ["na_de_zorg"]
    assert sentences(talk.state) == []
    remember(talk.state, typed("na_de_zorg", confidence=0.9))
    assert len(sentences(talk.state)) == 1
