"""What could be better: a text typed in answer to just that question is a note, not a need.

Whoever asks for something now is helped all the same, and so is who asks something of the talk itself. The alarm for
danger stands after this, so that a note never hides it.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Untrained
from bot.reading.asking import asks
from vocabulary.needs import load as load_needs

NOTE = "toelichting"
"""The question, and the intent of its answer."""
GOES_ON = frozenset({"mens_spreken", "privacy", "wie_ben_jij", "gegevens_wissen", "opnieuw"})
"""What is done at once when it is asked for plainly."""
SHORT_ANSWERS = frozenset({"bevestigen", "ontkennen", "weet_niet", "bedankt", "stoppen", "groet"})
"""'Nee, dank je' is no note."""
GRUMBLES = frozenset({"geduld", "schelden", "andere_taal"})
"""Requests that say what could be better."""
SKIP = "overslaan"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FeedbackNote(Untrained):
    """Stands after the readers and before the alarm."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`kept`: from this confidence on a need or a wish is believed; `few`: the most words of a short answer."""
        return {"kept": 0.6, "few": 4}

    def __init__(self, config: dict[str, Any]) -> None:
        self._kept, self._few = float(config["kept"]), int(config["few"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of a note; a need that is heard in it goes along as an entity."""
        for message in messages:
            if (message.get("metadata") or {}).get("question") != NOTE or self._is_something_else(message):
                continue
            heard = self._need(message)
            if heard:
                entity = {"entity": "need", "value": heard, "start": 0, "end": len(message.get(TEXT))}
                message.set(ENTITIES, [*(message.get(ENTITIES) or []), entity], add_to_output=True)
            message.set(INTENT, {"name": NOTE, "confidence": 1.0}, add_to_output=True)
            message.set("fallback", False, add_to_output=True)
            # At the desk it is not to look as if a need was understood.
            message.set("needs", [], add_to_output=True)
        return messages

    def _is_something_else(self, message: Message) -> bool:
        text, intent = message.get(TEXT) or "", (message.get(INTENT) or {}).get("name")
        requests = {one["value"] for one in message.get(ENTITIES) or [] if one["entity"] == "request"}
        if SKIP in requests:
            return True
        if intent == "vraag":
            return not requests & GRUMBLES
        if intent in SHORT_ANSWERS:
            return len(text.split()) <= self._few
        if not self._believed(message):
            return False
        return intent in GOES_ON or (intent in load_needs() and asks(text))

    def _need(self, message: Message) -> str | None:
        intent = (message.get(INTENT) or {}).get("name")
        return intent if intent in load_needs() and self._believed(message) else None

    def _believed(self, message: Message) -> bool:
        return float((message.get(INTENT) or {}).get("confidence") or 0.0) >= self._kept
