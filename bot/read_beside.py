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
from bot.reading.help import read_help
from bot.reading.reader import LONGEST
from bot.reading.refusal import read_refusal
from bot.reading.text import Text

REFUSAL, REST, PARTS, BESIDE = "refusal", "rest", "parts", "beside"
"""Attributes: the refusal of a message, the messages that are its rest and its parts; `beside` marks these."""


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
            said = parts(refusal.rest if refusal else raw)
            # 'Hulp heb ik niet' tells how much help there is, not that help did no good.
            those = [_beside(part) for part in said if not read_help(Text(part), "hulp")]
            for name, value in ((REFUSAL, refusal), (REST, rest), (PARTS, those)):
                message.set(name, value)
            laid_out += [message, *rest, *those]
        return laid_out


def read_for(text: str) -> list[str]:
    """Every text that is read for a message that answers no question: itself and what is read beside it."""
    return [message.get(TEXT) for message in ReadBeside().process([Message({TEXT: text})])]


def _beside(text: str) -> Message:
    return Message({TEXT: text, BESIDE: True})
