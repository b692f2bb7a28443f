"""Erase: ask whether the talk must really go, and tell the gateway when it must."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import heard
from actions.saying import Saying
from actions.state import TalkState


class ActionAskErase(Action):
    """Erasing cannot be undone, so it is asked once."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_ask_erase"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Ask."""
        state = TalkState.of(tracker.slots)
        state.question = "wissen"
        Saying(dispatcher, state).say("ask_erase")
        return state.changes(tracker.slots)


class ActionErase(Action):
    """The gateway erases the talk everywhere when the slot `erase` is set."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_erase"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Confirm or call off."""
        state = TalkState.of(tracker.slots)
        erase = heard(tracker.latest_message).intent in {"wis_ja", "bevestigen"}
        state.question = None
        saying = Saying(dispatcher, state)
        saying.say("erased" if erase else "not_erased")
        return [*state.changes(tracker.slots), *([SlotSet("erase", True)] if erase else [])]
