"""Dense sentence features for every message, from the sentence encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder import Encoder, RememberingEncoder, shared
from bot.read_beside import PART

VECTORS = Path(".rasa") / "sentence-vectors.npz"
"""Beside Rasa's own cache, in the folder where training runs."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Adds one vector for the whole message; what the vector means is the encoder's business."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = shared()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """The encoder is not trained, so it is made the same way for training and serving."""
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the sentence vector to each message that has text, but not to mere parts of one."""
        self._add_vectors([message for message in messages if not message.get(PART)], self._encoder)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the sentence vector to each training example; vectors of an earlier training are used again."""
        self._add_vectors(training_data.training_examples, RememberingEncoder(self._encoder, VECTORS))
        return training_data

    def _add_vectors(self, messages: list[Message], encoder: Encoder | RememberingEncoder) -> None:
        told = [message for message in messages if message.get(TEXT)]
        alias = self._config.get("alias", "SentenceEncoder")
        for message, vector in zip(told, encoder.encode([message.get(TEXT) for message in told])):
            message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, alias))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to set."""
