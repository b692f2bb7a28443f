"""Dutch words and lemmas for every message, by the language resource that is installed."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language_resource import LanguageResource

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class DutchTokenizer(Tokenizer):
    """Sets the tokens of a message; remembers which language resource a model was trained with."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own tokenizer settings; intents are never split here."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._storage, self._resource = storage, resource
        self._language = LanguageResource()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """A tokenizer to train with."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Store the name of the language resource with the model."""
        logger.info("Language resource: %s", self._language.name)
        with self._storage.write_to(self._resource) as folder:
            (folder / "language_resource.txt").write_text(self._language.name, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        """A tokenizer to serve with. Raises RasaException when the model was trained with another resource."""
        tokenizer = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            trained_with = (folder / "language_resource.txt").read_text(encoding="utf-8")
        if trained_with != tokenizer._language.name:
            raise RasaException(
                f"This model was trained with {trained_with}, but {tokenizer._language.name} is installed: train again."
            )
        return tokenizer

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute of a message, with lemmas."""
        return [Token(w.text, w.start, lemma=w.lemma) for w in self._language.words(message.get(attribute))]
