"""Finish: a warm goodbye that leaves the door open."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import Saying
from actions.state import TalkState


class ActionFinish(Action):
    """Nothing is asked any more."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_finish"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say goodbye."""
        state = TalkState.of(tracker.slots)
        state.question, state.phase = None, "klaar"
        Saying(dispatcher, state).say("finish")
        return state.changes(tracker.slots)
