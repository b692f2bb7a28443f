"""Remarks of staff at messages; who wrote one can take it away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.review import changing, wording
from web.review.models import TurnNote
from web.staff.people import Colleague


def add(session: Session, talk_id: str, seq: int, who: Colleague, typed: str, now: datetime) -> None:
    """Keep a remark. Raises RefusedError or WordingError."""
    text = wording.note(typed)
    changing.message(session, talk_id, seq, who)
    session.add(TurnNote(talk_id=talk_id, seq=seq, staff_id=who.id, who=who.name, text=text, at=now))


def remove(session: Session, talk_id: str, seq: int, who: Colleague, note_id: int) -> bool:
    """Take an own remark away; that of somebody else stays. Tells whether there was one. Raises RefusedError."""
    changing.message(session, talk_id, seq, who)
    own = delete(TurnNote).where(
        *(TurnNote.id == note_id, TurnNote.talk_id == talk_id, TurnNote.seq == seq, TurnNote.staff_id == who.id)
    )
    return session.execute(own.returning(TurnNote.id)).first() is not None


def of_talk(session: Session, talk_id: str) -> dict[int, list[TurnNote]]:
    """The remarks of a talk by the number of the message, the oldest first."""
    found: dict[int, list[TurnNote]] = {}
    wanted = select(TurnNote).where(TurnNote.talk_id == talk_id).order_by(TurnNote.seq, TurnNote.at, TurnNote.id)
    for one in session.scalars(wanted):
        found.setdefault(one.seq, []).append(one)
    return found
