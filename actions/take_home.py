"""Take home: the visitor has chosen; what may be a first step, and pages to keep, to print, to come back by."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.saying import Saying
from actions.state import TalkState

PAGES = ("overzicht", "voorbereiden", "herinnering", "code")


class ActionTakeHome(Action):
    """A plan of one small step (004: goals and actions), and the talk's own pages."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_take_home"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Give it."""
        state = TalkState.of(tracker.slots)
        take_home(state, Saying(dispatcher, state))
        return [*state.changes(tracker.slots), FollowupAction("action_listen")]


def take_home(state: TalkState, saying: Saying) -> None:
    """Say what a first step may be and give the pages; the question that stood open is answered."""
    state.question = None
    saying.say("first_step", once=True)
    saying.show({"kind": "links", "links": list(PAGES)})
    saying.say("after_fits")
