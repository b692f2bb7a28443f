"""A talk without Rasa: what the actions say is gathered, messages are made as the engine would give them."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import Heard, heard
from actions.saying import Saying
from actions.state import TalkState


class Talk:
    """One talk: its state, and what was said in the last turn."""

    def __init__(self, **known: Any) -> None:
        self.state = TalkState(**known)
        self.dispatcher = CollectingDispatcher()
        self.saying = Saying(self.dispatcher, self.state)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Everything said so far, as it goes to the gateway."""
        return list(self.dispatcher.messages)

    @property
    def texts(self) -> list[str]:
        """The words said so far."""
        return [said["text"] for said in self.messages if said["text"]]

    @property
    def taps(self) -> list[tuple[str, str]]:
        """The taps below the last message: (label, payload)."""
        return [(button["title"], button["payload"]) for button in self.messages[-1]["buttons"]]


def typed(intent: str, text: str = "iets", confidence: float = 0.9, **more: Any) -> Heard:
    """A typed message as the engine understood it. `facts`: {name: value}, `guessed`: idem, but not said plainly."""
    return heard(message(intent, text, confidence, **more))


def message(intent: str, text: str = "iets", confidence: float = 0.9, **more: Any) -> dict[str, Any]:
    """`tracker.latest_message` of a typed message."""
    plain = [{"entity": name, "value": value, "sure": True} for name, value in more.pop("facts", {}).items()]
    guessed = [{"entity": name, "value": value, "sure": False} for name, value in more.pop("guessed", {}).items()]
    needs = [{"need": need, "confidence": weight} for need, weight in more.pop("needs", {}).items()]
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [*plain, *guessed],
        "needs": needs,
        **more,
    }


def tapped(intent: str, **values: str) -> Heard:
    """A choice that was tapped."""
    return heard(tap(intent, **values))


def tap(intent: str, **values: str) -> dict[str, Any]:
    """`tracker.latest_message` of a choice that was tapped."""
    entities = [{"entity": name, "value": value} for name, value in values.items()]
    return {"text": "", "intent": {"name": intent, "confidence": 1.0}, "entities": entities}


def tracker(latest: dict[str, Any], **slots: Any) -> Tracker:
    """Rasa's tracker with a latest message and slots."""
    return Tracker("gesprek", slots, latest, [], False, None, {}, "action_listen")
