"""Takes what was read beside a message into its ranking: a refused need goes out, a need that a part says comes in."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.component import Untrained
from bot.read_beside import BESIDE, PARTS, REFUSAL, REST
from bot.reading.facts import Fact
from vocabulary.needs import CRISIS
from vocabulary.needs import load as load_needs

NOTHING_ELSE = {"name": "iets_anders", "confidence": 1.0}
"""What is heard when a message refuses something and says nothing else."""
NO_WISH = frozenset({"bevestigen", "ontkennen", "weet_niet", "bedankt", "groet"})
"""Labels that add nothing to a refusal."""
Ranking = list[dict[str, Any]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class NeedsTogether(Untrained):
    """Stands after the need model. Adds an entity `refused` for each refused need."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: below this a label is not acted on, as in `needs_heard`; `asked`: from here on the rest of a refusal
        asks after all for what was refused in another form; `plain`: from here on a part says its need plainly. Parts
        are short and out of their story, so less would take what is only told ('hij is gestopt met werken') for a need.
        """
        return {"sure": 0.35, "asked": 0.75, "plain": 0.9}

    def __init__(self, config: dict[str, Any]) -> None:
        self._sure, self._asked, self._plain = (float(config[name]) for name in ("sure", "asked", "plain"))
        self._needs = load_needs()

    def process(self, messages: list[Message]) -> list[Message]:
        """The whole messages alone, each with the ranking of all that was read of it."""
        whole = [message for message in messages if not message.get(BESIDE)]
        for message in whole:
            ranking = message.get(INTENT_RANKING_KEY) or []
            # Danger goes before everything: such a message stays as it was heard.
            if not ranking or ranking[0]["name"] == CRISIS:
                continue
            ranking, refused = self._without_refused(message, ranking)
            ranking = self._with_parts(message, ranking, {fact.value for fact in refused})
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            if refused:
                message.set(ENTITIES, [fact.entity("NeedsTogether") for fact in refused], add_to_output=True)
        return whole

    def _without_refused(self, message: Message, ranking: Ranking) -> tuple[Ranking, list[Fact]]:
        """The ranking of what the message says besides its refusal, and what is refused."""
        refusal, rest = message.get(REFUSAL), message.get(REST) or []
        if refusal is None:
            return ranking, []
        left: Ranking = (rest[0].get(INTENT_RANKING_KEY) or []) if rest else []
        # 'Geen opname, wel een avondje vrij': one form is refused, the need is not.
        asked = {left[0]["name"]} if left and left[0]["confidence"] >= self._asked else set()
        refused = [fact for fact in refusal.needs if fact.value not in asked]
        if not refused:
            return ranking, []
        left = [label for label in left if label["name"] not in {fact.value for fact in refused}]
        if not left or left[0]["confidence"] < self._sure or left[0]["name"] in NO_WISH:
            return [NOTHING_ELSE], refused
        return left, refused

    def _with_parts(self, message: Message, ranking: Ranking, refused: set[str | int]) -> Ranking:
        """The ranking with each need that a part says plainly, below its first label unless that is not sure."""
        first = ranking[0]
        known = {label["name"]: label["confidence"] for label in ranking}
        for part in message.get(PARTS) or []:
            best = (part.get(INTENT_RANKING_KEY) or [first])[0]
            name, confidence = best["name"], best["confidence"]
            if confidence < self._plain or name not in self._needs or name in {first["name"], *refused}:
                continue
            weight = confidence if first["confidence"] < self._sure else min(confidence / 2, first["confidence"])
            known[name] = max(weight, known.get(name, 0.0))
        order = sorted(known, key=lambda name: (known[name], name == first["name"]), reverse=True)
        return [{"name": name, "confidence": known[name]} for name in order]
