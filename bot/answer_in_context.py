"""A bare answer to a question is an answer: 'Spijkenisse', 'over mezelf', 'dementie' name no need of their own.

The need model has learned whole sentences; on a few words that only state a fact its label would be a guess. Such a
message gets the intent `vertelt_feit`, and the talk takes the facts from it.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

FACT = "vertelt_feit"
ASKED_FOR = {"region": "region", "audience": "audience", "condition": "condition"}
"""The fact that a question asks for."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerInContext(GraphComponent):
    """Stands after the readers of facts and before the alarm."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`asked` and `unasked`: how many words besides the facts an answer may have, by whether it was asked for."""
        return {"asked": 6, "unasked": 1}

    def __init__(self, config: dict[str, Any]) -> None:
        self._asked, self._unasked = int(config["asked"]), int(config["unasked"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerInContext:
        """Nothing is trained here."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of messages that only state facts."""
        for message in messages:
            # A guess of the audience classifier rests on the whole message, so it stands nowhere in the text.
            facts = [found for found in message.get(ENTITIES) or [] if found["end"] > found["start"]]
            if not facts:
                continue
            question = (message.get("metadata") or {}).get("question")
            asked = ASKED_FOR.get(question or "") in {found["entity"] for found in facts}
            if _words_besides(message.get(TEXT), facts) <= (self._asked if asked else self._unasked):
                message.set(INTENT, {"name": FACT, "confidence": 1.0}, add_to_output=True)
                message.set("fallback", False, add_to_output=True)
        return messages


def _words_besides(text: str, facts: list[dict[str, Any]]) -> int:
    """How many words of the text stand outside the facts."""
    rest = list(text)
    for found in facts:
        rest[found["start"] : found["end"]] = " " * (found["end"] - found["start"])
    return len(re.findall(r"\w+", "".join(rest)))
