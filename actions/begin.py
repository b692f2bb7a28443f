"""Begin: say what this is, and ask the first question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guide import again
from actions.heard import heard
from actions.lead import ask
from actions.saying import Saying
from actions.state import TalkState
from actions.understood import sentences


class ActionBegin(Action):
    """A computer, anonymous, no diagnosis, where to go in an emergency (AI Act art. 50; design, 'What people read')."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Open the talk."""
        state = TalkState.of(tracker.slots)
        saying = Saying(dispatcher, state)
        if heard(tracker.latest_message).value("resumed"):
            welcome_back(state, saying)
        else:
            open_talk(state, saying)
        return state.changes(tracker.slots)


def open_talk(state: TalkState, saying: Saying) -> None:
    """The opening texts and the first of the four questions."""
    saying.say("opening")
    saying.say("opening_emergency")
    ask(state, "hoe", saying)


def welcome_back(state: TalkState, saying: Saying) -> None:
    """Somebody came back with a code: what is still known, and whether it helped (bouwsteen 5)."""
    saying.say("welcome_back")
    saying.say("opening_emergency")
    if known := sentences(state, also_presumed=False):
        saying.plainly(" ".join(["Dit weet ik nog.", *known]))
    if state.shown:
        state.phase, state.question = "kaarten", "geholpen"
        saying.say("ask_geholpen")
    else:
        again(state, saying)
