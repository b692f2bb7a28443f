"""The rows that the figures of `quality.py` are made of; what can be counted in the database is counted there.

`weeks` are whole weeks in a row, the newest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, and_, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from web.conversations import digests
from web.conversations.models import Feedback, Talk, TalkDigest, Turn
from web.review.models import TurnVerdict
from web.review.quality import Judgement, Talks, Week
from web.review.scope import OWN_PAGE, within
from web.review.verdicts import LABELS

_ASKS = or_(
    TalkDigest.danger.is_not(None),
    TalkDigest.fallbacks_in_row >= digests.IN_A_ROW,
    TalkDigest.feedback <= digests.LOW_SCORE,
    TalkDigest.confidence < digests.LOW_CONFIDENCE,
)
"""What asks for attention, also when somebody has given it since; `TalkDigest.attention` tells only what still does."""


@dataclass(frozen=True)
class Whose:
    """Whose talks are looked at: those somebody sees (`scope.websites_of`), and of these one website or all ('')."""

    seen: frozenset[str] | None
    website: str = ""

    def among(self, column: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
        """The condition for it; `column` holds the key of a talk's website."""
        seen = within(column, self.seen)
        if not self.website:
            return seen
        return and_(seen, column.is_(None) if self.website == OWN_PAGE else column == self.website)


def talks(session: Session, whose: Whose, weeks: Sequence[Week]) -> dict[Week, Talks]:
    """The talks in which the visitor said something, by week."""
    looked = TalkDigest.reviewed_at.is_not(None)
    query = (
        select(
            _place(TalkDigest.last_at, weeks),
            func.count(),
            func.sum(TalkDigest.turns),
            func.sum(TalkDigest.fallbacks),
            *(_amount(which) for which in (looked, _ASKS, and_(looked, _ASKS))),
        )
        .where(whose.among(TalkDigest.partner), TalkDigest.turns > 0)
        .where(TalkDigest.last_at >= weeks[-1].begins)
        .group_by("place")
    )
    return {weeks[place]: Talks(*(int(count) for count in counts)) for place, *counts in session.execute(query)}


def judgements(session: Session, whose: Whose, weeks: Sequence[Week]) -> list[Judgement]:
    """Every verdict on messages of these talks."""
    verdict = (TurnVerdict.talk_id, TurnVerdict.seq, TurnVerdict.staff_id, TurnVerdict.at)
    heard = (Turn.parse["intent"].as_string(), Turn.parse[("needs", 0, "need")].as_string())
    alarm = func.coalesce(Turn.danger, Turn.parse["danger"].as_string())
    query = (
        select(*verdict, _place(Talk.last_at, weeks), TurnVerdict.verdict, TurnVerdict.need)
        .add_columns(*heard, Turn.parse["fallback"].as_boolean(), alarm)
        .join(Turn, and_(Turn.talk_id == TurnVerdict.talk_id, Turn.seq == TurnVerdict.seq))
        .join(Talk, Talk.id == TurnVerdict.talk_id)
        .where(Talk.last_at >= weeks[-1].begins)
        .where(whose.among(Talk.partner))
    )
    return [
        Judgement(
            talk_id=talk_id,
            seq=seq,
            staff_id=staff_id,
            at=at,
            week=weeks[place],
            right=said == "goed",
            need=need,
            understood=None if fallback else _label(intent or first),
            alarm=bool(danger),
        )
        for talk_id, seq, staff_id, at, place, said, need, intent, first, fallback, danger in session.execute(query)
    ]


def feedback(session: Session, whose: Whose, weeks: Sequence[Week]) -> dict[tuple[bool, Week, int], int]:
    """How many times a score was given: (of a whole talk, week, score). Not of a talk is of an instrument."""
    whole = case((Feedback.slug == "", 1), else_=0).label("whole")
    query = (
        select(whole, _place(Talk.last_at, weeks), Feedback.score, func.count())
        .join(Talk, Talk.id == Feedback.talk_id)
        .where(whose.among(Talk.partner), Talk.last_at >= weeks[-1].begins)
        .group_by("whole", "place", Feedback.score)
    )
    return {(bool(whole), weeks[place], score): count for whole, place, score, count in session.execute(query)}


def alarms(session: Session, whose: Whose, weeks: Sequence[Week]) -> list[tuple[datetime, datetime | None]]:
    """Talks with danger: when the first alarm went off, and when somebody saw to it."""
    query = select(TalkDigest.danger_at, TalkDigest.followed_at).where(
        whose.among(TalkDigest.partner),
        TalkDigest.last_at >= weeks[-1].begins,
        TalkDigest.danger.is_not(None),
        TalkDigest.danger_at.is_not(None),
    )
    return [(at, followed) for at, followed in session.execute(query) if at is not None]


def open_alarms(session: Session, whose: Whose) -> int:
    """How many talks with danger nobody saw to yet, however long ago."""
    query = select(func.count()).where(
        whose.among(TalkDigest.partner), TalkDigest.danger.is_not(None), TalkDigest.followed_at.is_(None)
    )
    return session.scalar(query) or 0


def _place(column: InstrumentedAttribute[datetime], weeks: Sequence[Week]) -> ColumnElement[int]:
    """The place among the weeks of the one that a moment lies in."""
    return _between(column, weeks, 0).label("place")


def _between(column: InstrumentedAttribute[datetime], weeks: Sequence[Week], first: int) -> ColumnElement[int]:
    """Halves the weeks until one is left, so that each row is compared a few times and not once for each week."""
    if len(weeks) == 1:
        return literal(first, Integer)
    half = len(weeks) // 2
    newer, older = _between(column, weeks[:half], first), _between(column, weeks[half:], first + half)
    return case((column >= weeks[half - 1].begins, newer), else_=older)


def _amount(which: ColumnElement[bool]) -> SQLColumnExpression[Any]:
    return func.sum(case((which, 1), else_=0))


def _label(heard: str | None) -> str | None:
    """What was understood; an intent that is no label is how older rows say that nothing was."""
    return heard if heard in LABELS else None
