"""How well people are understood and looked after, as figures. Pure sums over rows; `quality_rows.py` reads the rows.

All figures of a week are about the talks whose last message was in it, as in the list of talks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from statistics import median
from typing import TypeVar

from vocabulary.needs import CRISIS
from web.conversations.demand import HOME

ENOUGH = 10
"""Below the line of a share stand at least so many; of fewer nothing can be said."""

Key = TypeVar("Key", bound=Hashable)
Label = str | None
"""A label of contract 1; None is nothing, or not understood."""


@dataclass(frozen=True, order=True)
class Week:
    """A week by its Monday, in the Netherlands."""

    monday: date

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def begins(self) -> datetime:
        """Its first moment, in UTC."""
        return begin_of(self.monday)


def begin_of(day: date) -> datetime:
    """The first moment of a day in the Netherlands, in UTC."""
    return datetime.combine(day, time(), HOME).astimezone(UTC)


def weeks(today: date, amount: int) -> list[Week]:
    """This week and those before it, the newest first."""
    monday = today - timedelta(days=today.weekday())
    return [Week(monday - timedelta(weeks=back)) for back in range(amount)]


@dataclass(frozen=True)
class Talks:
    """Talks of a week in counts.

    `attention`: those that asked for it, by danger, two fallbacks in a row, a low score or low confidence.
    """

    talks: int = 0
    messages: int = 0
    fallbacks: int = 0
    reviewed: int = 0
    attention: int = 0
    attention_reviewed: int = 0


@dataclass(frozen=True)
class Judgement:
    """What one reviewer said of a message, and what the assistant made of it; `alarm`: the danger card was given."""

    talk_id: str
    seq: int
    staff_id: str
    at: datetime
    week: Week
    right: bool
    need: Label
    understood: Label
    alarm: bool

    @property
    def label(self) -> Label:
        """What this reviewer says the message was."""
        return self.understood if self.right else self.need


@dataclass(frozen=True)
class Message:
    """A message that was judged once or more, by whom first comes first."""

    judgements: tuple[Judgement, ...]

    @property
    def understood(self) -> Label:
        """What the assistant made of it."""
        return self.judgements[0].understood

    @property
    def week(self) -> Week:
        """The week of its talk."""
        return self.judgements[0].week

    @property
    def right(self) -> bool:
        """Whether nobody says it was anything else."""
        return all(one.right for one in self.judgements)

    @property
    def missed_danger(self) -> bool:
        """Whether somebody says it was danger, and no card was given."""
        return any(one.label == CRISIS and not one.alarm for one in self.judgements)


@dataclass(frozen=True)
class Right:
    """How many messages were judged, and of how many everybody said that they were understood."""

    judged: int = 0
    right: int = 0


@dataclass(frozen=True)
class Agreement:
    """How far reviewers agree. `twice`: messages with two verdicts or more; `agreed`: those where all say the same."""

    twice: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True)
class FollowUp:
    """What became of danger: how many talks had it, how many were seen to, and how long that took."""

    talks: int
    followed: int
    median: timedelta | None
    slowest: timedelta | None


def messages(judgements: Iterable[Judgement]) -> list[Message]:
    """Verdicts by message: a message that two judged is one message."""
    ordered = sorted(judgements, key=lambda one: (one.talk_id, one.seq, one.at, one.staff_id))
    return [Message(tuple(group)) for _, group in groupby(ordered, key=lambda one: (one.talk_id, one.seq))]


def right_by_label(judged: Iterable[Message]) -> dict[Label, Right]:
    """Right the first time, by what the message was understood as."""
    return _right((one.understood, one.right) for one in judged)


def right_by_week(judged: Iterable[Message]) -> dict[Week, Right]:
    """Right the first time, by week."""
    return _right((one.week, one.right) for one in judged)


def _right(marks: Iterable[tuple[Key, bool]]) -> dict[Key, Right]:
    found = Counter(marks)
    return {key: Right(found[key, True] + found[key, False], found[key, True]) for key, _ in found}


def mistaken(judged: Iterable[Message]) -> dict[tuple[Label, Label], int]:
    """How many messages were understood as the first label while a reviewer says the second."""
    return Counter(
        (one.understood, said) for one in judged for said in {each.label for each in one.judgements} - {one.understood}
    )


def agreement(judged: Iterable[Message]) -> Agreement:
    """How far reviewers agree on the label. Kappa is of the first two of each message.

    Of those two the same person stands in the same place each time, as Cohen's kappa asks when two people judge.
    """
    twice = [one for one in judged if len(one.judgements) > 1]
    agreed = sum(len({each.label for each in one.judgements}) == 1 for one in twice)
    pairs = [sorted(one.judgements[:2], key=lambda each: each.staff_id) for one in twice]
    return Agreement(len(twice), agreed, kappa([(first.label, second.label) for first, second in pairs]))


def kappa(pairs: Sequence[tuple[Label, Label]]) -> float | None:
    """Cohen's kappa (1960): how much more two judges agree than they would by chance; 1 is always, 0 no more than that.

    None when there is nothing to compare, or when both always say the same one thing.
    """
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(first == second for first, second in pairs) / total
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(firsts[label] * seconds[label] for label in firsts) / total**2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def follow_up(alarms: Iterable[tuple[datetime, datetime | None]]) -> FollowUp:
    """What became of alarms: (when it went off, when somebody saw to it)."""
    seen = list(alarms)
    waits = sorted(max(followed - at, timedelta()) for at, followed in seen if followed)
    middle = timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else None
    return FollowUp(len(seen), len(waits), middle, waits[-1] if waits else None)
