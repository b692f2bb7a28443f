"""An alarm inside the engine: the same detector as the gateway's, and what the trained model hears besides.

It may add an alarm to what the gateway found, never take one away.
"""

from __future__ import annotations

import threading
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.component import Learned
from bot.language_resource import LanguageResource
from bot.text_model import Settings, TextModel, lemmas_of, ranked
from safety import detect, prepare
from safety.examples import examples, files
from vocabulary.needs import CRISIS

NO_DANGER = "none"
GOES_ON = {"ja": "bevestigen", "nee": "ontkennen"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerAlarm(Learned):
    """Sets `danger` (None, self, other or violence); a danger makes the intent `crisis`."""

    file = "danger_model.joblib"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """As `text_model.Settings`; `alarm`: from this probability of danger on the model raises one by itself.

        Without sentence vectors: they add one to four points of recall and more than double the time of training
        (docs/model-card.md).
        """
        words = Settings(restraint=0.7, sharpness=5.0, sentence_weight=0.0, balanced=False)
        return {**vars(words), "alarm": 0.7}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TextModel | None = None
    ) -> None:
        super().__init__(config, storage, resource, model)
        self._alarm = float(config["alarm"])
        # The detector gets ready beside the rest, so that no message waits for it.
        threading.Thread(target=prepare, name="detector", daemon=True).start()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of danger; what people say of their needs and in small talk is no danger.

        Raises DataError when there are no examples, or one that is not right.
        """
        language = LanguageResource()
        dangers = examples(files())
        calm = [one for one in training_data.intent_examples if one.get(TEXT) and one.get(INTENT) != CRISIS]
        model = TextModel(self._settings)
        model.fit(
            [text for text, _ in dangers] + [one.get(TEXT) for one in calm],
            [" ".join(w.lemma for w in language.words(text)) for text, _ in dangers] + [lemmas_of(one) for one in calm],
            None,
            [label for _, label in dangers] + [NO_DANGER] * len(calm),
        )
        return self.keep(model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message for danger."""
        for message in messages:
            danger = self._danger(message)
            message.set("danger", danger, add_to_output=True)
            if danger:
                message.set(INTENT, {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
        return messages

    def _danger(self, message: Message) -> str | None:
        context = message.get("metadata") or {}
        if finding := detect(message.get(TEXT) or ""):
            return finding.danger
        goes_on = GOES_ON[context.get("danger_answer") or "ja"]
        if (message.get(INTENT) or {}).get("name") == goes_on and context.get("question") == "danger":
            # 'Ja' to 'Denk je aan de dood?', 'nee' to 'Ben je nu veilig?': the question that stands under a card.
            return str(context.get("danger") or "self")
        return self._heard(message)

    def _heard(self, message: Message) -> str | None:
        """What the model hears by itself, when it is sure enough."""
        if self._model is None or not message.get(TEXT):
            return None
        chances = dict(ranked(self._model, message, None))
        if 1.0 - chances.pop(NO_DANGER) < self._alarm:
            return None
        return max(chances, key=lambda kind: chances[kind])
