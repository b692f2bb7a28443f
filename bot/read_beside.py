"""Lays out what must be read beside a whole message: what is left of it without a refusal, and each of its parts.

These are messages of their own behind the one they belong to, so the rest of the pipeline reads all of them in one go;
`needs_together` takes them together again. A message that says one thing and refuses nothing costs nothing more.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Untrained
from bot.reading.clauses import parts
from bot.reading.reader import LONGEST
from bot.reading.refusal import read_refusal
from bot.reading.text import Text

REFUSAL, REST, PARTS, BESIDE, PART = "refusal", "rest", "parts", "beside", "part"
"""Attributes: the refusal of a message, the messages that are its rest and its parts; `beside` marks these, and `part`
the parts, which get a sentence vector only when their words promise something (`need_classifier`)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ReadBeside(Untrained):
    """Stands before the tokenizer."""

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with what is to be read beside it behind it."""
        laid_out = []
        for message in messages:
            raw = (message.get(TEXT) or "")[:LONGEST]
            refusal = read_refusal(Text(raw), (message.get("metadata") or {}).get("question"))
            rest = [_beside(refusal.rest)] if refusal and refusal.rest else []
            those = [_beside(part, is_part=True) for part in parts(refusal.rest if refusal else raw)]
            for name, value in ((REFUSAL, refusal), (REST, rest), (PARTS, those)):
                message.set(name, value)
            laid_out += [message, *rest, *those]
        return laid_out


def read_for(text: str) -> list[str]:
    """Every text that gets a sentence vector for certain: a message that answers no question, and its rest."""
    return [message.get(TEXT) for message in ReadBeside().process([Message({TEXT: text})]) if not message.get(PART)]


def _beside(text: str, *, is_part: bool = False) -> Message:
    return Message({TEXT: text, BESIDE: True, PART: is_part})
