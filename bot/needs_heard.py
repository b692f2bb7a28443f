"""Turns the intent ranking into the needs of a message, and says when it is not sure enough of them."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Untrained
from vocabulary.needs import CRISIS, SMALL_TALK
from vocabulary.needs import load as load_needs


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class NeedsHeard(Untrained):
    """Adds `needs` (best first) and `fallback` to what Rasa gives out for a message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: below this the best label is not acted on; `listed`: how many needs are passed on; `short`: up to so
        many words small talk is believed at once, from `plain` on also in a longer message.
        """
        return {"sure": 0.35, "listed": 5, "short": 2, "plain": 0.75}

    def __init__(self, config: dict[str, Any]) -> None:
        self._sure = float(config["sure"])
        self._listed, self._short, self._plain = int(config["listed"]), int(config["short"]), float(config["plain"])
        self._needs = load_needs()

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the needs of each message."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            # Danger is for the alarm, which has learned from far more examples; what else was said counts here.
            ranking = [label for label in ranking if label["name"] != CRISIS]
            needs = [
                {"need": label["name"], "confidence": round(label["confidence"], 4)}
                for label in ranking
                if label["name"] in self._needs
            ][: self._listed]
            intent = self._intent(message.get(TEXT) or "", ranking)
            if intent:
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set("needs", needs, add_to_output=True)
            message.set("fallback", not intent or intent["confidence"] < self._sure, add_to_output=True)
        return messages

    def _intent(self, text: str, ranking: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The best label. Small talk is short or plain: a story that only resembles a goodbye must not end the talk."""
        best = ranking[0] if ranking else None
        if best is None or best["name"] not in SMALL_TALK or len(text.split()) <= self._short:
            return best
        if best["confidence"] >= self._plain:
            return best
        return next((label for label in ranking if label["name"] not in SMALL_TALK), best)
