"""What stands out about a talk in the list, in words; the colour beside them says nothing more."""

from __future__ import annotations

from typing import Literal, NamedTuple

from web.conversations.digests import IN_A_ROW, LOW_CONFIDENCE, LOW_SCORE
from web.conversations.models import TalkDigest
from web.talk_desk.danger_words import TIERS

Kind = Literal["danger", "warning", "neutral", "safe"]


class Sign(NamedTuple):
    """A sign: its words, and the kind of badge."""

    words: str
    kind: Kind


def of(talk: TalkDigest) -> list[Sign]:
    """The signs of a talk, the gravest first."""
    found: list[Sign] = []
    if talk.danger:
        words = TIERS[talk.danger]
        found.append(Sign(f"{words}: opgevolgd", "neutral") if talk.followed_at else Sign(words, "danger"))
    if talk.fallbacks_in_row >= IN_A_ROW:
        found.append(Sign(f"{talk.fallbacks_in_row} keer achter elkaar niet begrepen", "warning"))
    elif talk.fallbacks:
        found.append(Sign(f"{talk.fallbacks} keer niet begrepen", "neutral"))
    if talk.feedback is not None and talk.feedback <= LOW_SCORE:
        found.append(Sign("bezoeker: hielp niet", "warning"))
    elif talk.feedback is not None:
        found.append(Sign("bezoeker: hielp een beetje" if talk.feedback == 2 else "bezoeker: hielp", "neutral"))
    if talk.confidence is not None and talk.confidence < LOW_CONFIDENCE:
        found.append(Sign(f"weinig zekerheid: {round(talk.confidence * 100)}%", "warning"))
    return found
