"""Erase a talk everywhere at once, and leave only the mark that it was done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from web.conversations import contact_requests
from web.conversations.models import Audit, Talk


def erase(session: Session, talk_id: str, now: datetime) -> bool:
    """Delete a talk with its turns, raw texts, choices and codes, and withdraw its open requests for contact.

    False when it was gone already.

    The mark in the audit log (a SHA-256 of the talk's id) lets a restored backup be cleaned of erased talks again.
    """
    gone = session.execute(delete(Talk).where(Talk.id == talk_id).returning(Talk.id)).first()
    if gone is None:
        return False
    origin = contact_requests.origin_of(talk_id)
    session.add(Audit(at=now, event="erased", subject=origin, amount=1))
    contact_requests.withdraw(session, origin, now)
    return True
