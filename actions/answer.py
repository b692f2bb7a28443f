"""Answer: small talk, a question about the assistant, a complaint, something out of reach; then back to the talk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import feedback
from actions.heard import heard
from actions.lead import ask
from actions.questions import next_question
from actions.saying import Saying
from actions.state import TalkState


class ActionAnswer(Action):
    """Says the text that bears the name of the intent."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer; the open question stays open, but after a greeting the talk goes on with the next one."""
        state, message = TalkState.of(tracker.slots), heard(tracker.latest_message)
        saying = Saying(dispatcher, state)
        if message.intent != "buiten_bereik":
            state.misses = 0
        elif state.miss():
            saying.say("not_understood_again")
            return [*state.changes(tracker.slots), FollowupAction("action_connect")]
        saying.say(message.intent)
        if message.intent == "bedankt" and state.phase != "vragen":
            self._close(state, saying)
        elif state.phase == "vragen":
            self._go_on(state, message.intent, saying)
        return state.changes(tracker.slots)

    @staticmethod
    def _close(state: TalkState, saying: Saying) -> None:
        """Thanks after suggestions mostly close the talk; after the question whether it helped they pass it over."""
        if state.question in feedback.QUESTIONS:
            state.question = None
        else:
            feedback.ask(state, saying)

    @staticmethod
    def _go_on(state: TalkState, intent: str, saying: Saying) -> None:
        if state.question and intent != "groet":
            saying.say("go_on", once=True)
        elif question := next_question(state):
            ask(state, question, saying)
