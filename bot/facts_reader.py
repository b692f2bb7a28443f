"""Who a message is about, which illness, where and how old: read into entities (one reader a subject in `reading/`)."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Untrained
from bot.reading import read_facts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactsReader(Untrained):
    """Adds one entity for each fact; `sure` tells a plain statement from a guess."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the facts of each message, in the light of the question that it answers."""
        for message in messages:
            text = message.get(TEXT) or ""
            question = (message.get("metadata") or {}).get("question")
            found = [fact.entity("FactsReader") for fact in read_facts(text, question)]
            message.set(ENTITIES, (message.get(ENTITIES) or []) + found, add_to_output=True)
        return messages
