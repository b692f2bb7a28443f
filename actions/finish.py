"""Finish: a warm goodbye that leaves the door open, and once in a talk the question whether it helped."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import feedback
from actions.saying import Saying
from actions.state import TalkState


class ActionFinish(Action):
    """Nothing is asked any more but whether it helped (`feedback.py`)."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_finish"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say goodbye."""
        state = TalkState.of(tracker.slots)
        state.question, state.phase = None, "klaar"
        saying = Saying(dispatcher, state)
        if state.feedback in {None, feedback.NEVER}:
            saying.say("finish")
            feedback.ask(state, saying)
        else:
            # Who has just said that it did not help is not told that we hope it did.
            feedback.pass_over(state, saying)
        return state.changes(tracker.slots)
