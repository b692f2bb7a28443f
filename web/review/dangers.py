"""The dangers in a talk that somebody must see to: alarms that were raised, and those that were missed.

A danger was missed when a reviewer says that a message without an alarm speaks of it. It counts from that moment on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vocabulary.needs import CRISIS
from web.conversations.digests import MISSED_TIER, tier_of
from web.conversations.models import Feedback, Turn
from web.review.models import TurnVerdict


@dataclass(frozen=True)
class Danger:
    """A danger in a message, with its tier (A to D) and since when staff could know of it.

    Without the number of a message it was in a note beside what the visitor thought of an instrument or of the talk.
    """

    seq: int | None
    tier: str
    at: datetime
    missed: bool


def of_talk(turns: Iterable[Turn], verdicts: Mapping[int, Sequence[TurnVerdict]]) -> dict[int, Danger]:
    """The dangers of a talk by the number of the message."""
    found: dict[int, Danger] = {}
    for turn in turns:
        said = [one.at for one in verdicts.get(turn.seq, ()) if one.need == CRISIS]
        if tier := tier_of(turn):
            found[turn.seq] = Danger(turn.seq, tier, turn.created_at, missed=False)
        elif said:
            found[turn.seq] = Danger(turn.seq, MISSED_TIER, min(said), missed=True)
    return found


def in_notes(feedback: Iterable[Feedback]) -> list[Danger]:
    """The dangers in what the visitor wrote beside a score."""
    return [Danger(None, one.danger, one.danger_at, missed=False) for one in feedback if one.danger and one.danger_at]


def still_open(dangers: Iterable[Danger], followed_at: datetime | None) -> list[Danger]:
    """Those that nobody saw to; whoever did, did not yet know of what came later."""
    return [one for one in dangers if followed_at is None or one.at > followed_at]
