"""That somebody read a talk, in the audit log: in the transaction in which it is read, so that no look goes unseen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from web.conversations.contact_requests import origin_of
from web.staff import audit
from web.staff.people import Colleague


def looked(session: Session, who: Colleague, talk_id: str, now: datetime, what: str = "gesprek gelezen") -> None:
    """Write down that words of a talk were shown, or something was done with it. The talk is named by the mark that it
    also has among erased talks, never by its id: who reads the log is not led to the talk."""
    audit.note(session, who, what, origin_of(talk_id), now)
