"""The record of talks as tables. A talk owns its turns, raw texts and choices: erasing it takes them all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from catalogue.base import Moment


class Base(DeclarativeBase):
    """The tables of the gateway; those of the catalogue stand apart."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Talk(Base):
    """One talk of one visitor. Its token is known only to the visitor; here stands the SHA-256 of it.

    `page_key` stands in the addresses of the talk's own pages: who has such an address can see them, and no more.
    `state` is all the engine knows of the talk, `turns` the number of the last turn: order is by number, not by clock.
    `counted` remembers what of this talk stands in the anonymous counts already (`demand.py`, `website_counts.py`); it
    goes with the talk. `undigested`: something happened that its digest (`TalkDigest`) does not know yet.
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
    undigested: Mapped[bool] = mapped_column(default=True, server_default=true(), index=True)


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

    `summary`, `called`, `phone`, `email`, `reachable` and `reader` (who the consent said would read it) are sealed
    (`sealed.py`) when `sealed`; rows of before are sealed at the start. `danger`: the words held a sign of danger.

    `status` is nieuw, opgepakt, overgedragen or afgerond. `holder_*` says whose it is; with `handed` that is a
    casusregisseur, who sees no others. `version` goes up with each change. `rhythm` and `follow_on` say how often and
    when there is contact again. The term counts from `renewed_at`, else from `consent_at`. `told_at`, `reminded_on` and
    `warned_for` remember which mail was made for it, so that it is made once.
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
    reader: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    danger: Mapped[bool] = mapped_column(default=False, server_default=false())
    consent_version: Mapped[str] = mapped_column(String(40))
    consent_at: Mapped[datetime] = mapped_column(Moment)
    renewed_at: Mapped[datetime | None] = mapped_column(Moment)
    partner: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    holder_id: Mapped[str | None] = mapped_column(String(16), index=True)
    holder_name: Mapped[str | None] = mapped_column(String(80))
    handed: Mapped[bool] = mapped_column(default=False, server_default=false())
    contacted_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    rhythm: Mapped[str | None] = mapped_column(String(10))
    follow_on: Mapped[date | None]
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_on: Mapped[date | None]
    warned_for: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)


class RequestStep(Base):
    """What was done with a request for contact: who, when, what. `note` is what staff wrote with it, sealed.

    `detail` holds names of staff and dates, never data of the visitor. The steps go with their request.
    """

    __tablename__ = "contact_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("contact_requests.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[str | None] = mapped_column(String(16))
    who: Mapped[str] = mapped_column(String(80))
    event: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class RequestMail(Base):
    """Somebody of the staff must still be mailed that a request waits for them. Sent is gone."""

    __tablename__ = "contact_mails"

    request_id: Mapped[str] = mapped_column(ForeignKey("contact_requests.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    try_after: Mapped[datetime] = mapped_column(Moment, index=True)
    tries: Mapped[int]


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


class RetentionRun(Base):
    """One run of the cleaning: what was past its time, by kind (`retention.Deleted`), also when that was nothing.

    `trouble` says in Dutch why a run did not come through; then nothing was erased.
    """

    __tablename__ = "retention_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    amounts: Mapped[dict[str, int]] = mapped_column(JSON)
    trouble: Mapped[str | None] = mapped_column(Text)


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


class TalkDigest(Base):
    """What the desk lists, sorts and filters of a talk. It follows from the talk's turns, verdicts and feedback, and is
    made anew when something happened (`digests.py`); so it may be a moment behind, and can always be made again.

    `region`, `audience`, `condition`, `need` and `bouwsteen` are what was understood at the end, None where nothing
    was. `turns` counts what the visitor said or tapped; `fallbacks` how often a typed text was not understood and
    `fallbacks_in_row` the longest row of those. `confidence` (0 to 1) is the lowest of the first needs. `danger` is the
    gravest tier (A first) and `danger_at` the first alarm; `followed_at` when staff saw to it. `feedback` is the lowest
    score the visitor gave (1 to 3). `attention` is the order of work: 0 danger that nobody saw to, 1 two fallbacks in a
    row, 2 a low score, 3 low confidence, 4 nothing of these, or it was looked through already. What staff did
    (`reviewed_at`, `followed_at`) stands here only while nothing new happened afterwards.
    """

    __tablename__ = "talk_digests"
    __table_args__ = (
        # The orders of the list, and the filters that leave few talks; benchmarks/overview.py is how they were chosen.
        Index("ix_talk_digests_attention", "attention", "last_at", "number"),
        Index("ix_talk_digests_last_at", "last_at", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[str] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), unique=True)
    partner: Mapped[str | None] = mapped_column(String(64), index=True)
    region: Mapped[str | None] = mapped_column(String(60), index=True)
    audience: Mapped[str | None] = mapped_column(String(40))
    condition: Mapped[str | None] = mapped_column(String(60), index=True)
    need: Mapped[str | None] = mapped_column(String(40))
    bouwsteen: Mapped[int | None] = mapped_column(SmallInteger)
    turns: Mapped[int]
    fallbacks: Mapped[int]
    fallbacks_in_row: Mapped[int]
    confidence: Mapped[float | None]
    danger: Mapped[str | None] = mapped_column(String(1), index=True)
    danger_at: Mapped[datetime | None] = mapped_column(Moment)
    followed_at: Mapped[datetime | None] = mapped_column(Moment)
    feedback: Mapped[int | None] = mapped_column(SmallInteger, index=True)
    attention: Mapped[int] = mapped_column(SmallInteger)
    reviewed_at: Mapped[datetime | None] = mapped_column(Moment)
    assigned_to: Mapped[str | None] = mapped_column(String(16), index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)


class DigestNeed(Base):
    """A need that was heard somewhere in a talk, with its bouwsteen."""

    __tablename__ = "digest_needs"
    __table_args__ = (
        Index("ix_digest_needs_need", "need", "number"),
        Index("ix_digest_needs_bouwsteen", "bouwsteen", "number"),
    )

    number: Mapped[int] = mapped_column(ForeignKey("talk_digests.number", ondelete="CASCADE"), primary_key=True)
    need: Mapped[str] = mapped_column(String(40), primary_key=True)
    bouwsteen: Mapped[int] = mapped_column(SmallInteger)


class TalkWord(Base):
    """A word that a talk can be found by, folded (`words.py`); `number` is that of its digest."""

    __tablename__ = "talk_words"
    __table_args__ = (Index("ix_talk_words_number", "number", "word"), {"sqlite_with_rowid": False})

    word: Mapped[str] = mapped_column(
        String(40).with_variant(String(40, collation="C"), "postgresql"), primary_key=True
    )
    number: Mapped[int] = mapped_column(
        ForeignKey("talk_digests.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class Feedback(Base):
    """What a visitor thought of the talk (`slug` is '') or of an instrument that was suggested in it.

    `score`: 1 no, 2 a little, 3 yes. `note` is what the visitor wrote beside it, redacted; `redacted` tells how far (as
    in `Turn`): staff see it when that is 'names'. `danger` is the gravest tier (A first) that was ever heard in a note
    here, kept or too long to keep, and `danger_at` the last time: another note does not hide it.
    """

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 3", name="score"),)

    talk_id: Mapped[str] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    score: Mapped[int] = mapped_column(SmallInteger)
    note: Mapped[str | None] = mapped_column(Text)
    redacted: Mapped[str] = mapped_column(String(16), index=True)
    danger: Mapped[str | None] = mapped_column(String(1))
    danger_at: Mapped[datetime | None] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment)


class FeedbackCount(Base):
    """How many visitors gave an instrument ('' for talks) a score in a month ('2026-06'); it outlives their talks."""

    __tablename__ = "feedback_counts"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    score: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    amount: Mapped[int]
