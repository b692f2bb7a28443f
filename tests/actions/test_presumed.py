"""What a website told is acted on and not asked, gives way to what the visitor says, and is never told back as said."""

from __future__ import annotations

from typing import Any

import pytest

from actions.begin import open_talk, welcome_back
from actions.correct import correct
from actions.guide import guide
from actions.heard import heard
from actions.questions import next_question
from actions.remember import remember
from actions.restart import fresh
from actions.show import situation
from actions.state import TalkState
from actions.understood import sentences
from catalogue.ranking import Candidate
from catalogue.reasons import reasons_for
from tests.actions.talk import Talk, message, tapped, typed
from tests.common.instruments import view

WEBSITE: dict[str, Any] = {
    "audience": "patient",
    "condition": "diabetes",
    "region": "Ermelo",
    "presumed": ["region", "condition", "audience"],
}


def asked_on_the_way(state: TalkState) -> list[str]:
    """Every question that would be asked of somebody who tells nothing."""
    asked = []
    while (question := next_question(state)) is not None:
        asked.append(question)
        state.asked = [*state.asked, question]
    return asked


def test_what_the_website_told_is_not_asked() -> None:
    assert asked_on_the_way(TalkState()) == ["hoe", "waar", "hulp", "nodig", "audience", "region"]
    assert asked_on_the_way(TalkState(**WEBSITE)) == ["hoe", "waar", "hulp", "nodig"]


@pytest.mark.parametrize(("told_by", "reason"), [(["region"], "place"), ([], "region")])
def test_nobody_hears_that_the_place_of_a_website_is_near_them(told_by: list[str], reason: str) -> None:
    asked = situation(TalkState(needs=["lotgenoten"], region="Ermelo", presumed=told_by))
    found = view(regions=("Ermelo",))
    chosen = Candidate(found.slug, found.instrument_kind, person=False, need="lotgenoten", score=1.0)
    codes = {one.code for one in reasons_for(found, chosen, asked)}
    assert codes & {"place", "region"} == {reason}


def test_a_website_for_professionals_asks_what_professionals_are_asked() -> None:
    talk = Talk(audience="professional", presumed=["audience"])
    open_talk(talk.state, talk.saying)
    assert next_question(talk.state) == "nodig"


@pytest.mark.parametrize("said", ["facts", "guessed"])
@pytest.mark.parametrize(
    ("name", "value"), [("region", "Zeist"), ("condition", "dementie"), ("audience", "mantelzorger")]
)
def test_whatever_the_visitor_says_goes_before_what_the_website_told(name: str, value: str, said: str) -> None:
    state = TalkState(**WEBSITE)
    told: dict[str, Any] = {said: {name: value}}
    remember(state, typed("vertelt_feit", **told))
    assert getattr(state, name) == value
    assert name not in state.presumed
    assert len(state.presumed) == 2


def test_a_guess_of_the_classifier_changes_nothing_until_it_has_come_a_few_times() -> None:
    state = TalkState(**WEBSITE)
    by_ear = {"entity": "audience", "value": "mantelzorger", "sure": False, "extractor": "AudienceClassifier"}
    believed = []
    for _ in range(3):
        remember(state, heard({**message("overbelasting"), "entities": [by_ear]}))
        believed.append(state.audience)
    assert believed == ["patient", "patient", "mantelzorger"]
    # It is a guess now, and no longer what the website told: so it may be asked.
    assert asked_on_the_way(state)[-1] == "audience"


def test_who_tells_of_caring_is_a_carer_on_a_website_for_patients() -> None:
    state = TalkState(**WEBSITE)
    remember(state, typed("vertelt_feit", facts={"carer_group": "jonge_mantelzorger"}))
    assert (state.audience, "audience" in state.presumed) == ("mantelzorger", False)


def test_a_name_of_the_group_tells_nothing_new_about_the_illness_of_the_website() -> None:
    state = TalkState(condition="borstkanker", presumed=["condition"])
    remember(state, typed("vertelt_feit", facts={"condition": "kanker"}))
    assert state.condition == "borstkanker"


@pytest.mark.parametrize("slot", ["region", "condition", "audience"])
def test_it_can_be_corrected_like_anything_else_and_stays_corrected(slot: str) -> None:
    talk = Talk(**WEBSITE)
    correct(talk.state, slot, talk.saying)
    assert getattr(talk.state, slot) is None
    assert talk.state.question == slot
    assert slot not in talk.state.presumed
    assert getattr(fresh(talk.state), slot) is None


def test_it_stands_under_what_was_understood_as_what_is_gone_by_with_a_way_to_say_it_is_wrong() -> None:
    talk = Talk(**WEBSITE)
    guide(talk.state, tapped("vraag", request="begrepen"), talk.saying)
    said = " ".join(talk.texts)
    assert "Ik zoek in Ermelo." in said
    assert "Ik zoek wat past bij diabetes." in said
    assert "Je woont" not in said and "Je bent zelf ziek" not in said
    assert [label for label, _ in talk.taps if label.startswith("Klopt niet")] == [
        "Klopt niet: over wie het gaat",
        "Klopt niet: de ziekte",
        "Klopt niet: waar ik woon",
    ]


def test_what_the_visitor_said_is_told_back_as_said() -> None:
    state = TalkState(**WEBSITE)
    remember(state, typed("vertelt_feit", facts={"region": "Zeist"}))
    assert "Je woont in Zeist." in sentences(state)


def test_somebody_who_comes_back_is_not_told_that_the_website_s_words_are_remembered() -> None:
    talk = Talk(**WEBSITE, needs=["lotgenoten"])
    welcome_back(talk.state, talk.saying)
    known = next(text for text in talk.texts if text.startswith("Dit weet ik nog."))
    assert known == "Dit weet ik nog. Je wilt praten met mensen die dit kennen."


def test_starting_again_lets_go_of_what_was_said_and_keeps_what_the_website_told() -> None:
    state = TalkState(**WEBSITE, needs=["somberheid"], help="nee")
    remember(state, typed("vertelt_feit", facts={"region": "Zeist"}))
    again = fresh(state)
    assert (again.audience, again.condition, again.region) == ("patient", "diabetes", None)
    assert (again.needs, again.help) == ([], None)
    assert sorted(again.presumed) == ["audience", "condition"]


def test_a_step_back_brings_back_what_the_website_told() -> None:
    state = TalkState(**WEBSITE)
    state.begin_step()
    remember(state, typed("vertelt_feit", facts={"region": "Zeist"}))
    assert state.step_back()
    assert state.region == "Ermelo"
    assert "region" in state.presumed
