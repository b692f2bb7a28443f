"""Talks of a few lines with their digests, for the list."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from web.conversations import digests
from web.conversations.models import Feedback, Talk, Turn
from web.conversations.store import NAMES
from web.review.models import TalkReview, TurnTag

NOBODY_KNOWS: dict[str, Any] = {"audience": None, "condition": None, "region": None, "needs": [], "bouwsteen": None}


def typed(text: str = "ik ben moe", sure: float = 0.9, **changes: Any) -> dict[str, Any]:
    """A message that was typed, with the values of its turn; `parse` is added to what is usual."""
    parse = {"intent": "overbelasting", "confidence": sure, "needs": [], "fallback": False, "danger": None}
    return {"text": text, "redacted": NAMES, "parse": parse | changes.pop("parse", {}), **changes}


def tapped(text: str = "Ja") -> dict[str, Any]:
    """A message that was tapped."""
    return {"text": text, "redacted": NAMES, "choice": "c1", "parse": {"intent": "bevestigen", "fallback": False}}


def add_talk(
    session: Session,
    *said: Mapping[str, Any],
    at: datetime,
    partner: str | None = None,
    understood: Mapping[str, Any] | None = None,
    review: Mapping[str, Any] | None = None,
    scores: Sequence[int] = (),
    tags: Sequence[str] = (),
) -> str:
    """Keep a talk as the gateway would have, without its digest; its id."""
    talk = uuid.uuid4().hex
    known = NOBODY_KNOWS | dict(understood or {})
    session.add(
        Talk(
            id=talk,
            token_hash=uuid.uuid4().hex,
            page_key=uuid.uuid4().hex,
            partner=partner,
            state=known,
            turns=len(said),
            created_at=at - timedelta(minutes=5),
            last_at=at,
            expires_at=at + timedelta(days=1),
        )
    )
    session.flush()
    session.add(Turn(talk_id=talk, seq=0, redacted=NAMES, created_at=at, reply=[], understood=NOBODY_KNOWS))
    for number, one in enumerate(said, start=1):
        values = {"redacted": NAMES, "reply": [], "understood": known} | dict(one)
        session.add(Turn(talk_id=talk, seq=number, created_at=at, client_id=str(number), **values))
    session.flush()
    if review is not None:
        session.add(TalkReview(talk_id=talk, **review))
    for slug, score in enumerate(scores):
        session.add(Feedback(talk_id=talk, slug=str(slug), score=score, redacted=NAMES, at=at))
    session.add_all(TurnTag(talk_id=talk, seq=1, tag=tag, who="Anna", at=at) for tag in tags)
    session.flush()
    return talk


def digest_all(session: Session) -> None:
    """Make every digest that is due."""
    while digests.make_due(session, 100):
        pass
