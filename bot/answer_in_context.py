"""A bare answer to a question is an answer: 'Spijkenisse', 'over mezelf', 'dementie' name no need of their own.

The need model has learned whole sentences; on a few words that only state a fact its label would be a guess. Such a
message gets the intent `vertelt_feit`, and the talk takes the facts from it. What is asked of the talk itself ('ga
terug', 'wat heb je begrepen') gets the intent `vraag`.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.component import Untrained
from vocabulary.needs import load as load_needs

FACT = "vertelt_feit"
SKIP = "overslaan"
ASKS, HUMAN = "vraag", "mens_spreken"
OF_THE_TALK = frozenset(
    {
        *("terug", "opties", "kies_jij", "uitleg", "begrepen", "bewaren", "voorbereiden", "herinnering", "code"),
        *("casusregisseur", "geduld", "stilte", "andere_taal", "schelden"),
    }
)
"""Requests that `action_guide` answers; the others belong to an answer or a need."""
MOST_WORDS, FEW_WORDS = 5, 3
SHORT_ANSWER = 8
"""An answer about help of more words may tell what somebody needs too."""
REFUSED = "refused"
"""No fact about the visitor, so it makes no answer of a message."""
WHOLE = frozenset({"mood", "request", "help", "score"})
"""Facts that are the whole of a short message."""
ASKED_FOR = {"region": "region", "audience": "audience", "condition": "condition"}
"""The fact that a question asks for."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerInContext(Untrained):
    """Stands after the readers of facts and before the alarm."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`asked` and `unasked`: how many words besides the facts an answer may have, by whether it was asked for;
        `kept`: from this confidence on a need or the wish for a human being is believed, even in an answer.
        """
        return {"asked": 6, "unasked": 3, "kept": 0.6}

    def __init__(self, config: dict[str, Any]) -> None:
        self._asked, self._unasked = int(config["asked"]), int(config["unasked"])
        self._kept = float(config["kept"])
        self._believed = {*load_needs(), "mens_spreken"}

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of messages that only state facts, or ask something of the talk itself."""
        for message in messages:
            meant = _asked(message) or (FACT if self._only_tells(message) else None)
            if meant:
                message.set(INTENT, {"name": meant, "confidence": 1.0}, add_to_output=True)
                message.set("fallback", False, add_to_output=True)
        return messages

    def _only_tells(self, message: Message) -> bool:
        """Whether a message is nothing but facts, or the reason why a suggestion does not fit."""
        intent, question = message.get(INTENT) or {}, (message.get("metadata") or {}).get("question")
        found = message.get(ENTITIES) or []
        facts = [one for one in found if _is_said(message.get(TEXT), one, question)]
        # Who would rather not say it asks for nothing else, whatever the need model makes of those few words.
        skips = any(fact["value"] == SKIP for fact in facts)
        places = [fact for fact in facts if fact["entity"] == "region"]
        if places and not _words_besides(message.get(TEXT), places):
            return True  # What the need model makes of the bare name of a place is a guess, however certain it is.
        believed = intent.get("name") in self._believed and intent.get("confidence", 0.0) >= self._kept
        if believed and not (skips or _rates(found, intent.get("name"))):
            return False
        if question == "past" and any(one["entity"] == "avoid" for one in found):
            return True
        asked = ASKED_FOR.get(question or "") in {fact["entity"] for fact in facts}
        return bool(facts) and _words_besides(message.get(TEXT), facts) <= (self._asked if asked else self._unasked)


def _asked(message: Message) -> str | None:
    """The intent of a message that asks something of the talk itself, or to be called."""
    requests = {
        one["value"] for one in message.get(ENTITIES) or [] if one["entity"] == "request" and one.get("sure", True)
    }
    return ASKS if requests & OF_THE_TALK else HUMAN if "contact" in requests else None


def _rates(found: list[dict[str, Any]], intent: str | None) -> bool:
    """Whether a message is an answer to 'Heb je hier iets aan gehad?': 'nee, niks' is no new need."""
    return any(one["entity"] == "score" and (one["sure"] or intent == "hulp_helpt_niet") for one in found)


def _is_said(text: str, found: dict[str, Any], question: str | None) -> bool:
    """Whether a fact is a few words of the text: one that rests on the whole message says nothing of the rest."""
    words, all_words = len(text[found["start"] : found["end"]].split()), len(text.split())
    if found["entity"] == REFUSED or (found["entity"] == "help" and all_words > SHORT_ANSWER):
        return False
    if found["entity"] in WHOLE:
        return words == all_words
    if found["entity"] == "audience" and question != "audience" and words == all_words:
        return all_words <= FEW_WORDS
    return 0 < words <= MOST_WORDS


def _words_besides(text: str, facts: list[dict[str, Any]]) -> int:
    """How many words of the text stand outside the facts."""
    rest = list(text)
    for found in facts:
        rest[found["start"] : found["end"]] = " " * (found["end"] - found["start"])
    return len(re.findall(r"\w+", "".join(rest)))
