"""What visitors thought of an instrument, for the desk: counts for all, and what they wrote for who may read talks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from web.bands import Band
from web.conversations.demand import month_of
from web.conversations.feedback import SCORES
from web.conversations.models import Feedback, FeedbackCount, Talk
from web.conversations.store import NAMES
from web.review.looks import looked
from web.review.scope import websites_of, within
from web.staff.people import Colleague

WORDS = {3: "ja", 2: "een beetje", 1: "nee"}
"""What a visitor answered to the question whether it helped, the best first."""
LOOKED = "waardering gelezen"
"""What the audit log says of who read a note."""
YEAR = timedelta(days=365)
MOST = 20
"""Notes on one page; the newest tell how it is now."""


@dataclass(frozen=True)
class Opinion:
    """What a visitor wrote beside a score, without names, and the talk it belongs to."""

    talk_id: str
    score: int
    note: str
    at: datetime


def counts(session: Session, slug: str, now: datetime) -> dict[int, Band]:
    """How many visitors gave each score in the past year, the highest score first, in tens (`web/bands.py`)."""
    amounts = (
        select(FeedbackCount.score, func.sum(FeedbackCount.amount))
        .where(FeedbackCount.slug == slug, FeedbackCount.month > month_of(now - YEAR))
        .group_by(FeedbackCount.score)
    )
    found: dict[int, int] = {score: int(amount) for score, amount in session.execute(amounts)}
    return {score: Band.of(max(0, found.get(score, 0))) for score in sorted(SCORES, reverse=True)}


def written(session: Session, slug: str, who: Colleague) -> bool:
    """Whether there is a note that this colleague may read."""
    return session.scalar(_notes(session, slug, who).limit(1)) is not None


def notes(session: Session, slug: str, who: Colleague, now: datetime) -> list[Opinion]:
    """The newest notes of the talks that this colleague sees; that they were read is written down, for each talk."""
    found = session.scalars(_notes(session, slug, who).order_by(Feedback.at.desc(), Feedback.talk_id).limit(MOST))
    opinions = [Opinion(one.talk_id, one.score, one.note or "", one.at) for one in found]
    for one in opinions:
        looked(session, who, one.talk_id, now, what=LOOKED)
    return opinions


def _notes(session: Session, slug: str, who: Colleague) -> Select[Feedback]:
    return (
        select(Feedback)
        .join(Talk, Talk.id == Feedback.talk_id)
        .where(
            Feedback.slug == slug,
            Feedback.note.is_not(None),
            Feedback.redacted == NAMES,
            within(Talk.partner, websites_of(session, who)),
        )
    )
