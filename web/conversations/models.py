"""The record of talks as tables. A talk owns its turns, raw texts and choices: erasing it takes them all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from catalogue.base import Moment


class Base(DeclarativeBase):
    """The tables of the gateway; those of the catalogue stand apart."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Talk(Base):
    """One talk of one visitor. Its token is known only to the visitor; here stands the SHA-256 of it.

    `page_key` stands in the addresses of the talk's own pages: who has such an address can see them, and no more.
    `state` is all the engine knows of the talk, `turns` the number of the last turn: order is by number, not by clock.
    `counted` remembers what of this talk stands in the anonymous counts already (`demand.py`, `website_counts.py`); it
    goes with the talk.
    """

    __tablename__ = "talks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    page_key: Mapped[str] = mapped_column(String(32), unique=True)
    partner: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    turns: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    counted: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Turn(Base):
    """What the visitor said and what was answered. Turn 0 is the opening.

    `text` is redacted; `redacted` tells how far: 'patterns' at once, 'names' when people's names were searched for too.
    Staff see only the latter. `reply` is empty while no answer was given, for instance because the process was killed.
    `understood` is what was answered under that name; `parse` holds labels and figures, never words of the visitor.
    """

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("talk_id", "client_id"),)

    talk_id: Mapped[str] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)
    choice: Mapped[str | None] = mapped_column(String(64))
    redacted: Mapped[str] = mapped_column(String(16), index=True)
    danger: Mapped[str | None] = mapped_column(String(16))
    danger_tier: Mapped[str | None] = mapped_column(String(1))
    danger_rule: Mapped[str | None] = mapped_column(Text)
    reply: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    understood: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    parse: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    outcome: Mapped[str | None] = mapped_column(String(16))
    milliseconds: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment)


class RawText(Base):
    """The visitor's own words, unredacted: kept apart, and shorter than the rest."""

    __tablename__ = "raw_texts"
    __table_args__ = (ForeignKeyConstraint(["talk_id", "seq"], ["turns.talk_id", "turns.seq"], ondelete="CASCADE"),)

    talk_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Choice(Base):
    """A button that was offered: the visitor knows its id and label, the payload for the engine stays here."""

    __tablename__ = "choices"
    __table_args__ = (ForeignKeyConstraint(["talk_id", "seq"], ["turns.talk_id", "turns.seq"], ondelete="CASCADE"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    talk_id: Mapped[str] = mapped_column(String(32), index=True)
    seq: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)


class ContactRequest(Base):
    """Somebody asks to be called or written to. The words are the visitor's own, edited and sent with consent.

    `origin` is the SHA-256 of the talk's id: erasing the talk finds its requests, but who reads a request is not led to
    the talk. `form_id` was given with the form: the same form sent twice is one request.
    """

    __tablename__ = "contact_requests"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    form_id: Mapped[str] = mapped_column(String(32), unique=True)
    origin: Mapped[str] = mapped_column(String(64), index=True)
    role: Mapped[str] = mapped_column(String(20))
    region: Mapped[str | None] = mapped_column(String(60))
    summary: Mapped[str] = mapped_column(Text)
    called: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    reachable: Mapped[str] = mapped_column(Text)
    consent_version: Mapped[str] = mapped_column(String(40))
    consent_at: Mapped[datetime] = mapped_column(Moment)
    partner: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ResumeCode(Base):
    """A code with which a visitor comes back to a talk on any device; here stands the SHA-256 of it."""

    __tablename__ = "resume_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    talk_id: Mapped[str] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Audit(Base):
    """Append-only: what was done with talks, and to which (a SHA-256 of its id), never what was in them."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str | None] = mapped_column(String(64))
    amount: Mapped[int]


class ShownCount(Base):
    """How many times an instrument was shown to visitors in a month ('2026-06')."""

    __tablename__ = "shown_counts"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    amount: Mapped[int]


class Demand(Base):
    """How many times suggestions were due for a need in a month, by what was known then; '' is not known.

    Counts alone: no words, no talk. `demand.py` says what each figure counts, `demand_retention.py` how long it stands.
    """

    __tablename__ = "demand"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    need: Mapped[str] = mapped_column(String(40), primary_key=True)
    region: Mapped[str] = mapped_column(String(60), primary_key=True)
    audience: Mapped[str] = mapped_column(String(40), primary_key=True)
    condition: Mapped[str] = mapped_column(String(60), primary_key=True)
    bouwsteen: Mapped[int] = mapped_column(SmallInteger)
    asked: Mapped[int]
    nothing_fitting: Mapped[int]
    nothing_local: Mapped[int]
    nothing_liked: Mapped[int]
