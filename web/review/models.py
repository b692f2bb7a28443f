"""The tables of the review. What belongs to a talk goes when the talk goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.base import Moment
from web.conversations.models import Base


def _turn() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["talk_id", "seq"], ["turns.talk_id", "turns.seq"], ondelete="CASCADE")


class TalkReview(Base):
    """What staff did with a talk as a whole: whose it is to look at, that it was looked through, that somebody saw to a
    danger in it. Names stand beside the ids, so that they can be read when an account is gone."""

    __tablename__ = "talk_reviews"

    talk_id: Mapped[str] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True)
    assigned_to: Mapped[str | None] = mapped_column(String(16), index=True)
    assigned_name: Mapped[str | None] = mapped_column(String(80))
    reviewed_at: Mapped[datetime | None] = mapped_column(Moment)
    reviewed_by: Mapped[str | None] = mapped_column(String(16))
    reviewed_name: Mapped[str | None] = mapped_column(String(80))
    followed_at: Mapped[datetime | None] = mapped_column(Moment)
    followed_by: Mapped[str | None] = mapped_column(String(16))
    followed_name: Mapped[str | None] = mapped_column(String(80))
    followed_how: Mapped[str | None] = mapped_column(Text)


class TurnVerdict(Base):
    """What one reviewer says of how a message was understood; a later verdict of the same person replaces it.

    `verdict`: 'goed', or 'anders'; then `need` (any label of contract 1), `bouwsteen`, `audience` and `condition` are
    what it should have been, None where nothing should have been understood.
    """

    __tablename__ = "turn_verdicts"
    __table_args__ = (_turn(), CheckConstraint("verdict IN ('goed', 'anders')", name="verdict"))

    talk_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    staff_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    who: Mapped[str] = mapped_column(String(80))
    verdict: Mapped[str] = mapped_column(String(8))
    need: Mapped[str | None] = mapped_column(String(40))
    bouwsteen: Mapped[int | None] = mapped_column(SmallInteger)
    audience: Mapped[str | None] = mapped_column(String(40))
    condition: Mapped[str | None] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class TurnTag(Base):
    """A word that staff put on a message, to find such messages again."""

    __tablename__ = "turn_tags"
    __table_args__ = (_turn(), Index("ix_turn_tags_tag", "tag", "talk_id"))

    talk_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Moment)


class TurnNote(Base):
    """A remark of staff at a message."""

    __tablename__ = "turn_notes"
    __table_args__ = (_turn(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[str] = mapped_column(String(32), index=True)
    seq: Mapped[int]
    staff_id: Mapped[str] = mapped_column(String(16))
    who: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class SavedFilter(Base):
    """A way of looking at the list of talks that somebody keeps, for the own use."""

    __tablename__ = "saved_filters"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class Example(Base):
    """A sentence to learn from, written anew by staff after a message that was misunderstood.

    `label` is any label of contract 1 that the engine learns. `partner` is that of the talk (who may see it). `talk_id`
    is the talk it came from until it is approved: what was not approved goes when the talk goes, what was approved
    leads to no talk any more. `status`: 'voorgesteld', 'goedgekeurd' (by somebody else than who proposed it) or
    'afgewezen'. `written_at`: since when it stands in `data/nlu/reviewed/`.
    """

    __tablename__ = "training_examples"
    __table_args__ = (CheckConstraint("status IN ('voorgesteld', 'goedgekeurd', 'afgewezen')", name="status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[str | None] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), index=True)
    partner: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(12), index=True)
    proposed_by: Mapped[str] = mapped_column(String(16))
    proposed_name: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(16))
    decided_name: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[datetime | None] = mapped_column(Moment)


class TrainedModel(Base):
    """A model that was trained with reviewed examples and measured beside the one that was live then.

    `report` holds the figures of both by need and of danger; `fits` tells whether it may be put live, and `why_not` the
    reasons in Dutch when it may not.
    """

    __tablename__ = "trained_models"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    beside: Mapped[str | None] = mapped_column(String(60))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(80))
    examples: Mapped[int]
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    fits: Mapped[bool]
    why_not: Mapped[list[str]] = mapped_column(JSON)


class ModelSwitch(Base):
    """A model that was put live, and the one it took the place of: the way back."""

    __tablename__ = "model_switches"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(60))
    before: Mapped[str | None] = mapped_column(String(60))
