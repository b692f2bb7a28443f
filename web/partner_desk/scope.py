"""Which websites somebody at the desk sees, and which are theirs to change."""

from __future__ import annotations

from sqlalchemy.orm import Session

from web.partners import store
from web.partners.store import Kept
from web.staff.desk import RefusedError
from web.staff.people import Colleague
from web.staff.websites import sees


def find(session: Session, key: str, who: Colleague) -> Kept:
    """A website that this colleague sees. Raises RefusedError: of another region it is as if it were not there."""
    kept = store.find(session, key)
    if kept is None or not sees(who, kept.partner):
        raise RefusedError("niet-gevonden")
    return kept
