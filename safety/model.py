"""What the detector says: a finding, a card, its help lines. Plain values, safe to log: never the visitor's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tier = Literal["A", "B", "C", "D"]
Danger = Literal["self", "other", "violence"]
TIER_OF_ALARM: dict[str, Tier] = {"self": "B", "other": "C", "violence": "D"}
"""The tier of an alarm that the engine raised: it cannot tell how acute it is, so it gets the card that asks."""


@dataclass(frozen=True)
class Finding:
    """A danger that was found. `rule` holds the id of every rule that fired for it, joined by '+'."""

    tier: Tier
    danger: Danger
    rule: str


@dataclass(frozen=True)
class HelpLine:
    """One way to reach a person. `verified_on` is the day somebody checked the number and the address."""

    name: str
    phone: str
    url: str
    when: str
    verified_on: date


@dataclass(frozen=True)
class Card:
    """What is said when danger is found: a text, one calm question and the help lines that fit.

    `goes_on` is the bare answer ('ja' or 'nee') to the question that means that the danger goes on.
    """

    danger: Danger
    tier: Tier
    text: str
    question: str
    goes_on: str
    lines: tuple[HelpLine, ...]
