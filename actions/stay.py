"""Stay: after a danger signal be near, ask nothing routine, and leave the way open to a human being and to the talk.

The help lines themselves come from the gateway, before and without this action.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import Saying
from actions.state import TalkState


class ActionStay(Action):
    """Worded by the kind of danger."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_stay"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say one calm thing."""
        state = TalkState.of(tracker.slots)
        danger = tracker.latest_message.get("danger") or "self"
        # The card ends in a calm question; a bare 'ja' is heard as danger (bot/danger_alarm.py), a 'nee' as a denial.
        state.question, state.danger = "danger", danger
        if danger == "self":
            # What is shown after this begins with somebody who listens, whatever else was told before.
            state.hear("somberheid", plain=False)
        Saying(dispatcher, state).say(f"stay_{danger}")
        return state.changes(tracker.slots)
