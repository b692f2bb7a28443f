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
MOST_WORDS = 5
WHOLE = frozenset({"mood", "request"})
"""Facts that are the whole of a short message."""
ALWAYS_HEARD = frozenset({"crisis", "mens_spreken"})
"""A place beside these does not make them less."""
ASKED_FOR = {"region": "region", "audience": "audience", "condition": "condition"}
"""The fact that a question asks for."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerInContext(GraphComponent):
    """Stands after the readers of facts and before the alarm."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`asked` and `unasked`: how many words besides the facts an answer may have, by whether it was asked for;
        `kept`: from this confidence on what was heard is believed, even in an answer.
        """
        return {"asked": 6, "unasked": 1, "kept": 0.6}

    def __init__(self, config: dict[str, Any]) -> None:
        self._asked, self._unasked = int(config["asked"]), int(config["unasked"])
        self._kept = float(config["kept"])

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
            intent = message.get(INTENT) or {}
            heard = intent.get("confidence", 0.0)
            if intent.get("name") in ALWAYS_HEARD and heard >= self._kept:
                continue
            facts = [found for found in message.get(ENTITIES) or [] if _is_said(message.get(TEXT), found)]
            if not facts:
                continue
            question = (message.get("metadata") or {}).get("question")
            asked = ASKED_FOR.get(question or "") in {found["entity"] for found in facts}
            spare = self._asked if asked and heard < self._kept else self._unasked
            if _words_besides(message.get(TEXT), facts) <= spare:
                message.set(INTENT, {"name": FACT, "confidence": 1.0}, add_to_output=True)
                message.set("fallback", False, add_to_output=True)
        return messages


def _is_said(text: str, found: dict[str, Any]) -> bool:
    """Whether a fact is a few words of the text: one that rests on the whole message says nothing of the rest."""
    words = len(text[found["start"] : found["end"]].split())
    whole = found["entity"] in WHOLE and words == len(text.split())
    return 0 < words <= MOST_WORDS or whole


def _words_besides(text: str, facts: list[dict[str, Any]]) -> int:
    """How many words of the text stand outside the facts."""
    rest = list(text)
    for found in facts:
        rest[found["start"] : found["end"]] = " " * (found["end"] - found["start"])
    return len(re.findall(r"\w+", "".join(rest)))
