"""Correct: the visitor taps on something under 'Dit heb ik begrepen' that is not right."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import heard
from actions.saying import Saying
from actions.state import TalkState


class ActionCorrect(Action):
    """Lets go of one fact and asks for it anew."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Forget what was wrong and ask."""
        state = TalkState.of(tracker.slots)
        correct(state, str(heard(tracker.latest_message).value("slot")), Saying(dispatcher, state))
        return state.changes(tracker.slots)


def correct(state: TalkState, slot: str, saying: Saying) -> None:
    """Forget `slot` (audience, condition, region or needs; anything else means needs) and ask for it."""
    state.begin_step()
    state.told(slot)
    if slot == "audience":
        state.both = False
        state.audience, state.audience_sure, state.audience_signs, state.carer_groups = None, False, {}, []
    elif slot == "condition":
        state.condition = None
    elif slot == "region":
        state.region = None
    else:
        slot, state.needs, state.maybe = "needs", [], []
    state.question = slot if slot != "needs" else "waar"
    if state.question not in state.asked:
        state.asked = [*state.asked, state.question]
    saying.say(f"correct_{slot}")
