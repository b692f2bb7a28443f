"""What the latest message told, read from Rasa's tracker into plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vocabulary.needs import load as load_needs

SECOND_NEED = 0.25
"""A second need in the same message counts from this confidence on."""
TRAINED = "AudienceClassifier"
HALF = 0.1
"""From this confidence on a need that was not heard well is kept in mind."""
PLAIN = 0.7
"""From this confidence on the assistant names what it heard; below it thanks and goes on."""

ABOUT_THE_VISITOR = ("audience", "condition", "region", "age", "carer_group")


@dataclass(frozen=True)
class Fact:
    """One thing told: `sure` when it was said plainly; `read` when words said it, False for a trained guess."""

    value: Any
    sure: bool
    read: bool = True


@dataclass(frozen=True)
class Heard:
    """A message as the engine understood it."""

    intent: str
    text: str = ""
    confidence: float = 1.0
    fallback: bool = False
    tapped: bool = False
    needs: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)

    @property
    def sure(self) -> bool:
        """Whether the need was heard plainly enough to name it."""
        return self.confidence >= PLAIN

    @property
    def told(self) -> bool:
        """Whether the message states something about the visitor; a guess from its wording is no statement."""
        return any(fact.sure for name in ABOUT_THE_VISITOR for fact in self.facts.get(name, ()))

    def fact(self, name: str) -> Fact | None:
        """The last fact of that name in the message."""
        return self.facts[name][-1] if self.facts.get(name) else None

    def value(self, name: str) -> Any:
        """The value of the last fact of that name, or None."""
        fact = self.fact(name)
        return fact.value if fact else None


def heard(message: Mapping[str, Any]) -> Heard:
    """Read `tracker.latest_message`."""
    labels = load_needs()
    intent = (message.get("intent") or {}).get("name") or ""
    facts: dict[str, tuple[Fact, ...]] = {}
    for entity in message.get("entities") or []:
        name = entity["entity"]
        facts[name] = (
            *facts.get(name, ()),
            Fact(entity["value"], bool(entity.get("sure", True)), entity.get("extractor") != TRAINED),
        )
    ranked = message.get("needs") or []
    guesses = tuple(need["need"] for need in ranked if need["confidence"] >= HALF)
    tapped = not message.get("text")
    if tapped and intent == "kies_need" and facts.get("need"):
        needs: tuple[str, ...] = (facts["need"][-1].value,)
    else:
        first = (intent,) if intent in labels and not message.get("fallback") else ()
        more = (need["need"] for need in ranked if need["confidence"] >= SECOND_NEED and need["need"] not in first)
        needs = (*first, *more) if first else ()
    return Heard(
        intent=intent,
        text=message.get("text") or "",
        confidence=1.0 if tapped else float((message.get("intent") or {}).get("confidence") or 0.0),
        fallback=bool(message.get("fallback")) and not tapped,
        tapped=tapped,
        needs=tuple(need for need in needs if need in labels),
        guesses=guesses,
        facts=facts,
    )
