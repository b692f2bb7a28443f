"""The state of a talk as the actions see it: Rasa's slots with types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from vocabulary.needs import bouwsteen_of
from vocabulary.people import CARERS

MOST_NEEDS = 6
MOST_MISSES = 2
"""After so many messages in a row that lead nowhere a human being is offered."""
MOST_SUSPECTED = 3
MOST_STEPS = 5
"""So many steps back are possible."""
NOT_A_STEP = frozenset({"earlier", "said", "misses", "danger", "information_point", "feedback", "noted"})
"""What stays as it is when the visitor takes a step back: wordings that were used stay used, a danger stays known, and
what was asked about the talk itself is not asked again.
"""


LISTS = frozenset(
    {
        "carer_groups",
        "needs",
        "maybe",
        "guessed",
        "refused",
        "asked",
        "shown",
        "offered",
        "liked",
        "avoid",
        "earlier",
        "said",
        "presumed",
    }
)


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
    guessed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    help: str | None = None
    question: str | None = None
    asked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    offered: list[list[str]] = field(default_factory=list)
    liked: list[str] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    waiting: bool = False
    both: bool = False
    only_one: bool = False
    earlier: list[dict[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    misses: int = 0
    phase: str = "vragen"
    danger: str | None = None
    presumed: list[str] = field(default_factory=list)
    information_point: dict[str, Any] | None = None
    feedback: str | None = None
    noted: bool = False

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> TalkState:
        """The state in the slots of a tracker; an empty slot gives the field's default."""
        known = {f.name: slots[f.name] for f in fields(cls) if slots.get(f.name) is not None}
        for name in LISTS & known.keys():
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

    def hear(self, need: str, *, plain: bool = True) -> None:
        """Put a need in front; the oldest fall off. Who asks for what was refused has thought again.

        What was not heard `plain` is acted on, but never told back as if it had been said.
        """
        known = need in self.needs and need not in self.guessed
        self.guessed = [known for known in self.guessed if known != need]
        if not plain and not known:
            self.guessed = [*self.guessed, need]
        self.needs = [need, *(known for known in self.needs if known != need)][:MOST_NEEDS]
        self.maybe = [known for known in self.maybe if known != need]
        self.refused = [known for known in self.refused if known != need]

    def told(self, fact: str) -> None:
        """The visitor spoke of this fact (audience, condition or region): what the website told of it is over."""
        self.presumed = [known for known in self.presumed if known != fact]

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
            self.guessed = list(self.needs)
        return bool(self.needs)

    def begin_step(self) -> None:
        """Keep the state as it is now, so that a step back can return to it."""
        now = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in NOT_A_STEP}
        self.earlier = [*self.earlier, now][-MOST_STEPS:]

    def step_back(self) -> bool:
        """Return to the last state in which something else was known or asked; False when there is none."""
        while self.earlier:
            *self.earlier, before = self.earlier
            if any(getattr(self, name) != value for name, value in before.items()):
                for name, value in before.items():
                    setattr(self, name, value)
                return True
        return False

    def changes(self, slots: Mapping[str, Any]) -> list[EventType]:
        """Events that bring `slots` to this state."""
        now: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)} | {"bouwsteen": self.bouwsteen}
        return [SlotSet(name, value) for name, value in now.items() if slots.get(name) != value]
