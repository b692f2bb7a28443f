"""Erase a talk everywhere at once, and leave only the mark that it was done."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from web.conversations.models import Audit, Talk


def erase(session: Session, talk_id: str, now: datetime) -> bool:
    """Delete a talk with its turns, raw texts and choices; False when it was gone already.

    The mark in the audit log (a SHA-256 of the talk's id) lets a restored backup be cleaned of erased talks again.
    """
    gone = session.execute(delete(Talk).where(Talk.id == talk_id).returning(Talk.id)).first()
    if gone is None:
        return False
    session.add(Audit(at=now, event="erased", subject=hashlib.sha256(talk_id.encode()).hexdigest(), amount=1))
    return True
