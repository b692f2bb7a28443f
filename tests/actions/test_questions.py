"""One question at a time, never twice, never what was already told, and never more than six."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.questions import MOST_QUESTIONS, ORDER, REQUESTS, next_question, told
from actions.state import TalkState
from vocabulary.needs import load as load_needs
from vocabulary.people import audiences

QUESTIONS = (*ORDER, "condition")
STATES = st.builds(
    TalkState,
    audience=st.none() | st.sampled_from(sorted(audiences())),
    audience_sure=st.booleans(),
    region=st.none() | st.just("Ermelo"),
    needs=st.lists(st.sampled_from(sorted(load_needs())), unique=True, max_size=5),
    help=st.none() | st.sampled_from(["ja", "deels", "nee"]),
    asked=st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=MOST_QUESTIONS),
)


def test_the_four_questions_of_the_chain_come_first_in_their_order() -> None:
    state = TalkState()
    asked = []
    while question := next_question(state):
        state.asked = [*state.asked, question]
        asked.append(question)
    assert asked == ["hoe", "waar", "hulp", "nodig", "audience", "region"]


@settings(deadline=None)
@given(state=STATES)
def test_however_a_talk_stands_no_question_comes_twice_or_after_its_answer(state: TalkState) -> None:
    while question := next_question(state):
        assert question not in state.asked
        assert not told(state, question)
        state.asked = [*state.asked, question]
    assert len(state.asked) <= MOST_QUESTIONS


@settings(deadline=None)
@given(state=STATES, more=st.sampled_from(sorted(load_needs())))
def test_telling_more_never_brings_more_questions(state: TalkState, more: str) -> None:
    before = {question for question in ORDER if not told(state, question)}
    state.hear(more)
    assert {question for question in ORDER if not told(state, question)} <= before


@pytest.mark.parametrize(
    ("known", "skipped"),
    [
        ({"needs": ["overbelasting"]}, {"hoe", "waar"}),
        ({"needs": ["lotgenoten"]}, {"hoe", "waar", "nodig"}),
        ({"needs": ["hulp_helpt_niet"]}, {"hoe", "waar", "hulp"}),
        ({"help": "nee"}, {"hulp"}),
        ({"audience": "patient", "audience_sure": True}, {"audience"}),
        ({"audience": "patient"}, set()),
        ({"region": "Ermelo"}, {"region"}),
    ],
)
def test_what_was_told_is_not_asked(known: dict[str, object], skipped: set[str]) -> None:
    state = TalkState.of(known)
    assert {question for question in ORDER if told(state, question)} == skipped


def test_who_told_everything_at_once_is_asked_nothing() -> None:
    known = {"audience": "mantelzorger", "audience_sure": True, "region": "Ermelo", "help": "nee"}
    state = TalkState.of(known | {"needs": ["respijtzorg", "overbelasting"]})
    assert next_question(state) is None


def test_a_professional_is_not_asked_how_they_feel() -> None:
    assert next_question(TalkState(audience="professional")) == "nodig"
    assert next_question(TalkState(audience="professional", needs=["opleiding_richtlijn"])) == "region"
    assert next_question(TalkState(audience="professional", asked=["nodig", "region"])) is None


def test_six_questions_are_enough_whatever_is_still_unknown() -> None:
    assert next_question(TalkState(asked=["condition", "hoe", "waar", "hulp", "nodig", "andere"])) is None


def test_what_somebody_asks_for_is_one_of_the_needs() -> None:
    assert set(load_needs()) > REQUESTS
