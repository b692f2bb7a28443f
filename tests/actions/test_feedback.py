"""Whether the talk helped: asked once, gently, when it is closed; and whoever goes on is helped."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.feedback import ActionFeedback
from actions.finish import ActionFinish
from actions.guide import again
from actions.lead import lead
from actions.restart import fresh
from actions.state import TalkState
from tests.actions.talk import Talk, message, tap, tapped, tracker, typed

ASK = "Heb je hier iets aan gehad?"
ASK_NOTE = "Wil je zeggen wat er beter kan? Dat hoeft niet. Zet er geen namen in."
AFTER_CARDS: dict[str, Any] = {
    "phase": "kaarten",
    "question": "past",
    "said": ["cards_intro:0"],
    "needs": ["lotgenoten"],
}


class Turn:
    """What one action said, and the slots after it."""

    def __init__(self, action: Action, latest: dict[str, Any], **slots: Any) -> None:
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker(latest, **slots), {}))
        self.texts = [said["text"] for said in dispatcher.messages]
        self.taps = [button["title"] for said in dispatcher.messages for button in said["buttons"]]
        self.slots = slots | {event["name"]: event["value"] for event in events if event["event"] == "slot"}


# --- When it is asked


@pytest.mark.parametrize(
    ("action", "latest"),
    [
        (ActionFinish(), tap("klaar")),
        (ActionFinish(), message("stoppen", "het is goed zo")),
        (ActionAnswer(), message("bedankt", "dank je wel")),
    ],
    ids=["done", "stop", "thanks"],
)
def test_who_closes_a_talk_with_suggestions_is_asked_whether_it_helped(action: Action, latest: dict[str, Any]) -> None:
    turn = Turn(action, latest, **AFTER_CARDS)
    assert turn.texts[-1] == ASK
    assert turn.taps == ["Ja", "Een beetje", "Nee", "Zeg ik liever niet"]
    assert (turn.slots["feedback"], turn.slots["question"]) == ("gevraagd", "waardering")


def test_who_was_given_somebody_to_call_is_asked_too() -> None:
    assert Turn(ActionFinish(), tap("klaar"), said=["contact_intro:1"]).texts[-1] == ASK


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"said": ["cards_none:0"]},
        {**AFTER_CARDS, "danger": "self"},
        {**AFTER_CARDS, "feedback": "niet"},
        {**AFTER_CARDS, "feedback": "gevraagd"},
        {**AFTER_CARDS, "feedback": "3"},
    ],
    ids=["nothing offered", "nothing found", "danger", "danger known to the gateway", "asked before", "answered"],
)
def test_it_is_not_asked_before_something_was_offered_nor_after_danger_nor_twice(known: dict[str, Any]) -> None:
    for action, latest in ((ActionFinish(), tap("klaar")), (ActionAnswer(), message("bedankt"))):
        assert ASK not in Turn(action, latest, **known).texts


def test_thanks_in_the_middle_of_the_questions_close_nothing() -> None:
    turn = Turn(ActionAnswer(), message("bedankt"), **AFTER_CARDS | {"phase": "vragen", "question": "hulp"})
    assert ASK not in turn.texts


def test_starting_again_does_not_ask_anew_and_still_knows_of_danger() -> None:
    assert fresh(TalkState(feedback="2", noted=True)) == TalkState(feedback="2", noted=True)
    assert fresh(TalkState(danger="other")).feedback == "niet"
    assert fresh(TalkState()).feedback is None


def test_a_step_back_does_not_ask_anew() -> None:
    state = TalkState(question="past")
    state.begin_step()
    state.question, state.feedback, state.noted = None, "1", True
    assert state.step_back()
    assert (state.feedback, state.noted) == ("1", True)


# --- What is answered


def test_yes_is_thanked_and_nothing_more_is_asked() -> None:
    turn = Turn(ActionFeedback(), tap("kies_waardering", score="3"), feedback="gevraagd", question="waardering")
    assert turn.texts == ["Fijn om te horen. Je mag altijd terugkomen."]
    assert (turn.slots["feedback"], turn.slots["question"]) == ("3", None)


@pytest.mark.parametrize("score", ["1", "2"])
def test_after_no_or_a_little_a_note_can_be_given_and_left_out(score: str) -> None:
    turn = Turn(ActionFeedback(), tap("kies_waardering", score=score), feedback="gevraagd", question="waardering")
    assert turn.texts[-1] == ASK_NOTE
    assert turn.taps == ["Nee, dank je"]
    assert (turn.slots["feedback"], turn.slots["question"]) == (score, "toelichting")
    done = Turn(ActionFinish(), tap("klaar"), **turn.slots)
    assert done.slots["question"] is None
    assert not any("hoop" in text for text in done.texts)


@pytest.mark.parametrize(
    ("said", "score"),
    [
        (typed("bevestigen", "ja"), "3"),
        (typed("ontkennen", "nee"), "1"),
        (typed("vertelt_feit", "een beetje", facts={"score": "2"}), "2"),
    ],
    ids=["yes", "no", "a little"],
)
def test_the_answer_can_be_typed(said: Any, score: str) -> None:
    talk = Talk(question="waardering", feedback="gevraagd", phase="klaar")
    assert lead(talk.state, said, talk.saying) is None
    assert talk.state.feedback == score


def test_the_note_is_thanked_for_once_and_is_no_need() -> None:
    known = {"feedback": "1", "question": "toelichting", "needs": ["geld_en_regelingen"]}
    turn = Turn(ActionFeedback(), message("toelichting", "de uitleg was te lang"), **known)
    assert turn.texts == ["Dank je. Daar kunnen we van leren. Heb je nog een vraag? Typ die gerust."]
    assert (turn.slots["noted"], turn.slots["question"], turn.slots["needs"]) == (True, None, ["geld_en_regelingen"])
    changed = Turn(ActionFeedback(), tap("kies_waardering", score="2"), **turn.slots)
    assert ASK_NOTE not in changed.texts


def test_who_tells_in_the_note_what_is_the_matter_is_offered_help_with_it() -> None:
    latest = message("toelichting", "ik slaap niet meer", facts={"need": "overbelasting"})
    turn = Turn(ActionFeedback(), latest, feedback="1", question="toelichting")
    assert turn.texts[-1].endswith("Zal ik hier nog hulp bij zoeken?")
    assert turn.taps[-1] == "Nee, ik ben klaar"
    assert len(turn.taps) == 2


def test_no_to_the_note_is_fine_and_yes_waits_for_it() -> None:
    no, yes = (Talk(question="toelichting", feedback="1", phase="klaar") for _ in range(2))
    assert lead(no.state, typed("ontkennen", "nee hoor"), no.saying) is None
    assert (no.state.question, no.state.noted) == (None, False)
    assert lead(yes.state, typed("bevestigen", "ja"), yes.saying) is None
    assert yes.state.question == "toelichting"


@pytest.mark.parametrize("question", ["waardering", "toelichting"])
def test_who_goes_on_with_a_need_is_helped(question: str) -> None:
    known: dict[str, Any] = {"audience": "patient", "audience_sure": True, "region": "Ermelo", "help": "nee"}
    talk = Talk(question=question, feedback="gevraagd", phase="kaarten", needs=["lotgenoten"], **known)
    assert lead(talk.state, typed("lotgenoten"), talk.saying) == "action_show"
    assert talk.state.feedback == "gevraagd"


def test_a_score_that_is_tapped_after_danger_is_kept_and_the_calm_question_stays_open() -> None:
    known = {"feedback": "gevraagd", "question": "danger", "danger": "self"}
    turn = Turn(ActionFeedback(), tap("kies_waardering", score="1"), **known)
    assert (turn.slots["feedback"], turn.slots["question"]) == ("1", "danger")
    assert turn.taps == []


def test_a_score_that_does_not_exist_is_no_score() -> None:
    turn = Turn(ActionFeedback(), tap("kies_waardering", score="9"), feedback="gevraagd", question="waardering")
    assert turn.slots["feedback"] == "gevraagd"


def test_the_question_whether_it_helped_is_not_put_again() -> None:
    talk = Talk(question="waardering", feedback="gevraagd", phase="klaar", said=["ask_feedback:0"])
    assert again(talk.state, talk.saying) is None
    assert ASK not in talk.texts
    other = Talk(question="waardering", feedback="gevraagd")
    lead(other.state, tapped("verder"), other.saying)
    assert ASK not in other.texts
