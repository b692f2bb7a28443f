"""An alarm inside the engine: the same detector as the gateway's, and what the trained model hears besides.

It may add an alarm to what the gateway found, never take one away.
"""

from __future__ import annotations

import threading
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from safety import detect, prepare


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerAlarm(GraphComponent):
    """Sets `danger` (None, self, other or violence); a danger makes the intent `crisis`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerAlarm:
        """Nothing is trained here; the detector is made ready beside the rest, so that no message waits for it."""
        threading.Thread(target=prepare, name="detector", daemon=True).start()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message for danger."""
        for message in messages:
            finding, intent = detect(message.get(TEXT) or ""), (message.get(INTENT) or {}).get("name")
            context = message.get("metadata") or {}
            danger: str | None
            if finding:
                danger = finding.danger
            elif intent == "bevestigen" and context.get("question") == "danger":
                # 'Ja' to the calm question that stands under a card.
                danger = context.get("danger") or "self"
            else:
                # The trained label does not tell whose life it is; the card for one's own life names every line.
                danger = "self" if intent == "crisis" else None
            message.set("danger", danger, add_to_output=True)
            if danger:
                message.set(INTENT, {"name": "crisis", "confidence": 1.0}, add_to_output=True)
        return messages
