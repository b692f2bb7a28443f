"""Whom a message is about, where no plain words tell it: learned from the `audience` of the training examples.

The readers of facts go first: 'ik heb reuma' needs no guess. This component adds a guess (`sure` is False) where they
found nothing, because most people never say who they are but write so that anybody would know.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.component import Learned
from bot.text_model import Settings, TextModel, fit_on, ranked, vector_of
from vocabulary.needs import load as load_needs

UNKNOWN = "unknown"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AudienceClassifier(Learned):
    """Stands after `FactsReader`; needs tokens with lemmas and one sentence vector on each message."""

    file = "audience_model.joblib"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """As `text_model.Settings`; `told`: how likely it must be that the message tells whom it is about."""
        return {**vars(Settings(restraint=3.0, sharpness=6.0)), "told": 0.4}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TextModel | None = None
    ) -> None:
        super().__init__(config, storage, resource, model)
        self._told = float(config["told"])

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of needs; small talk tells nothing about who speaks."""
        needs = load_needs()
        examples = [example for example in training_data.intent_examples if example.get(INTENT) in needs]
        return self.keep(fit_on(examples, [_audience(example) for example in examples], self._settings))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a guess to each message that has no audience yet."""
        for message in messages:
            found = message.get(ENTITIES) or []
            if self._model is None or not message.get(TEXT) or any(one["entity"] == "audience" for one in found):
                continue
            chances = dict(ranked(self._model, message, vector_of(message)))
            if 1.0 - chances.pop(UNKNOWN, 0.0) < self._told:
                continue
            guess = {
                "entity": "audience",
                "value": max(chances, key=lambda label: chances[label]),
                "start": 0,
                "end": 0,
                "sure": False,
                "extractor": "AudienceClassifier",
            }
            message.set(ENTITIES, [*found, guess], add_to_output=True)
        return messages


def _audience(example: Message) -> str:
    about = (example.get("metadata") or {}).get("intent") or {}
    return str(about.get("audience", UNKNOWN)) if isinstance(about, dict) else UNKNOWN
