"""The intent of a message and its ranking of needs, by the need model."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.component import Learned
from bot.encoder import shared
from bot.read_beside import BESIDE, PART
from bot.text_model import Settings, fit_on, ranked, vector_of
from vocabulary.needs import load as load_needs

RANKING_LENGTH = 10
AT_A_GLANCE = 0.3
"""From this confidence of the words alone a part of a message is worth its sentence vector, which costs as much as all
the rest. Of the needs that parts say plainly 96% are found so, and three parts in four go without."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedClassifier(Learned, IntentClassifier):
    """Needs tokens with lemmas and one sentence vector on each message."""

    file = "need_model.joblib"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See `text_model.Settings` for what the numbers mean."""
        return dict(vars(Settings()))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn all labels from the examples that have an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        return self.keep(fit_on(examples, [example.get(INTENT) for example in examples], self._settings))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking (best first) of each message; a part that promises no other need gets none."""
        heard = None
        for message in messages:
            if not message.get(TEXT) or self._model is None or not self._worth_reading(message, heard):
                continue
            vector = shared().encode([message.get(TEXT)]) if message.get(PART) else vector_of(message)
            best = ranked(self._model, message, vector)[:RANKING_LENGTH]
            heard = heard if message.get(BESIDE) else best[0][0]
            ranking = [{"name": label, "confidence": confidence} for label, confidence in best]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _worth_reading(self, message: Message, heard: str | None) -> bool:
        """Whether this is no mere part, or its words promise a need besides `heard`, the label of the whole message."""
        if not message.get(PART):
            return True
        assert self._model is not None
        label, confidence = next(one for one in ranked(self._model, message, None) if one[0] in load_needs())
        return confidence >= AT_A_GLANCE and label != heard
