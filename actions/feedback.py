"""Feedback: ask once, when the talk is being closed, whether it helped; after 'no' or 'a little', what could be better.

`TalkState.feedback` tells how far this is; the gateway keeps the score and the note (`web/conversations/feedback.py`).
Whoever goes on with a question is helped: the question about the talk then simply stays unanswered.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import Heard, heard
from actions.saying import Saying, kies_need
from actions.state import TalkState
from vocabulary.needs import load as load_needs

SCORE, NOTE = "waardering", "toelichting"
"""The questions, as they stand open in the state; a typed text that is a note has the intent of that name."""
QUESTIONS = frozenset({SCORE, NOTE})
NO, A_LITTLE, YES = SCORES = ("1", "2", "3")
ASKED, NEVER = "gevraagd", "niet"
"""What stands in `TalkState.feedback` before there is a score: it was asked; it may not be asked in this talk."""
OFFERED = ("cards_intro", "cards_local_none", "contact_intro")
"""Texts that are said with suggestions or with somebody to call."""
_BARE = {"bevestigen": YES, "ontkennen": NO}


class ActionFeedback(Action):
    """Takes a tap on a score, or the note."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_feedback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Note it and thank."""
        state, message = TalkState.of(tracker.slots), heard(tracker.latest_message)
        saying = Saying(dispatcher, state)
        if message.intent == NOTE:
            take_note(state, message, saying)
        elif message.value("score") in SCORES:
            rate(state, message.value("score"), saying)
        else:
            pass_over(state, saying)
        return state.changes(tracker.slots)


def ask(state: TalkState, saying: Saying) -> None:
    """Ask whether the talk helped: once, not before something was offered, and never in a talk with danger."""
    if state.feedback is None and not state.danger and any(name.startswith(OFFERED) for name in state.said):
        state.feedback, state.question = ASKED, SCORE
        saying.say("ask_feedback")


def withheld(state: TalkState) -> str | None:
    """How far it is when all else of the state is let go of: that danger was heard still counts."""
    return state.feedback or (NEVER if state.danger else None)


def rate(state: TalkState, score: str, saying: Saying) -> None:
    """Keep a score; one that is low is followed by the question what could be better."""
    state.feedback = score
    if state.danger:
        # A score tapped after danger was heard: nothing more is asked, and the calm question stays open.
        saying.say("go_on_gently")
        return
    state.question = None
    if score == YES:
        saying.say("feedback_yes")
        return
    saying.say("feedback_low")
    if not state.noted:
        state.question = NOTE
        saying.say("ask_feedback_note")


def take_note(state: TalkState, message: Heard, saying: Saying) -> None:
    """Thank for the note. Who told what is the matter in it is offered help with that: it may be a call for help."""
    state.question, state.noted, state.misses = None, True, 0
    need = load_needs().get(str(message.value("need")))
    if need is None or need.label in state.refused:
        saying.say("feedback_thanks")
    else:
        saying.offer("feedback_more", [(need.title, kies_need(need.label)), ("Nee, ik ben klaar", "/klaar")])


def pass_over(state: TalkState, saying: Saying) -> None:
    """It need not be answered."""
    state.question = None
    saying.say("feedback_passed")


def answer(state: TalkState, question: str | None, message: Heard, saying: Saying) -> bool:
    """Take a typed answer to one of the two questions; False when it is something else, that the talk goes on with."""
    if question not in QUESTIONS or message.needs or message.tapped:
        return False
    score = message.value("score") or _BARE.get(message.intent)
    if question == SCORE and score in SCORES:
        rate(state, score, saying)
    elif question == NOTE and message.intent == "bevestigen":
        state.question = NOTE
        saying.say("feedback_open")
    elif message.intent in {"ontkennen", "weet_niet"} or message.value("request") == "overslaan":
        pass_over(state, saying)
    else:
        return False
    return True
