"""What a reader finds in a message: a fact with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """A fact in free text.

    `name` is audience, condition, region, age (years), carer_group, request, avoid (what is not wanted in an
    instrument), mood, help, score (1 to 3) or refused (a need); `value` is a label of `vocabulary`, or a number for the
    age; `start` and `end` are character positions in the message. `sure` is True for a plain statement and False for
    what was read from the wording and may be checked with the visitor.
    """

    name: str
    value: str | int
    start: int
    end: int
    sure: bool

    def entity(self, extractor: str) -> dict[str, Any]:
        """The fact as an entity of Rasa's, found by the component of that name."""
        return {
            "entity": self.name,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "sure": self.sure,
            "extractor": extractor,
        }
