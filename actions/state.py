"""The state of a talk as the actions see it: Rasa's slots with types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from vocabulary.needs import bouwsteen_of

CARERS = frozenset({"mantelzorger", "naaste"})
MOST_NEEDS = 6
MOST_MISSES = 2
"""After so many messages in a row that lead nowhere a human being is offered."""
MOST_SUSPECTED = 3


@dataclass
class TalkState:
    """What is known and where the talk is; one field a slot of domain.yml."""

    audience: str | None = None
    audience_sure: bool = False
    audience_signs: dict[str, float] = field(default_factory=dict)
    condition: str | None = None
    region: str | None = None
    age: int | None = None
    carer_groups: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    help: str | None = None
    question: str | None = None
    asked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    misses: int = 0
    phase: str = "vragen"
    danger: str | None = None

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> TalkState:
        """The state in the slots of a tracker; an empty slot gives the field's default."""
        known = {f.name: slots[f.name] for f in fields(cls) if slots.get(f.name) is not None}
        for name in ("carer_groups", "needs", "maybe", "refused", "asked", "shown", "said"):
            if name in known:
                known[name] = list(known[name])
        known["audience_signs"] = dict(known.get("audience_signs", {}))
        return cls(**known)

    @property
    def carer(self) -> bool:
        """Whether the talk is with somebody who stands beside an ill person."""
        return self.audience in CARERS

    @property
    def bouwsteen(self) -> int | None:
        """The bouwsteen (1 to 7) of the need that stands in front."""
        return bouwsteen_of(self.needs[0]) if self.needs else None

    def hear(self, need: str) -> None:
        """Put a need in front; the oldest fall off. Who asks for what was refused has thought again."""
        self.needs = [need, *(known for known in self.needs if known != need)][:MOST_NEEDS]
        self.maybe = [known for known in self.maybe if known != need]
        self.refused = [known for known in self.refused if known != need]

    def refuse(self, need: str) -> None:
        """Let go of a need whose help is not wanted, so that it is not put forward any more."""
        self.needs = [known for known in self.needs if known != need]
        self.maybe = [known for known in self.maybe if known != need]
        if need not in self.refused:
            self.refused = [*self.refused, need]

    def miss(self) -> bool:
        """Count a message that led nowhere; True when it is the second in a row, and the count begins anew."""
        self.misses = (self.misses + 1) % MOST_MISSES
        return self.misses == 0

    def suspect(self, needs: list[str]) -> None:
        """Keep needs that were half heard; they serve when no need is heard well."""
        known = [need for need in self.maybe if need not in needs]
        self.maybe = [*(need for need in needs if need not in {*self.needs, *self.refused}), *known][:MOST_SUSPECTED]

    def settle(self) -> bool:
        """When no need was heard well, go by those half heard; tells whether there is a need to go by."""
        if not self.needs:
            self.needs, self.maybe = self.maybe[:2], []
        return bool(self.needs)

    def changes(self, slots: Mapping[str, Any]) -> list[EventType]:
        """Events that bring `slots` to this state."""
        now: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)} | {"bouwsteen": self.bouwsteen}
        return [SlotSet(name, value) for name, value in now.items() if slots.get(name) != value]

    def forgetting_everything(self) -> TalkState:
        """The state of a talk that begins again."""
        return replace(TalkState(), said=self.said)
