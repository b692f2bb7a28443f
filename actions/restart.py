"""Restart: let go of everything that the visitor told and begin again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.feedback import withheld
from actions.lead import ask
from actions.saying import Saying
from actions.state import TalkState


class ActionRestartTalk(Action):
    """The record of the talk stays with the gateway; what was understood goes."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_restart_talk"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Forget and ask the first question again."""
        state = fresh(TalkState.of(tracker.slots))
        saying = Saying(dispatcher, state)
        saying.say("restarted")
        ask(state, "hoe", saying)
        return state.changes(tracker.slots)


def fresh(state: TalkState) -> TalkState:
    """The state at the beginning: the talk still stands on the same website, so what that told still holds.

    It is the same talk, so what was asked about it is not asked again.
    """
    return TalkState(
        presumed=state.presumed,
        feedback=withheld(state),
        noted=state.noted,
        **{name: getattr(state, name) for name in state.presumed},
    )
