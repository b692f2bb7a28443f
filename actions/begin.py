"""Begin: say what this is, and ask the first question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.lead import ask
from actions.saying import Saying
from actions.state import TalkState


class ActionBegin(Action):
    """A computer, anonymous, no diagnosis, where to go in an emergency (AI Act art. 50; design, 'What people read')."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Open the talk."""
        state = TalkState.of(tracker.slots)
        open_talk(state, Saying(dispatcher, state))
        return state.changes(tracker.slots)


def open_talk(state: TalkState, saying: Saying) -> None:
    """The opening texts and the first of the four questions."""
    saying.say("opening")
    saying.say("opening_emergency")
    ask(state, "hoe", saying)
