"""What is kept of a talk, and how it is found again. Each function is one piece of work for `Database`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue.tokens import hash_of
from web.conversations.models import Choice, RawText, Talk, Turn

PATTERNS, NAMES = "patterns", "names"
"""How far the text of a turn has been redacted (see `Turn`)."""


class TalkGoneError(Exception):
    """The talk was erased while it was being answered."""


def new_page_key() -> str:
    """A key for the pages of a talk: 128 bits, so that nobody finds one by trying."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Reply:
    """An answer as it was given, to be given again when the same message is sent again."""

    messages: list[dict[str, Any]]
    understood: dict[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """A talk as it is now. `answered` is the reply to the message that is asked for, when it was answered before."""

    talk: str
    partner: str | None
    expires_at: datetime
    state: dict[str, Any]
    earlier: tuple[str, ...] = ()
    answered: Reply | None = None


@dataclass(frozen=True)
class Said:
    """What a visitor sent: redacted text for the record, raw text kept apart (None for a button)."""

    client_id: str
    text: str
    raw: str | None = None
    choice: str | None = None
    danger: str | None = None
    danger_tier: str | None = None
    danger_rule: str | None = None


@dataclass(frozen=True)
class Minted:
    """A button as it goes into the record."""

    id: str
    label: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """What was answered, with what was learnt."""

    reply: Reply
    state: dict[str, Any] | None
    parse: dict[str, Any] | None
    outcome: str
    milliseconds: int
    choices: tuple[Minted, ...] = field(default=())


def create(
    session: Session,
    *,
    talk: str,
    token: str,
    partner: str | None,
    opening: Answered,
    now: datetime,
    expires: datetime,
    page_key: str | None = None,
) -> None:
    """Keep a new talk with its opening as turn 0; it gets a key for its pages when it has none yet."""
    session.add(
        Talk(
            id=talk,
            token_hash=hash_of(token),
            page_key=page_key or new_page_key(),
            partner=partner,
            state=opening.state or {},
            turns=0,
            created_at=now,
            last_at=now,
            expires_at=expires,
        )
    )
    session.flush()
    turn = Turn(talk_id=talk, seq=0, redacted=NAMES, created_at=now)
    session.add(turn)
    _fill(session, turn, opening)


def find(session: Session, token: str, client_id: str | None = None) -> Snapshot | None:
    """The talk of a token, with the visitor's last two texts and the reply to `client_id` if it has one."""
    talk = session.scalar(select(Talk).where(Talk.token_hash == hash_of(token)))
    if talk is None:
        return None
    answered: Reply | None = None
    earlier: tuple[str, ...] = ()
    if client_id is not None:
        turn = session.scalar(select(Turn).where(Turn.talk_id == talk.id, Turn.client_id == client_id))
        answered = _reply_of(turn) if turn else None
        rows = session.scalars(
            select(RawText.text).where(RawText.talk_id == talk.id).order_by(RawText.seq.desc()).limit(2)
        )
        earlier = tuple(reversed(rows.all()))
    return Snapshot(talk.id, talk.partner, talk.expires_at, dict(talk.state), earlier, answered)


@dataclass(frozen=True)
class PageTalk:
    """A talk as its own pages see it: who has the key may read, and may not speak."""

    talk: str
    partner: str | None
    state: dict[str, Any]
    created_at: datetime
    expires_at: datetime


def by_page_key(session: Session, key: str) -> PageTalk | None:
    """The talk whose pages have this key; None when there is none, or it was erased."""
    talk = session.scalar(select(Talk).where(Talk.page_key == key))
    return PageTalk(talk.id, talk.partner, dict(talk.state), talk.created_at, talk.expires_at) if talk else None


def _reply_of(turn: Turn) -> Reply | None:
    return None if turn.reply is None else Reply(turn.reply, turn.understood or {})


@dataclass(frozen=True)
class Begun:
    """A message that is kept: its number, the talk as it stood, and its reply when it was answered before.

    `new` tells a message that was kept just now from one that was kept before; `partner` is that of the talk.
    """

    seq: int
    state: dict[str, Any]
    page_key: str
    answered: Reply | None = None
    new: bool = False
    partner: str | None = None


def begin(session: Session, talk_id: str, said: Said, now: datetime, expires: datetime) -> Begun:
    """Keep a message, before it is answered. Raises TalkGoneError.

    A message that was kept before but never answered gets its own number back: it is still one turn.
    """
    talk = session.scalar(select(Talk).where(Talk.id == talk_id).with_for_update())
    if talk is None:
        raise TalkGoneError
    talk.last_at, talk.expires_at, talk.undigested = now, expires, True
    kept = session.scalar(select(Turn).where(Turn.talk_id == talk_id, Turn.client_id == said.client_id))
    if kept is not None:
        return Begun(kept.seq, dict(talk.state), talk.page_key, _reply_of(kept), partner=talk.partner)
    talk.turns += 1
    session.add(
        Turn(
            talk_id=talk_id,
            seq=talk.turns,
            client_id=said.client_id,
            text=said.text,
            choice=said.choice,
            redacted=NAMES if said.raw is None else PATTERNS,
            danger=said.danger,
            danger_tier=said.danger_tier,
            danger_rule=said.danger_rule,
            created_at=now,
        )
    )
    session.flush()
    if said.raw is not None:
        session.add(RawText(talk_id=talk_id, seq=talk.turns, text=said.raw, created_at=now))
    return Begun(talk.turns, dict(talk.state), talk.page_key, new=True, partner=talk.partner)


def finish(session: Session, talk_id: str, seq: int, answered: Answered) -> bool:
    """Keep the answer to a message; False when an answer was kept before. Raises TalkGoneError."""
    talk = session.scalar(select(Talk).where(Talk.id == talk_id).with_for_update())
    turn = session.get(Turn, (talk_id, seq))
    if talk is None or turn is None:
        raise TalkGoneError
    first = turn.reply is None
    talk.undigested = True
    if answered.state is not None:
        talk.state = answered.state
    _fill(session, turn, answered)
    return first


def _fill(session: Session, turn: Turn, answered: Answered) -> None:
    turn.reply = answered.reply.messages
    turn.understood = answered.reply.understood
    turn.parse = answered.parse
    turn.outcome = answered.outcome
    turn.milliseconds = answered.milliseconds
    session.flush()
    session.add_all(
        Choice(id=choice.id, talk_id=turn.talk_id, seq=turn.seq, label=choice.label, payload=choice.payload)
        for choice in answered.choices
    )


def choice(session: Session, talk_id: str, choice_id: str) -> Minted | None:
    """A button of this talk; that of another talk is unknown here."""
    row = session.scalar(select(Choice).where(Choice.id == choice_id, Choice.talk_id == talk_id))
    return Minted(row.id, row.label, row.payload) if row else None


@dataclass(frozen=True)
class Line:
    """One turn of a talk as the visitor sees it: own words while they are kept, else the redacted ones."""

    seq: int
    text: str | None
    by_button: bool
    reply: list[dict[str, Any]]
    understood: dict[str, Any] | None


def transcript(session: Session, talk_id: str) -> list[Line]:
    """The whole talk in order of number."""
    rows = session.execute(
        select(Turn, RawText.text)
        .outerjoin(RawText, (RawText.talk_id == Turn.talk_id) & (RawText.seq == Turn.seq))
        .where(Turn.talk_id == talk_id)
        .order_by(Turn.seq)
    )
    return [
        Line(turn.seq, raw or turn.text, turn.choice is not None, turn.reply or [], turn.understood)
        for turn, raw in rows
    ]


def awaiting_names(session: Session, most: int) -> Sequence[tuple[str, int, str]]:
    """Turns whose text was redacted by patterns alone: (talk, seq, raw text)."""
    rows = session.execute(
        select(Turn.talk_id, Turn.seq, RawText.text)
        .join(RawText, (RawText.talk_id == Turn.talk_id) & (RawText.seq == Turn.seq))
        .where(Turn.redacted == PATTERNS)
        .limit(most)
    )
    return [(talk, seq, text) for talk, seq, text in rows]


def keep_redacted(session: Session, talk_id: str, seq: int, text: str) -> None:
    """Replace the text of a turn by the one without names; a talk that was erased meanwhile stays erased.

    Now the desk may find the talk by these words: its digest is made anew.
    """
    session.execute(update(Turn).where(Turn.talk_id == talk_id, Turn.seq == seq).values(text=text, redacted=NAMES))
    session.execute(update(Talk).where(Talk.id == talk_id).values(undigested=True))
