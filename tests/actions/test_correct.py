"""One tap lets go of what was understood wrongly, and asks for it once."""

from __future__ import annotations

import pytest

from actions.correct import correct
from actions.lead import lead
from actions.questions import next_question
from actions.remember import remember
from tests.actions.talk import Talk, tapped, typed

KNOWN = {
    "audience": "mantelzorger",
    "audience_sure": True,
    "carer_groups": ["dementie"],
    "condition": "alzheimer",
    "region": "Ermelo",
    "needs": ["respijtzorg"],
}


@pytest.mark.parametrize(
    ("slot", "gone", "kept", "asks"),
    [
        (
            "audience",
            {"audience": None, "audience_sure": False, "carer_groups": []},
            {"condition", "region", "needs"},
            "Over wie gaat het?",
        ),
        ("condition", {"condition": None}, {"audience", "carer_groups", "region", "needs"}, "Om welke ziekte"),
        ("region", {"region": None}, {"audience", "carer_groups", "condition", "needs"}, "In welke plaats"),
        ("needs", {"needs": []}, {"audience", "carer_groups", "condition", "region"}, "Waar gaat het jou om?"),
        ("onzin", {"needs": []}, {"audience", "carer_groups", "condition", "region"}, "Waar gaat het jou om?"),
    ],
)
def test_just_what_was_wrong_is_forgotten_and_asked(
    slot: str, gone: dict[str, object], kept: set[str], asks: str
) -> None:
    talk = Talk(**KNOWN)
    correct(talk.state, slot, talk.saying)
    assert {name: getattr(talk.state, name) for name in gone} == gone
    assert {name: getattr(talk.state, name) for name in kept} == {name: KNOWN[name] for name in kept}
    assert asks in talk.texts[-1]
    assert talk.taps


@pytest.mark.parametrize(
    ("slot", "said", "value"),
    [("audience", "patient", "patient"), ("condition", "ms", "ms"), ("region", "Zeist", "Zeist")],
)
def test_the_new_answer_is_taken_even_when_it_is_only_a_guess(slot: str, said: str, value: str) -> None:
    talk = Talk(**KNOWN)
    correct(talk.state, slot, talk.saying)
    remember(talk.state, typed("vertelt_feit", guessed={slot: said}))
    assert getattr(talk.state, slot) == value


@pytest.mark.parametrize(("slot", "question"), [("audience", "audience"), ("region", "region")])
def test_who_corrects_and_then_would_rather_not_say_is_not_asked_again(slot: str, question: str) -> None:
    talk = Talk(**KNOWN, asked=["hoe"], help="nee")
    correct(talk.state, slot, talk.saying)
    assert lead(talk.state, tapped("sla_over"), talk.saying) == "action_show"
    assert talk.state.question != question
    assert next_question(talk.state) != question
