"""Labels on messages: free words with which staff find such messages again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from web.conversations.models import Talk
from web.review import changing, scope, wording
from web.review.models import TurnTag
from web.staff.people import Colleague

_MOST_KNOWN = 200


def add(session: Session, talk_id: str, seq: int, who: Colleague, typed: str, now: datetime) -> None:
    """Put a label on a message; one that is there already stays as it is. Raises RefusedError or WordingError."""
    tag = wording.tag(typed)
    changing.message(session, talk_id, seq, who)
    if session.get(TurnTag, (talk_id, seq, tag)) is None:
        session.add(TurnTag(talk_id=talk_id, seq=seq, tag=tag, who=who.name, at=now))


def remove(session: Session, talk_id: str, seq: int, who: Colleague, tag: str) -> None:
    """Take a label off, whoever put it there. Raises RefusedError."""
    changing.message(session, talk_id, seq, who)
    session.execute(delete(TurnTag).where(TurnTag.talk_id == talk_id, TurnTag.seq == seq, TurnTag.tag == tag))


def of_talk(session: Session, talk_id: str) -> dict[int, list[TurnTag]]:
    """The labels of a talk by the number of the message."""
    found: dict[int, list[TurnTag]] = {}
    for one in session.scalars(select(TurnTag).where(TurnTag.talk_id == talk_id).order_by(TurnTag.seq, TurnTag.tag)):
        found.setdefault(one.seq, []).append(one)
    return found


def known(session: Session, who: Colleague) -> Sequence[str]:
    """The labels on talks that this colleague may see, most used first."""
    used, websites = select(TurnTag.tag), scope.websites_of(session, who)
    if websites is not None:
        used = used.join(Talk, Talk.id == TurnTag.talk_id).where(scope.within(Talk.partner, websites))
    return session.scalars(
        used.group_by(TurnTag.tag).order_by(func.count().desc(), TurnTag.tag).limit(_MOST_KNOWN)
    ).all()
